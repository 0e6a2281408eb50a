/* delivery - what the columns of a delivered table are in the stream.
 *
 * Long, its columns stay as they are.  Wide, some are keys and each other one is
 * a name of a column that is made, with its cells in `value`.  Constants come
 * first, or take the place of the column that has their name.
 */
#ifndef DELIVERY_H
#define DELIVERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "stream/csvtable.h"

struct delivery {
	/* What is asked for, before delivery_choose. */
	const char *choice, *id;        /* lists as on the command line, or NULL */
	const char *by;                 /* wide: where names go */
	const char *unit;
	bool signs;                     /* figures have flags */
	struct delivery_constant { struct text name, value; } *constant;
	size_t nconstant, constant_cap;

	/* The columns of the output before those that are made, after
	 * delivery_lay_out. */
	struct delivery_column {
		enum { COLUMN_CONSTANT, COLUMN_KEY, COLUMN_NUMBER, COLUMN_VALUE,
		    COLUMN_FLAG } what;
		struct text name, constant;     /* readable OUT_OVER bytes beyond their ends */
		uint32_t from;                  /* of the table, or NAME_NONE */
		bool needed;                    /* must not be empty */
	} *column;
	size_t n;

	/* Wide: the columns that hold figures, and their names. */
	struct delivery_figure { uint32_t from; struct text code; } *figure;
	size_t nfigure;

	/* Where figures stand that have flags, if long, and signs that belong
	 * behind figures; or NAME_NONE. */
	uint32_t value_from, flag_from;
	bool flag_behind;               /* a column of flags comes last */

	/* Private: the parts of `choice`. */
	struct text *chosen;
	size_t nchosen;
};

/* Adds a constant; both texts must live as long.  Dies if there is one of that
 * name, or it cannot be in a column of that name. */
void delivery_set(struct delivery *, struct text name, struct text value);

/* Tells a table that is not open which columns are chosen. */
void delivery_choose(struct delivery *, struct csvtable *);

/* Lays out the columns of an open table.  Dies if one is not there, or is one
 * that is made. */
void delivery_lay_out(struct delivery *, const struct csvtable *);

#endif
