/* sci-delta - compares every row with the edition before. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "number/num.h"
#include "stream/filter.h"
#include "table/figures_order.h"

static const char help[] =
    "sci-delta [--since YEAR | --against FILE] [--gone] [--partial] [-u COLUMN] [-o FILE] "
    "[FILE...]\n"
    "\n"
    "Appends the change of value and rank against the edition before.\n"
    "\n"
    "      --since YEAR       compare with this year\n"
    "      --against FILE     compare with the one edition in FILE\n"
    "      --gone             add the cities that have left\n"
    "      --partial          tables known in part: nobody is new or gone\n"
    "Example: sci-delta --since 2020 ranked.tsv\n";

static const char *since, *against;
static bool gone, partial;
static const struct opt_row options[] = {
	{ "since", .text = &since },
	{ "against", .table = &against },
	{ "gone", .flag = &gone },
	{ "partial", .flag = &partial },
	{ 0 }
};

enum { VALUE, RANK };                   /* number columns of a table */
enum { AHEAD = 16 };                    /* rows before it is written, memory is asked for one */
enum { PREVIOUS_YEAR, PREVIOUS_VALUE, VALUE_CHANGE, PREVIOUS_RANK, RANK_CHANGE,
    STATUS };

static struct figures now, old;         /* `old` is the table of --against */
static const struct figures *before;    /* the table that rows are compared with */
static size_t nrow;                     /* of the input; behind them, those that have left */

/* Year of `now` -> the year of `before` it is compared with, or NAME_NONE. */
static uint32_t *earlier;

/* Row of `now` -> the row it is compared with, or NAME_NONE.  NULL if no group
 * is compared. */
static uint32_t *partner;
static size_t partner_cap;

/* Group of `now` -> the group of `before` it is compared with, or NAME_NONE. */
static uint32_t *group_before;

static bool
has_figures(const struct figures *f, size_t row)
{
	double x = f->number[VALUE].x[row], r = f->number[RANK].x[row];

	return x == x || r == r;
}

static void
open_table(struct figures *f, char **file, size_t n, const char *unit)
{
	figures_open(f, file, n, unit, false);
	figures_number(f, "rank");
	if (f->number[VALUE].column < 0 && f->number[RANK].column < 0)
		tsv_need(&f->table, "value");
}

/* Reads the table of --against; its names get numbers among those of `now`. */
static void
read_old(const char *unit)
{
	static char *file[1];

	file[0] = mem_copy(against, strlen(against));
	open_table(&old, file, 1, unit);
	figures_read(&old, NULL, NULL);
	if (old.keys.years.n > 1)
		die("%s: more than one year; --against takes one edition",
		    against);
	before = &old;
}

/* Decides which year every year is compared with. */
static void
pair_years(void)
{
	const struct keys *k = &now.keys;
	uint32_t base = since == NULL ? 0 : name_find(&k->years,
	    text_of(since));

	if (base == NAME_NONE)
		die("--since: there are no rows of the year %s", since);
	earlier = keys_before(k);
	for (uint32_t y = 0; y < k->years.n; y++)
		if (against != NULL)
			earlier[y] = 0;
		else if (since != NULL)
			earlier[y] = k->year_number[y] > k->year_number[base] ?
			    base : NAME_NONE;
}

/* Finds the group every group is compared with, if the edition before has
 * figures of that indicator.  False if there is none at all. */
static bool
compare_groups(void)
{
	bool any = false;
	bool *has = mem_array(before->groups.n, sizeof *has);

	for (size_t i = 0; i < before->n; i++)
		has[before->group[i]] = has[before->group[i]] ||
		    has_figures(before, i);
	group_before = mem_array(now.groups.n, sizeof *group_before);
	for (uint32_t g = 0; g < now.groups.n; g++) {
		struct pair p = now.groups.pair[g];
		uint32_t indicator = name_find(&before->keys.indicators,
		    now.keys.indicators.text[p.b]), there = NAME_NONE;

		if (earlier[p.a] != NAME_NONE && indicator != NAME_NONE)
			there = pair_find(&before->groups, earlier[p.a],
			    indicator);
		group_before[g] = there != NAME_NONE && has[there] ? there :
		    NAME_NONE;
		any = any || group_before[g] != NAME_NONE;
	}
	free(has);
	return any;
}

/* A row of the edition before that none of a group is compared with: its city
 * has left. */
static void
add_gone(uint32_t group, uint32_t row, uint32_t unit)
{
	size_t added;

	if (!has_figures(before, row))
		return;
	added = figures_add(&now, pair_add(&now.keys.profiles,
	    now.groups.pair[group].a, unit), group, NULL, 0);
	partner = mem_grow(partner, &partner_cap, added + 1, sizeof *partner);
	partner[added] = row;
}

/* Units of `now` as units of `before`, and the other way; NULL where they are
 * the same. */
static uint32_t *unit_before, *unit_now;

static void
match_units(void)
{
	const struct names *old_units = &before->keys.units;
	uint32_t n = now.keys.units.n;

	if (before == &now)
		return;
	unit_before = mem_array(n, sizeof *unit_before);
	for (uint32_t i = 0; i < n; i++)
		unit_before[i] = name_find(old_units, now.keys.units.text[i]);
	if (!gone)
		return;
	unit_now = mem_array(old_units->n, sizeof *unit_now);
	for (uint32_t i = 0; i < old_units->n; i++)
		unit_now[i] = name_add(&now.keys.units, old_units->text[i]);
}

/* Compares group g of the rows `by` with group b of `theirs`, the edition
 * before.  `at` is 0 for every unit of `before`, and is so again afterwards. */
static void
compare_group(uint32_t g, const struct figures_groups *by, uint32_t b,
    const struct figures_groups *theirs, uint32_t *at)
{
	for (uint32_t i = theirs->start[b]; i < theirs->start[b + 1]; i++)
		at[figures_unit(before, figures_kth(theirs, i))] =
		    figures_kth(theirs, i) + 1;
	for (uint32_t i = by->start[g]; i < by->start[g + 1]; i++) {
		uint32_t row = figures_kth(by, i), u = figures_unit(&now, row);

		if (unit_before != NULL)
			u = unit_before[u];
		if (u == NAME_NONE || at[u] == 0)
			continue;
		partner[row] = at[u] - 1;
		at[u] = 0;
	}
	for (uint32_t i = theirs->start[b]; i < theirs->start[b + 1]; i++) {
		uint32_t row = figures_kth(theirs, i), u = figures_unit(before,
		    row);

		if (gone && at[u] != 0)
			add_gone(g, row, unit_now == NULL ? u : unit_now[u]);
		at[u] = 0;
	}
}

/* Finds the row that every row is compared with, and adds those that have
 * left. */
static void
find_partners(void)
{
	uint32_t groups = now.groups.n, *at = mem_array(before->keys.units.n,
	    sizeof *at);
	struct figures_groups by = figures_by_key_lean(now.group, now.n,
	    now.groups.n), theirs = by;

	if (before != &now)
		theirs = figures_by_key_lean(before->group, before->n,
		    before->groups.n);
	match_units();
	partner = mem_grow(partner, &partner_cap, now.n + 1, sizeof *partner);
	memset(partner, 0xff, now.n * sizeof *partner);
	for (uint32_t g = 0; g < groups; g++)
		if (group_before[g] != NAME_NONE)
			compare_group(g, &by, group_before[g], &theirs, at);
	free(at);
}

/* up, down, same: by rank, else by value. */
static const char *
direction(size_t row, uint32_t there)
{
	double x = now.number[VALUE].x[row],
	    was = before->number[VALUE].x[there];
	double rank = now.number[RANK].x[row],
	    rank_was = before->number[RANK].x[there];

	if (rank == rank && rank_was == rank_was)
		return rank < rank_was ? "up" : rank > rank_was ? "down" :
		    "same";
	if (x != x || was != was)
		return "";
	return num_tie(x, was) ? "same" : x > was ? "up" : "down";
}

static const char *
status(size_t row)
{
	uint32_t there = partner[row];

	if (row >= nrow)
		return "gone";
	if (!has_figures(&now, row))
		return "";
	if (there == NAME_NONE || !has_figures(before, there))
		return partial ? "" : "new";
	return direction(row, there);
}

/* Puts a - b; nothing if one is missing. */
static void
put_change(struct out *o, size_t row, double a, double b)
{
	double change = a - b + 0;

	if (a == a && b == b && !isfinite(change))
		figures_die(&now, row, "the change is beyond the doubles");
	out_number(o, change);
}

/* Puts a column of a row that is compared. */
static void
put_column(struct out *o, int which, size_t row)
{
	uint32_t there = partner[row];
	int number = which == PREVIOUS_VALUE || which == VALUE_CHANGE ? VALUE :
	    RANK;

	if (which == PREVIOUS_YEAR) {
		out_text(o, before->keys.years.text[earlier[figures_year(&now,
		    row)]]);
	} else if (which == STATUS) {
		out_string(o, status(row));
	} else if (there != NAME_NONE) {
		double x = now.number[number].x[row],
		    was = before->number[number].x[there];

		if (which == PREVIOUS_VALUE || which == PREVIOUS_RANK)
			figures_put_raw(before, o, number, there, was);
		else if (which == VALUE_CHANGE)
			put_change(o, row, x, was);
		else
			put_change(o, row, was, x);
	}
}

static void
put_columns(void *context, struct out *o, int first, int n, size_t row,
    size_t k)
{
	(void)context, (void)k;
	if (partner != NULL && row + AHEAD < nrow &&
	    partner[row + AHEAD] != NAME_NONE)
		figures_fetch(before, partner[row + AHEAD]);
	if (partner == NULL || group_before[now.group[row]] == NAME_NONE) {
		out_bytes(o, "\t\t\t\t\t", (size_t)n - 1);
		return;
	}
	for (int which = first; which < first + n; which++) {
		if (which > first)
			out_char(o, '\t');
		put_column(o, which, row);
	}
}

static void
check_options(void)
{
	if (since != NULL && against != NULL)
		die_usage("--since and --against exclude each other");
	/* Of a table that is known in part nobody can be said to have left. */
	gone = gone && !partial;
}

int
main(int argc, char **argv)
{
	static const char *const own[] = {
		"previous_year", "previous_value", "value_change",
		"previous_rank", "rank_change",
		"status"
	};
	struct opt opt;
	struct out out;

	opt_read(&opt, argc, argv, help, options);
	check_options();
	open_table(&now, opt.file, opt.nfile, opt.unit);
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		figures_own(&now, own[i]);
	figures_read(&now, NULL, NULL);
	nrow = now.n;
	before = &now;
	if (against != NULL)
		read_old(opt.unit);
	pair_years();
	if (compare_groups())
		find_partners();

	out_open(&out, opt.output);
	figures_write_head(&now, &out);
	figures_write(&now, &out, NULL, now.n, put_columns, NULL);
	return out_finish(&out);
}
