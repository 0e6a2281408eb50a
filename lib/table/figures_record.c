/* figures_record - what a row of a table in memory passes, as bytes. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "table/figures.h"

enum {
	LENGTHS = 2 + sizeof(uint32_t)  /* what stands before a piece at most */
};

/* Puts a text, which is readable OUT_OVER bytes behind its end, behind its
 * length. */
static inline char *
put_text(char *p, struct text t)
{
	uint32_t n = (uint32_t)t.n;

	if (__builtin_expect(n < FIGURES_LONG, 1)) {
		*p++ = (char)n;
	} else {
		*p++ = (char)FIGURES_LONG;
		memcpy(p, &n, sizeof n);
		p += sizeof n;
	}
	return out_copy(p, t);
}

/* Puts a stretch of a row of group g. */
static inline char *
put_stretch(char *p, struct figures_rest *r, uint32_t g, struct text t)
{
	size_t front;

	if (__builtin_expect(r->common[g] == NAME_NONE, 0))
		r->common[g] = name_add(&r->names, t);
	if (text_equal(t, r->names.text[r->common[g]])) {
		*p++ = (char)FIGURES_SAME;
		return p;
	}
	if (text_equal(t, (struct text){ r->last, r->nlast })) {
		if (r->named == NAME_NONE)
			r->named = name_add(&r->names, t);
		*p++ = (char)FIGURES_NAMED;
		memcpy(p, &r->named, sizeof r->named);
		return p + sizeof r->named;
	}
	r->last = mem_grow(r->last, &r->last_cap, t.n + OUT_OVER, 1);
	out_copy(r->last, t);
	r->nlast = t.n;
	r->named = NAME_NONE;
	front = text_front(t, r->names.text[r->common[g]], FIGURES_FRONT);
	*p++ = (char)front;
	return put_text(p, (struct text){ t.s + front, t.n - front });
}

/* Makes room for what the rows of group g have in common. */
static void
more_groups(struct figures_kept *k, uint32_t g)
{
	for (struct figures_rest *r = k->rest; r < k->rest + k->nrest; r++) {
		r->common = mem_grow(r->common, &r->common_cap, (size_t)g + 1,
		    sizeof *r->common);
		for (uint32_t i = k->ngroup; i <= g; i++)
			r->common[i] = NAME_NONE;
	}
	k->ngroup = g + 1;
}

/* Begins the record of a row of group g that passes at most n bytes. */
static inline char *
begin_record(struct figures_kept *k, size_t row, uint32_t g, size_t n)
{
	size_t part = row / FIGURES_BASE;

	if (row % FIGURES_BASE == 0) {
		k->base = mem_grow(k->base, &k->base_cap, part + 1,
		    sizeof *k->base);
		k->base[part] = k->nrecord;
	}
	k->at[row] = (uint32_t)(k->nrecord - k->base[part]);
	n += k->nrecord + (size_t)k->npassed * LENGTHS + OUT_OVER;
	if (__builtin_expect(n > k->record_cap, 0))
		k->record = mem_grow(k->record, &k->record_cap, n, 1);
	if (__builtin_expect(g >= k->ngroup, 0))
		more_groups(k, g);
	return k->record + k->nrecord;
}

/* A stretch of the current row, the fields of which stand apart. */
static struct text
join_fields(struct figures *f, const struct text *first,
    const struct text *last)
{
	struct figures_kept *k = &f->kept;
	size_t n = 0;

	for (const struct text *c = first; c <= last; c++) {
		k->scratch = mem_grow(k->scratch, &k->scratch_cap,
		    n + c->n + 1 + OUT_OVER, 1);
		if (c > first)
			k->scratch[n++] = '\t';
		if (c->n != 0)
			memcpy(k->scratch + n, c->s, c->n);
		n += c->n;
	}
	return (struct text){ k->scratch, n };
}

/* A stretch of the current row as one text, valid until the next is asked
 * for. */
static inline struct text
stretch_now(struct figures *f, const struct figures_rest *r)
{
	const struct text *first = &f->table.col[r->first],
	    *last = first + r->count - 1;

	if (__builtin_expect(f->kept.apart, 0))
		return join_fields(f, first, last);
	return (struct text){ first->s, (size_t)(last->s - first->s) +
	    last->n };
}

void
figures_record_keep(struct figures *f)
{
	struct figures_kept *k = &f->kept;
	char *p = begin_record(k, f->n, k->group, f->table.row.n);

	for (const struct figures_piece *q = k->passed, *end = q + k->npassed;
	    q < end; q++)
		if (q->kind == FIGURES_NUMBER) {
			p = put_text(p, f->table.col[q->column]);
		} else {
			struct figures_rest *r = &k->rest[q->which];

			p = put_stretch(p, r, k->group, stretch_now(f, r));
		}
	k->nrecord = (size_t)(p - k->record);
}

/* Puts a stretch of a row into s, which grows; returns how many bytes it
 * has. */
static size_t
stretch_of_row(const struct figures *f, int rest, size_t row, char **s,
    size_t *cap)
{
	const struct figures_kept *k = &f->kept;
	const char *record = figures_record(k, row);
	struct figures_stretch t;

	for (const struct figures_piece *p = k->passed;; p++)
		if (p->kind == FIGURES_NUMBER) {
			figures_record_text(&record);
		} else {
			t = figures_record_stretch(&k->rest[p->which],
			    f->group[row], &record);
			if (p->which == rest)
				break;
		}
	*s = mem_grow(*s, cap, t.front.n + t.back.n + OUT_OVER, 1);
	return (size_t)(figures_stretch_copy(*s, &t) - *s);
}

/* Empties the fields of s, n bytes, that are not so in t; returns how many
 * bytes are left. */
static size_t
keep_common(char *s, size_t n, struct text t)
{
	struct text rest = { s, n };
	char *p = s;

	for (;;) {
		struct text a = text_cut(&rest, '\t'), b = text_cut(&t, '\t');

		if (a.n > 0 && text_equal(a, b)) {
			memmove(p, a.s, a.n);
			p += a.n;
		}
		if (rest.s == NULL)
			return (size_t)(p - s);
		*p++ = '\t';
	}
}

/* A stretch as it is in all of n rows, the fields in which they differ empty;
 * in scratch. */
static struct text
stretch_like(struct figures *f, int rest, const uint32_t *like, size_t n)
{
	struct figures_kept *k = &f->kept;
	size_t used = (size_t)k->rest[rest].count - 1, cap = 0;
	char *other = NULL;

	if (n == 0) {
		k->scratch = mem_grow(k->scratch, &k->scratch_cap,
		    used + OUT_OVER, 1);
		memset(k->scratch, '\t', used);
	} else {
		used = stretch_of_row(f, rest, like[0], &k->scratch,
		    &k->scratch_cap);
	}
	for (size_t i = 1; i < n; i++) {
		size_t m = stretch_of_row(f, rest, like[i], &other, &cap);

		used = keep_common(k->scratch, used, (struct text){ other, m });
	}
	free(other);
	return (struct text){ k->scratch, used };
}

void
figures_record_add(struct figures *f, uint32_t group, const uint32_t *like,
    size_t n)
{
	struct figures_kept *k = &f->kept;

	begin_record(k, f->n, group, 0);
	for (const struct figures_piece *q = k->passed;
	    q < k->passed + k->npassed; q++) {
		struct text t = { NULL, 0 };
		char *p;

		if (q->kind == FIGURES_REST)
			t = stretch_like(f, q->which, like, n);
		k->record = mem_grow(k->record, &k->record_cap,
		    k->nrecord + t.n + LENGTHS + OUT_OVER, 1);
		p = k->record + k->nrecord;
		if (q->kind == FIGURES_REST)
			p = put_stretch(p, &k->rest[q->which], group, t);
		else
			*p++ = 0;
		k->nrecord = (size_t)(p - k->record);
	}
}
