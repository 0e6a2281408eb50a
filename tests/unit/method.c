/* Methods and shares: what is one, what its parameter may be, and what is not. */
#include <math.h>
#include <stdlib.h>

#include "method/method.h"
#include "number/rank.h"
#include "ok.h"

static bool
reads(enum method_family f, const char *s, int id, double number)
{
	struct method m;

	return method_read(f, text_of(s), &m) && m.id == id &&
	    (m.number == number || (m.number != m.number && number != number));
}

static bool
refuses(enum method_family f, const char *s)
{
	struct method m;

	return !method_read(f, text_of(s), &m);
}

static void
test_names(void)
{
	static const struct { enum method_family f; int id; const char *s; } plain[] = {
		{ METHOD_NORMALIZE, NORMALIZE_MINMAX, "minmax" },
		{ METHOD_NORMALIZE, NORMALIZE_ZSCORE, "zscore" },
		{ METHOD_NORMALIZE, NORMALIZE_RANK, "rank" },
		{ METHOD_NORMALIZE, NORMALIZE_BORDA, "borda" },
		{ METHOD_NORMALIZE, NORMALIZE_PERCENTILE, "percentile" },
		{ METHOD_NORMALIZE, NORMALIZE_GOALPOSTS, "goalposts" },
		{ METHOD_NORMALIZE, NORMALIZE_TARGET, "target" },
		{ METHOD_NORMALIZE, NORMALIZE_REFERENCE, "reference" },
		{ METHOD_NORMALIZE, NORMALIZE_FRACMAX, "fracmax" },
		{ METHOD_NORMALIZE, NORMALIZE_CLOSEST, "closest" },
		{ METHOD_NORMALIZE, NORMALIZE_NONE, "none" },
		{ METHOD_TRANSFORM, TRANSFORM_LN, "ln" }, { METHOD_TRANSFORM, TRANSFORM_LOG10, "log10" },
		{ METHOD_TRANSFORM, TRANSFORM_SQRT, "sqrt" },
		{ METHOD_AGGREGATE, AGGREGATE_ARITHMETIC, "arithmetic" },
		{ METHOD_AGGREGATE, AGGREGATE_GEOMETRIC, "geometric" },
		{ METHOD_AGGREGATE, AGGREGATE_HARMONIC, "harmonic" },
		{ METHOD_AGGREGATE, AGGREGATE_MEDIAN, "median" },
		{ METHOD_AGGREGATE, AGGREGATE_MIN, "min" }, { METHOD_AGGREGATE, AGGREGATE_MAX, "max" },
		{ METHOD_AGGREGATE, AGGREGATE_COPELAND, "copeland" },
		{ METHOD_AGGREGATE, AGGREGATE_MPI, "mpi" },
		{ METHOD_AGGREGATE, AGGREGATE_MPI_PLUS, "mpi+" },
		{ METHOD_AGGREGATE, AGGREGATE_AMPI, "ampi" },
		{ METHOD_TREAT, TREAT_LOG, "log" }, { METHOD_TREAT, TREAT_NONE, "none" },
		{ METHOD_IMPUTE, IMPUTE_MEAN, "mean" }, { METHOD_IMPUTE, IMPUTE_MEDIAN, "median" },
		{ METHOD_IMPUTE, IMPUTE_LINEAR, "linear" }, { METHOD_IMPUTE, IMPUTE_ZERO, "zero" },
		{ METHOD_IMPUTE, IMPUTE_NONE, "none" }
	};

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		char colon[32], *names = method_names(plain[i].f);

		snprintf(colon, sizeof colon, "%s:", plain[i].s);
		ok(reads(plain[i].f, plain[i].s, plain[i].id, 0), "%s", plain[i].s);
		ok(refuses(plain[i].f, colon), "%s takes something behind a colon", plain[i].s);
		ok(strstr(names, plain[i].s) != NULL, "%s is told", plain[i].s);
		free(names);
	}
	ok(refuses(METHOD_NORMALIZE, "") && refuses(METHOD_NORMALIZE, "MINMAX") &&
	    refuses(METHOD_NORMALIZE, "minma") && refuses(METHOD_NORMALIZE, "minmaxx") &&
	    refuses(METHOD_NORMALIZE, " minmax") && refuses(METHOD_NORMALIZE, "median"),
	    "nothing else is a method");
}

static void
test_parameters(void)
{
	struct method m;

	ok(reads(METHOD_AGGREGATE, "power:2", AGGREGATE_POWER, 2) &&
	    reads(METHOD_AGGREGATE, "power:-0.5", AGGREGATE_POWER, -0.5), "power:P");
	ok(refuses(METHOD_AGGREGATE, "power") && refuses(METHOD_AGGREGATE, "power:") &&
	    refuses(METHOD_AGGREGATE, "power:0") && refuses(METHOD_AGGREGATE, "power:-0") &&
	    refuses(METHOD_AGGREGATE, "power:x") && refuses(METHOD_AGGREGATE, "power:1,5") &&
	    refuses(METHOD_AGGREGATE, "power:2:3") && refuses(METHOD_AGGREGATE, "power:1e309"),
	    "P is a number and not 0");
	ok(reads(METHOD_TREAT, "jrc", TREAT_JRC, 5) && reads(METHOD_TREAT, "jrc:3", TREAT_JRC, 3) &&
	    reads(METHOD_TREAT, "winsorize", TREAT_WINSORIZE, 5) &&
	    reads(METHOD_TREAT, "winsorize:1", TREAT_WINSORIZE, 1), "jrc[:POINTS], winsorize[:POINTS]");
	ok(refuses(METHOD_TREAT, "jrc:0") && refuses(METHOD_TREAT, "jrc:1.5") &&
	    refuses(METHOD_TREAT, "jrc:-1") && refuses(METHOD_TREAT, "jrc:"), "POINTS is 1, 2, ...");
	ok(method_read(METHOD_TREAT, text_of("jrc:all:log-signed"), &m) && isinf(m.number) &&
	    m.step == TREAT_LOG_SIGNED && method_read(METHOD_TREAT, text_of("jrc+:none"), &m) &&
	    m.id == TREAT_JRC_PLUS && m.number == 5 && m.step == TREAT_NONE, "jrc:all, jrc+, STEP");
	ok(method_read(METHOD_TREAT, text_of("winsorize:3:force"), &m) && m.number == 3 &&
	    method_gives(&m, METHOD_FORCE) && refuses(METHOD_TREAT, "winsorize:all") &&
	    refuses(METHOD_TREAT, "jrc:boxcox") && refuses(METHOD_TREAT, "jrc:log:log1") &&
	    refuses(METHOD_TREAT, "log:5"), "force; what is no STEP, or no argument");
	ok(reads(METHOD_TREAT, "quantile:0.05", TREAT_QUANTILE, 0.05) &&
	    refuses(METHOD_TREAT, "quantile") && refuses(METHOD_TREAT, "quantile:0") &&
	    refuses(METHOD_TREAT, "quantile:0.5"), "quantile:P, 0 < P < 1/2");
	ok(reads(METHOD_TREAT, "boxcox:0", TREAT_BOXCOX, 0) &&
	    reads(METHOD_TREAT, "boxcox:-1", TREAT_BOXCOX, -1) && refuses(METHOD_TREAT, "boxcox"),
	    "boxcox:LAMBDA, which may be 0");
	ok(reads(METHOD_IMPUTE, "previous", IMPUTE_PREVIOUS, (double)INFINITY) &&
	    reads(METHOD_IMPUTE, "previous:2", IMPUTE_PREVIOUS, 2) &&
	    refuses(METHOD_IMPUTE, "previous:0"), "previous[:YEARS]");
	ok(reads(METHOD_IMPUTE, "hold:2", IMPUTE_HOLD, 2) &&
	    reads(METHOD_IMPUTE, "siblings-median", IMPUTE_SIBLINGS_MEDIAN, 0) &&
	    refuses(METHOD_IMPUTE, "siblings:2"), "hold[:YEARS], siblings, siblings-median");
	ok(method_read(METHOD_IMPUTE, text_of("group:state"), &m) && m.id == IMPUTE_GROUP &&
	    text_is(m.word, "state") &&
	    method_read(METHOD_IMPUTE, text_of("group-median:a:b"), &m) &&
	    m.id == IMPUTE_GROUP_MEDIAN && text_is(m.word, "a:b"), "group:COLUMN");
	ok(refuses(METHOD_IMPUTE, "group") && refuses(METHOD_IMPUTE, "group:"), "COLUMN is needed");
}

/* Arguments may come in any order and be left out, but not come twice. */
static void
test_arguments(void)
{
	struct method m;

	ok(method_read(METHOD_NORMALIZE, text_of("percentile:dense:1,100"), &m) &&
	    m.id == NORMALIZE_PERCENTILE && m.pair[0] == 1 && m.pair[1] == 100 &&
	    m.ties == RANK_DENSE && method_gives(&m, METHOD_RANGE) && method_gives(&m, METHOD_TIES),
	    "percentile:TIES:LO,HI");
	ok(method_read(METHOD_NORMALIZE, text_of("percentile"), &m) && m.given == 0,
	    "nothing is given where all is left out");
	ok(method_read(METHOD_NORMALIZE, text_of("target:clip"), &m) &&
	    method_gives(&m, METHOD_CLIP) && !method_gives(&m, METHOD_RANGE), "target:clip");
	ok(refuses(METHOD_NORMALIZE, "minmax:1,2:1,2") && refuses(METHOD_NORMALIZE, "minmax:2,2") &&
	    refuses(METHOD_NORMALIZE, "minmax:1") && refuses(METHOD_NORMALIZE, "minmax:1,2,3") &&
	    refuses(METHOD_NORMALIZE, "zscore:1,0") && refuses(METHOD_NORMALIZE, "none:clip"),
	    "what is no argument");
	ok(reads(METHOD_AGGREGATE, "owa-best:2", AGGREGATE_OWA_BEST, 2) &&
	    refuses(METHOD_AGGREGATE, "owa-best") && refuses(METHOD_AGGREGATE, "owa-worst:0") &&
	    method_read(METHOD_AGGREGATE, text_of("mean-min:0.5,1"), &m) && m.pair[0] == 0.5 &&
	    m.pair[1] == 1 && refuses(METHOD_AGGREGATE, "mean-min:2,1") &&
	    refuses(METHOD_AGGREGATE, "mean-min:1,-1") && refuses(METHOD_AGGREGATE, "mean-min"),
	    "owa-best:J, owa-worst:J, mean-min:A,B");
}

static bool
share(const char *s, double expected)
{
	double x = -1;

	return method_share(text_of(s), &x) && x == expected;
}

static bool
no_share(const char *s)
{
	double x;

	return !method_share(text_of(s), &x);
}

static void
test_shares(void)
{
	ok(share("0", 0) && share("1", 1) && share("0.5", 0.5) && share("2/3", 2.0 / 3) &&
	    share("3/3", 1) && share("0/7", 0) && share("1.5/2", 0.75), "shares");
	ok(no_share("") && no_share("NA") && no_share("1.01") && no_share("-0.1") && no_share("4/3") &&
	    no_share("1/0") && no_share("1/") && no_share("/2") && no_share("1/2/3") &&
	    no_share("-1/-2") && no_share("50%") && no_share("2 / 3"), "nothing else is a share");
}

int
main(void)
{
	test_names();
	test_parameters();
	test_arguments();
	test_shares();
	return ok_done();
}
