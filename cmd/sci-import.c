/* sci-import - turns CSV of any dialect into the stream. */
#include <string.h>

#include "stream/cell.h"
#include "stream/column.h"
#include "stream/csvtable.h"
#include "stream/filter.h"
#include "stream/opt_argument.h"
#include "table/delivery.h"

static const char help[] =
    "sci-import [-d C|tab] [--encoding NAME] [--skip N] [--head N] [--end TEXT]... [--trim] "
    "[-c COLUMN,...] [--rename FROM=TO]... [--set NAME=VALUE]... [--id COLUMN,... [--by NAME]] "
    "[--decimal C] [--thousands C] [--signs FILE] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Turns CSV into the stream. A column is called by its name, or #3: the file's third.\n"
    "\n"
    "  -d, --delimiter C|tab  between fields (,)\n"
    "      --encoding NAME    as iconv calls it (UTF-8)\n"
    "      --skip N           lines before the head\n"
    "      --head N           rows of the head, joined by | (1); 0: columns #1, #2\n"
    "      --end TEXT         a line that begins so ends the table\n"
    "      --trim             blanks around texts go\n"
    "  -c, --columns COLUMN,...\n"
    "                         only these columns, in this order\n"
    "      --rename FROM=TO   another name for a column\n"
    "      --set NAME=VALUE   a column of one value\n"
    "      --id COLUMN,...    these are keys, every other column is a name of --by\n"
    "      --by NAME          the column that these names go to (indicator)\n"
    "      --decimal C        decimal mark (.)\n"
    "      --thousands C      mark between groups of three digits (none)\n"
    "      --signs FILE       a table sign, value, flag: what signs instead of numbers\n"
    "                         mean, and around them\n"
    "Example: sci-import -d ';' --decimal , --id year,city figures.csv\n";

enum { END = 256, RENAME, SET, DECIMAL, THOUSANDS };

static struct opt opt;
static const char *signs;
static struct csvtable table;
static struct delivery delivery;
static struct cell figure, other;       /* the figure at hand; one beside `value` */

static long skip, head = 1;
static const struct opt_row options[] = {
	{ "delimiter", .letter = 'd' },
	{ "encoding", .text = &table.form.encoding },
	{ "skip", .count = &skip, .most = 1000000000 },
	{ "head", .count = &head, .most = 1000 },
	{ "end", .code = END },
	{ "trim", .flag = &table.form.trim },
	{ "columns", 'c', .text = &delivery.choice },
	{ "rename", .code = RENAME },
	{ "set", .code = SET },
	{ "id", .text = &delivery.id },
	{ "by", .text = &delivery.by },
	{ "decimal", .code = DECIMAL },
	{ "thousands", .code = THOUSANDS },
	{ "signs", .table = &signs },
	{ 0 }
};

static void
add_end(const char *arg)
{
	if (*arg == '\0')
		die_usage("--end: every line begins with an empty text");
	csvtable_end(&table, text_of(arg));
}

static void
add_rename(const char *arg)
{
	struct opt_pair p = opt_pair("--rename", arg, true);

	if (cell_trim(p.value).n == 0)
		die_usage("--rename: '%s' gives no name", arg);
	if (!csvtable_rename(&table, p.name, p.value))
		die_usage("--rename: column '%.*s' is there twice",
		    TEXT_ARG(p.name));
}

static void
check_options(void)
{
	if (figure.thousands.n == 1 && *figure.thousands.s == figure.decimal)
		die_usage("--decimal and --thousands are the same, '%c'",
		    figure.decimal);
	if (delivery.by != NULL && delivery.id == NULL)
		die_usage("--by needs --id COLUMN,...");
	if (delivery.by == NULL)
		delivery.by = "indicator";
	if (*delivery.by == '\0' || strcmp(delivery.by, "flag") == 0 ||
	    cell_wrong_text(text_of(delivery.by)) != NULL ||
	    column_is_number(text_of(delivery.by)))
		die_usage("--by: '%s' is no column of names", delivery.by);
	table.form.skip = (unsigned long)skip;
	table.form.head = (unsigned long)head;
	delivery.unit = opt.unit;
	delivery.signs = signs != NULL;
}

static void
read_options(void)
{
	struct opt_pair p;
	int c;

	while ((c = opt_next(&opt)) != -1)
		switch (c) {
		case 'd':
			table.form.delimiter = opt_delimiter("--delimiter",
			    optarg);
			break;
		case END:
			add_end(optarg);
			break;
		case RENAME:
			add_rename(optarg);
			break;
		case SET:
			p = opt_pair("--set", optarg, false);
			delivery_set(&delivery, p.name, p.value);
			break;
		case DECIMAL:
			figure.decimal = opt_decimal(optarg);
			break;
		case THOUSANDS:
			figure.thousands = opt_mark("--thousands", optarg);
		}
	check_options();
}

/* Dies saying what is wrong about a field of the row. */
static _Noreturn void
bad_field(uint32_t from, const char *what)
{
	struct text name = table.head.text[from], t = table.field[from];

	csvtable_die(&table, "column %.*s: '%.*s%s' %s%s%s", TEXT_ARG(name),
	    t.n < 200 ? (int)t.n : 200, t.s, t.n < 200 ? "" : "...", what,
	    csvtable_hint(&table, t), t.n > 0 && memchr(t.s, '\n',
	    t.n) != NULL ? "; -c leaves the column out" : "");
}

/* The row's field of a column that is text. */
static struct text
key_of(const struct delivery_column *c)
{
	struct text t = table.field[c->from];
	const char *wrong = cell_wrong_text(t);

	if (wrong != NULL)
		bad_field(c->from, wrong);
	if (c->needed && t.n == 0)
		bad_field(c->from, "is empty, which a key never is");
	return t;
}

/* The row's signs that belong behind its figures. */
static struct text
behind(void)
{
	return delivery.flag_from == NAME_NONE ? (struct text){ NULL, 0 } :
	    table.field[delivery.flag_from];
}

/* Reads a figure of the row, with signs that stand behind it; there may be none
 * before them. */
static struct text
read_figure(struct cell *cell, uint32_t from, struct text signs_behind)
{
	struct text nothing = { NULL, 0 };
	const char *wrong = cell_read(cell, from == NAME_NONE ? nothing :
	    table.field[from], signs_behind);

	if (wrong != NULL)
		bad_field(from == NAME_NONE ? delivery.flag_from : from, wrong);
	return cell->value;
}

/* The text of a column of the output; the figure of `value` has been read. */
static struct text
text_in(const struct delivery_column *c)
{
	switch (c->what) {
	case COLUMN_CONSTANT:
		return c->constant;
	case COLUMN_VALUE:
		return figure.value;
	case COLUMN_NUMBER:
		return read_figure(&other, c->from, (struct text){ NULL, 0 });
	case COLUMN_FLAG:
		return figure.flag;
	case COLUMN_KEY:
		break;
	}
	return key_of(c);
}

/* Writes the row as a row. */
static void
write_long(struct out *o)
{
	const struct delivery_column *c = delivery.column, *end = c + delivery.n;

	read_figure(&figure, delivery.value_from, behind());
	for (; c < end; c++) {
		out_text(o, text_in(c));
		out_char(o, c + 1 < end || delivery.flag_behind ? '\t' : '\n');
	}
	if (delivery.flag_behind) {
		out_text(o, figure.flag);
		out_char(o, '\n');
	}
}

/* Writes the row's cells, a row each. */
static void
write_wide(struct out *o)
{
	static char *keys;
	static size_t cap;
	size_t n = 0;

	keys = mem_grow(keys, &cap, OUT_OVER, 1);
	for (size_t i = 0; i < delivery.n; i++) {
		struct text t = text_in(&delivery.column[i]);

		keys = mem_grow(keys, &cap, n + t.n + 1 + OUT_OVER, 1);
		if (t.n != 0)
			memcpy(keys + n, t.s, t.n);
		n += t.n;
		keys[n++] = '\t';
	}
	for (size_t i = 0; i < delivery.nfigure; i++) {
		const struct delivery_figure *f = &delivery.figure[i];

		read_figure(&figure, f->from, behind());
		out_room(o, n + f->code.n + figure.value.n + figure.flag.n + 3);
		o->at = out_copy(o->at, (struct text){ keys, n });
		o->at = out_copy(o->at, f->code);
		*o->at++ = '\t';
		o->at = out_copy(o->at, figure.value);
		if (delivery.flag_behind) {
			*o->at++ = '\t';
			o->at = out_copy(o->at, figure.flag);
		}
		*o->at++ = '\n';
	}
}

static void
write_head(struct out *o)
{
	for (size_t i = 0; i < delivery.n; i++) {
		if (i > 0)
			out_char(o, '\t');
		out_text(o, delivery.column[i].name);
	}
	if (delivery.id != NULL) {
		out_string(o, delivery.n > 0 ? "\t" : "");
		out_string(o, delivery.by);
		out_string(o, "\tvalue");
	}
	out_string(o, delivery.flag_behind ? "\tflag\n" : "\n");
}

int
main(int argc, char **argv)
{
	struct out out;

	opt_begin(&opt, argc, argv, help, options);
	csvtable_init(&table);
	cell_init(&figure);
	read_options();
	if (signs != NULL)
		cell_signs(&figure, signs);
	other = figure;
	delivery_choose(&delivery, &table);
	out_open(&out, opt.output);
	csvtable_open(&table, opt.file, opt.nfile, &out);
	csvtable_about(&table, opt.unit);
	delivery_lay_out(&delivery, &table);
	write_head(&out);
	while (csvtable_row(&table))
		if (delivery.id == NULL)
			write_long(&out);
		else
			write_wide(&out);
	return out_finish(&out);
}
