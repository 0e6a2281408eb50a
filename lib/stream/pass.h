/* pass - rows that a filter only passes: their bytes, less missing signs.
 *
 * NA in a column of numbers becomes empty; all else stays, in the order of the first file's
 * columns.
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
	bool *number;           /* of each column */
};

void pass_open(struct pass *, const struct tsv *);

/* The names of the columns, without a newline behind. */
void pass_head(struct pass *, struct out *);

/* Puts the row at hand to p, without a newline, and returns its end: it is no longer than the
 * tsv's `row`, and OUT_OVER bytes more may be overwritten. */
char *pass_put(const struct pass *, char *p);

static inline void
pass_row(const struct pass *a, struct out *o)
{
	out_room(o, a->t->row.n);
	o->at = pass_put(a, o->at);
}

#endif
