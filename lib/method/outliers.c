/* outliers - the JRC's rule for an indicator that outliers distort. */
#include <math.h>

#include "method/outliers.h"
#include "number/sum.h"

const double outliers_jrc[2] = { 2, 3.5 };

bool
outliers_any(const double *x, size_t n, const double limits[2])
{
	return fabs(sum_skewness(x, n)) >= limits[0] - 1e-12 &&
	    sum_kurtosis(x, n) >= limits[1] - 1e-12;
}
