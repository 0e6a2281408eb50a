/* sci-impute - fills in missing figures, indicator by indicator, and flags
 * them. */
#include <stdlib.h>
#include <string.h>

#include "base/arrange.h"
#include "stream/filter.h"
#include "stream/flag.h"
#include "table/figures_order.h"
#include "table/framework.h"
#include "table/gaps.h"
#include "table/nodes.h"

static const char help[] =
    "sci-impute -f FRAMEWORK [-m METHOD] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Fills in missing figures and flags them I; adds the rows that were not there.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators: what belongs there, methods\n"
    "  -m, --method METHOD    mean, median, group:COLUMN, group-median:COLUMN,\n"
    "                         previous[:YEARS], linear, hold[:YEARS], siblings,\n"
    "                         siblings-median, zero, none (default)\n"
    "Example: sci-impute -f framework.tsv -m previous:2 figures.tsv\n";

static const char *path;
static struct method method = { .id = IMPUTE_NONE };
static const struct opt_row options[] = {
	{ "framework", 'f', .needed = "-f FRAMEWORK", .table = &path },
	{ "method", 'm', .method = &method, .family = METHOD_IMPUTE },
	{ 0 }
};

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
static bool *leaf;                      /* is it measured, and counts? */
static int flag;                        /* the name in figures */

/* Columns that are about one figure, which no other shares: names in figures,
 * or -1. */
enum { PARENT, WEIGHT, COVERAGE, MEASURED, RAW_VALUE, RANK, OF, OF_FIGURE };
static const char *const of_figure[OF_FIGURE] = {
	"parent", "weight", "coverage", "measured", "raw_value", "rank", "of"
};
static int about[OF_FIGURE];

static struct figures_groups by_profile;        /* the rows of the input */
static struct figures_groups by_year;           /* profiles, not rows */
static struct gaps gaps;
static uint32_t *added;                 /* profile -> the first row added, or NAME_NONE */

/* The group column of a method as a name in figures, -1 for other methods. */
static int
group_column(const struct method *m)
{
	struct figures *f = &figures;
	int column = -1, new;
	char *name;

	if (!method_gives(m, METHOD_COLUMN))
		return -1;
	for (size_t i = 0; i < f->table.ncol; i++)
		if (text_equal(f->table.head[i], m->word))
			column = (int)i;
	if (column < 0)
		die("%s:1: no column '%.*s' to group by; sci-join adds columns",
		    tsv_line(&f->table, 0).file, TEXT_ARG(m->word));
	/* Behind the flag, which changes as gaps are filled. */
	for (int i = flag + 1; i < f->nname; i++)
		if (f->name[i].column == column)
			return i;
	if (f->nname == FIGURES_COLUMNS)
		die("%s: more than %d columns to group by", path,
		    FIGURES_COLUMNS - 1);
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
		if (i < framework.n &&
		    framework.node[i].impute.id != METHOD_UNSET)
			t->method = framework.node[i].impute;
		t->group = group_column(&t->method);
	}
}

/* Reads all rows, and knows the indicator of each code that has some. */
static void
read_figures(void)
{
	uint32_t *code = nodes_read(&figures, &framework, NODES_DENOMINATORS);

	for (uint32_t i = 0; i < figures.keys.indicators.n; i++)
		target[code[i]].indicator = i;
	free(code);
}

/* The direction of a code's figures; scores of inner nodes have been turned. */
static int
turn(uint32_t code)
{
	return code >= framework.n || framework_inner(&framework, code) ? 1 :
	    framework.node[code].direction;
}

/* The others under a node's parent, or of a flat list, that have rows: how
 * many; none for a method that does not ask. */
static size_t
find_siblings(uint32_t code, struct gaps_sibling *sibling)
{
	const struct node *v = framework.node;
	size_t n = 0;
	bool flat = true;

	if ((method_row(METHOD_IMPUTE, target[code].method.id)->needs &
	    LEARNS_SIBLINGS) == 0)
		return 0;
	for (uint32_t i = 0; i < framework.n; i++)
		flat = flat && v[i].parent == NAME_NONE;
	for (uint32_t i = 0; i < framework.n && code < framework.n; i++)
		if (i != code && target[i].indicator != NAME_NONE &&
		    v[i].parent == v[code].parent && (flat ? leaf[i] &&
		    leaf[code] : v[i].parent != NAME_NONE))
			sibling[n++] = (struct gaps_sibling){
			    target[i].indicator, turn(i) };
	return n;
}

/* Groups the rows by profile, and the profiles by year, before any row is
 * added. */
static void
look_around(void)
{
	const struct keys *k = &figures.keys;
	uint32_t n = k->profiles.n, *key = mem_array(n, sizeof *key);

	by_profile = figures_by_key(figures.profile, figures.n, k->profiles.n);
	for (uint32_t p = 0; p < n; p++)
		key[p] = k->profiles.pair[p].a;
	by_year = figures_by_key(key, n, k->years.n);
	free(key);
	added = mem_array(n, sizeof *added);
	memset(added, 0xff, n * sizeof *added);
	gaps_init(&gaps, &figures, &by_profile, flag);
}

/* Gives a row another text in a column of of_figure. */
static void
set_about(int what, uint32_t row, struct text t)
{
	if (about[what] >= 0)
		figures.name[about[what]].id[row] =
		    name_add(&figures.name[about[what]].names, t);
}

/* Adds a row for a profile, with what all its rows have in common, and parent
 * and weight as the framework gives them. */
static uint32_t
add_row(uint32_t code, uint32_t p)
{
	struct target *t = &target[code];
	uint32_t y = figures.keys.profiles.pair[p].a, group, row;

	if (t->indicator == NAME_NONE)
		t->indicator = name_add(&figures.keys.indicators,
		    framework_code(&framework, code));
	group = pair_add(&figures.groups, y, t->indicator);
	if (added[p] != NAME_NONE)
		row = (uint32_t)figures_add(&figures, p, group, &added[p], 1);
	else
		added[p] = row = (uint32_t)figures_add(&figures, p, group,
		    by_profile.row + by_profile.start[p],
		    by_profile.start[p + 1] - by_profile.start[p]);
	figures.name[flag].id[row] = 0;
	for (int i = 0; i < OF_FIGURE; i++)
		set_about(i, row, text_of(""));
	if (code < framework.n) {
		const struct node *v = &framework.node[code];

		if (v->parent != NAME_NONE)
			set_about(PARENT, row, framework_code(&framework,
			    v->parent));
		set_about(WEIGHT, row, v->weight_text);
	}
	return row;
}

/* Flags a row as filled in. */
static void
set_flag(uint32_t row)
{
	struct figures_name *f = &figures.name[flag];

	f->id[row] = flag_imputed(&f->names, f->names.text[f->id[row]]);
}

/* Fills the gap of a profile, in its row or a new one, if there is something to
 * fill it with. */
static void
fill_gap(uint32_t code, uint32_t p, uint32_t row)
{
	double x = gaps_value(&gaps, p);

	if (x != x)
		return;
	if (row == NAME_NONE)
		row = add_row(code, p);
	figures_set(&figures, row, x);
	/* Whatever was covered before: all of it is now, and nothing measured,
	 * as the flag says. */
	set_about(COVERAGE, row, text_of(""));
	set_about(MEASURED, row, text_of(""));
	set_flag(row);
}

/* Fills the gaps of a code in the edition at hand: of all units that have a row
 * of that year. */
static void
fill_year(uint32_t code)
{
	uint32_t from = by_year.start[gaps.year],
	    to = by_year.start[gaps.year + 1];

	for (uint32_t i = from; i < to; i++) {
		uint32_t p = by_year.row[i];
		uint32_t row = gaps_row(&gaps, figures.keys.profiles.pair[p].b);
		bool gap = row == NAME_NONE ? target[code].rows :
		    figures.number[0].x[row] != figures.number[0].x[row];

		if (gap)
			fill_gap(code, p, row);
	}
}

static void
fill_all(void)
{
	struct gaps_sibling *sibling = mem_array(framework.n, sizeof *sibling);

	for (uint32_t code = 0; code < framework.names.n; code++) {
		const struct target *t = &target[code];

		if (t->method.id == IMPUTE_NONE)
			continue;
		gaps_indicator(&gaps, t->indicator, &t->method, t->group,
		    turn(code), sibling, find_siblings(code, sibling));
		while (gaps_edition(&gaps))
			fill_year(code);
	}
	free(sibling);
}

static void
put_flag(void *context, struct out *o, int first, int n, size_t row, size_t k)
{
	const struct figures_name *f = &figures.name[flag];

	(void)context, (void)first, (void)n, (void)k;
	out_text(o, f->names.text[f->id[row]]);
}

int
main(int argc, char **argv)
{
	struct opt opt;
	struct out out;
	uint32_t *row;

	opt_read(&opt, argc, argv, help, options);
	framework_read(&framework, path);

	figures_open(&figures, opt.file, opt.nfile, opt.unit, true);
	flag = figures_name(&figures, "flag");
	figures_own(&figures, "flag");
	for (int i = 0; i < OF_FIGURE; i++)
		about[i] = tsv_find(&figures.table, of_figure[i]) < 0 ? -1 :
		    figures_name(&figures, of_figure[i]);
	choose_targets();
	leaf = framework_leaves(&framework);
	read_figures();
	look_around();
	fill_all();
	row = arrange_all(figures.n);
	figures_arrange_groups(&figures, row);
	figures_arrange(&figures, row, figures.profile,
	    keys_profiles(&figures.keys), figures.keys.profiles.n);

	out_open(&out, opt.output);
	figures_write_head(&figures, &out);
	figures_write(&figures, &out, row, figures.n, put_flag, NULL);
	return out_finish(&out);
}
