/* The hash is the published one, draws depend on their key, purpose, name and count alone, and
 * have the moments of their distributions. */
#include <math.h>

#include "number/draw.h"
#include "ok.h"

/* Of the authors' reference implementation (vectors.h): the key's bytes are 0 to 15, the text's 0
 * to n - 1.  That of 15 bytes is worked through in their paper, appendix A. */
static const struct { size_t n; uint64_t hash; } vectors[] = {
	{ 0, 0x726fdb47dd0e0e31 }, { 1, 0x74f839c593dc67fd }, { 2, 0x0d6c8009d9a94f5a },
	{ 3, 0x85676696d7fb7e2d }, { 4, 0xcf2794e0277187b7 }, { 5, 0x18765564cd99a68d },
	{ 6, 0xcbc9466e58fee3ce }, { 7, 0xab0200f58b01d137 }, { 8, 0x93f5f5799a932462 },
	{ 9, 0x9e0082df0ba9e4b0 }, { 14, 0xf723ca908e7af2ee }, { 15, 0xa129ca6149be45e5 },
	{ 16, 0x3f2acc7f57c29bdb }, { 32, 0x7127512f72f27cce }, { 63, 0x958a324ceb064572 },
};

static void
test_hash(void)
{
	struct draw_key key = { 0x0706050403020100, 0x0f0e0d0c0b0a0908 };
	char bytes[64];

	for (int i = 0; i < 64; i++)
		bytes[i] = (char)i;
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
		ok(draw_siphash(key, (struct text){ bytes, vectors[i].n }) == vectors[i].hash,
		    "SipHash-2-4 of %zu bytes", vectors[i].n);
}

/* A draw is what the header says it is of. */
static void
test_text(void)
{
	struct draw_key key = { 7, 9 };
	struct draw d;
	bool right = true;

	draw_init(&d, "weights", text_of("b\xc3\xbcs"));
	draw_under(&d, key);
	for (int i = 1; i <= 1000; i++) {
		char text[64];

		snprintf(text, sizeof text, "weights\tb\xc3\xbcs\t%d", i);
		right = right && draw_uniform(&d) ==
		    (double)(draw_siphash(key, text_of(text)) >> 11) / 9007199254740992;
	}
	ok(right, "draw i is the hash of PURPOSE, NAME and i");
	draw_under(&d, (struct draw_key){ 7, 10 });
	draw_uniform(&d);
	draw_under(&d, key);
	ok(draw_uniform(&d) == (double)(draw_siphash(key, text_of("weights\tb\xc3\xbcs\t1")) >>
	    11) / 9007199254740992, "after another key the first draw is the first again");
	draw_free(&d);
}

/* Moments of n draws, each from a key of its own. */
struct moments { double mean, variance; };

enum { DRAWS = 200000 };

static struct moments
moments_of(double shape)
{
	double sum = 0, squares = 0;
	struct draw d;

	draw_init(&d, "test", text_of("moments"));
	for (uint64_t i = 0; i < DRAWS; i++) {
		double x;

		draw_under(&d, (struct draw_key){ 1, i });
		x = shape == 0 ? draw_uniform(&d) : exp(draw_log_gamma(&d, shape));
		sum += x;
		squares += x * x;
	}
	draw_free(&d);
	sum /= DRAWS;
	return (struct moments){ sum, squares / DRAWS - sum * sum };
}

/* Six standard errors: a right generator is outside once in 500 million seeds, and the seed is
 * fixed.  The fourth central moment of the gamma distribution of shape a is 3a^2 + 6a. */
static void
test_moments(void)
{
	static const double shape[] = { 0.05, 0.5, 1, 3.7, 250 };
	struct moments m = moments_of(0);

	ok(fabs(m.mean - 0.5) < 6 * sqrt(1.0 / 12 / DRAWS), "uniform: mean %.6f", m.mean);
	ok(fabs(m.variance - 1.0 / 12) < 6 * sqrt(1.0 / 180 / DRAWS), "uniform: variance %.6f",
	    m.variance);
	for (size_t i = 0; i < sizeof shape / sizeof *shape; i++) {
		double a = shape[i];

		m = moments_of(a);
		ok(fabs(m.mean - a) < 6 * sqrt(a / DRAWS), "gamma, shape %g: mean %.6f", a, m.mean);
		ok(fabs(m.variance - a) < 6 * sqrt((2 * a * a + 6 * a) / DRAWS),
		    "gamma, shape %g: variance %.6f", a, m.variance);
	}
}

/* Every bin of 64 has what a right generator leaves in it, and neighbours know nothing of each
 * other: draws of one name in neighbouring variants, and of one variant in neighbouring names. */
static void
test_spread(void)
{
	enum { BINS = 64 };
	unsigned count[BINS] = { 0 };
	double chi = 0, variants = 0, names = 0, last = 0.5;
	struct draw d[2];

	draw_init(&d[0], "test", text_of("a"));
	draw_init(&d[1], "test", text_of("b"));
	for (uint64_t i = 0; i < DRAWS; i++) {
		double a, b;

		draw_under(&d[0], (struct draw_key){ 1, i });
		draw_under(&d[1], (struct draw_key){ 1, i });
		a = draw_uniform(&d[0]);
		b = draw_uniform(&d[1]);
		count[(int)(a * BINS)]++;
		variants += (a - 0.5) * (last - 0.5);
		names += (a - 0.5) * (b - 0.5);
		last = a;
	}
	for (int i = 0; i < BINS; i++)
		chi += (count[i] - DRAWS / 64.0) * (count[i] - DRAWS / 64.0) / (DRAWS / 64.0);
	ok(fabs(chi - (BINS - 1)) < 6 * sqrt(2.0 * (BINS - 1)), "64 bins: chi squared %.1f", chi);
	ok(fabs(variants) < 6 * sqrt(DRAWS / 144.0), "neighbouring variants: %.2f", variants);
	ok(fabs(names) < 6 * sqrt(DRAWS / 144.0), "neighbouring names: %.2f", names);
	draw_free(&d[0]);
	draw_free(&d[1]);
}

int
main(void)
{
	test_hash();
	test_text();
	test_moments();
	test_spread();
	return ok_done();
}
