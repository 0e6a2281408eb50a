/* opt - the command line. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/die.h"
#include "base/mem.h"
#include "base/version.h"
#include "method/method.h"
#include "stream/column.h"
#include "stream/opt.h"
#include "stream/out.h"
#include "stream/tsv.h"

static const char common_letters[] = ":hVu:o:";
static const struct option common[] = {
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ "unit", required_argument, NULL, 'u' },
	{ "output", required_argument, NULL, 'o' },
};
enum { COMMON = sizeof common / sizeof *common };
static const char common_help[] =
    "  -u, --unit COLUMN      what is ranked (city)\n"
    "  -o, --output FILE      write FILE, all at once\n"
    "  -h, --help             print this\n"
    "  -V, --version          print the version\n"
    "\n";

enum { STACK = 48 << 10 };      /* bytes, twice what the filters were seen to use */

#ifndef O_PATH
#define O_PATH O_RDONLY
#endif

/* A file opened where standard input, output or error is closed would be taken
 * for it: puts something there that every use of fails. */
static void
hold_descriptors(void)
{
	static const char *const names[] = { "standard input", "standard output", "standard error" };

	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) == -1 && (errno != EBADF || open("/", O_PATH) != fd))
			die_sys("%s", names[fd]);
}

/* Refuses a stack on which the work of some filter might end in a crash.  Arguments and
 * environment, which are at its other end, count. */
static void
check_stack(char **argv)
{
	uintptr_t here = (uintptr_t)__builtin_frame_address(0), end = here;
	char **of[] = { argv, environ };
	struct rlimit stack;

	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		for (char **p = of[i]; *p != NULL; p++)
			if ((uintptr_t)*p + strlen(*p) > end)
				end = (uintptr_t)*p + strlen(*p);
	if (getrlimit(RLIMIT_STACK, &stack) == 0 && stack.rlim_cur < end - here + STACK)
		die("%lu KiB of stack are too few (ulimit -s)", (unsigned long)stack.rlim_cur / 1024);
}

/* Gives up the rights that no filter needs. */
static void
narrow_rights(void)
{
#ifdef __OpenBSD__
	if (pledge("stdio rpath wpath cpath fattr", NULL) != 0)
		die_sys("pledge");
#endif
}

/* getopt_long knows a row by its letter, or by this and its number in the table. */
enum { ROWS = 256 };

void
opt_begin(struct opt *o, int argc, char **argv, const char *help, const struct opt_row *rows)
{
	char *letter;

	die_name(argc > 0 ? argv[0] : NULL);
	check_stack(argv);
	hold_descriptors();
	/* It would end the options at the first FILE. */
	unsetenv("POSIXLY_CORRECT");
	narrow_rights();
	*o = (struct opt){ .unit = "city", .argc = argc, .argv = argv, .help = help, .row = rows };
	while (rows[o->nrow].name != NULL || rows[o->nrow].letter != '\0')
		o->nrow++;
	o->options = mem_array(o->nrow + COMMON + 1, sizeof *o->options);
	memcpy(o->options, common, sizeof common);
	letter = stpcpy(o->letters, common_letters);
	for (size_t i = 0, n = COMMON; i < o->nrow; i++) {
		const struct opt_row *r = &rows[i];
		int argument = r->flag == NULL ? required_argument : no_argument;

		if (r->name != NULL)
			o->options[n++] = (struct option){ r->name, argument, NULL,
			    r->letter != '\0' ? r->letter : ROWS + (int)i };
		if (r->letter != '\0')
			*letter++ = r->letter;
		if (r->letter != '\0' && r->flag == NULL)
			*letter++ = ':';
	}
	opterr = 0;
}

/* Prints a text on standard output and ends. */
static _Noreturn void
tell(const char *before, const char *text, const char *after)
{
	struct out o;

	out_open(&o, NULL);
	out_string(&o, before);
	out_string(&o, text);
	out_string(&o, after);
	exit(out_finish(&o));
}

/* Puts the names of a family of methods, broken into lines of `column` and more blanks. */
static void
put_methods(struct out *o, enum method_family f, size_t column)
{
	enum { WIDTH = 79 };
	char *names = method_names(f);
	struct text rest = text_of(names);
	size_t at = column;

	while (rest.s != NULL) {
		struct text word = text_cut(&rest, ' ');

		if (at > column && at + 1 + word.n > WIDTH) {
			out_char(o, '\n');
			for (at = 0; at < column; at++)
				out_char(o, ' ');
		} else if (at > column) {
			out_char(o, ' ');
			at++;
		}
		out_bytes(o, word.s, word.n);
		at += word.n;
	}
	free(names);
}

/* Prints --help, where @FAMILY stands for the methods there are; what all filters have comes
 * before the example. */
static _Noreturn void
tell_help(const char *help)
{
	static const char *const families[] = { "normalize", "transform", "aggregate", "treat",
	    "impute" };
	struct text rest = text_of(help);
	struct out o;

	out_open(&o, NULL);
	out_string(&o, "usage: ");
	while (rest.s != NULL) {
		struct text line = text_cut(&rest, '\n'), after = line, before = text_cut(&after, '@');

		if (strncmp(line.s, "Example: ", 9) == 0)
			out_string(&o, common_help);
		out_bytes(&o, before.s, before.n);
		for (int f = 0; f <= METHOD_IMPUTE && after.s != NULL; f++) {
			size_t n = strlen(families[f]);

			if (after.n < n || memcmp(after.s, families[f], n) != 0)
				continue;
			put_methods(&o, (enum method_family)f, before.n);
			out_bytes(&o, after.s + n, after.n - n);
		}
		if (rest.s != NULL)
			out_char(&o, '\n');
	}
	out_string(&o, "see ");
	out_bytes(&o, help, strcspn(help, " "));
	out_string(&o, "(1)\n");
	exit(out_finish(&o));
}

/* Refuses a unit's column that has another meaning. */
static void
check_unit(const char *arg)
{
	static const char *const taken[] = { "", "year", "indicator", "parent", "flag", "status" };
	bool bad = column_is_number(text_of(arg));

	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		bad = bad || strcmp(arg, taken[i]) == 0;
	if (bad)
		die_usage("-u: '%s' is no column of what is ranked", arg);
}

bool
opt_reads_stdin(const struct opt *o)
{
	bool reads = o->nfile == 0;

	for (size_t i = 0; i < o->nfile; i++)
		reads = reads || strcmp(o->file[i], "-") == 0;
	return reads;
}

/* Refuses standard input as the framework where the rows come from there. */
static void
check_framework(const struct opt *o)
{
	if (opt_reads_stdin(o) && o->framework != NULL && strcmp(o->framework, "-") == 0)
		die_usage("-f -: standard input is where the rows come from");
}

/* What getopt does not know, or knows and misses something of. */
static _Noreturn void
complain(const struct opt *o, int c)
{
	const char *word = o->argv[optind - 1];
	bool full = strncmp(word, "--", 2) == 0;

	for (const struct option *p = o->options; full && optopt != 0 && p->name != NULL; p++)
		if (p->val == optopt)
			die_usage(c == ':' ? "option --%s needs a value" :
			    "option --%s takes no value", p->name);
	if (full)
		die_usage("unknown option %.200s", word);
	if (c == ':')
		die_usage("option -%c needs a value", optopt);
	die_usage("unknown option -%c", optopt);
}

/* What an option is called in messages. */
struct label { char s[32]; };

static struct label
label_of(const struct opt_row *r)
{
	struct label l;

	if (r->letter != '\0')
		snprintf(l.s, sizeof l.s, "-%c", r->letter);
	else
		snprintf(l.s, sizeof l.s, "--%s", r->name);
	return l;
}

/* A range "A-B" of whole numbers from 0 to most. */
static struct opt_range
read_range(const char *option, const char *arg, long most)
{
	struct text rest = text_of(arg), first = text_cut(&rest, '-');
	struct opt_range r;
	char *from = mem_copy(first.s, first.n);

	if (rest.s == NULL)
		die_usage("%s: '%s' is not a range A-B", option, arg);
	r = (struct opt_range){ opt_count(option, from, most), opt_count(option, rest.s, most) };
	free(from);
	if (r.from > r.to)
		die_usage("%s: '%s' ends before it begins", option, arg);
	return r;
}

/* The number of a word in a list, that of the NULL at its end if it is none of it. */
static int
find_word(const char *const *words, const char *word)
{
	int i = 0;

	while (words[i] != NULL && strcmp(words[i], word) != 0)
		i++;
	return i;
}

/* Puts "A, B, C". */
static void
join_words(char *p, size_t size, const char *const *words)
{
	for (size_t n = 0, i = 0; words[i] != NULL && n < size; i++)
		n += (size_t)snprintf(p + n, size - n, "%s%s", i == 0 ? "" : ", ", words[i]);
}

static int
read_word(const char *option, const char *arg, const char *const *words)
{
	int i = find_word(words, arg);
	char all[256];

	if (words[i] != NULL)
		return i;
	if (i == 1)
		die_usage("%s: '%s' is not %s", option, arg, words[0]);
	if (i == 2)
		die_usage("%s: '%s' is neither %s nor %s", option, arg, words[0], words[1]);
	join_words(all, sizeof all, words);
	die_usage("%s: '%s' is none of %s", option, arg, all);
}

static struct method
read_method(const char *option, const char *arg, enum method_family family)
{
	struct method m;

	if (!method_read(family, text_of(arg), &m))
		die_usage("%s: unknown method '%s' (there are: %s)", option, arg,
		    method_names(family));
	return m;
}

/* Does what a row says; false if it says nothing. */
static bool
take(const struct opt_row *r, const char *arg)
{
	struct label option = label_of(r);

	if (r->flag != NULL)
		*r->flag = true;
	else if (r->text != NULL)
		*r->text = arg;
	else if (r->word != NULL)
		*r->word = read_word(option.s, arg, r->words);
	else if (r->count != NULL)
		*r->count = opt_count(option.s, arg, r->most);
	else if (r->range != NULL)
		*r->range = read_range(option.s, arg, r->most);
	else if (r->share != NULL)
		*r->share = opt_share(option.s, arg);
	else if (r->method != NULL)
		*r->method = read_method(option.s, arg, (enum method_family)r->family);
	else
		return false;
	return true;
}

/* The row of what getopt_long returned. */
static const struct opt_row *
row_of(const struct opt *o, int c)
{
	const struct opt_row *r = o->row;

	if (c >= ROWS)
		return &o->row[c - ROWS];
	while (r->letter != c)
		r++;
	return r;
}

/* All options are read: what is left are FILEs. */
static void
end_options(struct opt *o)
{
	o->file = o->argv + optind;
	o->nfile = (size_t)(o->argc - optind);
	free(o->options);
	o->options = NULL;
	check_framework(o);
	for (size_t i = 0; i < o->nrow; i++)
		if (o->row[i].needed && *o->row[i].text == NULL)
			die_usage("-f FRAMEWORK is needed");
}

int
opt_next(struct opt *o)
{
	for (;;) {
		int c = getopt_long(o->argc, o->argv, o->letters, o->options, NULL);
		const struct opt_row *r;

		switch (c) {
		case 'h':
			tell_help(o->help);
		case 'V':
			tell(die_program(), " " VERSION, "\n");
		case 'u':
			check_unit(optarg);
			o->unit = optarg;
			break;
		case 'o':
			o->output = optarg;
			break;
		case '?':
		case ':':
			complain(o, c);
		case -1:
			end_options(o);
			return -1;
		default:
			r = row_of(o, c);
			if (c == 'f')
				o->framework = optarg;
			if (!take(r, optarg))
				return r->code != 0 ? r->code : c;
		}
	}
}

void
opt_read(struct opt *o, int argc, char **argv, const char *help, const struct opt_row *rows)
{
	opt_begin(o, argc, argv, help, rows);
	while (opt_next(o) != -1)
		continue;
}

void
opt_open(const struct opt *o, struct tsv *t)
{
	tsv_open(t, o->file, o->nfile, TSV_WHOLE);
	tsv_about(t, o->unit);
}

int
opt_table(struct opt *o, const char *const *words)
{
	char all[256];
	int i;

	join_words(all, sizeof all, words);
	if (o->nfile == 0)
		die_usage("which table? %s", all);
	i = find_word(words, o->file[0]);
	if (words[i] == NULL)
		die_usage("'%s' is none of %s", o->file[0], all);
	o->file++;
	o->nfile--;
	return i;
}
