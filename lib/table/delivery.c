/* delivery - what the columns of a delivered table are in the stream. */
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "base/names.h"
#include "stream/cell.h"
#include "stream/column.h"
#include "stream/opt_argument.h"
#include "table/delivery.h"
#include "table/keys.h"

/* The constant of that name, or NULL. */
static const struct delivery_constant *
constant_named(const struct delivery *c, struct text name)
{
	for (size_t i = 0; i < c->nconstant; i++)
		if (text_equal(c->constant[i].name, name))
			return &c->constant[i];
	return NULL;
}

void
delivery_set(struct delivery *c, struct text name, struct text value)
{
	if (constant_named(c, name) != NULL)
		die_usage("--set: column '%.*s' is there twice",
		    TEXT_ARG(name));
	c->constant = mem_grow(c->constant, &c->constant_cap, c->nconstant + 1,
	    sizeof *c->constant);
	c->constant[c->nconstant++] = (struct delivery_constant){ name, value };
}

/* True if --id or --signs makes the column. */
static bool
is_made(const struct delivery *c, struct text name)
{
	return (c->id != NULL && (text_is(name, c->by) ||
	    text_is(name, "value"))) || (c->signs && text_is(name, "flag"));
}

static void
check_constant(const struct delivery *c, struct text name, struct text value)
{
	const char *wrong = keys_wrong(name, c->unit, value);

	if (wrong != NULL)
		die_usage("--set: %.*s: '%.*s' %s", TEXT_ARG(name),
		    TEXT_ARG(value), wrong);
	if (is_made(c, name))
		die_usage("--set: %s the column %.*s", c->signs &&
		    text_is(name, "flag") ? "--signs writes" : "--id writes",
		    TEXT_ARG(name));
}

/* True if the list of columns has that name. */
static bool
is_chosen(const struct delivery *c, struct text name)
{
	for (size_t i = 0; i < c->nchosen; i++)
		if (text_equal(c->chosen[i], name))
			return true;
	return false;
}

void
delivery_choose(struct delivery *c, struct csvtable *t)
{
	struct text rest = { c->choice, c->choice == NULL ? 0 :
	    strlen(c->choice) };
	size_t cap = 0, choice_cap = 0;

	for (size_t i = 0; i < c->nconstant; i++)
		check_constant(c, c->constant[i].name, c->constant[i].value);
	t->chosen = c->choice != NULL;
	while (rest.s != NULL) {
		struct text name = opt_part("-c", &rest);

		if (is_chosen(c, name))
			die_usage("-c: column '%.*s' is there twice",
			    TEXT_ARG(name));
		c->chosen = mem_grow(c->chosen, &cap, c->nchosen + 1,
		    sizeof *c->chosen);
		c->chosen[c->nchosen++] = name;
		if (constant_named(c, name) != NULL)
			continue;
		t->choice = mem_grow(t->choice, &choice_cap, t->nchoice + 1,
		    sizeof *t->choice);
		t->choice[t->nchoice++] = name;
	}
	/* It may be named as one that --signs makes. */
	if (c->signs)
		t->may_lack = text_of("flag");
}

/* Appends a column of the output: the constant of that name, or what the table
 * has. */
static void
add(struct delivery *c, struct text name, uint32_t from)
{
	const struct delivery_constant *constant = constant_named(c, name);
	struct delivery_column *col = &c->column[c->n++];

	*col = (struct delivery_column){ .name = cell_keep(name), .from = from,
	    .needed = keys_is(name, c->unit) };
	if (constant != NULL) {
		col->what = COLUMN_CONSTANT;
		col->constant = cell_keep(column_is_number(name) &&
		    text_is(constant->value, "NA") ? text_of("") :
		    constant->value);
	} else if (c->id == NULL && text_is(name, "value")) {
		col->what = COLUMN_VALUE;
		c->value_from = from;
	} else if (c->signs && text_is(name, "flag")) {
		col->what = COLUMN_FLAG;
		c->flag_behind = false;
	} else {
		col->what = column_is_number(name) ? COLUMN_NUMBER : COLUMN_KEY;
	}
}

/* Which columns are keys; without a list of columns they are appended in this
 * order. */
static bool *
read_id(struct delivery *c, const struct csvtable *t)
{
	bool *is_id = mem_array(t->head.n, sizeof *is_id);
	struct text rest = text_of(c->id);

	do {
		struct text name = opt_part("--id", &rest);
		uint32_t i = csvtable_find(t, name);

		if (i == NAME_NONE && constant_named(c, name) != NULL)
			continue;
		i = csvtable_need(t, name, c->choice == NULL ? " to be an id" :
		    " of -c to be an id");
		name = t->head.text[i];
		if (is_id[i])
			die_usage("--id: column '%.*s' is there twice",
			    TEXT_ARG(name));
		if (is_made(c, name) && constant_named(c, name) == NULL)
			die_usage("--id: '%.*s' is a column that is made; --rename can help",
			    TEXT_ARG(name));
		is_id[i] = true;
		if (c->choice == NULL)
			add(c, name, i);
	} while (rest.s != NULL);
	return is_id;
}

/* Appends a column of the table where its turn comes: to the keys if it is one
 * of them or constant, else to the figures.  Signs behind figures are
 * neither. */
static void
add_in_turn(struct delivery *c, const struct csvtable *t, const bool *is_id,
    uint32_t i)
{
	struct text name = t->head.text[i];
	bool key = is_id == NULL || is_id[i];

	if (key || constant_named(c, name) != NULL) {
		if (!key || is_id == NULL || c->choice != NULL)
			add(c, name, i);
	} else if (c->signs && text_is(name, "flag")) {
		return;
	} else {
		c->figure[c->nfigure++] = (struct delivery_figure){ i,
		    cell_keep(name) };
	}
}

/* The columns in the order of -c, of which some may be constants that the table
 * lacks. */
static void
add_chosen(struct delivery *c, const struct csvtable *t, const bool *is_id)
{
	for (size_t k = 0; k < c->nchosen; k++) {
		struct text name = c->chosen[k];
		uint32_t i = csvtable_find(t, name);

		if (i != NAME_NONE)
			add_in_turn(c, t, is_id, i);
		else if (constant_named(c, name) != NULL || is_id == NULL)
			add(c, name, NAME_NONE);
	}
}

/* Finds the columns of the table that constants name by number. */
static void
number_constants(struct delivery *c, const struct csvtable *t)
{
	for (size_t i = 0; i < c->nconstant; i++) {
		uint32_t column = csvtable_find(t, c->constant[i].name);

		if (column == NAME_NONE || text_equal(t->head.text[column],
		    c->constant[i].name))
			continue;
		if (constant_named(c, t->head.text[column]) != NULL)
			die_usage("--set: column '%.*s' is there twice",
			    TEXT_ARG(t->head.text[column]));
		c->constant[i].name = t->head.text[column];
		check_constant(c, c->constant[i].name, c->constant[i].value);
	}
}

void
delivery_lay_out(struct delivery *c, const struct csvtable *t)
{
	bool number = c->id != NULL;
	bool *is_id = NULL;

	number_constants(c, t);
	c->column = mem_array(c->nconstant + t->head.n + 1, sizeof *c->column);
	c->figure = mem_array(t->head.n, sizeof *c->figure);
	c->value_from = NAME_NONE;
	c->flag_behind = c->signs;
	c->flag_from = c->signs ? name_find(&t->head, text_of("flag")) :
	    NAME_NONE;
	for (size_t i = 0; i < c->nconstant; i++)
		if (name_find(&t->head, c->constant[i].name) == NAME_NONE &&
		    !is_chosen(c, c->constant[i].name))
			add(c, c->constant[i].name, NAME_NONE);
	if (c->id != NULL)
		is_id = read_id(c, t);
	if (c->choice != NULL)
		add_chosen(c, t, is_id);
	for (uint32_t i = 0; c->choice == NULL && i < t->head.n; i++)
		add_in_turn(c, t, is_id, i);
	free(is_id);
	for (size_t i = 0; i < c->n; i++)
		number = number || c->column[i].what == COLUMN_VALUE ||
		    c->column[i].what == COLUMN_NUMBER;
	if (c->signs && !number)
		csvtable_die(t,
		    "no column 'value', which --signs is about; --id says "
		    "that the table is wide");
}
