/* merged - two frameworks merged below a node. */
#include "index/merged.h"

#include <stdlib.h>

#include "base/mem.h"
#include "index/tree.h"

/* node -> whether it is below another, or it itself. */
static bool *
all_below(const struct framework *f, uint32_t top)
{
	bool *below = mem_array(f->n, sizeof *below);

	for (uint32_t i = f->n; i-- > 0;) {
		uint32_t node = f->climb[i], parent = f->node[node].parent;

		below[node] = node == top || (parent != NAME_NONE &&
		    below[parent]);
	}
	return below;
}

/* Appends what is below `top` in a framework, but for `top`, in its order:
 * node[] of side `which`, and that of the other side by its code.  Of the
 * earlier framework what the later has is not new. */
static void
list_nodes(struct merged *b, const struct framework *const *f, int which,
    const uint32_t *top)
{
	bool *below[2] = { all_below(f[0], top[0]), all_below(f[1], top[1]) };

	for (uint32_t i = 0; i < f[which]->n; i++) {
		uint32_t node = f[which]->climb[i], other;

		if (node == top[which] || !below[which][node])
			continue;
		other = name_find(&f[1 - which]->names, framework_code(f[which],
		    node));
		if (other >= f[1 - which]->n || !below[1 - which][other])
			other = NAME_NONE;
		if (which == 0 && other != NAME_NONE)
			continue;
		b->node[which][b->n] = node;
		b->node[1 - which][b->n++] = other;
	}
	free(below[0]);
	free(below[1]);
}

/* Finds the parents of the nodes listed among them. */
static void
find_parents(struct merged *b, int t, const struct framework *f)
{
	uint32_t *at = mem_array(f->n, sizeof *at);

	b->parent[t] = mem_array(b->n, sizeof *b->parent[t]);
	for (uint32_t i = 0; i < f->n; i++)
		at[i] = b->n;
	for (uint32_t i = 0; i < b->n; i++)
		if (b->node[t][i] != NAME_NONE)
			at[b->node[t][i]] = i;
	for (uint32_t i = 0; i < b->n; i++) {
		uint32_t k = b->node[t][i];

		b->parent[t][i] = k == NAME_NONE || i + 1 == b->n ||
		    f->node[k].parent == NAME_NONE ? b->n :
		    at[f->node[k].parent];
	}
	free(at);
}

/* The first node below another, in either framework, that is not taken. */
static uint32_t
child_left(const struct merged *b, const bool *taken, uint32_t node)
{
	uint32_t i = 0;

	while (taken[i] || (b->parent[0][i] != node && b->parent[1][i] != node))
		i++;
	return i;
}

/* The nodes in an order in which children come before parents in both, and
 * otherwise as they stand.  False if there is none: *who is a node of the later
 * framework then that is above itself. */
static bool
find_order(const struct merged *b, uint32_t *sorted, uint32_t *who)
{
	uint32_t *waits = mem_array(b->n, sizeof *waits), m = 0, steps = 0;
	bool *taken = mem_array(b->n, sizeof *taken);

	for (uint32_t i = 0; i < b->n; i++)
		for (int t = 0; t < 2; t++)
			if (b->parent[t][i] < b->n)
				waits[b->parent[t][i]]++;
	for (uint32_t i = 0; i < b->n;) {
		if (taken[i] || waits[i] > 0) {
			i++;
			continue;
		}
		taken[i] = true;
		sorted[m++] = i;
		for (int t = 0; t < 2; t++)
			if (b->parent[t][i] < b->n)
				waits[b->parent[t][i]]--;
		i = 0;
	}
	/* Whoever goes down from one that is left goes round at last. */
	for (*who = b->n - 1; m < b->n && (steps < b->n ||
	    b->node[1][*who] == NAME_NONE); steps++)
		*who = child_left(b, taken, *who);
	free(waits);
	free(taken);
	return m == b->n;
}

/* Lays a framework's nodes out by their new numbers: sorted[number] is where
 * one was listed. */
static void
lay_nodes(struct merged *b, int t, const struct framework *f,
    const struct rule *rule, const uint32_t *sorted)
{
	uint32_t n = b->n, *node = b->node[t], *parent = b->parent[t];

	b->node[t] = mem_array(n, sizeof *node);
	b->parent[t] = mem_array(n, sizeof *parent);
	b->weight[t] = mem_array(n, sizeof *b->weight[t]);
	b->method[t] = mem_array(n, sizeof *b->method[t]);
	b->leaf[t] = mem_array(n, sizeof *b->leaf[t]);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t k = node[sorted[i]], p = parent[sorted[i]];

		b->node[t][i] = k;
		b->parent[t][i] = p < n ? b->order[p] : n;
		if (k == NAME_NONE)
			continue;
		b->weight[t][i] = f->node[k].weight;
		b->method[t][i] = *tree_method(rule, &f->node[k]);
	}
	free(node);
	free(parent);
}

bool
merged_open(struct merged *b, const struct framework *before,
    const struct framework *now, const struct rule *rule, struct text code,
    uint32_t *node)
{
	const struct framework *f[2] = { before, now };
	uint32_t top[2] = { name_find(&before->names, code),
	    name_find(&now->names, code) };
	uint32_t most = before->n + now->n, *sorted, who;
	bool fine;

	*b = (struct merged){ .n = 0 };
	for (int t = 0; t < 2; t++)
		b->node[t] = mem_array(most, sizeof(uint32_t));
	list_nodes(b, f, 1, top);
	list_nodes(b, f, 0, top);
	for (int t = 0; t < 2; t++)
		b->node[t][b->n] = top[t];
	b->n++;
	b->order = mem_array(b->n, sizeof *b->order);
	sorted = mem_array(b->n, sizeof *sorted);
	for (int t = 0; t < 2; t++)
		find_parents(b, t, f[t]);
	fine = find_order(b, sorted, &who);
	if (!fine)
		*node = b->node[1][who];
	for (uint32_t i = 0; i < b->n && fine; i++)
		b->order[sorted[i]] = i;
	for (int t = 0; t < 2 && fine; t++)
		lay_nodes(b, t, f[t], rule, sorted);
	free(sorted);
	return fine;
}

void
merged_trees(const struct merged *b, struct explain *e)
{
	for (int t = 0; t < 2; t++)
		e->tree[t] = (struct explain_tree){ b->n, b->parent[t],
		    b->weight[t], b->method[t], b->leaf[t] };
}
