/* standings - what sci-rank and sci-delta say of every city, in memory. */
#include "table/standings.h"

#include <math.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"

/* The columns of numbers, which are read where they are there. */
static const struct { const char *name; size_t at; } numbers[] = {
	{ "rank", offsetof(struct standing, rank) },
	    { "of", offsetof(struct standing, of) },
	{ "value", offsetof(struct standing, value) },
	{ "coverage", offsetof(struct standing, coverage) },
	{ "measured", offsetof(struct standing, measured) },
	{ "previous_rank", offsetof(struct standing, previous_rank) },
	{ "previous_value", offsetof(struct standing, previous_value) },
	{ "rank_change", offsetof(struct standing, rank_change) }
};
enum { NUMBERS = sizeof numbers / sizeof *numbers };

/* What columns of the table there are, or -1. */
struct columns { int number[NUMBERS], previous_year, status, parent; };

/* What a row says. */
static struct standing
read_row(struct standings *s, const struct columns *c)
{
	const struct tsv *t = &s->table;
	struct standing r = { .year = s->keys.year, .unit = s->keys.unit,
	    .node = s->keys.indicator, .row = t->nrow - 1,
	    .previous_year = NAME_NONE };

	for (int i = 0; i < NUMBERS; i++) {
		void *x = (char *)&r + numbers[i].at;

		*(double *)x = c->number[i] < 0 ? (double)NAN : tsv_number(t,
		    (size_t)c->number[i]);
	}
	if (c->previous_year >= 0 && t->col[c->previous_year].n > 0) {
		keys_year(t, (size_t)c->previous_year);
		r.previous_year = keys_add_year(&s->keys,
		    t->col[c->previous_year]);
	}
	r.new = c->status >= 0 && text_is(t->col[c->status], "new");
	return r;
}

/* Notes the node above, which has a number of its own among the indicators. */
static void
read_parent(struct standings *s, struct text above)
{
	uint32_t node = s->keys.indicator;
	uint32_t parent = above.n == 0 ? NAME_NONE :
	    name_add(&s->keys.indicators, above);
	size_t cap = s->parent_cap;

	s->parent = mem_grow(s->parent, &s->parent_cap, s->keys.indicators.n,
	    sizeof *s->parent);
	for (; cap < s->parent_cap; cap++)
		s->parent[cap] = NAME_NONE;
	s->parent[node] = parent;
}

void
standings_read(struct standings *s, char **path, size_t n, const char *unit)
{
	struct columns c;

	memset(s, 0, sizeof *s);
	pairs_init(&s->key);
	tsv_open(&s->table, path, n, TSV_WHOLE);
	keys_open(&s->keys, &s->table, unit);
	for (int i = 0; i < NUMBERS; i++)
		c.number[i] = tsv_optional(&s->table, numbers[i].name);
	c.previous_year = tsv_optional(&s->table, "previous_year");
	c.status = tsv_optional(&s->table, "status");
	c.parent = tsv_optional(&s->table, "parent");
	while (keys_row(&s->keys)) {
		uint32_t key = pair_add(&s->key, s->keys.profile,
		    s->keys.indicator);

		if (key != s->n)
			tsv_die(&s->table, KEYS_SECOND, TEXT_ARG(text_of(unit)),
			    tsv_where(&s->table, s->row[key].row));
		s->row = mem_grow(s->row, &s->cap, s->n + 1, sizeof *s->row);
		s->row[s->n++] = read_row(s, &c);
		if (c.parent >= 0)
			read_parent(s, s->table.col[c.parent]);
	}
	s->before = keys_before(&s->keys);
}

const struct standing *
standings_at(const struct standings *s, uint32_t year, uint32_t unit,
    uint32_t node)
{
	uint32_t p = year == NAME_NONE || unit == NAME_NONE ? NAME_NONE :
	    pair_find(&s->keys.profiles, year, unit);
	uint32_t i = p == NAME_NONE || node == NAME_NONE ? NAME_NONE :
	    pair_find(&s->key, p, node);

	return i == NAME_NONE ? NULL : &s->row[i];
}

const struct standing *
standings_before(const struct standings *s, uint32_t year, uint32_t unit,
    uint32_t node)
{
	const struct standing *r = NULL;

	for (year = s->before[year]; year != NAME_NONE; year = s->before[year])
		if ((r = standings_at(s, year, unit, node)) != NULL &&
		    r->rank == r->rank)
			return r;
	return NULL;
}
