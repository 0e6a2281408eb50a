/* num - double to the shortest decimal text. */
#include "number/num.h"

#include <math.h>
#include <stdio.h>

#include "number/digits.h"
#include "number/pow10.h"

enum { NEAR = 64 };             /* units of 2^-64 in which shortest_quick may err, and more */

/* Is a number within NEAR of 0, modulo 2^64? */
static inline bool
near(uint64_t a)
{
	return __builtin_expect(a + NEAR <= 2 * NEAR, 0);
}

/* All bits if the number, modulo 2^64, is negative, else none: for where nobody
 * can predict what a branch would do. */
static inline uint64_t
if_negative(uint64_t a)
{
	return 0 - (a >> 63);
}

/* The shortest decimal by one product; false where that cannot tell.  10^k is
 * the power of ten above the unit of the double's last bit, and x = v * 10^k, v
 * cut off at 2^-64, which is wrong by less than 4 of these.  If a whole number
 * is within half a unit of v it is the answer, else one more digit is needed.
 * Whatever comes near to where that changes is left to the exact way. */
static inline bool
shortest_quick(double x, struct shortest *d)
{
	uint64_t u = bits_of(x), c = u & (HIDDEN - 1), fraction, half, off,
	    rest;
	uint64_t whole, most, last, few;        /* masks: whole, few */
	int q = (int)(u >> FRACTION_BITS), k, h;
	struct wide g, v, tenths;

	if (__builtin_expect(c == 0 || q == 0, 0))
		return false;
	q -= EXPONENT_BIAS;
	k = ((q * 1262611) >> 22) + 1;          /* floor(log10(2^q)) + 1 */
	h = q + pow10_log2(-k) + 4;             /* 0 to 3 */
	g = pow10_entry(-k);
	c = (c | HIDDEN) << h;
	v = wide_scaled(g, c);
	fraction = v.high << 61 | v.low >> 3;
	half = g.high >> (4 - h);
	off = fraction < 0 - fraction ? fraction : 0 - fraction;
	tenths = wide_product(fraction, 10);
	rest = tenths.low;
	if (near(off - half) || near(rest - (UINT64_C(1) << 63)))
		return false;
	whole = if_negative(off - half);
	most = (v.high >> 3) + (fraction >> 63 & whole);
	last = (tenths.high + (rest >> 63)) & ~whole;
	/* From 2^52 / 10 to 2^53: fifteen digits or sixteen. */
	few = if_negative(most - pow10_whole[15]);
	d->digits = 10 * (most + ((9 * most + last) & few)) + (last & ~few);
	d->exponent = k - 1 + (int)few;
	return true;
}

/* Writes d.ddde+x with n digits, which stand at p already. */
static char *
put_exponent(char *p, int n, int exponent)
{
	if (n > 1) {
		memmove(p + 2, p + 1, (size_t)n - 1);
		p[1] = '.';
		n++;
	}
	return p + n + snprintf(p + n, sizeof "e-324", "e%+d", exponent);
}

/* SHORTEST digits as characters: one, eight and eight; n without the zeros at
 * the end. */
struct digits {
	char first;
	uint64_t middle, last;
	int n;
};

static inline struct digits
digits_of(uint64_t digits)
{
	uint64_t nine = digits / 100000000, first = nine * 1441151881 >> 57;    /* nine / 10^8 */
	struct words w = split16(nine - first * 100000000,
	    digits - nine * 100000000);
	struct digits f = { (char)('0' + first), w.front | ZEROS,
	    w.back | ZEROS, 1 };

	if (__builtin_expect(w.back != 0, 1))
		f.n = SHORTEST - (__builtin_clzll(w.back) >> 3);
	else if (w.front != 0)
		f.n = 9 - (__builtin_clzll(w.front) >> 3);
	return f;
}

static inline void
put_digits(char *p, const struct digits *f)
{
	*p = f->first;
	put_word(p + 1, f->middle);
	put_word(p + 9, f->last);
}

char *
num_put(char *p, double x)
{
	double size = fabs(x);
	struct shortest d;
	struct digits f;
	int point;

	*p = '-';
	if (size < 1e8 && size <= (double)(int32_t)size)
		return put_small(p + (x < 0), (uint32_t)size);
	p += signbit(x) != 0;
	if (!shortest_quick(size, &d))
		d = shortest(size);
	f = digits_of(d.digits);
	point = d.exponent + SHORTEST;          /* digits before it */
	if (point > 0 && point < f.n) {
		put_digits(p, &f);
		memmove(p + point + 1, p + point, 16);
		p[point] = '.';
		return p + f.n + 1;
	}
	if (point > -6 && point <= 0) {
		memcpy(p, "0.000000", 8);
		put_digits(p + 2 - point, &f);
		return p + 2 - point + f.n;
	}
	put_digits(p, &f);
	if (point <= 0 || point > 21)
		return put_exponent(p, f.n, point - 1);
	memcpy(p + SHORTEST, "0000", 4);
	return p + point;
}
