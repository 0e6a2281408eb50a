/* framework - the tree of indicators. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "number/num.h"
#include "table/framework.h"

/* The weight of a node that has none, readable beyond its end. */
static const struct text one = { "1                                ", 1 };

/* What is kept of a row until all codes are known. */
struct kept {
	struct text parent, denominator;
};

/* The columns that are read, as numbers of the table's columns or -1. */
struct columns {
	int parent, weight, direction, normalize, low, high, target, transform, aggregate,
	    min_coverage, min_present, treat, impute, denominator, per;
};

static struct columns
find_columns(const struct tsv *t)
{
	return (struct columns){
		.parent = tsv_find(t, "parent"), .weight = tsv_find(t, "weight"),
		.direction = tsv_find(t, "direction"), .normalize = tsv_find(t, "normalize"),
		.low = tsv_find(t, "low"), .high = tsv_find(t, "high"),
		.target = tsv_find(t, "target"), .transform = tsv_find(t, "transform"),
		.aggregate = tsv_find(t, "aggregate"),
		.min_coverage = tsv_find(t, "min_coverage"),
		.min_present = tsv_find(t, "min_present"), .treat = tsv_find(t, "treat"),
		.impute = tsv_find(t, "impute"), .denominator = tsv_find(t, "denominator"),
		.per = tsv_find(t, "per"),
	};
}

/* The cell of the current row, empty if there is no such column or it is NA. */
static struct text
cell_of(const struct tsv *t, int column)
{
	struct text c = column < 0 ? (struct text){ "", 0 } : t->col[column];

	if (c.n == 2 && c.s[0] == 'N' && c.s[1] == 'A')
		c.n = 0;
	return c;
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
	struct method m = { METHOD_UNSET, 0, { NULL, 0 } };
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
		.weight = number_of(t, c->weight, 1), .direction = direction_of(t, c->direction),
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

/* A copy of the current row's cells that lasts, readable beyond its end. */
static void
keep_cells(const struct tsv *t, struct text *cell)
{
	size_t size = 64;
	char *p;

	for (size_t i = 0; i < t->ncol; i++)
		size += t->col[i].n;
	p = mem_array(size, 1);
	for (size_t i = 0; i < t->ncol; i++) {
		if (t->col[i].n != 0)
			memcpy(p, t->col[i].s, t->col[i].n);
		cell[i] = (struct text){ p, t->col[i].n };
		p += t->col[i].n;
	}
}

static const char *
path_name(const struct framework *f)
{
	return strcmp(f->path, "-") == 0 ? "standard input" : f->path;
}

static _Noreturn void
die_at(const struct framework *f, uint64_t line, const char *what, struct text code)
{
	die("%s:%llu: '%.*s' %s", path_name(f), (unsigned long long)line, TEXT_ARG(code), what);
}

/* Adds a node that has no row. */
static void
add_bare_node(struct framework *f, size_t *cap)
{
	f->node = mem_grow(f->node, cap, (size_t)f->n + 1, sizeof *f->node);
	f->node[f->n++] = (struct node){
		.parent = NAME_NONE, .child = NAME_NONE, .next = NAME_NONE,
		.denominator = NAME_NONE, .weight = 1, .weight_text = one, .direction = 1,
		.low = (double)NAN, .high = (double)NAN, .target = (double)NAN, .per = 1,
		.min_coverage = (double)NAN, .min_present = (double)NAN,
		.normalize = { METHOD_UNSET, 0, { NULL, 0 } },
		.transform = { METHOD_UNSET, 0, { NULL, 0 } },
		.aggregate = { METHOD_UNSET, 0, { NULL, 0 } },
		.treat = { METHOD_UNSET, 0, { NULL, 0 } },
		.impute = { METHOD_UNSET, 0, { NULL, 0 } },
	};
}

/* Finds the parents: adds the root without a row. */
static void
link_parents(struct framework *f, const struct kept *kept, size_t *cap)
{
	for (uint32_t i = 0; i < f->nrow; i++) {
		uint32_t p;

		if (kept[i].parent.n == 0)
			continue;
		p = name_add(&f->names, kept[i].parent);
		if (p == f->n && p > f->nrow)
			die("%s:%llu: parent '%.*s' has no row, as '%.*s' has none: an index "
			    "has one root; is one of them misspelt?", path_name(f),
			    (unsigned long long)f->node[i].line, TEXT_ARG(kept[i].parent),
			    TEXT_ARG(framework_code(f, f->nrow)));
		if (p == f->n)
			add_bare_node(f, cap);
		f->node[i].parent = p;
	}
}

/* Hangs every node below its parent, in the order of the rows. */
static void
link_children(struct framework *f)
{
	for (uint32_t i = f->n; i-- > 0;) {
		uint32_t p = f->node[i].parent;

		if (p == NAME_NONE)
			continue;
		f->node[i].next = f->node[p].child;
		f->node[p].child = i;
	}
}

/* Every node must lead up to a root: a walk ends at one, or where an earlier
 * walk has been. */
static void
check_cycles(const struct framework *f)
{
	uint32_t *walk = mem_array(f->n, sizeof *walk);

	for (uint32_t i = 0; i < f->n; i++) {
		uint32_t v = i;

		for (; v != NAME_NONE && walk[v] == 0; v = f->node[v].parent)
			walk[v] = i + 1;
		if (v != NAME_NONE && walk[v] == i + 1)
			die_at(f, f->node[v].line, "is above itself: a cycle of parents",
			    framework_code(f, v));
	}
	free(walk);
}

/* Weights of siblings are relative to their sum. */
static void
check_weights(const struct framework *f)
{
	for (uint32_t i = 0; i < f->n; i++) {
		double sum = 0;
		uint32_t c = f->node[i].child;

		if (c == NAME_NONE)
			continue;
		for (; c != NAME_NONE; c = f->node[c].next)
			sum += f->node[c].weight;
		if (sum == 0)
			die_at(f, f->node[f->node[i].child].line,
			    "has children whose weights sum to 0", framework_code(f, i));
		if (sum > 1e300)
			die_at(f, f->node[f->node[i].child].line,
			    "has children whose weights are too large", framework_code(f, i));
	}
}

/* Nodes in the order of their rows, each after everything below it. */
static void
order_nodes(struct framework *f)
{
	uint32_t *cursor = mem_array(f->n, sizeof *cursor), *stack = mem_array(f->n, sizeof *stack);
	bool *done = mem_array(f->n, sizeof *done);
	uint32_t n = 0;

	f->climb = mem_array(f->n, sizeof *f->climb);
	f->step = mem_array(f->n, sizeof *f->step);
	for (uint32_t i = 0; i < f->n; i++)
		cursor[i] = f->node[i].child;
	for (uint32_t i = 0; i < f->n; i++) {
		uint32_t depth = 0;

		if (!done[i])
			stack[depth++] = i;
		while (depth > 0) {
			uint32_t v = stack[depth - 1], c = cursor[v];

			if (c != NAME_NONE) {
				cursor[v] = f->node[c].next;
				if (!done[c])
					stack[depth++] = c;
				continue;
			}
			done[v] = true;
			f->step[v] = n;
			f->climb[n++] = v;
			depth--;
		}
	}
	free(cursor);
	free(stack);
	free(done);
}

/* The direction of an inner node turns everything below it. */
static void
turn_directions(struct framework *f)
{
	for (uint32_t i = f->n; i-- > 0;) {
		struct node *v = &f->node[f->climb[i]];

		if (v->parent != NAME_NONE)
			v->direction *= f->node[v->parent].direction;
	}
}

/* Finds the denominators: those without a row become codes behind the nodes. */
static void
link_denominators(struct framework *f, const struct kept *kept)
{
	for (uint32_t i = 0; i < f->nrow; i++)
		if (kept[i].denominator.n != 0)
			f->node[i].denominator = name_add(&f->names, kept[i].denominator);
}

void
framework_read(struct framework *f, const char *path)
{
	char **paths = mem_array(1, sizeof *paths);
	struct kept *kept = NULL;
	struct columns c;
	struct tsv *t = &f->table;
	size_t code, cap = 0, kept_cap = 0, cell_cap = 0;

	memset(f, 0, sizeof *f);
	f->path = path;
	kept = mem_grow(kept, &kept_cap, 1, sizeof *kept);
	names_init(&f->names);
	paths[0] = mem_copy(path, strlen(path));
	tsv_open(t, paths, 1, TSV_BY_HAND);
	code = tsv_need(t, "indicator");
	c = find_columns(t);
	f->head = t->head;
	f->ncol = t->ncol;
	while (tsv_row(t)) {
		struct text *cell;

		if (t->col[code].n == 0)
			tsv_die(t, "column indicator is empty");
		if (name_add(&f->names, t->col[code]) != f->n)
			tsv_die(t, "'%.*s' has a row already, in line %llu",
			    TEXT_ARG(t->col[code]), (unsigned long long)
			    f->node[name_find(&f->names, t->col[code])].line);
		f->node = mem_grow(f->node, &cap, (size_t)f->n + 1, sizeof *f->node);
		kept = mem_grow(kept, &kept_cap, (size_t)f->n + 1, sizeof *kept);
		f->cell = mem_grow(f->cell, &cell_cap, ((size_t)f->n + 1) * f->ncol, sizeof *f->cell);
		cell = f->cell + (size_t)f->n * f->ncol;
		f->node[f->n] = node_of(t, &c);
		keep_cells(t, cell);
		memcpy(t->col, cell, f->ncol * sizeof *cell);
		kept[f->n].parent = cell_of(t, c.parent);
		kept[f->n].denominator = cell_of(t, c.denominator);
		f->node[f->n].weight_text = cell_of(t, c.weight);
		if (f->node[f->n].weight_text.n == 0)
			f->node[f->n].weight_text = one;
		f->node[f->n].impute = method_of(t, c.impute, METHOD_IMPUTE);
		f->n++;
	}
	f->nrow = f->n;
	if (f->n == 0)
		die("%s: a framework without rows", path_name(f));
	link_parents(f, kept, &cap);
	link_children(f);
	check_cycles(f);
	check_weights(f);
	order_nodes(f);
	turn_directions(f);
	link_denominators(f, kept);
	free(kept);
}

int
framework_column(const struct framework *f, const char *name)
{
	return tsv_find(&f->table, name);
}

bool *
framework_leaves(const struct framework *f)
{
	bool *leaf = mem_array(f->names.n, sizeof *leaf);

	for (uint32_t i = 0; i < f->n; i++)
		leaf[i] = !framework_inner(f, i);
	for (uint32_t i = 0; i < f->n; i++) {
		uint32_t d = f->node[i].denominator;

		if (d < f->n && f->node[d].parent == NAME_NONE)
			leaf[d] = false;
	}
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
