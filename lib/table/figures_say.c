/* figures_say - messages about the rows of a table in memory. */
#include <stdarg.h>

#include "base/die.h"
#include "table/figures.h"

char *
figures_where(const struct figures *f, size_t row)
{
	return tsv_where(&f->table, f->kept.source == NULL ? row :
	    f->kept.source[row]);
}

void
figures_die(const struct figures *f, size_t row, const char *format, ...)
{
	struct text about[3];
	uint32_t year = f->keys.year, unit = f->keys.unit,
	    indicator = f->keys.indicator;
	const char *where = NULL;
	va_list ap;

	/* A row that is not kept yet is the current one. */
	if (row < f->n) {
		year = figures_year(f, row);
		unit = figures_unit(f, row);
		indicator = figures_indicator(f, row);
		if (f->kept.source == NULL ||
		    f->kept.source[row] != FIGURES_ADDED)
			where = figures_where(f, row);
	}
	keys_about(&f->keys, year, unit, f->keys.indicators.text[indicator],
	    about);
	va_start(ap, format);
	die_vabout(where != NULL ? where : tsv_where(&f->table,
	    f->table.nrow - 1), about, format, ap);
}

void
figures_die_group(const struct figures *f, uint32_t group, const char *format,
    ...)
{
	struct text about[3];
	va_list ap;

	keys_about(&f->keys, f->groups.pair[group].a, NAME_NONE,
	    f->keys.indicators.text[f->groups.pair[group].b], about);
	va_start(ap, format);
	die_vabout(NULL, about, format, ap);
}
