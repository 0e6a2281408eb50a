/* framework - the tree of indicators, with everything a filter may ask of it.
 *
 * One row a node; the columns are named after the filters that read them.  All
 * of it is checked when it is read, whichever filter reads it: cells, weights
 * of siblings, goalposts, names of columns, and that it is a tree.  Where any
 * row has a parent, one node has none, the root, with or without a row; what
 * stands alone on purpose has the parent "-" (several trees in one file, a
 * context figure), and a denominator needs none.
 *
 * Nodes are numbered in the order of their rows; the root that has no row comes
 * behind them, then the denominators that have none.
 *
 * framework.c reads rows, framework_tree.c makes them a tree.
 */
#ifndef FRAMEWORK_H
#define FRAMEWORK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/names.h"
#include "base/text.h"
#include "method/method.h"
#include "stream/tsv.h"

struct node {
	uint32_t parent;                /* NAME_NONE for a root */
	uint32_t child, next;           /* the first child, the next sibling, or NAME_NONE */
	uint32_t denominator;           /* or NAME_NONE */
	double weight;                  /* relative to its siblings, >= 0, default 1 */
	struct text weight_text;        /* as the framework gives it, "1" if it does not */
	int direction;                  /* 1 or -1, times those of all nodes above */
	int own_direction;              /* as the framework gives it */
	double low, high, target;       /* raw units; NaN where there is none */
	double per;                     /* factor of the quotient, default 1 */
	double min_coverage, min_present;       /* 0..1, NaN where there is none */
	struct method normalize, transform, aggregate, treat, impute;  /* or METHOD_UNSET */
};

struct framework {
	const char *path;
	struct names names;             /* the codes; a code's number is its node's */
	struct node *node;
	uint32_t nrow;                  /* nodes with a row: 0..nrow-1 */
	uint32_t n;                     /* nodes; codes from n on are denominators only */
	uint32_t *climb;                /* the n nodes, children before parents, else in order */
	uint32_t *step;                 /* node -> its position in climb */

	/* The table as it stands, for filters that pass it on. */
	size_t ncol;
	struct text *cell;              /* cell[row * ncol + column] */
	struct tsv table;

	/* Private. */
	size_t node_cap, cell_cap;
};

/* Reads and checks a framework; its texts live as long as it does, and may be
 * read OUT_OVER bytes beyond their ends. */
void framework_read(struct framework *, const char *path);

/* The column of the table, or -1. */
int framework_column(const struct framework *, const char *name);

/* A cell of a row, empty if there is no such column (-1) or it is NA. */
struct text framework_cell(const struct framework *, uint32_t row, int column);

/* What a node has for people in a language: the cell of COLUMN_LANGUAGE, else
 * of COLUMN, else nothing.  NULL: no framework. */
struct text framework_words(const struct framework *, struct text code,
    const char *column, const char *language);

/* A node's label so, or its code. */
struct text framework_label(const struct framework *, struct text code,
    const char *language);

/* The node's name. */
static inline struct text
framework_code(const struct framework *f, uint32_t node)
{
	return f->names.text[node];
}

/* True if the node has children: it is made, not measured. */
static inline bool
framework_inner(const struct framework *f, uint32_t node)
{
	return f->node[node].child != NAME_NONE;
}

/* The name of the one node that is above others and below none; or of the node
 * that an option (NULL: there is none) names.  Dies where that is none with
 * nodes below it. */
struct text framework_top(const struct framework *, const char *option,
    const char *node);

/* code -> true for what is measured and counts: nodes without children, but not
 * a denominator whose row has no parent.  free() it. */
bool *framework_leaves(const struct framework *);

/* code -> true for what the framework names as a denominator.  free() it. */
bool *framework_divides(const struct framework *);

/* "\tPARENT\tWEIGHT" and a mark, or one of them: what is appended to a node's
 * rows.  Readable OUT_OVER bytes beyond its end; free() it. */
struct text framework_tail(const struct framework *, uint32_t node, bool parent,
    bool weight, char mark);

/* node -> its share of the whole index: w/sum(w) of the siblings, times that of
 * the parent; 1 for a root; rounded once (effective weights, Becker et al.
 * 2017).  free() it. */
double *framework_effective(const struct framework *);

/* "FILE:LINE" of a code's row, "FILE" if it has none. */
const char *framework_where(const struct framework *, struct text code);

/* "prog: FILE:LINE: message" about a row, status 1. */
_Noreturn void framework_die(const struct framework *, uint32_t row,
    const char *, ...) __attribute__((format(printf, 3, 4)));

/* The number of a code that the current row of a table has as its indicator;
 * dies if it is unknown, with the nearest code.  The same of a node: dies of
 * what is only named as a denominator, too. */
uint32_t framework_find(const struct framework *, const struct tsv *,
    struct text code);
uint32_t framework_node(const struct framework *, const struct tsv *,
    struct text code);

/* The cells that say how a node counts, and the columns they stand in. */
enum framework_cell {
	FRAMEWORK_WEIGHT, FRAMEWORK_DIRECTION, FRAMEWORK_NORMALIZE,
	FRAMEWORK_LOW, FRAMEWORK_HIGH,
	FRAMEWORK_TARGET, FRAMEWORK_TRANSFORM, FRAMEWORK_TREAT,
	FRAMEWORK_IMPUTE,
	FRAMEWORK_AGGREGATE, FRAMEWORK_MIN_COVERAGE, FRAMEWORK_MIN_PRESENT,
	FRAMEWORK_PER,
	FRAMEWORK_CELLS
};
extern const struct framework_column {
	const char *name;
	size_t at;                      /* of the double or method in a node */
	enum { FRAMEWORK_NUMBER, FRAMEWORK_SHARE, FRAMEWORK_METHOD } what;
	enum method_family family;
} framework_cells[FRAMEWORK_CELLS];

/* Puts a cell, which is not empty, into a node; false if it is not what its
 * column takes.  The text must live as long as the node.  directions: see
 * framework_turn. */
bool framework_set(struct node *, enum framework_cell, struct text cell);

/* The same with a cell of the current row of a table (column -1: none); false
 * where it is empty or NA, which leaves the node as it is.  Dies if it is not
 * what its column takes. */
bool framework_put(struct node *, enum framework_cell, const struct tsv *,
    int column);

/* The first node with children whose weights sum to 0, or beyond what can be
 * divided by, or NAME_NONE; of nodes in place of the framework's. */
uint32_t framework_unweighted(const struct framework *, const struct node *);

/* Multiplies own directions down the tree, for nodes in place of the
 * framework's. */
void framework_turn(const struct framework *, struct node *);

/* Private: a node that has no row; links the rows that have been read. */
extern const struct node framework_bare;
void framework_link(struct framework *);

#endif
