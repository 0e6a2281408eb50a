/* trend - where a figure is heading over the years. */
#include <math.h>

#include "method/trend.h"
#include "number/logs.h"
#include "number/powers.h"

double
trend_growth(double first, double last, double years)
{
	struct twice quotient = twice_divide(twice_of(last), twice_of(first)),
	    growth;

	if (!(years > 0) || first == 0 || quotient.hi < 0)
		return (double)NAN;
	growth = twice_divide(logs_ln(quotient), twice_of(years));
	growth = twice_times(twice_of(100), powers_exp_less(growth));
	return growth.hi + growth.lo;
}

/* The values brought near to 1, and all distances from means n times as
 * large. */
double
trend_change(const double *year, const double *y, size_t n)
{
	struct twice k = twice_of((double)n), years = twice_of(0),
	    values = twice_of(0);
	struct twice along = twice_of(0), across = twice_of(0), slope, first;
	double most = 0;
	int size;

	for (size_t i = 0; i < n; i++)
		most = fmax(most, fabs(y[i]));
	frexp(most, &size);
	for (size_t i = 0; i < n; i++) {
		years = twice_add(years, year[0] - year[i]);
		values = twice_add(values, -ldexp(y[i], -size));
	}
	for (size_t i = 0; i < n; i++) {
		struct twice x = twice_add_product(years, k.hi,
		    year[i] - year[0]);
		struct twice d = twice_add_product(values, k.hi,
		    ldexp(y[i], -size));

		along = twice_add_twice(along, twice_times(x, x));
		across = twice_add_twice(across, twice_times(x, d));
	}
	slope = twice_divide(across, along);
	/* n times the value at the first year, and with the other sign. */
	first = twice_add_twice(values, twice_times(slope,
	    (struct twice){ -years.hi, -years.lo }));
	if (n < 2 || !(fabs(first.hi) > 1e-12 * k.hi * ldexp(most, -size)))
		return (double)NAN;
	return -100 * twice_quotient(twice_times(k, slope), first);
}
