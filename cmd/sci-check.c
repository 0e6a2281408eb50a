/* sci-check - a table of what is wrong or suspicious in the figures. */
#include <math.h>
#include <stdlib.h>

#include "alike.h"
#include "die.h"
#include "figures.h"
#include "findings.h"
#include "flag.h"
#include "framework.h"
#include "keys.h"
#include "mem.h"
#include "names.h"
#include "num.h"
#include "opt.h"
#include "out.h"
#include "place.h"
#include "sum.h"
#include "tsv.h"

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

/* Years, units or indicators, with how many rows have each and which was the first. */
struct key {
	struct names names;
	uint64_t *rows, *first;
	size_t rows_cap, first_cap;
};

/* A figure: its row in the table, NaN where it is missing. */
struct figure {
	uint64_t row;
	double value;
};

static struct findings found;
static struct framework framework;
static bool *leaf;                      /* of each code of the framework */
static struct tsv table;
static int year_column, flag_column;
static size_t unit_column, indicator_column, value_column;
static struct key years, units, indicators, flags;
static struct pairs profiles, groups;   /* (year, unit), (year, indicator) */
static struct pairs cells;              /* (profile, indicator) */
static struct figure *figure;           /* of each cell */
static uint32_t *group_of;              /* of each cell */
static size_t figure_cap, group_cap;
static size_t *editions_units, *editions_indicators;    /* how many each year has */
static double *judged, *x;              /* room for the values of any group, and without those
                                         * missing */
static struct place *places, *spare_places;

/* The number of a name, which the current row has. */
static uint32_t
key_add(struct key *k, struct text t)
{
	uint32_t known = k->names.n, id = name_add(&k->names, t);

	if (id == known) {
		k->rows = mem_grow(k->rows, &k->rows_cap, (size_t)id + 1, sizeof *k->rows);
		k->first = mem_grow(k->first, &k->first_cap, (size_t)id + 1, sizeof *k->first);
		k->rows[id] = 0;
		k->first[id] = table.nrow - 1;
	}
	k->rows[id]++;
	return id;
}

/* True if the field of the current row has a text; finds an empty key else. */
static bool
there(size_t column)
{
	if (table.col[column].n > 0)
		return true;
	finding_add(&found, FINDING_ERROR, NAME_NONE, NAME_NONE, NAME_NONE, "empty_key",
	    "%s: column %.*s is empty", finding_place(&found, table.nrow - 1),
	    TEXT_ARG(finding_text(table.head[column])));
	return false;
}

/* True if the current row has a year, a unit and an indicator. */
static bool
keys_sound(void)
{
	bool sound = there(unit_column);
	struct text year;
	long n;

	sound = there(indicator_column) && sound;
	if (year_column < 0)
		return sound;
	year = table.col[year_column];
	if (!there((size_t)year_column))
		return false;
	if (keys_read_year(year, &n))
		return sound;
	finding_add(&found, FINDING_ERROR, NAME_NONE, NAME_NONE, NAME_NONE, "bad_year",
	    "%s: '%.*s' is not a year, a whole number", finding_place(&found, table.nrow - 1),
	    TEXT_ARG(finding_text(year)));
	return false;
}

/* Takes the current row as a figure. */
static void
take_figure(void)
{
	struct text v = table.col[value_column];
	uint32_t year = key_add(&years, year_column < 0 ? text_of("") : table.col[year_column]);
	uint32_t unit = key_add(&units, table.col[unit_column]);
	uint32_t indicator = key_add(&indicators, table.col[indicator_column]);
	uint32_t known = cells.n;
	uint32_t cell = pair_add(&cells, pair_add(&profiles, year, unit), indicator);
	double value = (double)NAN;
	enum num_kind kind = num_read(v, &value);

	if (kind == NUM_BAD || kind == NUM_OVERFLOW)
		finding_add(&found, FINDING_ERROR, year, unit, indicator, "bad_number", "%s: '%.*s' is %s",
		    finding_place(&found, table.nrow - 1), TEXT_ARG(finding_text(v)),
		    kind == NUM_BAD ? "not a number" : "beyond the doubles");
	if (cell < known) {
		finding_add(&found, FINDING_ERROR, year, unit, indicator, "duplicate",
		    "%s; the first is %s", finding_place(&found, table.nrow - 1),
		    finding_place(&found, figure[cell].row));
		return;
	}
	figure = mem_grow(figure, &figure_cap, (size_t)cell + 1, sizeof *figure);
	group_of = mem_grow(group_of, &group_cap, (size_t)cell + 1, sizeof *group_of);
	figure[cell] = (struct figure){ table.nrow - 1, value };
	group_of[cell] = pair_add(&groups, year, indicator);
	if (flag_column >= 0)
		key_add(&flags, table.col[flag_column]);
}

/* Finds flags that say nothing to any filter. */
static void
check_flags(void)
{
	for (uint32_t i = 0; i < flags.names.n; i++)
		if (!flag_known(flags.names.text[i]))
			finding_add(&found, FINDING_WARNING, NAME_NONE, NAME_NONE, NAME_NONE,
			    "unknown_flag", "'%.*s' is not made of A, E, I, O, P, Q, T and U, so it "
			    "counts as measured; %llu row%s from %s on",
			    TEXT_ARG(finding_text(flags.names.text[i])),
			    (unsigned long long)flags.rows[i], flags.rows[i] == 1 ? "" : "s",
			    finding_place(&found, flags.first[i]));
}

/* Counts what each edition has. */
static void
count_editions(void)
{
	editions_units = mem_array(years.names.n, sizeof *editions_units);
	editions_indicators = mem_array(years.names.n, sizeof *editions_indicators);
	for (uint32_t p = 0; p < profiles.n; p++)
		editions_units[profiles.pair[p].a]++;
	for (uint32_t g = 0; g < groups.n; g++)
		editions_indicators[groups.pair[g].a]++;
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
			finding_add(&found, FINDING_NOTE, group.a,
			    profiles.pair[cells.pair[cell[i]].a].b, group.b,
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
			finding_add(&found, FINDING_WARNING, group.a,
			    profiles.pair[cells.pair[cell[i]].a].b,
			    group.b, "outside_goalposts", "%s is %s %s", finding_number(&found, a),
			    a < v->low ? "below low" : "above high",
			    finding_number(&found, a < v->low ? v->low : v->high));
	}
}

/* Finds an indicator that the framework does not know, with the nearest that it does. */
static void
unknown(struct pair group, uint64_t first, size_t rows)
{
	uint32_t near = name_nearest(&framework.names, indicators.names.text[group.b]);

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

/* The value of a cell divided by the denominator of the same year and unit, as sci-denominate
 * does it; what it refuses is found. */
static double
quotient(uint32_t cell, uint32_t node, uint32_t denominator)
{
	struct pair p = cells.pair[cell];
	uint32_t below = pair_find(&cells, p.a, denominator);
	double d = below == NAME_NONE ? (double)NAN : figure[below].value;

	if (d == 0 && figure[cell].value == figure[cell].value) {
		finding_add(&found, FINDING_ERROR, profiles.pair[p.a].a, profiles.pair[p.a].b,
		    denominator, "zero_denominator", "%s: '%.*s' cannot be divided by 0",
		    finding_place(&found, figure[below].row),
		    TEXT_ARG(finding_text(framework_code(&framework, node))));
		return (double)NAN;
	}
	return figure[cell].value * framework.node[node].per / d;
}

/* Fills judged[] for a group: with quotients if the indicator has a denominator and that is in
 * the table. */
static void
judge(struct pair group, const uint32_t *cell, const uint32_t *end, uint32_t node)
{
	uint32_t d = node < framework.n ? framework.node[node].denominator : NAME_NONE;

	if (d != NAME_NONE)
		d = name_find(&indicators.names, framework_code(&framework, d));
	if (d != NAME_NONE && pair_find(&groups, group.a, d) == NAME_NONE)
		d = NAME_NONE;
	for (size_t i = 0; cell + i < end; i++)
		judged[i] = d == NAME_NONE ? figure[cell[i]].value : quotient(cell[i], node, d);
}

/* Finds an indicator that comes in beside what the framework makes it of, or beside what it is
 * part of: sci-aggregate takes one of them. */
static void
check_levels(struct pair group, uint32_t node)
{
	for (uint32_t p = framework.node[node].parent; p != NAME_NONE; p = framework.node[p].parent) {
		uint32_t i = name_find(&indicators.names, framework_code(&framework, p));

		if (i == NAME_NONE || pair_find(&groups, group.a, i) == NAME_NONE)
			continue;
		finding_add(&found, FINDING_ERROR, group.a, NAME_NONE, group.b, "made_twice",
		    "a part of '%.*s', which comes in as rows, too; drop one of them",
		    TEXT_ARG(finding_text(framework_code(&framework, p))));
		return;
	}
}

/* Checks an indicator of an edition. */
static void
check_group(struct pair group, const uint32_t *cell, const uint32_t *end)
{
	uint32_t node = path == NULL ? NAME_NONE :
	    name_find(&framework.names, indicators.names.text[group.b]);
	size_t n = 0, distinct;

	if (path != NULL && node == NAME_NONE) {
		unknown(group, figure[*cell].row, (size_t)(end - cell));
		return;
	}
	for (const uint32_t *c = cell; c < end; c++)
		n += figure[*c].value == figure[*c].value;
	if (n > 0 || path == NULL || !leaf[node])
		check_share(group.a, NAME_NONE, group.b, "indicator_coverage", n,
		    editions_units[group.a], "units have a value");
	if (path != NULL && !leaf[node] && !(node < framework.n && framework_inner(&framework, node)))
		return;         /* a denominator only */
	if (path != NULL && node < framework.n)
		check_levels(group, node);
	judge(group, cell, end, node);
	n = 0;
	for (size_t i = 0; cell + i < end; i++)
		if (judged[i] == judged[i])
			x[n++] = judged[i];
	distinct = place_values(x, n, places, spare_places);
	if (distinct == 1)
		finding_add(&found, FINDING_WARNING, group.a, NAME_NONE, group.b, "constant",
		    n == 1 ? "a single value, %s" : "all values are %s", finding_number(&found, x[0]));
	if (distinct >= 5)
		check_outliers(group, cell, end, n);
	if (path != NULL && node < framework.n)
		check_goalposts(group, cell, end, &framework.node[node]);
}

/* True if the indicator has a value in that year. */
static bool
has_value(const struct figures_groups *by, uint32_t year, struct text code)
{
	uint32_t i = name_find(&indicators.names, code), g;

	g = i == NAME_NONE ? NAME_NONE : pair_find(&groups, year, i);
	for (uint32_t k = g == NAME_NONE ? 0 : by->start[g]; g != NAME_NONE && k < by->start[g + 1];
	    k++)
		if (figure[by->row[k]].value == figure[by->row[k]].value)
			return true;
	return false;
}

/* Finds leaves and denominators of the framework without any value in a year. */
static void
check_absent(const struct figures_groups *by, uint32_t year)
{
	bool *divides = mem_array(framework.names.n, sizeof *divides);

	for (uint32_t i = 0; i < framework.n; i++)
		if (framework.node[i].denominator != NAME_NONE)
			divides[framework.node[i].denominator] = true;
	for (uint32_t i = 0; i < framework.names.n; i++) {
		struct text code = framework_code(&framework, i);

		if ((!leaf[i] && !divides[i]) || has_value(by, year, code))
			continue;
		finding_add(&found, leaf[i] ? FINDING_WARNING : FINDING_NOTE, year, NAME_NONE,
		    name_add(&indicators.names, code), "absent_indicator", leaf[i] ? "no value in this edition" :
		    "no value in this edition; a denominator");
	}
	free(divides);
}

/* Checks all indicators of all editions. */
static void
check_indicators(void)
{
	struct figures_groups by = figures_by_key(group_of, cells.n, groups.n);
	size_t most = 0;

	for (uint32_t g = 0; g < groups.n; g++)
		if (by.start[g + 1] - by.start[g] > most)
			most = by.start[g + 1] - by.start[g];
	judged = mem_array(most, sizeof *judged);
	x = mem_array(most, sizeof *x);
	places = mem_array(most, sizeof *places);
	spare_places = mem_array(most, sizeof *spare_places);
	for (uint32_t g = 0; g < groups.n; g++)
		check_group(groups.pair[g], by.row + by.start[g], by.row + by.start[g + 1]);
	for (uint32_t y = 0; path != NULL && y < years.names.n; y++)
		check_absent(&by, y);
}

/* Finds cities that lack figures: of the framework's leaves, or else of the
 * indicators that occur in the edition. */
static void
check_cities(void)
{
	size_t *n = mem_array(profiles.n, sizeof *n), leaves = 0;
	bool *counts = mem_array(indicators.names.n, sizeof *counts);

	for (uint32_t i = 0; i < indicators.names.n; i++) {
		uint32_t node = path == NULL ? NAME_NONE :
		    name_find(&framework.names, indicators.names.text[i]);

		counts[i] = path == NULL || (node != NAME_NONE && leaf[node]);
	}
	for (uint32_t i = 0; path != NULL && i < framework.n; i++)
		leaves += leaf[i];
	for (uint32_t c = 0; c < cells.n; c++)
		n[cells.pair[c].a] += counts[cells.pair[c].b] && figure[c].value == figure[c].value;
	for (uint32_t p = 0; p < profiles.n; p++)
		check_share(profiles.pair[p].a, profiles.pair[p].b, NAME_NONE, "city_coverage", n[p],
		    path != NULL ? leaves : editions_indicators[profiles.pair[p].a],
		    "indicators have a value");
	free(n);
	free(counts);
}

/* Finds names that look the same and are not, and strange blanks, among the first n. */
static void
check_keys(const struct key *k, uint32_t n)
{
	static const char *const by[] = {
		[ALIKE_FORM] = "Unicode form", [ALIKE_BLANKS] = "blanks", [ALIKE_CASE] = "letter case",
		[ALIKE_CASE_TOO] = "letter case, and blanks or Unicode form,"
	};
	struct alike *alike = alike_find(&k->names, n, k->rows);

	for (uint32_t i = 0; i < n; i++) {
		uint32_t unit = k == &units ? i : NAME_NONE, indicator = k == &units ? NAME_NONE : i;
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

static void
open_table(const struct opt *opt)
{
	tsv_open(&table, opt->file, opt->nfile, TSV_WHOLE);
	year_column = tsv_find(&table, "year");
	unit_column = tsv_need(&table, opt->unit);
	indicator_column = tsv_need(&table, "indicator");
	value_column = tsv_need(&table, "value");
	flag_column = tsv_find(&table, "flag");
	names_init(&years.names);
	names_init(&units.names);
	names_init(&indicators.names);
	names_init(&flags.names);
	pairs_init(&profiles);
	pairs_init(&groups);
	pairs_init(&cells);
	findings_init(&found, &table, opt->nfile > 1, opt->unit, &years.names, &units.names,
	    &indicators.names);
}

int
main(int argc, char **argv)
{
	uint32_t read;
	struct opt opt;
	struct out out;

	opt_begin(&opt, argc, argv, help, "f:", options);
	while (opt_next(&opt) != -1)
		path = optarg;
	if (path != NULL) {
		framework_read(&framework, path);
		leaf = framework_leaves(&framework);
	}
	open_table(&opt);
	while (tsv_row(&table))
		if (keys_sound())
			take_figure();
	read = indicators.names.n;
	count_editions();
	check_indicators();
	check_cities();
	check_flags();
	check_keys(&units, units.names.n);
	check_keys(&indicators, read);
	out_open(&out, opt.output);
	findings_write(&found, &out);
	out_finish(&out);
	if (found.nerror > 0)
		die("%zu error%s in the findings", found.nerror, found.nerror == 1 ? "" : "s");
	return 0;
}
