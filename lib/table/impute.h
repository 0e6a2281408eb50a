/* impute - with what a gap is filled: the arithmetic of sci-impute.
 *
 * A unit has a gap where it belongs to an edition and has no value of an indicator there, in a row
 * or for want of one.  All methods learn from measured figures only: rows of the input that have a
 * value and no I in their flag.  Rows that are added meanwhile, and values that are set and
 * flagged I, teach nothing.
 *
 * An indicator is begun, its editions come one by one, and of the one at hand the rows and what
 * fills the gaps can be had.  The methods have their models in COINr 1.1.14 (Becker 2022): i_mean,
 * i_median, i_mean_grp, i_median_grp, latest and linear of impute_panel, and Impute by row.
 */
#ifndef IMPUTE_H
#define IMPUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "method/method.h"
#include "table/figures_order.h"

/* An indicator beside others under one parent. */
struct impute_sibling {
	uint32_t indicator;             /* in figures->keys */
	int direction;                  /* 1 or -1 */
};

struct imputation {
	uint32_t year;                  /* of the edition at hand, in figures->keys */

	/* Private.  The place of a row of the input is that in by_group.row. */
	const struct figures *figures;
	const struct figures_groups *by_profile;
	struct figures_groups by_group;
	uint32_t ngroups;               /* those of the input */
	int flag;
	struct method method;
	int group_name;                 /* or -1: all are one group */
	uint32_t indicator;
	uint32_t *years, come;          /* all, oldest first; how many of them have come */
	uint32_t from, to;              /* the places of the edition's rows */
	uint32_t *place;                /* unit -> the place of its row, or one not in that range */
	uint32_t *first, *before;       /* unit -> the first place of its series; the latest before
	                                 * the edition that was asked for last.  Or NAME_NONE */
	uint32_t *next;                 /* place -> the next of its unit or group, or NAME_NONE */
	struct impute_group {
		uint32_t last;                  /* the place of the last measured row, or NAME_NONE */
		double value;
	} *group;                       /* of the edition at hand */
	size_t group_cap;
	int direction;                  /* of what is filled, from these */
	const struct impute_sibling *sibling;
	size_t nsibling;
	double low, high;               /* of its direction times its values of the edition */
	struct impute_place { double z; uint32_t next; } *places;
	uint32_t nplace, *last;         /* unit -> its last in places, or NAME_NONE */
	size_t place_cap;
	uint32_t *shared[FIGURES_COLUMNS];      /* name -> profile -> what its rows share, or 0 */
};

/* Looks at all rows of the input, before one is added.  by_profile is figures_by_profile of them,
 * flag the name of that column in figures; what is pointed to must stay. */
void impute_init(struct imputation *, const struct figures *, const struct figures_groups *by_profile,
    int flag);

/* Begins an indicator, each once: its number in figures->keys, or NAME_NONE if it has no rows.
 * The method is one of METHOD_IMPUTE other than none; group_name is the name in figures of COLUMN
 * in group:COLUMN and group-median:COLUMN, and -1 with other methods. */
void impute_indicator(struct imputation *, uint32_t indicator, const struct method *, int group_name);

/* Says beside which others, in the framework's order, the indicator that was begun stands, for
 * siblings and siblings-median; they must stay. */
void impute_beside(struct imputation *, int direction, const struct impute_sibling *, size_t n);

/* Goes to the next edition, the oldest first.  False behind the last. */
bool impute_edition(struct imputation *);

/* The row of a unit in the edition at hand, or NAME_NONE. */
static inline uint32_t
impute_row(const struct imputation *f, uint32_t unit)
{
	uint32_t place = f->place[unit];

	return place - f->from < f->to - f->from ? f->by_group.row[place] : NAME_NONE;
}

/* What fills the gap of a profile of the edition at hand; NaN for nothing.  A unit without a row
 * is of the group that all its rows of that year agree in; what has no text there is of none.
 *
 * mean, group: sum(x)/n of the edition or group, rounded once.  median, group-median: of an even
 * number of values the mean of the two in the middle.  previous: the latest value of an earlier
 * year, at most `number` back.  linear: a + (b - a) (year - year a)/(year b - year a), rounded
 * once, between the latest value before, a, and the first behind, b; at the ends the nearest.
 * hold: a if it is at most `number` years away, else b likewise.  siblings: the mean, or median,
 * of the unit's z = (d x - min)/(max - min) of the siblings, d the direction, min and max of d x
 * over the edition, as the indicator's own d x; those whose values are all equal have none. zero:
 * 0. */
double impute_value(struct imputation *, uint32_t profile);

#endif
