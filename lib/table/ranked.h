/* ranked - rows of ranked scores: what sci-rank writes of what sci-aggregate
 * makes, one node of an edition after the other.
 */
#ifndef RANKED_H
#define RANKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stream/out.h"
#include "table/keys.h"

enum ranked_column {
	RANKED_VARIANT, RANKED_YEAR, RANKED_UNIT, RANKED_INDICATOR,
	RANKED_VALUE, RANKED_PARENT,
	RANKED_WEIGHT, RANKED_COVERAGE, RANKED_MEASURED, RANKED_RANK, RANKED_OF,
	    RANKED_COLUMNS
};

struct ranked {
	const struct keys *keys;
	enum ranked_column column[RANKED_COLUMNS];      /* as they are written */
	size_t ncolumn;
	bool wanted[RANKED_COLUMNS];
};

/* The rows of a node in an edition.  All texts must be readable OUT_OVER bytes
 * beyond their ends. */
struct ranked_node {
	uint32_t n;                     /* cities */
	const uint32_t *unit;           /* city -> unit */
	const bool *there;              /* the cities that have a row; NULL: all */
	const uint32_t *order;          /* the cities by place, those without one last */
	const double *number[RANKED_COLUMNS];   /* of each city, in columns where these differ */
	struct text text[RANKED_COLUMNS];       /* of columns that are the same in all rows; `of` only
	                                         * where there is a rank */
};

/* Decides which columns are written: those of a list, or (NULL) all; variant
 * only if `variants`. */
void ranked_choose(struct ranked *, const struct keys *, bool variants,
    const char *option, const char *list);

void ranked_head(const struct ranked *, struct out *);
void ranked_write(const struct ranked *, struct out *,
    const struct ranked_node *);

#endif
