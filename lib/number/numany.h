/* numany - decimal text of any length to double: what num_read falls back on where a text is
 * longer or rarer than it takes itself.  Inside of num only.
 */
#ifndef NUMANY_H
#define NUMANY_H

#include <stddef.h>
#include <stdint.h>

#include "number/num.h"

/* Powers of ten that doubles hold exactly, from 10^0 on. */
enum { NUMANY_EXACT10 = 22 };
extern const double numany_exact10[NUMANY_EXACT10 + 1];

/* The double nearest to w * 10^q as bits; those of infinity or more if it is beyond. */
uint64_t numany_scale(uint64_t w, int64_t q);

/* Reads n > 0 bytes as digits[.digits][e[+-]digits]; NUM_FINITE, NUM_BAD or NUM_OVERFLOW. */
enum num_kind numany_read(const char *, size_t n, double *x);

#endif
