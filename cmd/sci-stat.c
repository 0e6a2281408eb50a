/* sci-stat - statistics of indicators and cities, and of how indicators go
 * together. */
#include <stdlib.h>

#include "method/trend.h"
#include "number/rank.h"
#include "number/sum.h"
#include "stream/filter.h"
#include "stream/opt_argument.h"
#include "table/figures.h"
#include "table/framework.h"
#include "table/statistics.h"

static const char help[] =
    "sci-stat indicators|cities|correlations|weights|alpha|pca|importance|trends "
    "[-f FRAMEWORK] [--method pearson|spearman|kendall] [--family] [-u COLUMN] [-o FILE] "
    "[FILE...]\n"
    "\n"
    "Prints a table of statistics of every edition.\n"
    "\n"
    "  indicators             distribution of each indicator\n"
    "  cities                 how many figures each city has\n"
    "  correlations           of each pair of indicators\n"
    "  weights                effective weights of the framework; reads no figures\n"
    "  alpha                  Cronbach's alpha of the children of each node\n"
    "  pca                    principal components of the children of each node\n"
    "  importance             what each node really does to the root above it\n"
    "  trends                 growth of each figure over the years\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators: orders and checks them\n"
    "      --method METHOD    of correlations: pearson (default), spearman, kendall\n"
    "      --family           correlations of each node with those above it only\n"
    "Example: sci-stat correlations -f framework.tsv --method spearman scores.tsv\n";

enum table { INDICATORS, CITIES, CORRELATION, WEIGHTS, ALPHA, PCA, IMPORTANCE,
    TRENDS, TABLES };
static const char *const tables[] = {
	"indicators", "cities", "correlations", "weights", "alpha", "pca",
	    "importance", "trends", NULL
};
static const char *const methods[] = { "pearson", "spearman", "kendall", NULL };

static const char *path;
static int method = -1;                 /* of these */
static bool family;
static const struct opt_row options[] = {
	{ "framework", 'f', .table = &path },
	{ "method", .word = &method, .words = methods },
	{ "family", .flag = &family },
	{ 0 }
};

static struct framework framework;
static struct figures figures;
static struct statistics statistics;

/* Sorts the values on the way. */
static void
write_indicator(const struct statistics *s, struct out *o, uint32_t group,
    const struct correlate_values *v, size_t units)
{
	size_t n = v->n, distinct = rank_values(v->x, n), zeros = 0, same = 0;

	for (size_t i = 0, run = 0; i < n; i++) {
		zeros += v->x[i] == 0;
		run = i > 0 && v->x[i] == v->x[i - 1] ? run + 1 : 1;
		same = run > same ? run : same;
	}
	statistics_group(s, o, group);
	out_cell(o, (double)n);
	out_cell(o, (double)(units - n));
	out_cell(o, (double)zeros);
	out_cell(o, (double)distinct);
	out_cell(o, (double)same);
	for (int i = 0; i <= 4; i++)
		statistics_put(s, o, group, sum_quantile(v->x, n, i / 4.0));
	statistics_put(s, o, group, sum_mean(v->x, n));
	statistics_put(s, o, group, sum_sd(v->x, n));
	statistics_put(s, o, group, sum_skewness(v->x, n));
	statistics_put(s, o, group, sum_kurtosis(v->x, n));
	out_char(o, '\n');
}

static void
write_indicators(const struct statistics *s, struct out *o)
{
	uint32_t *group = statistics_groups(s);
	size_t *units = mem_array(figures.keys.years.n, sizeof *units);

	for (uint32_t p = 0; p < figures.keys.profiles.n; p++)
		units[figures.keys.profiles.pair[p].a]++;
	out_string(o,
	    "indicator\tn\tmissing\tzeros\tdistinct\tsame\tmin\tq1\tmedian\tq3\tmax\tmean\tsd\t"
	    "skewness\tkurtosis\n");
	for (uint32_t i = 0; i < figures.groups.n; i++)
		write_indicator(s, o, group[i], &s->values[group[i]],
		    units[figures.groups.pair[group[i]].a]);
}

/* What a city should have: the leaves of the framework, or else the indicators
 * that occur in the edition. */
static size_t *
expected_figures(const bool *leaf)
{
	size_t *expected = mem_array(figures.keys.years.n, sizeof *expected),
	    leaves = 0;

	for (uint32_t i = 0; leaf != NULL && i < framework.n; i++)
		leaves += leaf[i];
	for (uint32_t g = 0; g < figures.groups.n; g++)
		expected[figures.groups.pair[g].a]++;
	for (uint32_t i = 0; leaf != NULL && i < figures.keys.years.n; i++)
		expected[i] = leaves;
	return expected;
}

static void
write_cities(const struct statistics *s, struct out *o)
{
	const struct pairs *profiles = &figures.keys.profiles;
	bool *leaf = path == NULL ? NULL : framework_leaves(&framework);
	size_t *expected = expected_figures(leaf);
	size_t *n = mem_array(profiles->n, sizeof *n),
	    *zeros = mem_array(profiles->n, sizeof *zeros);
	uint32_t *profile = keys_profiles(&figures.keys);

	for (size_t i = 0; i < figures.n; i++) {
		double v = figures.number[0].x[i];

		if (v != v || (leaf != NULL &&
		    !leaf[s->node[figures_indicator(&figures, i)]]))
			continue;
		n[figures.profile[i]]++;
		zeros[figures.profile[i]] += v == 0;
	}
	out_text(o, figures.table.head[figures.keys.unit_column]);
	out_string(o, "\tn\tmissing\tzeros\tcoverage\n");
	for (uint32_t i = 0; i < profiles->n; i++) {
		uint32_t p = profile[i];
		struct pair who = profiles->pair[p];

		statistics_year(s, o, who.a);
		out_text(o, figures.keys.units.text[who.b]);
		out_cell(o, (double)n[p]);
		out_cell(o, (double)(expected[who.a] - n[p]));
		out_cell(o, (double)zeros[p]);
		out_cell(o, (double)n[p] / (double)expected[who.a]);
		out_char(o, '\n');
	}
}

static void
write_correlations(const struct statistics *s, struct out *o)
{
	statistics_correlations(s, o, method < 0 ? PEARSON :
	    (enum statistics_correlation)method, family);
}

static void
write_weights(const struct statistics *s, struct out *o)
{
	double *effective = framework_effective(&framework);

	(void)s;
	out_string(o, "indicator\tparent\tweight\teffective\n");
	for (uint32_t i = 0; i < framework.n; i++) {
		const struct node *v = &framework.node[framework.climb[i]];

		out_text(o, framework_code(&framework, framework.climb[i]));
		out_char(o, '\t');
		if (v->parent != NAME_NONE)
			out_text(o, framework_code(&framework, v->parent));
		out_cell_text(o, v->weight_text);
		out_cell(o, effective[framework.climb[i]]);
		out_char(o, '\n');
	}
}

/* A row that has a value, and where it belongs: the places of its city and
 * indicator. */
struct point {
	uint32_t unit, indicator, row;
	long year;
};

static int
compare_points(const void *one, const void *other)
{
	const struct point *a = one, *b = other;

	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	if (a->indicator != b->indicator)
		return a->indicator < b->indicator ? -1 : 1;
	return (a->year > b->year) - (a->year < b->year);
}

/* The points of a city and indicator, over the years. */
static void
write_trend(const struct statistics *s, struct out *o, const struct point *at,
    size_t n)
{
	double *year = mem_array(n, sizeof *year), *y = mem_array(n, sizeof *y);
	uint32_t from = at[0].row, to = at[n - 1].row,
	    group = figures.group[to];

	for (size_t i = 0; i < n; i++) {
		year[i] = (double)at[i].year;
		y[i] = figures.number[0].x[at[i].row];
	}
	out_text(o, figures.keys.units.text[figures_unit(&figures, to)]);
	out_cell_text(o,
	    figures.keys.indicators.text[figures_indicator(&figures, to)]);
	out_cell(o, (double)n);
	out_cell_text(o, figures.keys.years.text[figures_year(&figures, from)]);
	out_cell_text(o, figures.keys.years.text[figures_year(&figures, to)]);
	statistics_put(s, o, group, trend_growth(y[0], y[n - 1],
	    year[n - 1] - year[0]));
	statistics_put(s, o, group, trend_change(year, y, n));
	out_char(o, '\n');
	free(year);
	free(y);
}

static void
write_trends(const struct statistics *s, struct out *o)
{
	struct point *at = mem_array(figures.n, sizeof *at);
	uint32_t nplace, *unit = names_order(&figures.keys.units);
	uint32_t *place = statistics_positions(s, &nplace);
	size_t n = 0;

	for (uint32_t i = 0; i < figures.n; i++)
		if (figures.number[0].x[i] == figures.number[0].x[i])
			at[n++] = (struct point){
				unit[figures_unit(&figures, i)],
				place[figures_indicator(&figures, i)], i,
				figures.keys.year_number[figures_year(&figures,
				    i)]
			};
	qsort(at, n, sizeof *at, compare_points);
	out_text(o, figures.table.head[figures.keys.unit_column]);
	out_string(o, "\tindicator\tn\tfirst\tlast\tcagr\tchange\n");
	for (size_t from = 0, to = 0; from < n; from = to) {
		while (to < n && at[to].unit == at[from].unit &&
		    at[to].indicator == at[from].indicator)
			to++;
		write_trend(s, o, &at[from], to - from);
	}
	free(at);
	free(unit);
	free(place);
}

/* Which table, and whether the options are for it. */
static int
choose_table(struct opt *opt)
{
	int table = opt_table(opt, tables);

	if ((method >= 0 || family) && table != CORRELATION)
		die_usage("%s is of correlations only", method >= 0 ?
		    "--method" : "--family");
	if (path == NULL && (table == WEIGHTS || table == ALPHA ||
	    table == PCA || table == IMPORTANCE))
		die_usage("%s: -f FRAMEWORK is needed", tables[table]);
	if (path == NULL && family)
		die_usage("--family: -f FRAMEWORK is needed");
	if (table == WEIGHTS && opt->nfile > 0)
		die_usage("weights: reads the framework only, no figures");
	return table;
}

int
main(int argc, char **argv)
{
	static void (*const write_table[TABLES])(const struct statistics *,
	    struct out *) = {
		write_indicators, write_cities, write_correlations,
		write_weights, statistics_alpha,
		statistics_components, statistics_importance, write_trends
	};
	struct opt opt;
	struct out out;
	int table;

	opt_read(&opt, argc, argv, help, options);
	table = choose_table(&opt);
	if (path != NULL)
		framework_read(&framework, path);
	if (table != WEIGHTS) {
		figures_open(&figures, opt.file, opt.nfile, opt.unit, true);
		figures_bare(&figures);
		if (table == TRENDS && figures.keys.year_column < 0)
			die("%s:1: no column 'year', over which a trend could be",
			    tsv_line(&figures.table, 0).file);
		statistics_read(&statistics, &figures, path == NULL ? NULL :
		    &framework);
	}
	out_open(&out, opt.output);
	if (table != WEIGHTS && table != TRENDS &&
	    figures.keys.year_column >= 0)
		out_string(&out, "year\t");
	write_table[table](&statistics, &out);
	return out_finish(&out);
}
