/* numfew - what num does with short texts, of which millions are read: in a
 * header, so that it becomes part of the loop that reads.  Inside of num
 * only.
 */
#ifndef NUMFEW_H
#define NUMFEW_H

#include <stdbool.h>
#include <stdint.h>

/* Sixteen bytes at a time; below, each such way has a plain one beside it that
 * gives the same. */
#if defined(__SSE2__) && defined(__x86_64__)
#define DIGITS_SSE2
#include <emmintrin.h>
#endif

#include "base/text.h"
#include "number/num.h"

/* The word with the first byte in memory as its lowest, and the other way. */
static inline uint64_t
low_first(uint64_t w)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return __builtin_bswap64(w);
#else
	return w;
#endif
}

/* Eight characters as a word of eight digits 0..9; whatever is no digit becomes
 * a byte above 9. */
static inline uint64_t
digits_at(const char *p)
{
	return low_first(text_word(p)) ^ 0x3030303030303030;
}

/* Bit 7 of every byte above 9. */
static inline uint64_t
foreign(uint64_t w)
{
	return (((w & 0x7f7f7f7f7f7f7f7f) + 0x7676767676767676) | w) &
	    0x8080808080808080;
}

/* The number that eight digits make, the first in the lowest byte: neighbours
 * are joined to pairs, pairs to fours, fours to the whole. */
static inline uint64_t
join8(uint64_t w)
{
	w = (w * 10 + (w >> 8)) & 0x00ff00ff00ff00ff;
	w = (w * 100 + (w >> 16)) & 0x0000ffff0000ffff;
	return (w * 10000 + (w >> 32)) & 0xffffffff;
}

/* Takes the point out of a word of digits whose foreign byte is marked by
 * `mark`: what stood before it moves up by a byte, `carry` fills the gap.
 * False if it is no point. */
static inline bool
close_gap(uint64_t *w, uint64_t mark, uint64_t carry)
{
	uint64_t unit = mark >> 7, before = unit - 1;

	if ((mark & (mark - 1)) != 0 || (*w & (unit * 0xff)) != unit *
	    ('.' ^ '0'))
		return false;
	*w = (*w & (0 - (mark << 1))) | (*w & before) << 8 | carry;
	return true;
}

/* Bit i is set where p[i] is no digit, of sixteen characters. */
static inline unsigned
foreign16(const char *p)
{
#ifdef DIGITS_SSE2
	__m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);

	x = _mm_sub_epi8(x, _mm_set1_epi8('0'));
	x = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(9)), x);
	return (unsigned)_mm_movemask_epi8(x) ^ 0xffff;
#else
	/* The factor moves bit 8i to bit 56 + i. */
	uint64_t front = foreign(digits_at(p)) >> 7,
	    back = foreign(digits_at(p + 8)) >> 7;

	return (unsigned)(front * 0x0102040810204080 >> 56) |
	    (unsigned)(back * 0x0102040810204080 >> 56) << 8;
#endif
}

static inline bool
num_plain(struct text t)
{
	size_t minus = t.n > 0 && *t.s == '-', n = t.n - minus;
	const char *s = t.s + minus;
	uint32_t mark;

	if (n - 1 >= 32)
		return false;
	mark = (foreign16(s) | foreign16(s + 16) << 16) << (32 - n) >> (32 - n);
	return mark == 0 || ((mark & (mark - 1)) == 0 && n > 1 &&
	    s[__builtin_ctz(mark)] == '.');
}

static inline enum num_kind
num_read_ahead(struct text t, double *x)
{
	/* 10 to the power of what stands behind the point. */
	static const double shift[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7 },
	    sign[] = { 1, -1 };
	size_t minus = *t.s == '-', n = t.n - minus;
	uint64_t w, mark;

	if (__builtin_expect(n - 1 >= 8, 0))
		return num_read(t, x);
	w = digits_at(t.s + minus) << (64 - 8 * n);
	mark = foreign(w);
	if (mark != 0 && (n == 1 || !close_gap(&w, mark, 0)))
		return num_read(t, x);
	/* -0 + 0 is 0. */
	*x = (double)(int64_t)join8(w) * sign[minus] / shift[mark == 0 ? 0 :
	    __builtin_clzll(mark) / 8] + 0;
	return NUM_FINITE;
}

#endif
