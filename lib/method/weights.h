/* weights - how much data say that siblings shall count: the arithmetic of
 * sci-fit.
 *
 * Of k siblings there are the scores in the same n rows, n >= 2, none of them
 * missing.  What comes out is on any scale; who calls divides by the sum.
 */
#ifndef WEIGHTS_H
#define WEIGHTS_H

#include <stdbool.h>
#include <stddef.h>

struct weights_scores {
	size_t k, n;
	double *x;              /* x[sibling * n + row] */
};

/* The scores of a sibling. */
static inline const double *
weights_column(const struct weights_scores *s, size_t sibling)
{
	return s->x + sibling * s->n;
}

/* 1 - e, where e = -sum(p ln p)/ln n is Shannon's entropy of the shares p =
 * x/sum(x) of the n rows, and 0 ln 0 = 0 (Zeleny 1982, "Multiple Criteria
 * Decision Making"; Shannon 1948): from 0, all scores equal, to 1.  They must
 * be from 0 on, and one above. */
double weights_divergence(const struct weights_scores *, size_t sibling);

/* sd of the scores, scaled to 0..1, times sum(1 - r) over the other siblings:
 * CRITIC (Diakoulaki, Mavrotas and Papayannakis 1995, "Determining objective
 * weights in multiple criteria problems").  No sibling's scores may be all
 * equal. */
double weights_critic(const struct weights_scores *, size_t sibling);

/* All components of the correlation matrix, the strongest first: value[c], the
 * share of the variance times k, and its loadings vector[c * k + sibling], with
 * the sign as below.  False if there are none: n < 2 or a sibling's scores are
 * all equal. */
bool weights_components(const struct weights_scores *, double *value,
    double *vector);

/* Is another component as strong as this one, to 1e-9, so that their loadings
 * hang on nothing? */
bool weights_alike(const double *value, size_t k, size_t component);

/* Loadings on the first component of the correlation matrix (OECD/JRC Handbook
 * 2008, 6.1), of length 1 as R's prcomp gives them, with the sign that makes
 * their sum positive; where the sum is 0, the first that is not.  No sibling's
 * scores may be all equal. */
enum weights_loadings {
	WEIGHTS_SIGNED,
	WEIGHTS_SIGN_OPEN,        /* the loadings sum to 0 */
	WEIGHTS_TWO_FIRST         /* no loadings: two components are equally strong */
};
enum weights_loadings weights_principal(const struct weights_scores *,
    double *loading);

/* Weights with which every sibling's correlation with the weighted sum of all
 * is proportional to its share, above 0 and on a scale near to 1 (what Becker
 * et al. 2017, "Weights and importance in composite indicators", seek by
 * trial).  With u the weights times the deviations and R the correlations that
 * is R u = share, which is solved with u >= 0, active sets as of Lawson and
 * Hanson 1974; a sibling that stays at 0 has more than its share even so. */
enum weights_balance {
	WEIGHTS_BALANCED,
	WEIGHTS_STAY_0,           /* some weights are 0, and those siblings have more */
	WEIGHTS_OPEN              /* none: a sibling's scores are those of others put together */
};
enum weights_balance weights_balanced(const struct weights_scores *,
    const double *share, double *w);

#endif
