/* among - the score that a value has as one of many, of normalize.h: what a
 * figure of one edition would score among those of another.
 *
 * Bounds, ranks, mean and deviation are of all of them, the value among them.
 * They are sorted once; then a score takes log n steps, save for z-scores of
 * values that lie far out.
 */
#ifndef AMONG_H
#define AMONG_H

#include <stddef.h>

#include "method/normalize.h"

struct among {
	struct normalize_rule rule;
	enum scale_lack lack;           /* why they have no scores */
	size_t n;
	double *x;                      /* x' of those that are there, ascending */
	double *place;                  /* of each, if the method asks for all values: the dense rank */
	struct twice mean, squares;     /* and the sum of squares of deviations from it */
};

/* Takes n raw values, of which some may be missing. */
void among_open(struct among *, const struct normalize_rule *, const double *x,
    size_t n);
void among_free(struct among *);

/* The score of a raw value in the place of another of them, or (NaN) beside
 * them.  Without spread it is `constant` or else the middle of the range, M for
 * zscore. */
enum scale_lack among_score(const struct among *, double x, double instead_of,
    double *score);

#endif
