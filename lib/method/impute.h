/* impute - what fills a gap: the arithmetic of sci-impute.
 *
 * A method learns from measured values: those of the edition or of a group of
 * it, of the unit over the years, or of the unit's places among its siblings,
 * as the table of methods says.  The methods have their models in COINr 1.1.14
 * (Becker 2022): i_mean, i_median, i_mean_grp, i_median_grp, latest and linear
 * of impute_panel, and Impute by row.
 */
#ifndef IMPUTE_H
#define IMPUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "method/method.h"

/* A gap in a year, and the n values that are learned from, which may come out
 * in another order; over the years: those of years[], which ascend. */
struct impute_gap {
	long year;
	const long *years;
	double *x;
	size_t n;
};

/* What fills a gap, NaN for nothing.  mean: sum(x)/n, rounded once.  median: of
 * an even number of values the mean of the two in the middle.  previous: the
 * latest value of an earlier year, at most `number` back.  hold: that, or else
 * the first of a later year, at most `number` away.  linear: a + (b - a) (year
 * - year a)/(year b - year a), rounded once, between the latest value before,
 * a, and the first behind, b; at the ends the nearest.  zero: 0. */
double impute_mean(const struct method *, struct impute_gap *);
double impute_median(const struct method *, struct impute_gap *);
double impute_previous(const struct method *, struct impute_gap *);
double impute_hold(const struct method *, struct impute_gap *);
double impute_linear(const struct method *, struct impute_gap *);
double impute_zero(const struct method *, struct impute_gap *);

/* The extremes of direction, 1 or -1, times the values of an indicator in an
 * edition. */
struct impute_scale { int direction; double low, high; };

/* Those of n values; false if there is no spread. */
bool impute_spread(struct impute_scale *, int direction, const double *x,
    size_t n);

/* The place of a value between them, z = (d x - low)/(high - low), rounded
 * once; what stands at a place, NaN at none. */
double impute_place(const struct impute_scale *, double x);
double impute_back(const struct impute_scale *, double z);

#endif
