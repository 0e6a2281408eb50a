/* correlate - how indicators go together. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "method/correlate.h"
#include "number/exact.h"
#include "number/rank.h"
#include "number/sum.h"
#include "number/twice.h"

size_t
correlate_pairs(const struct figures_values *one, const struct figures_values *other,
    double *x, double *y)
{
	size_t i = 0, j = 0, n = 0;

	while (i < one->n && j < other->n) {
		uint32_t a = one->unit[i], b = other->unit[j];

		if (a == b) {
			x[n] = one->x[i];
			y[n++] = other->x[j];
		}
		i += a <= b;
		j += b <= a;
	}
	return n;
}

static double
largest(const double *x, size_t n)
{
	double most = 0;

	for (size_t i = 0; i < n; i++)
		most = fabs(x[i]) > most ? fabs(x[i]) : most;
	return most;
}

/* n values of an indicator, near to 1 when scaled, and the mean of these. */
struct variable {
	const double *x;
	double scale;
	struct twice mean;
};

static struct variable
variable_of(const double *x, size_t n, double scale)
{
	struct twice mean = sum_mean_twice(x, n);

	return (struct variable){ x, scale, { scale * mean.hi, scale * mean.lo } };
}

/* How far a value is from the mean. */
static struct twice
deviation(const struct variable *v, size_t i)
{
	return twice_add(twice_of_sum(v->scale * v->x[i], -v->mean.hi), -v->mean.lo);
}

/* The sum of the products of their deviations. */
static struct twice
comoment(const struct variable *x, const struct variable *y, size_t n)
{
	struct exact sum;

	exact_init(&sum);
	for (size_t i = 0; i < n; i++)
		exact_add_twice(&sum, twice_times(deviation(x, i), deviation(y, i)));
	return exact_twice(&sum);
}

double
correlate_pearson(const double *x, const double *y, size_t n)
{
	struct variable a = variable_of(x, n, exact_scale(largest(x, n)));
	struct variable b = variable_of(y, n, exact_scale(largest(y, n)));
	struct twice squares = twice_times(comoment(&a, &a, n), comoment(&b, &b, n));
	double r = twice_quotient(comoment(&a, &b, n), twice_root(squares));

	if (n < 2 || squares.hi == 0)
		return nan("");
	/* What rounding has left of 0. */
	return fabs(r) < 0x1p-90 ? 0 : r;
}

/* The ranks of n values, ties averaged; free() it. */
static double *
ranks_of(const double *x, size_t n)
{
	double *rank = mem_array(n, sizeof *rank), *sorted = mem_array(n, sizeof *sorted);
	struct rank_value *a = mem_array(n, sizeof *a), *spare = mem_array(n, sizeof *spare);

	for (size_t i = 0; i < n; i++)
		a[i] = (struct rank_value){ x[i], (uint32_t)i };
	rank_sort(a, spare, n);
	rank_places(a, n, RANK_AVERAGE, false, sorted);
	for (size_t i = 0; i < n; i++)
		rank[a[i].row] = sorted[i];
	free(a);
	free(spare);
	free(sorted);
	return rank;
}

double
correlate_spearman(const double *x, const double *y, size_t n)
{
	double *a = ranks_of(x, n), *b = ranks_of(y, n), r = correlate_pearson(a, b, n);

	free(a);
	free(b);
	return r;
}

/* The pairs within runs of equal values of a, which is sorted; where `also` is
 * given, values must be equal there too (also[a[i].row], sorted within a run). */
static uint64_t
tied_pairs(const struct rank_value *a, size_t n, const double *also)
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
descents(struct rank_value *a, struct rank_value *spare, size_t n)
{
	uint64_t pairs = 0;

	for (size_t width = 1; width < n; width *= 2) {
		struct rank_value *swap = a;

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
correlate_kendall(const double *x, const double *y, size_t n)
{
	struct rank_value *a, *spare;
	uint64_t pairs, tied_x, tied_y, tied_both, discordant;
	double difference;

	if (n < 2)
		return nan("");
	a = mem_array(n, sizeof *a);
	spare = mem_array(n, sizeof *spare);
	for (size_t i = 0; i < n; i++)
		a[i] = (struct rank_value){ y[i], (uint32_t)i };
	rank_sort(a, spare, n);
	tied_y = tied_pairs(a, n, NULL);
	for (size_t i = 0; i < n; i++)
		a[i].value = x[a[i].row];
	rank_sort(a, spare, n);	/* by x, then y: the sort is stable */
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
	return difference / sqrt((double)(pairs - tied_x) * (double)(pairs - tied_y));
}

/* The covariance of n pairs, scaled twice: NaN for n < 2. */
static struct twice
covariance(const double *x, const double *y, size_t n, double scale)
{
	struct variable a = variable_of(x, n, scale), b = variable_of(y, n, scale);
	struct twice moment = comoment(&a, &b, n), divisor = { n < 2 ? nan("") : (double)n - 1, 0 };

	return (struct twice){ twice_quotient(moment, divisor), twice_rest(moment, divisor) };
}

/* k^2 c/sum(C) is 2k/(k-1) of the sum below the diagonal over sum(C). */
double
correlate_alpha(const struct figures_values *indicator, size_t k)
{
	struct twice own = { 0, 0 }, shared = { 0, 0 }, all;
	double *x, *y, sizes = 0, greatest = 0, scale;
	size_t most = 0;

	if (k < 2)
		return nan("");
	for (size_t i = 0; i < k; i++) {
		double of_one = largest(indicator[i].x, indicator[i].n);

		most = indicator[i].n > most ? indicator[i].n : most;
		greatest = of_one > greatest ? of_one : greatest;
	}
	scale = exact_scale(greatest);
	x = mem_array(most, sizeof *x);
	y = mem_array(most, sizeof *y);
	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j <= i; j++) {
			size_t n = correlate_pairs(&indicator[i], &indicator[j], x, y);
			struct twice c = covariance(x, y, n, scale), *to = i == j ? &own : &shared;

			*to = twice_add_twice(*to, c);
			sizes += i == j ? c.hi : 2 * fabs(c.hi);
		}
	free(x);
	free(y);
	all = twice_add_twice(twice_add_twice(own, shared), shared);
	if (!(fabs(all.hi + all.lo) > 1e-12 * sizes))
		return nan("");
	return twice_quotient(twice_times(shared, (struct twice){ 2 * (double)k, 0 }),
	    twice_times(all, (struct twice){ (double)k - 1, 0 }));
}
