/* treat - what becomes of outliers: the arithmetic of sci-treat.
 *
 * Outliers are what sum_outliers says (the JRC's rule); the methods are those of COINr 1.1.14
 * (Becker 2022) where it has them.  sci-treat.1 says what each does.
 */
#ifndef TREAT_H
#define TREAT_H

#include <stddef.h>

#include "method/method.h"

/* What is to be said of values beside what has changed: too few different ones for jrc; all
 * equal, so that nothing can be done; winsorised until three, or two, different ones
 * were left; still outliers. */
enum treat_reason {
	TREAT_FEW_VALUES, TREAT_NO_SPREAD, TREAT_KEPT_THREE, TREAT_KEPT_TWO, TREAT_NOT_CURED,
	TREAT_REASONS
};

struct treat_story {
	const char *done;       /* the method, what jrc did for jrc; or NULL */
	unsigned reasons;       /* a bit for each */
};

/* Treats n >= 1 finite values, ascending, by a method of METHOD_TREAT: now[i] is what
 * ascending[i] becomes, not finite where that is beyond the doubles. */
struct treat_story treat_values(const double *ascending, size_t n, const struct method *,
    double *now);

#endif
