/* die - the one way a filter ends before its time.
 *
 * A message is one line on standard error, "sci-rank: what is wrong (what would
 * mend it)"; bytes that a terminal would not show are written as \xHH.  The
 * temporary file of -o is removed on the way out (see out.h).
 *
 * Exit statuses, for every filter: 0 all went well; 1 the data or the machine
 * failed; 2 the command line is wrong.
 */
#ifndef DIE_H
#define DIE_H

#include <stdarg.h>

#include "base/text.h"

enum { DIE_DATA = 1, DIE_USAGE = 2 };

/* The name in front of every message: the last part of argv[0]. */
void die_name(const char *argv0);
const char *die_program(void);

/* What die does before it exits, NULL for nothing: out.h takes its file
 * away. */
void die_cleanup(void (*)(void));

/* "prog: message", status 1. */
_Noreturn void die(const char *, ...) __attribute__((format(printf, 1, 2)));

/* "prog: WHERE: message (2024, Bonn, x)", status 1: without WHERE if that is
 * NULL; of the three texts, or none (NULL), those that are neither empty nor
 * longer than a name is. */
_Noreturn void die_about(const char *where, const struct text *about,
    const char *, ...) __attribute__((format(printf, 3, 4)));
_Noreturn void die_vabout(const char *where, const struct text *about,
    const char *, va_list) __attribute__((format(printf, 3, 0)));

/* The same as die, followed by ": " and what errno says. */
_Noreturn void die_sys(const char *, ...) __attribute__((format(printf, 1, 2)));

/* "prog: message (see prog --help)", status 2. */
_Noreturn void die_usage(const char *, ...) __attribute__((format(printf, 1,
    2)));

#endif
