/* sci-potential - what would lift a city: its score and place with better figures. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "index/index.h"
#include "index/lift.h"
#include "index/moves.h"
#include "method/steps.h"
#include "number/num.h"
#include "stream/opt.h"
#include "stream/out.h"
#include "table/cities.h"
#include "table/framework.h"
#include "table/prepared.h"
#include "table/records.h"
#include "table/rule.h"

static const char help[] =
    "sci-potential -f F " RULE_NORMALIZE_SYNOPSIS "[--aggregate METHOD] " RULE_AGGREGATE_SYNOPSIS
    "--city CITY,... [--year Y] [--steps median,upper,next,top10,best,+P%] [--peers COLUMN] "
    "[--by TABLE] [--costs TABLE] [--set INDICATOR=VALUE,...] [--reach PLACE [--fewest]] "
    "[--movable] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Says what a city's score and place would be with better figures.\n"
    "\n"
    "  -f, --framework F      the tree of indicators\n"
    "  -m, --method METHOD    @normalize (default minmax)\n"
    RULE_NORMALIZE_HELP
    "      --aggregate METHOD @aggregate (default arithmetic)\n"
    RULE_AGGREGATE_HELP
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
    "  -u, --unit COLUMN      what is ranked (city)\n"
    "  -o, --output FILE      write FILE, all at once\n"
    "  -h, --help             print this\n"
    "  -V, --version          print the version\n";

enum { CITY = 256, YEAR, STEPS, PEERS, BY, COSTS, SET, REACH, FEWEST, MOVABLE };

static const struct option options[] = {
	RULE_NORMALIZE_OPTIONS,
	{ "aggregate", required_argument, NULL, RULE_AGGREGATE },
	RULE_AGGREGATE_OPTIONS,
	{ "city", required_argument, NULL, CITY },
	{ "year", required_argument, NULL, YEAR },
	{ "steps", required_argument, NULL, STEPS },
	{ "peers", required_argument, NULL, PEERS },
	{ "by", required_argument, NULL, BY },
	{ "costs", required_argument, NULL, COSTS },
	{ "set", required_argument, NULL, SET },
	{ "reach", required_argument, NULL, REACH },
	{ "fewest", no_argument, NULL, FEWEST },
	{ "movable", no_argument, NULL, MOVABLE },
	{ NULL, 0, NULL, 0 }
};

enum { FEWEST_MOST = 16 };

static struct opt opt;
static struct rule rule;
static const char *city_list, *year, *step_list = "median,upper,next,top10,best", *peers_column,
    *by_path, *costs_path, *set_list, *reach_text;
static bool fewest, only_movable;
static double reach;
static struct step step[STEPS_MOST];
static size_t nstep;

static struct framework framework;
static struct prepared prepared;
static struct index index_of_all;
static struct moves moves;
static struct records by, costs;
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
read_options(void)
{
	int c;

	while ((c = opt_next(&opt)) != -1)
		switch (c) {
		case CITY: city_list = optarg; break;
		case YEAR: year = optarg; break;
		case STEPS: step_list = optarg; break;
		case PEERS: peers_column = optarg; break;
		case BY: by_path = optarg; break;
		case COSTS: costs_path = optarg; break;
		case SET: set_list = optarg; break;
		case REACH: reach_text = optarg; break;
		case FEWEST: fewest = true; break;
		case MOVABLE: only_movable = true; break;
		default: rule_option(&rule, c);
		}
	if (rule.framework == NULL)
		die_usage("-f FRAMEWORK is needed");
	if (city_list == NULL)
		die_usage("--city is missing: of whom?");
	if (set_list != NULL && reach_text != NULL)
		die_usage("--set and --reach are two questions");
	if (fewest && reach_text == NULL)
		die_usage("--fewest needs --reach PLACE");
	if (reach_text != NULL && (reach = (double)opt_count("--reach", reach_text, INT_MAX)) < 1)
		die_usage("--reach: '%s' is no place", reach_text);
	read_steps();
	rule_check(&rule);
}

static _Noreturn void
die_problem(const struct problem *p)
{
	prepared_die(&prepared, &framework, p->row, "", p->year, p->unit, p->node, problem_words(p));
}

/* The leaves that can be moved, children of something, in the framework's order. */
static void
choose_leaves(void)
{
	int column = framework_column(&framework, "movable");
	bool *leaf = framework_leaves(&framework);
	uint32_t *list = mem_array(framework.n, sizeof *list);

	for (uint32_t i = 0; i < framework.n; i++) {
		struct text t = i < framework.nrow ? framework_cell(&framework, i, column) :
		    (struct text){ "", 0 };

		if (t.n > 0 && !text_is(t, "0") && !text_is(t, "1"))
			framework_die(&framework, i, "column movable: '%.*s' is neither 0 nor 1", TEXT_ARG(t));
		if (leaf[i] && framework.node[i].parent != NAME_NONE && !(only_movable && text_is(t, "0")))
			list[moves.nleaf++] = i;
	}
	moves.leaf = list;
	free(leaf);
}

/* Figures that a chosen city lacks get an empty row, which can be replaced. */
static void
add_rows(const bool *chosen)
{
	const struct keys *k = &prepared.figures.keys;
	uint32_t n = k->profiles.n, *years = keys_years(k);
	uint32_t newest = years[k->years.n - 1];

	for (uint32_t p = 0; p < n; p++) {
		struct pair profile = k->profiles.pair[p];

		if ((chosen == NULL || chosen[profile.b]) && (year == NULL ? chosen != NULL ||
		    profile.a == newest : text_is(k->years.text[profile.a], year)))
			for (uint32_t i = 0; i < moves.nleaf; i++)
				prepared_row(&prepared, &framework, profile.a, profile.b, moves.leaf[i]);
	}
	free(years);
}

/* An edition, scored once. */
static struct lift *
lift_of(uint32_t edition)
{
	struct problem problem;
	struct lift *l = &lift[edition];

	if (l->index == NULL && !lift_open(l, &index_of_all, edition,
	    name_find(&framework.names, framework_top(&framework, "-f", NULL)), &problem))
		die_problem(&problem);
	return l;
}

/* What is said of a city: rows are put together before they are sorted. */
static struct row {
	const struct move *move;
	size_t nmove;
	double need, absolute, score, then, rank, rank_then, others, cost;
	char *passes;
	int stage;
	size_t order;
} *row;
static size_t nrow, row_cap;

/* The figure of a small table: of a city and year, where it has these columns. */
static double
figure(const struct records *r, uint32_t edition, uint32_t unit, struct text indicator,
    const char *column)
{
	const struct keys *k = &prepared.figures.keys;

	for (size_t i = 0; i < r->n; i++)
		if (text_equal(records_text(r, i, "indicator"), indicator) && (r == &costs ||
		    (text_equal(records_text(r, i, opt.unit), k->units.text[unit]) &&
		    (tsv_find(&r->table, "year") < 0 || text_equal(records_text(r, i, "year"),
		    k->years.text[index_of_all.edition[edition].year])))))
			return records_number(r, i, column);
	return (double)NAN;
}

/* What a move needs: in the indicator's unit, and in absolute numbers; what that costs. */
static void
set_need(struct row *r, uint32_t edition, uint32_t unit)
{
	const struct move *m = r->move;
	const struct node *n = &framework.node[m->node];
	struct text code = framework_code(&framework, m->node);

	r->need = r->nmove == 1 ? m->target - m->value : (double)NAN;
	r->absolute = r->cost = (double)NAN;
	if (n->denominator != NAME_NONE && by.n > 0)
		r->absolute = r->need * figure(&by, edition, unit,
		    framework.names.text[n->denominator], "value") / n->per;
	if (costs.n > 0)
		r->cost = figure(&costs, edition, unit, code, "cost") *
		    fabs(n->denominator != NAME_NONE ? r->absolute : r->need);
}

/* The names of the cities that were overtaken. */
static char *
passes_of(const struct lift *l, uint32_t city)
{
	const uint32_t *unit = index_of_all.edition[l->edition].unit;
	uint32_t *passed = mem_array(l->n, sizeof *passed), n = lift_passed(l, city, passed);
	char *all = NULL;
	size_t at = 0, cap = 0;

	for (uint32_t i = 0; i < n; i++) {
		struct text t = prepared.figures.keys.units.text[unit[passed[i]]];

		all = mem_grow(all, &cap, at + 2 * t.n + 3, 1);
		for (size_t k = 0; k < 2 && i > 0; k++)
			all[at++] = ", "[k];
		for (size_t k = 0; k < t.n; k++) {
			if (t.s[k] == ',')
				all[at++] = '\\';
			all[at++] = t.s[k];
		}
		all[at] = '\0';
	}
	free(passed);
	return all == NULL ? mem_copy("", 0) : all;
}

/* Tries moves together, on top of those before, and keeps what comes of it. */
static struct row *
try_moves(struct lift *l, uint32_t city, const struct move *move, size_t n,
    const struct move *const *before, size_t nbefore)
{
	struct index_change *c = mem_array(n + nbefore, sizeof *c);
	struct problem problem;
	struct row *r;

	for (size_t i = 0; i < n + nbefore; i++) {
		/* cppcheck-suppress nullPointer ; where none are before */
		const struct move *m = i < nbefore ? before[i] : move + (i - nbefore);

		c[i] = (struct index_change){ .city = city, .node = m->node, .value = m->target };
	}
	if (!lift_try(l, c, n + nbefore, &problem))
		die_problem(&problem);
	free(c);
	row = mem_grow(row, &row_cap, nrow + 1, sizeof *row);
	r = &row[nrow];
	*r = (struct row){ .move = move, .nmove = n, .order = nrow,
	    .score = l->score == NULL ? (double)NAN : l->score[city], .then = l->score_then[city],
	    .rank = l->score == NULL ? (double)NAN : l->rank[city], .rank_then = l->rank_then[city],
	    .others = lift_others(l, city), .passes = passes_of(l, city) };
	set_need(r, l->edition, index_of_all.edition[l->edition].unit[city]);
	nrow++;
	return r;
}

/* By places and points, falling, missing last; else as they came, in the framework's order. */
static int
falling(double a, double b)
{
	if (a != a || b != b)
		return (a != a) - (b != b);
	return (a < b) - (a > b);
}

static int
compare_rows(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int places = falling(x->rank - x->rank_then, y->rank - y->rank_then);
	int points = falling(x->then - x->score, y->then - y->score);

	return places != 0 ? places : points != 0 ? points : (x->order > y->order) -
	    (x->order < y->order);
}

static void
put_number(double x)
{
	out_char(&out, '\t');
	out_number(&out, x);
}

/* The codes of a row's moves, joined by |, and the steps that lead there. */
static void
put_moves(const struct row *r)
{
	static const char *const word[] = { "", "yes", "report", "set" };
	const struct move *m = r->move;
	uint32_t parent = framework.node[m->node].parent;
	bool first = true;

	for (size_t i = 0; i < r->nmove; i++) {
		out_char(&out, i == 0 ? '\t' : '|');
		out_text(&out, framework_code(&framework, m[i].node));
	}
	out_char(&out, '\t');
	if (r->nmove == 1)
		out_text(&out, framework_code(&framework, parent));
	out_char(&out, '\t');
	out_string(&out, word[m->kind]);
	for (size_t i = 0; i < nstep && m->kind == MOVE_STEPS; i++)
		if ((m->steps >> i & 1) != 0) {
			out_string(&out, first ? "" : "|");
			out_bytes(&out, step[i].text.s, step[i].text.n);
			first = false;
		}
}

static void
put_row(const struct row *r, uint32_t edition, uint32_t unit)
{
	const struct keys *k = &prepared.figures.keys;
	const struct move *m = r->move;
	double places = r->rank - r->rank_then;

	if (k->year_column >= 0) {
		out_text(&out, k->years.text[index_of_all.edition[edition].year]);
		out_char(&out, '\t');
	}
	out_text(&out, k->units.text[unit]);
	put_moves(r);
	put_number(r->nmove == 1 ? m->value : (double)NAN);
	put_number(r->nmove == 1 ? m->target : (double)NAN);
	put_number(r->need);
	put_number(r->absolute);
	put_number(r->score);
	put_number(r->then);
	put_number(r->then - r->score);
	put_number(r->rank);
	put_number(r->rank_then);
	put_number(places);
	out_char(&out, '\t');
	out_string(&out, r->passes);
	put_number(r->others);
	out_char(&out, '\t');
	if (m->kind != MOVE_SET && m->model != NAME_NONE)
		out_text(&out, k->units.text[index_of_all.edition[edition].unit[m->model]]);
	put_number(r->cost);
	put_number(places > 0 ? r->cost / places : (double)NAN);
	if (reach_text != NULL)
		put_number(r->stage);
	out_char(&out, '\n');
}

/* The figures of --set. */
static size_t
read_set(uint32_t edition, uint32_t city, struct move *move)
{
	size_t n = 0;

	for (struct text rest = text_of(set_list); rest.s != NULL; n++) {
		struct text part = opt_part("--set", &rest);
		struct opt_pair p = opt_pair("--set", part.s, true);
		uint32_t node = name_find(&framework.names, p.name), at, i = 0;

		while (i < moves.nleaf && moves.leaf[i] != node)
			i++;
		if (i == moves.nleaf)
			die_usage("--set: '%.*s' is no indicator that can be set", TEXT_ARG(p.name));
		at = index_row(&index_of_all, edition, node, city);
		move[n] = (struct move){ .node = node, .kind = MOVE_SET, .model = NAME_NONE,
		    .value = at == NAME_NONE ? (double)NAN : prepared.figures.number[0].x[at],
		    .target = opt_number("--set", mem_copy(p.value.s, p.value.n)) };
	}
	return n;
}

/* Step by step, each the one with the highest score, until the place is reached. */
static void
reach_place(uint32_t edition, uint32_t city, const struct move *move, size_t n)
{
	const struct move **taken = mem_array(n, sizeof *taken);
	struct lift l = { .index = NULL };
	struct problem problem;
	size_t ntaken = 0, best = 0;

	if (!lift_open(&l, &index_of_all, edition, lift_of(edition)->node, &problem))
		die_problem(&problem);
	while (best < n && !(l.rank[city] <= reach)) {
		double most = l.score[city];

		best = n;
		for (size_t i = 0; i < n; i++) {
			size_t from = nrow, k = 0;

			while (k < ntaken && taken[k]->node != move[i].node)
				k++;
			if (k < ntaken)
				continue;
			try_moves(&l, city, &move[i], 1, taken, ntaken);
			nrow = from;
			free(row[nrow].passes);
			if (!(row[nrow].then <= most || num_tie(row[nrow].then, most))) {
				most = row[nrow].then;
				best = i;
			}
		}
		if (best < n) {
			try_moves(&l, city, &move[best], 1, taken, ntaken)->stage = (int)ntaken + 1;
			taken[ntaken++] = &move[best];
			lift_keep(&l);
		}
	}
	lift_close(&l);
	free(taken);
}

/* The fewest of moves of one step. */
static void
reach_by_fewest(uint32_t edition, uint32_t city, const struct move *move, size_t n)
{
	struct index_change *c = mem_array(n, sizeof *c);
	const struct move **taken = mem_array(n, sizeof *taken);
	struct lift l = { .index = NULL };
	struct problem problem;
	unsigned set = 0;
	size_t ntaken = 0;

	if (n > FEWEST_MOST)
		die_usage("--fewest: %lu figures could be moved, %d at most", (unsigned long)n, FEWEST_MOST);
	for (size_t i = 0; i < n; i++)
		c[i] = (struct index_change){ .city = city, .node = move[i].node, .value = move[i].target };
	if (!lift_open(&l, &index_of_all, edition, lift_of(edition)->node, &problem) ||
	    (!(l.rank[city] <= reach) && !lift_fewest(&l, c, n, reach, &set, &problem)))
		die_problem(&problem);
	for (size_t i = 0; i < n; i++)
		if ((set >> i & 1) != 0) {
			try_moves(&l, city, &move[i], 1, taken, ntaken)->stage = (int)ntaken + 1;
			taken[ntaken++] = &move[i];
			lift_keep(&l);
		}
	lift_close(&l);
	free(taken);
	free(c);
}

static void
lift_city(uint32_t edition, uint32_t city)
{
	struct move *move = mem_array((size_t)moves.nleaf * (nstep + 1) + (set_list == NULL ? 0 :
	    strlen(set_list)), sizeof *move);
	uint32_t unit = index_of_all.edition[edition].unit[city];
	struct problem problem;
	size_t n;

	nrow = 0;
	if (set_list != NULL) {
		n = read_set(edition, city, move);
		try_moves(lift_of(edition), city, move, n, NULL, 0);
	} else {
		if (!moves_of(&moves, edition, city, move, &n, &problem))
			die_problem(&problem);
		if (fewest)
			reach_by_fewest(edition, city, move, n);
		else if (reach_text != NULL)
			reach_place(edition, city, move, n);
		for (size_t i = 0; i < n && reach_text == NULL; i++)
			try_moves(lift_of(edition), city, &move[i], 1, NULL, 0);
	}
	if (reach_text == NULL)
		qsort(row, nrow, sizeof *row, compare_rows);
	for (size_t i = 0; i < nrow; i++) {
		put_row(&row[i], edition, unit);
		free(row[i].passes);
	}
	free(move);
}

/* The edition of a city: of --year, or the newest in which it has a score; none: the number of
 * editions. */
static uint32_t
edition_of(uint32_t unit, bool all)
{
	const struct keys *k = &prepared.figures.keys;

	for (uint32_t e = index_of_all.n; e-- > 0;) {
		uint32_t city = index_city(&index_of_all, e, unit);
		bool ranked = city != NAME_NONE && lift_of(e)->score != NULL &&
		    lift_of(e)->score[city] == lift_of(e)->score[city];

		if (year != NULL && !text_is(k->years.text[index_of_all.edition[e].year], year))
			continue;
		if (ranked || (year != NULL && !all && city != NAME_NONE))
			return e;
		if (year != NULL || all)
			break;
	}
	return index_of_all.n;
}

static void
read_tables(bool **chosen)
{
	struct problem problem;
	int peer = -1;

	framework_read(&framework, rule.framework);
	choose_leaves();
	prepared_open(&prepared, &opt, false);
	if (peers_column != NULL) {
		tsv_need(&prepared.figures.table, peers_column);
		peer = figures_name(&prepared.figures, peers_column);
	}
	prepared_read(&prepared, &framework, &rule);
	*chosen = strcmp(city_list, "all") == 0 ? NULL :
	    cities_chosen(&prepared.figures.keys.units, "--city", city_list, opt.unit);
	add_rows(*chosen);
	if (!index_open(&index_of_all, &prepared, &framework, &rule, false, &problem))
		die_problem(&problem);
	records_read(&by, by_path);
	records_read(&costs, costs_path);
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

	rule_begin(&rule);
	opt_begin(&opt, argc, argv, help, "f:m:", options);
	read_options();
	read_tables(&chosen);
	out_open(&out, opt.output);
	if (prepared.figures.keys.year_column >= 0)
		out_string(&out, "year\t");
	out_string(&out, opt.unit);
	out_string(&out, "\tindicator\tparent\tsteps\tvalue\ttarget\tneed\tneed_absolute\tscore\tscore_then\t"
	    "score_change\trank\trank_then\tplaces\tpasses\tothers_change\tmodel\tcost\tcost_per_place");
	out_string(&out, reach_text == NULL ? "\n" : "\tstage\n");
	sorted = names_sorted(&prepared.figures.keys.units);
	for (uint32_t e = 0; e < index_of_all.n; e++)
		for (uint32_t i = 0; i < prepared.figures.keys.units.n; i++)
			if ((chosen == NULL || chosen[sorted[i]]) && edition_of(sorted[i], chosen == NULL) == e)
				lift_city(e, index_city(&index_of_all, e, sorted[i]));
	return out_finish(&out);
}
