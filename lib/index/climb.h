/* tree - from the rows of a city to the nodes above them.
 *
 * Which nodes are made is decided for a whole year: every inner node of the
 * framework but those that come in as rows, and what is below these.  Then one
 * city at a time is laid out (climb_city), and its nodes are made in the order
 * of the climb (climb_node), children before parents.
 */
#ifndef CLIMB_H
#define CLIMB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "method/method.h"
#include "table/framework.h"
#include "table/scores.h"

/* How nodes are made where the framework does not say it. */
struct climb_rule {
	struct method method;
	double min_coverage, min_present;       /* shares; met within 1e-9 */
	bool propagate;                 /* one missing child leaves the node missing */
	bool zero;                      /* a zero makes a power mean 0 */
};

struct climb {
	const struct framework *framework;
	const struct scores *scores;
	struct climb_rule rule;

	/* Of the year. */
	uint32_t *made, nmade;          /* the nodes made, in the order of the climb */
	uint32_t *slot;                 /* node -> its place in `made` + 1, or 0 */
	bool strays;                    /* rows with another parent than the framework's */

	/* Of the city. */
	uint32_t profile;
	uint32_t *place;                /* node -> number of its row in `scores`; of another city
	                                 * if it is not in this one's range */
	uint32_t first, count;          /* that range */

	/* Of the node: its children that have a value and a weight. */
	double *w, *x;
	uint32_t *child;
	size_t n;
	size_t all;                     /* children with a weight */
	double *coverage, *measured;    /* of those with a value */
	double *absent;                 /* the weights of the others */
	bool full;                      /* all are there, covered and measured */
	bool alike;                     /* those there are measured as far as they are covered */
};

void climb_init(struct climb *, const struct scores *, const struct climb_rule *);

/* Decides which nodes are made in a year; dies if one comes in as rows and so
 * does what it is made of, naming both lines. */
void climb_year(struct climb *, uint32_t year);

/* Lays out the rows of a profile. */
void climb_city(struct climb *, uint32_t profile);

/* The city's row of a node, or NAME_NONE. */
static inline uint32_t
climb_row(const struct climb *c, uint32_t node)
{
	return c->place[node] - c->first < c->count ? scores_row(c->scores, c->place[node]) :
	    NAME_NONE;
}

/* Collects the children of a node: rows by their own parent and weight, made
 * nodes (score[slot - 1]) and absent children by the framework's. */
void climb_children(struct climb *, uint32_t node, const struct score *score);

/* The method of a node. */
struct method climb_method(const struct climb *, uint32_t node);

/* Makes a node of its children.  The value is NaN where it is missing; with
 * copeland it is 0 where the city takes part.  coverage is sum(w coverage)/sum(w) over
 * all children, those without a value counting 0; measured likewise. */
struct score climb_node(const struct climb *, uint32_t node);

#endif
