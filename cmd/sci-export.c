/* sci-export - turns the stream into CSV for spreadsheets. */
#include <csv.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "number/num.h"
#include "stream/opt.h"
#include "stream/out.h"
#include "stream/pass.h"
#include "stream/tsv.h"

static const char help[] =
    "sci-export [-d C|tab] [--decimal C] [--bom] [--guard] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Turns the stream into CSV for spreadsheets.\n"
    "\n"
    "  -d, --delimiter C|tab  between fields (,)\n"
    "      --decimal C        decimal mark (.)\n"
    "      --bom              begin with a byte-order mark\n"
    "      --guard            put ' before a text that a spreadsheet would run\n"
    "  -u, --unit COLUMN      what is ranked (city)\n"
    "  -o, --output FILE      write FILE, all at once\n"
    "  -h, --help             print this\n"
    "  -V, --version          print the version\n";

enum { DECIMAL = 256, BOM, GUARD };

static const struct option options[] = {
	{ "delimiter", required_argument, NULL, 'd' },
	{ "decimal", required_argument, NULL, DECIMAL },
	{ "bom", no_argument, NULL, BOM },
	{ "guard", no_argument, NULL, GUARD },
	{ NULL, 0, NULL, 0 }
};

static char delimiter = ',', decimal = '.';
static bool bom, guard;

static struct tsv table;
static struct pass pass;
static char *room;                      /* of a field that is not written as it stands */
static size_t room_cap;

static void
read_options(struct opt *opt)
{
	int c;

	while ((c = opt_next(opt)) != -1)
		switch (c) {
		case 'd':
			delimiter = opt_delimiter("--delimiter", optarg);
			break;
		case DECIMAL:
			decimal = opt_decimal(optarg);
			break;
		case BOM:
			bom = true;
			break;
		case GUARD:
			guard = true;
		}
}

/* Whether a field must be quoted: it holds what ends or quotes one, or begins or ends with
 * what a reader may take for blanks around it. */
static bool
needs_quotes(struct text t)
{
	/* An empty line would be no row. */
	if (t.n == 0)
		return table.ncol == 1;
	if (*t.s == ' ' || *t.s == '\t' || t.s[t.n - 1] == ' ' || t.s[t.n - 1] == '\t')
		return true;
	for (size_t i = 0; i < t.n; i++)
		if (t.s[i] == delimiter || t.s[i] == '"' || t.s[i] == '\r' || t.s[i] == '\n')
			return true;
	return false;
}

/* Whether a spreadsheet would take a text for something to run.  A number it would not. */
static bool
is_run(struct text t)
{
	double x;

	return t.n > 0 && memchr("=+-@\t\r", *t.s, 6) != NULL && num_read(t, &x) != NUM_FINITE;
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

/* Puts the number of the row at hand, with the decimal mark; nothing where it is missing. */
static void
put_number(struct out *o, size_t column)
{
	struct text t = table.col[column];
	char *point;

	if (!tsv_has_number(&table, column))
		t.n = 0;
	room = mem_grow(room, &room_cap, t.n + 1, 1);
	if (t.n > 0)
		memcpy(room, t.s, t.n);
	point = memchr(room, '.', t.n);
	if (point != NULL)
		*point = decimal;
	put_field(o, (struct text){ room, t.n });
}

int
main(int argc, char **argv)
{
	struct opt opt;
	struct out out;

	opt_begin(&opt, argc, argv, help, "d:", options);
	read_options(&opt);
	tsv_open(&table, opt.file, opt.nfile, TSV_WHOLE);
	tsv_about(&table, opt.unit);
	pass_open(&pass, &table);
	out_open(&out, opt.output);
	tsv_tie(&table, &out);
	if (bom)
		out_string(&out, "\xef\xbb\xbf");
	for (size_t i = 0; i < table.ncol; i++) {
		if (i > 0)
			out_char(&out, delimiter);
		put_text(&out, table.head[i]);
	}
	/* The end of a line comes with the next one: what has failed does not end in one. */
	while (tsv_row(&table)) {
		out_string(&out, "\r\n");
		for (size_t i = 0; i < table.ncol; i++) {
			if (i > 0)
				out_char(&out, delimiter);
			if (pass.number[i])
				put_number(&out, i);
			else
				put_text(&out, table.col[i]);
		}
	}
	out_string(&out, "\r\n");
	return out_finish(&out);
}
