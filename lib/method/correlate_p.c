/* correlate_p - how likely a correlation is where there is none: the incomplete
 * beta function. */
#include <math.h>

#include "method/correlate.h"
#include "number/logs.h"
#include "number/powers.h"
#include "number/twice.h"

/* 1 + x, |x| at most about 1 */
static struct twice
more(struct twice x)
{
	struct twice s = twice_of_sum(1, x.hi);

	return twice_of_sum(s.hi, s.lo + x.lo);
}

/* u v x/(p q) */
static struct twice
coefficient(double u, double v, struct twice x, double p, double q)
{
	return twice_divide(twice_times(twice_of_product(u, v), x),
	    twice_of_product(p, q));
}

/* One step of Lentz's: by what the next coefficient changes the fraction. */
static struct twice
lentz(struct twice next, struct twice *c, struct twice *d)
{
	*d = twice_divide((struct twice){ 1, 0 }, more(twice_times(next, *d)));
	*c = more(twice_divide(next, *c));
	return twice_times(*d, *c);
}

/* The continued fraction of the incomplete beta function, DLMF 8.17.22, from
 * the front: in twice the precision, as a step may divide by what is nearly 0
 * where x is nearly 1. */
static double
beta_fraction(double a, double b, struct twice x)
{
	struct twice c = { 1, 0 }, d, value, change = { 0, 0 };

	d = twice_divide(c, more(coefficient(-1, a + b, x, a + 1, 1)));
	value = d;
	for (int i = 1; i < 100000 && fabs((change.hi - 1) + change.lo) > 1e-18;
	    i++) {
		double m = i;

		change = lentz(coefficient(m, b - m, x, a + 2 * m - 1,
		    a + 2 * m), &c, &d);
		value = twice_times(value, change);
		change = lentz(coefficient(-(a + m), a + b + m, x, a + 2 * m,
		    a + 2 * m + 1), &c, &d);
		value = twice_times(value, change);
	}
	return value.hi + value.lo;
}

/* gamma(a + 1/2)/gamma(a), 2a a whole number: g(1/2) = 1/sqrt(pi), g(a + 1/2) =
 * a/g(a); of large a by the expansion of its logarithm (DLMF 5.11.13), with
 * which 1e-19 are left at 40. */
static double
gamma_quotient(double a)
{
	double g = 0.5641895835477563, q = 1 / (a * a);

	if (a >= 40)
		return sqrt(a) *
		    powers_exp((struct twice){ -(1 / 8.0 - q * (1 / 192.0 - q *
		    (1 / 640.0 - q * (17 / 14336.0 - q * (31 / 18432.0))))) / a,
		    0 }).hi;
	for (int halves = 1; halves < 2 * a; halves++)
		g = halves / 2.0 / g;
	return g;
}

/* The incomplete beta function I_x(a, 1/2) at x = 1 - r^2, a half the degrees
 * of freedom; where x is beyond the bulk, 1 - I_(1-x)(1/2, a). */
double
correlate_p(double r, size_t n)
{
	double a = ((double)n - 2) / 2, half = 0.5, front;
	struct twice y = twice_of_product(r, r), x = twice_of_sum(1, -y.hi);

	if (n < 3 || r != r)
		return nan("");
	x.lo -= y.lo;
	if (x.hi <= 0)
		return 0;
	front = powers_exp(twice_times((struct twice){ a, 0 }, logs_ln(x))).hi;
	front *= gamma_quotient(a) * 0.5641895835477563 * fabs(r);
	if (x.hi < (a + 1) / (a + half + 2))
		return front * beta_fraction(a, half, x) / a;
	return 1 - front * beta_fraction(half, a, y) / half;
}
