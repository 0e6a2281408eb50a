/* figures_keep - rows of a table that stay in memory: read, added, changed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "table/figures.h"

/* Makes room for where texts begin and end. */
static void
more_bytes(const struct figures *f, struct figures_bytes *b)
{
	b->at = mem_rows_array(b->at, &f->rows, sizeof *b->at);
	if (f->n == 0)
		b->at[0] = 0;
}

/* Makes room for one more row in all arrays. */
static void
more_rows(struct figures *f)
{
	const struct mem_rows *rows = &f->rows;

	if (f->n >= UINT32_MAX - 1)
		die("more than %lu rows", (unsigned long)f->n);
	mem_rows_more(&f->rows);
	f->profile = mem_rows_array(f->profile, rows, sizeof *f->profile);
	f->group = mem_rows_array(f->group, rows, sizeof *f->group);
	for (int i = 0; i < f->nnumber; i++) {
		struct figures_number *m = &f->number[i];

		m->x = mem_rows_array(m->x, rows, sizeof *m->x);
		if (m->passed)
			more_bytes(f, &m->bytes);
	}
	for (int i = 0; i < f->nname; i++)
		f->name[i].id = mem_rows_array(f->name[i].id, rows, sizeof *f->name[i].id);
	for (int i = 0; i < f->nrest && !f->whole; i++)
		f->rest[i].id = mem_rows_array(f->rest[i].id, rows, sizeof *f->rest[i].id);
	if (f->whole)
		f->records.at = mem_rows_array(f->records.at, rows, sizeof *f->records.at);
	if (f->source != NULL)
		f->source = mem_rows_array(f->source, rows, sizeof *f->source);
}

/* From now on rows and rows of the table do not go together. */
static void
count_sources(struct figures *f)
{
	f->source = mem_array(f->rows.ready + 1, sizeof *f->source);
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

static _Noreturn void
duplicate(const struct figures *f, size_t first, size_t second)
{
	figures_die(f, second, "a second row of the same year, %.*s and indicator; the first is %s",
	    TEXT_ARG(f->table.head[f->keys.unit_column]), figures_where(f, first));
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

/* Keeps names and the rest of the current row. */
static inline void
keep_texts(struct figures *f)
{
	for (int i = 0; i < f->nname; i++)
		f->name[i].id[f->n] = f->name[i].now;
	for (int i = 0; i < f->nrest && !f->whole; i++)
		f->rest[i].id[f->n] = f->rest[i].now;
}

void
figures_keep(struct figures *f)
{
	if (__builtin_expect(f->keys.repeats, 0))
		repeated(f);
	if (__builtin_expect(f->n == f->rows.ready, 0))
		more_rows(f);
	if (__builtin_expect(f->source == NULL && f->table.nrow - 1 != f->n, 0))
		count_sources(f);
	if (f->source != NULL)
		f->source[f->n] = (uint32_t)(f->table.nrow - 1);
	f->profile[f->n] = f->keys.profile;
	f->group[f->n] = f->group_now;
	for (struct figures_number *m = f->number; m < f->number_end; m++) {
		m->x[f->n] = m->now;
		if (m->passed)
			keep_bytes(&m->bytes, f->n, f->table.col[m->column]);
	}
	if (f->texts)
		keep_texts(f);
	if (f->whole)
		figures_record_keep(f);
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
	by = figures_by_group_lean(f);
	first = mem_array(f->keys.units.n, sizeof *first);
	for (uint32_t g = 0; g < f->groups.n; g++)
		for (uint32_t i = by.start[g]; i < by.start[g + 1]; i++) {
			uint32_t row = figures_kth(&by, i), unit = figures_unit(f, row);

			/* Positions of this group's rows lie from its start on. */
			if (first[unit] > by.start[g])
				duplicate(f, figures_kth(&by, first[unit] - 1), row);
			first[unit] = i + 1;
		}
	free(first);
	free(by.start);
	free(by.row);
}

size_t
figures_add(struct figures *f, uint32_t profile, uint32_t group)
{
	if (f->n == f->rows.ready)
		more_rows(f);
	if (f->source == NULL)
		count_sources(f);
	f->source[f->n] = FIGURES_ADDED;
	f->profile[f->n] = profile;
	f->group[f->n] = group;
	for (int i = 0; i < f->nnumber; i++) {
		f->number[i].x[f->n] = (double)NAN;
		if (f->number[i].passed)
			keep_bytes(&f->number[i].bytes, f->n, text_of(""));
	}
	for (int i = 0; i < f->nname; i++)
		f->name[i].id[f->n] = 0;
	if (f->whole)
		figures_record_add(f);
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
