/* sheet - a table as a page shows it: what the layout says. */
#include "table/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stream/cell.h"
#include "stream/column.h"

enum { NONE = -1, DECIMALS_MOST = 15 };

/* The columns of a layout. */
struct layout {
	struct tsv t;
	size_t table, column;
	int role, show, head, class;
};

static struct text
cell(const struct layout *l, int column)
{
	return column < 0 ? (struct text){ "", 0 } : l->t.col[column];
}

/* The number of a word among n, or NONE. */
static int
word_among(struct text word, const char *const *words, int n)
{
	for (int i = 0; i < n; i++)
		if (text_is(word, words[i]))
			return i;
	return NONE;
}

static size_t
column_of(const struct sheet *s, const struct layout *l, struct text name)
{
	int at = tsv_find_text(&s->table, name);

	if (at < 0)
		tsv_die(&l->t, "%s has no column '%.*s'", s->name,
		    TEXT_ARG(name));
	return (size_t)at;
}

/* An end of a scale: a number, or a column. */
static struct sheet_end
end_of(const struct sheet *s, const struct layout *l, struct text t)
{
	struct sheet_end e = { 0, 0 };

	if (num_read(t, &e.number) == NUM_FINITE)
		return e;
	e.number = (double)NONE;
	e.column = column_of(s, l, t) + 1;
	return e;
}

static void
read_scale(struct sheet *s, const struct layout *l, struct sheet_column *c,
    struct text *rest)
{
	struct text scale = text_cut(rest, ':');

	c->low = end_of(s, l, text_cut(&scale, ','));
	c->high = end_of(s, l, text_cut(&scale, ','));
	if (scale.s != NULL || (c->low.column == 0 && c->high.column == 0 &&
	    c->low.number >= c->high.number))
		tsv_die(&l->t, "a scale is LOW,HIGH with LOW below HIGH");
}

/* Reads what the layout's row says of how the column is shown. */
static void
read_show(struct sheet *s, const struct layout *l, struct sheet_column *c)
{
	static const char *const shows[] = { "text", "word", "label", "link",
	"number", "figure",
		"change", "percent", "range", "bar", "whisker" };
	struct text rest = cell(l, l->show), word = text_cut(&rest, ':'), two;
	int show = word.n == 0 ? SHEET_TEXT : word_among(word, shows,
	    SHEET_WHISKER + 1);
	double n;

	if (show < 0)
		tsv_die(&l->t,
		    "show: '%.*s' is none of text, word, label, link, number, figure, "
		    "change, percent, range, bar, whisker", TEXT_ARG(word));
	c->show = (enum sheet_show)show;
	c->decimals = show == SHEET_PERCENT ? 0 : NONE;
	if (show == SHEET_LINK) {
		c->address = rest.n > 0 ? cell_keep(rest) : rest;
		return;
	}
	if (show == SHEET_RANGE)
		c->end = column_of(s, l, text_cut(&rest, ':'));
	if (show == SHEET_WHISKER) {
		two = text_cut(&rest, ':');
		c->dot = column_of(s, l, text_cut(&two, ','));
		c->end = column_of(s, l, two);
	}
	if (show == SHEET_BAR || show == SHEET_WHISKER)
		read_scale(s, l, c, &rest);
	if (rest.s != NULL && show >= SHEET_NUMBER && show <= SHEET_RANGE) {
		if (num_read(rest, &n) != NUM_FINITE ||
		    !(n >= 0 && n <= DECIMALS_MOST))
			tsv_die(&l->t, "show: '%.*s' is no number of decimals",
			    TEXT_ARG(rest));
		c->decimals = (int)n;
		rest.s = NULL;
	}
	if (rest.s != NULL)
		tsv_die(&l->t, "show: '%.*s' is too much", TEXT_ARG(rest));
}

static struct sheet_column *
add_column(struct sheet *s, size_t at)
{
	struct sheet_column *c;

	s->column = mem_grow(s->column, &s->cap, s->n + 1, sizeof *s->column);
	c = &s->column[s->n++];
	*c = (struct sheet_column){ .name = s->table.head[at],
	    .head = s->table.head[at], .class = { "", 0 }, .at = at,
	    .decimals = NONE };
	return c;
}

/* Takes the layout's row at hand as a column of the sheet. */
static void
read_column(struct sheet *s, const struct layout *l)
{
	static const char *const roles[] = { "", "row", "with", "data", "id" };
	struct text name = l->t.col[l->column], role = cell(l, l->role);
	bool optional = name.n > 0 && name.s[name.n - 1] == '?';
	int r = word_among(role, roles, SHEET_ID + 1);
	struct sheet_column *c;

	name.n -= optional;
	if (optional && tsv_find_text(&s->table, name) < 0)
		return;
	if (r < 0)
		tsv_die(&l->t, "role: '%.*s' is none of row, with, data, id",
		    TEXT_ARG(role));
	if (r == SHEET_WITH && s->n == 0)
		tsv_die(&l->t, "role: there is no cell before");
	c = add_column(s, column_of(s, l, name));
	c->role = (enum sheet_role)r;
	if (cell(l, l->head).n > 0)
		c->head = cell_keep(cell(l, l->head));
	c->class = cell_keep(cell(l, l->class));
	read_show(s, l, c);
}

static void
read_layout(struct sheet *s, const char *path)
{
	struct layout l;

	tsv_open_one(&l.t, path, TSV_BY_HAND);
	l.table = tsv_need(&l.t, "table");
	l.column = tsv_need(&l.t, "column");
	l.role = tsv_optional(&l.t, "role");
	l.show = tsv_optional(&l.t, "show");
	l.head = tsv_optional(&l.t, "head");
	l.class = tsv_optional(&l.t, "class");
	while (tsv_row(&l.t))
		if (text_is(l.t.col[l.table], s->name))
			read_column(s, &l);
	tsv_close(&l.t);
}

/* Shows all columns: numbers as numbers, changes with their sign. */
static void
show_all(struct sheet *s)
{
	struct text *field = mem_array(s->rows.n + 1, sizeof *field);

	for (size_t i = 0; i < s->table.ncol; i++) {
		struct sheet_column *c = add_column(s, i);

		for (size_t r = 0; r < s->rows.n; r++)
			field[r] = rows_field(s->rows.row[r], i);
		if (!rows_are_numbers(field, s->rows.n))
			continue;
		c->show = column_is_change(c->name) ? SHEET_CHANGE :
		    SHEET_NUMBER;
	}
	free(field);
}

/* Whether this column of the table is to be a number. */
static void
mark_numbers(const struct sheet *s, bool *number)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct sheet_column *c = &s->column[i];

		number[c->at] = number[c->at] || c->show >= SHEET_NUMBER;
		if (c->show == SHEET_RANGE || c->show == SHEET_WHISKER)
			number[c->end] = true;
		if (c->show == SHEET_WHISKER)
			number[c->dot] = true;
		if (c->low.column > 0)
			number[c->low.column - 1] = true;
		if (c->high.column > 0)
			number[c->high.column - 1] = true;
	}
}

void
sheet_read(struct sheet *s, const char *name, char **file, size_t n,
    const char *layout)
{
	struct pass pass;
	bool *number;

	memset(s, 0, sizeof *s);
	s->name = name;
	tsv_open(&s->table, file, n, TSV_WHOLE);
	pass_open(&pass, &s->table);
	if (layout != NULL)
		read_layout(s, layout);
	number = mem_array(s->table.ncol, sizeof *number);
	mark_numbers(s, number);
	while (tsv_row(&s->table)) {
		for (size_t i = 0; i < s->table.ncol; i++)
			if (number[i])
				tsv_has_number(&s->table, i);
		rows_add(&s->rows, &pass);
	}
	free(number);
	if (s->n == 0)
		show_all(s);
}
