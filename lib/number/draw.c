/* draw - random numbers that depend on what they are for. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "number/draw.h"
#include "number/logs.h"

enum { COUNT_DIGITS = 20, COMPRESS = 2, FINALIZE = 4 };

static inline uint64_t
rotated(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

/* Half of a round: a and b, c and d are mixed, and turned by r and s. */
static inline void
mix(uint64_t *a, uint64_t *b, uint64_t *c, uint64_t *d, int r, int s)
{
	*a += *b;
	*b = rotated(*b, r) ^ *a;
	*a = rotated(*a, 32);
	*c += *d;
	*d = rotated(*d, s) ^ *c;
}

static void
rounds(uint64_t v[4], int n)
{
	while (n-- > 0) {
		mix(&v[0], &v[1], &v[2], &v[3], 13, 16);
		mix(&v[2], &v[1], &v[0], &v[3], 17, 21);
	}
}

static void
absorb(uint64_t v[4], uint64_t word)
{
	v[3] ^= word;
	rounds(v, COMPRESS);
	v[0] ^= word;
}

/* The next n bytes as a word, the first the lowest. */
static uint64_t
word_of(const char *s, size_t n)
{
	uint64_t w = 0;

	for (size_t i = 0; i < n; i++)
		w |= (uint64_t)(unsigned char)s[i] << (8 * i);
	return w;
}

uint64_t
draw_siphash(struct draw_key key, struct text t)
{
	/* "somepseudorandomlygeneratedbytes" */
	uint64_t v[4] = {
		key.seed ^ 0x736f6d6570736575, key.variant ^ 0x646f72616e646f6d,
		key.seed ^ 0x6c7967656e657261, key.variant ^ 0x7465646279746573
	};
	size_t whole = t.n / 8 * 8;

	for (size_t i = 0; i < whole; i += 8)
		absorb(v, word_of(t.s + i, 8));
	absorb(v, word_of(t.s + whole, t.n - whole) | (uint64_t)t.n << 56);
	v[2] ^= 0xff;
	rounds(v, FINALIZE);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

void
draw_init(struct draw *d, const char *purpose, struct text name)
{
	*d = (struct draw){ .text = mem_print("%s\t%.*s\t%*s", purpose,
	    TEXT_ARG(name), COUNT_DIGITS, "") };
	d->n = strlen(d->text) - COUNT_DIGITS;
}

void
draw_free(struct draw *d)
{
	free(d->text);
	d->text = NULL;
}

void
draw_under(struct draw *d, struct draw_key key)
{
	d->key = key;
	d->count = 0;
}

double
draw_uniform(struct draw *d)
{
	char digits[COUNT_DIGITS];
	uint64_t count = ++d->count;
	size_t n = 0;

	for (; count != 0; count /= 10)
		digits[n++] = (char)('0' + count % 10);
	for (size_t i = 0; i < n; i++)
		d->text[d->n + i] = digits[n - 1 - i];
	return (double)(draw_siphash(d->key, (struct text){ d->text,
	    d->n + n }) >> 11) * 0x1p-53;
}

/* The cosine of that share of a turn, 0 <= share < 1: by the series of the
 * cosine or the sine of what is left beyond a quarter, which is within half of
 * one.  (The C libraries' differ in the last bit.) */
static double
cosine(double share)
{
	double quarters = floor(4 * share + 0.5), x = 1.5707963267948966 *
	    (4 * share - quarters);
	int quarter = (int)quarters % 4, odd = quarter & 1;
	double sum = 1;

	for (int i = 16 + odd; i > 1; i -= 2)
		sum = 1 - x * x * sum / (i * (i - 1));
	sum *= odd ? x : 1;
	return quarter == 1 || quarter == 2 ? -sum : sum;
}

/* The next two draws as one from the normal distribution. */
static double
normal(struct draw *d)
{
	double radius = sqrt(-2 * logs_one_more(-draw_uniform(d)));

	return radius * cosine(draw_uniform(d));
}

double
draw_log_gamma(struct draw *d, double shape)
{
	/* If G is from shape a + 1, G U^(1/a) is from shape a. */
	double rest = shape < 1 ? logs_one_more(-draw_uniform(d)) / shape : 0;
	double m = (shape < 1 ? shape + 1 : shape) - 1.0 / 3,
	    c = 1 / sqrt(9 * m);

	for (;;) {
		double x = normal(d), v = 1 + c * x;

		if (v <= 0)
			continue;
		v = v * v * v;
		if (logs_one_more(-draw_uniform(d)) < x * x / 2 + m - m * v +
		    m * logs_one(v))
			return logs_one(m * v) + rest;
	}
}
