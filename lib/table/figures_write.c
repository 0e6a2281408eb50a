/* figures_write - a table in memory put back as rows. */
#include <string.h>

#include "table/figures.h"

void
figures_write_head(struct figures *f, struct out *o)
{
	f->lead.there = f->npiece > 2 && f->piece[0].kind == FIGURES_YEAR &&
	    f->piece[1].kind == FIGURES_UNIT;
	f->lead.profile = f->lead.last = NAME_NONE;
	for (int i = 0; i < f->npiece; i++) {
		const struct figures_piece *p = &f->piece[i];

		if (i > 0)
			out_char(o, '\t');
		switch (p->kind) {
		case FIGURES_YEAR:
			out_string(o, "year");
			break;
		case FIGURES_UNIT:
			out_text(o, f->table.head[f->keys.unit_column]);
			break;
		case FIGURES_INDICATOR:
			out_string(o, "indicator");
			break;
		case FIGURES_NUMBER:
			out_text(o, f->table.head[f->number[p->which].column]);
			break;
		case FIGURES_NAME:
			out_text(o, f->table.head[f->name[p->which].column]);
			break;
		case FIGURES_OWN:
			out_string(o, f->own[p->which]);
			break;
		case FIGURES_REST:
			for (int k = 0; k < f->rest[p->which].count; k++) {
				if (k > 0)
					out_char(o, '\t');
				out_text(o, f->table.head[f->rest[p->which].first + k]);
			}
		}
	}
	out_char(o, '\n');
}

/* The number of a row as it came in, or as figures_set has it. */
static void
put_passed(struct out *o, const struct figures_number *m, size_t row)
{
	if ((m->bytes.at[row] & FIGURES_SET) != 0)
		out_number(o, m->x[row]);
	else
		out_text(o, figures_bytes(&m->bytes, row));
}

/* The text of a number in the record of a row; empty if num_put writes the same. */
static struct text
text_in_record(const struct figures *f, int number, size_t row)
{
	const char *record = figures_record(f, row);

	for (const struct figures_piece *p = f->passed; p < f->passed + f->npassed; p++) {
		struct text t;

		if (p->kind == FIGURES_REST && (unsigned char)*record++ == FIGURES_SAME)
			continue;
		t = figures_record_next(&record);
		if (p->kind == FIGURES_NUMBER && p->which == number)
			return t;
	}
	return (struct text){ NULL, 0 };
}

void
figures_put_raw(const struct figures *f, struct out *o, int number, size_t row, double x)
{
	const struct figures_number *m = &f->number[number];
	struct text t = { NULL, 0 };

	if (m->passed)
		t = figures_bytes(&m->bytes, row);
	else if (f->whole)
		t = text_in_record(f, number, row);
	if (t.n == 0)
		out_number(o, x);
	else
		out_text(o, t);
}

/* Puts year and unit of a row.  Where rows of one profile stand together they are put
 * together once, for the second of them. */
static inline void
put_lead(struct figures *f, struct out *o, uint32_t profile)
{
	struct figures_lead *lead = &f->lead;
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

/* Puts a stretch of a record, with a tab behind; `first` is that of the group's first row. */
static inline void
put_stretch(struct out *o, struct text first, const char **record)
{
	unsigned front = (unsigned char)*(*record)++;
	struct text t;

	if (front == FIGURES_SAME) {
		out_room(o, first.n + 1);
		out_field(o, first, '\t');
		return;
	}
	t = figures_record_next(record);
	first.n = front & ~(unsigned)FIGURES_TWICE;
	out_room(o, first.n + 2 * t.n + 2);
	o->at = out_copy(o->at, first);
	out_field(o, t, '\t');
	if ((front & FIGURES_TWICE) != 0)
		out_field(o, t, '\t');
}

void
figures_write_row(struct figures *f, struct out *o, size_t row, figures_put *own)
{
	const struct figures_piece *p = f->piece, *end = f->piece + f->npiece;
	const char *record = f->whole ? figures_record(f, row) : NULL;

	if (f->lead.there) {
		put_lead(f, o, f->profile[row]);
		p += 2;
	}
	for (; p < end; p++) {
		struct text t;

		switch (p->kind) {
		case FIGURES_YEAR:
			t = f->keys.years.text[figures_year(f, row)];
			break;
		case FIGURES_UNIT:
			t = f->keys.units.text[figures_unit(f, row)];
			break;
		case FIGURES_INDICATOR:
			t = f->keys.indicators.text[figures_indicator(f, row)];
			break;
		case FIGURES_NAME:
			t = f->name[p->which].names.text[f->name[p->which].id[row]];
			break;
		case FIGURES_REST:
			t = f->rest[p->which].names.text[f->rest[p->which].id[f->whole ?
			    f->group[row] : row]];
			if (!f->whole)
				break;
			put_stretch(o, t, &record);
			continue;
		case FIGURES_NUMBER:
			if (f->whole) {
				t = figures_record_next(&record);
				if (t.n != 0)
					break;
				out_number(o, f->number[p->which].x[row]);
			} else {
				put_passed(o, &f->number[p->which], row);
			}
			out_char(o, '\t');
			continue;
		default:
			own(o, p->which, row);
			out_char(o, '\t');
			continue;
		}
		out_room(o, t.n + 1);
		out_field(o, t, '\t');
	}
	/* The tab behind the last field was one too many. */
	o->at[-1] = '\n';
}
