/* prepared - figures as sci-normalize reads them, checked against a framework:
 * what an engine in process starts from.
 */
#ifndef PREPARED_H
#define PREPARED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "table/figures_order.h"
#include "table/framework.h"
#include "table/rule.h"

struct prepared {
	struct figures figures;         /* value is number 0 */
	uint32_t *node;                 /* indicator -> node, NAME_NONE for what is dropped */
	uint32_t reference;             /* the unit of --reference, or NAME_NONE */
	int flag;                       /* a name in figures, or -1 */
	int coverage, measured;         /* numbers in figures, or -1 */
	size_t given;                   /* rows that came in; those behind were added */

	/* Private. */
	bool all;                       /* rows that the framework drops are kept, too */
	size_t node_cap;
	uint32_t nnode;
	struct figures_groups by_profile;       /* the rows that came in, once prepared_row asks */
};

/* Opens the table of the command line.  Other columns may be asked for before
 * it is read. `bytes`: those of the values are kept, for figures_put_raw. */
void prepared_open(struct prepared *, const struct opt *, bool bytes);

/* Makes room for flags where there is no such column: for changes that have
 * one. */
void prepared_flags(struct prepared *);

/* Reads all rows.  Dies on what sci-normalize dies on. */
void prepared_read(struct prepared *, const struct framework *,
    const struct rule *);

/* Dies if the method of a node that has rows lacks what options say; node[] may
 * be the framework's with other cells. */
void prepared_check(const struct prepared *, const struct node *node,
    const struct rule *);

/* Has a row's flag one of the letters? */
bool prepared_flagged(const struct prepared *, uint32_t row,
    const char *letters);

/* Reads all rows into [1], and has them in [0] as another framework sees them:
 * `apart` says that it is one.  They share their rows, so neither may add any.
 * prepared_check_both dies on rows of the year `now` that [1] does not know,
 * and on others that [0] does not. */
void prepared_read_both(struct prepared p[2], const struct framework f[2],
    const struct rule *, bool apart);
void prepared_check_both(const struct prepared p[2],
    const struct framework f[2], const struct rule *, uint32_t now);

/* A row's share of its own, `coverage` or `measured`; NaN for none. */
double prepared_share(const struct prepared *, int number, uint32_t row);

/* The row of a unit, a year and a node; one without a value is added if there
 * is none.  NAME_NONE if the unit has no row at all in that year. */
uint32_t prepared_row(struct prepared *, const struct framework *,
    uint32_t year, uint32_t unit, uint32_t node);

/* Adds such rows for what units lack of these leaves: units that are chosen in
 * all editions, NULL: all in the newest; `year` (or NULL): in that edition. */
void prepared_rows(struct prepared *, const struct framework *,
    const uint32_t *leaf, uint32_t nleaf, const bool *chosen, const char *year);

/* "prog: BEFORE FILE:LINE: message (2024, Bonn, x)" for what an engine says;
 * what is NAME_NONE is left out. */
_Noreturn void prepared_die(const struct prepared *, const struct framework *,
    uint32_t row, const char *before, uint32_t year, uint32_t unit,
    uint32_t node, const char *words);

#endif
