/* numround - numbers rounded to digits or decimals, and compared so. */
#include "number/num.h"

#include <math.h>
#include <stdio.h>

#include "number/digits.h"
#include "number/pow10.h"

enum { SAFE = 15 };             /* as many digits survive the way through a double */

/* The shortest text rounds as the double does: if a half of the n-th digit lay
 * between the two, it would itself be a text of n + 1 digits that reads back to
 * x, and a nearer one.  If the text is the half, `side` decides. */
struct num_digits
num_round(double x, int n)
{
	uint64_t cut, half, rest;
	struct num_digits r = { 0, 0 };
	struct shortest d;

	x = fabs(x);
	if (!(x > 0))
		return r;
	d = shortest(x);
	cut = pow10_whole[SHORTEST - n];
	half = cut / 2;
	r.digits = d.digits / cut;
	r.exponent = d.exponent + SHORTEST - n;
	rest = d.digits % cut;
	if (rest == half)
		r.digits += d.side == 0 ? r.digits & 1 : d.side > 0;
	else
		r.digits += rest > half;
	if (r.digits == pow10_whole[n]) {
		r.digits = pow10_whole[n - 1];
		r.exponent++;
	}
	return r;
}

/* Rounds r to decimals, a half up or to the even digit, so that it counts units
 * of the last one or more. */
static inline void
round_decimals(struct num_digits *r, int decimals, bool even)
{
	int cut = -decimals - r->exponent;

	if (cut > SAFE) {
		r->digits = 0;
	} else if (cut > 0) {
		uint64_t unit = pow10_whole[cut], down = r->digits / unit;

		/* What is left is at least a half, or more than one where
		 * `down` is even. */
		r->digits = down + (r->digits % unit + (even && down % 2 == 0 ?
		    0 : 1) > unit / 2);
	}
	if (cut > 0 || r->digits == 0)
		r->exponent = -decimals;
}

/* For less than 10^8 and at most 8 decimals. */
static inline char *
put_short_fixed(char *p, uint64_t units, int decimals)
{
	uint64_t whole = units / pow10_whole[decimals];

	p = put_small(p, (uint32_t)whole);
	if (decimals == 0)
		return p;
	*p++ = '.';
	put_word(p, (split8(units - whole * pow10_whole[decimals]) | ZEROS) >>
	    (64 - 8 * decimals));
	return p + decimals;
}

/* Any other: all digits in a row, then the point between them. */
static char *
put_long_fixed(char *p, const struct num_digits *r, int decimals)
{
	char text[NUM_FIXED];
	int zeros = r->exponent + decimals, least = decimals + 1 - zeros;
	int n = snprintf(text, sizeof text, "%0*llu", least > 0 ? least : 0,
	    (unsigned long long)r->digits);

	memset(text + n, '0', (size_t)zeros);
	n += zeros - decimals;
	memcpy(p, text, (size_t)n);
	p += n;
	if (decimals > 0)
		*p++ = '.';
	memcpy(p, text + n, (size_t)decimals);
	return p + decimals;
}

static inline char *
put_fixed(char *p, double x, int decimals, bool even)
{
	struct num_digits r = num_round(x, SAFE);

	round_decimals(&r, decimals, even);
	*p = '-';
	p += x < 0 && r.digits != 0;
	if (decimals <= 8 && r.exponent == -decimals &&
	    r.digits < pow10_whole[8 + decimals])
		return put_short_fixed(p, r.digits, decimals);
	return put_long_fixed(p, &r, decimals);
}

char *
num_fixed(char *p, double x, int decimals)
{
	return put_fixed(p, x, decimals, false);
}

char *
num_fixed_even(char *p, double x, int decimals)
{
	return put_fixed(p, x, decimals, true);
}

/* Numbers that share 12 digits lie within 10^-11 of each other. */
bool
num_tie(double a, double b)
{
	double size = fabs(a) > fabs(b) ? fabs(a) : fabs(b);   /* fmax would need libm */
	struct num_digits r, s;

	if (a == b)
		return true;
	if (size > 1e-290 && !(fabs(a - b) <= 2e-11 * size))
		return false;
	if ((a < 0) != (b < 0))
		return false;
	r = num_round(a, 12);
	s = num_round(b, 12);
	return r.digits == s.digits && r.exponent == s.exponent;
}
