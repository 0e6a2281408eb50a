/* The indices of a function whose variance can be split by hand, and what the bootstrap says. */
#include <math.h>
#include <stdlib.h>

#include "method/sobol.h"
#include "number/draw.h"
#include "ok.h"

enum { SAMPLES = 4000, FACTORS = 3, MATRICES = 2 + FACTORS };

/* x makes 9/12 of the variance; y and z together, and neither alone, 4/144. */
static double
function(const double *x)
{
	return 3 * x[0] + 2 * (x[1] - 0.5) * (x[2] - 0.5);
}

static double *
samples(void)
{
	double *y = calloc((size_t)MATRICES * SAMPLES, sizeof *y);
	struct draw d;

	draw_init(&d, "test", text_of("sobol"));
	for (uint64_t s = 0; y != NULL && s < SAMPLES; s++) {
		double u[2][FACTORS];

		draw_under(&d, (struct draw_key){ 1, s });
		for (int i = 0; i < 2 * FACTORS; i++)
			u[i / FACTORS][i % FACTORS] = draw_uniform(&d);
		y[s] = function(u[0]);
		y[SAMPLES + s] = function(u[1]);
		for (size_t f = 0; f < FACTORS; f++) {
			double x[FACTORS] = { u[0][0], u[0][1], u[0][2] };

			x[f] = u[1][f];
			y[(2 + f) * SAMPLES + s] = function(x);
		}
	}
	draw_free(&d);
	return y;
}

/* What is meant is more than three standard errors of the estimates. */
static void
test_shares(void)
{
	static const double all = 9.0 / 12 + 4.0 / 144;
	double first[FACTORS] = { 9.0 / 12 / all, 0, 0 };
	double total[FACTORS] = { 9.0 / 12 / all, 4.0 / 144 / all, 4.0 / 144 / all };
	double *y = samples();
	struct sobol_index x[FACTORS];
	struct sobol s;

	if (y == NULL)
		exit(1);
	sobol_init(&s, SAMPLES, FACTORS);
	sobol_indices(&s, y, x);
	for (int f = 0; f < FACTORS; f++) {
		struct sobol_estimate a = x[f].first, b = x[f].total;

		ok(fabs(a.value - first[f]) < 0.06, "first of factor %d: %.4f", f, a.value);
		ok(fabs(b.value - total[f]) < 0.06, "total of factor %d: %.4f", f, b.value);
		ok(a.p05 < a.value && a.value < a.p95 && a.p95 - a.p05 < 0.1 &&
		    b.p05 < b.value && b.value < b.p95 && b.p95 - b.p05 < 0.1,
		    "what sampling leaves open of factor %d lies about it", f);
	}
	for (size_t i = 0; i < (size_t)MATRICES * SAMPLES; i++)
		y[i] = 7;
	sobol_indices(&s, y, x);
	ok(isnan(x[0].first.value) && isnan(x[2].total.p95), "what does not vary has no indices");
	free(y);
}

int
main(void)
{
	test_shares();
	return ok_done();
}
