/* pass - rows that a filter only passes. */
#include "base/mem.h"
#include "stream/column.h"
#include "stream/pass.h"

void
pass_open(struct pass *a, const struct tsv *t)
{
	a->t = t;
	a->number = mem_array(t->ncol, sizeof *a->number);
	for (size_t i = 0; i < t->ncol; i++)
		a->number[i] = column_is_number(t->head[i]);
}

void
pass_head(struct pass *a, struct out *o)
{
	for (size_t i = 0; i < a->t->ncol; i++) {
		if (i > 0)
			out_char(o, '\t');
		out_text(o, a->t->head[i]);
	}
}

/* True if the row can be passed as it stands in the file. */
static bool
is_clean(const struct pass *a)
{
	for (size_t i = 0; i < a->t->ncol; i++)
		if (a->number[i] && text_is(a->t->col[i], "NA"))
			return false;
	return a->t->as_head;
}

char *
pass_put(const struct pass *a, char *p)
{
	const struct tsv *t = a->t;

	if (is_clean(a))
		return out_copy(p, t->row);
	for (size_t i = 0; i < t->ncol; i++) {
		if (i > 0)
			*p++ = '\t';
		if (!a->number[i] || !text_is(t->col[i], "NA"))
			p = out_copy(p, t->col[i]);
	}
	return p;
}
