/* correlate - how indicators go together: the arithmetic of sci-stat's correlations and alpha.
 *
 * Values are finite, in whatever units; what is missing is left out before.  What comes out has no
 * unit, and is NaN where it does not exist.  Neither the order of the units nor that of
 * the pairs matters, to the bit: sums over units are exact.  All else is computed in doubles;
 * values are scaled by a power of two on the way, so products neither overflow nor vanish.
 */
#ifndef CORRELATE_H
#define CORRELATE_H

#include <stddef.h>
#include <stdint.h>

/* The values of an indicator in an edition. */
struct figures_values {
	uint32_t *unit;		/* ascending */
	double *x;
	size_t n;
};

/* The values of the units that have both: pairs (x[i], y[i]), for as many of which as the shorter
 * has there is room.  Returns how many there are. */
size_t correlate_pairs(const struct figures_values *one, const struct figures_values *other,
    double *x, double *y);

/* Pearson's correlation of n pairs: their covariance over the root of the product of the variances
 * (Pearson 1896, "Regression, Heredity, and Panmixia"), exactly 1 for identical x and y.  NaN for
 * n < 2 or where either is constant. */
double correlate_pearson(const double *x, const double *y, size_t n);

/* Spearman's: Pearson's of the ranks, ties averaged (Spearman 1904, "The Proof and Measurement of
 * Association between Two Things").  NaN likewise.  n < 2^32. */
double correlate_spearman(const double *x, const double *y, size_t n);

/* Kendall's tau-b, in O(n log n) (Kendall 1945, "The Treatment of Ties in Ranking Problems"; Knight
 * 1966, "A Computer Method for Calculating Kendall's Tau with Ungrouped Data"): concordant
 * less discordant pairs of units over sqrt((those not tied in x)(those not tied in y)).  n < 2^32.
 * NaN for n < 2 or where either is constant. */
double correlate_kendall(const double *x, const double *y, size_t n);

/* Cronbach's alpha of k indicators: k^2 c/sum(C) with C their covariances, each over the
 * units that have both, and c the mean of those off the diagonal (Cronbach 1951, "Coefficient Alpha
 * and the Internal Structure of Tests"; OECD/JRC Handbook 2008, 2.1.2, there k/(k-1) times
 * the share that they are of the sum).  NaN if k < 2 or a covariance does not exist.
 *
 * sum(C), the spread of the units' sums, is 0 on paper where they are all the same, as of
 * shares that add up to 100; of doubles it is what reading them has left.  So NaN too if it is
 * within 1e-12 of what it is summed from. */
double correlate_alpha(const struct figures_values *indicator, size_t k);

#endif
