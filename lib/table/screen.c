/* screen - what is suspicious in the values of indicators. */
#include <math.h>
#include <stdlib.h>

#include "base/arrange.h"
#include "base/mem.h"
#include "method/correlate.h"
#include "method/outliers.h"
#include "number/num.h"
#include "number/rank.h"
#include "number/sum.h"
#include "number/twice.h"
#include "table/screen.h"

/* Fewer different values are neither outliers nor correlated.  A parent of more
 * children, and a framework of more denominators, is no group of an index: all
 * pairs would be too many. */
enum { LEAST = 5, MOST_CHILDREN = 200, MOST_DENOMINATORS = 20 };

/* What COINr calls high: between siblings, and with a denominator. */
static const double HIGH_SIBLINGS = 0.9, HIGH_DENOMINATOR = 0.6;
static const double ABOUT = 0.01;        /* how near correlate_about is */

uint32_t
screen_node(const struct screen *s, uint32_t indicator)
{
	return s->framework == NULL ? NAME_NONE :
	    name_find(&s->framework->names,
	    s->raw->indicators.names.text[indicator]);
}

uint32_t
screen_code_group(const struct screen *s, uint32_t year, uint32_t code)
{
	uint32_t i = name_find(&s->raw->indicators.names,
	    framework_code(s->framework, code));

	return i == NAME_NONE ? NAME_NONE : pair_find(&s->raw->groups, year, i);
}

/* The value of a cell divided by that of the same unit in a group; a 0 there is
 * found.  Cells come by unit: *at is where the group's cells of this unit and
 * of later ones begin. */
static double
quotient(const struct screen *s, uint32_t cell, uint32_t node, uint32_t group,
    uint32_t *at)
{
	const struct raw *r = s->raw;
	const struct figures_groups *by = &r->by_group;
	uint32_t unit = raw_unit(r, cell), below = NAME_NONE;
	double v = r->cell[cell].value, d;

	while (*at < by->start[group + 1] && raw_unit(r, by->row[*at]) < unit)
		++*at;
	if (*at < by->start[group + 1] && raw_unit(r, by->row[*at]) == unit)
		below = by->row[*at];
	d = below == NAME_NONE ? (double)NAN : r->cell[below].value;
	if (d == 0 && v == v) {
		finding_add(s->found, FINDING_ERROR, r->groups.pair[group].a,
		    unit, r->groups.pair[group].b, "zero_denominator",
		    "%s: '%.*s' cannot be divided by 0", finding_where(s->found,
		    r->cell[below].row),
		    TEXT_ARG(finding_text(framework_code(s->framework, node))));
		return (double)NAN;
	}
	return twice_ratio(v, s->framework->node[node].per, d);
}

/* The group that a node is divided by in a year, if it has a value there.  (An
 * edition that lacks it altogether is another finding.) */
static uint32_t
divisor(const struct screen *s, uint32_t year, uint32_t node)
{
	uint32_t by = NAME_NONE;

	if (node != NAME_NONE && node < s->framework->n &&
	    s->framework->node[node].denominator != NAME_NONE)
		by = screen_code_group(s, year,
		    s->framework->node[node].denominator);
	return by == NAME_NONE || s->raw->present[by] == 0 ? NAME_NONE : by;
}

/* Judges a group by quotients if its indicator is divided by another. */
static void
judge(struct screen *s, uint32_t group)
{
	const struct raw *r = s->raw;
	struct pair g = r->groups.pair[group];
	uint32_t node = screen_node(s, g.b), by = divisor(s, g.a, node);
	uint32_t at = by == NAME_NONE ? 0 : r->by_group.start[by];
	struct correlate_values *v = &s->values[group];
	size_t zeros = s->found->nerror;

	for (uint32_t i = r->by_group.start[group];
	    i < r->by_group.start[group + 1]; i++) {
		uint32_t cell = r->by_group.row[i];
		double x = by == NAME_NONE ? r->cell[cell].value : quotient(s,
		    cell, node, by, &at);

		if (x != x)
			continue;
		v->unit[v->n] = raw_unit(r, cell);
		v->x[v->n++] = x;
	}
	if (by != NAME_NONE && r->present[group] > 0 && v->n == 0 &&
	    s->found->nerror == zeros)
		finding_add(s->found, FINDING_WARNING, g.a, NAME_NONE, g.b,
		    "no_denominator",
		    "no unit that has a value has its denominator '%.*s'; sci-denominate refuses it",
		    TEXT_ARG(finding_text(r->indicators.names.text[r->groups.pair[by].b])));
}

void
screen_open(struct screen *s, const struct raw *r, const struct framework *f,
    struct findings *found)
{
	size_t most = r->units.names.n;         /* values of a group */
	uint32_t *unit = mem_array(r->n, sizeof *unit);
	double *x = mem_array(r->n, sizeof *x);

	*s = (struct screen){
		r, f, found, mem_array(r->groups.n, sizeof *s->values),
		mem_array(most, sizeof *s->x),
		mem_array(most, sizeof *s->y)
	};
	for (uint32_t g = 0; g < r->groups.n; g++) {
		s->values[g].unit = unit + r->by_group.start[g];
		s->values[g].x = x + r->by_group.start[g];
		judge(s, g);
	}
}

/* Finds what stands far out: the indicator as sci-treat sees it, single values
 * beyond the quartiles by more than three times the distance between them, the
 * outer fences. */
static void
find_outliers(struct screen *s, struct pair group, const struct correlate_values *v)
{
	double q1 = sum_quantile(s->x, v->n, 0.25), q3 = sum_quantile(s->x,
	    v->n, 0.75);
	double low = q1 - 3 * (q3 - q1), high = q3 + 3 * (q3 - q1);

	if (outliers_any(s->x, v->n, outliers_jrc)) {
		char skewness[NUM_FIXED], kurtosis[NUM_FIXED];

		*num_fixed(skewness, sum_skewness(s->x, v->n), 2) = '\0';
		*num_fixed(kurtosis, sum_kurtosis(s->x, v->n), 2) = '\0';
		finding_add(s->found, FINDING_WARNING, group.a, NAME_NONE,
		    group.b, "outliers", "skewness %s, kurtosis %s", skewness,
		    kurtosis);
	}
	for (size_t i = 0; q1 < q3 && i < v->n; i++) {
		double x = v->x[i];

		if (x < low || x > high)
			finding_add(s->found, FINDING_NOTE, group.a, v->unit[i],
			    group.b, "outlier",
			    "%s is %s %s, the quartile and 3 times their distance",
			    finding_number(s->found, x), x < low ? "below" :
			    "above", finding_number(s->found, x < low ? low :
			    high));
	}
}

/* Finds values that goalposts would score below 0 or above 100. */
static void
find_outside(struct screen *s, struct pair group, const struct correlate_values *v,
    const struct node *node)
{
	for (size_t i = 0; i < v->n; i++) {
		double x = v->x[i];

		if (x < node->low || x > node->high)
			finding_add(s->found, FINDING_WARNING, group.a,
			    v->unit[i], group.b, "outside_goalposts",
			    "%s is %s %s", finding_number(s->found, x),
			    x < node->low ? "below low" : "above high",
			    finding_number(s->found, x < node->low ? node->low :
			    node->high));
	}
}

/* Finds a count of values that is less than half of the edition's units. */
static void
find_few(struct screen *s, struct pair group, size_t n, const char *kind,
    const char *what)
{
	size_t units = s->raw->year_units[group.a];

	if (2 * n < units)
		finding_add(s->found, FINDING_NOTE, group.a, NAME_NONE, group.b,
		    kind, "%s: %zu of %zu units", what, n, units);
}

void
screen_group(struct screen *s, uint32_t g, uint32_t node)
{
	struct pair group = s->raw->groups.pair[g];
	const struct correlate_values *v = &s->values[g];
	size_t nonzero = 0, distinct;

	for (size_t i = 0; i < v->n; i++) {
		nonzero += v->x[i] != 0;
		s->x[i] = v->x[i];
	}
	distinct = rank_values(s->x, v->n);
	if (distinct == 1) {
		finding_add(s->found, FINDING_WARNING, group.a, NAME_NONE,
		    group.b, "constant", v->n == 1 ? "a single value, %s" :
		    "all values are %s", finding_number(s->found, s->x[0]));
	} else if (distinct > 1) {
		find_few(s, group, nonzero, "few_nonzero", "values other than 0");
		find_few(s, group, distinct, "few_distinct", "different values");
	}
	if (distinct >= LEAST)
		find_outliers(s, group, v);
	if (node != NAME_NONE && node < s->framework->n)
		find_outside(s, group, v, &s->framework->node[node]);
}

/* The correlation of two groups of an edition, NaN where fewer than LEAST units
 * have both.  Only one that may be as high as `high` is taken exactly. */
static double
correlation(struct screen *s, uint32_t one, uint32_t other, double high)
{
	size_t n = correlate_pairs(&s->values[one], &s->values[other], s->x, s->y);
	double r = n < LEAST ? (double)NAN : correlate_about(s->x, s->y, n);

	return n < LEAST || fabs(r) < high - ABOUT ? r : correlate_pearson(s->x,
	    s->y, n);
}

/* Finds pairs of n groups of one parent that count one thing twice: their
 * directions taken into account. */
static void
find_twins(struct screen *s, const uint32_t *group, size_t n)
{
	const struct node *node = s->framework->node;

	for (size_t i = 0; n <= MOST_CHILDREN && i < n; i++)
		for (size_t k = i + 1; k < n; k++) {
			struct pair a = s->raw->groups.pair[group[i]],
			    b = s->raw->groups.pair[group[k]];
			double r = correlation(s, group[i], group[k],
			    HIGH_SIBLINGS);

			r *= node[screen_node(s, a.b)].direction *
			    node[screen_node(s, b.b)].direction;
			if (r > HIGH_SIBLINGS)
				finding_add(s->found, FINDING_NOTE, a.a,
				    NAME_NONE, a.b, "correlated",
				    "%.3f with '%.*s' under the same parent: one thing counted twice?",
				    r,
				    TEXT_ARG(finding_text(s->raw->indicators.names.text[b.b])));
		}
}

/* Finds whether a group goes with a denominator: a count that tells large from
 * small. */
static void
find_sizes(struct screen *s, uint32_t group, const uint32_t *denominator,
    uint32_t n)
{
	struct pair g = s->raw->groups.pair[group];

	for (uint32_t i = 0; i < n; i++) {
		uint32_t by = screen_code_group(s, g.a, denominator[i]);
		double r = by == NAME_NONE || by == group ? (double)NAN :
		    correlation(s, group, by, HIGH_DENOMINATOR);

		if (fabs(r) > HIGH_DENOMINATOR)
			finding_add(s->found, FINDING_NOTE, g.a, NAME_NONE, g.b,
			    "correlated",
			    "%.3f with the denominator '%.*s': a matter of size?",
			    r,
			    TEXT_ARG(finding_text(framework_code(s->framework,
			    denominator[i]))));
	}
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

/* The groups of nodes with a parent that have LEAST values, in the order of
 * nodes; how many.  Not every node of every year is looked for: both may be
 * many, and few of each other. */
static size_t
sort_siblings(const struct screen *s, uint32_t *group)
{
	const struct raw *r = s->raw;
	uint32_t *node = mem_array(r->groups.n, sizeof *node);
	size_t n = 0;

	for (uint32_t g = 0; g < r->groups.n; g++) {
		node[g] = screen_node(s, r->groups.pair[g].b);
		if (node[g] < s->framework->n &&
		    s->framework->node[node[g]].parent != NAME_NONE &&
		    s->values[g].n >= LEAST)
			group[n++] = g;
	}
	arrange(group, n, node, s->framework->n);
	free(node);
	return n;
}

void
screen_correlations(struct screen *s)
{
	const struct raw *r = s->raw;
	uint32_t *group = mem_array(r->groups.n, sizeof *group),
	    denominator[MOST_DENOMINATORS];
	uint32_t denominators = find_denominators(s->framework, denominator);
	uint32_t *family = mem_array(r->groups.n, sizeof *family);
	size_t n = sort_siblings(s, group);
	struct figures_groups by;
	struct pairs families;          /* (year, parent) */

	pairs_init(&families);
	for (size_t i = 0; i < n; i++) {
		struct pair g = r->groups.pair[group[i]];

		find_sizes(s, group[i], denominator, denominators);
		family[i] = pair_add(&families, g.a,
		    s->framework->node[screen_node(s, g.b)].parent);
	}
	by = figures_by_key(family, n, families.n);
	for (size_t i = 0; i < n; i++)
		by.row[i] = group[by.row[i]];
	for (uint32_t k = 0; k < families.n; k++)
		find_twins(s, by.row + by.start[k], by.start[k + 1] - by.start[k]);
	pairs_free(&families);
	free(by.start);
	free(by.row);
	free(family);
	free(group);
}
