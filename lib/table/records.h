/* records - a small table in memory, of which some rows and columns are asked
 * for by name. */
#ifndef RECORDS_H
#define RECORDS_H

#include <stddef.h>

#include "base/text.h"
#include "stream/tsv.h"

struct records {
	struct tsv table;
	struct text *cell;      /* cell[row * table.ncol + column] */
	size_t n;               /* rows; 0 without a table */

	/* Private. */
	size_t cap;
};

/* Reads the table of that path; with NULL it has no rows. */
void records_read(struct records *, const char *path);

/* A cell by the name of its column; empty if there is none, NA too. */
struct text records_text(const struct records *, size_t row,
    const char *column);

/* The first row from `row` on that is about these, `unit` in that column; the
 * number of rows if there is none.  What is NULL is not asked for, nor the year
 * of a table without that column. */
struct records_key { struct text year; const char *column; struct text unit,
    indicator; };
size_t records_find(const struct records *, size_t row, struct records_key);

/* A cell as a number, NaN for a missing one; dies where it is none. */
double records_number(const struct records *, size_t row, const char *column);

#endif
