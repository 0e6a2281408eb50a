/* random - the same numbers in every run, for the unit tests. */
#ifndef RANDOM_H
#define RANDOM_H

#include <stddef.h>
#include <stdint.h>

static uint64_t random_state = 1;

/* 64 bits (Marsaglia 2003, "Xorshift RNGs"). */
static inline uint64_t
random_bits(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

/* 0..n-1 */
static inline size_t
random_below(size_t n)
{
	return (size_t)(random_bits() >> 11) % n;
}

#endif
