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

/* Private: the entry of k at k - POW10_MIN, once it is made. */
extern struct wide pow10_table[POW10_MAX - POW10_MIN + 1];
void pow10_make(void);

/* The entry of k.  They are made by the first who asks, in some 20 microseconds:
 * most filters ask for many, some for none. */
static inline struct wide
pow10_entry(int k)
{
	if (__builtin_expect(pow10_table[0].high == 0, 0))
		pow10_make();
	return pow10_table[k - POW10_MIN];
}

/* 10^k, for k from 0 to POW10_WHOLE. */
extern const uint64_t pow10_whole[POW10_WHOLE + 1];

/* floor(log2(10^k)), right for every k of the table. */
static inline int
pow10_log2(int k)
{
	return (k * 1741647) >> 19;
}

#endif
