/* Scores: the nearest doubles to what is on paper, wherever a scale begins and ends. */
#include <math.h>
#include <stdlib.h>

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
	static const uint32_t of[VALUES];
	size_t wrong = 0;

	for (int turn = 0; turn < TURNS; turn++) {
		struct scale_rule rule = { .low = 0, .high = 100, .mean = 0, .sd = 1 };
		struct scale_of of_what = { .method = method, .direction = 1,
		    .transform = METHOD_UNSET };
		struct scale s;
		double value[VALUES], score[VALUES];
		whole low, width, from;

		if (turn % 2 == 1) {
			rule.low = (double)any(10);
			rule.high = rule.low + 1 + (double)any(10);
		}
		scale_begin(&s);
		for (int i = 0; i < VALUES; i++) {
			value[i] = (double)any(bits);
			scale_take(&s, value[i]);
		}
		of_what.low = s.least;
		of_what.high = of_what.target = s.most + 3;
		if (scale_fit(&s, &rule, &of_what) != SCALE_FITS)
			continue;
		scale_scores(score, value, of, VALUES, &s);
		low = (whole)rule.low;
		from = (whole)s.least;
		width = (whole)(method == NORMALIZE_MINMAX ? s.most : of_what.high) - from;
		for (int i = 0; i < VALUES; i++) {
			whole above = low * width + (whole)(rule.high - rule.low) *
			    ((whole)value[i] - from);

			wrong += above == 0 ? score[i] != 0 : !is_nearest(score[i], above, width);
		}
	}
	return wrong;
}

/* What is beyond what products take, and scores that are missing. */
static void
test_extremes(void)
{
	static const uint32_t of[3];
	struct scale_rule rule = { .low = 0, .high = 100 };
	struct scale_of minmax = { .method = NORMALIZE_MINMAX, .direction = 1,
	    .transform = METHOD_UNSET };
	static const double size[] = { 0x1p-1074, 0x1p-1000, 1, 0x1p1000, 0x1p1022 };

	for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
		double x[3] = { 0, size[i], 3 * size[i] }, y[3];
		struct scale s;

		scale_begin(&s);
		for (int k = 0; k < 3; k++)
			scale_take(&s, x[k]);
		ok(scale_fit(&s, &rule, &minmax) == SCALE_FITS, "0, a and 3a fit, a = %a", size[i]);
		scale_scores(y, x, of, 3, &s);
		ok(y[0] == 0 && y[1] == 100. / 3 && y[2] == 100, "and score 0, 33.3.. and 100");
		scale_flat(&s, 50);
		x[0] = (double)NAN;
		scale_scores(y, x, of, 3, &s);
		ok(y[0] != y[0] && y[1] == 50 && y[2] == 50, "a flat scale: 50, and NaN stays");
	}
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
	return ok_done();
}
