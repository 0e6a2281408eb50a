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
	NEAR = 16,              /* units of 2^-60 in which shortest_quick may err, and more */
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

__attribute__((noinline)) static struct shortest
shortest_rare(double x)
{
	return shortest(x);
}

/* Is a within NEAR of b?  Both modulo 2^64. */
static inline bool
near(uint64_t a, uint64_t b)
{
	return __builtin_expect(a - b + NEAR <= 2 * NEAR, 0);
}

/* The same without `side`, by one product.  x = v * 10^k, v cut off at 2^-64, which is wrong by
 * less than one of these; how far it is from the multiples of 10 below and above, and
 * half the interval (half a unit of the double's last bit), follow in units of
 * 2^-60.  Whatever comes near to where the answer changes is left to the exact way. */
static inline struct shortest
shortest_quick(double x)
{
	uint64_t u = bits_of(x), c = u & (HIDDEN - 1), s, t, fraction, half, below, above;
	int q = (int)(u >> FRACTION_BITS), k, h;
	const struct pow10 *g;
	bool short_one;
	wide v;

	if (__builtin_expect(c == 0 || q == 0, 0))
		return shortest_rare(x);
	q -= EXPONENT_BIAS;
	k = (q * 1262611) >> 22;
	h = q + pow10_log2(-k) + 1;             /* 0 to 4 */
	g = &pow10_table[-k - POW10_MIN];
	c = (c | HIDDEN) << h;
	v = (wide)g->high * c + (uint64_t)((wide)g->low * c >> 64);
	s = (uint64_t)(v >> 64);
	fraction = (uint64_t)v;
	half = g->high >> (5 - h);
	t = s / 10 * 10;
	below = (s - t) << 60 | fraction >> 4;
	above = (UINT64_C(10) << 60) - below;
	if (near(below, half) || near(above, half) || near(fraction, UINT64_C(1) << 63))
		return shortest_rare(x);
	t += above < half ? 10 : 0;
	s += fraction >> 63;
	s = below < half || above < half ? t : s;
	short_one = s < whole10[SHORTEST - 1];
	return (struct shortest){ s * (1 + 9 * (uint64_t)short_one), k - short_one, 0 };
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
	uint64_t first = digits / whole10[16], sixteen = digits - first * whole10[16];
	uint64_t front = sixteen / 100000000;
	struct words w = split16(front, sixteen - front * 100000000);
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

char *
num_put(char *p, double x)
{
	struct shortest d;
	struct figures f;
	int point;

	*p = '-';
	p += x < 0;
	x = fabs(x);
	if (x < 1e8 && x == (double)(int32_t)x)
		return put_small(p, (uint32_t)x);
	d = shortest_quick(x);
	f = figures_of(d.digits);
	point = d.exponent + SHORTEST;  /* digits before it */
	if (point > 0 && point < 8) {
		/* All digits a byte too far, and those before the point and it over them. */
		uint64_t front = f.middle << 8 | (unsigned char)f.first;
		uint64_t before = (UINT64_C(1) << 8 * point) - 1;

		put_figures(p + 1, &f);
		put_word(p, (front & before) | (uint64_t)'.' << 8 * point | (front & ~before) << 8);
		return p + f.n + 1;
	}
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
