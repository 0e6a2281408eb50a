/* design - which variant is which matrix and sample of a sobol design.
 *
 * A table with the columns variant, matrix and sample, as sci-vary writes it:
 * samples 1..n of the matrices A, B, and A:FACTOR, in which that factor is as
 * in B.
 */
#ifndef DESIGN_H
#define DESIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "table/places.h"

struct design {
	uint32_t samples, factors;
	struct text *factor;            /* their names, in the order of their first variants */
	uint32_t *variant;              /* of sample s in A, B, the factors: [matrix * samples + s],
	                                 * as places numbers them */
};

/* Reads a design.  Dies unless every sample has every matrix once, and the
 * variants are those that there are places of. */
void design_read(struct design *, const char *path, const struct places *);

/* y, in the order of `variant`: the ranks of a cell; or how far those of n
 * cells are from variant 0 (firm_shift).  False if there is none in one of the
 * variants. */
bool design_ranks(const struct design *, const struct places *, uint32_t cell,
    double *y);
bool design_shifts(const struct design *, const struct places *,
    const uint32_t *cell, uint32_t n, double *y);

#endif
