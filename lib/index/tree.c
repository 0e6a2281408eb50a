/* tree - the nodes of some cities, made of the scores of their columns. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/tree.h"
#include "number/num.h"
#include "number/twice.h"

static const double NEARLY = 1e-9;

/* Cities that are made together, where nothing looks at all of them: so many
 * that what is summed stays near the processor; fewer where many nodes are
 * made. */
enum { CITIES = 512, SCORES = 1 << 17, FEWEST = 8 };

struct tree_work {
	/* The children of the node at hand that have a weight and may have a score, in framework
	 * order; how many of them each city has, once that was asked for. */
	const struct tree_child **item, **end;
	uint32_t *present;
	bool counted;

	/* The same by city, for methods that take one at a time: those of city c from start[c]
	 * on, once one has asked. */
	bool gathered;
	uint32_t *start;
	double *w, *x;
	uint32_t *child;
	size_t w_cap, x_cap, child_cap;

	/* Means of many cities at once, and their room. */
	struct mean_lanes lanes;
	struct mean_four *four;
	double *room;
	unsigned char *state;           /* of enum mean_state */

	bool shares;                    /* coverage and measured are needed */
	struct twice *share;            /* city -> the weights of what is covered */
	struct tree_child *made;        /* of each slot: the child that the node is */

	/* Of rows that count otherwise than the framework says: slot * room +
	 * city -> what that adds to the node's sum of weights, and to the
	 * number of children, which may be less than nothing. */
	struct sum_of_weights *more;
};

const struct method *
tree_method(const struct rule *r, const struct node *v)
{
	return v->aggregate.id == METHOD_UNSET ? &r->aggregate : &v->aggregate;
}

static unsigned
needs_of(const struct rule *r, const struct node *v)
{
	return method_row(METHOD_AGGREGATE, tree_method(r, v)->id)->needs;
}

bool
tree_is_whole(const struct tree_edition *e, const struct rule *r, const struct node *node)
{
	unsigned needs = 0;

	for (uint32_t s = 0; s < e->nmade; s++)
		needs |= needs_of(r, &node[e->made[s]]);
	return (needs & NEEDS_EDITION) != 0;
}

bool
tree_may_refuse(const struct rule *r, const struct node *v)
{
	return (needs_of(r, v) & (MAY_REFUSE | NEEDS_EDITION)) != 0;
}

/* The node that a slot is made for. */
static const struct node *
node_of(const struct tree_block *b, uint32_t slot)
{
	return &b->weights->node[b->edition->made[slot]];
}

/* Which of the block's cities entry k is of. */
static inline uint32_t
city_of(const struct tree_child *item, uint32_t k, uint32_t first)
{
	return item->of.at == NULL ? k : item->of.at[k] - first;
}

/* Coverage: whose children are how many, how many of them are there, and what that decides. */

void
tree_weigh(struct tree_weights *w, const struct framework *f, const struct node *node)
{
	if (w->of == NULL)
		w->of = mem_array(f->n, sizeof *w->of);
	w->framework = f;
	w->node = node;
	for (uint32_t v = 0; v < f->n; v++) {
		struct sum_of_weights s = { .sum = { 0, 0 }, .even = true };

		for (uint32_t c = node[v].child; c != NAME_NONE; c = node[c].next) {
			if (node[c].weight == 0)
				continue;
			if (s.n++ == 0)
				s.first = node[c].weight;
			s.sum = twice_add(s.sum, node[c].weight);
			s.even = s.even && fabs(node[c].weight - s.first) <= 1e-12 * s.first;
		}
		w->of[v] = s;
	}
}

/* Adds to what a node's weights sum to in some city. */
static void
add_more(struct tree_block *b, uint32_t node, uint32_t city, double weight, int sign)
{
	struct sum_of_weights *more;

	if (node == NAME_NONE || b->edition->slot[node] == NAME_NONE || weight == 0)
		return;
	more = &b->work->more[(size_t)b->edition->slot[node] * b->room + city];
	more->sum = twice_add(more->sum, sign * weight);
	more->n += (uint32_t)sign;
}

/* Rows that count otherwise than the framework says: what it says is taken
 * away, what they say is added. */
static void
sum_odd_rows(struct tree_block *b)
{
	const struct tree_edition *e = b->edition;

	memset(b->work->more, 0, (size_t)e->nmade * b->room * sizeof *b->work->more);
	for (uint32_t i = 0; i < e->ncolumn; i++) {
		const struct tree_column *c = &e->column[i];
		const struct tree_child *child = &b->child[i];
		const struct node *v = &b->weights->node[c->node];

		for (uint32_t k = 0; k < child->of.n && c->odd; k++) {
			uint32_t city = city_of(child, k, b->first);

			add_more(b, v->parent, city, v->weight, -1);
			add_more(b, c->parent, city, child->of.w, 1);
		}
	}
}

/* How many children a city has, those without a score too, and what their weights sum to. */
static inline struct sum_of_weights
all_children(const struct tree_block *b, uint32_t slot, uint32_t city)
{
	struct sum_of_weights all = b->weights->of[b->edition->made[slot]];

	if (b->work->more != NULL) {
		const struct sum_of_weights *more = &b->work->more[(size_t)slot * b->room + city];

		all.sum = twice_add_twice(all.sum, more->sum);
		all.n += more->n;
	}
	return all;
}

/* Counts the children of each city that have a score. */
static void
count(struct tree_block *b)
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
		for (uint32_t k = 0; (c->gaps || c->at != NULL) && k < c->n; k++)
			w->present[city_of(*item, k, b->first)] += c->x[k] == c->x[k];
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
	for (const struct tree_child **i = b->work->item; i < b->work->end; i++) {
		const struct tree_child *item = *i;
		const double *s = measured && item->measured != NULL ? item->measured :
		    item->coverage;

		for (uint32_t k = 0; k < item->of.n; k++) {
			struct twice *to = &sum[city_of(item, k, b->first)];

			if (item->of.x[k] == item->of.x[k])
				*to = s == NULL ? twice_add(*to, item->of.w) :
				    twice_add_product(*to, item->of.w, s[k]);
		}
	}
	for (uint32_t c = 0; c < b->n; c++)
		share[c] = twice_quotient(sum[c], all_children(b, slot, c).sum);
}

/* Coverage and measured of a node, as far as coverage is not 1 everywhere, and measured the
 * same. */
static void
cover(struct tree_block *b, uint32_t slot)
{
	struct tree_work *w = b->work;
	double *coverage = b->coverage + slot * b->stride;
	double *measured = b->measured + slot * b->stride;
	bool whole = true, alike = true;

	if (!w->shares)
		return;
	count(b);
	for (const struct tree_child **item = w->item; item < w->end; item++) {
		whole = whole && (*item)->coverage == NULL;
		alike = alike && (*item)->measured == NULL;
	}
	for (uint32_t c = 0; c < b->n && whole; c++)
		whole = w->present[c] == all_children(b, slot, c).n;
	if (!whole)
		make_shares(b, slot, false, coverage);
	if (!alike)
		make_shares(b, slot, true, measured);
	w->made[slot].coverage = whole ? NULL : coverage;
	w->made[slot].measured = alike ? NULL : measured;
	if (!b->shares)
		return;
	for (uint32_t c = 0; c < b->n && whole; c++)
		coverage[c] = 1;
	if (alike)
		memcpy(measured, coverage, b->n * sizeof *measured);
}

/* The share of its children, or of their weights, below which a node is
 * missing. */
struct least {
	double coverage, present;
	bool asked;             /* one is above 0, or no child may be missing */
};

static struct least
least_of(const struct tree_block *b, uint32_t slot)
{
	const struct node *v = node_of(b, slot);
	const struct rule *r = b->rule;
	struct least l = { r->min_coverage, r->min_present, false };

	if (v->min_coverage == v->min_coverage)
		l.coverage = v->min_coverage;
	if (v->min_present == v->min_present)
		l.present = v->min_present;
	l.asked = l.coverage > 0 || l.present > 0 || r->propagate;
	return l;
}

/* Does a node, or the rule, ask for a share of the weights? */
static bool
asks_for_coverage(const struct tree_block *b)
{
	for (uint32_t slot = 0; slot < b->edition->nmade; slot++)
		if (least_of(b, slot).coverage > 0)
			return true;
	return false;
}

/* Whether the thresholds and the rule for missing children leave a city's node
 * a score. */
static bool
has_score(const struct tree_block *b, uint32_t slot, const struct least *l, uint32_t c)
{
	uint32_t present = b->work->present[c], all;
	const double *coverage = b->work->made[slot].coverage;

	if (present == 0 || !l->asked)
		return present != 0;
	all = all_children(b, slot, c).n;
	if (b->rule->propagate && present < all)
		return false;
	if (l->coverage > 0 && coverage != NULL && coverage[c] < l->coverage - NEARLY)
		return false;
	return l->present == 0 || (double)present / (double)all >= l->present - NEARLY;
}

/* Has a city no child with a weight? */
static bool
lacks_weights(struct tree_block *b, uint32_t slot, uint32_t *city)
{
	uint32_t differ = b->work->more == NULL ? 1 : b->n;

	for (*city = 0; *city < differ; (*city)++)
		if (all_children(b, slot, *city).n == 0)
			return true;
	return false;
}

/* Scores: of a node, from those of its children. */

/* Brings the children of each city together. */
static void
gather(struct tree_block *b)
{
	struct tree_work *w = b->work;
	size_t n = 0;

	if (w->gathered)
		return;
	w->gathered = true;
	count(b);
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
			to = w->start[city_of(*item, k, b->first) + 1]++;
			w->w[to] = (*item)->of.w;
			w->x[to] = (*item)->of.x[k];
			w->child[to] = (*item)->node;
		}
}

/* Makes a node of one city from its children. */
static bool
make_alone(struct tree_block *b, uint32_t slot, uint32_t c, double *score, struct problem *p)
{
	uint32_t node = b->edition->made[slot];
	const struct method *m = tree_method(b->rule, node_of(b, slot));
	const struct method_row *row = method_row(METHOD_AGGREGATE, m->id);
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
	    mean.n < all_children(b, slot, c).n &&
	    !(of->even && fabs(mean.w[0] - of->first) <= 1e-12 * of->first))
		problem = MEAN_UNEQUAL;
	if (problem == MEAN_FINE)
		return true;
	problem_at(p, PROBLEM_MEAN, b->edition->year, b->first + c, node);
	p->mean = problem;
	return false;
}

/* Takes the scores that cities have of n children, x[(of[city] - 1) * n + child], and the children's
 * weights, which are those of every city. */
static bool
take_children(const struct tree_block *b, const uint32_t *of, size_t n, double *weight, double *x,
    struct problem *p)
{
	size_t at = 0;

	for (const struct tree_child **item = b->work->item; item < b->work->end; item++) {
		const struct mean_column *c = &(*item)->of;

		at += item > b->work->item && (*item)->node != item[-1]->node;
		for (uint32_t k = 0; k < c->n; k++) {
			uint32_t city = of[city_of(*item, k, b->first)];

			if (c->x[k] != c->x[k])
				continue;
			if (weight[at] != 0 && weight[at] != c->w)
				return problem_at(p, PROBLEM_UNEVEN, b->edition->year, NAME_NONE,
				    (*item)->node);
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
make_edition(struct tree_block *b, uint32_t slot, double *score, struct problem *p)
{
	const struct method *m = tree_method(b->rule, node_of(b, slot));
	const struct method_row *row = method_row(METHOD_AGGREGATE, m->id);
	struct tree_work *w = b->work;
	uint32_t *of = mem_array(b->n, sizeof *of), n = 0;     /* city -> its place + 1 */
	struct least least = least_of(b, slot);
	double *weight, *x, *made;
	size_t k = 0;
	bool fine;

	count(b);
	for (uint32_t c = 0; c < b->n; c++)
		if (has_score(b, slot, &least, c) && ((row->needs & NEEDS_ALL) == 0 ||
		    w->present[c] == all_children(b, slot, c).n))
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

/* Makes the scores of a node, but for what is to be done to all. */
static bool
make_scores(struct tree_block *b, uint32_t slot, double *score, struct problem *p)
{
	const struct method *m = tree_method(b->rule, node_of(b, slot));
	struct least least = least_of(b, slot);
	struct tree_work *w = b->work;

	if ((needs_of(b->rule, node_of(b, slot)) & NEEDS_EDITION) != 0)
		return make_edition(b, slot, score, p);
	if (mean_has_image(m)) {
		mean_lanes_begin(&w->lanes, w->four, w->room, b->n, b->first, m);
		for (const struct tree_child **item = w->item; item < w->end; item++)
			mean_lanes_add(&w->lanes, &(*item)->of);
		mean_lanes_scores(&w->lanes, score, w->state);
	} else {
		memset(w->state, MEAN_ALONE, b->n);
	}
	if (least.asked || !mean_has_image(m))
		count(b);
	for (uint32_t c = 0; c < b->n; c++) {
		if (w->counted && !has_score(b, slot, &least, c))
			w->state[c] = MEAN_NONE;
		if (w->state[c] == MEAN_NONE)
			score[c] = (double)NAN;
		else if (w->state[c] == MEAN_ALONE && !make_alone(b, slot, c, &score[c], p))
			return false;
	}
	return true;
}

/* A score rounded as sci-round rounds. */
static double
rounded(double x, int decimals)
{
	char text[NUM_FIXED];

	num_read((struct text){ text, (size_t)(num_fixed(text, x, decimals) - text) }, &x);
	return x;
}

/* The climb: block by block of cities, node by node. */

void
tree_block_open(struct tree_block *b, const struct tree_edition *e, const struct rule *rule,
    const struct tree_weights *weights)
{
	struct tree_work *w = mem_array(1, sizeof *w);
	uint32_t most = SCORES / (e->nmade + 1);

	*b = (struct tree_block){ .edition = e, .rule = rule, .weights = weights, .work = w };
	b->room = most < FEWEST ? FEWEST : most < CITIES ? most : CITIES;
	if (b->room > e->n || tree_is_whole(e, rule, weights->node))
		b->room = e->n;
	b->child = mem_array(e->ncolumn, sizeof *b->child);
	w->made = mem_array(e->nmade, sizeof *w->made);
	w->item = mem_array((size_t)e->ncolumn + e->nmade, sizeof *w->item);
	w->present = mem_array(b->room, sizeof *w->present);
	w->start = mem_array((size_t)b->room + 2, sizeof *w->start);
	w->four = mem_array(MEAN_FOURS(b->room), sizeof *w->four);
	w->room = mem_array(MEAN_ROOM(b->room), sizeof *w->room);
	w->state = mem_array(b->room, sizeof *w->state);
	w->share = mem_array(b->room, sizeof *w->share);
	if (e->odd)
		w->more = mem_array((size_t)e->nmade * b->room, sizeof *w->more);
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

bool
tree_block_next(struct tree_block *b)
{
	const struct tree_edition *e = b->edition;

	b->first += b->n;
	b->n = e->n - b->first < b->room ? e->n - b->first : b->room;
	for (uint32_t i = 0; i < e->ncolumn; i++) {
		const struct tree_column *c = &e->column[i];
		struct tree_child *child = &b->child[i];
		uint32_t from = c->dense ? b->first : child->from + (uint32_t)child->of.n;
		uint32_t to = c->dense ? from + b->n : from;

		while (!c->dense && to < c->n && c->at[to] - b->first < b->n)
			to++;
		child->node = c->node;
		child->from = from;
		child->of.at = c->dense ? NULL : c->at + from;
		child->of.n = to - from;
	}
	return b->n > 0;
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
	uint32_t next = node_of(b, slot)->child;

	w->counted = w->gathered = false;
	w->end = w->item;
	while (column < end || next != NAME_NONE) {
		const struct tree_child *item = NULL;

		if (next == NAME_NONE || (column < end && column->node < next)) {
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

/* Makes a node of all cities of the block. */
static bool
make_node(struct tree_block *b, uint32_t slot, struct problem *p)
{
	uint32_t node = b->edition->made[slot], city;
	double *score = b->value + slot * b->stride;

	b->work->made[slot] = (struct tree_child){ .node = node, .of = { .x = score, .n = b->n,
	    .w = b->weights->node[node].weight, .gaps = true } };
	collect(b, slot);
	if (lacks_weights(b, slot, &city))
		return problem_at(p, PROBLEM_WEIGHTS, b->edition->year, b->first + city, node);
	cover(b, slot);
	if (!make_scores(b, slot, score, p))
		return false;
	for (uint32_t c = 0; c < b->n; c++) {
		if (!isfinite(score[c]) && score[c] == score[c])
			return problem_at(p, PROBLEM_BEYOND, b->edition->year, b->first + c, node);
		score[c] += 0;
	}
	for (uint32_t c = 0; c < b->n && b->rule->round >= 0; c++)
		if (score[c] == score[c])
			score[c] = rounded(score[c], b->rule->round);
	return true;
}

bool
tree_make(struct tree_block *b, struct problem *p)
{
	b->work->shares = b->shares || asks_for_coverage(b);
	if (b->edition->odd)
		sum_odd_rows(b);
	for (uint32_t slot = 0; slot < b->edition->nmade; slot++)
		if (!make_node(b, slot, p))
			return false;
	return true;
}
