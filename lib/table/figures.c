/* figures - the columns of a table that is read into memory. */
#include "table/figures.h"

#include <string.h>

#include "base/mem.h"
#include "stream/column.h"

/* Adds a column of numbers, -1 for one that is all missing; its index. */
static int
add_number(struct figures *f, int column)
{
	f->number[f->nnumber] = (struct figures_number){ .column = column };
	return f->nnumber++;
}

void
figures_open(struct figures *f, char **file, size_t n, const char *unit,
    bool need_value)
{
	memset(f, 0, sizeof *f);
	tsv_open(&f->table, file, n, TSV_WHOLE);
	keys_open(&f->keys, &f->table, unit);
	pairs_init(&f->groups);
	if (need_value)
		tsv_need(&f->table, "value");
	add_number(f, tsv_find(&f->table, "value"));
}

void
figures_bare(struct figures *f)
{
	f->kept.bare = true;
}

int
figures_number(struct figures *f, const char *column)
{
	return add_number(f, tsv_optional(&f->table, column));
}

int
figures_name(struct figures *f, const char *column)
{
	struct figures_name *m = &f->name[f->nname];

	m->column = tsv_optional(&f->table, column);
	names_init(&m->names);
	m->now = name_add(&m->names, (struct text){ "", 0 });
	return f->nname++;
}

int
figures_own(struct figures *f, const char *column)
{
	f->kept.own[f->kept.nown] = column;
	return f->kept.nown++;
}

/* What a column of the input becomes in the output. */
static struct figures_piece
piece_of(struct figures *f, int column)
{
	const struct keys *k = &f->keys;

	for (int i = 0; i < f->kept.nown; i++)
		if (text_is(f->table.head[column], f->kept.own[i]))
			return (struct figures_piece){ FIGURES_OWN, i, -1, 1 };
	if (column == k->year_column)
		return (struct figures_piece){ FIGURES_YEAR, 0, -1, 0 };
	if ((size_t)column == k->unit_column)
		return (struct figures_piece){ FIGURES_UNIT, 0, -1, 0 };
	if ((size_t)column == k->indicator_column)
		return (struct figures_piece){ FIGURES_INDICATOR, 0, -1, 0 };
	for (int i = 0; i < f->nnumber; i++)
		if (f->number[i].column == column)
			return (struct figures_piece){ FIGURES_NUMBER, i,
			    column, 0 };
	for (int i = 0; i < f->nname; i++)
		if (f->name[i].column == column)
			return (struct figures_piece){ FIGURES_NAME, i, -1, 0 };
	return (struct figures_piece){ FIGURES_REST, f->kept.nrest, -1, 0 };
}

/* Adds a column to the rest: to the stretch before it, or as a new one. */
static void
add_rest(struct figures_kept *k, int column)
{
	struct figures_rest *r = &k->rest[k->nrest];

	if (k->nrest > 0 && r[-1].first + r[-1].count == column) {
		r[-1].count++;
		return;
	}
	*r = (struct figures_rest){ .first = column, .count = 1,
	    .named = NAME_NONE };
	names_init(&r->names);
	k->piece[k->npiece++] = (struct figures_piece){ FIGURES_REST,
	    k->nrest++, -1, 0 };
}

/* Adds another piece; an own column to those before it if it is the next. */
static void
add_piece(struct figures_kept *k, struct figures_piece p)
{
	struct figures_piece *end = &k->piece[k->npiece];

	if (p.kind == FIGURES_OWN && k->npiece > 0 &&
	    end[-1].kind == FIGURES_OWN &&
	    end[-1].which + end[-1].nown == p.which) {
		end[-1].nown++;
	} else {
		*end = p;
		k->npiece++;
	}
}

void
figures_lay_out(struct figures *f)
{
	struct figures_kept *k = &f->kept;
	int ncol = (int)f->table.ncol;

	k->piece = mem_array((size_t)ncol + (size_t)k->nown, sizeof *k->piece);
	k->rest = mem_array((size_t)ncol, sizeof *k->rest);
	k->sign = mem_array((size_t)ncol, sizeof *k->sign);
	for (int i = 0; i < ncol && !k->bare; i++) {
		struct figures_piece p = piece_of(f, i);

		if ((p.kind == FIGURES_REST || p.kind == FIGURES_NAME) &&
		    column_is_number(f->table.head[i]))
			k->sign[k->nsign++] = i;
		if (p.kind == FIGURES_REST)
			add_rest(k, i);
		else
			add_piece(k, p);
	}
	for (int i = 0; i < k->nown; i++)
		if (tsv_find(&f->table, k->own[i]) < 0)
			add_piece(k,
			    (struct figures_piece){ FIGURES_OWN, i, -1, 1 });
	for (int i = 0; i < f->nnumber; i++)
		k->shares = k->shares || f->number[i].share;
	k->passed = mem_array((size_t)k->npiece, sizeof *k->passed);
	for (int i = 0; i < k->npiece; i++) {
		struct figures_piece p = k->piece[i];

		if (p.kind == FIGURES_REST || (p.kind == FIGURES_NUMBER &&
		    !f->number[p.which].anew))
			k->passed[k->npassed++] = p;
	}
}
