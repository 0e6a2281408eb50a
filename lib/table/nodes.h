/* nodes - which node of a framework each indicator of a table in memory is. */
#ifndef NODES_H
#define NODES_H

#include <stdint.h>

#include "table/figures.h"
#include "table/framework.h"

/* What else than nodes rows may be of; all that is not said ends the filter,
 * with a mend. */
enum nodes_else {
	NODES_ONLY = 0,
	NODES_DENOMINATORS = 1,         /* what figures are only divided by */
	NODES_DROP = 2, NODES_KEEP = 4, /* what the framework lacks: such rows are dropped, or kept */
	NODES_DIVISORS = 8              /* of all that is known only denominators are kept */
};

/* Reads the figures, which are open; returns indicator -> number among the
 * framework's codes, NAME_NONE for what it lacks; NULL without a framework;
 * free() it. */
uint32_t *nodes_read(struct figures *, const struct framework *, int what_else);

#endif
