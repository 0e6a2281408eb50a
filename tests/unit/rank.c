/* Sorting is right and stable for every shape and size, and places follow their rule. */
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "number/rank.h"
#include "ok.h"
#include "random.h"

/* A finite double of any sign and size. */
static double
random_double(void)
{
	uint64_t bits = random_bits();
	double x;

	if ((bits >> 52 & 2047) == 2047)
		bits ^= (uint64_t)1 << 60;
	memcpy(&x, &bits, sizeof x);
	return x;
}

enum shape { ANY, SCORES, SORTED, REVERSED, EQUAL, ORGAN_PIPE, TIED, ZEROS, CLOSE, TWO_CLUSTERS,
    SHAPES };

static const char *const shape_names[SHAPES] = { "any doubles", "scores", "sorted", "reversed",
    "equal", "organ pipe", "tied", "zeros of both signs", "close to each other",
    "two close clusters" };

static double
value_at(enum shape shape, size_t i, size_t n)
{
	switch (shape) {
	case ANY:
		return random_double();
	case SCORES:
		return (double)random_below(1000000) / 10000;
	case SORTED:
		return (double)i - (double)n / 2;
	case REVERSED:
		return (double)n / 3 - (double)i;
	case ORGAN_PIPE:
		return (double)(i < n / 2 ? i : n - i);
	case TIED:
		return (double)random_below(5) - 2;
	case ZEROS:
		return random_below(3) == 0 ? -0.0 : random_below(7) == 0 ? 0x1p-1074 : 0.0;
	case CLOSE:
		return -1 - (double)random_below(100000) * 0x1p-52;
	case TWO_CLUSTERS:
		return (i % 2 ? 1 : 1024) * (1 + (double)random_below(100000) * 0x1p-52);
	case EQUAL:
	case SHAPES:
		break;
	}
	return 0.1;
}

static int
compare(const void *a, const void *b)
{
	const struct rank_value *p = a, *q = b;

	if (p->value != q->value)
		return p->value < q->value ? -1 : 1;
	return p->row < q->row ? -1 : p->row > q->row;
}

/* Sorts n values of a shape both ways; rows tell whether equal values kept
 * their order, bits whether they are the same values. */
static bool
sorts(enum shape shape, size_t n)
{
	struct rank_value *a = calloc(n + 1, sizeof *a), *b = calloc(n + 1, sizeof *b);
	bool good = a && b;

	for (size_t i = 0; good && i < n; i++) {
		a[i].value = value_at(shape, i, n);
		a[i].row = (uint32_t)i;
	}
	if (good) {
		memcpy(b, a, n * sizeof *a);
		rank_sort(a, n);
		qsort(b, n, sizeof *b, compare);
	}
	for (size_t i = 0; good && i < n; i++)
		good = a[i].row == b[i].row &&
		    memcmp(&a[i].value, &b[i].value, sizeof a[i].value) == 0;
	free(a);
	free(b);
	return good;
}

static void
test_sort(void)
{
	static const size_t sizes[] = { 100, 127, 128, 129, 255, 256, 257, 511, 512, 513, 1000,
	    1023, 1024, 1025, 4000, 30000 };

	for (enum shape shape = 0; shape < SHAPES; shape++) {
		bool good = true;

		for (size_t n = 0; n < 70; n++)
			for (int again = 0; again < 10; again++)
				good &= sorts(shape, n);
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
			good &= sorts(shape, sizes[i]);
		ok(good, "sorts as qsort does, and is stable: %s", shape_names[shape]);
	}
}

/* Whether n sorted values get the expected places. */
static bool
places(const double *values, size_t n, enum rank_ties ties, bool near, const double *expected,
    size_t distinct)
{
	struct rank_value a[8] = { { 0, 0 } };
	double rank[8];

	for (size_t i = 0; i < n; i++)
		a[i] = (struct rank_value){ values[i], (uint32_t)i };
	if (rank_places(a, n, ties, near, rank) != distinct)
		return false;
	for (size_t i = 0; i < n; i++)
		if (rank[i] != expected[i])
			return false;
	return true;
}

static void
test_ties(void)
{
	static const double x[] = { -1, 5, 5, 7 };
	static const double triple[] = { -0.0, 0, 0, 1, 1 };

	ok(places(x, 4, RANK_MIN, false, (const double[]){ 1, 2, 2, 4 }, 3), "min: 1 2 2 4");
	ok(places(x, 4, RANK_MAX, false, (const double[]){ 1, 3, 3, 4 }, 3), "max: 1 3 3 4");
	ok(places(x, 4, RANK_AVERAGE, false, (const double[]){ 1, 2.5, 2.5, 4 }, 3),
	    "average: 1 2.5 2.5 4");
	ok(places(x, 4, RANK_DENSE, false, (const double[]){ 1, 2, 2, 3 }, 3), "dense: 1 2 2 3");
	ok(places(triple, 5, RANK_MIN, false, (const double[]){ 1, 1, 1, 4, 4 }, 2) &&
	    places(triple, 5, RANK_MAX, false, (const double[]){ 3, 3, 3, 5, 5 }, 2) &&
	    places(triple, 5, RANK_AVERAGE, false, (const double[]){ 2, 2, 2, 4.5, 4.5 }, 2) &&
	    places(triple, 5, RANK_DENSE, false, (const double[]){ 1, 1, 1, 2, 2 }, 2),
	    "ties of three at the start and of two at the end; -0 and 0 tie");
	ok(places(x, 0, RANK_MIN, false, x, 0) &&
	    places(x, 1, RANK_AVERAGE, true, (const double[]){ 1 }, 1), "none and one");
}

static void
test_near(void)
{
	static const double x[] = { -0.3, 0.3, 0.1 + 0.2, 0.3 + 2e-12, 50.1, 50.1 + 1e-13 };
	static const double exact[] = { 1, 2, 3, 4, 5, 6 };

	ok(places(x, 6, RANK_MIN, false, exact, 6), "the last bits tell doubles apart");
	ok(places(x, 6, RANK_MIN, true, (const double[]){ 1, 2, 2, 4, 5, 5 }, 4),
	    "near, min: 12 digits count");
	ok(places(x, 6, RANK_MAX, true, (const double[]){ 1, 3, 3, 4, 6, 6 }, 4), "near, max");
	ok(places(x, 6, RANK_AVERAGE, true, (const double[]){ 1, 2.5, 2.5, 4, 5.5, 5.5 }, 4),
	    "near, average");
	ok(places(x, 6, RANK_DENSE, true, (const double[]){ 1, 2, 2, 3, 4, 4 }, 4),
	    "near, dense");
}

static void
test_names(void)
{
	ok(rank_ties_named(text_of("max")) == RANK_MAX && rank_ties_named(text_of("average")) == RANK_AVERAGE &&
	    rank_ties_named(text_of("dense")) == RANK_DENSE && rank_ties_named(text_of("min")) == RANK_MIN,
	    "the rules have names");
	ok(rank_ties_named(text_of("")) == -1 && rank_ties_named(text_of("MIN")) == -1 &&
	    rank_ties_named(text_of("mini")) == -1, "nothing else is a rule");
}

/* Places stand where the values did, what is missing stays. */
static void
test_replace(void)
{
	double x[] = { 3, (double)NAN, 0.1 + 0.2, 0.3, 7 };

	ok(rank_replace(x, 5, RANK_MIN, true) == 3 && x[0] == 3 && x[1] != x[1] && x[2] == 1 && x[3] == 1 &&
	    x[4] == 4, "values become their places");
	ok(rank_replace(x, 0, RANK_MIN, true) == 0, "of nothing there are none");
}

int
main(void)
{
	test_sort();
	test_ties();
	test_near();
	test_names();
	test_replace();
	return ok_done();
}
