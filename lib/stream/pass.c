/* pass - rows that a filter passes on. */
#include "base/mem.h"
#include "stream/column.h"
#include "stream/pass.h"

void
pass_open(struct pass *a, const struct tsv *t)
{
	*a = (struct pass){ .t = t };
	a->number = mem_array(t->ncol, sizeof *a->number);
	a->own = mem_array(t->ncol, sizeof *a->own);
	a->numbers = mem_array(t->ncol, sizeof *a->numbers);
	for (size_t i = 0; i < t->ncol; i++) {
		a->number[i] = column_is_number(t->head[i]);
		if (a->number[i])
			a->numbers[a->nnumber++] = i;
	}
}

void
pass_head(const struct pass *a, struct out *o)
{
	for (size_t i = 0; i < a->t->ncol; i++) {
		if (i > 0)
			out_char(o, '\t');
		out_text(o, a->t->head[i]);
	}
}

char *
pass_put(const struct pass *a, char *p)
{
	if (pass_is_clean(a))
		return out_copy(p, a->t->row);
	for (size_t i = 0; i < a->t->ncol; i++) {
		if (i > 0)
			*p++ = '\t';
		p = out_copy(p, pass_field(a, i));
	}
	return p;
}

void
pass_fields(const struct pass *a, struct out *o)
{
	size_t room = a->t->row.n;

	for (size_t i = 0; i < a->t->ncol; i++)
		room += a->own[i].n;
	out_room(o, room);
	o->at = pass_put(a, o->at);
}
