/* ranked - rows of ranked scores. */
#include "base/die.h"
#include "stream/opt_argument.h"
#include "table/ranked.h"

static struct text
name_of(const struct ranked *r, int column)
{
	static const char *const names[RANKED_COLUMNS] = {
		[RANKED_VARIANT] = "variant", [RANKED_YEAR] = "year",
		[RANKED_UNIT] = "",
		[RANKED_INDICATOR] = "indicator", [RANKED_VALUE] = "value",
		[RANKED_PARENT] = "parent", [RANKED_WEIGHT] = "weight",
		[RANKED_COVERAGE] = "coverage", [RANKED_MEASURED] = "measured",
		[RANKED_RANK] = "rank", [RANKED_OF] = "of"
	};

	return column == RANKED_UNIT ? r->keys->t->head[r->keys->unit_column] :
	    text_of(names[column]);
}

static void
add_column(struct ranked *r, int column)
{
	r->wanted[column] = true;
	r->column[r->ncolumn++] = (enum ranked_column)column;
}

void
ranked_choose(struct ranked *r, const struct keys *k, bool variants,
    const char *option, const char *list)
{
	struct text rest = { list, list == NULL ? 0 : strlen(list) };
	bool there[RANKED_COLUMNS];

	*r = (struct ranked){ .keys = k };
	for (int c = 0; c < RANKED_COLUMNS; c++) {
		there[c] = c == RANKED_VARIANT ? variants : c != RANKED_YEAR ||
		    k->year_column >= 0;
		if (list == NULL && there[c])
			add_column(r, c);
	}
	while (rest.s != NULL) {
		struct text name = opt_part(option, &rest);
		int c = 0;

		while (!(there[c] && text_equal(name, name_of(r, c))))
			if (++c == RANKED_COLUMNS)
				die_usage("%s: there is no column '%.*s'",
				    option, TEXT_ARG(name));
		if (r->wanted[c])
			die_usage("%s: '%.*s' is named twice", option,
			    TEXT_ARG(name));
		add_column(r, c);
	}
}

void
ranked_head(const struct ranked *r, struct out *o)
{
	for (size_t i = 0; i < r->ncolumn; i++) {
		struct text name = name_of(r, (int)r->column[i]);

		out_bytes(o, name.s, name.n);
		out_char(o, i + 1 < r->ncolumn ? '\t' : '\n');
	}
}

enum { AHEAD = 8 };             /* rows that memory is asked for before */

static void
write_row(const struct ranked *r, struct out *o, const struct ranked_node *v,
    uint32_t city)
{
	bool ranked = v->number[RANKED_RANK][city] ==
	    v->number[RANKED_RANK][city];

	for (size_t i = 0; i < r->ncolumn; i++) {
		enum ranked_column c = r->column[i];
		struct text t = v->text[c];

		if (v->number[c] != NULL) {
			out_number(o, v->number[c][city]);
			out_char(o, '\t');
			continue;
		}
		if (c == RANKED_UNIT)
			t = r->keys->units.text[v->unit[city]];
		if (c == RANKED_OF && !ranked)
			t.n = 0;
		out_room(o, t.n + 1);
		out_field(o, t, '\t');
	}
	o->at[-1] = '\n';
}

/* Asks memory early for what the row at a place needs that is written soon, and
 * for where its unit stands as many rows before. */
__attribute__((always_inline)) static inline void
fetch(const struct ranked *r, const struct ranked_node *v, uint32_t place)
{
	const struct text *unit = r->keys->units.text;

	if (place + AHEAD < v->n)
		__builtin_prefetch(&unit[v->unit[v->order[place + AHEAD]]]);
	if (place >= v->n)
		return;
	__builtin_prefetch(unit[v->unit[v->order[place]]].s);
	for (int c = 0; c < RANKED_COLUMNS; c++)
		if (v->number[c] != NULL)
			__builtin_prefetch(&v->number[c][v->order[place]]);
}

void
ranked_write(const struct ranked *r, struct out *o, const struct ranked_node *v)
{
	for (uint32_t i = 0; i < v->n; i++) {
		fetch(r, v, i + AHEAD);
		if (v->there == NULL || v->there[v->order[i]])
			write_row(r, o, v, v->order[i]);
	}
}
