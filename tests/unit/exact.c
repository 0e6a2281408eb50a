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

/* What rounding takes from a product, also where its parts would be beyond the doubles, or lost. */
static void
products(void)
{
	const double large = 0x1.fffffffffffffp511, third = 1.0 / 3;
	struct twice t = twice_of_product(large, large);
	bool fine = true;

	/* (1 - 2^-53)^2 = 1 - 2^-52 + 2^-106 */
	ok(t.hi == 0x1.ffffffffffffep1023 && t.lo == 0x1p918, "a product near the last double");
	for (int k = 0; k < 1000; k++) {
		double x = third * ldexp(1, -400 - k % 100), y = (1 + k * 0x1p-40) * ldexp(third, -400 - k / 10);

		t = twice_of_product(x, y);
		fine = fine && t.hi == x * y && t.lo == fma(x, y, -t.hi);
	}
	ok(fine, "products of less and less");
	t = twice_times((struct twice){ 3, 0x1p-60 }, (struct twice){ 5, 0x1p-61 });
	ok(t.hi == 15 && t.lo == 0x1.ap-58, "3 and 5 and a bit: 5 2^-60 + 3 2^-61");
}

int
main(void)
{
	struct twice t = twice_root((struct twice){ 2, 0 }), one = { 1, 0 }, three = { 3, 0 };

	sums();
	ok(t.hi == 0x1.6a09e667f3bcdp+0 && fabs(t.lo - -9.667293313452913e-17) < 1e-31,
	    "the root of 2, and what rounding took");
	t = twice_root((struct twice){ 2, 0x1p-53 });
	ok(t.hi == 0x1.6a09e667f3bcdp+0 && fabs(t.lo - -0x1.08ce4e072c66fp-54) < 1e-31,
	    "and of 2 + 2^-53");
	products();
	ok(twice_quotient(one, three) == 1.0 / 3 &&
	    fabs(twice_divide(one, three).lo - 1.850371707708594e-17) < 1e-32,
	    "a third, and what rounding took");
	ok(twice_ratio(1e308, 1e308, 1e308) == 1e308, "a product beyond the doubles may be divided");
	ok(twice_ratio(4.7, 1000, 11) == 427.2727272727273, "a ratio is rounded once");
	return ok_done();
}
