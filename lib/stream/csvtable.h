/* csvtable - one table of one or several CSV files.
 *
 * The files have the same columns, in any order; columns may get other names.
 * A row is an array of texts in the order of `head`, whatever the file's.
 */
#ifndef CSVTABLE_H
#define CSVTABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/names.h"
#include "base/text.h"
#include "stream/csvrow.h"

struct csvtable {
	const struct text *field;       /* of the row: valid until the next, and readable OUT_OVER
	                                 * bytes beyond their ends; NULL before the first */
	struct names head;              /* the columns, by their new names */

	/* How the files are read, to be set before csvtable_open. */
	char delimiter;
	const char *encoding;           /* as iconv calls it, or NULL */
	unsigned long skip;             /* lines before the header */

	/* Private. */
	struct csvrow csv;
	char **path;
	size_t npath, ipath;
	struct out *tied;
	struct csvtable_name { struct text from, to; bool used; } *renamed;
	size_t nrenamed, renamed_cap;
	size_t *field_of;               /* column -> field of the file at hand */
	bool as_head;                   /* which are the same */
	struct text *moved;             /* the row, where they are not */
	uint32_t about[3];              /* the columns of year, unit and indicator, or NAME_NONE */
};

/* A comma between the fields, no encoding, no lines before the header. */
void csvtable_init(struct csvtable *);

/* Gives a column another name; both texts must live as long as the table. */
void csvtable_rename(struct csvtable *, struct text from, struct text to);

/* Opens n files (none: standard input) and reads the header of the first.
 * `tied` is flushed before every read. */
void csvtable_open(struct csvtable *, char **path, size_t n, struct out *tied);

/* The next row; false at the end of the last file.  Dies if it has not as many fields
 * as the header. */
bool csvtable_row(struct csvtable *);

/* Says what the unit's column is called, so that messages can name year, unit and
 * indicator of the row. */
void csvtable_about(struct csvtable *, const char *unit);

/* "prog: FILE:LINE: message (2024, Bonn, fibre)" about the row or header at hand, status 1. */
_Noreturn void csvtable_die(const struct csvtable *, const char *, ...)
    __attribute__((format(printf, 2, 3)));

#endif
