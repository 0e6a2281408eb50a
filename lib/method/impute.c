/* impute - what fills a gap. */
#include <math.h>

#include "method/impute.h"
#include "number/rank.h"
#include "number/sum.h"
#include "number/twice.h"

double
impute_mean(const struct method *m, struct impute_gap *g)
{
	(void)m;
	return sum_mean(g->x, g->n);
}

double
impute_median(const struct method *m, struct impute_gap *g)
{
	(void)m;
	rank_values(g->x, g->n);
	return sum_quantile(g->x, g->n, 0.5);
}

/* How many of the values are of an earlier year. */
static size_t
earlier(const struct impute_gap *g)
{
	size_t from = 0, to = g->n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (g->years[middle] < g->year)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

double
impute_previous(const struct method *m, struct impute_gap *g)
{
	size_t k = earlier(g);

	return k > 0 && (double)(g->year - g->years[k - 1]) <= m->number ?
	    g->x[k - 1] : (double)NAN;
}

double
impute_hold(const struct method *m, struct impute_gap *g)
{
	size_t k = earlier(g);
	double x = impute_previous(m, g);

	return x != x && k < g->n &&
	    (double)(g->years[k] - g->year) <= m->number ? g->x[k] : x;
}

/* (v x + w y)/(v + w), rounded once. */
static double
weighted(double x, double v, double y, double w)
{
	return twice_quotient(twice_add_product(twice_of_product(x, v), y, w),
	    (struct twice){ v + w, 0 });
}

double
impute_linear(const struct method *m, struct impute_gap *g)
{
	size_t k = earlier(g);
	double x, y, since, until;

	(void)m;
	if (g->n == 0)
		return (double)NAN;
	if (k == 0 || k == g->n)
		return g->x[k == 0 ? 0 : k - 1];
	x = g->x[k - 1];
	y = g->x[k];
	since = (double)(g->year - g->years[k - 1]);
	until = (double)(g->years[k] - g->year);
	/* The years would take the largest doubles beyond themselves. */
	if (fabs(x) > 0x1p900 || fabs(y) > 0x1p900)
		return weighted(x * 0x1p-64, until, y * 0x1p-64, since) *
		    0x1p64;
	return weighted(x, until, y, since);
}

double
impute_zero(const struct method *m, struct impute_gap *g)
{
	(void)m, (void)g;
	return 0;
}

bool
impute_spread(struct impute_scale *s, int direction, const double *x, size_t n)
{
	struct sum_ends e = sum_ends(x, n);

	*s = (struct impute_scale){ direction, e.least, e.most };
	if (direction < 0)
		*s = (struct impute_scale){ direction, -e.most, -e.least };
	return s->low < s->high;
}

/* What extremes and values are multiplied by: quarters are not beyond the
 * doubles. */
static double
factor(const struct impute_scale *s)
{
	return isfinite(s->high - s->low) ? 1 : 0.25;
}

double
impute_place(const struct impute_scale *s, double x)
{
	double q = factor(s);

	return twice_quotient(twice_of_sum(s->direction * x * q, -s->low * q),
	    twice_of_sum(s->high * q, -s->low * q));
}

double
impute_back(const struct impute_scale *s, double z)
{
	double q = factor(s);
	struct twice at = twice_times((struct twice){ z, 0 },
	    twice_of_sum(s->high * q, -s->low * q));

	at = twice_add_twice((struct twice){ s->low * q, 0 }, at);
	return s->direction * ((at.hi + at.lo) / q);
}
