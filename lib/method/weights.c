/* weights - how much data say that siblings shall count. */
#include <lapacke.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/die.h"
#include "base/mem.h"
#include "method/correlate.h"
#include "method/weights.h"
#include "number/sum.h"

/* Components whose strengths differ by less are equally strong; loadings that sum to less
 * sum to 0. */
static const double nothing = 1e-9;

/* With d = np - 1 = (x - mean)/mean, whose sum is 0, it is the sum of
 * (1 + d) ln(1 + d) - d over n ln n, of which no term is below 0: so digits are not lost
 * where e is close to 1. */
double
weights_divergence(const struct weights_scores *s, size_t sibling)
{
	const double *x = weights_column(s, sibling);
	double *t = mem_array(s->n, sizeof *t), mean = sum_mean(x, s->n), sum;

	for (size_t i = 0; i < s->n; i++) {
		double d = (x[i] - mean) / mean;

		t[i] = x[i] > 0 ? (1 + d) * log1p(d) - d : 1;
	}
	sum = sum_exact(t, s->n);
	free(t);
	return sum / ((double)s->n * log((double)s->n));
}

double
weights_critic(const struct weights_scores *s, size_t sibling)
{
	const double *x = weights_column(s, sibling);
	double lo = x[0], hi = x[0], conflict = 0;

	for (size_t i = 1; i < s->n; i++) {
		lo = x[i] < lo ? x[i] : lo;
		hi = x[i] > hi ? x[i] : hi;
	}
	for (size_t i = 0; i < s->k; i++) {
		double c = i == sibling ? 0 : 1 - correlate_pearson(x, weights_column(s, i), s->n);

		/* What is left of 0 after rounding is no conflict. */
		conflict += c > 1e-14 ? c : 0;
	}
	return sum_sd(x, s->n) / (hi - lo) * conflict;
}

/* Finds the loadings from correlations r, k by k, which are overwritten; value has room for k. */
static enum weights_loadings
first_component(double *r, double *value, size_t k, double *loading)
{
	lapack_int failed = LAPACKE_dsyev(LAPACK_ROW_MAJOR, 'V', 'U', (lapack_int)k, r,
	    (lapack_int)k, value);
	double sum = 0;
	bool open;

	if (failed == LAPACK_WORK_MEMORY_ERROR || failed == LAPACK_TRANSPOSE_MEMORY_ERROR)
		die("out of memory");
	if (failed != 0)
		return WEIGHTS_NO_VECTORS;
	if (value[k - 1] - value[k - 2] < nothing)
		return WEIGHTS_TWO_FIRST;
	for (size_t i = 0; i < k; i++)
		sum += r[i * k + k - 1];
	open = fabs(sum) < nothing;
	if (open)
		sum = r[k - 1];
	for (size_t i = 0; i < k; i++)
		loading[i] = sum < 0 ? -r[i * k + k - 1] : r[i * k + k - 1];
	return open ? WEIGHTS_SIGN_OPEN : WEIGHTS_SIGNED;
}

enum weights_loadings
weights_principal(const struct weights_scores *s, double *loading)
{
	size_t k = s->k;
	double *r = mem_array(k * k, sizeof *r), *value = mem_array(k, sizeof *value);
	enum weights_loadings found;

	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j <= i; j++)
			r[i * k + j] = r[j * k + i] = i == j ? 1 :
			    correlate_pearson(weights_column(s, i), weights_column(s, j), s->n);
	found = first_component(r, value, k, loading);
	free(r);
	free(value);
	return found;
}
