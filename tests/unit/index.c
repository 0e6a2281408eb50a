/* The engine: scores of nodes, of variants and of values among others; what
 * cannot be scored. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "engine.h"

static const char nodes_text[] = "indicator\tparent\tweight\tdirection\ttarget\n"
    "bus\tm\t2\t1\t15\nbike\tm\t1\t1\t5\nwait\ts\t3\t-1\t6\nm\tall\t1\t1\t\ns\tall\t1\t1\t\n";
static const char figures_text[] = "year\tcity\tindicator\tvalue\tflag\n"
    "2024\tUlm\tbus\t30\t\n2024\tBonn\tbus\t20\t\n2024\tKiel\tbus\t10\t\n"
    "2024\tUlm\tbike\t4\tI\n2024\tBonn\tbike\t7\t\n2024\tKiel\tbike\t\t\n"
    "2024\tUlm\twait\t4\t\n2024\tBonn\twait\t8\t\n2024\tKiel\twait\t12\t\n"
    "2023\tBonn\tbus\t10\t\n2023\tUlm\tbus\t30\t\n2023\tBonn\twait\t8\t\n2023\tUlm\twait\t9\t\n";

enum { BONN, KIEL, ULM };       /* cities of 2024, in order of their bytes */

static struct engine e;

static uint32_t
node(const char *code)
{
	return engine_node(&e, code);
}

static void
begin(void)
{
	const struct index_edition *edition;

	engine_open(&e, nodes_text, figures_text);
	edition = e.index.edition;
	ok(e.index.n == 2 && edition[0].n == 2 && edition[1].n == 3,
	    "editions from the oldest on, with their cities");
	ok(text_is(e.prepared.figures.keys.units.text[edition[1].unit[KIEL]], "Kiel") &&
	    index_city(&e.index, 1, edition[1].unit[ULM]) == ULM &&
	    index_city(&e.index, 0, edition[1].unit[KIEL]) == NAME_NONE,
	    "cities in order of their bytes");
}

/* By hand: bus 50 0 100, bike 100 - 0, wait 50 0 100; m (2 bus + bike)/3, s
 * wait. */
static void
test_scores(void)
{
	struct index_scores s = { 0 };
	struct problem p;
	const double *m, *all;
	size_t slot;

	ok(index_scores(&e.index, 1, NULL, true, &s, &p), "an edition is scored");
	m = index_of(&s, node("m"));
	all = index_of(&s, node("all"));
	ok(m[BONN] == 200. / 3 && m[KIEL] == 0 && m[ULM] == 200. / 3, "an area");
	ok(all[BONN] == (200. / 3 + 50) / 2 && all[KIEL] == 0 && all[ULM] == (200. / 3 + 100) / 2,
	    "the root");
	ok(index_of(&s, node("bus")) == NULL, "what is not made has no scores here");
	slot = (size_t)(m - s.value);
	ok(s.coverage[slot + KIEL] == 2. / 3 && s.measured[slot + KIEL] == 2. / 3 &&
	    s.coverage[slot + ULM] == 1 && s.measured[slot + ULM] == 2. / 3,
	    "coverage and measured");
	index_free(&s);
}

static void
test_variants(void)
{
	struct node *other = mem_array(e.framework.n, sizeof *other);
	bool *measured = mem_array(e.framework.n, sizeof *measured);
	struct index_variant v = { .node = other, .measured = measured };
	struct index_change change[] = { { KIEL, node("bike"), 7, false, false },
	    { ULM, node("wait"), (double)NAN, false, false } };
	struct index_scores s = { 0 };
	struct problem p;

	memcpy(other, e.framework.node, e.framework.n * sizeof *other);
	other[node("bus")].weight = 1;
	measured[node("bike")] = true;
	v.change = change;
	v.nchange = 2;
	/* bike: Bonn and Kiel have 7, Ulm's figure is filled: no spread. */
	ok(!index_scores(&e.index, 1, &v, false, &s, &p) && p.kind == PROBLEM_SCALE &&
	    p.lack == SCALE_EQUAL && p.node == node("bike") && p.unit == NAME_NONE &&
	    text_is(e.prepared.figures.keys.years.text[p.year], "2024"),
	    "no spread: what, which node, which year");
	change[0].value = 3;
	/* bike 100 0 -, bus 50 0 100 with equal weights; wait 100 0 -. */
	ok(index_scores(&e.index, 1, &v, false, &s, &p) && index_of(&s, node("m"))[BONN] == 75 &&
	    index_of(&s, node("m"))[KIEL] == 0 && index_of(&s, node("m"))[ULM] == 100 &&
	    index_of(&s, node("s"))[BONN] == 100 &&
	    index_of(&s, node("s"))[ULM] != index_of(&s, node("s"))[ULM],
	    "weights, changes, without what was filled");
	ok(index_scores(&e.index, 1, NULL, false, &s, &p) && index_of(&s, node("m"))[ULM] == 200. / 3,
	    "and as it stands again");
	v = (struct index_variant){ .node = other };
	other[node("m")].aggregate.id = AGGREGATE_GEOMETRIC;
	ok(!index_scores(&e.index, 1, &v, false, &s, &p) && p.kind == PROBLEM_MEAN &&
	    p.mean == MEAN_ZERO && text_is(e.prepared.figures.keys.units.text[p.unit], "Kiel") &&
	    p.node == node("bus"), "a zero: whose, and of what");
	other[node("m")].aggregate.id = AGGREGATE_COPELAND;
	/* bus and bike: Bonn beats Kiel, Bonn and Ulm have one each, Ulm beats
	 * Kiel. */
	ok(index_scores(&e.index, 1, &v, false, &s, &p) && index_of(&s, node("m"))[BONN] == 1 &&
	    index_of(&s, node("m"))[KIEL] == -2 && index_of(&s, node("m"))[ULM] == 1, "copeland");
	free(other);
	free(measured);
	index_free(&s);
}

/* For each scale: what the edition gives a value is what it has among the
 * others. */
static void
test_among(void)
{
	static const char *const names[] = { "minmax", "zscore", "percentile:average", "target",
	    "closest", "rank", "none" };
	struct node *other = mem_array(e.framework.n, sizeof *other);
	struct index_variant v = { .node = other };
	struct problem p;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		double score[3], value[3], among;
		const struct index_rows rows = { .score = score, .value = value };
		bool same = true;

		memcpy(other, e.framework.node, e.framework.n * sizeof *other);
		(void)method_read(METHOD_NORMALIZE, text_of(names[i]), &other[node("wait")].normalize);
		ok(index_has_rows(&e.index, 1, node("wait")) &&
		    index_rows(&e.index, 1, &v, node("wait"), &rows, &p) && value[BONN] == 8,
		    "%s: scores and values", names[i]);
		for (uint32_t c = 0; c < 3; c++) {
			same = index_leaf_among(&e.index, 1, &v, node("wait"), c, value[c], &among, &p) &&
			    fabs(among - score[c]) <= 1e-12 * fabs(score[c]) && same;
		}
		ok(same, "%s: the same among the others", names[i]);
	}
	free(other);
}

static void
test_others(void)
{
	double score, rank[4];
	uint32_t order[4], row;
	struct problem p;

	/* Of 2023, whose others have 9: 8 is the best, and 10 the worst; among
	 * 10 and 30 40 is beyond. */
	ok(index_leaf_among(&e.index, 0, NULL, node("wait"), BONN, 10, &score, &p) && score == 0 &&
	    index_leaf_among(&e.index, 0, NULL, node("wait"), BONN, 8, &score, &p) && score == 100 &&
	    index_leaf_among(&e.index, 0, NULL, node("bus"), NAME_NONE, 20, &score, &p) && score == 50,
	    "values of another edition");
	ok(index_leaf_among(&e.index, 0, NULL, node("wait"), BONN, 9, &score, &p) && score == 50,
	    "without spread: the middle of the range");
	ok(index_leaf_among(&e.index, 0, NULL, node("bike"), BONN, 9, &score, &p) && score != score,
	    "of a node without rows: nothing");
	row = index_row(&e.index, 1, node("bike"), ULM);
	ok(e.prepared.figures.number[0].x[row] == 4 && prepared_flagged(&e.prepared, row, "I") &&
	    index_row(&e.index, 0, node("bike"), 0) == NAME_NONE, "the row of a figure");
	ok(rank_scores((const double[]){ 0.3, (double)NAN, 0.1 + 0.2, 5 }, 4, rank, order) == 3 &&
	    rank[0] == 2 && rank[1] != rank[1] && rank[2] == 2 && rank[3] == 1 && order[0] == 3 &&
	    order[1] == 0 && order[2] == 2 && order[3] == 1, "ranks, ties at 12 digits");
}

/* Every problem has its words. */
static void
test_words(void)
{
	struct problem p = { .kind = PROBLEM_NONE };
	bool said = problem_words(&p)[0] == '\0';

	for (int kind = PROBLEM_NONE + 1; kind <= PROBLEM_BOTH; kind++) {
		p = (struct problem){ .kind = (enum problem_kind)kind, .lack = SCALE_EQUAL, .mean = MEAN_ZERO };
		said = said && problem_words(&p)[0] != '\0';
	}
	ok(said, "every problem has its words");
	p = (struct problem){ .kind = PROBLEM_SCALE, .lack = SCALE_TRANSFORM };
	ok(strstr(problem_words(&p), "cannot be transformed") != NULL, "a transform says what it needs");
	ok(!problem_at(&p, PROBLEM_MEAN, 1, 2, 3) && p.kind == PROBLEM_MEAN && p.year == 1 &&
	    p.unit == 2 && p.node == 3 && p.row == NAME_NONE && p.other == NAME_NONE,
	    "a problem is noted with its place");
}

int
main(void)
{
	begin();
	test_scores();
	test_variants();
	test_among();
	test_others();
	test_words();
	return ok_done();
}
