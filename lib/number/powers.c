/* powers - powers of e in twice the working precision. */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "number/fma.h"
#include "number/logs.h"
#include "number/powers.h"

/* 1/3! and 1/4! */
static const struct twice sixth = { 0x1.5555555555555p-3,
    0x1.5555555555555p-57 };
static const struct twice twenty_fourth = { 0x1.5555555555555p-5,
    0x1.5555555555555p-59 };

/* How often ln 2 is in x, below 2^51 of them: the nearest whole number. */
__attribute__((always_inline)) static inline double
turns_of(double x)
{
	return (x * 0x1.71547652b82fep+0 + 0x1.8p52) - 0x1.8p52;
}

/* e^r - 1 with r = x - turns ln 2, which is within ln(2)/2: r + r^2/2! + r^3/3!
 * + ..., from r^5 on by doubles. */
__attribute__((always_inline)) static inline struct twice
exp_near_0(struct twice x, double turns, bool fma)
{
	struct twice r = twice_of_sum(x.hi, -turns * logs_2.hi), sum;
	double y, z;

	r = twice_of_sum(r.hi, r.lo + (x.lo - turns * logs_2.lo));
	z = r.hi;
	y = ((z / 355687428096e3 + 1 / 20922789888e3) * z + 1 / 1307674368e3) *
	    z + 1 / 871782912e2;
	y = (((y * z + 1 / 62270208e2) * z + 1 / 479001600.) * z + 1 /
	    39916800.) * z + 1 / 3628800.;
	y = (((y * z + 1 / 362880.) * z + 1 / 40320.) * z + 1 / 5040.) * z + 1 /
	    720.;
	y = y * z + 1 / 120.;
	sum = twice_of_ordered(twenty_fourth.hi, twenty_fourth.lo + z * y);
	sum = twice_add_smaller(sixth, twice_times_by(fma, r, sum));
	sum = twice_add_smaller(twice_of(0.5), twice_times_by(fma, r, sum));
	sum = twice_times_by(fma, twice_times_by(fma, r, r), sum);
	r = twice_add_smaller(r, sum);
	return twice_of_ordered(r.hi, r.lo);
}

/* e^x, where that and what is 2^-52 of it are normal numbers; of other x some
 * number. */
__attribute__((always_inline)) static inline void
of_normal(const double *restrict hi, const double *restrict lo, size_t n,
    double *restrict y, bool fma)
{
	for (size_t i = 0; i < n; i++) {
		double turns = turns_of(hi[i]), power = turns + (0x1p52 + 1023);
		struct twice e = exp_near_0((struct twice){ hi[i], lo[i] },
		    turns, fma);
		uint64_t bits;

		/* 2^turns: the last bits of a number of 53 are the exponent. */
		memcpy(&bits, &power, sizeof bits);
		bits <<= 52;
		memcpy(&power, &bits, sizeof power);
		e = twice_add_smaller(twice_of(1), e);
		y[i] = (e.hi + e.lo) * power;
	}
}

WIDE_TARGET static void
of_normal_wide(const double *hi, const double *lo, size_t n, double *y)
{
	of_normal(hi, lo, n, y, true);
}

void
powers_exps(const double *hi, const double *lo, size_t n, double *y)
{
	if (WIDE_THERE)
		of_normal_wide(hi, lo, n, y);
	else
		of_normal(hi, lo, n, y, false);
	for (size_t i = 0; i < n; i++)
		if (!(fabs(hi[i]) < 600))
			y[i] = powers_exp((struct twice){ hi[i], lo[i] }).hi;
}

struct twice
powers_exp(struct twice x)
{
	double turns = turns_of(x.hi);
	struct twice y;
	int k;

	if (!(fabs(x.hi) < 800))
		return twice_of(x.hi < 0 ? 0 : x.hi > 0 ? (double)INFINITY :
		    x.hi);
	y = exp_near_0(x, turns, false);
	k = (int)turns;
	y = twice_add_smaller(twice_of(1), y);
	y = twice_of_ordered(ldexp(y.hi, k), ldexp(y.lo, k));
	return isfinite(y.hi) ? y : twice_of((double)INFINITY);
}

struct twice
powers_exp_less(struct twice x)
{
	struct twice y;

	if (fabs(x.hi) < 0.25)
		return exp_near_0(x, 0, false);
	y = powers_exp(x);
	if (!isfinite(y.hi))
		return y;
	y = twice_add(y, -1);
	return twice_of_ordered(y.hi, y.lo);
}

double
powers_hypotenuse(double a, double b)
{
	struct twice p, q;
	int size;

	frexp(fmax(fabs(a), fabs(b)), &size);
	p = twice_of_product(ldexp(a, -size), ldexp(a, -size));
	q = twice_of_product(ldexp(b, -size), ldexp(b, -size));
	p = twice_add_twice(p, q);
	return p.hi == 0 ? 0 : ldexp(twice_root(p).hi, size);
}
