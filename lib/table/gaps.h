/* gaps - what is missing in a table, and what fills it.
 *
 * A unit has a gap where it belongs to an edition and has no value of an
 * indicator there, in a row or for want of one.  All methods learn from
 * measured figures only: rows of the input that have a value and no I in their
 * flag.  Rows that are added meanwhile, and values that are set and flagged I,
 * teach nothing.
 *
 * An indicator is begun, its editions come one by one, and of the one at hand
 * the rows and what fills the gaps can be had.
 */
#ifndef GAPS_H
#define GAPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "method/impute.h"
#include "table/figures_order.h"

/* An indicator beside others under one parent. */
struct gaps_sibling {
	uint32_t indicator;             /* in figures->keys */
	int direction;                  /* 1 or -1 */
};

struct gaps {
	uint32_t year;                  /* of the edition at hand, in figures->keys */

	/* Private. */
	const struct figures *figures;
	const struct figures_groups *by_profile;
	struct figures_groups by_group;
	uint32_t ngroups;               /* those of the input */
	int flag;
	struct method method;
	const struct method_row *how;   /* of the method */
	int group_name;                 /* or -1: all are one group */
	uint32_t indicator;
	int direction;
	const struct gaps_sibling *sibling;
	size_t nsibling;
	uint32_t *years, come;          /* all, oldest first; how many of them have come */
	uint32_t from, to;              /* the edition's rows, in by_group.row */
	uint32_t *place;                /* unit -> where its row is there, or one not in that range */

	/* What is learned from, n values: those of a unit or group are
	 * x[start[key]] and so on. */
	struct gaps_value { uint32_t key; long year; double x; } *value;
	size_t n, cap;
	uint32_t *start;
	double *x;
	long *x_year;
	struct impute_scale scale;      /* of the indicator, beside siblings */
	double *learned;                /* group -> what its gaps get */
	uint32_t *row;                  /* measured rows of an indicator in a year, and their values */
	double *row_value;
};

/* Looks at all rows of the input, before one is added.  by_profile has them by
 * profile, flag the name of that column in figures; what is pointed to must
 * stay. */
void gaps_init(struct gaps *, const struct figures *,
    const struct figures_groups *by_profile, int flag);

/* Begins an indicator, each once: its number in figures->keys, or NAME_NONE if
 * it has no rows. The method is one of METHOD_IMPUTE other than none;
 * group_name is the name in figures of its COLUMN, and -1 with other methods.
 * The n siblings beside which it stands, in the framework's order, must stay;
 * they are for methods that learn from them. */
void gaps_indicator(struct gaps *, uint32_t indicator, const struct method *,
    int group_name, int direction, const struct gaps_sibling *, size_t n);

/* Goes to the next edition, the oldest first.  False behind the last. */
bool gaps_edition(struct gaps *);

/* The row of a unit in the edition at hand, or NAME_NONE. */
static inline uint32_t
gaps_row(const struct gaps *g, uint32_t unit)
{
	uint32_t place = g->place[unit];

	return place - g->from < g->to - g->from ? g->by_group.row[place] :
	    NAME_NONE;
}

/* What fills the gap of a profile of the edition at hand (impute.h); NaN for
 * nothing.  A unit without a row is of the group that all its rows of that year
 * agree in; what has no text there is of none. A unit's places among its
 * siblings are those between the extremes of each in the edition; those whose
 * values are all equal have none. */
double gaps_value(struct gaps *, uint32_t profile);

#endif
