/* sci-join - looks every row up in a table and adds the table's columns. */
#include <string.h>

#include "stream/column.h"
#include "stream/filter.h"
#include "stream/opt_argument.h"
#include "stream/rows.h"

static const char help[] =
    "sci-join [-k COLUMN,...] [--optional | --only | --except] [-u COLUMN] [-o FILE] "
    "TABLE [FILE...]\n"
    "\n"
    "Looks each row up in TABLE by the key and adds TABLE's other columns.\n"
    "\n"
    "  -k, --key COLUMN,...   the key (the unit, and year and indicator where TABLE\n"
    "                         has them)\n"
    "      --optional         a row without a match gets empty fields\n"
    "      --only             only the rows that have a match, nothing added\n"
    "      --except           only those that have none\n"
    "Example: sci-join --optional states.tsv rankings.tsv\n";

static const char *key_list;
static bool optional, only, except;
static const struct opt_row options[] = {
	{ "key", 'k', .text = &key_list },
	{ "optional", .flag = &optional },
	{ "only", .flag = &only },
	{ "except", .flag = &except },
	{ 0 }
};

static char **table_path;
static struct tsv table, stream;
static size_t *table_key, *stream_key, nkey;    /* columns of the key on both sides */
static size_t *added, nadded;                   /* columns of TABLE that are added */
static struct pass pass, table_pass;
static struct names keys, tails;                /* key -> tail[key]: what is added */
static uint32_t *tail;
static size_t tail_cap;
static uint64_t *line;                          /* of each key in TABLE */
static size_t line_cap;
static struct text nothing;                     /* added where there is no match */
static struct text *part;                       /* of what is joined */
static struct rows_room room;

/* Adds a column to the key. */
static void
add_key(const char *name)
{
	table_key[nkey] = tsv_need(&table, name);
	stream_key[nkey] = tsv_need(&stream, name);
	for (size_t i = 0; i < nkey; i++)
		if (table_key[i] == table_key[nkey])
			die_usage("-k: column '%s' is there twice", name);
	nkey++;
}

/* Finds the columns of the key, and those that are added. */
static void
find_columns(const char *unit)
{
	table_key = mem_array(table.ncol + 3, sizeof *table_key);
	stream_key = mem_array(table.ncol + 3, sizeof *stream_key);
	added = mem_array(table.ncol, sizeof *added);
	part = mem_array(table.ncol + 3, sizeof *part);
	pass_open(&table_pass, &table);
	if (key_list != NULL) {
		struct text rest = text_of(key_list);

		do {
			add_key(opt_part("-k", &rest).s);
		} while (rest.s != NULL);
	} else {
		add_key(unit);
		if (tsv_optional(&table, "year") >= 0)
			add_key("year");
		if (tsv_find(&table, "indicator") >= 0)
			add_key("indicator");
	}
	for (size_t i = 0; i < table.ncol && !only && !except; i++) {
		bool is_key = false;

		for (size_t k = 0; k < nkey; k++)
			is_key = is_key || table_key[k] == i;
		if (is_key)
			continue;
		if (tsv_find(&stream, mem_copy(table.head[i].s,
		    table.head[i].n)) >= 0)
			die("column '%.*s' is on both sides; sci-select -c leaves one out",
			    TEXT_ARG(table.head[i]));
		added[nadded++] = i;
	}
}

/* The key of the row at hand. */
static struct text
key_of(const struct tsv *t, const size_t *column)
{
	if (nkey == 1)
		return t->col[*column];
	for (size_t i = 0; i < nkey; i++)
		part[i] = t->col[column[i]];
	return rows_join(&room, part, nkey);
}

/* What the row at hand of TABLE adds. */
static struct text
tail_of(void)
{
	part[0] = text_of("");          /* so that it begins with a tab */
	for (size_t i = 0; i < nadded; i++)
		part[i + 1] = pass_field(&table_pass, added[i]);
	return rows_join(&room, part, nadded + 1);
}

/* Refuses the row at hand of TABLE, whose key is there already. */
static _Noreturn void
key_twice(uint64_t first)
{
	for (size_t i = 0; i < nkey; i++)
		part[i] = table.col[table_key[i]];
	tsv_die(&table, "the key '%s' is there twice, first in line %llu",
	    rows_shown(part, nkey), (unsigned long long)first);
}

static void
read_table(void)
{
	names_init(&keys);
	names_init(&tails);
	while (tsv_row(&table)) {
		uint32_t known = keys.n, id = name_add(&keys,
		    key_of(&table, table_key));

		if (id < known && (only || except))
			continue;
		if (id < known)
			key_twice(line[id]);
		tail = mem_grow(tail, &tail_cap, keys.n, sizeof *tail);
		line = mem_grow(line, &line_cap, keys.n, sizeof *line);
		tail[id] = name_add(&tails, tail_of());
		line[id] = tsv_line(&table, table.nrow - 1).line;
	}
}

/* Whether a key of TABLE has what part[] has, apart from one column; what that
 * has is taken out of the key. */
static bool
agrees(struct text key, size_t column, struct text *other)
{
	bool all = true;

	for (size_t i = 0; i < nkey; i++) {
		struct text t = nkey == 1 ? key : text_cut(&key, '\t');

		if (i == column)
			*other = t;
		else
			all = all && text_equal(t, part[i]);
	}
	return all;
}

/* Whether a name in one column of the key in part[] is misspelt: TABLE has it
 * nowhere, but one that is near, with all else as it is, which takes its place.
 * Any year or number is near to another. */
static bool
misspelt(size_t column)
{
	struct text name = stream.head[stream_key[column]], other = { NULL, 0 };
	struct names there;
	uint32_t near;

	if (text_equal(name, text_of("year")) || column_is_number(name))
		return false;
	names_init(&there);
	for (uint32_t i = 0; i < keys.n; i++) {
		if (agrees(keys.text[i], column, &other))
			name_add(&there, other);
		if (text_equal(other, part[column]))
			return false;
	}
	near = name_nearest(&there, part[column]);
	if (near != NAME_NONE)
		part[column] = there.text[near];
	return near != NAME_NONE;
}

/* Refuses the row at hand, which TABLE does not have. */
static _Noreturn void
no_match(void)
{
	char *key;

	for (size_t i = 0; i < nkey; i++)
		part[i] = stream.col[stream_key[i]];
	key = rows_shown(part, nkey);
	for (size_t i = 0; i < nkey; i++)
		if (misspelt(i))
			tsv_die(&stream,
			    "'%s' is not in %s; did you mean '%s'?", key,
			    *table_path, rows_shown(part, nkey));
	tsv_die(&stream,
	    "'%s' is not in %s; --optional leaves its fields empty", key,
	    *table_path);
}

static void
write_head(struct out *o)
{
	char *tabs = mem_array(nadded + OUT_OVER, 1);

	pass_open(&pass, &stream);
	pass_head(&pass, o);
	for (size_t i = 0; i < nadded; i++)
		out_cell_text(o, table.head[added[i]]);
	out_char(o, '\n');
	memset(tabs, '\t', nadded);
	nothing = (struct text){ tabs, nadded };
}

static void
check_options(struct opt *opt)
{
	if (optional + only + except > 1)
		die_usage("of --optional, --only and --except only one");
	if (opt->nfile == 0)
		die_usage("which TABLE?");
	table_path = opt->file++;
	opt->nfile--;
	if (strcmp(*table_path, "-") == 0 && opt->nfile == 0)
		die_usage("TABLE and the rows cannot both be standard input");
}

/* Writes the row at hand, whose key has that number in TABLE or none. */
static void
write_row(struct out *o, uint32_t id)
{
	if ((only || except) && (id == NAME_NONE) != except)
		return;
	pass_row(&pass, o);
	out_text(o, id == NAME_NONE ? nothing : tails.text[tail[id]]);
	out_char(o, '\n');
}

int
main(int argc, char **argv)
{
	uint32_t id = NAME_NONE;
	struct opt opt;
	struct out out;

	opt_read(&opt, argc, argv, help, options);
	check_options(&opt);
	tsv_open(&table, table_path, 1, TSV_WHOLE);
	opt_open(&opt, &stream);
	find_columns(opt.unit);
	read_table();

	out_open(&out, opt.output);
	tsv_tie(&stream, &out);
	write_head(&out);
	while (tsv_row(&stream)) {
		struct text key = key_of(&stream, stream_key);

		if (id == NAME_NONE || !text_equal(key, keys.text[id]))
			id = name_next(&keys, id, key, false);
		if (id == NAME_NONE && !optional && !only && !except)
			no_match();
		write_row(&out, id);
	}
	return out_finish(&out);
}
