/* rank - order values and give them places, with a stated rule for ties. */
#ifndef RANK_H
#define RANK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* Equal values get the least of their places (1 2 2 4), the greatest (1 3 3 4),
 * the mean (1 2.5 2.5 4), or places without gaps (1 2 2 3). */
enum rank_ties { RANK_MIN, RANK_MAX, RANK_AVERAGE, RANK_DENSE };

/* A value and the number of the row it came from. */
struct rank_value {
	double		value;
	uint32_t	row;
};

/* Sorts ascending by value; rows of equal values, 0 and -0 among them, keep
 * their order.  Values are finite, n < 2^32; O(n) for many values, as a rule, and
 * never more than O(n log n). */
void	rank_sort(struct rank_value *a, size_t n);

/* Sorts likewise, and returns how many pairs stood in descending order. */
uint64_t rank_descents(struct rank_value *a, size_t n);

/* Sorts n values ascending; returns how many different ones there are. */
size_t	rank_values(double *x, size_t n);

/* The places 1.. of n values that are sorted ascending: rank[i] belongs to
 * a[i]. Values tie when they are equal as doubles, or with `near` when num_tie
 * says so (equal at 12 significant digits).  Returns the number of different
 * places: of distinct values. */
size_t	rank_places(const struct rank_value *a, size_t n, enum rank_ties,
    bool near, double *rank);

/* The place of values that tie: so many are before them, `end` with them, and
 * theirs is number `distinct` of the distinct values. */
double	rank_place(enum rank_ties, size_t before, size_t end, size_t distinct);

/* Sorts and places them at once, as rank_places; those that tie stand in the
 * order of their rows, whatever their last bits; the values may be lost. */
size_t	rank_order(struct rank_value *a, size_t n, enum rank_ties, bool near,
    double *rank);

/* Replaces values by their places, 1 for the least; NaN stays.  Returns as
 * rank_places. */
size_t	rank_replace(double *x, size_t n, enum rank_ties, bool near);

/* The places of n scores as sci-rank gives them by default: highest first,
 * equal at 12 digits is equal, NaN for NaN.  Returns how many are ranked.
 * order (NULL: not wanted) is their numbers in order of their places, those
 * without a score last. */
size_t	rank_scores(const double *score, size_t n, double *rank,
    uint32_t *order);

/* "min", "max", "average", "dense", and NULL; the number of one, else -1. */
extern const char *const rank_ties_names[];
int	rank_ties_named(struct text);

#endif
