/* Means of scores: formulas by hand, what has no mean, and what holds for any. */
#include <math.h>

#include "method/mean.h"
#include "number/twice.h"
#include "ok.h"
#include "random.h"

enum { N = 6 };

static struct method
method(const char *name)
{
	struct method m = { METHOD_UNSET, 0, { NULL, 0 } };

	(void)method_read(METHOD_AGGREGATE, text_of(name), &m);
	return m;
}

/* The mean of n scores; NaN if there is none. */
static double
mean(const char *name, size_t n, const double *w, const double *x)
{
	struct method m = method(name);
	double score = (double)NAN;
	size_t child = 99;

	if (mean_score(&m, w, x, n, false, &score, &child) != MEAN_FINE)
		return (double)NAN;
	return score;
}

/* The problem with two scores; `child` is the one it is about. */
static enum mean_problem
problem(const char *name, double a, double b, bool zero, size_t *child)
{
	struct method m = method(name);
	double score;

	return mean_score(&m, (const double[]){ 1, 1 }, (const double[]){ a, b }, 2, zero, &score,
	    child);
}

static void
test_formulas(void)
{
	static const double one[] = { 1, 1, 1, 1 };

	ok(mean("arithmetic", 2, (const double[]){ 1, 3 }, (const double[]){ 10, 20 }) == 17.5,
	    "arithmetic: (10 + 3 20)/4");
	ok(mean("arithmetic", 4, one, (const double[]){ 1e16, 1, -1e16, 3 }) == 1,
	    "arithmetic: nothing is lost beside 1e16");
	ok(mean("geometric", 2, (const double[]){ 1, 2 }, (const double[]){ 2, 16 }) == 8,
	    "geometric: 512^(1/3)");
	ok(mean("harmonic", 2, (const double[]){ 1, 3 }, (const double[]){ 2, 6 }) == 4,
	    "harmonic: 4/(1/2 + 3/6)");
	ok(mean("power:2", 2, one, (const double[]){ 1, 7 }) == 5, "power:2: (50/2)^(1/2)");
	ok(mean("power:2", 2, one, (const double[]){ 0, 0 }) == 0, "power:2 of zeros");
	ok(mean("median", 4, one, (const double[]){ 9, 1, 3, 2 }) == 2.5, "median at half");
	ok(mean("median", 3, (const double[]){ 0.1, 0.2, 0.3 }, (const double[]){ 1, 2, 3 }) == 2.5,
	    "median at half on paper");
	ok(mean("median", 2, one, (const double[]){ 1.7e308, 1.7e308 }) == 1.7e308,
	    "median of the largest doubles");
	ok(mean("min", 3, one, (const double[]){ 5, -2, 7 }) == -2 &&
	    mean("max", 3, one, (const double[]){ 5, -2, 7 }) == 7, "min and max");
	ok(fabs(mean("mpi", 3, one, (const double[]){ 97, 100, 103 }) - 99.91) < 1e-13 &&
	    fabs(mean("mpi+", 3, one, (const double[]){ 97, 100, 103 }) - 100.09) < 1e-13 &&
	    fabs(mean("ampi", 3, one, (const double[]){ 97, 100, 103 }) - 99.94) < 1e-13,
	    "mpi, mpi+, ampi: 100 -+ 0.09, 100 - 0.06");
	ok(mean("mpi", 1, one, (const double[]){ 97 }) == 97 &&
	    mean("ampi", 1, one, (const double[]){ 97 }) == 97, "of one child S is 0");
}

/* Where sums and powers on the way are beyond the doubles, or vanish, the mean is not. */
static void
test_ends(void)
{
	static const double one[] = { 1, 1 }, tiny[] = { 0x1p-1074, 0x1p-1074 };
	static const double uneven[] = { 0.1, 0.3 }, small[] = { 1e-310, 1e-310 };
	static const double steps[] = { 1e-10, 3e-10 };

	ok(mean("arithmetic", 2, uneven, small) == 1e-310 &&
	    mean("arithmetic", 2, uneven, tiny) == 0x1p-1074 &&
	    mean("median", 2, one, tiny) == 0x1p-1074, "equal scores that are tiny");
	ok(mean("arithmetic", 2, (const double[]){ 1e-320, 1e-320 }, steps) == 2e-10 &&
	    mean("arithmetic", 2, (const double[]){ 1e-300, 1e-300 }, steps) == 2e-10 &&
	    mean("arithmetic", 2, (const double[]){ 1e300, 1e300 }, steps) == 2e-10,
	    "weights that are tiny or huge");
	ok(mean("arithmetic", 2, (const double[]){ 1e150, 1e150 }, (const double[]){ 1e200, 2e200 }) ==
	    1.5e200, "products beyond the doubles");
	ok(mean("arithmetic", 2, one, (const double[]){ 1.7e308, 1.7e308 }) == 1.7e308 &&
	    mean("arithmetic", 2, one, (const double[]){ -1.7e308, 1.7e308 }) == 0 &&
	    mean("arithmetic", 2, one, (const double[]){ 0, 0 }) == 0, "a sum beyond them, and of 0");
	/* ln((1 + 2^-1000)/2)/1000 is ln(1/2)/1000. */
	ok(fabs(mean("power:1000", 2, one, (const double[]){ 1e6, 5e5 }) / 1e6 - exp(log(0.5) / 1000)) <
	    1e-15 && fabs(mean("power:-1000", 2, one, (const double[]){ 1e-6, 2e-6 }) / 1e-6 -
	    exp(-log(0.5) / 1000)) < 1e-15, "power:1000, power:-1000");
	ok(fabs(mean("power:100", 2, one, (const double[]){ 1e100, 1 }) / 1e100 - pow(0.5, 0.01)) < 1e-15 &&
	    mean("power:1e300", 2, one, (const double[]){ 3, 2 }) == 3 &&
	    mean("power:-1e300", 2, one, (const double[]){ 3, 2 }) == 2, "any power of any size");
	ok(mean("ampi", 2, one, (const double[]){ 96.73, 0 }) == 0 &&
	    mean("ampi", 2, one, (const double[]){ 46.49, 0 }) == 0, "ampi: M is S on paper");
	ok(mean("mpi", 2, one, (const double[]){ 1e300, 1e300 }) == 1e300 &&
	    mean("ampi", 2, one, (const double[]){ 3e-320, 3e-320 }) == 3e-320 &&
	    mean("mpi+", 2, one, (const double[]){ 97.3, 97.3 }) == 97.3, "mpi, ampi of equal scores");
}

static void
test_problems(void)
{
	static const char *const names[] = { "geometric", "harmonic", "power:-1" };
	struct method m = method("mpi");
	size_t child = 99;
	double score;

	for (int i = 0; i < 3; i++) {
		ok(problem(names[i], 3, -1, true, &child) == MEAN_NEGATIVE && child == 1,
		    "%s: a negative score", names[i]);
		ok(problem(names[i], 0, 4, false, &child) == MEAN_ZERO && child == 0,
		    "%s: a zero", names[i]);
		ok(problem(names[i], 4, 0, true, &child) == MEAN_FINE, "%s: a zero that counts",
		    names[i]);
	}
	ok(problem("power:2", 0, 4, false, &child) == MEAN_FINE &&
	    problem("power:2", 4, -4, false, &child) == MEAN_NEGATIVE, "power:2: zero but not below");
	ok(problem("ampi", 5, -5, false, &child) == MEAN_NOT_POSITIVE, "ampi: a mean of 0");
	ok(mean_score(&m, (const double[]){ 1, 2 }, (const double[]){ 3, 4 }, 2, false, &score,
	    &child) == MEAN_UNEQUAL && child == 1, "mpi: unequal weights");
}

static void
test_any(void)
{
	static const char *const grow[] = { "min", "power:-3", "harmonic", "geometric", "power:0.5",
	    "power:2", "max" };
	bool order = true, equal = true, inside = true;
	double w[N], x[N], same[N];

	for (int again = 0; again < 20000; again++) {
		double low = HUGE_VAL, high = 0, last = 0;
		size_t n = 1 + random_below(N);

		for (size_t i = 0; i < n; i++) {
			w[i] = (double)(1 + random_below(1000)) / 10;
			x[i] = (double)(1 + random_below(1000000)) / 10000;
			same[i] = x[0];
			low = x[i] < low ? x[i] : low;
			high = x[i] > high ? x[i] : high;
		}
		for (size_t i = 0; i < sizeof grow / sizeof *grow; i++) {
			double m = mean(grow[i], n, w, x);

			inside = inside && m >= low && m <= high;
			order = order && m >= last * (1 - 1e-15);
			last = m;
			equal = equal && mean(grow[i], n, w, same) == same[0];
		}
		order = order && mean("harmonic", n, w, x) <= mean("geometric", n, w, x) &&
		    mean("geometric", n, w, x) <= mean("arithmetic", n, w, x);
		equal = equal && mean("arithmetic", n, w, same) == same[0];
	}
	ok(inside, "a mean is between the least and the most");
	ok(order, "means grow with their power; harmonic <= geometric <= arithmetic");
	ok(equal, "the mean of equal scores is that score");
}

static void
test_copeland(void)
{
	static const double w[] = { 1, 1, 1 }, tenths[] = { 0.1, 0.2, 0.3 };
	const double none = (double)NAN;
	double score[3];

	copeland_scores(w, (const double[]){ 3, 3, 1, 2, 2, 2, 1, 1, 3 }, 3, 3, score);
	ok(score[0] == 2 && score[1] == 0 && score[2] == -2, "copeland: two of three win");
	copeland_scores(w, (const double[]){ 3, none, none, 2, 5, none, none, 4, none }, 3, 3, score);
	ok(score[0] == 1 && score[1] == 0 && score[2] == -1,
	    "copeland: only what both have; nothing in common is 0");
	copeland_scores(w, (const double[]){ none, 4, none, 2, 5, none, 3, none, none }, 3, 3, score);
	ok(score[2] == 1 && score[1] == 0 && score[0] == -1, "copeland: the same in another order");
	copeland_scores(tenths, (const double[]){ 2, 2, 1, 1, 1, 2 }, 2, 3, score);
	ok(score[0] == 0 && score[1] == 0, "copeland: 0.1 + 0.2 is half of 0.6");
	copeland_scores(w, (const double[]){ 0.1 + 0.2, 1, 1, 0.3, 1, 1 }, 2, 3, score);
	ok(score[0] == 0 && score[1] == 0, "copeland: values tie at 12 digits");
	copeland_scores(w, w, 0, 3, score);
	copeland_scores(w, w, 1, 3, score);
	ok(score[0] == 0, "copeland: alone");
}

/* Processors with and without fma give the same bits: the sums of twice.h, by Dekker's
 * products, are what any of them gives. */
static void
test_alike(void)
{
	bool alike = true;

	for (int i = 0; i < 200000; i++) {
		double w[N], x[N];
		struct twice sum = { 0, 0 }, weights = { 0, 0 };
		int size = (int)random_below(600) - 300;

		for (int k = 0; k < N; k++) {
			w[k] = ldexp((double)random_below(1000000007) + 1, (int)random_below(40) - 50);
			x[k] = ldexp((double)random_bits() - 0x1p63, size + (int)random_below(60));
			sum = twice_add_product(sum, w[k], x[k]);
			weights = twice_add(weights, w[k]);
		}
		alike = alike && mean("arithmetic", N, w, x) == twice_quotient(sum, weights);
	}
	ok(alike, "arithmetic: the same with fma and without");
}

int
main(void)
{
	test_formulas();
	test_ends();
	test_problems();
	test_any();
	test_copeland();
	test_alike();
	return ok_done();
}
