/* sci-show - a table for the eye. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/width.h"
#include "number/num.h"
#include "stream/column.h"
#include "stream/filter.h"
#include "stream/rows.h"

static const char help[] =
    "sci-show [--lang de|en] [--bar COLUMN] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Shows a table to people: columns aligned, numbers at the right, changes with signs.\n"
    "\n"
    "      --lang de|en       decimal comma, or point (en)\n"
    "      --bar COLUMN       a bar beside the column, from 0 to 100 or least to most\n"
    "Example: sci-show --lang de --bar value rankings.tsv\n";

static const char *bar;
static const char *const languages[] = { "de", "en", NULL };
static int language = 1;                /* of these */
static const struct opt_row options[] = {
	{ "lang", .word = &language, .words = languages },
	{ "bar", .text = &bar },
	{ 0 }
};

/* A bar is so many blocks, each of eighths; the gap is between columns. */
enum { BLOCKS = 20, EIGHTHS = 8, GAP = 2 };

#define MINUS "\xe2\x88\x92"            /* U+2212 */
#define ISOLATE "\xe2\x81\xa8"          /* U+2068: what follows has a direction of its own, */
#define END_ISOLATE "\xe2\x81\xa9"      /* U+2069: up to here */

static struct tsv table;
static struct pass pass;
static struct rows rows;
static struct column {
	size_t width;
	bool numbers, texts;    /* whether it holds any */
	bool change;            /* numbers show their sign */
	double least, most;
} *column;
static size_t bar_column;

static char *room;                      /* of the cell at hand */
static size_t room_cap;

/* Keeps the row at hand, and what its fields say about their columns. */
static void
add_row(void)
{
	for (size_t i = 0; i < table.ncol; i++) {
		struct column *c = &column[i];
		double x;
		enum num_kind kind = num_read(table.col[i], &x);

		if (bar != NULL && i == bar_column)
			tsv_has_number(&table, i);
		c->texts = c->texts || kind > NUM_MISSING;
		if (kind == NUM_FINITE) {
			c->least = c->numbers && c->least < x ? c->least : x;
			c->most = c->numbers && c->most > x ? c->most : x;
			c->numbers = true;
		}
	}
	rows_add(&rows, &pass);
}

/* A text as a terminal is to show it: what it would not is written as \xHH; one
 * that runs to the left leaves the columns behind it where they are. */
static struct text
show_text(struct text t)
{
	bool leftward = false;
	struct text rest = t;
	size_t n;

	room = mem_grow(room, &room_cap, 4 * t.n + sizeof ISOLATE END_ISOLATE,
	    1);
	n = (size_t)(utf8_show(room, t) - room);
	while (rest.n > 0)
		leftward = utf8_leftward(utf8_next(&rest, NULL)) || leftward;
	if (leftward) {
		memmove(room + strlen(ISOLATE), room, n);
		memcpy(room, ISOLATE, strlen(ISOLATE));
		n += strlen(ISOLATE);
		memcpy(room + n, END_ISOLATE, strlen(END_ISOLATE));
		n += strlen(END_ISOLATE);
	}
	return (struct text){ room, n };
}

/* A number as people read it; x is its value. */
static struct text
show_number(struct text t, double x, bool change)
{
	size_t n = 0;

	if (change && !(x > 0 || x < 0))
		return text_of("=");
	room = mem_grow(room, &room_cap, t.n + sizeof MINUS, 1);
	if (change) {
		n = x > 0 ? 1 : strlen(MINUS);
		memcpy(room, x > 0 ? "+" : MINUS, n);
		if (*t.s == '+' || *t.s == '-')
			t = (struct text){ t.s + 1, t.n - 1 };
	}
	for (size_t i = 0; i < t.n; i++)
		room[n++] = t.s[i] == '.' && language == 0 ? ',' : t.s[i];
	return (struct text){ room, n };
}

/* What is shown of a field of column i, valid until the next. */
static struct text
show_field(size_t i, struct text t)
{
	const struct column *c = &column[i];
	double x;

	return num_read(t, &x) == NUM_FINITE && (!c->texts || c->change) ?
	    show_number(t, x, c->change) : show_text(t);
}

/* Puts a bar's blocks in the room. */
static struct text
show_bar(struct text t)
{
	const struct column *c = &column[bar_column];
	bool percent = c->least >= 0 && c->most <= 100;
	double low = percent ? 0 : c->least, high = percent ? 100 : c->most, x;
	size_t n = 0;

	room = mem_grow(room, &room_cap, 3 * BLOCKS, 1);
	if (num_read(t, &x) != NUM_FINITE)
		return (struct text){ room, 0 };
	/* By halves: the range of doubles is beyond the doubles. */
	x = high > low ? (x / 2 - low / 2) / (high / 2 - low / 2) : 1;
	for (int left = (int)(x * BLOCKS * EIGHTHS + 0.5); left > 0;
	    left -= EIGHTHS) {
		/* U+2588 is a whole block, U+2589 to U+258F are seven eighths
		 * to one. */
		memcpy(room + n, "\xe2\x96\x88", 3);
		room[n + 2] = (char)(0x88 + (left < EIGHTHS ? EIGHTHS - left :
		    0));
		n += 3;
	}
	return (struct text){ room, n };
}

static void
put_blanks(struct out *o, size_t n)
{
	for (; n > 0; n--)
		out_char(o, ' ');
}

/* Puts a text into its column.  *behind counts the blanks that are due before
 * the next text, so that none ends a line. */
static void
put(struct out *o, struct text t, size_t width, bool right, size_t *behind)
{
	size_t pad = width - width_of(t);

	if (t.n == 0) {
		*behind += width + GAP;
		return;
	}
	put_blanks(o, *behind + (right ? pad : 0));
	out_bytes(o, t.s, t.n);
	*behind = GAP + (right ? 0 : pad);
}

static bool
is_right(size_t i)
{
	return column[i].numbers && (column[i].change || !column[i].texts);
}

static void
write_row(struct out *o, struct text row)
{
	size_t behind = 0;

	for (size_t i = 0; i < table.ncol; i++) {
		struct text field = text_cut(&row, '\t');

		put(o, show_field(i, field), column[i].width, is_right(i),
		    &behind);
		if (bar != NULL && i == bar_column)
			put(o, show_bar(field), BLOCKS, false, &behind);
	}
	out_char(o, '\n');
}

static void
write_head(struct out *o)
{
	size_t behind = 0;

	for (size_t i = 0; i < table.ncol; i++) {
		put(o, show_text(table.head[i]), column[i].width, is_right(i),
		    &behind);
		if (bar != NULL && i == bar_column)
			behind += BLOCKS + GAP;
	}
	out_char(o, '\n');
}

static void
widen(struct column *c, struct text shown)
{
	size_t w = width_of(shown);

	c->width = w > c->width ? w : c->width;
}

/* How wide each column is. */
static void
measure(void)
{
	for (size_t i = 0; i < table.ncol; i++)
		widen(&column[i], show_text(table.head[i]));
	for (size_t r = 0; r < rows.n; r++) {
		struct text rest = rows.row[r];

		for (size_t i = 0; i < table.ncol; i++)
			widen(&column[i], show_field(i, text_cut(&rest, '\t')));
	}
}

int
main(int argc, char **argv)
{
	struct opt opt;
	struct out out;

	opt_read(&opt, argc, argv, help, options);
	opt_open(&opt, &table);
	if (bar != NULL)
		bar_column = tsv_need(&table, bar);
	column = mem_array(table.ncol, sizeof *column);
	for (size_t i = 0; i < table.ncol; i++)
		column[i].change = column_is_change(table.head[i]);
	pass_open(&pass, &table);
	while (tsv_row(&table))
		add_row();
	measure();

	out_open(&out, opt.output);
	write_head(&out);
	for (size_t r = 0; r < rows.n; r++)
		write_row(&out, rows.row[r]);
	return out_finish(&out);
}
