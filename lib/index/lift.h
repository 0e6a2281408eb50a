/* lift - what a city's score and place would be with other figures of its own:
 * the arithmetic of sci-potential.
 *
 * The edition is scored anew, the other cities too; what these figures cannot
 * alter is taken as it stands.
 */
#ifndef LIFT_H
#define LIFT_H

#include <stdbool.h>
#include <stdint.h>

#include "index/index.h"

/* An edition as it stands, and tried. */
struct lift {
	struct index *index;
	uint32_t edition, node, n;      /* the node whose score is looked at; cities */
	const double *score;            /* as it stands, NULL if the node is not made */
	double *rank;
	size_t ranked;

	/* Of the last trial; NaN where the edition cannot be scored so. */
	const double *score_then;
	double *rank_then;

	/* Private. */
	struct index_scores made, tried;
	double *kept, *sorted, *place;
	uint32_t *order;                /* the cities in order of their places, as it stands */
};

/* Scores an edition.  False with a problem. */
bool lift_open(struct lift *, struct index *, uint32_t edition, uint32_t node,
    struct problem *);

/* Scores it anew with these figures in the place of those there are.  False
 * with a problem, and then none has a score. */
bool lift_try(struct lift *, const struct index_change *, size_t n,
    struct problem *);

/* Takes the last trial for how it stands; it went well. */
void lift_keep(struct lift *);

void lift_close(struct lift *);

/* The cities that one would overtake: strictly before it, then strictly behind,
 * in order of their places as they stand; passed[n].  Returns how many. */
uint32_t lift_passed(const struct lift *, uint32_t city, uint32_t *passed);

/* The mean change of the scores of the other cities that are ranked both times;
 * NaN without any. */
double lift_others(const struct lift *, uint32_t city);

/* Changes of a city, `of` of them and one at least, that bring it to a place
 * or before it: order[taken].  Each time the one that leads to the highest
 * score, of no node twice, as long as one does to a higher one. */
void lift_greedy(struct lift *, const struct index_change *, size_t of,
    double place, size_t *order, size_t *taken);

/* Likewise, the fewest of 16 at most; of as many the ones with the highest
 * score, of equal ones the first in order.  If no set of them does, the one
 * with the best place, then likewise. */
void lift_fewest(struct lift *, const struct index_change *, size_t of,
    double place, size_t *order, size_t *taken);

#endif
