/* four - four doubles at a time, where processors have instructions for that;
 * elsewhere compilers take them one by one, with the same results.
 *
 * They are handed on by pointers only: by value their place depends on the
 * processor.  What takes `fma`, whether there is that instruction, is for
 * functions of both kinds of fma.h.
 */
#ifndef FOUR_H
#define FOUR_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define FOUR_INLINE __attribute__((always_inline)) static inline

/* They may stand where doubles may. */
typedef double four __attribute__((vector_size(32), aligned(8)));
typedef int64_t four_bits __attribute__((vector_size(32), aligned(8)));

/* The unevaluated sums hi + lo: see twice.h. */
struct four_twice {
	four hi, lo;
};

FOUR_INLINE void
four_load(four *a, const double *x)
{
	memcpy(a, x, sizeof *a);
}

FOUR_INLINE void
four_store(double *x, const four *a)
{
	memcpy(x, a, sizeof *a);
}

/* a where the bits of `which` are set, else b */
FOUR_INLINE void
four_choose(four *to, const four_bits *which, const four *a, const four *b)
{
	*to = (four)((*which & (four_bits)*a) | (~*which & (four_bits)*b));
}

/* a * b exactly, within the limits of twice_of_product_within */
FOUR_INLINE void
four_product(struct four_twice *p, const four *a, const four *b, bool fma)
{
	const double split = 0x1p27;
	four t, ahi, alo, bhi, blo;

	p->hi = p->lo = *a * *b;
	if (fma) {
		for (int i = 0; i < 4; i++)
			p->lo[i] = __builtin_fma((*a)[i], (*b)[i], -p->hi[i]);
		return;
	}
	t = split * *a + *a;
	ahi = t - (t - *a);
	alo = *a - ahi;
	t = split * *b + *b;
	bhi = t - (t - *b);
	blo = *b - bhi;
	p->lo = alo * blo - (((p->hi - ahi * bhi) - alo * bhi) - ahi * blo);
}

/* As twice_add_twice. */
FOUR_INLINE void
four_add(struct four_twice *a, const four *hi, const four *lo)
{
	four s = a->hi + *hi, t = s - a->hi;

	a->lo += ((a->hi - (s - t)) + (*hi - t)) + *lo;
	a->hi = s;
}

#endif
