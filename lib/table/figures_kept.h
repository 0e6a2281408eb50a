/* figures_kept - what a table in memory keeps of its rows to write them again.  Inside of figures
 * only.
 *
 * What a row passes beside its keys and names comes in pieces: numbers, and stretches of other
 * columns between them.  A record is its pieces as they go out, each behind its length: a byte, or
 * FIGURES_LONG and four.  What tables are full of is left out:
 *
 * - Of a stretch what is as in the first row of the group: all cities of an edition have in
 *   common an indicator's parent, its weight, how many are ranked.  A byte stands before it:
 *   FIGURES_SAME, and nothing follows; or how many of the first bytes are as there, and the
 *   others follow.
 * - A stretch that is as in the row before, such as a city's state: FIGURES_NAMED, and its number
 *   among the names.
 */
#ifndef FIGURES_KEPT_H
#define FIGURES_KEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/names.h"
#include "stream/out.h"

enum {
	FIGURES_COLUMNS = 16,
	FIGURES_BASE = 64,              /* as many lines are less than FIGURES_SET bytes */
	FIGURES_LONG = UINT8_MAX,
	FIGURES_SAME = UINT8_MAX, FIGURES_NAMED = UINT8_MAX - 1,
	FIGURES_FRONT = FIGURES_NAMED - 1,
	FIGURES_LEAD = 96
};

#define FIGURES_SET (UINT32_C(1) << 31)         /* in `at`: the row got another value */
#define FIGURES_ADDED UINT32_MAX                /* the source of a row that was not in the input */

/* What stands where in a row of output. */
struct figures_piece {
	enum figures_kind {
		FIGURES_YEAR, FIGURES_UNIT, FIGURES_INDICATOR, FIGURES_NUMBER,
		FIGURES_NAME,
		FIGURES_REST, FIGURES_OWN
	} kind;
	int which;              /* number, name, own column, or stretch of the rest */
	int column;             /* of a number */
	int nown;               /* own columns that stand side by side */
};

/* Other columns that stand side by side, as one text. */
struct figures_rest {
	int first, count;
	struct names names;
	uint32_t *common;       /* of each group: as in its first row, or NAME_NONE */
	size_t common_cap;
	char *last;             /* in the row before, if that is not as in the first of its group */
	size_t nlast, last_cap;
	uint32_t named;         /* the number of that, or NAME_NONE */
};

struct figures_kept {
	bool bare;
	bool shares;                    /* some numbers are */
	const char *own[FIGURES_COLUMNS];
	int nown;
	struct figures_piece *piece, *passed;   /* passed: those that records have */
	int npiece, npassed;
	struct figures_rest *rest;
	int nrest;
	int *sign, nsign;               /* columns of numbers that nobody reads as such */
	bool apart;                     /* the fields of the current row do not stand side by side */

	size_t ready;                   /* rows that there is room for */
	uint32_t group;                 /* of the current row */
	uint32_t ngroup;                /* those that have room in rest[].common */
	char *record;
	size_t nrecord, record_cap;
	uint64_t *base;                 /* where those of every FIGURES_BASE rows begin */
	size_t base_cap;
	uint32_t *at;                   /* row -> how far from there, and FIGURES_SET */
	uint32_t *source;               /* row -> row of the table, if some were not kept, or
	                                 * FIGURES_ADDED */
	char *scratch;
	size_t scratch_cap;

	struct figures_lead {           /* year and unit as rows begin with them */
		bool there;             /* the first two pieces are they */
		uint32_t last;          /* profile of the row written last */
		uint32_t profile;       /* whose text this is, or NAME_NONE */
		size_t n;
		char s[FIGURES_LEAD + OUT_OVER];
	} lead;
};

struct figures;

/* Decides where every column goes: before the first row. */
void figures_lay_out(struct figures *);

/* Keeps the record of the current row, and of one that is added: see
 * figures_add. */
void figures_record_keep(struct figures *);
void figures_record_add(struct figures *, uint32_t group, const uint32_t *like,
    size_t n);

static inline const char *
figures_record(const struct figures_kept *k, size_t row)
{
	return k->record + k->base[row / FIGURES_BASE] +
	    (k->at[row] & ~FIGURES_SET);
}

/* Takes a text off the front of a record. */
static inline struct text
figures_record_text(const char **record)
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

/* A stretch of a record: a front, and what is behind it. */
struct figures_stretch { struct text front, back; };

/* Takes the stretch of a row of that group off the front of its record. */
static inline struct figures_stretch
figures_record_stretch(const struct figures_rest *r, uint32_t group,
    const char **record)
{
	struct figures_stretch s = { .back = { NULL, 0 } };
	unsigned front = (unsigned char)*(*record)++;
	uint32_t id = r->common[group];

	if (front == FIGURES_NAMED) {
		memcpy(&id, *record, sizeof id);
		*record += sizeof id;
	}
	s.front = r->names.text[id];
	if (front >= FIGURES_NAMED)
		return s;
	s.front.n = front;
	s.back = figures_record_text(record);
	return s;
}

/* Copies it to p, with room for its bytes and OUT_OVER more, and returns its
 * end. */
static inline char *
figures_stretch_copy(char *p, const struct figures_stretch *s)
{
	p = out_copy(p, s->front);
	return s->back.n == 0 ? p : out_copy(p, s->back);
}

#endif
