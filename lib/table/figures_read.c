/* figures_read - rows of a table are read, and kept; some are added. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "table/figures.h"
#include "table/figures_order.h"

/* Makes room for one more row in all arrays. */
static void
more_rows(struct figures *f)
{
	struct figures_kept *k = &f->kept;
	size_t room = keys_room(&f->keys, k->ready) + 1;

	k->ready = room - 1;
	f->profile = mem_resize(f->profile, room, sizeof *f->profile);
	f->group = mem_resize(f->group, room, sizeof *f->group);
	for (int i = 0; i < f->nnumber; i++)
		f->number[i].x = mem_resize(f->number[i].x, room,
		    sizeof *f->number[i].x);
	for (int i = 0; i < f->nname; i++)
		f->name[i].id = mem_resize(f->name[i].id, room,
		    sizeof *f->name[i].id);
	if (k->npassed > 0)
		k->at = mem_resize(k->at, room, sizeof *k->at);
	if (k->source != NULL)
		k->source = mem_resize(k->source, room, sizeof *k->source);
}

/* From now on rows and rows of the table do not go together. */
static void
count_sources(struct figures *f)
{
	f->kept.source = mem_array(f->kept.ready + 1, sizeof *f->kept.source);
	for (size_t i = 0; i < f->n; i++)
		f->kept.source[i] = (uint32_t)i;
}

static _Noreturn void
duplicate(const struct figures *f, size_t first, size_t second)
{
	figures_die(f, second, KEYS_SECOND,
	    TEXT_ARG(f->table.head[f->keys.unit_column]), figures_where(f,
	    first));
}

/* Finds the earlier row of the current row's keys. */
static _Noreturn void
repeated(const struct figures *f)
{
	size_t i = f->n - 1;

	while (f->profile[i] != f->keys.profile || f->group[i] != f->kept.group)
		i--;
	duplicate(f, i, f->n);
}

/* Refuses duplicates among rows of profiles that stood apart. */
static void
check_scattered(const struct figures *f)
{
	struct figures_groups by = figures_by_key_lean(f->group, f->n,
	    f->groups.n);
	uint32_t *first = mem_array(f->keys.units.n, sizeof *first);

	for (uint32_t g = 0; g < f->groups.n; g++)
		for (uint32_t i = by.start[g]; i < by.start[g + 1]; i++) {
			uint32_t row = figures_kth(&by, i),
			    unit = figures_unit(f, row);

			/* Positions of this group's rows lie from its start
			 * on. */
			if (first[unit] > by.start[g])
				duplicate(f, figures_kth(&by, first[unit] - 1),
				    row);
			first[unit] = i + 1;
		}
	free(first);
	free(by.start);
	free(by.row);
}

/* Reads the numbers and names of the current row to where the next kept row has
 * them.  A missing number goes out as nothing, however it is said. */
static inline void
take_row(struct figures *f)
{
	struct figures_kept *k = &f->kept;
	struct text *field = f->table.col;
	size_t row = f->n;

	k->apart = !f->table.as_head;
	for (int i = 0, n = k->nsign; i < n; i++)
		if (__builtin_expect(text_is(field[k->sign[i]], "NA"), 0)) {
			field[k->sign[i]].n = 0;
			k->apart = true;
		}
	for (int i = 0, n = f->nnumber; i < n; i++) {
		const struct figures_number *m = &f->number[i];
		double x = m->column < 0 ? (double)NAN : tsv_number(&f->table,
		    (size_t)m->column);

		m->x[row] = x;
		if (x != x && m->column >= 0)
			field[m->column].n = 0;
	}
	for (int i = 0, n = f->nname; i < n; i++) {
		struct figures_name *m = &f->name[i];

		if (m->column >= 0 && !text_equal(field[m->column],
		    m->names.text[m->now]))
			m->now = name_next(&m->names, m->now, field[m->column],
			    true);
		m->id[row] = m->now;
	}
}

/* Refuses a share that is none. */
static void
check_shares(const struct figures *f)
{
	for (const struct figures_number *m = f->number;
	    m < f->number + f->nnumber; m++)
		if (m->share)
			keys_share(&f->table, (size_t)m->column, m->x[f->n]);
}

/* Keeps the current row, as the last. */
static inline void
keep_row(struct figures *f)
{
	struct figures_kept *k = &f->kept;

	if (__builtin_expect(f->keys.repeats, 0))
		repeated(f);
	if (k->shares)
		check_shares(f);
	if (k->source != NULL)
		k->source[f->n] = (uint32_t)(f->table.nrow - 1);
	f->profile[f->n] = f->keys.profile;
	f->group[f->n] = k->group;
	if (k->npassed > 0)
		figures_record_keep(f);
	f->n++;
}

void
figures_read(struct figures *f, figures_learn *learn, void *context)
{
	uint32_t known = 0;
	size_t cap = 1;
	bool *wanted = mem_array(cap, sizeof *wanted);

	figures_lay_out(f);
	while (keys_row(&f->keys)) {
		if (__builtin_expect(f->n == f->kept.ready, 0))
			more_rows(f);
		f->kept.group = pair_add(&f->groups, f->keys.year,
		    f->keys.indicator);
		take_row(f);
		if (__builtin_expect(f->keys.indicator == known, 0)) {
			wanted = mem_grow(wanted, &cap, (size_t)known + 1,
			    sizeof *wanted);
			wanted[known++] = learn == NULL || learn(context, f);
		}
		if (wanted[f->keys.indicator])
			keep_row(f);
		else if (f->kept.source == NULL)
			count_sources(f);
	}
	free(wanted);
	if (f->keys.scattered)
		check_scattered(f);
}

uint32_t
figures_shared(const struct figures_name *m, const uint32_t *row, size_t n)
{
	uint32_t id = n > 0 ? m->id[row[0]] : 0;

	for (size_t i = 1; i < n; i++)
		if (m->id[row[i]] != id)
			return 0;
	return id;
}

size_t
figures_add(struct figures *f, uint32_t profile, uint32_t group,
    const uint32_t *like, size_t n)
{
	if (f->n == f->kept.ready)
		more_rows(f);
	if (f->kept.source == NULL)
		count_sources(f);
	f->kept.source[f->n] = FIGURES_ADDED;
	f->profile[f->n] = profile;
	f->group[f->n] = group;
	for (int i = 0; i < f->nnumber; i++)
		f->number[i].x[f->n] = (double)NAN;
	for (int i = 0; i < f->nname; i++)
		f->name[i].id[f->n] = figures_shared(&f->name[i], like, n);
	if (f->kept.npassed > 0)
		figures_record_add(f, group, like, n);
	return f->n++;
}

void
figures_set(struct figures *f, size_t row, double x)
{
	f->number[0].x[row] = x;
	if (f->kept.npassed > 0)
		f->kept.at[row] |= FIGURES_SET;
}
