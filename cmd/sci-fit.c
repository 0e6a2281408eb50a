/* sci-fit - fills goalposts or weights of a framework in from data. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "method/normalize.h"
#include "method/weights.h"
#include "number/num.h"
#include "number/sum.h"
#include "number/twice.h"
#include "stream/opt.h"
#include "stream/out.h"
#include "table/figures.h"
#include "table/framework.h"

static const char help[] =
    "sci-fit -f FRAMEWORK [--bounds minmax|zscore] [--weights equal|sd|entropy|critic|pca] "
    "[--negative error|zero|square] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Writes the framework with goalposts or weights that the data give.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators\n"
    "      --bounds minmax|zscore\n"
    "                         fill in low and high: the extremes, or what scores 0 and 1\n"
    "      --weights equal|sd|entropy|critic|pca\n"
    "                         fill in the weights of children that have scores\n"
    "      --negative error|zero|square\n"
    "                         what a negative loading of pca counts\n"
    "  -u, --unit COLUMN      what is ranked (city)\n"
    "  -o, --output FILE      write FILE, all at once\n"
    "  -h, --help             print this\n"
    "  -V, --version          print the version\n";

enum { BOUNDS = 256, WEIGHTS, NEGATIVE };

static const struct option options[] = {
	{ "framework", required_argument, NULL, 'f' },
	{ "bounds", required_argument, NULL, BOUNDS },
	{ "weights", required_argument, NULL, WEIGHTS },
	{ "negative", required_argument, NULL, NEGATIVE },
	{ NULL, 0, NULL, 0 }
};

/* In the order of the names below. */
enum bounds { BOUNDS_MINMAX, BOUNDS_ZSCORE, NO_BOUNDS };
enum weights { WEIGHTS_EQUAL, WEIGHTS_SD, WEIGHTS_ENTROPY, WEIGHTS_CRITIC, WEIGHTS_PCA, NO_WEIGHTS };
enum negative { NEGATIVE_ERROR, NEGATIVE_ZERO, NEGATIVE_SQUARE };
static const char *const bounds_names[] = { "minmax", "zscore", NULL };
static const char *const weights_names[] = { "equal", "sd", "entropy", "critic", "pca", NULL };
static const char *const negative_names[] = { "error", "zero", "square", NULL };

static const char *path;
static int bounds = NO_BOUNDS, weights = NO_WEIGHTS, negative = -1;

static struct framework framework;
static struct figures figures;
static uint32_t *node;                  /* indicator -> node */
static size_t node_cap, nnode;

/* What is written into a node's row. */
struct fit {
	double low, high;       /* NaN: left empty */
	bool bounded;           /* low, high and normalize are replaced */
	double weight;          /* NaN: stays */
	size_t n;               /* complete rows behind the weight */
};
static struct fit *fit;
static struct figures_groups by;        /* rows of each node that have a value, of all years */

/* The children of a parent, and their scores in those rows that have all of them. */
struct siblings {
	uint32_t parent, *child;
	struct weights_scores scores;
};

/* Reads the data; every indicator must be a node: what is only a denominator has not
 * been divided by yet. */
static void
read_figures(void)
{
	while (figures_row(&figures)) {
		struct text code = figures.table.col[figures.keys.indicator_column];

		if (figures.keys.indicator == nnode) {
			node = mem_grow(node, &node_cap, nnode + 1, sizeof *node);
			node[nnode] = name_find(&framework.names, code);
			if (node[nnode] == NAME_NONE)
				framework_unknown(&framework, &figures.table, code);
			if (node[nnode] >= framework.n)
				framework_denominator(&framework, &figures.table, code);
			nnode++;
		}
		figures_keep(&figures);
	}
	figures_unique(&figures);
}

/* Brings the rows of a node together that have a value: what has none is as if it had no rows. */
static void
group_rows(void)
{
	uint32_t *key = mem_array(figures.n, sizeof *key);

	for (size_t i = 0; i < figures.n; i++)
		key[i] = figures.number[0].x[i] == figures.number[0].x[i] ?
		    node[figures_indicator(&figures, i)] : framework.n;
	by = figures_by_key(key, figures.n, framework.n + 1);
	free(key);
}

/* a + b, rounded once. */
static double
sum_of(struct twice a, struct twice b)
{
	struct twice sum = twice_of_sum(a.hi, b.hi);

	return sum.hi + (sum.lo + (a.lo + b.lo));
}

/* Goalposts of one node from all its values: the extremes; or what scores 0 and
 * 1 as a z-score, mean and mean + sd, for effective direction -1 mean - sd and mean.
 * They stay empty where they are not apart. */
static void
fit_bounds(uint32_t v)
{
	const struct node *at = &framework.node[v];
	size_t n = by.start[v + 1] - by.start[v];
	double *x = mem_array(n, sizeof *x), lo = (double)INFINITY, hi = (double)-INFINITY;

	for (size_t i = 0; i < n; i++) {
		x[i] = figures.number[0].x[by.row[by.start[v] + i]];
		lo = x[i] < lo ? x[i] : lo;
		hi = x[i] > hi ? x[i] : hi;
	}
	if (normalize_equal(lo, hi)) {
		lo = hi = 0;
	} else if (bounds == BOUNDS_ZSCORE) {
		struct twice mean = sum_mean_twice(x, n), sd = sum_sd_twice(x, n);

		lo = at->direction > 0 ? mean.hi : sum_of(mean, (struct twice){ -sd.hi, -sd.lo });
		hi = at->direction > 0 ? sum_of(mean, sd) : mean.hi;
		if (!isfinite(lo) || !isfinite(hi))
			die("goalposts beyond the doubles (%.*s)",
			    TEXT_ARG(framework_code(&framework, v)));
	}
	if (lo < hi) {
		fit[v].low = lo;
		fit[v].high = hi;
	}
	free(x);
}

/* Goalposts of every indicator that has values, no transform and no other method. */
static void
fit_all_bounds(void)
{
	int fitted = bounds == BOUNDS_MINMAX ? NORMALIZE_MINMAX : NORMALIZE_ZSCORE;

	for (uint32_t v = 0; v < framework.nrow; v++) {
		const struct node *at = &framework.node[v];

		if (by.start[v] == by.start[v + 1] || at->transform.id != METHOD_UNSET ||
		    (at->normalize.id != METHOD_UNSET && at->normalize.id != fitted &&
		    at->normalize.id != NORMALIZE_GOALPOSTS))
			continue;
		fit[v].bounded = true;
		fit_bounds(v);
	}
}

/* The children of a parent that take part, those of a weight above 0; none if one of
 * them has no values. */
static struct siblings
children_of(uint32_t parent)
{
	struct siblings s = { parent, NULL, { 0, 0, NULL } };
	size_t cap = 0, k = 0;

	for (uint32_t c = framework.node[parent].child; c != NAME_NONE; c = framework.node[c].next) {
		if (framework.node[c].weight == 0)
			continue;
		if (by.start[c] == by.start[c + 1]) {
			k = 0;
			break;
		}
		s.child = mem_grow(s.child, &cap, k + 1, sizeof *s.child);
		s.child[k++] = c;
	}
	s.scores.k = k;
	return s;
}

/* Collects the scores of those cities and years that have all of the children. */
static void
collect(const uint32_t *child, struct weights_scores *s)
{
	uint32_t profiles = figures.keys.profiles.n;
	uint32_t *have = mem_array(profiles, sizeof *have), *at = mem_array(profiles, sizeof *at);
	const double *value = figures.number[0].x;

	for (size_t c = 0; c < s->k; c++)
		for (uint32_t i = by.start[child[c]]; i < by.start[child[c] + 1]; i++)
			have[figures.profile[by.row[i]]]++;
	for (uint32_t p = 0; p < profiles; p++)
		if (have[p] == s->k)
			at[p] = (uint32_t)++s->n;
	s->x = mem_array(s->k * s->n, sizeof *s->x);
	for (size_t c = 0; c < s->k; c++)
		for (uint32_t i = by.start[child[c]]; i < by.start[child[c] + 1]; i++) {
			uint32_t p = figures.profile[by.row[i]];

			if (at[p] != 0)
				s->x[c * s->n + at[p] - 1] = value[by.row[i]];
		}
	free(have);
	free(at);
}

static _Noreturn void
die_node(uint32_t v, const char *what)
{
	die("%s (%.*s)", what, TEXT_ARG(framework_code(&framework, v)));
}

/* Refuses scores below 0, and none above, where entropy is to be computed. */
static void
check_shares(const struct siblings *s, size_t c)
{
	const double *x = weights_column(&s->scores, c);
	double sum = 0, least = 0;

	for (size_t i = 0; i < s->scores.n; i++) {
		sum += x[i];
		least = x[i] < least ? x[i] : least;
	}
	for (uint32_t i = by.start[s->child[c]]; least < 0 && i < by.start[s->child[c] + 1]; i++)
		if (figures.number[0].x[by.row[i]] == least)
			figures_die(&figures, by.row[i], "entropy needs scores from 0 on");
	if (sum == 0)
		die_node(s->child[c], "entropy needs a score above 0");
}

/* What a loading counts as a weight. */
static double
counted(uint32_t child, double loading)
{
	/* What is left of 0 after rounding has no sign. */
	if (fabs(loading) < 1e-12)
		return 0;
	if (negative == NEGATIVE_SQUARE)
		return loading * loading;
	if (loading < 0 && negative != NEGATIVE_ZERO)
		die_node(child, "pca: a negative loading; --negative says what it shall count");
	return loading < 0 ? 0 : loading;
}

static void
principal(const struct siblings *s, double *w)
{
	switch (weights_principal(&s->scores, w)) {
	case WEIGHTS_TWO_FIRST:
		die_node(s->parent, "pca: the first two components are equally strong, so there "
		    "are no weights");
	case WEIGHTS_SIGN_OPEN:
		if (negative == NEGATIVE_ZERO)
			die_node(s->parent, "pca: the loadings sum to 0, so which of them are "
			    "negative is open");
		break;
	case WEIGHTS_SIGNED:
		break;
	}
	for (size_t c = 0; c < s->scores.k; c++)
		w[c] = counted(s->child[c], w[c]);
}

/* What the children count, on any scale. */
static void
raw_weights(const struct siblings *s, double *w)
{
	bool correlates = weights == WEIGHTS_CRITIC || weights == WEIGHTS_PCA;

	for (size_t c = 0; c < s->scores.k; c++) {
		double sd = sum_sd(weights_column(&s->scores, c), s->scores.n);

		if (correlates && sd == 0)
			die_node(s->child[c], "all scores are equal, so there is no correlation");
		if (weights == WEIGHTS_ENTROPY)
			check_shares(s, c);
		w[c] = weights == WEIGHTS_SD ? sd :
		    weights == WEIGHTS_CRITIC ? weights_critic(&s->scores, c) :
		    sd == 0 ? 0 : weights_divergence(&s->scores, c);
	}
	if (weights == WEIGHTS_PCA)
		principal(s, w);
}

/* Weights of the children of one parent, which sum to 1; false if not all of them
 * are there. An only child has 1. */
static bool
fit_weights(uint32_t parent)
{
	struct siblings s = children_of(parent);
	size_t k = s.scores.k;
	double *w = mem_array(k, sizeof *w), sum;

	if (k > 0)
		collect(s.child, &s.scores);
	for (size_t c = 0; c < k; c++)
		w[c] = 1;
	if (k > 1 && weights != WEIGHTS_EQUAL) {
		if (s.scores.n < 2)
			die_node(parent, "fewer than two rows have all of its children");
		raw_weights(&s, w);
	}
	sum = sum_exact(w, k);
	if (k > 0 && !(sum > 0 && isfinite(sum)))
		die_node(parent, "the weights of its children sum to 0");
	for (size_t c = 0; c < k; c++) {
		fit[s.child[c]].weight = w[c] / sum;
		fit[s.child[c]].n = s.scores.n;
	}
	free(s.child);
	free(s.scores.x);
	free(w);
	return k > 0;
}

/* The weights of all nodes whose siblings have scores. */
static void
fit_all_weights(void)
{
	bool any = false;

	for (uint32_t v = 0; v < framework.n; v++)
		if (framework_inner(&framework, v))
			any = fit_weights(v) || any;
	if (!any)
		die("no node of the framework has all of its children in the input");
}

/* Puts a number with 12 significant digits, the shortest such text. */
static void
put_rounded(struct out *o, double x)
{
	struct num_digits d = num_round(x, 12);
	char text[64];
	double y = 0;
	int n = snprintf(text, sizeof text, "%llue%d", (unsigned long long)d.digits, d.exponent);

	num_read((struct text){ text, (size_t)n }, &y);
	out_number(o, x < 0 ? -y : y);
}

/* A column that may be filled in; -1 where the framework has it not yet. */
enum filled { LOW, HIGH, NORMALIZE, WEIGHT, N, FILLED };
static const char *const filled_name[] = { "low", "high", "normalize", "weight", "n" };

static bool
is_filled(enum filled c)
{
	return c < WEIGHT ? bounds != NO_BOUNDS : weights != NO_WEIGHTS;
}

/* Puts what a node's cell becomes; `old` is what it was. */
static void
put_cell(struct out *o, uint32_t v, enum filled c, struct text old)
{
	const struct fit *f = &fit[v];

	if (c < WEIGHT && f->bounded) {
		if (c == NORMALIZE)
			out_string(o, "goalposts");
		else
			out_number(o, c == LOW ? f->low : f->high);
	} else if (c >= WEIGHT && f->weight == f->weight) {
		if (c == WEIGHT)
			put_rounded(o, f->weight);
		else
			out_number(o, (double)f->n);
	} else {
		out_text(o, old);
	}
}

static void
write_framework(struct out *o)
{
	static const struct text none = { "                                ", 0 };
	int column[FILLED];

	for (int c = 0; c < FILLED; c++)
		column[c] = is_filled((enum filled)c) ?
		    framework_column(&framework, filled_name[c]) : -2;
	for (size_t i = 0; i < framework.ncol; i++) {
		if (i > 0)
			out_char(o, '\t');
		out_text(o, framework.head[i]);
	}
	for (int c = 0; c < FILLED; c++)
		if (column[c] == -1) {
			out_char(o, '\t');
			out_string(o, filled_name[c]);
		}
	out_char(o, '\n');
	for (uint32_t v = 0; v < framework.nrow; v++) {
		for (size_t i = 0; i < framework.ncol; i++) {
			struct text old = framework.cell[v * framework.ncol + i];
			int c = 0;

			while (c < FILLED && column[c] != (int)i)
				c++;
			if (i > 0)
				out_char(o, '\t');
			if (c < FILLED)
				put_cell(o, v, (enum filled)c, old);
			else
				out_text(o, old);
		}
		for (int c = 0; c < FILLED; c++)
			if (column[c] == -1) {
				out_char(o, '\t');
				put_cell(o, v, (enum filled)c, none);
			}
		out_char(o, '\n');
	}
}

/* The place of an argument among names. */
static int
choose(const char *option, const char *const *names, const char *arg)
{
	for (int i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], arg) == 0)
			return i;
	die_usage("%s: unknown '%s'", option, arg);
}

static void
read_options(struct opt *opt)
{
	int c;

	while ((c = opt_next(opt)) != -1)
		switch (c) {
		case 'f':
			path = optarg;
			break;
		case BOUNDS:
			bounds = choose("--bounds", bounds_names, optarg);
			break;
		case WEIGHTS:
			weights = choose("--weights", weights_names, optarg);
			break;
		case NEGATIVE:
			negative = choose("--negative", negative_names, optarg);
		}
	if (path == NULL)
		die_usage("-f FRAMEWORK is needed");
	if (bounds == NO_BOUNDS && weights == NO_WEIGHTS)
		die_usage("--bounds or --weights says what to fill in");
	if (negative >= 0 && weights != WEIGHTS_PCA)
		die_usage("--negative is of --weights pca only");
}

int
main(int argc, char **argv)
{
	struct opt opt;
	struct out out;

	opt_begin(&opt, argc, argv, help, "f:", options);
	read_options(&opt);
	framework_read(&framework, path);
	figures_open(&figures, &opt, true);
	read_figures();
	group_rows();
	fit = mem_array(framework.n, sizeof *fit);
	for (uint32_t v = 0; v < framework.n; v++)
		fit[v] = (struct fit){ (double)NAN, (double)NAN, false, (double)NAN, 0 };
	if (bounds != NO_BOUNDS)
		fit_all_bounds();
	if (weights != NO_WEIGHTS)
		fit_all_weights();

	out_open(&out, opt.output);
	write_framework(&out);
	return out_finish(&out);
}
