/* csvrow - rows of CSV over libcsv.
 *
 * libcsv splits, strictly: a quote where none belongs, or one without an end, is
 * an error, and blanks are part of a field.  What it does not do is done here:
 * files are read by read(2) in blocks and decoded (decode.h), a byte-order
 * mark and lines before the head are dropped, what stands behind the table is not
 * read, and fields and rows have limits.
 * Line ends are LF, CRLF or CR, the last one may lack; a row whose fields are all
 * empty is no row.
 *
 * Fields are slices of the file: libcsv says how long they are, which tells where
 * they stand.
 */
#ifndef CSVROW_H
#define CSVROW_H

#include <csv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "stream/decode.h"

struct out;

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
	const char *name;       /* of the file, for messages */

	/* Private. */
	const struct csvrow_form *form;
	struct out *tied;
	int fd;
	bool begun, ended;      /* the file */
	bool over;              /* the table, before the file */
	bool bad;               /* what follows the text cannot be decoded */
	unsigned long skip;     /* lines still to be skipped */
	uint64_t seen;          /* rows so far */
	struct decode decode;
	char *raw;              /* as read, what is not decoded yet; NULL: what is read is the text */
	size_t nraw;
	char *text;             /* the file from a row's start on; the byte before it is kept */
	size_t ntext, size;
	size_t fed;             /* what libcsv has of it */
	size_t at;              /* where its next field begins */
	size_t done;            /* where its last row ended */
	size_t start;           /* of its row at hand, once that has a field */
	uint64_t line;          /* which the text begins in */
	struct csv_parser parser;
	struct text *part;      /* the fields of all rows of the text */
	size_t npart, part_cap;
	size_t first;           /* of them, of libcsv's row at hand */
	struct csvrow_row { size_t start, end; } *row;  /* where it starts; the end of its fields */
	size_t nrow, row_cap, irow;
};

/* Opens a file ("-": standard input).  `tied` is flushed before every read, so that rows
 * are passed on as they come.  The form must live as long. */
void csvrow_open(struct csvrow *, const char *path, const struct csvrow_form *, struct out *tied);

/* The next row; false at the end of the table.  Dies on what is no CSV, with the line. */
bool csvrow_next(struct csvrow *);

/* The line in which the current row starts; line 1 is the file's first. */
uint64_t csvrow_line(const struct csvrow *);

void csvrow_close(struct csvrow *);

#endif
