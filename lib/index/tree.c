/* tree - from the rows of a city to the nodes above them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "index/climb.h"
#include "method/mean.h"
#include "number/sum.h"

static const double NEARLY = 1e-9;

void
climb_init(struct climb *c, const struct scores *s, const struct climb_rule *rule)
{
	size_t n = s->framework->n;

	memset(c, 0, sizeof *c);
	c->framework = s->framework;
	c->scores = s;
	c->rule = *rule;
	c->profile = NAME_NONE;
	c->made = mem_array(n, sizeof *c->made);
	c->slot = mem_array(n, sizeof *c->slot);
	c->place = mem_array(n, sizeof *c->place);
	memset(c->place, 0xff, n * sizeof *c->place);
	c->w = mem_array(n, sizeof *c->w);
	c->x = mem_array(n, sizeof *c->x);
	c->child = mem_array(n, sizeof *c->child);
	c->coverage = mem_array(n, sizeof *c->coverage);
	c->measured = mem_array(n, sizeof *c->measured);
	c->absent = mem_array(n, sizeof *c->absent);
}

/* Two rows that cannot both be: a node's own, and one below it. */
static _Noreturn void
made_twice(const struct climb *c, uint32_t node, uint32_t own, uint32_t below)
{
	struct tsv_place a = tsv_place(&c->scores->table, own);
	struct tsv_place b = tsv_place(&c->scores->table, below);

	die("%s:%llu: '%.*s' comes in as rows, and so does what it is made of: %s:%llu; drop one "
	    "of them with sci-select", a.file, (unsigned long long)a.line,
	    TEXT_ARG(framework_code(c->framework, node)), b.file, (unsigned long long)b.line);
}

/* Finds a row of every node that comes in (own) and of every node that has rows
 * somewhere below it (below), both + 1. */
static void
find_rows(struct climb *c, uint32_t year, uint32_t *own, uint32_t *below)
{
	const struct scores *s = c->scores;

	c->strays = false;
	for (uint32_t u = 0; u < s->used.n; u++) {
		const struct scores_kind *k = &s->kind[s->used.pair[u].b];

		if (s->used.pair[u].a != year)
			continue;
		own[k->node] = s->used_row[u] + 1;
		if (k->parent != NAME_NONE)
			below[k->parent] = s->used_row[u] + 1;
		c->strays = c->strays || k->parent != c->framework->node[k->node].parent;
	}
	for (uint32_t i = 0; i < c->framework->n; i++) {
		uint32_t v = c->framework->climb[i], p = c->framework->node[v].parent;

		if (own[v] != 0 && below[v] != 0)
			made_twice(c, v, own[v] - 1, below[v] - 1);
		if (p != NAME_NONE && below[v] != 0)
			below[p] = below[v];
	}
}

void
climb_year(struct climb *c, uint32_t year)
{
	const struct framework *f = c->framework;
	uint32_t *own = mem_array(f->n, sizeof *own), *below = mem_array(f->n, sizeof *below);
	bool *covered = mem_array(f->n, sizeof *covered);

	find_rows(c, year, own, below);
	for (uint32_t i = f->n; i-- > 0;) {
		uint32_t v = f->climb[i], p = f->node[v].parent;

		covered[v] = own[v] != 0 || (p != NAME_NONE && covered[p]);
	}
	c->nmade = 0;
	memset(c->slot, 0, f->n * sizeof *c->slot);
	for (uint32_t i = 0; i < f->n; i++) {
		uint32_t v = f->climb[i];

		if (covered[v] || (!framework_inner(f, v) && below[v] == 0))
			continue;
		c->made[c->nmade++] = v;
		c->slot[v] = c->nmade;
	}
	free(own);
	free(below);
	free(covered);
}

void
climb_city(struct climb *c, uint32_t profile)
{
	const struct scores *s = c->scores;

	c->profile = profile;
	c->first = s->first[profile];
	c->count = s->first[profile + 1] - c->first;
	for (uint32_t i = c->first; i < c->first + c->count; i++)
		c->place[scores_kind(s, scores_row(s, i))->node] = i;
}

static inline void
add_child(struct climb *c, uint32_t node, double w, const struct score *s)
{
	if (w == 0)
		return;
	c->all++;
	if (s == NULL || s->value != s->value) {
		c->absent[c->all - 1 - c->n] = w;
		c->full = false;
		return;
	}
	c->w[c->n] = w;
	c->x[c->n] = s->value;
	c->coverage[c->n] = s->coverage;
	c->measured[c->n] = s->measured;
	c->alike = c->alike && s->measured == s->coverage;
	c->full = c->full && s->coverage == 1 && s->measured == 1;
	c->child[c->n++] = node;
}

/* Adds a node as a child, which is a row, or made, or absent. */
static inline void
add_node(struct climb *c, uint32_t node, const struct score *score)
{
	uint32_t row = climb_row(c, node), slot = c->slot[node];
	struct score s;

	if (row != NAME_NONE) {
		s = scores_of_row(c->scores, row);
		add_child(c, node, scores_kind(c->scores, row)->weight, &s);
	} else {
		add_child(c, node, c->framework->node[node].weight,
		    slot == 0 ? NULL : &score[slot - 1]);
	}
}

/* Rows may have another parent than the framework gives them: looks at all nodes. */
static void
find_children(struct climb *c, uint32_t node, const struct score *score)
{
	for (uint32_t i = 0; i < c->framework->n; i++) {
		uint32_t row = climb_row(c, i), parent = row != NAME_NONE ?
		    scores_kind(c->scores, row)->parent : c->framework->node[i].parent;

		if (parent == node)
			add_node(c, i, score);
	}
}

void
climb_children(struct climb *c, uint32_t node, const struct score *score)
{
	const struct node *v = c->framework->node;

	c->n = c->all = 0;
	c->full = c->alike = true;
	if (__builtin_expect(c->strays, 0))
		find_children(c, node, score);
	else
		for (uint32_t i = v[node].child; i != NAME_NONE; i = v[i].next)
			add_node(c, i, score);
}

struct method
climb_method(const struct climb *c, uint32_t node)
{
	const struct method *m = &c->framework->node[node].aggregate;

	return m->id == METHOD_UNSET ? c->rule.method : *m;
}

/* Says what is wrong with a node of the city. */
static _Noreturn void
die_node(const struct climb *c, uint32_t node, const char *what)
{
	const struct keys *k = &c->scores->keys;
	struct pair p = k->profiles.pair[c->profile];

	die("%s (%.*s%s%.*s, %.*s)", what, TEXT_ARG(k->years.text[p.a]),
	    k->year_column < 0 ? "" : ", ", TEXT_ARG(k->units.text[p.b]),
	    TEXT_ARG(framework_code(c->framework, node)));
}

static _Noreturn void
die_mean(const struct climb *c, enum mean_problem problem, uint32_t node, uint32_t child)
{
	switch (problem) {
	case MEAN_NEGATIVE:
		die_node(c, child, "a score below 0 has no geometric, harmonic or power mean");
	case MEAN_ZERO:
		die_node(c, child, "a score of 0 has no geometric or harmonic mean; sci-normalize "
		    "--range 1,100 avoids zeros, sci-aggregate --zero makes the node 0");
	case MEAN_UNEQUAL:
		die_node(c, child, "mpi, mpi+ and ampi need equal weights");
	default:
		die_node(c, node, "mpi, mpi+ and ampi need a mean above 0");
	}
}

/* sum(w share)/sum(w) over all children. */
static double
share_of(const struct climb *c, const double *share)
{
	struct twice sum = { 0, 0 }, weights = { 0, 0 };

	for (size_t i = 0; i < c->n; i++) {
		sum = share[i] == 1 ? twice_add(sum, c->w[i]) :
		    twice_add_product(sum, c->w[i], share[i]);
		weights = twice_add(weights, c->w[i]);
	}
	for (size_t i = 0; i < c->all - c->n; i++)
		weights = twice_add(weights, c->absent[i]);
	return twice_quotient(sum, weights);
}

/* Whether the thresholds and the rule for missing children leave the node a score. */
static bool
has_score(const struct climb *c, uint32_t node, double coverage)
{
	const struct node *v = &c->framework->node[node];
	double least = v->min_coverage == v->min_coverage ? v->min_coverage : c->rule.min_coverage;
	double present = v->min_present == v->min_present ? v->min_present : c->rule.min_present;

	if (c->n == 0 || (c->rule.propagate && c->n < c->all))
		return false;
	return coverage >= least - NEARLY && (double)c->n / (double)c->all >= present - NEARLY;
}

static bool
needs_equal_weights(const struct method *m)
{
	return m->id == AGGREGATE_MPI || m->id == AGGREGATE_MPI_PLUS || m->id == AGGREGATE_AMPI;
}

/* Whether a child without a value has another weight than those with one: the method
 * needs the weights of the framework to be equal, whichever city is looked at. */
static bool
absent_weigh_more_or_less(const struct climb *c)
{
	for (size_t i = 0; i < c->all - c->n; i++)
		if (fabs(c->absent[i] - c->w[0]) > 1e-12 * c->w[0])
			return true;
	return false;
}

struct score
climb_node(const struct climb *c, uint32_t node)
{
	struct score s = { (double)NAN, 1, 1 };
	struct method m = climb_method(c, node);
	enum mean_problem problem;
	struct mean_of of;

	if (c->all == 0)
		die_node(c, node, "the weights of its children sum to 0");
	if (!c->full) {
		s.coverage = share_of(c, c->coverage);
		s.measured = c->alike ? s.coverage : share_of(c, c->measured);
	}
	if (!has_score(c, node, s.coverage))
		return s;
	if (m.id == AGGREGATE_COPELAND) {
		s.value = 0;
		return s;
	}
	if (needs_equal_weights(&m) && absent_weigh_more_or_less(c))
		die_mean(c, MEAN_UNEQUAL, node, node);
	of = (struct mean_of){ .w = c->w, .x = c->x, .n = c->n, .zero = c->rule.zero };
	problem = method_row(METHOD_AGGREGATE, m.id)->mean(&m, &of);
	if (problem != MEAN_FINE)
		die_mean(c, problem, node, c->child[of.child]);
	s.value = of.score;
	if (!isfinite(s.value))
		die_node(c, node, "the score is beyond the doubles");
	s.value += 0;
	return s;
}
