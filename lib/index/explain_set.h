/* explain_set - what some leaves of a tree make of the nodes above them: S(x,
 * o, w, K) of explain.h.
 *
 * Private to it.
 */
#ifndef EXPLAIN_SET_H
#define EXPLAIN_SET_H

#include "index/explain.h"

/* The leaves of a set, and the nodes above them, in one tree: what they have
 * and how they count. */
struct explain_set {
	const struct explain_tree *tree;
	bool *has;              /* there is a leaf of the set in it */
	double *share;          /* of its parent's weight, among those that have */
	double *value;          /* NaN without */
};

/* A set of leaves with an edition's tree and their scores, or without (NULL);
 * explain_set_free() it, also where it is false. */
bool explain_set_open(struct explain_set *, struct explain *, int edition,
    const bool *set, const double *score);
void explain_set_free(struct explain_set *);

/* The effective weights of the leaves. */
void explain_set_weights(const struct explain_set *, double *weight);

/* Is a node's method the geometric mean? */
bool explain_geometric(const struct explain_tree *, uint32_t node);

#endif
