/* cell_signs - the table of signs that stand instead of figures, or around
 * them. */
#include <string.h>

#include "base/mem.h"
#include "stream/cell.h"
#include "stream/tsv.h"

/* Adds a sign that stands around figures, those with the longest texts
 * first. */
static void
add_around(struct cell *c, const struct tsv *t, struct text sign,
    struct text flag)
{
	struct text behind = sign, before = text_cut(&behind, '#');
	struct cell_around a = { cell_keep(cell_trim(before)),
	    cell_keep(cell_trim(behind)), flag };
	size_t n = a.before.n + a.behind.n, i = c->naround++;

	if (behind.s == NULL || n == 0 || memchr(behind.s, '#',
	    behind.n) != NULL)
		tsv_die(t,
		    "the sign '%.*s' of the value # needs one # and a text around it",
		    TEXT_ARG(sign));
	c->around = mem_grow(c->around, &c->around_cap, c->naround,
	    sizeof *c->around);
	for (; i > 0 && c->around[i - 1].before.n + c->around[i - 1].behind.n <
	    n; i--)
		c->around[i] = c->around[i - 1];
	c->around[i] = a;
}

static void
add_sign(struct cell *c, const struct tsv *t, struct text sign, size_t value,
    struct text flag)
{
	uint32_t id = c->signs.n;

	if (name_add(&c->signs, sign) < id)
		tsv_die(t, "the sign '%.*s' is there twice", TEXT_ARG(sign));
	c->sign = mem_grow(c->sign, &c->sign_cap, c->signs.n, sizeof *c->sign);
	c->sign[id] = (struct cell_sign){ { NULL, 0 }, flag };
	if (text_is(t->col[value], "#")) {
		add_around(c, t, sign, flag);
		return;
	}
	c->sign[id].value = cell_keep(tsv_has_number(t, value) ? t->col[value] :
	    text_of(""));
	c->begins[(unsigned char)*sign.s] = true;
	for (size_t i = 0; i < sign.n; i++)
		c->digits = c->digits || text_is_digit(sign.s[i]);
}

void
cell_signs(struct cell *c, const char *path)
{
	size_t sign, value, flag;
	struct tsv t;

	tsv_open_one(&t, path, TSV_BY_HAND);
	sign = tsv_need(&t, "sign");
	value = tsv_need(&t, "value");
	flag = tsv_need(&t, "flag");
	while (tsv_row(&t)) {
		const char *wrong = cell_wrong_text(t.col[flag]);

		if (wrong != NULL)
			tsv_die(&t, "column flag: '%.*s' %s",
			    TEXT_ARG(t.col[flag]), wrong);
		if (t.col[sign].n == 0)
			tsv_die(&t, "column sign is empty");
		add_sign(c, &t, t.col[sign], value, cell_keep(t.col[flag]));
	}
	tsv_close(&t);
}
