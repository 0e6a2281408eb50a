/* csvrow - rows of CSV over libcsv.
 *
 * libcsv splits, strictly: a quote where none belongs, or one without an end,
 * is an error, and blanks are part of a field.  What it does not do is done
 * here: the text comes decoded from csvtext.h, lines before the head are
 * dropped, what stands behind the table is not looked at, and fields and rows
 * have limits.  The last line end may lack; a row whose fields are all empty is
 * no row.
 *
 * Fields are slices of the file: libcsv says how long they are, which tells
 * where they stand.
 */
#ifndef CSVROW_H
#define CSVROW_H

#include <csv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "stream/csvtext.h"

/* The longest field; a row has the limits of a row of the stream (tsv.h). */
enum { CSVROW_FIELD = 1 << 20 };

/* What surrounds the rows of a file. */
struct csvrow_form {
	char delimiter;
	const char *encoding;           /* as iconv calls it; NULL: as it is */
	unsigned long skip;             /* lines before the head */
	unsigned long head;             /* rows of the head */
	struct text *end;               /* behind the head, a line that begins with one of these */
	size_t nend;                    /* where a row would start ends the table */
	bool trim;                      /* blanks around fields go */
};

struct csvrow {
	struct text *field;     /* of the row: valid until the next, and readable OUT_OVER
	                         * bytes beyond their ends */
	size_t n;

	/* Private. */
	const struct csvrow_form *form;
	struct csvtext in;      /* from a row's start on */
	bool over;              /* the table, before the file */
	unsigned long skip;     /* lines still to be skipped */
	uint64_t seen;          /* rows so far */
	size_t fed;             /* what libcsv has of it */
	size_t at;              /* where its next field begins */
	size_t done;            /* where its last row ended */
	size_t start;           /* of its row at hand, once that has a field */
	struct csv_parser parser;
	struct text *part;      /* the fields of all rows of the text */
	size_t npart, part_cap;
	size_t first;           /* of them, of libcsv's row at hand */
	struct csvrow_row { size_t start, end; } *row;  /* where it starts; the end of its fields */
	size_t nrow, row_cap, irow;
};

/* Opens a file ("-": standard input).  `tied` is flushed before every read, so
 * that rows are passed on as they come.  The form must live as long. */
void csvrow_open(struct csvrow *, const char *path, const struct csvrow_form *,
    struct out *tied);

/* The next row; false at the end of the table.  Dies on what is no CSV, with
 * the line. */
bool csvrow_next(struct csvrow *);

/* The line in which the current row starts; line 1 is the file's first. */
uint64_t csvrow_line(const struct csvrow *);

void csvrow_close(struct csvrow *);

#endif
