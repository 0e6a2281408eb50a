/* csvrow - rows of CSV over libcsv. */
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/cell.h"
#include "stream/csvrow.h"
#include "stream/out.h"
#include "stream/tsv.h"

/* GROWTH: by how much libcsv makes its buffer of a field larger. */
enum { GROWTH = 4096 };

static _Noreturn void
die_long(const struct csvrow *c, size_t at)
{
	csvtext_die(&c->in, at, "a field longer than the limit of bytes, %d",
	    CSVROW_FIELD);
}

/* Makes a field's buffer larger; NULL, which libcsv reports, beyond the limit.
 * libcsv wants room for a quote too, and one for the byte behind; take_field
 * sees to the rest. */
static void *
grow_field(void *p, size_t size)
{
	size_t cap = 0;

	return size > CSVROW_FIELD + GROWTH ? NULL : mem_grow(p, &cap, size, 1);
}

/* Makes one of each two quotes in a quoted field, which has n bytes then;
 * returns how many there are, and puts blanks behind it instead. */
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

/* What libcsv calls for a field.  It stands where the one before ended, is
 * quoted if it begins with a quote, and then has each quote in it twice: these
 * become one, and blanks behind. */
static void
take_field(void *s, size_t n, void *data)
{
	struct csvrow *c = data;
	char *p;

	(void)s;
	if (c->npart == c->first) {
		while (csvtext_ends_line(c->in.s[c->at]))
			c->at++;
		c->start = c->at;
	}
	if (n > CSVROW_FIELD)
		die_long(c, c->start);
	if (c->npart == c->part_cap)
		c->part = mem_grow(c->part, &c->part_cap, c->npart + 1,
		    sizeof *c->part);
	p = c->in.s + c->at;
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
		c->row = mem_grow(c->row, &c->row_cap, c->nrow + 1,
		    sizeof *c->row);
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
	c->skip = form->skip;
	csvtext_open(&c->in, path, form->encoding, tied);
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
	csvtext_close(&c->in);
	free(c->part);
	free(c->row);
	memset(c, 0, sizeof *c);
}

/* Where the row at hand starts, or would. */
static size_t
row_start(const struct csvrow *c)
{
	size_t at = c->npart > c->first ? c->start : c->at;

	while (at < c->in.n && csvtext_ends_line(c->in.s[at]))
		at++;
	return at;
}

/* Drops the rows that have been passed on; what is not whole yet stays. */
static void
drop_rows(struct csvrow *c)
{
	c->npart -= c->first;
	if (c->npart == 0)
		while (c->done < c->fed && csvtext_ends_line(c->in.s[c->done]))
			c->at = ++c->done;
	if (c->npart > TSV_COLUMNS)
		csvtext_die(&c->in, c->start, "more than %d columns",
		    TSV_COLUMNS);
	if (c->in.n - c->done > TSV_LINE)
		csvtext_die(&c->in, row_start(c),
		    "a row longer than the limit of bytes, %d", TSV_LINE);
	if (c->npart > 0)
		memmove(c->part, c->part + c->first,
		    c->npart * sizeof *c->part);
	c->first = c->nrow = c->irow = 0;
	if (c->done == 0)
		return;
	for (size_t i = 0; i < c->npart; i++)
		c->part[i].s -= c->done;
	csvtext_drop(&c->in, c->done);
	c->fed -= c->done;
	c->at -= c->done;
	c->start -= c->npart > 0 ? c->done : 0;
	c->done = 0;
}

/* Passes over the lines before the head, as far as they are there.  A CR waits
 * for the LF behind it. */
static void
skip_lines(struct csvrow *c)
{
	const char *s = c->in.s;

	if (c->skip == 0)
		return;
	while (c->skip > 0 && (c->fed = csvtext_line_end(&c->in, c->fed)) <
	    c->in.n) {
		bool two = s[c->fed] == '\r' && c->fed + 1 < c->in.n &&
		    s[c->fed + 1] == '\n';

		if (s[c->fed] == '\r' && c->fed + 1 == c->in.n && !c->in.ended)
			break;
		c->fed += two ? 2 : 1;
		c->skip--;
	}
	c->at = c->done = c->fed;
}

/* Copies n bytes with NUL for each blank; up to OUT_OVER more are read and
 * written. */
static void
hide_blanks(char *restrict to, const char *restrict s, size_t n, char delimiter)
{
	char space = delimiter == ' ' ? '\t' : ' ', tab = delimiter == '\t' ?
	    ' ' : '\t';

	for (; n > 0; n = n > OUT_OVER ? n - OUT_OVER : 0, to += OUT_OVER,
	    s += OUT_OVER)
		for (size_t i = 0; i < OUT_OVER; i++)
			to[i] = ((s[i] == space) | (s[i] == tab)) ? '\0' : s[i];
}

/* Gives libcsv the text up to there.  It takes blanks off the ends of fields,
 * unless a function says what a blank is, which it then calls for every byte:
 * so it gets to see none. */
static void
parse(struct csvrow *c, size_t to)
{
	char shown[GROWTH];
	size_t n = 0, done = 0;
	int error;

	for (; c->fed < to && done == n; c->fed += done) {
		n = to - c->fed < sizeof shown ? to - c->fed : sizeof shown;
		hide_blanks(shown, c->in.s + c->fed, n, c->form->delimiter);
		done = csv_parse(&c->parser, shown, n, take_field, take_row, c);
	}
	if (done == n)
		return;
	error = csv_error(&c->parser);
	if (error == CSV_EPARSE)
		csvtext_die(&c->in, c->fed,
		    "a quote inside of a field that does not begin with one, or text "
		    "behind a field's last quote; in quoted fields a quote is written twice");
	if (error == CSV_ENOMEM || error == CSV_ETOOBIG)
		die_long(c, c->fed);
	csvtext_die(&c->in, c->fed, "%s", csv_strerror(error));
}

/* True if the line there begins with a text that ends the table, or may do so
 * when more of it has come: then *whole is false. */
static bool
begins_end(const struct csvrow *c, size_t at, bool *whole)
{
	bool may = false;

	for (size_t i = 0; i < c->form->nend; i++) {
		struct text end = c->form->end[i];
		size_t n = end.n < c->in.n - at ? end.n : c->in.n - at;

		*whole = n == end.n;
		if (memcmp(c->in.s + at, end.s, n) != 0)
			continue;
		if (*whole)
			return true;
		may = may || !c->in.ended;
	}
	*whole = false;
	return may;
}

/* True if a row behind the head starts there, where libcsv is. */
static bool
starts_row(const struct csvrow *c, size_t at)
{
	size_t from = c->at;

	while (from < at && csvtext_ends_line(c->in.s[from]))
		from++;
	return from == at && c->npart == c->first && c->seen >= c->form->head;
}

/* Gives libcsv what there is of the table. */
static void
parse_text(struct csvrow *c)
{
	size_t at = csvtext_ends_line(*(c->in.s + c->fed - 1)) ? c->fed :
	    csvtext_line_end(&c->in, c->fed) + 1;

	if (c->skip > 0)
		return;
	for (; c->form->nend > 0 && at < c->in.n; at = csvtext_line_end(&c->in,
	    at) + 1) {
		bool whole;

		if (!begins_end(c, at, &whole))
			continue;
		parse(c, at);
		if (starts_row(c, at)) {
			c->over = whole;
			return;
		}
	}
	parse(c, c->in.n);
}

/* Reads until there is a row; false at the end of the table. */
static bool
fill(struct csvrow *c)
{
	do {
		if (c->over)
			csvtext_drain(&c->in);
		if (c->in.ended)
			return false;
		drop_rows(c);
		csvtext_more(&c->in);
		skip_lines(c);
		parse_text(c);
		if (c->in.bad && !c->over)
			csvtext_die(&c->in, c->in.n,
			    "bytes that are not in the encoding of --encoding");
		if (c->in.ended && csv_fini(&c->parser, take_field, take_row,
		    c) != 0)
			csvtext_die(&c->in, row_start(c),
			    "a quoted field of this row has no end");
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
	return csvtext_line(&c->in, c->irow == 0 ? 0 :
	    c->row[c->irow - 1].start);
}
