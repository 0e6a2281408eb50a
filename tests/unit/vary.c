/* Other choices of method: what is drawn for a framework, by another implementation of SipHash, and
 * what that makes of its cells. */
#include <math.h>

#include "child.h"
#include "index/vary.h"
#include "ok.h"

/* w is all that counts below q; s stands alone. */
static const char nodes_text[] = "indicator\tparent\tweight\tnormalize\taggregate\n"
    "x\tp\t2\t\t\ny\tp\t1\tzscore\t\nz\tp\t0\t\t\nw\tq\t4\t\t\nt\tq\t0\t\t\np\tall\t3\t\tgeometric\nq\tall\t1\t\t\n"
    "s\t-\t1\t\t\n";

static struct framework f;
static struct vary v;

static uint32_t
node(const char *code)
{
	return name_find(&f.names, text_of(code));
}

/* Draws what is varied under seed 1. */
static void
draw(uint64_t variant)
{
	struct draw_key key[VARY_FACTORS];

	for (int i = 0; i < VARY_FACTORS; i++)
		key[i] = (struct draw_key){ 1, variant };
	vary_draw(&v, key);
}

static bool
weighs(const char *code, double weight)
{
	double w = v.weight[node(code)];

	return fabs(w - weight) <= 1e-14 * weight || (w != w && weight != weight);
}

static void
test_begin(void)
{
	ok(v.nbelow == 5 && v.leaf[node("x")] && v.leaf[node("w")] && !v.leaf[node("p")] &&
	    !v.leaf[node("s")], "leaves are those that count somewhere");
	ok(v.root == node("all"), "the root is what others are below");
	ok(vary_left_out(&f, node("x")) == node("x") && vary_left_out(&f, node("w")) == node("q") &&
	    vary_left_out(&f, node("all")) == NAME_NONE,
	    "what has no sibling is left out with what is above it");
}

/* w (1 + 0.25 (2 u - 1)), u of "weights", the node's code and the first draw. */
static void
test_weights(void)
{
	v.varied[VARY_WEIGHTS] = true;
	v.spread = 0.25;
	draw(7);
	ok(weighs("x", 2.3020776533008096) && weighs("y", 1.1201517154664802) &&
	    weighs("p", 3.6427267038967583) && weighs("q", 1.2351493497274664) &&
	    weighs("w", 4.370120253536145), "weights by factors near to 1");
	ok(weighs("z", (double)NAN) && weighs("all", (double)NAN) && weighs("s", (double)NAN) &&
	    !vary_weight_differs(&v, node("z")) && vary_weight_differs(&v, node("x")),
	    "but not of 0, nor of what has no parent");
	v.concentration = 8;
	draw(7);
	ok(weighs("x", 0.2530126901420938) && weighs("y", 0.7469873098579062) &&
	    weighs("p", 0.5731896742742281) && weighs("q", 0.42681032572577193) && weighs("w", 1) &&
	    !(v.weight[node("z")] > 0), "weights by shares of siblings");
	v.varied[VARY_WEIGHTS] = false;
}

static void
test_leave_out(void)
{
	v.varied[VARY_LEAVE_OUT] = true;
	draw(2);
	ok(weighs("x", (double)NAN) && weighs("y", (double)NAN) && weighs("q", (double)NAN),
	    "variant 2 leaves out none");
	draw(3);
	ok(weighs("y", 0) && weighs("x", (double)NAN) && weighs("p", (double)NAN), "3 leaves out y");
	draw(7);
	ok(weighs("q", 0) && weighs("w", (double)NAN), "7 w, by the weight of q");
	v.varied[VARY_LEAVE_OUT] = false;
}

static void
test_cells(void)
{
	struct text cell[] = { text_of("minmax"), text_of("zscore"), text_of("rank") };
	struct text means[] = { text_of(""), text_of("geometric") };

	v.varied[VARY_NORMALIZE] = v.varied[VARY_AGGREGATE] = v.varied[VARY_FILL] = true;
	v.cells[VARY_NORMALIZE] = (struct vary_cells){ .cell = cell, .n = 3 };
	v.cells[VARY_AGGREGATE] = (struct vary_cells){ .cell = means, .n = 2 };
	draw(1);
	ok(text_is(vary_text(&v, node("x"), VARY_NORMALIZE), "rank") &&
	    text_is(vary_text(&v, node("all"), VARY_AGGREGATE), "") &&
	    text_is(vary_text(&v, node("x"), VARY_FILL), "none"), "variant 1: rank, as it is, none");
	draw(5);
	ok(text_is(vary_text(&v, node("x"), VARY_NORMALIZE), "zscore") &&
	    text_is(vary_text(&v, node("y"), VARY_NORMALIZE), "") &&
	    text_is(vary_text(&v, node("all"), VARY_AGGREGATE), "geometric") &&
	    text_is(vary_text(&v, node("p"), VARY_AGGREGATE), ""),
	    "5: zscore and geometric, where the framework says otherwise");
	ok(text_is(vary_text(&v, node("p"), VARY_NORMALIZE), "") &&
	    text_is(vary_text(&v, node("s"), VARY_NORMALIZE), "") &&
	    text_is(vary_text(&v, node("x"), VARY_AGGREGATE), ""), "cells of leaves, and of inner nodes");
	draw(3);
	ok(text_is(vary_text(&v, node("x"), VARY_FILL), ""), "3: filled figures count");
}

int
main(void)
{
	framework_read(&f, child_file(nodes_text, strlen(nodes_text)));
	vary_begin(&v, &f);
	test_begin();
	test_weights();
	test_leave_out();
	test_cells();
	return ok_done();
}
