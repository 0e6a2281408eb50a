/* editions - two editions beside each other, scored by the engine. */
#include "index/editions.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "number/num.h"
#include "number/rank.h"

void
editions_open(struct editions *s, struct index *before, struct index *now,
    struct merged *merged, bool zero)
{
	memset(s, 0, sizeof *s);
	s->index[0] = before;
	s->index[1] = now;
	s->merged = merged;
	merged_trees(merged, &s->explain);
	s->explain.zero = zero;
	for (int t = 0; t < 2; t++) {
		s->side[t].score = mem_array(merged->n, sizeof(double *));
		s->side[t].value = mem_array(merged->n, sizeof(double *));
		s->enters[t] = mem_array(merged->n, sizeof(bool));
		s->explain.enters[t] = s->enters[t];
		for (int o = 0; o < 2; o++) {
			s->cross[t][o] = mem_array(merged->n, sizeof(double));
			s->explain.score[t][o] = s->cross[t][o];
		}
	}
}

/* Finds the cities of side 1 in side 0. */
static void
find_cities(struct editions *s)
{
	const struct index_edition *e =
	    &s->index[1]->edition[s->side[1].edition];

	s->then = mem_resize(s->then, (size_t)e->n + 1, sizeof *s->then);
	for (uint32_t c = 0; c < e->n; c++)
		s->then[c] = index_city(s->index[0], s->side[0].edition,
		    e->unit[c]);
}

bool
editions_score(struct editions *s, int t, uint32_t edition,
    struct problem *problem)
{
	struct side *d = &s->side[t];
	const struct merged *b = s->merged;

	d->edition = edition;
	d->n = s->index[t]->edition[edition].n;
	if (t == 1)
		find_cities(s);
	if (!index_scores(s->index[t], edition, NULL, false, &d->made, problem))
		return false;
	d->top = index_of(&d->made, b->node[t][b->n - 1]);
	d->rank = mem_resize(d->rank, (size_t)d->n + 1, sizeof *d->rank);
	d->order = mem_resize(d->order, (size_t)d->n + 1, sizeof *d->order);
	if (d->top != NULL)
		rank_scores(d->top, d->n, d->rank, d->order);
	for (uint32_t i = 0; i < b->n; i++) {
		uint32_t node = b->node[t][i];
		struct index_rows rows;

		b->leaf[t][i] = false;
		if (node == NAME_NONE)
			continue;
		d->score[i] = mem_resize(d->score[i], (size_t)d->n + 1,
		    sizeof(double));
		d->value[i] = mem_resize(d->value[i], (size_t)d->n + 1,
		    sizeof(double));
		rows = (struct index_rows){ .score = d->score[i],
		    .value = d->value[i] };
		if (!index_rows(s->index[t], edition, NULL, node, &rows,
		    problem))
			return false;
		b->leaf[t][i] = index_has_rows(s->index[t], edition, node) ||
		    !framework_inner(s->index[t]->framework, node);
	}
	return true;
}

double
editions_node(const struct editions *s, int t, uint32_t node, uint32_t city)
{
	const double *score;

	if (city == NAME_NONE || s->merged->node[t][node] == NAME_NONE)
		return (double)NAN;
	score = s->merged->leaf[t][node] ? s->side[t].score[node] :
	    index_of(&s->side[t].made, s->merged->node[t][node]);
	return score == NULL ? (double)NAN : score[city];
}

/* Which leaves enter: they have a score and a weight, and so has every node
 * above. */
static void
find_entering(struct editions *s, int t, uint32_t city)
{
	const struct merged *b = s->merged;

	/* From the top down; what is above a node that enters has a value. */
	for (uint32_t i = b->n; i-- > 0;) {
		uint32_t p = b->parent[t][i];
		double x = editions_node(s, t, i, city);

		s->enters[t][i] = x == x && (i + 1 == b->n ||
		    (p < b->n && s->enters[t][p] && b->weight[t][i] > 0));
	}
	for (uint32_t i = 0; i < b->n; i++)
		s->enters[t][i] = s->enters[t][i] && b->leaf[t][i];
}

bool
editions_city(struct editions *s, const uint32_t *city, int *t,
    struct problem *problem)
{
	const struct merged *b = s->merged;

	for (int k = 0; k < 2; k++)
		find_entering(s, k, city[k]);
	for (uint32_t i = 0; i < b->n; i++)
		for (int x = 0; x < 2; x++)
			for (int o = 0; o < 2; o++) {
				double *to = &s->cross[x][o][i];

				*to = x == o && b->leaf[x][i] ?
				    editions_node(s, x, i, city[x]) :
				    (double)NAN;
				if (x == o || !s->enters[0][i] ||
				    !s->enters[1][i])
					continue;
				*t = o;
				if (!index_leaf_among(s->index[o],
				    s->side[o].edition, NULL, b->node[o][i],
				    city[o], s->side[x].value[i][city[x]], to,
				    problem))
					return false;
			}
	return true;
}

uint32_t
editions_row(const struct editions *s, int t, uint32_t node, uint32_t city)
{
	return city == NAME_NONE || s->merged->node[t][node] == NAME_NONE ?
	    NAME_NONE : index_row(s->index[t], s->side[t].edition,
	    s->merged->node[t][node], city);
}

uint32_t
editions_passed(const struct editions *s, const uint32_t *city, bool by,
    uint32_t *passed)
{
	const struct side *was = &s->side[0], *is = &s->side[1];
	const uint32_t *unit = s->index[1]->edition[is->edition].unit;
	uint32_t n = 0;

	for (uint32_t i = 0; i < is->n; i++) {
		uint32_t c = is->order[i], then = s->then[c];
		double before, now;

		if (then == NAME_NONE)
			continue;
		before = was->rank[then] - was->rank[city[0]];
		now = is->rank[c] - is->rank[city[1]];
		if (by ? before > 0 && now < 0 : before < 0 && now > 0)
			passed[n++] = unit[c];
	}
	return n;
}

bool
editions_shown(const struct editions *s, uint32_t node)
{
	for (int t = 0; t < 2; t++)
		for (uint32_t p = s->merged->parent[t][node]; p < s->merged->n;
		    p = s->merged->parent[t][p])
			if (explain_whole(&s->explain.tree[t], p))
				return false;
	return true;
}

double
editions_place(const struct editions *s, uint32_t city, double more)
{
	const struct side *d = &s->side[0];
	double score = d->top[city] + more, place = 1;

	for (uint32_t i = 0; i < d->n; i++)
		place += i != city && d->top[i] > score && !num_tie(d->top[i],
		    score);
	return place;
}
