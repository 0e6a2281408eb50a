/* eigen - the axes of a symmetric matrix. */
#include <math.h>
#include <stdbool.h>

#include "method/eigen.h"
#include "number/powers.h"

static void
swap(double *a, double *b)
{
	double was = *a;

	*a = *b;
	*b = was;
}

/* (x, y) becomes (c x - s y, s x + c y). */
static void
turn(double *x, double *y, double c, double s)
{
	double was = *x;

	*x = c * was - s * *y;
	*y = s * was + c * *y;
}

/* Turns the axes p and q so that nothing is left between them; false if there
 * was nothing. */
static bool
rotate(double *a, size_t k, double *vector, size_t p, size_t q)
{
	double between = a[p * k + q], steep, t, c;

	if (fabs(between) <= 0x1p-64 *
	    sqrt(fabs(a[p * k + p] * a[q * k + q])) || fabs(between) < 0x1p-80)
		return false;
	steep = (a[q * k + q] - a[p * k + p]) / (2 * between);
	t = (steep < 0 ? -1 : 1) / (fabs(steep) + powers_hypotenuse(steep, 1));
	c = 1 / powers_hypotenuse(t, 1);
	for (size_t i = 0; i < k; i++)
		turn(&a[p * k + i], &a[q * k + i], c, c * t);
	for (size_t i = 0; i < k; i++)
		turn(&a[i * k + p], &a[i * k + q], c, c * t);
	for (size_t i = 0; i < k; i++)
		turn(&vector[p * k + i], &vector[q * k + i], c, c * t);
	a[p * k + q] = a[q * k + p] = 0;
	return true;
}

void
eigen_symmetric(double *a, size_t k, double *value, double *vector)
{
	enum { SWEEPS = 64 };           /* a handful is enough */
	bool turned = true;

	for (size_t i = 0; i < k * k; i++)
		vector[i] = i % (k + 1) == 0;
	for (int sweep = 0; sweep < SWEEPS && turned; sweep++) {
		turned = false;
		for (size_t p = 0; p < k; p++)
			for (size_t q = p + 1; q < k; q++)
				turned = rotate(a, k, vector, p, q) || turned;
	}
	for (size_t i = 0; i < k; i++)
		value[i] = a[i * k + i];
	for (size_t i = 0; i < k; i++)
		for (size_t j = i + 1; j < k; j++)
			if (value[j] > value[i]) {
				swap(&value[i], &value[j]);
				for (size_t m = 0; m < k; m++)
					swap(&vector[i * k + m],
					    &vector[j * k + m]);
			}
}
