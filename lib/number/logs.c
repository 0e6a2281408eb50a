/* logs - natural logarithms in twice the precision, of many numbers at once. */
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "number/fma.h"
#include "number/logs.h"
#include "number/twice.h"

static const struct twice log10_e = { 0x1.bcb7b1526e50ep-2,
    0x1.95355baaafad3p-57 };

/* With m = 1 + above and s = (m - 1)/(m + 1), ln m = 2 (s + s^3/3 + s^5/5 +
 * ...); |s| < 0.172 for m from the root of 1/2 to that of 2, so that what is
 * behind s^29 is below 2^-75 of it.  From s^7 on doubles do. */
__attribute__((always_inline)) static inline struct twice
of_mantissa(struct twice above, bool fma)
{
	const struct twice third = { 0x1.5555555555555p-2,
	    0x1.5555555555555p-56 };
	const struct twice fifth = { 0x1.999999999999ap-3,
	    -0x1.999999999999ap-57 };
	struct twice below = twice_of_ordered(2, above.hi), p, s, z, sum;
	double y, rest;

	below.lo += above.lo;
	s.hi = above.hi / below.hi;
	p = twice_of_product_by(fma, s.hi, below.hi);
	s.lo = (((above.hi - p.hi) - p.lo) + (above.lo - s.hi * below.lo)) /
	    below.hi;
	z = twice_times_by(fma, s, s);
	y = z.hi;
	rest = ((1.0 / 29 * y + 1.0 / 27) * y + 1.0 / 25) * y + 1.0 / 23;
	rest = (((rest * y + 1.0 / 21) * y + 1.0 / 19) * y + 1.0 / 17) * y +
	    1.0 / 15;
	rest = (((rest * y + 1.0 / 13) * y + 1.0 / 11) * y + 1.0 / 9) * y +
	    1.0 / 7;
	sum = twice_add_smaller(fifth, twice_of(y * rest));
	sum = twice_add_smaller(third, twice_times_by(fma, z, sum));
	sum = twice_times_by(fma, s, twice_times_by(fma, z, sum));
	sum = twice_add_smaller(s, sum);
	return (struct twice){ 2 * sum.hi, 2 * sum.lo };
}

/* ln(2^k m) = k ln 2 + ln m */
__attribute__((always_inline)) static inline struct twice
of_parts(double k, struct twice above, bool fma)
{
	struct twice l = of_mantissa(above, fma), of_k = twice_of_sum(k *
	    logs_2.hi, l.hi);

	return twice_of_ordered(of_k.hi, of_k.lo + (l.lo + k * logs_2.lo));
}

/* ln x = k ln 2 + ln m with x = 2^k m, of normal numbers above 0; what else is
 * there has some number. */
__attribute__((always_inline)) static inline void
of_normal(const double *restrict x, size_t n, double *restrict hi,
    double *restrict lo, bool fma)
{
	const uint64_t root = 0x3fe6a09e667f3bcd, one = 0x3ff0000000000000;
	const uint64_t whole = 0x4330000000000000;

	for (size_t i = 0; i < n; i++) {
		struct twice l;
		uint64_t bits, exponent;
		double m, k;

		memcpy(&bits, &x[i], sizeof bits);
		exponent = (bits + (one - root)) >> 52;
		bits -= (exponent << 52) - one;
		memcpy(&m, &bits, sizeof m);
		/* As a double: the last bits of a number of 53. */
		exponent |= whole;
		memcpy(&k, &exponent, sizeof k);
		k -= 0x1p52 + 1023;
		l = of_parts(k, twice_of(m - 1), fma);
		hi[i] = l.hi;
		lo[i] = l.lo;
	}
}

WIDE_TARGET static void
of_normal_wide(const double *x, size_t n, double *hi, double *lo)
{
	of_normal(x, n, hi, lo, true);
}

struct twice
logs_ln(struct twice x)
{
	int k;
	double m = frexp(x.hi, &k);

	if (!(x.hi > 0) || !isfinite(x.hi))
		return twice_of(x.hi <= 0 ? (double)-INFINITY : x.hi);
	if (m < 0x1.6a09e667f3bcdp-1) {
		m *= 2;
		k--;
	}
	return of_parts(k, twice_of_sum(m - 1, ldexp(x.lo, -k)), false);
}

struct twice
logs_ln_more(struct twice x)
{
	struct twice y = twice_of_sum(1, x.hi);

	y.lo += x.lo;
	return logs_ln(y);
}

void
logs(const double *x, size_t n, double *hi, double *lo)
{
	if (WIDE_THERE)
		of_normal_wide(x, n, hi, lo);
	else
		of_normal(x, n, hi, lo, false);
	for (size_t i = 0; i < n; i++)
		if (!(x[i] >= DBL_MIN)) {
			struct twice l = logs_ln(twice_of(x[i]));

			hi[i] = l.hi;
			lo[i] = l.lo;
		}
}

enum { STEP = 64 };             /* logarithms that are taken together */

void
logs_of(double *x, size_t n, bool tens)
{
	double hi[STEP], lo[STEP];
	size_t m;

	for (; n != 0; n -= m, x += m) {
		m = n < STEP ? n : STEP;
		logs(x, m, hi, lo);
		for (size_t i = 0; i < m && tens; i++)
			if (isfinite(hi[i])) {
				struct twice l = { hi[i], lo[i] };

				l = twice_times(l, log10_e);
				hi[i] = l.hi + l.lo;
			}
		memcpy(x, hi, m * sizeof *x);
	}
}
