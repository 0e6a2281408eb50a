/* opt - the command line, by GNU getopt_long, with messages of one line.
 *
 * Every filter has -h/--help, -V/--version, -u/--unit COLUMN and -o/--output
 * FILE besides its own options.
 */
#ifndef OPT_H
#define OPT_H

#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct tsv;

struct opt {
	const char *unit;       /* the unit's column, "city" */
	const char *output;     /* of -o, or NULL */
	char **file;            /* after opt_next has returned -1: the FILEs */
	size_t nfile;

	/* Private. */
	int argc;
	char **argv;
	const char *help;
	const char *framework;  /* of -f, which is the framework wherever there is one */
	char letters[64];
	struct option *options;
};

/* Starts the program: the name for messages, safe standard descriptors, fewer
 * rights where the system can take them.  `letters` and `options` are the
 * filter's own, as getopt_long takes them; `help` is its synopsis ("sci-rank
 * [-b COLUMN,...] ...", the first line) and what --help prints below;
 * the last line is an example, before which the options stand that all have). */
void opt_begin(struct opt *, int argc, char **argv, const char *help, const char *letters,
    const struct option *options);

/* The value of the filter's next option, its argument in optarg; -1 after the
 * last.  Prints --help and --version and exits; dies on anything unknown. */
int opt_next(struct opt *);

/* Arguments of options; die with status 2 naming the option. */
double opt_number(const char *option, const char *arg);         /* a decimal number */
double opt_share(const char *option, const char *arg);          /* 0..1, "2/3" too */
long opt_count(const char *option, const char *arg, long most); /* a whole number, 0..most */

/* A range "A-B" of whole numbers from 0 to most, both ends included; likewise. */
struct opt_range { long from, to; };
struct opt_range opt_range(const char *option, const char *arg, long most);

/* The character between fields of CSV, one of ASCII as libcsv has it; "tab" and "\t" are a tab. */
char opt_delimiter(const char *option, const char *arg);

/* A mark in numbers: one character, of UTF-8, that no number has else; of --decimal, of ASCII. */
struct text opt_mark(const char *option, const char *arg);
char opt_decimal(const char *arg);

/* The next part of an argument "A,B,..." that *rest starts at, in memory of its own and terminated;
 * the last leaves *rest with a null pointer.  "\," is a comma of a part, any other backslash is
 * itself.  opt_part dies if the part is empty. */
struct text opt_cut(struct text *rest);
struct text opt_part(const char *option, struct text *rest);

/* Takes "NAME=VALUE" apart at its first `=`, or at its last, before which any text may stand; dies
 * if there is none, nothing before it, or what no field of the stream can hold. */
struct opt_pair { struct text name, value; };
struct opt_pair opt_pair(const char *option, const char *arg, bool last);

/* The columns of an open table that a list names, in its order, and how many; dies if one is not
 * there, or named twice. */
size_t *opt_columns(const char *option, const char *list, const struct tsv *, size_t *n);

#endif
