/* pow10 - powers of ten in 128 bits, for turning text into doubles and back.
 *
 * The entry of k is ceil(10^k * 2^-r), where r = floor(log2(10^k)) - 127 makes
 * its highest bit 1.  It is exact for k from 0 to 55, as 5^55 < 2^128; all
 * others are too large by less than 1.  Beside them those that are whole in 64
 * bits.
 */
#ifndef POW10_H
#define POW10_H

#include <stdint.h>

#include "base/wide.h"

enum { POW10_MIN = -342, POW10_MAX = 324, POW10_WHOLE = 17 };

/* The entry of k is pow10_table[k - POW10_MIN]. */
extern const struct wide pow10_table[POW10_MAX - POW10_MIN + 1];

/* 10^k, for k from 0 to POW10_WHOLE. */
extern const uint64_t pow10_whole[POW10_WHOLE + 1];

/* floor(log2(10^k)), right for every k of the table. */
static inline int
pow10_log2(int k)
{
	return (k * 1741647) >> 19;
}

#endif
