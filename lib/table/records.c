/* records - a small table in memory, of which some rows and columns are asked
 * for by name. */
#include "table/records.h"

#include <math.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "number/num.h"
#include "stream/cell.h"

void
records_read(struct records *r, const char *path)
{
	memset(r, 0, sizeof *r);
	if (path == NULL)
		return;
	tsv_open_one(&r->table, path, TSV_WHOLE);
	while (tsv_row(&r->table)) {
		size_t k = r->table.ncol;

		r->cell = mem_grow(r->cell, &r->cap, (r->n + 1) * k,
		    sizeof *r->cell);
		for (size_t i = 0; i < k; i++)
			r->cell[r->n * k + i] = cell_keep(r->table.col[i]);
		r->n++;
	}
}

struct text
records_text(const struct records *r, size_t row, const char *column)
{
	int i = r->n == 0 ? -1 : tsv_find(&r->table, column);
	struct text t = i < 0 ? (struct text){ "", 0 } :
	    r->cell[row * r->table.ncol + (size_t)i];

	return text_is(t, "NA") ? (struct text){ "", 0 } : t;
}

/* Has a cell that text, if it is asked for? */
static bool
is_about(const struct records *r, size_t row, const char *column, struct text t)
{
	return t.s == NULL || text_equal(records_text(r, row, column), t);
}

size_t
records_find(const struct records *r, size_t row, struct records_key key)
{
	if (r->n > 0 && tsv_find(&r->table, "year") < 0)
		key.year.s = NULL;
	while (row < r->n && !(is_about(r, row, "year", key.year) &&
	    is_about(r, row, key.column, key.unit) && is_about(r, row,
	    "indicator", key.indicator)))
		row++;
	return row;
}

double
records_number(const struct records *r, size_t row, const char *column)
{
	struct text t = records_text(r, row, column);
	double x = (double)NAN;

	if (num_read(t, &x) > NUM_MISSING)
		die("%s: column %s: '%.*s' is not a number",
		    tsv_where(&r->table, row), column, TEXT_ARG(t));
	return x;
}
