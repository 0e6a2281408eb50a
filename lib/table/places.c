/* places - the places of units in many variants of a ranking, in memory. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arrange.h"
#include "base/die.h"
#include "base/mem.h"
#include "number/rank.h"
#include "table/places.h"

/* A row without a rank, so that a second one is seen; and the last place,
 * doubled. */
enum { UNRANKED = -1, LAST = 1 << 30 };

/* The current row's variant, as a name; `last` is that of the row before. */
static uint32_t
variant_of(struct places *p, uint32_t last)
{
	const struct tsv *t = &p->table;
	uint32_t known = p->variants.n;

	last = name_next(&p->variants, last, t->col[p->variant_column], true);
	if (p->variants.n > known) {
		p->slot = mem_grow(p->slot, &p->slot_cap, (size_t)known + 1,
		    sizeof *p->slot);
		p->slot[known] = keys_whole(t, p->variant_column, 0) == 0 ?
		    NAME_NONE : p->n++;
	}
	return last;
}

/* An array of a block with room for so many cells; those from `old` on have no
 * places. */
static void *
cells_of(void *array, size_t old, size_t cells, size_t size)
{
	size *= PLACES_BLOCK;
	if (old == 0)
		return mem_array(cells, size);
	array = mem_resize(array, cells, size);
	memset((char *)array + old * size, 0, (cells - old) * size);
	return array;
}

/* Makes room for the places of a new cell or in a new block of variants. */
static void
make_room(struct places *p, uint32_t b, size_t cells)
{
	size_t blocks = p->block_cap, old;
	struct places_block *k;

	if (b >= blocks) {
		p->block = mem_grow(p->block, &p->block_cap, (size_t)b + 1,
		    sizeof *p->block);
		memset(p->block + blocks, 0, (p->block_cap - blocks) *
		    sizeof *p->block);
	}
	k = &p->block[b];
	old = k->cells;
	if (cells <= old)
		return;
	k->cells = cells > 2 * old || old == 0 ? cells : 2 * old;
	if (p->wide)
		k->wide = cells_of(k->wide, old, k->cells, sizeof *k->wide);
	else
		k->narrow = cells_of(k->narrow, old, k->cells,
		    sizeof *k->narrow);
}

/* Keeps all places as wider numbers from now on. */
static void
widen(struct places *p)
{
	for (size_t b = 0; b < p->block_cap; b++) {
		struct places_block *k = &p->block[b];

		if (k->cells == 0)
			continue;
		k->wide = mem_array(k->cells * PLACES_BLOCK, sizeof *k->wide);
		for (size_t i = 0; i < k->cells * PLACES_BLOCK; i++)
			k->wide[i] = k->narrow[i];
		free(k->narrow);
		k->narrow = NULL;
	}
	p->wide = true;
}

static int32_t
place_of(const struct places *p)
{
	double x = 2 * tsv_number(&p->table, p->rank_column);

	if (x != x)
		return UNRANKED;
	if (x < 2 || x > LAST || x != floor(x))
		tsv_die(&p->table,
		    "column rank: '%.*s' is not a place from 1 on",
		    TEXT_ARG(p->table.col[p->rank_column]));
	return (int32_t)x;
}

/* Sets a place in variant 0, which has no slot, or in another; false if it is
 * set already. */
static bool
set_place(struct places *p, uint32_t cell, uint32_t slot, int32_t place)
{
	uint32_t b = slot / PLACES_BLOCK;
	size_t i = (size_t)cell * PLACES_BLOCK + slot % PLACES_BLOCK;

	if (slot == NAME_NONE) {
		bool new = p->nominal[cell] == 0;

		p->nominal[cell] = place;
		return new;
	}
	if (b >= p->block_cap || cell >= p->block[b].cells)
		make_room(p, b, p->cells.n);
	if (places_one(p, cell, slot) != 0)
		return false;
	if (place > INT16_MAX && !p->wide)
		widen(p);
	if (p->wide)
		p->block[b].wide[i] = place;
	else
		p->block[b].narrow[i] = (int16_t)place;
	return true;
}

/* Takes the current row. */
static void
take_row(struct places *p, uint32_t variant)
{
	uint32_t cell = pair_add(&p->cells, pair_add(&p->groups, p->keys.year,
	    p->keys.indicator), p->keys.unit);
	size_t known = p->nominal_cap;

	if (cell >= known) {
		p->nominal = mem_grow(p->nominal, &p->nominal_cap,
		    (size_t)cell + 1, sizeof *p->nominal);
		memset(p->nominal + known, 0, (p->nominal_cap - known) *
		    sizeof *p->nominal);
	}
	if (!set_place(p, cell, p->slot[variant], place_of(p)))
		die("%s: variant %.*s has a place of %.*s already: is a part there twice?",
		    tsv_where(&p->table, p->table.nrow - 1),
		    TEXT_ARG(p->variants.text[variant]),
		    TEXT_ARG(p->keys.units.text[p->keys.unit]));
}

/* Sorts cells by their places in variant 0; those that tie stay as they
 * stand. */
static void
sort_by_place(const struct places *p, uint32_t *cell, size_t n)
{
	struct rank_value *v = mem_array(n, sizeof *v);

	for (size_t i = 0; i < n; i++)
		v[i] = (struct rank_value){ p->nominal[cell[i]], cell[i] };
	rank_sort(v, n);
	for (size_t i = 0; i < n; i++)
		cell[i] = v[i].row;
	free(v);
}

/* Puts the cells with a place in variant 0 in order. */
static void
order_rows(struct places *p)
{
	uint32_t n = p->cells.n, groups = p->groups.n, *key = mem_array(n,
	    sizeof *key);
	uint32_t *units = names_order(&p->keys.units), ranked = 0;
	uint32_t *to = arrange_positions(keys_groups(&p->keys, &p->groups),
	    groups);

	p->start = mem_array((size_t)groups + 1, sizeof *p->start);
	p->row = arrange_all(n);
	for (uint32_t i = 0; i < n; i++)
		key[i] = units[p->cells.pair[i].b];
	arrange(p->row, n, key, p->keys.units.n);
	for (uint32_t i = 0; i < n; i++)
		if (p->nominal[p->row[i]] > 0)
			p->row[ranked++] = p->row[i];
	sort_by_place(p, p->row, ranked);
	for (uint32_t i = 0; i < n; i++)
		key[i] = to[p->cells.pair[i].a];
	arrange(p->row, ranked, key, groups);
	for (uint32_t i = 0; i < ranked; i++)
		p->start[key[p->row[i]] + 1]++;
	for (uint32_t i = 0; i < groups; i++)
		p->start[i + 1] += p->start[i];
	free(key);
	free(to);
	free(units);
}

void
places_read(struct places *p, const struct opt *opt)
{
	uint32_t last = NAME_NONE;
	bool nominal = false;

	memset(p, 0, sizeof *p);
	tsv_open(&p->table, opt->file, opt->nfile, TSV_WHOLE);
	p->variant_column = tsv_need(&p->table, "variant");
	p->rank_column = tsv_need(&p->table, "rank");
	keys_open(&p->keys, &p->table, opt->unit);
	names_init(&p->variants);
	pairs_init(&p->groups);
	pairs_init(&p->cells);
	while (keys_row(&p->keys)) {
		last = variant_of(p, last);
		nominal = nominal || p->slot[last] == NAME_NONE;
		take_row(p, last);
	}
	if (!nominal)
		die("no variant 0, the framework as it stands: sci-score writes it, or leaves it "
		    "to another --part");
	for (uint32_t b = 0; b * PLACES_BLOCK < p->n; b++)
		make_room(p, b, p->cells.n);
	order_rows(p);
}

uint32_t
places_variant(const struct places *p, struct text name)
{
	uint32_t v = name_find(&p->variants, name);

	return v == NAME_NONE ? NAME_NONE : p->slot[v];
}

uint32_t
places_cell(const struct places *p, uint32_t year, uint32_t indicator,
    uint32_t unit)
{
	uint32_t group = pair_find(&p->groups, year, indicator);

	return group == NAME_NONE ? NAME_NONE : pair_find(&p->cells, group,
	    unit);
}

uint32_t
places_ranks(const struct places *p, uint32_t cell, double *rank)
{
	uint32_t n = 0;

	for (uint32_t v = 0; v < p->n; v++) {
		int32_t place = places_one(p, cell, v);

		if (place > 0)
			rank[n++] = place / 2.0;
	}
	rank_values(rank, n);
	return n;
}
