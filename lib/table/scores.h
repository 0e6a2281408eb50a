/* scores - a table of weighted scores in memory: what sci-aggregate climbs
 * from.
 *
 * A row is a city and year (its profile), a value, and its kind: node, parent
 * and weight, which many rows share.  12 bytes a row, and two shares where they
 * come in; where the rows of a profile stand apart, 12 bytes more.
 */
#ifndef SCORES_H
#define SCORES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stream/opt.h"
#include "stream/tsv.h"
#include "table/framework.h"
#include "table/keys.h"

/* What a row counts besides its value. */
struct scores_kind {
	uint32_t node, parent;          /* parent: NAME_NONE at a root */
	double weight;                  /* >= 0 */
	struct text parent_text, weight_text;   /* as they came in */
};

struct scores {
	const struct framework *framework;
	struct keys keys;
	struct tsv table;
	struct scores_kind *kind;

	size_t n;                       /* rows */
	double *value;                  /* of each row, NaN where missing */

	/* The rows of profile p: number i = first[p] .. first[p + 1] - 1, the
	 * row being scores_row(s, i). */
	uint32_t *first;

	uint32_t *row_kind;             /* of each row, with SCORES_FILLED in it */
	uint32_t *row_of;               /* NULL: the rows of a profile stand together */
	double *coverage, *measured;    /* of each row, NULL without such a column */
	struct pairs kinds;             /* (parent and weight as `tails` has them, indicator) */

	/* Private. */
	size_t value_column, parent_column, weight_column;
	int flag_column, coverage_column, measured_column;
	struct scores_run {             /* rows of a profile that stand together: from here to */
		uint32_t profile, from; /* where the next run begins */
	} *run;
	size_t nrun, run_cap;
	struct names tail_texts, value_texts;
	struct pairs tails;             /* of the texts of parents and weights */
	uint32_t *value_text;           /* of each row, if `keep` */
	size_t ready;                   /* rows that there is room for */
	size_t kind_cap;
	bool keep;
};

/* A score with the shares of its node, by weight, that have data, and data that
 * were measured: not flagged I, E or U. */
struct score {
	double value, coverage, measured;
};

/* Reads the table of the command line; `keep` the bytes of the values.  Dies on
 * indicators or parents the framework lacks, on weights that are no weights, on
 * duplicates. */
void scores_read(struct scores *, const struct framework *, const struct opt *,
    bool keep);

/* In row_kind: the flag has I, E or U. */
#define SCORES_FILLED UINT32_C(0x80000000)

static inline uint32_t
scores_row(const struct scores *s, uint32_t i)
{
	return s->row_of == NULL ? i : s->row_of[i];
}

static inline const struct scores_kind *
scores_kind(const struct scores *s, uint32_t row)
{
	return &s->kind[s->row_kind[row] & ~SCORES_FILLED];
}

/* The row's score: without columns of its own, what has a value is covered, and
 * measured unless it is flagged as filled. */
static inline struct score
scores_of_row(const struct scores *s, uint32_t row)
{
	struct score r = { s->value[row], s->value[row] == s->value[row], 0 };

	if (s->coverage != NULL && s->coverage[row] == s->coverage[row])
		r.coverage = s->coverage[row];
	if (s->measured != NULL && s->measured[row] == s->measured[row])
		r.measured = s->measured[row];
	else
		r.measured = (s->row_kind[row] & SCORES_FILLED) != 0 ? 0 :
		    r.coverage;
	return r;
}

/* The row's value as it came in; only with `keep`. */
struct text scores_text(const struct scores *, uint32_t row);

#endif
