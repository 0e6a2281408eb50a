/* normalize - how the values of a year and indicator become scores: the
 * arithmetic of sci-normalize.
 *
 * x' is direction times transformed value, so that more is always better; the
 * formulas are those of the OECD/JRC Handbook on Constructing Composite
 * Indicators (2008), 5, and sci-normalize.1 has them all.  A missing value is
 * NaN and has no score.  A score is never worked out from a spread that is not
 * there.  What one value more would score has among.h.
 */
#ifndef NORMALIZE_H
#define NORMALIZE_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "method/method.h"
#include "number/rank.h"
#include "number/twice.h"

/* What an indicator's values become scores by. */
struct normalize_rule {
	struct method method;           /* of METHOD_NORMALIZE; what it does not give follows: */
	double low, high;               /* where scores begin and end: LO, HI */
	double mean, sd;                /* of zscore: M, S */
	enum rank_ties ties;
	bool clip;                      /* goalposts, target and reference end there for everyone */

	bool exact;                     /* places tell all doubles apart: see rank.h */
	bool constant_given;            /* where there is no spread all get `constant`, NaN: none */
	double constant;
	int direction;                  /* 1 or -1 */
	int transform;                  /* of enum transform, or METHOD_UNSET */
	double goal_low, goal_high, target;     /* of the framework, in raw units; NaN: not given */
	double reference;               /* the raw value of --reference, or NaN */
};

/* The same with what the text of the method gives put in its place. */
struct normalize_rule normalize_resolve(const struct normalize_rule *);

/* The scores of n raw values, of which some may be missing; score may be x.
 * Why there are none otherwise, and if it is for one of them, *at is that one.
 *
 * Scores of linear scales are rounded once, but for ties to 30 digits, scores
 * near 0 beside the ends of the range, and z-scores of values that differ in
 * their last bits only.  A transform is rounded before. */
enum scale_lack normalize_scores(const struct normalize_rule *, const double *x,
    size_t n, double *score, size_t *at);

/* Are the least and the most of some values the same on paper?  Quotients that
 * are equal are computed up to two last bits apart. */
bool normalize_equal(double least, double most);

/* x', n values of which one is there at least and some may be missing, and the
 * line through what a method makes of them: a + b (x - from)/width, DISTANCE:
 * |x - from|; FAR: b width/-x. */
struct scale {
	const struct normalize_rule *rule;
	double *x;
	size_t n;
	double least, most;     /* of x' */
	double a;
	struct twice b, from, width;
	bool far, distance, clip;
};

/* x - from, or how far x is from it. */
static inline struct twice
normalize_away(const struct scale *s, double x)
{
	struct twice d = twice_of_sum(x, -s->from.hi);
	double side = s->distance && d.hi < 0 ? -1 : 1;

	return (struct twice){ side * d.hi, side * d.lo };
}

/* The rows of METHOD_NORMALIZE: each lays the line, and may change x'. */
typedef enum scale_lack normalize_fit(struct scale *);
normalize_fit normalize_minmax, normalize_zscore, normalize_rank,
    normalize_goalposts, normalize_target, normalize_reference,
    normalize_fracmax, normalize_closest, normalize_none;

/* Lines through what is known of values: their mean and deviation (least and
 * most are set); how many there are and how many different places they have. */
enum scale_lack normalize_mean(struct scale *, struct twice mean,
    struct twice sd);
enum scale_lack normalize_places(struct scale *, size_t n, size_t different);

/* What normalize_scores is made of, with a rule that is resolved: x' of values,
 * in their place, false if one, *at, cannot be transformed; scores of x', which
 * without spread stay x'; and scores by a line. */
bool normalize_count(const struct normalize_rule *, double *x, size_t n,
    size_t *at);
enum scale_lack normalize_counted(const struct normalize_rule *, double *x,
    size_t n, size_t *at);
enum scale_lack normalize_draw(const struct scale *, size_t *at);

/* Is the reason that there is no spread? */
bool normalize_flat(enum scale_lack);

/* Why there is no score, in words; what of it a message is about (a value, or
 * all of them) stands at normalize_scores. */
const char *normalize_words(enum scale_lack);

#endif
