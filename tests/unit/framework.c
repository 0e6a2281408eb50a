/* The framework: what a node is told, the order of the climb, and what is refused. */
#include <math.h>

#include "child.h"
#include "ok.h"
#include "random.h"
#include "table/framework.h"

static void
read_one(void *arg)
{
	struct framework f;

	framework_read(&f, arg);
}

static bool
refuses(const char *s, const char *words)
{
	return child_dies(read_one, child_file(s, strlen(s)), words);
}

static void
read_text(struct framework *f, const char *s)
{
	framework_read(f, child_file(s, strlen(s)));
}

static uint32_t
node_of(const struct framework *f, const char *code)
{
	return name_find(&f->names, text_of(code));
}

static void
test_node(void)
{
	struct framework f;
	const struct node *x, *y, *p;

	read_text(&f, "label\tindicator\tparent\tweight\tdirection\tnormalize\tlow\thigh\ttarget\t"
	    "transform\taggregate\tmin_coverage\tmin_present\ttreat\timpute\tdenominator\tper\n"
	    "Bus\tx\tp\t0.50\t-1\tgoalposts\t1\t2.5\t9\tln\t\t\t\tjrc:3\tgroup:state\tpeople\t1000\n"
	    "\ty\tp\t\t\t\t\t\t\t\t\t\t\t\t\t\t\n"
	    "\tp\tall\t2\t-1\t\t\t\t\t\tpower:2\t2/3\t0.5\t\t\t\t");
	x = &f.node[node_of(&f, "x")];
	y = &f.node[node_of(&f, "y")];
	p = &f.node[node_of(&f, "p")];
	ok(f.nrow == 3 && f.n == 4 && f.names.n == 5, "rows, the root without one, the denominator");
	ok(x->weight == 0.5 && text_is(x->weight_text, "0.50") && y->weight == 1 &&
	    text_is(y->weight_text, "1"), "weights, 1 by default");
	ok(x->direction == 1 && y->direction == -1 && p->direction == -1, "directions multiply down");
	ok(x->low == 1 && x->high == 2.5 && x->target == 9 && y->low != y->low && y->target != y->target,
	    "goalposts and target");
	ok(x->normalize.id == NORMALIZE_GOALPOSTS && x->transform.id == TRANSFORM_LN &&
	    x->treat.id == TREAT_JRC && x->treat.number == 3 && x->impute.id == IMPUTE_GROUP &&
	    text_is(x->impute.word, "state") && y->normalize.id == METHOD_UNSET, "methods");
	ok(p->aggregate.id == AGGREGATE_POWER && p->aggregate.number == 2 &&
	    p->min_coverage == 2.0 / 3 && p->min_present == 0.5 && y->min_coverage != y->min_coverage,
	    "of an inner node");
	ok(x->denominator == node_of(&f, "people") && x->denominator >= f.n && x->per == 1000 &&
	    y->denominator == NAME_NONE, "denominator and factor");
	ok(strcmp(framework_where(&f, text_of("all")), f.path) == 0 &&
	    strstr(framework_where(&f, text_of("x")), ":2") != NULL &&
	    strstr(framework_where(&f, text_of("p")), ":4") != NULL, "lines");
	ok(framework_inner(&f, node_of(&f, "p")) && !framework_inner(&f, node_of(&f, "x")), "inner");
	ok(framework_column(&f, "label") == 0 && framework_column(&f, "nothing") == -1, "columns");
}

/* In the climb every node comes once, children before parents. */
static bool
climbs(const struct framework *f)
{
	bool fine = true;

	for (uint32_t i = 0; i < f->n; i++) {
		uint32_t v = f->climb[i], parent = f->node[v].parent;

		fine = fine && f->step[v] == i && (parent == NAME_NONE || f->step[parent] > i);
	}
	return fine;
}

static void
test_climb(void)
{
	enum { MANY = 20000 };
	size_t room = (size_t)MANY * 32, at = 0;
	char *s = malloc(room);
	struct framework f;

	if (s == NULL)
		abort();
	read_text(&f, "indicator\tparent\nroot\t\na\troot\nb\ta\nc\troot\nd\tb\n");
	ok(climbs(&f) && text_is(framework_code(&f, f.climb[f.n - 1]), "root"), "a tree from the top");
	at = (size_t)sprintf(s, "indicator\tparent\n");
	for (unsigned int i = 0; i < MANY; i++)
		at += (size_t)sprintf(s + at, "n%u\tn%u\n", i, i + 1);
	framework_read(&f, child_file(s, at));
	ok(f.n == MANY + 1 && climbs(&f), "a chain of %d nodes", MANY);
	at = (size_t)sprintf(s, "indicator\tparent\n");
	for (unsigned int i = 1; i < MANY; i++)
		at += (size_t)sprintf(s + at, "n%u\tn%zu\n", i, random_below(i));
	framework_read(&f, child_file(s, at));
	ok(f.n == MANY && climbs(&f), "a bush of %d nodes", MANY);
	at = (size_t)sprintf(s, "indicator\tparent\n");
	for (unsigned int i = 0; i < MANY; i++)
		at += (size_t)sprintf(s + at, "n%u\tn%u\n", i, (i + 1) % MANY);
	s[at] = '\0';
	ok(refuses(s, "cycle"), "a ring of %d nodes", MANY);
	free(s);
}

static void
test_refused(void)
{
	static const struct { const char *s, *words, *what; } bad[] = {
		{ "", "empty", "nothing" },
		{ "code\nx\n", "indicator", "no column of indicators" },
		{ "indicator\n\n", ":2: ", "an empty code" },
		{ "indicator\tparent\nx\tp\nx\tp\n", ":3: ", "a node with two rows" },
		{ "indicator\tparent\nx\tx\n", ":2: ", "its own parent" },
		{ "indicator\tparent\nx\ty\ny\tx\n", "cycle", "a cycle of two" },
		{ "indicator\tparent\nx\tall\ny\tal\n", "'al'", "two roots without rows" },
		{ "indicator\tdirection\nx\t2\n", "'2'", "direction 2" },
		{ "indicator\tnormalize\nx\tminmix\n", "'minmix'", "an unknown method" },
		{ "indicator\ttransform\nx\tlog2\n", "'log2'", "an unknown transform" },
		{ "indicator\taggregate\nx\tpower:0\n", "'power:0'", "power:0" },
		{ "indicator\ttreat\nx\tcut\n", "'cut'", "an unknown treatment" },
		{ "indicator\timpute\nx\tguess\n", "'guess'", "an unknown imputation" },
		{ "indicator\tweight\nx\t-1\n", "'-1'", "a negative weight" },
		{ "indicator\tweight\nx\t1,5\n", "'1,5'", "a weight that is no number" },
		{ "indicator\tparent\tweight\nx\tp\t0\ny\tp\t0\n", "sum to 0", "weights that sum to 0" },
		{ "indicator\tlow\thigh\nx\t5\t5\n", ":2: ", "low = high" },
		{ "indicator\tlow\thigh\nx\t5\t4\n", ":2: ", "low > high" },
		{ "indicator\tmin_coverage\nx\t1.5\n", "'1.5'", "a share above 1" },
		{ "indicator\tlow\nx\tnan\n", "'nan'", "nan" },
		{ "indicator\tparent\nx\n", ":2: ", "a field too few" }
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ok(refuses(bad[i].s, bad[i].words), "refused: %s", bad[i].what);
}

int
main(void)
{
	test_node();
	test_climb();
	test_refused();
	child_clean();
	return ok_done();
}
