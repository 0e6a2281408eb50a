/* winsorize - the ends of sorted values are pulled in. */
#include <math.h>
#include <string.h>

#include "method/outliers.h"
#include "method/winsorize.h"
#include "number/sum.h"
#include "number/twice.h"

/* The values x[0..n-1], of which the first `bottom` stand at the next one
 * inside, and the last `top` likewise. */
struct ends {
	const double *x;
	size_t n, bottom, top;
	size_t distinct;
	double centre, scale;           /* powers are of (x - centre) scale */
	double range;                   /* largest less least when they were chosen */
	const double *limits;           /* of skewness and kurtosis, or NULL */
	struct twice sum[5];            /* of the powers 1 to 4 */
};

static double
least(const struct ends *e)
{
	return e->x[e->bottom];
}

static double
largest(const struct ends *e)
{
	return e->x[e->n - 1 - e->top];
}

/* Adds k times the powers of a value, or takes them away. */
static void
add_powers(struct ends *e, double x, double k)
{
	double u = (x - e->centre) * e->scale, power = u;

	for (int j = 1; j <= 4; j++) {
		e->sum[j] = twice_add_product(e->sum[j], k, power);
		power *= u;
	}
}

/* Sums the powers anew, about the median and on a scale on which the range is
 * near 1; anything where the range is beyond the doubles, or next to
 * nothing. */
static void
sum_powers(struct ends *e)
{
	int exponent;

	e->range = largest(e) - least(e);
	e->centre = e->x[e->n / 2];
	frexp(e->range, &exponent);
	e->scale = ldexp(1, -exponent);
	memset(e->sum, 0, sizeof e->sum);
	add_powers(e, least(e), (double)e->bottom);
	add_powers(e, largest(e), (double)e->top);
	for (size_t i = e->bottom; i < e->n - e->top; i++)
		add_powers(e, e->x[i], 1);
}

static void
write_values(const struct ends *e, double *now)
{
	for (size_t i = 0; i < e->n; i++)
		now[i] = i < e->bottom ? least(e) : i >= e->n - e->top ?
		    largest(e) : e->x[i];
}

/* Are there outliers, and on which side: 1 at the top, -1 at the bottom, 0 for
 * none.  Both statistics are those of sum_skewness and sum_kurtosis, about the
 * mean m; now[] is room.  Without limits there always are. */
static int
outliers(struct ends *e, double *now)
{
	const double near = 1e-6;       /* the sums below are much better than that */
	double n = (double)e->n, m, m2, m3, m4, skewness, kurtosis;
	double least_skewness = e->limits == NULL ? 0 : e->limits[0];
	double least_kurtosis = e->limits == NULL ? -(double)INFINITY :
	    e->limits[1];

	if (!(largest(e) - least(e) > e->range / 64))
		sum_powers(e);
	m = e->sum[1].hi / n;
	m2 = e->sum[2].hi - n * m * m;
	m3 = e->sum[3].hi - 3 * m * e->sum[2].hi + 2 * n * m * m * m;
	m4 = e->sum[4].hi - 4 * m * e->sum[3].hi + 6 * m * m * e->sum[2].hi -
	    3 * n * m * m * m * m;
	skewness = n * sqrt(n - 1) / (n - 2) * m3 / (m2 * sqrt(m2));
	kurtosis = ((n + 1) * (n * m4 / (m2 * m2) - 3) + 6) * (n - 1) /
	    ((n - 2) * (n - 3));
	if (n >= 4 && (fabs(skewness) < least_skewness - near ||
	    kurtosis < least_kurtosis - near))
		return 0;
	if (n >= 4 && fabs(skewness) > least_skewness + near &&
	    kurtosis > least_kurtosis + near)
		return skewness > 0 ? 1 : -1;
	write_values(e, now);
	if (e->limits != NULL && !outliers_any(now, e->n, e->limits))
		return 0;
	return sum_skewness(now, e->n) < 0 ? -1 : 1;
}

/* Moves all that stand at one end to the next value. */
static void
pull_in(struct ends *e, bool top)
{
	double from = top ? largest(e) : least(e), to;
	size_t moved;

	if (top)
		while (largest(e) == from)
			e->top++;
	else
		while (least(e) == from)
			e->bottom++;
	moved = top ? e->top : e->bottom;
	to = top ? largest(e) : least(e);
	add_powers(e, from, -(double)moved);
	add_powers(e, to, (double)moved);
	e->distinct--;
}

bool
winsorize(const double *ascending, size_t n, double points, size_t keep,
    const double *limits, double *now)
{
	struct ends e = { .x = ascending, .n = n, .distinct = n > 0,
	.range = (double)INFINITY,
		.limits = limits };
	int side = 0;

	for (size_t i = 1; i < n; i++)
		e.distinct += ascending[i] > ascending[i - 1];
	while (e.distinct > 1 && (double)(e.top + e.bottom) < points &&
	    (side = outliers(&e, now)) != 0 && e.distinct > keep) {
		pull_in(&e, side > 0);
		side = 0;
	}
	if (n > 0)
		write_values(&e, now);
	return side == 0;
}
