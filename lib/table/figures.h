/* figures - a whole table in memory: keys, numbers, and all else as it was.
 *
 * For the filters that must see everything before they write a row.  A row is
 * its profile (year and unit), its group (year and indicator) and its numbers;
 * other columns are kept as one interned text, because they repeat.  About 20
 * bytes a row, and where figures are passed their bytes and 8 more.  A filter that
 * passes them all (figures_whole) has a record of every row instead, which is faster and
 * less: 12 bytes a row, 8 a number, the bytes of its numbers, and those of other columns
 * in which it is not like the first row of its group.
 *
 * The columns a filter reads or writes are named before the first row; the
 * output has the input's columns in their places, and behind them the filter's
 * own that were not there yet.
 *
 * figures.c says what becomes of the columns and reads rows, figures_keep.c keeps them,
 * figures_whole.c those of a whole table, figures_order.c puts them in order, figures_write.c
 * writes them, figures_say.c has the messages.
 */
#ifndef FIGURES_H
#define FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/names.h"
#include "method/correlate.h"
#include "stream/opt.h"
#include "stream/out.h"
#include "stream/tsv.h"
#include "table/keys.h"

enum { FIGURES_COLUMNS = 16, FIGURES_LEAD = 96, FIGURES_NEAR = 16384 };

/* Private: a text of every row, one behind the other. */
struct figures_bytes {
	char *s;
	size_t cap;
	uint64_t *at;           /* row -> where its text begins; that of n, where they end */
};

/* A column of numbers.  A figure that is only passed keeps its bytes, which costs less
 * than to write it anew. */
struct figures_number {
	int column;             /* of the table, or -1: all missing */
	bool passed;            /* goes out as it came in, by itself */
	double now;             /* of the current row */
	double *x;              /* of all rows kept; NaN where missing */

	/* Private. */
	struct figures_bytes bytes;     /* if passed; empty where missing.  Not of a whole table */
};

/* A column of texts that become small integers. */
struct figures_name {
	int column;             /* or -1: all the empty text */
	struct names names;
	uint32_t now;
	uint32_t *id;           /* of all rows kept */
};

/* What stands where in a row of output. */
struct figures_piece {
	enum figures_kind {
		FIGURES_YEAR, FIGURES_UNIT, FIGURES_INDICATOR, FIGURES_NUMBER, FIGURES_NAME,
		FIGURES_REST, FIGURES_OWN
	} kind;
	int which;              /* number, name, own column, or stretch of the rest */
};

struct figures {
	struct keys keys;
	struct tsv table;
	struct pairs groups;            /* (year, indicator) */
	uint32_t group_now;             /* of the current row */

	size_t n;                       /* rows kept */
	uint32_t *profile, *group;      /* of each row */
	struct figures_number number[FIGURES_COLUMNS];  /* 0 is `value` */
	struct figures_number *number_end;              /* behind the last */
	int nnumber;
	struct figures_name name[FIGURES_COLUMNS];
	int nname;

	/* Private. */
	struct mem_rows rows;
	const char *own[FIGURES_COLUMNS];
	int nown;
	bool bare;
	bool whole, texts;              /* texts: there are names or other columns */
	struct figures_rest {           /* other columns that stand side by side, as one text */
		int first, count;
		struct names names;
		uint32_t now;
		uint32_t *id;                   /* of each row; of a whole table, of each group's
		                                 * first row */
		size_t cap;
	} *rest;
	int nrest;
	struct figures_records {        /* of a whole table: see figures_whole.c */
		char *s;
		size_t n, cap;
		uint64_t *base;                 /* where those of every FIGURES_BASE rows begin */
		size_t base_cap;
		uint32_t *at;                   /* row -> how far from there */
		uint32_t ngroup;                /* groups that have a first row */
	} records;
	char *scratch;
	size_t scratch_cap;
	struct figures_piece *piece, *passed;   /* passed: of kind FIGURES_NUMBER and FIGURES_REST */
	int npiece, npassed;
	uint32_t *source;               /* row -> row of the table, if some were not kept, or
	                                 * FIGURES_ADDED */
	struct figures_lead {           /* year and unit as rows begin with them */
		bool there;             /* the first two pieces are they */
		uint32_t last;          /* profile of the row written last */
		uint32_t profile;       /* whose text this is, or NAME_NONE */
		size_t n;
		char s[FIGURES_LEAD + OUT_OVER];
	} lead;
};

/* Opens the table of the command line; `value` is number 0 if it is there.
 * It is an error if it is not and `need_value`. */
void figures_open(struct figures *, const struct opt *, bool need_value);

/* Says that all columns go out as they came in, but for those of figures_own. */
void figures_whole(struct figures *);

/* Says that no row is written: what is not read is not kept. */
void figures_bare(struct figures *);

/* Says which columns the filter reads; the index into number or name. */
int figures_number(struct figures *, const char *column);
int figures_name(struct figures *, const char *column);

/* Says which column the filter writes itself: a number for FIGURES_OWN. If the
 * input has it, it is written in its place. */
int figures_own(struct figures *, const char *column);

/* Reads the next row: keys in `keys`, group_now, number[].now, name[].now.  False at the end. */
bool figures_row(struct figures *);

/* Keeps the current row, as the last. */
void figures_keep(struct figures *);

/* Reads and keeps all rows that are left, and refuses duplicates. */
void figures_read(struct figures *);

/* Refuses a second row of the same year, unit and indicator, naming both lines. */
void figures_unique(const struct figures *);

/* Adds a row that was not in the input: numbers missing, names and the other
 * columns empty, to be filled in by the caller.  Returns its number. */
size_t figures_add(struct figures *, uint32_t profile, uint32_t group);

/* Gives a row another number in a column that is passed.  Not in a whole table. */
void figures_set(struct figures *, int number, size_t row, double x);

/* Puts a number of a row as it came in, x, whatever figures_set made of it since. */
void figures_put_raw(const struct figures *, struct out *, int number, size_t row, double x);

/* The other columns of a row that are the same in all the rows given, the rest empty:
 * set as those of row `to`, as are the names (but not the numbers).  Not in a whole table. */
void figures_share(struct figures *, size_t to, const uint32_t *row, size_t n);

/* Rows by group: those of group g are row[start[g]] .. row[start[g + 1] - 1],
 * in the order of the input; free() both. */
struct figures_groups { uint32_t *start, *row; };
struct figures_groups figures_by_group(const struct figures *);
struct figures_groups figures_by_profile(const struct figures *);

/* Those by group without `row` (NULL) if they stand in that order already, as sci-rank leaves
 * them; figures_kth is what row[k] would be. */
struct figures_groups figures_by_group_lean(const struct figures *);
struct figures_groups figures_by_profile_lean(const struct figures *);

static inline uint32_t
figures_kth(const struct figures_groups *by, size_t k)
{
	return by->row == NULL ? (uint32_t)k : by->row[k];
}

/* The same for any n things with keys from 0 to nkey - 1. */
struct figures_groups figures_by_key(const uint32_t *key, size_t n, uint32_t nkey);

/* The values that each group has in column number 0: x[i] is that of unit[i], which ascend, so that
 * two groups can be gone through side by side. */
struct figures_values *figures_values(const struct figures *);

/* All rows by year, as a number, then unit and indicator, in order of bytes; free() it. */
uint32_t *figures_sorted(const struct figures *);

/* Keys of a kept row. */
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

/* Private: how a whole table keeps the current row, and one that is added. */
void figures_record_keep(struct figures *);
void figures_record_add(struct figures *);

/* Private: the record of a row of a whole table.  FIGURES_BASE lines are less than 2^32 bytes. */
enum { FIGURES_BASE = 64, FIGURES_LONG = UINT8_MAX, FIGURES_SAME = UINT8_MAX, FIGURES_TWICE = 128 };

static inline const char *
figures_record(const struct figures *f, size_t row)
{
	return f->records.s + f->records.base[row / FIGURES_BASE] + f->records.at[row];
}

/* Private: takes a piece off the front of a record. */
static inline struct text
figures_record_next(const char **record)
{
	const char *s = *record;
	uint32_t n = (unsigned char)*s++;

	if (__builtin_expect(n == FIGURES_LONG, 0)) {
		memcpy(&n, s, sizeof n);
		s += sizeof n;
	}
	*record = s + n;
	return (struct text){ s, n };
}

/* Private: the source of a row that was not in the input. */
#define FIGURES_ADDED UINT32_MAX

/* Private: a stretch of the current row as one text, valid until the next is asked for. */
struct text figures_rest_joined(struct figures *, const struct figures_rest *);

static inline struct text
figures_rest_text(struct figures *f, const struct figures_rest *r)
{
	const struct text *first = &f->table.col[r->first], *last = first + r->count - 1;

	if (__builtin_expect(!f->table.as_head, 0))
		return figures_rest_joined(f, r);
	return (struct text){ first->s, (size_t)(last->s - first->s) + last->n };
}

/* Private: where a kept row stands that was in the input. */
char *figures_where(const struct figures *, size_t row);

/* Private: in a number's bytes.at, the row got another number. */
#define FIGURES_SET (UINT64_C(1) << 63)

/* Private: the text of a row. */
static inline struct text
figures_bytes(const struct figures_bytes *b, size_t row)
{
	uint64_t from = b->at[row] & ~FIGURES_SET;

	return (struct text){ b->s + from, (b->at[row + 1] & ~FIGURES_SET) - from };
}

/* "prog: FILE:LINE: message (2024, Bonn, overall)" about a kept row. */
_Noreturn void figures_die(const struct figures *, size_t row, const char *, ...)
    __attribute__((format(printf, 3, 4)));

/* "prog: message (2024, overall)" about a group. */
_Noreturn void figures_die_group(const struct figures *, uint32_t group, const char *, ...)
    __attribute__((format(printf, 3, 4)));

/* Has the table more rows than the processor keeps near?  Else figures_fetch is no use. */
static inline bool
figures_far(const struct figures *f)
{
	return f->n >= FIGURES_NEAR;
}

/* Asks memory early for what a row needs when it is written, where rows are not written in
 * the order they came in or their units stand in no order: to be called for the row that is
 * 4 steps ahead (FETCH_UNIT), 8, 12 and 16.  Each asks for what the one before has
 * brought the way to.  (Not inlined at once it would be taken for a function without
 * effect.) */
enum figures_fetch { FETCH_UNIT, FETCH_TEXTS, FETCH_KEYS, FETCH_ROW, FETCH_STEPS };

__attribute__((always_inline)) static inline void
figures_fetch(const struct figures *f, size_t row, enum figures_fetch what)
{
	const struct names *units = &f->keys.units;

	switch (what) {
	case FETCH_ROW:
		__builtin_prefetch(&f->profile[row]);
		__builtin_prefetch(&f->group[row]);
		for (int i = 0; i < f->nnumber; i++) {
			__builtin_prefetch(&f->number[i].x[row]);
			if (f->number[i].bytes.at != NULL)
				__builtin_prefetch(&f->number[i].bytes.at[row]);
		}
		for (int i = 0; i < f->nrest && !f->whole; i++)
			__builtin_prefetch(&f->rest[i].id[row]);
		if (f->whole)
			__builtin_prefetch(&f->records.at[row]);
		break;
	case FETCH_KEYS:
		__builtin_prefetch(&f->keys.profiles.pair[f->profile[row]]);
		for (int i = 0; i < f->nrest && !f->whole; i++)
			__builtin_prefetch(&f->rest[i].names.text[f->rest[i].id[row]]);
		if (f->whole)
			__builtin_prefetch(figures_record(f, row));
		break;
	case FETCH_TEXTS:
		__builtin_prefetch(&units->text[figures_unit(f, row)]);
		for (int i = 0; i < f->nnumber; i++)
			if (f->number[i].bytes.at != NULL)
				__builtin_prefetch(figures_bytes(&f->number[i].bytes, row).s);
		for (int i = 0; i < f->nrest && !f->whole; i++)
			__builtin_prefetch(f->rest[i].names.text[f->rest[i].id[row]].s);
		break;
	default:
		__builtin_prefetch(units->text[figures_unit(f, row)].s);
	}
}

/* Writes the line of names, and a row.  `own` puts the filter's columns (without a tab). */
typedef void figures_put(struct out *, int which, size_t row);
void figures_write_head(struct figures *, struct out *);
void figures_write_row(struct figures *, struct out *, size_t row, figures_put *own);

#endif
