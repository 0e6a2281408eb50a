/* findings - what is wrong or suspicious in a table, as a table of its own.
 *
 * A finding has a severity, what it is about (some of year, unit and indicator:
 * numbers of names that the caller keeps until all is written), a kind and a
 * detail.  Findings are collected in any order and written in one.
 */
#ifndef FINDINGS_H
#define FINDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/names.h"
#include "base/text.h"
#include "stream/out.h"
#include "stream/tsv.h"

enum finding_severity { FINDING_ERROR, FINDING_WARNING, FINDING_NOTE };

/* So many texts of finding_number and finding_where are valid at a time; their
 * bytes. */
enum { FINDING_ROOMS = 4, FINDING_ROOM = 300 };

struct findings {
	size_t nerror;          /* how many of them are errors */

	/* Private. */
	const struct tsv *table;
	const char *unit;
	const struct names *years, *units, *indicators;
	bool many_files;
	struct finding {
		const struct findings *of;
		enum finding_severity severity;
		uint32_t year, unit, indicator;
		const char *kind;
		char *detail;
	} *finding;
	size_t n, cap;
	char room[FINDING_ROOMS][FINDING_ROOM];
	unsigned turn;          /* how many texts have been put there */
};

/* No findings yet, about an open table: of several files if `many_files`, so
 * that places name theirs.  `unit` is what the unit's column is called. */
void findings_init(struct findings *, const struct tsv *table, bool many_files,
    const char *unit, const struct names *years, const struct names *units,
    const struct names *indicators);

/* Adds a finding, about no year, unit or indicator where that is NAME_NONE.
 * `kind` is kept as a pointer; the detail, without tab and newline, is cut
 * after 1,023 bytes. */
void finding_add(struct findings *, enum finding_severity, uint32_t year,
    uint32_t unit, uint32_t indicator, const char *kind, const char *detail,
    ...) __attribute__((format(printf, 7, 8)));

/* A field as it may stand in a detail: its first 100 bytes. */
struct text finding_text(struct text);

/* A finite number as it stands in a detail, and "line 7" or "FILE:7" for a row
 * of the table (from 0, over all files): terminated, valid until FINDING_ROOMS
 * others have been asked for. */
const char *finding_number(struct findings *, double);
const char *finding_where(struct findings *, uint64_t row);

/* Writes the table with its header: by severity, year as a number, unit,
 * indicator, kind and detail in order of bytes; what a finding is not about is
 * empty and comes first. */
void findings_write(struct findings *, struct out *);

#endif
