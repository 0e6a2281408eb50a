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

/* All rows by year, as a number, then unit and indicator, in order of bytes;
 * free() it. */
uint32_t *figures_sorted(const struct figures *);

#endif
