/* alike - names that look the same to people and are not the same bytes.
 *
 * Names that fold_text makes equal are written in one way or another; of each
 * lot of them one is kept as what was meant, and the others are said to be like
 * it.
 */
#ifndef ALIKE_H
#define ALIKE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/names.h"
#include "table/fold.h"

struct alike {
	uint32_t other;         /* the name it is like, or NAME_NONE */
	enum fold by;           /* what makes them equal, the first of these that does */
	uint32_t control;       /* a character in it that nobody sees (fold_control), or 0 */
	bool blanks;            /* it has blanks that no name should have: at an end, side by side
	                         * or of another kind than the space */
};

/* The likeness of each name; free() it.  What has more rows is kept, at a tie
 * what is shorter, at a tie what is first in bytes.  Names that differ in form
 * or blanks alone are like the one kept of them, and that like the one kept of
 * all that differ in punctuation too. */
struct alike *alike_find(const struct names *, const uint64_t *rows);

#endif
