/* sci-sort - rows in the order of some columns. */
#include "stream/filter.h"
#include "stream/opt_argument.h"
#include "stream/rows.h"

static const char help[] =
    "sci-sort [-k COLUMN,...]... [-r COLUMN,...]... [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Sorts rows by these columns in the order given; rows that are equal stay as they are.\n"
    "\n"
    "  -k, --key COLUMN,...   rising: numbers where a column has nothing else, or bytes\n"
    "  -r, --reverse COLUMN,...\n"
    "                         falling; what is missing comes last both ways\n"
    "Example: sci-sort -k year -k rank rankings.tsv\n";

static const struct opt_row options[] = {
	{ "key", .letter = 'k' },
	{ "reverse", .letter = 'r' },
	{ 0 }
};

static struct given { int option; const char *list; } *given;  /* -k and -r, as they came */
static size_t ngiven, given_cap;

static struct tsv table;
static struct pass pass;
static struct rows rows;
static struct rows_key *key;
static size_t nkey, key_cap;

/* The columns that decide, each once. */
static void
find_columns(void)
{
	for (size_t g = 0; g < ngiven; g++) {
		const char *option = given[g].option == 'k' ? "-k" : "-r";
		size_t n, *column = opt_columns(option, given[g].list, &table,
		    &n);

		key = mem_grow(key, &key_cap, nkey + n, sizeof *key);
		for (size_t i = 0; i < n; i++) {
			for (size_t k = 0; k < nkey; k++)
				if (key[k].column == column[i])
					die_usage("%s: column '%.*s' is there twice",
					    option,
					    TEXT_ARG(table.head[column[i]]));
			key[nkey++] = (struct rows_key){ .column = column[i],
			    .numbers = true,
			    .falling = given[g].option == 'r' };
		}
	}
}

int
main(int argc, char **argv)
{
	struct opt opt;
	struct out out;
	uint32_t *sorted;
	int c;

	opt_begin(&opt, argc, argv, help, options);
	while ((c = opt_next(&opt)) != -1) {
		given = mem_grow(given, &given_cap, ngiven + 1, sizeof *given);
		given[ngiven++] = (struct given){ c, optarg };
	}
	opt_open(&opt, &table);
	find_columns();
	pass_open(&pass, &table);
	while (tsv_row(&table)) {
		for (size_t k = 0; k < nkey; k++)
			if (pass.number[key[k].column])
				tsv_has_number(&table, key[k].column);
		rows_add(&rows, &pass);
	}
	sorted = rows_sort(rows.row, rows.n, key, nkey);

	out_open(&out, opt.output);
	pass_head(&pass, &out);
	out_char(&out, '\n');
	for (size_t i = 0; i < rows.n; i++) {
		out_text(&out, rows.row[sorted[i]]);
		out_char(&out, '\n');
	}
	return out_finish(&out);
}
