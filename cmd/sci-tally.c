/* sci-tally - counts the rows of every key, or sums a column over them. */
#include <stdlib.h>
#include <string.h>

#include "number/exact.h"
#include "stream/filter.h"
#include "stream/opt_argument.h"
#include "stream/rows.h"
#include "table/keys.h"

static const char help[] =
    "sci-tally [-k COLUMN,...] [--sum COLUMN] [--stock] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Counts the rows of every key, or sums a column over them.\n"
    "\n"
    "  -k, --key COLUMN,...   the key (year, unit and indicator, those that are there)\n"
    "      --sum COLUMN       sum this column, exactly\n"
    "      --stock            each year counts what came before too\n"
    "Example: sci-tally -k year,city --stock register.tsv\n";

static struct opt opt;
static const char *key_list, *sum;
static bool stock;
static const struct opt_row options[] = {
	{ "key", 'k', .text = &key_list },
	{ "sum", .text = &sum },
	{ "stock", .flag = &stock },
	{ 0 }
};

/* A stock of more years than this is a year mistyped. */
enum { YEARS = 10000 };

static struct tsv table;
static size_t *column, ncolumn;         /* of the key */
static size_t year_at;                  /* the year's place in it, or ncolumn */
static size_t sum_column;

static struct text *part;              /* the fields of the key at hand */
static struct rows_room room;
static struct names keys;               /* the fields of each key, joined by tabs */
static uint64_t *count;                 /* of each key: its rows */
static long *year;
static double *total;
static size_t count_cap, year_cap;

static uint32_t *key_of;                /* of each row, with --sum */
static double *figure;
static size_t nrow, key_of_cap, figure_cap;
static size_t *start;                   /* key -> its first figure, once they are in order */

/* The columns of the key when none are named. */
static void
usual_columns(void)
{
	int usual[] = { tsv_optional(&table, "year"), tsv_find(&table,
	    opt.unit), tsv_find(&table, "indicator") };

	/* A unit that was named is there. */
	if (strcmp(opt.unit, "city") != 0)
		tsv_need(&table, opt.unit);
	column = mem_array(3, sizeof *column);
	for (size_t i = 0; i < 3; i++)
		if (usual[i] >= 0)
			column[ncolumn++] = (size_t)usual[i];
	if (ncolumn == 0)
		die_usage("no column year, %s or indicator: -k COLUMN,... names the key",
		    opt.unit);
}

static void
find_columns(void)
{
	if (key_list == NULL)
		usual_columns();
	else
		column = opt_columns("-k", key_list, &table, &ncolumn);
	year_at = ncolumn;
	for (size_t i = 0; i < ncolumn; i++) {
		if (text_is(table.head[column[i]], "value"))
			die_usage("-k: value is a column that is made; sci-tidy --rename can help");
		if (text_is(table.head[column[i]], "year"))
			year_at = i;
	}
	if (stock && year_at == ncolumn)
		die_usage("--stock: year is not among the key's columns");
	if (sum != NULL)
		sum_column = tsv_need(&table, sum);
}

/* Checks a key that has not been there, and keeps its year. */
static void
new_key(void)
{
	count = mem_grow(count, &count_cap, keys.n, sizeof *count);
	year = mem_grow(year, &year_cap, keys.n, sizeof *year);
	count[keys.n - 1] = 0;
	year[keys.n - 1] = 0;
	for (size_t i = 0; i < ncolumn; i++) {
		struct text name = table.head[column[i]];

		if (i == year_at)
			year[keys.n - 1] = keys_year(&table, column[i]);
		if (table.col[column[i]].n == 0 && (text_is(name, opt.unit) ||
		    text_is(name, "indicator")))
			keys_empty(&table, column[i]);
	}
}

/* The key of the row at hand. */
static struct text
join_key(void)
{
	for (size_t i = 0; i < ncolumn; i++)
		part[i] = table.col[column[i]];
	return rows_join(&room, part, ncolumn);
}

static void
read_rows(void)
{
	uint32_t key = NAME_NONE;

	names_init(&keys);
	part = mem_array(ncolumn, sizeof *part);
	for (; tsv_row(&table); nrow++) {
		uint32_t known = keys.n;

		key = name_next(&keys, key, join_key(), true);
		if (key == known)
			new_key();
		count[key]++;
		if (sum == NULL)
			continue;
		if (nrow == UINT32_MAX - 1)
			die("more than %lu rows", (unsigned long)nrow);
		key_of = mem_grow(key_of, &key_of_cap, nrow + 1,
		    sizeof *key_of);
		figure = mem_grow(figure, &figure_cap, nrow + 1,
		    sizeof *figure);
		key_of[nrow] = key;
		figure[nrow] = tsv_number(&table, sum_column);
	}
}

/* Puts the figures in the order of their keys. */
static void
gather(void)
{
	double *by_key = mem_array(nrow, sizeof *by_key);
	size_t at = 0;

	start = mem_array(keys.n, sizeof *start);
	for (uint32_t k = 0; k < keys.n; k++) {
		start[k] = at;
		at += (size_t)count[k];
	}
	for (size_t i = 0; i < nrow; i++)
		by_key[start[key_of[i]]++] = figure[i];
	for (uint32_t k = 0; k < keys.n; k++)
		start[k] -= (size_t)count[k];
	free(figure);
	free(key_of);
	figure = by_key;
}

/* Adds what a key has to a sum, and keeps the result as its total: NaN if a
 * figure is missing. */
static void
add(struct exact *e, uint32_t key)
{
	if (sum == NULL)
		exact_add(e, (double)count[key]);
	else
		for (size_t i = 0; i < count[key]; i++)
			exact_add(e, figure[start[key] + i]);
	total[key] = exact_round(e);
	if (total[key] - total[key] != 0 && total[key] == total[key])
		die("the sum of %.*s is beyond the doubles",
		    TEXT_ARG(keys.text[key]));
}

/* True if two keys are the same in their first n columns, the year aside. */
static bool
same_key(uint32_t a, uint32_t b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (i != year_at && !text_equal(rows_field(keys.text[a], i),
		    rows_field(keys.text[b], i)))
			return false;
	return true;
}

/* The keys in order: as they are, or for a stock by what is not the year, and
 * then by that. */
static uint32_t *
sort_keys(void)
{
	struct rows_key *by = mem_array(ncolumn, sizeof *by);
	size_t n = 0;

	for (size_t i = 0; i < ncolumn; i++)
		if (!stock || i != year_at)
			by[n++] = (struct rows_key){ .column = i,
			    .numbers = i == year_at };
	if (stock)
		by[n++] = (struct rows_key){ .column = year_at,
		    .numbers = true };
	return rows_sort(keys.text, keys.n, by, n);
}

/* Writes a key, of which the year is in a text of its own if that is not empty,
 * and a total. */
static void
write_row(struct out *o, uint32_t key, const struct text *in_year, double x)
{
	for (size_t i = 0; i < ncolumn; i++) {
		out_text(o, in_year != NULL && i == year_at ? *in_year :
		    rows_field(keys.text[key], i));
		out_char(o, '\t');
	}
	out_number(o, x);
	out_char(o, '\n');
}

/* Writes every year of the stocks sorted[0..n-1], which agree in what stands
 * before the year. */
static void
write_stocks(struct out *o, const uint32_t *sorted, size_t n,
    const long range[2])
{
	size_t *now = mem_array(n, sizeof *now), nstock = 0,
	    *first = mem_array(n, sizeof *first);

	for (size_t i = 0; i < n; i++)
		if (i == 0 || !same_key(sorted[i], sorted[i - 1], ncolumn))
			first[nstock++] = i;
	for (long y = range[0]; y <= range[1]; y++) {
		char digits[NUM_PUT + OUT_OVER];
		struct text text = { digits,
		    (size_t)(num_put(digits, (double)y) - digits) };

		for (size_t s = 0; s < nstock; s++) {
			size_t end = s + 1 < nstock ? first[s + 1] : n;

			/* now: how many of the stock's keys are not of a later
			 * year. */
			while (first[s] + now[s] < end &&
			    year[sorted[first[s] + now[s]]] <= y)
				now[s]++;
			write_row(o, sorted[first[s]], &text, now[s] == 0 ? 0 :
			    total[sorted[first[s] + now[s] - 1]]);
		}
	}
	free(now);
	free(first);
}

static void
write_all(struct out *o, const uint32_t *sorted)
{
	long range[2] = { 0, -1 };
	size_t n;

	for (size_t i = 0; i < keys.n; i++) {
		long y = year[i];

		range[0] = i == 0 || y < range[0] ? y : range[0];
		range[1] = i == 0 || y > range[1] ? y : range[1];
	}
	if (stock && range[1] - range[0] >= YEARS)
		die("--stock: %d years from %ld to %ld?", YEARS, range[0],
		    range[1]);
	for (size_t i = 0; i < keys.n; i += n) {
		n = 1;
		if (!stock) {
			write_row(o, sorted[i], NULL, total[sorted[i]]);
			continue;
		}
		while (i + n < keys.n && same_key(sorted[i], sorted[i + n],
		    year_at))
			n++;
		write_stocks(o, sorted + i, n, range);
	}
}

int
main(int argc, char **argv)
{
	struct exact e;
	struct out out;
	uint32_t *sorted;

	opt_read(&opt, argc, argv, help, options);
	opt_open(&opt, &table);
	find_columns();
	read_rows();
	if (sum != NULL)
		gather();
	total = mem_array(keys.n, sizeof *total);
	sorted = sort_keys();
	for (size_t i = 0; i < keys.n; i++) {
		if (i == 0 || !stock || !same_key(sorted[i], sorted[i - 1],
		    ncolumn))
			exact_init(&e);
		add(&e, sorted[i]);
	}

	out_open(&out, opt.output);
	for (size_t i = 0; i < ncolumn; i++) {
		out_text(&out, table.head[column[i]]);
		out_char(&out, '\t');
	}
	out_string(&out, "value\n");
	write_all(&out, sorted);
	return out_finish(&out);
}
