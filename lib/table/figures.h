/* figures - a whole table in memory: keys, numbers, and all else as it was.
 *
 * For the filters that must see everything before they write a row.  A row is
 * its profile (year and unit), its group (year and indicator), the numbers and
 * the names that the filter asks for, and of all else that is written again a
 * record: 12 bytes a row, 8 a number, the bytes of those that are written as
 * they came in, and of other columns that in which the row is not like others.
 *
 * The columns a filter reads or writes are named before the rows are read; the
 * output has the input's columns in their places, and behind them the filter's
 * own that were not there yet.
 *
 * figures.c says what becomes of the columns, figures_read.c reads and keeps
 * rows, figures_record.c what they pass, figures_write.c writes them,
 * figures_say.c has the messages; figures_order.h puts rows in order.
 */
#ifndef FIGURES_H
#define FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/pairs.h"
#include "stream/out.h"
#include "stream/tsv.h"
#include "table/figures_kept.h"
#include "table/keys.h"

/* A column of numbers. */
struct figures_number {
	int column;             /* of the table, or -1: all missing */
	bool anew;              /* is written as x has it, not as it came in */
	bool share;             /* from 0 to 1, all else is refused */
	double *x;              /* of all rows; NaN where missing */
};

/* A column of texts that become small integers. */
struct figures_name {
	int column;             /* or -1: all the empty text */
	struct names names;     /* 0 is the empty text */
	uint32_t *id;           /* of all rows */
	uint32_t now;           /* Private: of the current row */
};

struct figures {
	struct keys keys;
	struct tsv table;
	struct pairs groups;            /* (year, indicator) */

	size_t n;                       /* rows */
	uint32_t *profile, *group;      /* of each row */
	struct figures_number number[FIGURES_COLUMNS];  /* 0 is `value` */
	struct figures_name name[FIGURES_COLUMNS];
	int nnumber, nname;

	struct figures_kept kept;       /* Private */
};

/* Opens the table of n files (0: standard input); `value` is number 0 if it is
 * there. It is an error if it is not and `need_value`. */
void figures_open(struct figures *, char **file, size_t n, const char *unit,
    bool need_value);

/* Says that no row is written: what is not read is not kept. */
void figures_bare(struct figures *);

/* Says which columns the filter reads; the index into number or name. */
int figures_number(struct figures *, const char *column);
int figures_name(struct figures *, const char *column);

/* Says which column the filter writes itself: a number for figures_put. If the
 * input has it, it is written in its place. */
int figures_own(struct figures *, const char *column);

/* Reads all rows, and refuses a second one of the same year, unit and
 * indicator, naming both lines.  `learn` is asked when an indicator has come
 * for the first time, in the current row of table and keys, whether rows of it
 * are kept; NULL keeps all. */
typedef bool figures_learn(void *context, const struct figures *);
void figures_read(struct figures *, figures_learn *learn, void *context);

/* Adds a row that was not in the input; its number.  Numbers are missing, names
 * and other columns as they are in all of the n rows given, else empty. */
size_t figures_add(struct figures *, uint32_t profile, uint32_t group,
    const uint32_t *like, size_t n);

/* The name that all of n rows have, else that of the empty text. */
uint32_t figures_shared(const struct figures_name *, const uint32_t *row,
    size_t n);

/* Gives a row another value, which is written so. */
void figures_set(struct figures *, size_t row, double x);

/* Keys of a row. */
static inline uint32_t
figures_year(const struct figures *f, size_t row)
{
	return f->keys.profiles.pair[f->profile[row]].a;
}

static inline uint32_t
figures_unit(const struct figures *f, size_t row)
{
	return f->keys.profiles.pair[f->profile[row]].b;
}

static inline uint32_t
figures_indicator(const struct figures *f, size_t row)
{
	return f->groups.pair[f->group[row]].b;
}

/* "FILE:LINE" of a row that was in the input, in memory of its own. */
char *figures_where(const struct figures *, size_t row);

/* "prog: FILE:LINE: message (2024, Bonn, overall)" about a row. */
_Noreturn void figures_die(const struct figures *, size_t row, const char *,
    ...) __attribute__((format(printf, 3, 4)));

/* "prog: message (2024, overall)" about a group. */
_Noreturn void figures_die_group(const struct figures *, uint32_t group,
    const char *, ...) __attribute__((format(printf, 3, 4)));

/* Writes the line of names; then rows row[0..n-1], all n in their order where
 * that is NULL.  `own` puts n of its own columns that stand side by side, from
 * number `first` on, with tabs between them, of the k-th row. */
typedef void figures_put(void *context, struct out *, int first, int n,
    size_t row, size_t k);
void figures_write_head(struct figures *, struct out *);
void figures_write(struct figures *, struct out *, const uint32_t *row,
    size_t n, figures_put *own, void *context);

/* Puts a number of a row as it came in, x, whatever figures_set made of it. */
void figures_put_raw(const struct figures *, struct out *, int number,
    size_t row, double x);

/* Asks memory early for the numbers of a row that is wanted soon.  (Not inlined
 * at once it would be taken for a function without effect.) */
__attribute__((always_inline)) static inline void
figures_fetch(const struct figures *f, size_t row)
{
	for (int i = 0; i < f->nnumber; i++)
		__builtin_prefetch(&f->number[i].x[row]);
	if (f->kept.npassed > 0)
		__builtin_prefetch(&f->kept.at[row]);
}

#endif
