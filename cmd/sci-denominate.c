/* sci-denominate - relates figures to others of the same city and year: per inhabitant. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stream/filter.h"
#include "stream/flag.h"
#include "table/denominators.h"
#include "table/figures.h"
#include "table/framework.h"

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
	{ "framework", 'f', .needed = true, .text = &path },
	{ "by", .text = &by },
	{ "optional", .flag = &optional },
	{ 0 }
};

static const char too_large[] = "column value: the quotient is beyond the doubles";

static struct framework framework;
static struct figures figures;          /* all rows of the input, or the denominators of --by */
static struct denominators denominators;
static int flag;                        /* the name in figures */

/* Without --by, of each row: */
static uint32_t *flag_of;               /* its flag, a name */

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

/* Without --by: divides all rows, by denominators as they came in; how many are left, and `rest`
 * which, as what is only divided by ends here. */
static uint32_t
divide_rows(uint32_t *rest)
{
	struct figures_name *f = &figures.name[flag];
	const struct figures_number *value = &figures.number[0];
	double *result = mem_array(figures.n, sizeof *result);
	uint32_t n = 0;

	flag_of = mem_array(figures.n, sizeof *flag_of);
	for (uint32_t row = 0; row < figures.n; row++) {
		uint32_t c = denominators_code(&denominators, row);
		bool imputed;

		result[row] = value->x[row];
		flag_of[row] = f->id[row];
		if (!is_divided(c) || result[row] != result[row])
			continue;
		result[row] = denominators_divide(&denominators, c, result[row], figures.profile[row],
		    figures.keys.years.text[figures_year(&figures, row)], row, &imputed);
		if (isinf(result[row]))
			figures_die(&figures, row, "%s", too_large);
		if (imputed)
			flag_of[row] = flag_imputed(&f->names, f->names.text[f->id[row]]);
	}
	for (uint32_t row = 0; row < figures.n; row++) {
		uint32_t c = denominators_code(&denominators, row);

		if (is_divided(c))
			figures_set(&figures, row, result[row]);
		if (is_node(c))
			rest[n++] = row;
	}
	free(result);
	return n;
}

static void
put_flag(void *context, struct out *o, int which, size_t row, size_t k)
{
	(void)context, (void)which, (void)k;
	out_text(o, figures.name[flag].names.text[flag_of[row]]);
}

/* The denominators are rows of the input: all of it is read first. */
static int
divide_by_rows(const struct opt *opt)
{
	uint32_t *rest, n;
	struct out o;

	figures_open(&figures, opt->file, opt->nfile, opt->unit, true);
	flag = figures_name(&figures, "flag");
	if (figures.name[flag].column >= 0)
		figures_own(&figures, "flag");
	denominators_read(&denominators, &framework, &figures, flag, true);
	rest = mem_array(figures.n, sizeof *rest);
	n = divide_rows(rest);
	if (!optional)
		denominators_check(&denominators, &figures.table);
	out_open(&o, opt->output);
	figures_write_head(&figures, &o);
	figures_write(&figures, &o, n < figures.n ? rest : NULL, n, put_flag, NULL);
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
	d->add_flag = d->flag < 0 && figures.name[flag].column >= 0;
	d->code = d->unit_now = NAME_NONE;
	if (d->year < 0 && figures.keys.year_column >= 0)
		die("%s:1: has a column year, and %s has none", tsv_place(&figures.table, 0).file,
		    tsv_place(t, 0).file);
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
	struct names *flags = &figures.name[flag].names;
	bool imputed = false;

	if (x == x)
		x = denominators_divide(&denominators, d->code, x, profile, d->year < 0 ? text_of("") :
		    d->t.col[d->year], d->t.nrow - 1, &imputed);
	if (isinf(x))
		tsv_die(&d->t, "%s", too_large);
	d->pass.own[d->value] = x != x ? out_nothing : (struct text){ d->quotient,
	    (size_t)(num_put(d->quotient, x) - d->quotient) };
	if (imputed)
		d->new_flag = flags->text[flag_imputed(flags, d->new_flag)];
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

	figures_open(&figures, file, 1, opt->unit, true);
	flag = figures_name(&figures, "flag");
	denominators_read(&denominators, &framework, &figures, flag, false);
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
	if (!optional)
		denominators_check(&denominators, &d->t);
	return out_finish(&o);
}

int
main(int argc, char **argv)
{
	struct opt opt;

	opt_read(&opt, argc, argv, help, options);
	if (by != NULL && strcmp(by, "-") == 0 && opt_reads_stdin(&opt))
		die_usage("--by -: standard input is what is divided");
	framework_read(&framework, path);
	return by == NULL ? divide_by_rows(&opt) : divide_by_table(&opt);
}
