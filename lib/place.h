/* place - order values and give them places, with a stated rule for ties. */
#ifndef PLACE_H
#define PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Equal values get the least of their places (1 2 2 4), the greatest (1 3 3 4),
 * the mean (1 2.5 2.5 4), or places without gaps (1 2 2 3). */
enum place_ties { PLACE_MIN, PLACE_MAX, PLACE_AVERAGE, PLACE_DENSE };

/* A value and the number of the row it came from. */
struct place {
	double		value;
	uint32_t	row;
};

/* Sorts ascending by value; rows of equal values, 0 and -0 among them, keep
 * their order.  Values are finite, n < 2^32; O(n) for many values.  `spare` has
 * room for n more and holds anything afterwards. */
void	place_sort(struct place *a, struct place *spare, size_t n);

/* Sorts n values ascending; a and spare have room for n each and hold anything afterwards.
 * Returns how many different values there are. */
size_t	place_values(double *x, size_t n, struct place *a, struct place *spare);

/* The places 1.. of n values that are sorted ascending: rank[i] belongs to a[i].
 * Values tie when they are equal as doubles, or with `near` when num_tie says
 * so (equal at 12 significant digits).  Returns the number of different places:
 * of distinct values. */
size_t	place_ranks(const struct place *a, size_t n, enum place_ties, bool near, double *rank);

/* "min", "max", "average", "dense"; returns false for anything else. */
bool	place_ties_named(const char *name, enum place_ties *);

#endif
