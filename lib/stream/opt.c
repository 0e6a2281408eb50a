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
#include "number/num.h"
#include "stream/cell.h"
#include "stream/column.h"
#include "stream/opt.h"
#include "stream/out.h"
#include "stream/tsv.h"

static const char common_letters[] = "hVu:o:";
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

void
opt_begin(struct opt *o, int argc, char **argv, const char *help, const char *letters,
    const struct option *options)
{
	size_t n = 0;

	die_name(argc > 0 ? argv[0] : NULL);
	check_stack(argv);
	hold_descriptors();
	/* It would end the options at the first FILE. */
	unsetenv("POSIXLY_CORRECT");
	narrow_rights();
	memset(o, 0, sizeof *o);
	o->unit = "city";
	o->argc = argc;
	o->argv = argv;
	o->help = help;
	snprintf(o->letters, sizeof o->letters, ":%s%s", common_letters, letters);
	while (options[n].name != NULL)
		n++;
	o->options = mem_array(n + COMMON + 1, sizeof *o->options);
	memcpy(o->options, options, n * sizeof *options);
	memcpy(o->options + n, common, sizeof common);
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

/* Refuses standard input as the framework where the rows come from there. */
static void
check_framework(const struct opt *o)
{
	bool rows = o->nfile == 0;

	for (size_t i = 0; i < o->nfile; i++)
		rows = rows || strcmp(o->file[i], "-") == 0;
	if (rows && o->framework != NULL && strcmp(o->framework, "-") == 0)
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

int
opt_next(struct opt *o)
{
	for (;;) {
		int c = getopt_long(o->argc, o->argv, o->letters, o->options, NULL);

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
			o->file = o->argv + optind;
			o->nfile = (size_t)(o->argc - optind);
			free(o->options);
			o->options = NULL;
			check_framework(o);
			return -1;
		case 'f':
			o->framework = optarg;
			return c;
		default:
			return c;
		}
	}
}

double
opt_number(const char *option, const char *arg)
{
	double x;

	if (num_read(text_of(arg), &x) != NUM_FINITE)
		die_usage("%s: '%s' is not a number", option, arg);
	return x;
}

double
opt_share(const char *option, const char *arg)
{
	double x;

	if (!method_share(text_of(arg), &x))
		die_usage("%s: '%s' is not a share from 0 to 1 (0.66, 2/3)", option, arg);
	return x;
}

long
opt_count(const char *option, const char *arg, long most)
{
	double x;

	if (num_read(text_of(arg), &x) != NUM_FINITE || x < 0 || x > (double)most ||
	    x != (double)(long)x)
		die_usage("%s: '%s' is not a whole number from 0 to %ld", option, arg, most);
	return (long)x;
}

struct opt_range
opt_range(const char *option, const char *arg, long most)
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

char
opt_delimiter(const char *option, const char *arg)
{
	if (strcmp(arg, "tab") == 0 || strcmp(arg, "\\t") == 0)
		return '\t';
	if (strlen(arg) != 1 || (unsigned char)*arg > 0x7f || strchr("\n\r\"", *arg) != NULL)
		die_usage("%s: '%s' is not one character of ASCII, nor tab", option, arg);
	return *arg;
}

struct text
opt_mark(const char *option, const char *arg)
{
	size_t n = strlen(arg), characters = 0;

	for (size_t i = 0; i < n; i++)
		characters += (arg[i] & 0xc0) != 0x80;
	if (characters != 1 || cell_wrong_text(text_of(arg)) != NULL ||
	    strchr("0123456789+-eE", *arg) != NULL)
		die_usage("%s: '%s' is not one character that can stand between digits", option, arg);
	return (struct text){ arg, n };
}

char
opt_decimal(const char *arg)
{
	if (opt_mark("--decimal", arg).n != 1)
		die_usage("--decimal: '%s' is not a character of ASCII", arg);
	return *arg;
}

struct text
opt_cut(struct text *rest)
{
	char *part = mem_array(rest->n + 1, 1), *to = part;
	const char *s = rest->s, *end = s + rest->n;

	for (; s < end && *s != ','; s++) {
		s += s[0] == '\\' && s + 1 < end && s[1] == ',';
		*to++ = *s;
	}
	*rest = s < end ? (struct text){ s + 1, (size_t)(end - s) - 1 } : (struct text){ NULL, 0 };
	return (struct text){ part, (size_t)(to - part) };
}

struct text
opt_part(const char *option, struct text *rest)
{
	struct text part = opt_cut(rest);

	if (part.n == 0)
		die_usage("%s: an empty name in the list", option);
	return part;
}

struct opt_pair
opt_pair(const char *option, const char *arg, bool last)
{
	const char *cut = last ? strrchr(arg, '=') : strchr(arg, '=');
	const char *wrong = cell_wrong_text(text_of(last && cut != NULL ? cut : arg));

	if (cut == NULL || cut == arg)
		die_usage("%s: '%s' is not NAME=VALUE", option, arg);
	if (wrong != NULL)
		die_usage("%s: '%s' %s", option, arg, wrong);
	return (struct opt_pair){ { arg, (size_t)(cut - arg) }, text_of(cut + 1) };
}

size_t *
opt_columns(const char *option, const char *list, const struct tsv *t, size_t *n)
{
	size_t *column = mem_array(t->ncol, sizeof *column);
	bool *seen = mem_array(t->ncol, sizeof *seen);
	struct text rest = text_of(list);

	*n = 0;
	do {
		const char *name = opt_part(option, &rest).s;
		size_t i = tsv_need(t, name);

		if (seen[i])
			die_usage("%s: column '%s' is there twice", option, name);
		seen[i] = true;
		column[(*n)++] = i;
	} while (rest.s != NULL);
	free(seen);
	return column;
}
