/* framework_tree - the rows of a framework become a tree, what is no tree is
 * refused; and what share of the whole each node is. */
#include <stdlib.h>

#include "base/die.h"
#include "base/mem.h"
#include "number/twice.h"
#include "table/framework.h"

/* Finds the parents, and adds a node for each that has no row; "-" is none. */
static void
link_parents(struct framework *f)
{
	int column = framework_column(f, "parent");

	for (uint32_t i = 0; i < f->nrow; i++) {
		struct text parent = framework_cell(f, i, column);
		uint32_t p;

		if (parent.n == 0 || text_is(parent, "-"))
			continue;
		p = name_add(&f->names, parent);
		if (p == f->n) {
			f->node = mem_grow(f->node, &f->node_cap,
			    (size_t)f->n + 1, sizeof *f->node);
			f->node[f->n++] = framework_bare;
		}
		f->node[i].parent = p;
	}
}

/* Finds the denominators: those without a row become codes behind the nodes. */
static void
link_denominators(struct framework *f)
{
	int column = framework_column(f, "denominator");

	for (uint32_t i = 0; i < f->nrow; i++) {
		struct text denominator = framework_cell(f, i, column);

		if (denominator.n != 0)
			f->node[i].denominator = name_add(&f->names,
			    denominator);
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

/* More parents without a row are no slips: so many are looked at for what they
 * may mean. */
enum { SLIPS = 10 };

/* What a node's name may be a slip for, of those of `among` but its own:
 * name_meant. */
static char *
meant(const struct framework *f, uint32_t node, const bool *among)
{
	struct names names;

	names_init(&names);
	for (uint32_t i = 0; i < f->n; i++)
		if (among[i] && i != node)
			name_add(&names, framework_code(f, i));
	return name_meant(&names, framework_code(f, node));
}

/* Refuses a row without a parent that is not the root; the nearest name may be
 * what the parents of others say. */
static _Noreturn void
no_parent(const struct framework *f, uint32_t row)
{
	bool *inner = mem_array(f->n, sizeof *inner);

	for (uint32_t i = 0; i < f->n; i++)
		inner[i] = framework_inner(f, i);
	framework_die(f, row,
	    "'%.*s' has no parent and is not the root%s (what stands alone "
	    "on purpose has the parent -)", TEXT_ARG(framework_code(f, row)),
	    meant(f, row, inner));
}

/* Refuses parents without a row: all of them if the root is a row, else all but
 * one.  Of several the one is named that is like a row that is not below it. */
static void
check_bare(const struct framework *f, uint32_t root)
{
	uint32_t spare = root < f->nrow ? f->nrow : f->nrow + 1;
	bool *other = mem_array(f->n, sizeof *other);

	for (uint32_t i = f->nrow; spare < f->n && i < f->n &&
	    i < f->nrow + SLIPS; i++) {
		char *near;

		for (uint32_t k = 0; k < f->nrow; k++)
			other[k] = f->node[k].parent != i;
		near = meant(f, i, other);
		if (*near != '\0')
			framework_die(f, f->node[i].child,
			    "parent '%.*s' has no row%s",
			    TEXT_ARG(framework_code(f, i)), near);
		free(near);
	}
	free(other);
	if (spare < f->n)
		framework_die(f, f->node[spare].child,
		    "parent '%.*s' has no row, and the root is "
		    "'%.*s'; is one of them misspelt?",
		    TEXT_ARG(framework_code(f, spare)),
		    TEXT_ARG(framework_code(f, root)));
}

/* row -> true for what may have no parent: it says so by a "-", or is a
 * denominator.  free() it. */
static bool *
find_loners(const struct framework *f)
{
	bool *alone = framework_divides(f);
	int column = framework_column(f, "parent");

	for (uint32_t i = 0; i < f->nrow; i++)
		alone[i] = alone[i] || text_is(framework_cell(f, i, column),
		    "-");
	return alone;
}

/* Where any row has a parent, one node has none: the root.  All else without a
 * parent says that it stands alone, and every other parent has a row: else what
 * is misspelt would be left out of the index in silence. */
static void
check_tree(const struct framework *f)
{
	bool *alone = find_loners(f), any = f->n > f->nrow;
	uint32_t root = NAME_NONE;

	for (uint32_t i = 0; i < f->nrow; i++) {
		any = any || f->node[i].parent != NAME_NONE;
		if (alone[i] || f->node[i].parent != NAME_NONE ||
		    !framework_inner(f, i))
			continue;
		if (root != NAME_NONE)
			framework_die(f, i,
			    "'%.*s' has no parent, as '%.*s' has none: an index has "
			    "one root (what stands alone on purpose has the parent -)",
			    TEXT_ARG(framework_code(f, i)),
			    TEXT_ARG(framework_code(f, root)));
		root = i;
	}
	if (root == NAME_NONE && f->n > f->nrow)
		root = f->nrow;
	if (f->n > f->nrow)
		check_bare(f, root);
	for (uint32_t i = 0; any && i < f->nrow; i++)
		if (!alone[i] && f->node[i].parent == NAME_NONE && i != root)
			no_parent(f, i);
	free(alone);
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
			framework_die(f, v,
			    "'%.*s' is above itself: a cycle of parents",
			    TEXT_ARG(framework_code(f, v)));
	}
	free(walk);
}

uint32_t
framework_unweighted(const struct framework *f, const struct node *node)
{
	for (uint32_t i = 0; i < f->n; i++) {
		double sum = 0;

		for (uint32_t c = node[i].child; c != NAME_NONE;
		    c = node[c].next)
			sum += node[c].weight;
		if (node[i].child != NAME_NONE && (sum == 0 || sum > 1e300))
			return i;
	}
	return NAME_NONE;
}

/* Weights of siblings are relative to their sum. */
static void
check_weights(const struct framework *f)
{
	uint32_t i = framework_unweighted(f, f->node);

	if (i != NAME_NONE)
		framework_die(f, f->node[i].child,
		    "'%.*s' has children whose weights sum to 0, or are too large",
		    TEXT_ARG(framework_code(f, i)));
}

/* Nodes in the order of their rows, each after everything below it. */
static void
order_nodes(struct framework *f)
{
	uint32_t *cursor = mem_array(f->n, sizeof *cursor), n = 0;
	bool *done = mem_array(f->n, sizeof *done);

	f->climb = mem_array(f->n, sizeof *f->climb);
	f->step = mem_array(f->n, sizeof *f->step);
	for (uint32_t i = 0; i < f->n; i++)
		cursor[i] = f->node[i].child;
	for (uint32_t i = 0; i < f->n; i++)
		for (uint32_t v = i; !done[i];) {
			uint32_t c = cursor[v];

			if (c != NAME_NONE) {
				cursor[v] = f->node[c].next;
				v = done[c] ? v : c;
				continue;
			}
			done[v] = true;
			f->step[v] = n;
			f->climb[n++] = v;
			v = f->node[v].parent;
		}
	free(cursor);
	free(done);
}

void
framework_turn(const struct framework *f, struct node *node)
{
	for (uint32_t i = f->n; i-- > 0;) {
		struct node *v = &node[f->climb[i]];

		v->direction = v->own_direction;
		if (v->parent != NAME_NONE)
			v->direction *= node[v->parent].direction;
	}
}

void
framework_link(struct framework *f)
{
	link_parents(f);
	link_denominators(f);
	link_children(f);
	check_cycles(f);
	check_tree(f);
	check_weights(f);
	order_nodes(f);
	framework_turn(f, f->node);
}

struct text
framework_top(const struct framework *f, const char *option, const char *node)
{
	uint32_t top = node == NULL ? NAME_NONE : name_find(&f->names,
	    text_of(node));

	if (node != NULL && (top >= f->n || !framework_inner(f, top)))
		die("%s: '%s' is no node of %s that has nodes below it", option,
		    node, f->path);
	for (uint32_t i = 0; node == NULL && i < f->n; i++)
		if (f->node[i].parent == NAME_NONE && framework_inner(f, i)) {
			if (top != NAME_NONE && option == NULL)
				die("%s: more than one root: one score is looked at",
				    f->path);
			if (top != NAME_NONE)
				die_usage("more than one root: %s NODE says which is meant",
				    option);
			top = i;
		}
	if (top == NAME_NONE)
		die("%s: no node has a node above it", f->path);
	return framework_code(f, top);
}

double *
framework_effective(const struct framework *f)
{
	struct twice *of = mem_array(f->n, sizeof *of);
	double *effective = mem_array(f->n, sizeof *effective);

	for (uint32_t i = f->n; i-- > 0;) {
		uint32_t p = f->climb[i];
		struct twice sum = { 0, 0 };

		if (f->node[p].parent == NAME_NONE)
			of[p] = (struct twice){ 1, 0 };
		effective[p] = of[p].hi + of[p].lo;
		for (uint32_t c = f->node[p].child; c != NAME_NONE;
		    c = f->node[c].next)
			sum = twice_add(sum, f->node[c].weight);
		for (uint32_t c = f->node[p].child; c != NAME_NONE;
		    c = f->node[c].next)
			of[c] = twice_times(of[p],
			    twice_divide((struct twice){ f->node[c].weight, 0 },
			    sum));
	}
	free(of);
	return effective;
}
