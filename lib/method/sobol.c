/* sobol - how much of a variance each of several factors makes, from
 * samples. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "method/sobol.h"
#include "number/draw.h"
#include "number/rank.h"
#include "number/sum.h"

enum { BOTH = 2 };              /* first, total */

void
sobol_init(struct sobol *s, size_t n, size_t k)
{
	struct draw d;

	s->n = n;
	s->k = k;
	s->times = mem_array(SOBOL_REPLICATES * n, sizeof *s->times);
	s->term = mem_array(n * k * BOTH, sizeof *s->term);
	s->replicate = mem_array(SOBOL_REPLICATES * k * BOTH,
	    sizeof *s->replicate);
	draw_init(&d, "bootstrap", text_of(""));
	for (size_t r = 0; r < SOBOL_REPLICATES; r++) {
		uint8_t *times = s->times + r * n;

		draw_under(&d, (struct draw_key){ 1, r + 1 });
		for (size_t i = 0; i < n; i++) {
			size_t which = (size_t)(draw_uniform(&d) * (double)n);

			if (times[which] < UINT8_MAX)
				times[which]++;
		}
	}
	draw_free(&d);
}

/* The terms of both means of every factor. */
static void
make_terms(struct sobol *s, const double *y, double mean, double variance)
{
	const double *a = y, *b = y + s->n;

	for (size_t f = 0; f < s->k; f++) {
		const double *ab = y + (2 + f) * s->n;

		for (size_t i = 0; i < s->n; i++) {
			double *term = s->term + (i * s->k + f) * BOTH;

			term[0] = (b[i] - mean) * (ab[i] - a[i]) / variance;
			term[1] = (a[i] - ab[i]) * (a[i] - ab[i]) /
			    (2 * variance);
		}
	}
}

/* The means that each replicate gives.  A sample is taken for all of them at
 * once. */
static void
replicate_all(struct sobol *s)
{
	size_t m = s->k * BOTH;
	double *sum = mem_array(m, sizeof *sum);

	for (size_t r = 0; r < SOBOL_REPLICATES; r++) {
		const uint8_t *times = s->times + r * s->n;

		memset(sum, 0, m * sizeof *sum);
		for (size_t i = 0; i < s->n; i++) {
			const double *term = s->term + i * m;
			double t = times[i];

			for (size_t c = 0; c < m; c++)
				sum[c] += t * term[c];
		}
		for (size_t c = 0; c < m; c++)
			s->replicate[c * SOBOL_REPLICATES + r] = sum[c] /
			    (double)s->n;
	}
	free(sum);
}

/* The mean of terms number c, and what the replicates make of it. */
static struct sobol_estimate
estimate(const struct sobol *s, size_t c)
{
	double *x = s->replicate + c * SOBOL_REPLICATES, *term = mem_array(s->n,
	    sizeof *term);
	struct sobol_estimate e;

	for (size_t i = 0; i < s->n; i++)
		term[i] = s->term[i * s->k * BOTH + c];
	rank_values(x, SOBOL_REPLICATES);
	e = (struct sobol_estimate){ sum_mean(term, s->n),
	    sum_quantile(x, SOBOL_REPLICATES, 0.05),
	    sum_quantile(x, SOBOL_REPLICATES, 0.95) };
	free(term);
	return e;
}

void
sobol_indices(struct sobol *s, const double *y, struct sobol_index *index)
{
	double sd = sum_sd(y, 2 * s->n);

	if (sd > 0) {
		make_terms(s, y, sum_mean(y, 2 * s->n), sd * sd);
		replicate_all(s);
	}
	for (size_t f = 0; f < s->k; f++) {
		struct sobol_estimate none = { (double)NAN, (double)NAN,
		    (double)NAN };

		index[f] = (struct sobol_index){ none, none };
		if (sd > 0)
			index[f] = (struct sobol_index){ estimate(s, f * BOTH),
			    estimate(s, f * BOTH + 1) };
	}
}
