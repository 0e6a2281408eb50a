/* raw - a table of raw figures in memory, sound or not: what sci-check judges.
 *
 * Other filters end at the first row that is wrong; here it is a finding, and
 * what can be used of it is kept.  A cell is a row with a year, a unit and an
 * indicator.  28 bytes a cell.
 */
#ifndef RAW_H
#define RAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/pairs.h"
#include "stream/opt.h"
#include "stream/tsv.h"
#include "table/figures_order.h"
#include "table/findings.h"

/* Years, units, indicators or flags that rows have. */
struct raw_key {
	struct names names;
	uint64_t *rows, *first; /* of each name: how many rows have it, and the first of them */

	/* Private. */
	uint32_t last;          /* of the row before */
	size_t rows_cap, first_cap;
};

struct raw {
	struct tsv table;
	struct raw_key years, units, indicators;        /* without a column `year` all is one, "" */
	struct raw_key flags;                           /* of the cells */
	struct pairs profiles, groups;                  /* (year, unit), (year, indicator) */
	uint32_t n;                                     /* cells */
	struct raw_cell {
		uint64_t row;           /* in the table, from 0 */
		double value;           /* NaN where it is missing, or no number */
		uint32_t profile, group;
	} *cell;
	struct figures_groups by_group;                 /* the cells of each group, by unit, the
	                                                 * first of each */
	uint32_t *present;                              /* group -> its figures that have a value */
	uint32_t *year_units;                           /* how many each year has */

	/* Private. */
	int year_column, flag_column;                   /* -1 if there is none */
	size_t unit_column, indicator_column, value_column;
	size_t cap;
};

/* Opens the table of the command line; dies where unit, indicator or value have
 * no column. */
void raw_open(struct raw *, const struct opt *);

/* Reads all rows, and finds those that are wrong: empty_key, bad_year,
 * bad_number, duplicate.  The findings must be about this table and its names.
 * Dies where it is no table. */
void raw_read(struct raw *, struct findings *);

/* The unit of a cell. */
static inline uint32_t
raw_unit(const struct raw *r, uint32_t cell)
{
	return r->profiles.pair[r->cell[cell].profile].b;
}

#endif
