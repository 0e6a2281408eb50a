/* mean_lanes - arithmetic, geometric and harmonic means, of many cities at once.
 *
 * They are f^-1(sum(w f(x))/sum(w)): x, ln x or 1/x in twice the precision, summed in the order of
 * the children and rounded once.  The cities' sums stand side by side, and a child is added to all
 * of them, so that a processor may take several at a time: with the bits of one by one.
 *
 *      mean_lanes_begin(&l, room, cities, first, method)
 *      mean_lanes_add(&l, child, n)            as often as one likes
 *      mean_lanes_scores(&l, score, state)
 */
#ifndef MEAN_LANES_H
#define MEAN_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "method/method.h"
#include "number/twice.h"

/* Does a method of METHOD_AGGREGATE have such means? */
bool mean_has_image(const struct method *);

/* f(x[i]) as hi[i] + lo[i]; for NaN, NaN and 0; what has none is infinite.  Not to be asked for
 * arithmetic, where it is x itself. */
void mean_image(const struct method *, const double *x, size_t n, double *hi, double *lo);

/* A child: its weight, what each city has of it, NaN for nothing, and f of that (not for
 * arithmetic).  Entry k is of city k; or, where `at` is not NULL, of city at[k], and cities that
 * none of the n entries is of have nothing. */
struct mean_column {
	double w;
	const double *x, *hi, *lo;
	bool gaps;                      /* some x may be NaN */
	const uint32_t *at;
	size_t n;
};

/* The sums of cities first .. first + n - 1; room is of MEAN_LANES_ARRAYS * n doubles. */
enum { MEAN_LANES_ARRAYS = 8 };
struct mean_lanes {
	size_t n;
	uint32_t first;
	int id;                         /* of the method */
	bool image, gaps;
	double *sum, *sum_lo;           /* sum(w f(x)) */
	double *weight, *weight_lo;     /* sum(w), once a child is missing somewhere */
	double *least, *most;           /* x, if f is not x itself */
	double *mean, *rest;            /* of images, and what rounding took from it */
	struct twice common;            /* sum(w) before that */
};

void mean_lanes_begin(struct mean_lanes *, double *room, size_t n, uint32_t first,
    const struct method *);
void mean_lanes_add(struct mean_lanes *, const struct mean_column *, size_t n);

/* The means of the cities, and of each whether it is there: it has no child; it
 * is; it must be computed by itself, of some extreme scores and where it does
 * not exist. */
enum mean_state { MEAN_NONE, MEAN_THERE, MEAN_ALONE };
void mean_lanes_scores(struct mean_lanes *, double *score, unsigned char *state);

#endif
