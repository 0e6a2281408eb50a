/* pass - rows that a filter passes on: their bytes, less missing signs.
 *
 * NA in a column of numbers becomes empty; what the filter has for a column
 * takes the place of its field; all else stays, in the order of the first
 * file's columns.
 */
#ifndef PASS_H
#define PASS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "stream/out.h"
#include "stream/tsv.h"

struct pass {
	const struct tsv *t;
	bool *number;           /* of each column: does it hold numbers? */
	struct text *own;       /* of each, once one is replaced: what stands there instead, readable
	                         * OUT_OVER bytes beyond its end; a null pointer: the field */
	bool replaced;          /* one is */

	/* Private. */
	size_t *numbers, nnumber;       /* those that do */
};

void pass_open(struct pass *, const struct tsv *);

/* The names of the columns, without a newline behind. */
void pass_head(const struct pass *, struct out *);

/* Puts the row at hand to p, without a newline, and returns its end.  Where no
 * column is replaced it is no longer than the tsv's `row`, and OUT_OVER bytes
 * more may be overwritten. */
char *pass_put(const struct pass *, char *p);

/* Private: puts the row field by field. */
void pass_fields(const struct pass *, struct out *);

/* What stands in a column of the row at hand. */
static inline struct text
pass_field(const struct pass *a, size_t column)
{
	struct text t = a->own[column];

	if (t.s != NULL)
		return t;
	t = a->t->col[column];
	if (a->number[column] && text_is(t, "NA"))
		t.n = 0;
	return t;
}

/* Private: can the row be passed as it stands in the file? */
static inline bool
pass_is_clean(const struct pass *a)
{
	for (size_t i = 0; i < a->nnumber; i++)
		if (text_is(a->t->col[a->numbers[i]], "NA"))
			return false;
	return a->t->as_head && !a->replaced;
}

/* Puts the row at hand. */
static inline void
pass_row(const struct pass *a, struct out *o)
{
	if (__builtin_expect(pass_is_clean(a), 1))
		out_text(o, a->t->row);
	else
		pass_fields(a, o);
}

#endif
