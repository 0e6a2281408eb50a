/* num - decimal text to double and back: exact both ways, fast, without locale.
 *
 * Reading rounds correctly (to nearest, ties to even) whatever the number of
 * digits; writing gives the shortest text that reads back to the very same
 * double.  So a chain of filters computes what a single process would.
 */
#ifndef NUM_H
#define NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* Bytes that num_put may touch behind its argument. */
enum { NUM_PUT = 40 };
/* The most decimals that num_fixed prints, and the bytes it may touch: 309
 * digits, a point, the decimals, a sign. */
enum { NUM_DECIMALS = 30, NUM_FIXED = 352 };

enum num_kind {
	NUM_FINITE,     /* a number: *x is it, never -0 */
	NUM_MISSING,    /* empty or NA: *x is NaN */
	NUM_BAD,        /* anything else: *x is untouched */
	NUM_OVERFLOW    /* a number beyond the doubles (1e309): *x is untouched */
};

/* Reads all of the text as [+-]digits[.digits][e[+-]digits] (digits on one side
 * of the point suffice, e or E).  Never reads outside of the text. */
enum num_kind num_read(struct text, double *x);

/* The same of a text that can be read 8 bytes beyond its beginning. */
static inline enum num_kind num_read_ahead(struct text, double *x);

/* True if the text is up to 32 digits, a minus before them or not, a point
 * among them or not, as numbers mostly are: then num_read calls it finite.  A
 * fifth of the cost, for whoever need not know the number.  Reads up to 32
 * bytes beyond the text. */
static inline bool num_plain(struct text);

/* Writes the shortest text that reads back to x, in the form of ECMAScript's
 * Number::toString (positional from 1e-6 to below 1e21, else 1.5e-7, 1e+21);
 * -0 is 0.  x must be finite.  Returns the end; up to NUM_PUT bytes from p on
 * may be overwritten. */
char *num_put(char *p, double x);

/* x rounded to n significant decimal digits (1 to 15), as printf's %.*e rounds
 * (of subnormal doubles their shortest text): digits d1d2...dn as an integer
 * and the exponent so that |x| = digits * 10^exponent.  For x = 0 both are
 * 0. */
struct num_digits { uint64_t digits; int exponent; };
struct num_digits num_round(double x, int n);

/* Writes x with exactly `decimals` decimals (0 to NUM_DECIMALS), rounded half
 * away from zero on its text at 15 significant digits, as spreadsheets show it:
 * 0.7345 gives 0.735, 1.005 gives 1.01.  Never "-0.0".  Returns the end; up to
 * NUM_FIXED bytes may be overwritten. */
char *num_fixed(char *p, double x, int decimals);

/* The same, but a half goes to the even digit: 0.625 gives 0.62. */
char *num_fixed_even(char *p, double x, int decimals);

/* True if a and b are equal at 12 significant digits (num_round to 12 on both):
 * two means that are the same number on paper can differ in the last bit. */
bool num_tie(double a, double b);

#include "number/numfew.h"

#endif
