/* What fills a gap, by values worked out on paper. */
#include <math.h>

#include "method/impute.h"
#include "ok.h"

enum { VALUES = 3 };

static const long years[VALUES] = { 2018, 2020, 2024 };

/* What a method, given as people write it, fills a gap of that year with from 10, 40, 20. */
static double
filled(const char *text, long year, size_t n)
{
	double x[VALUES] = { 10, 40, 20 };
	struct impute_gap g = { year, years, x, n };
	struct method m;

	if (!method_read(METHOD_IMPUTE, text_of(text), &m))
		return HUGE_VAL;
	return method_row(METHOD_IMPUTE, m.id)->impute(&m, &g);
}

static bool
nothing(double x)
{
	return isnan(x);
}

static void
over_years(void)
{
	ok(filled("previous", 2022, VALUES) == 40, "previous: the latest before");
	ok(nothing(filled("previous", 2018, VALUES)), "previous: none is before the first");
	ok(filled("previous:2", 2022, VALUES) == 40, "previous: two years are not too far away");
	ok(nothing(filled("previous:2", 2023, VALUES)), "previous: three are");
	ok(filled("hold", 2016, VALUES) == 10, "hold: else the first behind");
	ok(filled("hold:1", 2023, VALUES) == 20, "hold: what is before may be too far away");
	ok(nothing(filled("hold:1", 2022, VALUES)), "hold: both may be");
	ok(filled("linear", 2021, VALUES) == 35, "linear: a quarter of the way from 40 to 20");
	ok(filled("linear", 2000, VALUES) == 10 && filled("linear", 2030, VALUES) == 20,
	    "linear: the ends are held");
	ok(filled("linear", 2021, 1) == 10 && nothing(filled("linear", 2021, 0)),
	    "linear: from one value or none");
}

static void
over_units(void)
{
	ok(filled("mean", 2020, VALUES) == 70.0 / 3, "mean");
	ok(filled("median", 2020, VALUES) == 20 && filled("median", 2020, 2) == 25, "median");
	ok(filled("group:state", 2020, 2) == 25 && filled("group-median:state", 2020, VALUES) == 20,
	    "of a group likewise");
	ok(nothing(filled("mean", 2020, 0)) && nothing(filled("median", 2020, 0)), "of nothing");
	ok(filled("zero", 2020, 0) == 0, "zero");
}

static void
beside_siblings(void)
{
	static const double x[] = { 3, -5, 1 }, far[] = { -0x1p1023, 0x1p1023 }, equal[] = { 4, 4 };
	struct impute_scale s;

	ok(impute_spread(&s, -1, x, 3) && s.low == -3 && s.high == 5, "extremes of -x");
	ok(impute_place(&s, 3) == 0 && impute_place(&s, -5) == 1 && impute_place(&s, 1) == 0.25,
	    "a place between them");
	ok(impute_back(&s, 0.25) == 1 && impute_back(&s, 1) == -5, "what stands there");
	ok(nothing(impute_back(&s, (double)NAN)), "at no place stands nothing");
	ok(impute_spread(&s, 1, far, 2) && impute_place(&s, 0) == 0.5 && impute_back(&s, 0.5) == 0,
	    "extremes further apart than the doubles");
	ok(!impute_spread(&s, 1, equal, 2) && !impute_spread(&s, 1, equal, 0), "no spread");
}

int
main(void)
{
	over_years();
	over_units();
	beside_siblings();
	return ok_done();
}
