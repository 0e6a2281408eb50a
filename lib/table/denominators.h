/* denominators - what figures are divided by: the population and the like of their city and year.
 *
 * They are rows of a table in memory.  The quotient is value x per/denominator, missing where the
 * denominator is.  An edition in which no city that has a value of an indicator has its
 * denominator would lose that indicator without a word: such editions are kept in mind.
 */
#ifndef DENOMINATORS_H
#define DENOMINATORS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/pairs.h"
#include "table/figures.h"
#include "table/framework.h"

struct denominators {
	/* Private. */
	const struct framework *framework;
	struct figures *figures;
	int flag;                       /* the name in figures */
	bool all;                       /* all rows are kept */
	bool *divides;                  /* code -> it is a denominator */
	uint32_t *code;                 /* indicator in figures -> code */
	size_t code_cap;
	struct pairs place;             /* (profile, code) of a denominator */
	uint32_t *row_of;               /* place -> row in figures */
	size_t row_cap;

	struct names years;
	uint32_t year;                  /* of the value noted last */
	struct pairs editions;          /* (year, code) that has values to be divided */
	struct denominators_edition {
		uint64_t first;         /* row of its first value */
		bool divided;           /* one of them has a denominator */
	} *edition;
	size_t edition_cap;
};

/* Reads the rows of figures, which are open and have `flag` as a name; keeps all of them or only
 * the denominators. */
void denominators_read(struct denominators *, const struct framework *, struct figures *, int flag,
    bool all);

/* The code of a kept row. */
static inline uint32_t
denominators_code(const struct denominators *d, size_t row)
{
	return d->code[figures_indicator(d->figures, row)];
}

/* A code's value divided by its denominator in a profile of figures (NAME_NONE: there is none), rounded
 * once; NaN if that is missing, dies if it is 0.  The caller refuses what is infinite.  The value is
 * of that year and row, from 0, of the table that is divided; *imputed: the denominator is. */
double denominators_divide(struct denominators *, uint32_t code, double value, uint32_t profile,
    struct text year, uint64_t row, bool *imputed);

/* Dies if an edition of that table has values of an indicator and a denominator of none. */
void denominators_check(const struct denominators *, const struct tsv *);

#endif
