/* sci-import - turns CSV of any dialect into the stream. */
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "base/names.h"
#include "stream/cell.h"
#include "stream/csvtable.h"
#include "stream/opt.h"
#include "stream/out.h"
#include "stream/tsv.h"
#include "table/keys.h"

static const char help[] =
    "sci-import [--delimiter C] [--decimal C] [--thousands C] [--encoding NAME] [--skip N] "
    "[--id COLUMN,...] [--set NAME=VALUE]... [--rename FROM=TO]... [--signs FILE] "
    "[-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Turns CSV into the stream.\n"
    "\n"
    "      --delimiter C      between fields (,)\n"
    "      --decimal C        decimal mark (.)\n"
    "      --thousands C      mark between groups of three digits (none)\n"
    "      --encoding NAME    as iconv calls it (UTF-8)\n"
    "      --skip N           lines before the header\n"
    "      --id COLUMN,...    these are keys, every other column is an indicator\n"
    "      --set NAME=VALUE   a column of one value\n"
    "      --rename FROM=TO   another name for a column\n"
    "      --signs FILE       a table sign, value, flag: what signs instead of numbers\n"
    "                         mean\n"
    "  -u, --unit COLUMN      what is ranked (city)\n"
    "  -o, --output FILE      write FILE, all at once\n"
    "  -h, --help             print this\n"
    "  -V, --version          print the version\n";

enum { DELIMITER = 256, DECIMAL, THOUSANDS, ENCODING, SKIP, ID, SET, RENAME, SIGNS };

static const struct option options[] = {
	{ "delimiter", required_argument, NULL, DELIMITER },
	{ "decimal", required_argument, NULL, DECIMAL },
	{ "thousands", required_argument, NULL, THOUSANDS },
	{ "encoding", required_argument, NULL, ENCODING },
	{ "skip", required_argument, NULL, SKIP },
	{ "id", required_argument, NULL, ID },
	{ "set", required_argument, NULL, SET },
	{ "rename", required_argument, NULL, RENAME },
	{ "signs", required_argument, NULL, SIGNS },
	{ NULL, 0, NULL, 0 }
};

static struct opt opt;
static const char *signs;
static char *id_list;
static struct pairing { struct text name, value; } *set;     /* of --set */
static size_t nset, set_cap;

static struct csvtable table;
static struct cell figure;              /* the marks and signs, and the figure at hand */

/* A column of the output: constant, or from the input's column `from`. */
static struct column {
	enum { CONSTANT, KEY, NUMBER, FLAG } what;
	struct text name, constant;
	uint32_t from;
	bool needed;                    /* must not be empty */
} *column;
static size_t ncolumn;
static bool flag_behind;                /* a column of flags comes last */

/* With --id, `column` is what stands before these. */
static struct indicator {
	uint32_t from;
	struct text code;               /* with a tab behind */
} *indicator;
static size_t nindicator;

static struct pairing
read_pairing(const char *option, const char *arg)
{
	struct text value = text_of(arg), name = text_cut(&value, '=');

	if (name.n == 0 || value.s == NULL)
		die_usage("%s: '%s' is not NAME=VALUE", option, arg);
	if (cell_wrong_text(text_of(arg)) != NULL)
		die_usage("%s: '%s' %s", option, arg, cell_wrong_text(text_of(arg)));
	return (struct pairing){ name, value };
}

/* The constant of that name, or NULL. */
static const struct pairing *
constant_named(struct text name)
{
	for (size_t k = 0; k < nset; k++)
		if (text_equal(set[k].name, name))
			return &set[k];
	return NULL;
}

static void
add_set(struct pairing p)
{
	if (constant_named(p.name) != NULL)
		die_usage("--set: column '%.*s' is there twice", TEXT_ARG(p.name));
	set = mem_grow(set, &set_cap, nset + 1, sizeof *set);
	set[nset++] = p;
}

/* Reads the delimiter, one byte as libcsv has it; "\t" is a tab. */
static char
read_delimiter(const char *arg)
{
	if (strcmp(arg, "\\t") == 0)
		return '\t';
	if (strlen(arg) != 1 || strchr("\n\r\"", *arg) != NULL)
		die_usage("--delimiter: '%s' is not one character of ASCII", arg);
	return *arg;
}

/* Reads a mark in numbers: one character that no number has else. */
static struct text
read_mark(const char *option, const char *arg)
{
	size_t n = strlen(arg), characters = 0;

	for (size_t i = 0; i < n; i++)
		characters += (arg[i] & 0xc0) != 0x80;
	if (characters != 1 || cell_wrong_text(text_of(arg)) != NULL ||
	    strchr("0123456789+-eE", *arg) != NULL)
		die_usage("%s: '%s' is not one character that can stand between digits", option, arg);
	return (struct text){ arg, n };
}

static void
read_options(void)
{
	struct pairing p;
	int c;

	while ((c = opt_next(&opt)) != -1)
		switch (c) {
		case DELIMITER:
			table.delimiter = read_delimiter(optarg);
			break;
		case DECIMAL:
			if (read_mark("--decimal", optarg).n != 1)
				die_usage("--decimal: '%s' is not a character of ASCII", optarg);
			figure.decimal = *optarg;
			break;
		case THOUSANDS:
			figure.thousands = read_mark("--thousands", optarg);
			break;
		case ENCODING:
			table.encoding = optarg;
			break;
		case SKIP:
			table.skip = (unsigned long)opt_count("--skip", optarg, 1000000000);
			break;
		case ID:
			id_list = optarg;
			break;
		case SET:
			add_set(read_pairing("--set", optarg));
			break;
		case RENAME:
			p = read_pairing("--rename", optarg);
			csvtable_rename(&table, p.name, p.value);
			break;
		case SIGNS:
			signs = optarg;
		}
	if (figure.thousands.n == 1 && *figure.thousands.s == figure.decimal)
		die_usage("--decimal and --thousands are the same");
}

/* Dies saying what is wrong about a field of the row. */
static _Noreturn void
bad_field(uint32_t from, const char *what)
{
	csvtable_die(&table, "column %.*s: '%.*s' %s", TEXT_ARG(table.head.text[from]),
	    TEXT_ARG(table.field[from]), what);
}

/* Appends a column of the output. */
static struct column *
add_column(struct text name)
{
	struct column *c = &column[ncolumn++];

	c->name = name;
	c->needed = text_is(name, "year") || text_is(name, opt.unit) || text_is(name, "indicator");
	return c;
}

static void
add_constant(const struct pairing *p)
{
	struct column *c = add_column(p->name);
	double x;
	long year;

	if (c->needed && p->value.n == 0)
		die_usage("--set: %.*s is never empty", TEXT_ARG(p->name));
	if (text_is(p->name, "value") && num_read(p->value, &x) > NUM_MISSING)
		die_usage("--set: value '%.*s' is not a number", TEXT_ARG(p->value));
	if (text_is(p->name, "year") && !keys_read_year(p->value, &year))
		die_usage("--set: '%.*s' is not a year, a whole number", TEXT_ARG(p->value));
	if (signs != NULL && text_is(p->name, "flag"))
		die_usage("--set: --signs writes the column flag");
	if (id_list != NULL && (text_is(p->name, "indicator") || text_is(p->name, "value")))
		die_usage("--set: --id writes the column %.*s", TEXT_ARG(p->name));
	c->what = CONSTANT;
	c->constant = cell_keep(p->value);
}

/* Appends a column of the input, or the constant that takes its place. */
static struct column *
add_input(uint32_t from)
{
	const struct pairing *p = constant_named(table.head.text[from]);
	struct column *c;

	if (p != NULL) {
		add_constant(p);
		return &column[ncolumn - 1];
	}
	c = add_column(table.head.text[from]);
	c->what = KEY;
	c->from = from;
	return c;
}

/* Lays out the output without --id. */
static void
lay_out_long(void)
{
	bool has_value = false;

	for (uint32_t i = 0; i < table.head.n; i++) {
		struct column *c = add_input(i);

		if (c->what != CONSTANT && text_is(c->name, "value")) {
			c->what = NUMBER;
			has_value = true;
		} else if (signs != NULL && text_is(c->name, "flag")) {
			c->what = FLAG;
			flag_behind = false;
		}
	}
	if (signs != NULL && !has_value)
		csvtable_die(&table, "no column 'value', which --signs is about; --id says "
		    "that the table is wide");
}

/* Lays out the output with --id: the keys, and which columns are indicators. */
static void
lay_out_wide(void)
{
	struct text rest = text_of(id_list);
	bool *is_id = mem_array(table.head.n, sizeof *is_id);

	do {
		struct text one = opt_part("--id", &rest);
		uint32_t i = name_find(&table.head, one);

		if (i == NAME_NONE)
			csvtable_die(&table, "no column '%.*s' to be an id", TEXT_ARG(one));
		if (is_id[i])
			die_usage("--id: column '%.*s' is there twice", TEXT_ARG(one));
		if (text_is(one, "indicator") || text_is(one, "value") ||
		    (signs != NULL && text_is(one, "flag")))
			die_usage("--id: '%.*s' is a column that is made; --rename can help",
			    TEXT_ARG(one));
		is_id[i] = true;
		add_input(i);
	} while (rest.s != NULL);
	indicator = mem_array(table.head.n, sizeof *indicator);
	for (uint32_t i = 0; i < table.head.n; i++) {
		struct text name = table.head.text[i];
		char *code;

		if (is_id[i])
			continue;
		if (constant_named(name) != NULL) {
			add_constant(constant_named(name));
			continue;
		}
		code = mem_array(name.n + 1 + OUT_OVER, 1);
		memcpy(code, name.s, name.n);
		code[name.n] = '\t';
		indicator[nindicator++] = (struct indicator){ i, { code, name.n + 1 } };
	}
	free(is_id);
}

/* Lays out the output once the first header is known; constants that take no
 * column's place come first. */
static void
lay_out(void)
{
	column = mem_array(nset + table.head.n, sizeof *column);
	flag_behind = signs != NULL;
	for (size_t k = 0; k < nset; k++)
		if (name_find(&table.head, set[k].name) == NAME_NONE)
			add_constant(&set[k]);
	if (id_list == NULL)
		lay_out_long();
	else
		lay_out_wide();
}

static void
write_head(struct out *o)
{
	for (size_t i = 0; i < ncolumn; i++) {
		if (i > 0)
			out_char(o, '\t');
		out_bytes(o, column[i].name.s, column[i].name.n);
	}
	out_string(o, id_list == NULL ? "" : "\tindicator\tvalue");
	out_string(o, flag_behind ? "\tflag\n" : "\n");
}

/* The row's field of a column that is text. */
static struct text
key_of(const struct column *c)
{
	struct text t = table.field[c->from];
	const char *wrong = cell_wrong_text(t);

	if (wrong != NULL)
		bad_field(c->from, wrong);
	if (c->needed && t.n == 0)
		bad_field(c->from, "is empty, which a key never is");
	return t;
}

/* Reads the row's figure of a column. */
static void
read_figure(uint32_t from)
{
	const char *wrong = cell_read(&figure, table.field[from]);

	if (wrong != NULL)
		bad_field(from, wrong);
}

/* Writes the row as a row; the flag of a sign goes before the row's own. */
static void
write_long(struct out *o)
{
	for (size_t i = 0; i < ncolumn; i++)
		if (column[i].what == NUMBER)
			read_figure(column[i].from);
	for (size_t i = 0; i < ncolumn; i++) {
		const struct column *c = &column[i];

		if (c->what == NUMBER)
			out_text(o, figure.value);
		else if (c->what == CONSTANT)
			out_text(o, c->constant);
		else
			out_text(o, c->what == FLAG && figure.flag.n > 0 ? figure.flag : key_of(c));
		out_char(o, i + 1 < ncolumn || flag_behind ? '\t' : '\n');
	}
	if (flag_behind) {
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
	for (size_t i = 0; i < ncolumn; i++) {
		struct text t = column[i].what == CONSTANT ? column[i].constant : key_of(&column[i]);

		keys = mem_grow(keys, &cap, n + t.n + 1 + OUT_OVER, 1);
		if (t.n != 0)
			memcpy(keys + n, t.s, t.n);
		n += t.n;
		keys[n++] = '\t';
	}
	for (size_t i = 0; i < nindicator; i++) {
		read_figure(indicator[i].from);
		out_room(o, n + indicator[i].code.n + figure.value.n + figure.flag.n + 2);
		o->at = out_copy(o->at, (struct text){ keys, n });
		o->at = out_copy(o->at, indicator[i].code);
		o->at = out_copy(o->at, figure.value);
		if (flag_behind) {
			*o->at++ = '\t';
			o->at = out_copy(o->at, figure.flag);
		}
		*o->at++ = '\n';
	}
}

int
main(int argc, char **argv)
{
	struct out out;

	opt_begin(&opt, argc, argv, help, "", options);
	csvtable_init(&table);
	cell_init(&figure);
	read_options();
	if (signs != NULL)
		cell_signs(&figure, signs);
	out_open(&out, opt.output);
	csvtable_open(&table, opt.file, opt.nfile, &out);
	csvtable_about(&table, opt.unit);
	lay_out();
	write_head(&out);
	while (csvtable_row(&table))
		if (id_list == NULL)
			write_long(&out);
		else
			write_wide(&out);
	return out_finish(&out);
}
