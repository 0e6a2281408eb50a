/* pairs - pairs of numbers become small integers, once: (year, unit), (year,
 * indicator).
 *
 * They are numbered 0, 1, 2, ... in order of arrival, as names are (names.h).
 * Memory grows with the pairs that occur, never with the product.
 */
#ifndef PAIRS_H
#define PAIRS_H

#include <stddef.h>
#include <stdint.h>

#include "base/names.h"

struct pairs {
	struct pair { uint32_t a, b; } *pair;
	uint32_t n;
	size_t cap;
	uint32_t *slot;
	uint32_t mask;
	uint64_t seed;
	uint32_t *recent;       /* b -> the last pair with that b, + 1 */
	size_t recent_cap;
};

void pairs_init(struct pairs *);
void pairs_free(struct pairs *);

/* The pair with that b that was added or looked up last, or NAME_NONE. */
static inline uint32_t
pair_recent(const struct pairs *t, uint32_t b)
{
	return b < t->recent_cap ? t->recent[b] - 1 : NAME_NONE;
}

/* The number of the pair (a, b), new or old. */
uint32_t pair_miss(struct pairs *, uint32_t a, uint32_t b);

static inline uint32_t
pair_add(struct pairs *t, uint32_t a, uint32_t b)
{
	if (__builtin_expect(b < t->recent_cap && t->recent[b] != 0, 1)) {
		uint32_t guess = t->recent[b] - 1;

		if (__builtin_expect(t->pair[guess].a == a, 1))
			return guess;
	}
	return pair_miss(t, a, b);
}

/* The number of the pair, or NAME_NONE. */
uint32_t pair_find(const struct pairs *, uint32_t a, uint32_t b);

#endif
