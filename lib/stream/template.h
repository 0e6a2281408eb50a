/* template - a text that holds several, taken apart: "P_KM2,DE" by "unit,city".
 * (What a page is filled into is a file of sci-page's.)
 *
 * A template's words (letters, digits, _ and bytes above 7F) name the parts,
 * what stands between them is literal.  A part ends at the first place where
 * what follows it does, the last one where what follows it ends the text; parts
 * may be empty.  The word _ drops its part.
 */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct template {
	struct text *word;      /* of the parts that stay */
	size_t n;

	/* Private: a literal, a part, ..., a part, a literal. */
	struct text *literal;
	bool *dropped;
	size_t npart;
};

/* Reads a template, which must live as long as what is made of it; false if it
 * has no word. */
bool template_read(struct template *, struct text);

/* The parts of a text that stay, n of them, as slices of it; false if it does
 * not fit. */
bool template_match(const struct template *, struct text, struct text *part);

#endif
