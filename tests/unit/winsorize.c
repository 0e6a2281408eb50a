/* Winsorizing step by step, each step judged anew from all values, gives what the sums that are
 * kept on the way give. */
#include <stdlib.h>
#include <string.h>

#include "method/outliers.h"
#include "method/winsorize.h"
#include "number/sum.h"
#include "ok.h"
#include "random.h"

enum { MOST = 200 };

/* As the header says it, with nothing kept between the steps. */
static bool
by_steps(const double *x, size_t n, double points, size_t keep, const double *limits,
    double *now)
{
	size_t top = 0, bottom = 0;

	memcpy(now, x, n * sizeof *x);
	while ((limits == NULL ? n > 0 && now[0] < now[n - 1] : outliers_any(now, n, limits)) &&
	    (double)(top + bottom) < points) {
		bool up = !(sum_skewness(now, n) < 0);
		size_t distinct = 1, k = 0;

		for (size_t i = 1; i < n; i++)
			distinct += now[i] > now[i - 1];
		if (distinct <= keep)
			return false;
		while (now[up ? n - 1 - k : k] == now[up ? n - 1 : 0])
			k++;
		for (size_t i = 0; i < k; i++)
			now[up ? n - 1 - i : i] = now[up ? n - 1 - k : k];
		top = up ? k : top;
		bottom = up ? bottom : k;
	}
	return true;
}

static double
uniform(void)
{
	return (double)(random_bits() >> 11) * 0x1p-53;
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Values of all sizes: heavy tails at either end or both, ties, a spread that shrinks by orders of
 * magnitude as the ends come in, and none at all. */
static size_t
draw(double *x)
{
	static const double bases[] = { 0, 1, -1e6, 1e15 };
	size_t n = random_bits() % MOST;
	unsigned shape = (unsigned)(random_bits() % 5);
	double base = bases[random_bits() % 4], power = 1 + 40 * uniform();

	for (size_t i = 0; i < n; i++) {
		double u = uniform(), sign = random_bits() % 2 == 0 ? -1 : 1;

		x[i] = base + (shape == 0 ? 1 / (u + 1e-9) : shape == 1 ? sign / (u + 1e-3) :
		    shape == 2 ? __builtin_pow(u, power) * 1e9 : shape == 3 ?
		    (double)(random_bits() % 3 == 0) * 8 + (double)(u < 0.03) * 1000 : u);
	}
	qsort(x, n, sizeof *x, ascending);
	return n;
}

static void
random_values(void)
{
	static const double other_limits[2] = { 1, -0.5 };
	double x[MOST], one[MOST], other[MOST];
	bool same = true;
	int moved = 0;

	for (int i = 0; i < 4000; i++) {
		size_t n = draw(x), keep = 2 + random_bits() % 2;
		double points = random_bits() % 3 == 0 ? 5 : (double)(random_bits() % (n + 1));
		const double *limits = i % 3 == 0 ? outliers_jrc : i % 3 == 1 ? other_limits : NULL;
		bool a = by_steps(x, n, points, keep, limits, one);
		bool b = winsorize(x, n, points, keep, limits, other);

		same = same && a == b && memcmp(one, other, n * sizeof *one) == 0;
		moved += n > 0 && memcmp(one, x, n * sizeof *one) != 0;
	}
	ok(same, "random values become the same");
	ok(moved > 1000, "and %d of 4000 tables change", moved);
}

/* 1 2 3 10 is skewed to the top, then 1 2 3 3 to the bottom. */
static void
forced(void)
{
	static const double x[] = { 1, 2, 3, 10 }, three[] = { 1, 1, 5 };
	double now[4];

	ok(winsorize(x, 4, 1, 2, outliers_jrc, now) && now[3] == 10, "no outliers: nothing is moved");
	ok(winsorize(x, 4, 1, 2, NULL, now) && now[3] == 3, "unless it is forced");
	ok(winsorize(x, 4, 2, 2, NULL, now) && now[0] == 2 && now[3] == 3, "on the skewed side");
	ok(!winsorize(x, 4, 9, 2, NULL, now) && now[0] == 2 && now[3] == 3, "until two are left");
	ok(!winsorize(three, 3, 9, 2, NULL, now) && now[2] == 5, "no further");
}

/* At the edges nothing is left to sums: 0 0 0 1 has the skewness 2 and the kurtosis 4. */
static void
edges(void)
{
	static const double on[] = { 0, 0, 0, 1 }, tiny[] = { 0, 0, 0, 5e-324, 1e-323, 1e-300 };
	static const double wide[] = { -1.7e308, 0, 0, 0, 0, 0, 1, 1, 1, 1.7e308 };
	double now[10], by[10];
	bool alike = true;

	for (int i = 0; i < 1000; i++) {
		double low = uniform() * 100, high = low + uniform(), any[] = { low, low, low, high };

		alike = !winsorize(any, 4, 1, 2, outliers_jrc, now) && now[3] == high && alike;
	}
	ok(alike, "on the edge, wherever and however far from each other");
	ok(!winsorize(on, 4, 1, 2, outliers_jrc, now) && now[3] == 1, "on the edge, with two values");
	ok(winsorize(on, 4, 0, 2, outliers_jrc, now) && now[3] == 1, "no points");
	ok(winsorize(NULL, 0, 5, 2, outliers_jrc, now), "no values");
	ok(winsorize(on, 1, 5, 2, outliers_jrc, now) && now[0] == 0, "one value");
	ok(winsorize(tiny, 6, 9, 2, outliers_jrc, now) == by_steps(tiny, 6, 9, 2, outliers_jrc, by) &&
	    memcmp(now, by, sizeof tiny) == 0, "next to nothing");
	ok(winsorize(wide, 10, 9, 2, outliers_jrc, now) == by_steps(wide, 10, 9, 2, outliers_jrc, by) &&
	    memcmp(now, by, sizeof wide) == 0, "a range beyond the doubles");
}

int
main(void)
{
	random_values();
	forced();
	edges();
	return ok_done();
}
