/* figures_write - a table in memory put back as rows. */
#include <string.h>

#include "table/figures.h"

enum {
	NEAR = 16384,           /* rows that the processor keeps near: memory need not be asked early */
	AHEAD = 4               /* rows between what one step asks for and the next */
};

void
figures_write_head(struct figures *f, struct out *o)
{
	struct figures_kept *k = &f->kept;

	k->lead.there = k->npiece > 2 && k->piece[0].kind == FIGURES_YEAR &&
	    k->piece[1].kind == FIGURES_UNIT;
	k->lead.profile = k->lead.last = NAME_NONE;
	for (size_t i = 0; i < f->table.ncol; i++) {
		out_string(o, i == 0 ? "" : "\t");
		out_text(o, f->table.head[i]);
	}
	for (int i = 0; i < k->nown; i++)
		if (tsv_find(&f->table, k->own[i]) < 0) {
			out_char(o, '\t');
			out_string(o, k->own[i]);
		}
	out_char(o, '\n');
}

/* The text of a number in the record of a row; empty if num_put writes the
 * same, or nothing. */
static struct text
text_in_record(const struct figures *f, int number, size_t row)
{
	const struct figures_kept *k = &f->kept;
	const char *record;

	if (k->npassed == 0)
		return (struct text){ NULL, 0 };
	record = figures_record(k, row);
	for (const struct figures_piece *p = k->passed;
	    p < k->passed + k->npassed; p++) {
		struct text t = { NULL, 0 };

		if (p->kind == FIGURES_REST)
			figures_record_stretch(&k->rest[p->which],
			    f->group[row], &record);
		else
			t = figures_record_text(&record);
		if (p->kind == FIGURES_NUMBER && p->which == number)
			return t;
	}
	return (struct text){ NULL, 0 };
}

void
figures_put_raw(const struct figures *f, struct out *o, int number, size_t row,
    double x)
{
	struct text t = text_in_record(f, number, row);

	if (t.n == 0)
		out_number(o, x);
	else
		out_text(o, t);
}

/* Puts year and unit of a row.  Where rows of one profile stand together they
 * are put together once, for the second of them. */
static inline void
put_lead(struct figures *f, struct out *o, uint32_t profile)
{
	struct figures_lead *lead = &f->kept.lead;
	struct text year, unit;
	char *from;

	if (profile == lead->profile) {
		out_text(o, (struct text){ lead->s, lead->n });
		return;
	}
	year = f->keys.years.text[f->keys.profiles.pair[profile].a];
	unit = f->keys.units.text[f->keys.profiles.pair[profile].b];
	out_room(o, year.n + unit.n + 2);
	from = o->at;
	out_field(o, year, '\t');
	out_field(o, unit, '\t');
	if (profile == lead->last && o->at - from <= FIGURES_LEAD) {
		lead->n = (size_t)(o->at - from);
		memcpy(lead->s, from, lead->n);
		lead->profile = profile;
	}
	lead->last = profile;
}

/* Puts a text and the tab behind it. */
static inline void
put_text(struct out *o, struct text t)
{
	out_room(o, t.n + 1);
	out_field(o, t, '\t');
}

static inline void
put_stretch(struct out *o, struct figures_stretch s)
{
	out_room(o, s.front.n + s.back.n + 1);
	o->at = figures_stretch_copy(o->at, &s);
	*o->at++ = '\t';
}

/* Puts a number of a row, likewise: as it came in, or as x has it. */
static inline void
put_number(const struct figures *f, struct out *o, int number, size_t row,
    const char **record)
{
	const struct figures_number *m = &f->number[number];
	struct text t = { NULL, 0 };

	if (!m->anew)
		t = figures_record_text(record);
	if (number == 0 && !m->anew && (f->kept.at[row] & FIGURES_SET) != 0)
		t.n = 0;
	if (t.n == 0) {
		out_number(o, m->x[row]);
		out_char(o, '\t');
	} else {
		put_text(o, t);
	}
}

static inline void
write_row(struct figures *f, struct out *o, size_t row, size_t nth,
    figures_put *own, void *context)
{
	const struct figures_kept *k = &f->kept;
	const struct figures_piece *p = k->piece, *end = p + k->npiece;
	const char *record = k->npassed > 0 ? figures_record(k, row) : "";

	if (k->lead.there) {
		put_lead(f, o, f->profile[row]);
		p += 2;
	}
	for (; p < end; p++) {
		switch (p->kind) {
		case FIGURES_YEAR:
			put_text(o, f->keys.years.text[figures_year(f, row)]);
			break;
		case FIGURES_UNIT:
			put_text(o, f->keys.units.text[figures_unit(f, row)]);
			break;
		case FIGURES_INDICATOR:
			put_text(o, f->keys.indicators.text[figures_indicator(f,
			    row)]);
			break;
		case FIGURES_NAME:
			put_text(o,
			    f->name[p->which].names.text[f->name[p->which].id[row]]);
			break;
		case FIGURES_REST:
			put_stretch(o,
			    figures_record_stretch(&k->rest[p->which],
			    f->group[row], &record));
			break;
		case FIGURES_NUMBER:
			put_number(f, o, p->which, row, &record);
			break;
		case FIGURES_OWN:
			own(context, o, p->which, p->nown, row, nth);
			out_char(o, '\t');
		}
	}
	/* The tab behind the last field was one too many. */
	o->at[-1] = '\n';
}

/* The row that is written so many steps behind the i-th, or the i-th. */
static inline size_t
row_ahead(const uint32_t *rows, size_t i, size_t steps, size_t n)
{
	size_t j = i + AHEAD * steps < n ? i + AHEAD * steps : i;

	return rows == NULL ? j : rows[j];
}

/* Asks memory early for what a row needs when it is written, where rows are not
 * written in the order they came in or their units stand in no order: each step
 * for what the one before has brought the way to, of a row so much nearer. */
__attribute__((always_inline)) static inline void
look_ahead(const struct figures *f, const uint32_t *rows, size_t i, size_t n)
{
	const struct figures_kept *k = &f->kept;
	const struct names *units = &f->keys.units;
	size_t far = row_ahead(rows, i, 4, n), nearer = row_ahead(rows, i, 3,
	    n);

	__builtin_prefetch(&f->profile[far]);
	__builtin_prefetch(&f->group[far]);
	figures_fetch(f, far);
	__builtin_prefetch(&f->keys.profiles.pair[f->profile[nearer]]);
	if (k->npassed > 0)
		__builtin_prefetch(figures_record(k, nearer));
	__builtin_prefetch(&units->text[figures_unit(f, row_ahead(rows, i, 2,
	    n))]);
	__builtin_prefetch(units->text[figures_unit(f, row_ahead(rows, i, 1,
	    n))].s);
}

void
figures_write(struct figures *f, struct out *o, const uint32_t *row, size_t n,
    figures_put *own, void *context)
{
	bool far = f->n >= NEAR && (row != NULL || f->keys.scattered);

	for (size_t i = 0; i < n; i++) {
		if (far)
			look_ahead(f, row, i, n);
		write_row(f, o, row == NULL ? i : row[i], i, own, context);
	}
}
