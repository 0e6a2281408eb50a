/* tree_lay - an edition's rows as columns, and the nodes that are made of
 * them. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/tree.h"

/* Cities that are alike: so many that what they have stays near the
 * processor. */
enum { TOGETHER = 64 };

void
tree_open(struct tree *t, const struct tree_rows *rows)
{
	*t = (struct tree){ *rows, mem_array(rows->nkind, sizeof *t->of_kind) };
}

/* Row number i of those by profile. */
static inline uint32_t
row_at(const struct tree_rows *r, uint32_t i)
{
	return r->row == NULL ? i : r->row[i];
}

/* How many cities from city c on are looked at together: whose rows stand in
 * order and are of the same kinds. */
static uint32_t
alike(const struct tree_rows *r, const struct tree_edition *e, uint32_t c)
{
	uint32_t from = r->start[e->profile[c]], n = 1,
	    rows = r->start[e->profile[c] + 1] - from;

	for (; r->row == NULL && n < TOGETHER && c + n < e->n; n++) {
		const uint32_t *next = &r->start[e->profile[c + n]];

		if (next[1] - next[0] != rows || memcmp(r->kind + from,
		    r->kind + next[0], rows * sizeof *r->kind) != 0)
			break;
	}
	return n;
}

static int
compare_columns(const void *a, const void *b)
{
	const struct tree_column *c = a, *d = b;

	if (c->step != d->step)
		return c->step < d->step ? -1 : 1;
	if (c->node != d->node)
		return c->node < d->node ? -1 : 1;
	return (c->kind > d->kind) - (c->kind < d->kind);
}

bool
tree_is_odd(const struct tree *t, uint32_t kind)
{
	const struct tree_kind *k = &t->rows.kinds[kind];
	const struct node *v = &t->rows.framework->node[k->node];

	return k->parent != v->parent || !(k->weight == v->weight);
}

/* A column of a kind, without entries. */
static struct tree_column
column_of(const struct tree *t, uint32_t kind)
{
	const struct tree_kind *k = &t->rows.kinds[kind];

	return (struct tree_column){
		.kind = kind, .node = k->node, .parent = k->parent,
		.step = k->parent == NAME_NONE ? UINT32_MAX :
		    t->rows.framework->step[k->parent],
		.odd = tree_is_odd(t, kind)
	};
}

/* Finds the kinds of an edition, and how many entries each has. */
static void
find_columns(struct tree *t, struct tree_edition *e)
{
	const struct tree_rows r = t->rows;
	uint32_t *of_kind = t->of_kind;
	size_t cap = 0;

	for (uint32_t c = 0, cities; c < e->n; c += cities) {
		uint32_t end = r.start[e->profile[c] + 1];

		cities = alike(&r, e, c);
		for (uint32_t i = r.start[e->profile[c]]; i < end; i++) {
			uint32_t kind = r.kind[row_at(&r, i)] & r.mask;

			of_kind[kind] += cities;
			if (of_kind[kind] > cities)
				continue;
			if (r.kinds[kind].node == NAME_NONE) {
				of_kind[kind] = 0;
				continue;
			}
			e->column = mem_grow(e->column, &cap,
			    (size_t)e->ncolumn + 1, sizeof *e->column);
			e->column[e->ncolumn++] = column_of(t, kind);
		}
	}
	if (e->ncolumn > 1)
		qsort(e->column, e->ncolumn, sizeof *e->column,
		    compare_columns);
}

/* Gives each column its room.  One that half of the cities have is dense: what
 * it lacks takes no more room than to say whose the others are. */
static void
lay_columns(struct tree *t, struct tree_edition *e)
{
	size_t room = 0, at = 0;

	for (uint32_t i = 0; i < e->ncolumn; i++) {
		struct tree_column *c = &e->column[i];
		uint32_t n = t->of_kind[c->kind];

		c->dense = n == e->n || (!c->odd && n >= e->n / 2);
		c->n = c->dense ? e->n : n;
		e->odd = e->odd || c->odd;
		room += c->n;
		at += c->dense ? 0 : n;
	}
	e->row = mem_resize(NULL, room + 1, sizeof *e->row);
	e->at = mem_resize(NULL, at + 1, sizeof *e->at);
	room = at = 0;
	for (uint32_t i = 0; i < e->ncolumn; i++) {
		struct tree_column *c = &e->column[i];

		c->row = e->row + room;
		if (c->n > t->of_kind[c->kind])
			memset(c->row, 0xff, c->n * sizeof *c->row);
		c->at = c->dense ? NULL : e->at + at;
		room += c->n;
		at += c->dense ? 0 : c->n;
		t->of_kind[c->kind] = i + 1;
		c->n = c->dense ? c->n : 0;
	}
}

/* Puts the rows i of some cities from c on into a column. */
static inline void
fill_column(const struct tree_rows *r, const struct tree_edition *e,
    struct tree_column *to, uint32_t i, uint32_t c, uint32_t cities)
{
	uint32_t first = i - r->start[e->profile[c]];

	for (uint32_t end = c + cities; c < end; c++) {
		uint32_t row = row_at(r, r->start[e->profile[c]] + first);

		if (to->dense) {
			to->row[c] = row;
		} else {
			to->at[to->n] = c;
			to->row[to->n++] = row;
		}
	}
}

/* Puts the rows into the columns. */
static void
fill_columns(struct tree *t, struct tree_edition *e)
{
	const struct tree_rows r = t->rows;
	struct tree_column *column = e->column;

	for (uint32_t c = 0, cities; c < e->n; c += cities) {
		uint32_t end = r.start[e->profile[c] + 1];

		cities = alike(&r, e, c);
		for (uint32_t i = r.start[e->profile[c]]; i < end; i++) {
			uint32_t at = t->of_kind[r.kind[row_at(&r, i)] &
			    r.mask];

			if (at != 0)            /* not passed over */
				fill_column(&r, e, &column[at - 1], i, c,
				    cities);
		}
	}
	for (uint32_t i = 0; i < e->ncolumn; i++)
		t->of_kind[column[i].kind] = 0;
}

/* A row of a column. */
static uint32_t
some_row(const struct tree_column *c)
{
	uint32_t i = 0;

	while (c->row[i] == NAME_NONE)
		i++;
	return c->row[i];
}

/* Finds a row of every node that comes in, `own`, and of every node that has
 * rows somewhere below it, `below`, both + 1.  False if a node has both. */
static bool
find_rows(const struct framework *f, const struct tree_edition *e,
    uint32_t *own, uint32_t *below, struct problem *p)
{
	for (uint32_t i = 0; i < e->ncolumn; i++) {
		const struct tree_column *c = &e->column[i];

		own[c->node] = some_row(c) + 1;
		if (c->parent != NAME_NONE)
			below[c->parent] = own[c->node];
	}
	for (uint32_t i = 0; i < f->n; i++) {
		uint32_t v = f->climb[i], parent = f->node[v].parent;

		if (own[v] != 0 && below[v] != 0) {
			problem_at(p, PROBLEM_BOTH, e->year, NAME_NONE, v);
			p->row = own[v] - 1;
			p->other = below[v] - 1;
			return false;
		}
		if (parent != NAME_NONE && below[v] != 0)
			below[parent] = below[v];
	}
	return true;
}

/* Decides which nodes are made: every inner node but those that come in as rows
 * and what is below these, and leaves that rows have for a parent. */
static bool
find_made(const struct framework *f, struct tree_edition *e, struct problem *p)
{
	uint32_t *own = mem_array(f->n, sizeof *own), *below = mem_array(f->n,
	    sizeof *below);
	bool *covered = mem_array(f->n, sizeof *covered), fine = find_rows(f, e,
	    own, below, p);

	for (uint32_t i = f->n; i-- > 0;) {
		uint32_t v = f->climb[i], parent = f->node[v].parent;

		covered[v] = own[v] != 0 || (parent != NAME_NONE &&
		    covered[parent]);
	}
	e->made = mem_array(f->n, sizeof *e->made);
	e->slot = mem_array(f->n, sizeof *e->slot);
	for (uint32_t i = 0; i < f->n; i++) {
		uint32_t v = f->climb[i];
		bool made = !covered[v] && (framework_inner(f, v) ||
		    below[v] != 0);

		e->slot[v] = made ? e->nmade : NAME_NONE;
		if (made)
			e->made[e->nmade++] = v;
	}
	free(own);
	free(below);
	free(covered);
	return fine;
}

bool
tree_lay(struct tree *t, uint32_t year, uint32_t *profile, uint32_t n,
    struct tree_edition *e, struct problem *p)
{
	uint32_t column = 0;

	*e = (struct tree_edition){ .year = year, .n = n, .profile = profile };
	find_columns(t, e);
	lay_columns(t, e);
	fill_columns(t, e);
	if (!find_made(t->rows.framework, e, p))
		return false;
	e->first = mem_array((size_t)e->nmade + 1, sizeof *e->first);
	for (uint32_t s = 0; s < e->nmade; s++) {
		e->first[s] = column;
		while (column < e->ncolumn &&
		    e->column[column].parent == e->made[s])
			column++;
	}
	e->first[e->nmade] = column;
	return true;
}

void
tree_free(struct tree_edition *e)
{
	free(e->column);
	free(e->row);
	free(e->at);
	free(e->made);
	free(e->slot);
	free(e->first);
}
