/* sheet - a table as a page shows it: which columns, in which cells, and how.
 *
 * A layout is a table with the columns `table` and `column`, and, where they are there, `role`,
 * `show`, `head` and `class`; its rows of the sheet's name are the columns of the sheet, in their
 * order.  Without such rows all columns are shown as they come.
 *
 * role    (empty)      a cell of its own
 *         row          the cell that names the row
 *         with         in the cell of the row before
 *         data, id     an attribute data-COLUMN of the row, its id
 * show    text         as it stands
 *         word         the text with the key COLUMN.VALUE
 *         label        the text with the key label.VALUE, or the framework's label
 *         link:ADDRESS as it stands, and leads to the address; columns in braces are filled in
 *         number[:N]   with N decimals; wherever N is given, with marks between thousands
 *                      from 10,000 on
 *         figure:N     with N decimals at most
 *         change[:N]   with its sign, = for none
 *         percent[:N]  a share, times 100
 *         range:COLUMN[:N]  from this column to that one
 *         bar:LOW,HIGH drawn on that scale; LOW and HIGH are numbers or columns
 *         whisker:DOT,END:LOW,HIGH  a line from this column to END with a dot
 * head    what stands above (empty: the column's name): the text with the key head.HEAD, or the
 *         label of a node of the framework, or these words
 * class   of the cell, or of what stands in it
 *
 * A column with a `?` behind its name may be absent, and is passed over then.
 */
#ifndef SHEET_H
#define SHEET_H

#include <stddef.h>

#include "base/text.h"
#include "stream/out.h"
#include "stream/rows.h"
#include "stream/tsv.h"
#include "table/wording.h"

/* An end of a scale. */
struct sheet_end { size_t column; double number; };

struct sheet_column {
	struct text name, head, class;
	enum sheet_role { SHEET_CELL, SHEET_ROW, SHEET_WITH, SHEET_DATA,
	    SHEET_ID } role;
	enum sheet_show {
		SHEET_TEXT, SHEET_WORD, SHEET_LABEL, SHEET_LINK, SHEET_NUMBER,
		SHEET_FIGURE, SHEET_CHANGE,
		SHEET_PERCENT, SHEET_RANGE, SHEET_BAR, SHEET_WHISKER
	} show;
	size_t at, dot, end;    /* columns of the table */
	int decimals;           /* -1: the digits as they stand */
	struct sheet_end low, high;
	struct text address;
};

struct sheet {
	const char *name;
	struct tsv table;
	struct rows rows;
	struct sheet_column *column;
	size_t n, cap;
};

/* Reads a table of that name from n files (none: standard input), and how it is
 * to be shown from a layout or NULL.  Dies if a column that is to be drawn or
 * written as a number holds none. */
void sheet_read(struct sheet *, const char *name, char **file, size_t n,
    const char *layout);

/* Puts a <table>, with the text NAME.caption as its caption if there is one, or
 * a <ul> with a row an item; in a list, nothing is put for no rows.  Dies if a
 * text is missing. */
void sheet_put_table(const struct sheet *, struct out *,
    const struct wording *);
void sheet_put_list(const struct sheet *, struct out *, const struct wording *);

#endif
