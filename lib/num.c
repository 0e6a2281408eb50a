/* num - double to decimal text, and rounding: all of num.h but num_read. */
#include "num.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "digits.h"
#include "pow10.h"

enum {
	EXPONENT_BIAS = 1075,   /* of the exponent of a double's last bit */
	SHORTEST = 17,          /* digits that tell any two doubles apart */
	NEAR = 64,              /* units of 2^-64 in which shortest_quick may err, and more */
	SAFE = 15               /* as many digits survive the way through a double */
};

#define HIDDEN (UINT64_C(1) << FRACTION_BITS)

static const uint64_t whole10[] = {
	1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
	100000000000, 1000000000000, 10000000000000, 100000000000000, 1000000000000000,
	10000000000000000, 100000000000000000
};

/* The shortest decimal, filled up with zeros to SHORTEST digits: the number is
 * digits * 10^exponent.  `side` is -1, 0 or 1 as the double itself is less than
 * that, equal or greater. */
struct shortest {
	uint64_t digits;
	int exponent, side;
};

/* c * g / 2^128 cut off, with the last bit set if that was not exact. */
static inline uint64_t
round_to_odd(const struct pow10 *g, uint64_t c)
{
	wide y = (wide)g->high * c + (uint64_t)((wide)g->low * c >> 64);

	return (uint64_t)(y >> 64) | ((uint64_t)y > 1);
}

/* x > 0.  R. Giulietti, "The Schubfach way to render doubles" (2020): 10^k is
 * taken so large that the interval of the texts that read back to x holds one
 * multiple of it at least, and of 10^(k+1) one at most.  All in quarters, as
 * the ends of the interval lie half a unit away, a quarter below a power of two. */
static inline struct shortest
shortest(double x)
{
	uint64_t u = bits_of(x), c = u & (HIDDEN - 1), odd = u & 1, s, at, low, high, t;
	int q = (int)(u >> FRACTION_BITS), k, h;
	bool level = c != 0 || q <= 1, down, up;        /* the gap below is that above */
	const struct pow10 *g;

	c |= q == 0 ? 0 : HIDDEN;
	q = (q == 0 ? 1 : q) - EXPONENT_BIAS;
	/* floor(log10(2^q)), and of 3/4 * 2^q. */
	k = (q * 1262611 - (level ? 0 : 524031)) >> 22;
	h = q + pow10_log2(-k) + 1;
	g = &pow10_table[-k - POW10_MIN];
	at = round_to_odd(g, (4 * c) << h);
	low = round_to_odd(g, (4 * c - 1 - level) << h) + odd;
	high = round_to_odd(g, (4 * c + 2) << h) - odd;

	s = at / 4;
	t = s / 10 * 10;
	down = low <= 4 * t;
	up = 4 * t + 40 <= high;
	if (down != up && s >= 10) {
		s = t + 10 * up;
	} else {
		down = low <= 4 * s;
		up = 4 * s + 4 <= high;
		/* The nearer one if both would do, of two equally near the even. */
		if (down == up)
			up = at > 4 * s + 2 || (at == 4 * s + 2 && (s & 1) != 0);
		s += up;
	}
	h = (at > 4 * s) - (at < 4 * s);
	if (s < whole10[SHORTEST - 1]) {
		s *= 10;
		k--;
		while (s < whole10[SHORTEST - 1]) {
			s *= 10;
			k--;
		}
	}
	return (struct shortest){ s, k, h };
}

/* Is a number within NEAR of 0, modulo 2^64? */
static inline bool
near(uint64_t a)
{
	return __builtin_expect(a + NEAR <= 2 * NEAR, 0);
}

/* All bits if the number, modulo 2^64, is negative, else none: for where nobody can predict what
 * a branch would do. */
static inline uint64_t
if_negative(uint64_t a)
{
	return 0 - (a >> 63);
}

/* The same, as (most * 10 + last) * 10^exponent. */
struct quick {
	uint64_t most;          /* sixteen digits, the first not 0 */
	unsigned last;          /* one digit */
	int exponent;
};

/* By one product; false where that cannot tell.  10^k is the power of ten above the unit of the
 * double's last bit, and x = v * 10^k, v cut off at 2^-64, which is wrong by less than 4 of
 * these.  If a whole number is within half a unit of v it is the answer, else one more digit
 * is needed.  Whatever comes near to where that changes is left to the exact way. */
static inline bool
shortest_quick(double x, struct quick *d)
{
	uint64_t u = bits_of(x), c = u & (HIDDEN - 1), fraction, half, off, rest;
	uint64_t whole, most, last, few;        /* masks: whole, few */
	int q = (int)(u >> FRACTION_BITS), k, h;
	const struct pow10 *g;
	wide v, tenths;

	if (__builtin_expect(c == 0 || q == 0, 0))
		return false;
	q -= EXPONENT_BIAS;
	k = ((q * 1262611) >> 22) + 1;          /* floor(log10(2^q)) + 1 */
	h = q + pow10_log2(-k) + 4;             /* 0 to 3 */
	g = &pow10_table[-k - POW10_MIN];
	c = (c | HIDDEN) << h;
	v = ((wide)g->high * c + (uint64_t)((wide)g->low * c >> 64)) >> 3;
	fraction = (uint64_t)v;
	half = g->high >> (4 - h);
	off = fraction < 0 - fraction ? fraction : 0 - fraction;
	tenths = (wide)fraction * 10;
	rest = (uint64_t)tenths;
	if (near(off - half) || near(rest - (UINT64_C(1) << 63)))
		return false;
	whole = if_negative(off - half);
	most = (uint64_t)(v >> 64) + (fraction >> 63 & whole);
	last = ((uint64_t)(tenths >> 64) + (rest >> 63)) & ~whole;
	/* From 2^52 / 10 to 2^53: fifteen digits or sixteen. */
	few = if_negative(most - whole10[15]);
	d->most = most + ((9 * most + last) & few);
	d->last = (unsigned)(last & ~few);
	d->exponent = k - 1 + (int)few;
	return true;
}

/* Writes an integer below 10^8 and returns the end. */
static inline char *
put_small(char *p, uint32_t n)
{
	uint64_t w = split8(n);
	int zeros = low_zeros(w | UINT64_C(1) << 56) & ~7;

	put_word(p, (w | ZEROS) >> zeros);
	return p + 8 - zeros / 8;
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
	p += n;
	*p++ = 'e';
	*p++ = exponent < 0 ? '-' : '+';
	return put_small(p, (uint32_t)abs(exponent));
}

/* The SHORTEST digits as characters: one, eight and eight; n without the zeros at the end. */
struct figures {
	char first;
	uint64_t middle, last;
	int n;
};

static inline struct figures
figures_of(uint64_t digits)
{
	uint64_t nine = digits / 100000000, first = nine * 1441151881 >> 57;    /* nine / 10^8 */
	struct words w = split16(nine - first * 100000000, digits - nine * 100000000);
	int n;

	if (__builtin_expect(w.back != 0, 1))
		n = SHORTEST - (high_zeros(w.back) >> 3);
	else
		n = w.front != 0 ? 9 - (high_zeros(w.front) >> 3) : 1;
	return (struct figures){ (char)('0' + first), w.front | ZEROS, w.back | ZEROS, n };
}

static inline char *
put_figures(char *p, const struct figures *f)
{
	*p = f->first;
	put_word(p + 1, f->middle);
	put_word(p + 9, f->last);
	return p + f->n;
}

/* Writes any digits * 10^exponent. */
__attribute__((noinline)) static char *
put_decimal(char *p, uint64_t digits, int exponent)
{
	struct figures f = figures_of(digits);
	int point = exponent + SHORTEST;        /* digits before it */

	if (point > -6 && point <= 0) {
		memcpy(p, "0.000000", 8);
		return put_figures(p + 2 - point, &f);
	}
	put_figures(p, &f);
	if (point <= 0 || point > 21)
		return put_exponent(p, f.n, point - 1);
	if (point >= f.n) {
		memcpy(p + SHORTEST, "0000", 4);
		return p + point;
	}
	memmove(p + point + 1, p + point, (size_t)(SHORTEST - point));
	p[point] = '.';
	return p + f.n + 1;
}

__attribute__((noinline)) static char *
put_exact(char *p, double x)
{
	struct shortest d = shortest(x);

	return put_decimal(p, d.digits, d.exponent);
}

/* Writes the digits of x, the first where p is. */
static inline void
put_quick(char *p, uint64_t front, uint64_t back, unsigned last)
{
	put_word(p, front);
	put_word(p + 8, back);
	p[16] = (char)('0' + last);
}

/* What is neither whole nor very small or large is written here, the rest by functions that
 * take over, so that this one needs no stack. */
char *
num_put(char *p, double x)
{
	uint64_t front, back, before;
	double size = fabs(x);
	struct quick d;
	struct words w;
	int point, n;

	*p = '-';
	if (size < 1e8 && size <= (double)(int32_t)size)
		return put_small(p + (x < 0), (uint32_t)size);
	p += signbit(x) != 0;
	if (!shortest_quick(size, &d))
		return put_exact(p, size);
	point = d.exponent + SHORTEST;                  /* digits before it */
	if (point <= -6 || point >= 8)
		return put_decimal(p, d.most * 10 + d.last, d.exponent);

	front = d.most / 100000000;
	w = split16(front, d.most - front * 100000000);
	if (__builtin_expect(w.back != 0, 1))
		n = 9 + (63 - high_zeros(w.back)) / 8;
	else
		n = 1 + (63 - high_zeros(w.front)) / 8;
	n = d.last != 0 ? SHORTEST : n;
	front = w.front | ZEROS;
	back = w.back | ZEROS;

	/* All digits where those behind the point go; then over them what stands before. */
	if (__builtin_expect(point > 0, 1)) {
		before = (UINT64_C(1) << 8 * point) - 1;
		put_quick(p + 1, front, back, d.last);
		put_word(p, (front & before) | (before + 1) * '.' | (front & ~before) << 8);
		return p + 1 + n;
	}
	before = (UINT64_C(1) << 8 * (2 - point)) - 1;
	put_quick(p + 2 - point, front, back, d.last);
	put_word(p, ((ZEROS ^ ('0' ^ '.') << 8) & before) | front << 8 * (2 - point));
	return p + 2 - point + n;
}

/* Lets printf round: where n digits can tell more than the shortest text. */
static struct num_digits
round_printed(double x, int n)
{
	struct num_digits r = { 0, 0 };
	char buf[SHORTEST + 16], *p = buf;

	snprintf(buf, sizeof buf, "%.*e", n - 1, x);
	for (; *p != 'e'; p++)
		if (*p != '.')
			r.digits = r.digits * 10 + (uint64_t)(*p - '0');
	r.exponent = (int)strtol(p + 1, NULL, 10) - (n - 1);
	return r;
}

/* The shortest text rounds as the double does: if a half of the n-th digit lay
 * between the two, it would itself be a text of n + 1 digits that reads back to
 * x, and a nearer one.  If the text is the half, `side` decides.  That n digits
 * which read as x are what x rounds to holds up to 15 of them, but not for
 * subnormals. */
struct num_digits
num_round(double x, int n)
{
	uint64_t cut, half, rest;
	struct num_digits r = { 0, 0 };
	struct shortest d;

	x = fabs(x);
	if (!(x > 0))
		return r;
	if (n > SAFE || x < 0x1p-1022)
		return round_printed(x, n);
	d = shortest(x);
	cut = whole10[SHORTEST - n];
	half = cut / 2;
	r.digits = d.digits / cut;
	r.exponent = d.exponent + SHORTEST - n;
	rest = d.digits % cut;
	if (rest == half)
		r.digits += d.side == 0 ? r.digits & 1 : d.side > 0;
	else
		r.digits += rest > half;
	if (r.digits == whole10[n]) {
		r.digits = whole10[n - 1];
		r.exponent++;
	}
	return r;
}

/* Writes n zeros. */
static inline char *
put_zeros(char *p, int n)
{
	memset(p, '0', (size_t)n);
	return p + n;
}

/* Rounds r half up to decimals, so that it counts units of the last one or more. */
static inline void
round_decimals(struct num_digits *r, int decimals)
{
	int cut = -decimals - r->exponent;

	if (cut > SAFE)
		r->digits = 0;
	else if (cut > 0)
		r->digits = (r->digits + whole10[cut] / 2) / whole10[cut];
	if (cut > 0 || r->digits == 0)
		r->exponent = -decimals;
}

/* For less than 10^8 and at most 8 decimals. */
static inline char *
put_short_fixed(char *p, uint64_t units, int decimals)
{
	uint64_t whole = units / whole10[decimals];

	p = put_small(p, (uint32_t)whole);
	if (decimals == 0)
		return p;
	*p++ = '.';
	put_word(p, (split8(units - whole * whole10[decimals]) | ZEROS) >> (64 - 8 * decimals));
	return p + decimals;
}

/* The text is a sequence of n digits and `zeros` zeros, in units of the last
 * decimal; `whole` of the digits stand before the point. */
static char *
put_long_fixed(char *p, const struct num_digits *r, int decimals)
{
	char text[16];
	const char *digits = text;
	int n = (int)sizeof text, zeros = r->exponent + decimals, whole;

	put_word(text, split8(r->digits / 100000000) | ZEROS);
	put_word(text + 8, split8(r->digits % 100000000) | ZEROS);
	for (; n > 0 && *digits == '0'; n--)
		digits++;
	whole = n + zeros - decimals;
	if (whole <= 0) {
		*p++ = '0';
	} else if (whole < n) {
		memcpy(p, digits, (size_t)whole);
		p += whole;
		digits += whole;
		n -= whole;
		whole = 0;
	} else {
		memcpy(p, digits, (size_t)n);
		p = put_zeros(p + n, whole - n);
		zeros = decimals;
		n = whole = 0;
	}
	if (decimals == 0)
		return p;
	*p++ = '.';
	p = put_zeros(p, -whole);
	memcpy(p, digits, (size_t)n);
	return put_zeros(p + n, zeros);
}

char *
num_fixed(char *p, double x, int decimals)
{
	struct num_digits r = num_round(x, SAFE);

	round_decimals(&r, decimals);
	*p = '-';
	p += x < 0 && r.digits != 0;
	if (decimals <= 8 && r.exponent == -decimals && r.digits < whole10[8 + decimals])
		return put_short_fixed(p, r.digits, decimals);
	return put_long_fixed(p, &r, decimals);
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
