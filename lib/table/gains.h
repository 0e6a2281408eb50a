/* gains - what better figures would lead to, need and cost: the rows of
 * sci-potential. */
#ifndef GAINS_H
#define GAINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "method/steps.h"
#include "stream/out.h"
#include "table/framework.h"
#include "table/keys.h"
#include "table/records.h"

/* A trial: figures of a city that were replaced together.  Numbers that are not
 * known are NaN. */
struct gain {
	uint32_t *node;
	size_t nnode;
	const char *kind;               /* of move, or "": the steps say it */
	unsigned long steps;            /* a bit for each */
	double value, target;           /* of one figure */
	double score, score_then, rank, rank_then, others;
	uint32_t *passed, npassed;      /* units that were overtaken */
	uint32_t model;                 /* a unit, or NAME_NONE */
	int stage;

	/* Private. */
	double need, absolute, cost;
	size_t order;
};

struct gains {
	const struct framework *framework;
	const struct keys *keys;
	const char *unit;               /* the column of what is ranked */
	const struct step *step;        /* what the bits of a trial are */
	size_t nstep;
	struct records by, costs;       /* denominators, and what a unit costs; or no rows */
	bool stages;                    /* rows stay as they came, with a column `stage` */

	/* Private. */
	struct gain *row;
	size_t n, cap;
};

/* A row more, empty: the caller fills it in; `node` and `passed`, in memory of
 * their own, are taken over.  It is there until the next one is added. */
struct gain *gains_add(struct gains *);

/* Writes the names of the columns; the rows of a city, those that gain most
 * places first, then most points; no row is left then. */
void gains_header(const struct gains *, struct out *);
void gains_put(struct gains *, struct out *, uint32_t year, uint32_t unit);

#endif
