/* Sums are exact whatever their order, and the statistics are what they should be. */
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "doubles.h"
#include "number/sum.h"
#include "ok.h"

enum { MOST = 64 };

static void
test_hard_sums(void)
{
	static const struct {
		double	x[5];
		double	sum;
	} cases[] = {
		{ { 1e100, 1, -1e100 }, 1 },
		{ { 1e16, 1 }, 1e16 },
		{ { 1e16, 1, 1e-16 }, 10000000000000002 },
		{ { 1e16, 1, -1e-16 }, 1e16 },
		{ { 1e16, 2, 1 }, 10000000000000004 },
		{ { 1e16, 2, 1, -5e-324 }, 10000000000000002 },
		{ { 1e16, 1, 5e-324 }, 10000000000000002 },
		{ { -1e16, -1, -5e-324 }, -10000000000000002 },
		{ { 1, 0x1p-53, 0x1p-1074 }, 1 + 0x1p-52 },
		{ { 1, -0x1p-54, -0x1p-1000 }, 1 - 0x1p-53 },
		{ { 0.1, 0.2, 0.3, -0.6 }, 0x1p-55 },	/* exact for these doubles */
		{ { 1e308, 1e308, -1e308 }, 1e308 },
		{ { DBL_MAX, DBL_MAX, -DBL_MAX, -DBL_MAX, 3 }, 3 },
		{ { DBL_MAX, 0x1p969 }, DBL_MAX },
		{ { DBL_MAX, 0x1p970 }, HUGE_VAL },
		{ { -DBL_MAX, -DBL_MAX }, -HUGE_VAL },
		{ { 5e-324, 5e-324 }, 1e-323 },
		{ { 1e308, 5e-324, -1e308 }, 5e-324 },
		{ { DBL_MIN, -5e-324 }, DBL_MIN - 5e-324 },
		{ { -0.0 }, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool good = true;
		double x[5], unused[5] = { 0 };

		memcpy(x, cases[i].x, sizeof x);
		for (int k = 0; k < 100; k++) {
			good &= same(sum_exact(x, 5), cases[i].sum);
			shuffle(x, unused, 5);
		}
		ok(good, "sum of %g, %g, %g, %g, %g is %.17g in any order", cases[i].x[0],
		    cases[i].x[1], cases[i].x[2], cases[i].x[3], cases[i].x[4], cases[i].sum);
	}
	ok(same(sum_exact(NULL, 0), 0), "sum of nothing is 0");
}

/* Terms that are multiples of 2^-90 below 2^10 are summed in 128 bits, which
 * the compiler converts to the nearest double. */
static void
test_wide_reference(void)
{
	__extension__ typedef __int128 wide;
	bool good = true;

	for (int k = 0; k < 20000; k++) {
		size_t n = random_below(MOST + 1);
		double x[MOST];
		wide sum = 0;

		for (size_t i = 0; i < n; i++) {
			int64_t digits = (int64_t)(random_bits() >> 11) - ((int64_t)1 << 52);
			int up = (int)random_below(50);

			x[i] = ldexp((double)digits, up - 90);
			sum += (wide)digits * ((wide)1 << up);
		}
		good &= same(sum_exact(x, n), ldexp((double)sum, -90));
	}
	ok(good, "20000 random sums agree with sums in 128 bits");
}

static void
test_many_terms(void)
{
	enum { N = 30000 };
	double *x = malloc(N * sizeof *x);
	bool good = x != NULL;

	for (size_t i = 0; good && i < N; i++)
		x[i] = i % 3 == 0 ? 1e300 : i % 3 == 1 ? 1 : -1e300;
	good = good && same(sum_exact(x, N), N / 3);
	for (size_t i = 0; good && i < N; i++)
		x[i] = -DBL_MAX;
	good = good && isinf(sum_exact(x, N));
	for (size_t i = 0; good && i < N; i++)
		x[i] = -0.1;
	good = good && same(sum_exact(x, N), -3000) && same(sum_mean(x, N), -0.1);
	free(x);
	ok(good, "sums of 30000 terms carry in time");
}

static void
statistics(const double *x, size_t n, double out[5])
{
	out[0] = sum_exact(x, n);
	out[1] = sum_mean(x, n);
	out[2] = sum_sd(x, n);
	out[3] = sum_skewness(x, n);
	out[4] = sum_kurtosis(x, n);
}

static void
test_permutations(void)
{
	static const char *const names[] = { "sum", "mean", "deviation", "skewness", "kurtosis" };
	bool good[5] = { true, true, true, true, true };

	for (int k = 0; k < 10000; k++) {
		size_t n = random_below(MOST / 2 + 1);
		double x[MOST], unused[MOST] = { 0 }, first[5], now[5];

		for (size_t i = 0; i < n; i++)
			x[i] = k % 2 ? random_double(k % 50) : (double)random_below(10) / 10;
		statistics(x, n, first);
		for (int again = 0; again < 3; again++) {
			shuffle(x, unused, n);
			statistics(x, n, now);
			for (size_t i = 0; i < 5; i++)
				good[i] &= same(now[i], first[i]);
		}
	}
	for (size_t i = 0; i < 5; i++)
		ok(good[i], "%s: no order of 10000 random vectors changes a bit", names[i]);
}

static void
test_constant(void)
{
	static const double values[] = { 0.1, 1.0 / 3, 98.7, -7.3, 1e300, 5e-324, 0 };
	double x[1000], rising[1000];
	bool mean = true, sd = true, none = true;

	for (size_t i = 0; i < 1000; i++)
		rising[i] = (double)i;
	for (size_t v = 0; v < sizeof values / sizeof *values; v++) {
		for (size_t i = 0; i < 1000; i++)
			x[i] = values[v];
		for (size_t n = 1; n <= 1000; n++) {
			mean &= same(sum_mean(x, n), values[v]);
			sd &= n < 2 || same(sum_sd(x, n), 0);
		}
		none &= isnan(sum_skewness(x, 82)) && isnan(sum_kurtosis(x, 82));
	}
	ok(mean, "the mean of 1 to 1000 equal values is that value");
	ok(sd, "their deviation is exactly 0");
	ok(none, "skewness and kurtosis of equal values do not exist");
	ok(isnan(sum_mean(x, 0)) && isnan(sum_sd(rising, 1)) && isnan(sum_skewness(rising, 2)) &&
	    isnan(sum_kurtosis(rising, 3)) && isnan(sum_quantile(rising, 0, 0.5)),
	    "statistics of too few values do not exist");
}

/* The expected values were computed in rational numbers and 60 digits; those of
 * the first are in Excel's documentation too. */
static void
test_statistics(void)
{
	static const double excel[] = { 3, 4, 5, 2, 3, 4, 5, 6, 4, 7 };
	static const double x[] = { 81.4, 79.3, 76.1, 70.2, 68.8, 68.7, 66.05, 61.9, 12.25,
	    55.5, 48.125, 71 };
	static const double far[] = { 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16 };
	double tiny[12], huge[12];

	for (size_t i = 0; i < 12; i++) {
		tiny[i] = ldexp(x[i], -900);
		huge[i] = ldexp(x[i], 1000);
	}
	ok(close_to(sum_sd(excel, 10), 1.4944341180973262), "deviation as Excel's STDEV.S");
	ok(fabs(sum_skewness(excel, 10) - 0.35954307140679714) < 1e-15,
	    "skewness as Excel's SKEW");
	ok(fabs(sum_kurtosis(excel, 10) - -0.15179963720841422) < 1e-15,
	    "kurtosis as Excel's KURT");
	ok(same(sum_mean(x, 12), 63.27708333333333), "mean");
	ok(close_to(sum_sd(x, 12), 18.636472849365877), "deviation");
	/* With 50 digits; rounded squares gave another last digit. */
	ok(same(sum_sd((const double[]){ 5, 9, -1 }, 3), 5.033222956847166) &&
	    same(sum_sd((const double[]){ 0.1, 0.2, 0.4 }, 3), 0.15275252316519466) &&
	    same(sum_sd((const double[]){ 1e12 + 0.25, 1e12 + 0.5, 1e12 + 1 }, 3), 0.3818813079129867),
	    "deviations to the last digit");
	ok(same(sum_skewness((const double[]){ 0.1, 0.2, 0.7 }, 3), 1.5453925256950207) &&
	    same(sum_kurtosis((const double[]){ 0.1, 0.2, 0.7, 3.3 }, 4), 3.343231559777842),
	    "moments to the last digit");
	ok(fabs(sum_skewness(x, 12) - -2.081410293052182) < 1e-15, "skewness");
	ok(close_to(sum_kurtosis(x, 12), 5.168698624099578), "kurtosis");
	ok(close_to(sum_sd(far, 4), 5.477225575051661) && same(sum_skewness(far, 4), 0) &&
	    close_to(sum_kurtosis(far, 4), -3.3), "large values with little spread");
	ok(same(sum_sd(tiny, 12), ldexp(sum_sd(x, 12), -900)) &&
	    same(sum_sd(huge, 12), ldexp(sum_sd(x, 12), 1000)) &&
	    same(sum_skewness(tiny, 12), sum_skewness(x, 12)) &&
	    same(sum_kurtosis(huge, 12), sum_kurtosis(x, 12)),
	    "squares neither overflow nor vanish");
	ok(sum_sd((const double[]){ 1, 1 + DBL_EPSILON }, 2) > 0 &&
	    sum_sd((const double[]){ 0, 5e-324, 0 }, 3) >= 0, "the least spread is a spread");
}

static void
test_quantile(void)
{
	static const double x[] = { 1, 2, 4, 8, 16 }, even[] = { 1, 2, 10, 20 };
	static const double near[] = { 1, 1 + DBL_EPSILON }, equal[] = { 0.1, 0.1, 0.1 };
	bool inside = true;

	ok(same(sum_quantile(x, 5, 0), 1) && same(sum_quantile(x, 5, 1), 16), "least, greatest");
	ok(same(sum_quantile(x, 5, 0.25), 2) && same(sum_quantile(x, 5, 0.5), 4) &&
	    same(sum_quantile(x, 5, 0.75), 8), "quartiles that are values");
	ok(same(sum_quantile(even, 4, 0.25), 1.75) && same(sum_quantile(even, 4, 0.5), 6) &&
	    same(sum_quantile(even, 4, 0.75), 12.5), "quartiles between values (type 7)");
	ok(close_to(sum_quantile(x, 5, 0.1), 1.4), "a tenth");
	ok(same(sum_quantile((const double[]){ 0.1, 0.3 }, 2, 0.25), 0.15) &&
	    same(sum_quantile((const double[]){ 0.1, 0.4 }, 2, 0.75), 0.325), "rounded once");
	ok(same(sum_quantile(x, 1, 0.3), 1), "quantile of one value");
	for (int i = 0; i <= 1000; i++) {
		double q = sum_quantile(near, 2, i / 1000.0);

		inside &= q >= near[0] && q <= near[1];
		inside &= same(sum_quantile(equal, 3, i / 1000.0), 0.1);
	}
	ok(inside, "quantiles lie between their neighbours");
}

static void
test_twice(void)
{
	struct twice a = { 0, 0 }, b = { 0, 0 };
	bool equal = true, rounded = true;

	a = twice_add(twice_add(twice_add(a, 1e16), 1), -1e16);
	ok(same(twice_quotient(a, (struct twice){ 1, 0 }), 1), "1e16 + 1 - 1e16 is 1");
	a = twice_add_product((struct twice){ 0, 0 }, 0.1, 0.1);
	ok(same(a.hi, 0.1 * 0.1) && same(a.lo, fma(0.1, 0.1, -(0.1 * 0.1))), "products are exact");
	a = twice_add_product((struct twice){ 0, 0 }, 0x1.fffffffffffffp1023, 0.75);
	ok(same(a.hi, 0x1.7ffffffffffffp1023) && same(a.lo, 0x1p969), "large ones too");
	b = twice_add_product(twice_add((struct twice){ 1, 0x1p-60 }, -1), 0x1p-35, 0x1p-35);
	ok(same(twice_quotient(b, (struct twice){ 0x1p-70, 0 }), 0x1p10 + 1),
	    "what cancels leaves the rest");
	ok(same(twice_quotient((struct twice){ 1, 0 }, (struct twice){ 3, 0 }), 1.0 / 3) &&
	    same(twice_quotient((struct twice){ 1, 0x1p-54 }, (struct twice){ 1, -0x1p-54 }),
	    1) && same(twice_quotient((struct twice){ 1, 0x1p-53 },
	    (struct twice){ 1, -0x1p-60 }), 1 + DBL_EPSILON) &&
	    isinf(twice_quotient((struct twice){ 1, 0 }, (struct twice){ 0, 0 })),
	    "quotients use both halves");
	for (int k = 0; k < 100000; k++) {
		double x = k % 2 ? random_double(10) : (double)random_below(1001) / 10, y, z;

		a = b = (struct twice){ 0, 0 };
		for (size_t i = 1 + random_below(12); i > 0; i--) {
			double w = (double)(1 + random_below(30)) / 10;

			a = twice_add_product(a, w, x);
			b = twice_add(b, w);
		}
		equal &= same(twice_quotient(a, b) + 0.0, x + 0.0);
		y = random_double(30);
		z = random_double(30);
		a = twice_add_product((struct twice){ 0, 0 }, y, z);
		rounded &= same(twice_quotient(a, (struct twice){ z, 0 }), y);
	}
	ok(equal, "the weighted mean of equal scores is that score");
	ok(rounded, "y z / z is y");
}

int
main(void)
{
	test_hard_sums();
	test_wide_reference();
	test_many_terms();
	test_permutations();
	test_constant();
	test_statistics();
	test_quantile();
	test_twice();
	return ok_done();
}
