/* index - the scores of all nodes of an edition, of the framework or a variant
 * of it. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/index.h"
#include "index/leaf.h"

/* The kinds of rows: a year and indicator each. */
static struct tree_rows
rows_of(const struct index *x)
{
	const struct figures *g = &x->prepared->figures;
	struct figures_groups by = figures_by_key_lean(g->profile, g->n,
	    g->keys.profiles.n);
	struct tree_kind *kind = mem_array(g->groups.n, sizeof *kind);

	for (uint32_t i = 0; i < g->groups.n; i++) {
		uint32_t node = x->prepared->node[g->groups.pair[i].b];

		kind[i].node = node;
		kind[i].parent = node == NAME_NONE ? NAME_NONE :
		    x->framework->node[node].parent;
		kind[i].weight = node == NAME_NONE ? 0 :
		    x->framework->node[node].weight;
	}
	return (struct tree_rows){ .framework = x->framework, .kinds = kind,
	    .nkind = g->groups.n, .start = by.start, .row = by.row,
	    .kind = g->group, .mask = UINT32_MAX };
}

/* The profiles that have rows, by year, then in order of their units' bytes. */
static uint32_t *
order_profiles(const struct index *x, uint32_t *n)
{
	const struct keys *k = &x->prepared->figures.keys;
	uint32_t *profile = keys_profiles(k);

	*n = 0;
	for (uint32_t i = 0; i < k->profiles.n; i++)
		if (x->tree.rows.start[profile[i]] <
		    x->tree.rows.start[profile[i] + 1])
			profile[(*n)++] = profile[i];
	return profile;
}

/* Adds the edition of n profiles. */
static bool
add_edition(struct index *x, uint32_t *profile, uint32_t n, struct problem *p)
{
	const struct pair *pair = x->prepared->figures.keys.profiles.pair;
	struct index_edition *e = &x->edition[x->n++];

	*e = (struct index_edition){ .year = pair[*profile].a, .n = n };
	e->unit = mem_array(n, sizeof *e->unit);
	for (uint32_t c = 0; c < n; c++)
		e->unit[c] = pair[profile[c]].b;
	if (!tree_lay(&x->tree, e->year, profile, n, &e->tree, p))
		return false;
	e->leaf = mem_array(e->tree.ncolumn, sizeof *e->leaf);
	e->column = mem_array(x->framework->n, sizeof *e->column);
	memset(e->column, 0xff, x->framework->n * sizeof *e->column);
	for (uint32_t i = 0; i < e->tree.ncolumn; i++) {
		leaf_open(&e->leaf[i], x->prepared, &e->tree.column[i], n);
		e->column[e->tree.column[i].node] = i;
	}
	leaf_gather(e->leaf, e->tree.ncolumn);
	return true;
}

bool
index_open(struct index *x, const struct prepared *prepared,
    const struct framework *f, const struct rule *rule, bool treat,
    struct problem *p)
{
	const struct pair *pair = prepared->figures.keys.profiles.pair;
	struct tree_rows rows;
	uint32_t *profile, n;

	*x = (struct index){ .prepared = prepared, .framework = f, .rule = rule,
	    .treat = treat };
	(void)method_read(METHOD_TREAT, text_of("jrc"), &x->jrc);
	rows = rows_of(x);
	tree_open(&x->tree, &rows);
	profile = order_profiles(x, &n);
	x->edition = mem_array(prepared->figures.keys.years.n,
	    sizeof *x->edition);
	for (uint32_t from = 0, to; from < n; from = to) {
		for (to = from + 1; to < n &&
		    pair[profile[to]].a == pair[profile[from]].a;)
			to++;
		if (!add_edition(x, profile + from, to - from, p))
			return false;
	}
	return true;
}

uint32_t
index_city(const struct index *x, uint32_t edition, uint32_t unit)
{
	const struct index_edition *e = &x->edition[edition];
	const struct names *units = &x->prepared->figures.keys.units;
	uint32_t from = 0, to = e->n;

	while (from < to) {
		uint32_t middle = from + (to - from) / 2;

		if (text_compare(units->text[e->unit[middle]],
		    units->text[unit]) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from < e->n && e->unit[from] == unit ? from : NAME_NONE;
}

/* Where a block's entries begin, if there are any. */
static const double *
from(const double *x, uint32_t entry)
{
	return x == NULL ? NULL : x + entry;
}

/* Gives the block what its columns' entries have, and where the nodes' scores
 * go to. */
static void
fill_block(struct index *x, struct index_edition *e, const struct node *node,
    struct leaf_scores *const *scores, const struct index_scores *s)
{
	struct tree_block *b = &e->block;

	for (uint32_t i = 0; i < e->tree.ncolumn; i++) {
		const struct tree_column *c = &e->tree.column[i];
		struct tree_child *child = &b->child[i];
		struct leaf_scores *of = scores[i];
		struct leaf_image image = { NULL, NULL };

		if (c->parent != NAME_NONE)
			image = leaf_image(of, &e->leaf[i],
			    tree_method(x->rule, &node[c->parent]));
		child->of.w = node[c->node].weight;
		child->of.gaps = of->gaps;
		child->of.x = from(of->x, child->from);
		child->of.hi = from(image.hi, child->from);
		child->of.lo = from(image.lo, child->from);
		child->coverage = from(of->coverage, child->from);
		child->measured = from(of->measured, child->from);
	}
	b->value = s->value + b->first;
	b->coverage = s->coverage + b->first;
	b->measured = s->measured + b->first;
	b->stride = e->n;
}

/* Sets up the edition's block anew where cities must stand together that did
 * not. */
static void
ready_block(struct index *x, struct index_edition *e, const struct node *node)
{
	struct tree_block *b = &e->block;

	tree_weigh(&x->weights, x->framework, node);
	if (b->work != NULL && b->room < e->n && tree_is_whole(&e->tree,
	    x->rule, node)) {
		tree_block_free(b);
		b->work = NULL;
	}
	if (b->work == NULL)
		tree_block_open(b, &e->tree, x->rule, &x->weights);
	b->first = b->n = 0;
	b->only = NULL;
}

static void
make_room(struct index_scores *s, const struct index_edition *e)
{
	size_t n = (size_t)e->n * e->tree.nmade;

	s->n = e->n;
	s->nmade = e->tree.nmade;
	s->made = e->tree.made;
	s->slot = e->tree.slot;
	s->value = mem_grow(s->value, &s->cap, 3 * n, sizeof *s->value);
	s->coverage = s->value + n;
	s->measured = s->coverage + n;
}

/* Makes the block's cities of an edition, of these scores of its columns. */
static bool
make_block(struct index *x, struct index_edition *e, const struct node *node,
    struct leaf_scores *const *scores, struct index_scores *s,
    struct problem *p)
{
	fill_block(x, e, node, scores, s);
	if (tree_make(&e->block, p))
		return true;
	if (p->unit != NAME_NONE)
		p->unit = e->unit[p->unit];
	return false;
}

bool
index_scores(struct index *x, uint32_t edition, const struct index_variant *v,
    bool shares, struct index_scores *s, struct problem *p)
{
	const struct node *node = v != NULL && v->node != NULL ? v->node :
	    x->framework->node;
	struct index_edition *e = &x->edition[edition];
	struct leaf_scores **scores = mem_array(e->tree.ncolumn,
	    sizeof(void *));
	bool fine = true;

	for (uint32_t i = 0; i < e->tree.ncolumn && fine; i++) {
		scores[i] = index_column(x, edition, i, v, p);
		fine = scores[i] != NULL;
	}
	make_room(s, e);
	ready_block(x, e, node);
	e->block.shares = shares;
	while (fine && tree_block_next(&e->block))
		fine = make_block(x, e, node, scores, s, p);
	free(scores);
	return fine;
}

/* What changes alter: the slots above them, and cities, from the first to
 * behind the last. */
struct altered {
	bool *slot;
	uint32_t from, to;
};

static bool
is_changed(const struct index_variant *v, uint32_t node)
{
	for (size_t i = 0; i < v->nchange; i++)
		if (v->change[i].node == node)
			return true;
	return false;
}

/* Adds what other scores of a column alter. */
static void
alter(const struct index *x, const struct index_edition *e,
    const struct tree_column *c, const struct leaf_scores *was,
    const struct leaf_scores *now, struct altered *a)
{
	for (uint32_t k = 0; k < c->n; k++) {
		uint32_t city = c->dense ? k : c->at[k];

		if (now->x[k] == was->x[k] || (now->x[k] != now->x[k] &&
		    was->x[k] != was->x[k]))
			continue;
		a->from = city < a->from ? city : a->from;
		a->to = city < a->to ? a->to : city + 1;
	}
	for (uint32_t node = c->parent; node != NAME_NONE;
	    node = x->framework->node[node].parent)
		if (e->tree.slot[node] != NAME_NONE)
			a->slot[e->tree.slot[node]] = true;
}

bool
index_rescore(struct index *x, uint32_t edition,
    const struct index_change *change, size_t n,
    const struct index_scores *stands, struct index_scores *s,
    struct problem *p)
{
	const struct node *node = x->framework->node;
	struct index_variant v = { .change = change, .nchange = n };
	struct index_edition *e = &x->edition[edition];
	struct leaf_scores **scores = mem_array(e->tree.ncolumn,
	    sizeof(void *));
	struct altered a = { mem_array(stands->nmade, sizeof *a.slot), e->n,
	    0 };
	size_t all = (size_t)stands->n * stands->nmade;
	bool fine = true;

	for (uint32_t i = 0; i < e->tree.ncolumn && fine; i++) {
		const struct tree_column *c = &e->tree.column[i];
		const struct leaf_scores *was;

		scores[i] = index_column(x, edition, i, &v, p);
		fine = scores[i] != NULL;
		if (!fine || !is_changed(&v, c->node))
			continue;
		was = index_column(x, edition, i, NULL, p);
		fine = was != NULL;
		if (fine)
			alter(x, e, c, was, scores[i], &a);
	}
	make_room(s, e);
	memcpy(s->value, stands->value, all * sizeof *s->value);
	memcpy(s->coverage, stands->coverage, all * sizeof *s->coverage);
	ready_block(x, e, node);
	if (a.to > 0 && tree_is_whole(&e->tree, x->rule, node)) {
		a.from = 0;
		a.to = e->n;
	}
	e->block.only = a.slot;
	e->block.shares = false;
	for (; fine && a.from < a.to; a.from += e->block.n) {
		tree_block_at(&e->block, a.from, a.to - a.from);
		fine = make_block(x, e, node, scores, s, p);
	}
	free(a.slot);
	free(scores);
	return fine;
}

const double *
index_of(const struct index_scores *s, uint32_t node)
{
	return s->slot[node] == NAME_NONE ? NULL :
	    s->value + (size_t)s->slot[node] * s->n;
}

void
index_free(struct index_scores *s)
{
	free(s->value);
}
