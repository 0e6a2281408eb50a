/* denominators - what figures are divided by. */
#include <math.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "number/twice.h"
#include "stream/flag.h"
#include "table/denominators.h"

/* Learns the current row's code, the first time its indicator comes. */
static bool
learn_code(void *context, const struct figures *f)
{
	struct denominators *d = context;
	uint32_t i = f->keys.indicator;

	d->code = mem_grow(d->code, &d->code_cap, (size_t)i + 1, sizeof *d->code);
	d->code[i] = framework_find(d->framework, &f->table, f->table.col[f->keys.indicator_column]);
	return d->all || d->divides[d->code[i]];
}

void
denominators_read(struct denominators *d, const struct framework *f, struct figures *figures,
    int flag, bool all)
{
	memset(d, 0, sizeof *d);
	d->framework = f;
	d->figures = figures;
	d->flag = flag;
	d->all = all;
	d->divides = framework_divides(f);
	d->year = NAME_NONE;
	pairs_init(&d->place);
	names_init(&d->years);
	pairs_init(&d->editions);
	figures_read(figures, learn_code, d);
	for (uint32_t row = 0; row < figures->n; row++) {
		uint32_t c = denominators_code(d, row), p;

		if (!d->divides[c])
			continue;
		p = pair_add(&d->place, figures->profile[row], c);
		d->row_of = mem_grow(d->row_of, &d->row_cap, (size_t)p + 1, sizeof *d->row_of);
		d->row_of[p] = row;
	}
}

/* The row in figures of a code's denominator, NAME_NONE where there is none. */
static uint32_t
row_of(const struct denominators *d, uint32_t profile, uint32_t code)
{
	uint32_t p = profile == NAME_NONE ? NAME_NONE :
	    pair_find(&d->place, profile, d->framework->node[code].denominator);

	return p == NAME_NONE ? NAME_NONE : d->row_of[p];
}

/* Notes that a row has a value of the code in that year, and whether it had a denominator. */
static void
note(struct denominators *d, struct text year, uint32_t code, uint64_t row, bool divided)
{
	uint32_t known = d->editions.n, e;

	d->year = name_next(&d->years, d->year, year, true);
	e = pair_add(&d->editions, d->year, code);
	if (e == known) {
		d->edition = mem_grow(d->edition, &d->edition_cap, (size_t)e + 1, sizeof *d->edition);
		d->edition[e] = (struct denominators_edition){ row, false };
	}
	d->edition[e].divided = d->edition[e].divided || divided;
}

double
denominators_divide(struct denominators *d, uint32_t code, double value, uint32_t profile,
    struct text year, uint64_t row, bool *imputed)
{
	uint32_t by = row_of(d, profile, code);
	const struct figures_name *flag = &d->figures->name[d->flag];
	double x = (double)NAN;

	if (by != NAME_NONE && d->figures->number[0].x[by] == 0)
		figures_die(d->figures, by, "column value: a denominator of 0; '%.*s' cannot be "
		    "divided by it", TEXT_ARG(framework_code(d->framework, code)));
	if (by != NAME_NONE)
		x = twice_ratio(value, d->framework->node[code].per, d->figures->number[0].x[by]);
	*imputed = x == x && flag_has(flag->names.text[flag->id[by]], "I");
	note(d, year, code, row, x == x);
	return x;
}

void
denominators_check(const struct denominators *d, const struct tsv *t)
{
	for (uint32_t e = 0; e < d->editions.n; e++) {
		uint32_t code = d->editions.pair[e].b;
		struct text name = framework_code(d->framework, code);
		struct text about[3] = { d->years.text[d->editions.pair[e].a], name, { NULL, 0 } };
		struct text by = framework_code(d->framework, d->framework->node[code].denominator);

		if (d->edition[e].divided)
			continue;
		die_about(tsv_where(t, d->edition[e].first), about, "nothing that has a value of '%.*s' "
		    "has its denominator '%.*s', so all of it would be missing; sci-impute fills gaps, "
		    "--optional lets it be", TEXT_ARG(name), TEXT_ARG(by));
	}
}
