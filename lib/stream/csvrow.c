/* csvrow - rows of CSV over libcsv. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/cell.h"
#include "stream/csvrow.h"
#include "stream/files.h"
#include "stream/out.h"
#include "stream/tsv.h"

/* MARK: bytes that tell what a file is; GROWTH: by how much libcsv makes its buffer of a field
 * larger; LINES: bytes in which lines are counted at once. */
enum { BLOCK = 1 << 16, MARK = 4, GROWTH = 4096, LINES = 128 };

static bool
ends_line(char c)
{
	return c == '\n' || c == '\r';
}

/* How many lines end in n bytes, at most 255, of which the one before is readable. */
static inline unsigned
line_ends_in(const char *s, size_t n)
{
	const char *before = s - 1;
	unsigned char sum = 0;

	for (size_t i = 0; i < n; i++)
		sum = (unsigned char)(sum + ((s[i] == '\r') |
		    ((s[i] == '\n') & (before[i] != '\r'))));
	return sum;
}

/* How many lines end in n bytes, likewise; in blocks that compilers make vectors of. */
static uint64_t
line_ends(const char *s, size_t n)
{
	uint64_t k = 0;

	for (; n >= LINES; s += LINES, n -= LINES)
		k += line_ends_in(s, LINES);
	return k + line_ends_in(s, n);
}

/* Dies naming the line of a place in the text. */
static _Noreturn void __attribute__((format(printf, 3, 4)))
die_at(const struct csvrow *c, size_t at, const char *format, ...)
{
	char message[256];
	va_list ap;

	va_start(ap, format);
	vsnprintf(message, sizeof message, format, ap);
	va_end(ap);
	die("%s:%llu: %s", c->name, (unsigned long long)c->line + line_ends(c->text, at), message);
}

static _Noreturn void
die_long(const struct csvrow *c, size_t at)
{
	die_at(c, at, "a field longer than the limit of bytes, %d", CSVROW_FIELD);
}

/* Makes a field's buffer larger; NULL, which libcsv reports, beyond the limit.  libcsv
 * wants room for a quote too, and one for the byte behind; take_field sees to the rest. */
static void *
grow_field(void *p, size_t size)
{
	size_t cap = 0;

	return size > CSVROW_FIELD + GROWTH ? NULL : mem_grow(p, &cap, size, 1);
}

/* Makes one of each two quotes in a quoted field, which has n bytes then; returns how many there
 * are, and puts blanks behind it instead. */
static size_t
take_quotes(char *p, size_t n)
{
	const char *from = p;

	if (n == 0 || memchr(p, '"', n) == NULL)
		return 0;
	for (size_t i = 0; i < n; i++) {
		p[i] = *from;
		from += *from == '"' ? 2 : 1;
	}
	memset(p + n, ' ', (size_t)(from - p) - n);
	return (size_t)(from - p) - n;
}

/* What libcsv calls for a field.  It stands where the one before ended, is quoted if it begins
 * with a quote, and then has each quote in it twice: these become one, and blanks behind. */
static void
take_field(void *s, size_t n, void *data)
{
	struct csvrow *c = data;
	char *p;

	(void)s;
	if (c->npart == c->first) {
		while (ends_line(c->text[c->at]))
			c->at++;
		c->start = c->at;
	}
	if (n > CSVROW_FIELD)
		die_long(c, c->start);
	if (c->npart == c->part_cap)
		c->part = mem_grow(c->part, &c->part_cap, c->npart + 1, sizeof *c->part);
	p = c->text + c->at;
	if (*p == '"')
		c->at += 2 + take_quotes(++p, n);
	c->part[c->npart++] = (struct text){ p, n };
	c->at += n + 1;
}

/* What libcsv calls for the end of a row. */
static void
take_row(int end, void *data)
{
	struct csvrow *c = data;
	bool empty = true;

	(void)end;
	c->done = c->at;
	for (size_t i = c->first; c->form->trim && i < c->npart; i++)
		c->part[i] = cell_trim(c->part[i]);
	for (size_t i = c->first; empty && i < c->npart; i++)
		empty = c->part[i].n == 0;
	if (empty) {
		c->npart = c->first;
		return;
	}
	if (c->nrow == c->row_cap)
		c->row = mem_grow(c->row, &c->row_cap, c->nrow + 1, sizeof *c->row);
	c->row[c->nrow++] = (struct csvrow_row){ c->start, c->npart };
	c->first = c->npart;
	c->seen++;
}

void
csvrow_open(struct csvrow *c, const char *path, const struct csvrow_form *form,
    struct out *tied)
{
	memset(c, 0, sizeof *c);
	c->form = form;
	c->tied = tied;
	c->skip = form->skip;
	c->line = 1;
	if (form->encoding != NULL) {
		if (!decode_open(&c->decode, form->encoding))
			die_usage("--encoding: '%s' is not known here", form->encoding);
		c->raw = mem_array(BLOCK, 1);
	}
	c->name = strcmp(path, "-") == 0 ? "standard input" : path;
	c->fd = files_read(path);
	if (csv_init(&c->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		die("out of memory");
	csv_set_delim(&c->parser, (unsigned char)form->delimiter);
	csv_set_realloc_func(&c->parser, grow_field);
	csv_set_blk_size(&c->parser, GROWTH);
}

void
csvrow_close(struct csvrow *c)
{
	csv_free(&c->parser);
	if (c->raw != NULL)
		decode_close(&c->decode);
	if (c->fd != STDIN_FILENO && close(c->fd) != 0)
		die_sys("%s", c->name);
	free(c->raw);
	free(c->text == NULL ? NULL : c->text - 1);
	free(c->part);
	free(c->row);
	memset(c, 0, sizeof *c);
}

/* Where the row at hand starts, or would. */
static size_t
row_start(const struct csvrow *c)
{
	size_t at = c->npart > c->first ? c->start : c->at;

	while (at < c->ntext && ends_line(c->text[at]))
		at++;
	return at;
}

/* Drops the rows that have been passed on; what is not whole yet stays. */
static void
drop_rows(struct csvrow *c)
{
	c->npart -= c->first;
	if (c->npart == 0)
		while (c->done < c->fed && ends_line(c->text[c->done]))
			c->at = ++c->done;
	if (c->npart > TSV_COLUMNS)
		die_at(c, c->start, "more than %d columns", TSV_COLUMNS);
	if (c->ntext - c->done > TSV_LINE)
		die_at(c, row_start(c), "a row longer than the limit of bytes, %d", TSV_LINE);
	if (c->npart > 0)
		memmove(c->part, c->part + c->first, c->npart * sizeof *c->part);
	c->first = c->nrow = c->irow = 0;
	if (c->done == 0)
		return;
	for (size_t i = 0; i < c->npart; i++)
		c->part[i].s -= c->done;
	c->line += line_ends(c->text, c->done);
	c->text[-1] = c->text[c->done - 1];
	c->ntext -= c->done;
	memmove(c->text, c->text + c->done, c->ntext);
	c->fed -= c->done;
	c->at -= c->done;
	c->start -= c->npart > 0 ? c->done : 0;
	c->done = 0;
}

/* Makes room behind the text, for what a block may turn into. */
static void
make_room(struct csvrow *c)
{
	size_t block = c->raw == NULL ? BLOCK : ((size_t)BLOCK + 1) * DECODE_WIDER;
	char *to;

	if (c->size - c->ntext >= block)
		return;
	c->size = 2 * (c->size + block);
	to = (char *)mem_array(1 + c->size + OUT_OVER, 1) + 1;
	to[-1] = '\n';
	if (c->text != NULL) {
		memcpy(to - 1, c->text - 1, c->ntext + 1);
		free(c->text - 1);
	}
	for (size_t i = 0; i < c->npart; i++)
		c->part[i].s = to + (c->part[i].s - c->text);
	c->text = to;
}

/* Turns what was read into UTF-8; a character that is cut waits for the rest. */
static void
decode(struct csvrow *c)
{
	char *to = c->text + c->ntext;
	size_t done = decode_text(&c->decode, c->raw, c->nraw, &to, c->ended, &c->bad);

	c->ntext = (size_t)(to - c->text);
	c->nraw -= done;
	memmove(c->raw, c->raw + done, c->nraw);
}

/* Refuses a file that begins as no text does. */
static void
check_mark(const struct csvrow *c, const char *s, size_t n)
{
	if (n < MARK)
		return;
	if (memcmp(s, "PK\3\4", MARK) == 0 || memcmp(s, "\xd0\xcf\x11\xe0", MARK) == 0)
		die("%s: a spreadsheet, or another file that is packed; save its sheet as CSV",
		    c->name);
	if (memcmp(s, "\x1f\x8b", 2) == 0)
		die("%s: packed by gzip; gunzip -c unpacks it", c->name);
	if (c->raw == NULL && (memcmp(s, "\xff\xfe", 2) == 0 || memcmp(s, "\xfe\xff", 2) == 0))
		die("%s: UTF-16, by its byte-order mark; --encoding UTF-16 reads it", c->name);
}

/* Reads and decodes the next block; the first one is long enough to tell what it is. */
static void
read_block(struct csvrow *c)
{
	char *to = c->raw == NULL ? c->text + c->ntext : c->raw + c->nraw;
	size_t had = c->nraw, n = had;
	ssize_t got;

	if (c->tied != NULL)
		out_flush(c->tied);
	do {
		got = read(c->fd, to + (n - had), BLOCK - n);
		if (got < 0 && errno != EINTR)
			die_sys("%s", c->name);
		n += got < 0 ? 0 : (size_t)got;
	} while (got < 0 || (got > 0 && !c->begun && n < MARK));
	c->ended = got == 0;
	if (!c->begun)
		check_mark(c, to, n);
	if (c->raw == NULL) {
		c->ntext += n;
	} else {
		c->nraw = n;
		decode(c);
	}
}

/* The end of the line, or of the text. */
static size_t
line_end(const struct csvrow *c, size_t at)
{
	while (at < c->ntext && !ends_line(c->text[at]))
		at++;
	return at;
}

/* Passes over the byte-order mark and the lines before the head, as far as they are there.  A CR
 * waits for the LF behind it. */
static void
skip_lines(struct csvrow *c)
{
	if (c->begun && c->skip == 0)
		return;
	if (!c->begun && c->ntext >= 3 && memcmp(c->text, "\xef\xbb\xbf", 3) == 0)
		c->fed = 3;
	c->begun = true;
	while (c->skip > 0 && (c->fed = line_end(c, c->fed)) < c->ntext) {
		bool two = c->text[c->fed] == '\r' && c->fed + 1 < c->ntext &&
		    c->text[c->fed + 1] == '\n';

		if (c->text[c->fed] == '\r' && c->fed + 1 == c->ntext && !c->ended)
			break;
		c->fed += two ? 2 : 1;
		c->skip--;
	}
	c->at = c->done = c->fed;
}

/* Copies n bytes with NUL for each blank; up to OUT_OVER more are read and written. */
static void
hide_blanks(char *restrict to, const char *restrict s, size_t n, char delimiter)
{
	char space = delimiter == ' ' ? '\t' : ' ', tab = delimiter == '\t' ? ' ' : '\t';

	for (; n > 0; n = n > OUT_OVER ? n - OUT_OVER : 0, to += OUT_OVER, s += OUT_OVER)
		for (size_t i = 0; i < OUT_OVER; i++)
			to[i] = ((s[i] == space) | (s[i] == tab)) ? '\0' : s[i];
}

/* Gives libcsv the text up to there.  It takes blanks off the ends of fields, unless a function
 * says what a blank is, which it then calls for every byte: so it gets to see none. */
static void
parse(struct csvrow *c, size_t to)
{
	char shown[BLOCK / 16];
	size_t n = 0, done = 0;
	int error;

	for (; c->fed < to && done == n; c->fed += done) {
		n = to - c->fed < sizeof shown ? to - c->fed : sizeof shown;
		hide_blanks(shown, c->text + c->fed, n, c->form->delimiter);
		done = csv_parse(&c->parser, shown, n, take_field, take_row, c);
	}
	if (done == n)
		return;
	error = csv_error(&c->parser);
	if (error == CSV_EPARSE)
		die_at(c, c->fed, "a quote inside of a field that does not begin with one, or text "
		    "behind a field's last quote; in quoted fields a quote is written twice");
	if (error == CSV_ENOMEM || error == CSV_ETOOBIG)
		die_long(c, c->fed);
	die_at(c, c->fed, "%s", csv_strerror(error));
}

/* True if the line there begins with a text that ends the table, or may do so when more of it has
 * come: then *whole is false. */
static bool
begins_end(const struct csvrow *c, size_t at, bool *whole)
{
	bool may = false;

	for (size_t i = 0; i < c->form->nend; i++) {
		struct text end = c->form->end[i];
		size_t n = end.n < c->ntext - at ? end.n : c->ntext - at;

		*whole = n == end.n;
		if (memcmp(c->text + at, end.s, n) != 0)
			continue;
		if (*whole)
			return true;
		may = may || !c->ended;
	}
	*whole = false;
	return may;
}

/* True if a row behind the head starts there, where libcsv is. */
static bool
starts_row(const struct csvrow *c, size_t at)
{
	size_t from = c->at;

	while (from < at && ends_line(c->text[from]))
		from++;
	return from == at && c->npart == c->first && c->seen >= c->form->head;
}

/* Gives libcsv what there is of the table. */
static void
parse_text(struct csvrow *c)
{
	size_t at = ends_line(*(c->text + c->fed - 1)) ? c->fed : line_end(c, c->fed) + 1;

	if (c->skip > 0)
		return;
	for (; c->form->nend > 0 && at < c->ntext; at = line_end(c, at) + 1) {
		bool whole;

		if (!begins_end(c, at, &whole))
			continue;
		parse(c, at);
		if (starts_row(c, at)) {
			c->over = whole;
			return;
		}
	}
	parse(c, c->ntext);
}

/* Reads what stands behind the table: whoever writes it is not to fail for want of a reader. */
static void
drain(struct csvrow *c)
{
	while (!c->ended) {
		c->ntext = c->nraw = 0;
		read_block(c);
	}
}

/* Reads until there is a row; false at the end of the table. */
static bool
fill(struct csvrow *c)
{
	do {
		if (c->over)
			drain(c);
		if (c->ended)
			return false;
		drop_rows(c);
		make_room(c);
		read_block(c);
		skip_lines(c);
		parse_text(c);
		if (c->bad && !c->over)
			die_at(c, c->ntext, "bytes that are not in the encoding of --encoding");
		if (c->ended && csv_fini(&c->parser, take_field, take_row, c) != 0)
			die_at(c, row_start(c), "a quoted field of this row has no end");
	} while (c->nrow == 0);
	return true;
}

bool
csvrow_next(struct csvrow *c)
{
	size_t first;

	if (c->irow == c->nrow && !fill(c))
		return false;
	first = c->irow == 0 ? 0 : c->row[c->irow - 1].end;
	c->field = c->part + first;
	c->n = c->row[c->irow++].end - first;
	return true;
}

uint64_t
csvrow_line(const struct csvrow *c)
{
	return c->line + (c->irow == 0 ? 0 : line_ends(c->text, c->row[c->irow - 1].start));
}
