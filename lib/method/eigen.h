/* eigen - the axes of a symmetric matrix. */
#ifndef EIGEN_H
#define EIGEN_H

#include <stddef.h>

/* The eigenvalues of the symmetric matrix a[i * k + j], which is overwritten,
 * falling, and the eigenvectors of length 1 that belong to them: that of
 * value[c] is vector[c * k + i].  By rotations (Jacobi 1846, "Über ein leichtes
 * Verfahren ..."), which keep the digits of small values. */
void eigen_symmetric(double *a, size_t k, double *value, double *vector);

#endif
