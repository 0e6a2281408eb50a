/* scale - how the values of a year and indicator become scores. */
#include <math.h>

#include "scale.h"
#include "sum.h"

void
scale_begin(struct scale *s)
{
	*s = (struct scale){ .least = (double)INFINITY, .most = (double)-INFINITY };
}

void
scale_flat(struct scale *s, double score)
{
	*s = (struct scale){ .least = s->least, .most = s->most, .a = score, .width = 1 };
}

/* From the mean, which two doubles hold. */
static void
fit_zscore(struct scale *s, const struct scale_rule *r, const struct scale_of *of)
{
	struct twice centre = sum_mean_twice(of->x, of->n), sd = sum_sd_twice(of->x, of->n);

	s->kind = SCALE_TWICE;
	s->a = r->mean;
	s->b = r->sd;
	s->from = centre.hi;
	s->from_rest = centre.lo;
	s->width = sd.hi;
	s->width_rest = sd.lo;
}

/* HI x/max, with direction -1 HI min/x, x without the direction. */
static enum scale_lack
fit_fracmax(struct scale *s, const struct scale_of *of)
{
	s->a = s->from = 0;
	if (of->direction > 0) {
		s->width = s->most;
		return s->least >= 0 && s->most > 0 ? SCALE_FITS : SCALE_FRACMAX;
	}
	s->kind = SCALE_FAR;
	s->width = -s->most;
	return s->width > 0 ? SCALE_FITS : SCALE_FRACMAX_LOW;
}

double
scale_twice(const struct scale *s, double x)
{
	struct twice d = twice_of_sum(x, -s->from);

	d.lo -= s->from_rest;
	return s->a + s->b * twice_quotient(d, (struct twice){ s->width, s->width_rest });
}

enum scale_lack
scale_fit(struct scale *s, const struct scale_rule *r, const struct scale_of *of)
{
	enum scale_lack none = SCALE_EQUAL;
	bool equal = scale_equal(s->least, s->most);

	s->low = s->a = r->low;
	s->high = r->high;
	s->b = r->high - r->low;
	s->from = s->least;
	switch (of->method) {
	case NORMALIZE_MINMAX:
		s->width = equal ? 0 : s->most - s->least;
		break;
	case NORMALIZE_ZSCORE:
		fit_zscore(s, r, of);
		s->width = equal ? 0 : s->width;
		break;
	case NORMALIZE_PERCENTILE:
		s->from = 1;
		s->width = of->places - 1;
		break;
	case NORMALIZE_GOALPOSTS:
		s->from = of->low;
		s->width = of->high - of->low;
		s->clip = r->clip;
		break;
	case NORMALIZE_TARGET:
		s->width = equal ? 0 : of->target - s->least;
		s->clip = r->clip;
		none = equal ? SCALE_EQUAL : SCALE_TARGET;
		break;
	case NORMALIZE_REFERENCE:
		s->width = equal ? 0 : of->reference - s->least;
		s->clip = r->clip;
		none = SCALE_REFERENCE;
		break;
	case NORMALIZE_FRACMAX:
		none = fit_fracmax(s, of);
		if (none != SCALE_FITS)
			return none;
		s->b = r->high;
		break;
	default:
		s->a = 0;
		s->from = of->method == NORMALIZE_BORDA ? 1 : 0;
		s->b = s->width = 1;
	}
	if (!(s->width > 0))
		return none;
	return isfinite(s->width) ? SCALE_FITS : SCALE_BEYOND;
}
