/* Scores: the nearest doubles to what is on paper, wherever a scale begins and ends. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "method/normalize.h"
#include "ok.h"
#include "random.h"

__extension__ typedef __int128 whole;

enum { TURNS = 2000, VALUES = 50 };

/* A whole number, of a size that is random itself. */
static int64_t
any(int bits)
{
	return (int64_t)(random_bits() >> (64 - 1 - random_below((size_t)bits)));
}

/* Is y the double nearest to above / below?  All are positive, above is less than 2^60, and y is
 * not so small that its last bit is less than 2^-60. */
static bool
is_nearest(double y, whole above, whole below)
{
	int e;
	whole m = (whole)ldexp(frexp(y, &e), 53), off;

	e -= 53;
	off = e > 0 ? (m << e) * below - above : m * below - (above << -e);
	return 2 * (off < 0 ? -off : off) <= (e > 0 ? below << e : below);
}

/* How many scores are not the nearest doubles, of values below 2^bits. */
static size_t
count_wrong(int method, int bits)
{
	size_t wrong = 0, at;

	for (int turn = 0; turn < TURNS; turn++) {
		struct normalize_rule r = { .method = { .id = method }, .low = 0, .high = 100,
		    .direction = 1, .transform = METHOD_UNSET };
		double value[VALUES], score[VALUES], least = HUGE_VAL, most = 0;
		whole low, width, from;

		if (turn % 2 == 1) {
			r.low = (double)any(10);
			r.high = r.low + 1 + (double)any(10);
		}
		for (int i = 0; i < VALUES; i++) {
			value[i] = (double)any(bits);
			least = fmin(least, value[i]);
			most = fmax(most, value[i]);
		}
		r.goal_low = least;
		r.goal_high = r.target = most + 3;
		if (normalize_scores(&r, value, VALUES, score, &at) != SCALE_FITS)
			continue;
		low = (whole)r.low;
		from = (whole)least;
		width = (whole)(method == NORMALIZE_MINMAX ? most : r.goal_high) - from;
		for (int i = 0; i < VALUES; i++) {
			whole above = low * width + (whole)(r.high - r.low) * ((whole)value[i] - from);

			wrong += above == 0 ? score[i] != 0 : !is_nearest(score[i], above, width);
		}
	}
	return wrong;
}

/* What is beyond what products take, and scores that are missing. */
static void
test_extremes(void)
{
	struct normalize_rule r = { .low = 0, .high = 100, .direction = 1,
	    .transform = METHOD_UNSET };
	static const double size[] = { 0x1p-1074, 0x1p-1000, 1, 0x1p1000, 0x1p1022 };
	size_t at = 9;

	for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
		double x[3] = { 0, size[i], 3 * size[i] }, y[3];

		ok(normalize_scores(&r, x, 3, y, &at) == SCALE_FITS, "0, a and 3a fit, a = %a",
		    size[i]);
		ok(y[0] == 0 && y[1] == 100. / 3 && y[2] == 100, "and score 0, 33.3.. and 100");
	}
}

/* The scores of four values by a method, as text. */
static const char *
scores_of(const char *method, int direction, int transform, const double *x)
{
	static char text[200];
	struct normalize_rule r = { .low = 0, .high = 100, .mean = 0, .sd = 1,
	    .direction = direction, .transform = transform, .goal_low = 1, .goal_high = 5,
	    .target = 3, .reference = 4 };
	double y[4];
	size_t at = 9;
	enum scale_lack lack;

	if (!method_read(METHOD_NORMALIZE, text_of(method), &r.method))
		return "no method";
	lack = normalize_scores(&r, x, 4, y, &at);
	if (lack != SCALE_FITS)
		snprintf(text, sizeof text, "lack %d at %zu", (int)lack, at);
	else
		snprintf(text, sizeof text, "%.15g %.15g %.15g %.15g", y[0], y[1], y[2], y[3]);
	return text;
}

static void
scored(const char *method, int direction, const double *x, const char *expected)
{
	const char *got = scores_of(method, direction, METHOD_UNSET, x);

	ok(strcmp(got, expected) == 0, "%s: %s, not %s", method, expected, got);
}

/* By hand. */
static void
test_methods(void)
{
	static const double x[] = { 1, 2, 2, 5 }, none[] = { 1, (double)NAN, 2, 3 };
	static const double equal[] = { 3, 3, 3, (double)NAN };
	char expected[40];

	scored("minmax", 1, x, "0 25 25 100");
	scored("minmax:1,101", -1, x, "101 76 76 1");
	scored("minmax", 1, none, "0 nan 50 100");
	scored("rank", 1, x, "1 2 2 4");
	scored("rank:average", -1, x, "4 2.5 2.5 1");
	scored("borda:dense", 1, x, "0 1 1 2");
	scored("percentile:0,1:dense", 1, x, "0 0.5 0.5 1");
	scored("percentile:max:0,3", 1, x, "0 2 2 3");
	scored("goalposts", 1, x, "0 25 25 100");
	scored("goalposts:0,8", -1, none, "8 nan 6 4");
	scored("target:clip", 1, x, "0 50 50 100");
	scored("target", 1, x, "0 50 50 200");
	scored("reference:0,3", 1, x, "0 1 1 4");
	scored("fracmax:10", 1, x, "2 4 4 10");
	scored("fracmax:10", -1, x, "10 5 5 2");
	scored("closest", 1, x, "0 50 50 0");
	scored("closest:1,5", -1, none, "1 nan 3 5");
	scored("none", -1, x, "-1 -2 -2 -5");
	/* The mean is 2, the sd 1. */
	scored("zscore:100,10", 1, none, "90 nan 100 110");
	snprintf(expected, sizeof expected, "lack %d at 9", (int)SCALE_EQUAL);
	scored("minmax", 1, equal, expected);
	scored("closest", 1, equal, expected);
	ok(strcmp(scores_of("minmax", 1, TRANSFORM_SQRT, (const double[]){ 0, 1, 4, 16 }),
	    "0 25 50 100") == 0, "roots, then minmax");
	snprintf(expected, sizeof expected, "lack %d at 0", (int)SCALE_TRANSFORM);
	ok(strcmp(scores_of("minmax", 1, TRANSFORM_LN, (const double[]){ 0, 1, 4, 16 }),
	    expected) == 0, "0 has no logarithm");
}

int
main(void)
{
	for (int bits = 4; bits <= 40; bits += 12) {
		ok(count_wrong(NORMALIZE_MINMAX, bits) == 0,
		    "minmax of whole numbers below 2^%d: %d nearest doubles", bits, TURNS * VALUES);
		ok(count_wrong(NORMALIZE_GOALPOSTS, bits) == 0, "goalposts likewise");
		ok(count_wrong(NORMALIZE_TARGET, bits) == 0, "a target likewise");
	}
	test_extremes();
	test_methods();
	return ok_done();
}
