/* cell - texts and figures as other people's tables write them.
 *
 * A decimal comma, marks between thousands, a sign instead of a number or
 * around it, blanks.  The digits are not touched: what comes out is the text
 * that went in, with a point as the decimal mark.
 */
#ifndef CELL_H
#define CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/names.h"
#include "base/text.h"

/* Room for what is wrong with a figure. */
enum { CELL_WRONG = 320 };

struct cell {
	char decimal;                   /* the decimal mark */
	struct text thousands;          /* the mark between groups of three digits, or empty;
	                                 * a space is U+0020, U+00A0, U+2009 and U+202F */

	/* Of the figure read last; the texts are valid until the next, and
	 * readable OUT_OVER bytes beyond their ends. */
	struct text value;              /* empty: missing */
	struct text flag;               /* of its signs, else empty */

	/* Private. */
	struct names signs;             /* instead of figures: */
	struct cell_sign { struct text value, flag; } *sign;
	struct cell_around { struct text before, behind, flag; } *around;       /* longest first */
	size_t sign_cap, naround, around_cap;
	bool begins[256];               /* one of them begins with that byte */
	bool digits;                    /* one may be a number itself */
	char *scratch, *flags;
	size_t scratch_cap, flags_cap;
	char wrong[CELL_WRONG];
};

/* A decimal point, no marks of thousands, no signs. */
void cell_init(struct cell *);

/* Reads a table of signs with the columns sign, value (a number, empty for a
 * missing one, `#` for a sign that stands around a figure, in the place of
 * which it holds `#`) and flag. */
void cell_signs(struct cell *, const char *path);

/* Reads a figure, readable OUT_OVER bytes beyond its end, and signs that stand
 * behind it in a field of their own, or no text.  Blanks around it, and behind
 * its minus, do not count; a sign is what the table says, signs around a figure
 * may follow each other; nothing and NA are missing; else it must be a number,
 * whose minus may be U+2212.  Returns NULL, or what is wrong with it, valid
 * until the next. */
const char *cell_read(struct cell *, struct text figure, struct text behind);

/* Puts which other marks would read the figure, as options of sci-import, and
 * as what; returns false if none would. */
bool cell_mend(const struct cell *, struct text, char *p, size_t size);

/* The text without blanks of any kind at its ends: Unicode's White_Space but
 * U+0085, U+200B and U+FEFF.  Most texts begin and end in ASCII. */
struct text cell_trim_any(struct text);

static inline struct text
cell_trim(struct text t)
{
	while (t.n > 0 && t.s[t.n - 1] == ' ')
		t.n--;
	return t.n == 0 || (t.s[0] > ' ' && t.s[0] < 0x7f &&
	    t.s[t.n - 1] > ' ' && t.s[t.n - 1] < 0x7f) ? t : cell_trim_any(t);
}

/* A copy of a text that is readable OUT_OVER bytes beyond its end. */
struct text cell_keep(struct text);

/* NULL if a text can be a field of the stream, else what is wrong with it: it
 * must be UTF-8 (The Unicode Standard 15, table 3-7) without tab, newline, CR,
 * NUL and U+0080 to U+009F. */
const char *cell_wrong_text(struct text);

/* Private: what a text is in the table's marks, with a minus that may not be
 * ASCII; it is the value, if it is read. */
enum cell_reading { CELL_READ, CELL_THREES, CELL_OVERFLOW, CELL_NO_NUMBER };
enum cell_reading cell_read_marked(struct cell *, struct text);

/* Private: what is said of a text that is no figure. */
const char *cell_no_figure(struct cell *, struct text, enum cell_reading);

#endif
