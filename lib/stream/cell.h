/* cell - figures as other people's tables write them.
 *
 * A decimal comma, marks between thousands, a sign instead of a number, blanks
 * around it.  The digits are not touched: what comes out is the text that went
 * in, with a point as the decimal mark.
 */
#ifndef CELL_H
#define CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/names.h"
#include "base/text.h"

struct cell {
	char decimal;                   /* the decimal mark */
	struct text thousands;          /* the mark between groups of three digits, or empty */

	/* Of the figure read last; the texts are valid until the next, and readable OUT_OVER
	 * bytes beyond their ends. */
	struct text value;              /* empty: missing */
	struct text flag;               /* of its sign, else empty */

	/* Private. */
	struct names signs;
	struct cell_sign { struct text value, flag; } *sign;
	size_t sign_cap, longest;       /* longest: of all signs, in bytes */
	char *scratch;
	size_t scratch_cap;
};

/* A decimal point, no marks of thousands, no signs. */
void cell_init(struct cell *);

/* Reads a table of signs with the columns sign, value (a number, or empty for a missing
 * one) and flag. */
void cell_signs(struct cell *, const char *path);

/* Reads a figure: blanks at both ends do not count (space, U+00A0, U+202F); a sign is
 * what the table says; nothing and NA are missing; else it must be a number,
 * whose minus may be U+2212.  Returns NULL, or what is wrong with it. */
const char *cell_read(struct cell *, struct text);

/* A copy of a text that is readable OUT_OVER bytes beyond its end. */
struct text cell_keep(struct text);

/* NULL if a text can be a field of the stream, else what is wrong with it: it must be
 * UTF-8 (The Unicode Standard 15, table 3-7) without tab, newline, CR and NUL. */
const char *cell_wrong_text(struct text);

#endif
