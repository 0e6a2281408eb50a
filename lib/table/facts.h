/* facts - what sentences are made of: what may be said of something, before a
 * word of it is chosen.
 *
 * A fact is a key, the figure or text as it is printed, its unit and where it
 * is from.  Keys have parts: `area.mobility.rank`.  A list is facts `rose.1`,
 * `rose.2` and so on.
 */
#ifndef FACTS_H
#define FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "stream/tsv.h"

struct fact {
	char *key, *value;
	const char *unit;       /* "" of a text */
	struct tsv_line source;
	bool number;
};

/* {0} at first. */
struct facts {
	struct fact *fact;
	size_t n, cap;
	struct tsv_line source;        /* of those that are added; line 0: of no row */
};

/* Adds a fact, unless its value is empty; the texts are copied, but for the
 * unit.  `key` is a printf format. */
void facts_text(struct facts *, struct text value, const char *unit,
    const char *key, ...) __attribute__((format(printf, 4, 5)));

/* The same of a number, rounded to so many decimals by the rule of num_fixed;
 * NaN is no fact. */
void facts_number(struct facts *, double x, int decimals, const char *unit,
    const char *key, ...) __attribute__((format(printf, 5, 6)));

/* The fact of that key (n bytes of it), or NULL. */
const struct fact *facts_find(const struct facts *, const char *key, size_t n);

/* Its number, NaN without such a fact. */
double facts_value(const struct facts *, const char *key);

void facts_clear(struct facts *);

#endif
