/* correlate - how indicators go together: the arithmetic of sci-stat's
 * correlations and alpha.
 *
 * Values are finite, in whatever units; what is missing is left out before.
 * What comes out has no unit, and is NaN where it does not exist.  Neither the
 * order of the units nor that of the pairs matters, to the bit: sums over units
 * are exact.  All else is computed in doubles; values are scaled by a power of
 * two on the way, so products neither overflow nor vanish.
 */
#ifndef CORRELATE_H
#define CORRELATE_H

#include <stddef.h>
#include <stdint.h>

/* The values of an indicator in an edition. */
struct correlate_values {
	uint32_t *unit;		/* ascending */
	double *x;
	size_t n;
};

/* The values of the units that have all k >= 1: x[i * n + unit]; returns n.
 * There is room for the values of all as if each had as many as the first. */
size_t correlate_complete(const struct correlate_values *, size_t k, double *x);

/* The values of the units that have both: pairs (x[i], y[i]), for as many of
 * which as the shorter has there is room.  Returns how many there are. */
size_t correlate_pairs(const struct correlate_values *one,
    const struct correlate_values *other, double *x, double *y);

/* Pearson's correlation of n pairs: their covariance over the root of the
 * product of the variances (Pearson 1896, "Regression, Heredity, and
 * Panmixia"), exactly 1 for identical x and y.  NaN for n < 2 or where either
 * is constant. */
double correlate_pearson(const double *x, const double *y, size_t n);

/* The same in plain doubles, for whoever asks which of many are large: within
 * 0.01 of it, or NaN where doubles do not tell, of values too large or too
 * small, or whose spread is too small a part of them. */
double correlate_about(const double *x, const double *y, size_t n);

/* Spearman's: Pearson's of the ranks, ties averaged (Spearman 1904, "The Proof
 * and Measurement of Association between Two Things").  NaN likewise.  n <
 * 2^32. */
double correlate_spearman(const double *x, const double *y, size_t n);

/* Kendall's tau-b, in O(n log n) (Kendall 1945, "The Treatment of Ties in
 * Ranking Problems"; Knight 1966, "A Computer Method for Calculating Kendall's
 * Tau with Ungrouped Data"): concordant less discordant pairs of units over
 * sqrt((those not tied in x)(those not tied in y)).  n < 2^32. NaN for n < 2 or
 * where either is constant. */
double correlate_kendall(const double *x, const double *y, size_t n);

/* How likely a correlation r of n pairs, or one further from 0, is where there
 * is none: two-sided, by Student's t = r sqrt((n-2)/(1-r^2)) with n-2 degrees
 * of freedom, for pairs of normal variables, and as an approximation for ranks.
 * NaN for n < 3 or no r. */
double correlate_p(double r, size_t n);

/* The correlation ratio of y on x, corrected for the number of bins: of n pairs
 * the share of the variance of y between the bins of x, max(0, 1 -
 * (within/(n-b))/(total/(n-1))), where bin = floor(8 (place - 1/2)/n), the
 * place of x ascending from 1, ties averaged, and b bins are not empty; within
 * and total are sums of squares about the means of the bins and of all (Pearson
 * 1905; Paruolo, Saisana and Saltelli 2013, "Ratings and rankings: voodoo or
 * science?").  NaN for n < 16 or a constant y. */
double correlate_ratio(const double *x, const double *y, size_t n);

/* Cronbach's alpha of k indicators: k^2 c/sum(C) with C their covariances, each
 * over the units that have both, and c the mean of those off the diagonal
 * (Cronbach 1951, "Coefficient Alpha and the Internal Structure of Tests";
 * OECD/JRC Handbook 2008, 2.1.2, there k/(k-1) times the share that they are of
 * the sum).  NaN if k < 2 or a covariance does not exist.
 *
 * sum(C), the spread of the units' sums, is 0 on paper where they are all the
 * same, as of shares that add up to 100; of doubles it is what reading them has
 * left.  So NaN too if it is within 1e-12 of what it is summed from. */
double correlate_alpha(const struct correlate_values *indicator, size_t k);

#endif
