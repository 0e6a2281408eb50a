/* sci-check - a table of what is wrong or suspicious in the figures. */
#include <stdlib.h>

#include "stream/filter.h"
#include "stream/flag.h"
#include "table/alike.h"
#include "table/findings.h"
#include "table/framework.h"
#include "table/raw.h"
#include "table/screen.h"

static const char help[] =
    "sci-check [-f FRAMEWORK] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Prints what is wrong or suspicious in figures; fails if anything is wrong.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators: what there should be\n"
    "Example: sci-check -f framework.tsv figures.tsv\n";

static const char *path;
static const struct opt_row options[] = { { "framework", 'f', .table = &path }, { 0 } };

static struct framework framework;
static bool *leaf;                      /* of each code of the framework */
static struct raw raw;
static struct findings found;
static struct screen screen;

/* More unknown indicators are no slips: the nearest is not looked for. */
enum { SLIPS = 100 };

/* What an edition lacks is named one by one up to so many, or if it has more
 * than it lacks. */
enum { FEW = 20 };

/* The least that COINr's Screen() asks of a city, and get_stats() of an
 * indicator. */
static const double LEAST_OF_CITY = 2.0 / 3, LEAST_OF_INDICATOR = 0.65;

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
			    finding_where(&found, k->first[i]));
}

/* Finds names that look the same and are not, and strange blanks. */
static void
check_keys(const struct raw_key *k)
{
	static const char *const by[FOLDS] = {
		[FOLD_FORM] = "Unicode form", [FOLD_BLANKS] = "blanks",
		[FOLD_MARKS] = "blanks or punctuation"
	};
	struct alike *alike = alike_find(&k->names, k->rows);

	for (uint32_t i = 0; i < k->names.n; i++) {
		uint32_t unit = k == &raw.units ? i : NAME_NONE;
		uint32_t indicator = k == &raw.units ? NAME_NONE : i;
		uint32_t other = alike[i].other;

		if (alike[i].control != 0)
			finding_add(&found, FINDING_WARNING, NAME_NONE, unit, indicator,
			    "control_character", "holds U+%04X, which nobody sees%s; %s",
			    (unsigned)alike[i].control, alike[i].control >= 0x80 && alike[i].control < 0xa0 ?
			    " (windows-1252 read as Latin-1? sci-import --encoding CP1252)" : "",
			    finding_where(&found, k->first[i]));
		if (other != NAME_NONE)
			finding_add(&found, alike[i].by < FOLD_MARKS ? FINDING_ERROR : FINDING_WARNING,
			    NAME_NONE, unit, indicator, "similar_keys",
			    "differs only in %s from '%.*s'; rows: %llu against %llu; see %s and %s",
			    by[alike[i].by], TEXT_ARG(finding_text(k->names.text[other])),
			    (unsigned long long)k->rows[i], (unsigned long long)k->rows[other],
			    finding_where(&found, k->first[i]), finding_where(&found, k->first[other]));
		else if (alike[i].blanks)
			finding_add(&found, FINDING_WARNING, NAME_NONE, unit, indicator, "blanks",
			    "blanks at an end, side by side or of another kind; %s",
			    finding_where(&found, k->first[i]));
	}
	free(alike);
}

/* What each indicator that the framework does not know may be a slip for
 * (name_meant), unless there are too many of them to be slips. */
static char **
nearest_codes(void)
{
	const struct names *names = &raw.indicators.names;
	char **near = mem_array(names->n, sizeof *near);
	uint32_t unknown = 0;

	for (uint32_t i = 0; i < names->n; i++)
		unknown += screen_node(&screen, i) == NAME_NONE;
	for (uint32_t i = 0; i < names->n && unknown <= SLIPS; i++)
		if (screen_node(&screen, i) == NAME_NONE)
			near[i] = name_meant(&framework.names, names->text[i]);
	return near;
}

/* Finds a group whose indicator the framework does not know. */
static void
unknown(uint32_t g, const char *near)
{
	const struct pair group = raw.groups.pair[g];
	const uint32_t *cell = raw.by_group.row + raw.by_group.start[g];
	size_t rows = raw.by_group.start[g + 1] - raw.by_group.start[g];
	uint64_t first = UINT64_MAX;

	for (size_t i = 0; i < rows; i++)
		first = raw.cell[cell[i]].row < first ? raw.cell[cell[i]].row : first;
	finding_add(&found, FINDING_ERROR, group.a, NAME_NONE, group.b, "unknown_indicator",
	    "not in the framework: %zu row%s from %s on%s", rows, rows == 1 ? "" : "s",
	    finding_where(&found, first), near == NULL ? "" : near);
}

/* Finds an indicator that comes in beside what the framework makes it of, or
 * beside what it is part of: sci-aggregate takes one of them. */
static void
check_levels(struct pair group, uint32_t node)
{
	uint32_t p = framework.node[node].parent;

	while (p != NAME_NONE && screen_code_group(&screen, group.a, p) == NAME_NONE)
		p = framework.node[p].parent;
	if (p != NAME_NONE)
		finding_add(&found, FINDING_ERROR, group.a, NAME_NONE, group.b, "made_twice",
		    "a part of '%.*s', which comes in as rows, too; drop one of them",
		    TEXT_ARG(finding_text(framework_code(&framework, p))));
}

/* Finds a share of figures that is not whole; below the least it is
 * suspicious. */
static void
check_share(uint32_t year, uint32_t unit, uint32_t indicator, const char *kind, size_t n,
    size_t expected, double least, const char *what)
{
	if (n < expected)
		finding_add(&found, (double)n / (double)expected < least ? FINDING_WARNING : FINDING_NOTE,
		    year, unit, indicator, kind, "%zu of %zu %s", n, expected, what);
}

/* Checks an indicator of an edition. */
static void
check_group(uint32_t g, char *const *near)
{
	struct pair group = raw.groups.pair[g];
	uint32_t node = screen_node(&screen, group.b);
	bool inner, divisor;

	if (near != NULL && node == NAME_NONE) {
		unknown(g, near[group.b]);
		return;
	}
	inner = path != NULL && node < framework.n && framework_inner(&framework, node);
	divisor = path != NULL && !leaf[node] && !inner;
	/* A leaf or denominator without any is absent: check_absent says so. */
	if (raw.present[g] > 0 || path == NULL || inner)
		check_share(group.a, NAME_NONE, group.b, "indicator_coverage", raw.present[g],
		    raw.year_units[group.a], LEAST_OF_INDICATOR, "units have a value");
	if (divisor)
		return;
	if (path != NULL && node < framework.n)
		check_levels(group, node);
	screen_group(&screen, g, node);
}

/* Finds denominators without any value in an edition that has values to be
 * divided by them; returns the pairs (year, code) that were looked at. */
static struct pairs
check_denominators(void)
{
	struct pairs needed;

	pairs_init(&needed);
	for (uint32_t g = 0; g < raw.groups.n; g++) {
		uint32_t year = raw.groups.pair[g].a, node = screen_node(&screen, raw.groups.pair[g].b);
		uint32_t known = needed.n, d, by;

		if (node >= framework.n || raw.present[g] == 0)
			continue;
		d = framework.node[node].denominator;
		if (d == NAME_NONE || pair_add(&needed, year, d) < known)
			continue;
		by = screen_code_group(&screen, year, d);
		if (by == NAME_NONE || raw.present[by] == 0)
			finding_add(&found, FINDING_WARNING, year, NAME_NONE,
			    name_add(&raw.indicators.names, framework_code(&framework, d)),
			    "absent_indicator", "no value in this edition; the denominator of '%.*s'",
			    TEXT_ARG(finding_text(framework_code(&framework, node))));
	}
	return needed;
}

/* Finds what of the `wanted` leaves and denominators has no value in a year, of
 * which `have` have. */
static void
check_absent(uint32_t year, const bool *wanted, size_t n, size_t have, const struct pairs *needed)
{
	if (n - have > FEW && have < n - have) {
		finding_add(&found, FINDING_WARNING, year, NAME_NONE, NAME_NONE, "absent_indicator",
		    "%zu of %zu indicators of the framework have no value in this edition", n - have, n);
		return;
	}
	for (uint32_t i = 0; have < n && i < framework.names.n; i++) {
		uint32_t g = wanted[i] ? screen_code_group(&screen, year, i) : NAME_NONE;

		if (wanted[i] && (g == NAME_NONE || raw.present[g] == 0) &&
		    (leaf[i] || pair_find(needed, year, i) == NAME_NONE))
			finding_add(&found, leaf[i] ? FINDING_WARNING : FINDING_NOTE, year, NAME_NONE,
			    name_add(&raw.indicators.names, framework_code(&framework, i)),
			    "absent_indicator", leaf[i] ? "no value in this edition" :
			    "no value in this edition; a denominator");
	}
}

/* Finds what of the framework editions lack. */
static void
check_editions(void)
{
	struct pairs needed = check_denominators();
	bool *wanted = framework_divides(&framework);
	size_t *have = mem_array(raw.years.names.n, sizeof *have), n = 0;

	for (uint32_t i = 0; i < framework.names.n; i++) {
		wanted[i] = wanted[i] || leaf[i];
		n += wanted[i];
	}
	for (uint32_t g = 0; g < raw.groups.n; g++) {
		uint32_t node = screen_node(&screen, raw.groups.pair[g].b);

		have[raw.groups.pair[g].a] += node != NAME_NONE && wanted[node] && raw.present[g] > 0;
	}
	for (uint32_t y = 0; y < raw.years.names.n; y++)
		check_absent(y, wanted, n, have[y], &needed);
	free(wanted);
	free(have);
}

/* Finds cities that lack figures of the leaves of the framework, or without one
 * of all indicators: of those that have a value in the edition, for what it
 * lacks as a whole no city lacks. */
static void
check_cities(void)
{
	size_t *n = mem_array(raw.profiles.n, sizeof *n);
	size_t *expected = mem_array(raw.years.names.n, sizeof *expected);
	bool *counts = mem_array(raw.indicators.names.n, sizeof *counts);

	for (uint32_t i = 0; i < raw.indicators.names.n; i++) {
		uint32_t node = screen_node(&screen, i);

		counts[i] = path == NULL || (node != NAME_NONE && leaf[node]);
	}
	for (uint32_t g = 0; g < raw.groups.n; g++) {
		if (!counts[raw.groups.pair[g].b] || raw.present[g] == 0)
			continue;
		expected[raw.groups.pair[g].a]++;
		for (uint32_t i = raw.by_group.start[g]; i < raw.by_group.start[g + 1]; i++) {
			const struct raw_cell *f = &raw.cell[raw.by_group.row[i]];

			n[f->profile] += f->value == f->value;
		}
	}
	for (uint32_t p = 0; p < raw.profiles.n; p++) {
		struct pair profile = raw.profiles.pair[p];

		check_share(profile.a, profile.b, NAME_NONE, "city_coverage", n[p], expected[profile.a],
		    LEAST_OF_CITY, "indicators have a value");
	}
	free(n);
	free(expected);
	free(counts);
}

/* Checks all indicators of all editions. */
static void
check_indicators(void)
{
	char **near;

	screen_open(&screen, &raw, path == NULL ? NULL : &framework, &found);
	near = path == NULL ? NULL : nearest_codes();
	for (uint32_t g = 0; g < raw.groups.n; g++)
		check_group(g, near);
	if (path != NULL) {
		screen_correlations(&screen);
		check_editions();
	}
	free(near);
}

int
main(int argc, char **argv)
{
	struct opt opt;
	struct out out;

	opt_read(&opt, argc, argv, help, options);
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
	/* Before check_editions adds names that no row has. */
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
