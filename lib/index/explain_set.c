/* explain_set - what some leaves of a tree make of the nodes above them. */
#include "index/explain_set.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "method/mean.h"

void
explain_set_free(struct explain_set *s)
{
	free(s->has);
	free(s->share);
	free(s->value);
}

bool
explain_geometric(const struct explain_tree *t, uint32_t node)
{
	return t->method[node].id == AGGREGATE_GEOMETRIC;
}

bool
explain_whole(const struct explain_tree *t, uint32_t node)
{
	return !t->leaf[node] && t->method[node].id != AGGREGATE_ARITHMETIC &&
	    !explain_geometric(t, node);
}

/* Says which nodes have a leaf of the set that counts, and how they share their
 * parent's weight: the weights are renormalised over those that have one. */
static void
take_set(struct explain_set *s, const bool *set)
{
	const struct explain_tree *t = s->tree;
	double *sum = mem_array(t->n, sizeof *sum);

	for (uint32_t i = 0; i < t->n; i++)
		s->has[i] = t->leaf[i] && set[i];
	for (uint32_t i = 0; i + 1 < t->n; i++)
		if (s->has[i] && t->weight[i] > 0 && t->parent[i] < t->n) {
			s->has[t->parent[i]] = true;
			sum[t->parent[i]] += t->weight[i];
		}
	/* What is below a weight of 0 does not count. */
	for (uint32_t i = t->n - 1; i-- > 0;) {
		uint32_t p = t->parent[i];

		s->has[i] = s->has[i] && p < t->n && t->weight[i] > 0 &&
		    s->has[p];
		s->share[i] = s->has[i] ? t->weight[i] / sum[p] : 0;
	}
	s->share[t->n - 1] = 1;
	free(sum);
}

/* The values of all nodes, from the scores of the leaves; false if one has no
 * mean. */
static bool
set_values(struct explain_set *s, const double *score, struct explain *e)
{
	const struct explain_tree *t = s->tree;
	uint32_t *first = mem_array(t->n, sizeof *first),
	    *next = mem_array(t->n, sizeof *next);
	double *w = mem_array(t->n, sizeof *w), *x = mem_array(t->n, sizeof *x);

	/* The children of a node, by their numbers + 1. */
	for (uint32_t i = t->n - 1; i-- > 0;)
		if (s->has[i]) {
			next[i] = first[t->parent[i]];
			first[t->parent[i]] = i + 1;
		}
	e->mean = MEAN_FINE;
	for (uint32_t i = 0; i < t->n && e->mean == MEAN_FINE; i++) {
		struct mean_of of = { .w = w, .x = x, .zero = e->zero };

		s->value[i] = t->leaf[i] && s->has[i] ? score[i] : (double)NAN;
		if (!s->has[i] || t->leaf[i])
			continue;
		for (uint32_t c = first[i]; c != 0; c = next[c - 1]) {
			w[of.n] = t->weight[c - 1];
			x[of.n++] = s->value[c - 1];
		}
		e->mean = method_row(METHOD_AGGREGATE,
		    t->method[i].id)->mean(&t->method[i], &of);
		if (e->mean == MEAN_FINE && explain_geometric(t, i) &&
		    !(of.score > 0))
			e->mean = MEAN_ZERO;
		s->value[i] = of.score;
		e->node = i;
	}
	free(first);
	free(next);
	free(w);
	free(x);
	return e->mean == MEAN_FINE;
}

bool
explain_set_open(struct explain_set *s, struct explain *e, int edition,
    const bool *set, const double *score)
{
	uint32_t n = e->tree[edition].n;

	*s = (struct explain_set){ &e->tree[edition],
	    mem_array(n, sizeof(bool)), mem_array(n, sizeof(double)),
	    mem_array(n, sizeof(double)) };
	take_set(s, set);
	return score == NULL || set_values(s, score, e);
}

void
explain_set_weights(const struct explain_set *s, double *weight)
{
	weight[s->tree->n - 1] = 1;
	for (uint32_t i = s->tree->n - 1; i-- > 0;)
		weight[i] = s->has[i] ? weight[s->tree->parent[i]] *
		    s->share[i] : 0;
}

void
explain_weights(struct explain *e, int edition, double *weight)
{
	struct explain_set s;

	explain_set_open(&s, e, edition, e->enters[edition], NULL);
	explain_set_weights(&s, weight);
	explain_set_free(&s);
}
