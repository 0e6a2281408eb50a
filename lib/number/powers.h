/* powers - powers of e in twice the working precision, and roots of squares.
 *
 * By additions, products and quotients of doubles alone, so that they have the
 * same bits everywhere (see logs.h).
 */
#ifndef POWERS_H
#define POWERS_H

#include <stddef.h>

#include "number/twice.h"

/* e^x, and e^x - 1, which is not lost where x is small: right to some 2^-64 of
 * it; {infinity, 0} beyond the doubles */
struct twice powers_exp(struct twice x);
struct twice powers_exp_less(struct twice x);

/* y[i] = e^(hi[i] + lo[i]) of many, the nearest doubles. */
void powers_exps(const double *hi, const double *lo, size_t n, double *y);

/* sqrt(a^2 + b^2), not beyond the doubles on the way */
double powers_hypotenuse(double a, double b);

#endif
