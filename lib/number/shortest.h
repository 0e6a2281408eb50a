/* shortest - the shortest decimal that reads back to a double.  Inside of num
 * only.
 */
#ifndef SHORTEST_H
#define SHORTEST_H

#include <stdint.h>

enum {
	EXPONENT_BIAS = 1075,   /* of the exponent of a double's last bit */
	SHORTEST = 17           /* digits that tell any two doubles apart */
};

/* The shortest decimal, filled up with zeros to SHORTEST digits: the number is
 * digits * 10^exponent.  `side` is -1, 0 or 1 as the double itself is less than
 * that, equal or greater. */
struct shortest {
	uint64_t digits;
	int exponent, side;
};

/* Of a finite x > 0.  R. Giulietti, "The Schubfach way to render doubles"
 * (2020). */
struct shortest shortest(double x);

#endif
