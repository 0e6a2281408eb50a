/* figures - a whole table read into memory. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "figures.h"
#include "mem.h"
#include "num.h"

static const uint32_t ADDED = UINT32_MAX;       /* the source of a row that had none */

void
figures_open(struct figures *f, const struct opt *o, bool need_value)
{
	memset(f, 0, sizeof *f);
	tsv_open(&f->table, o->file, o->nfile, TSV_WHOLE);
	keys_open(&f->keys, &f->table, o->unit);
	pairs_init(&f->groups);
	if (need_value)
		tsv_need(&f->table, "value");
	figures_number(f, "value");
}

void
figures_whole(struct figures *f)
{
	f->whole = true;
}

int
figures_number(struct figures *f, const char *column)
{
	struct figures_number *m = &f->number[f->nnumber];

	m->column = tsv_find(&f->table, column);
	m->stretch = -1;
	m->now = (double)NAN;
	return f->nnumber++;
}

int
figures_name(struct figures *f, const char *column)
{
	struct figures_name *m = &f->name[f->nname];

	m->column = tsv_find(&f->table, column);
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
	if (f->whole)
		return (struct figures_piece){ FIGURES_REST, f->nrest };
	for (int i = 0; i < f->nnumber; i++)
		if (f->number[i].column == column)
			return (struct figures_piece){ FIGURES_NUMBER, i };
	for (int i = 0; i < f->nname; i++)
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
	if (!f->whole)
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

		if (p.kind == FIGURES_REST)
			add_rest(f, i);
		else
			f->piece[f->npiece++] = p;
	}
	for (int i = 0; i < f->nown; i++)
		if (tsv_find(&f->table, f->own[i]) < 0)
			f->piece[f->npiece++] = (struct figures_piece){ FIGURES_OWN, i };
	for (int i = 0; i < f->npiece; i++)
		if (f->piece[i].kind == FIGURES_NUMBER)
			f->number[f->piece[i].which].passed = true;
	for (int i = 0; i < f->nnumber && f->whole; i++)
		for (int k = 0; k < f->nrest; k++)
			if (f->number[i].column >= f->rest[k].first &&
			    f->number[i].column < f->rest[k].first + f->rest[k].count)
				f->number[i].stretch = k;
}

/* A stretch of the current row as one text. */
static struct text
rest_text(struct figures *f, const struct figures_rest *r)
{
	const struct text *first = &f->table.col[r->first], *last = first + r->count - 1;
	size_t n = 0;

	if (f->as_it_stands)
		return (struct text){ first->s, (size_t)(last->s - first->s) + last->n };
	for (const struct text *c = first; c <= last; c++) {
		f->scratch = mem_grow(f->scratch, &f->scratch_cap, n + c->n + 1, 1);
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
	if (m->now != m->now && field->n != 0) {
		field->n = 0;
		f->as_it_stands = f->as_it_stands && !f->whole;
	}
}

bool
figures_row(struct figures *f)
{
	const struct tsv *t = &f->table;

	if (__builtin_expect(f->piece == NULL, 0))
		lay_out(f);
	if (!keys_row(&f->keys))
		return false;
	f->group_now = pair_add(&f->groups, f->keys.year, f->keys.indicator);
	f->as_it_stands = t->as_head;
	for (int i = 0; i < f->nnumber; i++)
		if (f->number[i].column >= 0)
			take_number(f, &f->number[i]);
	for (int i = 0; i < f->nname; i++)
		if (f->name[i].column >= 0)
			f->name[i].now = name_again(&f->name[i].names, f->name[i].now,
			    t->col[f->name[i].column]);
	for (int i = 0; i < f->nrest && !f->whole; i++)
		f->rest[i].now = name_again(&f->rest[i].names, f->rest[i].now,
		    rest_text(f, &f->rest[i]));
	return true;
}

/* Makes room in an array that has f->cap elements, one a row. */
static void *
more(const struct figures *f, void *array, size_t size)
{
	size_t cap = f->cap;

	return mem_grow(array, &cap, f->n + 1, size);
}

/* Makes room for where the texts of `rows` rows begin and end. */
static void
more_bytes(const struct figures *f, struct figures_bytes *b, size_t rows)
{
	size_t cap = f->n == 0 ? 0 : f->n + 1;

	b->at = mem_grow(b->at, &cap, rows + 1, sizeof *b->at);
	if (f->n == 0)
		b->at[0] = 0;
}

/* Makes room for one more row in all arrays. */
static void
more_rows(struct figures *f)
{
	size_t cap = f->cap;

	if (f->n >= UINT32_MAX - 1)
		die("more than %lu rows", (unsigned long)f->n);
	f->profile = mem_grow(f->profile, &cap, f->n + 1, sizeof *f->profile);
	f->group = more(f, f->group, sizeof *f->group);
	for (int i = 0; i < f->nnumber; i++) {
		struct figures_number *m = &f->number[i];

		m->x = more(f, m->x, sizeof *m->x);
		if (m->passed)
			more_bytes(f, &m->bytes, cap);
		if (m->stretch >= 0 && m->column > f->rest[m->stretch].first)
			m->in = more(f, m->in, sizeof *m->in);
	}
	for (int i = 0; i < f->nname; i++)
		f->name[i].id = more(f, f->name[i].id, sizeof *f->name[i].id);
	for (int i = 0; i < f->nrest; i++) {
		struct figures_rest *r = &f->rest[i];

		if (f->whole)
			more_bytes(f, &r->bytes, cap);
		else
			r->id = more(f, r->id, sizeof *r->id);
	}
	if (f->source != NULL)
		f->source = more(f, f->source, sizeof *f->source);
	f->cap = cap;
}

/* From now on rows and rows of the table do not go together. */
static void
count_sources(struct figures *f)
{
	f->source = mem_array(f->cap, sizeof *f->source);
	for (size_t i = 0; i < f->n; i++)
		f->source[i] = (uint32_t)i;
}

/* Keeps a text as that of the row that is added. */
static inline void
keep_bytes(struct figures_bytes *b, size_t row, struct text s)
{
	uint64_t from = b->at[row];

	/* They are written by out_text. */
	b->s = mem_grow(b->s, &b->cap, from + s.n + OUT_OVER, 1);
	memcpy(b->s + from, s.s, s.n);
	b->at[row + 1] = from + s.n;
}

/* Keeps the stretches of the current row, and where its numbers are in them. */
static void
keep_whole(struct figures *f)
{
	const struct text *col = f->table.col;

	for (int i = 0; i < f->nrest; i++)
		keep_bytes(&f->rest[i].bytes, f->n, rest_text(f, &f->rest[i]));
	for (int i = 0; i < f->nnumber; i++) {
		struct figures_number *m = &f->number[i];
		size_t in = 0;

		if (m->in == NULL)
			continue;
		if (f->as_it_stands)
			in = (size_t)(col[m->column].s - col[f->rest[m->stretch].first].s);
		else
			for (int c = f->rest[m->stretch].first; c < m->column; c++)
				in += col[c].n + 1;
		m->in[f->n] = in < FIGURES_FAR ? (uint16_t)in : FIGURES_FAR;
	}
}

static struct tsv_place
place_of(const struct figures *f, size_t row)
{
	return tsv_place(&f->table, f->source == NULL ? row : f->source[row]);
}

static _Noreturn void
duplicate(const struct figures *f, size_t first, size_t second)
{
	struct tsv_place at = place_of(f, first);

	figures_die(f, second, "a second row of the same year, %.*s and indicator; the first is "
	    "%s:%llu", TEXT_ARG(f->table.head[f->keys.unit_column]), at.file,
	    (unsigned long long)at.line);
}

/* Finds the earlier row of the current row's keys. */
static _Noreturn void
repeated(const struct figures *f)
{
	size_t i = f->n - 1;

	while (f->profile[i] != f->keys.profile || f->group[i] != f->group_now)
		i--;
	duplicate(f, i, f->n);
}

void
figures_keep(struct figures *f)
{
	if (__builtin_expect(f->keys.repeats, 0))
		repeated(f);
	if (__builtin_expect(f->n == f->cap, 0))
		more_rows(f);
	if (__builtin_expect(f->source == NULL && f->table.nrow - 1 != f->n, 0))
		count_sources(f);
	if (f->source != NULL)
		f->source[f->n] = (uint32_t)(f->table.nrow - 1);
	f->profile[f->n] = f->keys.profile;
	f->group[f->n] = f->group_now;
	for (int i = 0; i < f->nnumber; i++) {
		struct figures_number *m = &f->number[i];

		m->x[f->n] = m->now;
		if (m->passed)
			keep_bytes(&m->bytes, f->n, f->table.col[m->column]);
	}
	for (int i = 0; i < f->nname; i++)
		f->name[i].id[f->n] = f->name[i].now;
	if (f->whole)
		keep_whole(f);
	for (int i = 0; i < f->nrest && !f->whole; i++)
		f->rest[i].id[f->n] = f->rest[i].now;
	f->n++;
}

void
figures_read(struct figures *f)
{
	while (figures_row(f))
		figures_keep(f);
	figures_unique(f);
}

void
figures_unique(const struct figures *f)
{
	struct figures_groups by;
	uint32_t *first;

	if (!f->keys.scattered)
		return;
	by = figures_by_group(f);
	first = mem_array(f->keys.units.n, sizeof *first);
	for (uint32_t g = 0; g < f->groups.n; g++)
		for (uint32_t i = by.start[g]; i < by.start[g + 1]; i++) {
			uint32_t unit = figures_unit(f, by.row[i]);

			/* Positions of this group's rows lie from its start on. */
			if (first[unit] > by.start[g])
				duplicate(f, by.row[first[unit] - 1], by.row[i]);
			first[unit] = i + 1;
		}
	free(first);
	free(by.start);
	free(by.row);
}

size_t
figures_add(struct figures *f, uint32_t profile, uint32_t group)
{
	if (f->n == f->cap)
		more_rows(f);
	if (f->source == NULL)
		count_sources(f);
	f->source[f->n] = ADDED;
	f->profile[f->n] = profile;
	f->group[f->n] = group;
	for (int i = 0; i < f->nnumber; i++) {
		f->number[i].x[f->n] = (double)NAN;
		if (f->number[i].passed)
			keep_bytes(&f->number[i].bytes, f->n, text_of(""));
	}
	for (int i = 0; i < f->nname; i++)
		f->name[i].id[f->n] = 0;
	if (f->whole) {
		for (size_t c = 0; c < f->table.ncol; c++)
			f->table.col[c] = text_of("");
		f->as_it_stands = false;
		keep_whole(f);
	}
	for (int i = 0; i < f->nrest && !f->whole; i++) {
		struct figures_rest *r = &f->rest[i];
		size_t n = (size_t)r->count - 1;

		f->scratch = mem_grow(f->scratch, &f->scratch_cap, n + 1, 1);
		memset(f->scratch, '\t', n);
		r->id[f->n] = name_add(&r->names, (struct text){ f->scratch, n });
	}
	return f->n++;
}

void
figures_set(struct figures *f, int number, size_t row, double x)
{
	struct figures_number *m = &f->number[number];

	if (m->passed)
		m->bytes.at[row] |= FIGURES_SET;
	m->x[row] = x;
}

/* Field c of a stretch, if it is the same in all rows given; else empty. */
static struct text
shared_field(const struct figures_rest *r, int c, const uint32_t *row, size_t n)
{
	struct text common = { NULL, 0 };

	for (size_t k = 0; k < n; k++) {
		struct text all = r->names.text[r->id[row[k]]], s = { NULL, 0 };

		for (int i = 0; i <= c; i++)
			s = text_cut(&all, '\t');
		if (k > 0 && !text_equal(s, common))
			return (struct text){ NULL, 0 };
		common = s;
	}
	return common;
}

void
figures_share(struct figures *f, size_t to, const uint32_t *row, size_t n)
{
	for (int i = 0; i < f->nname; i++) {
		uint32_t id = n > 0 ? f->name[i].id[row[0]] : 0;

		for (size_t k = 1; k < n; k++)
			if (f->name[i].id[row[k]] != id)
				id = 0;
		f->name[i].id[to] = id;
	}
	for (int i = 0; i < f->nrest && n > 0; i++) {
		struct figures_rest *r = &f->rest[i];
		size_t used = 0;

		for (int c = 0; c < r->count; c++) {
			struct text t = shared_field(r, c, row, n);

			f->scratch = mem_grow(f->scratch, &f->scratch_cap, used + t.n + 1, 1);
			if (c > 0)
				f->scratch[used++] = '\t';
			if (t.n > 0)
				memcpy(f->scratch + used, t.s, t.n);
			used += t.n;
		}
		r->id[to] = name_add(&r->names, (struct text){ f->scratch, used });
	}
}

/* " (2024, Bonn, overall)"; NAME_NONE for what is not to be named. */
static void
about(const struct figures *f, uint32_t year, uint32_t unit, uint32_t indicator, char *p,
    size_t size)
{
	struct text part[3] = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
	const char *before = " (";
	size_t n = 0;

	if (f->keys.year_column >= 0)
		part[0] = f->keys.years.text[year];
	if (unit != NAME_NONE)
		part[1] = f->keys.units.text[unit];
	part[2] = f->keys.indicators.text[indicator];
	*p = '\0';
	for (int i = 0; i < 3; i++) {
		int w;

		if (part[i].s == NULL || part[i].n > 100)
			continue;
		w = snprintf(p + n, size - n, "%s%.*s", before, TEXT_ARG(part[i]));
		n += w < 0 ? 0 : (size_t)w;
		before = ", ";
	}
	if (n > 0)
		snprintf(p + n, size - n, ")");
}

void
figures_die(const struct figures *f, size_t row, const char *format, ...)
{
	char message[1024], who[400];
	uint32_t year = f->keys.year, unit = f->keys.unit, indicator = f->keys.indicator;
	struct tsv_place at = tsv_place(&f->table, f->table.nrow - 1);
	va_list ap;

	/* A row that is not kept yet is the current one. */
	if (row < f->n) {
		year = figures_year(f, row);
		unit = figures_unit(f, row);
		indicator = figures_indicator(f, row);
		if (f->source == NULL || f->source[row] != ADDED)
			at = place_of(f, row);
	}
	va_start(ap, format);
	vsnprintf(message, sizeof message, format, ap);
	va_end(ap);
	about(f, year, unit, indicator, who, sizeof who);
	die("%s:%llu: %s%s", at.file, (unsigned long long)at.line, message, who);
}

void
figures_die_group(const struct figures *f, uint32_t group, const char *format, ...)
{
	char message[1024], who[400];
	va_list ap;

	va_start(ap, format);
	vsnprintf(message, sizeof message, format, ap);
	va_end(ap);
	about(f, f->groups.pair[group].a, NAME_NONE, f->groups.pair[group].b, who, sizeof who);
	die("%s%s", message, who);
}
