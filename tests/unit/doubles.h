/* doubles - random numbers of any size, and when two are the same, for the unit tests. */
#ifndef DOUBLES_H
#define DOUBLES_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "random.h"

/* A number of any sign with 53 random bits, times 2^-range..2^range. */
static inline double
random_double(int range)
{
	double x = (double)(random_bits() >> 11) * 0x1p-53;
	int exponent = (int)random_below(2 * (size_t)range + 1) - range;

	return ldexp(random_bits() >> 63 ? -x : x, exponent);
}

/* Shuffles pairs. */
static inline void
shuffle(double *x, double *y, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		size_t j = random_below(i);
		double t = x[i - 1];

		x[i - 1] = x[j];
		x[j] = t;
		t = y[i - 1];
		y[i - 1] = y[j];
		y[j] = t;
	}
}

/* Equal as bits, except that there is one NaN. */
static inline bool
same(double a, double b)
{
	return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

static inline bool
close_to(double a, double b)
{
	return fabs(a - b) <= 4e-16 * fabs(b);
}

#endif
