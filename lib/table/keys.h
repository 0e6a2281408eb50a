/* keys - year, unit and indicator of every row become small integers.
 *
 * For the filters that see a whole table before they write: `profile` is the
 * pair (year, unit), what is said of a city in an edition.  The column `year`
 * may be absent: then all is one edition, of year number 0 and an empty text.
 */
#ifndef KEYS_H
#define KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/pairs.h"
#include "stream/tsv.h"

struct keys {
	struct tsv *t;
	int year_column;                /* -1 if there is none */
	size_t unit_column, indicator_column;
	struct names years, units, indicators;
	struct pairs profiles;          /* (year, unit) */
	long *year_number;              /* of each year */
	size_t year_cap;
	uint32_t year, unit, indicator, profile;        /* of the current row */

	/* (year, unit, indicator) names a row: */
	bool repeats;                   /* the current row's does not, among its neighbours */
	bool scattered;                 /* the rows of a profile did not stand together, so that
	                                 * `repeats` has not seen all of them */

	/* Private. */
	uint32_t *stamp;                /* indicator -> the last run of a profile that had it */
	size_t stamp_cap;
	uint32_t run, run_profile, nrun;
};

/* Finds the columns of an open table; dies if unit or indicator are not
 * there. */
void keys_open(struct keys *, struct tsv *, const char *unit);

/* Reads the next row and its keys; false at the end.  Dies where one is empty
 * or a year is not written as a whole number. */
static inline bool keys_row(struct keys *);

/* Arrays that hold something of every row, and have room for n: for how many
 * they need room once these are there.  They are not copied while they are
 * small, and what is not used costs nothing.  Dies where rows are too many for
 * their numbers. */
size_t keys_room(const struct keys *, size_t n);

/* The numbers of all years, oldest first; free() it. */
uint32_t *keys_years(const struct keys *);

/* Year -> the edition before it, which has the largest smaller number, or
 * NAME_NONE; free() it. */
uint32_t *keys_before(const struct keys *);

/* The numbers of all pairs (year, thing), oldest first, then in order of
 * place[thing], which lies in 0..nplace-1; free() it. */
uint32_t *keys_sort_pairs(const struct keys *, const struct pairs *,
    const uint32_t *place, uint32_t nplace);

/* Profiles, or groups, pairs of a year and an indicator, by year, then in order
 * of bytes; free() it. */
uint32_t *keys_profiles(const struct keys *);
uint32_t *keys_groups(const struct keys *, const struct pairs *groups);

/* 0..n-1 in order of number[], the years' numbers; free() it. */
uint32_t *keys_sort_years(const long *number, uint32_t n);

/* Adds a key by hand: the text must be a year as keys_row takes it. */
uint32_t keys_add_year(struct keys *, struct text);

/* Reads a year: a whole number without a plus or zeros in front. */
bool keys_read_year(struct text, long *);

/* The year in a field of the current row; dies if it is none.  Dies: a key is
 * empty. */
long keys_year(const struct tsv *, size_t column);

/* A whole number from `least` on in a column of the current row, written as a
 * year is; dies of all else. */
long keys_whole(const struct tsv *, size_t column, long least);
_Noreturn void keys_empty(const struct tsv *, size_t column);

/* A number that the current row has in a column; dies if it is no share from 0
 * to 1. */
double keys_share(const struct tsv *, size_t column, double);

/* Is it the name of a key's column?  What a text cannot be in a column of that
 * name, or NULL. */
bool keys_is(struct text column, const char *unit);
const char *keys_wrong(struct text column, const char *unit, struct text);

/* What a message is about (die.h); a year or a unit that is NAME_NONE is left
 * out. */
void keys_about(const struct keys *, uint32_t year, uint32_t unit,
    struct text indicator, struct text about[3]);

/* That a key is there twice: the name of the units' column, and where the first
 * is. */
#define KEYS_SECOND "a second row of the same year, %.*s and indicator; the first is %s"

/* Private: year and unit of a row that are not those of the row before; a
 * profile that is not that of the row before; an indicator beyond the
 * stamps. */
void keys_take_profile(struct keys *);
void keys_new_run(struct keys *);
void keys_more_stamps(struct keys *);

static inline bool
keys_row(struct keys *k)
{
	const struct tsv *t = k->t;
	struct text s;
	uint32_t i;

	if (!tsv_row(k->t))
		return false;
	if (!t->same)
		keys_take_profile(k);
	s = t->col[k->indicator_column];
	if (s.n == 0)
		keys_empty(t, k->indicator_column);
	i = k->indicator = name_next(&k->indicators, k->indicator, s, true);
	if (k->profile != k->run_profile)
		keys_new_run(k);
	if (__builtin_expect(i >= k->stamp_cap, 0))
		keys_more_stamps(k);
	k->repeats = k->stamp[i] == k->run;
	k->stamp[i] = k->run;
	return true;
}

#endif
