/* index - the engine: figures x framework x rule -> the scores of all nodes, in process.
 *
 * It computes what `sci-treat | sci-normalize | sci-weight | sci-aggregate` do, of the framework as
 * it stands or of a variant of it, and as often as one likes: the scores of an indicator are kept
 * for each way in which it was scaled, whatever the weights.
 *
 *      struct prepared p;                      figures, read and checked (table/prepared.h)
 *      index_open(&index, &p.figures.., ..)
 *      index_scores(&index, edition, &variant, &scores, &problem)
 *
 * Nothing here dies or prints: what cannot be scored is a struct problem.  Cities and editions are
 * numbers: editions from the oldest on, the cities of an edition in order of their names' bytes.
 */
#ifndef INDEX_H
#define INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/problem.h"
#include "index/tree.h"
#include "table/framework.h"
#include "table/prepared.h"
#include "table/rule.h"

/* An edition: all cities that have a row in it. */
struct index_edition {
	uint32_t year;                  /* in figures.keys.years */
	uint32_t n;                     /* cities */
	uint32_t *unit;                 /* city -> unit, in figures.keys.units */

	/* Private. */
	struct tree_edition tree;
	struct tree_block block;
	struct index_leaf *leaf;        /* of each column of the tree */
	uint32_t *column;               /* node -> the column of its rows, or NAME_NONE */
};

struct index {
	const struct prepared *prepared;
	const struct framework *framework;
	const struct rule *rule;
	bool treat;                     /* figures are treated before they are scored */
	uint32_t n;
	struct index_edition *edition;

	/* Private. */
	struct tree tree;
	struct tree_weights weights;
	struct method jrc;              /* what sci-treat does by default */
};

/* A figure that is replaced: NaN is missing.  The city must have a row of that
 * node, if only an empty one (prepared_row). */
struct index_change {
	uint32_t city, node;
	double value;
	bool imputed, filled;           /* its flag has I; has E, I or U */
};

/* What is different; {0}: nothing. */
struct index_variant {
	const struct node *node;        /* instead of framework->node (framework_vary), or NULL */
	const bool *measured;           /* node -> figures flagged I count as missing; or NULL */
	const struct index_change *change;      /* in the edition at hand; of a figure the last */
	size_t nchange;                         /* goes before those before it */
};

/* The scores of an edition: of every node that is made, value[slot * n + city];
 * NaN where it is missing.  {0} at first; what it holds is replaced by the next
 * call, and freed by index_free. */
struct index_scores {
	uint32_t n;                     /* cities */
	uint32_t nmade;
	const uint32_t *made;           /* slot -> node, children before parents */
	const uint32_t *slot;           /* and back; NAME_NONE for what is not made */
	double *value, *coverage, *measured;

	/* Private. */
	size_t cap;                     /* of all three arrays, which are one */
};

/* Takes what has been read, which must stay as it is; `treat` as sci-treat does
 * before.  False with a problem: PROBLEM_BOTH. */
bool index_open(struct index *, const struct prepared *,
    const struct framework *, const struct rule *, bool treat,
    struct problem *);

/* Scores an edition; `shares`: coverage and measured, too (else they are not
 * set).  variant NULL: as it stands.  False with a problem; the scores are not
 * set then. */
bool index_scores(struct index *, uint32_t edition,
    const struct index_variant *, bool shares, struct index_scores *,
    struct problem *);

/* The same, and likewise without shares, where nothing but figures differs from
 * how the edition stands, as `stands` has it with shares: what that cannot
 * alter is taken over. */
bool index_rescore(struct index *, uint32_t edition,
    const struct index_change *, size_t n, const struct index_scores *stands,
    struct index_scores *, struct problem *);

/* The scores of a node that is made: those of its cities, or NULL. */
const double *index_of(const struct index_scores *, uint32_t node);

void index_free(struct index_scores *);

/* What a node's own rows have in an edition, by city, NaN where there is none;
 * NULL: not wanted. Values are as they are scored: changed, treated, without
 * those that do not count.  Shares are what sci-aggregate --keep writes. */
struct index_rows {
	double *score, *value;
	double *coverage, *measured;    /* both or none */
};

/* False with a problem. */
bool index_rows(struct index *, uint32_t edition, const struct index_variant *,
    uint32_t node, const struct index_rows *, struct problem *);

/* Are there any? */
bool index_has_rows(const struct index *, uint32_t edition, uint32_t node);

/* n(x; o): the score a value x would have among the others' values of an
 * edition, those of all cities but `city` (NAME_NONE: of all), as they are
 * scored: changed, treated.  NaN for x NaN.  Without spread see
 * normalize_among.  False with a problem. */
bool index_leaf_among(struct index *, uint32_t edition,
    const struct index_variant *, uint32_t node, uint32_t city, double value,
    double *score, struct problem *);

/* The row of a city's figure, in the figures, or NAME_NONE. */
uint32_t index_row(const struct index *, uint32_t edition, uint32_t node,
    uint32_t city);

/* The city that a unit is in an edition, or NAME_NONE. */
uint32_t index_city(const struct index *, uint32_t edition, uint32_t unit);

#endif
