/* cell - figures as other people's tables write them. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "number/num.h"
#include "stream/cell.h"
#include "stream/flag.h"
#include "stream/out.h"

/* LONGEST: no longer text has signs around a figure, as each is looked for anew
 * in what is left. FINITE: so many digits are below the largest double. */
enum { LONGEST = 1024, FINITE = 300 };

void
cell_init(struct cell *c)
{
	memset(c, 0, sizeof *c);
	c->value = out_nothing;
	c->flag = out_nothing;
	c->decimal = '.';
	names_init(&c->signs);
}

/* The text without its first n bytes. */
static struct text
without(struct text t, size_t n)
{
	return (struct text){ t.s + n, t.n - n };
}

static bool
begins_with(struct text t, struct text front)
{
	return t.n >= front.n && text_equal((struct text){ t.s, front.n },
	    front);
}

static bool
ends_with(struct text t, struct text back)
{
	return back.n == 0 || (t.n >= back.n &&
	    t.s[t.n - 1] == back.s[back.n - 1] &&
	    text_equal((struct text){ t.s + t.n - back.n, back.n }, back));
}

/* How many bytes the mark of thousands at the front has, 0 if there is none. */
static inline size_t
mark_at(struct text t, struct text mark)
{
	static const char *const blanks[] = { "\xc2\xa0", "\xe2\x80\x89",
	    "\xe2\x80\xaf" };

	if (t.n == 0 || mark.n == 0)
		return 0;
	if (begins_with(t, mark))
		return mark.n;
	for (size_t i = 0; i < 3 && text_is(mark, " "); i++)
		if (begins_with(t, text_of(blanks[i])))
			return strlen(blanks[i]);
	return 0;
}

/* Copies the digits at the front to p; returns how many. */
static size_t
copy_digits(char *p, struct text t)
{
	size_t n = 0;

	for (; n < t.n && text_is_digit(t.s[n]); n++)
		p[n] = t.s[n];
	return n;
}

/* What the value is, a text with a point and without marks. */
static enum cell_reading
read_value(const struct cell *c)
{
	double x;
	enum num_kind kind = num_read(c->value, &x);

	return kind == NUM_FINITE ? CELL_READ : kind == NUM_OVERFLOW ?
	    CELL_OVERFLOW : CELL_NO_NUMBER;
}

/* Marks of thousands stand between groups of three: 0.125 is not a hundred and
 * twenty-five, whatever the mark. */
enum cell_reading
cell_read_marked(struct cell *c, struct text t)
{
	size_t n, mark, room = t.n + OUT_OVER;
	bool marks;
	char *p;

	c->value = t;
	if (c->decimal == '.' && num_plain(t))
		return CELL_READ;
	if (c->scratch == NULL || room > c->scratch_cap)
		c->scratch = mem_grow(c->scratch, &c->scratch_cap, room, 1);
	p = c->scratch;
	if (t.n > 0 &&
	    (*t.s == '-' || begins_with(t, text_of("\xe2\x88\x92")))) {
		*p++ = '-';
		t = cell_trim(without(t, *t.s == '-' ? 1 : 3));
	} else if (t.n > 0 && *t.s == '+') {
		*p++ = '+';
		t = without(t, 1);
	}
	n = copy_digits(p, t);
	marks = n >= 1 && n <= 3 && *t.s != '0';
	while ((mark = mark_at(without(t, n), c->thousands)) > 0) {
		t = without(t, n + mark);
		p += n;
		n = copy_digits(p, t);
		if (!marks || n != 3)
			return CELL_THREES;
	}
	t = without(t, n);
	p += n;
	if (t.n > 0 && *t.s == c->decimal) {
		*p++ = '.';
		n = copy_digits(p, without(t, 1));
		t = without(t, n + 1);
		p += n;
	}
	if (t.n > 0 && *t.s != 'e' && *t.s != 'E')
		return CELL_NO_NUMBER;
	p = out_copy(p, t);
	c->value = (struct text){ c->scratch, (size_t)(p - c->scratch) };
	return n > 0 && t.n == 0 && c->value.n <= FINITE ? CELL_READ :
	    read_value(c);
}

/* Puts a flag before those that there are, unless it is one of them. */
static void
add_flag(struct cell *c, struct text flag)
{
	size_t n = c->flag.n;

	if (flag.n == 0 || (n > 0 && memmem(c->flag.s, n, flag.s,
	    flag.n) != NULL))
		return;
	c->flags = mem_grow(c->flags, &c->flags_cap, flag.n + n + OUT_OVER, 1);
	memmove(c->flags + flag.n, c->flags, n);
	memcpy(c->flags, flag.s, flag.n);
	c->flag = (struct text){ c->flags, flag.n + n };
}

/* Takes a sign off both ends of a text, and the blanks beside it; with `alone`
 * nothing need be left.  False if there is none. */
static bool
take_around(struct cell *c, struct text *t, bool alone)
{
	for (size_t i = 0; i < c->naround && t->n <= LONGEST; i++) {
		struct text before = c->around[i].before,
		    behind = c->around[i].behind;

		if (t->n + alone <= before.n + behind.n ||
		    (alone && before.n > 0) || !ends_with(*t, behind) ||
		    !begins_with(*t, before))
			continue;
		*t = cell_trim((struct text){ t->s + before.n,
		    t->n - before.n - behind.n });
		add_flag(c, c->around[i].flag);
		return true;
	}
	return false;
}

/* True if the text is a sign, which is then the figure. */
static bool
read_sign(struct cell *c, struct text t)
{
	uint32_t s = t.n == 0 || !c->begins[(unsigned char)*t.s] ? NAME_NONE :
	    name_find(&c->signs, t);

	if (s == NAME_NONE || c->sign[s].value.s == NULL)
		return false;
	c->value = c->sign[s].value;
	add_flag(c, c->sign[s].flag);
	return true;
}

/* True if figure and signs behind it are one sign, with or without a blank
 * between. */
static bool
read_both(struct cell *c, struct text figure, struct text behind)
{
	char *p;

	c->scratch = mem_grow(c->scratch, &c->scratch_cap,
	    figure.n + 1 + behind.n + OUT_OVER, 1);
	p = c->scratch;
	if (figure.n > 0)
		memcpy(p, figure.s, figure.n);
	p[figure.n] = ' ';
	memcpy(p + figure.n + 1, behind.s, behind.n);
	if (read_sign(c,
	    cell_trim((struct text){ p, figure.n + 1 + behind.n })))
		return true;
	memmove(p + figure.n, p + figure.n + 1, behind.n);
	return read_sign(c, (struct text){ p, figure.n + behind.n });
}

/* Reads the signs behind a figure; letters of the stream's flags stand for
 * themselves. */
static const char *
read_behind(struct cell *c, struct text t)
{
	struct text all = t;

	while (t.n > 0 && take_around(c, &t, true))
		continue;
	if (!flag_known(t)) {
		snprintf(c->wrong, sizeof c->wrong,
		    "has the flag '%.*s', which is no sign of --signs (it would be '#%.*s')",
		    all.n < 40 ? (int)all.n : 40, all.s, t.n < 40 ? (int)t.n :
		    40, t.s);
		return c->wrong;
	}
	add_flag(c, t);
	return NULL;
}

const char *
cell_read(struct cell *c, struct text figure, struct text behind)
{
	const char *wrong = NULL;
	struct text t;

	c->value = out_nothing;
	c->flag = out_nothing;
	t = figure = cell_trim(figure);
	behind = cell_trim(behind);
	if (behind.n > 0 && read_both(c, figure, behind))
		return NULL;
	if (behind.n > 0)
		wrong = read_behind(c, behind);
	while (wrong == NULL && t.n > 0 && !(c->digits && read_sign(c, t))) {
		enum cell_reading reading = cell_read_marked(c, t);

		if (reading == CELL_READ)
			break;
		c->value = out_nothing;
		if (read_sign(c, t) || text_is(t, "NA"))
			break;
		if (!take_around(c, &t, false))
			return cell_no_figure(c, figure, reading);
	}
	return wrong;
}
