/* Axes of matrices whose axes are known, and of random ones: what they are by definition. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "method/eigen.h"
#include "ok.h"
#include "random.h"

enum { MOST = 12 };

static bool
near(double a, double b)
{
	return fabs(a - b) < 1e-14;
}

/* 2 1 / 1 2 has 3 along (1 1)/sqrt 2 and 1 across. */
static void
known(void)
{
	double a[] = { 2, 1, 1, 2 }, one[] = { 5 }, lone[] = { 1, 0, 0, 0, 4, 0, 0, 0, -2 };
	double value[3], vector[9];

	eigen_symmetric(a, 2, value, vector);
	ok(near(value[0], 3) && near(value[1], 1) && near(vector[0], vector[1]) &&
	    near(fabs(vector[0]), sqrt(0.5)) && near(vector[2], -vector[3]), "two axes");
	eigen_symmetric(one, 1, value, vector);
	ok(value[0] == 5 && vector[0] == 1, "one axis");
	eigen_symmetric(lone, 3, value, vector);
	ok(value[0] == 4 && value[1] == 1 && value[2] == -2 && vector[1] == 1 && vector[3] == 1 &&
	    vector[8] == 1, "axes as they were, the greatest value first");
}

/* A v = value v, and the vectors are of length 1 and square to each other. */
static bool
holds(const double *a, size_t k, const double *value, const double *vector)
{
	for (size_t c = 0; c < k; c++) {
		if (c > 0 && value[c] > value[c - 1])
			return false;
		for (size_t d = 0; d < k; d++) {
			double product = 0, image = 0;

			for (size_t i = 0; i < k; i++) {
				product += vector[c * k + i] * vector[d * k + i];
				image += a[d * k + i] * vector[c * k + i];
			}
			if (fabs(product - (c == d)) > 1e-13 || fabs(image - value[c] * vector[c * k + d]) > 1e-12)
				return false;
		}
	}
	return true;
}

static void
random_matrices(void)
{
	double a[MOST * MOST], work[MOST * MOST], value[MOST], vector[MOST * MOST];
	int good = 0;

	for (int n = 0; n < 500; n++) {
		size_t k = 1 + random_bits() % MOST;

		for (size_t i = 0; i < k; i++)
			for (size_t j = 0; j <= i; j++)
				a[i * k + j] = a[j * k + i] = n % 3 == 0 ?
				    (double)(random_bits() % 3) : (double)(random_bits() >> 11) * 0x1p-53 - 0.5;
		memcpy(work, a, sizeof work);
		eigen_symmetric(work, k, value, vector);
		good += holds(a, k, value, vector);
	}
	ok(good == 500, "%d of 500 random matrices", good);
}

int
main(void)
{
	known();
	random_matrices();
	return ok_done();
}
