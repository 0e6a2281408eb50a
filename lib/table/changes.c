/* changes - figures that replace those of the input. */
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "table/changes.h"

enum { FOR_ALL = -1 };

/* The table, and what its columns are, -1 where there is none. */
struct source {
	struct tsv table;
	struct keys keys;
	size_t value;
	int variant, flag;
};

/* The number of the current row's variant. */
static long
read_variant(const struct source *s, const struct variants *v)
{
	const struct tsv *t = &s->table;
	long number;

	if (s->variant < 0 || t->col[s->variant].n == 0)
		return FOR_ALL;
	number = keys_whole(t, (size_t)s->variant, 0);
	if (number > 0 && (v == NULL || variants_find(v, number) == NULL))
		tsv_die(t, "column variant: there is no variant %ld", number);
	return number;
}

/* The current row as a change; its row in the figures is not known yet. */
static struct change
read_change(const struct source *s, struct prepared *p,
    const struct framework *f, const struct variants *v)
{
	const struct tsv *t = &s->table;
	struct keys *known = &p->figures.keys;
	struct change c = { .variant = read_variant(s, v),
	    .value = tsv_number(t, s->value) };

	c.node = framework_node(f, t, t->col[s->keys.indicator_column]);
	c.year = name_find(&known->years, s->keys.years.text[s->keys.year]);
	c.unit = name_find(&known->units, s->keys.units.text[s->keys.unit]);
	if (s->flag >= 0)
		c.flag = name_add(&p->figures.name[p->flag].names,
		    t->col[s->flag]);
	return c;
}

/* Finds the rows of changes, adding those that lack: of all variants, or of
 * some. */
static void
find_rows(struct changes *c, struct prepared *p, const struct framework *f,
    const struct tsv *t, bool all)
{
	for (size_t i = 0; i < c->n; i++) {
		struct change *x = &c->change[i];
		uint32_t known = (uint32_t)p->figures.n;

		if ((x->variant == FOR_ALL) != all)
			continue;
		x->row = NAME_NONE;
		if (x->year != NAME_NONE && x->unit != NAME_NONE)
			x->row = prepared_row(p, f, x->year, x->unit, x->node);
		if (x->row == NAME_NONE)
			die("%s: the figures have no row of this year and %.*s",
			    tsv_where(t, i), TEXT_ARG(t->head[t->about[1]]));
		if (!all && x->row >= known && framework_inner(f, x->node))
			die("%s: '%.*s' is made of others: it has no figure to be changed",
			    tsv_where(t, i),
			    TEXT_ARG(framework_code(f, x->node)));
		if (!all)
			continue;
		p->figures.number[0].x[x->row] = x->value;
		p->figures.name[p->flag].id[x->row] = x->flag;
	}
}

/* Refuses two changes of one figure. */
static void
check_unique(const struct changes *c, const struct tsv *t)
{
	struct pairs seen;

	pairs_init(&seen);
	for (size_t i = 0; i < c->n; i++) {
		uint32_t known = seen.n;

		pair_add(&seen, (uint32_t)(c->change[i].variant + 1),
		    c->change[i].row);
		if (seen.n == known)
			die("%s: a second change of the same figure",
			    tsv_where(t, i));
	}
	pairs_free(&seen);
}

static int
compare_changes(const void *a, const void *b)
{
	const struct change *c = a, *d = b;

	if (c->variant != d->variant)
		return c->variant < d->variant ? -1 : 1;
	return c->year != d->year ? (c->year < d->year ? -1 : 1) :
	    (c->row > d->row) - (c->row < d->row);
}

/* Leaves those of some variants. */
static void
keep_special(struct changes *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (c->change[i].variant != FOR_ALL)
			c->change[n++] = c->change[i];
	c->n = n;
	if (n > 1)
		qsort(c->change, n, sizeof *c->change, compare_changes);
}

void
changes_read(struct changes *c, struct prepared *p, const struct framework *f,
    const struct variants *v, const char *path, const char *unit)
{
	struct source s = { .variant = -1 };
	size_t cap = 0;

	memset(c, 0, sizeof *c);
	tsv_open_one(&s.table, path, TSV_WHOLE);
	keys_open(&s.keys, &s.table, unit);
	s.value = tsv_need(&s.table, "value");
	s.variant = tsv_find(&s.table, "variant");
	s.flag = tsv_optional(&s.table, "flag");
	if (p->figures.keys.year_column >= 0)
		tsv_need(&s.table, "year");
	while (keys_row(&s.keys)) {
		c->change = mem_grow(c->change, &cap, c->n + 1,
		    sizeof *c->change);
		c->change[c->n++] = read_change(&s, p, f, v);
	}
	find_rows(c, p, f, &s.table, true);
	c->real = p->figures.n;
	find_rows(c, p, f, &s.table, false);
	check_unique(c, &s.table);
	keep_special(c);
}

const struct change *
changes_find(const struct changes *c, long variant, uint32_t year, size_t *n)
{
	size_t from = 0, to = c->n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		const struct change *x = &c->change[middle];

		if (x->variant < variant || (x->variant == variant &&
		    x->year < year))
			from = middle + 1;
		else
			to = middle;
	}
	for (*n = 0; from + *n < c->n &&
	    c->change[from + *n].variant == variant &&
	    c->change[from + *n].year == year;)
		(*n)++;
	return c->change + from;
}

bool
changes_have(const struct changes *c, uint32_t row, const struct change *x,
    size_t n)
{
	if (row == NAME_NONE || row < c->real)
		return row != NAME_NONE;
	for (size_t i = 0; i < n; i++)
		if (x[i].row == row)
			return true;
	return false;
}
