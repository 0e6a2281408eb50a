/* sci-normalize - turns raw figures into scores, per year and indicator. */
#include <math.h>
#include <stdlib.h>

#include "method/normalize.h"
#include "number/num.h"
#include "stream/filter.h"
#include "table/figures_order.h"
#include "table/framework.h"
#include "table/nodes.h"
#include "table/rule.h"

static const char help[] =
    "sci-normalize [-f FRAMEWORK] " RULE_NORMALIZE_SYNOPSIS
    "[-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Replaces raw figures by scores, over the cities of each year and indicator.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators: directions, methods, goalposts\n"
    "  -m, --method METHOD    @normalize (default minmax)\n"
    RULE_NORMALIZE_HELP
    "Example: sci-normalize -f framework.tsv -m percentile figures.tsv\n";

static struct rule rule;
static const struct opt_row options[] = {
	{ "framework", 'f', .table = &rule.framework },
	RULE_NORMALIZE_OPTIONS(rule),
	{ 0 }
};

static struct framework framework;
static struct figures figures;
static uint32_t reference = NAME_NONE;  /* the unit of --reference */

static struct normalize_rule *scale;    /* of each indicator in figures.keys that is not dropped */

static void
read_figures(void)
{
	uint32_t *node = nodes_read(&figures, rule.framework == NULL ? NULL :
	    &framework, rule.ignore_unknown ? NODES_DROP : NODES_ONLY),
	    n = figures.keys.indicators.n;

	scale = mem_array(n, sizeof *scale);
	for (uint32_t i = 0; i < n; i++) {
		const struct node *v = node == NULL || node[i] == NAME_NONE ?
		    NULL : &framework.node[node[i]];

		scale[i] = rule_of_node(&rule, v);
		if (v != NULL)
			rule_check_node(&rule, v);
	}
	free(node);
}

/* Says why values of a group have no scores; row is that of the value it is
 * about. */
static _Noreturn void
die_lack(enum scale_lack lack, uint32_t group, uint32_t row, double x)
{
	char number[NUM_PUT];

	if (lack == SCALE_TRANSFORM)
		figures_die(&figures, row,
		    "column value: '%.*s' cannot be transformed: %s",
		    (int)(num_put(number, x) - number), number,
		    normalize_words(lack));
	if (lack == SCALE_BEYOND)
		figures_die(&figures, row, "%s", normalize_words(lack));
	if (lack == SCALE_NO_LOW || lack == SCALE_NO_HIGH ||
	    lack == SCALE_NO_TARGET || lack == SCALE_GOAL)
		figures_die_group(&figures, group, "%s: %s",
		    framework_where(&framework,
		    figures.keys.indicators.text[figures.groups.pair[group].b]),
		    normalize_words(lack));
	figures_die_group(&figures, group, "%s", normalize_words(lack));
}

/* The value that --reference has among some rows, NaN for none. */
static double
find_reference(const uint32_t *row, size_t n)
{
	for (size_t i = 0; reference != NAME_NONE && i < n; i++)
		if (figures_unit(&figures, row[i]) == reference)
			return figures.number[0].x[row[i]];
	return (double)NAN;
}

/* Replaces the values of the rows row[0..n-1], those of a year and indicator,
 * by their scores; x has room for them. */
static void
score_group(uint32_t group, const uint32_t *row, size_t n, double *x)
{
	struct normalize_rule r = scale[figures.groups.pair[group].b];
	double *value = figures.number[0].x;
	enum scale_lack lack;
	size_t at = 0;

	for (size_t i = 0; i < n; i++)
		x[i] = value[row[i]];
	r.reference = find_reference(row, n);
	lack = normalize_scores(&r, x, n, x, &at);
	if (lack != SCALE_FITS)
		die_lack(lack, group, row[at], value[row[at]]);
	for (size_t i = 0; i < n; i++)
		value[row[i]] = x[i];
}

static void
score_figures(void)
{
	struct figures_groups by = figures_by_key(figures.group, figures.n,
	    figures.groups.n);
	double *x = mem_array(figures.n, sizeof *x);

	for (uint32_t g = 0; g < figures.groups.n; g++)
		if (by.start[g + 1] > by.start[g])
			score_group(g, by.row + by.start[g],
			    by.start[g + 1] - by.start[g], x);
	free(x);
	free(by.start);
	free(by.row);
}

int
main(int argc, char **argv)
{
	struct opt opt;
	struct out out;

	rule_read(&rule, &opt, argc, argv, help, options);
	if (rule.framework != NULL)
		framework_read(&framework, rule.framework);
	figures_open(&figures, opt.file, opt.nfile, opt.unit, true);
	figures.number[0].anew = true;
	if (rule.reference != NULL)
		reference = name_add(&figures.keys.units,
		    text_of(rule.reference));
	read_figures();
	score_figures();

	out_open(&out, opt.output);
	figures_write_head(&figures, &out);
	figures_write(&figures, &out, NULL, figures.n, NULL, NULL);
	return out_finish(&out);
}
