/* explain - what the change of a city's score between two editions is made of: the arithmetic of
 * sci-explain.
 *
 * Edition 0 is the earlier one, 1 the later.  A score S(x, o, w, K) is made of the city's own values
 * x, the other cities' values o, the weights w and the leaves K, whose weights are renormalised
 * level by level.  P_t are the leaves that enter the score of edition t, A_t those of them that both
 * frameworks have, K = P_0 and P_1.
 *
 *     framework = [S_1 - S(x1,o1,w1,A_1)] - [S_0 - S(x0,o0,w0,A_0)]
 *     gaps      = [S(x1,o1,w1,A_1) - S(x1,o1,w1,K)] - [S(x0,o0,w0,A_0) - S(x0,o0,w0,K)]
 *     own + others + weights = S(x1,o1,w1,K) - S(x0,o0,w0,K)
 *
 * The three are Shapley values of x0 -> x1, o0 -> o1, w0 -> w1 (Shapley 1953, "A Value for n-person
 * Games"): of trees of arithmetic means sums over the leaves; of geometric means the same in
 * logarithms, times the logarithmic mean of the two scores (as in the LMDI of Ang 2005).  In mixed
 * trees each step between two of the eight corners is handed down node by node.  A node of another
 * method is a whole: its parts are not those of its leaves.
 */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "method/method.h"

/* The nodes below the one that is explained, and itself, of both editions:
 * numbered so that children come before parents, and it last. */
struct explain_tree {
	uint32_t n;
	const uint32_t *parent;         /* of the last, and of nodes that are not in this tree: n */
	const double *weight;
	const struct method *method;    /* of aggregation, of nodes that have children */
	const bool *leaf;               /* in this tree, without children or with a score of its own */
};

struct explain_parts {
	double own, others, weights, framework, gaps;
};

/* What the change is made of, and why it cannot be said. */
enum explain_problem {
	EXPLAIN_FINE,
	EXPLAIN_NOTHING,        /* no leaf in both: there are no parts */
	EXPLAIN_MEAN,           /* a node has no mean: a zero or less, see `mean` */
	EXPLAIN_TREES           /* the trees differ where both are mixed */
};

struct explain {
	struct explain_tree tree[2];
	bool zero;                      /* a zero makes a geometric mean 0: not explained */

	/* Of a city. */
	const bool *enters[2];          /* leaf -> whether it enters the score of the edition */
	const double *score[2][2];      /* [x][o][leaf]: of its value of edition x among the others'
	                                 * of edition o; those of [0][1] and [1][0] count for K only */

	/* With a problem. */
	uint32_t node;
	enum mean_problem mean;
};

/* The parts of all nodes, part[n]; those of inner nodes are the sums of what is
 * below, but for nodes that are wholes.  In time proportional to the nodes. */
enum explain_problem explain_city(struct explain *, struct explain_parts *part);

/* The effective weights of the leaves that enter an edition's score: 0 for the
 * others. */
void explain_weights(struct explain *, int edition, double *weight);

/* Is a node's method neither arithmetic nor geometric? */
bool explain_whole(const struct explain_tree *, uint32_t node);

#endif
