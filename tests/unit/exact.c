/* Exact sums and numbers in twice the precision, from fractions and roots to 40 digits. */
#include <float.h>
#include <math.h>

#include "number/exact.h"
#include "ok.h"

static double
sum(const double *x, size_t n)
{
	struct exact e;

	exact_init(&e);
	for (size_t i = 0; i < n; i++)
		exact_add(&e, x[i]);
	return exact_round(&e);
}

#define SUM(...) sum((double[]){ __VA_ARGS__ }, sizeof (double[]){ __VA_ARGS__ } / sizeof (double))

static void
sums(void)
{
	struct exact e;
	struct twice t;

	ok(SUM(1e308, 1e308, -1e308, 0x1p-1074, -1e308) == 0x1p-1074, "the least double is not lost");
	ok(SUM(1e16, 1, -1e16) == 1, "what cancels leaves what is small");
	ok(SUM(1, 0x1p-53) == 1 && SUM(1 + 0x1p-52, 0x1p-53) == 1 + 0x1p-51,
	    "ties go to even");
	ok(SUM(1, 0x1p-53, 0x1p-1074) == 1 + 0x1p-52, "a bit far below decides");
	ok(isinf(SUM(DBL_MAX, DBL_MAX)) && SUM(DBL_MAX, DBL_MAX, -DBL_MAX) == DBL_MAX,
	    "only the whole sum may be beyond the doubles");
	ok(isnan(SUM(HUGE_VAL, -HUGE_VAL)) && SUM(HUGE_VAL, 1) == HUGE_VAL,
	    "terms that are not finite");
	exact_init(&e);
	for (int i = 0; i < 3 * EXACT_TERMS; i++)
		exact_add(&e, i % 2 == 0 ? 0.1 : -0x1p-60);
	ok(exact_round(&e) == 153.6, "more terms than fit between two carries");
	exact_init(&e);
	exact_add_twice(&e, (struct twice){ 1, 0x1p-60 });
	t = exact_twice(&e);
	ok(t.hi == 1 && t.lo == 0x1p-60, "a sum in twice the precision");
	e = exact_sum((double[]){ 1, 2, 3 }, 3, 0.5);
	ok(exact_round(&e) == 3, "a sum of scaled values");
	ok(exact_scale(3) == 0.25 && exact_scale(0) == 1 && exact_scale(HUGE_VAL) == 1,
	    "a power of two that takes 3 below 1");
}

int
main(void)
{
	struct twice t = twice_root((struct twice){ 2, 0 }), one = { 1, 0 }, three = { 3, 0 };

	sums();
	ok(t.hi == 0x1.6a09e667f3bcdp+0 && fabs(t.lo - -9.667293313452913e-17) < 1e-31,
	    "the root of 2, and what rounding took");
	ok(twice_quotient(one, three) == 1.0 / 3 &&
	    fabs(twice_divide(one, three).lo - 1.850371707708594e-17) < 1e-32,
	    "a third, and what rounding took");
	ok(twice_ratio(1e308, 1e308, 1e308) == 1e308, "a product beyond the doubles may be divided");
	ok(twice_ratio(4.7, 1000, 11) == 427.2727272727273, "a ratio is rounded once");
	return ok_done();
}
