/* normalize - how the values of a year and indicator become scores. */
#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "method/normalize.h"
#include "number/exact.h"
#include "number/fma.h"
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

/* a + b (x - from)/width, rounded once: slope is b/(width unit), and the unit a
 * power of two that brings widths near to 1, so that no product loses anything.
 * What is left of a beyond the digits that these have is 0. */
__attribute__((always_inline)) static inline double
on_line(const struct scale *s, struct twice slope, double unit, double x,
    bool fma)
{
	struct twice d = normalize_away(s, x), p, t;
	double y;

	d = (struct twice){ d.hi * unit, (d.lo - s->from.lo) * unit };
	p = twice_of_product_by(fma, d.hi, slope.hi);
	p.lo += d.hi * slope.lo + d.lo * slope.hi;
	t = twice_of_sum(s->a, p.hi);
	p.lo += t.lo;
	y = t.hi + p.lo;
	y = isfinite(p.lo) ? y : t.hi;
	return fabs(y) < 0x1p-90 * fabs(s->a) ? 0 : y;
}

/* Scores of all values, for either kind of processor (fma.h); is one infinite? */
__attribute__((always_inline)) static inline bool
on_lines(const struct scale *scale, bool fma)
{
	/* Of its own, so that no score that is written could be part of it. */
	const struct scale s = *scale;
	double unit = 2 * exact_scale(s.width.hi), *x = s.x;
	struct twice width = { s.width.hi * unit, s.width.lo * unit };
	struct twice slope = twice_divide(s.b, width);
	int64_t beyond = 0;

	for (size_t i = 0; i < s.n; i++) {
		double y = on_line(&s, slope, unit, x[i], fma);

		x[i] = y;
		beyond |= fabs(y) > DBL_MAX ? 1 : 0;
	}
	return beyond != 0;
}

WIDE_TARGET static bool
on_lines_wide(const struct scale *s)
{
	return on_lines(s, true);
}

static bool
on_lines_plain(const struct scale *s)
{
	return on_lines(s, false);
}

/* The values that are there get scores that are numbers, or infinite. */
enum scale_lack
normalize_draw(const struct scale *s, size_t *at)
{
	double low = s->rule->low, high = s->rule->high, *x = s->x;
	bool beyond = true;

	if (!isfinite(s->width.hi))
		return SCALE_FAR;
	if (!s->far)
		beyond = (WIDE_THERE ? on_lines_wide : on_lines_plain)(s);
	for (size_t i = 0; i < s->n && s->far; i++)
		x[i] = twice_ratio(s->b.hi, s->width.hi, -x[i]);
	for (size_t i = 0; i < s->n && s->clip; i++)
		x[i] = x[i] < low ? low : x[i] > high ? high : x[i];
	for (*at = 0; *at < s->n && beyond; ++*at)
		if (isinf(x[*at]))
			return SCALE_BEYOND;
	return SCALE_FITS;
}

bool
normalize_flat(enum scale_lack lack)
{
	return lack == SCALE_EQUAL || lack == SCALE_TARGET ||
	    lack == SCALE_REFERENCE;
}

/* Does the framework leave the indicator without goalposts, as sci-fit does
 * where there is no spread? */
static bool
lacks_goalposts(const struct normalize_rule *r)
{
	return r->method.id == NORMALIZE_GOALPOSTS &&
	    r->goal_low != r->goal_low && r->goal_high != r->goal_high;
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
normalize_counted(const struct normalize_rule *r, double *x, size_t n,
    size_t *at)
{
	struct sum_ends ends = sum_ends(x, n);
	struct scale s = { .rule = r, .x = x, .n = n, .least = ends.least,
	    .most = ends.most };
	enum scale_lack lack;

	if (!(s.least <= s.most))
		return SCALE_FITS;
	if (r->constant_given && lacks_goalposts(r))
		return SCALE_EQUAL;
	lack = method_row(METHOD_NORMALIZE, r->method.id)->fit(&s);
	return lack != SCALE_FITS ? lack : normalize_draw(&s, at);
}

enum scale_lack
normalize_scores(const struct normalize_rule *rule, const double *x, size_t n,
    double *score, size_t *at)
{
	struct normalize_rule r = normalize_resolve(rule);
	enum scale_lack lack;

	if (score != x)
		memcpy(score, x, n * sizeof *x);
	lack = normalize_count(&r, score, n, at) ? normalize_counted(&r, score,
	    n, at) : SCALE_TRANSFORM;
	if (!normalize_flat(lack) || !r.constant_given)
		return lack;
	for (size_t i = 0; i < n; i++)
		score[i] = score[i] == score[i] ? r.constant : score[i];
	return SCALE_FITS;
}

const char *
normalize_words(enum scale_lack lack)
{
	static const char *const words[] = {
		[SCALE_FITS] = "",
		[SCALE_EQUAL] =
		    "all values are equal, so there is no score; --constant says what "
		    "it shall count",
		[SCALE_TARGET] =
		    "the target is not better than the worst value, so there is no "
		    "score; --constant says what it shall count",
		[SCALE_REFERENCE] =
		    "the reference has no value, or the worst, so there is no "
		    "score; --constant says what it shall count",
		[SCALE_FRACMAX] =
		"fracmax needs values from 0 on and one above",
		[SCALE_FRACMAX_LOW] =
		"fracmax with direction -1 needs values above 0",
		[SCALE_NO_LOW] =
		"the framework gives no low; sci-fit --bounds fills it in",
		[SCALE_NO_HIGH] =
		"the framework gives no high; sci-fit --bounds fills it in",
		[SCALE_NO_TARGET] =
		"the framework gives no target; fill it in, in raw units",
		[SCALE_GOAL] =
		    "low, high or target cannot be transformed: ln and log10 need "
		    "values above 0, sqrt values from 0 on",
		[SCALE_TRANSFORM] =
		"ln and log10 need values above 0, sqrt values from 0 on",
		[SCALE_FAR] = "the spread of the values is beyond the doubles",
		[SCALE_BEYOND] = "the score is beyond the doubles"
	};

	return words[lack];
}
