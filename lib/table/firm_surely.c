/* firm_surely - which cells are before which others in nearly all variants. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "number/fma.h"
#include "table/firm.h"

/* The pairs of TILE cells and TILE others are told apart together, BLOCKS of
 * variants by BLOCKS, so that what is read again and again stays near the
 * processor. */
enum { TILE = 64, BLOCKS = 4 };

struct tiles {
	const struct places *places;
	const uint32_t *cell;
	const struct firm_standing *standing;
	struct firm_compared *among;
	uint32_t need;

	/* Pairs of which the first may be before the other, and in how many
	 * variants so far. */
	struct left { uint32_t one, other, before; } left[2 * TILE * TILE];
	uint32_t n;
};

static void
note(struct tiles *t, uint32_t one, uint32_t other)
{
	t->among[one].before++;
	t->among[other].behind++;
}

/* Notes that a cell is before another, or keeps the pair if a look at the
 * variants must tell. */
static void
tell_apart(struct tiles *t, uint32_t one, uint32_t other)
{
	const struct firm_standing *a = &t->standing[one],
	    *b = &t->standing[other];
	uint32_t n = t->places->n;

	if (a->most < b->least)
		note(t, one, other);
	else if (a->less >= b->more)
		return;
	else if (a->variants == n && b->variants == n && !t->places->wide)
		t->left[t->n++] = (struct left){ one, other, 0 };
	else if (firm_compare(t->places, t->cell[one], t->cell[other]).before >=
	    t->need)
		note(t, one, other);
}

/* Numbers of the size of a place, as many as a wide processor takes at a
 * time. */
enum { LANES = 16 };
typedef int16_t lanes __attribute__((vector_size(LANES * sizeof(int16_t))));

/* In how many variants of n blocks, up to BLOCKS, is one cell before
 * another? */
__attribute__((always_inline)) static inline uint32_t
before_in(const struct places_block *block, uint32_t n, uint32_t one,
    uint32_t other)
{
	lanes x, y, sum = { 0 };
	uint64_t four[LANES / 4];

	for (uint32_t b = 0; b < n; b++)
		for (size_t i = 0; i < PLACES_BLOCK; i += LANES) {
			memcpy(&x, block[b].narrow + (size_t)one *
			    PLACES_BLOCK + i, sizeof x);
			memcpy(&y, block[b].narrow + (size_t)other *
			    PLACES_BLOCK + i, sizeof y);
			sum -= x < y;           /* which is -1 where it is so */
		}
	/* Each has four of the numbers; on top of the product is their sum. */
	memcpy(four, &sum, sizeof four);
	return (uint32_t)((four[0] + four[1] + four[2] + four[3]) *
	    0x0001000100010001 >> 48);
}

/* Looks at blocks behind which `rest` variants are left; keeps what is still
 * open. */
__attribute__((always_inline)) static inline void
look_at(struct tiles *t, const struct places_block *block, uint32_t blocks,
    uint32_t rest)
{
	uint32_t n = 0;

	for (uint32_t k = 0; k < t->n; k++) {
		struct left p = t->left[k];

		p.before += before_in(block, blocks, t->cell[p.one],
		    t->cell[p.other]);
		if (p.before >= t->need)
			note(t, p.one, p.other);
		t->left[n] = p;
		n += p.before < t->need && p.before + rest >= t->need;
	}
	t->n = n;
}

WIDE_TARGET static void
look_at_wide(struct tiles *t, const struct places_block *block, uint32_t blocks,
    uint32_t rest)
{
	if (blocks == BLOCKS)
		look_at(t, block, BLOCKS, rest);
	else
		look_at(t, block, blocks, rest);
}

/* The pairs of cells i and of cells j behind them. */
static void
compare(struct tiles *t, uint32_t i, uint32_t i_end, uint32_t j, uint32_t j_end)
{
	uint32_t blocks = (t->places->n + PLACES_BLOCK - 1) / PLACES_BLOCK;

	t->n = 0;
	for (; i < i_end; i++)
		for (uint32_t k = j > i ? j : i + 1; k < j_end; k++) {
			tell_apart(t, i, k);
			tell_apart(t, k, i);
		}
	for (uint32_t b = 0; t->n > 0; b += BLOCKS) {
		bool last = blocks - b <= BLOCKS;
		uint32_t rest = last ? 0 : t->places->n - (b + BLOCKS) *
		    PLACES_BLOCK;

		(WIDE_THERE ? look_at_wide : look_at)(t, t->places->block + b,
		    last ? blocks - b : BLOCKS, rest);
	}
}

void
firm_surely(const struct places *p, const uint32_t *cell, uint32_t n,
    uint32_t need, const struct firm_standing *s, struct firm_compared *among)
{
	struct tiles *t = mem_array(1, sizeof *t);

	*t = (struct tiles){ .places = p, .cell = cell, .standing = s,
	    .among = among, .need = need };
	memset(among, 0, n * sizeof *among);
	for (uint32_t i = 0; i < n; i += TILE)
		for (uint32_t j = i; j < n; j += TILE)
			compare(t, i, i + TILE < n ? i + TILE : n, j,
			    j + TILE < n ? j + TILE : n);
	free(t);
}
