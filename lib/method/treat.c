/* treat - what becomes of outliers: the arithmetic of sci-treat. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "method/treat.h"
#include "method/winsorize.h"
#include "number/sum.h"

/* jrc leaves alone what has fewer different values, and winsorises to no fewer;
 * winsorize only keeps an indicator from becoming constant. */
enum { JRC_LEAST = 5, JRC_KEEP = 3, KEEP = 2 };

/* The values, ascending, and what becomes of them. */
struct values {
	const double *raw;
	double *now;
	size_t n;
	size_t distinct;        /* of `now` */
};

static size_t
count_distinct(const struct values *v)
{
	size_t distinct = v->n > 0;

	for (size_t i = 1; i < v->n; i++)
		distinct += v->now[i] > v->now[i - 1];
	return distinct;
}

/* x - min of the raw values. */
static long double
above_least(const struct values *v, size_t i)
{
	return (long double)v->raw[i] - (long double)v->raw[0];
}

static long double
range(const struct values *v)
{
	return above_least(v, v->n - 1);
}

/* Logarithms and powers are taken in the processor's widest format: where that has 64 bits, of
 * thousands of results one is not the nearest double.
 *
 * ln(x - min + 0.01 (max - min)) of the raw values (COINr's log_CT). */
static void
take_logs(struct values *v)
{
	long double shift = 0.01L * range(v);

	for (size_t i = 0; i < v->n; i++) {
		long double x = above_least(v, i), y = x + shift;

		/* Near 1 it is what is left of y without the 1 that counts. */
		v->now[i] = (double)(fabsl(y - 1) < 0.5L ? log1pl((x - 1) + shift) : logl(y));
	}
}

/* y = x - min + 1; ln y if lambda is 0, else (y^lambda - 1)/lambda (Box and Cox 1964,
 * shifted as in COINr). */
static void
box_cox(struct values *v, double lambda)
{
	for (size_t i = 0; i < v->n; i++) {
		long double l = (long double)lambda, ln = log1pl(above_least(v, i)), power = l * ln;

		/* y^lambda near 1 would lose what is left when 1 is taken away; of large powers the
		 * logarithm loses more. */
		if (lambda == 0)
			v->now[i] = (double)ln;
		else if (fabsl(power) < 1)
			v->now[i] = (double)(expm1l(power) / l);
		else
			v->now[i] = (double)((powl(above_least(v, i) + 1, l) - 1) / l);
	}
}

/* Keeps the values between their quantiles p and 1 - p. */
static void
clip_quantiles(struct values *v, double p)
{
	double *x = mem_array(v->n, sizeof *x), low, high;

	memcpy(x, v->now, v->n * sizeof *x);
	low = sum_quantile(x, v->n, p);
	high = sum_quantile(x, v->n, 1 - p);
	for (size_t i = 0; i < v->n; i++)
		v->now[i] = x[i] < low ? low : x[i] > high ? high : x[i];
	free(x);
}

/* Winsorises; if that does not cure it, takes the logarithms of the raw values. */
static void
treat_jrc(struct values *v, double points, struct treat_story *s)
{
	if (!sum_outliers(v->now, v->n))
		return;
	if (v->distinct < JRC_LEAST) {
		s->done = "jrc";
		s->reasons |= 1U << TREAT_FEW_VALUES;
		return;
	}
	s->done = "winsorize";
	if (!winsorize(v->raw, v->n, points, JRC_KEEP, v->now))
		s->reasons |= 1U << TREAT_KEPT_THREE;
	if (!sum_outliers(v->now, v->n))
		return;
	s->done = "log";
	take_logs(v);
	/* What is not finite is refused later. */
	if (isfinite(v->now[0]) && isfinite(v->now[v->n - 1]) && sum_outliers(v->now, v->n))
		s->reasons |= 1U << TREAT_NOT_CURED;
}

struct treat_story
treat_values(const double *ascending, size_t n, const struct method *m, double *now)
{
	struct values v = { ascending, now, n, 0 };
	struct treat_story s = { NULL, 0 };
	bool spread;

	memcpy(now, ascending, n * sizeof *now);
	v.distinct = count_distinct(&v);
	spread = v.distinct > 1;
	switch (m->id) {
	case TREAT_JRC:
		treat_jrc(&v, m->number, &s);
		return s;
	case TREAT_WINSORIZE:
		s.done = "winsorize";
		if (!winsorize(v.raw, n, m->number, KEEP, now))
			s.reasons |= 1U << TREAT_KEPT_TWO;
		if (sum_outliers(now, n))
			s.reasons |= 1U << TREAT_NOT_CURED;
		return s;
	case TREAT_QUANTILE:
		s.done = "quantile";
		clip_quantiles(&v, m->number);
		return s;
	case TREAT_LOG:
		s.done = "log";
		if (spread)
			take_logs(&v);
		break;
	case TREAT_BOXCOX:
		s.done = "boxcox";
		if (spread)
			box_cox(&v, m->number);
		break;
	default:
		return s;
	}
	if (!spread)
		s.reasons |= 1U << TREAT_NO_SPREAD;
	return s;
}
