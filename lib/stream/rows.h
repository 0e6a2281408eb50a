/* rows - rows of texts in memory, fields joined by tabs, and their order by
 * some of them.
 */
#ifndef ROWS_H
#define ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/names.h"
#include "base/text.h"
#include "stream/pass.h"

/* {0} at first. */
struct rows {
	struct text *row;       /* readable OUT_OVER bytes beyond the end */
	size_t n;

	/* Private. */
	size_t cap, left;
	char *room;
};

/* Keeps the row at hand as it would be passed; dies beyond 2^32 - 2 rows. */
void rows_add(struct rows *, const struct pass *);

/* The field of a row that stands behind so many tabs. */
struct text rows_field(struct text row, size_t column);

/* Texts joined by tabs, one as it stands: valid until the next in the same
 * room, {0} at first. */
struct rows_room { char *s; size_t cap; };
struct text rows_join(struct rows_room *, const struct text *, size_t n);

/* The same as people read them, "2024, Bonn"; free() it. */
char *rows_shown(const struct text *, size_t n);

/* What decides their order: texts by bytes, or with `numbers` by value where
 * all of the column are numbers or missing.  Then missing texts, and where it
 * is no column of numbers empty ones, come last, falling or not.  With `order`,
 * which has them all, texts come as they do there. */
struct rows_key {
	size_t column;
	bool numbers, falling;
	const struct names *order;
};

/* The numbers 0..n-1 of rows in order, the first key deciding first, rows that
 * are equal as they stood; free() it. */
uint32_t *rows_sort(const struct text *row, size_t n, const struct rows_key *,
    size_t nkey);

/* True if one text is a number and every other is one or missing: empty or
 * NA. */
bool rows_are_numbers(const struct text *, size_t n);

#endif
