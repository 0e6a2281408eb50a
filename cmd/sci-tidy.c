/* sci-tidy - renames, sets, turns and splits the columns of a stream. */
#include <string.h>

#include "stream/cell.h"
#include "stream/column.h"
#include "stream/filter.h"
#include "stream/opt_argument.h"
#include "stream/template.h"
#include "table/keys.h"

static const char help[] =
    "sci-tidy [--rename FROM=TO]... [--set NAME=VALUE]... [--id COLUMN,... [--by NAME]] "
    "[--split COLUMN=TEMPLATE]... [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Changes the columns of a stream, in this order; figures keep their bytes.\n"
    "\n"
    "      --rename FROM=TO   another name for a column\n"
    "      --set NAME=VALUE   a column of one value\n"
    "      --id COLUMN,...    these are keys, every other column is a name of --by\n"
    "      --by NAME          the column that these names go to (indicator)\n"
    "      --split COLUMN=TEMPLATE\n"
    "                         the words of TEMPLATE become columns, _ is dropped\n"
    "Example: sci-tidy --rename town=city --id year,city wide.tsv\n";

enum { RENAME = 256, SET, SPLIT };

static struct opt opt;
static struct opt_pair *renamed, *set;
static size_t nrenamed, nset, nsplit, renamed_cap, set_cap, split_cap;
static struct split {
	struct opt_pair given;
	struct template template;
	size_t at;              /* which of the columns it splits */
} *split;
static const char *id_list, *by;

static const struct opt_row options[] = {
	{ "rename", .code = RENAME },
	{ "set", .code = SET },
	{ "id", .text = &id_list },
	{ "by", .text = &by },
	{ "split", .code = SPLIT },
	{ 0 }
};

static struct tsv table;

/* The columns of the output; `made` is what they were before they were
 * split. */
static struct column {
	struct text name;
	enum { CONSTANT, FIELD, FIGURE, HEAD, PART } what;
	struct text constant;
	size_t field;           /* of the table */
	bool number;            /* a missing sign is none */
} *column, *made;
static size_t ncolumn, nmade, nfigure, column_cap;
static struct figure { struct text name; size_t field; } *figure;      /* rows of --id, or one */
static struct text cell[TSV_COLUMNS];   /* what stands in them in the row at hand */

/* Appends one of --rename or --set, whose name is there once. */
static struct opt_pair *
add_pair(struct opt_pair *list, size_t *n, size_t *cap, const char *option,
    struct opt_pair p)
{
	for (size_t i = 0; i < *n; i++)
		if (text_equal(list[i].name, p.name))
			die_usage("%s: column '%.*s' is there twice", option,
			    TEXT_ARG(p.name));
	list = mem_grow(list, cap, *n + 1, sizeof *list);
	list[(*n)++] = p;
	return list;
}

static void
read_options(void)
{
	int c;

	while ((c = opt_next(&opt)) != -1)
		switch (c) {
		case RENAME:
			renamed = add_pair(renamed, &nrenamed, &renamed_cap,
			    "--rename", opt_pair("--rename", optarg, true));
			if (renamed[nrenamed - 1].value.n == 0)
				die_usage("--rename: '%s' gives no name",
				    optarg);
			break;
		case SET:
			set = add_pair(set, &nset, &set_cap, "--set",
			    opt_pair("--set", optarg, false));
			break;
		case SPLIT:
			split = mem_grow(split, &split_cap, nsplit + 1,
			    sizeof *split);
			split[nsplit].given = opt_pair("--split", optarg,
			    false);
			if (!template_read(&split[nsplit].template,
			    split[nsplit].given.value))
				die_usage("--split: '%s' has no word that could be a column",
				    optarg);
			nsplit++;
		}
	if (by != NULL && (*by == '\0' || cell_wrong_text(text_of(by)) != NULL))
		die_usage("--by: '%s' is no column of names", by);
	if (by != NULL && id_list == NULL)
		die_usage("--by needs --id COLUMN,...");
}

/* Puts a column in front of column number `at`. */
static void
insert(size_t at, struct column c)
{
	column = mem_grow(column, &column_cap, ncolumn + 1, sizeof *column);
	memmove(column + at + 1, column + at, (ncolumn - at) * sizeof *column);
	column[at] = c;
	ncolumn++;
}

/* The column of that name, or how many there are. */
static size_t
find(struct text name)
{
	size_t i = 0;

	while (i < ncolumn && !text_equal(column[i].name, name))
		i++;
	return i;
}

static size_t
need(const char *option, struct text name)
{
	if (find(name) == ncolumn)
		die("%s:1: no column '%.*s' for %s", tsv_file(&table, 0),
		    TEXT_ARG(name), option);
	return find(name);
}

/* Refuses columns of one name. */
static void
check_names(void)
{
	struct names seen;

	names_init(&seen);
	for (size_t i = 0; i < ncolumn; i++)
		if (name_add(&seen, column[i].name) != i)
			die("%s:1: two columns would be called '%.*s'",
			    tsv_file(&table, 0), TEXT_ARG(column[i].name));
	if (ncolumn > TSV_COLUMNS)
		die("more than %d columns: no filter reads such a table",
		    TSV_COLUMNS);
	names_free(&seen);
}

/* The fields of the table, under their new names. */
static void
rename_columns(void)
{
	for (size_t i = 0; i < table.ncol; i++)
		insert(i, (struct column){ .name = table.head[i], .what = FIELD,
		    .field = i, .number = column_is_number(table.head[i]) });
	for (size_t i = 0; i < nrenamed; i++) {
		size_t k = tsv_need(&table, mem_copy(renamed[i].name.s,
		    renamed[i].name.n));

		column[k].name = renamed[i].value;
		column[k].number = column[k].number ||
		    column_is_number(renamed[i].value);
	}
	check_names();
}

/* Constants take the place of a column, or come first; returns how many do. */
static size_t
set_columns(void)
{
	size_t first = 0;

	for (size_t i = 0; i < nset; i++) {
		struct text name = set[i].name, value = set[i].value;
		struct column c = { .name = name, .what = CONSTANT,
		    .constant = cell_keep(value),
		    .number = column_is_number(name) };
		const char *wrong = keys_wrong(name, opt.unit, value);
		size_t at = find(name);

		if (wrong != NULL)
			die_usage("--set: %.*s: '%.*s' %s", TEXT_ARG(name),
			    TEXT_ARG(value), wrong);
		if (at < ncolumn)
			column[at] = c;
		else
			insert(first++, c);
	}
	check_names();
	return first;
}

/* With --id: first the constants that are new, then the keys in their order,
 * then the other constants; the fields that are left become rows. */
static void
turn_columns(size_t nnew)
{
	struct text rest = text_of(id_list);
	size_t to = nnew, n = ncolumn;

	do {
		struct text name = opt_part("--id", &rest);
		size_t at = need("--id", name);
		struct column c = column[at];

		if (at >= nnew && at < to)
			die_usage("--id: column '%.*s' is there twice",
			    TEXT_ARG(name));
		if (at < nnew)
			continue;
		memmove(column + to + 1, column + to,
		    (at - to) * sizeof *column);
		column[to++] = c;
	} while (rest.s != NULL);
	figure = mem_array(ncolumn, sizeof *figure);
	ncolumn = to;
	for (size_t i = to; i < n; i++)
		if (column[i].what == FIELD)
			figure[nfigure++] = (struct figure){
			    cell_keep(column[i].name), column[i].field };
		else
			column[ncolumn++] = column[i];
	insert(ncolumn, (struct column){ .name = text_of(by == NULL ?
	    "indicator" : by), .what = HEAD });
	insert(ncolumn, (struct column){ .name = text_of("value"),
	    .what = FIGURE, .number = true });
	check_names();
}

/* The words of a template take the place of what it splits. */
static void
split_column(struct split *s)
{
	s->at = need("--split", s->given.name);
	ncolumn--;
	memmove(column + s->at, column + s->at + 1,
	    (ncolumn - s->at) * sizeof *column);
	for (size_t i = 0; i < s->template.n; i++)
		insert(s->at + i, (struct column){ .name = s->template.word[i],
		    .what = PART,
		    .number = column_is_number(s->template.word[i]) });
	check_names();
}

/* Lays out the output: what a row is made of, and then its columns. */
static void
lay_out(void)
{
	size_t nnew;

	rename_columns();
	nnew = set_columns();
	if (id_list != NULL)
		turn_columns(nnew);
	else
		figure = mem_array(nfigure = 1, sizeof *figure);
	made = mem_array(ncolumn, sizeof *made);
	memcpy(made, column, ncolumn * sizeof *made);
	nmade = ncolumn;
	for (size_t i = 0; i < nsplit; i++)
		split_column(&split[i]);
	if (ncolumn == 0)
		die_usage("--split: no column is left");
}

/* Splits a column of the row at hand; returns how many there are then. */
static size_t
split_cell(const struct split *s, size_t n)
{
	struct text all = cell[s->at];

	memmove(cell + s->at + s->template.n, cell + s->at + 1,
	    (n - s->at - 1) * sizeof *cell);
	if (!template_match(&s->template, all, cell + s->at))
		tsv_die(&table, "column %.*s: '%.*s' does not fit '%.*s'",
		    TEXT_ARG(s->given.name), TEXT_ARG(all),
		    TEXT_ARG(s->given.value));
	return n - 1 + s->template.n;
}

/* Writes the row at hand, of figure f with --id. */
static void
write_row(struct out *o, const struct figure *f)
{
	size_t n = nmade;

	for (size_t i = 0; i < nmade; i++)
		cell[i] = made[i].what == CONSTANT ? made[i].constant :
		    made[i].what == FIELD ? table.col[made[i].field] :
		    made[i].what == HEAD ? f->name : table.col[f->field];
	for (size_t i = 0; i < nsplit; i++)
		n = split_cell(&split[i], n);
	for (size_t i = 0; i < n; i++) {
		const char *wrong = column[i].what >= HEAD ?
		    keys_wrong(column[i].name, opt.unit, cell[i]) : NULL;

		if (wrong != NULL)
			tsv_die(&table, "column %.*s: '%.*s' %s",
			    TEXT_ARG(column[i].name), TEXT_ARG(cell[i]), wrong);
		if (!column[i].number || !text_is(cell[i], "NA"))
			out_text(o, cell[i]);
		out_char(o, i + 1 < n ? '\t' : '\n');
	}
}

static void
write_head(struct out *o)
{
	for (size_t i = 0; i < ncolumn; i++) {
		out_bytes(o, column[i].name.s, column[i].name.n);
		out_char(o, i + 1 < ncolumn ? '\t' : '\n');
	}
}

int
main(int argc, char **argv)
{
	struct out out;

	opt_begin(&opt, argc, argv, help, options);
	read_options();
	opt_open(&opt, &table);
	lay_out();
	out_open(&out, opt.output);
	tsv_tie(&table, &out);
	write_head(&out);
	while (tsv_row(&table))
		for (size_t i = 0; i < nfigure; i++) {
			if (id_list != NULL)
				tsv_has_number(&table, figure[i].field);
			write_row(&out, &figure[i]);
		}
	return out_finish(&out);
}
