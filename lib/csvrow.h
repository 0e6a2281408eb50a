/* csvrow - rows of CSV files, by libcsv.
 *
 * libcsv is strict (a quote where none belongs, or one without an end, is an
 * error) and told not to strip blanks.  What it does not do is done here: files are read with
 * read(2), decoded by iconv(3), a byte-order mark is dropped, lines are counted so that a row knows where it
 * starts, fields are limited to CSVROW_FIELD bytes.  Line ends are LF, CRLF or
 * CR; empty lines are skipped.
 */
#ifndef CSVROW_H
#define CSVROW_H

#include <csv.h>
#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

struct out;

enum { CSVROW_FIELD = 1 << 20 };

struct csvrow {
	struct text *field;     /* of the row: valid until the next, readable 32 bytes beyond */
	size_t n;
	uint64_t line;          /* where it starts */
	const char *name;       /* of the file, for messages */

	/* Private. */
	int fd;
	bool begun, ended;
	iconv_t decoder;        /* or -1 */
	char *raw, *text;       /* as read, and decoded */
	size_t nraw, at, ntext;
	uint64_t next_line, row_line;
	unsigned long skip;
	struct csv_parser parser;
	char *bytes;            /* of the rows that are parsed */
	size_t nbytes, bytes_cap;
	struct csvrow_part { size_t at, n; } *part;
	size_t npart, part_cap;
	struct csvrow_row { size_t first, n; uint64_t line; } *row;
	size_t nrow, row_cap, irow, field_cap;
	struct out *tied;
};

/* Opens a file ("-": standard input): its delimiter, its encoding (NULL: as it
 * is), how many lines come before the header.  `tied` is flushed before reads. */
void csvrow_open(struct csvrow *, const char *path, char delimiter, const char *encoding,
    unsigned long skip, struct out *tied);

/* The next row; false at the end of the file.  Dies on what is no CSV, with the line. */
bool csvrow_next(struct csvrow *);

void csvrow_close(struct csvrow *);

#endif
