/* trend - where a figure is heading over the years: the arithmetic of
 * sci-stat's trends.  In percent, NaN where it does not exist. */
#ifndef TREND_H
#define TREND_H

#include <stddef.h>

/* 100 ((last/first)^(1/years) - 1), the growth a year (COINr's CAGR): NaN
 * unless first is not 0, the quotient not below 0 and years above 0. */
double trend_growth(double first, double last, double years);

/* 100 times the slope of the least-squares line through n points (year[i],
 * y[i]), years ascending, over its value at the first year (COINr's
 * prc_change): NaN for n < 2, and where that value is within 1e-12 of the
 * largest of 0. */
double trend_change(const double *year, const double *y, size_t n);

#endif
