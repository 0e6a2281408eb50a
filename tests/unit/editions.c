/* Two frameworks and two editions beside each other: which nodes there are, who overtook whom, and
 * what a value would be worth among the others of the other edition.  By hand. */
#include <math.h>

#include "engine.h"
#include "index/editions.h"

static const char nodes_text[] = "indicator\tparent\tweight\tdirection\n"
    "bus\tall\t2\t1\nwait\tall\t1\t-1\nlab\tall\t1\t1\n";
static const char figures_text[] = "year\tcity\tindicator\tvalue\n"
    "2023\tA\tbus\t10\n2023\tB\tbus\t15\n2023\tC\tbus\t30\n2023\tD\tbus\t38\n2023\tE\tbus\t20\n"
    "2023\tA\twait\t9\n2023\tB\twait\t8\n2023\tC\twait\t7\n2023\tD\twait\t3\n2023\tE\twait\t5\n"
    "2024\tA\tbus\t10\n2024\tB\tbus\t20\n2024\tC\tbus\t30\n2024\tD\tbus\t40\n2024\tE\tbus\t25\n"
    "2024\tA\twait\t9\n2024\tB\twait\t8\n2024\tC\twait\t6\n2024\tD\twait\t4\n2024\tF\tbus\t12\n"
    "2024\tA\tlab\t0\n2024\tB\tlab\t1\n2024\tC\tlab\t0\n2024\tD\tlab\t1\n2024\tE\tlab\t1\n";

enum { A, B, C, D, E, F };

static struct engine e;

static void
read_framework(struct framework *f, const char *text)
{
	framework_read(f, child_file(text, strlen(text)));
}

/* The number of a node among those of both. */
static uint32_t
at(const struct merged *b, int which, const struct framework *f, const char *code)
{
	uint32_t node = name_find(&f->names, text_of(code)), i = 0;

	while (i < b->n && b->node[which][i] != node)
		i++;
	return i;
}

/* y moves from a to b, z goes, w comes. */
static void
test_both(void)
{
	static const char *const later[] = { "x", "y", "w", "a", "b", NULL, "all" };
	static const double weights[] = { 1, 3, 4, 1, 1 };
	struct framework f[2];
	struct merged b;
	uint32_t x, y, z, w, a, bb, node;
	bool rising = true, listed = true, heavy = true;

	read_framework(&f[0], "indicator\tparent\tweight\nx\ta\t2\ny\ta\t1\nz\tb\t1\na\tall\t1\nb\tall\t1\n");
	read_framework(&f[1], "indicator\tparent\tweight\taggregate\n"
	    "x\ta\t1\t\ny\tb\t3\t\nw\tb\t4\t\na\tall\t1\t\nb\tall\t1\tgeometric\n");
	e.rule.aggregate.id = AGGREGATE_MEDIAN;
	ok(merged_open(&b, &f[0], &f[1], &e.rule, text_of("all"), &node) && b.n == 7,
	    "two frameworks have seven nodes between them");
	x = at(&b, 1, &f[1], "x");
	y = at(&b, 1, &f[1], "y");
	z = at(&b, 0, &f[0], "z");
	w = at(&b, 1, &f[1], "w");
	a = at(&b, 1, &f[1], "a");
	bb = at(&b, 1, &f[1], "b");
	ok(at(&b, 0, &f[0], "y") == y && b.node[1][z] == NAME_NONE && b.node[0][w] == NAME_NONE &&
	    at(&b, 0, &f[0], "all") == 6 && at(&b, 1, &f[1], "all") == 6,
	    "a node of both is one, and the last is the one that all are below");
	ok(b.parent[0][x] == a && b.parent[1][x] == a && b.parent[0][y] == a && b.parent[1][y] == bb &&
	    b.parent[0][z] == bb && b.parent[1][z] == b.n && b.parent[0][w] == b.n &&
	    b.parent[1][w] == bb && b.parent[0][6] == b.n && b.parent[1][6] == b.n, "parents on each side");
	for (uint32_t i = 0; i < b.n; i++)
		for (int t = 0; t < 2; t++)
			rising = rising && b.parent[t][i] > i;
	ok(rising, "children come before parents on both sides");
	for (uint32_t i = 0; i < b.n; i++)
		listed = listed && b.order[i] == (later[i] == NULL ? z : at(&b, 1, &f[1], later[i]));
	ok(listed, "in the order of the later framework, then what only the earlier has, then the last");
	for (int i = 0; i < 5; i++)
		heavy = heavy && b.weight[1][at(&b, 1, &f[1], later[i])] == weights[i];
	ok(heavy && b.weight[0][x] == 2, "weights on each side");
	ok(b.method[0][bb].id == AGGREGATE_MEDIAN && b.method[1][bb].id == AGGREGATE_GEOMETRIC &&
	    b.method[1][a].id == AGGREGATE_MEDIAN, "methods, the rule's where the framework says none");
}

/* What has no order, and what is below a node on one side only. */
static void
test_orders(void)
{
	struct framework f[2];
	struct merged b;
	uint32_t node;

	read_framework(&f[0], "indicator\tparent\nx\ta\na\tb\nb\tall\n");
	read_framework(&f[1], "indicator\tparent\nx\tb\nb\ta\na\tall\n");
	ok(!merged_open(&b, &f[0], &f[1], &e.rule, text_of("all"), &node) &&
	    (text_is(framework_code(&f[1], node), "a") || text_is(framework_code(&f[1], node), "b")),
	    "what is above in one and below in the other cannot be numbered");
	/* b is above c, c above v, v above b: v is no node of the later framework.  Whoever goes round
	 * stops at each of the three, with as many others. */
	for (int i = 0; i < 3; i++) {
		char early[80] = "indicator\tparent\nx\tb\nb\tv\nv\tc\nc\tall\n";
		char late[80] = "indicator\tparent\nx\tc\nc\tb\nb\td\nd\tall\n";

		read_framework(&f[0], strcat(early, &"p\tall\nq\tall\n"[6 * (2 - i)]));
		read_framework(&f[1], strcat(late, &"p\tall\nq\tall\n"[6 * (2 - i)]));
		ok(!merged_open(&b, &f[0], &f[1], &e.rule, text_of("all"), &node) && node < f[1].n &&
		    (text_is(framework_code(&f[1], node), "b") || text_is(framework_code(&f[1], node), "c")),
		    "so it is by way of others, and a node of the later framework is named");
	}
	/* y is in both, but only in the later one below a. */
	read_framework(&f[0], "indicator\tparent\nx\ta\ny\tb\na\tall\nb\tall\n");
	read_framework(&f[1], "indicator\tparent\nx\ta\ny\ta\na\tall\n");
	ok(merged_open(&b, &f[0], &f[1], &e.rule, text_of("a"), &node) && b.n == 3 &&
	    b.node[0][at(&b, 1, &f[1], "x")] != NAME_NONE &&
	    b.node[0][at(&b, 1, &f[1], "y")] == NAME_NONE, "what is not below it is none of them");
}

static bool
near(double a, double b)
{
	return fabs(a - b) < 1e-12;
}

static bool
passes(const struct editions *s, uint32_t before, uint32_t now, bool by, const char *names)
{
	uint32_t passed[8], city[2] = { before, now }, n = editions_passed(s, city, by, passed);

	for (uint32_t i = 0; i < n; i++)
		if (names[i] == '\0' || e.prepared.figures.keys.units.text[passed[i]].s[0] != names[i])
			return false;
	return names[n] == '\0';
}

/* 2023: buses 0 500/28 2000/28 100 1000/28, waiting 0 100/6 200/6 100 400/6 for A to E; places 5 4 2 1 3.
 * 2024: buses 0 100/3 200/3 100 50, F 20/3; waiting 0 20 60 100 -; lab 0 100 0 100 100: A 0,
 * B 140/3, C 145/3, D 100, E 200/3, F 20/3; places 6 4 3 1 2 5. */
static void
test_sides(void)
{
	struct merged merged;
	struct editions s;
	struct problem p;
	uint32_t node, bus, wait, lab, all, city[2] = { B, B };
	int t;

	e.rule.aggregate.id = AGGREGATE_ARITHMETIC;
	ok(merged_open(&merged, &e.framework, &e.framework, &e.rule, text_of("all"), &node) && merged.n == 4,
	    "one framework on both sides");
	bus = at(&merged, 1, &e.framework, "bus");
	wait = at(&merged, 1, &e.framework, "wait");
	lab = at(&merged, 1, &e.framework, "lab");
	all = merged.n - 1;
	editions_open(&s, &e.index, &e.index, &merged, false);
	ok(editions_score(&s, 0, 0, &p) && editions_score(&s, 1, 1, &p), "both editions are scored");
	ok(near(editions_node(&s, 0, all, C), (4000. / 28 + 200. / 6) / 3) &&
	    near(editions_node(&s, 1, all, E), 200. / 3) && near(editions_node(&s, 1, bus, B), 100. / 3) &&
	    isnan(editions_node(&s, 0, lab, A)) && isnan(editions_node(&s, 1, wait, F)) &&
	    isnan(editions_node(&s, 0, all, NAME_NONE)), "scores of nodes; NaN where there is none");
	ok(e.prepared.figures.number[0].x[editions_row(&s, 1, wait, C)] == 6 &&
	    editions_row(&s, 0, lab, A) == NAME_NONE && editions_row(&s, 1, wait, F) == NAME_NONE,
	    "rows of figures");
	ok(passes(&s, E, E, false, "C") && passes(&s, C, C, true, "E") && passes(&s, D, D, false, "") &&
	    passes(&s, B, B, false, "") && passes(&s, A, A, true, ""),
	    "who was overtaken, and by whom: F is new and counts for nobody");
	ok(editions_place(&s, A, 60) == 2 && editions_place(&s, A, nextafter(editions_node(&s, 0, all, C), 0)) == 2 &&
	    editions_place(&s, A, 58) == 3, "places among the earlier scores; equal at 12 digits is equal");
	ok(editions_city(&s, city, &t, &p) && s.explain.enters[0][bus] && s.explain.enters[0][wait] &&
	    !s.explain.enters[0][lab] && !s.explain.enters[0][all] && s.explain.enters[1][lab],
	    "which leaves enter the score of each edition");
	/* B had 15, and has 20 buses. */
	ok(near(s.explain.score[0][0][bus], 500. / 28) && near(s.explain.score[1][0][bus], 1000. / 28) &&
	    near(s.explain.score[0][1][bus], 500. / 30) && near(s.explain.score[1][1][bus], 100. / 3) &&
	    isnan(s.explain.score[0][1][lab]), "its values of each edition among the others of each");
	ok(editions_shown(&s, bus) && editions_shown(&s, all), "under an arithmetic mean leaves are shown");
	for (t = 0; t < 2; t++) {
		merged.method[t][all].id = AGGREGATE_MEDIAN;
		merged.method[1 - t][all].id = AGGREGATE_ARITHMETIC;
		ok(!editions_shown(&s, bus) && editions_shown(&s, all), "below a median there is nothing to show");
	}
	e.rule.propagate = true;
	city[0] = NAME_NONE;
	city[1] = F;
	ok(editions_score(&s, 1, 1, &p) && editions_city(&s, city, &t, &p) && !isnan(editions_node(&s, 1, bus, F)) &&
	    !s.explain.enters[1][bus], "a leaf enters no score that is not made");
}

/* P and Q share a place, then Q is before P; R was behind S and P, and shares a place with S now. */
static void
test_ties(void)
{
	struct engine tied;
	struct merged merged;
	struct editions s;
	struct problem p;
	uint32_t node, passed[4];

	engine_open(&tied, "indicator\tparent\nx\tall\n", "year\tcity\tindicator\tvalue\n"
	    "1\tP\tx\t2\n1\tQ\tx\t2\n1\tR\tx\t1\n1\tS\tx\t4\n"
	    "2\tP\tx\t1\n2\tQ\tx\t2\n2\tR\tx\t3\n2\tS\tx\t3\n");
	ok(merged_open(&merged, &tied.framework, &tied.framework, &tied.rule, text_of("all"), &node), "flat");
	editions_open(&s, &tied.index, &tied.index, &merged, false);
	ok(editions_score(&s, 0, 0, &p) && editions_score(&s, 1, 1, &p), "both editions are scored");
	ok(editions_passed(&s, (uint32_t[]){ 0, 0 }, true, passed) == 1 && passed[0] == 2 &&
	    editions_passed(&s, (uint32_t[]){ 2, 2 }, false, passed) == 2 && passed[0] == 1 && passed[1] == 0 &&
	    editions_passed(&s, (uint32_t[]){ 3, 3 }, true, passed) == 0 &&
	    editions_passed(&s, (uint32_t[]){ 1, 1 }, false, passed) == 0,
	    "who shares a place, then or now, overtakes nobody there");
}

int
main(void)
{
	engine_open(&e, nodes_text, figures_text);
	test_both();
	test_orders();
	test_sides();
	test_ties();
	return ok_done();
}
