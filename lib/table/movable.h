/* movable - which figures can be moved: what the framework says, and what an option sets. */
#ifndef MOVABLE_H
#define MOVABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "table/framework.h"
#include "table/prepared.h"

/* The leaves below something, in the framework's order, n of them; `only`:
 * without those whose column `movable` is 0.  Dies where that is neither 0 nor
 * 1.  free() it. */
uint32_t *movable_leaves(const struct framework *, bool only, uint32_t *n);

/* Adds empty rows, which can be replaced, for what units lack of these leaves:
 * units that are chosen in all editions, NULL: all in the newest; `year` (or
 * NULL): in that edition. */
void movable_rows(struct prepared *, const struct framework *, const uint32_t *leaf, uint32_t nleaf,
    const bool *chosen, const char *year);

/* Reads an option like "bus=12,trees=3" about some of the leaves: a node and a
 * target for each part.  Returns how many; dies on others. */
size_t movable_set(const struct framework *, const uint32_t *leaf, uint32_t nleaf,
    const char *option, const char *list, uint32_t *node, double *target);

#endif
