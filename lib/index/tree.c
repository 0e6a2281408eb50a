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

/* A child of the node at hand: entries of the block's cities, of city at[k] or
 * of all. */
struct item {
	uint32_t node;
	double w;
	const double *x, *hi, *lo, *coverage, *measured;
	const uint32_t *at;
	uint32_t n;
	bool gaps;
};

/* What is known of a node that has been made. */
struct made {
	bool whole;             /* its coverage is 1 in every city */
	bool alike;             /* and measured is the coverage */
};

struct tree_work {
	struct mean_lanes lanes;
	struct mean_four *four;         /* and their room */
	double *room;
	struct item *item;
	size_t nitem;
	uint32_t *present, *all;        /* city -> children with a weight that have a score; all: */
	bool counted;                   /* once they were asked for */
	unsigned char *state;           /* of enum mean_state */
	struct twice *sum, *share;      /* city -> the weights of all children; those covered */
	struct made *made;              /* of each slot */
	bool shares;                    /* they are needed */

	/* Of rows that count otherwise than the framework says: slot * room +
	 * city -> what that adds to the node's sum of weights, and to the
	 * number of children. */
	struct twice *more;
	int32_t *more_children;

	/* The children of each city, for methods that take one city at a time:
	 * those of city c from start[c] on.  Filled where one asks. */
	bool gathered;
	uint32_t *start;
	double *w, *x;
	uint32_t *child;
	size_t w_cap, x_cap, child_cap;
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

static unsigned
all_needs(const struct tree_edition *e, const struct rule *r, const struct node *node)
{
	unsigned needs = 0;

	for (uint32_t s = 0; s < e->shape->n; s++)
		needs |= needs_of(r, &node[e->shape->made[s]]);
	return needs;
}

bool
tree_is_whole(const struct tree_edition *e, const struct rule *r, const struct node *node)
{
	return (all_needs(e, r, node) & NEEDS_EDITION) != 0;
}

bool
tree_may_refuse(const struct rule *r, const struct node *v)
{
	return (needs_of(r, v) & (MAY_REFUSE | NEEDS_EDITION)) != 0;
}

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

/* Does a node, or the rule, ask for a share of the weights? */
static bool
asks_for_coverage(const struct tree_block *b)
{
	const struct tree_shape *s = b->edition->shape;

	for (uint32_t i = 0; i < s->n; i++)
		if (b->weights->node[s->made[i]].min_coverage > 0)
			return true;
	return b->rule->min_coverage > 0;
}

void
tree_block_open(struct tree_block *b, const struct tree_edition *e, const struct rule *rule,
    const struct tree_weights *weights, uint32_t n)
{
	struct tree_work *w = mem_array(1, sizeof *w);
	size_t slots = e->shape->n, most;

	*b = (struct tree_block){ .edition = e, .rule = rule, .weights = weights, .work = w };
	most = SCORES / (slots + 1) < CITIES ? SCORES / (slots + 1) : CITIES;
	b->room = n != 0 ? n : most < FEWEST ? FEWEST : (uint32_t)most;
	if (b->room > e->n || tree_is_whole(e, rule, weights->node))
		b->room = e->n;
	b->child = mem_array(e->ncolumn, sizeof *b->child);
	b->value = mem_array(slots * b->room, sizeof *b->value);
	b->coverage = mem_array(slots * b->room, sizeof *b->coverage);
	b->measured = mem_array(slots * b->room, sizeof *b->measured);
	w->four = mem_array(MEAN_FOURS(b->room), sizeof *w->four);
	w->room = mem_array(MEAN_ROOM(b->room), sizeof *w->room);
	w->item = mem_array(e->ncolumn + slots, sizeof *w->item);
	w->present = mem_array(b->room, sizeof *w->present);
	w->state = mem_array(b->room, sizeof *w->state);
	w->all = mem_array(b->room, sizeof *w->all);
	w->sum = mem_array(b->room, sizeof *w->sum);
	w->share = mem_array(b->room, sizeof *w->share);
	w->made = mem_array(slots, sizeof *w->made);
	w->start = mem_array((size_t)b->room + 2, sizeof *w->start);
	if (e->odd) {
		w->more = mem_array(slots * b->room, sizeof *w->more);
		w->more_children = mem_array(slots * b->room, sizeof *w->more_children);
	}
}

void
tree_block_free(struct tree_block *b)
{
	struct tree_work *w = b->work;

	free(b->child);
	free(b->value);
	free(b->coverage);
	free(b->measured);
	free(w->four);
	free(w->room);
	free(w->item);
	free(w->present);
	free(w->state);
	free(w->all);
	free(w->sum);
	free(w->share);
	free(w->made);
	free(w->start);
	free(w->more);
	free(w->more_children);
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
	for (uint32_t i = 0; i < e->ncolumn && b->n > 0; i++) {
		const struct tree_column *c = &e->column[i];
		struct tree_child *child = &b->child[i];

		if (c->dense) {
			child->from = b->first;
			child->n = b->n;
			continue;
		}
		child->from += child->n;
		for (child->n = 0; child->from + child->n < c->n &&
		    c->at[child->from + child->n] - b->first < b->n;)
			child->n++;
	}
	return b->n > 0;
}

/* Which of the block's cities entry k is of. */
static inline uint32_t
city_of(const struct item *item, uint32_t k, uint32_t first)
{
	return item->at == NULL ? k : item->at[k] - first;
}

/* Adds to what a node's weights sum to in some cities. */
static void
add_more(struct tree_block *b, uint32_t slot, uint32_t city, double weight, int sign)
{
	size_t at = (size_t)slot * b->room + city;

	if (slot == NAME_NONE || weight == 0)
		return;
	b->work->more[at] = twice_add(b->work->more[at], sign * weight);
	b->work->more_children[at] += sign;
}

/* Rows that count otherwise than the framework says: what it says is taken
 * away, what they say is added. */
static void
sum_odd_rows(struct tree_block *b)
{
	const struct framework *f = b->weights->framework;
	const struct tree_edition *e = b->edition;
	size_t n = (size_t)e->shape->n * b->room;

	memset(b->work->more, 0, n * sizeof *b->work->more);
	memset(b->work->more_children, 0, n * sizeof *b->work->more_children);
	for (uint32_t i = 0; i < e->ncolumn; i++) {
		const struct tree_column *c = &e->column[i];
		const struct node *v = &b->weights->node[c->node];
		uint32_t was = NAME_NONE, is = NAME_NONE;

		if (!c->odd)
			continue;
		if (v->parent != NAME_NONE)
			was = tree_slot(e, f, v->parent);
		if (c->parent != NAME_NONE)
			is = tree_slot(e, f, c->parent);
		for (uint32_t k = 0; k < b->child[i].n; k++) {
			uint32_t at = b->child[i].from + k;
			uint32_t city = (c->dense ? at : c->at[at]) - b->first;

			add_more(b, was, city, v->weight, -1);
			add_more(b, is, city, b->child[i].weight, 1);
		}
	}
}

/* The child that a column is. */
static struct item
item_of_column(const struct tree_block *b, uint32_t i)
{
	const struct tree_column *c = &b->edition->column[i];
	const struct tree_child *s = &b->child[i];

	return (struct item){ .node = c->node, .w = s->weight, .x = s->x, .hi = s->hi,
	    .lo = s->lo, .coverage = s->coverage, .measured = s->measured,
	    .at = c->dense ? NULL : c->at + s->from, .n = s->n, .gaps = s->gaps };
}

/* The child that a node made is. */
static struct item
item_of_slot(const struct tree_block *b, uint32_t slot)
{
	const struct tree_shape *s = b->edition->shape;
	const struct made *m = &b->work->made[slot];
	size_t at = (size_t)slot * b->room;

	return (struct item){ .node = s->made[slot], .w = b->weights->node[s->made[slot]].weight,
	    .x = b->value + at, .coverage = m->whole ? NULL : b->coverage + at,
	    .measured = m->alike ? NULL : b->measured + at, .n = b->n, .gaps = true };
}

/* Collects the children of a node that may have a score and have a weight, in
 * framework order. */
static void
collect(struct tree_block *b, uint32_t slot)
{
	const struct tree_edition *e = b->edition;
	const struct tree_shape *s = e->shape;
	uint32_t i = e->first[slot], i_end = e->first[slot + 1];
	uint32_t j = s->start[slot], j_end = s->start[slot + 1];

	b->work->nitem = 0;
	b->work->gathered = b->work->counted = false;
	while (i < i_end || j < j_end) {
		bool column = j == j_end || (i < i_end && e->column[i].node < s->made[s->child[j]]);
		struct item item = column ? item_of_column(b, i++) : item_of_slot(b, s->child[j++]);

		if (item.w > 0 && item.n > 0)
			b->work->item[b->work->nitem++] = item;
	}
}

/* Counts the children of each city, those with a score and all, and sums their
 * weights. */
static void
count(struct tree_block *b, uint32_t slot)
{
	const struct sum_of_weights *of = &b->weights->of[b->edition->shape->made[slot]];
	struct tree_work *w = b->work;
	uint32_t everywhere = 0;

	if (w->counted)
		return;
	w->counted = true;
	memset(w->present, 0, b->n * sizeof *w->present);
	for (const struct item *item = w->item; item < w->item + w->nitem; item++) {
		everywhere += !item->gaps && item->at == NULL;
		for (uint32_t k = 0; (item->gaps || item->at != NULL) && k < item->n; k++)
			w->present[city_of(item, k, b->first)] += item->x[k] == item->x[k];
	}
	for (uint32_t c = 0; c < b->n; c++) {
		w->present[c] += everywhere;
		w->all[c] = of->n;
		w->sum[c] = of->sum;
		if (w->more != NULL) {
			size_t at = (size_t)slot * b->room + c;

			w->all[c] = (uint32_t)((int32_t)of->n + w->more_children[at]);
			w->sum[c] = twice_add_twice(of->sum, w->more[at]);
		}
	}
}

/* sum(w share)/sum(w) over all children, one without a score counting 0. */
static void
make_shares(struct tree_block *b, bool measured, double *share)
{
	struct tree_work *w = b->work;

	memset(w->share, 0, b->n * sizeof *w->share);
	for (const struct item *item = w->item; item < w->item + w->nitem; item++) {
		const double *s = measured && item->measured != NULL ? item->measured :
		    item->coverage;

		for (uint32_t k = 0; k < item->n; k++) {
			struct twice *to = &w->share[city_of(item, k, b->first)];

			if (item->x[k] == item->x[k])
				*to = s == NULL ? twice_add(*to, item->w) :
				    twice_add_product(*to, item->w, s[k]);
		}
	}
	for (uint32_t c = 0; c < b->n; c++)
		share[c] = twice_quotient(w->share[c], w->sum[c]);
}

/* Coverage and measured of a node, as far as they are not 1 everywhere. */
static void
cover(struct tree_block *b, uint32_t slot)
{
	struct tree_work *w = b->work;
	struct made *m = &w->made[slot];
	double *coverage = b->coverage + (size_t)slot * b->room;
	double *measured = b->measured + (size_t)slot * b->room;

	*m = (struct made){ true, true };
	if (!w->shares)
		return;
	count(b, slot);
	for (const struct item *item = w->item; item < w->item + w->nitem; item++) {
		m->whole = m->whole && item->coverage == NULL;
		m->alike = m->alike && item->measured == NULL;
	}
	for (uint32_t c = 0; c < b->n && m->whole; c++)
		m->whole = w->present[c] == w->all[c];
	if (!m->whole)
		make_shares(b, false, coverage);
	if (!m->alike)
		make_shares(b, true, measured);
	if (!b->shares)
		return;
	for (uint32_t c = 0; c < b->n && m->whole; c++)
		coverage[c] = 1;
	if (m->alike)
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
	const struct node *v = &b->weights->node[b->edition->shape->made[slot]];
	const struct rule *r = b->rule;
	struct least l = { r->min_coverage, r->min_present, false };

	if (v->min_coverage == v->min_coverage)
		l.coverage = v->min_coverage;
	if (v->min_present == v->min_present)
		l.present = v->min_present;
	l.asked = l.coverage > 0 || l.present > 0 || r->propagate;
	return l;
}

/* Whether the thresholds and the rule for missing children leave a city's node
 * a score. */
static bool
has_score(const struct tree_block *b, uint32_t slot, const struct least *l, uint32_t c)
{
	const struct tree_work *w = b->work;

	if (w->present[c] == 0 || (b->rule->propagate && w->present[c] < w->all[c]))
		return false;
	if (l->coverage > 0 && !w->made[slot].whole &&
	    b->coverage[(size_t)slot * b->room + c] < l->coverage - NEARLY)
		return false;
	return l->present == 0 ||
	    (double)w->present[c] / (double)w->all[c] >= l->present - NEARLY;
}

/* Brings the children of each city together. */
static void
gather(struct tree_block *b, uint32_t slot)
{
	struct tree_work *w = b->work;
	size_t n = 0;

	if (w->gathered)
		return;
	count(b, slot);
	memset(w->start, 0, ((size_t)b->n + 2) * sizeof *w->start);
	for (uint32_t c = 0; c < b->n; c++) {
		w->start[c + 2] = w->start[c + 1] + w->present[c];
		n += w->present[c];
	}
	w->w = mem_grow(w->w, &w->w_cap, n, sizeof *w->w);
	w->x = mem_grow(w->x, &w->x_cap, n, sizeof *w->x);
	w->child = mem_grow(w->child, &w->child_cap, n, sizeof *w->child);
	for (const struct item *item = w->item; item < w->item + w->nitem; item++)
		for (uint32_t k = 0; k < item->n; k++) {
			uint32_t to;

			if (item->x[k] != item->x[k])
				continue;
			to = w->start[city_of(item, k, b->first) + 1]++;
			w->w[to] = item->w;
			w->x[to] = item->x[k];
			w->child[to] = item->node;
		}
	w->gathered = true;
}

static bool
mean_problem(struct problem *p, const struct tree_block *b, enum mean_problem mean, uint32_t c,
    uint32_t node)
{
	problem_at(p, PROBLEM_MEAN, b->edition->year, b->first + c, node);
	p->mean = mean;
	return false;
}

/* Makes a node of one city from its children. */
static bool
make_alone(struct tree_block *b, uint32_t slot, uint32_t c, double *score, struct problem *p)
{
	uint32_t node = b->edition->shape->made[slot];
	const struct method *m = tree_method(b->rule, &b->weights->node[node]);
	const struct method_row *row = method_row(METHOD_AGGREGATE, m->id);
	const struct sum_of_weights *of = &b->weights->of[node];
	struct tree_work *w = b->work;
	struct mean_of mean = { .zero = b->rule->zero };
	enum mean_problem problem;

	gather(b, slot);
	mean.n = w->start[c + 1] - w->start[c];
	mean.w = w->w + w->start[c];
	mean.x = w->x + w->start[c];
	problem = row->mean(m, &mean);
	if (problem == MEAN_UNEQUAL)
		node = w->child[w->start[c] + mean.child];
	/* Those without a score, too. */
	if (problem == MEAN_FINE && (row->needs & NEEDS_EQUAL_WEIGHTS) != 0 && mean.n < w->all[c] &&
	    !(of->even && fabs(mean.w[0] - of->first) <= 1e-12 * of->first))
		problem = MEAN_UNEQUAL;
	if (problem == MEAN_NEGATIVE || problem == MEAN_ZERO)
		node = w->child[w->start[c] + mean.child];
	if (problem != MEAN_FINE)
		return mean_problem(p, b, problem, c, node);
	*score = mean.score;
	return true;
}

/* Sums the children of all cities at once. */
static void
sum_children(struct tree_block *b, const struct method *m)
{
	struct tree_work *w = b->work;

	mean_lanes_begin(&w->lanes, w->four, w->room, b->n, b->first, m);
	for (const struct item *item = w->item; item < w->item + w->nitem; item++)
		mean_lanes_add(&w->lanes, &(struct mean_column){ .w = item->w, .x = item->x,
		    .hi = item->hi, .lo = item->lo, .gaps = item->gaps, .at = item->at,
		    .n = item->n });
}

/* Makes a node that looks at all cities of the edition, of those that have
 * one. */
static bool
make_edition(struct tree_block *b, uint32_t slot, double *score, struct problem *p)
{
	uint32_t node = b->edition->shape->made[slot];
	const struct method *m = tree_method(b->rule, &b->weights->node[node]);
	const struct method_row *row = method_row(METHOD_AGGREGATE, m->id);
	struct tree_work *w = b->work;
	uint32_t *of = mem_array(b->n, sizeof *of), n = 0;     /* city -> its place + 1 */
	double *weight = mem_array(w->nitem, sizeof *weight), *x, *made;
	struct least least = least_of(b, slot);
	size_t k = 0, at = 0;
	bool fine = true;

	count(b, slot);
	for (uint32_t c = 0; c < b->n; c++)
		if (has_score(b, slot, &least, c) &&
		    ((row->needs & NEEDS_ALL) == 0 || w->present[c] == w->all[c]))
			of[c] = ++n;
	for (size_t i = 0; i < w->nitem; i++)
		k += i == 0 || w->item[i].node != w->item[i - 1].node;
	x = mem_array(n * k, sizeof *x);
	made = mem_array(n, sizeof *made);
	for (size_t i = 0; i < n * k; i++)
		x[i] = (double)NAN;
	for (size_t i = 0; i < w->nitem && fine; i++) {
		const struct item *item = &w->item[i];

		at += i > 0 && item->node != item[-1].node;
		for (uint32_t e = 0; e < item->n && fine; e++) {
			uint32_t c = city_of(item, e, b->first);

			if (item->x[e] != item->x[e])
				continue;
			fine = weight[at] == 0 || weight[at] == item->w ||
			    problem_at(p, PROBLEM_UNEVEN, b->edition->year, NAME_NONE, item->node);
			weight[at] = item->w;
			if (of[c] != 0)
				x[(of[c] - 1) * k + at] = item->x[e];
		}
	}
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

/* A score rounded as sci-round rounds. */
static double
rounded(double x, int decimals)
{
	char text[NUM_FIXED];

	num_read((struct text){ text, (size_t)(num_fixed(text, x, decimals) - text) }, &x);
	return x;
}

/* Makes the scores of a node, but for what is to be done to all. */
static bool
make_scores(struct tree_block *b, uint32_t slot, double *score, struct problem *p)
{
	const struct node *v = &b->weights->node[b->edition->shape->made[slot]];
	const struct method *m = tree_method(b->rule, v);
	struct least least = least_of(b, slot);
	struct tree_work *w = b->work;

	if ((needs_of(b->rule, v) & NEEDS_EDITION) != 0)
		return make_edition(b, slot, score, p);
	if (mean_has_image(m)) {
		sum_children(b, m);
		mean_lanes_scores(&w->lanes, score, w->state);
	} else {
		memset(w->state, MEAN_ALONE, b->n);
	}
	if (least.asked || !mean_has_image(m))
		count(b, slot);
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

/* Has a city no child with a weight? */
static bool
lacks_weights(struct tree_block *b, uint32_t slot, uint32_t *city)
{
	if (b->weights->of[b->edition->shape->made[slot]].n > 0 && b->work->more == NULL)
		return false;
	count(b, slot);
	for (*city = 0; *city < b->n; (*city)++)
		if (b->work->all[*city] == 0)
			return true;
	return false;
}

/* Makes a node of all cities of the block. */
static bool
make_node(struct tree_block *b, uint32_t slot, struct problem *p)
{
	uint32_t node = b->edition->shape->made[slot], city;
	double *score = b->value + (size_t)slot * b->room;

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
	for (uint32_t slot = 0; slot < b->edition->shape->n; slot++)
		if (!make_node(b, slot, p))
			return false;
	return true;
}
