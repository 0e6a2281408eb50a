/* numread - decimal text to double: the texts that tables are full of, sixteen
 * digits at a time. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "number/digits.h"
#include "number/num.h"
#include "number/pow10.h"

/* Reads an unsigned text of 1 to 16 bytes that has no exponent; false if it is
 * something else.  The text is laid at the end of a window of 16 digits, which
 * has zeros before it.  What comes out is below 10^16 without and below 10^15
 * with decimals, so that one division of exact numbers rounds it. */
static inline bool
read_short(const char *s, size_t n, double *x)
{
	char window[8] = "00000000";
	uint64_t front = 0, back, mark;
	int decimals = 0;

	if (n > 8) {
		back = digits_at(s + n - 8);
		front = digits_at(s) << (128 - 8 * n);
	} else {
		memcpy(window + 8 - n, s, n);
		back = digits_at(window);
	}
	if ((mark = foreign(back)) != 0) {
		if (n == 1 || foreign(front) != 0 || !close_gap(&back, mark,
		    front >> 56))
			return false;
		front <<= 8;
		decimals = __builtin_clzll(mark) / 8;
	} else if ((mark = foreign(front)) != 0) {
		if (!close_gap(&front, mark, 0))
			return false;
		decimals = 8 + __builtin_clzll(mark) / 8;
	}
	*x = (double)(int64_t)join16(front,
	    back) / (double)(int64_t)pow10_whole[decimals];
	return true;
}

/* The double nearest to w / 10^decimals, w below 10^19, 8 to 23 decimals: none
 * is in the middle of two doubles, as w would have the 54 bits of that and 5^8
 * as factors.  The product of w with the 128-bit power gives enough bits to
 * know on which side of the middle it lies: D. Lemire, "Number parsing at a
 * gigabyte per second" (2021), N. Mushtak and D. Lemire, "Fast number parsing
 * without fallback" (2023). */
static inline double
scaled_down(uint64_t w, int decimals)
{
	int shift, top, exponent;
	uint64_t high, m;
	struct wide product;

	if (w == 0)
		return 0;
	shift = __builtin_clzll(w);
	w <<= shift;
	product = wide_scaled(pow10_entry(-decimals), w);
	high = product.high;
	top = (int)(high >> 63);
	/* 54 bits: one more than the double has, to round by. */
	m = high >> (top + 9);
	exponent = pow10_log2(-decimals) + top + 63 - shift + 1023;
	return of_bits(((uint64_t)(exponent - 1) << FRACTION_BITS) +
	    ((m + 1) >> 1));
}

/* Reads an unsigned text of 17 to 24 bytes with a point and no exponent, as
 * full precision is printed: like read_short in a window of 24 digits, of which
 * the first five must be zeros, so that the rest fits 64 bits. */
static inline bool
read_full(const char *s, size_t n, double *x)
{
	uint64_t front, middle, back, mark, w;
	int decimals;

	back = digits_at(s + n - 8);
	middle = digits_at(s + n - 16);
	front = digits_at(s) << (192 - 8 * n);
	if (foreign(back) != 0)
		return false;
	if ((mark = foreign(middle)) != 0) {
		if (foreign(front) != 0 || !close_gap(&middle, mark,
		    front >> 56))
			return false;
		front <<= 8;
		decimals = 8 + __builtin_clzll(mark) / 8;
	} else {
		mark = foreign(front);
		if (mark == 0 || !close_gap(&front, mark, 0))
			return false;
		decimals = 16 + __builtin_clzll(mark) / 8;
	}
	if (front << 24 != 0)
		return false;
	front >>= 40;
	w = (front & 0xff) * 100 + (front >> 8 & 0xff) * 10 + (front >> 16);
	w = w * 10000000000000000 + join16(middle, back);
	*x = scaled_down(w, decimals);
	return true;
}

/* Any other text of digits[.digits][e[+-]digits], as the C library reads it:
 * filters ask for no locale, so it is that of C.  Not inlined, so that num_read
 * needs no room on the stack. */
__attribute__((noinline)) static enum num_kind
read_any(const char *s, size_t n, double *x)
{
	static const char in_numbers[] = "0123456789.eE+-";
	enum num_kind kind = NUM_BAD;
	char *copy, *end;
	double y;

	for (size_t i = 0; i < n; i++)
		if (memchr(in_numbers, s[i], sizeof in_numbers - 1) == NULL)
			return NUM_BAD;
	if (*s == '+' || *s == '-')
		return NUM_BAD;
	copy = mem_copy(s, n);
	y = strtod(copy, &end);
	if (end == copy + n)
		kind = isfinite(y) ? NUM_FINITE : NUM_OVERFLOW;
	if (kind == NUM_FINITE)
		*x = y;
	free(copy);
	return kind;
}

enum num_kind
num_read(struct text t, double *x)
{
	const char *s = t.s;
	size_t n = t.n;
	enum num_kind kind;
	bool negative;

	if (n == 0 || (n == 2 && s[0] == 'N' && s[1] == 'A')) {
		*x = (double)NAN;
		return NUM_MISSING;
	}
	negative = *s == '-';
	if (negative || *s == '+') {
		s++;
		if (--n == 0)
			return NUM_BAD;
	}
	if (!(n <= 16 ? read_short(s, n, x) : n <= 24 && read_full(s, n, x))) {
		kind = read_any(s, n, x);
		if (kind != NUM_FINITE)
			return kind;
	}
	/* -0 + 0 is 0. */
	*x = (negative ? -*x : *x) + 0;
	return NUM_FINITE;
}
