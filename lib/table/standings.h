/* standings - what sci-rank and sci-delta say of every city, in memory.
 *
 * Rank and value are each optional in a row, as are all columns but the unit
 * and the indicator: published tables have places without scores and scores
 * without places.
 */
#ifndef STANDINGS_H
#define STANDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/pairs.h"
#include "stream/tsv.h"
#include "table/keys.h"

struct standing {
	uint32_t year, unit, node;      /* in keys: years, units, indicators */
	uint64_t row;
	double rank, of, value, coverage, measured;     /* NaN where missing */
	double previous_rank, previous_value, rank_change;
	uint32_t previous_year;         /* in keys.years, or NAME_NONE */
	bool new;                       /* the status says so */
};

struct standings {
	struct keys keys;
	struct tsv table;
	struct standing *row;
	size_t n, cap;
	uint32_t *parent;               /* node -> the node above as the rows have it, or NAME_NONE;
	                                 * NULL without a column `parent` */
	uint32_t *before;               /* year -> the edition before, or NAME_NONE */

	/* Private. */
	struct pairs key;               /* (profile, indicator): number i is row[i] */
	size_t parent_cap;
};

/* Reads n files (none: standard input).  Dies on a second row of the same
 * key. */
void standings_read(struct standings *, char **path, size_t n,
    const char *unit);

/* The row of a city and node in an edition, or NULL. */
const struct standing *standings_at(const struct standings *, uint32_t year,
    uint32_t unit, uint32_t node);

/* The same in the latest edition before `year` in which the city has a rank for
 * that node. */
const struct standing *standings_before(const struct standings *, uint32_t year,
    uint32_t unit, uint32_t node);

#endif
