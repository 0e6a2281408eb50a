/* mean_edition - scores that the cities of an edition give each other. */
#include <math.h>
#include <string.h>

#include "method/mean.h"
#include "number/num.h"
#include "number/sum.h"

/* 1, -1 or 0: what city a gets for its comparison with city b. */
static int
outranks(const double *w, const double *a, const double *b, size_t n)
{
	double better = 0, common = 0, more;

	for (size_t k = 0; k < n; k++) {
		if (a[k] != a[k] || b[k] != b[k])
			continue;
		common += w[k];
		if (num_tie(a[k], b[k]))
			better += w[k] / 2;
		else if (a[k] > b[k])
			better += w[k];
	}
	more = better - common / 2;
	if (fabs(more) <= 1e-12 * common)
		return 0;
	return more > 0 ? 1 : -1;
}

void
mean_copeland(const double *w, const double *x, size_t m, size_t n,
    double *score)
{
	memset(score, 0, m * sizeof *score);
	for (size_t i = 0; i < m; i++)
		for (size_t j = i + 1; j < m; j++) {
			int won = outranks(w, x + i * n, x + j * n, n);

			score[i] += won;
			score[j] -= won;
		}
}

void
mean_wroclaw(const double *w, const double *x, size_t m, size_t n,
    double *score)
{
	double far;

	(void)w;
	memset(score, 0, m * sizeof *score);
	for (size_t k = 0; k < n; k++) {
		double best = (double)-INFINITY;

		for (size_t i = 0; i < m; i++)
			best = fmax(best, x[i * n + k]);
		for (size_t i = 0; i < m; i++)
			score[i] += (best - x[i * n + k]) *
			    (best - x[i * n + k]);
	}
	for (size_t i = 0; i < m; i++)
		score[i] = sqrt(score[i]);
	/* Of one city there is no deviation: it is the best. */
	far = sum_mean(score, m) + 2 * sum_sd(score, m);
	for (size_t i = 0; i < m; i++)
		score[i] = far > 0 ? 1 - score[i] / far : 1;
}
