/* opt - the command line. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/column.h"
#include "stream/opt.h"
#include "stream/opt_argument.h"
#include "stream/tsv.h"

static const char common_letters[] = ":hVu:o:";
static const struct option common[] = {
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ "unit", required_argument, NULL, 'u' },
	{ "output", required_argument, NULL, 'o' },
};
enum { COMMON = sizeof common / sizeof *common };
enum { STACK = 48 << 10 };      /* bytes, twice what the filters were seen to use */

/* A file opened where standard input, output or error is closed would be taken
 * for it: puts something there that every use of fails. */
static void
hold_descriptors(void)
{
	static const char *const names[] = { "standard input",
	    "standard output", "standard error" };

	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) == -1 && (errno != EBADF ||
		    open("/", O_PATH) != fd))
			die_sys("%s", names[fd]);
}

/* Refuses a stack on which the work of some filter might end in a crash.
 * Arguments and environment, which are at its other end, count. */
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
	if (getrlimit(RLIMIT_STACK, &stack) == 0 &&
	    stack.rlim_cur < end - here + STACK)
		die("%lu KiB of stack are too few (ulimit -s)",
		    (unsigned long)stack.rlim_cur / 1024);
}

/* getopt_long knows a row by its letter, or by this and its number in the
 * table. */
enum { ROWS = 256 };

void
opt_begin(struct opt *o, int argc, char **argv, const char *help,
    const struct opt_row *rows)
{
	char *letter;

	die_name(argc > 0 ? argv[0] : NULL);
	check_stack(argv);
	hold_descriptors();
	/* It would end the options at the first FILE. */
	unsetenv("POSIXLY_CORRECT");
	*o = (struct opt){ .unit = "city", .argc = argc, .argv = argv,
	    .help = help, .row = rows };
	while (rows[o->nrow].name != NULL || rows[o->nrow].letter != '\0')
		o->nrow++;
	o->options = mem_array(o->nrow + COMMON + 1, sizeof *o->options);
	memcpy(o->options, common, sizeof common);
	letter = stpcpy(o->letters, common_letters);
	for (size_t i = 0, n = COMMON; i < o->nrow; i++) {
		const struct opt_row *r = &rows[i];
		int argument = r->flag == NULL ? required_argument :
		    no_argument;

		if (r->name != NULL)
			o->options[n++] = (struct option){ r->name, argument,
			    NULL, r->letter != '\0' ? r->letter :
			    ROWS + (int)i };
		if (r->letter != '\0')
			*letter++ = r->letter;
		if (r->letter != '\0' && r->flag == NULL)
			*letter++ = ':';
	}
	opterr = 0;
}

/* Refuses a unit's column that has another meaning. */
static void
check_unit(const char *arg)
{
	static const char *const taken[] = { "", "year", "indicator", "parent",
	    "flag", "status" };
	bool bad = column_is_number(text_of(arg));

	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		bad = bad || strcmp(arg, taken[i]) == 0;
	if (bad)
		die_usage("-u: '%s' is no column of what is ranked", arg);
}

void
opt_check_input(const struct opt *o)
{
	size_t n = o->nfile == 0;

	for (size_t i = 0; i < o->nfile; i++)
		n += strcmp(o->file[i], "-") == 0;
	for (size_t i = 0; i < o->nrow; i++)
		n += o->row[i].table != NULL && *o->row[i].table != NULL &&
		    strcmp(*o->row[i].table, "-") == 0;
	if (n > 1)
		die_usage("standard input can be one table only");
}

/* What getopt does not know, or knows and misses something of. */
static _Noreturn void
complain(const struct opt *o, int c)
{
	const char *word = o->argv[optind - 1];
	bool full = strncmp(word, "--", 2) == 0;

	for (const struct option *p = o->options; full && optopt != 0 &&
	    p->name != NULL; p++)
		if (p->val == optopt)
			die_usage(c == ':' ? "option --%s needs a value" :
			    "option --%s takes no value", p->name);
	if (full)
		die_usage("unknown option %.200s", word);
	if (c == ':')
		die_usage("option -%c needs a value", optopt);
	die_usage("unknown option -%c", optopt);
}

/* Does what a row says; false if it says nothing. */
static bool
take(const struct opt_row *r, const char *arg)
{
	const char *option = r->letter != '\0' ? mem_print("-%c", r->letter) :
	    mem_print("--%s", r->name);

	if (r->flag != NULL)
		*r->flag = true;
	else if (r->text != NULL)
		*r->text = arg;
	else if (r->table != NULL)
		*r->table = arg;
	else if (r->word != NULL)
		*r->word = opt_word(option, arg, r->words);
	else if (r->count != NULL)
		*r->count = opt_count(option, arg, r->most);
	else if (r->range != NULL)
		*r->range = opt_range(option, arg, r->most);
	else if (r->share != NULL)
		*r->share = opt_share(option, arg);
	else if (r->method != NULL)
		*r->method = opt_method(option, arg, r->family);
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
	opt_check_input(o);
	for (size_t i = 0; i < o->nrow; i++)
		if (o->row[i].needed != NULL && *o->row[i].table == NULL)
			die_usage("%s is needed", o->row[i].needed);
}

int
opt_next(struct opt *o)
{
	for (;;) {
		int c = getopt_long(o->argc, o->argv, o->letters, o->options,
		    NULL);
		const struct opt_row *r;

		switch (c) {
		case 'h':
			opt_help(o->help);
		case 'V':
			opt_version();
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
			if (!take(r, optarg))
				return r->code != 0 ? r->code : c;
		}
	}
}

void
opt_read(struct opt *o, int argc, char **argv, const char *help,
    const struct opt_row *rows)
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
