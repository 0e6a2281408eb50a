/* sci-import - turns CSV of any dialect into the stream. */
#include <stdlib.h>
#include <string.h>

#include "csvrow.h"
#include "die.h"
#include "mem.h"
#include "names.h"
#include "num.h"
#include "opt.h"
#include "out.h"
#include "tsv.h"

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

/* NAME=VALUE of --set, FROM=TO of --rename. */
struct pairing {
	struct text name, value;
	bool used;
};

static char delimiter = ',', decimal = '.', thousands;
static const char *encoding, *signs_path;
static unsigned long skip;
static char *id_list;
static struct pairing *set, *renamed;
static size_t nset, set_cap, nrenamed, renamed_cap;

static struct csvrow csv;
static struct names head;               /* the columns, by their new names */
static size_t *column_of, *field_of;    /* field of this file -> column, and back */
static enum role { TEXT, NUMBER, FLAG, DROPPED } *role;      /* of each column */
static size_t *id_column, nid;
static struct names signs;
static struct sign { struct text value, flag; } *sign;
static size_t sign_cap;
static char *scratch;
static size_t scratch_cap;

/* Reads "A=B" into a list. */
static struct pairing *
read_pairing(const char *option, struct pairing *list, size_t *n, size_t *cap, const char *arg)
{
	struct text value = text_of(arg), name = text_cut(&value, '=');

	if (name.n == 0 || value.s == NULL)
		die_usage("%s: '%s' is not NAME=VALUE", option, arg);
	if (memchr(arg, '\t', strlen(arg)) != NULL || memchr(arg, '\n', strlen(arg)) != NULL)
		die_usage("%s: a tab or newline cannot stand in a field", option);
	list = mem_grow(list, cap, *n + 1, sizeof *list);
	list[(*n)++] = (struct pairing){ name, value, false };
	return list;
}

/* Reads a character of one byte. */
static char
read_char(const char *option, const char *arg)
{
	if (strcmp(arg, "\\t") == 0)
		return '\t';
	if (strlen(arg) != 1 || *arg == '\n' || *arg == '\r' || *arg == '"')
		die_usage("%s: '%s' is not one character of one byte", option, arg);
	return *arg;
}

/* Reads the table of signs. */
static void
read_signs(void)
{
	char **path = mem_array(1, sizeof *path);
	size_t s, v, f;
	struct tsv t;

	names_init(&signs);
	*path = mem_copy(signs_path, strlen(signs_path));
	tsv_open(&t, path, 1, TSV_BY_HAND);
	s = tsv_need(&t, "sign");
	v = tsv_need(&t, "value");
	f = tsv_need(&t, "flag");
	while (tsv_row(&t)) {
		uint32_t known = signs.n;

		if (t.col[s].n == 0)
			tsv_die(&t, "column sign is empty");
		if (name_add(&signs, t.col[s]) < known)
			tsv_die(&t, "the sign '%.*s' is there twice", TEXT_ARG(t.col[s]));
		(void)tsv_number(&t, v);
		sign = mem_grow(sign, &sign_cap, signs.n, sizeof *sign);
		sign[known].value = (struct text){ mem_copy(t.col[v].s, t.col[v].n), t.col[v].n };
		sign[known].flag = (struct text){ mem_copy(t.col[f].s, t.col[f].n), t.col[f].n };
	}
	tsv_close(&t);
	free(*path);
	free(path);
}

/* "FILE:LINE: column NAME: '...'" with what is wrong about the field. */
static _Noreturn void
bad_field(size_t column, struct text field, const char *what)
{
	die("%s:%llu: column %.*s: '%.*s' %s", csv.name, (unsigned long long)csv.line,
	    TEXT_ARG(head.text[column]), TEXT_ARG(field), what);
}

/* Length of the UTF-8 character at s (Unicode 15, table 3-7), 0 if there is none. */
static size_t
utf8_length(const unsigned char *s, size_t n)
{
	unsigned char c = s[0];
	size_t k = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;

	if (k == 0 || k > n)
		return 0;
	for (size_t i = 1; i < k; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	if ((c == 0xe0 && s[1] < 0xa0) || (c == 0xed && s[1] > 0x9f) ||
	    (c == 0xf0 && s[1] < 0x90) || (c == 0xf4 && s[1] > 0x8f))
		return 0;
	return k;
}

/* A field may hold anything but what ends one, and must be UTF-8; NULL if it
 * is so, else what is wrong. */
static const char *
wrong_text(struct text t)
{
	const unsigned char *s = (const unsigned char *)t.s;

	for (size_t i = 0; i < t.n; ) {
		size_t k;

		if (s[i] == '\t' || s[i] == '\n' || s[i] == '\r' || s[i] == '\0')
			return "holds a tab, a newline or a NUL, which no field of the stream can";
		k = s[i] < 0x80 ? 1 : utf8_length(s + i, t.n - i);
		if (k == 0)
			return "is not UTF-8; --encoding ISO-8859-1 or so says what it is";
		i += k;
	}
	return NULL;
}

/* Takes blanks off both ends: space, no-break space, narrow no-break space. */
static struct text
trim(struct text t)
{
	for (;;) {
		if (t.n > 0 && t.s[0] == ' ')
			t.s++, t.n--;
		else if (t.n > 1 && memcmp(t.s, "\xc2\xa0", 2) == 0)
			t.s += 2, t.n -= 2;
		else if (t.n > 2 && memcmp(t.s, "\xe2\x80\xaf", 3) == 0)
			t.s += 3, t.n -= 3;
		else if (t.n > 0 && t.s[t.n - 1] == ' ')
			t.n--;
		else if (t.n > 1 && memcmp(t.s + t.n - 2, "\xc2\xa0", 2) == 0)
			t.n -= 2;
		else if (t.n > 2 && memcmp(t.s + t.n - 3, "\xe2\x80\xaf", 3) == 0)
			t.n -= 3;
		else
			return t;
	}
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A number in the file's marks, in those of the stream; the digits stay. */
static struct text
plain_number(size_t column, struct text t)
{
	size_t n = 0, group = 0, groups = 0, i = 0;
	bool whole = true;
	double x;

	scratch = mem_grow(scratch, &scratch_cap, t.n + OUT_OVER, 1);
	if (t.n > 2 && memcmp(t.s, "\xe2\x88\x92", 3) == 0) {  /* a minus sign */
		scratch[n++] = '-';
		i = 3;
	} else if (t.s[0] == '-' || t.s[0] == '+') {
		scratch[n++] = t.s[i++];
	}
	for (; i < t.n; i++) {
		char c = t.s[i];

		if (thousands != '\0' && c == thousands && whole) {
			if (group == 0 || group > 3 || (groups > 0 && group != 3))
				bad_field(column, t, "has its digits not in groups of three");
			groups++;
			group = 0;
			continue;
		}
		if (whole && !is_digit(c)) {
			if (groups > 0 && group != 3)
				bad_field(column, t, "has its digits not in groups of three");
			whole = false;
		}
		group += whole;
		if (c == decimal)
			c = '.';
		else if (c == '.')
			bad_field(column, t, "is not a number; --thousands . or --decimal . says "
			    "what the point is");
		scratch[n++] = c;
	}
	if (whole && groups > 0 && group != 3)
		bad_field(column, t, "has its digits not in groups of three");
	switch (num_read((struct text){ scratch, n }, &x)) {
	case NUM_FINITE:
		return (struct text){ scratch, n };
	case NUM_OVERFLOW:
		bad_field(column, t, "is beyond the doubles");
	default:
		bad_field(column, t, memchr(t.s, ',', t.n) != NULL && decimal != ',' ?
		    "is not a number; --decimal , reads decimal commas" :
		    "is not a number; --signs says what a sign means");
	}
}

/* The value of a cell, and the flag that goes with it. */
static struct text
value_of(size_t column, struct text cell, struct text *flag)
{
	struct text t = trim(cell);
	uint32_t s;

	*flag = (struct text){ "", 0 };
	if (t.n == 0 || text_is(t, "NA"))
		return (struct text){ "", 0 };
	if (signs_path != NULL && (s = name_find(&signs, t)) != NAME_NONE) {
		*flag = sign[s].flag;
		return sign[s].value;
	}
	return plain_number(column, t);
}

/* The new name of a column. */
static struct text
rename_column(struct text name)
{
	for (size_t i = 0; i < nrenamed; i++)
		if (text_equal(renamed[i].name, name)) {
			renamed[i].used = true;
			return renamed[i].value;
		}
	return name;
}

/* Reads the header of a file: the names of the first make `head`, those of the
 * others must be the same. */
static void
read_head(bool first)
{
	if (!csvrow_next(&csv))
		die("%s: empty; a table starts with a line of column names", csv.name);
	if (csv.n > TSV_COLUMNS)
		die("%s:%llu: more than %d columns", csv.name, (unsigned long long)csv.line,
		    TSV_COLUMNS);
	if (!first && csv.n != head.n)
		die("%s:%llu: %lu columns where the first file has %lu", csv.name,
		    (unsigned long long)csv.line, (unsigned long)csv.n, (unsigned long)head.n);
	if (first) {
		column_of = mem_array(csv.n, sizeof *column_of);
		field_of = mem_array(csv.n, sizeof *field_of);
	}
	for (size_t i = 0; i < csv.n; i++)
		field_of[i] = SIZE_MAX;
	for (size_t i = 0; i < csv.n; i++) {
		struct text name = rename_column(csv.field[i]);
		uint32_t known = head.n, id = first ? name_add(&head, name) : name_find(&head, name);

		if (name.n == 0)
			die("%s:%llu: column %lu has no name; --skip skips lines before the header",
			    csv.name, (unsigned long long)csv.line, (unsigned long)i + 1);
		if (id == NAME_NONE)
			die("%s:%llu: column '%.*s' is not in the first file", csv.name,
			    (unsigned long long)csv.line, TEXT_ARG(name));
		if (wrong_text(name) != NULL)
			bad_field(id, name, wrong_text(name));
		if ((first && id < known) || field_of[id] != SIZE_MAX)
			die("%s:%llu: column '%.*s' is there twice", csv.name,
			    (unsigned long long)csv.line, TEXT_ARG(name));
		column_of[i] = id;
		field_of[id] = i;
	}
}

/* Decides what every column is, once the first header is known. */
static void
find_roles(void)
{
	struct text rest = text_of(id_list == NULL ? "" : id_list);

	role = mem_array(head.n, sizeof *role);
	id_column = mem_array(head.n, sizeof *id_column);
	for (size_t i = 0; i < nrenamed; i++)
		if (!renamed[i].used)
			die("%s: no column '%.*s' to rename", csv.name, TEXT_ARG(renamed[i].name));
	for (uint32_t i = 0; i < head.n; i++) {
		role[i] = id_list != NULL || text_is(head.text[i], "value") ? NUMBER : TEXT;
		if (id_list == NULL && signs_path != NULL && text_is(head.text[i], "flag"))
			role[i] = FLAG;
	}
	while (id_list != NULL && rest.s != NULL) {
		struct text one = opt_part("--id", &rest);
		uint32_t i = name_find(&head, one);

		if (i == NAME_NONE)
			die("%s: no column '%.*s', which --id names", csv.name, TEXT_ARG(one));
		if (role[i] == TEXT)
			die_usage("--id: column '%.*s' is there twice", TEXT_ARG(one));
		role[i] = TEXT;
		id_column[nid++] = i;
	}
	for (size_t k = 0; k < nset; k++) {
		uint32_t i = name_find(&head, set[k].name);

		for (size_t j = 0; j < k; j++)
			if (text_equal(set[j].name, set[k].name))
				die_usage("--set: column '%.*s' is there twice",
				    TEXT_ARG(set[k].name));
		if (i != NAME_NONE)
			role[i] = DROPPED;
	}
	if (id_list == NULL)
		return;
	for (size_t k = 0; k < nid; k++)
		if (text_is(head.text[id_column[k]], "indicator") ||
		    text_is(head.text[id_column[k]], "value") ||
		    (signs_path != NULL && text_is(head.text[id_column[k]], "flag")))
			die_usage("--id: the column '%.*s' is made from the others",
			    TEXT_ARG(head.text[id_column[k]]));
}

/* Puts a text with a tab before it, unless it is the first. */
static void
put(struct out *o, bool *first, struct text t)
{
	if (!*first)
		out_char(o, '\t');
	*first = false;
	out_bytes(o, t.s, t.n);
}

static void
write_head(struct out *o)
{
	bool first = true, has_flag = false;

	for (size_t i = 0; i < nset; i++)
		put(o, &first, set[i].name);
	if (id_list != NULL) {
		for (size_t i = 0; i < nid; i++)
			if (role[id_column[i]] == TEXT)
				put(o, &first, head.text[id_column[i]]);
		put(o, &first, text_of("indicator"));
		put(o, &first, text_of("value"));
	} else {
		for (uint32_t i = 0; i < head.n; i++) {
			has_flag = has_flag || role[i] == FLAG;
			if (role[i] != DROPPED)
				put(o, &first, head.text[i]);
		}
	}
	if (signs_path != NULL && !has_flag)
		put(o, &first, text_of("flag"));
	out_char(o, '\n');
}

/* The current row's field of a column that is text. */
static struct text
text_field(size_t column)
{
	struct text t = csv.field[field_of[column]];
	const char *wrong = wrong_text(t);

	if (wrong != NULL)
		bad_field(column, t, wrong);
	return t;
}

/* Writes the current row as it is. */
static void
write_long(struct out *o)
{
	struct text flag = { "", 0 }, value = { "", 0 };
	bool first = true, has_flag = false;

	for (uint32_t i = 0; i < head.n; i++)
		if (role[i] == NUMBER)
			value = value_of(i, csv.field[field_of[i]], &flag);
	for (size_t i = 0; i < nset; i++)
		put(o, &first, set[i].value);
	for (uint32_t i = 0; i < head.n; i++) {
		if (role[i] == DROPPED)
			continue;
		has_flag = has_flag || role[i] == FLAG;
		put(o, &first, role[i] == NUMBER ? value :
		    role[i] == FLAG && flag.n > 0 ? flag : text_field(i));
	}
	if (signs_path != NULL && !has_flag)
		put(o, &first, flag);
	out_char(o, '\n');
}

/* Writes the current row's cells, a row each. */
static void
write_wide(struct out *o)
{
	static char *keys;
	static size_t cap;
	size_t n = 0;

	for (size_t i = 0; i < nset + nid; i++) {
		struct text t;

		if (i >= nset && role[id_column[i - nset]] != TEXT)
			continue;
		t = i < nset ? set[i].value : text_field(id_column[i - nset]);
		keys = mem_grow(keys, &cap, n + t.n + 1, 1);
		if (t.n != 0)
			memcpy(keys + n, t.s, t.n);
		n += t.n;
		keys[n++] = '\t';
	}
	for (uint32_t i = 0; i < head.n; i++) {
		struct text flag, value;

		if (role[i] != NUMBER)
			continue;
		value = value_of(i, csv.field[field_of[i]], &flag);
		out_bytes(o, keys, n);
		out_text(o, head.text[i]);
		out_char(o, '\t');
		out_bytes(o, value.s, value.n);
		if (signs_path != NULL) {
			out_char(o, '\t');
			out_bytes(o, flag.s, flag.n);
		}
		out_char(o, '\n');
	}
}

static void
import_file(const char *path, struct out *o, bool first)
{
	csvrow_open(&csv, path, delimiter, encoding, skip, o);
	read_head(first);
	if (first) {
		find_roles();
		write_head(o);
	}
	while (csvrow_next(&csv)) {
		if (csv.n != head.n)
			die("%s:%llu: %lu field%s where the header has %lu", csv.name,
			    (unsigned long long)csv.line, (unsigned long)csv.n, csv.n == 1 ? "" : "s",
			    (unsigned long)head.n);
		if (id_list != NULL)
			write_wide(o);
		else
			write_long(o);
	}
	csvrow_close(&csv);
}

static void
read_options(struct opt *opt)
{
	int c;

	while ((c = opt_next(opt)) != -1)
		switch (c) {
		case DELIMITER:
			delimiter = read_char("--delimiter", optarg);
			break;
		case DECIMAL:
			decimal = read_char("--decimal", optarg);
			break;
		case THOUSANDS:
			thousands = read_char("--thousands", optarg);
			break;
		case ENCODING:
			encoding = optarg;
			break;
		case SKIP:
			skip = (unsigned long)opt_count("--skip", optarg, 1000000000);
			break;
		case ID:
			id_list = optarg;
			break;
		case SET:
			set = read_pairing("--set", set, &nset, &set_cap, optarg);
			break;
		case RENAME:
			renamed = read_pairing("--rename", renamed, &nrenamed, &renamed_cap, optarg);
			break;
		case SIGNS:
			signs_path = optarg;
		}
	if (decimal == thousands)
		die_usage("--decimal and --thousands are the same");
}

int
main(int argc, char **argv)
{
	struct opt opt;
	struct out out;

	opt_begin(&opt, argc, argv, help, "", options);
	read_options(&opt);
	if (signs_path != NULL)
		read_signs();
	names_init(&head);
	out_open(&out, opt.output);
	if (opt.nfile == 0)
		import_file("-", &out, true);
	for (size_t i = 0; i < opt.nfile; i++)
		import_file(opt.file[i], &out, i == 0);
	return out_finish(&out);
}
