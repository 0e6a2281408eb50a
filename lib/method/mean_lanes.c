/* mean_lanes - arithmetic, geometric and harmonic means, of many cities at once. */
#include <math.h>
#include <string.h>

#include "method/mean_lanes.h"
#include "number/fma.h"
#include "number/four.h"
#include "number/logs.h"
#include "number/powers.h"

/* Children that are added together: as many columns as a processor fetches ahead of at a time. */
enum { TOGETHER = 4 };

bool
mean_has_image(const struct method *m)
{
	return m->id == AGGREGATE_ARITHMETIC || m->id == AGGREGATE_GEOMETRIC ||
	    m->id == AGGREGATE_HARMONIC;
}

void
mean_image(const struct method *m, const double *x, size_t n, double *hi, double *lo)
{
	if (m->id == AGGREGATE_GEOMETRIC) {
		logs(x, n, hi, lo);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		hi[i] = x[i] <= 0 ? (double)-INFINITY : 1 / x[i];
		lo[i] = x[i] > 0 ? fma(-hi[i], x[i], 1) / x[i] : 0;
	}
}

void
mean_lanes_begin(struct mean_lanes *l, double *room, size_t n, uint32_t first,
    const struct method *m)
{
	*l = (struct mean_lanes){ .n = n, .first = first, .id = m->id,
	    .image = m->id != AGGREGATE_ARITHMETIC, .sum = room, .sum_lo = room + n,
	    .weight = room + 2 * n, .weight_lo = room + 3 * n, .least = room + 4 * n,
	    .most = room + 5 * n, .mean = room + 6 * n, .rest = room + 7 * n };
	memset(room, 0, 2 * n * sizeof *room);
	for (size_t i = 0; i < n && l->image; i++) {
		l->least[i] = (double)INFINITY;
		l->most[i] = (double)-INFINITY;
	}
}

/* w f(x), with its rounding error but for products beyond the doubles or so
 * small that it does not matter.  `fma`: the processor has it. */
__attribute__((always_inline)) static inline struct twice
product(double w, double hi, double lo, bool fma)
{
	struct twice p = twice_of_product_by(fma, w, hi);

	p.lo += w * lo;
	return p;
}

/* Adds a child of one city, if it is there. */
static void
add_one(struct mean_lanes *l, size_t i, const struct mean_column *c, size_t k)
{
	double hi = l->image ? c->hi[k] : c->x[k], lo = l->image ? c->lo[k] : 0;
	struct twice s;

	if (hi != hi)
		return;
	s = twice_add_twice((struct twice){ l->sum[i], l->sum_lo[i] },
	    product(c->w, hi, lo, false));
	l->sum[i] = s.hi;
	l->sum_lo[i] = s.lo;
	s = twice_add((struct twice){ l->weight[i], l->weight_lo[i] }, c->w);
	l->weight[i] = s.hi;
	l->weight_lo[i] = s.lo;
	if (!l->image)
		return;
	l->least[i] = c->x[k] < l->least[i] ? c->x[k] : l->least[i];
	l->most[i] = c->x[k] > l->most[i] ? c->x[k] : l->most[i];
}

/* The sums of four cities. */
struct four_sums {
	struct four_twice sum, weight;
	four least, most;
};

/* Adds what four cities from i on have of a child. */
FOUR_INLINE void
add_child(struct four_sums *to, const struct mean_column *c, size_t i, bool image, bool gaps,
    bool fma)
{
	four y, x, w = { c->w, c->w, c->w, c->w }, none = { 0, 0, 0, 0 };
	struct four_twice p;
	four_bits there;

	four_load(&y, (image ? c->hi : c->x) + i);
	if (gaps) {
		there = (four_bits)(y < none) | (four_bits)(y >= none);
		four_choose(&y, &there, &y, &none);
		four_choose(&w, &there, &w, &none);
		four_add(&to->weight, &w, &none);
	}
	four_product(&p, &w, &y, fma);
	if (image) {
		four_load(&x, c->lo + i);
		p.lo += w * x;
		four_load(&x, c->x + i);
		there = (four_bits)(x < to->least);
		four_choose(&to->least, &there, &x, &to->least);
		there = (four_bits)(x > to->most);
		four_choose(&to->most, &there, &x, &to->most);
	}
	four_add(&to->sum, &p.hi, &p.lo);
}

/* Adds n children of four cities from i on. */
FOUR_INLINE void
add_four(const struct mean_lanes *l, const struct mean_column *c, size_t n, size_t i, bool image,
    bool gaps, bool fma)
{
	struct four_sums s;

	four_load(&s.sum.hi, l->sum + i);
	four_load(&s.sum.lo, l->sum_lo + i);
	four_load(&s.weight.hi, l->weight + i);
	four_load(&s.weight.lo, l->weight_lo + i);
	four_load(&s.least, l->least + i);
	four_load(&s.most, l->most + i);
	for (; n > 0; n--, c++)
		add_child(&s, c, i, image, gaps, fma);
	four_store(l->sum + i, &s.sum.hi);
	four_store(l->sum_lo + i, &s.sum.lo);
	four_store(l->weight + i, &s.weight.hi);
	four_store(l->weight_lo + i, &s.weight.lo);
	four_store(l->least + i, &s.least);
	four_store(l->most + i, &s.most);
}

/* Adds n children of all cities but the last three or fewer. */
FOUR_INLINE void
add_all(const struct mean_lanes *l, const struct mean_column *c, size_t n, bool fma)
{
	for (size_t i = 0; i + 4 <= l->n; i += 4) {
		if (l->image && l->gaps)
			add_four(l, c, n, i, true, true, fma);
		else if (l->image)
			add_four(l, c, n, i, true, false, fma);
		else if (l->gaps)
			add_four(l, c, n, i, false, true, fma);
		else
			add_four(l, c, n, i, false, false, fma);
	}
}

WIDE_TARGET static void
add_wide(const struct mean_lanes *l, const struct mean_column *c, size_t n)
{
	add_all(l, c, n, true);
}

static void
add_plain(const struct mean_lanes *l, const struct mean_column *c, size_t n)
{
	add_all(l, c, n, false);
}

/* From now on cities have their own sums of weights. */
static void
begin_gaps(struct mean_lanes *l)
{
	for (size_t i = 0; i < l->n && !l->gaps; i++) {
		l->weight[i] = l->common.hi;
		l->weight_lo[i] = l->common.lo;
	}
	l->gaps = true;
}

/* Adds children of all cities. */
static void
add_dense(struct mean_lanes *l, const struct mean_column *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (c[i].gaps)
			begin_gaps(l);
	for (size_t i = 0; i < n; i++)
		l->common = twice_add(l->common, c[i].w);
	for (size_t from = 0; from < n; from += TOGETHER) {
		size_t some = n - from < TOGETHER ? n - from : TOGETHER;

		if (WIDE_THERE)
			add_wide(l, c + from, some);
		else
			add_plain(l, c + from, some);
	}
	for (size_t k = l->n / 4 * 4; k < l->n; k++)
		for (size_t i = 0; i < n; i++)
			add_one(l, k, &c[i], k);
}

/* Adds a child that some cities have. */
static void
add_sparse(struct mean_lanes *l, const struct mean_column *c)
{
	begin_gaps(l);
	for (size_t k = 0; k < c->n; k++)
		add_one(l, c->at[k] - l->first, c, k);
}

void
mean_lanes_add(struct mean_lanes *l, const struct mean_column *c, size_t n)
{
	const struct mean_column *end = c + n, *from;

	while (c < end) {
		for (from = c; c < end && c->at == NULL;)
			c++;
		add_dense(l, from, (size_t)(c - from));
		if (c < end)
			add_sparse(l, c++);
	}
}

/* sum(w f(x))/sum(w) as the nearest double and what rounding took from it (see
 * twice_quotient); not finite, or wrong, where the sums are not safe. */
__attribute__((always_inline)) static inline struct twice
quotient(struct twice sum, struct twice weights, bool fma)
{
	struct twice a = twice_of_ordered(sum.hi, sum.lo), p;
	struct twice b = twice_of_ordered(weights.hi, weights.lo);
	double q = a.hi / b.hi, correction;

	p = product(q, b.hi, 0, fma);
	correction = (((a.hi - p.hi) - p.lo) + (a.lo - q * b.lo)) / b.hi;
	return twice_of_ordered(q, correction);
}

/* The means of n cities' sums, the nearest doubles of them and what rounding
 * took. */
__attribute__((always_inline)) static inline void
divide_all(const struct mean_lanes *l, double *restrict mean, double *restrict rest, bool fma)
{
	const double *restrict sum = l->sum, *restrict sum_lo = l->sum_lo;
	const double *restrict weight = l->weight, *restrict weight_lo = l->weight_lo;

	for (size_t i = 0; i < l->n; i++) {
		struct twice m = quotient((struct twice){ sum[i], sum_lo[i] },
		    (struct twice){ weight[i], weight_lo[i] }, fma);

		mean[i] = m.hi;
		rest[i] = m.lo;
	}
}

WIDE_TARGET static void
divide_wide(const struct mean_lanes *l, double *mean, double *rest)
{
	divide_all(l, mean, rest, true);
}

static void
divide_plain(const struct mean_lanes *l, double *mean, double *rest)
{
	divide_all(l, mean, rest, false);
}

/* f^-1 of the means of images; each is between the children. */
static void
take_back(const struct mean_lanes *l, double *score)
{
	if (l->id == AGGREGATE_GEOMETRIC)
		powers_exps(l->mean, l->rest, l->n, score);
	for (size_t i = 0; i < l->n; i++) {
		double x = score[i], mean = l->mean[i];

		if (l->id == AGGREGATE_HARMONIC)
			x = 1 / mean - l->rest[i] / mean / mean;
		x = x < l->least[i] ? l->least[i] : x;
		score[i] = x > l->most[i] ? l->most[i] : x;
	}
}

/* Is a sum so far from the ends of the doubles that nothing of it was lost
 * there? */
static bool
safe(double sum, double lo)
{
	return fabs(sum) > 0x1p-900 && fabs(sum) < 0x1p900 && lo == lo;
}

void
mean_lanes_scores(struct mean_lanes *l, double *score, unsigned char *state)
{
	double *mean = l->image ? l->mean : score;

	begin_gaps(l);
	if (WIDE_THERE)
		divide_wide(l, mean, l->rest);
	else
		divide_plain(l, mean, l->rest);
	if (l->image)
		take_back(l, score);
	for (size_t i = 0; i < l->n; i++)
		state[i] = l->weight[i] == 0 ? MEAN_NONE :
		    safe(l->sum[i], l->sum_lo[i]) && safe(l->weight[i], 0) ? MEAN_THERE :
		    MEAN_ALONE;
}
