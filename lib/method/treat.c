/* treat - what becomes of outliers: the arithmetic of sci-treat. */
#include <math.h>
#include <string.h>

#include "method/outliers.h"
#include "method/treat.h"
#include "method/winsorize.h"
#include "number/logs.h"
#include "number/powers.h"
#include "number/sum.h"

/* jrc leaves alone what has fewer different values, and winsorises to no fewer;
 * winsorize only keeps an indicator from becoming constant. */
enum { JRC_LEAST = 5, JRC_KEEP = 3, KEEP = 2 };

/* ln(x - low + shift), or with a sign -1 -ln(high + shift - x). */
static void
take_logs(double *x, size_t n, int sign, struct twice shift)
{
	double from = sign < 0 ? x[n - 1] : x[0];

	for (size_t i = 0; i < n; i++)
		x[i] = sign * logs_ln(twice_add_twice(twice_of_sum(sign * x[i],
		    -sign * from), shift)).hi;
}

/* A hundredth of the range. */
static struct twice
hundredth(const double *x, size_t n)
{
	return twice_divide(twice_of_sum(x[n - 1], -x[0]), twice_of(100));
}

void
treat_log(const struct method *m, double *x, size_t n)
{
	(void)m;
	take_logs(x, n, 1, hundredth(x, n));
}

void
treat_log_signed(const struct method *m, double *x, size_t n)
{
	(void)m;
	take_logs(x, n, sum_skewness(x, n) > 0 ? 1 : -1, hundredth(x, n));
}

void
treat_log1(const struct method *m, double *x, size_t n)
{
	(void)m;
	take_logs(x, n, 1, twice_of(1));
}

void
treat_log_gii(const struct method *m, double *x, size_t n)
{
	double low = x[0], high = x[n - 1];
	struct twice range = twice_of_sum(high, -low),
	    most = twice_of_sum(high, -1);

	(void)m;
	for (size_t i = 0; i < n; i++) {
		struct twice share = twice_divide(twice_of_sum(x[i], -low),
		    range);

		x[i] = high > 1 ? logs_ln_more(twice_times(most, share)).hi :
		    (double)NAN;
	}
}

void
treat_box_cox(const struct method *m, double *x, size_t n)
{
	struct twice lambda = twice_of(m->number);
	double low = x[0];

	for (size_t i = 0; i < n; i++) {
		struct twice ln = logs_ln_more(twice_of_sum(x[i], -low));

		x[i] = lambda.hi == 0 ? ln.hi :
		    twice_quotient(powers_exp_less(twice_times(lambda, ln)),
		    lambda);
	}
}

/* Replaces values by a curve over them.  Where their range, with its hundredth,
 * is beyond the doubles, so is what becomes of the first. */
static void
bend(const struct method_row *row, const struct method *m, double *x, size_t n)
{
	if (isfinite(1.01 * (x[n - 1] - x[0])))
		row->curve(m, x, n);
	else
		x[0] = HUGE_VAL;
}

void
treat_quantile(const struct method *m, const double *x, size_t n, double *now,
    struct treat_story *s)
{
	double low = sum_quantile(x, n, m->number),
	    high = sum_quantile(x, n, 1 - m->number);

	(void)s;
	for (size_t i = 0; i < n; i++)
		now[i] = x[i] < low ? low : x[i] > high ? high : x[i];
}

static size_t
distinct(const double *ascending, size_t n)
{
	size_t some = 1;

	for (size_t i = 1; i < n; i++)
		some += ascending[i] > ascending[i - 1];
	return some;
}

void
treat_winsorize(const struct method *m, const double *x, size_t n, double *now,
    struct treat_story *s)
{
	if (!winsorize(x, n, m->number, KEEP, method_gives(m, METHOD_FORCE) ?
	    NULL : m->pair, now))
		s->reasons |= 1U << TREAT_KEPT_TWO;
	if (outliers_any(now, n, m->pair))
		s->reasons |= 1U << TREAT_NOT_CURED;
}

void
treat_jrc(const struct method *m, const double *x, size_t n, double *now,
    struct treat_story *s)
{
	const struct method_row *step = method_row(METHOD_TREAT, m->step);

	if (!outliers_any(x, n, m->pair))
		return;
	if (distinct(x, n) < JRC_LEAST) {
		s->reasons |= 1U << TREAT_FEW_VALUES;
		return;
	}
	s->done = "winsorize";
	if (!winsorize(x, n, m->number, JRC_KEEP, m->pair, now))
		s->reasons |= 1U << TREAT_KEPT_THREE;
	if (!outliers_any(now, n, m->pair))
		return;
	if (m->id == TREAT_JRC) {
		memcpy(now, x, n * sizeof *now);
		s->done = step->name;
	} else if (step->curve != NULL) {
		s->then = step->name;
	}
	if (step->curve != NULL)
		bend(step, m, now, n);
	/* What is not finite is refused later. */
	if (isfinite(now[0]) && isfinite(now[n - 1]) && outliers_any(now, n,
	    m->pair))
		s->reasons |= 1U << TREAT_NOT_CURED;
}

struct treat_story
treat_values(const double *ascending, size_t n, const struct method *m,
    double *now)
{
	const struct method_row *row = method_row(METHOD_TREAT, m->id);
	struct treat_story s = { row->name, NULL, 0 };

	memcpy(now, ascending, n * sizeof *now);
	if (row->treat != NULL)
		row->treat(m, ascending, n, now, &s);
	else if (row->curve != NULL && distinct(ascending, n) > 1)
		bend(row, m, now, n);
	else if (row->curve != NULL)
		s.reasons |= 1U << TREAT_NO_SPREAD;
	return s;
}
