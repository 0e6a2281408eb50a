/* mean - how the scores of children become the score of their parent.
 *
 * x are the scores of the children that have one, w their weights, all above 0,
 * in framework order; n is at least 1.  Weights are relative: only w/sum(w) counts.
 */
#ifndef MEAN_H
#define MEAN_H

#include <stdbool.h>
#include <stddef.h>

#include "method/method.h"

enum mean_problem {
	MEAN_FINE,
	MEAN_NEGATIVE,          /* a child's score is below 0 */
	MEAN_ZERO,              /* a child's score is 0 */
	MEAN_UNEQUAL,           /* weights are not equal where the method requires it */
	MEAN_NOT_POSITIVE       /* the mean of the scores is not above 0 */
};

/* The score by any method but copeland; `zero` says that a zero makes a node 0
 * where it would be a problem.  With a problem, *child is the child it is about
 * and the score is not set.  The score may be beyond the doubles.  Formulas: OECD/JRC, Handbook on
 * Constructing Composite Indicators (2008), 6.2; mpi: Mazziotta and Pareto 2016,
 * "On a Generalized Non-compensatory Composite Index"; ampi: the same, 2018,
 * "Measuring Well-Being Over Time". */
enum mean_problem mean_score(const struct method *, const double *w, const double *x, size_t n,
    bool zero, double *score, size_t *child);

/* Copeland's score of m cities: x[i * n + k] is what city i has of child k, NaN
 * for nothing.  For each other city: the weight of the children where this one
 * is better plus half the weight of ties, among those both have; more than half
 * is +1, less is -1, half (within 1e-12 of the common weight) or nothing in
 * common 0; their sum.  Values tie as num_tie says.  In O(m^2 n).  (Copeland
 * 1951; Handbook, 6.2, for the matrix.) */
void copeland_scores(const double *w, const double *x, size_t m, size_t n, double *score);

#endif
