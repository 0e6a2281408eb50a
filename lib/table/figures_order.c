/* figures_order - the rows of a table in memory by their keys. */
#include <stdlib.h>
#include <string.h>

#include "base/arrange.h"
#include "base/mem.h"
#include "table/figures_order.h"

/* Counts: those of key g begin at start[g + 1]. */
static uint32_t *
count(const uint32_t *key, size_t n, uint32_t nkey)
{
	uint32_t *start = mem_array((size_t)nkey + 2, sizeof *start);

	for (size_t i = 0; i < n; i++)
		start[key[i] + 2]++;
	for (uint32_t g = 2; g < nkey + 2; g++)
		start[g] += start[g - 1];
	return start;
}

struct figures_groups
figures_by_key(const uint32_t *key, size_t n, uint32_t nkey)
{
	struct figures_groups s = { count(key, n, nkey),
	    mem_array(n, sizeof *s.row) };

	for (size_t i = 0; i < n; i++)
		s.row[s.start[key[i] + 1]++] = (uint32_t)i;
	return s;
}

struct figures_groups
figures_by_key_lean(const uint32_t *key, size_t n, uint32_t nkey)
{
	uint32_t *start;

	for (size_t i = 1; i < n; i++)
		if (key[i] < key[i - 1])
			return figures_by_key(key, n, nkey);
	start = count(key, n, nkey);
	memmove(start, start + 1, ((size_t)nkey + 1) * sizeof *start);
	return (struct figures_groups){ start, NULL };
}

struct correlate_values *
figures_values_by(const uint32_t *key, uint32_t nkey, const uint32_t *unit,
    uint32_t nunit, const double *x, size_t n)
{
	struct correlate_values *values = mem_array(nkey, sizeof *values);
	uint32_t *row = arrange_all(n), *unit_of = mem_array(n,
	    sizeof *unit_of);
	double *y = mem_array(n, sizeof *y);
	size_t m = 0;

	arrange(row, n, unit, nunit);
	arrange(row, n, key, nkey);
	for (size_t i = 0; i < n; i++) {
		struct correlate_values *v = &values[key[row[i]]];

		if (x[row[i]] != x[row[i]])
			continue;
		unit_of[m] = unit[row[i]];
		y[m] = x[row[i]];
		if (v->n++ == 0) {
			v->unit = &unit_of[m];
			v->x = &y[m];
		}
		m++;
	}
	free(row);
	return values;
}

struct correlate_values *
figures_values(const struct figures *f)
{
	uint32_t *unit = mem_array(f->n, sizeof *unit);
	struct correlate_values *values;

	for (size_t i = 0; i < f->n; i++)
		unit[i] = figures_unit(f, i);
	values = figures_values_by(f->group, f->groups.n, unit, f->keys.units.n,
	    f->number[0].x, f->n);
	free(unit);
	return values;
}

/* Puts rows in order of place[key of the row]; those of equal keys stay as they
 * stood. */
static void
arrange_rows(const struct figures *f, uint32_t *row,
    uint32_t (*key_of)(const struct figures *, size_t), uint32_t *place,
    uint32_t nkey)
{
	uint32_t *key = mem_array(f->n, sizeof *key);

	for (size_t i = 0; i < f->n; i++)
		key[i] = place[key_of(f, i)];
	arrange(row, f->n, key, nkey);
	free(key);
	free(place);
}

uint32_t *
figures_sorted(const struct figures *f)
{
	const struct keys *k = &f->keys;
	uint32_t *row = arrange_all(f->n);

	arrange_rows(f, row, figures_indicator, names_order(&k->indicators),
	    k->indicators.n);
	arrange_rows(f, row, figures_unit, names_order(&k->units), k->units.n);
	arrange_rows(f, row, figures_year, keys_year_places(k), k->years.n);
	return row;
}
