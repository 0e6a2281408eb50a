/* mean - how the scores of children become the score of their parent. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "method/mean.h"
#include "method/mean_lanes.h"
#include "number/logs.h"
#include "number/powers.h"
#include "number/rank.h"
#include "number/sum.h"

/* The power of two that the largest of the sizes is below: 0 if all are 0. */
static int
exponent_of(const double *x, size_t n)
{
	struct sum_ends e = sum_ends(x, n);
	int exponent;

	frexp(fmax(fabs(e.least), e.most), &exponent);
	return exponent;
}

/* What is less than lo or more than hi only because it was rounded. */
static inline double
between(double lo, double x, double hi)
{
	return x < lo ? lo : x > hi ? hi : x;
}

/* The means that have images, of one city; false where the sums are not
 * safe. */
static bool
lane(const struct method *m, const double *w, const double *x, size_t n,
    double *score)
{
	double room[MEAN_ROOM(1)];
	struct mean_four sums[MEAN_FOURS(1)];
	struct mean_lanes l;
	unsigned char state;

	mean_lanes_begin(&l, sums, room, 1, 0, m);
	for (size_t i = 0; i < n; i++)
		mean_lanes_add(&l, &(struct mean_column){ .w = w[i], .x = &x[i],
		    .n = 1 });
	mean_lanes_scores(&l, score, &state);
	return state == MEAN_THERE;
}

/* The same for any: where they are not safe (that of ln 1 = 0 is none), of
 * weights and scores brought near to 1. */
static double
imaged(const struct method *m, const struct mean_of *o)
{
	struct sum_ends ends = sum_ends(o->x, o->n);
	double score, *w, *x;
	int of_scores, of_weights;

	if (lane(m, o->w, o->x, o->n, &score))
		return score;
	of_scores = m->id == AGGREGATE_HARMONIC ? exponent_of(&ends.least, 1) :
	    exponent_of(o->x, o->n);
	of_weights = exponent_of(o->w, o->n);
	w = mem_array(2 * o->n, sizeof *w);
	x = w + o->n;
	for (size_t i = 0; i < o->n; i++) {
		w[i] = ldexp(o->w[i], -of_weights);
		x[i] = ldexp(o->x[i], -of_scores);
	}
	(void)lane(m, w, x, o->n, &score);
	free(w);
	return between(ends.least, ldexp(score, of_scores), ends.most);
}

enum mean_problem
mean_arithmetic(const struct method *m, struct mean_of *o)
{
	static const struct method arithmetic = { .id = AGGREGATE_ARITHMETIC };

	(void)m;
	o->score = imaged(&arithmetic, o);
	return MEAN_FINE;
}

/* (sum(w x^P)/sum(w))^(1/P), as m (sum(w (x/m)^P)/sum(w))^(1/P) with the m that
 * makes no power larger than 1, so that none is beyond the numbers, however
 * large P is; and all by logarithms, so that nothing else is.  How far powers
 * are from 1 where P is small, the second double of each keeps. */
static double
power(double p, const double *w, const double *x, size_t n)
{
	struct sum_ends ends = sum_ends(x, n);
	double m = p > 0 ? ends.most : ends.least;
	struct twice sum = { 0, 0 }, weights = { 0, 0 }, exponent = { p, 0 },
	    ln = logs_ln((struct twice){ m, 0 }), mean;
	int of_weights = exponent_of(w, n);

	for (size_t i = 0; i < n; i++) {
		struct twice v = { ldexp(w[i], -of_weights), 0 },
		    e = { -HUGE_VAL, 0 };

		if (x[i] > 0)
			e = twice_times(exponent, twice_add_twice(
			    logs_ln((struct twice){ x[i], 0 }),
			    (struct twice){ -ln.hi, -ln.lo }));
		sum = twice_add_twice(sum, twice_times(v, powers_exp(e)));
		weights = twice_add_twice(weights, v);
	}
	mean = twice_divide(logs_ln(twice_divide(sum, weights)), exponent);
	mean = powers_exp(twice_add_twice(ln, mean));
	return mean.hi + mean.lo;
}

/* Half of a sum that may be beyond the doubles, or of which half a bit would be
 * lost. */
static double
middle(double a, double b)
{
	return isfinite(a + b) ? (a + b) / 2 : a / 2 + b / 2;
}

enum mean_problem
mean_median(const struct method *method, struct mean_of *o)
{
	struct rank_value *a = mem_array(o->n, sizeof *a);
	struct twice all = { 0, 0 }, sum = { 0, 0 };

	(void)method;
	for (size_t i = 0; i < o->n; i++) {
		a[i] = (struct rank_value){ o->x[i], (uint32_t)i };
		all = twice_add(all, o->w[i]);
	}
	rank_sort(a, o->n);
	for (size_t i = 0; i < o->n; i++) {
		double over;

		sum = twice_add(sum, o->w[a[i].row]);
		over = (sum.hi - all.hi / 2) + (sum.lo - all.lo / 2);
		o->score = a[i].value;
		if (fabs(over) <= 1e-12 * all.hi && i + 1 < o->n) {
			o->score = middle(a[i].value, a[i + 1].value);
			break;
		}
		if (over > 0)
			break;
	}
	free(a);
	return MEAN_FINE;
}

enum mean_problem
mean_min(const struct method *m, struct mean_of *o)
{
	(void)m;
	o->score = sum_ends(o->x, o->n).least;
	return MEAN_FINE;
}

enum mean_problem
mean_max(const struct method *m, struct mean_of *o)
{
	(void)m;
	o->score = sum_ends(o->x, o->n).most;
	return MEAN_FINE;
}

/* mpi: M - S cv, M + S cv with cv = S/M, S over n-1; ampi: M - S^2/M, S over n.
 * With t the sum of n scores and q that of their squares, n q - t^2 is n^2 S^2,
 * or n (n-1) S^2, so that one quotient is left to round; in twice the
 * precision, as mean and deviation may cancel. */
static double
balanced(int id, const double *x, size_t n)
{
	struct twice t = { 0, 0 }, q = { 0, 0 }, k = { (double)n, 0 },
	    less = { (double)n - 1, 0 };
	struct twice square, spread, above, below;
	int size = exponent_of(x, n);

	for (size_t i = 0; i < n; i++) {
		double y = ldexp(x[i], -size);

		t = twice_add(t, y);
		q = twice_add_product(q, y, y);
	}
	square = twice_times(t, t);
	spread = twice_times(k, q);
	spread = twice_add_twice(spread, (struct twice){ -square.hi,
	    -square.lo });
	above = square;
	below = twice_times(k, t);
	if (n > 1 && id != AGGREGATE_AMPI) {
		above = twice_times(less, square);
		below = twice_times(less, below);
		spread = twice_times(k, spread);
	}
	if (id != AGGREGATE_MPI_PLUS)
		spread = (struct twice){ -spread.hi, -spread.lo };
	return ldexp(twice_quotient(twice_add_twice(above, spread), below),
	    size);
}

enum mean_problem
mean_mpi(const struct method *m, struct mean_of *o)
{
	for (size_t i = 1; i < o->n; i++)
		if (fabs(o->w[i] - o->w[0]) > 1e-12 * o->w[0]) {
			o->child = i;
			return MEAN_UNEQUAL;
		}
	if (sum_mean(o->x, o->n) <= 0)
		return MEAN_NOT_POSITIVE;
	o->score = balanced(m->id, o->x, o->n);
	return MEAN_FINE;
}

/* sqrt(d^2 + B^2) - B with d = M - min, as d^2 over their sum: large ones are
 * nearly equal. */
enum mean_problem
mean_mean_min(const struct method *m, struct mean_of *o)
{
	double above, b = m->pair[1];

	mean_arithmetic(m, o);
	above = o->score - sum_ends(o->x, o->n).least;
	if (above > 0)
		o->score -= m->pair[0] * above *
		    (above / (powers_hypotenuse(above, b) + b));
	return MEAN_FINE;
}

enum mean_problem
mean_owa(const struct method *m, struct mean_of *o)
{
	double *x = mem_array(o->n, sizeof *x);
	size_t some = m->number < (double)o->n ? (size_t)m->number : o->n;

	memcpy(x, o->x, o->n * sizeof *x);
	rank_values(x, o->n);
	o->score = sum_mean(m->id == AGGREGATE_OWA_BEST ? x + (o->n - some) : x,
	    some);
	free(x);
	return MEAN_FINE;
}

/* The mean of equal scores is that score.  There is none with a negative one,
 * nor with a zero whose logarithm or reciprocal it would take. */
enum mean_problem
mean_power(const struct method *m, struct mean_of *o)
{
	bool zero_counts = m->id == AGGREGATE_POWER && m->number > 0;
	struct sum_ends ends = sum_ends(o->x, o->n);
	double lo = ends.least, hi = ends.most;

	if (lo < 0 || (lo == 0 && !zero_counts)) {
		o->child = 0;
		while (lo < 0 ? o->x[o->child] >= 0 : o->x[o->child] > 0)
			o->child++;
		o->score = 0;
		return lo < 0 ? MEAN_NEGATIVE : o->zero ? MEAN_FINE : MEAN_ZERO;
	}
	if (lo == hi)
		o->score = lo;
	else if (m->id == AGGREGATE_POWER)
		o->score = between(lo, power(m->number, o->w, o->x, o->n), hi);
	else
		o->score = imaged(m, o);
	return MEAN_FINE;
}

const char *
mean_words(enum mean_problem problem)
{
	static const char *const words[] = {
		[MEAN_FINE] = "",
		[MEAN_NEGATIVE] =
		"a score below 0 has no geometric, harmonic or power mean",
		[MEAN_ZERO] =
		    ("a score of 0 has no geometric or harmonic mean; "
		    "sci-normalize --range 1,100 avoids zeros, sci-aggregate --zero makes the "
		    "node 0"),
		[MEAN_UNEQUAL] = "mpi, mpi+ and ampi need equal weights",
		[MEAN_NOT_POSITIVE] = "mpi, mpi+ and ampi need a mean above 0"
	};

	return words[problem];
}
