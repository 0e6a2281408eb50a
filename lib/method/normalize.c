/* normalize - how the values of a year and indicator become scores. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "method/normalize.h"
#include "number/exact.h"
#include "number/logs.h"
#include "number/sum.h"

struct normalize_rule
normalize_resolve(const struct normalize_rule *rule)
{
	struct normalize_rule r = *rule;
	const struct method *m = &r.method;

	if (method_gives(m, METHOD_RANGE)) {
		r.low = m->pair[0];
		r.high = m->pair[1];
	}
	if (method_gives(m, METHOD_TOP))
		r.high = m->number;
	if (method_gives(m, METHOD_MEAN_SD)) {
		r.mean = m->pair[0];
		r.sd = m->pair[1];
	}
	if (method_gives(m, METHOD_TIES))
		r.ties = (enum rank_ties)m->ties;
	r.clip = r.clip || method_gives(m, METHOD_CLIP);
	return r;
}

bool
normalize_equal(double least, double most)
{
	return most - least <= 0x1p-51 * fmax(fabs(least), fabs(most));
}

/* x' of a goalpost or of a target; NaN stays, and what cannot be transformed becomes NaN. */
static double
counted(const struct normalize_rule *r, double x)
{
	size_t at;

	return normalize_count(r, &x, 1, &at) ? x : (double)NAN;
}

/* LO + (HI-LO) (x' - from)/(to - from) */
static void
range_between(struct scale *s, double from, double to)
{
	s->a = s->rule->low;
	s->b = twice_of_sum(s->rule->high, -s->rule->low);
	s->from = (struct twice){ from, 0 };
	s->width = twice_of_sum(to, -from);
}

/* LO + (HI-LO) (x' - min)/(max - min) */
enum scale_lack
normalize_minmax(struct scale *s)
{
	range_between(s, s->least, s->most);
	return normalize_equal(s->least, s->most) ? SCALE_EQUAL : SCALE_FITS;
}

enum scale_lack
normalize_mean(struct scale *s, struct twice mean, struct twice sd)
{
	s->a = s->rule->mean;
	s->b = (struct twice){ s->rule->sd, 0 };
	s->from = mean;
	s->width = sd;
	return normalize_equal(s->least, s->most) ? SCALE_EQUAL : SCALE_FITS;
}

/* M + S (x' - mean)/sd, with the mean of as many digits as two doubles hold */
enum scale_lack
normalize_zscore(struct scale *s)
{
	double *y = mem_array(s->n, sizeof *y);
	enum scale_lack lack;
	size_t m = 0;

	for (size_t i = 0; i < s->n; i++)
		if (s->x[i] == s->x[i])
			y[m++] = s->x[i];
	lack = normalize_mean(s, sum_mean_twice(y, m), sum_sd_twice(y, m));
	free(y);
	return lack;
}

/* x' itself */
enum scale_lack
normalize_none(struct scale *s)
{
	s->b = s->width = (struct twice){ 1, 0 };
	return SCALE_FITS;
}

/* 1..n, the best gets n; rank - 1; LO + (HI-LO) (rank-1)/(n-1), where n is how many different ones
 * there are with dense places, and 1 if all tie. */
enum scale_lack
normalize_places(struct scale *s, size_t n, size_t different)
{
	const struct normalize_rule *r = s->rule;
	double places = (double)(r->ties == RANK_DENSE || different == 1 ? different : n);

	if (r->method.id == NORMALIZE_PERCENTILE) {
		range_between(s, 1, places);
		return places > 1 ? SCALE_FITS : SCALE_EQUAL;
	}
	s->from = (struct twice){ r->method.id == NORMALIZE_BORDA, 0 };
	return normalize_none(s);
}

/* Replaces values by their places, 1 for the worst. */
enum scale_lack
normalize_rank(struct scale *s)
{
	size_t different = rank_replace(s->x, s->n, s->rule->ties, !s->rule->exact), m = 0;

	for (size_t i = 0; i < s->n; i++)
		m += s->x[i] == s->x[i];
	return normalize_places(s, m, different);
}

/* LO + (HI-LO) (x' - low')/(high' - low'), where for direction -1 low' = -high,
 * high' = -low */
enum scale_lack
normalize_goalposts(struct scale *s)
{
	const struct normalize_rule *r = s->rule;
	double low = counted(r, r->goal_low), high = counted(r, r->goal_high);

	if (r->goal_low != r->goal_low)
		return SCALE_NO_LOW;
	if (r->goal_high != r->goal_high)
		return SCALE_NO_HIGH;
	if (!isfinite(low) || !isfinite(high))
		return SCALE_GOAL;
	range_between(s, r->direction < 0 ? high : low, r->direction < 0 ? low : high);
	s->clip = r->clip;
	return s->width.hi > 0 ? SCALE_FITS : SCALE_EQUAL;
}

/* LO + (HI-LO) (x' - min)/(target' - min) */
enum scale_lack
normalize_target(struct scale *s)
{
	const struct normalize_rule *r = s->rule;
	double target = counted(r, r->target);

	if (r->target != r->target)
		return SCALE_NO_TARGET;
	if (!isfinite(target))
		return SCALE_GOAL;
	range_between(s, s->least, target);
	s->clip = r->clip;
	if (normalize_equal(s->least, s->most))
		return SCALE_EQUAL;
	return s->width.hi > 0 ? SCALE_FITS : SCALE_TARGET;
}

/* Likewise, with the value of one unit for the target. */
enum scale_lack
normalize_reference(struct scale *s)
{
	range_between(s, s->least, counted(s->rule, s->rule->reference));
	s->clip = s->rule->clip;
	return s->width.hi > 0 && !normalize_equal(s->least, s->most) ? SCALE_FITS : SCALE_REFERENCE;
}

/* HI x/max; with direction -1 HI min/x, x without the direction */
enum scale_lack
normalize_fracmax(struct scale *s)
{
	s->b = (struct twice){ s->rule->high, 0 };
	s->far = s->rule->direction < 0;
	s->width = (struct twice){ s->far ? -s->most : s->most, 0 };
	if (s->far)
		return s->most < 0 ? SCALE_FITS : SCALE_FRACMAX_LOW;
	return s->least >= 0 && s->most > 0 ? SCALE_FITS : SCALE_FRACMAX;
}

/* x - from, on both sides of it if the line is folded there. */
static inline struct twice
away(const struct scale *s, double x)
{
	struct twice d = twice_of_sum(x, -s->from.hi);
	double side = s->fold && d.hi < 0 ? -1 : 1;

	return (struct twice){ side * d.hi, side * d.lo };
}

/* HI - (HI-LO) |x - target|/max |x - target|, x without the direction */
enum scale_lack
normalize_closest(struct scale *s)
{
	const struct normalize_rule *r = s->rule;
	double *x = s->x, target = counted(r, r->target);

	if (r->target != r->target)
		return SCALE_NO_TARGET;
	if (!isfinite(target))
		return SCALE_GOAL;
	s->a = r->high;
	s->b = twice_of_sum(r->low, -r->high);
	s->from = (struct twice){ target, 0 };
	s->fold = true;
	for (size_t i = 0; i < s->n; i++) {
		struct twice d = away(s, x[i]);

		if (x[i] == x[i] && normalize_equal(fmin(x[i], target), fmax(x[i], target)))
			x[i] = target;
		else if (d.hi > s->width.hi || (d.hi == s->width.hi && d.lo > s->width.lo))
			s->width = d;
	}
	return s->width.hi > 0 ? SCALE_FITS : SCALE_EQUAL;
}

/* a + b (x - from)/width, rounded once: slope is b/(width unit), and the unit a power of two that
 * brings widths near to 1, so that no product loses anything.  What is left of a beyond the digits
 * that these have is 0. */
static inline double
on_line(const struct scale *s, struct twice slope, double unit, double x)
{
	struct twice d = away(s, x), p, t;
	double y;

	d = (struct twice){ d.hi * unit, (d.lo - s->from.lo) * unit };
	p = twice_of_product_within(d.hi, slope.hi);
	p.lo += d.hi * slope.lo + d.lo * slope.hi;
	t = twice_of_sum(s->a, p.hi);
	p.lo += t.lo;
	y = t.hi + p.lo;
	y = isfinite(p.lo) ? y : t.hi;
	return fabs(y) < 0x1p-90 * fabs(s->a) ? 0 : y;
}

/* The values that are there get scores that are numbers, or infinite. */
enum scale_lack
normalize_draw(const struct scale *scale, size_t *at)
{
	/* Of its own, so that no score that is written could be part of it. */
	const struct scale s = *scale;
	double unit = 2 * exact_scale(s.width.hi), low = s.rule->low, high = s.rule->high;
	struct twice width = { s.width.hi * unit, s.width.lo * unit };
	struct twice slope = twice_divide(s.b, width);
	double *x = s.x;

	if (!isfinite(s.width.hi))
		return SCALE_FAR;
	if (s.far)
		for (size_t i = 0; i < s.n; i++)
			x[i] = twice_ratio(s.b.hi, s.width.hi, -x[i]);
	else
		for (size_t i = 0; i < s.n; i++)
			x[i] = on_line(&s, slope, unit, x[i]);
	for (size_t i = 0; i < s.n && s.clip; i++)
		x[i] = x[i] < low ? low : x[i] > high ? high : x[i];
	for (*at = 0; *at < s.n; ++*at)
		if (isinf(x[*at]))
			return SCALE_BEYOND;
	return SCALE_FITS;
}

/* Gives all values that are there the same score, which may be missing. */
static void
flatten(double *x, size_t n, double score)
{
	for (size_t i = 0; i < n; i++)
		x[i] = x[i] == x[i] ? score : x[i];
}

/* Is the reason that there is no spread? */
static bool
is_flat(enum scale_lack lack)
{
	return lack == SCALE_EQUAL || lack == SCALE_TARGET || lack == SCALE_REFERENCE;
}

/* Does the framework leave the indicator without goalposts, as sci-fit does
 * where there is no spread? */
static bool
lacks_goalposts(const struct normalize_rule *r)
{
	return r->method.id == NORMALIZE_GOALPOSTS && r->goal_low != r->goal_low &&
	    r->goal_high != r->goal_high;
}

bool
normalize_count(const struct normalize_rule *r, double *x, size_t n, size_t *at)
{
	bool root = r->transform == TRANSFORM_SQRT;

	for (size_t i = 0; i < n && r->transform != METHOD_UNSET; i++) {
		*at = i;
		if (x[i] < 0 || (x[i] == 0 && !root))
			return false;
	}
	if (r->transform != METHOD_UNSET && !root)
		logs_of(x, n, r->transform == TRANSFORM_LOG10);
	for (size_t i = 0; i < n; i++)
		x[i] = r->direction * (root ? sqrt(x[i]) : x[i]) + 0;
	return true;
}

enum scale_lack
normalize_counted(const struct normalize_rule *r, double *x, size_t n, size_t *at)
{
	struct scale s = { .rule = r, .x = x, .n = n, .least = HUGE_VAL, .most = -HUGE_VAL };
	enum scale_lack lack;

	for (size_t i = 0; i < n; i++) {
		s.least = x[i] < s.least ? x[i] : s.least;
		s.most = x[i] > s.most ? x[i] : s.most;
	}
	if (!(s.least <= s.most))
		return SCALE_FITS;
	if (r->constant_given && lacks_goalposts(r))
		return SCALE_EQUAL;
	lack = method_row(METHOD_NORMALIZE, r->method.id)->fit(&s);
	return lack != SCALE_FITS ? lack : normalize_draw(&s, at);
}

enum scale_lack
normalize_scores(const struct normalize_rule *rule, const double *x, size_t n, double *score,
    size_t *at)
{
	struct normalize_rule r = normalize_resolve(rule);
	enum scale_lack lack;

	if (score != x)
		memcpy(score, x, n * sizeof *x);
	lack = normalize_count(&r, score, n, at) ? normalize_counted(&r, score, n, at) :
	    SCALE_TRANSFORM;
	if (!is_flat(lack) || !r.constant_given)
		return lack;
	flatten(score, n, r.constant);
	return SCALE_FITS;
}

const char *
normalize_words(enum scale_lack lack)
{
	static const char *const words[] = {
		[SCALE_FITS] = "",
		[SCALE_EQUAL] = "all values are equal, so there is no score; --constant says what "
		    "it shall count",
		[SCALE_TARGET] = "the target is not better than the worst value, so there is no "
		    "score; --constant says what it shall count",
		[SCALE_REFERENCE] = "the reference has no value, or the worst, so there is no "
		    "score; --constant says what it shall count",
		[SCALE_FRACMAX] = "fracmax needs values from 0 on and one above",
		[SCALE_FRACMAX_LOW] = "fracmax with direction -1 needs values above 0",
		[SCALE_NO_LOW] = "the framework gives no low; sci-fit --bounds fills it in",
		[SCALE_NO_HIGH] = "the framework gives no high; sci-fit --bounds fills it in",
		[SCALE_NO_TARGET] = "the framework gives no target; fill it in, in raw units",
		[SCALE_GOAL] = "low, high or target cannot be transformed: ln and log10 need "
		    "values above 0, sqrt values from 0 on",
		[SCALE_TRANSFORM] = "ln and log10 need values above 0, sqrt values from 0 on",
		[SCALE_FAR] = "the spread of the values is beyond the doubles",
		[SCALE_BEYOND] = "the score is beyond the doubles"
	};

	return words[lack];
}
