/* sci-export - turns the stream into CSV for spreadsheets. */
#include <csv.h>
#include <string.h>

#include "number/num.h"
#include "stream/filter.h"
#include "stream/opt_argument.h"
#include "stream/rows.h"

static const char help[] =
    "sci-export [-d C|tab] [--decimal C] [--bom] [--guard] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Turns the stream into CSV for spreadsheets.\n"
    "\n"
    "  -d, --delimiter C|tab  between fields (,)\n"
    "      --decimal C        decimal mark (.)\n"
    "      --bom              begin with a byte-order mark\n"
    "      --guard            put ' before a text that a spreadsheet would run\n"
    "Example: sci-export -d ';' --decimal , --bom rankings.tsv > rankings.csv\n";

enum { DECIMAL = 256 };

static char delimiter = ',', decimal = '.';
static bool bom, guard;
static const struct opt_row options[] = {
	{ "delimiter", .letter = 'd' },
	{ "decimal", .code = DECIMAL },
	{ "bom", .flag = &bom },
	{ "guard", .flag = &guard },
	{ 0 }
};

static struct opt opt;
static struct tsv table;
static struct pass pass;
static struct rows rows;
static bool *number;                    /* column -> gets the decimal mark */
static char *room;                      /* of a field that is not written as it stands */
static size_t room_cap;

/* Whether a field must be quoted: it holds what ends or quotes one, or begins
 * or ends with what a reader may take for blanks around it. */
static bool
needs_quotes(struct text t)
{
	/* An empty line would be no row. */
	if (t.n == 0)
		return table.ncol == 1;
	if (*t.s == ' ' || *t.s == '\t' || t.s[t.n - 1] == ' ' ||
	    t.s[t.n - 1] == '\t')
		return true;
	for (size_t i = 0; i < t.n; i++)
		if (t.s[i] == delimiter || t.s[i] == '"' || t.s[i] == '\r' ||
		    t.s[i] == '\n')
			return true;
	return false;
}

/* Whether a spreadsheet would take a text for something to run.  A number it
 * would not. */
static bool
is_run(struct text t)
{
	double x;

	return t.n > 0 && memchr("=+-@\t\r", *t.s, 6) != NULL &&
	    num_read(t, &x) != NUM_FINITE;
}

static void
put_field(struct out *o, struct text t)
{
	if (!needs_quotes(t)) {
		out_bytes(o, t.s, t.n);
		return;
	}
	out_room(o, 2 * t.n + 2);
	o->at += csv_write2(o->at, 2 * t.n + 2, t.s, t.n, '"');
}

static void
put_text(struct out *o, struct text t)
{
	if (guard && is_run(t)) {
		room = mem_grow(room, &room_cap, t.n + 1, 1);
		room[0] = '\'';
		memcpy(room + 1, t.s, t.n);
		t = (struct text){ room, t.n + 1 };
	}
	put_field(o, t);
}

/* Puts a number with the decimal mark. */
static void
put_number(struct out *o, struct text t)
{
	char *point;

	room = mem_grow(room, &room_cap, t.n + 1, 1);
	memcpy(room, t.s, t.n);
	point = memchr(room, '.', t.n);
	if (point != NULL)
		*point = decimal;
	put_field(o, (struct text){ room, t.n });
}

/* Writes a row without the end of its line: that comes with the next row, so
 * that what has failed does not end in one. */
static void
write_row(struct out *o, struct text row)
{
	for (size_t i = 0; i < table.ncol; i++) {
		struct text field = text_cut(&row, '\t');

		if (i > 0)
			out_char(o, delimiter);
		if (number[i])
			put_number(o, field);
		else
			put_text(o, field);
	}
}

/* Dies where a number column of the stream has something else. */
static void
check_numbers(void)
{
	for (size_t i = 0; i < table.ncol; i++)
		if (pass.number[i])
			tsv_has_number(&table, i);
}

/* Passes the rows on as they come. */
static void
stream_rows(struct out *o)
{
	char *row = NULL;
	size_t cap = 0;

	tsv_tie(&table, o);
	while (tsv_row(&table)) {
		check_numbers();
		row = mem_grow(row, &cap, table.row.n + OUT_OVER, 1);
		out_string(o, "\r\n");
		write_row(o, (struct text){ row,
		    (size_t)(pass_put(&pass, row) - row) });
	}
}

/* Whether what stands in a column is never a number, though it may look like
 * one. */
static bool
is_text(struct text name)
{
	static const char *const texts[] = {
		"year", "indicator", "flag", "parent", "previous_year", "status"
	};
	bool found = text_is(name, opt.unit);

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		found = found || text_is(name, texts[i]);
	return found;
}

/* Keeps all rows, to see which of the user's columns hold numbers only. */
static void
gather_rows(void)
{
	for (size_t i = 0; i < table.ncol; i++)
		number[i] = number[i] || !is_text(table.head[i]);
	while (tsv_row(&table)) {
		double x;

		check_numbers();
		for (size_t i = 0; i < table.ncol; i++)
			number[i] = number[i] && num_read(table.col[i],
			    &x) <= NUM_MISSING;
		rows_add(&rows, &pass);
	}
}

/* Whether a column may hold numbers that its name does not tell of. */
static bool
is_unsure(void)
{
	bool unsure = false;

	for (size_t i = 0; i < table.ncol; i++)
		unsure = unsure || !(number[i] || is_text(table.head[i]));
	return unsure && decimal != '.';
}

static void
write_head(struct out *o)
{
	if (bom)
		out_string(o, "\xef\xbb\xbf");
	for (size_t i = 0; i < table.ncol; i++) {
		if (i > 0)
			out_char(o, delimiter);
		put_text(o, table.head[i]);
	}
}

int
main(int argc, char **argv)
{
	struct out out;
	bool unsure;
	int c;

	opt_begin(&opt, argc, argv, help, options);
	while ((c = opt_next(&opt)) != -1)
		if (c == DECIMAL)
			decimal = opt_decimal(optarg);
		else
			delimiter = opt_delimiter("--delimiter", optarg);
	opt_open(&opt, &table);
	pass_open(&pass, &table);
	number = mem_array(table.ncol, sizeof *number);
	memcpy(number, pass.number, table.ncol * sizeof *number);
	unsure = is_unsure();
	if (unsure)
		gather_rows();
	out_open(&out, opt.output);
	write_head(&out);
	if (!unsure)
		stream_rows(&out);
	for (size_t i = 0; i < rows.n; i++) {
		out_string(&out, "\r\n");
		write_row(&out, rows.row[i]);
	}
	out_string(&out, "\r\n");
	return out_finish(&out);
}
