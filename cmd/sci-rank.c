/* sci-rank - gives every value its place, highest first. */
#include <stdlib.h>
#include <string.h>

#include "base/arrange.h"
#include "number/rank.h"
#include "stream/filter.h"
#include "stream/opt_argument.h"
#include "table/figures.h"

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

enum { TIES = 256 };

static const char *by;
static enum rank_ties ties = RANK_MIN;
static bool ascending, exact;
static const struct opt_row options[] = {
	{ "by", 'b', .text = &by },
	{ "ties", .code = TIES },
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

/* Rows that are ranked against each other: a year, an indicator, texts of
 * -b. */
static uint32_t *field;                 /* of each row */
static uint32_t nfield;

/* Numbers the fields: the pair of a field and a text of -b is a finer field. */
static void
number_fields(void)
{
	field = mem_array(figures.n, sizeof *field);
	if (figures.n > 0)
		memcpy(field, figures.group, figures.n * sizeof *field);
	nfield = figures.groups.n;
	for (int c = 0; c < figures.nname; c++) {
		struct pairs finer;

		pairs_init(&finer);
		for (size_t i = 0; i < figures.n; i++)
			field[i] = pair_add(&finer, field[i],
			    figures.name[c].id[i]);
		nfield = finer.n;
		pairs_free(&finer);
	}
}

/* Sorts fields, of each of which a row is given, by place[id of that row]. */
static void
sort_fields(uint32_t *sorted, const uint32_t *row, uint32_t (*id)(size_t, int),
    int column, uint32_t *place, uint32_t nplace)
{
	uint32_t *key = mem_array(nfield, sizeof *key);

	for (uint32_t i = 0; i < nfield; i++)
		key[i] = place[id(row[i], column)];
	arrange(sorted, nfield, key, nplace);
	free(key);
	free(place);
}

static uint32_t
name_id(size_t row, int column)
{
	return figures.name[column].id[row];
}

static uint32_t
indicator_id(size_t row, int column)
{
	(void)column;
	return figures_indicator(&figures, row);
}

static uint32_t
year_id(size_t row, int column)
{
	(void)column;
	return figures_year(&figures, row);
}

/* Renumbers the fields in the order of output: year, indicator, texts of -b. */
static void
order_fields(void)
{
	uint32_t *row = mem_array(nfield, sizeof *row),
	    *sorted = arrange_all(nfield);
	uint32_t *place = mem_array(nfield, sizeof *place);

	for (size_t i = figures.n; i-- > 0;)
		row[field[i]] = (uint32_t)i;
	for (int c = figures.nname; c-- > 0;)
		sort_fields(sorted, row, name_id, c,
		    names_order(&figures.name[c].names),
		    figures.name[c].names.n);
	sort_fields(sorted, row, indicator_id, 0,
	    names_order(&figures.keys.indicators), figures.keys.indicators.n);
	sort_fields(sorted, row, year_id, 0, keys_year_places(&figures.keys),
	    figures.keys.years.n);
	for (uint32_t i = 0; i < nfield; i++)
		place[sorted[i]] = i;
	for (size_t i = 0; i < figures.n; i++)
		field[i] = place[field[i]];
	free(row);
	free(sorted);
	free(place);
}

/* All rows by field, and by unit within. */
static uint32_t *
order_rows(void)
{
	uint32_t *row = arrange_all(figures.n), *key = mem_array(figures.n,
	    sizeof *key);
	uint32_t *place = names_order(&figures.keys.units);

	for (size_t i = 0; i < figures.n; i++)
		key[i] = place[figures_unit(&figures, i)];
	arrange(row, figures.n, key, figures.keys.units.n);
	arrange(row, figures.n, field, nfield);
	free(key);
	free(place);
	return row;
}

/* Work space for one field: its values, and the rows in the order of their
 * places. */
static struct rank_value *value;
static uint32_t *ranked;

/* The places of a field, which the first rows of it have that are written. */
static struct places {
	double *place;
	size_t n;
	struct text of;         /* n as text */
} places;

static void
put_place(void *context, struct out *o, int which, size_t row, size_t k)
{
	const struct places *p = context;

	(void)row;
	if (k >= p->n)
		return;
	if (which == 0)
		out_number(o, p->place[k]);
	else
		out_text(o, p->of);
}

/* Ranks and writes the rows of a field, which come in the order of their
 * units. */
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
	rank_order(value, m, ties, !exact, places.place);
	for (size_t i = 0; i < m; i++)
		ranked[i] = row[value[i].row];
	places.n = m;
	places.of = (struct text){ of, (size_t)(num_put(of, (double)m) - of) };
	figures_write(&figures, o, ranked, n, put_place, &places);
}

int
main(int argc, char **argv)
{
	uint32_t *row, *size, most = 0;
	struct opt opt;
	struct out out;

	opt_begin(&opt, argc, argv, help, options);
	while (opt_next(&opt) != -1)
		if (!rank_ties_named(text_of(optarg), &ties))
			die_usage("--ties: '%s' is none of min, max, dense, average",
			    optarg);
	figures_open(&figures, opt.file, opt.nfile, opt.unit, true);
	figures_own(&figures, "rank");
	figures_own(&figures, "of");
	if (by != NULL)
		read_by();
	figures_read(&figures, NULL, NULL);
	number_fields();
	order_fields();
	row = order_rows();
	size = mem_array(nfield, sizeof *size);
	for (size_t i = 0; i < figures.n; i++)
		if (++size[field[i]] > most)
			most = size[field[i]];
	value = mem_array(most, sizeof *value);
	places.place = mem_array(most, sizeof *places.place);
	ranked = mem_array(most, sizeof *ranked);

	out_open(&out, opt.output);
	figures_write_head(&figures, &out);
	for (uint32_t i = 0; i < nfield; row += size[i++])
		write_field(&out, row, size[i]);
	return out_finish(&out);
}
