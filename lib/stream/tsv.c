/* tsv - the one way tables come in. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/column.h"
#include "stream/files.h"
#include "stream/marks.h"
#include "stream/out.h"
#include "stream/tsv.h"

/* Written at the end of a line it would be taken for the end of that, and
 * lost. */
#define ENDS_IN_CR "a field ends in a carriage return"

/* What is not filled of BLOCK costs nothing. */
enum { BLOCK = 1 << 17, PIPE = 1 << 20 };

static const char *
file_name(const struct tsv *t)
{
	return tsv_file(t, t->ipath);
}

/* Where the row stands that is being read; the header is line 1. */
static const char *
next_row(const struct tsv *t)
{
	return mem_print("%s:%llu", file_name(t),
	    (unsigned long long)(t->nrow - t->first[t->ipath]) + 2);
}

/* Moves what there is, which fills the buffer, to one of twice its size. */
static void
widen(struct tsv *t)
{
	size_t used = t->size;

	if (used == TSV_LINE + 1)
		die("%s: line longer than %d bytes", next_row(t), TSV_LINE);
	t->size = 2 * used < TSV_LINE + 1 ? 2 * used : TSV_LINE + 1;
	t->buffer = mem_resize(t->buffer, t->size + MARKS_BEHIND, 1);
	t->at = t->whole = t->buffer;
	t->end = t->at + used;
}

/* Reads more bytes behind `end`; false at the end of the file. */
static bool
read_block(struct tsv *t)
{
	size_t used = (size_t)(t->end - t->at);
	char *end = t->buffer + used;
	ssize_t n;

	if (t->tied != NULL)
		out_flush(t->tied);
	do
		n = read(t->fd, end, t->size - used);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		die_sys("%s", file_name(t));
	memset(end + n, ' ', MARKS_BEHIND);
	t->end = end + n;
	return n > 0;
}

/* Called when all whole lines are used up: brings in more of this file.  False
 * at its end. */
static bool
fill(struct tsv *t)
{
	size_t rest = (size_t)(t->end - t->whole);

	t->lead_size = 0;
	memmove(t->buffer, t->whole, rest);
	t->at = t->whole = t->buffer;
	t->end = t->at + rest;
	for (;;) {
		const char *had = t->end, *newline;

		if (rest == t->size) {
			widen(t);
			had = t->end;
		}
		if (!read_block(t)) {
			if (rest == 0)
				return false;
			if (t->ending == TSV_WHOLE)
				die("%s: cut off after line %llu; did the stage before fail? "
				    "(a whole table ends in a newline)", file_name(t),
				    (unsigned long long)(t->nrow - t->first[t->ipath]) + 2);
			t->buffer[rest] = '\n';
			t->end++;
		}
		newline = memrchr(had, '\n', (size_t)(t->end - had));
		rest = (size_t)(t->end - t->at);
		if (newline != NULL) {
			t->whole = newline + 1;
			break;
		}
	}
	return true;
}

/* Opens the file whose turn it is. */
static void
open_file(struct tsv *t)
{
	const char *path = t->path[t->ipath];

	t->fd = files_read(path);
	/* Fewer switches between the stages; fails harmlessly on a file. */
	(void)fcntl(t->fd, F_SETPIPE_SZ, PIPE);
	t->first[t->ipath] = t->nrow;
	t->at = t->whole = t->end = t->buffer;
}

/* Takes the header line off the front, without mark and CR. */
static struct text
header_line(struct tsv *t)
{
	struct text line;
	const char *newline;

	t->nrow--;      /* so that messages say line 1 */
	if (!fill(t))
		die("%s: empty; did the stage before fail? (a table starts with a line of "
		    "column names)", file_name(t));
	t->nrow++;
	newline = memchr(t->at, '\n', (size_t)(t->whole - t->at));
	line = (struct text){ t->at, (size_t)(newline - t->at) };
	t->at = newline + 1;
	if (line.n >= 3 && memcmp(line.s, "\xef\xbb\xbf", 3) == 0) {
		line.s += 3;
		line.n -= 3;
	}
	if (line.n > 0 && line.s[line.n - 1] == '\r')
		line.n--;
	if (memchr(line.s, '\0', line.n) != NULL)
		die("%s:1: NUL byte; is this text?", file_name(t));
	return line;
}

/* Reads the first header: the names of the columns. */
static void
read_head(struct tsv *t)
{
	struct text line = header_line(t);

	do {
		struct text name = text_cut(&line, '\t');

		if (name.n == 0)
			die("%s:1: column %lu has no name", file_name(t),
			    (unsigned long)t->names.n + 1);
		if (name.s[name.n - 1] == '\r')
			die("%s:1: column %lu: " ENDS_IN_CR, file_name(t),
			    (unsigned long)t->names.n + 1);
		if (t->names.n == TSV_COLUMNS)
			die("%s:1: more than %d columns", file_name(t), TSV_COLUMNS);
		if (name_add(&t->names, name) != t->ncol)
			die("%s:1: column '%.*s' is there twice", file_name(t), TEXT_ARG(name));
		t->ncol++;
	} while (line.s != NULL);
	t->head = t->names.text;
	t->col = mem_array(t->ncol, sizeof *t->col);
	t->field = mem_array(t->ncol, sizeof *t->field);
	t->to = mem_array(t->ncol, sizeof *t->to);
}

/* Reads the header of a further file, which must have the same columns. */
static void
match_head(struct tsv *t)
{
	struct text line = header_line(t);
	bool *seen = mem_array(t->ncol, sizeof *seen);
	size_t n = 0;

	t->as_head = true;
	do {
		struct text name = text_cut(&line, '\t');
		uint32_t id = name_find(&t->names, name);

		if (id == NAME_NONE)
			die("%s:1: column '%.*s' is not in %s", file_name(t), TEXT_ARG(name),
			    tsv_file(t, 0));
		if (seen[id])
			die("%s:1: column '%.*s' is there twice", file_name(t), TEXT_ARG(name));
		seen[id] = true;
		t->as_head = t->as_head && id == n;
		t->to[n++] = id;
	} while (line.s != NULL);
	for (size_t i = 0; i < t->ncol; i++)
		if (!seen[i])
			die("%s:1: no column '%.*s', which %s has",
			    file_name(t), TEXT_ARG(t->head[i]), tsv_file(t, 0));
	free(seen);
}

void
tsv_open(struct tsv *t, char **path, size_t n, enum tsv_end ending)
{
	static char stdin_path[] = "-";
	static char *only_stdin[] = { stdin_path };

	memset(t, 0, sizeof *t);
	t->path = n == 0 ? only_stdin : path;
	t->npath = n == 0 ? 1 : n;
	t->first = mem_array(t->npath, sizeof *t->first);
	t->ending = ending;
	t->as_head = true;
	t->about[0] = t->about[1] = t->about[2] = -1;
	t->size = BLOCK;
	t->buffer = mem_array(t->size + MARKS_BEHIND, 1);
	names_init(&t->names);
	files_to_read(t->path, t->npath);
	open_file(t);
	read_head(t);
}

void
tsv_open_one(struct tsv *t, const char *path, enum tsv_end ending)
{
	char **paths = mem_array(1, sizeof *paths);

	*paths = mem_copy(path, strlen(path));
	tsv_open(t, paths, 1, ending);
}

void
tsv_close(struct tsv *t)
{
	free(t->buffer);
	free(t->col);
	free(t->field);
	free(t->to);
	free(t->first);
	names_free(&t->names);
	memset(t, 0, sizeof *t);
}

void
tsv_tie(struct tsv *t, struct out *o)
{
	t->tied = o;
}

void
tsv_lead(struct tsv *t, size_t n)
{
	t->lead = n < t->ncol ? n : 0;
	t->lead_size = 0;
}

struct text
tsv_ahead(const struct tsv *t, size_t column)
{
	struct text rest = { t->at, (size_t)(t->whole - t->at) }, field;

	do
		field = text_cut(&rest, '\t');
	while (column-- > 0);
	return field;
}

bool
tsv_more(struct tsv *t)
{
	while (t->at == t->whole) {
		if (t->ipath == t->npath)
			return false;
		if (fill(t))
			break;
		if (t->fd != STDIN_FILENO && close(t->fd) != 0)
			die_sys("%s", file_name(t));
		if (++t->ipath == t->npath)
			return false;
		open_file(t);
		match_head(t);
	}
	return true;
}

size_t
tsv_likely(const struct tsv *t)
{
	const char *line = t->buffer;
	size_t lines = 0;
	struct stat st;

	if (fstat(t->fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    st.st_size < 16 * BLOCK || line == t->whole)
		return 0;
	for (; line < t->whole; lines++)
		line = (const char *)memchr(line, '\n',
		    (size_t)(t->whole - line)) + 1;
	return (size_t)((double)st.st_size / (double)(t->whole - t->buffer) *
	    (double)lines);
}

/* Counts the fields of the row at hand, which has too few or too many of
 * them. */
static _Noreturn void
ragged(struct tsv *t)
{
	const char *newline = memchr(t->at, '\n', (size_t)(t->whole - t->at));
	size_t n = 1;

	for (const char *p = t->at; p < newline; p++)
		n += *p == '\t';
	die("%s: %lu field%s where the header has %lu", next_row(t), (unsigned long)n,
	    n == 1 ? "" : "s", (unsigned long)t->ncol);
}

void
tsv_check_mark(struct tsv *t, const char *mark)
{
	if (*mark == '\t' || *mark == '\n')
		ragged(t);
	if (*mark == '\0')
		die("%s: NUL byte; is this text?", next_row(t));
	if (*mark == '\r' && mark[1] == '\t')
		tsv_ends_in_cr(t);
}

_Noreturn void
tsv_ends_in_cr(const struct tsv *t)
{
	die("%s: " ENDS_IN_CR, next_row(t));
}

int
tsv_find(const struct tsv *t, const char *name)
{
	return tsv_find_text(t, text_of(name));
}

int
tsv_find_text(const struct tsv *t, struct text name)
{
	uint32_t id = name_find(&t->names, name);

	return id == NAME_NONE ? -1 : (int)id;
}
