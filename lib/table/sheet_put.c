/* sheet_put - a table as a page shows it: its HTML. */
#include "table/sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/html.h"

/* What is put, where and in which words. */
struct putting {
	const struct sheet *s;
	struct out *o;
	const struct wording *w;
};

/* The key "KIND.NAME"; free() it. */
static char *
key_of(struct text kind, struct text name)
{
	return mem_print("%.*s.%.*s", TEXT_ARG(kind), TEXT_ARG(name));
}

static bool
has_word(const struct putting *p, struct text kind, struct text name)
{
	char *key = key_of(kind, name);
	bool has = wording_has(p->w, text_of(key));

	free(key);
	return has;
}

/* Puts the text with that key; dies if there is none. */
static void
put_word(const struct putting *p, struct text kind, struct text name)
{
	char *key = key_of(kind, name);
	struct text wrong = wording_put(p->w, p->o, text_of(key));

	if (wrong.s != NULL)
		die("%s: no text '%.*s'", tsv_file(&p->s->table, 0),
		    TEXT_ARG(wrong));
	free(key);
}

/* The same, or the label of a node of that name, or the name. */
static void
put_label(const struct putting *p, struct text kind, struct text name)
{
	if (has_word(p, kind, name))
		put_word(p, kind, name);
	else
		html_text(p->o, framework_label(p->w->framework, name,
		    p->w->language));
}

/* Puts the address of a link, with columns of the row in its braces. */
static void
put_address(const struct putting *p, const struct sheet_column *c,
    struct text row)
{
	struct text rest = c->address;

	while (rest.s != NULL) {
		struct text name;
		int at;

		html_text(p->o, text_cut(&rest, '{'));
		if (rest.s == NULL)
			return;
		name = text_cut(&rest, '}');
		at = tsv_find_text(&p->s->table, name);
		if (at < 0)
			die("%s: a link to {%.*s}, which is no column",
			    tsv_file(&p->s->table, 0), TEXT_ARG(name));
		html_address(p->o, rows_field(row, (size_t)at));
	}
}

static double
number_in(struct text row, size_t column)
{
	double x = (double)NAN;

	(void)num_read(rows_field(row, column), &x);
	return x;
}

/* Draws a bar or a whisker; nothing where a number is missing or the scale has
 * no extent. */
static void
draw(const struct putting *p, const struct sheet_column *c, struct text row)
{
	double x = number_in(row, c->at), dot, end;
	struct html_scale scale = {
		c->low.column == 0 ? c->low.number : number_in(row,
		c->low.column - 1),
		c->high.column == 0 ? c->high.number : number_in(row,
		    c->high.column - 1)
	};

	if (!(scale.low < scale.high) || x != x)
		return;
	if (c->show == SHEET_BAR) {
		html_bar(p->o, &scale, x);
		return;
	}
	dot = number_in(row, c->dot);
	end = number_in(row, c->end);
	if (dot == dot && end == end)
		html_whisker(p->o, &scale, x, dot, end);
}

static void
put_number(const struct putting *p, const struct sheet_column *c, struct text t)
{
	struct html_number how = { c->decimals, p->w->decimal,
	c->show == SHEET_CHANGE,
		c->show == SHEET_FIGURE };
	double x;

	(void)num_read(t, &x);
	html_number(p->o, &how, t, c->show == SHEET_PERCENT ? 100 * x : x);
	if (c->show == SHEET_PERCENT)
		out_string(p->o, "\xc2\xa0%");
}

/* Puts what a field shows; it is not missing. */
static void
put_field(const struct putting *p, const struct sheet_column *c,
    struct text row, struct text field)
{
	switch (c->show) {
	case SHEET_TEXT:
		html_text(p->o, field);
		break;
	case SHEET_WORD:
		put_word(p, c->name, field);
		break;
	case SHEET_LABEL:
		put_label(p, text_of("label"), field);
		break;
	case SHEET_LINK:
		out_string(p->o, "<a href=\"");
		put_address(p, c, row);
		out_string(p->o, "\">");
		html_text(p->o, field);
		out_string(p->o, "</a>");
		break;
	case SHEET_NUMBER:
	case SHEET_FIGURE:
	case SHEET_CHANGE:
	case SHEET_PERCENT:
		put_number(p, c, field);
		break;
	case SHEET_RANGE:
		put_number(p, c, field);
		if (!text_equal(field, rows_field(row, c->end))) {
			out_string(p->o, "\xe2\x80\x93");
			put_number(p, c, rows_field(row, c->end));
		}
		break;
	case SHEET_BAR:
	case SHEET_WHISKER:
		draw(p, c, row);
		break;
	}
}

static bool
is_missing(const struct sheet_column *c, struct text field)
{
	double x;

	return field.n == 0 || (c->show >= SHEET_NUMBER &&
	    num_read(field, &x) == NUM_MISSING);
}

static void
put_class(const struct putting *p, const struct sheet_column *c, bool number)
{
	if (c->class.n == 0 && !number)
		return;
	out_string(p->o, " class=\"");
	if (number)
		out_string(p->o, c->class.n == 0 ? "n" : "n ");
	html_text(p->o, c->class);
	out_char(p->o, '"');
}

/* Puts what column i and those with it show in one cell; returns the next
 * column. */
static size_t
put_pieces(const struct putting *p, size_t i, struct text row)
{
	static const struct text dash = { "\xe2\x80\x93", 3 };
	const struct sheet_column *c = &p->s->column[i];
	struct text field = rows_field(row, c->at);

	if (!is_missing(c, field))
		put_field(p, c, row, field);
	else if (c->show >= SHEET_NUMBER && c->show <= SHEET_RANGE)
		html_text(p->o, dash);
	for (i++; i < p->s->n && p->s->column[i].role == SHEET_WITH; i++) {
		c = &p->s->column[i];
		field = rows_field(row, c->at);
		if (is_missing(c, field))
			continue;
		out_string(p->o, " <span");
		put_class(p, c, false);
		out_char(p->o, '>');
		put_field(p, c, row, field);
		out_string(p->o, "</span>");
	}
	return i;
}

static bool
is_attribute(const struct sheet_column *c)
{
	return c->role == SHEET_DATA || c->role == SHEET_ID;
}

/* Puts the opening tag of a row, with the columns that are its attributes. */
static void
open_row(const struct putting *p, const char *tag, struct text row)
{
	out_char(p->o, '<');
	out_string(p->o, tag);
	for (size_t i = 0; i < p->s->n; i++) {
		const struct sheet_column *c = &p->s->column[i];

		if (!is_attribute(c))
			continue;
		out_string(p->o, c->role == SHEET_ID ? " id" : " data-");
		if (c->role == SHEET_DATA)
			html_address(p->o, c->name);
		out_string(p->o, "=\"");
		html_text(p->o, rows_field(row, c->at));
		out_char(p->o, '"');
	}
	out_char(p->o, '>');
}

static bool
is_right(const struct sheet_column *c)
{
	return c->show >= SHEET_NUMBER && c->role != SHEET_ROW;
}

static void
put_head(const struct putting *p)
{
	out_string(p->o, "<thead><tr>");
	for (size_t i = 0; i < p->s->n; i++) {
		const struct sheet_column *c = &p->s->column[i];

		if (is_attribute(c) || c->role == SHEET_WITH)
			continue;
		out_string(p->o, "<th scope=\"col\" data-column=\"");
		html_text(p->o, c->name);
		out_char(p->o, '"');
		put_class(p, c, is_right(c));
		out_char(p->o, '>');
		put_label(p, text_of("head"), c->head);
		out_string(p->o, "</th>");
	}
	out_string(p->o, "</tr></thead>\n");
}

static void
put_row(const struct putting *p, struct text row)
{
	open_row(p, "tr", row);
	for (size_t i = 0; i < p->s->n;) {
		const struct sheet_column *c = &p->s->column[i];
		bool names = c->role == SHEET_ROW;

		if (is_attribute(c)) {
			i++;
			continue;
		}
		out_string(p->o, names ? "<th scope=\"row\"" : "<td");
		put_class(p, c, is_right(c));
		out_char(p->o, '>');
		i = put_pieces(p, i, row);
		out_string(p->o, names ? "</th>" : "</td>");
	}
	out_string(p->o, "</tr>\n");
}

void
sheet_put_table(const struct sheet *s, struct out *o, const struct wording *w)
{
	struct putting p = { s, o, w };

	out_string(o, "<table id=\"");
	html_text(o, text_of(s->name));
	out_string(o, "\">\n");
	if (has_word(&p, text_of(s->name), text_of("caption"))) {
		out_string(o, "<caption>");
		put_word(&p, text_of(s->name), text_of("caption"));
		out_string(o, "</caption>\n");
	}
	put_head(&p);
	out_string(o, "<tbody>\n");
	for (size_t r = 0; r < s->rows.n; r++)
		put_row(&p, s->rows.row[r]);
	out_string(o, "</tbody>\n</table>\n");
}

void
sheet_put_list(const struct sheet *s, struct out *o, const struct wording *w)
{
	struct putting p = { s, o, w };

	if (s->rows.n == 0)
		return;
	out_string(o, "<ul class=\"");
	html_text(o, text_of(s->name));
	out_string(o, "\">\n");
	for (size_t r = 0; r < s->rows.n; r++) {
		open_row(&p, "li", s->rows.row[r]);
		for (size_t i = 0; i < s->n;) {
			if (is_attribute(&s->column[i])) {
				i++;
				continue;
			}
			i = put_pieces(&p, i, s->rows.row[r]);
			out_string(o, i < s->n && !is_attribute(&s->column[i]) ?
			    " " : "");
		}
		out_string(o, "</li>\n");
	}
	out_string(o, "</ul>\n");
}
