/* sci-explain - why a score changed: own figures, others', weights, framework,
 * gaps. */
#include <math.h>
#include <stdlib.h>

#include "index/merged.h"
#include "index/explain.h"
#include "index/index.h"
#include "index/editions.h"
#include "method/mean.h"
#include "stream/filter.h"
#include "table/cities.h"
#include "table/framework.h"
#include "table/prepared.h"
#include "table/rule.h"

static const char help[] =
    "sci-explain -f F [--before-framework F0] " RULE_SYNOPSIS
    "[--city CITY,...] [--since YEAR] [--node NODE] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Says what the change of every city's score since the edition before is made of.\n"
    "\n"
    "  -f, --framework F      the tree of indicators\n"
    "      --before-framework F0\n"
    "                         that of the edition before\n"
    RULE_HELP
    "      --city CITY,...    these cities only\n"
    "      --since YEAR       compare with that edition\n"
    "      --node NODE        explain that node's score (the root's)\n"
    "Example: sci-explain -f framework.tsv --city Ulm figures.tsv\n";

static struct opt opt;
static struct rule rule;
static const char *before_path, *city_list, *since, *node_name;
static const struct opt_row options[] = {
	RULE_OPTIONS(rule),
	{ "before-framework", .table = &before_path },
	{ "city", .text = &city_list },
	{ "since", .text = &since },
	{ "node", .text = &node_name },
	{ 0 }
};

static bool *chosen;                    /* unit -> of --city; NULL: all */

/* Of edition 0, the earlier, and 1: with one framework they are the same. */
static struct framework framework[2];
static struct prepared prepared[2];
static struct index indexes[2];
static struct merged merged;
static struct editions editions;
static struct explain_parts *part;
static double *effective;
static struct out out;

static void
check_options(void)
{
	if (rule.round >= 0)
		die_usage("--round: parts of a rounded score do not add up");
}

static _Noreturn void
die_problem(int t, const struct problem *p)
{
	prepared_die(&prepared[t], &framework[t], p->row, "", p->year, p->unit,
	    p->node, problem_words(p));
}

/* The edition of --since. */
static uint32_t
since_edition(void)
{
	const struct keys *k = &prepared[1].figures.keys;

	for (uint32_t i = 0; since != NULL && i < indexes[1].n; i++)
		if (text_is(k->years.text[indexes[1].edition[i].year], since))
			return i;
	if (since != NULL)
		die("--since: there are no rows of %s", since);
	return 0;
}

/* Refuses what cannot be taken apart. */
static void
check_trees(struct text code)
{
	uint32_t node;

	for (int t = 0; t < 2; t++) {
		node = name_find(&framework[t].names, code);
		if (node >= framework[t].n || !framework_inner(&framework[t],
		    node))
			die("%s: '%.*s' has no nodes below it",
			    framework[t].path, TEXT_ARG(code));
	}
	if (!merged_open(&merged, &framework[0], &framework[1], &rule, code,
	    &node))
		die("%.*s: above a node in one framework and below it in the other",
		    TEXT_ARG(framework_code(&framework[1], node)));
	for (uint32_t i = 0; i < merged.n; i++)
		for (int t = 0; t < 2; t++)
			if (merged.node[t][i] != NAME_NONE &&
			    framework_inner(&framework[t], merged.node[t][i]) &&
			    method_row(METHOD_AGGREGATE,
			    merged.method[t][i].id)->mean == NULL)
				die("%.*s: %s looks at all cities, its score has no parts (--node explains "
				    "a node below it)",
				    TEXT_ARG(framework_code(&framework[t],
				    merged.node[t][i])),
				    method_row(METHOD_AGGREGATE,
				    merged.method[t][i].id)->name);
	editions_open(&editions, &indexes[0], &indexes[1], &merged, rule.zero);
	part = mem_array(merged.n, sizeof *part);
	effective = mem_array(merged.n, sizeof *effective);
}

static void
read_tables(void)
{
	struct problem problem;

	framework_read(&framework[1], rule.framework);
	framework[0] = framework[1];
	if (before_path != NULL)
		framework_read(&framework[0], before_path);
	prepared_open(&prepared[1], &opt, true);
	prepared_read_both(prepared, framework, &rule, before_path != NULL);
	for (int t = 0; t < 2; t++)
		if (!index_open(&indexes[t], &prepared[t], &framework[t], &rule,
		    false, &problem))
			die_problem(t, &problem);
	if (indexes[1].n < 2)
		die("%s: one edition only: a change is between two",
		    tsv_file(&prepared[1].figures.table, 0));
	if (before_path != NULL && indexes[1].n != 2)
		die("%s: %lu editions: --before-framework wants two",
		    tsv_file(&prepared[1].figures.table, 0),
		    (unsigned long)indexes[1].n);
	if (before_path != NULL)
		prepared_check_both(prepared, framework, &rule,
		    indexes[1].edition[1].year);
	check_trees(framework_top(&framework[1], "--node", node_name));
}

/* Parts and their sum. */
static void
put_parts(const struct explain_parts *p, double change)
{
	double x[] = { p->own, p->others, p->weights, p->framework, p->gaps,
	    change };

	for (int i = 0; i < 6; i++)
		out_cell(&out, x[i]);
}

/* Year, year before, city, indicator, parent and the figures of a row. */
static void
put_front(uint32_t unit, uint32_t node, const uint32_t *city)
{
	const struct figures *figures = &prepared[1].figures;
	const struct keys *k = &figures->keys;
	int t = merged.node[1][node] == NAME_NONE ? 0 : 1;
	uint32_t parent = framework[t].node[merged.node[t][node]].parent;

	for (int i = 1; i >= 0; i--) {
		out_text(&out,
		    k->years.text[indexes[i].edition[editions.side[i].edition].year]);
		out_char(&out, '\t');
	}
	out_text(&out, k->units.text[unit]);
	out_cell_text(&out, framework_code(&framework[t], merged.node[t][node]));
	out_char(&out, '\t');
	if (parent != NAME_NONE)
		out_text(&out, framework_code(&framework[t], parent));
	for (int i = 0; i < 2; i++) {
		uint32_t row = editions_row(&editions, i, node, city[i]);

		out_char(&out, '\t');
		if (row != NAME_NONE &&
		    figures->number[0].x[row] == figures->number[0].x[row])
			figures_put_raw(figures, &out, 0, row,
			    figures->number[0].x[row]);
	}
	for (int i = 0; i < 2; i++)
		out_cell(&out, editions_node(&editions, i, node, city[i]));
}

static void
put_node(uint32_t unit, uint32_t node, const uint32_t *city)
{
	static const char *const word[] = { "no", "before", "now", "both" };
	const struct explain_parts *p = &part[node];
	int filled = 0;

	put_front(unit, node, city);
	out_cell(&out, effective[node]);
	put_parts(p, p->own + p->others + p->weights + p->framework + p->gaps);
	out_char(&out, '\t');
	for (int t = 0; t < 2; t++) {
		uint32_t row = editions_row(&editions, t, node, city[t]);

		filled |= (row != NAME_NONE && prepared_flagged(&prepared[t],
		    row, "I")) << t;
	}
	if (merged.leaf[0][node] || merged.leaf[1][node])
		out_string(&out, word[filled]);
	out_string(&out, "\t\t\t\t\t\t\t\t\n");
}

/* The names of cities that the city overtook, or `by` that overtook it. */
static void
put_passed(const uint32_t *city, bool by)
{
	uint32_t *passed = mem_array(editions.side[1].n, sizeof *passed);
	uint32_t n = editions_passed(&editions, city, by, passed);

	out_char(&out, '\t');
	cities_put(&out, &prepared[1].figures.keys.units, passed, n);
	free(passed);
}

/* The row of the node that is explained; `parts`: there are any. */
static void
put_top(uint32_t unit, const uint32_t *city, bool parts)
{
	static const struct explain_parts none = { (double)NAN, (double)NAN,
	    (double)NAN, (double)NAN, (double)NAN };
	uint32_t top = merged.n - 1;
	double score[2], rank[2], own;

	for (int t = 0; t < 2; t++) {
		score[t] = editions_node(&editions, t, top, city[t]);
		rank[t] = score[t] == score[t] ?
		    editions.side[t].rank[city[t]] : (double)NAN;
	}
	put_front(unit, top, city);
	out_cell(&out, parts ? 1 : (double)NAN);
	put_parts(parts ? &part[top] : &none, score[1] - score[0]);
	out_char(&out, '\t');
	out_cell(&out, rank[0]);
	out_cell(&out, rank[1]);
	out_cell(&out, rank[0] - rank[1]);
	if (!parts) {
		out_string(&out, "\t\t\t\t\t\n");
		return;
	}
	own = editions_place(&editions, city[0], part[top].own);
	out_cell(&out, own);
	out_cell(&out, rank[0] - own);
	out_cell(&out, own - rank[1]);
	put_passed(city, false);
	put_passed(city, true);
	out_char(&out, '\n');
}

/* A city of one of the editions at least. */
static void
explain_unit(uint32_t unit)
{
	uint32_t city[2];
	struct problem problem;
	enum explain_problem what = EXPLAIN_NOTHING;
	double score[2];
	int t;

	for (t = 0; t < 2; t++) {
		city[t] = index_city(&indexes[t],
		    editions.side[t].edition, unit);
		score[t] = editions_node(&editions, t, merged.n - 1, city[t]);
	}
	if ((score[0] != score[0] && score[1] != score[1]) || (chosen != NULL &&
	    !chosen[unit]))
		return;
	if (score[0] == score[0] && score[1] == score[1] &&
	    editions.side[0].top != NULL && editions.side[1].top != NULL) {
		if (!editions_city(&editions, city, &t, &problem))
			die_problem(t, &problem);
		what = explain_city(&editions.explain, part);
	}
	if (what == EXPLAIN_MEAN)
		prepared_die(&prepared[1], &framework[1], NAME_NONE, "",
		    indexes[1].edition[editions.side[1].edition].year, unit,
		    merged.node[1][editions.explain.node],
		    mean_words(editions.explain.mean));
	if (what == EXPLAIN_TREES)
		die("trees of several kinds of mean are explained only if they are the same in both frameworks");
	if (what == EXPLAIN_FINE) {
		explain_weights(&editions.explain, 1, effective);
		for (uint32_t i = 0; i + 1 < merged.n; i++)
			if (editions_shown(&editions, merged.order[i]))
				put_node(unit, merged.order[i], city);
	}
	put_top(unit, city, what == EXPLAIN_FINE);
}

/* The change from one edition to a later one. */
static void
explain_pair(uint32_t before, uint32_t now)
{
	const struct keys *k = &prepared[1].figures.keys;
	uint32_t *sorted = names_sorted(&k->units);
	struct problem problem;
	int t = 0;

	if (!editions_score(&editions, 0, before, &problem) ||
	    (t = 1, !editions_score(&editions, 1, now, &problem)))
		die_problem(t, &problem);
	for (uint32_t i = 0; i < k->units.n; i++)
		explain_unit(sorted[i]);
	free(sorted);
}

int
main(int argc, char **argv)
{
	uint32_t from;

	rule_read(&rule, &opt, argc, argv, help, options);
	check_options();
	read_tables();
	chosen = cities_chosen(&prepared[1].figures.keys.units, "--city",
	    city_list, opt.unit);
	from = since_edition();
	out_open(&out, opt.output);
	out_string(&out, "year\tprevious_year\t");
	out_string(&out, opt.unit);
	out_string(&out,
	    "\tindicator\tparent\tprevious_raw\traw\tprevious_score\tscore\tweight\town\t"
	    "others\tweights\tframework\tgaps\tchange\timputed\tprevious_rank\trank\trank_change\t"
	    "rank_own\tplaces_own\tplaces_rest\tpassed\tpassed_by\n");
	for (uint32_t i = 1; i < indexes[1].n; i++)
		if (since == NULL || i > from)
			explain_pair(since == NULL ? i - 1 : from, i);
	return out_finish(&out);
}
