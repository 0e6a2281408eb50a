/* sobol - how much of a variance each of several factors makes, from samples.
 *
 * For sample s, y is known with all factors as in matrix A, all as in B, and as in A but for one
 * factor, which is as in B (AB).  Of that factor (Saltelli et al. 2010, "Variance based sensitivity
 * analysis of model output", with deviations from the mean; Jansen 1999)
 *
 *     first = mean((y_B - m)(y_AB - y_A)) / V      total = mean((y_A - y_AB)^2) / (2V)
 *
 * where m and V are mean and variance (over 2n - 1) of all y_A and y_B.  What sampling leaves open
 * is seen by drawing the n samples anew from themselves (bootstrap), with m and V fixed.
 */
#ifndef SOBOL_H
#define SOBOL_H

#include <stddef.h>
#include <stdint.h>

/* How often the samples are drawn anew. */
enum { SOBOL_REPLICATES = 1000 };

struct sobol {
	size_t n, k;            /* samples, factors */

	/* Private. */
	uint8_t *times;         /* replicate, sample: how often it is drawn */
	double *term;           /* sample, factor: the terms of both means */
	double *replicate;      /* factor, first or total, replicate */
};

/* An estimate, and quantiles (type 7) of what the replicates give. */
struct sobol_estimate { double value, p05, p95; };
struct sobol_index { struct sobol_estimate first, total; };

/* Begins.  Replicate r draws its i-th sample by a draw for "bootstrap" and no
 * name, the i-th under the key of 1 and r (draw.h): number floor(n u), from
 * 0. */
void sobol_init(struct sobol *, size_t n, size_t k);

/* The indices of each factor: y holds n values of A, n of B, and n of AB for
 * each factor.  All are NaN if y does not vary over A and B. */
void sobol_indices(struct sobol *, const double *y, struct sobol_index *);

#endif
