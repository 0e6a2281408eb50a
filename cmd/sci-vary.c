/* sci-vary - writes variants of a framework: what other choices of method it
 * could be. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "index/vary.h"
#include "method/method.h"
#include "stream/filter.h"
#include "stream/opt_argument.h"
#include "table/framework.h"

static const char help[] =
    "sci-vary -f FRAMEWORK [-n N] [--seed S] [--weights H|dirichlet:K] [--normalize CELL]... "
    "[--aggregate CELL]... [--treat CELL]... [--fill] [--leave-out] [--each leaf|node] "
    "[--design sobol] [--part A-B] [-u COLUMN] [-o FILE]\n"
    "\n"
    "Writes variants of a framework: the cells that differ from its own.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators\n"
    "  -n N                   how many variants (1000)\n"
    "      --seed S           of the random numbers (1)\n"
    "      --weights H|dirichlet:K\n"
    "                         weights times 1 - H to 1 + H, or shares of siblings with\n"
    "                         concentration K\n"
    "      --normalize CELL   one of the methods named, for all leaves; as-is: their own\n"
    "      --aggregate CELL   likewise, for all inner nodes\n"
    "      --treat CELL       likewise, for all leaves\n"
    "      --fill             filled figures count, or do not\n"
    "      --leave-out        one leaf, or none, has weight 0\n"
    "      --each leaf|node   no chance: every leaf, or node but roots, is left out once\n"
    "      --design sobol     N (k + 2) variants of k factors, for sci-robust sobol\n"
    "      --part A-B         these variants only\n"
    "Example: sci-vary -f framework.tsv -n 1000 --weights 0.25 > variants.tsv\n";

enum { FACTOR = 256 };

/* Whole numbers up to the largest seed are doubles, and longs where these have
 * 32 bits. */
#if LONG_MAX > INT32_MAX
#define LARGEST_SEED (1L << 53)
#else
#define LARGEST_SEED LONG_MAX
#endif
enum { MOST_VARIANTS = 100000000 };
#define MOST_PARTS (MOST_VARIANTS * (long)(VARY_FACTORS + 2))

static struct vary vary;
static const char *path;
static long count = -1, seed = -1;
static struct opt_range part = { 1, MOST_PARTS };
static const char *const eaches[] = { "leaf", "node", NULL };
static const char *const designs[] = { "sobol", NULL };
static int each = -1, design = -1;      /* of these */

static const struct opt_row options[] = {
	{ "framework", 'f', .needed = "-f FRAMEWORK", .table = &path },
	{ NULL, 'n', .count = &count, .most = MOST_VARIANTS },
	{ "seed", .count = &seed, .most = LARGEST_SEED },
	{ "weights", .code = FACTOR + VARY_WEIGHTS },
	{ "normalize", .code = FACTOR + VARY_NORMALIZE },
	{ "aggregate", .code = FACTOR + VARY_AGGREGATE },
	{ "treat", .code = FACTOR + VARY_TREAT },
	{ "fill", .flag = &vary.varied[VARY_FILL] },
	{ "leave-out", .flag = &vary.varied[VARY_LEAVE_OUT] },
	{ "each", .word = &each, .words = eaches },
	{ "design", .word = &design, .words = designs },
	{ "part", .range = &part, .most = MOST_PARTS },
	{ 0 }
};

static struct framework framework;

/* The columns of output, in the framework's order, by what fills them. */
static const enum vary_factor column[] = {
	VARY_WEIGHTS, VARY_NORMALIZE, VARY_TREAT, VARY_FILL, VARY_AGGREGATE
};
enum { COLUMNS = sizeof column / sizeof *column };

struct variant {
	long number, sample;
	const char *matrix, *factor;    /* "A" or "B" and ""; "A:" and the factor that is from B */
};

/* May the node be left out, as a leaf or with --each node? */
static bool
may_go(uint32_t v)
{
	bool nodes = each == 1;

	return framework.node[v].parent != NAME_NONE && (nodes || vary.leaf[v]);
}

/* Refuses to vary what the framework has not. */
static void
check_tree(void)
{
	bool goes = each >= 0 || vary.varied[VARY_LEAVE_OUT];

	if (vary.nbelow == 0 && (goes || vary.varied[VARY_WEIGHTS] ||
	    vary.varied[VARY_AGGREGATE]))
		die("%s: no node has a parent, so there are no weights and means to vary",
		    path);
	for (uint32_t v = 0; v < framework.n; v++)
		if (goes && may_go(v) && vary_left_out(&framework,
		    v) == NAME_NONE)
			die("%s: '%.*s' cannot be left out: it is all there is below its root",
			    path, TEXT_ARG(framework_code(&framework, v)));
}

static bool
is_written(enum vary_factor f)
{
	return vary.varied[f] ||
	    (f == VARY_WEIGHTS && (each >= 0 || vary.varied[VARY_LEAVE_OUT]));
}

static bool
differs(uint32_t v)
{
	for (int i = 1; i < COLUMNS; i++)
		if (vary_text(&vary, v, column[i]).n != 0)
			return true;
	return vary_weight_differs(&vary, v);
}

/* Writes the row of a node that differs, or one that says that none does. */
static void
write_row(struct out *o, const struct variant *x, uint32_t v, bool any)
{
	out_number(o, (double)x->number);
	out_cell_text(o, framework_code(&framework, v));
	for (int i = 0; i < COLUMNS; i++) {
		struct text t = vary_text(&vary, v, column[i]);

		if (!is_written(column[i]))
			continue;
		out_char(o, '\t');
		if (any && i > 0)
			out_bytes(o, t.s, t.n);
		else if (any && vary_weight_differs(&vary, v))
			out_number(o, vary.weight[v]);
	}
	if (design >= 0) {
		out_char(o, '\t');
		out_string(o, x->matrix);
		out_string(o, x->factor);
		out_cell(o, (double)x->sample);
	}
	out_char(o, '\n');
}

static void
write_variant(struct out *o, const struct variant *x)
{
	bool any = false;

	for (uint32_t v = 0; v < framework.n; v++)
		if (differs(v)) {
			write_row(o, x, v, true);
			any = true;
		}
	if (!any)
		write_row(o, x, vary.root, false);
}

/* Draws and writes a variant; in a sobol design factor `other`, or all for
 * VARY_FACTORS, are drawn as matrix B has them: under a key with one bit
 * more. */
static void
write_drawn(struct out *o, const struct variant *x, int other)
{
	struct draw_key key[VARY_FACTORS];

	for (int i = 0; i < VARY_FACTORS; i++) {
		bool b = x->matrix[0] == 'B' || i == other;

		key[i] = (struct draw_key){ (uint64_t)seed,
		    (uint64_t)x->sample | (b ? UINT64_C(1) << 63 : 0) };
	}
	vary_draw(&vary, key);
	write_variant(o, x);
}

/* Variants of a sobol design, sample by sample: A, B, and A with each factor
 * from B. */
static void
write_sobol(struct out *o)
{
	int factor[VARY_FACTORS] = { 0 }, k = 0;

	for (int i = 0; i < VARY_FACTORS; i++)
		if (vary.varied[i])
			factor[k++] = i;
	for (long n = part.from; n <= part.to && n <= count * (k + 2); n++) {
		int step = (int)((n - 1) % (k + 2));
		int other = step < 2 ? VARY_FACTORS : factor[step - 2];
		struct variant x = { n, (n - 1) / (k + 2) + 1, step == 0 ? "A" :
		    step == 1 ? "B" : "A:", step < 2 ? "" : vary_name[other] };

		write_drawn(o, &x, other);
	}
}

/* Variants in which one node after the other is left out. */
static void
write_each(struct out *o)
{
	struct variant x = { 0, 0, "", "" };

	for (uint32_t v = 0; v < framework.n; v++) {
		uint32_t top;

		if (!may_go(v))
			continue;
		x.number++;
		top = vary_left_out(&framework, v);
		vary.weight[top] = 0;
		if (x.number >= part.from && x.number <= part.to)
			write_variant(o, &x);
		vary.weight[top] = (double)NAN;
	}
}

static void
write_variants(struct out *o)
{
	out_string(o, "variant\tindicator");
	for (int i = 0; i < COLUMNS; i++)
		if (is_written(column[i])) {
			out_char(o, '\t');
			out_string(o, vary_column[column[i]]);
		}
	out_string(o, design >= 0 ? "\tmatrix\tsample\n" : "\n");
	if (each >= 0)
		write_each(o);
	else if (design >= 0)
		write_sobol(o);
	else
		for (long n = part.from; n <= part.to && n <= count; n++)
			write_drawn(o, &(struct variant){ n, n, "A", "" },
			    VARY_FACTORS);
}

/* One more method that a factor may have. */
static void
add_cell(enum vary_factor factor, const char *arg)
{
	static const enum method_family family[VARY_FACTORS] = {
		[VARY_NORMALIZE] = METHOD_NORMALIZE,
		[VARY_AGGREGATE] = METHOD_AGGREGATE,
		[VARY_TREAT] = METHOD_TREAT
	};
	struct vary_cells *c = &vary.cells[factor];
	struct text t = text_of(strcmp(arg, "as-is") == 0 ? "" : arg);
	struct method m;

	if (t.n != 0 && !method_read(family[factor], t, &m))
		die_usage("--%s: unknown method '%s' (there are: as-is, %s)",
		    vary_name[factor], arg, method_names(family[factor]));
	c->cell = mem_grow(c->cell, &c->cap, c->n + 1, sizeof *c->cell);
	c->cell[c->n++] = t;
}

static void
take_factor(enum vary_factor factor, const char *arg)
{
	static const char dirichlet[] = "dirichlet:";
	size_t n = sizeof dirichlet - 1;

	vary.varied[factor] = true;
	if (factor != VARY_WEIGHTS) {
		add_cell(factor, arg);
		return;
	}
	vary.concentration = 0;
	if (strncmp(arg, dirichlet, n) != 0) {
		vary.spread = opt_share("--weights", arg);
		return;
	}
	vary.concentration = opt_number("--weights dirichlet", arg + n);
	if (vary.concentration <= 0)
		die_usage("--weights: a concentration of %s is not above 0",
		    arg + n);
}

/* Refuses options that contradict each other. */
static void
check_options(const struct opt *opt)
{
	int factors = 0;

	for (int i = 0; i < VARY_FACTORS; i++)
		factors += vary.varied[i];
	if (opt->nfile > 0)
		die_usage("reads the framework only, no figures");
	if (each < 0 && factors == 0)
		die_usage("what is to vary? --weights, --normalize, --aggregate, --treat, --fill, "
		    "--leave-out or --each");
	if (each >= 0 && (factors > 0 || design >= 0 || count >= 0 ||
	    seed >= 0))
		die_usage("--each leaves nothing to chance: it goes with --part alone");
	part.from += part.from == 0;
	count = count < 0 ? 1000 : count;
	seed = seed < 0 ? 1 : seed;
}

int
main(int argc, char **argv)
{
	struct opt opt;
	struct out out;
	int c;

	opt_begin(&opt, argc, argv, help, options);
	while ((c = opt_next(&opt)) != -1)
		take_factor((enum vary_factor)(c - FACTOR), optarg);
	check_options(&opt);
	framework_read(&framework, path);
	vary_begin(&vary, &framework);
	check_tree();

	out_open(&out, opt.output);
	write_variants(&out);
	return out_finish(&out);
}
