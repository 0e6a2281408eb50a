/* firm - what the places in many variants say of a place, a change and a
 * pair. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "number/sum.h"
#include "table/firm.h"

/* What tells cells apart (see firm_surely.c) without a look at each variant,
 * where both are ranked in all N of them; N - need variants may be lost.  A
 * cell of which half as many are beyond `most` is before another of which half
 * as many are short of `least`, if most < least.  And it is not if `less` is t
 * or more, where t is the other's `more`: it can be before it only where it is
 * below t or the other is above t, and these are fewer than `need` together. */
static void
mark(struct firm_standing *s, const double *rank, uint32_t n, uint32_t need)
{
	uint32_t spare = n - need;

	s->least = s->less = -HUGE_VAL;
	s->most = s->more = HUGE_VAL;
	/* With half of the variants or less needed, each of two could be before
	 * the other. */
	if (s->variants < n || need <= spare)
		return;
	s->least = rank[spare / 2];
	s->most = rank[n - 1 - spare / 2];
	s->less = rank[(need - 1) / 2];
	s->more = rank[(need - 1) / 2 + spare];
}

static struct firm_standing
standing_of(const struct places *p, uint32_t cell, double top, uint32_t need,
    double *rank)
{
	struct firm_standing s = { .variants = places_ranks(p, cell, rank) };
	uint32_t n = s.variants;

	for (uint32_t i = 0; i < n; i++) {
		s.first += rank[i] <= 1;
		s.top += rank[i] <= top;
	}
	s.p05 = sum_quantile(rank, n, 0.05);
	s.median = sum_quantile(rank, n, 0.5);
	s.p95 = sum_quantile(rank, n, 0.95);
	s.mean = sum_mean(rank, n);
	mark(&s, rank, p->n, need);
	return s;
}

void
firm_standings(const struct places *p, const uint32_t *cell, uint32_t n,
    double top, uint32_t need, struct firm_standing *s)
{
	double *rank = mem_array(p->n, sizeof *rank);

	for (uint32_t i = 0; i < n; i++)
		s[i] = standing_of(p, cell[i], top, need, rank);
	free(rank);
}

struct firm_compared
firm_compare(const struct places *p, uint32_t one, uint32_t other)
{
	struct firm_compared sum = { 0, 0, 0 };

	for (uint32_t v = 0; v < p->n; v++) {
		int32_t a = places_one(p, one, v), b = places_one(p, other, v);

		sum.both += (a > 0) & (b > 0);
		sum.before += (a > 0) & (a < b);
		sum.behind += (b > 0) & (b < a);
	}
	return sum;
}

double
firm_change(const struct places *p, uint32_t from, uint32_t to)
{
	int32_t change = p->nominal[from] - p->nominal[to];
	uint32_t agree = 0, both = 0;

	for (uint32_t v = 0; v < p->n && change != 0; v++) {
		int32_t x = places_one(p, from, v), y = places_one(p, to, v);

		if (x <= 0 || y <= 0)
			continue;
		both++;
		agree += x == y ? 1 : (x > y) == (change > 0) ? 2 : 0;
	}
	return both == 0 ? (double)NAN : agree / 2.0 / both;
}

double
firm_shift(const struct places *p, const uint32_t *cell, uint32_t n,
    uint32_t variant)
{
	int64_t sum = 0;
	uint32_t both = 0;

	for (uint32_t i = 0; i < n; i++) {
		int32_t place = places_one(p, cell[i], variant);

		if (place <= 0)
			continue;
		sum += llabs((long long)place - p->nominal[cell[i]]);
		both++;
	}
	return both == 0 ? (double)NAN : (double)sum / 2 / both;
}
