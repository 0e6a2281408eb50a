/* mean_lanes - arithmetic, geometric and harmonic means, of many cities at
 * once. */
#include <math.h>
#include <string.h>

#include "method/mean_lanes.h"
#include "number/fma.h"
#include "number/four.h"
#include "number/logs.h"
#include "number/powers.h"

bool
mean_has_image(const struct method *m)
{
	return m->id == AGGREGATE_ARITHMETIC || m->id == AGGREGATE_GEOMETRIC ||
	    m->id == AGGREGATE_HARMONIC;
}

void
mean_image(const struct method *m, const double *x, size_t n, double *hi,
    double *lo)
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
mean_lanes_begin(struct mean_lanes *l, struct mean_four *four_sums,
    double *room, size_t n, uint32_t first, const struct method *m)
{
	const double far = (double)INFINITY;
	const four least = { far, far, far, far };
	size_t fours = MEAN_FOURS(n);

	*l = (struct mean_lanes){ .method = m, .n = n, .first = first,
	    .image = m->id != AGGREGATE_ARITHMETIC, .four = four_sums,
	    .mean = room, .rest = room + 4 * fours,
	    .images = room + 8 * fours };
	memset(four_sums, 0, fours * sizeof *four_sums);
	for (size_t i = 0; i < fours; i++) {
		four_sums[i].least = least;
		four_sums[i].most = -least;
	}
}

/* Adds four entries of a child, from k on, to four cities: w f(x), with its
 * rounding error but for products beyond the doubles or so small that it does
 * not matter. */
FOUR_INLINE void
add_four(struct mean_four *to, const struct mean_column *c, size_t k,
    bool image, bool gaps, bool fma)
{
	four y, x, w = { c->w, c->w, c->w, c->w }, none = { 0, 0, 0, 0 };
	struct four_twice p;
	four_bits there;

	four_load(&y, (image ? c->hi : c->x) + k);
	if (gaps) {
		there = (four_bits)(y < none) | (four_bits)(y >= none);
		four_choose(&y, &there, &y, &none);
		four_choose(&w, &there, &w, &none);
		four_add(&to->weight, &w, &none);
	}
	four_product(&p, &w, &y, fma);
	if (image) {
		four_load(&x, c->lo + k);
		p.lo += w * x;
		four_load(&x, c->x + k);
		there = (four_bits)(x < to->least);
		four_choose(&to->least, &there, &x, &to->least);
		there = (four_bits)(x > to->most);
		four_choose(&to->most, &there, &x, &to->most);
	}
	four_add(&to->sum, &p.hi, &p.lo);
}

/* Adds the children that wait to all cities but the last three or fewer. */
FOUR_INLINE void
add_all(const struct mean_lanes *l, bool image, bool fma)
{
	for (size_t i = 0; i + 4 <= l->n; i += 4) {
		struct mean_four sums = l->four[i / 4];

		for (size_t c = 0; c < l->nchild; c++)
			add_four(&sums, &l->child[c], i, image, l->gaps, fma);
		l->four[i / 4] = sums;
	}
}

/* sum(w f(x))/sum(w) as the nearest doubles and what rounding took from them
 * (see twice_divide); not finite, or wrong, where the sums are not safe. */
FOUR_INLINE void
divide_all(const struct mean_lanes *l, bool fma)
{
	for (size_t i = 0; i < MEAN_FOURS(l->n); i++) {
		const struct four_twice *s = &l->four[i].sum,
		    *w = &l->four[i].weight;
		four a = s->hi + s->lo, b = w->hi + w->lo, q = a / b, rest,
		    mean;
		struct four_twice p;

		four_product(&p, &q, &b, fma);
		rest = (((a - p.hi) - p.lo) + ((s->lo - (a - s->hi)) - q *
		    (w->lo - (b - w->hi)))) / b;
		mean = q + rest;
		rest -= mean - q;
		four_store(l->mean + 4 * i, &mean);
		four_store(l->rest + 4 * i, &rest);
	}
}

/* One or the other, for either kind of processor (fma.h). */
FOUR_INLINE void
work(const struct mean_lanes *l, bool divide, bool fma)
{
	if (divide)
		divide_all(l, fma);
	else if (l->image)
		add_all(l, true, fma);
	else
		add_all(l, false, fma);
}

WIDE_TARGET static void
work_wide(const struct mean_lanes *l, bool divide)
{
	work(l, divide, true);
}

static void
work_plain(const struct mean_lanes *l, bool divide)
{
	work(l, divide, false);
}

/* Adds entries k .. k + n - 1 of a child to cities i .. i + n - 1, of the same
 * four. */
static void
add_few(const struct mean_lanes *l, const struct mean_column *c, size_t k,
    size_t n, size_t i)
{
	const double none = (double)NAN;
	double x[4] = { none, none, none, none }, hi[4] = { none, none, none,
	    none }, lo[4] = { 0 };
	struct mean_column few = { .w = c->w, .x = x, .hi = hi, .lo = lo };

	memcpy(x + i % 4, c->x + k, n * sizeof *x);
	if (l->image) {
		memcpy(hi + i % 4, c->hi + k, n * sizeof *hi);
		memcpy(lo + i % 4, c->lo + k, n * sizeof *lo);
	}
	add_four(&l->four[i / 4], &few, 0, l->image, true, false);
}

/* From now on cities have their own sums of weights. */
static void
begin_gaps(struct mean_lanes *l)
{
	double hi = l->common.hi, lo = l->common.lo;

	for (size_t i = 0; i < MEAN_FOURS(l->n) && !l->gaps; i++)
		l->four[i].weight = (struct four_twice){ { hi, hi, hi, hi },
		    { lo, lo, lo, lo } };
	l->gaps = true;
}

/* Adds the children that wait. */
static void
add_waiting(struct mean_lanes *l)
{
	size_t whole = l->n / 4 * 4;

	for (size_t i = 0; i < l->nchild; i++)
		if (l->child[i].gaps)
			begin_gaps(l);
	for (size_t i = 0; i < l->nchild; i++)
		l->common = twice_add(l->common, l->child[i].w);
	if (l->nchild > 0)
		(WIDE_THERE ? work_wide : work_plain)(l, false);
	for (size_t i = 0; i < l->nchild && whole < l->n; i++)
		add_few(l, &l->child[i], whole, l->n - whole, whole);
	l->nchild = 0;
}

void
mean_lanes_add(struct mean_lanes *l, const struct mean_column *child)
{
	struct mean_column *c;

	if (child->at != NULL || l->nchild == MEAN_TOGETHER)
		add_waiting(l);
	c = &l->child[l->nchild];
	*c = *child;
	if (l->image && c->hi == NULL) {
		double *hi = l->images + 2 * l->nchild * l->n;

		mean_image(l->method, c->x, c->n, hi, hi + l->n);
		c->hi = hi;
		c->lo = hi + l->n;
	}
	if (c->at == NULL) {
		l->nchild++;
		return;
	}
	begin_gaps(l);
	for (size_t k = 0; k < c->n; k++)
		add_few(l, c, k, 1, c->at[k] - l->first);
}

/* f^-1 of the means; each is between the children. */
static void
take_back(const struct mean_lanes *l, double *score)
{
	if (!l->image) {
		memcpy(score, l->mean, l->n * sizeof *score);
		return;
	}
	if (l->method->id == AGGREGATE_GEOMETRIC)
		powers_exps(l->mean, l->rest, l->n, score);
	for (size_t i = 0; i < l->n; i++) {
		double x = score[i], mean = l->mean[i],
		    least = l->four[i / 4].least[i % 4];
		double most = l->four[i / 4].most[i % 4];

		if (l->method->id == AGGREGATE_HARMONIC) {
			x = 1 / mean;
			x += (fma(-x, mean, 1) - x * l->rest[i]) / mean;
		}
		x = x < least ? least : x;
		score[i] = x > most ? most : x;
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
	add_waiting(l);
	begin_gaps(l);
	(WIDE_THERE ? work_wide : work_plain)(l, true);
	take_back(l, score);
	for (size_t i = 0; i < l->n; i++) {
		const struct four_twice *sum = &l->four[i / 4].sum;
		double weight = l->four[i / 4].weight.hi[i % 4];

		state[i] = weight == 0 ? MEAN_NONE : safe(sum->hi[i % 4],
		    sum->lo[i % 4]) && safe(weight, 0) ? MEAN_THERE :
		    MEAN_ALONE;
	}
}
