/* exact - the exact sum of any number of doubles. */
#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "number/exact.h"

void
exact_init(struct exact *e)
{
	memset(e->digit, 0, sizeof e->digit);
	e->room = EXACT_TERMS;
	e->strange = 0;
}

void
exact_carry(struct exact *e)
{
	int64_t carry = 0;

	for (int i = 0; i < EXACT_DIGITS - 1; i++) {
		int64_t d = e->digit[i] + carry;

		e->digit[i] = d & 0xffffffff;
		carry = d >> 32;	/* rounds down, negative ones too */
	}
	e->digit[EXACT_DIGITS - 1] += carry;
	e->room = EXACT_TERMS;
}

/* Carries, and makes a negative sum positive, so that no digit is below 0;
 * returns whether it was negative. */
static bool
carry_size(struct exact *e)
{
	bool negative;

	exact_carry(e);
	negative = e->digit[EXACT_DIGITS - 1] < 0;
	if (negative) {
		for (int i = 0; i < EXACT_DIGITS; i++)
			e->digit[i] = -e->digit[i];
		exact_carry(e);
	}
	return negative;
}

struct exact
exact_sum(const double *x, size_t n, double scale)
{
	struct exact sum;

	exact_init(&sum);
	for (size_t i = 0; i < n; i++)
		exact_add(&sum, scale * x[i]);
	return sum;
}

/* The double nearest to the sum, ties to even.  The first 64 bits of the sum,
 * the last of them set if anything follows, are rounded by their conversion;
 * a sum so small that it has fewer bits is a double already. */
double
exact_round(const struct exact *sum)
{
	struct exact e = *sum;
	bool negative;
	uint64_t first, next, follows = 0;
	double x;
	int top = EXACT_DIGITS - 1, shift;

	if (e.strange != 0)
		return e.strange;
	negative = carry_size(&e);
	while (top > 0 && e.digit[top] == 0)
		top--;
	if (top < 2)
		return 0;
	first = (uint64_t)e.digit[top] << 32 | (uint64_t)e.digit[top - 1];
	next = (uint64_t)e.digit[top - 2];
	shift = __builtin_clzll(first);
	first = first << shift | next >> (32 - shift);
	follows = next << shift & 0xffffffff;
	for (int i = 0; i < top - 2; i++)
		follows |= (uint64_t)e.digit[i];
	x = ldexp((double)(first | (follows != 0)), 32 * (top - 1) - shift +
	    EXACT_LAST_BIT);
	return negative ? -x : x;
}

struct twice
exact_twice(const struct exact *sum)
{
	struct twice x = { exact_round(sum), 0 };
	struct exact rest = *sum;

	if (!isfinite(x.hi))
		return x;
	exact_add(&rest, -x.hi);
	x.lo = exact_round(&rest);
	return x;
}

double
exact_scale(double largest)
{
	int exponent = 0;

	if (largest > 0 && largest <= DBL_MAX)
		(void)frexp(largest, &exponent);
	return ldexp(1, exponent < -1000 ? 1000 : -exponent);	/* 2^1074 is not a double */
}
