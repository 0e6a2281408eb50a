/* tree_coverage - how much of a node there is: the weights of its children, how
 * many have a score, coverage and measured, and whether that is enough. */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "index/tree_work.h"

static const double NEARLY = 1e-9;

void
tree_weigh(struct tree_weights *w, const struct framework *f,
    const struct node *node)
{
	if (w->of == NULL)
		w->of = mem_array(f->n, sizeof *w->of);
	w->node = node;
	for (uint32_t v = 0; v < f->n; v++) {
		struct sum_of_weights s = { .sum = { 0, 0 }, .even = true };

		for (uint32_t c = node[v].child; c != NAME_NONE;
		    c = node[c].next) {
			if (node[c].weight == 0)
				continue;
			if (s.n++ == 0)
				s.first = node[c].weight;
			s.sum = twice_add(s.sum, node[c].weight);
			s.even = s.even &&
			    fabs(node[c].weight - s.first) <= 1e-12 * s.first;
		}
		w->of[v] = s;
	}
}

/* Adds to what a node's weights sum to in some city. */
static void
add_more(struct tree_block *b, uint32_t node, uint32_t city, double weight,
    int sign)
{
	struct sum_of_weights *more;

	if (node == NAME_NONE || b->edition->slot[node] == NAME_NONE ||
	    weight == 0)
		return;
	more = &b->work->more[(size_t)b->edition->slot[node] * b->room + city];
	more->sum = twice_add(more->sum, sign * weight);
	more->n += (uint32_t)sign;
}

void
tree_sum_odd_rows(struct tree_block *b)
{
	const struct tree_edition *e = b->edition;

	memset(b->work->more, 0, (size_t)e->nmade * b->room *
	    sizeof *b->work->more);
	for (uint32_t i = 0; i < e->ncolumn; i++) {
		const struct tree_column *c = &e->column[i];
		const struct tree_child *child = &b->child[i];
		const struct node *v = &b->weights->node[c->node];

		for (uint32_t k = 0; k < child->of.n && c->odd; k++) {
			uint32_t city = tree_city(child, k, b->first);

			add_more(b, v->parent, city, v->weight, -1);
			add_more(b, c->parent, city, child->of.w, 1);
		}
	}
}

void
tree_count(struct tree_block *b)
{
	struct tree_work *w = b->work;
	uint32_t everywhere = 0;

	if (w->counted)
		return;
	w->counted = true;
	memset(w->present, 0, b->n * sizeof *w->present);
	for (const struct tree_child **item = w->item; item < w->end; item++) {
		const struct mean_column *c = &(*item)->of;

		everywhere += !c->gaps && c->at == NULL;
		for (uint32_t k = 0; (c->gaps || c->at != NULL) && k < c->n;
		    k++)
			w->present[tree_city(*item, k, b->first)] +=
			    c->x[k] == c->x[k];
	}
	for (uint32_t c = 0; c < b->n; c++)
		w->present[c] += everywhere;
}

/* sum(w share)/sum(w) over all children, one without a score counting 0. */
static void
make_shares(struct tree_block *b, uint32_t slot, bool measured, double *share)
{
	struct twice *sum = b->work->share;

	memset(sum, 0, b->n * sizeof *sum);
	for (const struct tree_child **i = b->work->item; i < b->work->end;
	    i++) {
		const struct tree_child *item = *i;
		const double *s = measured && item->measured != NULL ?
		    item->measured : item->coverage;

		for (uint32_t k = 0; k < item->of.n; k++) {
			struct twice *to = &sum[tree_city(item, k, b->first)];

			if (item->of.x[k] == item->of.x[k])
				*to = s == NULL ? twice_add(*to, item->of.w) :
				    twice_add_product(*to, item->of.w, s[k]);
		}
	}
	for (uint32_t c = 0; c < b->n; c++)
		share[c] = twice_quotient(sum[c], tree_all_children(b, slot,
		    c).sum);
}

/* The same of children that are covered where they have a score, by the sums of
 * their weights that means were taken with; true if all is covered. */
static bool
take_shares(const struct tree_block *b, uint32_t slot, double *share)
{
	bool whole = true;

	for (uint32_t c = 0; c < b->n; c++) {
		share[c] = twice_quotient(mean_lanes_weight(&b->work->lanes, c),
		    tree_all_children(b, slot, c).sum);
		whole = whole && share[c] == 1;
	}
	return whole;
}

void
tree_cover(struct tree_block *b, uint32_t slot)
{
	struct tree_work *w = b->work;
	double *coverage = b->coverage + slot * b->stride;
	double *measured = b->measured + slot * b->stride;
	bool whole = w->averaged, same = true;

	if (!w->shares)
		return;
	for (const struct tree_child **item = w->item; item < w->end; item++) {
		whole = whole && (*item)->coverage == NULL;
		same = same && (*item)->measured == NULL;
	}
	if (whole)
		whole = take_shares(b, slot, coverage);
	else
		make_shares(b, slot, false, coverage);
	if (!same)
		make_shares(b, slot, true, measured);
	w->made[slot].coverage = whole ? NULL : coverage;
	w->made[slot].measured = same ? NULL : measured;
	if (!b->shares)
		return;
	if (same)
		memcpy(measured, coverage, b->n * sizeof *measured);
}

struct tree_least
tree_least(const struct tree_block *b, uint32_t slot)
{
	const struct node *v = tree_node(b, slot);
	const struct rule *r = b->rule;
	struct tree_least l = { r->min_coverage, r->min_present, false };

	if (v->min_coverage == v->min_coverage)
		l.coverage = v->min_coverage;
	if (v->min_present == v->min_present)
		l.present = v->min_present;
	l.asked = l.coverage > 0 || l.present > 0 || r->propagate;
	return l;
}

bool
tree_asks_for_coverage(const struct tree_block *b)
{
	for (uint32_t slot = 0; slot < b->edition->nmade; slot++)
		if (tree_least(b, slot).coverage > 0)
			return true;
	return false;
}

bool
tree_has_score(const struct tree_block *b, uint32_t slot,
    const struct tree_least *l, uint32_t c)
{
	uint32_t present = b->work->present[c], all;
	const double *coverage = b->work->made[slot].coverage;

	if (present == 0 || !l->asked)
		return present != 0;
	all = tree_all_children(b, slot, c).n;
	if (b->rule->propagate && present < all)
		return false;
	if (l->coverage > 0 && coverage != NULL && coverage[c] < l->coverage -
	    NEARLY)
		return false;
	return l->present == 0 || (double)present / (double)all >= l->present -
	    NEARLY;
}

bool
tree_lacks_weights(struct tree_block *b, uint32_t slot, uint32_t *city)
{
	uint32_t differ = b->work->more == NULL ? 1 : b->n;

	for (*city = 0; *city < differ; (*city)++)
		if (tree_all_children(b, slot, *city).n == 0)
			return true;
	return false;
}
