/* hash - what tables of names and of pairs are looked up by.  Inside of these
 * only.
 */
#ifndef HASH_H
#define HASH_H

#include <stdint.h>

#include "base/wide.h"

/* A seed nobody can know in advance: no table can be made to collide. */
uint64_t hash_seed(void);

/* Product of 64 by 64 bits, its halves folded into one: the mixing step of
 * W. Yi's wyhash, used here with a secret factor. */
static inline uint64_t
hash_fold(uint64_t a, uint64_t b)
{
	struct wide m = wide_product(a, b);

	return m.low ^ m.high;
}

#endif
