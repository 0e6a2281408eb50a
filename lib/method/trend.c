/* trend - where a figure is heading over the years. */
#include <math.h>

#include "method/trend.h"

double
trend_growth(double first, double last, double years)
{
	long double quotient = (long double)last / (long double)first;

	if (!(years > 0) || first == 0 || quotient < 0)
		return (double)NAN;
	return (double)(100 * expm1l(logl(quotient) / (long double)years));
}

double
trend_change(const double *year, const double *y, size_t n)
{
	long double k = (long double)n, middle = 0, mean = 0, across = 0, along = 0, slope, first;
	long double most = 0;

	for (size_t i = 0; i < n; i++) {
		middle += (long double)(year[i] - year[0]) / k;
		mean += (long double)y[i] / k;
		most = fmaxl(most, fabsl((long double)y[i]));
	}
	for (size_t i = 0; i < n; i++) {
		long double t = (long double)(year[i] - year[0]) - middle;

		along += t * t;
		across += t * ((long double)y[i] - mean);
	}
	slope = across / along;
	first = mean - slope * middle;
	if (n < 2 || !(fabsl(first) > 1e-12L * most))
		return (double)NAN;
	return (double)(100 * (slope / first));
}
