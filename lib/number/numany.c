/* numany - decimal text of any length to double. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number/digits.h"
#include "number/numany.h"
#include "number/pow10.h"

enum {
	WORD_DIGITS = 19,       /* as many decimal digits fit 64 bits always */
	SLOW_DIGITS = 800       /* no tie between two doubles has more than 767 */
};

#define INFINITE (UINT64_C(0x7ff) << FRACTION_BITS)

const double numany_exact10[] = {
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
	1e17, 1e18, 1e19, 1e20, 1e21, 1e22
};

/* The product of w with the 128-bit power gives enough bits to know on which
 * side of a tie it lies, for every w and q: D. Lemire, "Number parsing at a
 * gigabyte per second" (2021), N. Mushtak and D. Lemire, "Fast number parsing
 * without fallback" (2023).  That proof takes the powers above 10^55 cut off
 * instead of rounded up. */
uint64_t
numany_scale(uint64_t w, int64_t q)
{
	const struct pow10 *t;
	uint64_t high, m;
	wide product;
	int shift, top, exponent;

	if (w == 0 || q < POW10_MIN)
		return 0;
	if (q > POW10_MAX)
		return INFINITE;
	t = &pow10_table[q - POW10_MIN];
	shift = high_zeros(w);
	w <<= shift;
	product = (wide)w * t->high + (uint64_t)((wide)w * (t->low - (q > POW10_EXACT)) >> 64);
	high = (uint64_t)(product >> 64);
	top = (int)(high >> 63);
	/* 54 bits: one more than the double has, to round by. */
	m = high >> (top + 9);
	exponent = pow10_log2((int)q) + top + 63 - shift + 1023;
	if (exponent <= 0) {
		if (exponent < -FRACTION_BITS - 1)
			return 0;
		m >>= 1 - exponent;
		return (m + 1) >> 1;
	}
	/* Only small powers of five divide or multiply 64 bits into a tie. */
	if (q >= -4 && q <= 23 && (uint64_t)product <= 1 && (m & 3) == 1 &&
	    m << (top + 9) == high)
		m--;
	return ((uint64_t)(exponent - 1) << FRACTION_BITS) + ((m + 1) >> 1);
}

/* A text that looks like a number, taken apart. */
struct parts {
	const char *digits, *end;       /* the digits and the point among them */
	uint64_t w;                     /* the digits as a number, modulo 2^64 */
	int64_t count, q;               /* how many; the number is digits * 10^q */
};

/* Appends the digits from p on to *w and returns their end.  Words that would
 * reach beyond `end` are taken from before it, as far as `begin`. */
static inline const char *
take_digits(const char *begin, const char *p, const char *end, uint64_t *w)
{
	for (;;) {
		int n = end - p < 8 ? (int)(end - p) : 8, known;
		uint64_t d, mark;

		if (n == 0)
			return p;
		if (end - begin >= 8) {
			d = digits_at(p + n - 8) >> (64 - 8 * n);
		} else {
			d = 0;
			for (int i = n; i-- > 0;)
				d = d << 8 | (unsigned char)(p[i] ^ '0');
		}
		mark = foreign(d);
		known = mark == 0 ? n : low_zeros(mark) / 8;
		if (known == 0)
			return p;
		*w = *w * pow10_whole[known] + join8(d << (64 - 8 * known));
		p += known;
		if (known < 8)
			return p;
	}
}

/* Reads e[+-]digits from p; false if there is anything else before the end.
 * An exponent stops growing where no text could be long enough to offset it. */
static bool
take_exponent(const char *p, const char *end, int64_t *q)
{
	int64_t n = 0;
	bool negative = false;

	if (*p != 'e' && *p != 'E')
		return false;
	p++;
	if (p < end && (*p == '-' || *p == '+'))
		negative = *p++ == '-';
	if (p == end)
		return false;
	for (; p < end; p++) {
		if (*p < '0' || *p > '9')
			return false;
		if (n < INT64_C(100000000000000000))
			n = n * 10 + (*p - '0');
	}
	*q += negative ? -n : n;
	return true;
}

/* False if the text, which is not empty, is no number. */
static inline bool
take_apart(const char *begin, const char *end, struct parts *a)
{
	const char *p = begin, *q;

	a->w = 0;
	a->q = 0;
	a->digits = p;
	p = take_digits(begin, p, end, &a->w);
	a->count = p - begin;
	if (p < end && *p == '.') {
		q = p + 1;
		p = take_digits(begin, q, end, &a->w);
		a->count += p - q;
		a->q = q - p;
	}
	a->end = p;
	return a->count > 0 && (p == end || take_exponent(p, end, &a->q));
}

/* More digits than tell on which side of a tie the number lies: strtod gets
 * SLOW_DIGITS of them, and a 1 for any that are not zero behind these. */
static uint64_t
read_slowly(const struct parts *a)
{
	char buf[SLOW_DIGITS + 32];
	int64_t left = a->count;
	int n = 0;
	bool rest = false;

	for (const char *p = a->digits; p < a->end; p++) {
		if (*p == '.')
			continue;
		if (n < SLOW_DIGITS) {
			if (n > 0 || *p != '0')
				buf[n++] = *p;
			left--;
		} else if (*p != '0') {
			rest = true;
		}
	}
	buf[n++] = rest ? '1' : '0';
	snprintf(buf + n, sizeof buf - (size_t)n, "e%lld", (long long)(a->q + left - 1));
	return bits_of(strtod(buf, NULL));
}

/* More digits than 64 bits hold: mostly the first 19 and the same plus one make
 * the same double, and so does all in between. */
static uint64_t
read_many(const struct parts *a)
{
	int64_t left = a->count;
	uint64_t w = 0, u;
	int n = 0;

	for (const char *p = a->digits; p < a->end && n < WORD_DIGITS; p++) {
		if (*p == '.')
			continue;
		w = w * 10 + (uint64_t)(*p - '0');
		n += w != 0;
		left--;
	}
	u = numany_scale(w, a->q + left);
	if (left == 0 || u == numany_scale(w + 1, a->q + left))
		return u;
	return read_slowly(a);
}

static uint64_t
read_parts(const struct parts *a)
{
	double x;

	if (a->count > WORD_DIGITS)
		return read_many(a);
	if (a->w > UINT64_C(1) << 53 || a->q < -NUMANY_EXACT10 || a->q > NUMANY_EXACT10)
		return numany_scale(a->w, a->q);
	x = (double)(int64_t)a->w;
	return bits_of(a->q < 0 ? x / numany_exact10[-a->q] : x * numany_exact10[a->q]);
}

/* Not inlined, so that num_read needs no room on the stack. */
__attribute__((noinline)) enum num_kind
numany_read(const char *s, size_t n, double *x)
{
	struct parts a;
	uint64_t u;

	if (!take_apart(s, s + n, &a))
		return NUM_BAD;
	u = read_parts(&a);
	if (u >= INFINITE)
		return NUM_OVERFLOW;
	*x = of_bits(u);
	return NUM_FINITE;
}

