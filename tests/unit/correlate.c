/* Correlations and alpha are what they should be, over the units that both have. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "doubles.h"
#include "method/correlate.h"
#include "ok.h"
#include "table/figures.h"

enum { MOST = 64 };

/* Is r nearly d/sqrt(m), for d^2 <= m?  What is promised is 1e-12. */
static bool
near(double r, double d, double m)
{
	return fabs(r - d / sqrt(m)) <= 4e-16;
}

static void
test_pairs(void)
{
	uint32_t a[] = { 1, 2, 5, 7 }, b[] = { 0, 2, 3, 7, 9 };
	double of_a[] = { 10, 20, 50, 70 }, of_b[] = { 0.5, 2.5, 3.5, 7.5, 9.5 }, x[4], y[4];
	const struct correlate_values one = { a, of_a, 4 }, other = { b, of_b, 5 },
	    none = { a, of_a, 0 };

	ok(correlate_pairs(&one, &other, x, y) == 2 && x[0] == 20 && y[0] == 2.5 && x[1] == 70 &&
	    y[1] == 7.5, "pairs of the units that both have");
	ok(correlate_pairs(&other, &one, y, x) == 2 && x[0] == 20 && y[0] == 2.5,
	    "likewise the other way round");
	ok(correlate_pairs(&one, &none, x, y) == 0, "none with one that has none");
}

static void
test_permutations(void)
{
	bool pearson = true, spearman = true, kendall = true;

	for (int k = 0; k < 10000; k++) {
		size_t n = random_below(MOST / 2 + 1);
		double x[MOST], y[MOST], r, rho, tau;

		for (size_t i = 0; i < n; i++) {
			x[i] = random_double(k % 50);
			y[i] = k % 2 ? random_double(3) : (double)random_below(10) / 10;
		}
		r = correlate_pearson(x, y, n);
		rho = correlate_spearman(x, y, n);
		tau = correlate_kendall(x, y, n);
		for (int again = 0; again < 3; again++) {
			shuffle(x, y, n);
			pearson &= same(correlate_pearson(x, y, n), r);
			spearman &= same(correlate_spearman(x, y, n), rho);
			kendall &= same(correlate_kendall(x, y, n), tau);
		}
	}
	ok(pearson, "Pearson's r: no order of 10000 random vectors changes a bit");
	ok(spearman, "Spearman's rho: likewise");
	ok(kendall, "Kendall's tau: likewise");
}

static void
test_about(void)
{
	bool near_it = true, usual = true;

	for (int k = 0; k < 20000; k++) {
		size_t n = 2 + random_below(MOST - 2);
		double x[MOST], y[MOST], r, about, part = (double)random_below(11) / 10;
		double away = pow(10, (double)random_below(20)), size = pow(2, (double)(k % 1000) - 500);

		for (size_t i = 0; i < n; i++) {
			x[i] = (double)random_below(1000) / 7;
			y[i] = part * x[i] + (1 - part) * (double)random_below(1000);
			if (k % 2 == 0) {
				x[i] = size * (x[i] + away);
				y[i] = k % 4 == 0 ? random_double(k % 2000) : y[i] + away;
			}
		}
		r = correlate_pearson(x, y, n);
		about = correlate_about(x, y, n);
		near_it &= isnan(about) || (fabs(about - r) < 0.01 && !isnan(r));
		usual &= k % 2 == 0 || isnan(r) || !isnan(about);
	}
	ok(near_it, "about: within 0.01 of r, or nothing, whatever the size of 20000 random vectors");
	ok(usual, "about: something of usual figures");
}

static void
test_none(void)
{
	static double (*const correlation[])(const double *, const double *, size_t) = {
		correlate_pearson, correlate_spearman, correlate_kendall
	};
	static const double values[] = { 0.1, 1.0 / 3, 98.7, -7.3, 1e300, 5e-324, 0 };
	double x[82], rising[82];
	bool constant = true, few = true;

	for (size_t i = 0; i < 82; i++)
		rising[i] = (double)i;
	for (size_t c = 0; c < sizeof correlation / sizeof *correlation; c++) {
		for (size_t v = 0; v < sizeof values / sizeof *values; v++) {
			for (size_t i = 0; i < 82; i++)
				x[i] = values[v];
			constant &= isnan(correlation[c](x, rising, 82)) &&
			    isnan(correlation[c](rising, x, 82)) && isnan(correlation[c](x, x, 82));
		}
		few &= isnan(correlation[c](rising, rising, 1)) && isnan(correlation[c](x, x, 0));
	}
	ok(constant, "correlations of equal values do not exist");
	ok(few, "nor of too few");
}

/* The expected values were computed in rational numbers and 60 digits. */
static void
test_pearson(void)
{
	static const double x[] = { 81.4, 79.3, 76.1, 70.2, 68.8, 68.7, 66.05, 61.9, 12.25,
	    55.5, 48.125, 71 };
	static const double y[] = { 12.5, 13.75, 11.1, 19.6, 8.8, 9.7, 20.2, 31.9, 40, 5.5,
	    41.25, 7 };
	double up[12], down[12], tiny[12], huge[12], r = correlate_pearson(x, y, 12);

	for (size_t i = 0; i < 12; i++) {
		up[i] = 4 * x[i];
		down[i] = -x[i];
		tiny[i] = ldexp(x[i], -900);
		huge[i] = ldexp(x[i], 1000);
	}
	ok(near(r, -0.7026705123572929, 1) && near(correlate_pearson((const double[]){ 1, 2, 2 },
	    (const double[]){ 4, 2, 3 }, 3), -0.8660254037844386, 1), "correlations by hand");
	ok(same(correlate_pearson(tiny, y, 12), r) && same(correlate_pearson(huge, y, 12), r) &&
	    same(correlate_pearson(tiny, huge, 12), 1), "squares neither overflow nor vanish");
	ok(same(correlate_pearson(x, x, 12), 1) && same(correlate_pearson(x, up, 12), 1) &&
	    same(correlate_pearson(x, down, 12), -1), "correlation with itself is exactly 1");
}

/* Of whole numbers: n sum(x y) - sum(x) sum(y) over the root of the same of x and of y. */
static void
test_pearson_whole(void)
{
	bool good = true;

	for (int k = 0; k < 20000; k++) {
		size_t n = 2 + random_below(7);
		double x[8], y[8], r;
		int64_t sx = 0, sy = 0, xx = 0, yy = 0, xy = 0, count = (int64_t)n;

		for (size_t i = 0; i < n; i++) {
			int64_t a = (int64_t)random_below(4), b = (int64_t)random_below(4);

			/* What is added and what they are multiplied by makes no difference. */
			x[i] = (double)(3 * a + 1000000007);
			y[i] = (double)b / 8;
			sx += a;
			sy += b;
			xx += a * a;
			yy += b * b;
			xy += a * b;
		}
		xx = count * xx - sx * sx;
		yy = count * yy - sy * sy;
		xy = count * xy - sx * sy;
		r = correlate_pearson(x, y, n);
		if (xx == 0 || yy == 0)
			good &= isnan(r);
		else
			good &= near(r, (double)xy, (double)(xx * yy));
	}
	ok(good, "Pearson's r of 20000 small tables, far from 0 beside their spread");
}

static void
test_bounds(void)
{
	bool good = true;

	for (int k = 0; k < 20000; k++) {
		size_t n = 2 + random_below(10);
		double x[12], y[12], slope = random_double(5), r;

		for (size_t i = 0; i < n; i++) {
			x[i] = random_double(5);
			y[i] = slope * x[i] + 1;
		}
		r = correlate_pearson(x, y, n);
		good &= fabs(r) <= 1 && fabs(r) > 0.999 && same(correlate_pearson(x, x, n), 1);
	}
	ok(good, "correlations of straight lines stay within -1..1");
}

static void
test_spearman(void)
{
	/* Ranks 1 2.5 2.5 4 and 4 1 2 3: sums of products -1.5, of squares 4.5 and 5. */
	static const double x[] = { -1e300, 2, 2, 1e9 }, y[] = { 9, -3, 0, 0.5 };

	ok(near(correlate_spearman(x, y, 4), -1.5, 22.5), "Spearman's rho with a tie");
	ok(same(correlate_spearman(x, x, 4), 1), "Spearman's rho of the same order");
}

/* Is it Kendall's tau-b by its definition, over all pairs?  For n <= 32. */
static bool
is_tau(double tau, const double *x, const double *y, size_t n)
{
	int64_t difference = 0;
	uint64_t in_x = 0, in_y = 0;

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < i; j++) {
			int a = (x[i] > x[j]) - (x[i] < x[j]);
			int b = (y[i] > y[j]) - (y[i] < y[j]);

			difference += a * b;
			in_x += a != 0;
			in_y += b != 0;
		}
	}
	if (in_x == 0 || in_y == 0)
		return isnan(tau);
	return near(tau, (double)difference, (double)(in_x * in_y));
}

static void
test_kendall(void)
{
	bool good = true;
	double x[MOST], y[MOST];

	for (int k = 0; k < 20000; k++) {
		size_t n = random_below(33), kinds = 1 + random_below(40);

		for (size_t i = 0; i < n; i++) {
			x[i] = (double)random_below(kinds) - 3;
			y[i] = k % 3 ? x[i] + (double)random_below(9) : random_double(9);
			if (x[i] == 0 && random_below(2))
				x[i] = -0.0;
		}
		good &= is_tau(correlate_kendall(x, y, n), x, y, n);
	}
	ok(good, "Kendall's tau by its definition, of 20000 tables, with and without ties");
	for (size_t i = 0; i < MOST; i++) {
		x[i] = (double)(i * i);
		y[i] = -(double)i;
	}
	ok(same(correlate_kendall(x, x, MOST), 1) && same(correlate_kendall(x, y, MOST), -1),
	    "Kendall's tau of the same and of the reverse order");
}

/* Columns a to d of five units; d lacks the last. */
static void
test_alpha(void)
{
	uint32_t unit[] = { 0, 1, 2, 3, 4 };
	double a[] = { 1, 2, 3, 4, 5 }, b[] = { 2, 1, 4, 3, 5 }, c[] = { 7, 7, 7, 7, 7 },
	    rest[] = { 9, 8, 7, 6, 5 }, d[] = { 3, 1, 4, 1 }, one[] = { 5 };
	struct correlate_values set[] = { { unit, a, 5 }, { unit, b, 5 }, { unit, d, 4 } },
	    same_twice[] = { { unit, a, 5 }, { unit, a, 5 } },
	    constant[] = { { unit, a, 5 }, { unit, c, 5 } },
	    shares[] = { { unit, a, 5 }, { unit, rest, 5 } },
	    apart[] = { { unit, a, 4 }, { unit + 4, one, 1 } };

	/* Variances 2.5, 2.5, 2.25; covariances 2, -1/2 of a and d, 7/6 of b and d. */
	ok(near(correlate_alpha(set, 2), 8, 81) && near(correlate_alpha(set, 3), 96, 151 * 151),
	    "alpha by hand");
	ok(same(correlate_alpha(same_twice, 2), 1), "alpha of the same twice is 1");
	ok(same(correlate_alpha(constant, 2), 0), "with a constant it is 0");
	ok(isnan(correlate_alpha(set, 1)) && isnan(correlate_alpha(set, 0)) &&
	    isnan(correlate_alpha(shares, 2)) && isnan(correlate_alpha(apart, 2)),
	    "no alpha of one, of what adds up to the same, of what has no unit in common");
	for (int exponent = -1000; exponent <= 1000; exponent += 2000) {
		double far[3][5];
		struct correlate_values scaled[] = { { unit, far[0], 5 }, { unit, far[1], 5 },
		    { unit, far[2], 4 } };

		for (size_t i = 0; i < 3; i++)
			for (size_t j = 0; j < set[i].n; j++)
				far[i][j] = ldexp(set[i].x[j], exponent);
		ok(near(correlate_alpha(scaled, 3), 96, 151 * 151), "alpha times 2^%d", exponent);
	}
}

/* p with 1, 2 and 4 degrees of freedom: 1 - 2/pi asin r, 1 - r, and 1 - (3r - r^3)/2; with many that
 * of mpmath's betainc with 40 digits. */
static void
test_p(void)
{
	bool one = true, two = true, four = true;

	for (int i = 0; i < 1000; i++) {
		double r = i / 1000.0;

		one = one && fabs(correlate_p(r, 3) - (1 - asin(r) / asin(1))) < 1e-15;
		two = two && fabs(correlate_p(-r, 4) - (1 - r)) < 1e-15;
		four = four && fabs(correlate_p(r, 6) - (1 - r) * (1 - r) * (2 + r) / 2) < 1e-15;
	}
	ok(one && two && four, "p of few pairs");
	ok(fabs(correlate_p(0.5, 100) / 1.1804920270376268913e-7 - 1) < 1e-14 &&
	    fabs(correlate_p(0.01, 100000) / 0.0015651897452783153393 - 1) < 1e-14 &&
	    fabs(correlate_p(0.003, 100000) / 0.34278665833529985319 - 1) < 1e-14, "p of many");
	ok(correlate_p(1, 9) == 0 && correlate_p(-1, 9) == 0 && correlate_p(0, 9) == 1, "p of 1 and 0");
	ok(isnan(correlate_p(0.5, 2)) && isnan(correlate_p((double)NAN, 9)), "no p");
}

/* 16 values in 8 bins of two: within each 0.5 of squares, together 4 of 340. */
static void
test_ratio(void)
{
	double x[16], y[16], flat[16] = { 0 }, halves[16], turns[16];

	for (int i = 0; i < 16; i++) {
		x[i] = y[i] = i;
		halves[i] = i / 8;
		turns[i] = i % 2;
	}
	ok(near(correlate_ratio(x, y, 16), 1 - 0.5 / (340.0 / 15), 1), "the ratio of steps");
	/* Two bins: within 2 times 42 of 340. */
	ok(near(correlate_ratio(halves, y, 16), 1 - 84.0 / 14 / (340.0 / 15), 1), "of ties");
	/* One bin: total over n - 1 on both sides. */
	ok(correlate_ratio(flat, y, 16) == 0, "0 of what says nothing");
	/* Within bins of 0 and 1 all of 4 over 8, not over 15. */
	ok(correlate_ratio(x, turns, 16) == 0, "0 of what would say less than nothing");
	ok(isnan(correlate_ratio(x, flat, 16)) && isnan(correlate_ratio(x, y, 15)), "no ratio");
}

static void
test_complete(void)
{
	uint32_t a[] = { 1, 2, 5, 7 }, b[] = { 0, 2, 3, 7, 9 }, c[] = { 2, 3, 7 };
	double x[] = { 10, 20, 50, 70 }, y[] = { 0, 21, 31, 71, 91 }, z[] = { 22, 32, 72 }, all[12];
	const struct correlate_values v[] = { { a, x, 4 }, { b, y, 5 }, { c, z, 3 } };
	static const double want[] = { 20, 70, 21, 71, 22, 72 };

	ok(correlate_complete(v, 3, all) == 2 && memcmp(all, want, sizeof want) == 0,
	    "those that have all");
}

int
main(void)
{
	test_pairs();
	test_permutations();
	test_about();
	test_none();
	test_pearson();
	test_pearson_whole();
	test_bounds();
	test_spearman();
	test_kendall();
	test_alpha();
	test_p();
	test_ratio();
	test_complete();
	return ok_done();
}
