/* framework - the table of a framework: what each column says of a node. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "number/num.h"
#include "stream/cell.h"
#include "stream/column.h"
#include "stream/out.h"
#include "table/framework.h"

/* A letter that is not the right one makes another word of a short name: `low`
 * and `row`. */
enum { LETTERS = 5 };

/* The weight is readable beyond its end. */
const struct node framework_bare = {
	.parent = NAME_NONE, .child = NAME_NONE, .next = NAME_NONE,
	.denominator = NAME_NONE,
	.weight = 1, .weight_text = { "1                                ", 1 },
	.direction = 1, .own_direction = 1,
	.low = (double)NAN, .high = (double)NAN, .target = (double)NAN, .per = 1,
	.min_coverage = (double)NAN, .min_present = (double)NAN,
	.normalize = { .id = METHOD_UNSET },
	.transform = { .id = METHOD_UNSET },
	.aggregate = { .id = METHOD_UNSET },
	.treat = { .id = METHOD_UNSET },
	.impute = { .id = METHOD_UNSET },
};

#define NUMBER(field) offsetof(struct node, field), FRAMEWORK_NUMBER, METHOD_NORMALIZE
#define SHARE(field) offsetof(struct node, field), FRAMEWORK_SHARE, METHOD_NORMALIZE
#define METHOD(field, family) offsetof(struct node, field), FRAMEWORK_METHOD, family

const struct framework_column framework_cells[FRAMEWORK_CELLS] = {
	[FRAMEWORK_WEIGHT] = { "weight", NUMBER(weight) },
	[FRAMEWORK_DIRECTION] = { "direction", NUMBER(direction) },
	[FRAMEWORK_NORMALIZE] = { "normalize", METHOD(normalize,
	METHOD_NORMALIZE) },
	[FRAMEWORK_LOW] = { "low", NUMBER(low) },
	[FRAMEWORK_HIGH] = { "high", NUMBER(high) },
	[FRAMEWORK_TARGET] = { "target", NUMBER(target) },
	[FRAMEWORK_TRANSFORM] = { "transform", METHOD(transform,
	METHOD_TRANSFORM) },
	[FRAMEWORK_TREAT] = { "treat", METHOD(treat, METHOD_TREAT) },
	[FRAMEWORK_IMPUTE] = { "impute", METHOD(impute, METHOD_IMPUTE) },
	[FRAMEWORK_AGGREGATE] = { "aggregate", METHOD(aggregate,
	METHOD_AGGREGATE) },
	[FRAMEWORK_MIN_COVERAGE] = { "min_coverage", SHARE(min_coverage) },
	[FRAMEWORK_MIN_PRESENT] = { "min_present", SHARE(min_present) },
	[FRAMEWORK_PER] = { "per", NUMBER(per) }
};

static const char *
path_name(const struct framework *f)
{
	return tsv_file(&f->table, 0);
}

/* Refuses a column that looks like one that is read, where that one is not
 * there: it would be passed over in silence.  What is further away from all of
 * them is the user's own. */
static void
check_spelling(const struct framework *f, struct text name, const char *known)
{
	if (tsv_find(&f->table, known) < 0 && (column_spelt_like(name, known) ||
	    (strlen(known) >= LETTERS && column_one_letter_off(name, known))))
		die("%s:1: column '%.*s' is not read; did you mean '%s'? (a column of your own "
		    "needs a name less like it)", path_name(f), TEXT_ARG(name),
		    known);
}

/* Checks the names of the columns, and finds those of the cells. */
static void
find_columns(const struct framework *f, int *column)
{
	static const char *const others[] = { "parent", "denominator", "label",
	    "unit_of_measure" };

	for (size_t i = 0; i < f->ncol; i++) {
		for (size_t k = 0; k < sizeof others / sizeof *others; k++)
			check_spelling(f, f->table.head[i], others[k]);
		for (int which = 0; which < FRAMEWORK_CELLS; which++)
			check_spelling(f, f->table.head[i],
			    framework_cells[which].name);
	}
	for (int which = 0; which < FRAMEWORK_CELLS; which++)
		column[which] = tsv_find(&f->table, framework_cells[which].name);
}

/* A cell of the row, empty if there is no such column or it is NA. */
static struct text
cell_in(const struct text *row, int column)
{
	return column < 0 || text_is(row[column], "NA") ? (struct text){ "",
	    0 } : row[column];
}

struct text
framework_cell(const struct framework *f, uint32_t row, int column)
{
	return cell_in(f->cell + (size_t)row * f->ncol, column);
}

bool
framework_set(struct node *v, enum framework_cell which, struct text cell)
{
	const struct framework_column *c = &framework_cells[which];
	void *at = (char *)v + c->at;
	double x;

	if (c->what == FRAMEWORK_METHOD)
		return method_read(c->family, cell, at);
	if (c->what == FRAMEWORK_SHARE)
		return method_share(cell, at);
	if (num_read(cell, &x) != NUM_FINITE)
		return false;
	if (which == FRAMEWORK_DIRECTION) {
		v->direction = v->own_direction = x > 0 ? 1 : -1;
		return x == 1 || x == -1;
	}
	*(double *)at = x;
	if (which == FRAMEWORK_WEIGHT)
		v->weight_text = cell;
	return which == FRAMEWORK_WEIGHT ? x >= 0 : which != FRAMEWORK_PER ||
	    x != 0;
}

/* Dies because a cell of the current row is not what its column takes. */
static _Noreturn void
bad_cell(const struct tsv *t, enum framework_cell which, struct text cell)
{
	const struct framework_column *c = &framework_cells[which];
	double x;

	if (c->what == FRAMEWORK_METHOD)
		tsv_die(t, "column %s: unknown method '%.*s' (there are: %s)",
		    c->name, TEXT_ARG(cell), method_names(c->family));
	if (c->what == FRAMEWORK_SHARE)
		tsv_die(t,
		    "column %s: '%.*s' is not a share from 0 to 1 (0.66, 2/3)",
		    c->name, TEXT_ARG(cell));
	if (num_read(cell, &x) != NUM_FINITE)
		tsv_die(t, "column %s: '%.*s' is not a number", c->name,
		    TEXT_ARG(cell));
	if (which == FRAMEWORK_DIRECTION)
		tsv_die(t, "column direction: '%.*s' is neither 1 nor -1",
		    TEXT_ARG(cell));
	if (which == FRAMEWORK_PER)
		tsv_die(t, "column per: a factor of 0");
	tsv_die(t, "column %s: '%.*s' is negative", c->name, TEXT_ARG(cell));
}

bool
framework_put(struct node *v, enum framework_cell which, const struct tsv *t,
    int column)
{
	struct text cell = cell_in(t->col, column);

	if (cell.n == 0)
		return false;
	if (!framework_set(v, which, cell))
		bad_cell(t, which, cell);
	return true;
}

/* Takes a node from the current row, all but its place in the tree. */
static struct node
node_of(const struct tsv *t, const int *column)
{
	struct node v = framework_bare;

	for (int which = 0; which < FRAMEWORK_CELLS; which++)
		framework_put(&v, (enum framework_cell)which, t, column[which]);
	if (v.low >= v.high)
		tsv_die(t, "low %.*s is not below high %.*s",
		    TEXT_ARG(t->col[column[FRAMEWORK_LOW]]),
		    TEXT_ARG(t->col[column[FRAMEWORK_HIGH]]));
	return v;
}

/* Keeps the current row's cells, readable beyond their ends, and makes them the
 * row's fields. */
static void
keep_cells(struct framework *f)
{
	struct tsv *t = &f->table;
	struct text *cell;

	f->cell = mem_grow(f->cell, &f->cell_cap, ((size_t)f->n + 1) * f->ncol,
	    sizeof *f->cell);
	cell = f->cell + (size_t)f->n * f->ncol;
	for (size_t i = 0; i < t->ncol; i++)
		t->col[i] = cell[i] = cell_keep(t->col[i]);
}

/* Adds the current row's node. */
static void
add_row(struct framework *f, const int *column, size_t code)
{
	const struct tsv *t = &f->table;

	if (t->col[code].n == 0)
		tsv_die(t, "column indicator is empty");
	if (name_add(&f->names, t->col[code]) != f->n)
		tsv_die(t, "'%.*s' has a row already, in line %llu",
		    TEXT_ARG(t->col[code]), (unsigned long long)tsv_line(t,
		    name_find(&f->names, t->col[code])).line);
	keep_cells(f);
	f->node = mem_grow(f->node, &f->node_cap, (size_t)f->n + 1,
	    sizeof *f->node);
	f->node[f->n++] = node_of(t, column);
}

void
framework_read(struct framework *f, const char *path)
{
	int column[FRAMEWORK_CELLS];
	struct tsv *t = &f->table;
	size_t code;

	memset(f, 0, sizeof *f);
	f->path = path;
	names_init(&f->names);
	tsv_open_one(t, path, TSV_BY_HAND);
	code = tsv_need(t, "indicator");
	f->ncol = t->ncol;
	find_columns(f, column);
	while (tsv_row(t))
		add_row(f, column, code);
	f->nrow = f->n;
	if (f->n == 0)
		die("%s: a framework without rows", path_name(f));
	framework_link(f);
}

int
framework_column(const struct framework *f, const char *name)
{
	return tsv_find(&f->table, name);
}

struct text
framework_words(const struct framework *f, struct text code, const char *column,
    const char *language)
{
	uint32_t node = f == NULL ? NAME_NONE : name_find(&f->names, code);
	struct text t;
	char own[64];

	if (f == NULL || node >= f->nrow)
		return text_of("");
	snprintf(own, sizeof own, "%s_%s", column, language);
	t = framework_cell(f, node, framework_column(f, own));
	return t.n > 0 ? t : framework_cell(f, node, framework_column(f, column));
}

struct text
framework_label(const struct framework *f, struct text code, const char *language)
{
	struct text label = framework_words(f, code, "label", language);

	return label.n == 0 ? code : label;
}

bool *
framework_divides(const struct framework *f)
{
	bool *divides = mem_array(f->names.n, sizeof *divides);

	for (uint32_t i = 0; i < f->n; i++)
		if (f->node[i].denominator != NAME_NONE)
			divides[f->node[i].denominator] = true;
	return divides;
}

bool *
framework_leaves(const struct framework *f)
{
	bool *leaf = framework_divides(f);

	for (uint32_t i = 0; i < f->names.n; i++)
		leaf[i] = i < f->n && !framework_inner(f, i) &&
		    !(leaf[i] && f->node[i].parent == NAME_NONE);
	return leaf;
}

struct text
framework_tail(const struct framework *f, uint32_t node, bool parent,
    bool weight, char mark)
{
	uint32_t above = f->node[node].parent;
	struct text w = weight ? f->node[node].weight_text : text_of("");
	struct text p = parent && above != NAME_NONE ? framework_code(f,
	    above) : text_of("");
	char *s = mem_print("%s%.*s%s%.*s%c%*s", parent ? "\t" : "",
	    TEXT_ARG(p), weight ? "\t" : "", TEXT_ARG(w), mark, OUT_OVER, "");

	return (struct text){ s, strlen(s) - OUT_OVER };
}

uint32_t
framework_find(const struct framework *f, const struct tsv *t, struct text code)
{
	uint32_t found = name_find(&f->names, code);

	if (found == NAME_NONE)
		tsv_die(t, "column indicator: '%.*s' is not in %s%s",
		    TEXT_ARG(code), path_name(f), name_meant(&f->names, code));
	return found;
}

uint32_t
framework_node(const struct framework *f, const struct tsv *t, struct text code)
{
	uint32_t node = framework_find(f, t, code);

	if (node >= f->n)
		tsv_die(t,
		    "column indicator: '%.*s' is only a denominator in %s; sci-denominate "
		    "ends it", TEXT_ARG(code), path_name(f));
	return node;
}

const char *
framework_where(const struct framework *f, struct text code)
{
	uint32_t row = name_find(&f->names, code);

	return row < f->nrow ? tsv_where(&f->table, row) : path_name(f);
}

void
framework_die(const struct framework *f, uint32_t row, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	die_vabout(tsv_where(&f->table, row), NULL, format, ap);
}
