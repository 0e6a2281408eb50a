/* both - the nodes below one, in two frameworks beside each other. */
#include "index/both.h"

#include <stdlib.h>

#include "base/arrange.h"
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

/* Numbers in whose order children come before parents in both; below 3 n. */
static bool
find_heights(const struct both *b, uint32_t *height, uint32_t *who)
{
	bool moved = true;

	for (uint32_t i = 0; i < b->n; i++)
		height[i] = i;
	for (uint32_t round = 0; moved; round++) {
		moved = false;
		for (uint32_t i = 0; i < b->n; i++)
			for (int t = 0; t < 2; t++)
				if (b->parent[t][i] < b->n && height[b->parent[t][i]] <= height[i] &&
				    height[i] < 2 * b->n) {
					height[b->parent[t][i]] = height[i] + 1;
					moved = true;
					*who = i;
				}
		if (moved && round > b->n)
			return false;
	}
	return true;
}

/* Numbers the nodes anew, by height; `order` keeps what was. */
static void
renumber(struct both *b, const uint32_t *height)
{
	uint32_t *sorted = arrange_all(b->n), *was[4];

	arrange(sorted, b->n, height, 3 * b->n);
	for (int t = 0; t < 2; t++) {
		was[t] = b->node[t];
		was[2 + t] = b->parent[t];
		b->node[t] = mem_array(b->n, sizeof(uint32_t));
		b->parent[t] = mem_array(b->n, sizeof(uint32_t));
	}
	for (uint32_t i = 0; i < b->n; i++)
		b->order[sorted[i]] = i;
	for (uint32_t i = 0; i < b->n; i++)
		for (int t = 0; t < 2; t++) {
			uint32_t p = was[2 + t][sorted[i]];

			b->node[t][i] = was[t][sorted[i]];
			b->parent[t][i] = p < b->n ? b->order[p] : b->n;
		}
	for (int i = 0; i < 4; i++)
		free(was[i]);
	free(sorted);
}

bool
both_open(struct both *b, const struct framework *before, const struct framework *now,
    const struct rule *rule, struct text code, uint32_t *node)
{
	const struct framework *f[2] = { before, now };
	uint32_t top[2] = { name_find(&before->names, code), name_find(&now->names, code) };
	uint32_t most = before->n + now->n, *height, who = 0;

	*b = (struct both){ .n = 0 };
	for (int t = 0; t < 2; t++)
		b->node[t] = mem_array(most, sizeof(uint32_t));
	list_nodes(b, f, 1, top);
	list_nodes(b, f, 0, top);
	for (int t = 0; t < 2; t++)
		b->node[t][b->n] = top[t];
	b->n++;
	b->order = mem_array(b->n, sizeof *b->order);
	height = mem_array(b->n, sizeof *height);
	for (int t = 0; t < 2; t++) {
		uint32_t *at = places(b, t, f[t]->n);

		b->parent[t] = mem_array(b->n, sizeof(uint32_t));
		for (uint32_t i = 0; i < b->n; i++) {
			uint32_t k = b->node[t][i];

			b->parent[t][i] = k == NAME_NONE || i + 1 == b->n ||
			    f[t]->node[k].parent == NAME_NONE ? b->n : at[f[t]->node[k].parent];
		}
		free(at);
	}
	if (!find_heights(b, height, &who)) {
		*node = b->node[1][who];
		return false;
	}
	height[b->n - 1] = 3 * b->n - 1;
	renumber(b, height);
	free(height);
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
