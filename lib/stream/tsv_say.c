/* tsv_say - what is said about the row at hand: its place, its keys, what is
 * wrong; and about columns that are not there. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/cell.h"
#include "stream/column.h"
#include "stream/tsv.h"

const char *
tsv_file(const struct tsv *t, size_t i)
{
	return strcmp(t->path[i], "-") == 0 ? "standard input" : t->path[i];
}

struct tsv_line
tsv_line(const struct tsv *t, uint64_t row)
{
	size_t i = t->ipath < t->npath ? t->ipath : t->npath - 1;

	while (t->first[i] > row)
		i--;
	return (struct tsv_line){ tsv_file(t, i), row - t->first[i] + 2 };
}

char *
tsv_where(const struct tsv *t, uint64_t row)
{
	struct tsv_line at = tsv_line(t, row);

	return mem_print("%s:%llu", at.file, (unsigned long long)at.line);
}

void
tsv_about(struct tsv *t, const char *unit)
{
	t->about[0] = tsv_find(t, "year");
	t->about[1] = tsv_find(t, unit);
	t->about[2] = tsv_find(t, "indicator");
}

void
tsv_die(const struct tsv *t, const char *format, ...)
{
	struct text about[3] = { { NULL, 0 } };
	va_list ap;

	for (int i = 0; i < 3; i++)
		if (t->about[i] >= 0)
			about[i] = t->col[t->about[i]];
	va_start(ap, format);
	die_vabout(tsv_where(t, t->nrow - 1), about, format, ap);
}

/* Says what sci-import makes of a text that is no number: only of columns that
 * it reads. */
static void
put_mend(char *p, size_t size, struct text name, struct text t)
{
	struct cell cell;
	char mend[CELL_WRONG];

	cell_init(&cell);
	*p = '\0';
	if (!column_is_number(name))
		return;
	if (cell_mend(&cell, t, mend, sizeof mend))
		snprintf(p, size, "; sci-import%s", mend);
	else if (t.n < 4 && t.n > 0 && (t.s[0] < '0' || t.s[0] > '9'))
		snprintf(p, size,
		    "; sci-import --signs turns signs into missing values");
}

void
tsv_bad_number(const struct tsv *t, size_t column)
{
	struct text c = t->col[column], name = t->head[column];
	char mend[CELL_WRONG + 16];
	double x;

	if (num_read(c, &x) == NUM_OVERFLOW)
		tsv_die(t, "column %.*s: '%.*s' is beyond the doubles",
		    TEXT_ARG(name), TEXT_ARG(c));
	put_mend(mend, sizeof mend, name, c);
	tsv_die(t, "column %.*s: '%.*s' is not a number%s", TEXT_ARG(name),
	    TEXT_ARG(c), mend);
}

void
tsv_no_column(const struct tsv *t, const char *name, const char *mend)
{
	bool csv = t->ncol == 1 &&
	    (memchr(t->head[0].s, ',', t->head[0].n) != NULL ||
	    memchr(t->head[0].s, ';', t->head[0].n) != NULL);
	char there[256];

	column_list(there, sizeof there, t->head, t->ncol);
	die("%s:1: no column '%s' (there are: %s)%s", tsv_file(t, 0), name,
	    there,
	    csv ? "; this looks like CSV: sci-import makes a stream of it" :
	    mend);
}

int
tsv_optional(const struct tsv *t, const char *name)
{
	int column = tsv_find(t, name);

	for (size_t i = 0; column < 0 && i < t->ncol; i++)
		if (column_spelt_like(t->head[i], name))
			die("%s:1: column '%.*s' is not read, for its name is not '%s'; sci-tidy "
			    "--rename '%.*s=%s' mends it", tsv_file(t, t->ipath),
			    TEXT_ARG(t->head[i]), name, TEXT_ARG(t->head[i]),
			    name);
	return column;
}

size_t
tsv_need(const struct tsv *t, const char *name)
{
	int i = tsv_find(t, name);

	if (i < 0)
		tsv_no_column(t, name, "");
	return (size_t)i;
}
