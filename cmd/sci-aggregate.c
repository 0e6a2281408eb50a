/* sci-aggregate - climbs from the rows to the roots: scores of areas, and
 * overall. */
#include <math.h>
#include <stdlib.h>

#include "index/tree.h"
#include "stream/filter.h"
#include "stream/rows.h"
#include "table/framework.h"
#include "table/rule.h"
#include "table/scores.h"

static const char help[] =
    "sci-aggregate -f FRAMEWORK [-m METHOD] " RULE_AGGREGATE_SYNOPSIS
    "[-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Aggregates weighted scores up the tree of the framework.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators\n"
    "  -m, --method METHOD    @aggregate (default arithmetic)\n"
    RULE_AGGREGATE_HELP
    "Example: sci-aggregate -f framework.tsv -m geometric weighted.tsv\n";

static struct rule rule;
static const struct opt_row options[] = {
	{ "framework", 'f', .needed = "-f FRAMEWORK", .table = &rule.framework },
	{ "method", 'm', .method = &rule.aggregate,
	    .family = METHOD_AGGREGATE },
	RULE_AGGREGATE_OPTIONS(rule),
	{ 0 }
};

static struct framework framework;
static struct scores scores;
static struct tree tree;
static struct tree_weights weights;
static struct text *tail;               /* node -> "\tPARENT\tWEIGHT\t" by the framework */

static void
write_head(struct out *o)
{
	out_string(o, scores.keys.year_column >= 0 ? "year\t" : "");
	out_text(o, scores.table.head[scores.keys.unit_column]);
	out_string(o,
	    "\tindicator\tvalue\tparent\tweight\tcoverage\tmeasured\n");
}

/* Writes year, unit and indicator, with the tab before the value. */
static void
write_keys(struct out *o, uint32_t profile, uint32_t node)
{
	struct pair p = scores.keys.profiles.pair[profile];
	struct text year = scores.keys.years.text[p.a],
	    unit = scores.keys.units.text[p.b];
	struct text code = framework_code(&framework, node);

	out_room(o, year.n + unit.n + code.n + 3);
	if (scores.keys.year_column >= 0)
		out_field(o, year, '\t');
	out_field(o, unit, '\t');
	out_field(o, code, '\t');
}

static void
write_shares(struct out *o, double coverage, double measured)
{
	out_number(o, coverage);
	out_cell(o, measured);
	out_char(o, '\n');
}

/* Writes a node of a city that is made, number `city` of the block. */
static void
write_made(struct out *o, const struct tree_block *b, uint32_t slot,
    uint32_t city)
{
	size_t at = (size_t)slot * b->stride + city;
	uint32_t node = b->edition->made[slot];

	write_keys(o, b->edition->profile[b->first + city], node);
	out_number(o, b->value[at]);
	out_text(o, tail[node]);
	write_shares(o, b->coverage[at], b->measured[at]);
}

static void
write_kept(struct out *o, uint32_t profile, uint32_t row)
{
	struct score s = scores_of_row(&scores, row);
	const struct scores_kind *kind = scores_kind(&scores, row);

	write_keys(o, profile, kind->node);
	out_text(o, scores_text(&scores, row));
	out_cell_text(o, kind->parent_text);
	out_cell_text(o, kind->weight_text);
	out_char(o, '\t');
	write_shares(o, s.coverage, s.measured);
}

static int
compare_rows(const void *a, const void *b)
{
	uint32_t v = scores_kind(&scores, *(const uint32_t *)a)->node;
	uint32_t u = scores_kind(&scores, *(const uint32_t *)b)->node;

	return (framework.step[v] > framework.step[u]) -
	    (framework.step[v] < framework.step[u]);
}

/* The rows of a profile in the order of the climb; the caller frees. */
static uint32_t *
rows_of(uint32_t profile, uint32_t *n)
{
	uint32_t first = scores.first[profile], *row;

	*n = scores.first[profile + 1] - first;
	row = mem_array(*n, sizeof *row);
	for (uint32_t i = 0; i < *n; i++)
		row[i] = scores_row(&scores, first + i);
	if (*n > 1)
		qsort(row, *n, sizeof *row, compare_rows);
	return row;
}

/* Writes a city: the nodes made, with --keep among the rows that came in. */
static void
write_city(struct out *o, const struct tree_block *b, uint32_t city)
{
	const struct tree_edition *e = b->edition;
	uint32_t profile = e->profile[b->first + city], n = 0, i = 0;
	uint32_t *row = rule.keep ? rows_of(profile, &n) : NULL;

	for (uint32_t slot = 0; slot < e->nmade; slot++) {
		for (; i < n && framework.step[scores_kind(&scores,
		    row[i])->node] < framework.step[e->made[slot]]; i++)
			write_kept(o, profile, row[i]);
		write_made(o, b, slot, city);
	}
	for (; i < n; i++)
		write_kept(o, profile, row[i]);
	free(row);
}

/* What the columns of a block have: room for their scores and shares. */
struct columns {
	double *x, *coverage, *measured;
};

/* Takes the shares of a column's entries in the block. */
static void
take_shares(const struct tree_column *c, const struct tree_child *child,
    const struct columns *to)
{
	for (uint32_t k = 0; k < child->of.n; k++) {
		uint32_t row = c->row[child->from + k];
		struct score s = { (double)NAN, 0, 0 };

		if (row != NAME_NONE)
			s = scores_of_row(&scores, row);
		to->coverage[k] = s.coverage;
		to->measured[k] = s.measured;
	}
}

/* Takes the scores of a column's entries in the block, and their shares where
 * they are not what goes without saying. */
static void
take_column(const struct tree_column *c, struct tree_child *child,
    struct columns *to)
{
	bool flagged = scores.flag_column >= 0;
	uint32_t flags = 0;

	child->of.x = to->x;
	child->of.gaps = false;
	for (uint32_t k = 0; k < child->of.n; k++) {
		uint32_t row = c->row[child->from + k];
		double x = row == NAME_NONE ? (double)NAN : scores.value[row];

		to->x[k] = x;
		child->of.gaps = child->of.gaps || x != x;
		if (flagged && row != NAME_NONE)
			flags |= scores.row_kind[row] & SCORES_FILLED;
	}
	child->coverage = scores.coverage != NULL ? to->coverage : NULL;
	child->measured = flags != 0 || scores.measured != NULL ? to->measured :
	    NULL;
	if (child->coverage != NULL || child->measured != NULL)
		take_shares(c, child, to);
	to->x += child->of.n;
	to->coverage += child->of.n;
	to->measured += child->of.n;
}

/* Dies of what is wrong with an edition. */
static _Noreturn void
die_problem(const struct problem *p, const struct tree_edition *e)
{
	const struct keys *k = &scores.keys;
	struct text code = framework_code(&framework, p->node);
	struct text about[3] = { k->years.text[p->year], { NULL, 0 }, code };

	if (p->kind == PROBLEM_BOTH)
		die("%s: '%.*s' comes in as rows, and so does '%.*s', which it is made of: %s; drop "
		    "one of them with sci-select", tsv_where(&scores.table,
		    p->row), TEXT_ARG(code), TEXT_ARG(framework_code(&framework,
		    scores_kind(&scores, p->other)->node)),
		    tsv_where(&scores.table, p->other));
	if (p->unit != NAME_NONE)
		about[1] =
		    k->units.text[k->profiles.pair[e->profile[p->unit]].b];
	die_about(NULL, about, "%s", problem_words(p));
}

/* Makes an edition of n profiles, and writes it if there is where to; dies of
 * what is wrong. */
static void
make_edition(struct out *o, uint32_t *profile, uint32_t n)
{
	uint32_t year = scores.keys.profiles.pair[*profile].a;
	struct tree_edition e;
	struct tree_block b;
	struct problem p;
	size_t room = 0, made;
	double *x, *score;

	if (!tree_lay(&tree, year, profile, n, &e, &p))
		die_problem(&p, &e);
	tree_block_open(&b, &e, &rule, &weights);
	b.shares = o != NULL;
	for (uint32_t i = 0; i < e.ncolumn; i++)
		room += e.column[i].n < b.room ? e.column[i].n : b.room;
	x = mem_array(3 * room, sizeof *x);
	b.stride = b.room;
	made = e.nmade * b.stride;
	b.value = score = mem_array(3 * made, sizeof *score);
	b.coverage = score + made;
	b.measured = score + 2 * made;
	while (tree_block_next(&b)) {
		struct columns to = { x, x + room, x + 2 * room };

		for (uint32_t i = 0; i < e.ncolumn; i++) {
			b.child[i].of.w = scores.kind[e.column[i].kind].weight;
			take_column(&e.column[i], &b.child[i], &to);
		}
		if (!tree_make(&b, &p))
			die_problem(&p, &e);
		for (uint32_t c = 0; o != NULL && c < b.n; c++)
			write_city(o, &b, c);
	}
	free(x);
	free(score);
	tree_block_free(&b);
	tree_free(&e);
}

/* Makes all editions: of the profiles from..end-1, by year. */
static void
make_editions(struct out *o, uint32_t *from, const uint32_t *end)
{
	const struct pair *pair = scores.keys.profiles.pair;

	while (from < end) {
		uint32_t n = 1;

		while (from + n < end && pair[from[n]].a == pair[*from].a)
			n++;
		make_edition(o, from, n);
		from += n;
	}
}

/* The rows as the tree takes them. */
static struct tree_rows
rows_of_tree(void)
{
	struct tree_kind *kind = mem_array(scores.kinds.n, sizeof *kind);

	for (uint32_t i = 0; i < scores.kinds.n; i++)
		kind[i] = (struct tree_kind){ scores.kind[i].node,
		    scores.kind[i].parent, scores.kind[i].weight };
	return (struct tree_rows){ .framework = &framework, .kinds = kind,
	    .nkind = scores.kinds.n, .start = scores.first,
	    .row = scores.row_of, .kind = scores.row_kind,
	    .mask = ~SCORES_FILLED };
}

/* Can a node be refused, so that all must be made before anything is written?
 * Not where rows are of leaves and count as the framework says, and no method
 * refuses a score. */
static bool
may_fail(void)
{
	for (uint32_t i = 0; i < scores.kinds.n; i++) {
		const struct scores_kind *k = &scores.kind[i];

		if (framework_inner(&framework, k->node) || tree_is_odd(&tree,
		    i))
			return true;
	}
	for (uint32_t v = 0; v < framework.n; v++)
		if (framework_inner(&framework, v) && tree_may_refuse(&rule,
		    &framework.node[v]))
			return true;
	return false;
}

int
main(int argc, char **argv)
{
	struct tree_rows rows;
	struct opt opt;
	struct out out;
	uint32_t *order;

	rule_read(&rule, &opt, argc, argv, help, options);
	framework_read(&framework, rule.framework);
	tail = mem_array(framework.n, sizeof *tail);
	for (uint32_t i = 0; i < framework.n; i++)
		tail[i] = framework_tail(&framework, i, true, true, '\t');
	scores_read(&scores, &framework, &opt, rule.keep);
	order = keys_profiles(&scores.keys);
	rows = rows_of_tree();
	tree_open(&tree, &rows);
	tree_weigh(&weights, &framework, framework.node);
	if (may_fail())
		make_editions(NULL, order, order + scores.keys.profiles.n);

	out_open(&out, opt.output);
	write_head(&out);
	make_editions(&out, order, order + scores.keys.profiles.n);
	return out_finish(&out);
}
