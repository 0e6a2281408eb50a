/* mean_lanes - arithmetic, geometric and harmonic means, of many cities at once.
 *
 * They are f^-1(sum(w f(x))/sum(w)): x, ln x or 1/x in twice the precision, summed in the order of
 * the children and rounded once.  The cities' sums stand side by side, and a child is added to all
 * of them, so that a processor may take several at a time: with the bits of one by one.
 *
 *      mean_lanes_begin(&l, four, room, cities, first, method)
 *      mean_lanes_add(&l, &child)              as often as one likes
 *      mean_lanes_scores(&l, score, state)
 */
#ifndef MEAN_LANES_H
#define MEAN_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "method/method.h"
#include "number/four.h"
#include "number/twice.h"

/* Does a method of METHOD_AGGREGATE have such means? */
bool mean_has_image(const struct method *);

/* f(x[i]) as hi[i] + lo[i]; for NaN, NaN and 0; what has none is infinite.  Not
 * to be asked for arithmetic, where it is x itself. */
void mean_image(const struct method *, const double *x, size_t n, double *hi,
    double *lo);

/* A child: its weight, what each city has of it, NaN for nothing, and f of that
 * (not for arithmetic; NULL: to be taken).  Entry k is of city k; or, where
 * `at` is not NULL, of city at[k], and cities that none of the n entries is of
 * have nothing. */
struct mean_column {
	double w;
	const double *x, *hi, *lo;
	bool gaps;                      /* some x may be NaN */
	const uint32_t *at;
	size_t n;
};

/* The sums of four cities. */
struct mean_four {
	struct four_twice sum;          /* sum(w f(x)) */
	struct four_twice weight;       /* sum(w), once a child is missing somewhere */
	four least, most;               /* x, if f is not x itself */
};

/* Children that are added together: as many as a processor fetches ahead of at
 * a time. */
enum { MEAN_TOGETHER = 4 };

/* Cities first .. first + n - 1.  They need MEAN_FOURS(n) sums and MEAN_ROOM(n)
 * doubles. */
#define MEAN_FOURS(n) (((size_t)(n) + 3) / 4)
#define MEAN_ROOM(n) ((2 + 2 * MEAN_TOGETHER) * 4 * MEAN_FOURS(n))
struct mean_lanes {
	const struct method *method;
	size_t n;
	uint32_t first;
	bool image, gaps;
	struct mean_four *four;
	double *mean, *rest;            /* of images, and what rounding took from it */
	double *images;                 /* of the children that wait to be added */
	struct mean_column child[MEAN_TOGETHER];
	size_t nchild;
	struct twice common;            /* sum(w) before a child was missing */
};

void mean_lanes_begin(struct mean_lanes *, struct mean_four *, double *room,
    size_t n, uint32_t first, const struct method *);

/* What the child points to must stay until the means are taken. */
void mean_lanes_add(struct mean_lanes *, const struct mean_column *child);

/* The means of the cities, and of each whether it is there: it has no child; it
 * is; it must be computed by itself, of some extreme scores and where it does
 * not exist. */
enum mean_state { MEAN_NONE, MEAN_THERE, MEAN_ALONE };
void mean_lanes_scores(struct mean_lanes *, double *score,
    unsigned char *state);

/* sum(w) of the children that a city has, then. */
static inline struct twice
mean_lanes_weight(const struct mean_lanes *l, size_t city)
{
	const struct four_twice *w = &l->four[city / 4].weight;

	return (struct twice){ w->hi[city % 4], w->lo[city % 4] };
}

#endif
