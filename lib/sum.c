/* sum - sums that do not depend on the order of their terms. */
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "exact.h"
#include "mem.h"
#include "place.h"
#include "sum.h"

double
sum_exact(const double *x, size_t n)
{
	struct exact sum;

	exact_init(&sum);
	for (size_t i = 0; i < n; i++)
		exact_add(&sum, x[i]);
	return exact_round(&sum);
}

/* The exact sum of scale * x in twice the precision; hi is infinite if it is beyond the doubles. */
static struct twice
sum_twice(const double *x, size_t n, double scale)
{
	struct exact sum;
	struct twice total = { 0, 0 };

	exact_init(&sum);
	for (size_t i = 0; i < n; i++)
		exact_add(&sum, scale * x[i]);
	total.hi = exact_round(&sum);
	if (!isfinite(total.hi))
		return total;
	exact_add(&sum, -total.hi);
	total.lo = exact_round(&sum);
	return total;
}

/* The sum of n equal values has up to 106 bits: rounding it before dividing by
 * n could give another value.  Hence twice the precision.  A sum that is beyond the
 * doubles is taken of smaller values, the mean is not beyond them. */
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
	return (struct twice){ twice_quotient(total, count) / scale,
	    twice_rest(total, count) / scale };
}

double
sum_mean(const double *x, size_t n)
{
	return sum_mean_twice(x, n).hi;
}

/* Deviations from the mean are measured in units of 2^exponent, which puts the
 * largest between 1/2 and 1. */
struct centre {
	struct twice mean;
	double	largest;	/* deviation, unscaled; 0: all values are equal */
	double	scale;		/* 2^-exponent */
	int	exponent;
};

static struct centre
centre_of(const double *x, size_t n)
{
	struct centre c = { sum_mean_twice(x, n), 0, 1, 0 };

	for (size_t i = 0; i < n; i++) {
		double d = fabs((x[i] - c.mean.hi) - c.mean.lo);

		c.largest = d > c.largest ? d : c.largest;
	}
	if (c.largest > 0 && c.largest <= DBL_MAX)
		(void)frexp(c.largest, &c.exponent);
	if (c.exponent < -1000)		/* 2^1074 is not a double */
		c.exponent = -1000;
	c.scale = ldexp(1, -c.exponent);
	return c;
}

static inline double
deviation(const struct centre *c, double x)
{
	return ((x - c->mean.hi) - c->mean.lo) * c->scale;
}

/* The sum of the products of deviations, in units of both scales. */
static double
products(const double *x, const struct centre *cx, const double *y, const struct centre *cy,
    size_t n)
{
	struct exact sum;

	exact_init(&sum);
	for (size_t i = 0; i < n; i++)
		exact_add(&sum, deviation(cx, x[i]) * deviation(cy, y[i]));
	return exact_round(&sum);
}

/* The root of a number > 0: one step of Newton's takes from it what rounding left in it, and
 * what that leaves is small enough to be divided plainly. */
static struct twice
root_of(struct twice a)
{
	double root = sqrt(a.hi), rest[2];

	for (int i = 0; i < 2; i++) {
		struct twice p = twice_of_product(root, root);

		rest[i] = (((a.hi - p.hi) - p.lo) + a.lo) / (2 * root);
		root += i == 0 ? rest[0] : 0;
	}
	return (struct twice){ root, rest[1] };
}

struct twice
sum_sd_twice(const double *x, size_t n)
{
	struct twice square, variance, less = { (double)n - 1, 0 };
	struct centre c;
	struct exact sum;

	if (n < 2)
		return (struct twice){ nan(""), 0 };
	c = centre_of(x, n);
	exact_init(&sum);
	for (size_t i = 0; i < n; i++) {
		struct twice d = twice_of_sum(x[i], -c.mean.hi);

		d = twice_of_ordered(d.hi, d.lo - c.mean.lo);
		d = (struct twice){ d.hi * c.scale, d.lo * c.scale };
		square = twice_times(d, d);
		exact_add(&sum, square.hi);
		exact_add(&sum, square.lo);
	}
	square.hi = exact_round(&sum);
	exact_add(&sum, -square.hi);
	square.lo = exact_round(&sum);
	variance.hi = twice_quotient(square, less);
	variance.lo = twice_rest(square, less);
	if (variance.hi > 0 && isfinite(variance.hi))
		variance = root_of(variance);
	return (struct twice){ ldexp(variance.hi, c.exponent), ldexp(variance.lo, c.exponent) };
}

double
sum_sd(const double *x, size_t n)
{
	return sum_sd_twice(x, n).hi;
}

double
sum_skewness(const double *x, size_t n)
{
	struct centre c;
	struct exact cubes;
	double m2, m3, k = (double)n;

	if (n < 3)
		return nan("");
	c = centre_of(x, n);
	if (c.largest == 0)
		return nan("");
	exact_init(&cubes);
	for (size_t i = 0; i < n; i++) {
		double d = deviation(&c, x[i]);

		exact_add(&cubes, d * d * d);
	}
	m2 = products(x, &c, x, &c, n);
	m3 = exact_round(&cubes);
	return sqrt(k) * m3 / (m2 * sqrt(m2)) * (sqrt(k * (k - 1)) / (k - 2));
}

double
sum_kurtosis(const double *x, size_t n)
{
	struct centre c;
	struct exact fourths;
	double m2, m4, k = (double)n;

	if (n < 4)
		return nan("");
	c = centre_of(x, n);
	if (c.largest == 0)
		return nan("");
	exact_init(&fourths);
	for (size_t i = 0; i < n; i++) {
		double d = deviation(&c, x[i]);

		exact_add(&fourths, (d * d) * (d * d));
	}
	m2 = products(x, &c, x, &c, n);
	m4 = exact_round(&fourths);
	return ((k + 1) * (k * m4 / (m2 * m2) - 3) + 6) * ((k - 1) / ((k - 2) * (k - 3)));
}

bool
sum_outliers(const double *x, size_t n)
{
	return fabs(sum_skewness(x, n)) >= 2 - 1e-12 && sum_kurtosis(x, n) >= 3.5 - 1e-12;
}

double
sum_covariance(const double *x, const double *y, size_t n)
{
	struct centre cx, cy;

	if (n < 2)
		return nan("");
	cx = centre_of(x, n);
	cy = centre_of(y, n);
	return ldexp(products(x, &cx, y, &cy, n) / (double)(n - 1), cx.exponent + cy.exponent);
}

/* The square root of a rounded square is the number itself, so identical x and
 * y give 1 exactly; others may come out past it by a last bit. */
double
sum_correlation(const double *x, const double *y, size_t n)
{
	struct centre cx, cy;
	double r;

	if (n < 2)
		return nan("");
	cx = centre_of(x, n);
	cy = centre_of(y, n);
	if (cx.largest == 0 || cy.largest == 0)
		return nan("");
	r = products(x, &cx, y, &cy, n) /
	    sqrt(products(x, &cx, x, &cx, n) * products(y, &cy, y, &cy, n));
	return r > 1 ? 1 : r < -1 ? -1 : r;
}

/* The pairs within runs of equal values of a, which is sorted; where `also` is
 * given, values must be equal there too (also[a[i].row], sorted within a run). */
static uint64_t
tied_pairs(const struct place *a, size_t n, const double *also)
{
	uint64_t pairs = 0, run = 0;

	for (size_t i = 1; i < n; i++) {
		bool same = a[i].value == a[i - 1].value &&
		    (!also || also[a[i].row] == also[a[i - 1].row]);

		run = same ? run + 1 : 0;
		pairs += run;
	}
	return pairs;
}

/* Sorts a by merging and returns the number of pairs that stood in descending
 * order.  The sorted array may be a or the spare one. */
static uint64_t
descents(struct place *a, struct place *spare, size_t n)
{
	uint64_t pairs = 0;

	for (size_t width = 1; width < n; width *= 2) {
		struct place *swap = a;

		for (size_t from = 0; from < n; from += 2 * width) {
			size_t middle = from + width < n ? from + width : n;
			size_t end = middle + width < n ? middle + width : n;
			size_t i = from, j = middle;

			for (size_t k = from; k < end; k++) {
				if (i < middle && (j == end || a[i].value <= a[j].value)) {
					spare[k] = a[i++];
				} else {
					spare[k] = a[j++];
					pairs += middle - i;
				}
			}
		}
		a = spare;
		spare = swap;
	}
	return pairs;
}

double
sum_kendall(const double *x, const double *y, size_t n)
{
	struct place *a, *spare;
	uint64_t pairs, tied_x, tied_y, tied_both, discordant;
	double difference, tau;

	if (n < 2)
		return nan("");
	a = mem_array(n, sizeof *a);
	spare = mem_array(n, sizeof *spare);
	for (size_t i = 0; i < n; i++)
		a[i] = (struct place){ y[i], (uint32_t)i };
	place_sort(a, spare, n);
	tied_y = tied_pairs(a, n, NULL);
	for (size_t i = 0; i < n; i++)
		a[i].value = x[a[i].row];
	place_sort(a, spare, n);	/* by x, then y: the sort is stable */
	tied_x = tied_pairs(a, n, NULL);
	tied_both = tied_pairs(a, n, y);
	for (size_t i = 0; i < n; i++)
		a[i].value = y[a[i].row];
	discordant = descents(a, spare, n);
	free(a);
	free(spare);

	pairs = (uint64_t)n * (n - 1) / 2;
	if (tied_x == pairs || tied_y == pairs)
		return nan("");
	/* Concordant pairs are those neither tied nor discordant. */
	difference = (double)(int64_t)(pairs - tied_x - tied_y + tied_both - 2 * discordant);
	tau = difference / sqrt((double)(pairs - tied_x) * (double)(pairs - tied_y));
	return tau > 1 ? 1 : tau < -1 ? -1 : tau;
}

/* The number of twelve decimals that x is so near to that it is meant: 50 times 0.14 is 7. */
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
	q = (1 - part) * a + part * b;
	return q < a ? a : q > b ? b : q;
}
