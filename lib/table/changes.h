/* changes - figures that replace those of the input before anything is scored,
 * as a table says: `[variant] year city indicator value [flag]`.
 */
#ifndef CHANGES_H
#define CHANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "table/prepared.h"
#include "table/variants.h"

/* Those of some variants only, in the order of these, then of years. */
struct changes {
	struct change {
		long variant;
		uint32_t year, unit, node;      /* year and unit in figures.keys */
		double value;
		uint32_t flag;                  /* of the flag's names in figures */
		uint32_t row;
	} *change;
	size_t n;
	size_t real;                    /* rows of the figures from here on are there in those
	                                 * variants only that change them */
};

/* Reads the table: what is for all variants (NULL: there are none) replaces the
 * figures at once, the rest is kept.  Rows that lack are added, of cities that
 * the edition has.  Dies on what is not known, and on a key that is there
 * twice. */
void changes_read(struct changes *, struct prepared *, const struct framework *,
    const struct variants *, const char *path, const char *unit);

/* Those of a variant in a year, and how many. */
const struct change *changes_find(const struct changes *, long variant,
    uint32_t year, size_t *n);

/* Is a row of the figures there in a variant, of whose changes in that year n
 * are given? */
bool changes_have(const struct changes *, uint32_t row, const struct change *,
    size_t n);

#endif
