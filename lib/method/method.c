/* method - the table of methods, and how their texts are read. */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "method/impute.h"
#include "method/mean.h"
#include "method/method.h"
#include "method/normalize.h"
#include "method/outliers.h"
#include "method/treat.h"
#include "number/num.h"
#include "number/rank.h"

#define ROW(text, ...) { .name = text, __VA_ARGS__ }
#define TAKES(...) .argument = { __VA_ARGS__ }

static const struct method_row normalize[] = {
	[NORMALIZE_MINMAX] = ROW("minmax", TAKES(METHOD_RANGE),
	    .needs = BY_ENDS, .fit = normalize_minmax),
	[NORMALIZE_ZSCORE] = ROW("zscore", TAKES(METHOD_MEAN_SD),
	    .fit = normalize_zscore),
	[NORMALIZE_RANK] = ROW("rank", TAKES(METHOD_TIES),
	    .needs = BY_PLACE, .fit = normalize_rank),
	[NORMALIZE_BORDA] = ROW("borda", TAKES(METHOD_TIES),
	    .needs = BY_PLACE, .fit = normalize_rank),
	[NORMALIZE_PERCENTILE] = ROW("percentile", TAKES(METHOD_RANGE,
	    METHOD_TIES), .needs = BY_PLACE, .fit = normalize_rank),
	[NORMALIZE_GOALPOSTS] = ROW("goalposts", TAKES(METHOD_RANGE,
	    METHOD_CLIP), .needs = NEEDS_FRAMEWORK | BY_ENDS,
	    .fit = normalize_goalposts),
	[NORMALIZE_TARGET] = ROW("target", TAKES(METHOD_RANGE, METHOD_CLIP),
	    .needs = NEEDS_FRAMEWORK | BY_ENDS, .fit = normalize_target),
	[NORMALIZE_REFERENCE] = ROW("reference", TAKES(METHOD_RANGE,
	    METHOD_CLIP), .needs = NEEDS_REFERENCE | BY_ENDS,
	    .fit = normalize_reference),
	[NORMALIZE_FRACMAX] = ROW("fracmax", TAKES(METHOD_TOP),
	    .needs = BY_ENDS, .fit = normalize_fracmax),
	[NORMALIZE_CLOSEST] = ROW("closest", TAKES(METHOD_RANGE),
	    .needs = NEEDS_FRAMEWORK | BY_ENDS, .fit = normalize_closest),
	[NORMALIZE_NONE] = ROW("none", .needs = BY_ENDS, .fit = normalize_none),
	{ .name = NULL }
};

static const struct method_row transform[] = {
	[TRANSFORM_LN] = ROW("ln", .needs = 0),
	[TRANSFORM_LOG10] = ROW("log10", .needs = 0),
	[TRANSFORM_SQRT] = ROW("sqrt", .needs = 0),
	{ .name = NULL }
};

static const struct method_row aggregate[] = {
	[AGGREGATE_ARITHMETIC] = ROW("arithmetic", .mean = mean_arithmetic),
	[AGGREGATE_GEOMETRIC] = ROW("geometric", .needs = MAY_REFUSE,
	.mean = mean_power),
	[AGGREGATE_HARMONIC] = ROW("harmonic", .needs = MAY_REFUSE,
	.mean = mean_power),
	[AGGREGATE_POWER] = ROW("power", TAKES(METHOD_POWER),
	    .needs = MAY_REFUSE, .mean = mean_power),
	[AGGREGATE_MEDIAN] = ROW("median", .mean = mean_median),
	[AGGREGATE_MIN] = ROW("min", .mean = mean_min),
	[AGGREGATE_MAX] = ROW("max", .mean = mean_max),
	[AGGREGATE_COPELAND] = ROW("copeland",
	    .edition = mean_copeland),
	[AGGREGATE_MPI] = ROW("mpi", .needs = NEEDS_EQUAL_WEIGHTS | MAY_REFUSE,
	    .mean = mean_mpi),
	[AGGREGATE_MPI_PLUS] = ROW("mpi+", .needs = NEEDS_EQUAL_WEIGHTS |
	    MAY_REFUSE, .mean = mean_mpi),
	[AGGREGATE_AMPI] = ROW("ampi", .needs = NEEDS_EQUAL_WEIGHTS |
	    MAY_REFUSE, .mean = mean_mpi),
	[AGGREGATE_MEAN_MIN] = ROW("mean-min", TAKES(METHOD_PENALTY),
	.mean = mean_mean_min),
	[AGGREGATE_OWA_BEST] = ROW("owa-best", TAKES(METHOD_BEST),
	.mean = mean_owa),
	[AGGREGATE_OWA_WORST] = ROW("owa-worst", TAKES(METHOD_BEST),
	.mean = mean_owa),
	[AGGREGATE_WROCLAW] = ROW("wroclaw", .needs = NEEDS_ALL,
	    .edition = mean_wroclaw),
	{ .name = NULL }
};

static const struct method_row treat[] = {
	[TREAT_JRC] = ROW("jrc", TAKES(METHOD_POINTS_ALL, METHOD_STEP),
	.treat = treat_jrc),
	[TREAT_JRC_PLUS] = ROW("jrc+", TAKES(METHOD_POINTS_ALL, METHOD_STEP),
	.treat = treat_jrc),
	[TREAT_WINSORIZE] = ROW("winsorize", TAKES(METHOD_POINTS, METHOD_FORCE),
	    .treat = treat_winsorize),
	[TREAT_QUANTILE] = ROW("quantile", TAKES(METHOD_PROBABILITY),
	.treat = treat_quantile),
	[TREAT_LOG] = ROW("log", .needs = IS_STEP, .curve = treat_log),
	[TREAT_LOG_SIGNED] = ROW("log-signed", .needs = IS_STEP,
	.curve = treat_log_signed),
	[TREAT_LOG1] = ROW("log1", .needs = IS_STEP, .curve = treat_log1),
	[TREAT_LOG_GII] = ROW("log-gii", .needs = IS_STEP,
	.curve = treat_log_gii),
	[TREAT_BOXCOX] = ROW("boxcox", TAKES(METHOD_LAMBDA),
	.curve = treat_box_cox),
	[TREAT_NONE] = ROW("none", .needs = IS_STEP),
	{ .name = NULL }
};

static const struct method_row impute[] = {
	[IMPUTE_MEAN] = ROW("mean", .needs = LEARNS_EDITION,
	.impute = impute_mean),
	[IMPUTE_MEDIAN] = ROW("median", .needs = LEARNS_EDITION,
	.impute = impute_median),
	[IMPUTE_GROUP] = ROW("group", TAKES(METHOD_COLUMN),
	    .needs = LEARNS_EDITION, .impute = impute_mean),
	[IMPUTE_GROUP_MEDIAN] = ROW("group-median", TAKES(METHOD_COLUMN),
	    .needs = LEARNS_EDITION, .impute = impute_median),
	[IMPUTE_PREVIOUS] = ROW("previous", TAKES(METHOD_YEARS),
	    .needs = LEARNS_SERIES, .impute = impute_previous),
	[IMPUTE_LINEAR] = ROW("linear", .needs = LEARNS_SERIES,
	.impute = impute_linear),
	[IMPUTE_HOLD] = ROW("hold", TAKES(METHOD_YEARS), .needs = LEARNS_SERIES,
	.impute = impute_hold),
	[IMPUTE_SIBLINGS] = ROW("siblings", .needs = LEARNS_SIBLINGS,
	.impute = impute_mean),
	[IMPUTE_SIBLINGS_MEDIAN] = ROW("siblings-median",
	    .needs = LEARNS_SIBLINGS, .impute = impute_median),
	[IMPUTE_ZERO] = ROW("zero", .impute = impute_zero),
	[IMPUTE_NONE] = ROW("none", .needs = 0),
	{ .name = NULL }
};

static const struct method_row *const family[] = {
	[METHOD_NORMALIZE] = normalize, [METHOD_TRANSFORM] = transform,
	[METHOD_AGGREGATE] = aggregate, [METHOD_TREAT] = treat,
	    [METHOD_IMPUTE] = impute
};

/* How an argument is written; whether it may be left out, and what its number
 * is then. */
static const struct { const char *form; bool may_lack; double number;
    } arguments[] = {
	[METHOD_NOTHING] = { "", true, 0 },
	[METHOD_RANGE] = { "LO,HI", true, 0 }, [METHOD_TOP] = { "HI", true, 0 },
	[METHOD_MEAN_SD] = { "M,S", true, 0 }, [METHOD_TIES] = { "TIES", true,
	0 },
	[METHOD_CLIP] = { "clip", true, 0 },
	[METHOD_POWER] = { "P with P not 0", false, 0 },
	[METHOD_PENALTY] = { "A,B", false, 0 }, [METHOD_BEST] = { "J", false,
	0 },
	[METHOD_POINTS] = { "POINTS", true, 5 },
	[METHOD_POINTS_ALL] = { "POINTS|all", true, 5 },
	[METHOD_STEP] = { "STEP", true, 0 }, [METHOD_FORCE] = { "force", true,
	0 },
	[METHOD_PROBABILITY] = { "P with P between 0 and 0.5", false, 0 },
	[METHOD_LAMBDA] = { "LAMBDA", false, 0 }, [METHOD_YEARS] = { "YEARS",
	true, HUGE_VAL },
	[METHOD_COLUMN] = { "COLUMN", false, 0 }
};

const struct method_row *
method_row(enum method_family f, int id)
{
	return &family[f][id];
}

bool
method_pair(struct text t, double pair[2])
{
	struct text second = t, first = text_cut(&second, ',');

	return second.s != NULL && num_read(first, &pair[0]) == NUM_FINITE &&
	    num_read(second, &pair[1]) == NUM_FINITE;
}

/* Reads one argument that is a number. */
static bool
read_number(enum method_argument a, struct text t, double *x)
{
	if (a == METHOD_POINTS_ALL && text_is(t, "all")) {
		*x = HUGE_VAL;
		return true;
	}
	if (num_read(t, x) != NUM_FINITE)
		return false;
	switch (a) {
	case METHOD_TOP:
		return *x > 0;
	case METHOD_POWER:
		return *x != 0;
	case METHOD_PROBABILITY:
		return *x > 0 && *x < 0.5;
	case METHOD_LAMBDA:
		return true;
	default:
		return *x >= 1 && *x <= 1e9 && *x == floor(*x);
	}
}

/* Reads one argument that is two numbers. */
static bool
read_pair(enum method_argument a, struct text t, double pair[2])
{
	if (!method_pair(t, pair))
		return false;
	if (a == METHOD_MEAN_SD)
		return pair[1] > 0;
	if (a == METHOD_RANGE)
		return pair[0] < pair[1];
	return pair[0] >= 0 && pair[0] <= 1 && pair[1] >= 0;
}

/* The method of a family that may be a step of another and has that name, or
 * METHOD_UNSET. */
static int
step_named(enum method_family f, struct text t)
{
	for (int i = 0; family[f][i].name != NULL; i++)
		if ((family[f][i].needs & IS_STEP) != 0 &&
		    text_is(t, family[f][i].name))
			return i;
	return METHOD_UNSET;
}

/* Reads one argument; false if the text is none of that kind. */
static bool
read_argument(enum method_family f, enum method_argument a, struct text t,
    struct method *m)
{
	enum rank_ties ties;

	switch (a) {
	case METHOD_NOTHING:
		return false;
	case METHOD_RANGE:
	case METHOD_MEAN_SD:
	case METHOD_PENALTY:
		return read_pair(a, t, m->pair);
	case METHOD_TIES:
		if (!rank_ties_named(t, &ties))
			return false;
		m->ties = (int)ties;
		return true;
	case METHOD_CLIP:
	case METHOD_FORCE:
		return text_is(t, arguments[a].form);
	case METHOD_STEP:
		m->step = step_named(f, t);
		return m->step != METHOD_UNSET;
	case METHOD_COLUMN:
		m->word = t;
		return t.n > 0;
	default:
		return read_number(a, t, &m->number);
	}
}

/* Reads the first of the texts between colons by the first argument, of those
 * not read yet, that it is one of. */
static bool
read_next(enum method_family f, const struct method_row *row, struct text *rest,
    struct method *m)
{
	struct text all = *rest, t = text_cut(rest, ':');

	for (int i = 0; i < METHOD_TAKES; i++) {
		enum method_argument a = row->argument[i];
		struct method tried = *m;

		if (a == METHOD_NOTHING || method_gives(m, a) ||
		    !read_argument(f, a, a == METHOD_COLUMN ? all : t, &tried))
			continue;
		*m = tried;
		m->given |= 1U << a;
		if (a == METHOD_COLUMN)
			*rest = (struct text){ NULL, 0 };
		return true;
	}
	return false;
}

/* What a method is whose arguments are left out. */
static struct method
method_alone(enum method_family f, int id)
{
	struct method m = { .id = id, .step = TREAT_LOG };

	if (f == METHOD_TREAT)
		memcpy(m.pair, outliers_jrc, sizeof m.pair);
	for (int i = 0; i < METHOD_TAKES; i++)
		m.number += arguments[family[f][id].argument[i]].number;
	return m;
}

bool
method_read(enum method_family f, struct text t, struct method *m)
{
	struct text rest = t, name = text_cut(&rest, ':');
	const struct method_row *row = family[f];

	while (row->name != NULL && !text_is(name, row->name))
		row++;
	if (row->name == NULL)
		return false;
	*m = method_alone(f, (int)(row - family[f]));
	while (rest.s != NULL)
		if (!read_next(f, row, &rest, m))
			return false;
	for (int i = 0; i < METHOD_TAKES; i++)
		if (!arguments[row->argument[i]].may_lack && !method_gives(m,
		    row->argument[i]))
			return false;
	return true;
}

char *
method_names(enum method_family f)
{
	enum { LONGEST = 80 };
	size_t n = 0;
	char *s, *p;

	while (family[f][n].name != NULL)
		n++;
	s = p = mem_array(n + 1, LONGEST);
	for (const struct method_row *row = family[f]; row->name != NULL;
	    row++) {
		p = stpcpy(stpcpy(p, row == family[f] ? "" : ", "), row->name);
		for (int i = 0; i < METHOD_TAKES &&
		    row->argument[i] != METHOD_NOTHING; i++) {
			bool may_lack = arguments[row->argument[i]].may_lack;

			p = stpcpy(stpcpy(p, may_lack ? "[:" : ":"),
			    arguments[row->argument[i]].form);
			p = stpcpy(p, may_lack ? "]" : "");
		}
	}
	return s;
}

bool
method_share(struct text t, double *x)
{
	struct text under = t, over = text_cut(&under, '/');
	double a, b = 1;

	if (num_read(over, &a) != NUM_FINITE)
		return false;
	if (under.s != NULL && (num_read(under, &b) != NUM_FINITE || b <= 0))
		return false;
	*x = a / b;
	return *x >= 0 && *x <= 1;
}
