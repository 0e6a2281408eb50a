/* vary - other choices of method for a framework, drawn at random. */
#include <math.h>

#include "base/mem.h"
#include "index/vary.h"
#include "number/powers.h"

const char *const vary_name[VARY_FACTORS] = {
	"weights", "normalize", "aggregate", "treat", "fill", "leave-out"
};
const char *const vary_column[VARY_FACTORS] = {
	"weight", "normalize", "aggregate", "treat", "impute", "weight"
};

static uint32_t
find_root(const struct framework *f)
{
	uint32_t v = 0;

	while (v < f->n && !(framework_inner(f, v) &&
	    f->node[v].parent == NAME_NONE))
		v++;
	return v < f->n ? v : 0;
}

/* Finds the leaves: what stands alone beside a tree counts nowhere. */
static void
find_leaves(struct vary *y)
{
	const struct framework *f = y->framework;
	bool flat = true;

	y->leaf = framework_leaves(f);
	y->below = mem_array(f->n, sizeof *y->below);
	for (uint32_t v = 0; v < f->n; v++)
		flat = flat && !framework_inner(f, v);
	for (uint32_t v = 0; v < f->n; v++) {
		y->leaf[v] = y->leaf[v] &&
		    (flat || f->node[v].parent != NAME_NONE);
		if (y->leaf[v] && !flat)
			y->below[y->nbelow++] = v;
	}
}

void
vary_begin(struct vary *y, const struct framework *f)
{
	y->framework = f;
	find_leaves(y);
	y->root = find_root(f);
	y->weight = mem_array(f->n, sizeof *y->weight);
	y->node_draw = mem_array(f->n, sizeof *y->node_draw);
	y->leaf_draw = mem_array(f->n, sizeof *y->leaf_draw);
	for (int i = 0; i < VARY_FACTORS; i++) {
		y->own[i] = framework_column(f, vary_column[i]);
		draw_init(&y->draw[i], vary_name[i], text_of(""));
	}
	for (uint32_t v = 0; v < f->n; v++) {
		y->weight[v] = (double)NAN;
		draw_init(&y->node_draw[v], vary_name[VARY_WEIGHTS],
		    framework_code(f, v));
		draw_init(&y->leaf_draw[v], vary_name[VARY_LEAVE_OUT],
		    framework_code(f, v));
	}
}

static bool
has_sibling(const struct framework *f, uint32_t v)
{
	uint32_t c = f->node[f->node[v].parent].child;

	while (c != NAME_NONE && (c == v || f->node[c].weight == 0))
		c = f->node[c].next;
	return c != NAME_NONE;
}

uint32_t
vary_left_out(const struct framework *f, uint32_t v)
{
	while (f->node[v].parent != NAME_NONE && !has_sibling(f, v))
		v = f->node[v].parent;
	return f->node[v].parent == NAME_NONE ? NAME_NONE : v;
}

bool
vary_weight_differs(const struct vary *y, uint32_t v)
{
	return y->weight[v] == y->weight[v] &&
	    y->weight[v] != y->framework->node[v].weight;
}

struct text
vary_text(const struct vary *y, uint32_t v, enum vary_factor factor)
{
	const struct framework *f = y->framework;
	struct text t = y->text[factor], stays = { "", 0 };

	if (factor == VARY_AGGREGATE ? !framework_inner(f, v) : !y->leaf[v])
		return stays;
	/* A variant's `none` drops what was filled, a framework's fills
	 * nothing. */
	if (factor != VARY_FILL && y->own[factor] >= 0 && v < f->nrow &&
	    text_equal(t, f->cell[v * f->ncol + (size_t)y->own[factor]]))
		return stays;
	return t;
}

static double
uniform(struct draw *d, struct draw_key key)
{
	draw_under(d, key);
	return draw_uniform(d);
}

static void
draw_weights(struct vary *y, struct draw_key key)
{
	for (uint32_t v = 0; v < y->framework->n; v++) {
		const struct node *node = &y->framework->node[v];

		if (node->parent != NAME_NONE && node->weight > 0)
			y->weight[v] = node->weight * (1 + y->spread *
			    (2 * uniform(&y->node_draw[v], key) - 1));
	}
}

/* Shares of siblings are gamma deviates over their sum.  What is next to
 * nothing beside the others still has a weight: they may be left out. */
static void
draw_shares(struct vary *y, struct draw_key key, uint32_t first)
{
	const struct node *node = y->framework->node;
	double sum = 0, most = -HUGE_VAL, total = 0;

	for (uint32_t c = first; c != NAME_NONE; c = node[c].next)
		sum += node[c].weight;
	for (uint32_t c = first; c != NAME_NONE; c = node[c].next) {
		if (node[c].weight == 0)
			continue;
		draw_under(&y->node_draw[c], key);
		y->weight[c] = draw_log_gamma(&y->node_draw[c],
		    y->concentration * (node[c].weight / sum));
		most = fmax(most, y->weight[c]);
	}
	for (uint32_t c = first; c != NAME_NONE; c = node[c].next)
		if (node[c].weight > 0)
			total += y->weight[c] =
			    fmax(powers_exp((struct twice){ y->weight[c] - most,
			    0 }).hi, 1e-300);
	for (uint32_t c = first; c != NAME_NONE; c = node[c].next)
		y->weight[c] /= total;
}

/* Of all leaves, and of none, the one with the largest draw is left out. */
static void
leave_out(struct vary *y, struct draw_key key)
{
	double most = uniform(&y->draw[VARY_LEAVE_OUT], key);
	uint32_t which = NAME_NONE;

	for (uint32_t i = 0; i < y->nbelow; i++) {
		double u = uniform(&y->leaf_draw[y->below[i]], key);

		if (u > most) {
			most = u;
			which = y->below[i];
		}
	}
	if (which != NAME_NONE)
		which = vary_left_out(y->framework, which);
	if (which != NAME_NONE)
		y->weight[which] = 0;
}

void
vary_draw(struct vary *y, const struct draw_key key[VARY_FACTORS])
{
	for (uint32_t v = 0; v < y->framework->n; v++)
		y->weight[v] = (double)NAN;
	if (y->varied[VARY_WEIGHTS] && y->concentration == 0)
		draw_weights(y, key[VARY_WEIGHTS]);
	for (uint32_t v = 0; v < y->framework->n; v++)
		if (y->varied[VARY_WEIGHTS] && y->concentration > 0 &&
		    framework_inner(y->framework, v))
			draw_shares(y, key[VARY_WEIGHTS],
			    y->framework->node[v].child);
	for (int i = VARY_NORMALIZE; i <= VARY_TREAT; i++)
		if (y->varied[i])
			y->text[i] =
			    y->cells[i].cell[(size_t)(uniform(&y->draw[i],
			    key[i]) * (double)y->cells[i].n)];
	if (y->varied[VARY_FILL])
		y->text[VARY_FILL] = text_of(uniform(&y->draw[VARY_FILL],
		    key[VARY_FILL]) < 0.5 ? "" : "none");
	if (y->varied[VARY_LEAVE_OUT])
		leave_out(y, key[VARY_LEAVE_OUT]);
}
