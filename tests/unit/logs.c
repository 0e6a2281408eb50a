/* Logarithms in twice the precision: some known to 60 digits, and that of a product. */
#include <math.h>

#include "number/logs.h"
#include "number/twice.h"
#include "ok.h"
#include "random.h"

/* How far a logarithm is from what it ought to be, of that. */
static double
error(double hi, double lo, double want, double rest)
{
	return fabs(((hi - want) + (lo - rest)) / want);
}

/* The nearest doubles and what is left of them, by mpmath with 300 bits. */
static void
test_known(void)
{
	static const double x[] = { 2, 10, 100, 1.5, 0.75, 1e300, 0x1.0000000000001p+0,
	    0x1p-1074, 3e-320, 57.25 };
	static const double want[][2] = {
		{ 0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56 },
		{ 0x1.26bb1bbb55516p+1, -0x1.f48ad494ea3e9p-53 },
		{ 0x1.26bb1bbb55516p+2, -0x1.f48ad494ea3e9p-52 },
		{ 0x1.9f323ecbf984cp-2, -0x1.a92e513217f5cp-59 },
		{ -0x1.269621134db92p-2, -0x1.e0efadd9db02bp-56 },
		{ 0x1.5963447f87fb5p+9, 0x1.abccc0710fcd4p-46 },
		{ 0x1.fffffffffffffp-53, 0x1.5555555555554p-158 },
		{ -0x1.74385446d71c3p+9, -0x1.8e569fa8ee781p-45 },
		{ -0x1.6fdd43b3b8eabp+9, -0x1.79082fcaacf0dp-46 },
		{ 0x1.03090df34ba47p+2, -0x1.2c44fae41b309p-53 }
	};
	enum { KNOWN = sizeof x / sizeof *x };
	double hi[KNOWN], lo[KNOWN], other[] = { 1, 0, -3, (double)NAN }, none[4], rest[4];
	struct twice more;

	logs(x, KNOWN, hi, lo);
	for (int i = 0; i < KNOWN; i++)
		ok(hi[i] == want[i][0] && error(hi[i], lo[i], want[i][0], want[i][1]) < 0x1p-68,
		    "ln %g", x[i]);
	more = logs_ln_more((struct twice){ 0.001, 0x1p-65 });
	ok(more.hi == 0x1.060354f8c3ebfp-10 &&
	    error(more.hi, more.lo, 0x1.060354f8c3ebfp-10, 0x1.37e8582209dd6p-64) < 0x1p-68,
	    "ln(1 + x) of what no double is");
	logs(other, 4, none, rest);
	ok(none[0] == 0 && rest[0] == 0 && !signbit(none[0]), "ln 1 is 0");
	ok(none[1] == (double)-INFINITY && none[2] == (double)-INFINITY && none[3] != none[3] &&
	    rest[1] == 0 && rest[2] == 0 && rest[3] == 0, "what has none");
}

/* ln xy = ln x + ln y, of numbers whose product is one. */
static void
test_products(void)
{
	double worst = 0;

	for (int i = 0; i < 200000; i++) {
		double x[3], hi[3], lo[3];
		struct twice sum;

		x[0] = ldexp((double)(1 + random_below(1 << 26)), -(int)random_below(60));
		x[1] = ldexp((double)(1 + random_below(1 << 26)), -(int)random_below(60));
		x[2] = x[0] * x[1];
		logs(x, 3, hi, lo);
		sum = twice_of_sum(hi[0], hi[1]);
		worst = fmax(worst, fabs(((sum.hi - hi[2]) + (sum.lo - lo[2])) + (lo[0] + lo[1])) /
		    (fabs(hi[0]) + fabs(hi[1]) + fabs(hi[2])));
	}
	ok(worst < 0x1p-67, "the logarithm of a product: %g", worst);
}

int
main(void)
{
	test_known();
	test_products();
	return ok_done();
}
