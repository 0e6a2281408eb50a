/* numfew - decimal text of up to eight characters to double, where millions of them are read: in a
 * header, so that it becomes part of the loop that reads.  Inside of num only.
 */
#ifndef NUMFEW_H
#define NUMFEW_H

#include <stdbool.h>
#include <stdint.h>

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
	return (((w & 0x7f7f7f7f7f7f7f7f) + 0x7676767676767676) | w) & 0x8080808080808080;
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

static inline enum num_kind
num_read_ahead(struct text t, double *x)
{
	/* 10 to the power of what stands behind the point. */
	static const double shift[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7 };
	uint64_t w, mark;

	if (__builtin_expect(t.n - 1 >= 8, 0))
		return num_read(t, x);
	w = digits_at(t.s) << (64 - 8 * t.n);
	mark = foreign(w);
	if (mark != 0 && (t.n == 1 || !close_gap(&w, mark, 0)))
		return num_read(t, x);
	*x = (double)(int64_t)join8(w) / shift[mark == 0 ? 0 : __builtin_clzll(mark) / 8];
	return NUM_FINITE;
}

#endif
