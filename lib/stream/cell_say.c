/* cell_say - what is wrong with a figure, and what would mend it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "stream/cell.h"

/* The blank that a text holds between thousands and does not show, or 0. */
static uint32_t
hidden_blank(struct text t)
{
	while (t.n > 0) {
		uint32_t code = utf8_next(&t, NULL);

		if (code == 0xa0 || code == 0x2009 || code == 0x202f)
			return code;
	}
	return 0;
}

/* True if the mark of thousands is in the text. */
static bool
has_mark(struct text t, struct text mark)
{
	return memmem(t.s, t.n, mark.s, mark.n) != NULL ||
	    (text_is(mark, " ") && hidden_blank(t) > 0);
}

/* True if other marks are to be tried on a text: none of them is given for
 * nothing. */
static bool
may_mend(const struct cell *c, const struct cell *other, struct text t)
{
	bool decimal = other->decimal != c->decimal,
	    thousands = other->thousands.n > 0;

	if (thousands ? *other->thousands.s == other->decimal ||
	    !has_mark(t, other->thousands) : !decimal)
		return false;
	return !decimal || (thousands && *other->thousands.s == c->decimal) ||
	    memchr(t.s, other->decimal, t.n) != NULL;
}

bool
cell_mend(const struct cell *c, struct text t, char *p, size_t size)
{
	static const char *const marks[][2] = { { "", "" }, { ",", "," },
	{ ".", "." },
		{ " ", "' '" }, { "'", "\"'\"" }, { "\xe2\x80\x99",
		    "\xe2\x80\x99" } };
	struct cell other = { .decimal = '.' };
	size_t n = 0;

	t = cell_trim(t);
	for (size_t i = 0; t.n > 0 && i < 2 * sizeof marks / sizeof *marks;
	    i++) {
		const char *mark = marks[i / 2][0];
		bool decimal, thousands = *mark != '\0';
		char blank[40] = "";

		other.decimal = i % 2 == 0 ? '.' : ',';
		other.thousands = text_of(mark);
		decimal = other.decimal != c->decimal;
		if (n >= size || !may_mend(c, &other, t) ||
		    cell_read_marked(&other, t) != CELL_READ)
			continue;
		if (*mark == ' ' && hidden_blank(t) > 0)
			snprintf(blank, sizeof blank,
			    " (the blank in it is U+%04lX)",
			    (unsigned long)hidden_blank(t));
		n += (size_t)snprintf(p + n, size - n,
		    "%s%s%.*s%s%s%s%s as %.*s", n > 0 ? "," : "",
		    decimal ? " --decimal " : "", decimal, &other.decimal,
		    thousands ? " --thousands " : "", marks[i / 2][1], blank,
		    n > 0 ? "" : " reads it", other.value.n < 40 ?
		    (int)other.value.n : 40, other.value.s);
	}
	free(other.scratch);
	return n > 0;
}

/* True if the text is a figure and something in brackets behind it, as an
 * interval, which is said then. */
static bool
says_bracket(struct cell *c, struct text t)
{
	size_t n = 0;

	while (n < t.n && t.s[n] != '[' && t.s[n] != '(')
		n++;
	if (n == t.n || (t.s[t.n - 1] != ']' && t.s[t.n - 1] != ')') ||
	    cell_read_marked(c, cell_trim((struct text){ t.s, n })) !=
	    CELL_READ)
		return false;
	snprintf(c->wrong, sizeof c->wrong,
	    "is not a number; as a text, not called value and "
	    "without --id, sci-tidy --split 'COLUMN=value%s%c_%c' takes it apart",
	    t.s[n - 1] == ' ' ? " " : "", t.s[n], t.s[t.n - 1]);
	return true;
}

const char *
cell_no_figure(struct cell *c, struct text t, enum cell_reading why)
{
	const char *wrong = cell_wrong_text(t), *what;
	char mend[CELL_WRONG - 64];
	struct text figure = t;
	size_t before;

	if (wrong != NULL || why == CELL_OVERFLOW)
		return wrong != NULL ? wrong : "is beyond the doubles";
	if (why == CELL_THREES)
		return "has marks of --thousands that do not part its digits in threes";
	if (cell_mend(c, t, mend, sizeof mend)) {
		snprintf(c->wrong, sizeof c->wrong, "is not a number;%s", mend);
		return c->wrong;
	}
	if (says_bracket(c, t))
		return c->wrong;
	while (figure.n > 0 && !text_is_digit(*figure.s))
		figure = (struct text){ figure.s + 1, figure.n - 1 };
	while (figure.n > 0 && !text_is_digit(figure.s[figure.n - 1]))
		figure.n--;
	what = c->signs.n > 0 ? "is neither a number nor a sign of --signs" :
	    "is not a number; --signs says what signs mean";
	if (figure.n == 0 || t.n - figure.n >= 20 || cell_read_marked(c,
	    figure) != CELL_READ)
		return what;
	before = (size_t)(figure.s - t.s);
	snprintf(c->wrong, sizeof c->wrong,
	    "%s (a sign '%.*s#%.*s' would be around figures)", what,
	    (int)before, t.s, (int)(t.n - before - figure.n),
	    figure.s + figure.n);
	return c->wrong;
}
