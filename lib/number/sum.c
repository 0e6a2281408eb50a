/* sum - sums that do not depend on the order of their terms. */
#include <math.h>
#include <stdbool.h>

#include "number/exact.h"
#include "number/sum.h"

struct sum_ends
sum_ends(const double *x, size_t n)
{
	struct sum_ends e = { HUGE_VAL, -HUGE_VAL };

	for (size_t i = 0; i < n; i++) {
		e.least = x[i] < e.least ? x[i] : e.least;
		e.most = x[i] > e.most ? x[i] : e.most;
	}
	return e;
}

double
sum_exact(const double *x, size_t n)
{
	struct exact sum = exact_sum(x, n, 1);

	return exact_round(&sum);
}

/* The sum of scale * x. */
static struct twice
sum_twice(const double *x, size_t n, double scale)
{
	struct exact sum = exact_sum(x, n, scale);

	return exact_twice(&sum);
}

/* The sum of n equal values has up to 106 bits: rounding it before dividing by
 * n could give another value.  Hence twice the precision.  A sum that is beyond
 * the doubles is taken of smaller values, the mean is not beyond them. */
struct twice
sum_mean_twice(const double *x, size_t n)
{
	struct twice total, count = { (double)n, 0 };
	double scale = 1;

	if (n == 0)
		return (struct twice){ nan(""), 0 };
	total = sum_twice(x, n, scale);
	if (!isfinite(total.hi)) {
		scale = 0x1p-64;
		total = sum_twice(x, n, scale);
	}
	total = twice_divide(total, count);
	return (struct twice){ total.hi / scale, total.lo / scale };
}

double
sum_mean(const double *x, size_t n)
{
	return sum_mean_twice(x, n).hi;
}

static double
largest(const struct sum_centre *c)
{
	double most = 0;

	for (size_t i = 0; i < c->n; i++)
		most = fmax(most,
		    fabs((c->x[i] * c->unit - c->mean.hi * c->unit) -
		    c->mean.lo * c->unit));
	return most;
}

struct sum_centre
sum_centre(const double *x, size_t n)
{
	struct sum_centre c = { x, n, sum_mean_twice(x, n), 1, 0, 1 };

	c.largest = largest(&c);
	if (!isfinite(c.largest)) {
		c.unit = 0.5;
		c.largest = largest(&c);
	}
	c.scale = exact_scale(c.largest) * c.unit;
	return c;
}

static inline struct twice
deviation(const struct sum_centre *c, size_t i)
{
	struct twice d = twice_of_sum(c->x[i] * c->unit, -c->mean.hi * c->unit);
	double scale = c->scale / c->unit;

	d = twice_of_ordered(d.hi, d.lo - c->mean.lo * c->unit);
	return (struct twice){ d.hi * scale, d.lo * scale };
}

struct twice
sum_products(const struct sum_centre *a, const struct sum_centre *b)
{
	struct exact sum;

	exact_init(&sum);
	for (size_t i = 0; i < a->n; i++)
		exact_add_twice(&sum, twice_times(deviation(a, i),
		    deviation(b, i)));
	return exact_twice(&sum);
}

struct twice
sum_sd_twice(const double *x, size_t n)
{
	struct twice m2, variance, less = { (double)n - 1, 0 };
	struct sum_centre c;

	if (n < 2)
		return twice_of(nan(""));
	c = sum_centre(x, n);
	m2 = sum_products(&c, &c);
	variance = twice_divide(m2, less);
	if (variance.hi > 0 && isfinite(variance.hi))
		variance = twice_root(variance);
	return (struct twice){ variance.hi / c.scale, variance.lo / c.scale };
}

double
sum_sd(const double *x, size_t n)
{
	return sum_sd_twice(x, n).hi;
}

/* The sum of the third powers of the deviations, or of the fourth; *m2 becomes
 * that of their squares. */
static struct twice
powers(const struct sum_centre *c, bool fourth, struct twice *m2)
{
	struct exact sum, squares;

	exact_init(&sum);
	exact_init(&squares);
	for (size_t i = 0; i < c->n; i++) {
		struct twice d = deviation(c, i), square = twice_times(d, d);

		exact_add_twice(&sum, twice_times(fourth ? square : d, square));
		exact_add_twice(&squares, square);
	}
	*m2 = exact_twice(&squares);
	return exact_twice(&sum);
}

double
sum_skewness(const double *x, size_t n)
{
	struct sum_centre c = sum_centre(x, n);
	struct twice m2, above, below;
	double k = (double)n;

	if (n < 3 || c.largest == 0)
		return nan("");
	/* sqrt(n) sqrt(n (n-1)) is n sqrt(n-1). */
	above = twice_times(twice_times(powers(&c, false, &m2),
	    twice_of(k)), twice_root(twice_of(k - 1)));
	below = twice_times(twice_times(m2, twice_root(m2)), twice_of(k - 2));
	return twice_quotient(above, below);
}

double
sum_kurtosis(const double *x, size_t n)
{
	struct sum_centre c = sum_centre(x, n);
	struct twice m2, fourths, a;
	double k = (double)n;

	if (n < 4 || c.largest == 0)
		return nan("");
	fourths = powers(&c, true, &m2);
	a = twice_divide(twice_times(twice_of(k), fourths), twice_times(m2,
	    m2));
	a = twice_add(twice_times(twice_of(k + 1), twice_add(a, -3)), 6);
	return twice_quotient(twice_times(a, twice_of(k - 1)),
	    twice_of((k - 2) * (k - 3)));
}

/* The number of twelve decimals that x is so near to that it is meant: 50 times
 * 0.14 is 7. */
static double
on_paper(double x)
{
	double units = x * 1e12;

	return x < 1000 && fabs(units - nearbyint(units)) < 0.01 * (1 + x) ?
	    nearbyint(units) / 1e12 : x;
}

/* Rounding may not take the result out of the interval it lies in. */
double
sum_quantile(const double *ascending, size_t n, double p)
{
	double position, part, a, b, q;
	struct twice rest, s;
	size_t i;

	if (n == 0)
		return nan("");
	position = on_paper((double)(n - 1) * p);
	i = (size_t)position;
	if (i >= n - 1)
		return ascending[n - 1];
	part = on_paper(position - (double)i);
	a = ascending[i];
	b = ascending[i + 1];
	rest = twice_of_sum(1, -part);
	s = twice_of_product(rest.hi, a);
	s.lo += rest.lo * a;
	s = twice_add_product(s, part, b);
	q = s.hi + s.lo;
	return q < a ? a : q > b ? b : q;
}
