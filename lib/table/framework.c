/* framework - the table of a framework: what each column says of a node. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "number/num.h"
#include "stream/column.h"
#include "table/framework.h"

/* A letter that is not the right one makes another word of a short name: `low` and `row`. */
enum { LETTERS = 5 };

/* The weight is readable beyond its end. */
const struct node framework_bare = {
	.parent = NAME_NONE, .child = NAME_NONE, .next = NAME_NONE, .denominator = NAME_NONE,
	.weight = 1, .weight_text = { "1                                ", 1 }, .direction = 1,
	.low = (double)NAN, .high = (double)NAN, .target = (double)NAN, .per = 1,
	.min_coverage = (double)NAN, .min_present = (double)NAN,
	.normalize = { .id = METHOD_UNSET },
	.transform = { .id = METHOD_UNSET },
	.aggregate = { .id = METHOD_UNSET },
	.treat = { .id = METHOD_UNSET },
	.impute = { .id = METHOD_UNSET },
};

/* The columns that are read, as numbers of the table's columns or -1. */
struct columns {
	int weight, direction, normalize, low, high, target, transform, aggregate, min_coverage,
	    min_present, treat, impute, per;
};

static struct columns
find_columns(const struct tsv *t)
{
	return (struct columns){
		.weight = tsv_find(t, "weight"), .direction = tsv_find(t, "direction"),
		.normalize = tsv_find(t, "normalize"),
		.low = tsv_find(t, "low"), .high = tsv_find(t, "high"),
		.target = tsv_find(t, "target"), .transform = tsv_find(t, "transform"),
		.aggregate = tsv_find(t, "aggregate"),
		.min_coverage = tsv_find(t, "min_coverage"),
		.min_present = tsv_find(t, "min_present"), .treat = tsv_find(t, "treat"),
		.impute = tsv_find(t, "impute"), .per = tsv_find(t, "per"),
	};
}

static const char *
path_name(const struct framework *f)
{
	return tsv_file(&f->table, 0);
}

/* Refuses a column that looks like one of those that are read, where that one is not there: it
 * would be passed over in silence.  What is further away from all of them is the user's own. */
static void
check_spelling(const struct framework *f)
{
	static const char *const known[] = {
		"parent", "weight", "direction", "normalize", "low", "high", "target", "transform",
		"aggregate", "min_coverage", "min_present", "treat", "impute", "denominator", "per",
		"label", "unit_of_measure"
	};

	for (size_t i = 0; i < f->ncol; i++)
		for (size_t k = 0; k < sizeof known / sizeof *known; k++)
			if (tsv_find(&f->table, known[k]) < 0 &&
			    (column_spelt_like(f->head[i], known[k]) ||
			    (strlen(known[k]) >= LETTERS && column_one_letter_off(f->head[i], known[k]))))
				die("%s:1: column '%.*s' is not read; did you mean '%s'? (a column "
				    "of your own needs a name less like it)", path_name(f),
				    TEXT_ARG(f->head[i]), known[k]);
}

/* A cell of the row, empty if there is no such column or it is NA. */
static struct text
cell_in(const struct text *row, int column)
{
	return column < 0 || text_is(row[column], "NA") ? (struct text){ "", 0 } : row[column];
}

struct text
framework_cell(const struct framework *f, uint32_t row, int column)
{
	return cell_in(f->cell + (size_t)row * f->ncol, column);
}

static struct text
cell_of(const struct tsv *t, int column)
{
	return cell_in(t->col, column);
}

/* A number, `unless` where the cell is empty. */
static double
number_of(const struct tsv *t, int column, double unless)
{
	struct text c = cell_of(t, column);
	double x;

	if (c.n == 0)
		return unless;
	if (num_read(c, &x) != NUM_FINITE)
		tsv_die(t, "column %.*s: '%.*s' is not a number", TEXT_ARG(t->head[column]),
		    TEXT_ARG(c));
	return x;
}

static double
share_of(const struct tsv *t, int column)
{
	struct text c = cell_of(t, column);
	double x = (double)NAN;

	if (c.n != 0 && !method_share(c, &x))
		tsv_die(t, "column %.*s: '%.*s' is not a share from 0 to 1 (0.66, 2/3)",
		    TEXT_ARG(t->head[column]), TEXT_ARG(c));
	return x;
}

static struct method
method_of(const struct tsv *t, int column, enum method_family family)
{
	struct method m = { .id = METHOD_UNSET };
	struct text c = cell_of(t, column);

	if (c.n != 0 && !method_read(family, c, &m))
		tsv_die(t, "column %.*s: unknown method '%.*s' (there are: %s)",
		    TEXT_ARG(t->head[column]), TEXT_ARG(c), method_names(family));
	return m;
}

static int
direction_of(const struct tsv *t, int column)
{
	double x = number_of(t, column, 1);

	if (x != 1 && x != -1)
		tsv_die(t, "column direction: '%.*s' is neither 1 nor -1",
		    TEXT_ARG(t->col[column]));
	return x > 0 ? 1 : -1;
}

/* Takes a node from the current row, all but its place in the tree. */
static struct node
node_of(const struct tsv *t, const struct columns *c)
{
	struct node v = {
		.line = tsv_place(t, t->nrow - 1).line,
		.parent = NAME_NONE, .child = NAME_NONE, .next = NAME_NONE,
		.denominator = NAME_NONE,
		.weight = number_of(t, c->weight, 1),
		.weight_text = cell_of(t, c->weight).n == 0 ? framework_bare.weight_text :
		    t->col[c->weight],
		.direction = direction_of(t, c->direction),
		.low = number_of(t, c->low, (double)NAN),
		.high = number_of(t, c->high, (double)NAN),
		.target = number_of(t, c->target, (double)NAN),
		.per = number_of(t, c->per, 1),
		.min_coverage = share_of(t, c->min_coverage),
		.min_present = share_of(t, c->min_present),
		.normalize = method_of(t, c->normalize, METHOD_NORMALIZE),
		.transform = method_of(t, c->transform, METHOD_TRANSFORM),
		.aggregate = method_of(t, c->aggregate, METHOD_AGGREGATE),
		.treat = method_of(t, c->treat, METHOD_TREAT),
		.impute = method_of(t, c->impute, METHOD_IMPUTE),
	};

	if (v.weight < 0)
		tsv_die(t, "column weight: '%.*s' is negative", TEXT_ARG(t->col[c->weight]));
	if (v.low >= v.high)
		tsv_die(t, "low %.*s is not below high %.*s", TEXT_ARG(t->col[c->low]),
		    TEXT_ARG(t->col[c->high]));
	if (v.per == 0)
		tsv_die(t, "column per: a factor of 0");
	return v;
}

/* Keeps the current row's cells, readable beyond their ends, and makes them the row's fields. */
static void
keep_cells(struct framework *f)
{
	struct tsv *t = &f->table;
	size_t size = 64;
	struct text *cell;
	char *p;

	f->cell = mem_grow(f->cell, &f->cell_cap, ((size_t)f->n + 1) * f->ncol, sizeof *f->cell);
	cell = f->cell + (size_t)f->n * f->ncol;
	for (size_t i = 0; i < t->ncol; i++)
		size += t->col[i].n;
	p = mem_array(size, 1);
	for (size_t i = 0; i < t->ncol; i++) {
		if (t->col[i].n != 0)
			memcpy(p, t->col[i].s, t->col[i].n);
		cell[i] = (struct text){ p, t->col[i].n };
		p += t->col[i].n;
	}
	memcpy(t->col, cell, f->ncol * sizeof *cell);
}

/* Adds the current row's node. */
static void
add_row(struct framework *f, const struct columns *c, size_t code)
{
	const struct tsv *t = &f->table;

	if (t->col[code].n == 0)
		tsv_die(t, "column indicator is empty");
	if (name_add(&f->names, t->col[code]) != f->n)
		tsv_die(t, "'%.*s' has a row already, in line %llu", TEXT_ARG(t->col[code]),
		    (unsigned long long)f->node[name_find(&f->names, t->col[code])].line);
	keep_cells(f);
	f->node = mem_grow(f->node, &f->node_cap, (size_t)f->n + 1, sizeof *f->node);
	f->node[f->n++] = node_of(t, c);
}

void
framework_read(struct framework *f, const char *path)
{
	char **paths = mem_array(1, sizeof *paths);
	struct columns c;
	struct tsv *t = &f->table;
	size_t code;

	memset(f, 0, sizeof *f);
	f->path = path;
	names_init(&f->names);
	paths[0] = mem_copy(path, strlen(path));
	tsv_open(t, paths, 1, TSV_BY_HAND);
	code = tsv_need(t, "indicator");
	f->head = t->head;
	f->ncol = t->ncol;
	check_spelling(f);
	c = find_columns(t);
	while (tsv_row(t))
		add_row(f, &c, code);
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

void
framework_unknown(const struct framework *f, const struct tsv *t, struct text code)
{
	uint32_t near = name_nearest(&f->names, code);

	if (near == NAME_NONE)
		tsv_die(t, "column indicator: '%.*s' is not in %s", TEXT_ARG(code), path_name(f));
	tsv_die(t, "column indicator: '%.*s' is not in %s; did you mean '%.*s'?", TEXT_ARG(code),
	    path_name(f), TEXT_ARG(framework_code(f, near)));
}

void
framework_denominator(const struct framework *f, const struct tsv *t, struct text code)
{
	tsv_die(t, "column indicator: '%.*s' is only a denominator in %s; sci-denominate ends it",
	    TEXT_ARG(code), path_name(f));
}

const char *
framework_place(const struct framework *f, struct text code)
{
	uint32_t row = name_find(&f->names, code);
	const char *path = path_name(f);
	size_t size = strlen(path) + 32;
	char *place = mem_array(size, 1);

	if (row < f->nrow)
		snprintf(place, size, "%s:%llu", path, (unsigned long long)f->node[row].line);
	else
		snprintf(place, size, "%s", path);
	return place;
}

void
framework_die(const struct framework *f, uint32_t row, const char *format, ...)
{
	char message[1024];
	va_list ap;

	va_start(ap, format);
	vsnprintf(message, sizeof message, format, ap);
	va_end(ap);
	die("%s:%llu: %s", path_name(f), (unsigned long long)f->node[row].line, message);
}
