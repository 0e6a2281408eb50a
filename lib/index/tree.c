/* tree - the climb: the nodes of some cities at a time, children before
 * parents. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "index/tree_work.h"
#include "number/num.h"

/* Cities that are made together, where nothing looks at all of them: so many
 * that what is summed stays near the processor; fewer where many nodes are
 * made. */
enum { CITIES = 512, SCORES = 1 << 17, FEWEST = 8 };

const struct method *
tree_method(const struct rule *r, const struct node *v)
{
	return v->aggregate.id == METHOD_UNSET ? &r->aggregate : &v->aggregate;
}

const struct method_row *
tree_row(const struct rule *r, const struct node *v)
{
	return method_row(METHOD_AGGREGATE, tree_method(r, v)->id);
}

bool
tree_is_whole(const struct tree_edition *e, const struct rule *r,
    const struct node *node)
{
	for (uint32_t s = 0; s < e->nmade; s++)
		if (tree_row(r, &node[e->made[s]])->edition != NULL)
			return true;
	return false;
}

bool
tree_may_refuse(const struct rule *r, const struct node *v)
{
	const struct method_row *row = tree_row(r, v);

	return row->edition != NULL || (row->needs & MAY_REFUSE) != 0;
}

/* A score rounded as sci-round rounds. */
static double
rounded(double x, int decimals)
{
	char text[NUM_FIXED];

	num_read((struct text){ text,
	    (size_t)(num_fixed(text, x, decimals) - text) }, &x);
	return x;
}

void
tree_block_open(struct tree_block *b, const struct tree_edition *e,
    const struct rule *rule, const struct tree_weights *weights)
{
	struct tree_work *w = mem_array(1, sizeof *w);
	uint32_t most = SCORES / (e->nmade + 1);

	*b = (struct tree_block){ .edition = e, .rule = rule,
	    .weights = weights, .work = w };
	b->room = most < FEWEST ? FEWEST : most < CITIES ? most : CITIES;
	if (b->room > e->n || tree_is_whole(e, rule, weights->node))
		b->room = e->n;
	b->child = mem_array(e->ncolumn, sizeof *b->child);
	w->made = mem_array(e->nmade, sizeof *w->made);
	w->item = mem_array((size_t)e->ncolumn + e->nmade, sizeof(void *));
	w->present = mem_array(b->room, sizeof *w->present);
	w->start = mem_array((size_t)b->room + 2, sizeof *w->start);
	w->four = mem_array(MEAN_FOURS(b->room), sizeof *w->four);
	w->room = mem_array(MEAN_ROOM(b->room), sizeof *w->room);
	w->state = mem_array(b->room, sizeof *w->state);
	w->share = mem_array(b->room, sizeof *w->share);
	if (e->odd)
		w->more = mem_array((size_t)e->nmade * b->room,
		    sizeof *w->more);
}

void
tree_block_free(struct tree_block *b)
{
	struct tree_work *w = b->work;

	free(b->child);
	free(w->made);
	free(w->item);
	free(w->present);
	free(w->start);
	free(w->four);
	free(w->room);
	free(w->state);
	free(w->share);
	free(w->more);
	free(w->w);
	free(w->x);
	free(w->child);
	free(w);
}

uint32_t
tree_entry(const struct tree_column *c, uint32_t city)
{
	uint32_t from = 0, to = c->n;

	if (c->dense)
		return city;
	while (from < to) {
		uint32_t middle = from + (to - from) / 2;

		if (c->at[middle] < city)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

void
tree_block_at(struct tree_block *b, uint32_t first, uint32_t n)
{
	const struct tree_edition *e = b->edition;

	b->first = first;
	b->n = n < b->room ? n : b->room;
	for (uint32_t i = 0; i < e->ncolumn; i++) {
		const struct tree_column *c = &e->column[i];
		struct tree_child *child = &b->child[i];

		child->node = c->node;
		child->from = tree_entry(c, first);
		child->of.at = c->dense ? NULL : c->at + child->from;
		child->of.n = tree_entry(c, first + b->n) - child->from;
	}
}

bool
tree_block_next(struct tree_block *b)
{
	uint32_t next = b->first + b->n;

	if (next < b->edition->n)
		tree_block_at(b, next, b->edition->n - next);
	return next < b->edition->n;
}

/* Collects the children of a node that may have a score and have a weight, in
 * framework order. */
static void
collect(struct tree_block *b, uint32_t slot)
{
	const struct tree_edition *e = b->edition;
	const struct tree_child *column = b->child + e->first[slot];
	const struct tree_child *end = b->child + e->first[slot + 1];
	struct tree_work *w = b->work;
	uint32_t next = tree_node(b, slot)->child;

	w->counted = w->gathered = false;
	w->end = w->item;
	while (column < end || next != NAME_NONE) {
		const struct tree_child *item = NULL;

		if (next == NAME_NONE || (column < end &&
		    column->node < next)) {
			item = column++;
		} else {
			if (e->slot[next] != NAME_NONE)
				item = &w->made[e->slot[next]];
			next = b->weights->node[next].next;
		}
		if (item != NULL && item->of.w > 0 && item->of.n > 0)
			*w->end++ = item;
	}
}

/* Takes a node for a child as it stands. */
static void
take_node(struct tree_block *b, uint32_t slot)
{
	b->work->made[slot] = (struct tree_child){ .node =
	    b->edition->made[slot], .of = { .x = b->value + slot * b->stride,
	    .n = b->n, .w = tree_node(b, slot)->weight, .gaps = true },
	    .coverage = b->coverage + slot * b->stride };
}

/* Makes a node of all cities of the block. */
static bool
make_node(struct tree_block *b, uint32_t slot, struct problem *p)
{
	uint32_t node = b->edition->made[slot], city;
	double *score = b->value + slot * b->stride;

	take_node(b, slot);
	b->work->made[slot].coverage = NULL;
	collect(b, slot);
	if (tree_lacks_weights(b, slot, &city))
		return problem_at(p, PROBLEM_WEIGHTS, b->edition->year,
		    b->first + city, node);
	tree_average(b, slot, score);
	tree_cover(b, slot);
	if (!tree_scores(b, slot, score, p))
		return false;
	for (uint32_t c = 0; c < b->n; c++) {
		if (!isfinite(score[c]) && score[c] == score[c])
			return problem_at(p, PROBLEM_BEYOND, b->edition->year,
			    b->first + c, node);
		score[c] += 0;
	}
	for (uint32_t c = 0; c < b->n && b->rule->round >= 0; c++)
		if (score[c] == score[c])
			score[c] = rounded(score[c], (int)b->rule->round);
	return true;
}

bool
tree_make(struct tree_block *b, struct problem *p)
{
	b->work->shares = b->shares || tree_asks_for_coverage(b);
	if (b->edition->odd)
		tree_sum_odd_rows(b);
	for (uint32_t slot = 0; slot < b->edition->nmade; slot++)
		if (b->only != NULL && !b->only[slot])
			take_node(b, slot);
		else if (!make_node(b, slot, p))
			return false;
	return true;
}
