/* sci-page - tables as a page of HTML. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "stream/files.h"
#include "stream/filter.h"
#include "stream/opt_argument.h"
#include "table/framework.h"
#include "table/sheet.h"
#include "table/wording.h"

static const char help[] =
    "sci-page [--lang de|en] [-f F] [--text TABLE]... [--set NAME=VALUE]... [--layout TABLE] "
    "[--template FILE] [--table NAME=FILE]... [--insert NAME=FILE]... [-u COLUMN] [-o FILE] "
    "[FILE...]\n"
    "\n"
    "Makes a page of tables: the table that is read, or a template with tables in it.\n"
    "\n"
    "      --lang de|en       decimal comma, or point (en); labels of the framework\n"
    "  -f, --framework F      labels of indicators\n"
    "      --text TABLE       texts by key\n"
    "      --set NAME=VALUE   a value that stands as it is\n"
    "      --layout TABLE     which columns are shown, and how\n"
    "      --template FILE    the page; {NAME} is a text, {table NAME} a table\n"
    "      --table NAME=FILE  a table that the template names\n"
    "      --insert NAME=FILE HTML that the template names, as it stands\n"
    "Example: sci-page --lang de --layout layout.tsv rankings.tsv > rankings.html\n";

enum { TEXT = 256, SET, TABLE, INSERT };

static struct opt opt;
static struct out out;
static const char *path, *layout, *template;
static const char *const languages[] = { "de", "en", NULL };
static int language = 1;                /* of these */
static const struct opt_row options[] = {
	{ "lang", .word = &language, .words = languages },
	{ "framework", 'f', .table = &path },
	{ "text", .code = TEXT },
	{ "set", .code = SET },
	{ "layout", .table = &layout },
	{ "template", .text = &template },
	{ "table", .code = TABLE },
	{ "insert", .code = INSERT },
	{ 0 }
};

static struct framework framework;
static struct wording wording;

/* What options name, in the order given. */
static struct named {
	int option;
	struct text name;
	char *file;             /* of TEXT, TABLE and INSERT */
	struct text value;      /* of SET; what the file of INSERT holds, once it is read */
	struct sheet *sheet;    /* of TABLE, once it is read */
	bool is_read;           /* of INSERT */
} *named;
static size_t nnamed, named_cap;

static struct named main_table = { TABLE, { "table", 5 }, NULL, { NULL, 0 },
    NULL, false };

static void
add_named(int option)
{
	struct named n = { option, { NULL, 0 }, optarg, { NULL, 0 }, NULL,
	    false };

	if (option != TEXT) {
		struct opt_pair p = opt_pair(option == SET ? "--set" :
		    option == TABLE ? "--table" : "--insert", optarg, false);

		n.name = p.name;
		n.value = p.value;
		n.file = mem_copy(p.value.n == 0 ? "" : p.value.s, p.value.n);
	}
	named = mem_grow(named, &named_cap, nnamed + 1, sizeof *named);
	named[nnamed++] = n;
}

static void
read_options(void)
{
	int c;

	while ((c = opt_next(&opt)) != -1)
		add_named(c);
	if (template == NULL)
		for (size_t i = 0; i < nnamed; i++)
			if (named[i].option == TABLE ||
			    named[i].option == INSERT)
				die_usage("--table and --insert need --template FILE, which says where");
}

/* The last of these that has that name, or NULL. */
static struct named *
find_named(int option, struct text name)
{
	for (size_t i = named == NULL ? 0 : nnamed; i-- > 0;)
		if (named[i].option == option && text_equal(named[i].name,
		    name))
			return &named[i];
	return option == TABLE && text_equal(name, main_table.name) ?
	    &main_table : NULL;
}

/* What a file holds. */
static struct text
read_file(const char *file)
{
	int fd = files_read(file);
	char *s = NULL;
	size_t n = 0, cap = 0;
	ssize_t got = 1;

	while (got != 0) {
		s = mem_grow(s, &cap, n + 4096, 1);
		got = read(fd, s + n, cap - n);
		if (got < 0 && errno != EINTR)
			die_sys("%s", file);
		n += got > 0 ? (size_t)got : 0;
	}
	close(fd);
	return (struct text){ s, n };
}

/* The table of that name, read when it is asked for first. */
static const struct sheet *
sheet_of(struct named *n)
{
	if (n->sheet != NULL)
		return n->sheet;
	n->sheet = mem_array(1, sizeof *n->sheet);
	sheet_read(n->sheet, mem_copy(n->name.s, n->name.n), n == &main_table ?
	    opt.file : &n->file, n == &main_table ? opt.nfile : 1, layout);
	return n->sheet;
}

/* What an insert holds. */
static struct text
insert_of(struct named *n)
{
	if (!n->is_read)
		n->value = read_file(n->file);
	n->is_read = true;
	return n->value;
}

/* Whether there is anything of that name: a row of a table, a byte of an
 * insert, of a value. */
static bool
is_there(struct text name)
{
	struct named *n = find_named(TABLE, name);

	if (n != NULL && n != &main_table)
		return sheet_of(n)->rows.n > 0;
	n = find_named(INSERT, name);
	if (n != NULL)
		return insert_of(n).n > 0;
	n = find_named(SET, name);
	return n != NULL && n->value.n > 0;
}

/* The template, and how far it has been taken. */
static struct text all, rest;

static _Noreturn void
template_die(const char *what, struct text name)
{
	size_t line = 1;

	for (const char *p = all.s; p < rest.s; p++)
		line += *p == '\n';
	die("%s:%zu: %s '%.*s'", template, line, what, TEXT_ARG(name));
}

static void
put_insert(struct named *n)
{
	struct text t = insert_of(n);

	out_bytes(&out, t.s, t.n);
}

/* Does what stands between braces; skipped is how many conditions that do not
 * hold are open. */
static void
fill(struct text what, size_t *open, size_t *skipped)
{
	struct text name = what, word = text_cut(&name, ' '), wrong;
	struct named *n;

	if (text_is(word, "if") || text_is(word, "unless")) {
		*open += 1;
		if (*skipped > 0 || is_there(name) != text_is(word, "if"))
			*skipped += 1;
	} else if (text_is(what, "end")) {
		if (*open == 0)
			template_die("nothing that ends here:", what);
		*open -= 1;
		*skipped -= *skipped > 0;
	} else if (*skipped > 0) {
		return;
	} else if (text_is(word, "table") || text_is(word, "list")) {
		n = name.s == NULL ? &main_table : find_named(TABLE, name);
		if (n == NULL)
			template_die("no --table", name);
		(text_is(word, "table") ? sheet_put_table :
		    sheet_put_list)(sheet_of(n), &out, &wording);
	} else if (text_is(word, "insert")) {
		n = find_named(INSERT, name);
		if (n != NULL)
			put_insert(n);
		else
			template_die("no --insert", name);
	} else {
		wrong = wording_put(&wording, &out, what);
		if (wrong.s != NULL)
			template_die("no text", wrong);
	}
}

static void
fill_template(void)
{
	size_t open = 0, skipped = 0;

	all = rest = read_file(template);
	while (rest.n > 0) {
		const char *brace = memchr(rest.s, '{', rest.n);
		size_t n = brace == NULL ? rest.n : (size_t)(brace - rest.s);

		if (skipped == 0)
			out_bytes(&out, rest.s, n);
		rest = (struct text){ rest.s + n, rest.n - n };
		if (rest.n == 0)
			break;
		if (memchr(rest.s, '}', rest.n) == NULL)
			template_die("a brace without end:",
			    (struct text){ rest.s, 1 });
		rest = (struct text){ rest.s + 1, rest.n - 1 };
		fill(text_cut(&rest, '}'), &open, &skipped);
	}
	if (open > 0)
		template_die("a condition without", text_of("end"));
}

int
main(int argc, char **argv)
{
	opt_begin(&opt, argc, argv, help, options);
	read_options();
	if (path != NULL)
		framework_read(&framework, path);
	wording_init(&wording, languages[language], path == NULL ? NULL :
	    &framework);
	for (size_t i = 0; i < nnamed; i++)
		if (named[i].option == TEXT)
			wording_read(&wording, named[i].file);
	for (size_t i = 0; i < nnamed; i++)
		if (named[i].option == SET)
			wording_set(&wording, named[i].name, named[i].value);
	if (template == NULL)
		sheet_of(&main_table);
	out_open(&out, opt.output);
	if (template == NULL)
		sheet_put_table(sheet_of(&main_table), &out, &wording);
	else
		fill_template();
	return out_finish(&out);
}
