/* opt - the command line, by GNU getopt_long, with messages of one line.
 *
 * A filter has a table of its options: a row says what an option is called, and
 * where its argument goes.  Every filter has -h/--help, -V/--version, -u/--unit
 * COLUMN and -o/--output FILE besides.
 */
#ifndef OPT_H
#define OPT_H

#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct method;
struct tsv;

/* A range "A-B" of whole numbers, both ends included. */
struct opt_range { long from, to; };

/* An option: { "columns", 'c', .text = &columns }.  Only a flag has no
 * argument. */
struct opt_row {
	const char *name;               /* --name, or NULL */
	char letter;                    /* -x, or 0 */
	const char *needed;             /* "-f FRAMEWORK": dies so called if it is not given; of `table` */

	/* Where it goes: one of these.  What is none of it dies with status 2,
	 * naming the option. */
	bool *flag;                     /* true */
	const char **text;              /* the argument as it stands */
	const char **table;             /* the same: a table, "-" is standard input */
	int *word;                      /* its number among these, the last of which is NULL */
	const char *const *words;
	long *count;                    /* a whole number, 0..most */
	struct opt_range *range;        /* likewise */
	long most;
	double *share;                  /* 0..1, "2/3" too */
	struct method *method;          /* one of a family (method.h) */
	int family;
	int code;                       /* or none: opt_next returns this, else the letter */
};

struct opt {
	const char *unit;       /* the unit's column, "city" */
	const char *output;     /* of -o, or NULL */
	char **file;            /* once all options are read: the FILEs */
	size_t nfile;

	/* Private. */
	int argc;
	char **argv;
	const char *help;
	const struct opt_row *row;
	size_t nrow;
	char letters[64];
	struct option *options;
};

/* Starts the program: the name for messages, safe standard descriptors.  The
 * last of `rows` is { 0 }; `help` is the filter's synopsis ("sci-rank
 * [-b COLUMN,...] ...", the first line) and what --help prints below; the last
 * line is an example, before which the options stand that all have. */
void opt_begin(struct opt *, int argc, char **argv, const char *help,
    const struct opt_row *rows);

/* Reads options up to one that its row sends nowhere: returns what the row
 * says, with the argument in optarg; -1 after the last.  Prints --help and
 * --version and exits; dies on anything unknown. */
int opt_next(struct opt *);

/* Both, where every option goes somewhere. */
void opt_read(struct opt *, int argc, char **argv, const char *help,
    const struct opt_row *rows);

/* Opens the FILEs as one table, with the unit for messages. */
void opt_open(const struct opt *, struct tsv *);

/* Private: refuses standard input for more than one table; what --help and
 * --version print. */
void opt_check_input(const struct opt *);
_Noreturn void opt_help(const char *help);
_Noreturn void opt_version(void);

#endif
