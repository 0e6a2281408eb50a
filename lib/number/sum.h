/* sum - sums that do not depend on the order of their terms, and what is made
 * of them.
 *
 * Sums over units are exact: the terms are gathered in a fixed-point number as
 * wide as the doubles reach (Neal 2015, "Fast Exact Summation Using Small and
 * Large Superaccumulators", arXiv:1505.05571) and rounded once at the end, so
 * any permutation gives the same bits and nothing overflows on the way.
 * Weighted means along the framework are summed in its order, see twice.h.
 *
 * All of this needs doubles that are what they say: compile with
 * -ffp-contract=off and without -ffast-math.
 */
#ifndef SUM_H
#define SUM_H

#include <stdbool.h>
#include <stddef.h>

#include "number/twice.h"

/* Statistics of n values x[0..n-1], all finite; the order of x never matters,
 * to the bit. Where a statistic does not exist (too few values, no spread) the
 * result is NaN; where it is beyond the doubles it is infinite or NaN.  Those
 * of two indicators: see correlate.h.
 *
 * Deviations are from sum_mean_twice; they and their powers have twice the
 * precision, and the sums of those are exact: m2, m3 and m4 are sums of the
 * second, third and fourth powers, not means.  So results are the nearest
 * doubles, but for what is a tie to 30 digits. Deviations are scaled by a power
 * of two on the way, so powers neither overflow nor vanish. */

/* The least and the most of those of n values that are not NaN; infinity and
 * -infinity of none. */
struct sum_ends { double least, most; };
struct sum_ends sum_ends(const double *x, size_t n);

double	sum_exact(const double *x, size_t n);	/* the nearest double; 0 for n = 0 */

/* The exact sum, in twice the precision, divided by n and rounded once: the
 * mean of equal values is that value.  NaN for n = 0. */
double	sum_mean(const double *x, size_t n);

/* The same mean as hi, and in lo what rounding has taken from it: deviations
 * from both keep all their bits where the values are large beside their
 * spread. */
struct twice sum_mean_twice(const double *x, size_t n);

/* Values and their deviations from the mean: `largest` is the size of the
 * largest, 0 if all values are equal, and `scale` the power of two that brings
 * it near to 1.  `unit` is 1, or a half where deviations are beyond the
 * doubles: then `largest` is that of halves. */
struct sum_centre {
	const double *x;
	size_t n;
	struct twice mean;
	double unit, largest, scale;
};
struct sum_centre sum_centre(const double *x, size_t n);

/* The sum of the products of the deviations of n pairs, each scaled by its
 * `scale`; of one with itself m2, scaled twice. */
struct twice sum_products(const struct sum_centre *, const struct sum_centre *);

/* sqrt(m2/(n-1)); exactly 0 if and only if all values are equal; NaN for n <
 * 2. */
double	sum_sd(const double *x, size_t n);

/* The same as hi, and in lo what rounding has taken from it, as
 * sum_mean_twice. */
struct twice sum_sd_twice(const double *x, size_t n);

/* sqrt(n) m3/m2^1.5 sqrt(n(n-1))/(n-2): type 2 of Joanes and Gill 1998 and of
 * R's e1071, Excel's SKEW.  NaN for n < 3 or sd 0. */
double	sum_skewness(const double *x, size_t n);

/* ((n+1)(n m4/m2^2 - 3) + 6) (n-1)/((n-2)(n-3)): excess, type 2 likewise,
 * Excel's KURT.  NaN for n < 4 or sd 0. */
double	sum_kurtosis(const double *x, size_t n);

/* Quantile p in 0..1 of n ascending values: R's type 7 (Hyndman and Fan 1996),
 * position h = (n-1)p from 0, between order statistics a and b (1 - frac h) a +
 * (frac h) b.  An h that is a number of twelve decimals but for the rounding of
 * p is that number: 50 times 0.14 is 7.  NaN for n = 0. */
double	sum_quantile(const double *ascending, size_t n, double p);

#endif
