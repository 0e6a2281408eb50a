/* sci-fit - fills goalposts or weights of a framework in from data. */
#include <lapacke.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "figures.h"
#include "framework.h"
#include "mem.h"
#include "num.h"
#include "opt.h"
#include "out.h"
#include "sum.h"

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
static int bounds = NO_BOUNDS, weights = NO_WEIGHTS, negative = NEGATIVE_ERROR;

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

/* Reads the data; every indicator must be a node. */
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
			nnode++;
		}
		figures_keep(&figures);
	}
	figures_unique(&figures);
}

/* Rows by node, of all years; codes that are no nodes are denominators. */
static struct figures_groups
rows_by_node(void)
{
	uint32_t *key = mem_array(figures.n, sizeof *key);
	struct figures_groups by;

	for (size_t i = 0; i < figures.n; i++)
		key[i] = node[figures_indicator(&figures, i)];
	by = figures_by_key(key, figures.n, framework.names.n);
	free(key);
	return by;
}

/* Goalposts of one node from all its values: the extremes; or what scores 0 and
 * 1 as a z-score, mean and mean + sd, for effective direction -1 mean - sd and mean. */
static void
fit_bounds(uint32_t v, const struct figures_groups *by)
{
	const struct node *at = &framework.node[v];
	size_t n = 0, rows = by->start[v + 1] - by->start[v];
	double *x = mem_array(rows, sizeof *x), lo = (double)INFINITY, hi = (double)-INFINITY;

	for (uint32_t i = by->start[v]; i < by->start[v + 1]; i++) {
		double y = figures.number[0].x[by->row[i]];

		if (y != y)
			continue;
		x[n++] = y;
		lo = y < lo ? y : lo;
		hi = y > hi ? y : hi;
	}
	if (n > 0 && hi > lo) {
		double mean = sum_mean(x, n), sd = sum_sd(x, n);

		fit[v].low = bounds == BOUNDS_MINMAX ? lo : at->direction > 0 ? mean : mean - sd;
		fit[v].high = bounds == BOUNDS_MINMAX ? hi : at->direction > 0 ? mean + sd : mean;
		if (!isfinite(fit[v].low) || !isfinite(fit[v].high))
			die("goalposts beyond the doubles (%.*s)",
			    TEXT_ARG(framework_code(&framework, v)));
	}
	free(x);
}

/* Goalposts of every indicator that has rows, no transform and no other method. */
static void
fit_all_bounds(const struct figures_groups *by)
{
	for (uint32_t v = 0; v < framework.nrow; v++) {
		const struct node *at = &framework.node[v];

		if (by->start[v] == by->start[v + 1] || at->transform.id != METHOD_UNSET ||
		    (at->normalize.id != METHOD_UNSET && at->normalize.id != NORMALIZE_GOALPOSTS))
			continue;
		fit[v].bounded = true;
		fit_bounds(v, by);
	}
}

/* Scores of a parent's children: x[child * n + row], complete rows only. */
struct scores_of {
	uint32_t *child;
	size_t k, n;
	double *x;
};

/* Collects the children of a parent that all have rows; k is 0 if they have not. */
static struct scores_of
collect(uint32_t parent, const struct figures_groups *by)
{
	uint32_t profiles = figures.keys.profiles.n;
	struct scores_of s = { mem_array(framework.n, sizeof *s.child), 0, 0, NULL };
	uint32_t *have = mem_array(profiles, sizeof *have), *at = mem_array(profiles, sizeof *at);

	for (uint32_t c = framework.node[parent].child; c != NAME_NONE; c = framework.node[c].next) {
		if (by->start[c] == by->start[c + 1]) {
			s.k = 0;
			break;
		}
		s.child[s.k++] = c;
		for (uint32_t i = by->start[c]; i < by->start[c + 1]; i++)
			have[figures.profile[by->row[i]]] +=
			    figures.number[0].x[by->row[i]] == figures.number[0].x[by->row[i]];
	}
	for (uint32_t p = 0; p < profiles && s.k > 0; p++)
		if (have[p] == s.k)
			at[p] = (uint32_t)++s.n;
	s.x = mem_array(s.k * s.n, sizeof *s.x);
	for (size_t c = 0; c < s.k; c++)
		for (uint32_t i = by->start[s.child[c]]; i < by->start[s.child[c] + 1]; i++) {
			uint32_t p = figures.profile[by->row[i]];

			if (at[p] != 0)
				s.x[c * s.n + at[p] - 1] = figures.number[0].x[by->row[i]];
		}
	free(have);
	free(at);
	return s;
}

static _Noreturn void
die_child(uint32_t child, const char *what)
{
	die("%s (%.*s)", what, TEXT_ARG(framework_code(&framework, child)));
}

/* 1 - e, where e = -sum(p ln p)/ln n is Shannon's entropy of the shares p = x/sum(x)
 * of the rows (Zeleny 1982); p ln p is 0 for p = 0. */
static double
divergence(const double *x, size_t n, uint32_t child)
{
	double *t = mem_array(n, sizeof *t), sum = sum_exact(x, n), e;

	for (size_t i = 0; i < n; i++) {
		double p = x[i] / sum;

		if (x[i] < 0)
			die_child(child, "entropy needs scores from 0 on");
		t[i] = p > 0 ? -p * log(p) : 0;
	}
	if (!(sum > 0))
		die_child(child, "entropy needs a score above 0");
	e = sum_exact(t, n) / log((double)n);
	free(t);
	return 1 - e;
}

/* sd of the scores, scaled to 0..1, times sum(1 - r) over the other children:
 * CRITIC (Diakoulaki, Mavrotas and Papayannakis 1995). */
static double
critic(const struct scores_of *s, size_t c)
{
	const double *x = s->x + c * s->n;
	double lo = x[0], hi = x[0], conflict = 0;

	for (size_t i = 1; i < s->n; i++) {
		lo = x[i] < lo ? x[i] : lo;
		hi = x[i] > hi ? x[i] : hi;
	}
	for (size_t d = 0; d < s->k; d++)
		conflict += d == c ? 0 : 1 - sum_correlation(x, s->x + d * s->n, s->n);
	return s->k == 1 ? 1 : sum_sd(x, s->n) / (hi - lo) * conflict;
}

/* Loadings on the first component of the correlation matrix (OECD/JRC Handbook,
 * 6.1), their sum positive, in w. */
static void
principal(const struct scores_of *s, double *w)
{
	size_t k = s->k;
	double *r = mem_array(k * k, sizeof *r), *value = mem_array(k, sizeof *value), sum = 0;

	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j < k; j++)
			r[i * k + j] = i == j ? 1 :
			    sum_correlation(s->x + i * s->n, s->x + j * s->n, s->n);
	if (LAPACKE_dsyev(LAPACK_ROW_MAJOR, 'V', 'U', (lapack_int)k, r, (lapack_int)k, value) != 0)
		die("pca: no eigenvectors");
	for (size_t i = 0; i < k; i++)
		sum += r[i * k + k - 1];
	for (size_t i = 0; i < k; i++) {
		w[i] = sum < 0 ? -r[i * k + k - 1] : r[i * k + k - 1];
		if (negative == NEGATIVE_SQUARE)
			w[i] *= w[i];
		else if (w[i] < 0 && negative == NEGATIVE_ERROR)
			die_child(s->child[i], "pca: a negative loading; --negative says what it "
			    "shall count");
		else if (w[i] < 0)
			w[i] = 0;
	}
	free(r);
	free(value);
}

/* Weights of the children of one parent, which sum to 1. */
static void
fit_weights(uint32_t parent, const struct figures_groups *by)
{
	struct scores_of s = collect(parent, by);
	double *w = mem_array(s.k, sizeof *w), sum;

	for (size_t c = 0; c < s.k && weights != WEIGHTS_EQUAL; c++) {
		double sd = sum_sd(s.x + c * s.n, s.n);

		if (s.n < 2)
			die("fewer than two complete rows (%.*s)",
			    TEXT_ARG(framework_code(&framework, parent)));
		if (sd == 0 && weights != WEIGHTS_SD && weights != WEIGHTS_ENTROPY)
			die_child(s.child[c], "all scores are equal");
		w[c] = weights == WEIGHTS_SD ? sd : weights == WEIGHTS_ENTROPY ?
		    divergence(s.x + c * s.n, s.n, s.child[c]) : 0;
	}
	for (size_t c = 0; c < s.k && weights == WEIGHTS_CRITIC; c++)
		w[c] = critic(&s, c);
	for (size_t c = 0; c < s.k && weights == WEIGHTS_EQUAL; c++)
		w[c] = 1;
	if (s.k > 0 && weights == WEIGHTS_PCA)
		principal(&s, w);
	sum = sum_exact(w, s.k);
	if (s.k > 0 && !(sum > 0 && isfinite(sum)))
		die("the weights sum to 0 (%.*s)", TEXT_ARG(framework_code(&framework, parent)));
	for (size_t c = 0; c < s.k; c++) {
		fit[s.child[c]].weight = w[c] / sum;
		fit[s.child[c]].n = s.n;
	}
	free(s.child);
	free(s.x);
	free(w);
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
}

int
main(int argc, char **argv)
{
	struct figures_groups by;
	struct opt opt;
	struct out out;

	opt_begin(&opt, argc, argv, help, "f:", options);
	read_options(&opt);
	framework_read(&framework, path);
	figures_open(&figures, &opt, true);
	read_figures();
	by = rows_by_node();
	fit = mem_array(framework.n, sizeof *fit);
	for (uint32_t v = 0; v < framework.n; v++)
		fit[v] = (struct fit){ (double)NAN, (double)NAN, false, (double)NAN, 0 };
	if (bounds != NO_BOUNDS)
		fit_all_bounds(&by);
	for (uint32_t v = 0; v < framework.n && weights != NO_WEIGHTS; v++)
		fit_weights(v, &by);

	out_open(&out, opt.output);
	write_framework(&out);
	return out_finish(&out);
}
