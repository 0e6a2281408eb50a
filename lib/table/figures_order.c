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

void
figures_arrange(const struct figures *f, uint32_t *row, const uint32_t *id,
    uint32_t *order, uint32_t n)
{
	uint32_t *place = arrange_positions(order, n), *key = mem_array(f->n,
	    sizeof *key);

	for (size_t i = 0; i < f->n; i++)
		key[i] = place[id[i]];
	arrange(row, f->n, key, n);
	free(key);
	free(place);
}

void
figures_arrange_groups(const struct figures *f, uint32_t *row)
{
	figures_arrange(f, row, f->group, keys_groups(&f->keys, &f->groups),
	    f->groups.n);
}

uint32_t *
figures_by_unit(const struct figures *f)
{
	uint32_t *row = arrange_all(f->n), *place = names_order(&f->keys.units);
	uint32_t *key = mem_array(f->n, sizeof *key);

	for (size_t i = 0; i < f->n; i++)
		key[i] = place[figures_unit(f, i)];
	arrange(row, f->n, key, f->keys.units.n);
	free(key);
	free(place);
	return row;
}

size_t
figures_run(const struct figures *f, const uint32_t *row, size_t from)
{
	size_t n = 1;

	while (from + n < f->n && f->group[row[from]] == f->group[row[from + n]])
		n++;
	return n;
}
