/* moves - the figures of a city that could be better, and what they could become. */
#include "index/moves.h"

#include <math.h>

#include "base/mem.h"
#include "number/num.h"
#include "number/rank.h"

/* Is a node scored by its distance from a target? */
static bool
by_distance(const struct moves *m, const struct node *n)
{
	int own = n->normalize.id;

	return (own == METHOD_UNSET ? m->index->rule->normalize.method.id : own) == NORMALIZE_CLOSEST;
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

	return !by_distance(m, n) ? n->direction * y : x < n->target ? n->target + y : n->target - y;
}

/* The group of a city in an edition: that of its first row. */
static uint32_t
first_group(const struct moves *m, uint32_t edition, uint32_t city)
{
	for (uint32_t node = 0; m->group != NULL && node < m->index->framework->n; node++) {
		uint32_t row = index_row(m->index, edition, node, city);

		if (row != NAME_NONE && row < m->index->prepared->given)
			return m->group[row];
	}
	return 0;
}

static void
see_edition(struct moves *m, uint32_t edition)
{
	uint32_t n = m->index->edition[edition].n;

	if (m->seen == edition + 1)
		return;
	m->seen = edition + 1;
	m->city_group = mem_resize(m->city_group, (size_t)n + 1, sizeof *m->city_group);
	for (uint32_t c = 0; c < n; c++)
		m->city_group[c] = first_group(m, edition, c);
}

/* The peers' values, turned and ascending; returns how many. */
static size_t
peers(struct moves *m, uint32_t edition, uint32_t node, uint32_t group)
{
	uint32_t cities = m->index->edition[edition].n;
	size_t n = 0;

	for (uint32_t c = 0; c < cities; c++)
		if (m->x[c] == m->x[c] && m->city_group[c] == group)
			m->peer[n++] = turned(m, node, m->x[c]);
	rank_values(m->peer, n);
	return n;
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

/* The peer that has come furthest towards a target that it has reached. */
static uint32_t
model_of(const struct moves *m, uint32_t edition, uint32_t node, uint32_t city, uint32_t group,
    double to)
{
	const struct index_edition *e = &m->index->edition[edition];
	uint32_t best = NAME_NONE;
	double most = 0;

	for (uint32_t c = 0; edition > 0 && c < e->n; c++) {
		uint32_t then = index_city(m->index, edition - 1, e->unit[c]);
		double now = turned(m, node, m->x[c]), rise;

		if (c == city || then == NAME_NONE || !(now >= to || num_tie(now, to)) ||
		    m->city_group[c] != group)
			continue;
		rise = now - turned(m, node, m->before[then]);
		if (rise > most) {
			most = rise;
			best = c;
		}
	}
	return best;
}

/* The peers' value in the middle as it is: what is missing is taken to be on that side of a target. */
static double
middle(struct moves *m, uint32_t edition, uint32_t group)
{
	size_t n = 0;

	for (uint32_t c = 0; c < m->index->edition[edition].n; c++)
		if (m->x[c] == m->x[c] && m->city_group[c] == group)
			m->peer[n++] = m->x[c];
	rank_values(m->peer, n);
	return m->peer[(n - 1) / 2];
}

/* The moves of a leaf. */
static size_t
leaf_moves(struct moves *m, uint32_t edition, uint32_t node, uint32_t city, uint32_t group,
    struct move *move)
{
	double x = m->x[city], own = turned(m, node, x), side = x;
	bool list = yes_and_no(m->x, m->index->edition[edition].n);
	size_t npeer = peers(m, edition, node, group), n = 0;

	if (x != x && npeer > 0) {
		double mid = list ? m->peer[(npeer - 1) / 2] :
		    (m->peer[(npeer - 1) / 2] + m->peer[npeer / 2]) / 2;

		move[n++] = (struct move){ .node = node, .kind = MOVE_REPORT, .value = x, .target = mid };
		side = middle(m, edition, group);
	} else if (list && x == x) {
		double better = fmax(turned(m, node, 0), turned(m, node, 1));

		if (better > own)
			move[n++] = (struct move){ .node = node, .kind = MOVE_YES, .value = x,
			    .target = better };
	} else if (x == x) {
		n = steps_targets(m->step, m->nstep, m->peer, npeer, own, m->target);
		for (size_t i = 0; i < n; i++)
			move[i] = (struct move){ .node = node, .kind = MOVE_STEPS,
			    .steps = m->target[i].steps, .value = x, .target = m->target[i].x };
	}
	for (size_t i = 0; i < n; i++) {
		move[i].model = model_of(m, edition, node, city, group, move[i].target);
		move[i].target = turned_back(m, node, move[i].target, side);
	}
	return n;
}

bool
moves_of(struct moves *m, uint32_t edition, uint32_t city, struct move *move, size_t *n,
    struct problem *problem)
{
	uint32_t cities = m->index->edition[edition].n;
	uint32_t before = edition == 0 ? 0 : m->index->edition[edition - 1].n;

	see_edition(m, edition);
	m->x = mem_resize(m->x, (size_t)cities + 1, sizeof *m->x);
	m->before = mem_resize(m->before, (size_t)before + 1, sizeof *m->before);
	m->peer = mem_resize(m->peer, (size_t)cities + 1, sizeof *m->peer);
	m->target = mem_resize(m->target, m->nstep + 1, sizeof *m->target);
	*n = 0;
	for (uint32_t i = 0; i < m->nleaf; i++) {
		const struct index_rows is = { .value = m->x }, was = { .value = m->before };

		if (!index_rows(m->index, edition, NULL, m->leaf[i], &is, problem) ||
		    (edition > 0 && !index_rows(m->index, edition - 1, NULL, m->leaf[i], &was,
		    problem)))
			return false;
		*n += leaf_moves(m, edition, m->leaf[i], city, m->city_group[city],
		    move + *n);
	}
	return true;
}
