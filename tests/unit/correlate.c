/* Correlations and alpha are what they should be, over the units that both have. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "../../lib/correlate.h"
#include "../../lib/figures.h"
#include "doubles.h"
#include "ok.h"

enum { MOST = 64 };

static void
test_pairs(void)
{
	uint32_t a[] = { 1, 2, 5, 7 }, b[] = { 0, 2, 3, 7, 9 };
	double of_a[] = { 10, 20, 50, 70 }, of_b[] = { 0.5, 2.5, 3.5, 7.5, 9.5 }, x[4], y[4];
	const struct figures_values one = { a, of_a, 4 }, other = { b, of_b, 5 }, none = { a, of_a, 0 };

	ok(correlate_pairs(&one, &other, x, y) == 2 && x[0] == 20 && y[0] == 2.5 && x[1] == 70 &&
	    y[1] == 7.5, "pairs of the units that both have");
	ok(correlate_pairs(&other, &one, y, x) == 2 && x[0] == 20 && y[0] == 2.5,
	    "likewise the other way round");
	ok(correlate_pairs(&one, &none, x, y) == 0, "none with one that has none");
}

static void
test_permutations(void)
{
	bool spearman = true, kendall = true;

	for (int k = 0; k < 10000; k++) {
		size_t n = random_below(MOST / 2 + 1);
		double x[MOST], y[MOST], rho, tau;

		for (size_t i = 0; i < n; i++) {
			x[i] = random_double(k % 50);
			y[i] = k % 2 ? random_double(3) : (double)random_below(10) / 10;
		}
		rho = correlate_spearman(x, y, n);
		tau = correlate_kendall(x, y, n);
		for (int again = 0; again < 3; again++) {
			shuffle(x, y, n);
			spearman &= same(correlate_spearman(x, y, n), rho);
			kendall &= same(correlate_kendall(x, y, n), tau);
		}
	}
	ok(spearman, "Spearman's rho: no order of 10000 random vectors changes a bit");
	ok(kendall, "Kendall's tau: likewise");
}

static void
test_none(void)
{
	double x[82], rising[82];

	for (size_t i = 0; i < 82; i++) {
		x[i] = 0.1;
		rising[i] = (double)i;
	}
	ok(isnan(correlate_spearman(x, rising, 82)) && isnan(correlate_spearman(rising, x, 82)) &&
	    isnan(correlate_kendall(x, rising, 82)) && isnan(correlate_kendall(rising, x, 82)),
	    "correlations of equal values do not exist");
	ok(isnan(correlate_spearman(rising, rising, 1)) && isnan(correlate_spearman(x, x, 0)) &&
	    isnan(correlate_kendall(rising, rising, 1)) && isnan(correlate_kendall(x, x, 0)),
	    "nor of too few");
}

static void
test_spearman(void)
{
	/* Ranks 1 2.5 2.5 4 and 4 1 2 3: sums of products -1.5, of squares 4.5 and 5. */
	static const double x[] = { -1e300, 2, 2, 1e9 }, y[] = { 9, -3, 0, 0.5 };

	ok(same(correlate_spearman(x, y, 4), -0.31622776601683794), "Spearman's rho with a tie");
	ok(same(correlate_spearman(x, x, 4), 1), "Spearman's rho of the same order");
}

/* Kendall's tau-b by its definition, over all pairs. */
static double
tau_of_pairs(const double *x, const double *y, size_t n)
{
	double difference = 0, in_x = 0, in_y = 0;

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < i; j++) {
			int a = (x[i] > x[j]) - (x[i] < x[j]);
			int b = (y[i] > y[j]) - (y[i] < y[j]);

			difference += a * b;
			in_x += a != 0;
			in_y += b != 0;
		}
	}
	return in_x > 0 && in_y > 0 ? difference / sqrt(in_x * in_y) : nan("");
}

static void
test_kendall(void)
{
	bool good = true;
	double x[MOST], y[MOST];

	for (int k = 0; k < 5000; k++) {
		size_t n = random_below(MOST + 1), kinds = 1 + random_below(40);

		for (size_t i = 0; i < n; i++) {
			x[i] = (double)random_below(kinds) - 3;
			y[i] = k % 3 ? x[i] + (double)random_below(9) : random_double(9);
			if (x[i] == 0 && random_below(2))
				x[i] = -0.0;
		}
		good &= same(correlate_kendall(x, y, n), tau_of_pairs(x, y, n));
	}
	ok(good, "Kendall's tau is that of 5000 definitions, with and without ties");
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
	struct figures_values set[] = { { unit, a, 5 }, { unit, b, 5 }, { unit, d, 4 } },
	    same_twice[] = { { unit, a, 5 }, { unit, a, 5 } },
	    constant[] = { { unit, a, 5 }, { unit, c, 5 } },
	    shares[] = { { unit, a, 5 }, { unit, rest, 5 } },
	    apart[] = { { unit, a, 4 }, { unit + 4, one, 1 } };

	/* Variances 2.5, 2.5, 2.25; covariances 2, -1/2 of a and d, 7/6 of b and d. */
	ok(close_to(correlate_alpha(set, 2), 8.0 / 9) && close_to(correlate_alpha(set, 3), 96.0 / 151),
	    "alpha by hand");
	ok(same(correlate_alpha(same_twice, 2), 1), "alpha of the same twice is 1");
	ok(same(correlate_alpha(constant, 2), 0), "with a constant it is 0");
	ok(isnan(correlate_alpha(set, 1)) && isnan(correlate_alpha(set, 0)) &&
	    isnan(correlate_alpha(shares, 2)) && isnan(correlate_alpha(apart, 2)),
	    "no alpha of one, of what adds up to the same, of what has no unit in common");
}

int
main(void)
{
	test_pairs();
	test_permutations();
	test_none();
	test_spearman();
	test_kendall();
	test_alpha();
	return ok_done();
}
