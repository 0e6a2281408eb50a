/* wide - products of 64 by 64 bits, and by 128.
 */
#ifndef WIDE_H
#define WIDE_H

#include <stdint.h>

/* high 2^64 + low */
struct wide {
	uint64_t high, low;
};

/* a b.  Where the compiler has no such numbers, of halves: what is carried is
 * below 2^64, as (2^32 - 1)^2 + 2 (2^32 - 1) is. */
static inline struct wide
wide_product(uint64_t a, uint64_t b)
{
#if defined(__SIZEOF_INT128__) && !defined(WIDE_BY_HALVES)
	__extension__ typedef unsigned __int128 whole;
	whole p = (whole)a * b;

	return (struct wide){ (uint64_t)(p >> 64), (uint64_t)p };
#else
	uint64_t a1 = a >> 32, a0 = a & 0xffffffff, b1 = b >> 32,
	    b0 = b & 0xffffffff;
	uint64_t middle = a1 * b0 + (a0 * b0 >> 32),
	    carried = a0 * b1 + (middle & 0xffffffff);

	return (struct wide){ a1 * b1 + (middle >> 32) + (carried >> 32),
	    a * b };
#endif
}

/* g a / 2^64, cut off, which is below 2^128. */
static inline struct wide
wide_scaled(struct wide g, uint64_t a)
{
	struct wide p = wide_product(g.high, a);
	uint64_t more = wide_product(g.low, a).high;

	p.low += more;
	p.high += p.low < more;
	return p;
}

#endif
