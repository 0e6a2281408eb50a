/* sci-fit - fills goalposts or weights of a framework in from data. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "method/normalize.h"
#include "number/num.h"
#include "number/sum.h"
#include "number/twice.h"
#include "stream/filter.h"
#include "table/estimate.h"
#include "table/figures_order.h"
#include "table/framework.h"
#include "table/nodes.h"

static const char help[] =
    "sci-fit -f FRAMEWORK [--bounds minmax|zscore] [--weights equal|sd|entropy|critic|pca|balance] "
    "[--negative error|zero|square] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Writes the framework with goalposts or weights that the data give.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators\n"
    "      --bounds minmax|zscore\n"
    "                         fill in low and high: the extremes, or what scores 0 and 1\n"
    "      --weights equal|sd|entropy|critic|pca|balance\n"
    "                         fill in the weights of children that have scores\n"
    "      --negative error|zero|square\n"
    "                         what a negative loading of pca counts\n"
    "Example: sci-fit -f framework.tsv --weights pca scores.tsv\n";

enum bounds { BOUNDS_MINMAX, BOUNDS_ZSCORE };
static const char *const bounds_names[] = { "minmax", "zscore", NULL };
static const char *path;
static int bounds = -1, weights = -1, negative = -1;    /* of their names */
static const struct opt_row options[] = {
	{ "framework", 'f', .needed = "-f FRAMEWORK", .table = &path },
	{ "bounds", .word = &bounds, .words = bounds_names },
	{ "weights", .word = &weights, .words = estimate_names },
	{ "negative", .word = &negative, .words = estimate_negative_names },
	{ 0 }
};

static struct framework framework;
static struct figures figures;
static uint32_t *node;                  /* indicator -> node */

/* What is written into a node's row. */
struct fit {
	double low, high;       /* NaN: left empty */
	bool bounded;           /* low, high and normalize are replaced */
	double weight;          /* NaN: stays */
	size_t n;               /* complete rows behind the weight */
};
static struct fit *fit;
static struct correlate_values *values; /* of each node, of all years */

/* Brings the values of a node together: without any it is as if it had no
 * rows. */
static void
group_values(void)
{
	uint32_t *key = mem_array(figures.n, sizeof *key);

	for (size_t i = 0; i < figures.n; i++)
		key[i] = node[figures_indicator(&figures, i)];
	values = figures_values_by(key, framework.n, figures.profile,
	    figures.keys.profiles.n, figures.number[0].x, figures.n);
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
 * 1 as a z-score, mean and mean + sd, for effective direction -1 mean - sd and
 * mean. They stay empty where they are not apart. */
static void
fit_bounds(uint32_t v)
{
	const struct node *at = &framework.node[v];
	const double *x = values[v].x;
	double lo = (double)INFINITY, hi = (double)-INFINITY;
	size_t n = values[v].n;

	for (size_t i = 0; i < n; i++) {
		lo = x[i] < lo ? x[i] : lo;
		hi = x[i] > hi ? x[i] : hi;
	}
	if (normalize_equal(lo, hi)) {
		lo = hi = 0;
	} else if (bounds == BOUNDS_ZSCORE) {
		struct twice mean = sum_mean_twice(x, n), sd = sum_sd_twice(x,
		    n);

		lo = at->direction > 0 ? mean.hi : sum_of(mean,
		    (struct twice){ -sd.hi, -sd.lo });
		hi = at->direction > 0 ? sum_of(mean, sd) : mean.hi;
		if (!isfinite(lo) || !isfinite(hi))
			die("goalposts beyond the doubles (%.*s)",
			    TEXT_ARG(framework_code(&framework, v)));
	}
	if (lo < hi) {
		fit[v].low = lo;
		fit[v].high = hi;
	}
}

/* Goalposts of every indicator that has values, no transform and no other
 * method. */
static void
fit_all_bounds(void)
{
	int fitted = bounds == BOUNDS_MINMAX ? NORMALIZE_MINMAX :
	    NORMALIZE_ZSCORE;

	for (uint32_t v = 0; v < framework.nrow; v++) {
		const struct node *at = &framework.node[v];

		if (values[v].n == 0 || at->transform.id != METHOD_UNSET ||
		    (at->normalize.id != METHOD_UNSET &&
		    at->normalize.id != fitted &&
		    at->normalize.id != NORMALIZE_GOALPOSTS))
			continue;
		fit[v].bounded = true;
		fit_bounds(v);
	}
}

/* The weights of all nodes whose siblings have scores. */
static void
fit_all_weights(void)
{
	double *weight = mem_array(framework.n, sizeof *weight);
	struct estimate e = { &framework, &figures, values,
	(enum estimate_kind)weights,
		negative < 0 ? ESTIMATE_ERROR :
		    (enum estimate_negative)negative };
	bool any = false;

	for (uint32_t v = 0; v < framework.n; v++) {
		size_t n;

		if (!framework_inner(&framework, v) || !estimate_weights(&e, v,
		    weight, &n))
			continue;
		any = true;
		for (uint32_t c = framework.node[v].child; c != NAME_NONE;
		    c = framework.node[c].next)
			if (framework.node[c].weight > 0) {
				fit[c].weight = weight[c];
				fit[c].n = n;
			}
	}
	free(weight);
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
	int n = snprintf(text, sizeof text, "%llue%d",
	    (unsigned long long)d.digits, d.exponent);

	num_read((struct text){ text, (size_t)n }, &y);
	out_number(o, x < 0 ? -y : y);
}

/* What is filled in: the columns of goalposts, those of weights, or both. */
enum { LOW, HIGH, NORMALIZE, WEIGHT, N, FILLED };
static const char *const filled[] = { "low", "high", "normalize", "weight",
    "n" };

/* Puts what a node's cell becomes; false if it stays. */
static bool
put_cell(struct out *o, int which, uint32_t v)
{
	const struct fit *f = &fit[v];

	if (which < WEIGHT ? !f->bounded : f->weight != f->weight)
		return false;
	if (which == NORMALIZE)
		out_string(o, "goalposts");
	else if (which == WEIGHT)
		put_rounded(o, f->weight);
	else
		out_number(o, which == LOW ? f->low : which == HIGH ? f->high :
		    (double)f->n);
	return true;
}

/* Writes the table with columns filled in, those that are not there yet behind
 * the others. */
static void
write_framework(struct out *o)
{
	int from = bounds < 0 ? WEIGHT : LOW, to = weights < 0 ? WEIGHT :
	    FILLED;
	int *which = mem_array(framework.ncol, sizeof *which);  /* 1 +, of what is filled in */
	bool there[FILLED] = { false };

	for (int k = from; k < to; k++) {
		int column = framework_column(&framework, filled[k]);

		there[k] = column >= 0;
		if (there[k])
			which[column] = k + 1;
	}
	for (size_t i = 0; i < framework.ncol; i++) {
		out_string(o, i == 0 ? "" : "\t");
		out_text(o, framework.table.head[i]);
	}
	for (int k = from; k < to; k++) {
		out_string(o, there[k] ? "" : "\t");
		out_string(o, there[k] ? "" : filled[k]);
	}
	for (uint32_t v = 0; v < framework.nrow; v++) {
		for (size_t i = 0; i < framework.ncol; i++) {
			out_char(o, i == 0 ? '\n' : '\t');
			if (which[i] == 0 || !put_cell(o, which[i] - 1, v))
				out_text(o,
				    framework.cell[v * framework.ncol + i]);
		}
		for (int k = from; k < to; k++)
			if (!there[k]) {
				out_char(o, '\t');
				put_cell(o, k, v);
			}
	}
	out_char(o, '\n');
	free(which);
}

static void
check_options(void)
{
	if (bounds < 0 && weights < 0)
		die_usage("--bounds or --weights says what to fill in");
	if (negative >= 0 && weights != ESTIMATE_PCA)
		die_usage("--negative is of --weights pca only");
}

int
main(int argc, char **argv)
{
	struct opt opt;
	struct out out;

	opt_read(&opt, argc, argv, help, options);
	check_options();
	framework_read(&framework, path);
	figures_open(&figures, opt.file, opt.nfile, opt.unit, true);
	figures_bare(&figures);
	/* What is only a denominator has not been divided by yet. */
	node = nodes_read(&figures, &framework, NODES_ONLY);
	group_values();
	fit = mem_array(framework.n, sizeof *fit);
	for (uint32_t v = 0; v < framework.n; v++)
		fit[v] = (struct fit){ (double)NAN, (double)NAN, false,
		    (double)NAN, 0 };
	if (bounds >= 0)
		fit_all_bounds();
	if (weights >= 0)
		fit_all_weights();

	out_open(&out, opt.output);
	write_framework(&out);
	return out_finish(&out);
}
