/* csvtable - one table of one or several CSV files.
 *
 * The files have the same columns, in any order.  A column is called as the
 * rows of the head say, or as it is renamed; `#3` is the file's third wherever
 * one is named. A row is an array of texts in the order of `head`, whatever the
 * file's.
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
	struct csvrow_form form;        /* delimiter 0: commas; head 0: the names are #1, #2 */
	bool chosen;                    /* only the columns of `choice`, in this order: */
	struct text *choice;
	size_t nchoice;
	struct text may_lack;           /* one that need not be there */

	/* Private. */
	struct csvrow csv;
	char **path;
	size_t npath, ipath;
	struct out *tied;
	bool comma;                     /* nobody said what the delimiter is */
	struct csvtable_name { struct text from, to; bool used; } *renamed;
	size_t nrenamed, renamed_cap, end_cap;
	size_t width;                   /* fields of the file at hand */
	struct text *name;              /* of each; empty: none */
	size_t *field_of;               /* column -> field of the file at hand */
	uint32_t *column_of;            /* field of the first file -> column, or NAME_NONE */
	size_t first_width;
	bool as_head;                   /* columns are fields */
	bool at_hand;                   /* the next row has been read */
	struct text *moved;             /* the row, where they are not */
	uint32_t about[3];              /* the columns of year, unit and indicator, or NAME_NONE */
};

/* Commas between the fields, a head of one row, all columns. */
void csvtable_init(struct csvtable *);

/* Gives a column another name; both texts must live as long as the table.
 * False if that one has been given a name before. */
bool csvtable_rename(struct csvtable *, struct text from, struct text to);

/* Ends the table at a line that begins with the text, which must live as long
 * (csvrow.h). */
void csvtable_end(struct csvtable *, struct text);

/* Opens n files (none: standard input) and reads the head of the first.
 * `tied` is flushed before every read. */
void csvtable_open(struct csvtable *, char **path, size_t n, struct out *tied);

/* The next row; false at the end of the last file.  Dies if it has not as many
 * fields as the head, or a column without a name is not empty. */
bool csvtable_row(struct csvtable *);

/* The column of that name or number, or NAME_NONE; the same, but dies if there
 * is none, saying what it was needed for (" to rename"). */
uint32_t csvtable_find(const struct csvtable *, struct text);
uint32_t csvtable_need(const struct csvtable *, struct text, const char *why);

/* What is to be said of a text that no field of the stream can be, after
 * cell_wrong_text. */
const char *csvtable_hint(const struct csvtable *, struct text);

/* Says what the unit's column is called, so that messages can name year, unit
 * and indicator of the row. */
void csvtable_about(struct csvtable *, const char *unit);

/* "prog: FILE:LINE: message (2024, Bonn, fibre)" about the row or head at hand,
 * status 1. */
_Noreturn void csvtable_die(const struct csvtable *, const char *, ...)
    __attribute__((format(printf, 2, 3)));

/* Private, in csvtable_head.c: reads the head of a file, so that `name` has the
 * names of its `width` fields; N of "#N", 0 if the text is something else; dies
 * because a name is of none of the fields, which are listed. */
void csvtable_read_head(struct csvtable *);
size_t csvtable_number(struct text);
_Noreturn void csvtable_no_column(const struct csvtable *, struct text name,
    const char *why);

#endif
