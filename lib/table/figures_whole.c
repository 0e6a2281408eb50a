/* figures_whole - the rows of a table that is passed on whole: a record of each.
 *
 * What a row passes beside its keys comes in pieces: numbers, and stretches of other columns
 * between them.  A record is its pieces as they go out, each behind its length: a byte, or
 * FIGURES_LONG and four.  What tables of scores are full of is left out:
 *
 * - The bytes of a number that num_put would write so again.  Seen only for short whole
 *   numbers, such as ranks.
 * - Of a stretch what is as in the first row of the group: all cities of an edition have in
 *   common an indicator's parent, its weight, how many are ranked.  A byte stands before it:
 *   FIGURES_SAME, and nothing follows; or how many of the first bytes are as there, and the
 *   others follow.  FIGURES_TWICE is added to that number if these stand twice, with a tab
 *   between: coverage and measured, where nothing was imputed.
 */
#include "table/figures.h"

/* Numbers of more digits are kept as they are. */
enum { SHORT = 8 };

/* What stands before a piece at most. */
enum { LENGTHS = 2 + sizeof(uint32_t) };

/* Would num_put write the number so? */
static inline bool
is_plain(struct text t)
{
	if (t.n - 1 >= SHORT || (*t.s == '0' && t.n > 1))
		return false;
	for (size_t i = 0; i < t.n; i++)
		if (t.s[i] < '0' || t.s[i] > '9')
			return false;
	return true;
}

/* Puts a piece, of a text that is readable OUT_OVER bytes behind its end. */
static inline char *
put_piece(char *p, struct text t)
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

/* Begins a record of at most n bytes. */
static inline char *
begin(struct figures *f, size_t n)
{
	struct figures_records *r = &f->records;
	size_t part = f->n / FIGURES_BASE;

	if (f->n % FIGURES_BASE == 0) {
		r->base = mem_grow(r->base, &r->base_cap, part + 1, sizeof *r->base);
		r->base[part] = r->n;
	}
	r->at[f->n] = (uint32_t)(r->n - r->base[part]);
	n += r->n + OUT_OVER;
	if (__builtin_expect(n > r->cap, 0))
		r->s = mem_grow(r->s, &r->cap, n, 1);
	return r->s + r->n;
}

/* Puts a stretch beside that of the first row of the group. */
static inline char *
put_stretch(char *p, struct text t, struct text first)
{
	size_t front, half;

	if (text_equal(t, first)) {
		*p++ = (char)FIGURES_SAME;
		return p;
	}
	front = text_front(t, first, FIGURES_TWICE - 2);
	half = (t.n - front) / 2;
	t.s += front;
	t.n -= front;
	if (t.n % 2 == 1 && t.s[half] == '\t' &&
	    text_equal((struct text){ t.s, half }, (struct text){ t.s + half + 1, half })) {
		t.n = half;
		front |= FIGURES_TWICE;
	}
	*p++ = (char)front;
	return put_piece(p, t);
}

/* The stretches of the current row are those of its group. */
static void
begin_group(struct figures *f)
{
	uint32_t g = f->records.ngroup++;

	for (struct figures_rest *r = f->rest; r < f->rest + f->nrest; r++) {
		r->id = mem_grow(r->id, &r->cap, (size_t)g + 1, sizeof *r->id);
		r->id[g] = name_add(&r->names, figures_rest_text(f, r));
	}
}

void
figures_record_keep(struct figures *f)
{
	/* No more than the line, and the lengths. */
	char *p = begin(f, f->table.row.n + (size_t)f->npassed * LENGTHS);
	uint32_t g = f->group_now;

	if (__builtin_expect(g == f->records.ngroup, 0))
		begin_group(f);
	for (const struct figures_piece *q = f->passed; q < f->passed + f->npassed; q++)
		if (q->kind == FIGURES_NUMBER) {
			struct text t = f->table.col[f->number[q->which].column];

			if (t.n == 0 || is_plain(t))
				*p++ = 0;
			else
				p = put_piece(p, t);
		} else {
			struct figures_rest *r = &f->rest[q->which];

			p = put_stretch(p, figures_rest_text(f, r), r->names.text[r->id[g]]);
		}
	f->records.n = (size_t)(p - f->records.s);
}

void
figures_record_add(struct figures *f)
{
	char *p = begin(f, f->table.ncol + (size_t)f->npassed * LENGTHS);

	for (const struct figures_piece *q = f->passed; q < f->passed + f->npassed; q++)
		if (q->kind == FIGURES_NUMBER) {
			*p++ = 0;
		} else {
			size_t tabs = (size_t)f->rest[q->which].count - 1;

			f->scratch = mem_grow(f->scratch, &f->scratch_cap, tabs + OUT_OVER, 1);
			memset(f->scratch, '\t', tabs);
			*p++ = 0;
			p = put_piece(p, (struct text){ f->scratch, tabs });
		}
	f->records.n = (size_t)(p - f->records.s);
}
