/* powers - powers of e in twice the working precision. */
#include <math.h>

#include "number/powers.h"

/* ln 2 as 42 bits, which times an exponent are a double, and the rest. */
static const double ln2 = 0x1.62e42fefa3800p-1, ln2_rest = 0x1.ef35793c76730p-45;

/* 1/3! and 1/4! */
static const struct twice sixth = { 0x1.5555555555555p-3, 0x1.5555555555555p-57 };
static const struct twice twenty_fourth = { 0x1.5555555555555p-5, 0x1.5555555555555p-59 };

/* a + b, where |a| >= |b| */
static struct twice
plus(struct twice a, struct twice b)
{
	struct twice s = twice_of_ordered(a.hi, b.hi);

	s.lo += a.lo + b.lo;
	return s;
}

/* e^r - 1, where x = k ln 2 + r: r is within ln(2)/2. */
static struct twice
exp_near_0(struct twice x, int *k)
{
	double turns = floor(x.hi * 0x1.71547652b82fep+0 + 0.5), y;
	struct twice r = twice_of_sum(x.hi, -turns * ln2), sum;

	r = twice_of_sum(r.hi, r.lo + (x.lo - turns * ln2_rest));
	*k = (int)turns;
	y = 1;
	for (int i = 17; i > 5; i--)
		y = 1 + r.hi * y * (1.0 / i);
	sum = twice_of_ordered(twenty_fourth.hi, twenty_fourth.lo + r.hi * (y / 120));
	sum = plus(sixth, twice_times(r, sum));
	sum = plus((struct twice){ 0.5, 0 }, twice_times(r, sum));
	r = plus(r, twice_times(twice_times(r, r), sum));
	return twice_of_ordered(r.hi, r.lo);
}

struct twice
powers_exp(struct twice x)
{
	struct twice y;
	int k;

	if (!(fabs(x.hi) < 800))
		return (struct twice){ x.hi < 0 ? 0 : x.hi > 0 ? (double)INFINITY : x.hi, 0 };
	y = exp_near_0(x, &k);
	y = plus((struct twice){ 1, 0 }, y);
	y = twice_of_ordered(ldexp(y.hi, k), ldexp(y.lo, k));
	return isfinite(y.hi) ? y : (struct twice){ (double)INFINITY, 0 };
}

struct twice
powers_exp_less(struct twice x)
{
	struct twice y;
	int k;

	if (fabs(x.hi) < 0.25)
		return exp_near_0(x, &k);
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
