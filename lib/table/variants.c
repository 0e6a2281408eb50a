/* variants - frameworks that differ in some cells. */
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "table/keys.h"
#include "table/variants.h"

/* What the columns of the table are. */
struct columns {
	size_t variant, indicator;
	int cell[FRAMEWORK_CELLS];      /* or -1 */
};

/* Finds the columns; another than these, and those that sci-vary adds, is an
 * error. */
static struct columns
find_columns(const struct tsv *t)
{
	static const char *const others[] = { "variant", "indicator", "matrix",
	    "sample" };
	struct columns c = { .variant = tsv_need(t, "variant"),
	    .indicator = tsv_need(t, "indicator") };

	for (int which = 0; which < FRAMEWORK_CELLS; which++)
		c.cell[which] = which == FRAMEWORK_PER ? -1 : tsv_find(t,
		    framework_cells[which].name);
	for (size_t i = 0; i < t->ncol; i++) {
		bool known = false;

		for (int which = 0; which < FRAMEWORK_CELLS; which++)
			known = known || c.cell[which] == (int)i;
		for (size_t k = 0; k < sizeof others / sizeof *others; k++)
			known = known || text_is(t->head[i], others[k]);
		if (!known)
			die("%s:1: column '%.*s' is none that a variant may change",
			    tsv_file(t, 0), TEXT_ARG(t->head[i]));
	}
	return c;
}

/* Keeps a cell of the current row. */
static void
keep_cell(struct variants *v, long number, uint32_t node,
    enum framework_cell which, struct text s)
{
	v->cell = mem_grow(v->cell, &v->cell_cap, v->ncell + 1,
	    sizeof *v->cell);
	v->cell[v->ncell++] = (struct variant_cell){ number, node,
	    name_add(&v->texts, s), which };
}

static int
compare_cells(const void *a, const void *b)
{
	const struct variant_cell *c = a, *d = b;

	if (c->number != d->number)
		return c->number < d->number ? -1 : 1;
	return c->node != d->node ? (c->node < d->node ? -1 : 1) :
	    (c->which > d->which) - (c->which < d->which);
}

/* Puts the cells in order, and finds the variants among them. */
static void
group_cells(struct variants *v)
{
	if (v->ncell > 1)
		qsort(v->cell, v->ncell, sizeof *v->cell, compare_cells);
	for (size_t i = 0; i < v->ncell; i++) {
		if (i == 0 || v->cell[i].number != v->cell[i - 1].number) {
			v->variant = mem_grow(v->variant, &v->cap, v->n + 1,
			    sizeof *v->variant);
			v->variant[v->n++] = (struct variant){
			    v->cell[i].number, i, i };
		}
		v->variant[v->n - 1].end = i + 1;
	}
}

/* Reads the current row's cells. */
static void
read_row(struct variants *v, const struct tsv *t, const struct columns *c,
    long number, uint32_t node)
{
	struct node scratch = framework_bare;

	for (int which = 0; which < FRAMEWORK_CELLS; which++) {
		if (!framework_put(&scratch, (enum framework_cell)which, t,
		    c->cell[which]))
			continue;
		if (which == FRAMEWORK_IMPUTE &&
		    scratch.impute.id != IMPUTE_NONE)
			tsv_die(t,
			    "column impute: a variant can only take filled "
			    "figures away, by none");
		keep_cell(v, number, node, (enum framework_cell)which,
		    t->col[c->cell[which]]);
	}
	/* The variant is there, if nothing differs. */
	keep_cell(v, number, node, FRAMEWORK_CELLS, (struct text){ "", 0 });
}

void
variants_read(struct variants *v, const struct framework *f, const char *path)
{
	struct columns c;
	struct pairs seen;
	struct tsv t;

	memset(v, 0, sizeof *v);
	v->framework = f;
	names_init(&v->texts);
	pairs_init(&seen);
	tsv_open_one(&t, path, TSV_WHOLE);
	c = find_columns(&t);
	while (tsv_row(&t)) {
		long number = keys_whole(&t, c.variant, 0);
		uint32_t node, known = seen.n;

		if (number == 0)
			tsv_die(&t,
			    "column variant: 0 is the framework as it stands");
		node = framework_node(f, &t, t.col[c.indicator]);
		pair_add(&seen, (uint32_t)number, node);
		if (seen.n == known)
			tsv_die(&t, "a second row of variant %ld and '%.*s'",
			    number, TEXT_ARG(t.col[c.indicator]));
		read_row(v, &t, &c, number, node);
	}
	tsv_close(&t);
	pairs_free(&seen);
	group_cells(v);
}

const struct variant *
variants_find(const struct variants *v, long number)
{
	size_t from = 0, to = v->n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (v->variant[middle].number < number)
			from = middle + 1;
		else
			to = middle;
	}
	return from < v->n && v->variant[from].number == number ?
	    &v->variant[from] : NULL;
}

/* Refuses what no framework may be. */
static void
check(const struct framework *f, const struct variant *variant,
    const struct node *node)
{
	uint32_t wrong = framework_unweighted(f, node);

	for (uint32_t i = 0; i < f->n; i++)
		if (node[i].low >= node[i].high)
			die("variant %ld: low is not below high (%.*s)",
			    variant->number, TEXT_ARG(framework_code(f, i)));
	if (wrong != NAME_NONE)
		die("variant %ld: the weights of its children sum to 0, or are "
		    "too large (%.*s)", variant->number,
		    TEXT_ARG(framework_code(f, wrong)));
}

void
variants_apply(const struct variants *v, const struct variant *variant,
    struct node *node, bool *measured)
{
	const struct framework *f = v->framework;
	bool turned = false;

	memcpy(node, f->node, f->n * sizeof *node);
	memset(measured, 0, f->n * sizeof *measured);
	if (variant == NULL)
		return;
	for (size_t i = variant->first; i < variant->end; i++) {
		const struct variant_cell *c = &v->cell[i];

		if (c->which == FRAMEWORK_CELLS)
			continue;
		framework_set(&node[c->node], c->which, v->texts.text[c->text]);
		turned = turned || c->which == FRAMEWORK_DIRECTION;
		measured[c->node] = measured[c->node] ||
		    c->which == FRAMEWORK_IMPUTE;
	}
	if (turned)
		framework_turn(f, node);
	check(f, variant, node);
}
