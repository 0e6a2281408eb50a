/* screen - what is suspicious in the values of indicators. */
#include <math.h>
#include <stdlib.h>

#include "base/arrange.h"
#include "base/mem.h"
#include "method/correlate.h"
#include "number/num.h"
#include "number/rank.h"
#include "number/sum.h"
#include "number/twice.h"
#include "table/screen.h"

/* Fewer different values are neither outliers nor correlated.  A parent of more children, and a
 * framework of more denominators, is no group of an index: all pairs would be too many. */
enum { LEAST = 5, MOST_CHILDREN = 200, MOST_DENOMINATORS = 20 };

/* What COINr calls high: between siblings, and with a denominator. */
static const double HIGH_SIBLINGS = 0.9, HIGH_DENOMINATOR = 0.6;
static const double ABOUT = 0.01;        /* how near correlate_about is */

uint32_t
screen_node(const struct screen *s, uint32_t indicator)
{
	return s->framework == NULL ? NAME_NONE :
	    name_find(&s->framework->names, s->raw->indicators.names.text[indicator]);
}

uint32_t
screen_code_group(const struct screen *s, uint32_t year, uint32_t code)
{
	uint32_t i = name_find(&s->raw->indicators.names, framework_code(s->framework, code));

	return i == NAME_NONE ? NAME_NONE : pair_find(&s->raw->groups, year, i);
}

/* The cells of a group, and how many. */
static const uint32_t *
cells_of(const struct screen *s, uint32_t group, size_t *n)
{
	const struct figures_groups *by = &s->raw->by_group;

	*n = by->start[group + 1] - by->start[group];
	return by->row + by->start[group];
}

/* What its cells are judged by. */
static double *
judged_of(const struct screen *s, const uint32_t *cell)
{
	return s->judged + (cell - s->raw->by_group.row);
}

/* The value of a cell divided by the denominator of the same year and unit; a 0 there is found. */
static double
quotient(const struct screen *s, uint32_t cell, uint32_t node, uint32_t denominator)
{
	const struct raw *r = s->raw;
	struct pair p = r->cells.pair[cell];
	uint32_t below = pair_find(&r->cells, p.a, denominator);
	double d = below == NAME_NONE ? (double)NAN : r->figure[below].value;
	double v = r->figure[cell].value;

	if (d == 0 && v == v) {
		finding_add(s->found, FINDING_ERROR, r->profiles.pair[p.a].a, raw_unit(r, cell),
		    denominator, "zero_denominator", "%s: '%.*s' cannot be divided by 0",
		    finding_place(s->found, r->figure[below].row),
		    TEXT_ARG(finding_text(framework_code(s->framework, node))));
		return (double)NAN;
	}
	return twice_ratio(v, s->framework->node[node].per, d);
}

/* Judges a group by quotients if its indicator has a denominator and that has a value in the
 * edition.  (An edition that lacks it altogether is another finding.) */
static void
judge(struct screen *s, uint32_t group)
{
	const struct raw *r = s->raw;
	struct pair g = r->groups.pair[group];
	uint32_t node = screen_node(s, g.b), by = NAME_NONE;
	size_t n, divided = 0, zeros = s->found->nerror;
	const uint32_t *cell = cells_of(s, group, &n);
	double *judged = judged_of(s, cell);

	if (node != NAME_NONE && node < s->framework->n &&
	    s->framework->node[node].denominator != NAME_NONE)
		by = screen_code_group(s, g.a, s->framework->node[node].denominator);
	if (by != NAME_NONE && r->present[by] == 0)
		by = NAME_NONE;
	for (size_t i = 0; i < n; i++) {
		double v = by == NAME_NONE ? r->figure[cell[i]].value :
		    quotient(s, cell[i], node, r->groups.pair[by].b);

		judged[i] = v;
		divided += v == v;
	}
	if (by != NAME_NONE && r->present[group] > 0 && divided == 0 && s->found->nerror == zeros)
		finding_add(s->found, FINDING_WARNING, g.a, NAME_NONE, g.b, "no_denominator",
		    "no unit that has a value has its denominator '%.*s'; sci-denominate refuses it",
		    TEXT_ARG(finding_text(r->indicators.names.text[r->groups.pair[by].b])));
}

void
screen_open(struct screen *s, const struct raw *r, const struct framework *f, struct findings *found)
{
	size_t most = r->units.names.n;         /* cells of a group */

	*s = (struct screen){
		r, f, found, mem_array(r->cells.n, sizeof *s->judged), mem_array(most, sizeof *s->x),
		mem_array(most, sizeof *s->y)
	};
	for (uint32_t g = 0; g < r->groups.n; g++)
		judge(s, g);
}

/* Finds what stands far out: the indicator as sci-treat sees it, single values beyond
 * the quartiles by more than three times the distance between them, the outer fences. */
static void
find_outliers(struct screen *s, struct pair group, const uint32_t *cell, size_t cells, size_t n)
{
	double q1 = sum_quantile(s->x, n, 0.25), q3 = sum_quantile(s->x, n, 0.75);
	double low = q1 - 3 * (q3 - q1), high = q3 + 3 * (q3 - q1), *judged = judged_of(s, cell);

	if (sum_outliers(s->x, n, sum_jrc)) {
		char skewness[NUM_FIXED], kurtosis[NUM_FIXED];

		*num_fixed(skewness, sum_skewness(s->x, n), 2) = '\0';
		*num_fixed(kurtosis, sum_kurtosis(s->x, n), 2) = '\0';
		finding_add(s->found, FINDING_WARNING, group.a, NAME_NONE, group.b, "outliers",
		    "skewness %s, kurtosis %s", skewness, kurtosis);
	}
	for (size_t i = 0; q1 < q3 && i < cells; i++) {
		double v = judged[i];

		if (v < low || v > high)
			finding_add(s->found, FINDING_NOTE, group.a, raw_unit(s->raw, cell[i]), group.b,
			    "outlier", "%s is %s %s, the quartile and 3 times their distance",
			    finding_number(s->found, v), v < low ? "below" : "above",
			    finding_number(s->found, v < low ? low : high));
	}
}

/* Finds values that goalposts would score below 0 or above 100. */
static void
find_outside(struct screen *s, struct pair group, const uint32_t *cell, size_t n,
    const struct node *v)
{
	const double *judged = judged_of(s, cell);

	for (size_t i = 0; i < n; i++) {
		double a = judged[i];

		if (a < v->low || a > v->high)
			finding_add(s->found, FINDING_WARNING, group.a, raw_unit(s->raw, cell[i]),
			    group.b, "outside_goalposts", "%s is %s %s", finding_number(s->found, a),
			    a < v->low ? "below low" : "above high",
			    finding_number(s->found, a < v->low ? v->low : v->high));
	}
}

/* Finds a count of values that is less than half of the edition's units. */
static void
find_few(struct screen *s, struct pair group, size_t n, const char *kind, const char *what)
{
	size_t units = s->raw->year_units[group.a];

	if (2 * n < units)
		finding_add(s->found, FINDING_NOTE, group.a, NAME_NONE, group.b, kind,
		    "%s: %zu of %zu units", what, n, units);
}

void
screen_group(struct screen *s, uint32_t g, uint32_t node)
{
	struct pair group = s->raw->groups.pair[g];
	size_t cells, n = 0, nonzero = 0, distinct;
	const uint32_t *cell = cells_of(s, g, &cells);
	const double *judged = judged_of(s, cell);

	for (size_t i = 0; i < cells; i++)
		if (judged[i] == judged[i]) {
			nonzero += judged[i] != 0;
			s->x[n++] = judged[i];
		}
	distinct = rank_values(s->x, n);
	if (distinct == 1) {
		finding_add(s->found, FINDING_WARNING, group.a, NAME_NONE, group.b, "constant",
		    n == 1 ? "a single value, %s" : "all values are %s",
		    finding_number(s->found, s->x[0]));
	} else if (distinct > 1) {
		find_few(s, group, nonzero, "few_nonzero", "values other than 0");
		find_few(s, group, distinct, "few_distinct", "different values");
	}
	if (distinct >= LEAST)
		find_outliers(s, group, cell, cells, n);
	if (node != NAME_NONE && node < s->framework->n)
		find_outside(s, group, cell, cells, &s->framework->node[node]);
}

/* The values of a group that are there, for which unit and x have room. */
static struct correlate_values
values_of(const struct screen *s, uint32_t group, uint32_t *unit, double *x)
{
	struct correlate_values v = { unit, x, 0 };
	size_t n;
	const uint32_t *cell = cells_of(s, group, &n);
	const double *judged = judged_of(s, cell);

	for (size_t i = 0; i < n; i++)
		if (judged[i] == judged[i]) {
			unit[v.n] = raw_unit(s->raw, cell[i]);
			x[v.n++] = judged[i];
		}
	return v;
}

/* Puts values by unit, or NaN again. */
static void
lay(const struct correlate_values *v, double *at, bool values)
{
	for (size_t i = 0; i < v->n; i++)
		at[v->unit[i]] = values ? v->x[i] : (double)NAN;
}

/* The correlation of values with those of the units at[] in the same edition, NaN where fewer than
 * LEAST units have both.  Only one that may be as high as `high` is taken exactly. */
static double
correlation(struct screen *s, const double *at, const struct correlate_values *v, double high)
{
	size_t pairs = 0;
	double r;

	for (size_t i = 0; i < v->n; i++) {
		s->x[pairs] = at[v->unit[i]];
		s->y[pairs] = v->x[i];
		pairs += s->x[pairs] == s->x[pairs];
	}
	if (pairs < LEAST)
		return (double)NAN;
	r = correlate_about(s->x, s->y, pairs);
	return fabs(r) < high - ABOUT ? r : correlate_pearson(s->x, s->y, pairs);
}

/* Finds pairs of n groups of one parent that count one thing twice: their directions taken into
 * account.  at[] is NaN for every unit, and is so again afterwards. */
static void
find_twins(struct screen *s, const uint32_t *group, size_t n, double *at)
{
	const struct node *node = s->framework->node;
	struct correlate_values *v;
	uint32_t *unit;
	size_t room = 0;
	double *x;

	if (n < 2 || n > MOST_CHILDREN)
		return;
	for (size_t i = 0; i < n; i++)
		room += s->raw->present[group[i]];
	unit = mem_array(room, sizeof *unit);
	x = mem_array(room, sizeof *x);
	v = mem_array(n, sizeof *v);
	room = 0;
	for (size_t i = 0; i < n; i++) {
		v[i] = values_of(s, group[i], unit + room, x + room);
		room += v[i].n;
	}
	for (size_t i = 0; i < n; i++) {
		lay(&v[i], at, true);
		for (size_t k = i + 1; k < n; k++) {
			struct pair a = s->raw->groups.pair[group[i]], b = s->raw->groups.pair[group[k]];
			double r = correlation(s, at, &v[k], HIGH_SIBLINGS);

			r *= node[screen_node(s, a.b)].direction * node[screen_node(s, b.b)].direction;
			if (r > HIGH_SIBLINGS)
				finding_add(s->found, FINDING_NOTE, a.a, NAME_NONE, a.b, "correlated",
				    "%.3f with '%.*s' under the same parent: one thing counted twice?", r,
				    TEXT_ARG(finding_text(s->raw->indicators.names.text[b.b])));
		}
		lay(&v[i], at, false);
	}
	free(unit);
	free(x);
	free(v);
}

/* Finds whether a group goes with a denominator: a count that tells large from small. */
static void
find_sizes(struct screen *s, uint32_t group, const uint32_t *denominator, uint32_t n, double *at)
{
	struct pair g = s->raw->groups.pair[group];
	size_t units = s->raw->units.names.n;
	struct correlate_values v, w;
	uint32_t *unit;
	double *x;

	if (n == 0)
		return;
	unit = mem_array(2 * units, sizeof *unit);
	x = mem_array(2 * units, sizeof *x);
	v = values_of(s, group, unit, x);
	lay(&v, at, true);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t by = screen_code_group(s, g.a, denominator[i]);
		double r;

		if (by == NAME_NONE || by == group)
			continue;
		w = values_of(s, by, unit + units, x + units);
		r = correlation(s, at, &w, HIGH_DENOMINATOR);
		if (fabs(r) > HIGH_DENOMINATOR)
			finding_add(s->found, FINDING_NOTE, g.a, NAME_NONE, g.b, "correlated",
			    "%.3f with the denominator '%.*s': a matter of size?", r,
			    TEXT_ARG(finding_text(framework_code(s->framework, denominator[i]))));
	}
	lay(&v, at, false);
	free(unit);
	free(x);
}

/* The denominators, at most MOST_DENOMINATORS, else none; how many. */
static uint32_t
find_denominators(const struct framework *f, uint32_t *denominator)
{
	bool *divides = framework_divides(f);
	uint32_t n = 0;

	for (uint32_t c = 0; c < f->names.n; c++)
		if (divides[c] && n++ < MOST_DENOMINATORS)
			denominator[n - 1] = c;
	free(divides);
	return n <= MOST_DENOMINATORS ? n : 0;
}

/* The groups of nodes with a parent that have LEAST values, by year, parent and node; how many.  Not
 * every node of every year is looked for: both may be many, and few of each other. */
static size_t
sort_siblings(const struct screen *s, uint32_t *group)
{
	const struct raw *r = s->raw;
	uint32_t *node = mem_array(r->groups.n, sizeof *node), *key = mem_array(r->groups.n, sizeof *key);
	size_t n = 0;

	for (uint32_t g = 0; g < r->groups.n; g++) {
		node[g] = screen_node(s, r->groups.pair[g].b);
		if (node[g] < s->framework->n && s->framework->node[node[g]].parent != NAME_NONE &&
		    r->present[g] >= LEAST)
			group[n++] = g;
	}
	arrange(group, n, node, s->framework->n);
	for (size_t i = 0; i < n; i++)
		key[group[i]] = s->framework->node[node[group[i]]].parent;
	arrange(group, n, key, s->framework->n);
	for (size_t i = 0; i < n; i++)
		key[group[i]] = r->groups.pair[group[i]].a;
	arrange(group, n, key, r->years.names.n);
	free(node);
	free(key);
	return n;
}

/* The parent of a group's node. */
static uint32_t
parent_of(const struct screen *s, uint32_t group)
{
	return s->framework->node[screen_node(s, s->raw->groups.pair[group].b)].parent;
}

void
screen_correlations(struct screen *s)
{
	const struct raw *r = s->raw;
	uint32_t *group = mem_array(r->groups.n, sizeof *group), denominator[MOST_DENOMINATORS];
	uint32_t denominators = find_denominators(s->framework, denominator);
	double *at = mem_array(r->units.names.n, sizeof *at);
	size_t n = sort_siblings(s, group);

	for (uint32_t u = 0; u < r->units.names.n; u++)
		at[u] = (double)NAN;
	for (size_t i = 0, end; i < n; i = end) {
		uint32_t year = r->groups.pair[group[i]].a, parent = parent_of(s, group[i]);

		for (end = i; end < n && r->groups.pair[group[end]].a == year &&
		    parent_of(s, group[end]) == parent; end++)
			find_sizes(s, group[end], denominator, denominators, at);
		find_twins(s, group + i, end - i, at);
	}
	free(group);
	free(at);
}
