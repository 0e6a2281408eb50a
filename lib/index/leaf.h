/* leaf - the scores that the rows of an indicator have in an edition: kept for
 * each way in which they were scaled, so that a thousand variants of weights
 * make them once.
 */
#ifndef LEAF_H
#define LEAF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/index.h"
#include "method/among.h"
#include "table/prepared.h"

/* How they are scaled. */
struct leaf_scale {
	struct normalize_rule rule;
	struct method treat;            /* TREAT_NONE: not */
	bool measured;                  /* figures flagged I count as missing */
	uint32_t reference;             /* the city of --reference, or NAME_NONE */
};

/* Entry k is of the column's entry k. */
struct leaf_scores {
	enum problem_kind problem;      /* PROBLEM_SCALE with `lack`, PROBLEM_TREAT: there are none */
	enum scale_lack lack;
	size_t at;                      /* the entry it is about, if about one */
	double *x;                      /* NaN where missing */
	bool gaps;                      /* some are */
	double *coverage, *measured;    /* as struct tree_child has them */

	/* Private. */
	struct leaf_scale scale;
	bool scored;
	double *value;                  /* what is scored, or NULL: leaf_values takes it anew */
	struct index_change *change;
	size_t nchange;
	struct leaf_image { double *hi, *lo; } image[2];
	struct among *among;            /* the values, or NULL: not asked for yet */
};

enum { LEAF_SCALES = 16 };

struct index_leaf {
	const struct prepared *prepared;
	const struct tree_column *column;
	struct leaf_scores *kept[LEAF_SCALES], *changed;
	unsigned nkept;                 /* when all are taken, the oldest are replaced */
	double *coverage, *measured;    /* as struct tree_child has them */
	double *figure;                 /* of each entry, until they are scored; or NULL */
	double *side;                   /* the first of them, which stand beside other columns' */
	uint32_t cities;
};

/* Sets up a column of an edition of so many cities. */
void leaf_open(struct index_leaf *, const struct prepared *,
    const struct tree_column *, uint32_t cities);

/* Takes the figures of n columns of an edition for their next scores, a few
 * cities at a time: rows of a city mostly stand together. */
void leaf_gather(struct index_leaf *, uint32_t n);

/* The entry of a city, or NAME_NONE. */
uint32_t leaf_entry(const struct tree_column *, uint32_t city);

/* The scores by a scale, with some of the figures changed: those of them that
 * are of this node.  Valid until LEAF_SCALES others, or others with changes,
 * were asked for. */
struct leaf_scores *leaf_score(struct index_leaf *, const struct leaf_scale *,
    const struct index_change *, size_t nchange);

/* f of the scores for a method of METHOD_AGGREGATE that has images; NULL for
 * others and arithmetic. */
struct leaf_image leaf_image(struct leaf_scores *, const struct index_leaf *,
    const struct method *);

/* What was scored: changed, treated. */
const double *leaf_values(struct leaf_scores *, struct index_leaf *);

/* Scores a column of an index in a variant, or finds that this has been done;
 * NULL with a problem. */
struct leaf_scores *index_column(struct index *, uint32_t edition,
    uint32_t column, const struct index_variant *, struct problem *);

#endif
