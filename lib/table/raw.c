/* raw - a table of raw figures in memory, sound or not: what sci-check
 * judges. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arrange.h"
#include "base/mem.h"
#include "number/num.h"
#include "table/keys.h"
#include "table/raw.h"

static void
key_init(struct raw_key *k)
{
	names_init(&k->names);
	k->last = NAME_NONE;
}

void
raw_open(struct raw *r, const struct opt *opt)
{
	memset(r, 0, sizeof *r);
	tsv_open(&r->table, opt->file, opt->nfile, TSV_WHOLE);
	r->year_column = tsv_optional(&r->table, "year");
	r->unit_column = tsv_need(&r->table, opt->unit);
	r->indicator_column = tsv_need(&r->table, "indicator");
	r->value_column = tsv_need(&r->table, "value");
	r->flag_column = tsv_optional(&r->table, "flag");
	key_init(&r->years);
	key_init(&r->units);
	key_init(&r->indicators);
	key_init(&r->flags);
	pairs_init(&r->profiles);
	pairs_init(&r->groups);
}

/* The current row's number. */
static uint64_t
row_now(const struct raw *r)
{
	return r->table.nrow - 1;
}

/* The number of a name, which the current row has. */
static uint32_t
key_add(const struct raw *r, struct raw_key *k, struct text t)
{
	uint32_t known = k->names.n,
	    id = k->last = name_next(&k->names, k->last, t, true);

	if (id == known) {
		k->rows = mem_grow(k->rows, &k->rows_cap, (size_t)id + 1,
		    sizeof *k->rows);
		k->first = mem_grow(k->first, &k->first_cap, (size_t)id + 1,
		    sizeof *k->first);
		k->rows[id] = 0;
		k->first[id] = row_now(r);
	}
	k->rows[id]++;
	return id;
}

/* True if the field of the current row has a text; finds an empty key else. */
static bool
there(const struct raw *r, struct findings *f, size_t column)
{
	if (r->table.col[column].n > 0)
		return true;
	finding_add(f, FINDING_ERROR, NAME_NONE, NAME_NONE, NAME_NONE,
	    "empty_key", "%s: column %.*s is empty", finding_where(f,
	    row_now(r)), TEXT_ARG(finding_text(r->table.head[column])));
	return false;
}

/* True if the current row has a year, a unit and an indicator. */
static bool
keys_sound(const struct raw *r, struct findings *f)
{
	bool sound = there(r, f, r->unit_column);
	struct text year;
	long n;

	sound = there(r, f, r->indicator_column) && sound;
	if (r->year_column < 0)
		return sound;
	year = r->table.col[r->year_column];
	if (!there(r, f, (size_t)r->year_column))
		return false;
	if (keys_read_year(year, &n))
		return sound;
	finding_add(f, FINDING_ERROR, NAME_NONE, NAME_NONE, NAME_NONE,
	    "bad_year", "%s: '%.*s' is not a year, a whole number",
	    finding_where(f, row_now(r)), TEXT_ARG(finding_text(year)));
	return false;
}

/* Takes the current row as a cell. */
static void
take_cell(struct raw *r, struct findings *f)
{
	const struct text *col = r->table.col;
	struct text v = col[r->value_column];
	uint32_t year = key_add(r, &r->years, r->year_column < 0 ? text_of("") :
	    col[r->year_column]);
	uint32_t unit = key_add(r, &r->units, col[r->unit_column]);
	uint32_t indicator = key_add(r, &r->indicators,
	    col[r->indicator_column]);
	double value = (double)NAN;
	enum num_kind kind = num_read_ahead(v, &value);

	if (kind == NUM_BAD || kind == NUM_OVERFLOW)
		finding_add(f, FINDING_ERROR, year, unit, indicator,
		    "bad_number", "%s: '%.*s' is %s", finding_where(f,
		    row_now(r)), TEXT_ARG(finding_text(v)), kind == NUM_BAD ?
		    "not a number" : "beyond the doubles");
	r->cell = mem_grow(r->cell, &r->cap, (size_t)r->n + 1, sizeof *r->cell);
	r->cell[r->n++] = (struct raw_cell){ row_now(r), value,
	    pair_add(&r->profiles, year, unit), pair_add(&r->groups, year,
	    indicator) };
	if (r->flag_column >= 0)
		key_add(r, &r->flags, col[r->flag_column]);
}

/* Leaves in its group the first cell of a unit. */
static void
drop_duplicates(struct raw *r, struct findings *f)
{
	uint32_t *start = r->by_group.start, *row = r->by_group.row, n = 0;

	for (uint32_t g = 0, i = 0; g < r->groups.n; g++) {
		for (start[g] = n; i < start[g + 1]; i++) {
			uint32_t unit = raw_unit(r, row[i]);
			struct pair p = r->groups.pair[g];

			if (n == start[g] || raw_unit(r, row[n - 1]) != unit)
				row[n++] = row[i];
			else
				finding_add(f, FINDING_ERROR, p.a, unit, p.b,
				    "duplicate", "%s; the first is %s",
				    finding_where(f, r->cell[row[i]].row),
				    finding_where(f, r->cell[row[n - 1]].row));
		}
	}
	start[r->groups.n] = n;
}

/* Brings the cells of each group together, in the order of units. */
static void
group_cells(struct raw *r)
{
	uint32_t *group = mem_array(r->n, sizeof *group), *unit = mem_array(r->n,
	    sizeof *unit);

	for (uint32_t c = 0; c < r->n; c++) {
		group[c] = r->cell[c].group;
		unit[c] = raw_unit(r, c);
	}
	r->by_group = figures_by_key(group, r->n, r->groups.n);
	arrange(r->by_group.row, r->n, unit, r->units.names.n);
	arrange(r->by_group.row, r->n, group, r->groups.n);
	free(group);
	free(unit);
}

/* Counts what each year has, and each group. */
static void
count(struct raw *r)
{
	r->year_units = mem_array(r->years.names.n, sizeof *r->year_units);
	r->present = mem_array(r->groups.n, sizeof *r->present);
	for (uint32_t p = 0; p < r->profiles.n; p++)
		r->year_units[r->profiles.pair[p].a]++;
	for (uint32_t g = 0; g < r->groups.n; g++)
		for (uint32_t i = r->by_group.start[g];
		    i < r->by_group.start[g + 1]; i++) {
			double x = r->cell[r->by_group.row[i]].value;

			r->present[g] += x == x;
		}
}

void
raw_read(struct raw *r, struct findings *f)
{
	while (tsv_row(&r->table))
		if (keys_sound(r, f))
			take_cell(r, f);
	group_cells(r);
	drop_duplicates(r, f);
	count(r);
}
