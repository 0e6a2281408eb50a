/* figures - the columns of a table that is read into memory, and its rows one by one. */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "number/num.h"
#include "table/figures.h"

/* Adds a column of numbers, -1 for one that is all missing; its index. */
static int
add_number(struct figures *f, int column)
{
	struct figures_number *m = &f->number[f->nnumber];

	m->column = column;
	m->now = (double)NAN;
	f->number_end = m + 1;
	return f->nnumber++;
}

void
figures_open(struct figures *f, const struct opt *o, bool need_value)
{
	memset(f, 0, sizeof *f);
	tsv_open(&f->table, o->file, o->nfile, TSV_WHOLE);
	keys_open(&f->keys, &f->table, o->unit);
	pairs_init(&f->groups);
	if (need_value)
		tsv_need(&f->table, "value");
	add_number(f, tsv_find(&f->table, "value"));
}

void
figures_whole(struct figures *f)
{
	f->whole = true;
}

void
figures_bare(struct figures *f)
{
	f->bare = true;
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
	f->own[f->nown] = column;
	return f->nown++;
}

/* What a column of the input becomes in the output. */
static struct figures_piece
piece_of(struct figures *f, int column)
{
	const struct keys *k = &f->keys;

	for (int i = 0; i < f->nown; i++)
		if (text_is(f->table.head[column], f->own[i]))
			return (struct figures_piece){ FIGURES_OWN, i };
	if (column == k->year_column)
		return (struct figures_piece){ FIGURES_YEAR, 0 };
	if ((size_t)column == k->unit_column)
		return (struct figures_piece){ FIGURES_UNIT, 0 };
	if ((size_t)column == k->indicator_column)
		return (struct figures_piece){ FIGURES_INDICATOR, 0 };
	for (int i = 0; i < f->nnumber; i++)
		if (f->number[i].column == column)
			return (struct figures_piece){ FIGURES_NUMBER, i };
	for (int i = 0; i < f->nname && !f->whole; i++)
		if (f->name[i].column == column)
			return (struct figures_piece){ FIGURES_NAME, i };
	return (struct figures_piece){ FIGURES_REST, f->nrest };
}

/* Adds a column to the rest: to the stretch before it, or as a new one. */
static void
add_rest(struct figures *f, int column)
{
	struct figures_rest *r;

	if (f->nrest > 0) {
		r = &f->rest[f->nrest - 1];
		if (r->first + r->count == column) {
			r->count++;
			return;
		}
	}
	r = &f->rest[f->nrest++];
	*r = (struct figures_rest){ .first = column, .count = 1, .now = NAME_NONE };
	names_init(&r->names);
	f->piece[f->npiece++] = (struct figures_piece){ FIGURES_REST, f->nrest - 1 };
}

/* Decides where every column goes: once, before the first row. */
static void
lay_out(struct figures *f)
{
	int ncol = (int)f->table.ncol;

	f->piece = mem_array((size_t)ncol + (size_t)f->nown, sizeof *f->piece);
	f->rest = mem_array((size_t)ncol, sizeof *f->rest);
	for (int i = 0; i < ncol; i++) {
		struct figures_piece p = piece_of(f, i);

		if (p.kind == FIGURES_REST && !f->bare)
			add_rest(f, i);
		else if (p.kind != FIGURES_REST)
			f->piece[f->npiece++] = p;
	}
	for (int i = 0; i < f->nown; i++)
		if (tsv_find(&f->table, f->own[i]) < 0)
			f->piece[f->npiece++] = (struct figures_piece){ FIGURES_OWN, i };
	f->texts = f->nname > 0 || f->nrest > 0;
	f->passed = mem_array((size_t)f->npiece, sizeof *f->passed);
	for (int i = 0; i < f->npiece; i++) {
		struct figures_piece p = f->piece[i];

		if (p.kind == FIGURES_NUMBER)
			f->number[p.which].passed = !f->whole && !f->bare;
		if (p.kind == FIGURES_NUMBER || p.kind == FIGURES_REST)
			f->passed[f->npassed++] = p;
	}
}

struct text
figures_rest_joined(struct figures *f, const struct figures_rest *r)
{
	const struct text *first = &f->table.col[r->first], *last = first + r->count - 1;
	size_t n = 0;

	for (const struct text *c = first; c <= last; c++) {
		f->scratch = mem_grow(f->scratch, &f->scratch_cap, n + c->n + 1 + OUT_OVER, 1);
		if (c > first)
			f->scratch[n++] = '\t';
		if (c->n != 0)
			memcpy(f->scratch + n, c->s, c->n);
		n += c->n;
	}
	return (struct text){ f->scratch, n };
}

/* Texts repeat themselves at once, or come round. */
static inline uint32_t
name_again(struct names *t, uint32_t last, struct text s)
{
	if (last != NAME_NONE && text_equal(s, t->text[last]))
		return last;
	return name_next(t, last, s, true);
}

/* Reads a number of the current row.  A missing one goes out as nothing, however it is said. */
static inline void
take_number(struct figures *f, struct figures_number *m)
{
	struct text *field = &f->table.col[m->column];

	m->now = tsv_number(&f->table, (size_t)m->column);
	if (m->now != m->now)
		field->n = 0;
}

/* Takes names and the rest of the current row, which most often is that of the row before. */
static void
take_texts(struct figures *f)
{
	for (int i = 0; i < f->nname; i++)
		if (f->name[i].column >= 0)
			f->name[i].now = name_again(&f->name[i].names, f->name[i].now,
			    f->table.col[f->name[i].column]);
	for (int i = 0; i < f->nrest && !f->whole; i++)
		f->rest[i].now = name_again(&f->rest[i].names, f->rest[i].now,
		    figures_rest_text(f, &f->rest[i]));
}

bool
figures_row(struct figures *f)
{
	if (__builtin_expect(f->piece == NULL, 0))
		lay_out(f);
	if (!keys_row(&f->keys))
		return false;
	f->group_now = pair_add(&f->groups, f->keys.year, f->keys.indicator);
	for (struct figures_number *m = f->number; m < f->number_end; m++)
		if (m->column >= 0)
			take_number(f, m);
	if (f->texts)
		take_texts(f);
	return true;
}
