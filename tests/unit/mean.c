/* Means of scores: formulas by hand, what has no mean, and what holds for any. */
#include <math.h>

#include "method/mean.h"
#include "method/mean_lanes.h"
#include "number/twice.h"
#include "ok.h"
#include "random.h"

enum { N = 6 };

static struct method
method(const char *name)
{
	struct method m = { .id = METHOD_UNSET };

	(void)method_read(METHOD_AGGREGATE, text_of(name), &m);
	return m;
}

/* What a method makes of n scores. */
static enum mean_problem
make(const char *name, struct mean_of *of)
{
	struct method m = method(name);

	return method_row(METHOD_AGGREGATE, m.id)->mean(&m, of);
}

/* The mean of n scores; NaN if there is none. */
static double
mean(const char *name, size_t n, const double *w, const double *x)
{
	struct mean_of of = { .w = w, .x = x, .n = n };

	return make(name, &of) == MEAN_FINE ? of.score : (double)NAN;
}

/* The problem with two scores; `child` is the one it is about. */
static enum mean_problem
problem(const char *name, double a, double b, bool zero, size_t *child)
{
	struct mean_of of = { .w = (const double[]){ 1, 1 }, .x = (const double[]){ a, b }, .n = 2,
	    .zero = zero, .child = 99 };
	enum mean_problem p = make(name, &of);

	*child = of.child;
	return p;
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
	/* M = 6, min = 3: 6 - 0.5 (sqrt(9 + 16) - 4). */
	ok(mean("mean-min:0.5,4", 3, one, (const double[]){ 3, 7, 8 }) == 5.5 &&
	    mean("mean-min:1,0", 3, one, (const double[]){ 3, 7, 8 }) == 3 &&
	    mean("mean-min:0,4", 3, one, (const double[]){ 3, 7, 8 }) == 6, "mean-min:A,B");
	ok(mean("owa-best:2", 3, (const double[]){ 9, 1, 1 }, (const double[]){ 3, 7, 8 }) == 7.5 &&
	    mean("owa-worst:2", 3, one, (const double[]){ 8, 3, 7 }) == 5 &&
	    mean("owa-worst:9", 3, one, (const double[]){ 3, 7, 8 }) == 6, "owa-best:J, owa-worst:J");
}

/* 6/(1/x + 2/y + 3/z) as the nearest double, by fractions. */
static void
test_nearest(void)
{
	static const double weights[] = { 1, 2, 3 };
	static const struct { double x[3], mean; } known[] = {
		{ { 5.1, 1.8, 13 }, 3.9012749264465514 }, { { 8.1, 5.4, 7.4 }, 6.672356215213358 },
		{ { 6.9, 75, 44 }, 25.023352931479753 }, { { 7, 30, 7.6 }, 9.929489838241393 },
		{ { 6.9, 89, 55 }, 27.03373664341075 }, { { 76, 1.8, 97 }, 5.193920020875465 }
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		ok(mean("harmonic", 3, weights, known[i].x) == known[i].mean, "harmonic: %.16g",
		    known[i].mean);
}

/* Where sums and powers on the way are beyond the doubles, or vanish, the mean is not. */
static void
test_ends(void)
{
	static const double one[] = { 1, 1 }, tiny[] = { 0x1p-1074, 0x1p-1074 };
	static const double uneven[] = { 0.1, 0.3 }, small[] = { 1e-310, 1e-310 };
	static const double steps[] = { 1e-10, 3e-10 }, twice[] = { 2, 1 };

	ok(mean("arithmetic", 2, uneven, small) == 1e-310 &&
	    mean("arithmetic", 2, uneven, tiny) == 0x1p-1074 &&
	    mean("median", 2, one, tiny) == 0x1p-1074, "equal scores that are tiny");
	ok(mean("arithmetic", 2, (const double[]){ 1e-320, 1e-320 }, steps) == 2e-10 &&
	    mean("arithmetic", 2, (const double[]){ 1e-300, 1e-300 }, steps) == 2e-10 &&
	    mean("arithmetic", 2, (const double[]){ 1e300, 1e300 }, steps) == 2e-10,
	    "weights that are tiny or huge");
	ok(mean("arithmetic", 2, (const double[]){ 1e150, 1e150 }, (const double[]){ 1e200, 2e200 }) ==
	    1.5e200 && mean("arithmetic", 2, (const double[]){ 1e-60, 1e-60 },
	    (const double[]){ 1e305, 3e305 }) == 2e305, "products beyond the doubles");
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
	ok(fabs(mean("power:1e-20", 2, twice, (const double[]){ 1e-300, 1e300 }) / 1e-100 - 1) < 1e-11 &&
	    fabs(mean("power:-1e-200", 2, twice, (const double[]){ 1e300, 1e-300 }) / 1e100 - 1) < 1e-11,
	    "small powers of scores at both ends of the doubles");
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
	struct mean_of uneven = { .w = (const double[]){ 1, 2 }, .x = (const double[]){ 3, 4 },
	    .n = 2 };
	size_t child = 99;

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
	ok(make("mpi", &uneven) == MEAN_UNEQUAL && uneven.child == 1, "mpi: unequal weights");
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
		order = order && mean("arithmetic", n, w, x) >= mean("geometric", n, w, x) * (1 - 1e-15);
		equal = equal && mean("arithmetic", n, w, same) == same[0];
	}
	ok(inside, "a mean is between the least and the most");
	ok(order, "means grow with their power");
	ok(equal, "the mean of equal scores is that score");
}

static void
test_copeland(void)
{
	static const double w[] = { 1, 1, 1 }, tenths[] = { 0.1, 0.2, 0.3 };
	const double none = (double)NAN;
	double score[3];

	mean_copeland(w, (const double[]){ 3, 3, 1, 2, 2, 2, 1, 1, 3 }, 3, 3, score);
	ok(score[0] == 2 && score[1] == 0 && score[2] == -2, "copeland: two of three win");
	mean_copeland(w, (const double[]){ 3, none, none, 2, 5, none, none, 4, none }, 3, 3, score);
	ok(score[0] == 1 && score[1] == 0 && score[2] == -1,
	    "copeland: only what both have; nothing in common is 0");
	mean_copeland(w, (const double[]){ none, 4, none, 2, 5, none, 3, none, none }, 3, 3, score);
	ok(score[2] == 1 && score[1] == 0 && score[0] == -1, "copeland: the same in another order");
	mean_copeland(tenths, (const double[]){ 2, 2, 1, 1, 1, 2 }, 2, 3, score);
	ok(score[0] == 0 && score[1] == 0, "copeland: 0.1 + 0.2 is half of 0.6");
	mean_copeland(w, (const double[]){ 0.1 + 0.2, 1, 1, 0.3, 1, 1 }, 2, 3, score);
	ok(score[0] == 0 && score[1] == 0, "copeland: values tie at 12 digits");
	mean_copeland(w, w, 0, 3, score);
	mean_copeland(w, w, 1, 3, score);
	ok(score[0] == 0, "copeland: alone");
}

/* By hand: 1 - d/(mean d + 2 sd d). */
static void
test_wroclaw(void)
{
	static const double w[] = { 1, 1 };
	double score[3];

	/* From the best, (4, 3), it is 0, 5 and 3; mean 8/3, sd sqrt(19/3). */
	mean_wroclaw(w, (const double[]){ 4, 3, 0, 0, 1, 3 }, 3, 2, score);
	ok(score[0] == 1 && fabs(score[1] - (1 - 5 / (8. / 3 + 2 * sqrt(19. / 3)))) < 1e-15 &&
	    fabs(score[2] - (1 - 3 / (8. / 3 + 2 * sqrt(19. / 3)))) < 1e-15, "wroclaw");
	mean_wroclaw(w, (const double[]){ 4, 3, 4, 3 }, 2, 2, score);
	ok(score[0] == 1 && score[1] == 1, "wroclaw: all are the best");
	mean_wroclaw(w, w, 1, 2, score);
	ok(score[0] == 1, "wroclaw: alone");
}

/* Of many cities at once the means are those one by one, to the bit: all children that some cities
 * lack, none, or a few that only some have, the others of all. */
static void
test_lanes(void)
{
	enum { CITIES = 37 };
	static const char *const names[] = { "arithmetic", "geometric", "harmonic" };
	double room[MEAN_ROOM(CITIES)], all[CITIES], x[N][CITIES], hi[N][CITIES], lo[N][CITIES];
	struct mean_four sums[MEAN_FOURS(CITIES)];
	unsigned char state[CITIES];
	uint32_t at[N][CITIES];
	bool alike = true;
	size_t alone = 0;

	for (int turn = 0; turn < 3000; turn++) {
		struct method m = method(names[turn % 3]);
		struct mean_column c[N];
		struct mean_lanes l;

		for (int k = 0; k < N; k++) {
			bool sparse = turn % 5 == 0 && k % 2 == 1, gaps = turn % 2 == 0;

			c[k] = (struct mean_column){ .w = (double)(1 + random_below(1000)) / 10,
			    .x = x[k], .gaps = gaps, .at = sparse ? at[k] : NULL };
			for (uint32_t i = 0; i < CITIES; i++) {
				if (sparse && random_below(3) == 0)
					continue;
				at[k][c[k].n] = 100 + i;
				x[k][c[k].n++] = gaps && random_below(4) == 0 ? (double)NAN :
				    (double)random_below(100000) / 1000;
			}
			if (m.id == AGGREGATE_ARITHMETIC || k % 3 == 0)
				continue;
			c[k].hi = hi[k];
			c[k].lo = lo[k];
			mean_image(&m, x[k], c[k].n, hi[k], lo[k]);
		}
		mean_lanes_begin(&l, sums, room, CITIES, 100, &m);
		for (int k = 0; k < N; k++)
			mean_lanes_add(&l, &c[k]);
		mean_lanes_scores(&l, all, state);
		for (uint32_t i = 0; i < CITIES; i++) {
			double v[N], y[N];
			struct mean_of of = { .w = v, .x = y };

			for (int k = 0; k < N; k++)
				for (size_t e = 0; e < c[k].n; e++)
					if ((c[k].at == NULL ? e : at[k][e] - 100) == i &&
					    x[k][e] == x[k][e]) {
						v[of.n] = c[k].w;
						y[of.n++] = x[k][e];
					}
			alike = alike && (of.n == 0) == (state[i] == MEAN_NONE);
			if (of.n == 0)
				continue;
			if (state[i] == MEAN_ALONE)
				alone++;
			else
				alike = alike && make(names[turn % 3], &of) == MEAN_FINE &&
				    of.score == all[i];
		}
	}
	ok(alike, "many cities at once: the same to the bit");
	ok(alone < 100, "nearly all of them: %zu are left", alone);
}

/* Those that are not safe are left: scores of 0 and below, sums near the ends of the doubles. */
static void
test_left(void)
{
	static const char *const names[] = { "arithmetic", "geometric", "harmonic" };
	static const double far[] = { 1e300, 1e-300 };
	double x[5], room[MEAN_ROOM(5)], score[5];
	struct mean_four sums[MEAN_FOURS(5)];
	unsigned char state[5];

	for (int turn = 0; turn < 3; turn++) {
		struct method m = method(names[turn]);
		struct mean_column c = { .w = 2, .x = x, .n = 5 };
		struct mean_lanes l;

		for (int i = 0; i < 5; i++)
			x[i] = turn == 0 ? far[i % 2] : i % 2 == 0 ? -i : i + 1;
		mean_lanes_begin(&l, sums, room, 5, 0, &m);
		mean_lanes_add(&l, &c);
		mean_lanes_scores(&l, score, state);
		for (int i = 0; i < 5; i++)
			ok(state[i] == (turn == 0 || i % 2 == 0 ? MEAN_ALONE : MEAN_THERE), "%s of %g",
			    names[turn], x[i]);
	}
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
	test_nearest();
	test_ends();
	test_problems();
	test_any();
	test_copeland();
	test_wroclaw();
	test_lanes();
	test_left();
	test_alike();
	return ok_done();
}
