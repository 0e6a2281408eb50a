/* sci-delta - compares every row with the edition before. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "figures.h"
#include "mem.h"
#include "num.h"
#include "opt.h"
#include "out.h"

static const char help[] =
    "sci-delta [--since YEAR | --against FILE] [--gone] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Appends the change of value and rank against the edition before.\n"
    "\n"
    "      --since YEAR       compare with this year\n"
    "      --against FILE     compare with the one edition in FILE\n"
    "      --gone             add the cities that have left\n"
    "  -u, --unit COLUMN      what is ranked (city)\n"
    "  -o, --output FILE      write FILE, all at once\n"
    "  -h, --help             print this\n"
    "  -V, --version          print the version\n";

enum { SINCE = 256, AGAINST, GONE };

static const struct option options[] = {
	{ "since", required_argument, NULL, SINCE },
	{ "against", required_argument, NULL, AGAINST },
	{ "gone", no_argument, NULL, GONE },
	{ NULL, 0, NULL, 0 }
};

static const char *since, *against;
static bool gone;

enum { VALUE, RANK };                   /* number columns of a table */
enum { PREVIOUS_YEAR, PREVIOUS_VALUE, VALUE_CHANGE, PREVIOUS_RANK, RANK_CHANGE, STATUS };

static struct figures now, old;         /* `old` is the table of --against */
static const struct figures *before;    /* the table that rows are compared with */
static size_t nrow;                     /* of the input; behind them, those that have left */

/* Year of `now` -> the year of `before` it is compared with, or NAME_NONE. */
static uint32_t *earlier;

/* Row of `now` -> the row it is compared with, or NAME_NONE. */
static uint32_t *partner;
static size_t partner_cap;

/* Group of `now` -> the edition before has figures of that indicator. */
static bool *compared;

static bool
has_figures(const struct figures *f, size_t row)
{
	double x = f->number[VALUE].x[row], r = f->number[RANK].x[row];

	return x == x || r == r;
}

static void
open_table(struct figures *f, const struct opt *opt)
{
	figures_open(f, opt, false);
	figures_number(f, "rank", true);
	if (f->number[VALUE].column < 0 && f->number[RANK].column < 0)
		tsv_need(&f->table, "value");
}

/* Reads the table of --against; its names get numbers among those of `now`. */
static void
read_old(const struct opt *opt)
{
	struct opt o = *opt;
	char *path[1] = { mem_copy(against, strlen(against)) };

	o.file = path;
	o.nfile = 1;
	open_table(&old, &o);
	figures_read(&old);
	if (old.keys.years.n > 1)
		die("%s: more than one year; --against takes one edition", against);
	before = &old;
}

/* Decides which year every year is compared with. */
static void
pair_years(void)
{
	uint32_t n = now.keys.years.n, *year = keys_years(&now.keys), base = NAME_NONE;

	earlier = mem_array(n, sizeof *earlier);
	if (since != NULL) {
		base = name_find(&now.keys.years, text_of(since));
		if (base == NAME_NONE)
			die("--since: there are no rows of the year %s", since);
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t y = year[i];

		earlier[y] = NAME_NONE;
		if (against != NULL)
			earlier[y] = old.n > 0 ? 0 : NAME_NONE;
		else if (since == NULL)
			earlier[y] = i > 0 ? year[i - 1] : NAME_NONE;
		else if (now.keys.year_number[y] > now.keys.year_number[base])
			earlier[y] = base;
	}
	free(year);
}

/* Numbers of `before`'s names among those of `now`, which may be the same table. */
static uint32_t *
translate(struct names *to, const struct names *from)
{
	uint32_t *id = mem_array(from->n, sizeof *id);

	for (uint32_t i = 0; i < from->n; i++)
		id[i] = to == from ? i : name_add(to, from->text[i]);
	return id;
}

/* Finds the groups whose indicator has figures in the edition before. */
static void
compare_groups(void)
{
	bool *has = mem_array(before->groups.n, sizeof *has);

	for (size_t i = 0; i < before->n; i++)
		has[before->group[i]] = has[before->group[i]] || has_figures(before, i);
	compared = mem_array(now.groups.n, sizeof *compared);
	for (uint32_t g = 0; g < now.groups.n; g++) {
		struct pair p = now.groups.pair[g];
		uint32_t indicator = name_find(&before->keys.indicators,
		    now.keys.indicators.text[p.b]), there;

		if (earlier[p.a] == NAME_NONE || indicator == NAME_NONE)
			continue;
		there = pair_find(&before->groups, earlier[p.a], indicator);
		compared[g] = there != NAME_NONE && has[there];
	}
	free(has);
}

/* A row of the edition before that nobody is compared with: its city has left,
 * unless nobody has the indicator any more. */
static void
add_gone(uint32_t year, uint32_t row, uint32_t unit, uint32_t indicator)
{
	uint32_t group = pair_find(&now.groups, year, indicator);
	size_t added;

	if (group == NAME_NONE || !has_figures(before, row))
		return;
	added = figures_add(&now, pair_add(&now.keys.profiles, year, unit), group);
	partner = mem_grow(partner, &partner_cap, added + 1, sizeof *partner);
	partner[added] = row;
}

/* Entries are pairs of unit and indicator: rows of one entry are compared. */
static struct pairs entries;

/* The entry of every row of a table. */
static uint32_t *
number_entries(const struct figures *f, const uint32_t *unit, const uint32_t *indicator)
{
	uint32_t *entry = mem_array(f->n, sizeof *entry);

	for (size_t i = 0; i < f->n; i++)
		entry[i] = pair_add(&entries, indicator[figures_indicator(f, i)],
		    unit[figures_unit(f, i)]);
	return entry;
}

/* Compares the rows of one year, row[0..n-1], with the rows theirs[0..m-1] of
 * the edition before.  `at` is 0 for every entry, and is so again afterwards. */
static void
compare_year(uint32_t year, const uint32_t *entry, const uint32_t *row, size_t n,
    const uint32_t *entry_before, const uint32_t *theirs, size_t m, uint32_t *at)
{
	for (size_t i = 0; i < m; i++)
		at[entry_before[theirs[i]]] = theirs[i] + 1;
	for (size_t i = 0; i < n; i++)
		if (at[entry[row[i]]] != 0) {
			partner[row[i]] = at[entry[row[i]]] - 1;
			at[entry[row[i]]] = 0;
		}
	for (size_t i = 0; i < m; i++) {
		struct pair e = entries.pair[entry_before[theirs[i]]];

		if (gone && at[entry_before[theirs[i]]] != 0)
			add_gone(year, theirs[i], e.b, e.a);
		at[entry_before[theirs[i]]] = 0;
	}
}

/* Rows by year. */
static struct figures_groups
rows_by_year(const struct figures *f)
{
	uint32_t *key = mem_array(f->n, sizeof *key);
	struct figures_groups by;

	for (size_t i = 0; i < f->n; i++)
		key[i] = figures_year(f, i);
	by = figures_by_key(key, f->n, f->keys.years.n);
	free(key);
	return by;
}

/* Finds the row that every row is compared with, and adds those that have left. */
static void
find_partners(void)
{
	uint32_t *unit = translate(&now.keys.units, &before->keys.units);
	uint32_t *indicator = translate(&now.keys.indicators, &before->keys.indicators);
	uint32_t *own_unit = translate(&now.keys.units, &now.keys.units);
	uint32_t *own_indicator = translate(&now.keys.indicators, &now.keys.indicators);
	struct figures_groups by = rows_by_year(&now), by_before = rows_by_year(before);
	uint32_t *entry, *entry_before, *year = keys_years(&now.keys), *at;

	pairs_init(&entries);
	entry = number_entries(&now, own_unit, own_indicator);
	entry_before = before == &now ? entry : number_entries(before, unit, indicator);
	at = mem_array(entries.n, sizeof *at);
	partner = mem_grow(partner, &partner_cap, now.n + 1, sizeof *partner);
	memset(partner, 0xff, now.n * sizeof *partner);
	for (uint32_t i = 0; i < now.keys.years.n; i++) {
		uint32_t y = year[i], e = earlier[y];

		if (e != NAME_NONE)
			compare_year(y, entry, by.row + by.start[y], by.start[y + 1] - by.start[y],
			    entry_before, by_before.row + by_before.start[e],
			    by_before.start[e + 1] - by_before.start[e], at);
	}
	free(unit);
	free(indicator);
	free(own_unit);
	free(own_indicator);
	free(entry);
	if (entry_before != entry)
		free(entry_before);
	free(year);
	free(at);
}

/* up, down, same: by rank, else by value. */
static const char *
direction(size_t row, uint32_t there)
{
	double x = now.number[VALUE].x[row], was = before->number[VALUE].x[there];
	double rank = now.number[RANK].x[row], rank_was = before->number[RANK].x[there];

	if (rank == rank && rank_was == rank_was)
		return rank < rank_was ? "up" : rank > rank_was ? "down" : "same";
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
		return "new";
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

static void
put_column(struct out *o, int which, size_t row)
{
	uint32_t there = partner[row];
	int number = which == PREVIOUS_VALUE || which == VALUE_CHANGE ? VALUE : RANK;

	if (row < nrow && !compared[now.group[row]])
		return;
	if (which == PREVIOUS_YEAR) {
		out_text(o, before->keys.years.text[earlier[figures_year(&now, row)]]);
	} else if (which == STATUS) {
		out_string(o, status(row));
	} else if (there != NAME_NONE) {
		double x = now.number[number].x[row], was = before->number[number].x[there];

		if (which == PREVIOUS_VALUE || which == PREVIOUS_RANK)
			figures_put_raw(before, o, number, there, was);
		else if (which == VALUE_CHANGE)
			put_change(o, row, x, was);
		else
			put_change(o, row, was, x);
	}
}

static void
read_options(struct opt *opt)
{
	long year;
	int c;

	while ((c = opt_next(opt)) != -1)
		switch (c) {
		case SINCE:
			since = optarg;
			if (!keys_read_year(text_of(since), &year))
				die_usage("--since: '%s' is not a year", since);
			break;
		case AGAINST:
			against = optarg;
			break;
		case GONE:
			gone = true;
		}
	if (since != NULL && against != NULL)
		die_usage("--since and --against exclude each other");
}

int
main(int argc, char **argv)
{
	static const char *const own[] = {
		"previous_year", "previous_value", "value_change", "previous_rank", "rank_change",
		"status"
	};
	struct opt opt;
	struct out out;

	opt_begin(&opt, argc, argv, help, "", options);
	read_options(&opt);
	open_table(&now, &opt);
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		figures_own(&now, own[i]);
	figures_read(&now);
	nrow = now.n;
	before = &now;
	if (against != NULL)
		read_old(&opt);
	pair_years();
	compare_groups();
	find_partners();

	out_open(&out, opt.output);
	figures_write_head(&now, &out);
	for (size_t row = 0; row < now.n; row++)
		figures_write_row(&now, &out, row, put_column);
	return out_finish(&out);
}
