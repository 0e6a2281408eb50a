/* num_referee - what num must say, from glibc's printf and strtod: for its unit
 * test and its proof. */
#ifndef NUM_REFEREE_H
#define NUM_REFEREE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number/num.h"
#include "random.h"

/* A finite double of random bits. */
static inline double
random_finite(void)
{
	uint64_t u;
	double x;

	do {
		u = random_bits();
		memcpy(&x, &u, sizeof x);
	} while (!isfinite(x));
	return x;
}

/* True if x has no bits but the leading one: only there the nearest text of
 * the least length need not be the nearest of that length to x. */
static inline bool
is_power_of_two(double x)
{
	int e;

	return fabs(frexp(x, &e)) == 0.5;
}

/* The digits of %.*e without those zeros at the end, and the exponent; returns
 * how many. */
static inline int
referee_digits(char *digits, int *exponent, double x, int precision)
{
	char buf[64];
	int n = 0;

	snprintf(buf, sizeof buf, "%.*e", precision, fabs(x));
	*exponent = atoi(strchr(buf, 'e') + 1);
	for (const char *p = buf; *p != 'e'; p++)
		if (*p != '.')
			digits[n++] = *p;
	while (n > 1 && digits[n - 1] == '0')
		n--;
	digits[n] = '\0';
	return n;
}

/* ECMA-262, Number::toString, steps 6 to 12, from the shortest of %.14e, %.15e
 * and %.16e that reads back (from %.0e for subnormals). */
static inline void
referee_put(char *p, double x)
{
	char d[32];
	int k = 0, n = 0, precision = fabs(x) < 0x1p-1022 ? 0 : 14;

	for (;; precision++) {
		char buf[64];

		snprintf(buf, sizeof buf, "%.*e", precision, x);
		if (strtod(buf, NULL) == x)
			break;
	}
	k = referee_digits(d, &n, x, precision);
	n++;
	if (x < 0)
		*p++ = '-';
	if (x == 0)
		sprintf(p, "0");
	else if (k <= n && n <= 21)
		sprintf(p, "%s%.*s", d, n - k, "000000000000000000000");
	else if (0 < n && n <= 21)
		sprintf(p, "%.*s.%s", n, d, d + n);
	else if (-6 < n && n <= 0)
		sprintf(p, "0.%.*s%s", -n, "000000", d);
	else if (k == 1)
		sprintf(p, "%se%+d", d, n - 1);
	else
		sprintf(p, "%c.%se%+d", d[0], d + 1, n - 1);
}

/* True if num_put writes x as the referee, or shorter at a power of two, and
 * num_read takes it back. */
static inline bool
put_agrees(double x)
{
	char mine[NUM_PUT + 1], his[64];
	struct text t = { mine, (size_t)(num_put(mine, x) - mine) };
	double back;

	mine[t.n] = '\0';
	referee_put(his, x);
	return num_read(t, &back) == NUM_FINITE && back == x && strtod(mine, NULL) == x &&
	    (strcmp(mine, his) == 0 || (is_power_of_two(x) && t.n <= strlen(his)));
}

/* True if num_read takes the text, which is a number, for what strtod does. */
static inline bool
read_agrees(const char *text)
{
	double his = strtod(text, NULL), mine = -1;
	enum num_kind kind = num_read(text_of(text), &mine);

	if (isinf(his))
		return kind == NUM_OVERFLOW && mine == -1;
	return kind == NUM_FINITE && mine == his && !(mine == 0 && signbit(mine));
}

/* True if num_round rounds x to n digits as %.*e does. */
static inline bool
round_agrees(double x, int n)
{
	struct num_digits r = num_round(x, n);
	char mine[64], his[64], *e;

	snprintf(his, sizeof his, "%.*e", n - 1, fabs(x));
	snprintf(mine, sizeof mine, "%0*llu", n, (unsigned long long)r.digits);
	if (n > 1) {
		memmove(mine + 2, mine + 1, (size_t)n);
		mine[1] = '.';
	}
	e = mine + strlen(mine);
	snprintf(e, 16, "e%+03d", x == 0 ? 0 : r.exponent + n - 1);
	return strcmp(mine, his) == 0;
}

/* True if num_fixed rounds the text of %.14e half away from zero, or num_fixed_even to the even
 * digit: on paper, with a digit for each power of ten from 309 down to -400. */
static inline bool
half_agrees(double x, int decimals, bool even)
{
	enum { TOP = 309, LAST = 400 };
	char paper[TOP + LAST + 1], text[32], mine[NUM_FIXED + 1], his[NUM_FIXED + 1], *p = his;
	int exponent, n = referee_digits(text, &exponent, x, 14), i = TOP + decimals + 1, first = 0;

	memset(paper, '0', sizeof paper);
	for (int j = 0; j < n && TOP - exponent + j < (int)sizeof paper; j++)
		paper[TOP - exponent + j] = text[j];
	if (even && paper[i] == '5' && (paper[i - 1] - '0') % 2 == 0) {
		int behind = i + 1;

		while (behind < (int)sizeof paper && paper[behind] == '0')
			behind++;
		if (behind == (int)sizeof paper)
			paper[i] = '4';
	}
	if (paper[i] >= '5') {
		while (paper[--i] == '9')
			paper[i] = '0';
		paper[i]++;
	}
	while (first < TOP && paper[first] == '0')
		first++;
	for (i = first; x < 0 && i <= TOP + decimals; i++)
		if (paper[i] != '0') {
			*p++ = '-';
			break;
		}
	p += sprintf(p, "%.*s", TOP + 1 - first, paper + first);
	if (decimals > 0)
		sprintf(p, ".%.*s", decimals, paper + TOP + 1);
	*(even ? num_fixed_even(mine, x, decimals) : num_fixed(mine, x, decimals)) = '\0';
	return strcmp(mine, his) == 0;
}

static inline bool
fixed_agrees(double x, int decimals)
{
	return half_agrees(x, decimals, false) && half_agrees(x, decimals, true);
}

/* A decimal text of up to 30 digits, with or without sign, point and exponent. */
static inline void
random_decimal(char *p)
{
	size_t n = 1 + random_below(30), point = random_below(n + 4);

	if (random_below(4) == 0)
		*p++ = random_below(4) == 0 ? '+' : '-';
	if (random_below(4) == 0)
		n = 1 + n % 8;
	for (size_t i = 0; i < n; i++) {
		if (i == point)
			*p++ = '.';
		*p++ = (char)('0' + random_below(10));
	}
	*p = '\0';
	if (random_below(3) == 0)
		sprintf(p, "%c%d", random_below(2) == 0 ? 'e' : 'E', (int)random_below(720) - 370);
	else if (random_below(3) == 0)
		sprintf(p, "e%+d", (int)random_below(60) - 40);
}

#endif
