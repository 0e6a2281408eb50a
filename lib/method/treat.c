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

/* x less the least of the values, or the largest less x. */
static struct twice
distance(double x, double from)
{
	return x < from ? twice_of_sum(from, -x) : twice_of_sum(x, -from);
}

/* What distances between these two are multiplied by, so that none is beyond
 * the doubles, and none with a hundredth of the longest added. */
static double
scale_of(double low, double high)
{
	return high / 2 - low / 2 < 0x1p1022 ? 1 : 0.25;
}

/* ln(distance + shift) */
static struct twice
log_of(double x, double from, double scale, struct twice shift)
{
	struct twice y = distance(x * scale, from * scale), unit = { 1 / scale,
	    0 };

	y = logs_ln(twice_add_twice(y, twice_times(shift, (struct twice){ scale,
	    0 })));
	return scale == 1 ? y : twice_add_twice(y, logs_ln(unit));
}

static void
take_logs(double *x, size_t n, bool from_top, struct twice shift)
{
	double scale = scale_of(x[0], x[n - 1]), from = from_top ? x[n - 1] :
	    x[0];

	for (size_t i = 0; i < n; i++) {
		struct twice y = log_of(x[i], from, scale, shift);

		x[i] = from_top ? -(y.hi + y.lo) : y.hi + y.lo;
	}
}

/* A hundredth of the range of ascending values. */
static struct twice
hundredth(const double *x, size_t n)
{
	struct twice d = distance(x[n - 1] / 100, x[0] / 100);

	return isfinite(x[n - 1] - x[0]) ? twice_divide(distance(x[n - 1],
	    x[0]), (struct twice){ 100, 0 }) : d;
}

void
treat_log(const struct method *m, double *x, size_t n)
{
	(void)m;
	take_logs(x, n, false, hundredth(x, n));
}

void
treat_log_signed(const struct method *m, double *x, size_t n)
{
	(void)m;
	take_logs(x, n, !(sum_skewness(x, n) > 0), hundredth(x, n));
}

void
treat_log1(const struct method *m, double *x, size_t n)
{
	(void)m;
	take_logs(x, n, false, (struct twice){ 1, 0 });
}

void
treat_log_gii(const struct method *m, double *x, size_t n)
{
	double low = x[0], high = x[n - 1];
	struct twice range = distance(high / 4, low / 4),
	    most = twice_of_sum(high, -1);

	(void)m;
	for (size_t i = 0; i < n; i++) {
		struct twice share = twice_divide(distance(x[i] / 4, low / 4),
		    range);

		x[i] = high > 1 ? logs_ln_more(twice_times(most, share)).hi :
		    (double)NAN;
	}
}

void
treat_box_cox(const struct method *m, double *x, size_t n)
{
	struct twice lambda = { m->number, 0 };
	double low = x[0], scale = scale_of(low, x[n - 1]);

	for (size_t i = 0; i < n; i++) {
		struct twice ln = log_of(x[i], low, scale, (struct twice){ 1,
		    0 });

		x[i] = lambda.hi == 0 ? ln.hi :
		    twice_quotient(powers_exp_less(twice_times(lambda, ln)),
		    lambda);
	}
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
		step->curve(m, now, n);
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
		row->curve(m, now, n);
	else if (row->curve != NULL)
		s.reasons |= 1U << TREAT_NO_SPREAD;
	return s;
}
