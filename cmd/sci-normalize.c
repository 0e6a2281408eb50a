/* sci-normalize - turns raw figures into scores, per year and indicator. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "method/method.h"
#include "method/normalize.h"
#include "number/rank.h"
#include "stream/opt.h"
#include "stream/out.h"
#include "table/figures.h"
#include "table/framework.h"

static const char help[] =
    "sci-normalize [-f FRAMEWORK] [-m METHOD] [--range LO,HI] [--mean-sd M,S] [--clip] "
    "[--ties TIES] [--constant missing|NUMBER] [--reference UNIT] [--ignore-unknown] "
    "[-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Replaces raw figures by scores, over the cities of each year and indicator.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators: directions, methods, goalposts\n"
    "  -m, --method METHOD    minmax (default), zscore, rank, borda, percentile,\n"
    "                         goalposts, target, reference, fracmax, none\n"
    "      --range LO,HI      the scale of scores (0,100)\n"
    "      --mean-sd M,S      mean and deviation of zscore (0,1)\n"
    "      --clip             keep goalposts, target and reference within the range\n"
    "      --ties TIES        ranks of equal values: min (default), max, average, dense\n"
    "      --constant missing|NUMBER\n"
    "                         the score where all values are equal (an error)\n"
    "      --reference UNIT   the city that scores HI with the method reference\n"
    "      --ignore-unknown   drop rows of indicators the framework lacks\n"
    "  -u, --unit COLUMN      what is ranked (city)\n"
    "  -o, --output FILE      write FILE, all at once\n"
    "  -h, --help             print this\n"
    "  -V, --version          print the version\n";

enum { STEP = 1024 };           /* rows that are scored together */

enum { RANGE = 256, MEAN_SD, CLIP, TIES, CONSTANT, REFERENCE, IGNORE };

static const struct option options[] = {
	{ "framework", required_argument, NULL, 'f' },
	{ "method", required_argument, NULL, 'm' },
	{ "range", required_argument, NULL, RANGE },
	{ "mean-sd", required_argument, NULL, MEAN_SD },
	{ "clip", no_argument, NULL, CLIP },
	{ "ties", required_argument, NULL, TIES },
	{ "constant", required_argument, NULL, CONSTANT },
	{ "reference", required_argument, NULL, REFERENCE },
	{ "ignore-unknown", no_argument, NULL, IGNORE },
	{ NULL, 0, NULL, 0 }
};

static const char *path, *reference;
static struct method method = { NORMALIZE_MINMAX, 0, { NULL, 0 } };
static struct scale_rule rule = { .low = 0, .high = 100, .mean = 0, .sd = 1 };
static double constant;
static bool constant_given, ignore_unknown;
static enum rank_ties ties = RANK_MIN;

/* How an indicator is read: from the framework, or as the options say. */
struct indicator {
	uint32_t node;          /* NAME_NONE without a framework */
	int method, transform;
	double direction;
};

static struct framework framework;
static struct figures figures;
static struct indicator *indicator;     /* of each name in figures.keys.indicators */
static struct scale *scale;             /* of each of figures.groups */
static double score[STEP];              /* of the rows that are scored together */
static double *reference_value;         /* x' of --reference in each, NaN if it has none */
static size_t indicator_cap, nindicator, scale_cap, reference_cap, ngroup;
static uint32_t reference_unit = NAME_NONE;

/* The transformed value of a figure or of a goalpost; NaN stays. */
static inline double
transformed(int transform, double x)
{
	switch (transform) {
	case TRANSFORM_LN:
		return log(x);
	case TRANSFORM_LOG10:
		return log10(x);
	case TRANSFORM_SQRT:
		return sqrt(x);
	default:
		return x;
	}
}

/* Learns how the indicator of the current row is to be read, the first time it
 * comes. */
static void
learn_indicator(void)
{
	struct text code = figures.table.col[figures.keys.indicator_column];
	struct indicator *i;

	indicator = mem_grow(indicator, &indicator_cap, nindicator + 1, sizeof *indicator);
	i = &indicator[nindicator++];
	*i = (struct indicator){ NAME_NONE, method.id, METHOD_UNSET, 1 };
	if (path == NULL)
		return;
	i->node = name_find(&framework.names, code);
	if (i->node == NAME_NONE) {
		if (!ignore_unknown)
			framework_unknown(&framework, &figures.table, code);
		return;
	}
	if (i->node >= framework.n)
		framework_denominator(&framework, &figures.table, code);
	if (framework.node[i->node].normalize.id != METHOD_UNSET)
		i->method = framework.node[i->node].normalize.id;
	i->transform = framework.node[i->node].transform.id;
	i->direction = framework.node[i->node].direction;
	if (i->method == NORMALIZE_REFERENCE && reference == NULL)
		die_usage("the method reference needs --reference UNIT");
}

/* The current row's value as it counts: x' = direction times transformed x, but for what the
 * scale transforms. */
static inline double
counted(const struct indicator *i, double x)
{
	if (i->transform != METHOD_UNSET) {
		double y = transformed(i->transform, x);

		if (x == x && !isfinite(y))
			tsv_die(&figures.table, "column value: '%.*s' cannot be transformed: ln and "
			    "log10 need values above 0, sqrt values from 0 on",
			    TEXT_ARG(figures.table.col[figures.number[0].column]));
		if (!scale_transforms(i->method))
			x = y;
	}
	/* -0 + 0 is 0. */
	return i->direction * x + 0;
}

/* Reads all rows, each value as it counts, with the least and the most of each group. */
static void
read_figures(void)
{
	struct figures_number *value = &figures.number[0];

	while (figures_row(&figures)) {
		const struct indicator *i;

		if (figures.group_now == ngroup) {
			if (figures.keys.indicator == nindicator)
				learn_indicator();
			scale = mem_grow(scale, &scale_cap, ngroup + 1, sizeof *scale);
			reference_value = mem_grow(reference_value, &reference_cap, ngroup + 1,
			    sizeof *reference_value);
			scale_begin(&scale[ngroup]);
			reference_value[ngroup++] = (double)NAN;
		}
		i = &indicator[figures.keys.indicator];
		if (path != NULL && i->node == NAME_NONE)
			continue;
		value->now = counted(i, value->now);
		scale_take(&scale[figures.group_now], value->now);
		if (reference != NULL && figures.keys.unit == reference_unit)
			reference_value[figures.group_now] = value->now;
		figures_keep(&figures);
	}
	figures_unique(&figures);
}

/* A goalpost or target of the framework for a scale that transforms it; dies if it is not there. */
static double
goal(uint32_t g, const struct indicator *i, double x, const char *column)
{
	double y = transformed(i->transform, x);

	if (i->node == NAME_NONE || x != x)
		figures_die_group(&figures, g, "the framework gives no %s", column);
	if (!isfinite(y))
		figures_die_group(&figures, g, "%s cannot be transformed", column);
	return i->direction * x;
}

/* The values of a group and where they stand; the caller frees. */
static struct rank_value *
values_of(const struct figures_groups *by, uint32_t g, size_t *n)
{
	struct rank_value *v = mem_array(by->start[g + 1] - by->start[g], sizeof *v);

	*n = 0;
	for (uint32_t i = by->start[g]; i < by->start[g + 1]; i++) {
		double x = figures.number[0].x[by->row[i]];

		if (x == x)
			v[(*n)++] = (struct rank_value){ x, by->row[i] };
	}
	return v;
}

/* Replaces the values of a group by their ranks, 1 for the worst; returns how
 * many there are, or how many different ones with dense places; 1 if all tie. */
static double
place_values(const struct figures_groups *by, uint32_t g)
{
	size_t n, different;
	struct rank_value *v = values_of(by, g, &n);
	struct rank_value *spare = mem_array(n, sizeof *spare);
	double *rank = mem_array(n, sizeof *rank);

	rank_sort(v, spare, n);
	different = rank_places(v, n, ties, true, rank);
	for (size_t i = 0; i < n; i++)
		figures.number[0].x[v[i].row] = rank[i];
	free(v);
	free(spare);
	free(rank);
	return (double)(ties == RANK_DENSE || different == 1 ? different : n);
}

/* The bare values of a group; the caller frees. */
static double *
numbers_of(const struct figures_groups *by, uint32_t g, size_t *n)
{
	struct rank_value *v = values_of(by, g, n);
	double *x = mem_array(*n, sizeof *x);

	for (size_t i = 0; i < *n; i++)
		x[i] = v[i].value;
	free(v);
	return x;
}

/* Does the framework leave the indicator without goalposts, as sci-fit does where there is no
 * spread? */
static bool
lacks_goalposts(const struct indicator *i)
{
	const struct node *v;

	if (i->method != NORMALIZE_GOALPOSTS || i->node == NAME_NONE)
		return false;
	v = &framework.node[i->node];
	return v->low != v->low && v->high != v->high;
}

/* What the method of a group needs beside its least and most value. */
static struct scale_of
needs_of(const struct figures_groups *by, uint32_t g, double **x)
{
	const struct indicator *i = &indicator[figures.groups.pair[g].b];
	const struct node *v = i->node == NAME_NONE ? NULL : &framework.node[i->node];
	struct scale_of of = { .method = i->method, .direction = i->direction,
	    .transform = scale_transforms(i->method) ? i->transform : METHOD_UNSET };

	switch (i->method) {
	case NORMALIZE_ZSCORE:
		of.x = *x = numbers_of(by, g, &of.n);
		break;
	case NORMALIZE_RANK:
	case NORMALIZE_BORDA:
	case NORMALIZE_PERCENTILE:
		of.places = place_values(by, g);
		break;
	case NORMALIZE_GOALPOSTS:
		of.low = goal(g, i, v == NULL ? 0 : v->low, "low");
		of.high = goal(g, i, v == NULL ? 0 : v->high, "high");
		if (i->direction < 0) {
			double swap = of.low;

			of.low = of.high;
			of.high = swap;
		}
		break;
	case NORMALIZE_TARGET:
		of.target = goal(g, i, v == NULL ? 0 : v->target, "target");
		break;
	default:
		of.reference = reference_value[g];
	}
	return of;
}

/* Decides how the values of a group, of which there is one at least, become scores. */
static void
fit_group(const struct figures_groups *by, uint32_t g)
{
	static const char *const lack[] = {
		[SCALE_EQUAL] = "all values are equal",
		[SCALE_TARGET] = "the target is not better than the worst value",
		[SCALE_REFERENCE] = "the reference has no value, or the worst",
		[SCALE_FRACMAX] = "fracmax needs values from 0 on and one above",
		[SCALE_FRACMAX_LOW] = "fracmax with direction -1 needs values above 0",
		[SCALE_BEYOND] = "the spread of the values is beyond the doubles"
	};
	struct scale *s = &scale[g];
	double *x = NULL;
	struct scale_of of;
	enum scale_lack why;

	if (constant_given && lacks_goalposts(&indicator[figures.groups.pair[g].b])) {
		scale_flat(s, constant);
		return;
	}
	of = needs_of(by, g, &x);
	why = scale_fit(s, &rule, &of);
	free(x);
	switch (why) {
	case SCALE_FITS:
		break;
	case SCALE_EQUAL:
	case SCALE_TARGET:
	case SCALE_REFERENCE:
		if (!constant_given)
			figures_die_group(&figures, g, "%s, so there is no score; --constant says "
			    "what it shall count", lack[why]);
		scale_flat(s, constant);
		break;
	default:
		figures_die_group(&figures, g, "%s", lack[why]);
	}
}

static void
put_score(struct out *o, int which, size_t row)
{
	(void)which;
	out_number(o, score[row % STEP]);
}

/* Makes the scores of the rows from..to-1. */
static void
score_rows(size_t from, size_t to)
{
	const double *x = figures.number[0].x;

	scale_scores(score, x + from, figures.group + from, to - from, scale);
	for (size_t row = from; row < to; row++)
		if (!isfinite(score[row - from]) && x[row] == x[row] &&
		    !scale_missing(&scale[figures.group[row]]))
			figures_die(&figures, row, "the score is beyond the doubles");
}

/* Reads "A,B". */
static void
read_two(const char *option, char *arg, double *a, double *b)
{
	char *comma = strchr(arg, ',');

	if (comma == NULL)
		die_usage("%s: '%s' is not two numbers with a comma between", option, arg);
	*comma = '\0';
	*a = opt_number(option, arg);
	*b = opt_number(option, comma + 1);
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
		case 'm':
			if (!method_read(METHOD_NORMALIZE, text_of(optarg), &method))
				die_usage("-m: unknown method '%s' (there are: %s)", optarg,
				    method_names(METHOD_NORMALIZE));
			break;
		case RANGE:
			read_two("--range", optarg, &rule.low, &rule.high);
			if (rule.low >= rule.high)
				die_usage("--range: LO is not below HI");
			break;
		case MEAN_SD:
			read_two("--mean-sd", optarg, &rule.mean, &rule.sd);
			if (rule.sd <= 0)
				die_usage("--mean-sd: S is not above 0");
			break;
		case CLIP:
			rule.clip = true;
			break;
		case TIES:
			if (!rank_ties_named(optarg, &ties))
				die_usage("--ties: '%s' is none of min, max, average, dense", optarg);
			break;
		case CONSTANT:
			constant_given = true;
			constant = strcmp(optarg, "missing") == 0 ? (double)NAN :
			    opt_number("--constant", optarg);
			break;
		case REFERENCE:
			reference = optarg;
			break;
		case IGNORE:
			ignore_unknown = true;
		}
	if (method.id == NORMALIZE_REFERENCE && reference == NULL)
		die_usage("-m reference needs --reference UNIT");
	if (path == NULL && (method.id == NORMALIZE_GOALPOSTS || method.id == NORMALIZE_TARGET))
		die_usage("-m goalposts and target need -f FRAMEWORK");
}

int
main(int argc, char **argv)
{
	struct figures_groups by = { NULL, NULL };
	struct opt opt;
	struct out out;

	opt_begin(&opt, argc, argv, help, "f:m:", options);
	read_options(&opt);
	if (path != NULL)
		framework_read(&framework, path);
	figures_open(&figures, &opt, true);
	figures_own(&figures, "value");
	if (reference != NULL)
		reference_unit = name_add(&figures.keys.units, text_of(reference));
	read_figures();
	for (uint32_t g = 0; g < ngroup; g++) {
		int m = indicator[figures.groups.pair[g].b].method;

		if (by.row == NULL && (m == NORMALIZE_ZSCORE || m == NORMALIZE_RANK ||
		    m == NORMALIZE_BORDA || m == NORMALIZE_PERCENTILE))
			by = figures_by_group(&figures);
		if (scale[g].most >= scale[g].least)
			fit_group(&by, g);
	}

	out_open(&out, opt.output);
	figures_write_head(&figures, &out);
	for (size_t row = 0; row < figures.n; row++) {
		if (row % STEP == 0)
			score_rows(row, row + STEP < figures.n ? row + STEP : figures.n);
		figures_write_row(&figures, &out, row, put_score);
	}
	return out_finish(&out);
}
