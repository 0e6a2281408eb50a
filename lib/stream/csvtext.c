/* csvtext - the text of a CSV file as UTF-8, block by block. */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/csvtext.h"
#include "stream/files.h"
#include "stream/out.h"
#include "stream/tsv.h"

/* MARK: bytes that tell what a file is; ROOM: for a row, and what a block may
 * turn into.  What is not used of it costs nothing. */
enum { BLOCK = 1 << 16, MARK = 4, LINES = 128,
    ROOM = TSV_LINE + (BLOCK + 1) * DECODE_WIDER };

void
csvtext_open(struct csvtext *t, const char *path, const char *encoding,
    struct out *tied)
{
	*t = (struct csvtext){ .tied = tied, .line = 1,
	    .encoded = encoding != NULL };
	if (encoding != NULL && !decode_open(&t->decode, encoding))
		die_usage("--encoding: '%s' is not known here", encoding);
	t->name = strcmp(path, "-") == 0 ? "standard input" : path;
	t->fd = files_read(path);
	t->raw = mem_array(BLOCK, 1);
	t->s = (char *)mem_array(1 + ROOM + OUT_OVER, 1) + 1;
	t->s[-1] = '\n';
}

void
csvtext_close(struct csvtext *t)
{
	if (t->encoded)
		decode_close(&t->decode);
	if (t->fd != STDIN_FILENO && close(t->fd) != 0)
		die_sys("%s", t->name);
	free(t->raw);
	free(t->s - 1);
}

/* Turns what was read into UTF-8; a character that is cut waits for the
 * rest. */
static void
decode(struct csvtext *t)
{
	char *to = t->s + t->n;
	size_t done = t->nraw;

	if (t->encoded)
		done = decode_text(&t->decode, t->raw, t->nraw, &to, t->ended,
		    &t->bad);
	else
		to = mempcpy(to, t->raw, t->nraw);
	t->n = (size_t)(to - t->s);
	t->nraw -= done;
	memmove(t->raw, t->raw + done, t->nraw);
}

/* Refuses a file that begins as no text does. */
static void
check_mark(const struct csvtext *t)
{
	const char *s = t->raw;

	if (t->nraw < MARK)
		return;
	if (memcmp(s, "PK\3\4", MARK) == 0 || memcmp(s, "\xd0\xcf\x11\xe0",
	    MARK) == 0)
		die("%s: a spreadsheet, or another file that is packed; save its sheet as CSV",
		    t->name);
	if (memcmp(s, "\x1f\x8b", 2) == 0)
		die("%s: packed by gzip; gunzip -c unpacks it", t->name);
	if (!t->encoded && (memcmp(s, "\xff\xfe", 2) == 0 ||
	    memcmp(s, "\xfe\xff", 2) == 0))
		die("%s: UTF-16, by its byte-order mark; --encoding UTF-16 reads it",
		    t->name);
}

void
csvtext_more(struct csvtext *t)
{
	ssize_t got;

	if (t->tied != NULL)
		out_flush(t->tied);
	/* The first block is long enough to tell what it is. */
	do {
		got = read(t->fd, t->raw + t->nraw, BLOCK - t->nraw);
		if (got < 0 && errno != EINTR)
			die_sys("%s", t->name);
		t->nraw += got < 0 ? 0 : (size_t)got;
	} while (got < 0 || (got > 0 && !t->begun && t->nraw < MARK));
	t->ended = got == 0;
	if (!t->begun)
		check_mark(t);
	decode(t);
	if (!t->begun && t->n >= 3 && memcmp(t->s, "\xef\xbb\xbf", 3) == 0) {
		t->n -= 3;
		memmove(t->s, t->s + 3, t->n);
	}
	t->begun = true;
}

/* How many lines end in n bytes, of which the one before is readable: counted
 * in so few at a time that compilers make vectors of them. */
static uint64_t
line_ends(const char *s, size_t n)
{
	uint64_t k = 0;

	for (size_t few; n > 0; s += few, n -= few) {
		const char *before = s - 1;
		unsigned char ends = 0;

		few = n < LINES ? n : LINES;
		for (size_t i = 0; i < few; i++)
			ends = (unsigned char)(ends + ((s[i] == '\r') |
			    ((s[i] == '\n') & (before[i] != '\r'))));
		k += ends;
	}
	return k;
}

void
csvtext_drop(struct csvtext *t, size_t n)
{
	t->line += line_ends(t->s, n);
	t->s[-1] = t->s[n - 1];
	t->n -= n;
	memmove(t->s, t->s + n, t->n);
}

void
csvtext_drain(struct csvtext *t)
{
	while (!t->ended) {
		t->n = t->nraw = 0;
		csvtext_more(t);
	}
}

size_t
csvtext_line_end(const struct csvtext *t, size_t at)
{
	while (at < t->n && !csvtext_ends_line(t->s[at]))
		at++;
	return at;
}

uint64_t
csvtext_line(const struct csvtext *t, size_t at)
{
	return t->line + line_ends(t->s, at);
}

void
csvtext_die(const struct csvtext *t, size_t at, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	die_vabout(mem_print("%s:%llu", t->name,
	    (unsigned long long)csvtext_line(t, at)), NULL, format, ap);
}
