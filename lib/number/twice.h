/* twice - numbers in twice the working precision, for weighted means along the
 * framework: summed in its order and rounded once, after the division.
 *
 * Needs doubles that are what they say: -ffp-contract=off, no -ffast-math.
 */
#ifndef TWICE_H
#define TWICE_H

#include <math.h>
#include <stdbool.h>

/* The unevaluated sum hi + lo, where lo is small beside hi unless much has
 * cancelled. {0, 0} is zero, {x, 0} is x. */
struct twice {
	double	hi, lo;
};

/* A number as it is. */
static inline struct twice
twice_of(double x)
{
	return (struct twice){ x, 0 };
}

/* a + b exactly, whatever their sizes (Knuth's TwoSum). */
static inline struct twice
twice_of_sum(double a, double b)
{
	double s = a + b, t = s - a;

	return (struct twice){ s, (a - (s - t)) + (b - t) };
}

/* a + b exactly, where |a| >= |b| (Dekker's Fast2Sum). */
static inline struct twice
twice_of_ordered(double a, double b)
{
	double s = a + b;

	return (struct twice){ s, b - (s - a) };
}

#if !defined(__FMA__) && !defined(__aarch64__)
/* x as two halves of at most 26 bits each (Veltkamp). */
static inline struct twice
twice_halves(double x)
{
	double t = 0x1p27 * x + x, hi = t - (t - x);

	return (struct twice){ hi, x - hi };
}
#endif

/* x * y exactly (Dekker's TwoProduct) where x and y are below 2^995 and the
 * product is from 2^-900 to 2^1020. */
static inline struct twice
twice_of_product_within(double x, double y)
{
	double p = x * y;
#if defined(__FMA__) || defined(__aarch64__)
	return (struct twice){ p, fma(x, y, -p) };
#else
	struct twice a = twice_halves(x), b = twice_halves(y);

	return (struct twice){ p,
	    a.lo * b.lo - (((p - a.hi * b.hi) - a.lo * b.hi) - a.hi * b.lo) };
#endif
}

/* Likewise, by one instruction where the processor has fma (fma.h). */
__attribute__((always_inline)) static inline struct twice
twice_of_product_by(bool fma, double x, double y)
{
	double p = x * y;

	return fma ? (struct twice){ p, __builtin_fma(x, y, -p) } :
	    twice_of_product_within(x, y);
}

/* x * y exactly.  One fma gives the same lower half, but
 * without the instruction it is slow; it is kept for numbers so large that
 * splitting overflows, or so small that a part product is lost. */
static inline struct twice
twice_of_product(double x, double y)
{
	double p = x * y;

	if (p == 0)
		return (struct twice){ 0, 0 };
#if !defined(__FMA__) && !defined(__aarch64__)
	if (fabs(x) < 0x1p995 && fabs(y) < 0x1p995 && fabs(p) > 0x1p-900 &&
	    fabs(p) < 0x1p1020)
		return twice_of_product_within(x, y);
#endif
	return (struct twice){ p, fma(x, y, -p) };
}

/* a + x.  What rounding takes from hi goes to lo, which is rounded itself:
 * after n steps the sum is right to n^2 2^-106 of the sum of the sizes (Ogita,
 * Rump and Oishi 2005, Sum2 and Dot2).  One step waits for no more than one
 * addition of the step before. */
static inline struct twice
twice_add(struct twice a, double x)
{
	struct twice s = twice_of_sum(a.hi, x);

	return (struct twice){ s.hi, a.lo + s.lo };
}

/* a + p, likewise */
static inline struct twice
twice_add_twice(struct twice a, struct twice p)
{
	struct twice s = twice_of_sum(a.hi, p.hi);

	return (struct twice){ s.hi, a.lo + (s.lo + p.lo) };
}

/* a + x*y, likewise */
static inline struct twice
twice_add_product(struct twice a, double x, double y)
{
	return twice_add_twice(a, twice_of_product(x, y));
}

/* a * b, right to some 2^-103 of it */
static inline struct twice
twice_times(struct twice a, struct twice b)
{
	struct twice p = twice_of_product(a.hi, b.hi);

	p.lo += a.hi * b.lo + a.lo * b.hi;
	return p;
}

/* The same of numbers near 1, or small ones that are not tiny. */
__attribute__((always_inline)) static inline struct twice
twice_times_by(bool fma, struct twice a, struct twice b)
{
	struct twice p = twice_of_product_by(fma, a.hi, b.hi);

	p.lo += a.hi * b.lo + a.lo * b.hi;
	return p;
}

/* a + b, where |a| >= |b| */
static inline struct twice
twice_add_smaller(struct twice a, struct twice b)
{
	struct twice s = twice_of_ordered(a.hi, b.hi);

	s.lo += a.lo + b.lo;
	return s;
}

/* a / b: hi is rounded once, the nearest double unless the quotient lies within
 * some 2^-100 of the middle between two, and lo what that has taken from it.
 * So the weighted mean of equal scores is that score, whatever the weights.
 * Division by zero as IEEE has it.
 *
 * A first quotient, good to the last bit or two, is corrected by what remains
 * of a after taking it away; a.hi - p.hi is exact, as the two are
 * neighbours. */
static inline struct twice
twice_divide(struct twice a, struct twice b)
{
	double q, correction;
	struct twice p;

	a = twice_of_sum(a.hi, a.lo);
	b = twice_of_sum(b.hi, b.lo);
	q = a.hi / b.hi;
	p = twice_of_product(q, b.hi);
	correction = (((a.hi - p.hi) - p.lo) + (a.lo - q * b.lo)) / b.hi;
	return isfinite(correction) ? twice_of_ordered(q, correction) :
	    twice_of(q);
}

/* The same as a double. */
static inline double
twice_quotient(struct twice a, struct twice b)
{
	return twice_divide(a, b).hi;
}

/* x*y / z, rounded once, but for subnormal results; z is not 0. */
static inline double
twice_ratio(double x, double y, double z)
{
	int a, b, c;

	x = frexp(x, &a);
	y = frexp(y, &b);
	z = frexp(z, &c);
	return ldexp(twice_quotient(twice_of_product(x, y), twice_of(z)),
	    a + b - c);
}

/* The root of a number > 0, corrected likewise. */
static inline struct twice
twice_root(struct twice a)
{
	double root = sqrt(a.hi);
	struct twice p = twice_of_product(root, root);

	return twice_of_ordered(root, (((a.hi - p.hi) - p.lo) + a.lo) /
	    (2 * root));
}

#endif
