/* firm - how firm a place, a change and the order of two are: what the places
 * in many variants say of it.
 *
 * Cells and their places: see places.h.  A cell that is not ranked in a variant
 * is neither before nor behind another in it.
 */
#ifndef FIRM_H
#define FIRM_H

#include <stdint.h>

#include "table/places.h"

/* Where a cell stands in the variants in which it is ranked: in how many, in
 * how many as the first and among the first; quantiles (type 7) and mean of its
 * ranks, NaN if there are none. */
struct firm_standing {
	uint32_t variants, first, top;
	double p05, median, p95, mean;

	/* Private: what surely tells cells apart (see firm.c). */
	double least, less, more, most;
};

/* The standing of each of n cells; `top`: how many places are the first, `need`
 * as below. */
void firm_standings(const struct places *, const uint32_t *cell, uint32_t n,
    double top, uint32_t need, struct firm_standing *);

/* In how many variants one cell is before, behind another, and how many rank
 * both. */
struct firm_compared { uint32_t before, behind, both; };
struct firm_compared firm_compare(const struct places *, uint32_t one,
    uint32_t other);

/* among[i]: of how many of the n cells cell i is before, and behind, in at
 * least `need` variants. */
void firm_surely(const struct places *, const uint32_t *cell, uint32_t n,
    uint32_t need, const struct firm_standing *, struct firm_compared *among);

/* The share of the variants that rank both cells in which a change from one
 * place to another has the sign it has in variant 0, where no change counts
 * half; NaN where it has none there, or no variant ranks both. */
double firm_change(const struct places *, uint32_t from, uint32_t to);

/* How far the places of n cells in a variant are from those in variant 0, in
 * the mean over those that are ranked in it; NaN if none is. */
double firm_shift(const struct places *, const uint32_t *cell, uint32_t n,
    uint32_t variant);

#endif
