/* explain - what the change of a city's score between two editions is made
 * of. */
#include "index/explain_set.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "number/logs.h"

/* The three things that change, and the eight corners between editions: bit 0
 * of a corner is the edition of x, bit 1 that of o, bit 2 that of w. */
enum { OWN, OTHERS, WEIGHTS, CORNERS = 8 };

/* The logarithmic mean: (a - b)/(ln a - ln b), a where they are equal. */
static double
log_mean(double a, double b)
{
	double low = a < b ? a : b, d = fabs(a - b);

	return d == 0 ? a : d / logs_one_more(d / low);
}

/* Gives an amount to the leaves below a node, or to it if it is a whole, by the
 * means of their weights in a and b, which have the same leaves: to[] gets
 * it. */
static void
give(const struct explain_set *a, const struct explain_set *b, uint32_t node,
    double amount, double *to, double *room)
{
	const struct explain_tree *t = a->tree;

	memset(room, 0, t->n * sizeof *room);
	room[node] = amount;
	for (uint32_t i = node + 1; i-- > 0;) {
		uint32_t p = t->parent[i];

		if (i != node)
			room[i] = a->has[i] && !explain_whole(t, p) ?
			    room[p] * (a->share[i] + b->share[i]) / 2 : 0;
		if (room[i] != 0 && (t->leaf[i] || explain_whole(t, i)))
			to[i] += room[i];
	}
}

/* What more leaves do to the last node's value: those of `all` for those of
 * `some`, which are some of them, times `sign`, added to[leaf]. */
static void
more_leaves(const struct explain_set *some, const struct explain_set *all,
    double sign, double *to)
{
	const struct explain_tree *t = all->tree;
	double *times = mem_array(t->n, sizeof *times), *room = mem_array(t->n,
	    sizeof *room);

	times[t->n - 1] = sign;
	for (uint32_t i = t->n; i-- > 0;) {
		uint32_t p = t->parent[i];

		if (i + 1 < t->n && all->has[i] && p < t->n && some->has[p] &&
		    !explain_whole(t, p)) {
			bool logs = explain_geometric(t, p);
			double m = times[p] * all->share[i] * (logs ?
			    log_mean(all->value[p], some->value[p]) : 1);

			if (some->has[i])
				times[i] = logs ? m / log_mean(all->value[i],
				    some->value[i]) : m;
			else
				give(all, all, i,
				    m * (logs ? logs_one(all->value[i]) -
				    logs_one(some->value[p]) : all->value[i] -
				    some->value[p]), to, room);
		}
		if (some->has[i] && explain_whole(t, i))
			to[i] += times[i] * (all->value[i] - some->value[i]);
	}
	free(times);
	free(room);
}

/* Are all nodes above the leaves of a set of one method? */
static bool
all_of(const struct explain_set *s, int method)
{
	for (uint32_t i = 0; i < s->tree->n; i++)
		if (s->has[i] && !s->tree->leaf[i] &&
		    s->tree->method[i].id != method)
			return false;
	return true;
}

static bool
same_trees(const struct explain_set *a, const struct explain_set *b)
{
	for (uint32_t i = 0; i < a->tree->n; i++)
		if (a->has[i] != b->has[i] ||
		    (a->has[i] && (a->tree->parent[i] != b->tree->parent[i] ||
		    a->tree->leaf[i] != b->tree->leaf[i] ||
		    (!a->tree->leaf[i] &&
		    a->tree->method[i].id != b->tree->method[i].id))))
			return false;
	return true;
}

/* Trees of one kind of mean: sums over the leaves; with `logs` of geometric
 * ones. */
static void
pure(const struct explain *e, const struct explain_set *k, bool logs,
    struct explain_parts *part)
{
	uint32_t n = e->tree[0].n;
	double *w[2] = { mem_array(n, sizeof(double)),
	    mem_array(n, sizeof(double)) };
	double s0 = k[0].value[n - 1], s1 = k[CORNERS - 1].value[n - 1];
	double times = logs ? log_mean(s0, s1) : 1;
	double mean = logs ? (logs_one(s0) + logs_one(s1)) / 2 : (s0 + s1) / 2;

	explain_set_weights(&k[0], w[0]);
	explain_set_weights(&k[CORNERS - 1], w[1]);
	for (uint32_t i = 0; i < n; i++) {
		double v[2][2], a[2], b[2];

		if (!k[0].has[i] || !e->tree[0].leaf[i])
			continue;
		for (int x = 0; x < 2; x++)
			for (int o = 0; o < 2; o++)
				v[x][o] = logs ? logs_one(e->score[x][o][i]) :
				    e->score[x][o][i];
		for (int t = 0; t < 2; t++) {
			a[t] = v[1][t] - v[0][t];
			b[t] = v[t][1] - v[t][0];
		}
		/* In pairs, so that the editions swapped give the same but for
		 * the sign. */
		part[i].own = times * (2 * (w[0][i] * a[0] + w[1][i] * a[1]) +
		    (w[0][i] * a[1] + w[1][i] * a[0])) / 6;
		part[i].others = times * (2 * (w[0][i] * b[0] + w[1][i] *
		    b[1]) + (w[0][i] * b[1] + w[1][i] * b[0])) / 6;
		part[i].weights = times * (w[1][i] - w[0][i]) *
		    ((2 * (v[0][0] + v[1][1]) + (v[0][1] + v[1][0])) / 6 -
		    mean);
	}
	free(w[0]);
	free(w[1]);
}

/* One step from corner a to corner b of the eight, handed down from the last
 * node: a child gets the mean of its shares times its change, and the change of
 * its share times its distance from the parent.  f is the logarithm under
 * geometric means. */
static void
step(const struct explain_set *k, int a, int b, double amount, double *to)
{
	const struct explain_tree *t = k[a].tree;
	uint32_t last = t->n - 1;
	double *times = mem_array(t->n, sizeof *times), *room = mem_array(t->n,
	    sizeof *room);

	times[last] = amount;
	for (uint32_t i = t->n; i-- > 0;) {
		uint32_t p = t->parent[i];
		double from = k[a].value[i], till = k[b].value[i];

		if (!k[0].has[i])
			continue;
		if (i != last && p < t->n && !explain_whole(t, p) &&
		    k[0].has[p]) {
			bool logs = explain_geometric(t, p);
			double at_p = p == last ? log_mean(k[0].value[p],
			    k[CORNERS - 1].value[p]) : log_mean(k[a].value[p],
			    k[b].value[p]);
			double m = times[p] * (logs ? at_p : 1);
			double du = k[b].share[i] - k[a].share[i];
			double far = logs ? (logs_one(from) + logs_one(till)) /
			    2 - (logs_one(k[0].value[p]) +
			    logs_one(k[CORNERS - 1].value[p])) / 2 :
			    (from + till) / 2 - (k[0].value[p] +
			    k[CORNERS - 1].value[p]) / 2;

			times[i] = m * (k[a].share[i] + k[b].share[i]) / 2 /
			    (logs ? log_mean(from, till) : 1);
			if (du != 0)
				give(&k[a], &k[b], i, m * du * far, to, room);
		}
		if (t->leaf[i] || explain_whole(t, i))
			to[i] += times[i] * (till - from);
	}
	free(times);
	free(room);
}

/* Mixed trees: the twelve steps. */
static void
mixed(const struct explain_set *k, struct explain_parts *part)
{
	uint32_t n = k[0].tree->n;
	double *to = mem_array(n, sizeof *to);

	for (int what = OWN; what <= WEIGHTS; what++) {
		memset(to, 0, n * sizeof *to);
		for (int a = 0; a < CORNERS; a++) {
			int others = a & ~(1 << what);

			if ((a >> what & 1) == 0)
				step(k, a, a | 1 << what, others == 0 ||
				    others == (CORNERS - 1 - (1 << what)) ?
				    1.0 / 3 : 1.0 / 6, to);
		}
		for (uint32_t i = 0; i < n; i++)
			*(what == OWN ? &part[i].own : what == OTHERS ?
			    &part[i].others : &part[i].weights) = to[i];
	}
	free(to);
}

/* Own, others and weights. */
static enum explain_problem
change_parts(struct explain *e, const bool *set, struct explain_parts *part)
{
	enum explain_problem problem = EXPLAIN_FINE;
	struct explain_set k[CORNERS];
	bool fine = true;

	for (int c = 0; c < CORNERS; c++)
		fine = explain_set_open(&k[c], e, c >> 2, set,
		    fine ? e->score[c & 1][c >> 1 & 1] : NULL) && fine;
	if (!k[0].has[e->tree[0].n - 1])
		problem = EXPLAIN_NOTHING;
	else if (!fine)
		problem = EXPLAIN_MEAN;
	else if (all_of(&k[0], AGGREGATE_ARITHMETIC) && all_of(&k[CORNERS - 1],
	    AGGREGATE_ARITHMETIC))
		pure(e, k, false, part);
	else if (all_of(&k[0], AGGREGATE_GEOMETRIC) && all_of(&k[CORNERS - 1],
	    AGGREGATE_GEOMETRIC))
		pure(e, k, true, part);
	else if (same_trees(&k[0], &k[CORNERS - 1]))
		mixed(k, part);
	else
		problem = EXPLAIN_TREES;
	for (int c = 0; c < CORNERS; c++)
		explain_set_free(&k[c]);
	return problem;
}

/* What the leaves in `all` but not in `some` do in an edition, with the sign of
 * that edition. */
static bool
set_part(struct explain *e, int edition, const bool *some, const bool *all,
    double *to)
{
	const double *score = e->score[edition][edition];
	struct explain_set a, b;
	bool fine = explain_set_open(&a, e, edition, some, score);

	fine = explain_set_open(&b, e, edition, all, fine ? score : NULL) &&
	    fine;
	if (fine)
		more_leaves(&a, &b, edition == 1 ? 1 : -1, to);
	explain_set_free(&a);
	explain_set_free(&b);
	return fine;
}

/* Framework and gaps: P_t for A_t, and A_t for K. */
static enum explain_problem
gap_parts(struct explain *e, const bool *set, struct explain_parts *part)
{
	uint32_t n = e->tree[0].n;
	double *gaps = mem_array(n, sizeof *gaps), *framework = mem_array(n,
	    sizeof *framework);
	bool *both = mem_array(n, sizeof *both), fine = true;

	for (int t = 0; t < 2 && fine; t++) {
		for (uint32_t i = 0; i < n; i++)
			both[i] = e->enters[t][i] && e->tree[0].leaf[i] &&
			    e->tree[1].leaf[i];
		fine = set_part(e, t, both, e->enters[t], framework) &&
		    set_part(e, t, set, both, gaps);
	}
	for (uint32_t i = 0; i < n && fine; i++) {
		part[i].gaps = gaps[i];
		part[i].framework = framework[i];
	}
	free(gaps);
	free(framework);
	free(both);
	return fine ? EXPLAIN_FINE : EXPLAIN_MEAN;
}

/* Adds what nodes have to those above: in the later tree, or where a node is in
 * the other only, there. */
static void
add_up(const struct explain *e, struct explain_parts *part)
{
	for (uint32_t i = 0; i + 1 < e->tree[0].n; i++) {
		uint32_t p = e->tree[1].parent[i] < e->tree[1].n ?
		    e->tree[1].parent[i] : e->tree[0].parent[i];
		struct explain_parts *to = &part[p];

		to->own += part[i].own;
		to->others += part[i].others;
		to->weights += part[i].weights;
		to->framework += part[i].framework;
		to->gaps += part[i].gaps;
	}
}

enum explain_problem
explain_city(struct explain *e, struct explain_parts *part)
{
	uint32_t n = e->tree[0].n;
	bool *set = mem_array(n, sizeof *set);
	enum explain_problem problem;

	memset(part, 0, n * sizeof *part);
	for (uint32_t i = 0; i < n; i++)
		set[i] = e->enters[0][i] && e->enters[1][i] &&
		    e->tree[0].leaf[i] && e->tree[1].leaf[i];
	problem = change_parts(e, set, part);
	if (problem == EXPLAIN_FINE)
		problem = gap_parts(e, set, part);
	if (problem == EXPLAIN_FINE)
		add_up(e, part);
	free(set);
	return problem;
}
