/* design - which variant is which matrix and sample of a sobol design. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "table/design.h"
#include "table/firm.h"

enum { A, B, FACTORS };         /* numbers of the matrices */

struct reader {
	struct tsv table;
	size_t variant, matrix, sample; /* columns */
	struct names matrices;
	struct pairs cells;             /* (matrix, sample - 1) */
	uint32_t *slot;                 /* of each cell: the variant as places numbers it */
	uint32_t *cell;                 /* the reverse, or NAME_NONE */
	long *first;                    /* the lowest variant of each matrix */
	size_t slot_cap, first_cap;
};

/* The number of the current row's matrix. */
static uint32_t
matrix_of(struct reader *r, long variant)
{
	struct text t = r->table.col[r->matrix];
	uint32_t known = r->matrices.n, m = name_add(&r->matrices, t);

	if (m >= FACTORS && !(t.n > 2 && t.s[0] == 'A' && t.s[1] == ':'))
		tsv_die(&r->table,
		    "column matrix: '%.*s' is none of A, B, A:FACTOR",
		    TEXT_ARG(t));
	if (m == known) {
		r->first = mem_grow(r->first, &r->first_cap, (size_t)m + 1,
		    sizeof *r->first);
		r->first[m] = variant;
	}
	if (variant < r->first[m])
		r->first[m] = variant;
	return m;
}

/* Takes the current row: of the several that a variant may have, all must
 * agree. */
static void
take_row(struct reader *r, const struct places *places)
{
	struct text name = r->table.col[r->variant];
	uint32_t slot, m = matrix_of(r, keys_whole(&r->table, r->variant, 1)),
	    known = r->cells.n;
	uint32_t cell = pair_add(&r->cells, m, (uint32_t)keys_whole(&r->table,
	    r->sample, 1) - 1);

	slot = places_variant(places, name);
	if (slot == NAME_NONE)
		tsv_die(&r->table,
		    "variant %.*s has no places; is a part missing?",
		    TEXT_ARG(name));
	if (cell == known) {
		r->slot = mem_grow(r->slot, &r->slot_cap, (size_t)cell + 1,
		    sizeof *r->slot);
		r->slot[cell] = slot;
	}
	if (r->slot[cell] != slot || (r->cell[slot] != NAME_NONE &&
	    r->cell[slot] != cell))
		tsv_die(&r->table,
		    "variant %.*s: another one has this matrix and sample, or it "
		    "has another", TEXT_ARG(name));
	r->cell[slot] = cell;
}

/* The factors' matrices in order of their first variants. */
static uint32_t *
order_factors(const struct reader *r)
{
	uint32_t *order = keys_sort_years(r->first + FACTORS,
	    r->matrices.n - FACTORS);

	for (uint32_t i = 0; i < r->matrices.n - FACTORS; i++)
		order[i] += FACTORS;
	return order;
}

static void
fill(struct design *d, const struct reader *r)
{
	uint32_t *order = order_factors(r);

	d->factor = mem_array(d->factors, sizeof *d->factor);
	d->variant = mem_array((size_t)r->matrices.n * d->samples,
	    sizeof *d->variant);
	for (uint32_t i = 0; i < r->matrices.n; i++) {
		uint32_t m = i < FACTORS ? i : order[i - FACTORS];
		struct text name = r->matrices.text[m];

		if (i >= FACTORS)
			d->factor[i - FACTORS] = (struct text){ name.s + 2,
			    name.n - 2 };
		for (uint32_t s = 0; s < d->samples; s++) {
			uint32_t cell = pair_find(&r->cells, m, s);

			if (cell == NAME_NONE)
				die("%s: sample %lu has no variant of matrix %.*s",
				    tsv_file(&r->table, 0),
				    (unsigned long)s + 1, TEXT_ARG(name));
			d->variant[(size_t)i * d->samples + s] = r->slot[cell];
		}
	}
	free(order);
}

void
design_read(struct design *d, const char *path, const struct places *places)
{
	struct reader r = { 0 };

	memset(d, 0, sizeof *d);
	tsv_open_one(&r.table, path, TSV_WHOLE);
	r.variant = tsv_need(&r.table, "variant");
	r.matrix = tsv_need(&r.table, "matrix");
	r.sample = tsv_need(&r.table, "sample");
	names_init(&r.matrices);
	pairs_init(&r.cells);
	r.cell = mem_array(places->n, sizeof *r.cell);
	for (uint32_t v = 0; v < places->n; v++)
		r.cell[v] = NAME_NONE;
	r.first = mem_grow(r.first, &r.first_cap, FACTORS, sizeof *r.first);
	r.first[name_add(&r.matrices, text_of("A"))] = LONG_MAX;
	r.first[name_add(&r.matrices, text_of("B"))] = LONG_MAX;
	while (tsv_row(&r.table))
		take_row(&r, places);
	for (uint32_t v = 0; v < places->n; v++)
		if (r.cell[v] == NAME_NONE)
			die("%s: there are places of variants that it does not have",
			    tsv_file(&r.table, 0));
	for (uint32_t i = 0; i < r.cells.n; i++)
		if (r.cells.pair[i].b >= d->samples)
			d->samples = r.cells.pair[i].b + 1;
	d->factors = r.matrices.n - FACTORS;
	fill(d, &r);
}

/* How many variants there are. */
static size_t
variants_of(const struct design *d)
{
	return (size_t)(FACTORS + d->factors) * d->samples;
}

bool
design_ranks(const struct design *d, const struct places *p, uint32_t cell,
    double *y)
{
	for (size_t i = 0; i < variants_of(d); i++) {
		int32_t place = places_one(p, cell, d->variant[i]);

		if (place <= 0)
			return false;
		y[i] = place / 2.0;
	}
	return true;
}

bool
design_shifts(const struct design *d, const struct places *p,
    const uint32_t *cell, uint32_t n, double *y)
{
	for (size_t i = 0; i < variants_of(d); i++) {
		y[i] = firm_shift(p, cell, n, d->variant[i]);
		if (y[i] != y[i])
			return false;
	}
	return true;
}
