/* figures_say - messages about the rows of a table in memory. */
#include <stdarg.h>
#include <stdio.h>

#include "base/die.h"
#include "table/figures.h"

struct tsv_place
figures_place(const struct figures *f, size_t row)
{
	return tsv_place(&f->table, f->source == NULL ? row : f->source[row]);
}

/* " (2024, Bonn, overall)"; NAME_NONE for what is not to be named. */
static void
about(const struct figures *f, uint32_t year, uint32_t unit, uint32_t indicator, char *p,
    size_t size)
{
	struct text part[3] = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
	const char *before = " (";
	size_t n = 0;

	if (f->keys.year_column >= 0)
		part[0] = f->keys.years.text[year];
	if (unit != NAME_NONE)
		part[1] = f->keys.units.text[unit];
	part[2] = f->keys.indicators.text[indicator];
	*p = '\0';
	for (int i = 0; i < 3; i++) {
		int w;

		if (part[i].s == NULL || part[i].n > 100)
			continue;
		w = snprintf(p + n, size - n, "%s%.*s", before, TEXT_ARG(part[i]));
		n += w < 0 ? 0 : (size_t)w;
		before = ", ";
	}
	if (n > 0)
		snprintf(p + n, size - n, ")");
}

void
figures_die(const struct figures *f, size_t row, const char *format, ...)
{
	char message[1024], who[400];
	uint32_t year = f->keys.year, unit = f->keys.unit, indicator = f->keys.indicator;
	struct tsv_place at = tsv_place(&f->table, f->table.nrow - 1);
	va_list ap;

	/* A row that is not kept yet is the current one. */
	if (row < f->n) {
		year = figures_year(f, row);
		unit = figures_unit(f, row);
		indicator = figures_indicator(f, row);
		if (f->source == NULL || f->source[row] != FIGURES_ADDED)
			at = figures_place(f, row);
	}
	va_start(ap, format);
	vsnprintf(message, sizeof message, format, ap);
	va_end(ap);
	about(f, year, unit, indicator, who, sizeof who);
	die("%s:%llu: %s%s", at.file, (unsigned long long)at.line, message, who);
}

void
figures_die_group(const struct figures *f, uint32_t group, const char *format, ...)
{
	char message[1024], who[400];
	va_list ap;

	va_start(ap, format);
	vsnprintf(message, sizeof message, format, ap);
	va_end(ap);
	about(f, f->groups.pair[group].a, NAME_NONE, f->groups.pair[group].b, who, sizeof who);
	die("%s%s", message, who);
}
