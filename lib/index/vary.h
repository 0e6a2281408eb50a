/* vary - other choices of method for a framework, drawn at random: the draws of
 * sci-vary.
 *
 * What may be varied are factors: weights, the method of all leaves or of all
 * inner nodes, whether filled figures count, and which leaf is left out.  A
 * draw depends on its key, the factor and the node's name alone (draw.h), so no
 * row, node or factor more changes the others.
 */
#ifndef VARY_H
#define VARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "number/draw.h"
#include "table/framework.h"

/* In the order of the matrices of a sobol design. */
enum vary_factor {
	VARY_WEIGHTS, VARY_NORMALIZE, VARY_AGGREGATE, VARY_TREAT, VARY_FILL,
	VARY_LEAVE_OUT,
	VARY_FACTORS
};

struct vary {
	/* To be filled in before vary_begin. */
	bool varied[VARY_FACTORS];
	double spread;                  /* weights become w (1 - spread) to w (1 + spread), or, */
	double concentration;           /* if this is above 0, shares from a Dirichlet distribution */
	struct vary_cells {             /* of normalize, aggregate, treat: equal chances; an empty */
		struct text *cell;      /* text is the framework's own method */
		size_t n, cap;
	} cells[VARY_FACTORS];

	const struct framework *framework;
	bool *leaf;                     /* node -> it is measured and counts somewhere */
	uint32_t *below, nbelow;        /* those of them that have a parent, in order */
	uint32_t root;                  /* the first with anything below it, or else the first */

	double *weight;                 /* node -> what vary_draw has drawn, or NaN: as it is */

	/* Private. */
	int own[VARY_FACTORS];          /* the framework's column, or -1 */
	struct text text[VARY_FACTORS]; /* as drawn, for all leaves or inner nodes */
	struct draw draw[VARY_FACTORS], *node_draw, *leaf_draw;
};

/* The names of the factors, which are the purposes of the draws; and the
 * columns of a framework that they fill, of which weights and leave-out have
 * one. */
extern const char *const vary_name[VARY_FACTORS],
    *const vary_column[VARY_FACTORS];

/* Begins with a framework, which lives as long. */
void vary_begin(struct vary *, const struct framework *);

/* Draws all factors that are varied, each under a key of its own. */
void vary_draw(struct vary *, const struct draw_key[VARY_FACTORS]);

/* Does a node's weight differ from the framework's? */
bool vary_weight_differs(const struct vary *, uint32_t node);

/* What a node's cell of another factor becomes; empty where it stays what it
 * is. */
struct text vary_text(const struct vary *, uint32_t node, enum vary_factor);

/* The node whose weight becomes 0 where a node is left out: itself or, if no
 * sibling of it has a weight, the nearest above of which one has; NAME_NONE if
 * the node is all there is. */
uint32_t vary_left_out(const struct framework *, uint32_t node);

#endif
