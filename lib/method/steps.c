/* steps - what a value could become: where others stand. */
#include "method/steps.h"

#include <math.h>

#include "number/num.h"
#include "number/sum.h"

bool
step_read(struct text t, struct step *s)
{
	static const char *const names[] = { "median", "upper", "next", "top10",
	    "best" };

	s->text = t;
	for (int i = 0; i < STEP_PLUS; i++)
		if (text_is(t, names[i])) {
			s->kind = (enum step_kind)i;
			return true;
		}
	s->kind = STEP_PLUS;
	return t.n > 2 && t.s[0] == '+' && t.s[t.n - 1] == '%' &&
	    num_read((struct text){ t.s + 1, t.n - 2 },
	    &s->percent) == NUM_FINITE && s->percent > 0;
}

static bool
is_above(double a, double b)
{
	return a > b && !num_tie(a, b);
}

/* Where a step leads; NaN for nowhere. */
static double
target_of(const struct step *s, const double *ascending, size_t n, double x)
{
	size_t i = 0;

	switch (s->kind) {
	case STEP_MEDIAN:
		return n == 0 ? (double)NAN : sum_quantile(ascending, n, 0.5);
	case STEP_UPPER:
		return n == 0 ? (double)NAN : sum_quantile(ascending, n, 0.75);
	case STEP_NEXT:
		while (i < n && !is_above(ascending[i], x))
			i++;
		return i == n ? (double)NAN : ascending[i];
	case STEP_TOP10:
		return n < 10 ? (double)NAN : ascending[n - 10];
	case STEP_BEST:
		return n == 0 ? (double)NAN : ascending[n - 1];
	default:
		return x + fabs(x) * s->percent / 100;
	}
}

size_t
steps_targets(const struct step *step, size_t count, const double *ascending,
    size_t n, double x, struct target *target)
{
	size_t ntarget = 0;

	for (size_t i = 0; i < count; i++) {
		double to = target_of(&step[i], ascending, n, x);
		size_t k = 0;

		if (!is_above(to, x))
			continue;
		while (k < ntarget && !num_tie(target[k].x, to))
			k++;
		if (k == ntarget)
			target[ntarget++] = (struct target){ to, 0 };
		target[k].steps |= 1UL << i;
	}
	return ntarget;
}
