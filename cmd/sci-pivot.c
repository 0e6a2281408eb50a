/* sci-pivot - tidy to wide: a row for each city, a column for each
 * indicator. */
#include <stdlib.h>
#include <string.h>

#include "stream/filter.h"
#include "stream/opt_argument.h"
#include "stream/rows.h"
#include "table/framework.h"
#include "table/keys.h"

static const char help[] =
    "sci-pivot [-f FRAMEWORK] [-k COLUMN,...] [--by COLUMN] [-c COLUMN,...] "
    "[--label COLUMN] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Makes a wide table: a row for each year and city, a column for each indicator.\n"
    "\n"
    "  -f, --framework FILE   order the indicators as the framework does\n"
    "  -k, --key COLUMN,...   a row for each combination of these (year, unit)\n"
    "      --by COLUMN        a column for each text of COLUMN (indicator)\n"
    "  -c, --columns COLUMN,...\n"
    "                         what stands in them (value); several give NAME_COLUMN\n"
    "      --label COLUMN     call the indicators by these texts of the framework\n"
    "Example: sci-pivot -f framework.tsv -k city --by year scores.tsv\n";

static struct opt opt;
static const char *path, *by = "indicator", *label, *key_list,
    *cell_list = "value";
static const struct opt_row options[] = {
	{ "framework", 'f', .table = &path },
	{ "key", 'k', .text = &key_list },
	{ "by", .text = &by },
	{ "columns", 'c', .text = &cell_list },
	{ "label", .text = &label },
	{ 0 }
};

static struct framework framework;
static struct tsv table;
static struct pass pass;
static struct rows rows;
static struct rows_key *key;            /* of the rows, and behind them --by's */
static size_t nkey;
static size_t *cell, ncell;             /* columns of what stands in the cells */
static size_t node_column;              /* which one holds nodes of the framework */
static struct names heads;              /* the texts of --by */

static bool
is_year(size_t column)
{
	return text_is(table.head[column], "year");
}

/* The columns that make a row. */
static size_t *
find_keys(void)
{
	size_t *column;
	int year;

	if (key_list != NULL)
		return opt_columns("-k", key_list, &table, &nkey);
	column = mem_array(2, sizeof *column);
	year = strcmp(by, "year") == 0 ? -1 : tsv_optional(&table, "year");
	if (year >= 0)
		column[nkey++] = (size_t)year;
	column[nkey++] = tsv_need(&table, opt.unit);
	return column;
}

static void
find_columns(void)
{
	size_t *column = find_keys();

	key = mem_array(nkey + 1, sizeof *key);
	for (size_t i = 0; i < nkey; i++)
		key[i].column = column[i];
	key[nkey].column = node_column = tsv_need(&table, by);
	for (size_t i = 0; i < nkey; i++) {
		if (column[i] == key[nkey].column)
			die_usage("--by: %s is what the rows are of", by);
		if (text_is(table.head[column[i]], "indicator"))
			node_column = column[i];
	}
	for (size_t i = 0; i <= nkey; i++) {
		key[i].numbers = is_year(key[i].column);
		if (path != NULL && key[i].column == node_column)
			key[i].order = &framework.names;
	}
	cell = opt_columns("-c", cell_list, &table, &ncell);
	free(column);
}

/* Checks what makes a row's place in the wide table. */
static void
check_key(size_t column)
{
	struct text t = table.col[column], name = table.head[column];
	bool needed = column == key[nkey].column || text_is(name, opt.unit) ||
	    text_is(name, "indicator");

	if (t.n == 0 && needed)
		keys_empty(&table, column);
	if (is_year(column))
		keys_year(&table, column);
	if (path == NULL || column != node_column ||
	    name_find(&framework.names, t) != NAME_NONE)
		return;
	if (text_is(name, "indicator"))
		framework_find(&framework, &table, t);
	tsv_die(&table, "column %.*s: '%.*s' is not in %s", TEXT_ARG(name),
	    TEXT_ARG(t), path);
}

static void
read_rows(void)
{
	uint32_t last = NAME_NONE;

	names_init(&heads);
	pass_open(&pass, &table);
	while (tsv_row(&table)) {
		for (size_t i = 0; i <= nkey; i++)
			check_key(key[i].column);
		for (size_t i = 0; i < ncell; i++)
			if (pass.number[cell[i]])
				tsv_has_number(&table, cell[i]);
		last = name_next(&heads, last, table.col[key[nkey].column],
		    true);
		rows_add(&rows, &pass);
	}
}

/* True if two rows have the same texts in the first n keys: the last is the
 * first to differ. */
static bool
same_keys(uint32_t a, uint32_t b, size_t n)
{
	while (n > 0 && text_equal(rows_field(rows.row[a], key[n - 1].column),
	    rows_field(rows.row[b], key[n - 1].column)))
		n--;
	return n == 0;
}

/* A column that is neither key nor cell and tells two rows apart, or NULL. */
static const struct text *
telling(uint32_t a, uint32_t b)
{
	for (size_t i = 0; i < table.ncol; i++) {
		bool shown = false;

		for (size_t c = 0; c < ncell; c++)
			shown = shown || cell[c] == i;
		if (!shown && !text_equal(rows_field(rows.row[a], i),
		    rows_field(rows.row[b], i)))
			return &table.head[i];
	}
	return NULL;
}

/* Refuses two rows for one cell. */
static _Noreturn void
same_cell(uint32_t a, uint32_t b)
{
	const char *second = tsv_where(&table, b), *first = tsv_where(&table,
	    a);
	const struct text *other = telling(a, b);
	struct text *part = mem_array(nkey + 1, sizeof *part);
	const char *keys;

	for (size_t i = 0; i <= nkey; i++)
		part[i] = rows_field(rows.row[a], key[i].column);
	keys = rows_shown(part, nkey + 1);
	if (other == NULL)
		die("%s: a second row for the cell of %s; the first is %s",
		    second, keys, first);
	die("%s: a second row for the cell of %s; the first is %s; column '%.*s' tells them apart",
	    second, keys, first, TEXT_ARG(*other));
}

/* What a text is called: if it is a node, by its text in the framework with
 * --label. */
static struct text
name_of(struct text t, size_t column)
{
	uint32_t node = label == NULL || column != node_column ? NAME_NONE :
	    name_find(&framework.names, t);
	struct text called;

	if (node == NAME_NONE || node >= framework.nrow)
		return t;
	called = framework.cell[(size_t)node * framework.ncol +
	    (size_t)framework_column(&framework, label)];
	return called.n == 0 ? t : called;
}

/* Writes a column's name, which no other may have. */
static void
write_name(struct out *o, struct names *seen, struct text name)
{
	uint32_t known = seen->n;

	if (name_add(seen, name) < known)
		die("two columns would be called '%.*s'", TEXT_ARG(name));
	if (known > 0)
		out_char(o, '\t');
	out_text(o, seen->text[known]);
}

static void
write_head(struct out *o, const uint32_t *sorted)
{
	struct names seen;

	if (nkey + heads.n * ncell > TSV_COLUMNS)
		die("more than %d columns: no filter reads such a table",
		    TSV_COLUMNS);
	names_init(&seen);
	for (size_t i = 0; i < nkey; i++)
		write_name(o, &seen, table.head[key[i].column]);
	for (uint32_t h = 0; h < heads.n; h++)
		for (size_t c = 0; c < ncell; c++) {
			struct text t = name_of(heads.text[sorted[h]],
			    key[nkey].column);
			struct text column = table.head[cell[c]];
			size_t n = t.n + (ncell > 1 ? column.n + 1 : 0);
			char *name = mem_array(n, 1);

			memcpy(name, t.s, t.n);
			if (ncell > 1) {
				name[t.n] = '_';
				memcpy(name + t.n + 1, column.s, column.n);
			}
			write_name(o, &seen, (struct text){ name, n });
			free(name);
		}
	out_char(o, '\n');
	names_free(&seen);
}

/* Writes the wide row of row[0..n-1], which are in the order of the columns. */
static void
write_row(struct out *o, const uint32_t *row, size_t n, const uint32_t *sorted)
{
	size_t i = 0;

	for (size_t k = 0; k < nkey; k++) {
		if (k > 0)
			out_char(o, '\t');
		out_text(o, name_of(rows_field(rows.row[row[0]], key[k].column),
		    key[k].column));
	}
	for (uint32_t h = 0; h < heads.n; h++) {
		bool here = i < n && text_equal(heads.text[sorted[h]],
		    rows_field(rows.row[row[i]], key[nkey].column));

		for (size_t c = 0; c < ncell; c++) {
			out_char(o, '\t');
			if (here)
				out_text(o, rows_field(rows.row[row[i]],
				    cell[c]));
		}
		i += here;
	}
	out_char(o, '\n');
}

int
main(int argc, char **argv)
{
	uint32_t *row, *sorted;
	struct rows_key head;
	struct out out;

	opt_read(&opt, argc, argv, help, options);
	if (label != NULL && path == NULL)
		die_usage("--label needs -f FRAMEWORK");
	if (path != NULL)
		framework_read(&framework, path);
	if (label != NULL && framework_column(&framework, label) < 0)
		die("%s: no column '%s'", path, label);
	opt_open(&opt, &table);
	find_columns();
	read_rows();
	row = rows_sort(rows.row, rows.n, key, nkey + 1);
	for (size_t i = 1; i < rows.n; i++)
		if (same_keys(row[i - 1], row[i], nkey + 1))
			same_cell(row[i - 1], row[i]);
	head = key[nkey];
	head.column = 0;
	sorted = rows_sort(heads.text, heads.n, &head, 1);

	out_open(&out, opt.output);
	write_head(&out, sorted);
	for (size_t i = 0, n; i < rows.n; i += n) {
		for (n = 1; i + n < rows.n && same_keys(row[i], row[i + n],
		    nkey); n++)
			continue;
		write_row(&out, row + i, n, sorted);
	}
	return out_finish(&out);
}
