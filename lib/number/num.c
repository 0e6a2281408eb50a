/* num - double to the shortest decimal text. */
#include "number/num.h"

#include <math.h>
#include <stdlib.h>

#include "number/digits.h"
#include "number/pow10.h"
#include "number/shortest.h"

enum { NEAR = 64 };             /* units of 2^-64 in which shortest_quick may err, and more */

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

/* The shortest decimal as (most * 10 + last) * 10^exponent. */
struct quick {
	uint64_t most;          /* sixteen digits, the first not 0 */
	unsigned last;          /* one digit */
	int exponent;
};

/* The shortest decimal by one product; false where that cannot tell.  10^k is the power of ten above the unit of the
 * double's last bit, and x = v * 10^k, v cut off at 2^-64, which is wrong by less than 4 of
 * these.  If a whole number is within half a unit of v it is the answer, else one more digit
 * is needed.  Whatever comes near to where that changes is left to the exact way. */
static inline bool
shortest_quick(double x, struct quick *d)
{
	uint64_t u = bits_of(x), c = u & (HIDDEN - 1), fraction, half, off, rest;
	uint64_t whole, most, last, few;        /* masks: whole, few */
	int q = (int)(u >> FRACTION_BITS), k, h;
	const struct wide *g;
	struct wide v, tenths;

	if (__builtin_expect(c == 0 || q == 0, 0))
		return false;
	q -= EXPONENT_BIAS;
	k = ((q * 1262611) >> 22) + 1;          /* floor(log10(2^q)) + 1 */
	h = q + pow10_log2(-k) + 4;             /* 0 to 3 */
	g = &pow10_table[-k - POW10_MIN];
	c = (c | HIDDEN) << h;
	v = wide_scaled(*g, c);
	fraction = v.high << 61 | v.low >> 3;
	half = g->high >> (4 - h);
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
	d->most = most + ((9 * most + last) & few);
	d->last = (unsigned)(last & ~few);
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
		n = SHORTEST - (__builtin_clzll(w.back) >> 3);
	else
		n = w.front != 0 ? 9 - (__builtin_clzll(w.front) >> 3) : 1;
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
		n = 9 + (63 - __builtin_clzll(w.back)) / 8;
	else
		n = 1 + (63 - __builtin_clzll(w.front)) / 8;
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
