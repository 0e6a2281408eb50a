/* pairs - pairs of numbers become small integers, once. */
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/pairs.h"

enum { FIRST_SLOTS = 256 };

void
pairs_init(struct pairs *t)
{
	memset(t, 0, sizeof *t);
	t->mask = FIRST_SLOTS - 1;
	t->slot = mem_array(FIRST_SLOTS, sizeof *t->slot);
	t->seed = hash_seed() | 0x8000000000000001U;
}

void
pairs_free(struct pairs *t)
{
	free(t->pair);
	free(t->slot);
	free(t->recent);
	memset(t, 0, sizeof *t);
}

/* Folded twice: once is linear enough for small numbers to crowd under some
 * seeds. */
static inline uint32_t
pair_hash(const struct pairs *t, uint32_t a, uint32_t b)
{
	uint64_t h = hash_fold(((uint64_t)a << 32 | b) ^ 0xa0761d6478bd642fU,
	    t->seed);

	return (uint32_t)hash_fold(h, 0xe7037ed1a0b428dbU);
}

static void
more_pair_slots(struct pairs *t)
{
	uint32_t mask = t->mask * 2 + 1;

	if (mask == UINT32_MAX)
		die("more than %lu different pairs", (unsigned long)t->n);
	free(t->slot);
	t->slot = mem_array((size_t)mask + 1, sizeof *t->slot);
	t->mask = mask;
	for (uint32_t i = 0; i < t->n; i++) {
		uint32_t j = pair_hash(t, t->pair[i].a, t->pair[i].b) & mask;

		while (t->slot[j] != 0)
			j = (j + 1) & mask;
		t->slot[j] = i + 1;
	}
}

/* The slot of the pair, or the empty one where it would go. */
static uint32_t
pair_slot(const struct pairs *t, uint32_t a, uint32_t b)
{
	uint32_t j = pair_hash(t, a, b) & t->mask;

	while (t->slot[j] != 0 && (t->pair[t->slot[j] - 1].a != a ||
	    t->pair[t->slot[j] - 1].b != b))
		j = (j + 1) & t->mask;
	return j;
}

uint32_t
pair_find(const struct pairs *t, uint32_t a, uint32_t b)
{
	uint32_t found = t->slot[pair_slot(t, a, b)];

	return found == 0 ? NAME_NONE : found - 1;
}

uint32_t
pair_miss(struct pairs *t, uint32_t a, uint32_t b)
{
	uint32_t j = pair_slot(t, a, b), id;

	if (t->slot[j] != 0)
		id = t->slot[j] - 1;
	else {
		t->pair = mem_grow(t->pair, &t->cap, (size_t)t->n + 1,
		    sizeof *t->pair);
		t->pair[t->n] = (struct pair){ a, b };
		t->slot[j] = t->n + 1;
		id = t->n++;
		if (t->n > t->mask / 2)
			more_pair_slots(t);
	}
	if (b >= t->recent_cap) {
		size_t old = t->recent_cap;

		t->recent = mem_grow(t->recent, &t->recent_cap, (size_t)b + 1,
		    sizeof *t->recent);
		memset(t->recent + old, 0,
		    (t->recent_cap - old) * sizeof *t->recent);
	}
	t->recent[b] = id + 1;
	return id;
}
