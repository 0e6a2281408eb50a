/* tsv - the one way tables come in: rows of fields, fast, checked.
 *
 * One or several files of the same columns, in any order, are read as one
 * table; no file or "-" is standard input.  A row is an array of slices into
 * the buffer, in the order of `head`.  How it is fast: read(2) fills a block,
 * 64 bytes at a time become a mask of those that may end a field (marks.h), and
 * the lowest bit of the mask is the next end.  Only whole lines are split, so
 * the inner loop has no end to look for.  Fields that a row begins with as the
 * row before did are not looked for at all (tsv_lead).
 *
 * Refused, with the place: a file that is empty or does not end in a newline
 * ("cut off": see out.h), a row with too few or too many fields, a column name
 * that is empty or there twice, NUL, lines beyond TSV_LINE bytes, more than
 * TSV_COLUMNS columns.  A byte-order mark at the start and a CR before the
 * newline are dropped.
 *
 * tsv.c reads, tsv_row.h splits a row, tsv_say.c has the messages about one.
 */
#ifndef TSV_H
#define TSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/names.h"
#include "base/text.h"
#include "number/num.h"

struct out;

/* The longest line, without its newline; the most columns. */
enum { TSV_LINE = 1 << 24, TSV_COLUMNS = 65536 };

/* Whether the last line must end in a newline: tables written by people may
 * not. */
enum tsv_end { TSV_WHOLE, TSV_BY_HAND };

struct tsv {
	struct text *col;       /* the fields of the row: valid until the next, and readable
	                         * OUT_OVER bytes beyond */
	struct text row;        /* its bytes as they stand in the file */
	struct text *head;      /* the names of the columns: valid as long as the tsv */
	size_t ncol;
	uint64_t nrow;          /* rows read so far, over all files, this one included */
	bool as_head;           /* the file has its columns in the order of `head` */
	bool same;              /* the fields of tsv_lead are those of the row before: true only
	                         * if so, but not always seen */
	int about[3];           /* the columns of year, unit and indicator, or -1 */

	/* Private. */
	size_t lead, lead_size;         /* fields of tsv_lead; their bytes with the tabs, or 0 */
	const char *at, *whole, *end;   /* the next row, the end of whole lines, of all */
	char *buffer;
	size_t size;
	int fd;
	enum tsv_end ending;
	struct names names;             /* of the columns */
	size_t *to;                     /* field of this file -> column */
	struct text *field;
	char **path;
	size_t npath, ipath;
	uint64_t *first;                /* file -> rows before it */
	struct out *tied;
};

/* Opens n files (none: standard input) and reads the header of the first. */
void tsv_open(struct tsv *, char **path, size_t n, enum tsv_end);
void tsv_open_one(struct tsv *, const char *path, enum tsv_end);
void tsv_close(struct tsv *);

/* Flushes the output before every read that may have to wait, so that rows that
 * stream through are passed on as they come. */
void tsv_tie(struct tsv *, struct out *);

/* Says that rows tend to begin with the same n fields, 1 or 2, as the row
 * before: that is seen by one comparison.  The caller must not change these in
 * `col`. */
void tsv_lead(struct tsv *, size_t n);

/* Reads the next row; false at the end of the last file. */
static inline bool tsv_row(struct tsv *);

/* How many rows a large file that was just begun is likely to have, by its first
 * lines; 0 for all else. */
size_t tsv_likely(const struct tsv *);

/* A field of the next row if that has been read, to ask memory early for what
 * it needs: in rare cases another text. */
struct text tsv_ahead(const struct tsv *, size_t column);

/* The column of that name, or -1. */
int tsv_find(const struct tsv *, const char *name);
int tsv_find_text(const struct tsv *, struct text name);

/* The same for a column that is read where it is there.  Dies where it is not,
 * but one that differs from it only by letter case or blanks around it (`Year`,
 * ` flag`): that would be passed over in silence. */
int tsv_optional(const struct tsv *, const char *name);

/* The same for a column that must be there; dies naming it and what there is,
 * and with `mend`, which begins with "; " or is "", what helps. */
size_t tsv_need(const struct tsv *, const char *name);
_Noreturn void tsv_no_column(const struct tsv *, const char *name,
    const char *mend);

/* Where a row stands (numbered from 0 over all files), for messages. */
struct tsv_line { const char *file; uint64_t line; };
struct tsv_line tsv_line(const struct tsv *, uint64_t row);

/* The same as "FILE:LINE", in memory of its own. */
char *tsv_where(const struct tsv *, uint64_t row);

/* What file number i, from 0, is called. */
const char *tsv_file(const struct tsv *, size_t i);

/* Says what the unit's column is called, so that messages can name year, unit
 * and indicator of the row. */
void tsv_about(struct tsv *, const char *unit);

/* "prog: FILE:LINE: message (2024, Bonn, overall)" about the current row,
 * status 1. */
_Noreturn void tsv_die(const struct tsv *, const char *, ...)
    __attribute__((format(printf, 2, 3)));

/* The number in a field of the current row, NaN for a missing one; true if it
 * holds one, false if it is missing.  Both die, with a hint, if it is
 * neither. */
static inline double tsv_number(const struct tsv *, size_t column);
static inline bool tsv_has_number(const struct tsv *, size_t column);

#include "stream/tsv_row.h"

#endif
