/* correlate - how indicators go together. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "method/correlate.h"
#include "number/exact.h"
#include "number/rank.h"
#include "number/twice.h"
#include "table/figures.h"

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

/* n values of an indicator, near to 1 when scaled, and the sum of these. */
struct variable {
	const double *x;
	double scale;
	struct exact_parts sum;
};

static double
largest(const double *x, size_t n)
{
	double most = 0;

	for (size_t i = 0; i < n; i++)
		most = fabs(x[i]) > most ? fabs(x[i]) : most;
	return most;
}

static struct variable
variable_of(const double *x, size_t n, double scale)
{
	struct exact sum = exact_sum(x, n, scale);

	return (struct variable){ x, scale, exact_parts(&sum) };
}

/* Adds sign times the product of two sums. */
static void
add_product(struct exact *total, int sign, const struct exact_parts *a, const struct exact_parts *b)
{
	for (int i = 0; i < a->n; i++)
		for (int j = 0; j < b->n; j++)
			exact_add_twice(total, twice_of_product(sign * a->part[i], b->part[j]));
}

/* n sum(x y) - sum(x) sum(y) of the scaled values: n (n - 1) times their covariance, without
 * any rounding, so that what is 0 on paper is 0. */
static struct exact
comoment(const struct variable *x, const struct variable *y, size_t n)
{
	struct exact_parts count = { { (double)n }, 1 }, sum;
	struct exact total;

	exact_init(&total);
	for (size_t i = 0; i < n; i++)
		exact_add_twice(&total, twice_of_product(x->scale * x->x[i], y->scale * y->x[i]));
	sum = exact_parts(&total);
	exact_init(&total);
	add_product(&total, 1, &count, &sum);
	add_product(&total, -1, &x->sum, &y->sum);
	return total;
}

double
correlate_pearson(const double *x, const double *y, size_t n)
{
	struct variable a = variable_of(x, n, exact_scale(largest(x, n)));
	struct variable b = variable_of(y, n, exact_scale(largest(y, n)));
	struct exact aa = comoment(&a, &a, n), bb = comoment(&b, &b, n), ab = comoment(&a, &b, n);
	struct twice squares = twice_times(exact_twice(&aa), exact_twice(&bb));

	return squares.hi == 0 ? nan("") : twice_quotient(exact_twice(&ab), twice_root(squares));
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

/* A whole number below 2^63. */
static struct twice
whole(int64_t n)
{
	double hi = (double)n;

	return (struct twice){ hi, (double)(n - (int64_t)hi) };
}

double
correlate_kendall(const double *x, const double *y, size_t n)
{
	struct rank_value *a, *spare;
	uint64_t pairs, tied_x, tied_y, tied_both, discordant;
	int64_t difference;
	struct twice untied;

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
	difference = (int64_t)(pairs - tied_x - tied_y + tied_both - 2 * discordant);
	untied = twice_times(whole((int64_t)(pairs - tied_x)), whole((int64_t)(pairs - tied_y)));
	return twice_quotient(whole(difference), twice_root(untied));
}

/* So many doubles hold a covariance: some 200 bits. */
enum { PARTS = 4 };

/* A sum of covariances, and of their sizes. */
struct covariances {
	struct exact sum;
	double size;
};

/* Adds the covariance of n pairs, scaled twice, as PARTS doubles: NaN for n < 2. */
static void
add_covariance(struct covariances *c, const double *x, const double *y, size_t n, double scale)
{
	struct variable a = variable_of(x, n, scale), b = variable_of(y, n, scale);
	struct exact moment = comoment(&a, &b, n);
	struct twice divisor = twice_of_product((double)n, (double)n - 1);

	for (int i = 0; i < PARTS; i++) {
		double part = exact_round(&moment) / divisor.hi;

		exact_add(&c->sum, part);
		exact_add_twice(&moment, twice_of_product(-part, divisor.hi));
		exact_add_twice(&moment, twice_of_product(-part, divisor.lo));
		c->size += i == 0 ? fabs(part) : 0;
	}
}

/* k^2 c/sum(C) is 2k/(k-1) of the sum below the diagonal over sum(C). */
double
correlate_alpha(const struct figures_values *indicator, size_t k)
{
	struct covariances own = { .size = 0 }, shared = { .size = 0 };
	struct exact_parts parts;
	struct twice all, off;
	double *x, *y, size = 0, scale;
	size_t most = 0;

	if (k < 2)
		return nan("");
	for (size_t i = 0; i < k; i++) {
		double of_one = largest(indicator[i].x, indicator[i].n);

		most = indicator[i].n > most ? indicator[i].n : most;
		size = of_one > size ? of_one : size;
	}
	scale = exact_scale(size);
	x = mem_array(most, sizeof *x);
	y = mem_array(most, sizeof *y);
	exact_init(&own.sum);
	exact_init(&shared.sum);
	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j <= i; j++) {
			size_t n = correlate_pairs(&indicator[i], &indicator[j], x, y);

			add_covariance(i == j ? &own : &shared, x, y, n, scale);
		}
	free(x);
	free(y);
	off = exact_twice(&shared.sum);
	/* sum(C) has them above the diagonal too. */
	parts = exact_parts(&shared.sum);
	for (int i = 0; i < parts.n; i++)
		exact_add(&own.sum, 2 * parts.part[i]);
	all = exact_twice(&own.sum);
	if (fabs(all.hi) <= 1e-12 * (own.size + 2 * shared.size))
		return nan("");
	/* What divisions to 200 bits have left of 0. */
	if (fabs(off.hi) <= 0x1p-150 * shared.size)
		return 0;
	return twice_quotient(twice_times(off, (struct twice){ 2 * (double)k, 0 }),
	    twice_times(all, (struct twice){ (double)k - 1, 0 }));
}
