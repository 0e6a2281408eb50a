/* opt - the command line, by GNU getopt_long, with messages of one line.
 *
 * A filter has a table of its options: a row says what an option is called, and where its argument
 * goes.  Every filter has -h/--help, -V/--version, -u/--unit COLUMN and -o/--output FILE besides.
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

/* An option: { "columns", 'c', .text = &columns }.  Only a flag has no argument. */
struct opt_row {
	const char *name;               /* --name, or NULL */
	char letter;                    /* -x, or 0 */
	bool needed;                    /* dies if it is not given */

	/* Where it goes: one of these.  What is none of it dies with status 2, naming the option. */
	bool *flag;                     /* true */
	const char **text;              /* the argument as it stands */
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
	const char *framework;  /* of -f, which is the framework wherever there is one */
	char letters[64];
	struct option *options;
};

/* Starts the program: the name for messages, safe standard descriptors, fewer
 * rights where the system can take them.  The last of `rows` is { 0 }; `help` is
 * the filter's synopsis ("sci-rank [-b COLUMN,...] ...", the first line) and what --help
 * prints below; the last line is an example, before which the options stand that all have. */
void opt_begin(struct opt *, int argc, char **argv, const char *help, const struct opt_row *rows);

/* Reads options up to one that its row sends nowhere: returns what the row says, with the argument
 * in optarg; -1 after the last.  Prints --help and --version and exits; dies on anything unknown. */
int opt_next(struct opt *);

/* Both, where every option goes somewhere. */
void opt_read(struct opt *, int argc, char **argv, const char *help, const struct opt_row *rows);

/* Opens the FILEs as one table, with the unit for messages. */
void opt_open(const struct opt *, struct tsv *);

/* Takes the first FILE for one of these words, the last of which is NULL, and returns its number;
 * dies if it is none. */
int opt_table(struct opt *, const char *const *words);

/* Is standard input among the FILEs, or read because there are none? */
bool opt_reads_stdin(const struct opt *);

/* Arguments of options; die with status 2 naming the option. */
double opt_number(const char *option, const char *arg);         /* a decimal number */
double opt_share(const char *option, const char *arg);          /* 0..1, "2/3" too */
long opt_count(const char *option, const char *arg, long most); /* a whole number, 0..most */

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
