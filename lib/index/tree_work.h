/* tree_work - what the files of tree.h share: a block while its nodes are made.
 *
 * Private: tree_coverage.c decides which nodes have a score, tree_score.c makes
 * it, tree.c climbs.
 */
#ifndef TREE_WORK_H
#define TREE_WORK_H

#include "index/tree.h"
#include "number/twice.h"

struct tree_work {
	/* The children of the node at hand that have a weight and may have a
	 * score, in framework order; how many of them each city has, once that
	 * was asked for. */
	const struct tree_child **item, **end;
	uint32_t *present;
	bool counted;

	/* The same by city, for methods that take one at a time: those of city
	 * c from start[c] on, once one has asked. */
	bool gathered;
	uint32_t *start;
	double *w, *x;
	uint32_t *child;
	size_t w_cap, x_cap, child_cap;

	/* Means of many cities at once, and their room. */
	bool averaged;
	struct mean_lanes lanes;
	struct mean_four *four;
	double *room;
	unsigned char *state;           /* of enum mean_state */

	bool shares;                    /* coverage and measured are needed */
	struct twice *share;            /* city -> the weights of what is covered */
	struct tree_child *made;        /* of each slot: the child that the node is */

	/* Of rows that count otherwise than the framework says: slot * room +
	 * city -> what that adds to the node's sum of weights, and to the
	 * number of children, which may be less than nothing. */
	struct sum_of_weights *more;
};

/* The node that a slot is made for. */
static inline const struct node *
tree_node(const struct tree_block *b, uint32_t slot)
{
	return &b->weights->node[b->edition->made[slot]];
}

/* Which of the block's cities entry k is of. */
static inline uint32_t
tree_city(const struct tree_child *item, uint32_t k, uint32_t first)
{
	return item->of.at == NULL ? k : item->of.at[k] - first;
}

/* How many children a city has, those without a score too, and what their
 * weights sum to. */
static inline struct sum_of_weights
tree_all_children(const struct tree_block *b, uint32_t slot, uint32_t city)
{
	struct sum_of_weights all = b->weights->of[b->edition->made[slot]];

	if (b->work->more != NULL) {
		const struct sum_of_weights *more =
		    &b->work->more[(size_t)slot * b->room + city];

		all.sum = twice_add_twice(all.sum, more->sum);
		all.n += more->n;
	}
	return all;
}

/* The row of a node's method. */
const struct method_row *tree_row(const struct rule *, const struct node *);

/* Rows that count otherwise than the framework says: what it says is taken
 * away, what they say is added. */
void tree_sum_odd_rows(struct tree_block *);

/* Has a city no child with a weight? */
bool tree_lacks_weights(struct tree_block *, uint32_t slot, uint32_t *city);

/* Counts the children of each city that have a score: `present`. */
void tree_count(struct tree_block *);

/* Coverage and measured of a node, as far as coverage is not 1 everywhere, and
 * measured the same. */
void tree_cover(struct tree_block *, uint32_t slot);

/* The share of its children, or of their weights, below which a node is
 * missing. */
struct tree_least {
	double coverage, present;
	bool asked;             /* one is above 0, or no child may be missing */
};

struct tree_least tree_least(const struct tree_block *, uint32_t slot);

/* Does a node, or the rule, ask for a share of the weights? */
bool tree_asks_for_coverage(const struct tree_block *);

/* Whether the thresholds and the rule for missing children leave a city's node
 * a score. */
bool tree_has_score(const struct tree_block *, uint32_t slot,
    const struct tree_least *, uint32_t city);

/* Takes the means of all cities at once if the node's method allows it:
 * `averaged`. */
void tree_average(struct tree_block *, uint32_t slot, double *score);

/* Makes the scores of a node of these or in other ways, but for what is to be
 * done to all; false with a problem. */
bool tree_scores(struct tree_block *, uint32_t slot, double *score,
    struct problem *);

#endif
