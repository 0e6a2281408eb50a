/* normalize_scale - the methods of normalize.h: each lays the line that makes
 * scores of values. */
#include <stdlib.h>

#include "base/mem.h"
#include "method/normalize.h"
#include "number/sum.h"

/* x' of a goalpost or of a target; NaN stays, and what cannot be transformed
 * becomes NaN. */
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

/* 1..n, the best gets n; rank - 1; LO + (HI-LO) (rank-1)/(n-1), where n is how
 * many different ones there are with dense places, and 1 if all tie. */
enum scale_lack
normalize_places(struct scale *s, size_t n, size_t different)
{
	const struct normalize_rule *r = s->rule;
	double places = (double)(r->ties == RANK_DENSE || different == 1 ?
	    different : n);

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
	size_t different = rank_replace(s->x, s->n, s->rule->ties,
	    !s->rule->exact), m = 0;

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
	range_between(s, r->direction < 0 ? high : low, r->direction < 0 ? low :
	    high);
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
	return s->width.hi > 0 && !normalize_equal(s->least, s->most) ?
	    SCALE_FITS : SCALE_REFERENCE;
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
	s->distance = true;
	for (size_t i = 0; i < s->n; i++) {
		struct twice d = normalize_away(s, x[i]);

		if (x[i] == x[i] && normalize_equal(fmin(x[i], target),
		    fmax(x[i], target)))
			x[i] = target;
		else if (d.hi > s->width.hi || (d.hi == s->width.hi &&
		    d.lo > s->width.lo))
			s->width = d;
	}
	return s->width.hi > 0 ? SCALE_FITS : SCALE_EQUAL;
}
