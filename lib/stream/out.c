/* out - the one way bytes leave a filter. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/files.h"
#include "stream/out.h"

/* OVER is what out_copy and num_put may touch behind the end; HELD the most
 * newlines that are held back; SOCKET what a socket takes whole; SECTOR where a
 * file may end. */
enum { SIZE = 1 << 17, OVER = 64, HELD = 1 << 16, SOCKET = 2048, SECTOR = 512 };

const struct text out_nothing = { "                                ", 0 };

/* What a descriptor is: how its writes may be cut. */
static enum out_kind
kind_of(int fd, const struct stat *st)
{
	off_t at = S_ISREG(st->st_mode) ? lseek(fd, 0, SEEK_CUR) : -1;

	if (S_ISFIFO(st->st_mode))
		return OUT_PIPE;
	if (S_ISSOCK(st->st_mode))
		return OUT_SOCKET;
	return at >= st->st_size && (fcntl(fd, F_GETFL) & O_APPEND) == 0 ?
	    OUT_FILE : OUT_PLAIN;
}

void
out_open(struct out *o, const char *path)
{
	struct stat st;

	o->size = SIZE;
	o->buffer = mem_array(o->size + OVER, 1);
	o->at = o->buffer;
	o->end = o->buffer + o->size;
	o->fd = STDOUT_FILENO;
	o->kind = OUT_PLAIN;
	o->file = (struct replace){ NULL, NULL };
	if (path != NULL) {
		o->fd = replace_open(&o->file, path);
		return;
	}
	if (fstat(o->fd, &st) != 0)
		die_sys("standard output");
	files_written(&st);
	o->kind = kind_of(o->fd, &st);
}

/* How many newlines stand at the end of what is between from and end; more than
 * a few are rows of one column, which is empty. */
static size_t
newlines(const char *from, const char *end)
{
	size_t n = 0;

	while (n < (size_t)(end - from) && end[-1 - (ptrdiff_t)n] == '\n')
		n++;
	return n;
}

static _Noreturn void
die_write(const struct out *o)
{
	die_sys("%s", o->file.path == NULL ? "standard output" : o->file.path);
}

/* A disk that is full can cut a write just behind newlines: takes them back
 * where the kernel lets us, then ends. */
static _Noreturn void
fail(const struct out *o, const char *written)
{
	int error = errno;
	off_t at = lseek(o->fd, 0, SEEK_CUR), n = (off_t)newlines(o->buffer,
	    written);

	/* Where it does not, nothing else can be done. */
	if ((n > 0 || o->kind == OUT_FILE) && at >= n && ftruncate(o->fd,
	    at - n) != 0)
		errno = 0;
	errno = error;
	die_write(o);
}

/* How much of n bytes goes into one write.  A filter that is killed while a
 * pipe is full leaves there what the kernel has taken of that write, and that
 * must not end in a newline.  Up to PIPE_BUF bytes are taken whole or not at
 * all; of more, Linux takes pages.  So a pipe gets a multiple of PIPE_BUF of
 * which no multiple ends in a newline, or, where the first does, a piece that
 * moves what follows.  A socket takes parts of any size of what is large, and
 * gets only pieces. */
static size_t
piece(const struct out *o, const char *p, size_t n)
{
	size_t k = o->kind == OUT_SOCKET ? SOCKET : PIPE_BUF, most = k;

	if ((o->kind != OUT_PIPE && o->kind != OUT_SOCKET) || n <= k)
		return n;
	if (o->kind == OUT_PIPE)
		most = n / PIPE_BUF * PIPE_BUF;
	if (p[k - 1] != '\n') {
		while (k < most && p[k + PIPE_BUF - 1] != '\n')
			k += PIPE_BUF;
		return k;
	}
	most = k;
	while (k > 0 && p[k - 1] == '\n')
		k--;
	return k > 0 ? k : most;
}

/* A file may be cut anywhere in a write: by a kill where a page ends, by a
 * limit or a full disk where a sector does.  So the end of what follows is put
 * there first, with the last byte, or a mark for a newline: whatever is missing
 * then is missing before it.  (No NUL, which shells drop when they look at an
 * end.) */
static void
put_end(struct out *o, const char *p, size_t n)
{
	off_t at = lseek(o->fd, 0, SEEK_CUR), last = at + (off_t)n - 1;

	if (at < 0 || n == 0 || at / SECTOR == last / SECTOR)
		return;
	while (pwrite(o->fd, p[n - 1] == '\n' ? "#" : p + n - 1, 1, last) != 1)
		if (errno != EINTR)
			fail(o, p);
}

/* Writes the first n bytes of the buffer. */
static void
write_all(struct out *o, size_t n)
{
	const char *p = o->buffer;
	const char *end = p + n;

	if (o->kind == OUT_FILE)
		put_end(o, p, n);
	while (p < end) {
		ssize_t k = write(o->fd, p, piece(o, p, (size_t)(end - p)));

		if (k >= 0)
			p += k;
		else if (errno != EINTR)
			fail(o, p);
	}
}

void
out_flush(struct out *o)
{
	size_t n = (size_t)(o->at - o->buffer), held = newlines(o->buffer,
	    o->at);

	/* Memory has a limit: of so many empty rows the rest is as good as
	 * whole. */
	if (held > HELD)
		held = 1;
	write_all(o, n - held);
	memset(o->buffer, '\n', held);
	o->at = o->buffer + held;
}

void
out_grow(struct out *o, size_t n)
{
	size_t used, size = o->size;

	out_flush(o);
	used = (size_t)(o->at - o->buffer);
	if (n <= o->size - used)
		return;
	o->buffer = mem_grow(o->buffer, &size, n + used + OVER, 1);
	o->size = size - OVER;
	o->at = o->buffer + used;
	o->end = o->buffer + o->size;
}

int
out_finish(struct out *o)
{
	write_all(o, (size_t)(o->at - o->buffer));
	if (o->file.path != NULL)
		replace_finish(&o->file, o->fd);
	else if (close(o->fd) != 0)
		die_write(o);
	free(o->buffer);
	o->buffer = NULL;
	return 0;
}
