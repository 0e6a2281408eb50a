/* sci-potential - what would lift a city: its score and place with better
 * figures. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "index/index.h"
#include "index/lift.h"
#include "index/moves.h"
#include "method/steps.h"
#include "stream/filter.h"
#include "stream/opt_argument.h"
#include "table/cities.h"
#include "table/framework.h"
#include "table/gains.h"
#include "table/prepared.h"
#include "table/rule.h"

static const char help[] =
    "sci-potential -f F " RULE_SYNOPSIS
    "--city CITY,... [--year Y] [--steps median,upper,next,top10,best,+P%] [--peers COLUMN] "
    "[--by TABLE] [--costs TABLE] [--set INDICATOR=VALUE,...] [--reach PLACE [--fewest]] "
    "[--movable] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Says what a city's score and place would be with better figures.\n"
    "\n"
    "  -f, --framework F      the tree of indicators\n"
    RULE_HELP
    "      --city CITY,...    of whom; all: every ranked city\n"
    "      --year Y           the edition (the newest in which the city has a score)\n"
    "      --steps STEP,...   what figures become: median, upper, next, top10, best, +P%\n"
    "      --peers COLUMN     those of the same text\n"
    "      --by TABLE         denominators, for the need in absolute numbers\n"
    "      --costs TABLE      indicator, cost a unit\n"
    "      --set INDICATOR=VALUE,...\n"
    "                         all these figures together\n"
    "      --reach PLACE      step by step, until that place is reached\n"
    "      --fewest           by the fewest steps, of one kind\n"
    "      --movable          without what the framework says cannot be moved\n"
    "Example: sci-potential -f framework.tsv --city Ulm --steps median,best figures.tsv\n";

enum { FEWEST_MOST = 16 };

static struct opt opt;
static struct rule rule;
static const char *city_list, *year, *step_list = "median,upper,next,top10,best", *peers_column,
    *by_path, *costs_path, *set_list, *reach_text;
static bool fewest, only_movable;
static const struct opt_row options[] = {
	RULE_OPTIONS(rule),
	{ "city", .text = &city_list },
	{ "year", .text = &year },
	{ "steps", .text = &step_list },
	{ "peers", .text = &peers_column },
	{ "by", .table = &by_path },
	{ "costs", .table = &costs_path },
	{ "set", .text = &set_list },
	{ "reach", .text = &reach_text },
	{ "fewest", .flag = &fewest },
	{ "movable", .flag = &only_movable },
	{ 0 }
};

static double reach;
static struct step step[STEPS_MOST];
static size_t nstep;

static struct framework framework;
static struct prepared prepared;
static struct index index_of_all;
static struct moves moves;
static struct gains gains;
static struct lift *lift;               /* of each edition, once it is looked at */
static struct out out;

static void
read_steps(void)
{
	for (struct text rest = text_of(step_list); rest.s != NULL; nstep++) {
		struct text t = opt_part("--steps", &rest);

		if (nstep == STEPS_MOST || !step_read(t, &step[nstep]))
			die_usage("--steps: '%.*s' is not median, upper, next, top10, best or +P%%",
			    TEXT_ARG(t));
	}
	if (fewest && nstep != 1)
		die_usage("--fewest needs one step: --steps STEP");
}

static void
check_options(void)
{
	if (city_list == NULL)
		die_usage("--city is missing: of whom?");
	if (set_list != NULL && reach_text != NULL)
		die_usage("--set and --reach are two questions");
	if (fewest && reach_text == NULL)
		die_usage("--fewest needs --reach PLACE");
	if (reach_text != NULL && (reach = (double)opt_count("--reach",
	    reach_text, INT_MAX)) < 1)
		die_usage("--reach: '%s' is no place", reach_text);
	read_steps();
}

static _Noreturn void
die_problem(const struct problem *p)
{
	prepared_die(&prepared, &framework, p->row, "", p->year, p->unit,
	    p->node, problem_words(p));
}

/* An edition, scored once. */
static struct lift *
lift_of(uint32_t edition)
{
	struct problem problem;
	struct lift *l = &lift[edition];

	if (l->index == NULL && !lift_open(l, &index_of_all, edition,
	    name_find(&framework.names, framework_top(&framework, NULL, NULL)), &problem))
		die_problem(&problem);
	return l;
}

/* Tries moves together, on top of those before, and notes what comes of it. */
static struct gain *
try_moves(struct lift *l, uint32_t city, const struct move *move, size_t n,
    const struct move *const *before, size_t nbefore)
{
	static const char *const kind[] = { "", "yes", "report", "set" };
	const uint32_t *unit = index_of_all.edition[l->edition].unit;
	struct index_change *c = mem_array(n + nbefore, sizeof *c);
	struct problem problem;
	struct gain *g = gains_add(&gains);

	g->node = mem_array(n, sizeof *g->node);
	g->passed = mem_array(l->n, sizeof *g->passed);
	for (size_t i = 0; i < n + nbefore; i++) {
		/* cppcheck-suppress nullPointer ; where none are before */
		const struct move *m = i < nbefore ? before[i] : move + (i - nbefore);

		c[i] = (struct index_change){ .city = city, .node = m->node,
		    .value = m->target };
		if (i >= nbefore)
			g->node[g->nnode++] = m->node;
	}
	if (!lift_try(l, c, n + nbefore, &problem) && move->kind == MOVE_SET)
		die_problem(&problem);
	free(c);
	g->kind = kind[move->kind];
	g->steps = move->steps;
	g->value = n == 1 ? move->value : (double)NAN;
	g->target = n == 1 ? move->target : (double)NAN;
	g->score = l->score == NULL ? (double)NAN : l->score[city];
	g->rank = l->score == NULL ? (double)NAN : l->rank[city];
	g->score_then = l->score_then[city];
	g->rank_then = l->rank_then[city];
	g->others = lift_others(l, city);
	g->npassed = lift_passed(l, city, g->passed);
	for (uint32_t i = 0; i < g->npassed; i++)
		g->passed[i] = unit[g->passed[i]];
	g->model = move->model == NAME_NONE ? NAME_NONE : unit[move->model];
	return g;
}

/* The figures of --set, "bus=12,trees=3". */
static size_t
set_moves(uint32_t edition, uint32_t city, struct move *move)
{
	size_t n = 0;

	for (struct text rest = text_of(set_list); rest.s != NULL; n++) {
		struct text part = opt_part("--set", &rest);
		struct opt_pair p = opt_pair("--set", part.s, true);
		uint32_t node = name_find(&framework.names, p.name), i = 0, row;

		while (i < moves.nleaf && moves.leaf[i] != node)
			i++;
		if (i == moves.nleaf)
			die_usage("--set: '%.*s' is no indicator that can be set",
			    TEXT_ARG(p.name));
		row = index_row(&index_of_all, edition, node, city);
		move[n] = (struct move){ .node = node, .kind = MOVE_SET, .model = NAME_NONE,
		    .value = row == NAME_NONE ? (double)NAN : prepared.figures.number[0].x[row],
		    .target = opt_number("--set", mem_copy(p.value.s, p.value.n)) };
	}
	return n;
}

/* The moves that lead to the place, one on top of the other: the fewest, or
 * each time the best. */
static void
reach_place(uint32_t edition, uint32_t city, const struct move *move, size_t n)
{
	struct index_change *c = mem_array(n, sizeof *c);
	const struct move **taken = mem_array(n, sizeof(void *));
	size_t *order = mem_array(n, sizeof *order), ntaken = 0;
	struct lift l;
	struct problem problem;

	if (fewest && n > FEWEST_MOST)
		die_usage("--fewest: %lu figures could be moved, %d at most",
		    (unsigned long)n, FEWEST_MOST);
	for (size_t i = 0; i < n; i++)
		c[i] = (struct index_change){ .city = city,
		    .node = move[i].node, .value = move[i].target };
	/* With no problem: it was scored. */
	(void)lift_open(&l, &index_of_all, edition, lift_of(edition)->node,
	    &problem);
	if (n > 0 && !(l.rank[city] <= reach))
		(fewest ? lift_fewest : lift_greedy)(&l, c, n, reach, order,
		    &ntaken);
	for (size_t i = 0; i < ntaken; i++) {
		taken[i] = &move[order[i]];
		try_moves(&l, city, taken[i], 1, taken, i)->stage = (int)i + 1;
		lift_keep(&l);
	}
	lift_close(&l);
	free(order);
	free(taken);
	free(c);
}

static void
lift_city(uint32_t edition, uint32_t city)
{
	struct move *move = mem_array((size_t)moves.nleaf * (nstep + 1) +
	    (set_list == NULL ? 0 : strlen(set_list)), sizeof *move);
	const struct index_edition *e = &index_of_all.edition[edition];
	size_t n;

	if (set_list != NULL) {
		n = set_moves(edition, city, move);
		try_moves(lift_of(edition), city, move, n, NULL, 0);
	} else {
		n = moves_of(&moves, edition, city, move);
		if (reach_text != NULL)
			reach_place(edition, city, move, n);
		for (size_t i = 0; i < n && reach_text == NULL; i++)
			try_moves(lift_of(edition), city, &move[i], 1, NULL, 0);
	}
	gains_put(&gains, &out, e->year, e->unit[city]);
	free(move);
}

/* The edition of a city: of --year, or the newest in which it has a score, else
 * the newest that has it; of `all`, the newest if it has a score there; none:
 * the number of editions. */
static uint32_t
edition_of(uint32_t unit, bool all)
{
	const struct keys *k = &prepared.figures.keys;
	uint32_t newest = index_of_all.n;

	for (uint32_t e = index_of_all.n; e-- > 0;) {
		uint32_t city = index_city(&index_of_all, e, unit);

		if (year != NULL && !text_is(k->years.text[index_of_all.edition[e].year], year))
			continue;
		if (city != NAME_NONE && lift_of(e)->score != NULL &&
		    lift_of(e)->score[city] == lift_of(e)->score[city])
			return e;
		if (!all && city != NAME_NONE && newest == index_of_all.n)
			newest = e;
		if (year != NULL || all)
			break;
	}
	return newest;
}

/* The leaves below something, in order; with --movable without those of which
 * the framework says 0. */
static uint32_t *
find_leaves(uint32_t *n)
{
	int column = framework_column(&framework, "movable");
	bool *leaf = framework_leaves(&framework);
	uint32_t *list = mem_array(framework.n, sizeof *list);

	*n = 0;
	for (uint32_t i = 0; i < framework.n; i++) {
		struct text t = i < framework.nrow ? framework_cell(&framework,
		    i, column) : text_of("");

		if (t.n > 0 && !text_is(t, "0") && !text_is(t, "1"))
			framework_die(&framework, i,
			    "column movable: '%.*s' is neither 0 nor 1",
			    TEXT_ARG(t));
		if (leaf[i] && framework.node[i].parent != NAME_NONE &&
		    !(only_movable && text_is(t, "0")))
			list[(*n)++] = i;
	}
	free(leaf);
	return list;
}

static void
read_tables(bool **chosen)
{
	struct problem problem;
	int peer = -1;

	framework_read(&framework, rule.framework);
	moves.leaf = find_leaves(&moves.nleaf);
	prepared_open(&prepared, &opt, false);
	if (peers_column != NULL) {
		tsv_need(&prepared.figures.table, peers_column);
		peer = figures_name(&prepared.figures, peers_column);
	}
	prepared_read(&prepared, &framework, &rule);
	*chosen = strcmp(city_list, "all") == 0 ? NULL :
	    cities_chosen(&prepared.figures.keys.units, "--city", city_list, opt.unit);
	prepared_rows(&prepared, &framework, moves.leaf, moves.nleaf, *chosen, year);
	if (!index_open(&index_of_all, &prepared, &framework, &rule, false, &problem))
		die_problem(&problem);
	gains = (struct gains){ .framework = &framework,
	    .keys = &prepared.figures.keys, .unit = opt.unit, .step = step,
	    .nstep = nstep, .stages = reach_text != NULL };
	records_read(&gains.by, by_path);
	records_read(&gains.costs, costs_path);
	moves.index = &index_of_all;
	moves.step = step;
	moves.nstep = nstep;
	moves.group = peer < 0 ? NULL : prepared.figures.name[peer].id;
	lift = mem_array(index_of_all.n, sizeof *lift);
}

int
main(int argc, char **argv)
{
	uint32_t *sorted;
	bool *chosen;

	rule_read(&rule, &opt, argc, argv, help, options);
	check_options();
	read_tables(&chosen);
	out_open(&out, opt.output);
	gains_header(&gains, &out);
	sorted = names_sorted(&prepared.figures.keys.units);
	for (uint32_t e = 0; e < index_of_all.n; e++)
		for (uint32_t i = 0; i < prepared.figures.keys.units.n; i++)
			if ((chosen == NULL || chosen[sorted[i]]) &&
			    edition_of(sorted[i], chosen == NULL) == e)
				lift_city(e, index_city(&index_of_all, e, sorted[i]));
	return out_finish(&out);
}
