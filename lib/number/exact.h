/* exact - the exact sum of any number of doubles (Neal 2015, "Fast Exact
 * Summation Using Small and Large Superaccumulators", arXiv:1505.05571).
 *
 * The sum is a fixed-point number in digits of 32 bits, lowest first, whose
 * last bit is worth 2^-1138: 64 places below the last bit of the doubles, so
 * that two digits lie below any that counts.  Digits are kept in 64 bits, so a
 * thousand terms go in before there is need to carry; after carrying all but
 * the last are in 0..2^32-1, and that bears the sign.
 */
#ifndef EXACT_H
#define EXACT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "number/twice.h"

enum { EXACT_DIGITS = 69, EXACT_TERMS = 1024, EXACT_LAST_BIT = -1138 };

struct exact {
	int64_t	digit[EXACT_DIGITS];
	int	room;		/* terms until the next carry */
	double	strange;	/* the sum of the terms that are not finite */
};

void	exact_init(struct exact *);	/* to zero */
void	exact_carry(struct exact *);	/* changes the digits, not the sum */

/* The sum of n values, each times `scale`, a power of two. */
struct exact exact_sum(const double *x, size_t n, double scale);

/* The double nearest to the sum, ties to even; infinite where it is beyond the
 * doubles, and as IEEE has it where a term was infinite or NaN. */
double	exact_round(const struct exact *);

/* The sum in twice the precision; hi is infinite where it is beyond the
 * doubles. */
struct twice exact_twice(const struct exact *);

/* A power of two that takes numbers of a size up to `largest` below 1 and near
 * to it, so that their powers and products neither overflow nor vanish; 1 if
 * that is 0 or not finite. */
double	exact_scale(double largest);

/* Adds x.  Its 53 bits, shifted to their place, fall on two digits: 32 bits on
 * the lower, up to 52 on the higher. */
static inline void
exact_add(struct exact *e, double x)
{
	uint64_t bits, exponent, place;
	int64_t fraction, low, high;

	memcpy(&bits, &x, sizeof bits);
	exponent = bits >> 52 & 2047;
	fraction = (int64_t)(bits & 0xfffffffffffff);
	place = 64;
	if (exponent == 2047) {
		e->strange += x;
		return;
	}
	if (exponent > 0) {
		fraction |= 0x10000000000000;
		place += exponent - 1;
	}
	low = (int64_t)((uint64_t)fraction << place % 32 & 0xffffffff);
	high = fraction >> (32 - place % 32);
	e->digit[place / 32] += bits >> 63 ? -low : low;
	e->digit[place / 32 + 1] += bits >> 63 ? -high : high;
	if (--e->room == 0)
		exact_carry(e);
}

static inline void
exact_add_twice(struct exact *e, struct twice x)
{
	exact_add(e, x.hi);
	exact_add(e, x.lo);
}

#endif
