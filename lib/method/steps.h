/* steps - what a value could become: where others stand (sci-potential's
 * --steps).
 *
 * Values are turned so that more is better.  A step is a place among the peers:
 * the median (type 7), the upper quarter (type 7), the next value above, the
 * tenth best, the best; or so much more.
 */
#ifndef STEPS_H
#define STEPS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum step_kind { STEP_MEDIAN, STEP_UPPER, STEP_NEXT, STEP_TOP10, STEP_BEST,
    STEP_PLUS };

struct step {
	enum step_kind kind;
	double percent;         /* of STEP_PLUS: x + |x| percent/100 */
	struct text text;       /* as it was given */
};

/* Reads "median", "upper", "next", "top10", "best" or "+P%", P above 0. */
bool step_read(struct text, struct step *);

/* A value that could be reached, and the steps that lead there, from a bit of
 * the first step on. */
struct target {
	double x;
	unsigned long steps;
};

/* The targets above x, which may be missing, from those of the peers, n values
 * ascending: at most `count`, in order of the steps.  What is equal at 12
 * digits coincides.  Of fewer than ten values there is no tenth best.  Returns
 * how many. */
enum { STEPS_MOST = 64 };
size_t steps_targets(const struct step *, size_t count, const double *ascending,
    size_t n, double x, struct target *);

#endif
