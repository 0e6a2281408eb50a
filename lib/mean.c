/* mean - how the scores of children become the score of their parent. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mean.h"
#include "mem.h"
#include "num.h"
#include "place.h"
#include "sum.h"

#if defined(__x86_64__) && !defined(__FMA__)
#if __has_include(<sys/platform/x86.h>)
/* What the loader knows already: to ask the processor again takes a tenth of a millisecond on a
 * virtual machine, whether the filter wants to know or not. */
#include <sys/platform/x86.h>
#define HAS_FMA CPU_FEATURE_ACTIVE(FMA)
#else
#define HAS_FMA __builtin_cpu_supports("fma")
#endif

/* The same as scaled_mean below, bit for bit, for processors that have fma as an
 * instruction: a product costs 2 instead of 17, the aggregation of 10^6 scores some
 * 5 % less. */
__attribute__((target("fma"))) static double
scaled_mean_fma(const double *w, const double *x, size_t n, double s)
{
	struct twice sum = { 0, 0 }, weights = { 0, 0 };

	for (size_t i = 0; i < n; i++) {
		double y = s * x[i], p = w[i] * y;

		sum = twice_add_twice(sum, (struct twice){ p, __builtin_fma(w[i], y, -p) });
		weights = twice_add(weights, w[i]);
	}
	return twice_quotient(sum, weights);
}
#else
#define scaled_mean_fma scaled_mean
#define HAS_FMA false
#endif

/* sum(w s x)/sum(w) */
static double
scaled_mean(const double *w, const double *x, size_t n, double s)
{
	struct twice sum = { 0, 0 }, weights = { 0, 0 };

	for (size_t i = 0; i < n; i++) {
		sum = twice_add_product(sum, w[i], s * x[i]);
		weights = twice_add(weights, w[i]);
	}
	return twice_quotient(sum, weights);
}

/* sum(w x)/sum(w), also where the sum on the way to it is beyond the doubles */
static double
arithmetic(const double *w, const double *x, size_t n)
{
	double (*mean_of)(const double *, const double *, size_t, double) =
	    HAS_FMA ? scaled_mean_fma : scaled_mean;
	double mean = mean_of(w, x, n, 1);

	return isfinite(mean) ? mean : 0x1p64 * mean_of(w, x, n, 0x1p-64);
}

/* Of the power means below, x > 0.  They are summed in the processor's widest
 * format, so that the rounding of logarithms does not show. */

/* exp(sum(w ln x)/sum(w)) */
static double
geometric(const double *w, const double *x, size_t n)
{
	long double sum = 0, weights = 0;

	for (size_t i = 0; i < n; i++) {
		sum += (long double)w[i] * logl((long double)x[i]);
		weights += (long double)w[i];
	}
	return (double)expl(sum / weights);
}

/* sum(w)/sum(w/x) */
static double
harmonic(const double *w, const double *x, size_t n)
{
	long double sum = 0, weights = 0;

	for (size_t i = 0; i < n; i++) {
		sum += (long double)w[i] / (long double)x[i];
		weights += (long double)w[i];
	}
	return (double)(weights / sum);
}

/* (sum(w x^P)/sum(w))^(1/P).  Where all x^P are near each other, which is so for small
 * P, the mean is taken of their relative distances from one of them. */
static double
power(double p, const double *w, const double *x, size_t n)
{
	long double sum = 0, near = 0, weights = 0, far = 0, one = logl((long double)x[0]);

	for (size_t i = 0; i < n; i++) {
		long double e = (long double)p * (logl((long double)x[i]) - one);

		sum += (long double)w[i] * powl((long double)x[i], (long double)p);
		near += (long double)w[i] * expm1l(e);
		weights += (long double)w[i];
		far = fmaxl(far, fabsl(e));
	}
	if (far < 0.25L)
		return (double)((long double)x[0] * expl(log1pl(near / weights) / (long double)p));
	return (double)powl(sum / weights, 1 / (long double)p);
}

static double
least(const double *x, size_t n)
{
	double m = x[0];

	for (size_t i = 1; i < n; i++)
		m = x[i] < m ? x[i] : m;
	return m;
}

static double
most(const double *x, size_t n)
{
	double m = x[0];

	for (size_t i = 1; i < n; i++)
		m = x[i] > m ? x[i] : m;
	return m;
}

/* What is less than lo or more than hi only because it was rounded. */
static double
between(double lo, double x, double hi)
{
	return x < lo ? lo : x > hi ? hi : x;
}

/* The power means of positive values; in exact arithmetic harmonic <= geometric
 * <= arithmetic, and so it stays. */
static double
power_mean(const struct method *m, const double *w, const double *x, size_t n)
{
	double lo = least(x, n), hi = most(x, n), h;

	if (lo == hi)
		return lo;
	switch (m->id) {
	case AGGREGATE_HARMONIC:
		return between(lo, fmin(harmonic(w, x, n), arithmetic(w, x, n)), hi);
	case AGGREGATE_GEOMETRIC:
		h = fmin(harmonic(w, x, n), arithmetic(w, x, n));
		return between(h, geometric(w, x, n), arithmetic(w, x, n));
	default:
		return between(lo, power(m->number, w, x, n), hi);
	}
}

/* The smallest value at which the cumulated weight passes half; exactly at half
 * (within 1e-12 of all), the mean of it and the next. */
static double
median(const double *w, const double *x, size_t n)
{
	struct place *a = mem_array(n, sizeof *a), *spare = mem_array(n, sizeof *spare);
	struct twice all = { 0, 0 }, sum = { 0, 0 };
	double m = 0;

	for (size_t i = 0; i < n; i++) {
		a[i] = (struct place){ x[i], (uint32_t)i };
		all = twice_add(all, w[i]);
	}
	place_sort(a, spare, n);
	for (size_t i = 0; i < n; i++) {
		double over;

		sum = twice_add(sum, w[a[i].row]);
		over = (sum.hi - all.hi / 2) + (sum.lo - all.lo / 2);
		m = a[i].value;
		if (fabs(over) <= 1e-12 * all.hi && i + 1 < n) {
			m = a[i].value / 2 + a[i + 1].value / 2;
			break;
		}
		if (over > 0)
			break;
	}
	free(a);
	free(spare);
	return m;
}

/* mpi: M - S cv, M + S cv with cv = S/M, S over n-1; ampi: M - S^2/M, S over n. */
static enum mean_problem
mazziotta_pareto(int id, const double *w, const double *x, size_t n, double *score, size_t *child)
{
	double mean = sum_mean(x, n), k = (double)n, s, square;

	for (size_t i = 1; i < n; i++)
		if (fabs(w[i] - w[0]) > 1e-12 * w[0]) {
			*child = i;
			return MEAN_UNEQUAL;
		}
	*child = 0;
	if (mean <= 0)
		return MEAN_NOT_POSITIVE;
	s = n < 2 ? 0 : sum_sd(x, n);
	square = n < 2 ? 0 : sum_covariance(x, x, n) * (k - 1) / k;
	if (id == AGGREGATE_AMPI && isnormal(square))
		*score = mean - square / mean;
	else if (id == AGGREGATE_AMPI)
		*score = mean - s * ((k - 1) / k) * (s / mean);
	else if (id == AGGREGATE_MPI)
		*score = mean - s * (s / mean);
	else
		*score = mean + s * (s / mean);
	return MEAN_FINE;
}

/* Whether a power mean exists: no negative value, and no zero that would be
 * divided by or its logarithm taken.  A zero is not below the others then: the
 * mean is 0. */
static enum mean_problem
check_signs(const struct method *m, const double *x, size_t n, bool *zero, size_t *child)
{
	bool zero_counts = m->id == AGGREGATE_POWER && m->number > 0;
	size_t at = n;

	for (size_t i = 0; i < n; i++) {
		*child = i;
		if (x[i] < 0)
			return MEAN_NEGATIVE;
		if (x[i] == 0 && at == n)
			at = i;
	}
	if (at == n || zero_counts) {
		*zero = false;
		return MEAN_FINE;
	}
	*child = at;
	return *zero ? MEAN_FINE : MEAN_ZERO;
}

enum mean_problem
mean_score(const struct method *m, const double *w, const double *x, size_t n, bool zero,
    double *score, size_t *child)
{
	enum mean_problem p;

	switch (m->id) {
	case AGGREGATE_ARITHMETIC:
		*score = arithmetic(w, x, n);
		return MEAN_FINE;
	case AGGREGATE_MEDIAN:
		*score = median(w, x, n);
		return MEAN_FINE;
	case AGGREGATE_MIN:
		*score = least(x, n);
		return MEAN_FINE;
	case AGGREGATE_MAX:
		*score = most(x, n);
		return MEAN_FINE;
	case AGGREGATE_MPI:
	case AGGREGATE_MPI_PLUS:
	case AGGREGATE_AMPI:
		return mazziotta_pareto(m->id, w, x, n, score, child);
	default:
		p = check_signs(m, x, n, &zero, child);
		if (p == MEAN_FINE)
			*score = zero ? 0 : power_mean(m, w, x, n);
		return p;
	}
}

/* 1, -1 or 0: what city a gets for its comparison with city b. */
static int
outranks(const double *w, const double *a, const double *b, size_t n)
{
	double better = 0, common = 0, more;

	for (size_t k = 0; k < n; k++) {
		if (a[k] != a[k] || b[k] != b[k])
			continue;
		common += w[k];
		if (num_tie(a[k], b[k]))
			better += w[k] / 2;
		else if (a[k] > b[k])
			better += w[k];
	}
	more = better - common / 2;
	if (fabs(more) <= 1e-12 * common)
		return 0;
	return more > 0 ? 1 : -1;
}

void
copeland_scores(const double *w, const double *x, size_t m, size_t n, double *score)
{
	memset(score, 0, m * sizeof *score);
	for (size_t i = 0; i < m; i++)
		for (size_t j = i + 1; j < m; j++) {
			int won = outranks(w, x + i * n, x + j * n, n);

			score[i] += won;
			score[j] -= won;
		}
}
