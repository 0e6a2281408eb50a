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

/* A row: its name, what computes it, what it needs, its arguments. */
#define SCALE(id, name, f, needs, ...) [NORMALIZE_##id] = \
	{ name, { __VA_ARGS__ }, needs, .fit = normalize_##f }
#define MEAN(id, name, f, needs, ...) [AGGREGATE_##id] = \
	{ name, { __VA_ARGS__ }, needs, .mean = mean_##f }
#define EDITION(id, name, f, needs) [AGGREGATE_##id] = \
	{ name, { METHOD_NOTHING }, needs, .edition = mean_##f }
#define TREAT(id, name, f, ...) [TREAT_##id] = \
	{ name, { __VA_ARGS__ }, 0, .treat = treat_##f }
#define CURVE(id, name, f, needs, argument) [TREAT_##id] = \
	{ name, { argument }, needs, .curve = treat_##f }
#define IMPUTE(id, name, f, learns, argument) [IMPUTE_##id] = \
	{ name, { argument }, learns, .impute = impute_##f }

#define NO METHOD_NOTHING
#define EQUAL (NEEDS_EQUAL_WEIGHTS | MAY_REFUSE)

static const struct method_row normalize[] = {
	SCALE(MINMAX, "minmax", minmax, BY_ENDS, METHOD_RANGE),
	SCALE(ZSCORE, "zscore", zscore, 0, METHOD_MEAN_SD),
	SCALE(RANK, "rank", rank, BY_PLACE, METHOD_TIES),
	SCALE(BORDA, "borda", rank, BY_PLACE, METHOD_TIES),
	SCALE(PERCENTILE, "percentile", rank, BY_PLACE, METHOD_RANGE,
	    METHOD_TIES),
	SCALE(GOALPOSTS, "goalposts", goalposts, NEEDS_FRAMEWORK | BY_ENDS,
	    METHOD_RANGE, METHOD_CLIP),
	SCALE(TARGET, "target", target, NEEDS_FRAMEWORK | BY_ENDS,
	    METHOD_RANGE, METHOD_CLIP),
	SCALE(REFERENCE, "reference", reference, NEEDS_REFERENCE | BY_ENDS,
	    METHOD_RANGE, METHOD_CLIP),
	SCALE(FRACMAX, "fracmax", fracmax, BY_ENDS, METHOD_TOP),
	SCALE(CLOSEST, "closest", closest, NEEDS_FRAMEWORK | BY_ENDS,
	    METHOD_RANGE),
	SCALE(NONE, "none", none, BY_ENDS, NO),
	{ .name = NULL }
};

static const struct method_row transform[] = {
	[TRANSFORM_LN] = { .name = "ln" },
	[TRANSFORM_LOG10] = { .name = "log10" },
	[TRANSFORM_SQRT] = { .name = "sqrt" },
	{ .name = NULL }
};

static const struct method_row aggregate[] = {
	MEAN(ARITHMETIC, "arithmetic", arithmetic, 0, NO),
	MEAN(GEOMETRIC, "geometric", power, MAY_REFUSE, NO),
	MEAN(HARMONIC, "harmonic", power, MAY_REFUSE, NO),
	MEAN(POWER, "power", power, MAY_REFUSE, METHOD_POWER),
	MEAN(MEDIAN, "median", median, 0, NO),
	MEAN(MIN, "min", min, 0, NO),
	MEAN(MAX, "max", max, 0, NO),
	EDITION(COPELAND, "copeland", copeland, 0),
	MEAN(MPI, "mpi", mpi, EQUAL, NO),
	MEAN(MPI_PLUS, "mpi+", mpi, EQUAL, NO),
	MEAN(AMPI, "ampi", mpi, EQUAL, NO),
	MEAN(MEAN_MIN, "mean-min", mean_min, 0, METHOD_PENALTY),
	MEAN(OWA_BEST, "owa-best", owa, 0, METHOD_BEST),
	MEAN(OWA_WORST, "owa-worst", owa, 0, METHOD_BEST),
	EDITION(WROCLAW, "wroclaw", wroclaw, NEEDS_ALL),
	{ .name = NULL }
};

static const struct method_row treat[] = {
	TREAT(JRC, "jrc", jrc, METHOD_POINTS_ALL, METHOD_STEP),
	TREAT(JRC_PLUS, "jrc+", jrc, METHOD_POINTS_ALL, METHOD_STEP),
	TREAT(WINSORIZE, "winsorize", winsorize, METHOD_POINTS, METHOD_FORCE),
	TREAT(QUANTILE, "quantile", quantile, METHOD_PROBABILITY),
	CURVE(LOG, "log", log, IS_STEP, NO),
	CURVE(LOG_SIGNED, "log-signed", log_signed, IS_STEP, NO),
	CURVE(LOG1, "log1", log1, IS_STEP, NO),
	CURVE(LOG_GII, "log-gii", log_gii, IS_STEP, NO),
	CURVE(BOXCOX, "boxcox", box_cox, 0, METHOD_LAMBDA),
	[TREAT_NONE] = { .name = "none", .needs = IS_STEP },
	{ .name = NULL }
};

static const struct method_row impute[] = {
	IMPUTE(MEAN, "mean", mean, LEARNS_EDITION, NO),
	IMPUTE(MEDIAN, "median", median, LEARNS_EDITION, NO),
	IMPUTE(GROUP, "group", mean, LEARNS_EDITION, METHOD_COLUMN),
	IMPUTE(GROUP_MEDIAN, "group-median", median, LEARNS_EDITION,
	    METHOD_COLUMN),
	IMPUTE(PREVIOUS, "previous", previous, LEARNS_SERIES, METHOD_YEARS),
	IMPUTE(LINEAR, "linear", linear, LEARNS_SERIES, NO),
	IMPUTE(HOLD, "hold", hold, LEARNS_SERIES, METHOD_YEARS),
	IMPUTE(SIBLINGS, "siblings", mean, LEARNS_SIBLINGS, NO),
	IMPUTE(SIBLINGS_MEDIAN, "siblings-median", median, LEARNS_SIBLINGS, NO),
	IMPUTE(ZERO, "zero", zero, 0, NO),
	[IMPUTE_NONE] = { .name = "none" },
	{ .name = NULL }
};

static const struct method_row *const family[] = {
	[METHOD_NORMALIZE] = normalize, [METHOD_TRANSFORM] = transform,
	[METHOD_AGGREGATE] = aggregate, [METHOD_TREAT] = treat,
	    [METHOD_IMPUTE] = impute
};

/* How an argument is written; whether it may be left out, and what its number
 * is then. */
static const struct {
	const char *form;
	bool may_lack;
	double number;
} arguments[] = {
	[METHOD_NOTHING] = { "", true, 0 },
	[METHOD_RANGE] = { "LO,HI", true, 0 },
	[METHOD_TOP] = { "HI", true, 0 },
	[METHOD_MEAN_SD] = { "M,S", true, 0 },
	[METHOD_TIES] = { "TIES", true, 0 },
	[METHOD_CLIP] = { "clip", true, 0 },
	[METHOD_POWER] = { "P with P not 0", false, 0 },
	[METHOD_PENALTY] = { "A,B", false, 0 },
	[METHOD_BEST] = { "J", false, 0 },
	[METHOD_POINTS] = { "POINTS", true, 5 },
	[METHOD_POINTS_ALL] = { "POINTS|all", true, 5 },
	[METHOD_STEP] = { "STEP", true, 0 },
	[METHOD_FORCE] = { "force", true, 0 },
	[METHOD_PROBABILITY] = { "P with P between 0 and 0.5", false, 0 },
	[METHOD_LAMBDA] = { "LAMBDA", false, 0 },
	[METHOD_YEARS] = { "YEARS", true, HUGE_VAL },
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
	switch (a) {
	case METHOD_NOTHING:
		return false;
	case METHOD_RANGE:
	case METHOD_MEAN_SD:
	case METHOD_PENALTY:
		return read_pair(a, t, m->pair);
	case METHOD_TIES:
		m->ties = rank_ties_named(t);
		return m->ties >= 0;
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
