/* moves - the figures of a city that could be better, and what they could
 * become. */
#include "index/moves.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "number/num.h"
#include "number/rank.h"

/* Is a node scored by its distance from a target? */
static bool
by_distance(const struct moves *m, const struct node *n)
{
	int own = n->normalize.id;

	return (own == METHOD_UNSET ? m->index->rule->normalize.method.id :
	    own) == NORMALIZE_CLOSEST;
}

/* A figure turned so that more is better, and back, on the side where x is. */
static double
turned(const struct moves *m, uint32_t node, double x)
{
	const struct node *n = &m->index->framework->node[node];

	return by_distance(m, n) ? -fabs(x - n->target) : n->direction * x;
}

static double
turned_back(const struct moves *m, uint32_t node, double y, double x)
{
	const struct node *n = &m->index->framework->node[node];

	return !by_distance(m, n) ? n->direction * y : x < n->target ?
	    n->target + y : n->target - y;
}

/* The group of a city in an edition: that of its first row. */
static uint32_t
first_group(const struct moves *m, uint32_t edition, uint32_t city)
{
	for (uint32_t node = 0; m->group != NULL &&
	    node < m->index->framework->n; node++) {
		uint32_t row = index_row(m->index, edition, node, city);

		if (row != NAME_NONE && row < m->index->prepared->given)
			return m->group[row];
	}
	return 0;
}

/* Are the values of an edition 0 and 1, both, and nothing else? */
static bool
yes_and_no(const double *x, uint32_t n)
{
	bool yes = false, no = false;

	for (uint32_t c = 0; c < n; c++) {
		if (x[c] != x[c])
			continue;
		if (x[c] != 0 && x[c] != 1)
			return false;
		yes = yes || x[c] == 1;
		no = no || x[c] == 0;
	}
	return yes && no;
}

/* A leaf of an edition. */
struct moves_leaf {
	uint32_t node;
	double *x, *rise;               /* of each city, and since the edition before, turned */
	struct rank_value *sorted;      /* the values there are, turned and ascending */
	size_t n;
	bool list;                      /* of yes and no */
};

/* The figure of a city, which is not scored: NaN where there is none. */
static double
figure(const struct moves *m, uint32_t edition, uint32_t node, uint32_t city)
{
	uint32_t row = city == NAME_NONE ? NAME_NONE : index_row(m->index,
	    edition, node, city);

	return row == NAME_NONE ? (double)NAN :
	    m->index->prepared->figures.number[0].x[row];
}

/* Takes the values of a leaf, and how they rose. */
static void
see_leaf(const struct moves *m, uint32_t edition, struct moves_leaf *l)
{
	const struct index_edition *e = &m->index->edition[edition];

	l->n = 0;
	for (uint32_t c = 0; c < e->n; c++) {
		uint32_t then = edition == 0 ? NAME_NONE : index_city(m->index,
		    edition - 1, e->unit[c]);
		double y;

		l->x[c] = figure(m, edition, l->node, c);
		y = turned(m, l->node, l->x[c]);
		l->rise[c] = y - turned(m, l->node, figure(m, edition - 1,
		    l->node, then));
		if (y == y)
			l->sorted[l->n++] = (struct rank_value){ y, c };
	}
	rank_sort(l->sorted, l->n);
	l->list = yes_and_no(l->x, e->n);
}

/* Looks at an edition, unless it was looked at last. */
static void
see_edition(struct moves *m, uint32_t edition)
{
	uint32_t n = m->index->edition[edition].n;

	if (m->seen == edition + 1)
		return;
	if (m->seen_leaf == NULL)
		m->seen_leaf = mem_array(m->nleaf, sizeof *m->seen_leaf);
	for (uint32_t i = 0; i < m->nleaf; i++) {
		struct moves_leaf *l = &m->seen_leaf[i];

		l->node = m->leaf[i];
		l->x = mem_resize(l->x, (size_t)n + 1, sizeof *l->x);
		l->rise = mem_resize(l->rise, (size_t)n + 1, sizeof *l->rise);
		l->sorted = mem_resize(l->sorted, (size_t)n + 1,
		    sizeof *l->sorted);
		see_leaf(m, edition, l);
	}
	m->peer = mem_resize(m->peer, (size_t)n + 1, sizeof *m->peer);
	m->city_group = mem_resize(m->city_group, (size_t)n + 1,
	    sizeof *m->city_group);
	for (uint32_t c = 0; c < n; c++)
		m->city_group[c] = first_group(m, edition, c);
	m->seen = edition + 1;
}

/* Collects the values of a leaf's peers, in the order of those that are turned:
 * these, or those as they are; returns how many. */
static size_t
peers(struct moves *m, const struct moves_leaf *l, uint32_t group, bool as_is)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		if (m->city_group[l->sorted[i].row] == group)
			m->peer[n++] = as_is ? l->x[l->sorted[i].row] :
			    l->sorted[i].value;
	return n;
}

/* The peer that has come furthest towards a target that it has reached. */
static uint32_t
model_of(const struct moves *m, const struct moves_leaf *l, uint32_t city,
    double to)
{
	uint32_t best = NAME_NONE;
	double most = 0;

	for (size_t i = l->n; i-- > 0;) {
		uint32_t c = l->sorted[i].row;

		if (l->sorted[i].value < to && !num_tie(l->sorted[i].value, to))
			break;
		if (c == city || m->city_group[c] != m->city_group[city])
			continue;
		if (l->rise[c] > most || (l->rise[c] == most &&
		    best != NAME_NONE && c < best)) {
			most = l->rise[c];
			best = c;
		}
	}
	return best;
}

/* The peers' value in the middle as it is: what is missing is taken to be on
 * that side of a target. */
static double
middle(struct moves *m, const struct moves_leaf *l, uint32_t group)
{
	size_t n = peers(m, l, group, true);

	rank_values(m->peer, n);
	return m->peer[(n - 1) / 2];
}

/* The moves of a leaf. */
static size_t
leaf_moves(struct moves *m, const struct moves_leaf *l, uint32_t city,
    struct move *move)
{
	uint32_t node = l->node;
	double x = l->x[city], own = turned(m, node, x), side = x;
	bool list = l->list;
	size_t npeer = peers(m, l, m->city_group[city], false), n = 0;

	if (x != x && npeer > 0) {
		double mid = list ? m->peer[(npeer - 1) / 2] :
		    (m->peer[(npeer - 1) / 2] + m->peer[npeer / 2]) / 2;

		move[n++] = (struct move){ .node = node, .kind = MOVE_REPORT,
		    .value = x, .target = mid };
		side = middle(m, l, m->city_group[city]);
	} else if (list && x == x) {
		double better = fmax(turned(m, node, 0), turned(m, node, 1));

		if (better > own)
			move[n++] = (struct move){ .node = node,
			    .kind = MOVE_YES, .value = x, .target = better };
	} else if (x == x) {
		n = steps_targets(m->step, m->nstep, m->peer, npeer, own,
		    m->target);
		for (size_t i = 0; i < n; i++)
			move[i] = (struct move){ .node = node,
			    .kind = MOVE_STEPS, .steps = m->target[i].steps,
			    .value = x, .target = m->target[i].x };
	}
	for (size_t i = 0; i < n; i++) {
		move[i].model = model_of(m, l, city, move[i].target);
		move[i].target = turned_back(m, node, move[i].target, side);
	}
	return n;
}

size_t
moves_of(struct moves *m, uint32_t edition, uint32_t city, struct move *move)
{
	size_t n = 0;

	see_edition(m, edition);
	m->target = mem_resize(m->target, m->nstep + 1, sizeof *m->target);
	for (uint32_t i = 0; i < m->nleaf; i++)
		n += leaf_moves(m, &m->seen_leaf[i], city, move + n);
	return n;
}
