/* out - the one way bytes leave a filter. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/out.h"

/* OVER is what out_copy and num_put may touch behind the end; HELD the most newlines
 * that are held back. */
enum { SIZE = 1 << 16, OFTEN = 128, WIDE = 1 << 18, OVER = 64, HELD = 1 << 16 };

/* The files to take away when the filter ends early; the only state, because a
 * signal handler has no arguments. */
static char *volatile unfinished[OUT_FILES];

static void
remove_unfinished(void)
{
	for (int i = 0; i < OUT_FILES; i++) {
		char *path = unfinished[i];

		unfinished[i] = NULL;
		if (path != NULL)
			unlink(path);
	}
}

static void
on_signal(int sig)
{
	remove_unfinished();
	signal(sig, SIG_DFL);
	raise(sig);
}

/* Puts a file among the unfinished, in a free place (path NULL), or takes it out. */
static void
replace_unfinished(const char *path, char *by)
{
	for (int i = 0; i < OUT_FILES; i++)
		if (unfinished[i] == path) {
			unfinished[i] = by;
			return;
		}
}

/* Removes the temporary files on the signals that ask a program to end, unless
 * they are ignored (nohup). */
static void
watch_signals(void)
{
	static const int signals[] = { SIGHUP, SIGINT, SIGTERM };
	struct sigaction act, old;

	memset(&act, 0, sizeof act);
	act.sa_handler = on_signal;
	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(signals[i], &act, NULL);
}

/* Where the path points to in the end: a symlink's target is what is replaced. */
static char *
resolve(const char *path)
{
	char link[PATH_MAX];
	char *at = mem_copy(path, strlen(path));
	struct stat st;

	for (int hops = 0; lstat(at, &st) == 0 && S_ISLNK(st.st_mode); hops++) {
		ssize_t n = readlink(at, link, sizeof link - 1);
		const char *slash = strrchr(at, '/');
		size_t dir = slash == NULL ? 0 : (size_t)(slash - at) + 1;
		char *next;

		if (n < 0 || hops == 40)
			die_sys("%s: cannot be followed", path);
		if (link[0] == '/')
			dir = 0;
		next = mem_array(dir + (size_t)n + 1, 1);
		memcpy(next, at, dir);
		memcpy(next + dir, link, (size_t)n);
		free(at);
		at = next;
	}
	return at;
}

/* Creates the temporary file: the old file's mode, else what umask leaves of 0666. */
static void
open_temporary(struct out *o, const char *path)
{
	struct stat st;
	char *target = resolve(path);
	size_t n = strlen(target) + 40;
	bool old = stat(target, &st) == 0;

	if (old && !S_ISREG(st.st_mode))
		die("%s: not a regular file; -o replaces a file, use > here", path);
	o->path = target;
	o->temporary = mem_array(n, 1);
	for (int i = 0;; i++) {
		snprintf(o->temporary, n, "%s.%ld-%d.tmp", target, (long)getpid(), i);
		o->fd = open(o->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (o->fd >= 0)
			break;
		if (errno != EEXIST || i == 100)
			die_sys("%s", o->temporary);
	}
	watch_signals();
	replace_unfinished(NULL, o->temporary);
	die_cleanup(remove_unfinished);
	if (old && fchmod(o->fd, st.st_mode & 07777) != 0)
		die_sys("%s", o->temporary);
}

void
out_open(struct out *o, const char *path)
{
	struct stat st;

	o->size = SIZE;
	o->filled = 0;
	o->buffer = mem_array(o->size + OVER, 1);
	o->at = o->buffer;
	o->end = o->buffer + o->size;
	o->fd = STDOUT_FILENO;
	o->path = NULL;
	o->temporary = NULL;
	if (path != NULL)
		open_temporary(o, path);
	o->pipe = fstat(o->fd, &st) == 0 && S_ISFIFO(st.st_mode);
}

/* How many newlines stand at the end of what is between from and end; more than a few
 * are rows of one column, which is empty. */
static size_t
newlines(const char *from, const char *end)
{
	size_t n = 0;

	while (n < (size_t)(end - from) && end[-1 - (ptrdiff_t)n] == '\n')
		n++;
	return n;
}

/* A disk that is full can cut a write just behind newlines: takes them back where the
 * kernel lets us, then ends. */
static _Noreturn void
fail(const struct out *o, const char *written)
{
	int error = errno;
	off_t at = lseek(o->fd, 0, SEEK_CUR), n = (off_t)newlines(o->buffer, written);

	/* Where it does not, nothing else can be done. */
	if (n > 0 && at >= n && ftruncate(o->fd, at - n) != 0)
		errno = 0;
	errno = error;
	die_sys("%s", o->path == NULL ? "standard output" : o->path);
}

/* How much of n bytes goes into one write.  A filter that is killed while a pipe is full
 * leaves there what the kernel has taken of that write, and that must not end in a
 * newline.  Up to PIPE_BUF bytes are taken whole or not at all; of more, Linux takes
 * pages.  So a pipe gets a multiple of PIPE_BUF of which no multiple ends in a newline,
 * or, where the first does, a piece that moves what follows; elsewhere only pieces. */
static size_t
piece(const struct out *o, const char *p, size_t n)
{
	size_t k = PIPE_BUF, most = PIPE_BUF;

	if (!o->pipe || n <= PIPE_BUF)
		return n;
#ifdef __linux__
	most = n / PIPE_BUF * PIPE_BUF;
#endif
	if (p[k - 1] != '\n') {
		while (k < most && p[k + PIPE_BUF - 1] != '\n')
			k += PIPE_BUF;
		return k;
	}
	while (k > 0 && p[k - 1] == '\n')
		k--;
	return k > 0 ? k : PIPE_BUF;
}

/* Writes the first n bytes of the buffer. */
static void
write_all(struct out *o, size_t n)
{
	const char *p = o->buffer;
	const char *end = p + n;

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
	size_t n = (size_t)(o->at - o->buffer), held = newlines(o->buffer, o->at);

	/* Memory has a limit: of so many empty rows the rest is as good as whole. */
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
	/* Small tables touch little memory, large ones are written in larger pieces. */
	if (o->size == SIZE && ++o->filled == OFTEN)
		n = WIDE - OVER - used;
	if (n <= o->size - used)
		return;
	o->buffer = mem_grow(o->buffer, &size, n + used + OVER, 1);
	o->size = size - OVER;
	o->at = o->buffer + used;
	o->end = o->buffer + o->size;
}

/* Makes a rename last: the folder is what holds the name. */
static void
sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash == NULL ? mem_copy(".", 1) : mem_copy(path, (size_t)(slash - path) + 1);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL) || close(fd) != 0)
		die_sys("%s", dir);
	free(dir);
}

int
out_finish(struct out *o)
{
	write_all(o, (size_t)(o->at - o->buffer));
	if (o->temporary != NULL && fsync(o->fd) != 0)
		die_sys("%s", o->path);
	if (close(o->fd) != 0)
		die_sys("%s", o->path == NULL ? "standard output" : o->path);
	if (o->temporary != NULL) {
		if (rename(o->temporary, o->path) != 0)
			die_sys("%s", o->path);
		replace_unfinished(o->temporary, NULL);
		sync_folder(o->path);
	}
	free(o->buffer);
	free(o->temporary);
	free(o->path);
	o->buffer = NULL;
	o->path = NULL;
	o->temporary = NULL;
	return 0;
}
