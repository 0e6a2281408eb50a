/* tree_score - the scores of a node, from those of its children: of many cities
 * at once, of one, or of all of an edition, as its method asks. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/tree_work.h"
#include "method/mean.h"

/* Brings the children of each city together. */
static void
gather(struct tree_block *b)
{
	struct tree_work *w = b->work;
	size_t n = 0;

	if (w->gathered)
		return;
	w->gathered = true;
	tree_count(b);
	memset(w->start, 0, ((size_t)b->n + 2) * sizeof *w->start);
	for (uint32_t c = 0; c < b->n; c++) {
		w->start[c + 2] = w->start[c + 1] + w->present[c];
		n += w->present[c];
	}
	w->w = mem_grow(w->w, &w->w_cap, n, sizeof *w->w);
	w->x = mem_grow(w->x, &w->x_cap, n, sizeof *w->x);
	w->child = mem_grow(w->child, &w->child_cap, n, sizeof *w->child);
	for (const struct tree_child **item = w->item; item < w->end; item++)
		for (uint32_t k = 0; k < (*item)->of.n; k++) {
			uint32_t to;

			if ((*item)->of.x[k] != (*item)->of.x[k])
				continue;
			to = w->start[tree_city(*item, k, b->first) + 1]++;
			w->w[to] = (*item)->of.w;
			w->x[to] = (*item)->of.x[k];
			w->child[to] = (*item)->node;
		}
}

/* Makes a node of one city from its children. */
static bool
make_alone(struct tree_block *b, uint32_t slot, uint32_t c, double *score,
    struct problem *p)
{
	uint32_t node = b->edition->made[slot];
	const struct method *m = tree_method(b->rule, tree_node(b, slot));
	const struct method_row *row = tree_row(b->rule, tree_node(b, slot));
	const struct sum_of_weights *of = &b->weights->of[node];
	struct tree_work *w = b->work;
	struct mean_of mean = { .zero = b->rule->zero };
	enum mean_problem problem;

	gather(b);
	mean.n = w->start[c + 1] - w->start[c];
	mean.w = w->w + w->start[c];
	mean.x = w->x + w->start[c];
	problem = row->mean(m, &mean);
	if (problem == MEAN_FINE)
		*score = mean.score;
	else if (problem != MEAN_NOT_POSITIVE)
		node = w->child[w->start[c] + mean.child];
	/* Weights of those without a score, too. */
	if (problem == MEAN_FINE && (row->needs & NEEDS_EQUAL_WEIGHTS) != 0 &&
	    mean.n < tree_all_children(b, slot, c).n &&
	    !(of->even && fabs(mean.w[0] - of->first) <= 1e-12 * of->first))
		problem = MEAN_UNEQUAL;
	if (problem == MEAN_FINE)
		return true;
	problem_at(p, PROBLEM_MEAN, b->edition->year, b->first + c, node);
	p->mean = problem;
	return false;
}

/* Takes the scores that cities have of n children, x[(of[city] - 1) * n +
 * child], and the children's weights, which are those of every city. */
static bool
take_children(const struct tree_block *b, const uint32_t *of, size_t n,
    double *weight, double *x, struct problem *p)
{
	size_t at = 0;

	for (const struct tree_child **item = b->work->item;
	    item < b->work->end; item++) {
		const struct mean_column *c = &(*item)->of;

		at += item > b->work->item && (*item)->node != item[-1]->node;
		for (uint32_t k = 0; k < c->n; k++) {
			uint32_t city = of[tree_city(*item, k, b->first)];

			if (c->x[k] != c->x[k])
				continue;
			if (weight[at] != 0 && weight[at] != c->w)
				return problem_at(p, PROBLEM_UNEVEN,
				    b->edition->year, NAME_NONE, (*item)->node);
			weight[at] = c->w;
			if (city != 0)
				x[(city - 1) * n + at] = c->x[k];
		}
	}
	return true;
}

/* Makes a node that looks at all cities of the edition, of those that have
 * one. */
static bool
make_edition(struct tree_block *b, uint32_t slot, double *score,
    struct problem *p)
{
	const struct method_row *row = tree_row(b->rule, tree_node(b, slot));
	struct tree_work *w = b->work;
	uint32_t *of = mem_array(b->n, sizeof *of), n = 0;     /* city -> its place + 1 */
	struct tree_least least = tree_least(b, slot);
	double *weight, *x, *made;
	size_t k = 0;
	bool fine;

	tree_count(b);
	for (uint32_t c = 0; c < b->n; c++)
		if (tree_has_score(b, slot, &least, c) &&
		    ((row->needs & NEEDS_ALL) == 0 ||
		    w->present[c] == tree_all_children(b, slot, c).n))
			of[c] = ++n;
	for (const struct tree_child **item = w->item; item < w->end; item++)
		k += item == w->item || (*item)->node != item[-1]->node;
	weight = mem_array(k, sizeof *weight);
	x = mem_array(n * k, sizeof *x);
	made = mem_array(n, sizeof *made);
	for (size_t i = 0; i < n * k; i++)
		x[i] = (double)NAN;
	fine = take_children(b, of, k, weight, x, p);
	if (fine)
		row->edition(weight, x, n, k, made);
	for (uint32_t c = 0; c < b->n; c++)
		score[c] = of[c] == 0 ? (double)NAN : made[of[c] - 1];
	free(of);
	free(weight);
	free(x);
	free(made);
	return fine;
}

void
tree_average(struct tree_block *b, uint32_t slot, double *score)
{
	const struct method *m = tree_method(b->rule, tree_node(b, slot));
	struct tree_work *w = b->work;

	w->averaged = mean_has_image(m);
	if (!w->averaged)
		return;
	mean_lanes_begin(&w->lanes, w->four, w->room, b->n, b->first, m);
	for (const struct tree_child **item = w->item; item < w->end; item++)
		mean_lanes_add(&w->lanes, &(*item)->of);
	mean_lanes_scores(&w->lanes, score, w->state);
}

bool
tree_scores(struct tree_block *b, uint32_t slot, double *score,
    struct problem *p)
{
	struct tree_least least = tree_least(b, slot);
	struct tree_work *w = b->work;

	if (tree_row(b->rule, tree_node(b, slot))->edition != NULL)
		return make_edition(b, slot, score, p);
	if (!w->averaged)
		memset(w->state, MEAN_ALONE, b->n);
	if (least.asked || !w->averaged)
		tree_count(b);
	for (uint32_t c = 0; c < b->n; c++) {
		if (w->counted && !tree_has_score(b, slot, &least, c))
			w->state[c] = MEAN_NONE;
		if (w->state[c] == MEAN_NONE)
			score[c] = (double)NAN;
		else if (w->state[c] == MEAN_ALONE && !make_alone(b, slot, c,
		    &score[c], p))
			return false;
	}
	return true;
}
