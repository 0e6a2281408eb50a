/* figures_order - the rows of a table in memory by their keys. */
#ifndef FIGURES_ORDER_H
#define FIGURES_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "method/correlate.h"
#include "table/figures.h"

/* Rows, or any n things, by keys from 0 to nkey - 1, as are the rows' groups
 * and profiles: those of key g are row[start[g]] .. row[start[g + 1] - 1], in
 * the order of the input; free() both. */
struct figures_groups { uint32_t *start, *row; };
struct figures_groups figures_by_key(const uint32_t *key, size_t n,
    uint32_t nkey);

/* The same without `row` (NULL) if they stand in that order already, as
 * sci-rank leaves them; figures_kth is what row[k] would be. */
struct figures_groups figures_by_key_lean(const uint32_t *key, size_t n,
    uint32_t nkey);

static inline uint32_t
figures_kth(const struct figures_groups *by, size_t k)
{
	return by->row == NULL ? (uint32_t)k : by->row[k];
}

/* The values that each group has in column number 0: x[i] is that of unit[i],
 * which ascend, so that two groups can be gone through side by side. */
struct correlate_values *figures_values(const struct figures *);

/* The same of any n values with keys and units, from 0 to nkey - 1 and nunit -
 * 1. */
struct correlate_values *figures_values_by(const uint32_t *key, uint32_t nkey,
    const uint32_t *unit, uint32_t nunit, const double *x, size_t n);

/* Puts all rows into the order of n ids, of which each row has one, and which is
 * freed; those of one id stay as they stood.  The same by year, as a
 * number, and indicator, in order of bytes. */
void figures_arrange(const struct figures *, uint32_t *row, const uint32_t *id,
    uint32_t *order, uint32_t n);
void figures_arrange_groups(const struct figures *, uint32_t *row);

/* All rows in order of their units' bytes; free() it. */
uint32_t *figures_by_unit(const struct figures *);

/* How many rows from row[from] on are of one group. */
size_t figures_run(const struct figures *, const uint32_t *row, size_t from);

#endif
