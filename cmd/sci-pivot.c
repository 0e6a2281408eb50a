/* sci-pivot - tidy to wide: a row for each city, a column for each indicator. */
#include <stdlib.h>
#include <string.h>

#include "base/arrange.h"
#include "base/die.h"
#include "base/mem.h"
#include "base/names.h"
#include "stream/column.h"
#include "stream/opt.h"
#include "stream/out.h"
#include "stream/tsv.h"
#include "table/framework.h"
#include "table/keys.h"

static const char help[] =
    "sci-pivot [-f FRAMEWORK] [--by COLUMN] [-c COLUMN,...] [--label COLUMN] "
    "[-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Makes a wide table: a row for each year and city, a column for each indicator.\n"
    "\n"
    "  -f, --framework FILE   order the columns as the framework does\n"
    "      --by COLUMN        a column for each text of COLUMN (indicator)\n"
    "  -c, --columns COLUMN,...\n"
    "                         what stands in them (value); several give NAME_COLUMN\n"
    "      --label COLUMN     head them with these texts of the framework\n"
    "  -u, --unit COLUMN      what is ranked (city)\n"
    "  -o, --output FILE      write FILE, all at once\n"
    "  -h, --help             print this\n"
    "  -V, --version          print the version\n";

enum { BY = 256, LABEL };

static const struct option options[] = {
	{ "framework", required_argument, NULL, 'f' },
	{ "by", required_argument, NULL, BY },
	{ "columns", required_argument, NULL, 'c' },
	{ "label", required_argument, NULL, LABEL },
	{ NULL, 0, NULL, 0 }
};

static const char *path, *by = "indicator", *label;
static char *cell_list;

static struct framework framework;
static struct tsv table;
static int year_column;                 /* -1: none, or spread over the columns */
static size_t unit_column, by_column;
static size_t *cell_column, ncell;      /* what stands in the cells */

static struct names years, units, heads, texts;
static struct pairs profiles;           /* (year, unit) */
static uint32_t *profile, *head, *cell; /* of each row; cell[row * ncell + i] */
static size_t nrow, profile_cap, head_cap, cell_cap;

/* Finds the columns. */
static void
find_columns(const char *unit)
{
	unit_column = tsv_need(&table, unit);
	by_column = tsv_need(&table, by);
	year_column = strcmp(by, "year") == 0 ? -1 : tsv_optional(&table, "year");
	if (by_column == unit_column)
		die_usage("--by: %s is what the rows are of", by);
	cell_column = opt_columns("-c", cell_list == NULL ? "value" : cell_list, &table, &ncell);
}

/* A text of the current row that must not be empty. */
static struct text
key_of(size_t column)
{
	if (table.col[column].n == 0)
		tsv_die(&table, "column %.*s is empty", TEXT_ARG(table.head[column]));
	return table.col[column];
}

/* The name of the current row's column, which the framework must have. */
static struct text
head_of(void)
{
	struct text t = key_of(by_column);

	if (path == NULL || name_find(&framework.names, t) != NAME_NONE)
		return t;
	if (strcmp(by, "indicator") == 0)
		framework_unknown(&framework, &table, t);
	tsv_die(&table, "column %s: '%.*s' is not in %s", by, TEXT_ARG(t), path);
}

/* What is in a cell: NA in a column of numbers is nothing. */
static struct text
cell_text(size_t column)
{
	double x;

	if (!column_is_number(table.head[column]))
		return table.col[column];
	x = tsv_number(&table, column);
	return x == x ? table.col[column] : (struct text){ "", 0 };
}

static void
read_rows(void)
{
	uint32_t year = name_add(&years, (struct text){ "", 0 }), unit = NAME_NONE, h = NAME_NONE;
	long number;

	while (tsv_row(&table)) {
		if (nrow == UINT32_MAX - 1)
			die("more than %lu rows", (unsigned long)nrow);
		if (year_column >= 0) {
			struct text y = key_of((size_t)year_column);

			if (!keys_read_year(y, &number))
				tsv_die(&table, "column year: '%.*s' is not a year, a whole number",
				    TEXT_ARG(y));
			year = name_add(&years, y);
		}
		unit = name_next(&units, unit, key_of(unit_column), true);
		h = name_next(&heads, h, head_of(), true);
		profile = mem_grow(profile, &profile_cap, nrow + 1, sizeof *profile);
		head = mem_grow(head, &head_cap, nrow + 1, sizeof *head);
		cell = mem_grow(cell, &cell_cap, (nrow + 1) * ncell, sizeof *cell);
		profile[nrow] = pair_add(&profiles, year, unit);
		head[nrow] = h;
		for (size_t i = 0; i < ncell; i++)
			cell[nrow * ncell + i] = name_add(&texts, cell_text(cell_column[i]));
		nrow++;
	}
}

/* Name of a column -> its place: as in the framework, else by bytes. */
static uint32_t *
place_heads(void)
{
	uint32_t *sorted, *key, *place;

	if (path == NULL)
		return names_order(&heads);
	sorted = arrange_all(heads.n);
	key = mem_array(heads.n, sizeof *key);
	place = mem_array(heads.n, sizeof *place);
	for (uint32_t i = 0; i < heads.n; i++)
		key[i] = name_find(&framework.names, heads.text[i]);
	arrange(sorted, heads.n, key, framework.names.n);
	for (uint32_t i = 0; i < heads.n; i++)
		place[sorted[i]] = i;
	free(sorted);
	free(key);
	return place;
}

/* Profile -> its place by year, then by the unit's bytes. */
static uint32_t *
place_profiles(void)
{
	uint32_t *sorted = arrange_all(profiles.n), *place = mem_array(profiles.n, sizeof *place);
	uint32_t *key = mem_array(profiles.n, sizeof *key), *unit = names_order(&units);
	uint32_t *year, *of_year = mem_array(years.n, sizeof *of_year);
	long *number = mem_array(years.n, sizeof *number);

	/* Name 0 is that of no year. */
	for (uint32_t i = 1; i < years.n; i++)
		keys_read_year(years.text[i], &number[i]);
	year = keys_sort_years(number, years.n);
	for (uint32_t i = 0; i < years.n; i++)
		of_year[year[i]] = i;
	for (uint32_t p = 0; p < profiles.n; p++)
		key[p] = unit[profiles.pair[p].b];
	arrange(sorted, profiles.n, key, units.n);
	for (uint32_t p = 0; p < profiles.n; p++)
		key[p] = of_year[profiles.pair[p].a];
	arrange(sorted, profiles.n, key, years.n);
	for (uint32_t i = 0; i < profiles.n; i++)
		place[sorted[i]] = i;
	free(sorted);
	free(key);
	free(unit);
	free(year);
	free(of_year);
	free(number);
	return place;
}

/* The heading of a name: its text in the framework with --label. */
static struct text
heading(uint32_t h)
{
	uint32_t node = label == NULL ? NAME_NONE : name_find(&framework.names, heads.text[h]);
	struct text t;

	if (node == NAME_NONE || node >= framework.nrow)
		return heads.text[h];
	t = framework.cell[(size_t)node * framework.ncol +
	    (size_t)framework_column(&framework, label)];
	return t.n == 0 ? heads.text[h] : t;
}

/* Writes a column's name, which no other may have. */
static void
write_name(struct out *o, struct names *seen, struct text name)
{
	uint32_t known = seen->n;

	if (name_add(seen, name) < known)
		die("two columns would be called '%.*s'", TEXT_ARG(name));
	out_text(o, seen->text[known]);
}

static void
write_head(struct out *o, const uint32_t *sorted)
{
	struct names seen;

	if ((year_column < 0 ? 1 : 2) + heads.n * ncell > TSV_COLUMNS)
		die("more than %d columns: no filter reads such a table", TSV_COLUMNS);
	names_init(&seen);
	if (year_column >= 0) {
		write_name(o, &seen, text_of("year"));
		out_char(o, '\t');
	}
	write_name(o, &seen, table.head[unit_column]);
	for (uint32_t i = 0; i < heads.n; i++)
		for (size_t c = 0; c < ncell; c++) {
			struct text t = heading(sorted[i]), column = table.head[cell_column[c]];
			size_t n = t.n + (ncell > 1 ? column.n + 1 : 0);
			char *name = mem_array(n, 1);

			memcpy(name, t.s, t.n);
			if (ncell > 1) {
				name[t.n] = '_';
				memcpy(name + t.n + 1, column.s, column.n);
			}
			out_char(o, '\t');
			write_name(o, &seen, (struct text){ name, n });
			free(name);
		}
	out_char(o, '\n');
	names_free(&seen);
}

/* Refuses two rows for one cell. */
static _Noreturn void
same_cell(uint32_t a, uint32_t b)
{
	struct tsv_place p = tsv_place(&table, a < b ? a : b), q = tsv_place(&table, a < b ? b : a);
	struct pair r = profiles.pair[profile[a]];

	die("%s:%llu: a second row for the cell of %.*s and %.*s; the first is %s:%llu", q.file,
	    (unsigned long long)q.line, TEXT_ARG(units.text[r.b]), TEXT_ARG(heads.text[head[a]]),
	    p.file, (unsigned long long)p.line);
}

/* Writes the wide row of row[0..n-1], which are in the order of the columns. */
static void
write_row(struct out *o, const uint32_t *row, size_t n, const uint32_t *place)
{
	struct pair p = profiles.pair[profile[row[0]]];
	size_t i = 0;

	if (year_column >= 0) {
		out_text(o, years.text[p.a]);
		out_char(o, '\t');
	}
	out_text(o, units.text[p.b]);
	for (uint32_t h = 0; h < heads.n; h++) {
		bool here = i < n && place[head[row[i]]] == h;

		for (size_t c = 0; c < ncell; c++) {
			out_char(o, '\t');
			if (here)
				out_text(o, texts.text[cell[row[i] * ncell + c]]);
		}
		i += here;
	}
	out_char(o, '\n');
}

/* Refuses two rows for one cell before anything is written. */
static void
check_cells(const uint32_t *row)
{
	for (size_t i = 1; i < nrow; i++)
		if (profile[row[i]] == profile[row[i - 1]] && head[row[i]] == head[row[i - 1]])
			same_cell(row[i - 1], row[i]);
}

static void
read_options(struct opt *opt)
{
	int c;

	while ((c = opt_next(opt)) != -1)
		switch (c) {
		case 'f':
			path = optarg;
			break;
		case BY:
			by = optarg;
			break;
		case 'c':
			cell_list = optarg;
			break;
		case LABEL:
			label = optarg;
		}
	if (label != NULL && path == NULL)
		die_usage("--label needs -f FRAMEWORK");
}

int
main(int argc, char **argv)
{
	uint32_t *place, *of_profile, *key, *row, *sorted;
	struct opt opt;
	struct out out;

	opt_begin(&opt, argc, argv, help, "f:c:", options);
	read_options(&opt);
	if (path != NULL)
		framework_read(&framework, path);
	if (label != NULL && framework_column(&framework, label) < 0)
		die("%s: no column '%s'", path, label);
	tsv_open(&table, opt.file, opt.nfile, TSV_WHOLE);
	tsv_about(&table, opt.unit);
	find_columns(opt.unit);
	names_init(&years);
	names_init(&units);
	names_init(&heads);
	names_init(&texts);
	pairs_init(&profiles);
	read_rows();

	/* Rows by profile, and within by the columns' order. */
	place = place_heads();
	of_profile = place_profiles();
	key = mem_array(nrow, sizeof *key);
	row = arrange_all(nrow);
	for (size_t i = 0; i < nrow; i++)
		key[i] = place[head[i]];
	arrange(row, nrow, key, heads.n);
	for (size_t i = 0; i < nrow; i++)
		key[i] = of_profile[profile[i]];
	arrange(row, nrow, key, profiles.n);
	check_cells(row);
	sorted = mem_array(heads.n, sizeof *sorted);
	for (uint32_t i = 0; i < heads.n; i++)
		sorted[place[i]] = i;

	out_open(&out, opt.output);
	write_head(&out, sorted);
	for (size_t i = 0, n; i < nrow; i += n) {
		for (n = 1; i + n < nrow && profile[row[i + n]] == profile[row[i]]; n++)
			continue;
		write_row(&out, row + i, n, place);
	}
	return out_finish(&out);
}
