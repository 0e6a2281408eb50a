/* logs - logarithms in twice the precision, of many numbers at once, and of
 * what is in twice the precision itself.
 *
 * By additions, products and quotients of doubles alone, so that they have the
 * same bits on all processors, which those of the C libraries do not.
 */
#ifndef LOGS_H
#define LOGS_H

#include <stdbool.h>
#include <stddef.h>

#include "number/twice.h"

/* ln 2 as a number of 42 bits, so that products with exponents are exact, and
 * the rest. */
static const struct twice logs_2 = { 0x1.62e42fefa38p-1, 0x1.ef35793c7673p-45 };

/* ln x[i] as the nearest double hi[i] and what is left of it, lo[i], both right
 * to 2^-68 of the logarithm.  Of 0 and below hi is -infinity, of NaN NaN, and
 * lo is 0.  No x is infinite. */
void	logs(const double *x, size_t n, double *hi, double *lo);

/* x[i] = ln x[i], or with `tens` its logarithm to base 10: the nearest doubles,
 * as above */
void	logs_of(double *x, size_t n, bool tens);

/* ln x likewise, also of infinity; and ln(1 + x), which is not lost where x is
 * small */
struct twice logs_ln(struct twice x);
struct twice logs_ln_more(struct twice x);

/* The same of doubles. */
static inline double
logs_one(double x)
{
	return logs_ln(twice_of(x)).hi;
}

static inline double
logs_one_more(double x)
{
	return logs_ln_more(twice_of(x)).hi;
}

#endif
