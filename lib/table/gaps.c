/* gaps - what is missing in a table, and what fills it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stream/flag.h"
#include "table/gaps.h"

void
gaps_init(struct gaps *g, const struct figures *figures,
    const struct figures_groups *by_profile, int flag)
{
	size_t n = figures->keys.units.n;

	memset(g, 0, sizeof *g);
	g->figures = figures;
	g->by_profile = by_profile;
	g->flag = flag;
	g->by_group = figures_by_key(figures->group, figures->n,
	    figures->groups.n);
	g->ngroups = figures->groups.n;
	g->years = keys_years(&figures->keys);
	g->place = mem_array(n, sizeof *g->place);
	memset(g->place, 0xff, n * sizeof *g->place);
	g->row = mem_array(n, sizeof *g->row);
	g->row_value = mem_array(n, sizeof *g->row_value);
}

/* The rows of an indicator in a year: those at the places from `from` up to
 * `to`. */
static void
find_rows(const struct gaps *g, uint32_t indicator, uint32_t year,
    uint32_t *from, uint32_t *to)
{
	uint32_t group = indicator == NAME_NONE ? NAME_NONE :
	    pair_find(&g->figures->groups, year, indicator);

	*from = *to = 0;
	if (group < g->ngroups) {
		*from = g->by_group.start[group];
		*to = g->by_group.start[group + 1];
	}
}

/* Collects those that are measured: with a value that was not filled in before.
 * Returns how many. */
static size_t
find_measured(struct gaps *g, uint32_t indicator, uint32_t year)
{
	const struct figures_name *flag = &g->figures->name[g->flag];
	uint32_t from, to;
	size_t n = 0;

	find_rows(g, indicator, year, &from, &to);
	for (; from < to; from++) {
		uint32_t row = g->by_group.row[from];
		double x = g->figures->number[0].x[row];

		if (x != x || flag_has(flag->names.text[flag->id[row]], "I"))
			continue;
		g->row[n] = row;
		g->row_value[n++] = x;
	}
	return n;
}

static void
add_value(struct gaps *g, uint32_t key, uint32_t year, double x)
{
	g->value = mem_grow(g->value, &g->cap, g->n + 1, sizeof *g->value);
	g->value[g->n++] = (struct gaps_value){ key,
	    g->figures->keys.year_number[year], x };
}

/* Brings the values of each key together, in the order in which they were
 * added. */
static void
arrange_values(struct gaps *g, uint32_t nkey)
{
	uint32_t *key = mem_array(g->n, sizeof *key);
	struct figures_groups by;

	for (size_t i = 0; i < g->n; i++)
		key[i] = g->value[i].key;
	by = figures_by_key(key, g->n, nkey);
	free(key);
	free(g->start);
	free(g->x);
	free(g->x_year);
	g->start = by.start;
	g->x = mem_array(g->n, sizeof *g->x);
	g->x_year = mem_array(g->n, sizeof *g->x_year);
	for (size_t i = 0; i < g->n; i++) {
		g->x[i] = g->value[by.row[i]].x;
		g->x_year[i] = g->value[by.row[i]].year;
	}
	free(by.row);
	g->n = 0;
}

/* What the method makes of the values of a key. */
static double
filling(const struct gaps *g, uint32_t key)
{
	uint32_t from = g->start[key];
	struct impute_gap gap = { g->figures->keys.year_number[g->year],
	    g->x_year + from, g->x + from, g->start[key + 1] - from };

	return g->how->impute(&g->method, &gap);
}

/* The measured values of each unit, oldest first. */
static void
learn_series(struct gaps *g)
{
	const struct keys *k = &g->figures->keys;

	for (uint32_t t = 0; t < k->years.n; t++)
		for (size_t i = find_measured(g, g->indicator, g->years[t]);
		    i-- > 0;)
			add_value(g, figures_unit(g->figures, g->row[i]),
			    g->years[t], g->row_value[i]);
	arrange_values(g, k->units.n);
}

void
gaps_indicator(struct gaps *g, uint32_t indicator, const struct method *m,
    int group_name, int direction, const struct gaps_sibling *sibling, size_t n)
{
	g->indicator = indicator;
	g->method = *m;
	g->how = method_row(METHOD_IMPUTE, m->id);
	g->group_name = group_name;
	g->direction = direction;
	g->sibling = sibling;
	g->nsibling = n;
	g->come = 0;
	if ((g->how->needs & LEARNS_SERIES) != 0)
		learn_series(g);
}

/* The group of what all of n rows have in the method's column: the name of that
 * text, 0 for none; without a column all are one. */
static uint32_t
group_of(const struct gaps *g, const uint32_t *row, size_t n)
{
	return g->group_name < 0 ? 1 :
	    figures_shared(&g->figures->name[g->group_name], row, n);
}

/* What the gaps of each group get. */
static void
learn_groups(struct gaps *g)
{
	uint32_t groups = g->group_name < 0 ? 2 :
	    g->figures->name[g->group_name].names.n;

	for (size_t i = find_measured(g, g->indicator, g->year); i-- > 0;)
		add_value(g, group_of(g, &g->row[i], 1), g->year,
		    g->row_value[i]);
	arrange_values(g, groups);
	free(g->learned);
	g->learned = mem_array(groups, sizeof *g->learned);
	g->learned[0] = (double)NAN;
	for (uint32_t k = 1; k < groups; k++)
		g->learned[k] = filling(g, k);
}

/* Each unit's places between the extremes of the siblings. */
static void
learn_siblings(struct gaps *g)
{
	size_t n = find_measured(g, g->indicator, g->year);
	bool spread = impute_spread(&g->scale, g->direction, g->row_value, n);

	for (size_t s = 0; s < g->nsibling && spread; s++) {
		struct impute_scale scale;

		n = find_measured(g, g->sibling[s].indicator, g->year);
		if (!impute_spread(&scale, g->sibling[s].direction,
		    g->row_value, n))
			continue;
		for (size_t i = 0; i < n; i++)
			add_value(g, figures_unit(g->figures, g->row[i]),
			    g->year, impute_place(&scale, g->row_value[i]));
	}
	arrange_values(g, g->figures->keys.units.n);
}

bool
gaps_edition(struct gaps *g)
{
	if (g->come == g->figures->keys.years.n)
		return false;
	g->year = g->years[g->come++];
	find_rows(g, g->indicator, g->year, &g->from, &g->to);
	for (uint32_t i = g->from; i < g->to; i++)
		g->place[figures_unit(g->figures, g->by_group.row[i])] = i;
	if ((g->how->needs & LEARNS_EDITION) != 0)
		learn_groups(g);
	if ((g->how->needs & LEARNS_SIBLINGS) != 0)
		learn_siblings(g);
	return true;
}

double
gaps_value(struct gaps *g, uint32_t profile)
{
	const struct figures_groups *by = g->by_profile;
	uint32_t unit = g->figures->keys.profiles.pair[profile].b,
	    row = gaps_row(g, unit);

	if ((g->how->needs & LEARNS_EDITION) != 0)
		return g->learned[row != NAME_NONE ? group_of(g, &row, 1) :
		    group_of(g, by->row + by->start[profile],
		    by->start[profile + 1] - by->start[profile])];
	if ((g->how->needs & LEARNS_SIBLINGS) != 0)
		return impute_back(&g->scale, filling(g, unit));
	if ((g->how->needs & LEARNS_SERIES) != 0)
		return filling(g, unit);
	return g->how->impute(&g->method, NULL);
}
