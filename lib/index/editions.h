/* editions - two editions beside each other, scored by the engine: what the
 * arithmetic of explain.h takes of a city.
 *
 * Side 0 is the earlier edition, side 1 the later; each has an index of its
 * own, which is the same where one framework holds for both.
 */
#ifndef EDITIONS_H
#define EDITIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "index/merged.h"
#include "index/explain.h"
#include "index/index.h"

struct editions {
	struct index *index[2];
	struct merged *merged;
	struct explain explain;
	struct side {
		uint32_t edition, n;            /* of the index; its cities */
		const double *top;              /* what is explained: score[city], NULL if it is not made */
		double *rank;                   /* its places, NaN without; all cities, if it is made, */
		uint32_t *order;                /* in order of their places */
		struct index_scores made;
		double **score, **value;        /* [node][city]: of leaves, and what they are made of */
	} side[2];

	/* Private. */
	bool *enters[2];
	uint32_t *then;                 /* a city of side 1 -> the same of side 0, or NAME_NONE */
	double *cross[2][2];            /* [x][o][node] of the city at hand */
};

/* `zero` as in struct explain; all that is pointed to must stay. */
void editions_open(struct editions *, struct index *before, struct index *now,
    struct merged *, bool zero);

/* Scores edition number `edition` for side t, 0 before 1.  False with a
 * problem, of that side's framework. */
bool editions_score(struct editions *, int t, uint32_t edition,
    struct problem *);

/* Looks at a city, number city[t] on side t: what enters, and all scores that
 * explain_city needs.  False with a problem of the framework of side *t. */
bool editions_city(struct editions *, const uint32_t *city, int *t,
    struct problem *);

/* A node's score, of a leaf or made; NaN if there is none or no such city or
 * node. */
double editions_node(const struct editions *, int t, uint32_t node,
    uint32_t city);

/* The row of its figure, in the figures, or NAME_NONE. */
uint32_t editions_row(const struct editions *, int t, uint32_t node,
    uint32_t city);

/* The units that a city overtook: strictly before it, then strictly behind;
 * `by`: that overtook it.  In order of their present places, passed[n]; returns
 * n. */
uint32_t editions_passed(const struct editions *, const uint32_t *city, bool by,
    uint32_t *passed);

/* Has a node parts of its own to show: is none of those above it a whole? */
bool editions_shown(const struct editions *, uint32_t node);

/* The place that a city would have had among the earlier scores with so much
 * more; equal at 12 digits is equal. */
double editions_place(const struct editions *, uint32_t city, double more);

#endif
