/* marks - where fields end: 64 bytes become a mask of those that may end one.
 *
 * The lowest bit of the mask is the next end, so that finding it costs no loop
 * over bytes.  Bytes below the tab, among them NUL, and the CR fall out of the
 * same mask; whoever takes a mark looks at what it is.  Inside of tsv only.
 */
#ifndef MARKS_H
#define MARKS_H

#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Bytes that must be readable behind the last mark that is asked for. */
enum { MARKS_BEHIND = 128 };

#ifdef __SSE2__
static inline uint64_t
marks16(const char *p, __m128i most)
{
	__m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);

	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(x, most),
	    x));
}
#endif

/* Bit i is set where p[i] is a tab, a newline, a CR or another byte below: what
 * may end a field, or must not be in one. */
static inline uint64_t
marks(const char *p)
{
	uint64_t m = 0;

#ifdef __SSE2__
	const __m128i most = _mm_set1_epi8('\r');

	m |= marks16(p, most);
	m |= marks16(p + 16, most) << 16;
	m |= marks16(p + 32, most) << 32;
	m |= marks16(p + 48, most) << 48;
#else
	for (int i = 0; i < 64; i++)
		m |= (uint64_t)((unsigned char)p[i] <= '\r') << i;
#endif
	return m;
}

/* The next mark, the lowest bit of *m, which is of the 64 bytes at *b; there
 * must be one. */
static inline const char *
next_mark(const char **b, uint64_t *m)
{
	const char *p;

	while (__builtin_expect(*m == 0, 0)) {
		*b += 64;
		*m = marks(*b);
	}
	p = *b + (unsigned)__builtin_ctzll(*m);
	*m &= *m - 1;
	return p;
}

#endif
