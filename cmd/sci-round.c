/* sci-round - rounds number columns to some decimals. */
#include <stdlib.h>

#include "number/num.h"
#include "stream/filter.h"
#include "stream/opt_argument.h"

static const char help[] =
    "sci-round [-c COLUMN,...] [--half up|even] [-u COLUMN] [-o FILE] N [FILE...]\n"
    "\n"
    "Rounds value, previous_value and value_change to N decimals, half away from zero.\n"
    "\n"
    "  -c, --columns COLUMN,...\n"
    "                         round these columns instead\n"
    "      --half up|even     a half goes away from zero (up), or to the even digit\n"
    "Example: sci-round -c value 1 rankings.tsv\n";

static const char *columns;
static const char *const halves[] = { "up", "even", NULL };
static int half;                        /* of these */

static const struct opt_row options[] = {
	{ "columns", 'c', .text = &columns },
	{ "half", .word = &half, .words = halves },
	{ 0 }
};

static int decimals;

static struct tsv table;
static struct pass pass;
static bool *rounded;                   /* of each column */

/* Finds the columns to round; those of -c must be there. */
static void
find_columns(void)
{
	static const char *const usual[] = { "value", "previous_value",
	    "value_change" };
	size_t n = 0, *column = columns == NULL ? NULL : opt_columns("-c",
	    columns, &table, &n);

	rounded = mem_array(table.ncol, sizeof *rounded);
	for (size_t i = 0; i < n; i++)
		rounded[column[i]] = true;
	for (size_t i = 0; columns == NULL && i < sizeof usual / sizeof *usual;
	    i++)
		if (tsv_find(&table, usual[i]) >= 0)
			rounded[tsv_find(&table, usual[i])] = true;
	free(column);
}

static void
write_row(struct out *o)
{
	for (size_t i = 0; i < table.ncol; i++) {
		double x;

		if (i > 0)
			out_char(o, '\t');
		if (!rounded[i]) {
			out_text(o, pass_field(&pass, i));
			continue;
		}
		x = tsv_number(&table, i);
		if (x == x) {
			out_room(o, NUM_FIXED);
			o->at = (half == 0 ? num_fixed : num_fixed_even)(o->at,
			    x, decimals);
		}
	}
	out_char(o, '\n');
}

int
main(int argc, char **argv)
{
	struct opt opt;
	struct out out;

	opt_read(&opt, argc, argv, help, options);
	if (opt.nfile == 0)
		die_usage("how many decimals? sci-round N");
	decimals = (int)opt_count("N", *opt.file++, NUM_DECIMALS);
	opt.nfile--;
	opt_open(&opt, &table);
	find_columns();
	out_open(&out, opt.output);
	tsv_tie(&table, &out);
	pass_open(&pass, &table);
	pass_head(&pass, &out);
	out_char(&out, '\n');
	while (tsv_row(&table))
		write_row(&out);
	return out_finish(&out);
}
