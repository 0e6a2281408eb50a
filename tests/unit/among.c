/* What a value scores as one of many: as a scale of all of them scores it. */
#include <math.h>

#include "method/among.h"
#include "ok.h"
#include "random.h"

enum { MOST = 12 };

/* Besides all methods there are. */
static const char *const texts[] = { "rank:max", "rank:average", "rank:dense",
    "percentile:average", "percentile:dense" };
enum { TEXTS = sizeof texts / sizeof *texts };

static struct normalize_rule
rule_of(const char *name)
{
	struct normalize_rule r = { .low = 0, .high = 100, .sd = 1, .direction = 1,
	    .transform = METHOD_UNSET, .goal_low = 1, .goal_high = 5, .target = 9, .reference = 7 };

	(void)method_read(METHOD_NORMALIZE, text_of(name), &r.method);
	return r;
}

/* What x scores instead of value `out` of n, or beside them; by a scale of all. */
static enum scale_lack
plainly(const struct normalize_rule *r, const double *x, size_t n, size_t out, double value,
    double *score)
{
	double all[MOST + 1], y[MOST + 1];
	enum scale_lack lack;
	size_t m = 0, at;

	all[m++] = value;
	for (size_t i = 0; i < n; i++)
		if (i != out)
			all[m++] = x[i];
	lack = normalize_scores(r, all, m, y, &at);
	*score = y[0];
	return lack;
}

static bool
near(double a, double b, double by)
{
	return fabs(a - b) <= by * fmax(1, fabs(b));
}

/* Figures of all kinds: a few whole numbers, so that many are equal; some that tie at 12 digits;
 * one far out; some that are one value but for their last bits. */
static double
figure(int kind)
{
	double x = (double)(1 + random_below(kind == 0 ? 6 : 1000));

	if (kind == 4)
		return 1 + (double)random_below(6) * 0x1p-52;
	if (kind == 1)
		return floor(x / 100) + 1 + (double)random_below(4) * 1e-12;
	return kind == 2 && random_below(6) == 0 ? x * 1e9 : x / 10;
}

static void
test_random(const char *name)
{
	struct normalize_rule r = rule_of(name);
	bool z = r.method.id == NORMALIZE_ZSCORE;
	int wrong = 0;

	for (int turn = 0; turn < 5000; turn++) {
		double x[MOST], score, want;
		size_t n = random_below(MOST + 1), out = random_below((uint32_t)n + 1);
		enum scale_lack lack, wanted;
		/* Nothing cancels then: z-scores are rounded once, as those of all are. */
		bool fine = turn % 5 == 0 || turn % 5 == 3;
		struct among a;

		r.direction = turn % 2 == 0 ? 1 : -1;
		r.exact = turn % 3 == 0;
		for (size_t k = 0; k < n; k++)
			x[k] = random_below(9) == 0 ? (double)NAN : figure(turn % 5);
		among_open(&a, &r, x, n);
		for (int again = 0; again < 3; again++) {
			double value = again == 0 && out < n && x[out] == x[out] ? x[out] :
			    figure(turn % 5);

			lack = among_score(&a, value, out < n ? x[out] : (double)NAN, &score);
			wanted = plainly(&r, x, n, out, value, &want);
			if (normalize_flat(wanted))
				wrong += lack != SCALE_FITS || score != (z ? 0 : 50);
			else
				wrong += lack != wanted || (lack == SCALE_FITS &&
				    !near(score, want, z && fine ? 0x1p-60 : 1e-12));
		}
		among_free(&a);
	}
	ok(wrong == 0, "%s: %d of 15000 are another score", name, wrong);
}

/* 100 cities from 1 to 100 by hand. */
static void
test_places(void)
{
	double x[100], score;
	struct normalize_rule r = rule_of("percentile");
	struct among a;

	for (int i = 0; i < 100; i++)
		x[i] = i + 1;
	among_open(&a, &r, x, 100);
	ok(among_score(&a, 50, 50, &score) == SCALE_FITS && near(score, 100 * 49 / 99.0, 1e-12) &&
	    among_score(&a, 50.5, 50, &score) == SCALE_FITS && near(score, 100 * 49 / 99.0, 1e-12) &&
	    among_score(&a, 50.5, 51, &score) == SCALE_FITS && near(score, 100 * 50 / 99.0, 1e-12),
	    "in the place of another");
	ok(among_score(&a, 1000, (double)NAN, &score) == SCALE_FITS && score == 100 &&
	    among_score(&a, -3, (double)NAN, &score) == SCALE_FITS && score == 0, "beside them");
	among_free(&a);
	r.transform = TRANSFORM_LN;
	among_open(&a, &r, x, 100);
	ok(among_score(&a, 0, 50, &score) == SCALE_TRANSFORM, "a value that has no logarithm");
	among_free(&a);
	x[7] = 0;
	among_open(&a, &r, x, 100);
	ok(among_score(&a, 5, 50, &score) == SCALE_TRANSFORM, "others that have none");
	among_free(&a);
}

/* Without spread, and alone: the middle, M, or the constant. */
static void
test_flat(void)
{
	static const char *const names[] = { "minmax", "zscore", "percentile:average" };

	for (size_t i = 0; i < 3; i++) {
		struct normalize_rule r = rule_of(names[i]);
		double x[] = { 3, 3, (double)NAN }, score = -1;
		struct among a;

		for (size_t n = 0; n < 3; n++) {
			among_open(&a, &r, x, n);
			ok(among_score(&a, 3, (double)NAN, &score) == SCALE_FITS &&
			    score == (i == 1 ? 0 : 50), "%s of %zu equal ones", names[i], n + 1);
			among_free(&a);
		}
		r.constant_given = true;
		r.constant = 7;
		among_open(&a, &r, x, 3);
		ok(among_score(&a, 3, 3, &score) == SCALE_FITS && score == 7, "the constant");
		among_free(&a);
	}
}

int
main(void)
{
	for (int i = 0; method_row(METHOD_NORMALIZE, i)->name != NULL; i++)
		test_random(method_row(METHOD_NORMALIZE, i)->name);
	for (size_t i = 0; i < TEXTS; i++)
		test_random(texts[i]);
	test_places();
	test_flat();
	return ok_done();
}
