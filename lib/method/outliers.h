/* outliers - the JRC's rule for an indicator that outliers distort. */
#ifndef OUTLIERS_H
#define OUTLIERS_H

#include <stdbool.h>
#include <stddef.h>

/* True where both |skewness| >= limits[0] and kurtosis >= limits[1]; the JRC's
 * limits are 2 and 3.5 (Becker 2022, COINr 1.1.14).  What is 2 on paper may be
 * computed a last bit below, as for three equal values and another: each counts
 * from 1e-12 less on.  Too few values have neither. */
extern const double outliers_jrc[2];
bool outliers_any(const double *x, size_t n, const double limits[2]);

#endif
