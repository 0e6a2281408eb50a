/* places - the places of units in many variants of a ranking, in memory: what
 * sci-robust counts.
 *
 * What sci-score writes: a row for every variant, year, unit and indicator,
 * with a rank.  A cell is a unit in a group, which is a year and an indicator;
 * its places, 2 bytes for each variant, or 4 if there are ranks beyond 16,383,
 * are twice the rank, as that may be half a place; what is not above 0 is no
 * place.
 */
#ifndef PLACES_H
#define PLACES_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/pairs.h"
#include "stream/opt.h"
#include "stream/tsv.h"
#include "table/keys.h"

/* Places of so many variants stand side by side. */
enum { PLACES_BLOCK = 64 };

struct places {
	struct keys keys;
	struct tsv table;
	struct pairs groups;            /* (year, indicator) */
	struct pairs cells;             /* (group, unit) */
	uint32_t n;                     /* variants but 0, in the order of their first rows */
	int32_t *nominal;               /* cell -> its place in variant 0 */

	/* The cells with a place in variant 0, by year, indicator, that place
	 * and unit; those of the i-th group in that order are row[start[i]] ..
	 * row[start[i + 1] - 1]. */
	uint32_t *start, *row;

	/* Private. */
	size_t rank_column, variant_column;
	struct names variants;
	uint32_t *slot;                 /* of a variant's name, or NAME_NONE for variant 0 */
	size_t slot_cap, nominal_cap, block_cap;
	struct places_block {           /* of all cells, those of each one behind the other */
		int16_t *narrow;
		int32_t *wide;          /* instead, in all blocks or none */
		size_t cells;           /* that there is room for */
	} *block;
	bool wide;
};

/* Reads the table of the command line.  Dies on a key that is there twice, on
 * what is no variant or no rank, and where there is no variant 0. */
void places_read(struct places *, const struct opt *);

/* The number of a variant with that name, or NAME_NONE. */
uint32_t places_variant(const struct places *, struct text name);

/* The cell of a unit in a year and an indicator, or NAME_NONE. */
uint32_t places_cell(const struct places *, uint32_t year, uint32_t indicator,
    uint32_t unit);

/* The rank of a cell in variant 0; NaN if it has none, or is NAME_NONE. */
static inline double
places_nominal(const struct places *p, uint32_t cell)
{
	return cell == NAME_NONE || p->nominal[cell] <= 0 ? (double)NAN :
	    p->nominal[cell] / 2.0;
}

static inline int32_t
places_one(const struct places *p, uint32_t cell, uint32_t variant)
{
	const struct places_block *b = &p->block[variant / PLACES_BLOCK];
	size_t i = (size_t)cell * PLACES_BLOCK + variant % PLACES_BLOCK;

	return p->wide ? b->wide[i] : b->narrow[i];
}

/* The ranks that a cell has, ascending; how many.  Each has room for n of
 * them. */
uint32_t places_ranks(const struct places *, uint32_t cell, double *rank);

#endif
