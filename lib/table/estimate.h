/* estimate - weights that the scores of siblings give them: weights.h on a
 * table, its refusals worded. */
#ifndef ESTIMATE_H
#define ESTIMATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "table/framework.h"

/* In the order of the names below, which end with NULL. */
enum estimate_kind {
	ESTIMATE_EQUAL, ESTIMATE_SD, ESTIMATE_ENTROPY, ESTIMATE_CRITIC,
	    ESTIMATE_PCA, ESTIMATE_BALANCE
};
enum estimate_negative { ESTIMATE_ERROR, ESTIMATE_ZERO, ESTIMATE_SQUARE };
extern const char *const estimate_names[], *const estimate_negative_names[];

struct estimate {
	const struct framework *framework;
	struct figures *figures;
	const struct correlate_values *values;  /* of each node, of all years; the units are profiles */
	enum estimate_kind kind;
	enum estimate_negative negative;        /* what a negative loading of pca counts */
};

/* Weights, which sum to 1, of those children of a node whose weight is above 0,
 * into weight[node], and of how many rows, those that have all of them.  An
 * only child has 1.  False if one of them has no values.  Dies where the method
 * gives no weights. */
bool estimate_weights(const struct estimate *, uint32_t parent, double *weight,
    size_t *n);

#endif
