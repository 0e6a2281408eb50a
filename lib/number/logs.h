/* logs - natural logarithms in twice the precision, of many numbers at once. */
#ifndef LOGS_H
#define LOGS_H

#include <stddef.h>

/* ln x[i] as the nearest double hi[i] and what is left of it, lo[i], both right to 2^-68 of the
 * logarithm; the same bits on all processors.  Of 0 and below hi is -infinity, of NaN NaN, and lo
 * is 0.  No x is infinite. */
void	logs(const double *x, size_t n, double *hi, double *lo);

#endif
