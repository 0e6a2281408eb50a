/* lift - what a city's score and place would be with other figures of its
 * own. */
#include "index/lift.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "number/num.h"
#include "number/rank.h"

bool
lift_open(struct lift *l, struct index *index, uint32_t edition, uint32_t node,
    struct problem *problem)
{
	memset(l, 0, sizeof *l);
	l->index = index;
	l->edition = edition;
	l->node = node;
	l->n = index->edition[edition].n;
	l->rank = mem_array(l->n, sizeof *l->rank);
	l->rank_then = mem_array(l->n, sizeof *l->rank_then);
	l->order = mem_array(l->n, sizeof *l->order);
	l->sorted = mem_array(l->n, sizeof *l->sorted);
	l->place = mem_array(l->n, sizeof *l->place);
	if (!index_scores(index, edition, NULL, true, &l->made, problem))
		return false;
	l->score = index_of(&l->made, node);
	if (l->score != NULL)
		l->ranked = rank_scores(l->score, l->n, l->rank, l->order);
	return true;
}

/* Ranks the cities of a trial, taken in the order in which they stand: it is
 * nearly theirs. */
static void
rank_trial(struct lift *l)
{
	for (uint32_t i = 0; i < l->n; i++)
		l->sorted[i] = l->score_then[l->order[i]];
	rank_scores(l->sorted, l->n, l->place, NULL);
	for (uint32_t i = 0; i < l->n; i++)
		l->rank_then[l->order[i]] = l->place[i];
}

bool
lift_try(struct lift *l, const struct index_change *change, size_t n,
    struct problem *problem)
{
	if (!index_rescore(l->index, l->edition, change, n, &l->made, &l->tried,
	    problem)) {
		for (uint32_t i = 0; i < l->n; i++)
			l->sorted[i] = l->rank_then[i] = (double)NAN;
		l->score_then = l->sorted;
		return false;
	}
	l->score_then = index_of(&l->tried, l->node);
	rank_trial(l);
	return true;
}

void
lift_keep(struct lift *l)
{
	if (l->kept == NULL)
		l->kept = mem_array(l->n, sizeof *l->kept);
	memcpy(l->kept, l->score_then, l->n * sizeof *l->kept);
	l->score = l->kept;
	l->ranked = rank_scores(l->score, l->n, l->rank, l->order);
}

void
lift_close(struct lift *l)
{
	index_free(&l->made);
	index_free(&l->tried);
	free(l->kept);
	free(l->rank);
	free(l->rank_then);
	free(l->order);
	free(l->sorted);
	free(l->place);
}

uint32_t
lift_passed(const struct lift *l, uint32_t city, uint32_t *passed)
{
	uint32_t n = 0;

	for (size_t i = 0; i < l->ranked; i++) {
		uint32_t c = l->order[i];

		if (l->rank[c] < l->rank[city] &&
		    l->rank_then[c] > l->rank_then[city])
			passed[n++] = c;
	}
	return n;
}

double
lift_others(const struct lift *l, uint32_t city)
{
	double sum = 0;
	size_t n = 0;

	for (uint32_t i = 0; i < l->n; i++)
		if (i != city && l->rank[i] == l->rank[i] &&
		    l->rank_then[i] == l->rank_then[i]) {
			sum += l->score_then[i] - l->score[i];
			n++;
		}
	return n == 0 ? (double)NAN : sum / (double)n;
}

static bool
has_node(const struct index_change *change, size_t n, uint32_t node)
{
	for (size_t i = 0; i < n; i++)
		if (change[i].node == node)
			return true;
	return false;
}

/* Is a score more than another at 12 digits?  Any is more than none. */
static bool
is_more(double a, double b)
{
	return b == b ? a > b && !num_tie(a, b) : a == a;
}

void
lift_greedy(struct lift *l, const struct index_change *change, size_t of,
    double place, size_t *order, size_t *taken)
{
	struct index_change *some = mem_array(of, sizeof *some);
	uint32_t city = change[0].city;
	double rank = l->rank[city], most = l->score == NULL ? (double)NAN :
	    l->score[city];
	struct problem problem;

	*taken = 0;
	for (size_t best = 0; best < of && !(rank <= place);) {
		best = of;
		for (size_t i = 0; i < of; i++) {
			if (has_node(some, *taken, change[i].node))
				continue;
			some[*taken] = change[i];
			(void)lift_try(l, some, *taken + 1, &problem);
			if (is_more(l->score_then[city], most)) {
				most = l->score_then[city];
				rank = l->rank_then[city];
				best = i;
			}
		}
		if (best < of) {
			some[*taken] = change[best];
			order[(*taken)++] = best;
		}
	}
	free(some);
}

/* What a set of changes leads to, and whether that is better than what was
 * found: within reach, then fewer, then a better place (out of reach only),
 * then a higher score. */
struct reached {
	bool there;
	int n;
	double rank, score;
};

static bool
is_better(const struct reached *a, const struct reached *b)
{
	if (a->there != b->there)
		return a->there;
	if (!a->there && a->rank != b->rank)
		return a->rank < b->rank;
	if (a->n != b->n)
		return a->n < b->n;
	return is_more(a->score, b->score);
}

void
lift_fewest(struct lift *l, const struct index_change *change, size_t of,
    double place, size_t *order, size_t *taken)
{
	struct index_change *some = mem_array(of, sizeof *some);
	struct reached best = { .n = 0, .rank = HUGE_VAL };
	struct problem problem;
	unsigned set = 0;

	for (int n = 1; n <= (int)of && !best.there; n++)
		for (unsigned s = 1U << of; s-- > 1;) {
			struct reached r = { .n = 0 };

			if (__builtin_popcount(s) != n)
				continue;
			/* The first change is the highest bit, so that what
			 * comes first is tried first. */
			for (size_t i = 0; i < of; i++)
				if ((s >> (of - 1 - i) & 1) != 0)
					some[r.n++] = change[i];
			(void)lift_try(l, some, (size_t)r.n, &problem);
			r.rank = l->rank_then[some[0].city];
			r.score = l->score_then[some[0].city];
			r.there = r.rank <= place;
			if (r.rank == r.rank &&
			    (set == 0 || is_better(&r, &best))) {
				best = r;
				set = s;
			}
		}
	*taken = 0;
	for (size_t i = 0; i < of; i++)
		if ((set >> (of - 1 - i) & 1) != 0)
			order[(*taken)++] = i;
	free(some);
}
