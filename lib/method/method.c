/* method - the names of methods. */
#include <math.h>

#include "method/method.h"
#include "number/num.h"

/* What may stand behind the colon. */
enum parameter {
	NOTHING,
	A_NUMBER,       /* not 0 where the method says so, never left out */
	A_PROBABILITY,  /* above 0, below 1/2, never left out */
	A_COUNT,        /* a whole number from 1, may be left out */
	A_COLUMN        /* never left out */
};

struct entry {
	const char *name;
	enum parameter parameter;
	double unless;          /* the number it stands for if it is left out, or must not be */
};

static const struct entry normalize[] = {
	{ "minmax", NOTHING, 0 }, { "zscore", NOTHING, 0 }, { "rank", NOTHING, 0 },
	{ "borda", NOTHING, 0 }, { "percentile", NOTHING, 0 }, { "goalposts", NOTHING, 0 },
	{ "target", NOTHING, 0 }, { "reference", NOTHING, 0 }, { "fracmax", NOTHING, 0 },
	{ "none", NOTHING, 0 }, { NULL, NOTHING, 0 }
};
static const struct entry transform[] = {
	{ "ln", NOTHING, 0 }, { "log10", NOTHING, 0 }, { "sqrt", NOTHING, 0 }, { NULL, NOTHING, 0 }
};
static const struct entry aggregate[] = {
	{ "arithmetic", NOTHING, 0 }, { "geometric", NOTHING, 0 }, { "harmonic", NOTHING, 0 },
	{ "power", A_NUMBER, 0 }, { "median", NOTHING, 0 }, { "min", NOTHING, 0 },
	{ "max", NOTHING, 0 }, { "copeland", NOTHING, 0 }, { "mpi", NOTHING, 0 },
	{ "mpi+", NOTHING, 0 }, { "ampi", NOTHING, 0 }, { NULL, NOTHING, 0 }
};
static const struct entry treat[] = {
	{ "jrc", A_COUNT, 5 }, { "winsorize", A_COUNT, 5 }, { "quantile", A_PROBABILITY, 0 },
	{ "log", NOTHING, 0 }, { "boxcox", A_NUMBER, (double)NAN }, { "none", NOTHING, 0 },
	{ NULL, NOTHING, 0 }
};
static const struct entry impute[] = {
	{ "mean", NOTHING, 0 }, { "median", NOTHING, 0 }, { "group", A_COLUMN, 0 },
	{ "group-median", A_COLUMN, 0 }, { "previous", A_COUNT, (double)NAN }, { "linear", NOTHING, 0 },
	{ "zero", NOTHING, 0 }, { "none", NOTHING, 0 }, { NULL, NOTHING, 0 }
};
static const struct entry *const family[] = {
	[METHOD_NORMALIZE] = normalize, [METHOD_TRANSFORM] = transform,
	[METHOD_AGGREGATE] = aggregate, [METHOD_TREAT] = treat, [METHOD_IMPUTE] = impute
};
static const char *const names[] = {
	[METHOD_NORMALIZE] = "minmax, zscore, rank, borda, percentile, goalposts, target, "
	    "reference, fracmax, none",
	[METHOD_TRANSFORM] = "ln, log10, sqrt",
	[METHOD_AGGREGATE] = "arithmetic, geometric, harmonic, power:P with P not 0, median, min, "
	    "max, copeland, mpi, mpi+, ampi",
	[METHOD_TREAT] = "jrc[:POINTS], winsorize[:POINTS], quantile:P with P between 0 and 0.5, "
	    "log, boxcox:LAMBDA, none",
	[METHOD_IMPUTE] = "mean, median, group:COLUMN, group-median:COLUMN, previous[:YEARS], "
	    "linear, zero, none"
};

/* Reads the parameter of an entry; `given` tells "name:" from "name". */
static bool
read_parameter(const struct entry *e, bool given, struct text t, struct method *m)
{
	double x = 0;

	if (e->parameter == NOTHING)
		return !given;
	m->number = e->unless;
	if (e->parameter == A_COLUMN) {
		m->word = t;
		return t.n > 0;
	}
	if (!given)
		return e->parameter == A_COUNT;
	if (num_read(t, &x) != NUM_FINITE)
		return false;
	m->number = x;
	switch (e->parameter) {
	case A_COUNT:
		return x >= 1 && x <= 1e9 && x == floor(x);
	case A_PROBABILITY:
		return x > 0 && x < 0.5;
	default:
		return x != e->unless;
	}
}

bool
method_read(enum method_family f, struct text t, struct method *m)
{
	struct text rest = t, name = text_cut(&rest, ':');

	for (int i = 0; family[f][i].name != NULL; i++) {
		if (!text_is(name, family[f][i].name))
			continue;
		*m = (struct method){ i, 0, { NULL, 0 } };
		return read_parameter(&family[f][i], rest.s != NULL, rest, m);
	}
	return false;
}

const char *
method_names(enum method_family f)
{
	return names[f];
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
