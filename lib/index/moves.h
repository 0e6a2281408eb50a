/* moves - the figures of a city that could be better, and what they could
 * become: what sci-potential tries.
 *
 * Better is what the direction says; where an indicator is scored by its
 * distance from a target (closest), what is nearer to it, on the side where the
 * city is.
 */
#ifndef MOVES_H
#define MOVES_H

#include <stdbool.h>
#include <stdint.h>

#include "index/index.h"
#include "method/steps.h"

/* A figure and what it could become.  A list of yes and no (0 and 1, and
 * nothing else in the edition) has one move, to the better of the two; a figure
 * that is missing one, to the median of the peers (of yes and no the lesser of
 * the two in the middle). */
struct move {
	uint32_t node;
	enum { MOVE_STEPS, MOVE_YES, MOVE_REPORT, MOVE_SET } kind;
	unsigned long steps;            /* of MOVE_STEPS: a bit for each */
	double value, target;           /* raw figures; value NaN where it is missing */
	uint32_t model;                 /* the peer at the target or above with the largest rise since the
	                                 * edition before, by its name among equals; NAME_NONE: none */
};

/* What is asked for. */
struct moves {
	const struct index *index;
	const uint32_t *leaf;           /* the nodes that can be moved */
	uint32_t nleaf;
	const struct step *step;
	size_t nstep;
	const uint32_t *group;          /* [row of the figures]: peers have the same; NULL: all are */

	/* Private. */
	uint32_t *city_group, seen;     /* of the edition that was looked at last, + 1 */
	struct moves_leaf *seen_leaf;   /* its leaves */
	double *peer;
	struct target *target;
};

/* The moves of a city in an edition, in order of the leaves, at most nleaf *
 * (nstep + 1); how many. */
size_t moves_of(struct moves *, uint32_t edition, uint32_t city, struct move *);

#endif
