/* correlate - how indicators go together. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "correlate.h"
#include "exact.h"
#include "figures.h"
#include "mem.h"
#include "place.h"
#include "sum.h"

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

/* The ranks of n values, ties averaged; free() it. */
static double *
ranks_of(const double *x, size_t n)
{
	double *rank = mem_array(n, sizeof *rank), *sorted = mem_array(n, sizeof *sorted);
	struct place *a = mem_array(n, sizeof *a), *spare = mem_array(n, sizeof *spare);

	for (size_t i = 0; i < n; i++)
		a[i] = (struct place){ x[i], (uint32_t)i };
	place_sort(a, spare, n);
	place_ranks(a, n, PLACE_AVERAGE, false, sorted);
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
	double *a = ranks_of(x, n), *b = ranks_of(y, n), r = sum_correlation(a, b, n);

	free(a);
	free(b);
	return r;
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
correlate_kendall(const double *x, const double *y, size_t n)
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

double
correlate_alpha(const struct figures_values *indicator, size_t k)
{
	struct exact all, off;
	double *x, *y, sum, mean, size = 0;
	size_t most = 0;

	if (k < 2)
		return nan("");
	for (size_t i = 0; i < k; i++)
		most = indicator[i].n > most ? indicator[i].n : most;
	x = mem_array(most, sizeof *x);
	y = mem_array(most, sizeof *y);
	exact_init(&all);
	exact_init(&off);
	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j <= i; j++) {
			size_t n = correlate_pairs(&indicator[i], &indicator[j], x, y);
			double c = sum_covariance(x, y, n);

			exact_add(&all, c);
			size += fabs(c);
			if (j == i)
				continue;
			exact_add(&all, c);
			exact_add(&off, c);
			size += fabs(c);
		}
	free(x);
	free(y);
	sum = exact_round(&all);
	mean = exact_round(&off) / ((double)k * (double)(k - 1) / 2);
	if (isinf(sum) || isinf(mean))
		return (double)INFINITY;
	return fabs(sum) <= 1e-12 * size ? nan("") : (double)k * (double)k * mean / sum;
}
