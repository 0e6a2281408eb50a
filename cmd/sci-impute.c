/* sci-impute - fills in missing figures, indicator by indicator, and flags them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"
#include "figures.h"
#include "flag.h"
#include "framework.h"
#include "mem.h"
#include "method.h"
#include "opt.h"
#include "out.h"
#include "place.h"
#include "sum.h"

static const char help[] =
    "sci-impute -f FRAMEWORK [-m METHOD] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Fills in missing figures and flags them I; adds the rows that were not there.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators: what belongs there, methods\n"
    "  -m, --method METHOD    mean, median, group:COLUMN, group-median:COLUMN,\n"
    "                         previous[:YEARS], linear, zero, none (default)\n"
    "  -u, --unit COLUMN      what is ranked (city)\n"
    "  -o, --output FILE      write FILE, all at once\n"
    "  -h, --help             print this\n"
    "  -V, --version          print the version\n";

static const struct option options[] = {
	{ "framework", required_argument, NULL, 'f' },
	{ "method", required_argument, NULL, 'm' },
	{ NULL, 0, NULL, 0 }
};

static const char *path;
static struct method method = { IMPUTE_NONE, 0, { NULL, 0 } };

/* A code of the framework whose gaps may be filled. */
struct target {
	struct method method;
	int group;              /* the name in figures of group:COLUMN, or -1 */
	bool rows;              /* rows are added: it is a leaf or a denominator */
	uint32_t indicator;     /* in figures.keys, NAME_NONE if no row has it */
};

static struct framework framework;
static struct figures figures;
static struct target *target;           /* of each code in framework.names */
static int flag;                        /* the name in figures */

/* Columns that are about one figure, which no other shares: names in figures, or -1. */
enum { PARENT, WEIGHT, COVERAGE, MEASURED, RAW_VALUE, RANK, OF, OF_FIGURE };
static const char *const of_figure[OF_FIGURE] = {
	"parent", "weight", "coverage", "measured", "raw_value", "rank", "of"
};
static int about[OF_FIGURE];

static uint32_t ncode;                  /* indicators of the data that were looked up */

/* The rows of the input, before any is added. */
static struct figures_groups by_group, by_profile;
static struct figures_groups by_year;   /* profiles, not rows */
static uint32_t *year, nyear;           /* editions, oldest first */
static uint32_t *common[FIGURES_COLUMNS];       /* profile -> the name its rows share, or 0 */

/* Of the target at hand, by unit: */
static uint32_t *row_of;                /* its row in the edition at hand, or NAME_NONE */
static uint32_t *first, *before;        /* measured rows: the first, the latest so far */
static uint32_t *next;                  /* measured row -> the next of its unit or group */

/* Of the edition at hand, by group: */
static uint32_t *member;                /* the first of its measured rows, or NAME_NONE */
static double *learned;                 /* what its gaps get, NaN for nothing */
static size_t nlearned, learned_cap, member_cap;

static uint32_t *added;                 /* profile -> the first row added, or NAME_NONE */

/* A measured figure is one with a value that was not filled in before. */
static bool
measured(uint32_t row)
{
	const struct figures_name *f = &figures.name[flag];

	return figures.number[0].x[row] == figures.number[0].x[row] &&
	    !flag_has(f->names.text[f->id[row]], "I");
}

/* An array of n numbers that are all NAME_NONE. */
static uint32_t *
nothing(size_t n)
{
	uint32_t *a = mem_array(n, sizeof *a);

	memset(a, 0xff, n * sizeof *a);
	return a;
}

/* The group column of a method as a name in figures, -1 for other methods. */
static int
group_column(const struct method *m)
{
	struct figures *f = &figures;
	int column = -1, new;
	char *name;

	if (m->id != IMPUTE_GROUP && m->id != IMPUTE_GROUP_MEDIAN)
		return -1;
	for (size_t i = 0; i < f->table.ncol; i++)
		if (text_equal(f->table.head[i], m->word))
			column = (int)i;
	if (column < 0)
		die("%s:1: no column '%.*s' to group by; sci-join adds columns",
		    tsv_place(&f->table, 0).file, TEXT_ARG(m->word));
	/* Behind the flag, which changes as gaps are filled. */
	for (int i = flag + 1; i < f->nname; i++)
		if (f->name[i].column == column)
			return i;
	if (f->nname == FIGURES_COLUMNS)
		die("%s: more than %d columns to group by", path, FIGURES_COLUMNS - 1);
	name = mem_copy(m->word.s, m->word.n);
	new = figures_name(f, name);
	free(name);
	return new;
}

/* Decides for every code of the framework how its gaps are filled.  Scores of
 * inner nodes are made, not filled, unless the framework says so; a row is
 * never added for them, because their children may be there. */
static void
choose_targets(void)
{
	target = mem_array(framework.names.n, sizeof *target);
	for (uint32_t i = 0; i < framework.names.n; i++) {
		struct target *t = &target[i];
		bool inner = i < framework.n && framework_inner(&framework, i);

		*t = (struct target){ method, -1, !inner, NAME_NONE };
		if (inner)
			t->method.id = IMPUTE_NONE;
		if (i < framework.n && framework.node[i].impute.id != METHOD_UNSET)
			t->method = framework.node[i].impute;
		t->group = group_column(&t->method);
	}
}

/* Reads all rows, and knows each indicator's code. */
static void
read_figures(void)
{
	while (figures_row(&figures)) {
		if (figures.keys.indicator == ncode) {
			struct text code = figures.table.col[figures.keys.indicator_column];
			uint32_t node = name_find(&framework.names, code);

			if (node == NAME_NONE)
				framework_unknown(&framework, &figures.table, code);
			target[node].indicator = ncode++;
		}
		figures_keep(&figures);
	}
	figures_unique(&figures);
}

/* Groups the rows by profile and by year and indicator, and the profiles by year. */
static void
look_around(void)
{
	const struct keys *k = &figures.keys;
	uint32_t *key = mem_array(k->profiles.n, sizeof *key);

	by_group = figures_by_group(&figures);
	by_profile = figures_by_profile(&figures);
	for (uint32_t p = 0; p < k->profiles.n; p++)
		key[p] = k->profiles.pair[p].a;
	by_year = figures_by_key(key, k->profiles.n, k->years.n);
	free(key);
	year = keys_years(k);
	nyear = k->years.n;
	row_of = nothing(k->units.n);
	first = nothing(k->units.n);
	before = nothing(k->units.n);
	next = mem_array(figures.n, sizeof *next);
	added = nothing(k->profiles.n);
}

/* The name that all rows of each profile share in a column: what an added row
 * will have there. */
static uint32_t *
common_names(const struct figures_name *name)
{
	uint32_t n = figures.keys.profiles.n;
	uint32_t *shared = mem_array(n, sizeof *shared);

	for (uint32_t p = 0; p < n; p++) {
		uint32_t from = by_profile.start[p], to = by_profile.start[p + 1];

		shared[p] = name->id[by_profile.row[from]];
		for (uint32_t i = from; i < to && shared[p] != 0; i++)
			if (name->id[by_profile.row[i]] != shared[p])
				shared[p] = 0;
	}
	return shared;
}

/* The rows of a year and indicator in the input: by_group.row[from] up to [to]. */
static void
rows_of(const struct target *t, uint32_t y, uint32_t *from, uint32_t *to)
{
	uint32_t g = NAME_NONE;

	*from = *to = 0;
	if (t->indicator != NAME_NONE)
		g = pair_find(&figures.groups, y, t->indicator);
	if (g != NAME_NONE) {
		*from = by_group.start[g];
		*to = by_group.start[g + 1];
	}
}

/* Puts a row before the others of its unit or group. */
static void
chain(uint32_t *start, uint32_t key, uint32_t row)
{
	next[row] = start[key];
	start[key] = row;
}

/* Strings the measured rows of each unit together, oldest first. */
static void
link_series(const struct target *t)
{
	size_t size = figures.keys.units.n * sizeof *first;
	uint32_t from, to;

	memset(first, 0xff, size);
	memset(before, 0xff, size);
	for (uint32_t i = nyear; i-- > 0;) {
		rows_of(t, year[i], &from, &to);
		for (; from < to; from++) {
			uint32_t row = by_group.row[from], unit = figures_unit(&figures, row);

			if (measured(row))
				chain(first, unit, row);
		}
	}
}

/* Which group a row belongs to: the name of its text, 0 for none; without a group
 * column all are one. */
static uint32_t
group_of(const struct target *t, uint32_t row)
{
	return t->group < 0 ? 1 : figures.name[t->group].id[row];
}

/* Learns what the gaps of an edition get: the mean or median of the measured rows,
 * group by group. */
static void
learn(const struct target *t, uint32_t from, uint32_t to)
{
	bool median = t->method.id == IMPUTE_MEDIAN || t->method.id == IMPUTE_GROUP_MEDIAN;
	size_t need = t->group < 0 ? 2 : figures.name[t->group].names.n;
	struct place *v = mem_array(to - from, sizeof *v), *spare = mem_array(to - from, sizeof *v);
	double *x = mem_array(to - from, sizeof *x);

	learned = mem_grow(learned, &learned_cap, need, sizeof *learned);
	member = mem_grow(member, &member_cap, need, sizeof *member);
	for (; nlearned < need; nlearned++) {
		learned[nlearned] = (double)NAN;
		member[nlearned] = NAME_NONE;
	}
	for (uint32_t i = from; i < to; i++)
		if (measured(by_group.row[i]) && group_of(t, by_group.row[i]) != 0)
			chain(member, group_of(t, by_group.row[i]), by_group.row[i]);
	for (uint32_t i = from; i < to; i++) {
		uint32_t group = group_of(t, by_group.row[i]), row = member[group];
		size_t n = 0;

		if (row == NAME_NONE)
			continue;
		for (; row != NAME_NONE; row = next[row])
			v[n++] = (struct place){ figures.number[0].x[row], row };
		member[group] = NAME_NONE;
		if (median)
			place_sort(v, spare, n);
		for (size_t k = 0; k < n; k++)
			x[k] = v[k].value;
		/* Of an even number of values the mean of the two middle ones. */
		learned[group] = median ? sum_quantile(x, n, 0.5) : sum_mean(x, n);
	}
	free(v);
	free(spare);
	free(x);
}

/* Before the next edition. */
static void
forget(const struct target *t, uint32_t from, uint32_t to)
{
	for (; from < to; from++)
		learned[group_of(t, by_group.row[from])] = (double)NAN;
}

static long
year_of(uint32_t row)
{
	return figures.keys.year_number[figures_year(&figures, row)];
}

/* The value between the measured ones before and after, a line over the years:
 * a + (b - a) ((year - year a)/(year b - year a)); at the ends the nearest. */
static double
on_the_line(uint32_t unit, uint32_t y)
{
	const double *x = figures.number[0].x;
	uint32_t a = before[unit], b = a == NAME_NONE ? first[unit] : next[a];
	double share;

	if (a == NAME_NONE)
		return b == NAME_NONE ? (double)NAN : x[b];
	if (b == NAME_NONE)
		return x[a];
	share = (double)(figures.keys.year_number[y] - year_of(a)) /
	    (double)(year_of(b) - year_of(a));
	return x[a] + (x[b] - x[a]) * share;
}

/* What fills the gap of a profile; NaN for nothing. */
static double
filling(const struct target *t, uint32_t p, uint32_t row)
{
	struct pair who = figures.keys.profiles.pair[p];
	uint32_t latest = before[who.b];

	switch (t->method.id) {
	case IMPUTE_MEAN:
	case IMPUTE_MEDIAN:
	case IMPUTE_GROUP:
	case IMPUTE_GROUP_MEDIAN:
		if (row == NAME_NONE && t->group >= 0)
			return learned[common[t->group][p]];
		return learned[row == NAME_NONE ? 1 : group_of(t, row)];
	case IMPUTE_PREVIOUS:
		if (latest == NAME_NONE || (double)(figures.keys.year_number[who.a] -
		    year_of(latest)) > t->method.number)
			return (double)NAN;
		return figures.number[0].x[latest];
	case IMPUTE_LINEAR:
		return on_the_line(who.b, who.a);
	default:
		return 0;
	}
}

/* Gives a row another text in a column of of_figure. */
static void
set_about(int what, uint32_t row, struct text t)
{
	if (about[what] >= 0)
		figures.name[about[what]].id[row] = name_add(&figures.name[about[what]].names, t);
}

/* Adds a row for a profile, with what all its rows have in common, and parent and weight as the
 * framework gives them. */
static uint32_t
add_row(uint32_t code, uint32_t p)
{
	struct target *t = &target[code];
	uint32_t y = figures.keys.profiles.pair[p].a;
	size_t row;

	if (t->indicator == NAME_NONE)
		t->indicator = name_add(&figures.keys.indicators, framework_code(&framework, code));
	row = figures_add(&figures, p, pair_add(&figures.groups, y, t->indicator));
	if (added[p] != NAME_NONE) {
		figures_share(&figures, row, &added[p], 1);
	} else {
		figures_share(&figures, row, by_profile.row + by_profile.start[p],
		    by_profile.start[p + 1] - by_profile.start[p]);
		added[p] = (uint32_t)row;
	}
	figures.name[flag].id[row] = 0;
	for (int i = 0; i < OF_FIGURE; i++)
		set_about(i, (uint32_t)row, text_of(""));
	if (code < framework.n) {
		const struct node *v = &framework.node[code];

		if (v->parent != NAME_NONE)
			set_about(PARENT, (uint32_t)row, framework_code(&framework, v->parent));
		set_about(WEIGHT, (uint32_t)row, v->weight_text);
	}
	return (uint32_t)row;
}

/* Fills the gap of a profile, if there is something to fill it with. */
static void
fill_gap(uint32_t code, uint32_t p, uint32_t row)
{
	const struct target *t = &target[code];
	struct pair who = figures.keys.profiles.pair[p];
	struct figures_name *f = &figures.name[flag];
	struct text old;
	char *new;
	double x;

	if (row == NAME_NONE && !t->rows)
		return;
	x = filling(t, p, row);
	if (x != x)
		return;
	if (row == NAME_NONE)
		row = add_row(code, p);
	if (!isfinite(x))
		figures_die_group(&figures, figures.group[row],
		    "what would be filled in for %.*s is beyond the doubles",
		    TEXT_ARG(figures.keys.units.text[who.b]));
	figures_set(&figures, 0, row, x);
	/* Whatever was covered before: all of it is now, and nothing measured, as the flag says. */
	set_about(COVERAGE, row, text_of(""));
	set_about(MEASURED, row, text_of(""));
	old = f->names.text[f->id[row]];
	new = mem_array(old.n + 1, 1);
	f->id[row] = name_add(&f->names, flag_imputed(new, old));
	free(new);
}

/* Fills the gaps of a code in one edition. */
static void
fill_edition(uint32_t code, uint32_t y)
{
	const struct target *t = &target[code];
	bool learns = t->group >= 0 || t->method.id == IMPUTE_MEAN || t->method.id == IMPUTE_MEDIAN;
	uint32_t from, to;

	rows_of(t, y, &from, &to);
	if (learns)
		learn(t, from, to);
	for (uint32_t i = from; i < to; i++)
		row_of[figures_unit(&figures, by_group.row[i])] = by_group.row[i];
	for (uint32_t i = by_year.start[y]; i < by_year.start[y + 1]; i++) {
		uint32_t p = by_year.row[i], unit = figures.keys.profiles.pair[p].b;
		uint32_t row = row_of[unit];

		if (row == NAME_NONE || figures.number[0].x[row] != figures.number[0].x[row])
			fill_gap(code, p, row);
		else if (measured(row))
			before[unit] = row;
	}
	for (uint32_t i = from; i < to; i++)
		row_of[figures_unit(&figures, by_group.row[i])] = NAME_NONE;
	if (learns)
		forget(t, from, to);
}

static void
fill_all(void)
{
	for (uint32_t code = 0; code < framework.names.n; code++) {
		const struct target *t = &target[code];

		if (t->method.id == IMPUTE_NONE)
			continue;
		if (t->group >= 0 && common[t->group] == NULL)
			common[t->group] = common_names(&figures.name[t->group]);
		if (t->method.id == IMPUTE_PREVIOUS || t->method.id == IMPUTE_LINEAR)
			link_series(t);
		for (uint32_t i = 0; i < nyear; i++)
			fill_edition(code, year[i]);
	}
}

static void
put_flag(struct out *o, int which, size_t row)
{
	const struct figures_name *f = &figures.name[flag];

	(void)which;
	out_text(o, f->names.text[f->id[row]]);
}

int
main(int argc, char **argv)
{
	struct opt opt;
	struct out out;
	uint32_t *row;
	int c;

	opt_begin(&opt, argc, argv, help, "f:m:", options);
	while ((c = opt_next(&opt)) != -1)
		if (c == 'f')
			path = optarg;
		else if (!method_read(METHOD_IMPUTE, text_of(optarg), &method))
			die_usage("-m: unknown method '%s' (there are: %s)", optarg,
			    method_names(METHOD_IMPUTE));
	if (path == NULL)
		die_usage("-f FRAMEWORK is needed");
	framework_read(&framework, path);

	figures_open(&figures, &opt, true);
	flag = figures_name(&figures, "flag");
	figures_own(&figures, "flag");
	for (int i = 0; i < OF_FIGURE; i++)
		about[i] = tsv_find(&figures.table, of_figure[i]) < 0 ? -1 :
		    figures_name(&figures, of_figure[i]);
	choose_targets();
	read_figures();
	look_around();
	fill_all();
	row = figures_sorted(&figures);

	out_open(&out, opt.output);
	figures_write_head(&figures, &out);
	for (size_t i = 0; i < figures.n; i++)
		figures_write_row(&figures, &out, row[i], put_flag);
	return out_finish(&out);
}
