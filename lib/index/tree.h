/* tree - from the rows of cities to the nodes above them.
 *
 * An edition is laid out once: which nodes are made, every inner node of the
 * framework but those that come in as rows, and what is below these; and
 * columns, one for all rows of a kind, node, parent and weight, whose entries
 * stand in order of the cities.  Then the nodes of some cities at a time are
 * made, children before parents, from the scores that whoever calls has for
 * these columns: so the same climb serves rows that came in with scores, and an
 * engine that scores a thousand times.
 *
 * It takes time and memory in proportion to the rows and to the scores made,
 * and n log n of the kinds of an edition.
 */
#ifndef TREE_H
#define TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "index/problem.h"
#include "method/mean_lanes.h"
#include "table/framework.h"
#include "table/rule.h"

/* What rows of a kind are: of which node, and how they count. */
struct tree_kind {
	uint32_t node, parent;          /* parent: NAME_NONE for a root */
	double weight;
};

/* The rows: those of profile p are row[start[p]] .. row[start[p + 1] - 1]; row
 * NULL: they are their own numbers.  The kind of a row is kind[row] & mask; a
 * kind of node NAME_NONE is passed over. */
struct tree_rows {
	const struct framework *framework;
	const struct tree_kind *kinds;
	uint32_t nkind;
	const uint32_t *start, *row, *kind;
	uint32_t mask;
};

struct tree {
	struct tree_rows rows;

	/* Private. */
	uint32_t *of_kind;              /* kind -> what it has in the edition that is laid out */
};

/* The entries of a kind: entry k is of city at[k], which ascend, or of city k
 * in a dense column, and row[k] its row, NAME_NONE where there is none. */
struct tree_column {
	uint32_t kind, node, parent;
	uint32_t step;                  /* of the parent in the climb */
	bool dense, odd;                /* odd: parent or weight are not the framework's */
	uint32_t n;
	uint32_t *row, *at;
};

struct tree_edition {
	uint32_t year;
	uint32_t n;                     /* cities */
	uint32_t *profile;              /* city -> profile */
	struct tree_column *column;     /* in order of their parents' steps, then of their nodes */
	uint32_t ncolumn;
	uint32_t *made, nmade;          /* slot -> node that is made, in the order of the climb */
	uint32_t *slot;                 /* and back; NAME_NONE for what is not made */
	uint32_t *first;                /* slot -> its first column; of nmade, the end */
	bool odd;

	/* Private. */
	uint32_t *row, *at;
};

/* What the framework, or a variant of it, says of each node's children: sum(w),
 * how many have a weight above 0, whether these are equal and what the first
 * is. */
struct tree_weights {
	const struct node *node;
	struct sum_of_weights { struct twice sum; uint32_t n; bool even;
	    double first; } *of;
};

/* What some cities have of a child: of the entries of a column from `from` on,
 * `of.n` of them, or of a node that is made.  What is NULL: coverage is 1 of
 * what has a score, measured is the coverage. */
struct tree_child {
	struct mean_column of;
	const double *coverage, *measured;
	uint32_t node, from;
};

/* The cities that are made together: first..first + n - 1; value[slot * stride
 * + city - first], and so coverage and measured: room that is to be given. */
struct tree_block {
	const struct tree_edition *edition;
	const struct rule *rule;
	const struct tree_weights *weights;
	uint32_t first, n;
	bool shares;                    /* coverage and measured are wanted */
	struct tree_child *child;       /* of each column: weight, scores and shares are to be given */
	const bool *only;               /* the slots that are to be made, NULL: all; of the others value
	                                 * is given, and coverage */
	double *value, *coverage, *measured;
	size_t stride;
	uint32_t room;                  /* how many cities it has at most */

	/* Private. */
	struct tree_work *work;
};

void tree_open(struct tree *, const struct tree_rows *);

/* Do rows of a kind count otherwise than the framework says? */
bool tree_is_odd(const struct tree *, uint32_t kind);

/* Lays out an edition of n profiles, in the order in which cities are to stand:
 * n >= 1, which is pointed to.  False with PROBLEM_BOTH. */
bool tree_lay(struct tree *, uint32_t year, uint32_t *profile, uint32_t n,
    struct tree_edition *, struct problem *);
void tree_free(struct tree_edition *);

/* Sets them up for the nodes of a framework; again for others. */
void tree_weigh(struct tree_weights *, const struct framework *,
    const struct node *);

/* How a node is made. */
const struct method *tree_method(const struct rule *, const struct node *);

/* Does a method look at all cities of the edition, so that they must be one
 * block? */
bool tree_is_whole(const struct tree_edition *, const struct rule *,
    const struct node *);

/* May a node's method refuse some scores? */
bool tree_may_refuse(const struct rule *, const struct node *);

/* Sets up a block, of as many cities of an edition as are quick. */
void tree_block_open(struct tree_block *, const struct tree_edition *,
    const struct rule *, const struct tree_weights *);
void tree_block_free(struct tree_block *);

/* Goes on to the next cities of the edition; false behind the last.  Sets
 * first, n, and what a child's column says. */
bool tree_block_next(struct tree_block *);

/* Goes to some cities likewise: n, or as many as there is room for. */
void tree_block_at(struct tree_block *, uint32_t first, uint32_t n);

/* A column's first entry of a city, or of one behind it; its n for none. */
uint32_t tree_entry(const struct tree_column *, uint32_t city);

/* Makes all nodes of the block.  False with a problem; unit is the city then,
 * to be replaced. */
bool tree_make(struct tree_block *, struct problem *);

#endif
