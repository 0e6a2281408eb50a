/* explain - parts of a change, worked on paper; sums, and what must be zero. */
#include <math.h>
#include <string.h>

#include "index/explain_set.h"
#include "ok.h"
#include "random.h"

enum { MOST = 8 };

static struct explain e;
static uint32_t parent[2][MOST];
static double weight[2][MOST], score[2][2][MOST];
static bool leaf[MOST], enters[2][MOST];
static struct method method[MOST];
static struct explain_parts part[MOST];

static bool right;

static void
check(bool holds)
{
	right = right && holds;
}

/* From 0 to below 1. */
static double
random_unit(void)
{
	return (double)random_below(1 << 20) / (1 << 20);
}

static bool
near(double a, double b)
{
	return fabs(a - b) <= 1e-12 * fmax(1, fabs(b));
}

/* n nodes, all leaves but those that are somebody's parent, which are arithmetic. */
static void
plant(uint32_t n, const uint32_t *above)
{
	memset(&e, 0, sizeof e);
	memset(method, 0, sizeof method);
	memset(score, 0, sizeof score);
	for (uint32_t i = 0; i < n; i++)
		leaf[i] = true;
	for (uint32_t i = 0; i < n; i++) {
		parent[0][i] = parent[1][i] = above[i];
		if (above[i] < n)
			leaf[above[i]] = false;
		weight[0][i] = weight[1][i] = 1;
	}
	for (uint32_t i = 0; i < n; i++)
		enters[0][i] = enters[1][i] = leaf[i];
	for (int t = 0; t < 2; t++) {
		e.tree[t] = (struct explain_tree){ n, parent[t], weight[t], method, leaf };
		e.enters[t] = enters[t];
		for (int o = 0; o < 2; o++)
			e.score[t][o] = score[t][o];
	}
}

static void
set(uint32_t i, double n00, double n10, double n01, double n11)
{
	score[0][0][i] = n00;
	score[1][0][i] = n10;
	score[0][1][i] = n01;
	score[1][1][i] = n11;
}

/* Two leaves under an arithmetic mean, weights 1:1 and then 1:3. */
static void
on_paper(void)
{
	static const uint32_t above[] = { 2, 2, 3 };

	plant(3, above);
	weight[1][1] = 3;
	set(0, 0, 40, 10, 50);
	set(1, 100, 100, 90, 100);
	check(explain_city(&e, part) == EXPLAIN_FINE);
	check(near(part[0].own, 15) && near(part[1].own, 10.0 / 3));
	check(near(part[0].others, 3.75) && near(part[1].others, -17.5 / 6));
	check(near(part[0].weights, 10.9375) && near(part[1].weights, 0.25 * (590.0 / 6 - 68.75)));
	check(near(part[2].own + part[2].others + part[2].weights, 37.5));
	check(part[2].gaps == 0 && part[2].framework == 0);
	/* The second leaf comes in: 50 is what the first makes alone, 87.5 is both. */
	enters[0][1] = false;
	weight[1][1] = 1;
	check(explain_city(&e, part) == EXPLAIN_FINE);
	check(near(part[0].own, 40) && near(part[0].others, 10) && part[1].own == 0);
	check(near(part[1].gaps, 25) && part[0].gaps == 0);
	enters[0][0] = false;
	check(explain_city(&e, part) == EXPLAIN_NOTHING);
}

/* 1, 4 and 2, 8 under a geometric mean: 2 becomes 4, one doubling each, ln 2 / 2 of ln 2. */
static void
geometric(void)
{
	static const uint32_t above[] = { 2, 2, 3 };

	plant(3, above);
	method[2].id = AGGREGATE_GEOMETRIC;
	set(0, 1, 2, 1, 2);
	set(1, 4, 4, 8, 8);
	check(explain_city(&e, part) == EXPLAIN_FINE);
	check(near(part[0].own, 1) && part[0].others == 0);
	check(part[1].own == 0 && near(part[1].others, 1));
	score[1][1][0] = 0;
	check(explain_city(&e, part) == EXPLAIN_MEAN && e.node == 2 && e.mean == MEAN_ZERO);
}

/* A mean of one is that one: a tree that is mixed in name only. */
static void
mixed(void)
{
	static const uint32_t above[] = { 2, 3, 3, 4 };

	for (int round = 0; round < 1000; round++) {
		struct explain_parts plain[MOST];

		plant(4, above);
		for (uint32_t i = 0; i < 2; i++)
			set(i, 1 + random_unit() * 99, 1 + random_unit() * 99, 1 + random_unit() * 99,
			    1 + random_unit() * 99);
		weight[0][1] = random_unit() + 0.1;
		weight[1][1] = random_unit() + 0.1;
		check(explain_city(&e, plain) == EXPLAIN_FINE);
		method[2].id = AGGREGATE_GEOMETRIC;
		check(explain_city(&e, part) == EXPLAIN_FINE);
		for (uint32_t i = 0; i < 4; i++)
			check(near(part[i].own, plain[i].own) && near(part[i].others, plain[i].others) &&
			    near(part[i].weights, plain[i].weights));
	}
}

/* S(x_t, o_t, w_t, P_t): the score of an edition. */
static double
score_of(int edition)
{
	struct explain_set s;
	double of;

	(void)explain_set_open(&s, &e, edition, e.enters[edition], e.score[edition][edition]);
	of = s.value[e.tree[edition].n - 1];
	explain_set_free(&s);
	return of;
}

/* Random trees of three kinds of node: the parts add up, and the editions swapped negate them. */
static void
sums(void)
{
	static const uint32_t above[] = { 4, 4, 5, 5, 6, 6, 7 };
	static const int kind[] = { AGGREGATE_ARITHMETIC, AGGREGATE_GEOMETRIC, AGGREGATE_MEDIAN };

	for (int round = 0; round < 3000; round++) {
		double s[2];
		struct explain_parts back[MOST];

		plant(7, above);
		for (uint32_t i = 0; i < 4; i++) {
			set(i, 1 + random_unit() * 99, 1 + random_unit() * 99, 1 + random_unit() * 99,
			    1 + random_unit() * 99);
			for (int t = 0; t < 2; t++) {
				weight[t][i] = random_unit() + 0.1;
				enters[t][i] = random_unit() < 0.8;
			}
		}
		for (uint32_t i = 4; i < 7; i++)
			method[i].id = kind[(int)(random_unit() * 3)];
		if (explain_city(&e, part) == EXPLAIN_NOTHING)
			continue;
		s[0] = score_of(0);
		s[1] = score_of(1);
		check(near(part[6].own + part[6].others + part[6].weights + part[6].gaps, s[1] - s[0]));
		for (uint32_t i = 0; i < 4; i++)
			set(i, score[1][1][i], score[0][1][i], score[1][0][i], score[0][0][i]);
		for (uint32_t i = 0; i < 4; i++) {
			double w = weight[0][i];
			bool in = enters[0][i];

			weight[0][i] = weight[1][i];
			weight[1][i] = w;
			enters[0][i] = enters[1][i];
			enters[1][i] = in;
		}
		check(explain_city(&e, back) == EXPLAIN_FINE);
		for (uint32_t i = 0; i < 7; i++)
			check(near(back[i].own, -part[i].own) && near(back[i].others, -part[i].others) &&
			    near(back[i].gaps, -part[i].gaps));
	}
}

int
main(void)
{
	right = true;
	on_paper();
	ok(right, "parts of arithmetic means as worked on paper");
	right = true;
	geometric();
	ok(right, "of geometric means likewise, and a zero is refused");
	right = true;
	mixed();
	ok(right, "a mixed tree that is arithmetic in truth has the parts of an arithmetic one");
	right = true;
	sums();
	ok(right, "parts add up in any tree, and are negated where the editions are swapped");
	return ok_done();
}
