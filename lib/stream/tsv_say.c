/* tsv_say - what is said about the row at hand: its place, its keys, what is wrong. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/die.h"
#include "stream/tsv.h"

const char *
tsv_file(const struct tsv *t, size_t i)
{
	return strcmp(t->path[i], "-") == 0 ? "standard input" : t->path[i];
}

struct tsv_place
tsv_place(const struct tsv *t, uint64_t row)
{
	size_t i = t->ipath < t->npath ? t->ipath : t->npath - 1;

	while (t->first[i] > row)
		i--;
	return (struct tsv_place){ tsv_file(t, i), row - t->first[i] + 2 };
}

void
tsv_about(struct tsv *t, const char *unit)
{
	t->about[0] = tsv_find(t, "year");
	t->about[1] = tsv_find(t, unit);
	t->about[2] = tsv_find(t, "indicator");
}

/* " (2024, Bonn, overall)" as far as the current row says so. */
static void
about_row(const struct tsv *t, char *p, size_t size)
{
	const char *before = " (";
	size_t n = 0;

	*p = '\0';
	for (int i = 0; i < 3; i++) {
		struct text c;
		int w;

		if (t->about[i] < 0)
			continue;
		c = t->col[t->about[i]];
		if (c.n == 0 || c.n > 100)
			continue;
		w = snprintf(p + n, size - n, "%s%.*s", before, TEXT_ARG(c));
		n += w < 0 ? 0 : (size_t)w;
		before = ", ";
	}
	if (n > 0)
		snprintf(p + n, size - n, ")");
}

void
tsv_die(const struct tsv *t, const char *format, ...)
{
	struct tsv_place at = tsv_place(t, t->nrow - 1);
	char message[1024], about[400];
	va_list ap;

	va_start(ap, format);
	vsnprintf(message, sizeof message, format, ap);
	va_end(ap);
	about_row(t, about, sizeof about);
	die("%s:%llu: %s%s", at.file, (unsigned long long)at.line, message, about);
}

void
tsv_bad_number(const struct tsv *t, size_t column)
{
	struct text c = t->col[column];
	struct text comma = c, name = t->head[column];
	double x;

	if (num_read(c, &x) == NUM_OVERFLOW)
		tsv_die(t, "column %.*s: '%.*s' is beyond the doubles", TEXT_ARG(name), TEXT_ARG(c));
	text_cut(&comma, ',');
	tsv_die(t, "column %.*s: '%.*s' is not a number%s", TEXT_ARG(name), TEXT_ARG(c),
	    comma.s != NULL ? "; sci-import --decimal , reads decimal commas" :
	    c.n < 4 && c.n > 0 && (c.s[0] < '0' || c.s[0] > '9') ?
	    "; sci-import --signs turns signs into missing values" : "");
}
