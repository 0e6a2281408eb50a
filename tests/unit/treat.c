/* Treatments: curves over 0, 1, 3 and the like, from logarithms to 40 digits. */
#include <math.h>
#include <string.h>

#include "method/treat.h"
#include "ok.h"

/* The curve that a method lays over three values. */
static bool
becomes(const char *name, double a, double b, double c, const double *right)
{
	struct method m;
	double x[] = { a, b, c };

	if (!method_read(METHOD_TREAT, text_of(name), &m))
		return false;
	method_row(METHOD_TREAT, m.id)->curve(&m, x, 3);
	for (int i = 0; i < 3; i++)
		if (!(fabs(x[i] - right[i]) <= 4e-16 * fabs(right[i])))
			return false;
	return true;
}

static void
curves(void)
{
	static const double log_[] = { -3.506557897319982, 0.0295588022415444, 1.1085626195212779 };
	static const double turned[] = { -1.1085626195212779, -0.0295588022415444, 3.506557897319982 };
	static const double log1[] = { 0, 0.6931471805599453, 1.3862943611198906 };
	static const double gii[] = { 0, 0.5108256237659907, 1.0986122886681098 };
	static const double box[] = { 0, 0.8284271247461901, 2.0 };
	struct method m;
	double x[] = { 0, 0.5, 1 };

	ok(becomes("log", 0, 1, 3, log_), "log: ln(x - min + a), a = 0.01 (max - min)");
	ok(becomes("log-signed", 0, 1, 3, log_), "log-signed: the same where the skewness is above 0");
	ok(becomes("log-signed", 0, 2, 3, turned), "log-signed: -ln(max + a - x) where it is below");
	ok(becomes("log1", 0, 1, 3, log1), "log1: ln(x - min + 1)");
	ok(becomes("log-gii", 0, 1, 3, gii), "log-gii: ln((max - 1)(x - min)/(max - min) + 1)");
	ok(method_read(METHOD_TREAT, text_of("log-gii"), &m), "log-gii is a method");
	treat_log_gii(&m, x, 3);
	ok(x[0] != x[0], "log-gii: nothing without a value above 1");
	ok(becomes("boxcox:0.5", 0, 1, 3, box), "boxcox:0.5: (y^0.5 - 1)/0.5, y = x - min + 1");
	ok(becomes("boxcox:0", 0, 1, 3, log1), "boxcox:0: ln y");
}

/* What a method makes of n values, up to eight. */
static struct treat_story
treated(const char *name, const double *x, size_t n, double *now)
{
	struct method m;

	if (!method_read(METHOD_TREAT, text_of(name), &m))
		return (struct treat_story){ .done = "" };
	return treat_values(x, n, &m, now);
}

int
main(void)
{
	static const double x[] = { 1, 2, 3, 4, 5, 6, 7, 100 };
	static const double few[] = { 1, 1, 2, 2, 2, 3, 3, 100 };
	double now[8];
	struct treat_story s;

	curves();
	s = treated("winsorize:1", x, 8, now);
	ok(now[7] == 7 && memcmp(now, x, 7 * sizeof *x) == 0 && strcmp(s.done, "winsorize") == 0,
	    "winsorize:1: 100 is as the next, 7; nothing else changes");
	s = treated("jrc", x, 8, now);
	ok(now[7] == 7 && s.then == NULL, "jrc: 100 is as the next");
	s = treated("jrc", few, 8, now);
	ok(memcmp(now, few, sizeof few) == 0 && (s.reasons >> TREAT_FEW_VALUES & 1) != 0,
	    "jrc: four different values are too few");
	s = treated("log", (double[]){ 2, 2 }, 2, now);
	ok(now[0] == 2 && now[1] == 2 && (s.reasons >> TREAT_NO_SPREAD & 1) != 0,
	    "log: of values that are all equal nothing can be done");
	return ok_done();
}
