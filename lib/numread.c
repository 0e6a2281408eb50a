/* numread - decimal text to double: num_read. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "digits.h"
#include "num.h"
#include "pow10.h"

enum {
	WORD_DIGITS = 19,       /* as many decimal digits fit 64 bits always */
	PLAIN = 300,            /* fewer digits are below the largest double */
	SLOW_DIGITS = 800       /* no tie between two doubles has more than 767 */
};

#define INFINITE (UINT64_C(0x7ff) << FRACTION_BITS)

/* Powers of ten that doubles hold exactly. */
static const double exact10[] = {
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
	1e17, 1e18, 1e19, 1e20, 1e21, 1e22
};
enum { EXACT10 = 22 };

static const uint64_t whole10[] = {
	1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000
};

/* Takes the point out of a word of digits whose foreign byte is marked by `mark`: what stood
 * before it moves up by a byte, `carry` fills the gap.  False if it is no point. */
static inline bool
close_gap(uint64_t *w, uint64_t mark, uint64_t carry)
{
	uint64_t unit = mark >> 7, before = unit - 1;

	if ((mark & (mark - 1)) != 0 || (*w & (unit * 0xff)) != unit * ('.' ^ '0'))
		return false;
	*w = (*w & (0 - (mark << 1))) | (*w & before) << 8 | carry;
	return true;
}

/* Up to eight characters as the last digits of a word, zeros before them. */
static inline uint64_t
few_digits_at(const char *s, size_t n)
{
	unsigned room = 64 - 8 * (unsigned)n;
	uint32_t head, tail;
	uint64_t w;

	if (n == 8)
		return digits_at(s);
	if (n >= 4) {
		memcpy(&head, s, sizeof head);
		memcpy(&tail, s + n - 4, sizeof tail);
		return (uint64_t)(half_low_first(tail) ^ (uint32_t)ZEROS) << 32 |
		    (uint64_t)(half_low_first(head) ^ (uint32_t)ZEROS) << room;
	}
	w = (uint64_t)(unsigned char)(s[n - 1] ^ '0') << 56;
	w |= (uint64_t)(unsigned char)(s[n / 2] ^ '0') << (room + 8 * ((unsigned)n / 2));
	return w | (uint64_t)(unsigned char)(s[0] ^ '0') << room;
}

/* Reads an unsigned text of 1 to 16 bytes that has no exponent; false if it is
 * something else.  The text is laid at the end of a window of 16 digits, which
 * has zeros before it.  What comes out is below 10^16 without and below 10^15
 * with decimals, so that one division of exact numbers rounds it. */
static inline bool
read_short(const char *s, size_t n, double *x)
{
	uint64_t front = 0, back, mark;
	int decimals = 0;

	if (n > 8) {
		back = digits_at(s + n - 8);
		front = digits_at(s) << (128 - 8 * n);
	} else {
		back = few_digits_at(s, n);
	}
	if ((mark = foreign(back)) != 0) {
		if (n == 1 || foreign(front) != 0 || !close_gap(&back, mark, front >> 56))
			return false;
		front <<= 8;
		decimals = high_zeros(mark) / 8;
	} else if ((mark = foreign(front)) != 0) {
		if (!close_gap(&front, mark, 0))
			return false;
		decimals = 8 + high_zeros(mark) / 8;
	}
	*x = (double)(int64_t)(join16(front, back)) / exact10[decimals];
	return true;
}

/* The double nearest to w * 10^q as bits, INFINITE or more if it is beyond.
 * The product of w with the 128-bit power gives enough bits to know on which
 * side of a tie it lies, for every w and q: D. Lemire, "Number parsing at a
 * gigabyte per second" (2021), N. Mushtak and D. Lemire, "Fast number parsing
 * without fallback" (2023).  That proof takes the powers above 10^55 cut off
 * instead of rounded up. */
static uint64_t
scale(uint64_t w, int64_t q)
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
		*w = *w * whole10[known] + join8(d << (64 - 8 * known));
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
	u = scale(w, a->q + left);
	if (left == 0 || u == scale(w + 1, a->q + left))
		return u;
	return read_slowly(a);
}

static uint64_t
read_parts(const struct parts *a)
{
	double x;

	if (a->count > WORD_DIGITS)
		return read_many(a);
	if (a->w > UINT64_C(1) << 53 || a->q < -EXACT10 || a->q > EXACT10)
		return scale(a->w, a->q);
	x = (double)(int64_t)a->w;
	return bits_of(a->q < 0 ? x / exact10[-a->q] : x * exact10[a->q]);
}

/* Reads an unsigned text of 17 to 24 bytes with a point and no exponent, as full
 * precision is printed: like read_short in a window of 24 digits, of which the
 * first five must be zeros, so that the rest fits 64 bits. */
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
		if (foreign(front) != 0 || !close_gap(&middle, mark, front >> 56))
			return false;
		front <<= 8;
		decimals = 8 + high_zeros(mark) / 8;
	} else {
		mark = foreign(front);
		if (mark == 0 || !close_gap(&front, mark, 0))
			return false;
		decimals = 16 + high_zeros(mark) / 8;
	}
	if (front << 24 != 0)
		return false;
	front >>= 40;
	w = (front & 0xff) * 100 + (front >> 8 & 0xff) * 10 + (front >> 16);
	w = w * 10000000000000000 + join16(middle, back);
	*x = of_bits(scale(w, -decimals));
	return true;
}

/* Reads what is longer or rarer than the ways below take; apart from them, so that
 * they need no room on the stack. */
__attribute__((noinline)) static enum num_kind
read_any(const char *s, size_t n, double *x)
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

bool
num_plain(struct text t)
{
	bool point = false;

	if (t.n > 0 && *t.s == '-') {
		t.s++;
		t.n--;
	}
	if (t.n > PLAIN)
		return false;
	for (size_t i = 0; i < t.n; i += 16) {
		unsigned mark = foreign16(t.s + i);

		if (t.n - i < 16)
			mark &= (1u << (t.n - i)) - 1;
		if (mark == 0)
			continue;
		if (point || (mark & (mark - 1)) != 0 || t.s[i + (size_t)low_zeros(mark)] != '.')
			return false;
		point = true;
	}
	return t.n > point;
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

#ifdef DIGITS_SSE2
/* Bytes i and up of sixteen, as a mask. */
static inline __m128i
bytes_from(unsigned i)
{
	static const unsigned char slide[32] = {
		[16] = 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255
	};

	return _mm_loadu_si128((const __m128i *)(const void *)(slide + 16 - i));
}

/* close_gap of sixteen digits, without a branch for where the point is, which in a column of
 * figures nobody can predict.  *after is 0 if there is none, else where it is plus 1. */
static inline bool
close_gap16(__m128i *w, unsigned *after)
{
	__m128i digit = _mm_cmpeq_epi8(_mm_min_epu8(*w, _mm_set1_epi8(9)), *w), behind;
	__m128i point = _mm_cmpeq_epi8(*w, _mm_set1_epi8('.' ^ '0'));
	unsigned mark = (unsigned)_mm_movemask_epi8(digit) ^ 0xffff;

	if (mark != (unsigned)_mm_movemask_epi8(point) || (mark & (mark - 1)) != 0)
		return false;
	*after = 31 - (unsigned)__builtin_clz(2 * mark + 1);
	behind = bytes_from(*after);
	*w = _mm_or_si128(_mm_and_si128(behind, *w),
	    _mm_andnot_si128(behind, _mm_slli_si128(*w, 1)));
	return true;
}

/* The sixteen characters before `end` as digits. */
static inline __m128i
digits_before(const char *end)
{
	return _mm_xor_si128(_mm_loadu_si128((const __m128i *)(const void *)(end - 16)),
	    _mm_set1_epi8('0'));
}

/* read_short of a text within a buffer: 3 to 5 % off sci-normalize. */
static inline bool
read_short_within(const char *s, size_t n, double *x)
{
	__m128i w = _mm_and_si128(digits_before(s + n), bytes_from(16 - (unsigned)n));
	unsigned after;

	if (!close_gap16(&w, &after) || (n == 1 && after != 0))
		return false;
	*x = (double)(int64_t)join_bytes(w) / exact10[(16 - after) & 15];
	return true;
}
#endif

enum num_kind
num_read_within(struct text t, double *x)
{
#ifdef DIGITS_SSE2
	bool negative = *t.s == '-';
	size_t n = t.n - negative;

	if (n - 1 < 16 && read_short_within(t.s + negative, n, x)) {
		*x = (negative ? -*x : *x) + 0;
		return NUM_FINITE;
	}
#endif
	return num_read(t, x);
}
