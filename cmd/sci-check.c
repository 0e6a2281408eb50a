/* sci-check - a table of what is wrong or suspicious in the figures. */
#include <math.h>
#include <stdlib.h>

#include "base/die.h"
#include "base/mem.h"
#include "base/names.h"
#include "number/num.h"
#include "number/rank.h"
#include "number/sum.h"
#include "number/twice.h"
#include "stream/flag.h"
#include "stream/opt.h"
#include "stream/out.h"
#include "table/alike.h"
#include "table/findings.h"
#include "table/framework.h"
#include "table/raw.h"

static const char help[] =
    "sci-check [-f FRAMEWORK] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Prints what is wrong or suspicious in figures; fails if anything is wrong.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators: what there should be\n"
    "  -u, --unit COLUMN      what is ranked (city)\n"
    "  -o, --output FILE      write FILE, all at once\n"
    "  -h, --help             print this\n"
    "  -V, --version          print the version\n";

static const struct option options[] = {
	{ "framework", required_argument, NULL, 'f' },
	{ NULL, 0, NULL, 0 }
};

static const char *path;
static struct framework framework;
static bool *leaf;                      /* of each code of the framework */
static struct raw raw;
static struct findings found;
static double *judged, *x;              /* room for the values of any group, and without those
                                         * missing */
static struct rank_value *places, *spare_places;

/* Finds flags that say nothing to any filter. */
static void
check_flags(void)
{
	const struct raw_key *k = &raw.flags;

	for (uint32_t i = 0; i < k->names.n; i++)
		if (!flag_known(k->names.text[i]))
			finding_add(&found, FINDING_WARNING, NAME_NONE, NAME_NONE, NAME_NONE,
			    "unknown_flag", "'%.*s' is not made of A, E, I, O, P, Q, T and U, so it "
			    "counts as measured; %llu row%s from %s on",
			    TEXT_ARG(finding_text(k->names.text[i])),
			    (unsigned long long)k->rows[i], k->rows[i] == 1 ? "" : "s",
			    finding_place(&found, k->first[i]));
}

/* Finds names that look the same and are not, and strange blanks. */
static void
check_keys(const struct raw_key *k)
{
	static const char *const by[] = {
		[ALIKE_FORM] = "Unicode form", [ALIKE_BLANKS] = "blanks", [ALIKE_CASE] = "letter case",
		[ALIKE_CASE_TOO] = "letter case, and blanks or Unicode form,"
	};
	struct alike *alike = alike_find(&k->names, k->names.n, k->rows);

	for (uint32_t i = 0; i < k->names.n; i++) {
		uint32_t unit = k == &raw.units ? i : NAME_NONE;
		uint32_t indicator = k == &raw.units ? NAME_NONE : i;
		uint32_t other = alike[i].other;

		if (other != NAME_NONE)
			finding_add(&found, alike[i].by < ALIKE_CASE ? FINDING_ERROR : FINDING_WARNING,
			    NAME_NONE, unit, indicator, "similar_keys",
			    "differs only in %s from '%.*s'; rows: %llu against %llu; see %s and %s",
			    by[alike[i].by], TEXT_ARG(finding_text(k->names.text[other])),
			    (unsigned long long)k->rows[i], (unsigned long long)k->rows[other],
			    finding_place(&found, k->first[i]), finding_place(&found, k->first[other]));
		else if (alike[i].blanks)
			finding_add(&found, FINDING_WARNING, NAME_NONE, unit, indicator, "blanks",
			    "blanks at an end, side by side or of another kind; %s",
			    finding_place(&found, k->first[i]));
	}
	free(alike);
}

/* The node of an indicator, or NAME_NONE; without a framework there is none. */
static uint32_t
node_of(uint32_t indicator)
{
	return path == NULL ? NAME_NONE :
	    name_find(&framework.names, raw.indicators.names.text[indicator]);
}

/* The group of a node in a year, or NAME_NONE if no row has both. */
static uint32_t
group_of(uint32_t year, uint32_t node)
{
	uint32_t i = name_find(&raw.indicators.names, framework_code(&framework, node));

	return i == NAME_NONE ? NAME_NONE : pair_find(&raw.groups, year, i);
}

/* Finds an indicator that the framework does not know, with the nearest that it does. */
static void
unknown(struct pair group, uint64_t first, size_t rows)
{
	uint32_t near = name_nearest(&framework.names, raw.indicators.names.text[group.b]);

	if (near == NAME_NONE)
		finding_add(&found, FINDING_ERROR, group.a, NAME_NONE, group.b, "unknown_indicator",
		    "not in the framework: %zu row%s from %s on", rows, rows == 1 ? "" : "s",
		    finding_place(&found, first));
	else
		finding_add(&found, FINDING_ERROR, group.a, NAME_NONE, group.b, "unknown_indicator",
		    "not in the framework: %zu row%s from %s on; did you mean '%.*s'?", rows,
		    rows == 1 ? "" : "s", finding_place(&found, first),
		    TEXT_ARG(finding_text(framework_code(&framework, near))));
}

/* Finds an indicator that comes in beside what the framework makes it of, or beside what it is
 * part of: sci-aggregate takes one of them. */
static void
check_levels(struct pair group, uint32_t node)
{
	uint32_t p = framework.node[node].parent;

	while (p != NAME_NONE && group_of(group.a, p) == NAME_NONE)
		p = framework.node[p].parent;
	if (p != NAME_NONE)
		finding_add(&found, FINDING_ERROR, group.a, NAME_NONE, group.b, "made_twice",
		    "a part of '%.*s', which comes in as rows, too; drop one of them",
		    TEXT_ARG(finding_text(framework_code(&framework, p))));
}

/* The value of a cell divided by the denominator of the same year and unit, as sci-denominate
 * does it; what it refuses is found. */
static double
quotient(uint32_t cell, uint32_t node, uint32_t denominator)
{
	struct pair p = raw.cells.pair[cell];
	uint32_t below = pair_find(&raw.cells, p.a, denominator);
	double d = below == NAME_NONE ? (double)NAN : raw.figure[below].value;
	double v = raw.figure[cell].value;

	if (d == 0 && v == v) {
		finding_add(&found, FINDING_ERROR, raw.profiles.pair[p.a].a, raw_unit(&raw, cell),
		    denominator, "zero_denominator", "%s: '%.*s' cannot be divided by 0",
		    finding_place(&found, raw.figure[below].row),
		    TEXT_ARG(finding_text(framework_code(&framework, node))));
		return (double)NAN;
	}
	return twice_ratio(v, framework.node[node].per, d);
}

/* Fills judged[] for a group: with quotients if the indicator has a denominator and that is in
 * the table. */
static void
judge(struct pair group, const uint32_t *cell, const uint32_t *end, uint32_t node)
{
	uint32_t d = node < framework.n ? framework.node[node].denominator : NAME_NONE;
	uint32_t by = d == NAME_NONE ? NAME_NONE : group_of(group.a, d);

	for (size_t i = 0; cell + i < end; i++)
		judged[i] = by == NAME_NONE ? raw.figure[cell[i]].value :
		    quotient(cell[i], node, raw.groups.pair[by].b);
}

/* Finds a share of figures that is not whole; below two thirds, the least that COINr's
 * Screen() asks for, is suspicious. */
static void
check_share(uint32_t year, uint32_t unit, uint32_t indicator, const char *kind, size_t n,
    size_t expected, const char *what)
{
	if (n < expected)
		finding_add(&found, 3 * n < 2 * expected ? FINDING_WARNING : FINDING_NOTE, year,
		    unit, indicator, kind, "%zu of %zu %s", n, expected, what);
}

/* Finds what stands far out: the indicator as sci-treat sees it, single values beyond
 * the quartiles by more than three times the distance between them, the outer fences
 * of Tukey 1977, "Exploratory Data Analysis". */
static void
check_outliers(struct pair group, const uint32_t *cell, const uint32_t *end, size_t n)
{
	double q1 = sum_quantile(x, n, 0.25), q3 = sum_quantile(x, n, 0.75);
	double low = q1 - 3 * (q3 - q1), high = q3 + 3 * (q3 - q1);

	if (sum_outliers(x, n)) {
		char s[NUM_FIXED], k[NUM_FIXED];

		*num_fixed(s, sum_skewness(x, n), 2) = *num_fixed(k, sum_kurtosis(x, n), 2) = '\0';
		finding_add(&found, FINDING_WARNING, group.a, NAME_NONE, group.b, "outliers",
		    "skewness %s, kurtosis %s", s, k);
	}
	for (size_t i = 0; q1 < q3 && cell + i < end; i++) {
		double v = judged[i];

		if (v < low || v > high)
			finding_add(&found, FINDING_NOTE, group.a, raw_unit(&raw, cell[i]), group.b,
			    "outlier", "%s is %s %s, the quartile and 3 times their distance",
			    finding_number(&found, v), v < low ? "below" : "above",
			    finding_number(&found, v < low ? low : high));
	}
}

/* Finds values that goalposts would score below 0 or above 100. */
static void
check_goalposts(struct pair group, const uint32_t *cell, const uint32_t *end, const struct node *v)
{
	for (size_t i = 0; cell + i < end; i++) {
		double a = judged[i];

		if (a < v->low || a > v->high)
			finding_add(&found, FINDING_WARNING, group.a, raw_unit(&raw, cell[i]),
			    group.b, "outside_goalposts", "%s is %s %s", finding_number(&found, a),
			    a < v->low ? "below low" : "above high",
			    finding_number(&found, a < v->low ? v->low : v->high));
	}
}

/* Checks an indicator of an edition. */
static void
check_group(uint32_t g)
{
	struct pair group = raw.groups.pair[g];
	const uint32_t *cell = raw.by_group.row + raw.by_group.start[g];
	const uint32_t *end = raw.by_group.row + raw.by_group.start[g + 1];
	uint32_t node = node_of(group.b);
	size_t n = 0, distinct;

	if (path != NULL && node == NAME_NONE) {
		unknown(group, raw.figure[*cell].row, (size_t)(end - cell));
		return;
	}
	if (raw.present[g] > 0 || path == NULL || !leaf[node])
		check_share(group.a, NAME_NONE, group.b, "indicator_coverage", raw.present[g],
		    raw.year_units[group.a], "units have a value");
	if (path != NULL && !leaf[node] && !(node < framework.n && framework_inner(&framework, node)))
		return;         /* a denominator only */
	if (path != NULL && node < framework.n)
		check_levels(group, node);
	judge(group, cell, end, node);
	for (size_t i = 0; cell + i < end; i++)
		if (judged[i] == judged[i])
			x[n++] = judged[i];
	distinct = rank_values(x, n, places, spare_places);
	if (distinct == 1)
		finding_add(&found, FINDING_WARNING, group.a, NAME_NONE, group.b, "constant",
		    n == 1 ? "a single value, %s" : "all values are %s", finding_number(&found, x[0]));
	if (distinct >= 5)
		check_outliers(group, cell, end, n);
	if (path != NULL && node < framework.n)
		check_goalposts(group, cell, end, &framework.node[node]);
}

/* Finds leaves and denominators of the framework without any value in a year. */
static void
check_absent(uint32_t year)
{
	bool *divides = mem_array(framework.names.n, sizeof *divides);

	for (uint32_t i = 0; i < framework.n; i++)
		if (framework.node[i].denominator != NAME_NONE)
			divides[framework.node[i].denominator] = true;
	for (uint32_t i = 0; i < framework.names.n; i++) {
		uint32_t g;

		if (!leaf[i] && !divides[i])
			continue;
		g = group_of(year, i);
		if (g != NAME_NONE && raw.present[g] > 0)
			continue;
		finding_add(&found, leaf[i] ? FINDING_WARNING : FINDING_NOTE, year, NAME_NONE,
		    name_add(&raw.indicators.names, framework_code(&framework, i)),
		    "absent_indicator", leaf[i] ? "no value in this edition" :
		    "no value in this edition; a denominator");
	}
	free(divides);
}

/* Checks all indicators of all editions. */
static void
check_indicators(void)
{
	size_t most = raw.units.names.n;        /* cells of a group */

	judged = mem_array(most, sizeof *judged);
	x = mem_array(most, sizeof *x);
	places = mem_array(most, sizeof *places);
	spare_places = mem_array(most, sizeof *spare_places);
	for (uint32_t g = 0; g < raw.groups.n; g++)
		check_group(g);
	for (uint32_t y = 0; path != NULL && y < raw.years.names.n; y++)
		check_absent(y);
}

/* Finds cities that lack figures: of the framework's leaves, or else of the
 * indicators that occur in the edition. */
static void
check_cities(void)
{
	size_t *n = mem_array(raw.profiles.n, sizeof *n), leaves = 0;
	bool *counts = mem_array(raw.indicators.names.n, sizeof *counts);

	for (uint32_t i = 0; i < raw.indicators.names.n; i++) {
		uint32_t node = node_of(i);

		counts[i] = path == NULL || (node != NAME_NONE && leaf[node]);
	}
	for (uint32_t i = 0; path != NULL && i < framework.n; i++)
		leaves += leaf[i];
	for (uint32_t c = 0; c < raw.cells.n; c++)
		n[raw.cells.pair[c].a] += counts[raw.cells.pair[c].b] &&
		    raw.figure[c].value == raw.figure[c].value;
	for (uint32_t p = 0; p < raw.profiles.n; p++) {
		uint32_t year = raw.profiles.pair[p].a;

		check_share(year, raw.profiles.pair[p].b, NAME_NONE, "city_coverage", n[p],
		    path != NULL ? leaves : raw.year_indicators[year], "indicators have a value");
	}
	free(n);
	free(counts);
}

int
main(int argc, char **argv)
{
	struct opt opt;
	struct out out;

	opt_begin(&opt, argc, argv, help, "f:", options);
	while (opt_next(&opt) != -1)
		path = optarg;
	if (path != NULL) {
		framework_read(&framework, path);
		leaf = framework_leaves(&framework);
	}
	raw_open(&raw, &opt);
	findings_init(&found, &raw.table, opt.nfile > 1, opt.unit, &raw.years.names,
	    &raw.units.names, &raw.indicators.names);
	raw_read(&raw, &found);
	check_flags();
	check_keys(&raw.units);
	/* Before check_absent adds names that no row has. */
	check_keys(&raw.indicators);
	check_indicators();
	check_cities();
	out_open(&out, opt.output);
	findings_write(&found, &out);
	out_finish(&out);
	if (found.nerror > 0)
		die("%zu error%s in the findings", found.nerror, found.nerror == 1 ? "" : "s");
	return 0;
}
