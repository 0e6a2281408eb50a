/* What a city could reach, and what its score and place would be then: by hand, and greedy and
 * fewest by trying all in fractions. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "engine.h"
#include "index/lift.h"
#include "index/moves.h"

static const char nodes_text[] = "indicator\tparent\tweight\tdirection\tnormalize\ttarget\n"
    "bus\tall\t2\t1\t\t\nwait\tall\t1\t-1\t\t\nlab\tall\t1\t1\t\t\nshare\tall\t1\t1\tclosest\t50\n";
static const char figures_text[] = "year\tcity\tindicator\tvalue\n"
    "2023\tA\tbus\t10\n2023\tB\tbus\t15\n2023\tC\tbus\t30\n2023\tD\tbus\t38\n2023\tE\tbus\t20\n"
    "2023\tA\twait\t9\n2023\tB\twait\t8\n2023\tC\twait\t7\n2023\tD\twait\t3\n2023\tE\twait\t5\n"
    "2024\tA\tbus\t10\n2024\tB\tbus\t20\n2024\tC\tbus\t30\n2024\tD\tbus\t40\n2024\tE\tbus\t25\n"
    "2024\tA\twait\t9\n2024\tB\twait\t8\n2024\tC\twait\t6\n2024\tD\twait\t4\n2024\tE\twait\t\n"
    "2024\tA\tlab\t0\n2024\tB\tlab\t1\n2024\tC\tlab\t0\n2024\tD\tlab\t1\n2024\tE\tlab\t\n"
    "2024\tA\tshare\t30\n2024\tB\tshare\t45\n2024\tC\tshare\t60\n2024\tD\tshare\t80\n"
    "2024\tE\tshare\t50\n"
    "2025\tA\tbus\t0\n2025\tB\tbus\t0\n2025\tC\tbus\t0\n2025\tA\twait\t3\n2025\tB\twait\t2\n"
    "2025\tC\twait\t1\n2025\tA\tlab\t0.1\n2025\tB\tlab\t0.30000000000000004\n2025\tC\tlab\t0.3\n"
    "2025\tD\tlab\t0.30000000000000004\n2025\tE\tlab\t0.30000000000000004\n";

enum { A, B, C, D, E, CITIES };
enum { MEDIAN = 1, UPPER = 2, NEXT = 4, BEST = 8 };

static struct engine e;
static uint32_t leaf[4];                /* bus, wait, lab, share */
static struct step step[4];

/* Is this a move? */
static bool
is(const struct move *m, uint32_t node, int kind, unsigned long steps, double target, uint32_t model)
{
	return m->node == node && (int)m->kind == kind && m->steps == steps &&
	    fabs(m->target - target) < 1e-12 && m->model == model;
}

static bool
has(const struct move *m, size_t n, uint32_t node)
{
	for (size_t i = 0; i < n; i++)
		if (m[i].node == node)
			return true;
	return false;
}

static void
test_moves(void)
{
	static const char *const steps[] = { "median", "upper", "next", "best" };
	struct moves moves = { .index = &e.index, .leaf = leaf, .nleaf = 4, .step = step, .nstep = 4 };
	struct move m[4 * 5];
	size_t n;

	for (int i = 0; i < 4; i++)
		(void)step_read(text_of(steps[i]), &step[i]);
	ok((n = moves_of(&moves, 1, A, m)) == 12, "twelve moves of A");
	/* Of buses the median is 25, the upper quartile 30; since 2023 B and E have risen by 5, D by 2. */
	ok(is(&m[0], leaf[0], MOVE_STEPS, MEDIAN, 25, E) && is(&m[1], leaf[0], MOVE_STEPS, UPPER, 30, D) &&
	    is(&m[2], leaf[0], MOVE_STEPS, NEXT, 20, B) && is(&m[3], leaf[0], MOVE_STEPS, BEST, 40, D),
	    "more is better: where to, and who has shown it");
	/* -9 -8 -6 -4: the median is -7, the upper quartile -6 + 2/4; C has risen by 1, D has fallen. */
	ok(is(&m[4], leaf[1], MOVE_STEPS, MEDIAN, 7, C) &&
	    is(&m[5], leaf[1], MOVE_STEPS, UPPER, 5.5, NAME_NONE) &&
	    is(&m[6], leaf[1], MOVE_STEPS, NEXT, 8, C) &&
	    is(&m[7], leaf[1], MOVE_STEPS, BEST, 4, NAME_NONE), "less is better: likewise, turned");
	ok(is(&m[8], leaf[2], MOVE_YES, 0, 1, NAME_NONE), "yes and no: one move");
	/* Distances 20 5 10 30 0: median 10, upper quartile 5, the next one 10. */
	ok(is(&m[9], leaf[3], MOVE_STEPS, MEDIAN | NEXT, 40, NAME_NONE) &&
	    is(&m[10], leaf[3], MOVE_STEPS, UPPER, 45, NAME_NONE) &&
	    is(&m[11], leaf[3], MOVE_STEPS, BEST, 50, NAME_NONE),
	    "towards a target, on the side where the city is; steps that coincide are one");
	ok(m[0].value == 10 && m[4].value == 9 && m[9].value == 30, "what they start from");
	ok((n = moves_of(&moves, 1, C, m)) > 0 && is(&m[n - 1], leaf[3], MOVE_STEPS, BEST, 50, NAME_NONE) &&
	    is(&m[n - 2], leaf[3], MOVE_STEPS, UPPER | NEXT, 55, NAME_NONE),
	    "from above a target it is reached from above");
	ok((n = moves_of(&moves, 1, E, m)) > 0 && m[n - 1].node == leaf[2] &&
	    is(&m[n - 2], leaf[1], MOVE_REPORT, 0, 7, C) && m[n - 2].value != m[n - 2].value &&
	    is(&m[n - 1], leaf[2], MOVE_REPORT, 0, 0, NAME_NONE),
	    "no figure: the median is reported, of yes and no the lesser; nothing is nearer than 0");
	ok((n = moves_of(&moves, 1, B, m)) > 0 && !has(m, n, leaf[2]), "yes is there already");
	ok((n = moves_of(&moves, 0, A, m)) > 0 && !has(m, n, leaf[2]), "a figure that nobody has");
	e.rule.normalize.constant_given = true;
	ok((n = moves_of(&moves, 2, A, m)) > 0 && !has(m, n, leaf[0]), "what nobody has yet is no list");
	/* C has come from 0 to what is 0.3 on paper, the others have fallen or are new. */
	ok(n > 0 && is(&m[n - 1], leaf[2], MOVE_STEPS, MEDIAN | UPPER | NEXT | BEST, 0.3, C),
	    "a peer has reached a target with which it ties");
	e.rule.normalize.constant_given = false;
}

/* Peers are those of the city's group. */
static void
test_groups(void)
{
	struct moves moves = { .index = &e.index, .leaf = leaf, .nleaf = 4, .step = step, .nstep = 4 };
	uint32_t *group = mem_array(e.prepared.figures.n, sizeof *group);
	struct move m[4 * 5];
	size_t n;

	for (int i = 0; i < 4; i++)
		for (uint32_t city = 0; city < CITIES; city++) {
			uint32_t row = index_row(&e.index, 1, leaf[i], city);

			if (row != NAME_NONE)
				group[row] = city == C || city == E;
		}
	moves.group = group;
	e.rule.normalize.constant_given = true;
	ok((n = moves_of(&moves, 1, A, m)) > 0 && is(&m[0], leaf[0], MOVE_STEPS, MEDIAN | NEXT, 20, B) &&
	    is(&m[1], leaf[0], MOVE_STEPS, UPPER, 30, D) && is(&m[2], leaf[0], MOVE_STEPS, BEST, 40, D),
	    "peers are those of the group: 10 20 40");
	for (uint32_t city = 0; city < 3; city++)
		group[index_row(&e.index, 2, leaf[0], city)] = city != B;
	ok((n = moves_of(&moves, 2, A, m)) > 0 && is(&m[0], leaf[1], MOVE_STEPS, MEDIAN, 2, C),
	    "those of another edition have groups of their own: 3 1");
	e.rule.normalize.constant_given = false;
	free(group);
}

static struct index_change
change(uint32_t city, uint32_t node, double value)
{
	return (struct index_change){ .city = city, .node = node, .value = value };
}

static bool
near(const double *x, const double *y)
{
	for (int c = 0; c < CITIES; c++)
		if (!(fabs(x[c] - y[c]) < 1e-12))
			return false;
	return true;
}

static void
test_lift(void)
{
	struct lift l;
	struct problem p;
	struct index_change c = change(A, leaf[0], 50), tie[] = { change(A, leaf[0], 40),
	    change(A, leaf[2], 1), change(A, leaf[3], 50) };
	uint32_t passed[CITIES];

	ok(lift_open(&l, &e.index, 1, engine_node(&e, "all"), &p) && l.ranked == CITIES &&
	    near(l.score, (double[]){ 20. / 3, 54, 52, 80, 200. / 3 }) &&
	    near(l.rank, (double[]){ 5, 3, 4, 1, 2 }), "an edition as it stands");
	ok(lift_try(&l, &c, 1, &p) &&
	    near(l.score_then, (double[]){ 140. / 3, 122. / 3, 116. / 3, 200. / 3, 400. / 9 }) &&
	    near(l.rank_then, (double[]){ 2, 4, 5, 1, 3 }), "more buses in A: the others' scores change");
	ok(lift_passed(&l, A, passed) == 3 && passed[0] == E && passed[1] == B && passed[2] == C,
	    "who is overtaken, in order of their places");
	ok(fabs(lift_others(&l, A) + 140. / 9) < 1e-12, "the others lose 140/9 on average");
	lift_keep(&l);
	ok(near(l.rank, (double[]){ 2, 4, 5, 1, 3 }) && lift_passed(&l, A, passed) == 0, "kept");
	c = change(A, leaf[0], 10);
	ok(lift_try(&l, &c, 1, &p) && lift_passed(&l, E, passed) == 1 && passed[0] == A,
	    "and back: E overtakes A");
	lift_close(&l);
	ok(lift_open(&l, &e.index, 1, engine_node(&e, "all"), &p) && lift_try(&l, tie, 3, &p) &&
	    l.rank_then[A] == l.rank_then[D] && lift_passed(&l, A, passed) == 3 && passed[0] == E,
	    "who shares the place is not overtaken");
	lift_close(&l);
}

/* Does a search take those changes? */
static bool
takes(bool fewest, const struct index_change *c, size_t n, double place, size_t count,
    const size_t *which)
{
	struct lift l;
	struct problem p;
	size_t order[5], taken = 0;
	bool same;

	same = lift_open(&l, &e.index, 1, engine_node(&e, "all"), &p);
	(fewest ? lift_fewest : lift_greedy)(&l, c, n, place, order, &taken);
	same = same && taken == count;
	for (size_t i = 0; i < count && same; i++)
		same = order[i] == which[i];
	lift_close(&l);
	return same;
}

/* The scores of A: 140/3 and place 3 with 1, 200/3 and 2 with 1 and 2, 260/3 and 1 with 4 besides,
 * which is all that leads there; 80 and the place of D with 1, 2 and 3. */
static void
test_search(void)
{
	struct index_change c[] = { change(A, leaf[0], 25), change(A, leaf[0], 40),
	    change(A, leaf[2], 1), change(A, leaf[3], 50), change(A, leaf[1], 4) };
	struct index_change alike[] = { change(A, leaf[0], 25), change(A, leaf[0], 25.0000000000001) };

	ok(takes(false, c, 5, 5, 0, NULL), "a place that it has takes nothing");
	ok(takes(false, c, 5, 3, 1, (size_t[]){ 1 }) && takes(true, c + 1, 4, 3, 1, (size_t[]){ 0 }),
	    "one change is enough for the third place");
	ok(takes(false, c, 5, 2, 2, (size_t[]){ 1, 2 }) &&
	    takes(true, c + 1, 4, 2, 2, (size_t[]){ 0, 1 }), "two for the second");
	ok(takes(false, c, 5, 1, 3, (size_t[]){ 1, 2, 4 }) &&
	    takes(true, c + 1, 4, 1, 3, (size_t[]){ 0, 1, 3 }), "three for the first, the best three");
	ok(takes(true, c + 1, 3, 1, 3, (size_t[]){ 0, 1, 2 }), "a place is reached by a tie at 12 digits");
	ok(takes(false, c + 1, 2, 1, 2, (size_t[]){ 0, 1 }) &&
	    takes(true, c + 1, 2, 1, 2, (size_t[]){ 0, 1 }), "out of reach: as far as it goes");
	ok(takes(false, alike, 2, 3, 1, (size_t[]){ 0 }) && takes(true, alike, 2, 3, 1, (size_t[]){ 0 }),
	    "of two that lead to one score at 12 digits the first");
	ok(takes(true, c + 2, 2, 4, 1, (size_t[]){ 0 }),
	    "where nothing leads to a better place: one change, the one with the higher score");
}

int
main(void)
{
	static const char *const code[] = { "bus", "wait", "lab", "share" };

	engine_open(&e, nodes_text, figures_text);
	for (int i = 0; i < 4; i++)
		leaf[i] = engine_node(&e, code[i]);
	test_moves();
	test_groups();
	test_lift();
	test_search();
	return ok_done();
}
