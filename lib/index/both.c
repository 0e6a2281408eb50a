/* both - the nodes below one, in two frameworks beside each other. */
#include "index/both.h"

#include <stdlib.h>

#include "base/mem.h"

/* node -> whether it is below another, or it itself. */
static bool *
all_below(const struct framework *f, uint32_t top)
{
	bool *below = mem_array(f->n, sizeof *below);

	for (uint32_t i = f->n; i-- > 0;) {
		uint32_t node = f->climb[i], parent = f->node[node].parent;

		below[node] = node == top || (parent != NAME_NONE && below[parent]);
	}
	return below;
}

/* Appends what is below `top` in a framework, but for `top`, in its order: node[] of side `which`, and
 * that of the other side by its code.  Of the earlier framework what the later has is not new. */
static void
list_nodes(struct both *b, const struct framework *const *f, int which, const uint32_t *top)
{
	bool *below[2] = { all_below(f[0], top[0]), all_below(f[1], top[1]) };

	for (uint32_t i = 0; i < f[which]->n; i++) {
		uint32_t node = f[which]->climb[i], other;

		if (node == top[which] || !below[which][node])
			continue;
		other = name_find(&f[1 - which]->names, framework_code(f[which], node));
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

/* Where a framework's node stands among those listed, n where it is none of them. */
static uint32_t *
places(const struct both *b, int which, uint32_t n)
{
	uint32_t *at = mem_array(n, sizeof *at);

	for (uint32_t i = 0; i < n; i++)
		at[i] = b->n;
	for (uint32_t i = 0; i < b->n; i++)
		if (b->node[which][i] != NAME_NONE)
			at[b->node[which][i]] = i;
	return at;
}

/* The first node below another, in either framework, that is not taken. */
static uint32_t
child_left(const struct both *b, const bool *taken, uint32_t node)
{
	uint32_t i = 0;

	while (taken[i] || (b->parent[0][i] != node && b->parent[1][i] != node))
		i++;
	return i;
}

/* The nodes in an order in which children come before parents in both, and otherwise as they
 * stand.  False if there is none: *who is a node of the later framework then that is above itself. */
static bool
find_order(const struct both *b, uint32_t *sorted, uint32_t *who)
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
	for (*who = b->n - 1; m < b->n && (steps < b->n || b->node[1][*who] == NAME_NONE); steps++)
		*who = child_left(b, taken, *who);
	free(waits);
	free(taken);
	return m == b->n;
}

/* Numbers the nodes anew; `order` keeps what was. */
static void
renumber(struct both *b, const uint32_t *sorted)
{
	uint32_t n = b->n;

	for (uint32_t i = 0; i < n; i++)
		b->order[sorted[i]] = i;
	for (int t = 0; t < 2; t++) {
		uint32_t *node = b->node[t], *parent = b->parent[t];

		b->node[t] = mem_array(n, sizeof *node);
		b->parent[t] = mem_array(n, sizeof *parent);
		for (uint32_t i = 0; i < n; i++) {
			uint32_t p = parent[sorted[i]];

			b->node[t][i] = node[sorted[i]];
			b->parent[t][i] = p < n ? b->order[p] : n;
		}
		free(node);
		free(parent);
	}
}

bool
both_open(struct both *b, const struct framework *before, const struct framework *now,
    const struct rule *rule, struct text code, uint32_t *node)
{
	const struct framework *f[2] = { before, now };
	uint32_t top[2] = { name_find(&before->names, code), name_find(&now->names, code) };
	uint32_t most = before->n + now->n, *sorted, who;

	*b = (struct both){ .n = 0 };
	for (int t = 0; t < 2; t++)
		b->node[t] = mem_array(most, sizeof(uint32_t));
	list_nodes(b, f, 1, top);
	list_nodes(b, f, 0, top);
	for (int t = 0; t < 2; t++)
		b->node[t][b->n] = top[t];
	b->n++;
	b->order = mem_array(b->n, sizeof *b->order);
	sorted = mem_array(b->n, sizeof *sorted);
	for (int t = 0; t < 2; t++) {
		uint32_t *at = places(b, t, f[t]->n);

		b->parent[t] = mem_array(b->n, sizeof(uint32_t));
		for (uint32_t i = 0; i < b->n; i++) {
			uint32_t k = b->node[t][i];

			b->parent[t][i] = k == NAME_NONE || f[t]->node[k].parent == NAME_NONE ? b->n :
			    at[f[t]->node[k].parent];
		}
		free(at);
	}
	if (!find_order(b, sorted, &who)) {
		*node = b->node[1][who];
		free(sorted);
		return false;
	}
	renumber(b, sorted);
	free(sorted);
	for (int t = 0; t < 2; t++) {
		b->weight[t] = mem_array(b->n, sizeof(double));
		b->method[t] = mem_array(b->n, sizeof(struct method));
		b->leaf[t] = mem_array(b->n, sizeof(bool));
		for (uint32_t i = 0; i < b->n; i++)
			if (b->node[t][i] != NAME_NONE) {
				const struct node *n = &f[t]->node[b->node[t][i]];

				b->weight[t][i] = n->weight;
				b->method[t][i] = n->aggregate.id == METHOD_UNSET ? rule->aggregate :
				    n->aggregate;
			}
	}
	return true;
}

void
both_trees(const struct both *b, struct explain *e)
{
	for (int t = 0; t < 2; t++)
		e->tree[t] = (struct explain_tree){ b->n, b->parent[t], b->weight[t], b->method[t],
		    b->leaf[t] };
}
