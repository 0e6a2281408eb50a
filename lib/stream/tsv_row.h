/* tsv_row - how a row is split, and its numbers read, where millions of them go
 * through: in a header, so that it becomes part of the loop that reads.  Inside
 * of tsv only.
 */
#ifndef TSV_ROW_H
#define TSV_ROW_H

#include "stream/marks.h"

/* Brings in more lines, of this file or the next; false after the last. */
bool tsv_more(struct tsv *);

/* A mark that is not the one expected: a row too short or too long, a NUL, a CR
 * at the end of a field that is not the last, or another control character,
 * which may stand in a text. */
void tsv_check_mark(struct tsv *, const char *mark);

/* Dies: a field ends in a carriage return. */
_Noreturn void tsv_ends_in_cr(const struct tsv *);

/* How long the lead is, with its tabs: 0 if there is none, or so much that it
 * may not be read behind the end of the buffer. */
static inline size_t
tsv_lead_size(const struct tsv *t)
{
	size_t n = t->lead == 0 || !t->as_head ? 0 :
	    (size_t)(t->col[t->lead].s - t->row.s);

	return n <= MARKS_BEHIND ? n : 0;
}

/* Does the row begin as the one before?  Then its lead is those bytes, here. */
static inline bool
tsv_same_lead(struct tsv *t)
{
	const char *s = t->at;

	if (t->lead_size == 0 || !text_equal((struct text){ s, t->lead_size },
	    (struct text){ t->row.s, t->lead_size }))
		return false;
	t->col[0].s = s;
	if (t->lead == 2)
		t->col[1].s = s + t->col[0].n + 1;
	return true;
}

static inline bool
tsv_row(struct tsv *t)
{
	const char *s, *p, *b;
	struct text *col, *c, *end;
	uint64_t m;

	if (__builtin_expect(t->at == t->whole, 0) && !tsv_more(t))
		return false;
	col = t->as_head ? t->col : t->field;
	end = col + t->ncol - 1;
	s = t->at;
	c = col;
	t->same = tsv_same_lead(t);
	if (t->same) {
		s += t->lead_size;
		c += t->lead;
	}
	b = s;
	m = marks(b);
	while (c < end) {
		p = next_mark(&b, &m);
		if (__builtin_expect(*p != '\t', 0)) {
			tsv_check_mark(t, p);
			continue;
		}
		c->s = s;
		c->n = (size_t)(p - s);
		c++;
		s = p + 1;
	}
	while (__builtin_expect(*(p = next_mark(&b, &m)) != '\n', 0))
		tsv_check_mark(t, p);
	end->s = s;
	end->n = (size_t)(p - s);
	s = p + 1;
	if (__builtin_expect(p[-1] == '\r', 0) && end->n != 0) {
		end->n--;
		p--;
		if (end->n != 0 && p[-1] == '\r')
			tsv_ends_in_cr(t);
	}
	t->row.s = t->at;
	t->row.n = (size_t)(p - t->at);
	if (!t->same)
		t->lead_size = tsv_lead_size(t);
	t->at = s;
	t->nrow++;
	if (__builtin_expect(!t->as_head, 0))
		for (size_t i = 0; i < t->ncol; i++)
			t->col[t->to[i]] = col[i];
	return true;
}

/* Dies because a field of the current row is no number. */
_Noreturn void tsv_bad_number(const struct tsv *, size_t column);

static inline double
tsv_number(const struct tsv *t, size_t column)
{
	double x;

	if (__builtin_expect(num_read_ahead(t->col[column], &x) > NUM_MISSING,
	    0))
		tsv_bad_number(t, column);
	return x;
}

static inline bool
tsv_has_number(const struct tsv *t, size_t column)
{
	double x;

	if (__builtin_expect(num_plain(t->col[column]), 1))
		return true;
	x = tsv_number(t, column);
	return x == x;
}

#endif
