/* correlate - how indicators go together. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "method/correlate.h"
#include "number/rank.h"
#include "number/sum.h"
#include "number/twice.h"

size_t
correlate_pairs(const struct correlate_values *one,
    const struct correlate_values *other, double *x, double *y)
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

size_t
correlate_complete(const struct correlate_values *v, size_t k, double *x)
{
	size_t room = v[0].n, n = 0, *at = mem_array(k, sizeof *at);

	for (; at[0] < room; at[0]++) {
		bool all = true;

		for (size_t i = 0; i < k; i++) {
			while (at[i] < v[i].n &&
			    v[i].unit[at[i]] < v[0].unit[at[0]])
				at[i]++;
			all = all && at[i] < v[i].n &&
			    v[i].unit[at[i]] == v[0].unit[at[0]];
		}
		for (size_t i = 0; i < k && all; i++)
			x[i * room + n] = v[i].x[at[i]];
		n += all;
	}
	for (size_t i = 1; i < k; i++)
		memmove(x + i * n, x + i * room, n * sizeof *x);
	free(at);
	return n;
}

double
correlate_pearson(const double *x, const double *y, size_t n)
{
	struct sum_centre a = sum_centre(x, n), b = sum_centre(y, n);
	struct twice squares = twice_times(sum_products(&a, &a),
	    sum_products(&b, &b));
	double r = twice_quotient(sum_products(&a, &b), twice_root(squares));

	if (n < 2 || a.largest == 0 || b.largest == 0)
		return nan("");
	/* What rounding has left of 0. */
	return fabs(r) < 0x1p-90 ? 0 : r;
}

static double
mean_about(const double *x, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i];
	return sum / (double)n;
}

double
correlate_about(const double *x, const double *y, size_t n)
{
	double a = mean_about(x, n), b = mean_about(y, n), xx = 0, yy = 0,
	    xy = 0;
	double rounding = 0x1p-20 * (double)n;

	for (size_t i = 0; i < n; i++) {
		double u = x[i] - a, v = y[i] - b;

		xx += u * u;
		yy += v * v;
		xy += u * v;
	}
	/* Nothing is beyond the doubles, and squares are more than what
	 * rounding or the end of the doubles has left. */
	if (!(n < 1 << 20 && xx > 0x1p-900 && yy > 0x1p-900 && isfinite(xx) &&
	    isfinite(yy) && sqrt(xx) > rounding * fabs(a) &&
	    sqrt(yy) > rounding * fabs(b)))
		return (double)NAN;
	return xy / (sqrt(xx) * sqrt(yy));
}

/* The ranks of n values, ties averaged; free() it. */
static double *
ranks_of(const double *x, size_t n)
{
	double *rank = mem_array(n, sizeof *rank);

	if (n > 0)
		memcpy(rank, x, n * sizeof *rank);
	rank_replace(rank, n, RANK_AVERAGE, false);
	return rank;
}

double
correlate_spearman(const double *x, const double *y, size_t n)
{
	double *a = ranks_of(x, n), *b = ranks_of(y, n),
	    r = correlate_pearson(a, b, n);

	free(a);
	free(b);
	return r;
}

/* The pairs within runs of equal values of a, which is sorted; where `also` is
 * given, values must be equal there too (also[a[i].row], sorted within a
 * run). */
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

double
correlate_kendall(const double *x, const double *y, size_t n)
{
	struct rank_value *a;
	uint64_t pairs, tied_x, tied_y, tied_both, discordant;
	double difference;

	if (n < 2)
		return nan("");
	a = mem_array(n, sizeof *a);
	for (size_t i = 0; i < n; i++)
		a[i] = (struct rank_value){ y[i], (uint32_t)i };
	rank_sort(a, n);
	tied_y = tied_pairs(a, n, NULL);
	for (size_t i = 0; i < n; i++)
		a[i].value = x[a[i].row];
	rank_sort(a, n);	/* by x, then y: the sort is stable */
	tied_x = tied_pairs(a, n, NULL);
	tied_both = tied_pairs(a, n, y);
	for (size_t i = 0; i < n; i++)
		a[i].value = y[a[i].row];
	discordant = rank_descents(a, n);
	free(a);

	pairs = (uint64_t)n * (n - 1) / 2;
	if (tied_x == pairs || tied_y == pairs)
		return nan("");
	/* Concordant pairs are those neither tied nor discordant. */
	difference = (double)(int64_t)(pairs - tied_x - tied_y + tied_both - 2 *
	    discordant);
	return difference / sqrt((double)(pairs - tied_x) * (double)(pairs -
	    tied_y));
}

/* The bin of each value, of BINS. */
enum { BINS = 8 };
static uint8_t *
bins_of(const double *x, size_t n)
{
	double *place = ranks_of(x, n);
	uint8_t *bin = mem_array(n, sizeof *bin);

	/* Twice a place is a whole number. */
	for (size_t i = 0; i < n; i++)
		bin[i] = (uint8_t)(BINS * ((uint64_t)(2 * place[i]) - 1) /
		    (2 * (uint64_t)n));
	free(place);
	return bin;
}

double
correlate_ratio(const double *x, const double *y, size_t n)
{
	enum { LEAST = 16 };
	struct sum_centre all = sum_centre(y, n), bin_centre;
	double total = sum_products(&all, &all).hi, within = 0, ratio;
	double *of_bin = mem_array(n, sizeof *of_bin);
	uint8_t *bin = bins_of(x, n);
	size_t bins = 0;

	for (unsigned b = 0; b < BINS; b++) {
		size_t m = 0;

		for (size_t i = 0; i < n; i++)
			if (bin[i] == b)
				of_bin[m++] = y[i];
		if (m == 0)
			continue;
		bins++;
		bin_centre = sum_centre(of_bin, m);
		bin_centre.scale = all.scale;
		within += sum_products(&bin_centre, &bin_centre).hi;
	}
	free(bin);
	free(of_bin);
	if (n < LEAST || total == 0)
		return nan("");
	ratio = 1 - within / (double)(n - bins) / (total / (double)(n - 1));
	return ratio > 0 ? ratio : 0;
}

/* The covariance of n pairs, scaled twice: NaN for n < 2. */
static struct twice
covariance(const double *x, const double *y, size_t n, double scale)
{
	struct sum_centre a = sum_centre(x, n), b = sum_centre(y, n);
	struct twice divisor = { n < 2 ? nan("") : (double)n - 1, 0 }, sum;

	a.scale = b.scale = scale;
	sum = sum_products(&a, &b);
	return twice_divide(sum, divisor);
}

/* k^2 c/sum(C) is 2k/(k-1) of the sum below the diagonal over sum(C). */
double
correlate_alpha(const struct correlate_values *indicator, size_t k)
{
	struct twice own = { 0, 0 }, shared = { 0, 0 }, all;
	double *x, *y, sizes = 0, scale = HUGE_VAL;
	size_t most = 0;

	if (k < 2)
		return nan("");
	for (size_t i = 0; i < k; i++) {
		most = indicator[i].n > most ? indicator[i].n : most;
		scale = fmin(scale, sum_centre(indicator[i].x,
		    indicator[i].n).scale);
	}
	x = mem_array(most, sizeof *x);
	y = mem_array(most, sizeof *y);
	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j <= i; j++) {
			size_t n = correlate_pairs(&indicator[i], &indicator[j],
			    x, y);
			struct twice c = covariance(x, y, n, scale),
			    *to = i == j ? &own : &shared;

			*to = twice_add_twice(*to, c);
			sizes += i == j ? c.hi : 2 * fabs(c.hi);
		}
	free(x);
	free(y);
	all = twice_add_twice(twice_add_twice(own, shared), shared);
	if (!(fabs(all.hi + all.lo) > 1e-12 * sizes))
		return nan("");
	return twice_quotient(twice_times(shared, (struct twice){ 2 * (double)k,
	    0 }), twice_times(all, (struct twice){ (double)k - 1, 0 }));
}
