/* cell - figures as other people's tables write them. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "number/num.h"
#include "stream/cell.h"
#include "stream/out.h"
#include "stream/tsv.h"

void
cell_init(struct cell *c)
{
	memset(c, 0, sizeof *c);
	c->decimal = '.';
	names_init(&c->signs);
}

struct text
cell_keep(struct text t)
{
	char *s = mem_array(t.n + OUT_OVER, 1);

	if (t.n != 0)
		memcpy(s, t.s, t.n);
	return (struct text){ s, t.n };
}

void
cell_signs(struct cell *c, const char *path)
{
	char *paths[] = { mem_copy(path, strlen(path)) };
	size_t sign, value, flag;
	struct tsv t;

	tsv_open(&t, paths, 1, TSV_BY_HAND);
	sign = tsv_need(&t, "sign");
	value = tsv_need(&t, "value");
	flag = tsv_need(&t, "flag");
	while (tsv_row(&t)) {
		const char *wrong = cell_wrong_text(t.col[flag]);
		uint32_t id = c->signs.n;
		double x = tsv_number(&t, value);

		if (wrong != NULL)
			tsv_die(&t, "column flag: '%.*s' %s", TEXT_ARG(t.col[flag]), wrong);
		if (t.col[sign].n == 0)
			tsv_die(&t, "column sign is empty");
		if (name_add(&c->signs, t.col[sign]) < id)
			tsv_die(&t, "the sign '%.*s' is there twice", TEXT_ARG(t.col[sign]));
		c->sign = mem_grow(c->sign, &c->sign_cap, c->signs.n, sizeof *c->sign);
		c->sign[id].value = cell_keep(x == x ? t.col[value] : (struct text){ "", 0 });
		c->sign[id].flag = cell_keep(t.col[flag]);
		if (t.col[sign].n > c->longest)
			c->longest = t.col[sign].n;
	}
	tsv_close(&t);
	free(paths[0]);
}

/* The length of the blank at the start, or with `behind` at the end; 0 if there is none. */
static size_t
blank(struct text t, bool behind)
{
	static const char *const blanks[] = { " ", "\t", "\xc2\xa0", "\xe2\x80\xaf" };

	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
		size_t n = strlen(blanks[i]);

		if (t.n >= n && memcmp(behind ? t.s + t.n - n : t.s, blanks[i], n) == 0)
			return n;
	}
	return 0;
}

static struct text
trim(struct text t)
{
	size_t n;

	while ((n = blank(t, false)) > 0)
		t = (struct text){ t.s + n, t.n - n };
	while ((n = blank(t, true)) > 0)
		t.n -= n;
	return t;
}

/* Takes a text off the front if it is there. */
static bool
take(struct text *t, struct text front)
{
	if (front.n == 0 || t->n < front.n || memcmp(t->s, front.s, front.n) != 0)
		return false;
	*t = (struct text){ t->s + front.n, t->n - front.n };
	return true;
}

static size_t
digits(struct text t)
{
	size_t n = 0;

	while (n < t.n && t.s[n] >= '0' && t.s[n] <= '9')
		n++;
	return n;
}

/* Copies the digits of t before the decimal mark to *p, without marks of thousands,
 * and takes them off; false if the marks do not part threes.  0.125 is not a hundred
 * and twenty-five, whatever the mark. */
static bool
take_whole(const struct cell *c, struct text *t, char **p)
{
	size_t n = digits(*t);
	bool leading = n >= 1 && n <= 3 && t->s[0] != '0';

	for (;;) {
		if (n != 0)
			memcpy(*p, t->s, n);
		*p += n;
		*t = (struct text){ t->s + n, t->n - n };
		if (!take(t, c->thousands))
			return true;
		n = digits(*t);
		if (!leading || n != 3)
			return false;
	}
}

/* Reads a number that is not plain: in the table's marks, with a minus that is not ASCII. */
static const char *
read_marked(struct cell *c, struct text t)
{
	char *p;
	double x;

	c->scratch = mem_grow(c->scratch, &c->scratch_cap, t.n + OUT_OVER, 1);
	p = c->scratch;
	if (take(&t, text_of("\xe2\x88\x92")) || take(&t, text_of("-")))
		*p++ = '-';
	else if (take(&t, text_of("+")))
		*p++ = '+';
	if (!take_whole(c, &t, &p))
		return "has marks of --thousands that do not part its digits in threes";
	if (c->decimal != '.' && t.n > 0 && t.s[0] == '.')
		return "is not a number; --thousands . or --decimal . says what the point is";
	if (t.n > 0 && t.s[0] == c->decimal) {
		*p++ = '.';
		t = (struct text){ t.s + 1, t.n - 1 };
	}
	if (c->decimal != ',' && t.n > 0 && t.s[0] == ',')
		return "is not a number; --decimal , reads decimal commas";
	if (t.n != 0)
		memcpy(p, t.s, t.n);
	c->value = (struct text){ c->scratch, (size_t)(p - c->scratch) + t.n };
	switch (num_read(c->value, &x)) {
	case NUM_FINITE:
		return NULL;
	case NUM_OVERFLOW:
		return "is beyond the doubles";
	default:
		return "is not a number; --signs says what signs mean";
	}
}

const char *
cell_read(struct cell *c, struct text t)
{
	double x;
	uint32_t s;

	c->flag = c->value = (struct text){ "                                ", 0 };
	if (c->decimal == '.' && c->thousands.n == 0 && t.n > c->longest &&
	    num_read(t, &x) == NUM_FINITE) {
		c->value = t;
		return NULL;
	}
	t = trim(t);
	if (t.n != 0 && t.n <= c->longest && (s = name_find(&c->signs, t)) != NAME_NONE) {
		c->value = c->sign[s].value;
		c->flag = c->sign[s].flag;
		return NULL;
	}
	return t.n == 0 || text_is(t, "NA") ? NULL : read_marked(c, t);
}

/* Not 0 if one of eight bytes is above 0x7f or below 0x20 (the exact test for a byte
 * below n of Anderson's "Bit Twiddling Hacks"). */
static uint64_t
unusual(uint64_t w)
{
	return (w | ((w - 0x2020202020202020) & ~w)) & 0x8080808080808080;
}

/* The length of the UTF-8 character at s, 0 if there is none. */
static size_t
character(const unsigned char *s, size_t n)
{
	unsigned char c = s[0];
	size_t k = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;

	if (k == 0 || k > n)
		return 0;
	for (size_t i = 1; i < k; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	if ((c == 0xe0 && s[1] < 0xa0) || (c == 0xed && s[1] > 0x9f) ||
	    (c == 0xf0 && s[1] < 0x90) || (c == 0xf4 && s[1] > 0x8f))
		return 0;
	return k;
}

const char *
cell_wrong_text(struct text t)
{
	const unsigned char *s = (const unsigned char *)t.s;
	size_t i = 0;

	for (; i + 8 <= t.n && unusual(text_word(t.s + i)) == 0; i += 8)
		continue;
	while (i < t.n) {
		size_t k = s[i] < 0x80 ? 1 : character(s + i, t.n - i);

		if (s[i] < 0x20 && (s[i] == '\t' || s[i] == '\n' || s[i] == '\r' || s[i] == '\0'))
			return "holds a tab, a newline or a NUL, which no field of the stream can";
		if (k == 0)
			return "is not UTF-8; --encoding says what it is (ISO-8859-1, CP1252)";
		i += k;
	}
	return NULL;
}
