/* findings - what is wrong or suspicious in a table, as a table of its own. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "number/num.h"
#include "table/findings.h"
#include "table/keys.h"

enum { SHOWN = 100 };           /* bytes of a field that a detail repeats */

static const char *const severities[] = {
	[FINDING_ERROR] = "error", [FINDING_WARNING] = "warning",
	    [FINDING_NOTE] = "note"
};

void
findings_init(struct findings *f, const struct tsv *table, bool many_files,
    const char *unit, const struct names *years, const struct names *units,
    const struct names *indicators)
{
	memset(f, 0, sizeof *f);
	f->table = table;
	f->many_files = many_files;
	f->unit = unit;
	f->years = years;
	f->units = units;
	f->indicators = indicators;
}

void
finding_add(struct findings *f, enum finding_severity severity, uint32_t year,
    uint32_t unit, uint32_t indicator, const char *kind, const char *format,
    ...)
{
	char detail[1024];
	va_list ap;

	va_start(ap, format);
	vsnprintf(detail, sizeof detail, format, ap);
	va_end(ap);
	f->finding = mem_grow(f->finding, &f->cap, f->n + 1,
	    sizeof *f->finding);
	f->finding[f->n++] = (struct finding){ f, severity, year, unit,
	    indicator, kind, mem_copy(detail, strlen(detail)) };
	f->nerror += severity == FINDING_ERROR;
}

struct text
finding_text(struct text t)
{
	return (struct text){ t.s, t.n < SHOWN ? t.n : SHOWN };
}

/* Room for the next text: that which was asked for longest ago. */
static char *
room(struct findings *f)
{
	return f->room[f->turn++ % FINDING_ROOMS];
}

const char *
finding_number(struct findings *f, double a)
{
	char *p = room(f);

	*num_put(p, a) = '\0';
	return p;
}

const char *
finding_where(struct findings *f, uint64_t row)
{
	struct tsv_line at = tsv_line(f->table, row);
	char *p = room(f);

	snprintf(p, FINDING_ROOM, "%.250s%s%llu", f->many_files ? at.file :
	    "line", f->many_files ? ":" : " ", (unsigned long long)at.line);
	return p;
}

/* The name, or nothing. */
static struct text
name_of(const struct names *names, uint32_t id)
{
	return id == NAME_NONE ? text_of("") : names->text[id];
}

/* The year as a number; what has none comes first. */
static long
year_of(const struct finding *a)
{
	long n = -1000000000;

	if (a->year != NAME_NONE)
		keys_read_year(a->of->years->text[a->year], &n);
	return n;
}

/* By severity, year, unit, indicator, kind, detail. */
static int
compare(const void *one, const void *other)
{
	const struct finding *a = one, *b = other;
	const struct findings *f = a->of;
	long y = year_of(a), z = year_of(b);
	int c = (a->severity > b->severity) - (a->severity < b->severity);

	c = c != 0 ? c : (y > z) - (y < z);
	c = c != 0 ? c : text_compare(name_of(f->units, a->unit),
	    name_of(f->units, b->unit));
	c = c != 0 ? c : text_compare(name_of(f->indicators, a->indicator),
	    name_of(f->indicators, b->indicator));
	c = c != 0 ? c : strcmp(a->kind, b->kind);
	return c != 0 ? c : strcmp(a->detail, b->detail);
}

/* Puts a text that may not be read beyond its end, and a mark behind it. */
static void
put(struct out *o, struct text t, char after)
{
	out_bytes(o, t.s, t.n);
	out_char(o, after);
}

void
findings_write(struct findings *f, struct out *o)
{
	if (f->n > 0)
		qsort(f->finding, f->n, sizeof *f->finding, compare);
	out_string(o, "severity\tyear\t");
	put(o, text_of(f->unit), '\t');
	out_string(o, "indicator\tfinding\tdetail\n");
	for (size_t i = 0; i < f->n; i++) {
		const struct finding *a = &f->finding[i];

		put(o, text_of(severities[a->severity]), '\t');
		put(o, name_of(f->years, a->year), '\t');
		put(o, name_of(f->units, a->unit), '\t');
		put(o, name_of(f->indicators, a->indicator), '\t');
		put(o, text_of(a->kind), '\t');
		put(o, text_of(a->detail), '\n');
	}
}
