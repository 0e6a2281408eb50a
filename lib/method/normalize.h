/* normalize - how the values of a year and indicator become scores: the arithmetic of sci-normalize.
 *
 * Values are x', direction times transformed figure, so that more is always better; NaN is a
 * missing one.  Where a scale transforms them itself (scale_transforms) they are direction times
 * figure: a logarithm that is rounded before its distance from another is taken costs digits.  The formulas are those of the OECD/JRC Handbook 2008, 5; sci-normalize.1 has
 * them all.  A score is never worked out from a spread that is not there.
 */
#ifndef NORMALIZE_H
#define NORMALIZE_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "method/method.h"
#include "number/twice.h"

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
	int transform;          /* of enum transform, what the scale does itself, or METHOD_UNSET */
	double low, high;       /* goalposts, turned by the direction: low is the worse */
	double target;
	double reference;       /* NaN if it has no value */
	double places;          /* percentile: how many there are; the values are places */
	const double *x;        /* zscore: the n values */
	size_t n;
};

/* A score is a + b (x' - from) / width, by its kind; of SCALE_FAR it is b width / -x'. */
enum scale_kind {
	SCALE_LINEAR,
	SCALE_WIDE,             /* likewise, where b / width is beyond what is quick, or x' is
	                         * to be transformed */
	SCALE_FAR
};

struct scale {
	double least, most;     /* of the values, infinite where there is none */

	/* Private. */
	enum scale_kind kind;
	int transform;
	double direction;
	double a;
	struct twice b, from, width;
	struct twice above;             /* scores begin so far above `from` */
	struct twice slope;             /* b / width */
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

/* Does the scale of a method transform values itself? */
static inline bool
scale_transforms(int method)
{
	return method == NORMALIZE_MINMAX || method == NORMALIZE_ZSCORE ||
	    method == NORMALIZE_GOALPOSTS || method == NORMALIZE_TARGET ||
	    method == NORMALIZE_REFERENCE;
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

/* The scores of n values, x[i] by scale[of[i]]: NaN for NaN, and infinite or NaN for what is beyond
 * the doubles.  Differences, slope and product have twice the precision and are
 * rounded once: scores are the nearest doubles, but for ties to 30 digits, scores near 0 beside
 * the ends of the range or the subnormals, and z-scores of values that differ in their last
 * bits only. */
void scale_scores(double *score, const double *x, const uint32_t *of, size_t n,
    const struct scale *scale);

#endif
