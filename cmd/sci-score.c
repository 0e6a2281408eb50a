/* sci-score - figures to ranked scores in one process: of the framework, and of
 * variants of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index/index.h"
#include "stream/filter.h"
#include "stream/flag.h"
#include "stream/opt_argument.h"
#include "table/changes.h"
#include "table/framework.h"
#include "table/prepared.h"
#include "table/ranked.h"
#include "table/rule.h"
#include "table/variants.h"

static const char help[] =
    "sci-score -f FRAMEWORK " RULE_SYNOPSIS "[--treat] [--variants TABLE] [--part A-B] "
    "[--changes TABLE] [--node NODE,...] [-c COLUMN,...] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Computes scores and ranks of all nodes, as normalize, weight, aggregate and rank do.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators\n"
    RULE_HELP
    "      --treat            treat outliers first, as sci-treat does\n"
    "      --variants TABLE   the same for each variant: variant, indicator and columns\n"
    "                         of the framework\n"
    "      --part A-B         variants A to B only; 0 is the framework as it stands\n"
    "      --changes TABLE    other figures: [variant] year city indicator value [flag]\n"
    "      --node NODE,...    write these nodes only\n"
    "  -c, --columns COLUMN,...\n"
    "                         write these columns only\n"
    "Example: sci-score -f framework.tsv --node overall figures.tsv\n";

static struct rule rule;
static bool treat;
static const char *variants_path, *changes_path, *node_list, *column_list;
static struct opt_range part = { 0, -1 };

static const struct opt_row options[] = {
	RULE_OPTIONS(rule),
	{ "treat", .flag = &treat },
	{ "variants", .table = &variants_path },
	{ "part", .range = &part, .most = VARIANTS_MOST },
	{ "changes", .table = &changes_path },
	{ "node", .text = &node_list },
	{ "columns", 'c', .text = &column_list },
	{ 0 }
};

static struct framework framework;
static struct prepared prepared;
static struct index engine;
static struct variants variants;
static struct changes changes;
static struct ranked ranked;            /* the columns that are written */
static uint32_t *node_order, nnode;     /* the nodes to be written, in order of their bytes */

/* The variant at hand. */
static struct node *node;
static bool *measured_only;
static long number;
static struct index_scores *scores;     /* of each edition */

/* Finds the nodes that --node names, or all. */
static void
choose_nodes(void)
{
	bool *chosen = mem_array(framework.n, sizeof *chosen);
	struct text rest = { node_list, node_list == NULL ? 0 :
	    strlen(node_list) };

	while (rest.s != NULL) {
		struct text code = opt_part("--node", &rest);
		uint32_t v = name_find(&framework.names, code);

		if (v == NAME_NONE || v >= framework.n)
			die_usage("--node: '%.*s' is no node of %s",
			    TEXT_ARG(code), tsv_file(&framework.table, 0));
		chosen[v] = true;
	}
	node_order = names_sorted(&framework.names);
	for (uint32_t i = 0; i < framework.names.n; i++)
		if (node_order[i] < framework.n && (node_list == NULL ||
		    chosen[node_order[i]]))
			node_order[nnode++] = node_order[i];
	free(chosen);
}

/* Dies of what is wrong with the variant. */
static _Noreturn void
die_problem(const struct problem *p)
{
	char before[40] = "";

	if (variants_path != NULL)
		snprintf(before, sizeof before, "variant %ld: ", number);
	prepared_die(&prepared, &framework, p->row, before, p->year, p->unit,
	    p->node, problem_words(p));
}

/* The changes of the variant in an edition; the caller frees. */
static struct index_change *
changes_of(uint32_t edition, size_t *n)
{
	const struct change *x = changes_find(&changes, number,
	    engine.edition[edition].year, n);
	struct index_change *c = mem_array(*n, sizeof *c);

	for (size_t i = 0; i < *n; i++) {
		struct text flag =
		    prepared.figures.name[prepared.flag].names.text[x[i].flag];

		c[i] = (struct index_change){ index_city(&engine, edition,
		    x[i].unit), x[i].node, x[i].value, flag_has(flag, "I"),
		    flag_has(flag, "EIU") };
	}
	return c;
}

/* Scores all editions of the variant at hand. */
static void
score_variant(void)
{
	struct problem p;

	for (uint32_t e = 0; e < engine.n; e++) {
		struct index_variant v = { .node = node,
		    .measured = measured_only };
		struct index_change *c = changes_of(e, &v.nchange);

		v.change = c;
		if (!index_scores(&engine, e, &v,
		    ranked.wanted[RANKED_COVERAGE] ||
		    ranked.wanted[RANKED_MEASURED], &scores[e], &p))
			die_problem(&p);
		free(c);
	}
}

/* What a node needs to be written, with room for the largest edition. */
static struct room {
	double *value, *coverage, *measured, *rank;
	bool *there;
	uint32_t *order;
	char number[NUM_PUT + OUT_OVER], of[NUM_PUT + OUT_OVER];
} room;

static void
make_room(void)
{
	uint32_t n = 0;

	for (uint32_t e = 0; e < engine.n; e++)
		n = engine.edition[e].n > n ? engine.edition[e].n : n;
	room = (struct room){ .value = mem_array(n, sizeof(double)),
	    .coverage = mem_array(n, sizeof(double)), .measured = mem_array(n,
	    sizeof(double)), .rank = mem_array(n, sizeof(double)),
	    .there = mem_array(n, sizeof(bool)), .order = mem_array(n,
	    sizeof(uint32_t)) };
	scores = mem_array(engine.n, sizeof *scores);
	node = mem_array(framework.n, sizeof *node);
	measured_only = mem_array(framework.n, sizeof *measured_only);
}

/* Takes what the rows of a node have that came in; false if there are none. */
static bool
take_rows(struct ranked_node *to, uint32_t edition, uint32_t v)
{
	struct index_variant variant = { .node = node,
	    .measured = measured_only };
	struct index_change *c = changes_of(edition, &variant.nchange);
	const struct change *x;
	const struct index_rows rows = { .score = room.value,
	    .coverage = room.coverage, .measured = room.measured };
	bool any = false;
	struct problem p;
	size_t n;

	variant.change = c;
	x = changes_find(&changes, number, engine.edition[edition].year, &n);
	if (!index_rows(&engine, edition, &variant, v, &rows, &p))
		die_problem(&p);
	for (uint32_t i = 0; index_has_rows(&engine, edition, v) &&
	    i < engine.edition[edition].n; i++) {
		room.there[i] = changes_have(&changes, index_row(&engine,
		    edition, v, i), x, n);
		any = any || room.there[i];
	}
	free(c);
	to->number[RANKED_VALUE] = room.value;
	to->number[RANKED_COVERAGE] = room.coverage;
	to->number[RANKED_MEASURED] = room.measured;
	to->there = room.there;
	return any;
}

/* Takes the scores of a node that was made; false if it was not. */
static bool
take_made(struct ranked_node *to, uint32_t edition, uint32_t v)
{
	const struct index_scores *of = &scores[edition];
	const double *value = index_of(of, v);

	if (value == NULL)
		return false;
	to->number[RANKED_VALUE] = value;
	if (of->coverage != NULL) {
		to->number[RANKED_COVERAGE] = of->coverage +
		    (value - of->value);
		to->number[RANKED_MEASURED] = of->measured +
		    (value - of->value);
	}
	return true;
}

/* A number as text, where there is room. */
static struct text
put(char *p, double x)
{
	return (struct text){ p, (size_t)(num_put(p, x) - p) };
}

/* Ranks and writes a node of an edition. */
static void
write_node(struct out *o, uint32_t edition, uint32_t v)
{
	const struct index_edition *e = &engine.edition[edition];
	struct ranked_node to = { .n = e->n, .unit = e->unit,
	    .order = room.order, .number[RANKED_RANK] = room.rank };
	uint32_t parent = framework.node[v].parent;
	size_t of;

	if (!take_made(&to, edition, v) &&
	    !(rule.keep && take_rows(&to, edition, v)))
		return;
	of = rank_scores(to.number[RANKED_VALUE], e->n, room.rank, room.order);
	to.text[RANKED_VARIANT] = put(room.number, (double)number);
	to.text[RANKED_YEAR] = prepared.figures.keys.years.text[e->year];
	to.text[RANKED_INDICATOR] = framework_code(&framework, v);
	to.text[RANKED_PARENT] = out_nothing;
	if (parent != NAME_NONE)
		to.text[RANKED_PARENT] = framework_code(&framework, parent);
	to.text[RANKED_WEIGHT] = node[v].weight_text;
	to.text[RANKED_OF] = put(room.of, (double)of);
	ranked_write(&ranked, o, &to);
}

static void
write_variant(struct out *o)
{
	for (uint32_t e = 0; e < engine.n; e++)
		for (uint32_t i = 0; i < nnode; i++)
			write_node(o, e, node_order[i]);
}

/* Makes a variant the one at hand, and scores it. */
static void
take_variant(const struct variant *v)
{
	number = v == NULL ? 0 : v->number;
	variants_apply(&variants, v, node, measured_only);
	prepared_check(&prepared, node, &rule);
	score_variant();
}

/* Scores and writes the variants of the part, in order.  Nothing is written
 * before the first has proved sound. */
static int
write_all(const char *path)
{
	const struct variant *v = variants.variant, *end = v + variants.n;
	bool zero = part.from == 0, any;
	struct out out;

	while (v < end && v->number < part.from)
		v++;
	while (end > v && part.to >= 0 && end[-1].number > part.to)
		end--;
	any = zero || v < end;
	if (any)
		take_variant(zero ? NULL : v++);
	out_open(&out, path);
	ranked_head(&ranked, &out);
	if (any)
		write_variant(&out);
	for (; v < end; v++) {
		take_variant(v);
		write_variant(&out);
	}
	return out_finish(&out);
}

int
main(int argc, char **argv)
{
	struct problem p;
	struct opt opt;

	rule_read(&rule, &opt, argc, argv, help, options);
	if (part.to >= 0 && variants_path == NULL)
		die_usage("--part needs --variants TABLE");
	framework_read(&framework, rule.framework);
	variants.framework = &framework;
	if (variants_path != NULL)
		variants_read(&variants, &framework, variants_path);
	prepared_open(&prepared, &opt, false);
	if (changes_path != NULL)
		prepared_flags(&prepared);
	ranked_choose(&ranked, &prepared.figures.keys, variants_path != NULL,
	    "-c", column_list);
	choose_nodes();
	prepared_read(&prepared, &framework, &rule);
	changes.real = prepared.figures.n;
	if (changes_path != NULL)
		changes_read(&changes, &prepared, &framework,
		    variants_path == NULL ? NULL : &variants, changes_path,
		    opt.unit);
	if (!index_open(&engine, &prepared, &framework, &rule, treat, &p))
		die_problem(&p);
	make_room();
	return write_all(opt.output);
}
