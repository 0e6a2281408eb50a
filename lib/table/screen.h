/* screen - what is suspicious in the values of indicators, edition by edition.
 *
 * An indicator whose denominator is in the table, in the same edition, is
 * judged by quotients, as sci-denominate makes them.  The flags for few values
 * and for correlations are those of COINr (Becker et al. 2022, "COINr: An R
 * package for developing composite indicators"), the outliers those of the JRC
 * (outliers.h) and of Tukey 1977, "Exploratory Data Analysis".
 */
#ifndef SCREEN_H
#define SCREEN_H

#include <stdint.h>

#include "method/correlate.h"
#include "table/findings.h"
#include "table/framework.h"
#include "table/raw.h"

struct screen {
	/* Private. */
	const struct raw *raw;
	const struct framework *framework;      /* or NULL */
	struct findings *found;
	struct correlate_values *values;        /* of each group, as they are judged */
	double *x, *y;                          /* room for the values of any group */
};

/* Judges all cells of a table; finds what cannot be divided (zero_denominator)
 * and what has nothing to divide it by (no_denominator).  Without a framework
 * there are no denominators. */
void screen_open(struct screen *, const struct raw *, const struct framework *,
    struct findings *);

/* Finds what is suspicious in the values of a group: constant, few_nonzero,
 * few_distinct, outliers, outlier, outside_goalposts.  `node` is its
 * indicator's, or NAME_NONE. */
void screen_group(struct screen *, uint32_t group, uint32_t node);

/* Finds siblings that say the same, and indicators that follow a denominator:
 * correlated. */
void screen_correlations(struct screen *);

/* The node of an indicator, and the group of a code in a year; NAME_NONE where
 * there is none. */
uint32_t screen_node(const struct screen *, uint32_t indicator);
uint32_t screen_code_group(const struct screen *, uint32_t year, uint32_t code);

#endif
