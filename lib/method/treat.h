/* treat - what becomes of outliers: the arithmetic of sci-treat.
 *
 * Outliers are what outliers.h says (the JRC's rule); the methods are those
 * of COINr 1.1.14 (Becker 2022) where it has them.  sci-treat.1 says what each
 * does.
 */
#ifndef TREAT_H
#define TREAT_H

#include <stddef.h>

#include "method/method.h"

/* What is to be said of values beside what has changed: too few different ones
 * for jrc; all equal, so that nothing can be done; winsorised until three, or
 * two, different ones were left; still outliers. */
enum treat_reason {
	TREAT_FEW_VALUES, TREAT_NO_SPREAD, TREAT_KEPT_THREE, TREAT_KEPT_TWO,
	TREAT_NOT_CURED,
	TREAT_REASONS
};

struct treat_story {
	const char *done;       /* the method; of jrc and jrc+ what they did, if anything */
	const char *then;       /* what jrc+ did to the winsorised values, or NULL */
	unsigned reasons;       /* a bit for each */
};

/* Treats n >= 1 finite values, ascending, by a method of METHOD_TREAT, whose
 * `pair` are the limits of outliers_any: now[i] is what ascending[i] becomes,
 * not finite where that is beyond the doubles, NaN where log-gii has no value
 * above 1. */
struct treat_story treat_values(const double *ascending, size_t n,
    const struct method *, double *now);

/* The rows of METHOD_TREAT; they take and give what treat_values does, now[]
 * the values as they are at first.  jrc and jrc+: if they have outliers,
 * winsorised to at least three different values; if that does not cure it, the
 * step over the raw values, of jrc+ over the winsorised ones (COINr's Treat,
 * from the JRC's practice).  quantile: kept between their quantiles P and 1 -
 * P.  winsorize: winsorize.h. */
void treat_jrc(const struct method *, const double *x, size_t n, double *now,
    struct treat_story *);
void treat_winsorize(const struct method *, const double *x, size_t n,
    double *now, struct treat_story *);
void treat_quantile(const struct method *, const double *x, size_t n,
    double *now, struct treat_story *);

/* Each replaces n >= 2 values that ascend, not all equal (min the first, max
 * the last, 1.01 (max - min) a double): ln(x - min + a), a = 0.01 (max - min)
 * (COINr's log_CT); the same where the skewness is above 0, else -ln(max + a -
 * x) (log_CT_plus); ln(x - min + 1) (log_CT_orig, of the JRC's COIN Tool);
 * ln((max - 1)(x - min)/(max - min) + 1) (the Global Innovation Index's), which
 * would turn the order round where max < 1: NaN unless max > 1; with y = x -
 * min + 1: ln y if LAMBDA is 0, else (y^LAMBDA - 1)/LAMBDA (Box and Cox 1964,
 * shifted as in COINr). */
void treat_log(const struct method *, double *x, size_t n);
void treat_log_signed(const struct method *, double *x, size_t n);
void treat_log1(const struct method *, double *x, size_t n);
void treat_log_gii(const struct method *, double *x, size_t n);
void treat_box_cox(const struct method *, double *x, size_t n);

#endif
