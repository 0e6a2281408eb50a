/* digits - eight decimal digits in a word, doubles as bits, and the shortest
 * decimal of one: what reading and writing numbers share.  Inside of num only.
 */
#ifndef DIGITS_H
#define DIGITS_H

#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "number/numfew.h"

enum {
	FRACTION_BITS = 52,     /* of a double, behind its leading bit */
	EXPONENT_BIAS = 1075,   /* of the exponent of its last bit */
	SHORTEST = 17           /* digits that tell any two doubles apart */
};

/* The leading bit of a double, which is not stored. */
#define HIDDEN (UINT64_C(1) << FRACTION_BITS)

#define ZEROS 0x3030303030303030u

static inline void
put_word(char *p, uint64_t w)
{
	w = low_first(w);
	memcpy(p, &w, sizeof w);
}

/* join8 of two words, as one number of sixteen digits. */
static inline uint64_t
join16(uint64_t front, uint64_t back)
{
	return join8(front) * 100000000 + join8(back);
}

/* The reverse of join8, for n below 10^8.  The factors are reciprocals that are
 * exact for four and for two digits. */
static inline uint64_t
split8(uint64_t n)
{
	uint64_t w = n / 10000, t;

	w |= (n - w * 10000) << 32;
	t = ((w * 10486) >> 20) & 0x0000007f0000007f;
	w = t | (w - t * 100) << 16;
	t = ((w * 103) >> 10) & 0x000f000f000f000f;
	return t | (w - t * 10) << 8;
}

#ifdef DIGITS_SSE2
/* Products of 16 bits with the same factor.  The compiler must not know it: gcc
 * would make five shifts and additions of it, which take longer. */
static inline __m128i
times16(__m128i x, short factor)
{
	__m128i all = _mm_set1_epi16(factor);

	__asm__("" : "+x"(all));
	return _mm_mullo_epi16(x, all);
}
#endif

/* split8 of two numbers: two words.  Both at once where the processor has SSE2,
 * which takes 5 % off sci-normalize. */
struct words { uint64_t front, back; };

static inline struct words
split16(uint64_t front, uint64_t back)
{
#ifdef DIGITS_SSE2
	__m128i x = _mm_set_epi64x((int64_t)back, (int64_t)front);
	__m128i t = _mm_srli_epi64(_mm_mul_epu32(x,
	    _mm_set1_epi64x(0xd1b71759)), 45);

	x = _mm_sub_epi64(x, _mm_mul_epu32(t, _mm_set1_epi64x(10000)));
	x = _mm_or_si128(t, _mm_slli_epi64(x, 32));
	t = _mm_srli_epi16(_mm_mulhi_epu16(x, _mm_set1_epi16(5243)), 3);
	x = _mm_sub_epi16(x, times16(t, 100));
	x = _mm_or_si128(t, _mm_slli_epi32(x, 16));
	t = _mm_mulhi_epu16(x, _mm_set1_epi16(6554));
	x = _mm_sub_epi16(x, times16(t, 10));
	x = _mm_or_si128(t, _mm_slli_epi16(x, 8));
	return (struct words){ (uint64_t)_mm_cvtsi128_si64(x),
	    (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(x, x)) };
#else
	return (struct words){ split8(front), split8(back) };
#endif
}

/* Writes an integer below 10^8 and returns the end. */
static inline char *
put_small(char *p, uint32_t n)
{
	uint64_t w = split8(n);
	int zeros = __builtin_ctzll(w | UINT64_C(1) << 56) & ~7;

	put_word(p, (w | ZEROS) >> zeros);
	return p + 8 - zeros / 8;
}

static inline uint64_t
bits_of(double x)
{
	uint64_t u;

	memcpy(&u, &x, sizeof u);
	return u;
}

static inline double
of_bits(uint64_t u)
{
	double x;

	memcpy(&x, &u, sizeof x);
	return x;
}

/* The shortest decimal, filled up with zeros to SHORTEST digits: the number is
 * digits * 10^exponent.  `side` is -1, 0 or 1 as the double itself is less than
 * that, equal or greater. */
struct shortest {
	uint64_t digits;
	int exponent, side;
};

/* Of a finite x > 0.  R. Giulietti, "The Schubfach way to render doubles"
 * (2020). */
struct shortest shortest(double x);

#endif
