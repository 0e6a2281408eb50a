/* csvrow - rows of CSV over libcsv.
 *
 * libcsv splits, strictly: a quote where none belongs, or one without an end, is
 * an error, and blanks are part of a field.  What it does not do is done here:
 * files are read by read(2) in blocks and decoded by iconv(3), a byte-order
 * mark and lines before the header are dropped, and fields and rows have limits.
 * Line ends are LF, CRLF or CR, the last one may lack; empty lines are no rows.
 *
 * Lines are counted by their LF, and only when a message asks for one: of a
 * block no more is kept than the line it begins in.
 */
#ifndef CSVROW_H
#define CSVROW_H

#include <csv.h>
#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct out;

/* The longest field; a row has the limits of a row of the stream (tsv.h). */
enum { CSVROW_FIELD = 1 << 20 };

struct csvrow {
	struct text *field;     /* of the row: valid until the next, and readable OUT_OVER
	                         * bytes beyond their ends */
	size_t n;
	const char *name;       /* of the file, for messages */

	/* Private. */
	int fd;
	bool begun, ended;
	unsigned long skip;
	iconv_t decoder;        /* (iconv_t)-1: what is read is the text */
	char *raw;              /* as read */
	size_t nraw;
	char *text;             /* the block, decoded */
	size_t ntext;
	uint64_t line;          /* where the block begins */
	bool quoted, open;      /* it begins inside quotes, inside a row: */
	uint64_t open_line;     /* one that began here */
	struct csv_parser parser;
	struct text *part;      /* the fields of all rows of the block */
	size_t npart, part_cap;
	size_t *row_end;        /* row -> the end of its fields in `part` */
	size_t nrow, row_cap, irow;
	size_t long_row;        /* the first row of the block with a field too long, from 1 */
	char *bytes, *put;      /* what the fields hold, and where the next one goes */
	size_t nbytes;
	struct out *tied;
};

/* Opens a file ("-": standard input): its delimiter, its encoding (NULL: as it
 * is), how many lines come before the header.  `tied` is flushed before every
 * read, so that rows are passed on as they come. */
void csvrow_open(struct csvrow *, const char *path, char delimiter, const char *encoding,
    unsigned long skip, struct out *tied);

/* The next row; false at the end of the file.  Dies on what is no CSV, with the line. */
bool csvrow_next(struct csvrow *);

/* The line in which the current row starts; line 1 is the file's first. */
uint64_t csvrow_line(const struct csvrow *);

void csvrow_close(struct csvrow *);

#endif
