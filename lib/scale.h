/* scale - how the values of a year and indicator become scores: the arithmetic of sci-normalize.
 *
 * Values are x', direction times transformed figure, so that more is always better; NaN is a
 * missing one.  The formulas are those of the OECD/JRC Handbook 2008, 5; sci-normalize.1 has
 * them all.  A score is never worked out from a spread that is not there.
 */
#ifndef SCALE_H
#define SCALE_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "method.h"

/* What holds for all scales. */
struct scale_rule {
	double low, high;       /* where they begin and end */
	double mean, sd;        /* of zscore */
	bool clip;              /* goalposts, target and reference end there for everyone */
};

/* What a scale is made of, as far as its method takes it. */
struct scale_of {
	int method;             /* of enum normalize */
	double direction;
	double low, high;       /* goalposts, turned by the direction: low is the worse */
	double target;
	double reference;       /* NaN if it has no value */
	double places;          /* percentile: how many there are; the values are places */
	const double *x;        /* zscore: the n values */
	size_t n;
};

/* A score is a + b ((x' - from) / width), by its kind; of SCALE_FAR, which is b (width / -x'). */
enum scale_kind {
	SCALE_LINEAR,
	SCALE_TWICE,            /* the quotient is one of numbers in twice the precision */
	SCALE_FAR
};

struct scale {
	double least, most;     /* of the values, infinite where there is none */

	/* Private. */
	double a, b, from, width;
	double from_rest, width_rest;   /* what these lack as doubles: a mean, a deviation */
	enum scale_kind kind;
	bool clip;
	double low, high;       /* where it is clipped */
};

/* Why no score can be made. */
enum scale_lack {
	SCALE_FITS,             /* it can */
	SCALE_EQUAL,            /* all values are equal (scale_equal), or the goalposts, or one is
	                         * there only */
	SCALE_TARGET,           /* the target is not better than the worst value */
	SCALE_REFERENCE,        /* nor is the reference, or it has no value */
	SCALE_FRACMAX,          /* direction 1: a value below 0, or none above */
	SCALE_FRACMAX_LOW,      /* direction -1: a value that is not above 0 */
	SCALE_BEYOND            /* the spread is beyond the doubles */
};

/* The scale of no values yet, and a value more. */
void scale_begin(struct scale *);

static inline void
scale_take(struct scale *s, double x)
{
	s->least = x < s->least ? x : s->least;
	s->most = x > s->most ? x : s->most;
}

/* Are the least and the most of some values the same on paper?  Quotients that are equal are
 * computed up to two last bits apart. */
static inline bool
scale_equal(double least, double most)
{
	return most - least <= 0x1p-51 * fmax(fabs(least), fabs(most));
}

/* Fits a scale that has taken one value at least.  The methods none, rank and borda always
 * fit; for the latter and percentile the values are replaced by their places. */
enum scale_lack scale_fit(struct scale *, const struct scale_rule *, const struct scale_of *);

/* Gives all values the same score, which may be missing. */
void scale_flat(struct scale *, double score);

/* Is it missing? */
static inline bool
scale_missing(const struct scale *s)
{
	return s->a != s->a;
}

/* Private: the score by SCALE_TWICE. */
double scale_twice(const struct scale *, double x);

/* The score of a value, NaN for NaN; infinite or NaN where it is beyond the doubles. */
static inline double
scale_score(const struct scale *s, double x)
{
	double y;

	if (x != x)
		return x;
	if (__builtin_expect(s->kind != SCALE_LINEAR, 0))
		return s->kind == SCALE_FAR ? s->b * (s->width / -x) : scale_twice(s, x);
	y = s->a + s->b * ((x - s->from) / s->width);
	if (s->clip)
		y = y < s->low ? s->low : y > s->high ? s->high : y;
	return y;
}

#endif
