/* sci-rank - gives every value its place, highest first. */
#include <string.h>

#include "number/rank.h"
#include "stream/filter.h"
#include "stream/opt_argument.h"
#include "table/figures_order.h"

static const char help[] =
    "sci-rank [-b COLUMN,...] [--ties min|max|dense|average] [--ascending] [--exact] "
    "[-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Ranks the values of every year and indicator.\n"
    "\n"
    "  -b, --by COLUMN,...    rank within these columns besides\n"
    "      --ties min|max|dense|average\n"
    "                         the place of equal values: 1 2 2 4 (default), 1 3 3 4,\n"
    "                         1 2 2 3, 1 2.5 2.5 4\n"
    "      --ascending        the lowest value is first\n"
    "      --exact            tell doubles apart that are equal at 12 digits\n"
    "Example: sci-rank -b state --ties dense scores.tsv\n";

static const char *by;
static int ties = RANK_MIN;
static bool ascending, exact;
static const struct opt_row options[] = {
	{ "by", 'b', .text = &by },
	{ "ties", .word = &ties, .words = rank_ties_names },
	{ "ascending", .flag = &ascending },
	{ "exact", .flag = &exact },
	{ 0 }
};

static struct figures figures;

/* Reads the columns of -b, each once. */
static void
read_by(void)
{
	struct text rest = text_of(by);

	do {
		const char *name = opt_part("-b", &rest).s;
		size_t column = tsv_need(&figures.table, name);

		if ((int)column == figures.keys.year_column ||
		    column == figures.keys.indicator_column)
			continue;
		if (column == figures.keys.unit_column ||
		    strcmp(name, "value") == 0)
			die_usage("-b: cannot rank within each %s", name);
		if (figures.nname == FIGURES_COLUMNS)
			die_usage("-b: more than %d columns", FIGURES_COLUMNS);
		figures_name(&figures, name);
	} while (rest.s != NULL);
}

/* All rows by year, indicator and texts of -b, and by unit within. */
static uint32_t *
order_rows(void)
{
	uint32_t *row = figures_by_unit(&figures);

	for (int c = figures.nname; c-- > 0;)
		figures_arrange(&figures, row, figures.name[c].id,
		    names_sorted(&figures.name[c].names),
		    figures.name[c].names.n);
	figures_arrange_groups(&figures, row);
	return row;
}

/* How many of n rows are ranked against the first: those of its year, indicator
 * and texts of -b. */
static size_t
field_of(const uint32_t *row, size_t n)
{
	size_t m = 1;

	for (int c = 0; c < figures.nname; c++, n = m)
		for (m = 1; m < n && figures.name[c].id[row[m]] ==
		    figures.name[c].id[*row];)
			m++;
	return n;
}

/* Work space for the rows of a year and indicator: their values, and the rows in
 * the order of their places. */
static struct rank_value *value;
static uint32_t *ranked;
static size_t value_cap, ranked_cap, place_cap;

/* The places that the first of the rows have that are written. */
static struct places {
	double *place;
	size_t n;
	struct text of;         /* n as text */
} places;

static void
put_place(void *context, struct out *o, int first, int n, size_t row, size_t k)
{
	const struct places *p = context;

	(void)row;
	if (first == 0 && k < p->n)
		out_number(o, p->place[k]);
	if (n == 2)
		out_char(o, '\t');
	if (first + n == 2 && k < p->n)
		out_text(o, p->of);
}

/* Ranks and writes rows that are ranked against each other, which come in the
 * order of their units. */
static void
write_field(struct out *o, const uint32_t *row, size_t n)
{
	const double *x = figures.number[0].x;
	char of[NUM_PUT + OUT_OVER];
	size_t m = 0, missing = n;

	for (size_t i = n; i-- > 0;)
		if (x[row[i]] != x[row[i]])
			ranked[--missing] = row[i];
	for (size_t i = 0; i < n; i++)
		if (x[row[i]] == x[row[i]])
			value[m++] = (struct rank_value){ ascending ?
			    x[row[i]] : -x[row[i]], (uint32_t)i };
	/* Rows are numbered in the order of their units here. */
	rank_order(value, m, (enum rank_ties)ties, !exact, places.place);
	for (size_t i = 0; i < m; i++)
		ranked[i] = row[value[i].row];
	places.n = m;
	places.of = (struct text){ of, (size_t)(num_put(of, (double)m) - of) };
	figures_write(&figures, o, ranked, n, put_place, &places);
}

int
main(int argc, char **argv)
{
	uint32_t *row;
	struct opt opt;
	struct out out;

	opt_read(&opt, argc, argv, help, options);
	figures_open(&figures, opt.file, opt.nfile, opt.unit, true);
	figures_own(&figures, "rank");
	figures_own(&figures, "of");
	if (by != NULL)
		read_by();
	figures_read(&figures, NULL, NULL);
	row = order_rows();

	out_open(&out, opt.output);
	figures_write_head(&figures, &out);
	for (size_t i = 0, n; i < figures.n; i += n) {
		n = field_of(row + i, figures_run(&figures, row, i));
		value = mem_grow(value, &value_cap, n, sizeof *value);
		ranked = mem_grow(ranked, &ranked_cap, n, sizeof *ranked);
		places.place = mem_grow(places.place, &place_cap, n,
		    sizeof *places.place);
		write_field(&out, row + i, n);
	}
	return out_finish(&out);
}
