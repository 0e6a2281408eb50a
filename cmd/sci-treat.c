/* sci-treat - keeps outliers from ruling an indicator, and says what it
 * changed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arrange.h"
#include "method/method.h"
#include "method/treat.h"
#include "number/rank.h"
#include "stream/filter.h"
#include "stream/flag.h"
#include "stream/opt_argument.h"
#include "table/figures_order.h"
#include "table/framework.h"
#include "table/nodes.h"

static const char help[] =
    "sci-treat [-f FRAMEWORK] [-m METHOD] [--skewness S] [--kurtosis K] [--report FILE] "
    "[-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Treats outliers, per year and indicator, and flags what it changed T.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators: methods\n"
    "  -m, --method METHOD    jrc[:POINTS|all][:STEP] (default, 5 points, log),\n"
    "                         jrc+[:POINTS|all][:STEP], winsorize[:POINTS][:force],\n"
    "                         quantile:P, boxcox:LAMBDA, log, log-signed, log1, log-gii,\n"
    "                         none; the last five may be a STEP\n"
    "      --skewness S       what an indicator with outliers has at least (2)\n"
    "      --kurtosis K       and of this (3.5)\n"
    "      --report FILE      write a table of all that was changed, or left alone\n"
    "Example: sci-treat -f framework.tsv -m jrc --report report.tsv figures.tsv\n";

enum { SKEWNESS = 256, KURTOSIS };

static const char *path, *report_path;
static struct method method;
static double limits[2];                /* of skewness and kurtosis */
static const struct opt_row options[] = {
	{ "framework", 'f', .table = &path },
	{ "method", 'm', .method = &method, .family = METHOD_TREAT },
	{ "report", .text = &report_path },
	{ "skewness", .code = SKEWNESS },
	{ "kurtosis", .code = KURTOSIS },
	{ 0 }
};

static const char *const reasons[TREAT_REASONS] = {
	[TREAT_FEW_VALUES] = "few_values", [TREAT_NO_SPREAD] = "no_spread",
	[TREAT_KEPT_THREE] = "kept_three", [TREAT_KEPT_TWO] = "kept_two",
	[TREAT_NOT_CURED] = "not_cured"
};

static struct framework framework;
static struct figures figures;
static struct method *treat;            /* of each indicator in figures.keys */
static int flag;                        /* the name in figures */
static double *raw;                     /* of each row that changed, else NaN */
static struct treat_story *story;       /* of each group */

/* Reads all rows, and learns how each indicator is treated. */
static void
read_figures(void)
{
	uint32_t *node = nodes_read(&figures, path == NULL ? NULL : &framework,
	    NODES_DENOMINATORS);
	uint32_t n = figures.keys.indicators.n;

	treat = mem_array(n, sizeof *treat);
	for (uint32_t i = 0; i < n; i++) {
		treat[i] = method;
		if (node != NULL && node[i] >= framework.n)
			treat[i].id = TREAT_NONE;       /* only a denominator */
		else if (node != NULL &&
		    framework.node[node[i]].treat.id != METHOD_UNSET)
			treat[i] = framework.node[node[i]].treat;
		memcpy(treat[i].pair, limits, sizeof treat[i].pair);
	}
	free(node);
}

/* Gives a row its treated value. */
static void
change_row(uint32_t row, double x)
{
	struct figures_name *f = &figures.name[flag];

	if (isnan(x))
		figures_die(&figures, row,
		    "column value: log-gii needs a value above 1, or it would turn "
		    "the order round; log-signed does not");
	if (!isfinite(x))
		figures_die(&figures, row,
		    "column value: the treated value is beyond the doubles");
	raw[row] = figures.number[0].x[row];
	figures_set(&figures, row, x);
	f->id[row] = flag_treated(&f->names, f->names.text[f->id[row]]);
}

/* Treats the rows row[0..n-1] of a year and indicator. */
static void
treat_group(const uint32_t *row, size_t n)
{
	uint32_t group = figures.group[*row];
	struct rank_value *sorted = mem_array(n, sizeof *sorted);
	double *was = mem_array(n, sizeof *was), *now = mem_array(n,
	    sizeof *now);
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		double x = figures.number[0].x[row[i]];

		if (x == x)
			sorted[m++] = (struct rank_value){ x, row[i] };
	}
	rank_sort(sorted, m);
	for (size_t i = 0; i < m; i++)
		was[i] = sorted[i].value;
	if (m > 0)
		story[group] = treat_values(was, m,
		    &treat[figures.groups.pair[group].b], now);
	for (size_t i = 0; i < m; i++)
		if (now[i] != was[i])
			change_row(sorted[i].row, now[i]);
	free(was);
	free(now);
	free(sorted);
}

/* Starts a line of the report: year, unit (NAME_NONE for none) and
 * indicator. */
static void
report_keys(struct out *o, uint32_t group, uint32_t unit)
{
	const struct keys *k = &figures.keys;
	struct pair p = figures.groups.pair[group];

	if (k->year_column >= 0) {
		out_text(o, k->years.text[p.a]);
		out_char(o, '\t');
	}
	if (unit != NAME_NONE)
		out_text(o, k->units.text[unit]);
	out_cell_text(o, k->indicators.text[p.b]);
	out_char(o, '\t');
}

/* What was done: "winsorize", "log", "winsorize+log". */
static void
put_done(struct out *o, const struct treat_story *s)
{
	out_string(o, s->done);
	if (s->then != NULL) {
		out_char(o, '+');
		out_string(o, s->then);
	}
	out_char(o, '\t');
}

/* The lines of the n rows of a year and indicator: what is to be said of it,
 * then its points. */
static void
report_group(struct out *o, const uint32_t *row, size_t n)
{
	uint32_t group = figures.group[*row];
	const struct treat_story *s = &story[group];

	for (int r = 0; r < TREAT_REASONS; r++)
		if ((s->reasons >> r & 1) != 0) {
			report_keys(o, group, NAME_NONE);
			put_done(o, s);
			out_string(o, "\t\t");
			out_string(o, reasons[r]);
			out_char(o, '\n');
		}
	for (size_t i = 0; i < n; i++) {
		uint32_t at = row[i];

		if (raw[at] != raw[at])
			continue;
		report_keys(o, group, figures_unit(&figures, at));
		put_done(o, s);
		figures_put_raw(&figures, o, 0, at, raw[at]);
		out_cell(o, figures.number[0].x[at]);
		out_string(o, "\t\n");
	}
}

/* Writes the report, of rows by year, indicator and unit. */
static void
write_report(struct out *o, const uint32_t *row)
{
	out_string(o, figures.keys.year_column >= 0 ? "year\t" : "");
	out_text(o, figures.table.head[figures.keys.unit_column]);
	out_string(o, "\tindicator\tmethod\traw_value\tvalue\treason\n");
	for (size_t i = 0, n; i < figures.n; i += n) {
		n = figures_run(&figures, row, i);
		report_group(o, row + i, n);
	}
}

static void
put_own(void *context, struct out *o, int first, int n, size_t row, size_t k)
{
	const struct figures_name *f = &figures.name[flag];

	(void)context, (void)k;
	if (first == 0)
		out_text(o, f->names.text[f->id[row]]);
	if (n == 2)
		out_char(o, '\t');
	if (first + n == 2 && raw[row] == raw[row])
		figures_put_raw(&figures, o, 0, row, raw[row]);
}

static void
read_options(struct opt *opt)
{
	int c;

	(void)method_read(METHOD_TREAT, text_of("jrc"), &method);
	memcpy(limits, method.pair, sizeof limits);
	while ((c = opt_next(opt)) != -1) {
		limits[c - SKEWNESS] = opt_number(c == SKEWNESS ? "--skewness" :
		    "--kurtosis", optarg);
		if (limits[0] < 0)
			die_usage("--skewness: '%s' is below 0; it counts without its sign",
			    optarg);
	}
	if (report_path != NULL && strcmp(report_path, "-") == 0)
		die_usage("--report -: the report needs a file");
}

int
main(int argc, char **argv)
{
	const char *report_to;
	uint32_t *row;
	struct out out, report;
	struct opt opt;

	opt_begin(&opt, argc, argv, help, options);
	read_options(&opt);
	if (path != NULL)
		framework_read(&framework, path);
	figures_open(&figures, opt.file, opt.nfile, opt.unit, true);
	flag = figures_name(&figures, "flag");
	figures_own(&figures, "flag");
	figures_own(&figures, "raw_value");
	read_figures();
	raw = mem_array(figures.n, sizeof *raw);
	for (size_t i = 0; i < figures.n; i++)
		raw[i] = (double)NAN;
	story = mem_array(figures.groups.n, sizeof *story);
	/* Only the report asks in which order units come. */
	row = report_path != NULL ? figures_by_unit(&figures) :
	    arrange_all(figures.n);
	figures_arrange_groups(&figures, row);
	for (size_t i = 0, n; i < figures.n; i += n) {
		n = figures_run(&figures, row, i);
		treat_group(row + i, n);
	}

	out_open(&out, opt.output);
	report_to = report_path;
	if (report_to != NULL)
		out_open(&report, report_to);
	figures_write_head(&figures, &out);
	figures_write(&figures, &out, NULL, figures.n, put_own, NULL);
	/* Between the last row and its newline, so that no closed pipe ends the
	 * filter while the report is half done. */
	if (report_to != NULL) {
		write_report(&report, row);
		out_finish(&report);
	}
	return out_finish(&out);
}
