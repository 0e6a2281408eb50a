/* treat - what becomes of outliers: the arithmetic of sci-treat. */
#include <math.h>
#include <string.h>

#include "method/treat.h"
#include "method/winsorize.h"
#include "number/sum.h"

/* jrc leaves alone what has fewer different values, and winsorises to no fewer;
 * winsorize only keeps an indicator from becoming constant. */
enum { JRC_LEAST = 5, JRC_KEEP = 3, KEEP = 2 };

/* x less the least of the values, or the largest less x. */
static long double
distance(const double *x, size_t i, double from)
{
	return fabsl((long double)x[i] - (long double)from);
}

/* Logarithms and powers are taken in the processor's widest format: where that has 64 bits, of
 * thousands of results one is not the nearest double.
 *
 * ln(distance + shift). */
static double
log_shifted(long double x, long double shift)
{
	long double y = x + shift;

	/* Near 1 it is what is left of y without the 1 that counts. */
	if (fabsl(y - 1) < 0.5L)
		return (double)log1pl(x > 0.5L ? (x - 1) + shift : x + (shift - 1));
	return (double)logl(y);
}

static void
take_logs(double *x, size_t n, bool from_top, long double shift)
{
	double from = from_top ? x[n - 1] : x[0];

	for (size_t i = 0; i < n; i++) {
		double y = log_shifted(distance(x, i, from), shift);

		x[i] = from_top ? -y : y;
	}
}

void
treat_log(const struct method *m, double *x, size_t n)
{
	(void)m;
	take_logs(x, n, false, 0.01L * distance(x, n - 1, x[0]));
}

void
treat_log_signed(const struct method *m, double *x, size_t n)
{
	(void)m;
	take_logs(x, n, !(sum_skewness(x, n) > 0), 0.01L * distance(x, n - 1, x[0]));
}

void
treat_log1(const struct method *m, double *x, size_t n)
{
	(void)m;
	take_logs(x, n, false, 1);
}

void
treat_log_gii(const struct method *m, double *x, size_t n)
{
	double low = x[0], high = x[n - 1];
	long double range = distance(x, n - 1, low);

	(void)m;
	for (size_t i = 0; i < n; i++)
		x[i] = high > 1 ? (double)log1pl(((long double)high - 1) * (distance(x, i, low) / range)) :
		    (double)NAN;
}

/* y^lambda near 1 would lose what is left when 1 is taken away; of large powers the logarithm
 * loses more. */
void
treat_box_cox(const struct method *m, double *x, size_t n)
{
	long double l = (long double)m->number;
	double low = x[0];

	for (size_t i = 0; i < n; i++) {
		long double y = distance(x, i, low), ln = log1pl(y), power = l * ln;

		if (l == 0)
			x[i] = (double)ln;
		else if (fabsl(power) < 1)
			x[i] = (double)(expm1l(power) / l);
		else
			x[i] = (double)((powl(y + 1, l) - 1) / l);
	}
}

void
treat_quantile(const struct method *m, const double *x, size_t n, double *now, struct treat_story *s)
{
	double low = sum_quantile(x, n, m->number), high = sum_quantile(x, n, 1 - m->number);

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
treat_winsorize(const struct method *m, const double *x, size_t n, double *now, struct treat_story *s)
{
	if (!winsorize(x, n, m->number, KEEP, method_gives(m, METHOD_FORCE) ? NULL : m->pair, now))
		s->reasons |= 1U << TREAT_KEPT_TWO;
	if (sum_outliers(now, n, m->pair))
		s->reasons |= 1U << TREAT_NOT_CURED;
}

void
treat_jrc(const struct method *m, const double *x, size_t n, double *now, struct treat_story *s)
{
	const struct method_row *step = method_row(METHOD_TREAT, m->step);

	if (!sum_outliers(x, n, m->pair))
		return;
	if (distinct(x, n) < JRC_LEAST) {
		s->reasons |= 1U << TREAT_FEW_VALUES;
		return;
	}
	s->done = "winsorize";
	if (!winsorize(x, n, m->number, JRC_KEEP, m->pair, now))
		s->reasons |= 1U << TREAT_KEPT_THREE;
	if (!sum_outliers(now, n, m->pair))
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
	if (isfinite(now[0]) && isfinite(now[n - 1]) && sum_outliers(now, n, m->pair))
		s->reasons |= 1U << TREAT_NOT_CURED;
}

struct treat_story
treat_values(const double *ascending, size_t n, const struct method *m, double *now)
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
