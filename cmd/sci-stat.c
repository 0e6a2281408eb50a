/* sci-stat - statistics of indicators and cities, correlations, effective weights, alpha. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "method/correlate.h"
#include "number/rank.h"
#include "number/sum.h"
#include "stream/opt.h"
#include "stream/out.h"
#include "table/figures.h"
#include "table/framework.h"

static const char help[] =
    "sci-stat indicators|cities|correlations|weights|alpha [-f FRAMEWORK] "
    "[--method pearson|spearman|kendall] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Prints a table of statistics of every edition.\n"
    "\n"
    "  indicators             distribution of each indicator\n"
    "  cities                 how many figures each city has\n"
    "  correlations           of each pair of indicators\n"
    "  weights                effective weights of the framework; reads no figures\n"
    "  alpha                  Cronbach's alpha of the children of each node\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators: orders and checks them\n"
    "      --method METHOD    of correlations: pearson (default), spearman, kendall\n"
    "  -u, --unit COLUMN      what is ranked (city)\n"
    "  -o, --output FILE      write FILE, all at once\n"
    "  -h, --help             print this\n"
    "  -V, --version          print the version\n";

enum { METHOD = 256 };

static const struct option options[] = {
	{ "framework", required_argument, NULL, 'f' },
	{ "method", required_argument, NULL, METHOD },
	{ NULL, 0, NULL, 0 }
};

enum table { INDICATORS, CITIES, CORRELATIONS, WEIGHTS, ALPHA, TABLES };
static const char *const tables[TABLES] = {
	"indicators", "cities", "correlations", "weights", "alpha"
};
enum correlation { PEARSON, SPEARMAN, KENDALL, CORRELATION };
static const char *const methods[CORRELATION] = { "pearson", "spearman", "kendall" };

static const char *path;
static int method = -1;

static struct framework framework;
static struct figures figures;
static uint32_t *node;                  /* of each indicator in the figures, with -f */

/* The position of a word in a list of n. */
static int
choice(const char *word, const char *const *list, int n)
{
	int i = 0;

	while (i < n && strcmp(word, list[i]) != 0)
		i++;
	return i;
}

/* Reads all rows; with -f every indicator must be known. */
static void
read_figures(void)
{
	uint32_t known = 0;
	size_t cap = 0;

	while (figures_row(&figures)) {
		if (path != NULL && figures.keys.indicator == known) {
			struct text code = figures.table.col[figures.keys.indicator_column];

			node = mem_grow(node, &cap, (size_t)known + 1, sizeof *node);
			node[known] = name_find(&framework.names, code);
			if (node[known++] == NAME_NONE)
				framework_unknown(&framework, &figures.table, code);
		}
		figures_keep(&figures);
	}
	figures_unique(&figures);
}

/* The groups by year, then in the order of the framework, or else of bytes. */
static uint32_t *
sorted_groups(void)
{
	uint32_t n = figures.keys.indicators.n, *group, *place;

	place = path == NULL ? names_order(&figures.keys.indicators) :
	    mem_array(n, sizeof *place);
	for (uint32_t i = 0; path != NULL && i < n; i++)
		place[i] = node[i] < framework.n ? framework.step[node[i]] : node[i];
	group = keys_sort_pairs(&figures.keys, &figures.groups, place,
	    path == NULL ? n : framework.names.n);
	free(place);
	return group;
}

/* Puts the year, and a tab, if there are years. */
static void
put_year(struct out *o, uint32_t year)
{
	if (figures.keys.year_column < 0)
		return;
	out_text(o, figures.keys.years.text[year]);
	out_char(o, '\t');
}

/* Puts year and indicator of a group. */
static void
put_group(struct out *o, uint32_t group)
{
	put_year(o, figures.groups.pair[group].a);
	out_text(o, figures.keys.indicators.text[figures.groups.pair[group].b]);
}

static void
put_count(struct out *o, size_t n)
{
	out_char(o, '\t');
	out_number(o, (double)n);
}

/* Puts a statistic of a group; nothing where it does not exist. */
static void
put_statistic(struct out *o, uint32_t group, double v)
{
	if (isinf(v))
		figures_die_group(&figures, group, "a statistic is beyond the doubles");
	out_char(o, '\t');
	out_number(o, v);
}

/* Sorts the values on the way. */
static void
write_indicator(struct out *o, uint32_t group, const struct figures_values *v, size_t units)
{
	struct rank_value *places = mem_array(2 * v->n, sizeof *places);
	size_t n = v->n, distinct = rank_values(v->x, n, places, places + n), zeros = 0;

	free(places);
	for (size_t i = 0; i < n; i++)
		zeros += v->x[i] == 0;
	put_group(o, group);
	put_count(o, n);
	put_count(o, units - n);
	put_count(o, zeros);
	put_count(o, distinct);
	for (int i = 0; i <= 4; i++)
		put_statistic(o, group, sum_quantile(v->x, n, i / 4.0));
	put_statistic(o, group, sum_mean(v->x, n));
	put_statistic(o, group, sum_sd(v->x, n));
	put_statistic(o, group, sum_skewness(v->x, n));
	put_statistic(o, group, sum_kurtosis(v->x, n));
	out_char(o, '\n');
}

static void
write_indicators(struct out *o)
{
	struct figures_values *values = figures_values(&figures);
	uint32_t *group = sorted_groups();
	size_t *units = mem_array(figures.keys.years.n, sizeof *units);

	for (uint32_t p = 0; p < figures.keys.profiles.n; p++)
		units[figures.keys.profiles.pair[p].a]++;
	out_string(o, "indicator\tn\tmissing\tzeros\tdistinct\tmin\tq1\tmedian\tq3\tmax\tmean\tsd\t"
	    "skewness\tkurtosis\n");
	for (uint32_t i = 0; i < figures.groups.n; i++)
		write_indicator(o, group[i], &values[group[i]],
		    units[figures.groups.pair[group[i]].a]);
}

/* What a city should have: the leaves of the framework, or else the indicators that
 * occur in the edition. */
static size_t *
expected_figures(const bool *leaf)
{
	size_t *expected = mem_array(figures.keys.years.n, sizeof *expected), leaves = 0;

	for (uint32_t i = 0; leaf != NULL && i < framework.n; i++)
		leaves += leaf[i];
	for (uint32_t g = 0; g < figures.groups.n; g++)
		expected[figures.groups.pair[g].a]++;
	for (uint32_t i = 0; leaf != NULL && i < figures.keys.years.n; i++)
		expected[i] = leaves;
	return expected;
}

static void
write_cities(struct out *o)
{
	const struct pairs *profiles = &figures.keys.profiles;
	bool *leaf = path == NULL ? NULL : framework_leaves(&framework);
	size_t *expected = expected_figures(leaf);
	size_t *n = mem_array(profiles->n, sizeof *n), *zeros = mem_array(profiles->n, sizeof *zeros);
	uint32_t *place = names_order(&figures.keys.units), *profile;

	for (size_t i = 0; i < figures.n; i++) {
		double v = figures.number[0].x[i];

		if (v != v || (leaf != NULL && !leaf[node[figures_indicator(&figures, i)]]))
			continue;
		n[figures.profile[i]]++;
		zeros[figures.profile[i]] += v == 0;
	}
	profile = keys_sort_pairs(&figures.keys, profiles, place, figures.keys.units.n);
	out_text(o, figures.table.head[figures.keys.unit_column]);
	out_string(o, "\tn\tmissing\tzeros\tcoverage\n");
	for (uint32_t i = 0; i < profiles->n; i++) {
		uint32_t p = profile[i];
		struct pair who = profiles->pair[p];

		put_year(o, who.a);
		out_text(o, figures.keys.units.text[who.b]);
		put_count(o, n[p]);
		put_count(o, expected[who.a] - n[p]);
		put_count(o, zeros[p]);
		out_char(o, '\t');
		out_number(o, (double)n[p] / (double)expected[who.a]);
		out_char(o, '\n');
	}
}

static void
write_correlations(struct out *o)
{
	static double (*const correlation[CORRELATION])(const double *, const double *, size_t) = {
		correlate_pearson, correlate_spearman, correlate_kendall
	};
	struct figures_values *values = figures_values(&figures);
	uint32_t *group = sorted_groups(), most = figures.keys.units.n;
	double *x = mem_array(most, sizeof *x), *y = mem_array(most, sizeof *y);

	out_string(o, "indicator\tother\tvalue\tn\n");
	for (uint32_t i = 0; i < figures.groups.n; i++) {
		const struct pair *one = &figures.groups.pair[group[i]];

		for (uint32_t j = i + 1; j < figures.groups.n; j++) {
			const struct pair *other = &figures.groups.pair[group[j]];
			size_t n;

			if (one->a != other->a)
				break;
			n = correlate_pairs(&values[group[i]], &values[group[j]], x, y);
			put_group(o, group[i]);
			out_char(o, '\t');
			out_text(o, figures.keys.indicators.text[other->b]);
			put_statistic(o, group[i],
			    correlation[method < 0 ? PEARSON : method](x, y, n));
			put_count(o, n);
			out_char(o, '\n');
		}
	}
}

static void
write_weights(struct out *o)
{
	double *effective = framework_effective(&framework);

	out_string(o, "indicator\tparent\tweight\teffective\n");
	for (uint32_t i = 0; i < framework.n; i++) {
		const struct node *v = &framework.node[framework.climb[i]];

		out_text(o, framework_code(&framework, framework.climb[i]));
		out_char(o, '\t');
		if (v->parent != NAME_NONE)
			out_text(o, framework_code(&framework, v->parent));
		out_char(o, '\t');
		out_text(o, v->weight_text);
		out_char(o, '\t');
		out_number(o, effective[framework.climb[i]]);
		out_char(o, '\n');
	}
}

/* The values of those of a node's children that have one in that year. */
static size_t
children_of(uint32_t parent, uint32_t year, const struct figures_values *values,
    struct figures_values *child)
{
	size_t k = 0;

	for (uint32_t c = framework.node[parent].child; c != NAME_NONE;
	    c = framework.node[c].next) {
		uint32_t i = name_find(&figures.keys.indicators, framework_code(&framework, c));
		uint32_t g = i == NAME_NONE ? NAME_NONE : pair_find(&figures.groups, year, i);

		if (g != NAME_NONE && values[g].n > 0)
			child[k++] = values[g];
	}
	return k;
}

static void
write_alpha(struct out *o)
{
	struct figures_values *values = figures_values(&figures);
	struct figures_values *child = mem_array(framework.n, sizeof *child);
	uint32_t *year = keys_years(&figures.keys);

	out_string(o, "indicator\tchildren\talpha\n");
	for (uint32_t t = 0; t < figures.keys.years.n; t++)
		for (uint32_t i = 0; i < framework.n; i++) {
			uint32_t parent = framework.climb[i];
			size_t k = children_of(parent, year[t], values, child);

			if (k == 0)
				continue;
			put_year(o, year[t]);
			out_text(o, framework_code(&framework, parent));
			put_count(o, k);
			out_char(o, '\t');
			out_number(o, correlate_alpha(child, k));
			out_char(o, '\n');
		}
}

static int
read_options(struct opt *opt)
{
	int c, table;

	while ((c = opt_next(opt)) != -1) {
		if (c == 'f')
			path = optarg;
		else if ((method = choice(optarg, methods, CORRELATION)) == CORRELATION)
			die_usage("--method: '%s' is none of pearson, spearman, kendall", optarg);
	}
	if (opt->nfile == 0)
		die_usage("which table? indicators, cities, correlations, weights or alpha");
	table = choice(opt->file[0], tables, TABLES);
	if (table == TABLES)
		die_usage("'%s' is none of indicators, cities, correlations, weights, alpha",
		    opt->file[0]);
	opt->file++;
	opt->nfile--;
	if (method >= 0 && table != CORRELATIONS)
		die_usage("--method is of correlations only");
	if (path == NULL && (table == WEIGHTS || table == ALPHA))
		die_usage("%s: -f FRAMEWORK is needed", tables[table]);
	if (table == WEIGHTS && opt->nfile > 0)
		die_usage("weights: reads the framework only, no figures");
	return table;
}

int
main(int argc, char **argv)
{
	static void (*const write_table[TABLES])(struct out *) = {
		write_indicators, write_cities, write_correlations, write_weights, write_alpha
	};
	struct opt opt;
	struct out out;
	int table;

	opt_begin(&opt, argc, argv, help, "f:", options);
	table = read_options(&opt);
	if (path != NULL)
		framework_read(&framework, path);
	if (table != WEIGHTS) {
		figures_open(&figures, &opt, true);
		read_figures();
	}
	out_open(&out, opt.output);
	if (table != WEIGHTS && figures.keys.year_column >= 0)
		out_string(&out, "year\t");
	write_table[table](&out);
	return out_finish(&out);
}
