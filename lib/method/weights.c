/* weights - how much data say that siblings shall count. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "method/correlate.h"
#include "method/eigen.h"
#include "method/weights.h"
#include "number/logs.h"
#include "number/sum.h"

/* Components whose strengths differ by less are equally strong; loadings that
 * sum to less sum to 0. */
static const double nothing = 1e-9;

/* With d = np - 1 = (x - mean)/mean, whose sum is 0, it is the sum of (1 + d)
 * ln(1 + d) - d over n ln n, of which no term is below 0: so digits are not
 * lost where e is close to 1. */
double
weights_divergence(const struct weights_scores *s, size_t sibling)
{
	const double *x = weights_column(s, sibling);
	double *t = mem_array(s->n, sizeof *t), mean = sum_mean(x, s->n), sum;

	for (size_t i = 0; i < s->n; i++) {
		double d = (x[i] - mean) / mean;

		t[i] = x[i] > 0 ? (1 + d) * logs_one_more(d) - d : 1;
	}
	sum = sum_exact(t, s->n);
	free(t);
	return sum / ((double)s->n * logs_one((double)s->n));
}

double
weights_critic(const struct weights_scores *s, size_t sibling)
{
	const double *x = weights_column(s, sibling);
	struct sum_ends ends = sum_ends(x, s->n);
	double conflict = 0;

	for (size_t i = 0; i < s->k; i++) {
		double c = i == sibling ? 0 : 1 - correlate_pearson(x,
		    weights_column(s, i), s->n);

		/* What is left of 0 after rounding is no conflict. */
		conflict += c > 1e-14 ? c : 0;
	}
	return sum_sd(x, s->n) / (ends.most - ends.least) * conflict;
}

/* Gives a vector the sign that makes its sum positive, or where that is 0 the
 * first that is not 0; false in that case. */
static bool
sign_vector(double *v, size_t k)
{
	double sum = 0;
	bool open;
	size_t i = 0;

	for (size_t j = 0; j < k; j++)
		sum += v[j];
	open = fabs(sum) < nothing;
	while (i + 1 < k && fabs(v[i]) < nothing)
		i++;
	if (open)
		sum = v[i];
	for (size_t j = 0; j < k && sum < 0; j++)
		v[j] = -v[j];
	return !open;
}

/* The correlations of all pairs, r[i * k + j]; false if one does not exist. */
static bool
correlations(const struct weights_scores *s, double *r)
{
	size_t k = s->k;
	bool exist = true;

	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j <= i; j++) {
			double c = correlate_pearson(weights_column(s, i),
			    weights_column(s, j), s->n);

			exist = exist && c == c;
			r[i * k + j] = r[j * k + i] = i == j ? 1 : c;
		}
	return exist;
}

bool
weights_components(const struct weights_scores *s, double *value,
    double *vector)
{
	size_t k = s->k;
	double *r = mem_array(k * k, sizeof *r);
	bool exist = correlations(s, r);

	if (exist)
		eigen_symmetric(r, k, value, vector);
	for (size_t i = 0; i < k && exist; i++)
		(void)sign_vector(vector + i * k, k);
	free(r);
	return exist;
}

bool
weights_alike(const double *value, size_t k, size_t component)
{
	return (component > 0 && value[component - 1] - value[component] <
	    nothing) || (component + 1 < k &&
	    value[component] - value[component + 1] < nothing);
}

enum weights_loadings
weights_principal(const struct weights_scores *s, double *loading)
{
	size_t k = s->k;
	double *vector = mem_array(k * k, sizeof *vector), *value = mem_array(k,
	    sizeof *value);
	enum weights_loadings found = WEIGHTS_TWO_FIRST;

	if (weights_components(s, value, vector) && !weights_alike(value, k, 0))
		found = sign_vector(vector, k) ? WEIGHTS_SIGNED :
		    WEIGHTS_SIGN_OPEN;
	memcpy(loading, vector, k * sizeof *loading);
	free(vector);
	free(value);
	return found;
}

/* Solves r z = share over the m siblings that are in, by Cholesky's way; false
 * where one of them is the others put together.  lower has room for m * m, z
 * for all k. */
static bool
solve(const double *r, size_t k, const size_t *in, size_t m,
    const double *share, double *lower, double *z)
{
	for (size_t i = 0; i < m; i++) {
		double rest = share[in[i]];

		for (size_t j = 0; j <= i; j++) {
			double left = r[in[i] * k + in[j]];

			for (size_t l = 0; l < j; l++)
				left -= lower[i * m + l] * lower[j * m + l];
			if (i == j && !(left > nothing))
				return false;
			lower[i * m + j] = i == j ? sqrt(left) :
			    left / lower[j * m + j];
		}
		for (size_t j = 0; j < i; j++)
			rest -= lower[i * m + j] * z[in[j]];
		z[in[i]] = rest / lower[i * m + i];
	}
	for (size_t i = m; i-- > 0;) {
		for (size_t j = i + 1; j < m; j++)
			z[in[i]] -= lower[j * m + i] * z[in[j]];
		z[in[i]] /= lower[i * m + i];
	}
	return true;
}

/* The sibling at 0 that lacks most of its share, or k if none does. */
static size_t
lacking(const double *r, size_t k, const double *share, const double *u)
{
	size_t which = k;
	double most = nothing;

	for (size_t i = 0; i < k; i++) {
		double lack = share[i];

		for (size_t j = 0; j < k; j++)
			lack -= r[i * k + j] * u[j];
		if (u[i] == 0 && lack > most) {
			most = lack;
			which = i;
		}
	}
	return which;
}

/* Goes from u towards z as far as nothing falls below 0; what is at 0 then
 * leaves those that are in. */
static size_t
approach(double *u, const double *z, size_t *in, size_t m)
{
	double way = 1;
	size_t stay = 0;

	for (size_t i = 0; i < m; i++)
		if (z[in[i]] <= 0)
			way = fmin(way, u[in[i]] / (u[in[i]] - z[in[i]]));
	for (size_t i = 0; i < m; i++) {
		double x = u[in[i]] + way * (z[in[i]] - u[in[i]]);
		bool out = z[in[i]] <= 0 && x <= 1e-15;

		u[in[i]] = out ? 0 : way < 1 ? x : z[in[i]];
		if (!out)
			in[stay++] = in[i];
	}
	return stay;
}

enum weights_balance
weights_balanced(const struct weights_scores *s, const double *share, double *w)
{
	size_t k = s->k, m = 0, before, next, *in = mem_array(k, sizeof *in);
	double *r = mem_array(k * k, sizeof *r), *lower = mem_array(k * k,
	    sizeof *lower);
	double *z = mem_array(k, sizeof *z);
	enum weights_balance found;

	for (size_t i = 0; i < k; i++)
		in[i] = i;
	found = correlations(s, r) && solve(r, k, in, k, share, lower, z) ?
	    WEIGHTS_BALANCED : WEIGHTS_OPEN;
	memset(w, 0, k * sizeof *w);
	while (found != WEIGHTS_OPEN && (next = lacking(r, k, share, w)) < k) {
		in[m++] = next;
		do {
			before = m;
			(void)solve(r, k, in, m, share, lower, z);
			m = approach(w, z, in, m);
		} while (m < before);
	}
	if (found != WEIGHTS_OPEN && m < k)
		found = WEIGHTS_STAY_0;
	for (size_t i = 0; i < k; i++)
		w[i] /= sum_sd(weights_column(s, i), s->n);
	free(in);
	free(r);
	free(lower);
	free(z);
	return found;
}
