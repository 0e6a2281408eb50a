/* normalize - how the values of a year and indicator become scores. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "method/normalize.h"
#include "number/fma.h"
#include "number/sum.h"

void
scale_begin(struct scale *s)
{
	*s = (struct scale){ .least = (double)INFINITY, .most = (double)-INFINITY };
}

void
scale_flat(struct scale *s, double score)
{
	*s = (struct scale){ .least = s->least, .most = s->most, .transform = METHOD_UNSET,
	    .a = score, .width = { 1, 0 } };
}

/* The root of a number from 0 on. */
static struct twice
root(double x)
{
	return x > 0 ? twice_root((struct twice){ x, 0 }) : (struct twice){ 0, 0 };
}

/* How far x' of one value is above that of another.  Of logarithms it is that of the quotient,
 * near to 1 by what is more than 1; to what base does not matter, as a score is a quotient of
 * two. */
static struct twice
distance(const struct scale *s, double x, struct twice from)
{
	double sign = s->direction, a = sign * x, b = sign * from.hi;
	long double more;
	struct twice d;

	if (s->transform == METHOD_UNSET) {
		d = twice_of_sum(x, -from.hi);
		d.lo -= from.lo;
		return d;
	}
	if (s->transform == TRANSFORM_SQRT) {
		struct twice c = root(b);

		d = twice_add_twice(root(a), (struct twice){ -c.hi, -c.lo });
	} else {
		more = ((long double)a - (long double)b) / (long double)b;
		more = fabsl(more) < 0.5L ? log1pl(more) : logl((long double)a / (long double)b);
		d.hi = (double)more;
		d.lo = (double)(more - (long double)d.hi);
	}
	return (struct twice){ sign * d.hi, sign * d.lo };
}

/* From the mean, which two doubles hold.  Of values that are transformed it is that of their
 * distances from the least. */
static void
fit_zscore(struct scale *s, const struct scale_rule *r, const struct scale_of *of)
{
	double *x = mem_array(of->n, sizeof *x);
	struct twice least = { s->least, 0 }, mean;

	for (size_t i = 0; i < of->n; i++) {
		struct twice d = distance(s, of->x[i], least);

		x[i] = s->transform == METHOD_UNSET ? of->x[i] : d.hi + d.lo;
	}
	mean = sum_mean_twice(x, of->n);
	s->width = sum_sd_twice(x, of->n);
	s->a = r->mean;
	s->b = (struct twice){ r->sd, 0 };
	if (s->transform == METHOD_UNSET)
		s->from = mean;
	else
		s->above = mean;
	free(x);
}

/* HI x/max, with direction -1 HI min/x, x without the direction. */
static enum scale_lack
fit_fracmax(struct scale *s, const struct scale_of *of)
{
	s->a = 0;
	s->b = (struct twice){ s->high, 0 };
	s->from = (struct twice){ 0, 0 };
	if (of->direction > 0) {
		s->width = (struct twice){ s->most, 0 };
		return s->least >= 0 && s->most > 0 ? SCALE_FITS : SCALE_FRACMAX;
	}
	s->kind = SCALE_FAR;
	s->width = (struct twice){ -s->most, 0 };
	return s->most < 0 ? SCALE_FITS : SCALE_FRACMAX_LOW;
}

/* x times a power of two. */
static struct twice
enlarged(struct twice x, double power)
{
	return (struct twice){ x.hi * power, x.lo * power };
}

/* a / b as the nearest double and what rounding has taken from it. */
static struct twice
divide(struct twice a, struct twice b)
{
	/* Products of the smallest doubles are cut off. */
	if (fabs(a.hi) < 0x1p-600 && fabs(b.hi) < 0x1p600) {
		a = enlarged(a, 0x1p400);
		b = enlarged(b, 0x1p400);
	}
	return (struct twice){ twice_quotient(a, b), twice_rest(a, b) };
}

/* A score, whatever the numbers. */
static double
score_slowly(const struct scale *s, double x)
{
	struct twice above = s->width, below = { -x, 0 }, p, t;

	if (s->kind != SCALE_FAR) {
		above = twice_add_twice(distance(s, x, s->from),
		    (struct twice){ -s->above.hi, -s->above.lo });
		below = s->width;
	}
	if (!isfinite(above.lo))
		return above.hi;
	p = twice_times(s->b, divide(above, below));
	t = twice_of_sum(s->a, p.hi);
	return isfinite(p.lo) ? t.hi + (t.lo + p.lo) : t.hi;
}

/* Products within these, by a slope from 2^-90 to 2^900, lose nothing. */
#define LEAST 0x1p-900
#define MOST 0x1p900

/* A score, by one product with the slope.  `fma`: the processor has it. */
__attribute__((always_inline)) static inline double
score_of(const struct scale *s, double x, bool fma)
{
	struct twice d = twice_of_sum(x, -s->from.hi), t;
	double p = d.hi * s->slope.hi, rest, y;

	if (__builtin_expect(s->kind != SCALE_LINEAR || !(fabs(p) > LEAST && fabs(p) < MOST), 0)) {
		y = x != x ? x : score_slowly(s, x);
	} else {
		rest = fma ? __builtin_fma(d.hi, s->slope.hi, -p) :
		    twice_of_product_within(d.hi, s->slope.hi).lo;
		rest += d.hi * s->slope.lo + (d.lo - s->from.lo) * s->slope.hi;
		t = twice_of_sum(s->a, p);
		y = t.hi + (t.lo + rest);
	}
	if (s->clip)
		y = y < s->low ? s->low : y > s->high ? s->high : y;
	return y;
}

FMA_TARGET static void
scores_fma(double *score, const double *x, const uint32_t *of, size_t n, const struct scale *scale)
{
	for (size_t i = 0; i < n; i++)
		score[i] = score_of(&scale[of[i]], x[i], true);
}

static void
scores(double *score, const double *x, const uint32_t *of, size_t n, const struct scale *scale)
{
	for (size_t i = 0; i < n; i++)
		score[i] = score_of(&scale[of[i]], x[i], false);
}

void
scale_scores(double *score, const double *x, const uint32_t *of, size_t n,
    const struct scale *scale)
{
	if (FMA_THERE)
		scores_fma(score, x, of, n, scale);
	else
		scores(score, x, of, n, scale);
}

/* b / width, and whether it is what products are quick with. */
static void
fit_slope(struct scale *s)
{
	s->slope = divide(s->b, s->width);
	if (s->kind == SCALE_LINEAR && (s->transform != METHOD_UNSET ||
	    !(s->slope.hi >= 0x1p-90 && s->slope.hi <= 0x1p900)))
		s->kind = SCALE_WIDE;
}

enum scale_lack
scale_fit(struct scale *s, const struct scale_rule *r, const struct scale_of *of)
{
	enum scale_lack none = SCALE_EQUAL;
	bool equal = scale_equal(s->least, s->most);

	s->transform = of->transform;
	s->direction = of->direction;
	s->low = s->a = r->low;
	s->high = r->high;
	s->b = twice_of_sum(r->high, -r->low);
	s->from = (struct twice){ s->least, 0 };
	s->above = (struct twice){ 0, 0 };
	switch (of->method) {
	case NORMALIZE_MINMAX:
		s->width = distance(s, s->most, s->from);
		break;
	case NORMALIZE_ZSCORE:
		fit_zscore(s, r, of);
		break;
	case NORMALIZE_PERCENTILE:
		s->from.hi = 1;
		s->width = (struct twice){ of->places - 1, 0 };
		equal = false;
		break;
	case NORMALIZE_GOALPOSTS:
		s->from.hi = of->low;
		s->width = distance(s, of->high, s->from);
		s->clip = r->clip;
		equal = false;
		break;
	case NORMALIZE_TARGET:
		s->width = distance(s, of->target, s->from);
		s->clip = r->clip;
		none = equal ? SCALE_EQUAL : SCALE_TARGET;
		break;
	case NORMALIZE_REFERENCE:
		s->width = distance(s, of->reference, s->from);
		s->clip = r->clip;
		none = SCALE_REFERENCE;
		break;
	case NORMALIZE_FRACMAX:
		none = fit_fracmax(s, of);
		if (none != SCALE_FITS)
			return none;
		equal = false;
		break;
	default:
		s->a = 0;
		s->from.hi = of->method == NORMALIZE_BORDA ? 1 : 0;
		s->b = s->width = (struct twice){ 1, 0 };
		equal = false;
	}
	if (equal || !(s->width.hi > 0))
		return none;
	if (!isfinite(s->width.hi))
		return SCALE_BEYOND;
	fit_slope(s);
	return SCALE_FITS;
}
