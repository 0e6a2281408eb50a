/* mean - how the scores of children become the score of their parent.
 *
 * Weights are relative, only w/sum(w) counts, and all above 0: a child without
 * a score is left out, and so those of the others are renormalised.  Formulas:
 * OECD/JRC, Handbook on Constructing Composite Indicators (2008), 6.2, but
 * where another source is named.
 */
#ifndef MEAN_H
#define MEAN_H

#include <stdbool.h>
#include <stddef.h>

#include "method/method.h"

/* The children of a node that have a score, in framework order: n is at least
 * 1. */
struct mean_of {
	const double *w, *x;
	size_t n;
	bool zero;              /* a zero makes a mean 0 that has none otherwise */

	double score;           /* of the node; it may be beyond the doubles */
	size_t child;           /* with a problem the score is not set, and this is the child that
	                         * it is about */
};

/* The rows of METHOD_AGGREGATE. */
typedef enum mean_problem mean_method(const struct method *, struct mean_of *);

/* sum(w x)/sum(w), summed in twice the precision */
mean_method mean_arithmetic;

/* geometric, harmonic, power:P: exp(sum(w ln x)/sum(w)), sum(w)/sum(w/x),
 * (sum(w x^P)/sum(w))^(1/P), likewise */
mean_method mean_power;

/* The smallest value at which the cumulated weight passes half; exactly at half
 * (within 1e-12 of all), the mean of it and the next. */
mean_method mean_median;
mean_method mean_min, mean_max;

/* mpi, mpi+: M - S cv, M + S cv with cv = S/M, S over n-1 (Mazziotta and Pareto
 * 2016, "On a Generalized Non-compensatory Composite Index"); ampi: M - S^2/M,
 * S over n (the same, 2018, "Measuring Well-Being Over Time"). */
mean_method mean_mpi;

/* M - A (sqrt((M - min)^2 + B^2) - B) with the arithmetic mean M (Casadio
 * Tarabusi and Guarini 2013, "An Unbalance Adjustment Method for Development
 * Indicators"). */
mean_method mean_mean_min;

/* The mean of the J largest, or smallest; of all where there are fewer (Yager
 * 1988, "On Ordered Weighted Averaging Aggregation Operators"). */
mean_method mean_owa;

/* Scores that m cities give each other: x[i * n + k] is what city i has of
 * child k, NaN for nothing.
 *
 * copeland: for each other city the weight of the children where this one is
 * better plus half the weight of ties, among those both have; more than half is
 * +1, less is -1, half (within 1e-12 of the common weight) or nothing in common
 * 0; their sum.  Values tie as num_tie says.  In O(m^2 n).  (Copeland 1951;
 * Handbook, 6.2, for the matrix.) */
void mean_copeland(const double *w, const double *x, size_t m, size_t n,
    double *score);

/* wroclaw: 1 - d/(mean d + 2 sd d), sd over m-1, with a city's distance d =
 * sqrt(sum((x_k - max_k)^2)) from the best of each child (Hellwig 1968); 1
 * where all distances are 0.  No x is missing. */
void mean_wroclaw(const double *w, const double *x, size_t m, size_t n,
    double *score);

/* Why there is no mean, in words. */
const char *mean_words(enum mean_problem);

#endif
