/* sci-select - passes the rows that meet every condition, or some columns of
 * them. */
#include <regex.h>
#include <string.h>

#include "number/num.h"
#include "stream/filter.h"
#include "stream/opt_argument.h"

static const char help[] =
    "sci-select [-w CONDITION]... [-v] [-c COLUMN,...] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Passes the rows that meet every condition.\n"
    "\n"
    "  -w, --where CONDITION  COLUMN=TEXT,... or COLUMN!=TEXT,...; nothing behind the\n"
    "                         sign is a missing value; COLUMN<NUMBER, <=, >, >=;\n"
    "                         COLUMN~EXPRESSION, !~: a regular expression, POSIX extended\n"
    "  -v, --invert           the rows that do not\n"
    "  -c, --columns COLUMN,...\n"
    "                         only these columns, in this order\n"
    "Example: sci-select -w 'year>=2023' -w indicator=overall -c city,rank rankings.tsv\n";

enum { DEEP = 60 };     /* groups and repetitions of an expression */

enum relation { EQUAL, DIFFERENT, LIKE, UNLIKE, LESS, AT_MOST, MORE, AT_LEAST };

struct condition {
	char *text;             /* as given, for messages */
	char *name;
	enum relation relation;
	struct text *list;      /* of = and !=: the texts, and as numbers, NaN for what is missing */
	double *numbers;
	size_t n;
	regex_t expression;     /* of ~ and !~ */
	double number;          /* of the others */
	size_t column;
	bool numeric;           /* the column holds numbers */
};

static struct condition *condition;
static size_t ncondition, condition_cap;
static bool invert;
static const char *columns;
static const struct opt_row options[] = {
	{ "where", .letter = 'w' },
	{ "invert", 'v', .flag = &invert },
	{ "columns", 'c', .text = &columns },
	{ 0 }
};

static struct tsv table;
static size_t *shown, nshown;           /* columns of the output */
static struct pass pass;
static bool all_shown;

static _Noreturn void
no_condition(const char *arg)
{
	die_usage("-w: '%s' is no condition like city=Bonn or rank<=10", arg);
}

/* Takes "TEXT,..." apart. */
static void
read_list(struct condition *c, const char *s)
{
	struct text rest = text_of(s);
	size_t cap = 0;

	do {
		c->list = mem_grow(c->list, &cap, c->n + 1, sizeof *c->list);
		c->list[c->n++] = opt_cut(&rest);
		if (rest.n > 0 && *rest.s == ' ')
			die_usage("-w: '%s': a blank behind a comma; a comma in a name is written \\,",
			    c->text);
	} while (rest.s != NULL);
}

/* Reads a regular expression; characters are bytes, as no locale is set.  The C
 * library calls itself for groups in groups and repetitions of repetitions, on
 * a stack that has an end. */
static void
read_expression(struct condition *c, const char *s)
{
	char why[128];
	int wrong, deep = 0;

	for (const char *p = s; *p != '\0'; p++)
		deep += strchr("(*+?{", *p) != NULL;
	if (deep > DEEP)
		die_usage("-w: '%.100s': more than %d groups and repetitions",
		    c->text, DEEP);
	wrong = regcomp(&c->expression, s, REG_EXTENDED | REG_NOSUB);
	if (wrong == 0 && *s != '\0')
		return;
	regerror(wrong, &c->expression, why, sizeof why);
	die_usage("-w: '%s': %s", c->text, *s == '\0' ?
	    "an empty regular expression" : why);
}

/* Takes "COLUMN OP VALUE" apart. */
static void
read_condition(char *arg)
{
	size_t n = strcspn(arg, "=<>!~");
	const char *op = arg + n, *rest = op + 1;
	struct condition c = { .text = arg, .name = mem_copy(arg, n) };

	if (n == 0 || *op == '\0' || (*op == '!' && op[1] != '=' &&
	    op[1] != '~'))
		no_condition(arg);
	if (*op == '~' || (*op == '!' && op[1] == '~')) {
		c.relation = *op == '~' ? LIKE : UNLIKE;
		read_expression(&c, rest + (*op == '!'));
	} else if (*op == '<' || *op == '>') {
		bool too = *rest == '=';

		c.relation = *op == '<' ? (too ? AT_MOST : LESS) : too ?
		    AT_LEAST : MORE;
		rest += too;
		if (num_read(text_of(rest), &c.number) != NUM_FINITE)
			die_usage("-w: '%s' compares with what is not a number",
			    arg);
	} else {
		c.relation = *op == '=' ? EQUAL : DIFFERENT;
		rest += *op == '!';
		if (*rest == '=' || *rest == '<' || *rest == '>')
			no_condition(arg);
		read_list(&c, rest);
	}
	condition = mem_grow(condition, &condition_cap, ncondition + 1,
	    sizeof *condition);
	condition[ncondition++] = c;
}

/* Reads the list of a condition on a column of numbers. */
static void
read_numbers(struct condition *c)
{
	c->numbers = mem_array(c->n, sizeof *c->numbers);
	for (size_t i = 0; i < c->n; i++)
		if (num_read(c->list[i], &c->numbers[i]) > NUM_MISSING)
			die_usage("-w: '%s' compares a column of numbers with what is not a number",
			    c->text);
}

/* True if a field is one text of the list; a number may be written
 * otherwise. */
static bool
is_listed(const struct condition *c)
{
	struct text field = table.col[c->column];
	double x;

	if (!c->numeric) {
		for (size_t i = 0; i < c->n; i++)
			if (text_equal(c->list[i], field))
				return true;
		return false;
	}
	x = tsv_number(&table, c->column);
	for (size_t i = 0; i < c->n; i++)
		if (x == c->numbers[i] ||
		    (x != x && c->numbers[i] != c->numbers[i]))
			return true;
	return false;
}

/* True if a field matches the expression; a missing sign in a column of numbers
 * is empty. */
static bool
is_like(const struct condition *c)
{
	static char *room;
	static size_t cap;
	struct text field = pass_field(&pass, c->column);

	room = mem_grow(room, &cap, field.n + 1, 1);
	memcpy(room, field.s, field.n);
	room[field.n] = '\0';
	return regexec(&c->expression, room, 0, NULL, 0) == 0;
}

static bool
holds(const struct condition *c)
{
	double x;

	if (c->relation == EQUAL)
		return is_listed(c);
	if (c->relation == DIFFERENT)
		return !is_listed(c);
	if (c->relation == LIKE || c->relation == UNLIKE)
		return is_like(c) == (c->relation == LIKE);
	x = tsv_number(&table, c->column);
	switch (c->relation) {
	case LESS:
		return x < c->number;
	case AT_MOST:
		return x <= c->number;
	case MORE:
		return x > c->number;
	default:
		return x >= c->number;
	}
}

/* Whether the current row is passed. All conditions are looked at, so that a
 * bad number is found whatever their order. */
static bool
is_passed(void)
{
	bool all = true;

	for (size_t i = 0; i < ncondition; i++)
		all = holds(&condition[i]) && all;
	return all != invert;
}

/* Finds the columns of the output. */
static void
find_columns(void)
{
	all_shown = columns == NULL;
	if (all_shown) {
		nshown = table.ncol;
		shown = mem_array(nshown, sizeof *shown);
		for (size_t i = 0; i < nshown; i++)
			shown[i] = i;
	} else {
		shown = opt_columns("-c", columns, &table, &nshown);
	}
	pass_open(&pass, &table);
	for (size_t i = 0; i < ncondition; i++) {
		condition[i].column = tsv_need(&table, condition[i].name);
		condition[i].numeric = pass.number[condition[i].column];
		if (condition[i].numeric && condition[i].list != NULL)
			read_numbers(&condition[i]);
	}
}

static void
write_head(struct out *o)
{
	for (size_t i = 0; i < nshown; i++) {
		if (i > 0)
			out_char(o, '\t');
		out_text(o, table.head[shown[i]]);
	}
	out_char(o, '\n');
}

static void
write_row(struct out *o)
{
	if (all_shown)
		pass_row(&pass, o);
	for (size_t i = 0; !all_shown && i < nshown; i++) {
		if (i > 0)
			out_char(o, '\t');
		out_text(o, pass_field(&pass, shown[i]));
	}
	out_char(o, '\n');
}

int
main(int argc, char **argv)
{
	struct opt opt;
	struct out out;

	opt_begin(&opt, argc, argv, help, options);
	while (opt_next(&opt) != -1)
		read_condition(optarg);
	opt_open(&opt, &table);
	find_columns();
	out_open(&out, opt.output);
	tsv_tie(&table, &out);
	write_head(&out);
	while (tsv_row(&table))
		if (is_passed())
			write_row(&out);
	return out_finish(&out);
}
