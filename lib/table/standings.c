/* standings - what sci-rank and sci-delta say of every city, in memory. */
#include "table/standings.h"

#include <math.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"

/* The columns that are read where they are there. */
enum { RANK, OF, VALUE, COVERAGE, MEASURED, PREVIOUS_RANK, PREVIOUS_VALUE, RANK_CHANGE, NUMBERS,
	PREVIOUS_YEAR = NUMBERS, STATUS, PARENT, COLUMNS };

static const char *const names[COLUMNS] = {
	"rank", "of", "value", "coverage", "measured", "previous_rank", "previous_value",
	"rank_change", "previous_year", "status", "parent"
};

/* What a row says, by the columns of the table. */
static struct standing
read_row(struct standings *s, const int *column)
{
	double x[NUMBERS];
	struct standing r = { .year = s->keys.year, .unit = s->keys.unit,
	    .node = s->keys.indicator, .row = s->table.nrow - 1, .previous_year = NAME_NONE };

	for (int i = 0; i < NUMBERS; i++)
		x[i] = column[i] < 0 ? (double)NAN : tsv_number(&s->table, (size_t)column[i]);
	r.rank = x[RANK];
	r.of = x[OF];
	r.value = x[VALUE];
	r.coverage = x[COVERAGE];
	r.measured = x[MEASURED];
	r.previous_rank = x[PREVIOUS_RANK];
	r.previous_value = x[PREVIOUS_VALUE];
	r.rank_change = x[RANK_CHANGE];
	if (column[PREVIOUS_YEAR] >= 0 && s->table.col[column[PREVIOUS_YEAR]].n > 0) {
		keys_year(&s->table, (size_t)column[PREVIOUS_YEAR]);
		r.previous_year = keys_add_year(&s->keys, s->table.col[column[PREVIOUS_YEAR]]);
	}
	r.new = column[STATUS] >= 0 && text_is(s->table.col[column[STATUS]], "new");
	return r;
}

/* Notes the node above, which has a number of its own among the indicators. */
static void
read_parent(struct standings *s, struct text above)
{
	uint32_t node = s->keys.indicator;
	uint32_t parent = above.n == 0 ? NAME_NONE : name_add(&s->keys.indicators, above);
	size_t cap = s->parent_cap;

	s->parent = mem_grow(s->parent, &s->parent_cap, s->keys.indicators.n, sizeof *s->parent);
	for (; cap < s->parent_cap; cap++)
		s->parent[cap] = NAME_NONE;
	s->parent[node] = parent;
}

void
standings_read(struct standings *s, char **path, size_t n, const char *unit)
{
	int column[COLUMNS];

	memset(s, 0, sizeof *s);
	pairs_init(&s->key);
	tsv_open(&s->table, path, n, TSV_WHOLE);
	keys_open(&s->keys, &s->table, unit);
	for (int i = 0; i < COLUMNS; i++)
		column[i] = tsv_optional(&s->table, names[i]);
	s->parents = column[PARENT] >= 0;
	while (keys_row(&s->keys)) {
		uint32_t key = pair_add(&s->key, s->keys.profile, s->keys.indicator);

		if (key != s->n)
			tsv_die(&s->table, "a second row of this year, %s and indicator: the first is %s",
			    unit, tsv_where(&s->table, s->row[key].row));
		s->row = mem_grow(s->row, &s->cap, s->n + 1, sizeof *s->row);
		s->row[s->n++] = read_row(s, column);
		read_parent(s, s->parents ? s->table.col[column[PARENT]] : (struct text){ "", 0 });
	}
}

const struct standing *
standings_at(const struct standings *s, uint32_t year, uint32_t unit, uint32_t node)
{
	uint32_t p = year == NAME_NONE || unit == NAME_NONE ? NAME_NONE :
	    pair_find(&s->keys.profiles, year, unit);
	uint32_t i = p == NAME_NONE || node == NAME_NONE ? NAME_NONE : pair_find(&s->key, p, node);

	return i == NAME_NONE ? NULL : &s->row[i];
}

const struct standing *
standings_before(const struct standings *s, uint32_t year, uint32_t unit, uint32_t node)
{
	const long *number = s->keys.year_number;
	const struct standing *best = NULL;

	for (uint32_t y = 0; y < s->keys.years.n; y++) {
		const struct standing *r = standings_at(s, y, unit, node);

		if (r != NULL && r->rank == r->rank && number[y] < number[year] &&
		    (best == NULL || number[y] > number[best->year]))
			best = r;
	}
	return best;
}

uint32_t
standings_edition_before(const struct standings *s, uint32_t year)
{
	const long *number = s->keys.year_number;
	uint32_t best = NAME_NONE;

	for (uint32_t y = 0; y < s->keys.years.n; y++)
		if (number[y] < number[year] && (best == NAME_NONE || number[y] > number[best]))
			best = y;
	return best;
}
