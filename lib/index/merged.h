/* merged - two frameworks merged below a node: what the arithmetic of explain.h
 * takes.
 *
 * Nodes are known by their codes; those that only the earlier framework has
 * come last.
 */
#ifndef MERGED_H
#define MERGED_H

#include <stdbool.h>
#include <stdint.h>

#include "index/explain.h"
#include "table/framework.h"
#include "table/rule.h"

struct merged {
	uint32_t n;                     /* nodes; the last is the one that all are below */
	uint32_t *node[2];              /* in the framework of edition 0 and 1, NAME_NONE if not there */
	uint32_t *order;                /* the nodes in the order of the later framework, children
	                                 * before parents, then those of the earlier one, then the last */

	/* Of explain_tree: what is there to be set is `leaf`. */
	uint32_t *parent[2];
	double *weight[2];
	struct method *method[2];
	bool *leaf[2];
};

/* Lays them out.  False if no numbering has children before parents in both, as
 * what is above in the one is below in the other; *node is then one of these,
 * in the later framework.  `code` is a node of both. */
bool merged_open(struct merged *, const struct framework *before,
    const struct framework *now, const struct rule *, struct text code,
    uint32_t *node);

/* The trees, as explain.h takes them. */
void merged_trees(const struct merged *, struct explain *);

#endif
