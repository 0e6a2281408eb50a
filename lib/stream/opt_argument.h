/* opt_argument - what stands behind an option: numbers, marks, lists.
 *
 * What is none of it dies with status 2, naming the option.  Most filters leave
 * that to their rows of options (opt.h).
 */
#ifndef OPT_ARGUMENT_H
#define OPT_ARGUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "method/method.h"
#include "stream/opt.h"

struct tsv;

double opt_number(const char *option, const char *arg);         /* a decimal number */
double opt_share(const char *option, const char *arg);          /* 0..1, "2/3" too */
long opt_count(const char *option, const char *arg, long most); /* a whole number, 0..most */
struct opt_range opt_range(const char *option, const char *arg, long most); /* "A-B", too */

/* The number of a word among these, the last of which is NULL; a method of a
 * family. */
int opt_word(const char *option, const char *arg, const char *const *words);
struct method opt_method(const char *option, const char *arg, int family);

/* Takes the first FILE for one of these words, the last of which is NULL, and
 * returns its number; dies if it is none. */
int opt_table(struct opt *, const char *const *words);

/* The character between fields of CSV, one of ASCII as libcsv has it; "tab" and
 * "\t" are a tab. */
char opt_delimiter(const char *option, const char *arg);

/* A mark in numbers: one character, of UTF-8, that no number has else; of
 * --decimal, of ASCII. */
struct text opt_mark(const char *option, const char *arg);
char opt_decimal(const char *arg);

/* The next part of an argument "A,B,..." that *rest starts at, in memory of its
 * own and terminated; the last leaves *rest with a null pointer.  "\," is a
 * comma of a part, any other backslash is itself.  opt_part dies if the part is
 * empty. */
struct text opt_cut(struct text *rest);
struct text opt_part(const char *option, struct text *rest);

/* Takes "NAME=VALUE" apart at its first `=`, or at its last, before which any
 * text may stand; dies if there is none, nothing before it, or what no field of
 * the stream can hold. */
struct opt_pair { struct text name, value; };
struct opt_pair opt_pair(const char *option, const char *arg, bool last);

/* The columns of an open table that a list names, in its order, and how many;
 * dies if one is not there, or named twice. */
size_t *opt_columns(const char *option, const char *list, const struct tsv *,
    size_t *n);

#endif
