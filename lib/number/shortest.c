/* shortest - the shortest decimal that reads back to a double. */
#include <stdbool.h>

#include "number/digits.h"
#include "number/pow10.h"

/* c * g / 2^128 cut off, with the last bit set if that was not exact. */
static inline uint64_t
round_to_odd(struct wide g, uint64_t c)
{
	struct wide y = wide_scaled(g, c);

	return y.high | (y.low > 1);
}

/* 10^k is taken so large that the interval of the texts that read back to x
 * holds one multiple of it at least, and of 10^(k+1) one at most.  All in
 * quarters, as the ends of the interval lie half a unit away, a quarter below a
 * power of two. */
struct shortest
shortest(double x)
{
	uint64_t u = bits_of(x), c = u & (HIDDEN - 1), odd = u & 1, s, at, low,
	    high, t;
	int q = (int)(u >> FRACTION_BITS), k, h;
	bool level = c != 0 || q <= 1, down, up;        /* the gap below is that above */
	struct wide g;

	c |= q == 0 ? 0 : HIDDEN;
	q = (q == 0 ? 1 : q) - EXPONENT_BIAS;
	/* floor(log10(2^q)), and of 3/4 * 2^q. */
	k = (q * 1262611 - (level ? 0 : 524031)) >> 22;
	h = q + pow10_log2(-k) + 1;
	g = pow10_entry(-k);
	at = round_to_odd(g, (4 * c) << h);
	low = round_to_odd(g, (4 * c - 1 - level) << h) + odd;
	high = round_to_odd(g, (4 * c + 2) << h) - odd;

	s = at / 4;
	t = s / 10 * 10;
	down = low <= 4 * t;
	up = 4 * t + 40 <= high;
	if (down != up && s >= 10) {
		s = t + 10 * up;
	} else {
		down = low <= 4 * s;
		up = 4 * s + 4 <= high;
		/* The nearer one if both would do, of two equally near the
		 * even. */
		if (down == up)
			up = at > 4 * s + 2 || (at == 4 * s + 2 &&
			    (s & 1) != 0);
		s += up;
	}
	h = (at > 4 * s) - (at < 4 * s);
	if (s < pow10_whole[SHORTEST - 1]) {
		s *= 10;
		k--;
		while (s < pow10_whole[SHORTEST - 1]) {
			s *= 10;
			k--;
		}
	}
	return (struct shortest){ s, k, h };
}
