/* winsorize - the ends of sorted values are pulled in until they are no
 * outliers any more. */
#ifndef WINSORIZE_H
#define WINSORIZE_H

#include <stdbool.h>
#include <stddef.h>

/* As long as there are outliers (outliers.h) among the n values that ascend,
 * and fewer than `points` of them have been moved, sets all at the top to the
 * next lower one, or all at the bottom to the next higher one: on the side to
 * which they are skewed (COINr's winsorise).  Tied points move together, so the
 * last step may go beyond `points`.  Without limits, NULL, there are always
 * outliers where values differ, at the top where the skewness is 0 or none.
 * Returns false where a step would leave fewer than `keep` different values, at
 * least 2.  now[] is what they become.
 *
 * In O(n) as a rule: a step changes four sums of powers, in twice the
 * precision; where those do not tell which side of an edge skewness and
 * kurtosis are on, both are computed anew. */
bool winsorize(const double *ascending, size_t n, double points, size_t keep,
    const double *limits, double *now);

#endif
