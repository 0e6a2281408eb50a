/* sci-denominate - relates figures to others of the same city and year: per
 * inhabitant. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "number/twice.h"
#include "stream/filter.h"
#include "stream/flag.h"
#include "table/figures.h"
#include "table/framework.h"
#include "table/nodes.h"

static const char help[] =
    "sci-denominate -f FRAMEWORK [--by TABLE] [--optional] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Divides figures by the denominators that the framework names.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators: denominator and per\n"
    "      --by TABLE         the denominators; else they are rows of the input\n"
    "      --optional         an edition may lack the denominator of an indicator\n"
    "Example: sci-denominate -f framework.tsv --by population.tsv counts.tsv\n";

static const char *path, *by;
static bool optional;
static const struct opt_row options[] = {
	{ "framework", 'f', .needed = "-f FRAMEWORK", .table = &path },
	{ "by", .table = &by },
	{ "optional", .flag = &optional },
	{ 0 }
};

static const char too_large[] = "column value: the quotient is beyond the doubles";

static struct framework framework;
static bool *divides;                   /* code -> it is a denominator */
static struct figures figures;          /* all rows of the input, or the denominators of --by */
static int flag;                        /* the name in figures, or -1 */
static uint32_t *code_of;               /* indicator in figures -> code */
static struct pairs divisors;           /* (profile, code) of denominators */
static struct divisor {                 /* as they came in */
	double value;
	uint32_t row, flag;     /* in figures; a name, 0 is none */
} *divisor;

/* An edition in which no city that has a value of an indicator has its
 * denominator would lose that indicator without a word: such editions are kept
 * in mind. */
static struct names years;
static uint32_t year_now = NAME_NONE;
static struct pairs editions;           /* (year, code) that has values to be divided */
static struct edition {
	uint64_t first;         /* row of its first value, in the table that is divided */
	bool divided;           /* one of them has a denominator */
} *edition;
static size_t edition_cap;

static bool
is_node(uint32_t c)
{
	return c < framework.n;
}

static bool
is_divided(uint32_t c)
{
	return is_node(c) && framework.node[c].denominator != NAME_NONE;
}

static uint32_t
code_at(size_t row)
{
	return code_of[figures_indicator(&figures, row)];
}

/* Reads the table that holds the denominators. */
static void
read_figures(void)
{
	size_t cap = 0;

	divides = framework_divides(&framework);
	pairs_init(&divisors);
	pairs_init(&editions);
	names_init(&years);
	code_of = nodes_read(&figures, &framework, NODES_DENOMINATORS | (by == NULL ? 0 : NODES_DIVISORS));
	for (uint32_t row = 0; row < figures.n; row++) {
		uint32_t p = divides[code_at(row)] ?
		    pair_add(&divisors, figures.profile[row], code_at(row)) : NAME_NONE;

		if (p == NAME_NONE)
			continue;
		divisor = mem_grow(divisor, &cap, (size_t)p + 1, sizeof *divisor);
		divisor[p] = (struct divisor){ figures.number[0].x[row], row,
		    flag < 0 ? 0 : figures.name[flag].id[row] };
	}
}

/* Notes that a row has a value of the code in that year, and whether it had a
 * denominator. */
static void
note(uint32_t code, struct text year, uint64_t row, bool divided)
{
	uint32_t known = editions.n, e;

	year_now = name_next(&years, year_now, year, true);
	e = pair_add(&editions, year_now, code);
	if (e == known) {
		edition = mem_grow(edition, &edition_cap, (size_t)e + 1, sizeof *edition);
		edition[e] = (struct edition){ row, false };
	}
	edition[e].divided = edition[e].divided || divided;
}

/* A code's value, in that row of a year, divided by its denominator in a
 * profile of figures (NAME_NONE: there is none); NaN if that is missing.  The
 * caller refuses what is infinite. */
static double
divide(uint32_t code, double value, uint32_t profile, struct text year, uint64_t row, bool *imputed)
{
	uint32_t p = profile == NAME_NONE ? NAME_NONE :
	    pair_find(&divisors, profile, framework.node[code].denominator);
	struct divisor d = p == NAME_NONE ? (struct divisor){ (double)NAN, 0, 0 } : divisor[p];
	double x = twice_ratio(value, framework.node[code].per, d.value);

	if (d.value == 0)
		figures_die(&figures, d.row, "column value: a denominator of 0; '%.*s' cannot be "
		    "divided by it", TEXT_ARG(framework_code(&framework, code)));
	*imputed = x == x && d.flag != 0 && flag_has(figures.name[flag].names.text[d.flag], "I");
	note(code, year, row, x == x);
	return x;
}

/* Dies if an edition has values of an indicator and a denominator of none. */
static void
check_editions(const struct tsv *t)
{
	for (uint32_t e = 0; e < editions.n && !optional; e++) {
		uint32_t code = editions.pair[e].b;
		struct text name = framework_code(&framework, code);
		struct text about[3] = { years.text[editions.pair[e].a], name, { NULL, 0 } };
		struct text d = framework_code(&framework, framework.node[code].denominator);

		if (edition[e].divided)
			continue;
		die_about(tsv_where(t, edition[e].first), about, "nothing that has a value of '%.*s' "
		    "has its denominator '%.*s', so all of it would be missing; sci-impute fills gaps, "
		    "--optional lets it be", TEXT_ARG(name), TEXT_ARG(d));
	}
}

/* Without --by: divides the value of a row. */
static void
divide_figure(uint32_t row, uint32_t code)
{
	double x = figures.number[0].x[row];
	bool imputed;

	if (x != x)
		return;
	x = divide(code, x, figures.profile[row], figures.keys.years.text[figures_year(&figures, row)],
	    row, &imputed);
	if (isinf(x))
		figures_die(&figures, row, "%s", too_large);
	figures_set(&figures, row, x);
	if (imputed) {
		struct figures_name *f = &figures.name[flag];

		f->id[row] = flag_imputed(&f->names, f->names.text[f->id[row]]);
	}
}

/* Divides all rows; how many are left, and `rest` which, as what is only
 * divided by ends here. */
static uint32_t
divide_rows(uint32_t *rest)
{
	uint32_t n = 0;

	for (uint32_t row = 0; row < figures.n; row++) {
		uint32_t c = code_at(row);

		if (is_divided(c))
			divide_figure(row, c);
		if (is_node(c))
			rest[n++] = row;
	}
	return n;
}

/* Opens the table that has the denominators. */
static void
open_figures(char **file, size_t n, const char *unit)
{
	figures_open(&figures, file, n, unit, true);
	flag = tsv_optional(&figures.table, "flag") < 0 ? -1 : figures_name(&figures, "flag");
}

/* The denominators are rows of the input: all of it is read first. */
static int
divide_by_rows(const struct opt *opt)
{
	uint32_t *rest, n;
	struct out o;

	open_figures(opt->file, opt->nfile, opt->unit);
	read_figures();
	rest = mem_array(figures.n, sizeof *rest);
	n = divide_rows(rest);
	check_editions(&figures.table);
	out_open(&o, opt->output);
	figures_write_head(&figures, &o);
	figures_write(&figures, &o, n < figures.n ? rest : NULL, n, NULL, NULL);
	return out_finish(&o);
}

/* The table that is divided by another. */
static struct dividend {
	struct tsv t;
	struct pass pass;
	size_t unit, indicator, value;  /* columns */
	int year, flag;                 /* or -1 */
	bool add_flag;
	struct text new_flag;           /* of the row at hand */
	uint32_t code, unit_now;        /* of the row before */
	char quotient[NUM_PUT + OUT_OVER];
} dividend;

static void
open_dividend(struct dividend *d, const struct opt *opt)
{
	struct tsv *t = &d->t;

	opt_open(opt, t);
	d->year = tsv_optional(t, "year");
	d->unit = tsv_need(t, opt->unit);
	d->indicator = tsv_need(t, "indicator");
	d->value = tsv_need(t, "value");
	d->flag = tsv_optional(t, "flag");
	d->add_flag = d->flag < 0 && flag >= 0;
	d->code = d->unit_now = NAME_NONE;
	if (d->year < 0 && figures.keys.year_column >= 0)
		die("%s:1: has a column year, and %s has none", tsv_line(&figures.table, 0).file,
		    tsv_line(t, 0).file);
	pass_open(&d->pass, t);
	d->pass.replaced = true;
}

/* The current row's city and year in the table of --by, or NAME_NONE. */
static uint32_t
profile_of(struct dividend *d)
{
	const struct keys *k = &figures.keys;
	struct text unit = d->t.col[d->unit];
	uint32_t y = 0;

	if (unit.n == 0)
		keys_empty(&d->t, d->unit);
	d->unit_now = name_next(&figures.keys.units, d->unit_now, unit, false);
	if (d->year >= 0) {
		keys_year(&d->t, (size_t)d->year);
		if (k->year_column >= 0)
			y = name_find(&k->years, d->t.col[d->year]);
	}
	if (y == NAME_NONE || d->unit_now == NAME_NONE)
		return NAME_NONE;
	return pair_find(&k->profiles, y, d->unit_now);
}

/* Divides the current row: puts another value and flag in. */
static void
divide_row(struct dividend *d, uint32_t profile, double x)
{
	bool imputed = false;

	if (x == x)
		x = divide(d->code, x, profile, d->year < 0 ? text_of("") : d->t.col[d->year],
		    d->t.nrow - 1, &imputed);
	if (isinf(x))
		tsv_die(&d->t, "%s", too_large);
	d->pass.own[d->value] = x != x ? out_nothing : (struct text){ d->quotient,
	    (size_t)(num_put(d->quotient, x) - d->quotient) };
	if (imputed) {
		struct names *flags = &figures.name[flag].names;

		d->new_flag = flags->text[flag_imputed(flags, d->new_flag)];
	}
}

/* Writes the current row, divided if it is to be; its code is known. */
static void
write_row(struct dividend *d, struct out *o)
{
	double x = tsv_number(&d->t, d->value);
	uint32_t profile = profile_of(d);

	d->pass.own[d->value].s = NULL;
	d->new_flag = d->flag < 0 ? out_nothing : d->t.col[d->flag];
	if (is_divided(d->code))
		divide_row(d, profile, x);
	if (d->flag >= 0)
		d->pass.own[d->flag] = d->new_flag;
	pass_row(&d->pass, o);
	if (d->add_flag)
		out_cell_text(o, d->new_flag);
	out_char(o, '\n');
}

/* The denominators are in a table of their own: the input streams. */
static int
divide_by_table(const struct opt *opt)
{
	char *file[1] = { mem_copy(by, strlen(by)) };
	struct dividend *d = &dividend;
	struct out o;

	open_figures(file, 1, opt->unit);
	read_figures();
	open_dividend(d, opt);
	out_open(&o, opt->output);
	tsv_tie(&d->t, &o);
	pass_head(&d->pass, &o);
	out_string(&o, d->add_flag ? "\tflag\n" : "\n");
	while (tsv_row(&d->t)) {
		struct text name = d->t.col[d->indicator];

		d->code = name_next(&framework.names, d->code, name, false);
		if (d->code == NAME_NONE)
			framework_find(&framework, &d->t, name);
		if (is_node(d->code))
			write_row(d, &o);
	}
	check_editions(&d->t);
	return out_finish(&o);
}

int
main(int argc, char **argv)
{
	struct opt opt;

	opt_read(&opt, argc, argv, help, options);
	framework_read(&framework, path);
	return by == NULL ? divide_by_rows(&opt) : divide_by_table(&opt);
}
