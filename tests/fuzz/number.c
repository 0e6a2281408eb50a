/* number - text that is read is what strtod reads; what is written reads back. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "number/num.h"

static const char *
digits(const char *p)
{
	while (isdigit((unsigned char)*p))
		p++;
	return p;
}

/* True if all of the terminated text is [+-]digits[.digits][e[+-]digits]. */
static bool
is_number(const char *p)
{
	const char *before, *whole, *point;

	p += *p == '+' || *p == '-';
	before = p;
	whole = p = digits(p);
	if (*p == '.') {
		point = ++p;
		p = digits(p);
		if (whole == before && p == point)
			return false;
	} else if (whole == before)
		return false;
	if (*p == 'e' || *p == 'E') {
		p++;
		p += *p == '+' || *p == '-';
		if (digits(p) == p)
			return false;
		p = digits(p);
	}
	return *p == '\0';
}

static void
read_text(const uint8_t *data, size_t n)
{
	char *s = malloc(n + 1);
	double x = 7, y;
	enum num_kind kind;

	if (s == NULL)
		abort();
	memcpy(s, data, n);
	s[n] = '\0';
	/* Of the right size, so that a byte read beyond it is seen. */
	kind = num_read((struct text){ (const char *)data, n }, &x);
	if (n == 0 || (n == 2 && strcmp(s, "NA") == 0))
		fuzz_require(kind == NUM_MISSING && isnan(x), "NA is missing");
	else if (strlen(s) != n || !is_number(s))
		fuzz_require(kind == NUM_BAD && x == 7, "what is no number is refused");
	else {
		y = strtod(s, NULL);
		if (isinf(y))
			fuzz_require(kind == NUM_OVERFLOW, "overflow is said");
		else
			fuzz_require(kind == NUM_FINITE && x == y && !(x == 0 && signbit(x)),
			    "reads as strtod does");
	}
	free(s);
}

static void
write_double(const uint8_t *data)
{
	char s[NUM_FIXED + NUM_PUT];
	double x, y = 0;
	char *end;

	memcpy(&x, data, sizeof x);
	if (!isfinite(x))
		return;
	end = num_put(s, x);
	fuzz_require(end - s <= 25, "25 bytes are enough");
	fuzz_require(num_read((struct text){ s, (size_t)(end - s) }, &y) == NUM_FINITE && x == y,
	    "what is written reads back");
	*end = '\0';
	fuzz_require(strtod(s, NULL) == x, "what is written strtod reads back");
	end = num_fixed(s, x, data[0] % (NUM_DECIMALS + 1));
	*end = '\0';
	fuzz_require(is_number(s) && end - s <= NUM_FIXED, "what is rounded is a number");
	fuzz_require(num_tie(x, x), "a number ties with itself");
}

void
fuzz_one(const uint8_t *data, size_t n)
{
	read_text(data, n);
	if (n >= sizeof(double))
		write_double(data);
}
