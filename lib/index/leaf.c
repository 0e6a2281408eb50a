/* leaf - the scores that the rows of an indicator have in an edition. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/leaf.h"
#include "method/mean_lanes.h"
#include "method/treat.h"
#include "number/rank.h"

/* The shares of an entry. */
static void
shares_of(const struct prepared *p, uint32_t row, double *coverage,
    double *measured)
{
	double m;

	*coverage = row == NAME_NONE ? 1 : prepared_share(p, p->coverage, row);
	if (*coverage != *coverage)
		*coverage = 1;
	*measured = *coverage;
	if (row == NAME_NONE)
		return;
	m = prepared_share(p, p->measured, row);
	if (m == m)
		*measured = m;
	else if (prepared_flagged(p, row, "EIU"))
		*measured = 0;
}

/* The shares of the entries, as far as rows do not have what goes without
 * saying. */
static void
take_shares(struct index_leaf *l)
{
	const struct prepared *p = l->prepared;
	const struct tree_column *c = l->column;
	bool flags = p->flag >= 0 && p->figures.name[p->flag].names.n > 1;

	if (p->coverage < 0 && p->measured < 0 && !flags)
		return;
	if (p->coverage >= 0)
		l->coverage = mem_array(c->n, sizeof *l->coverage);
	for (uint32_t k = 0; k < c->n; k++) {
		double coverage, measured;

		shares_of(p, c->row[k], &coverage, &measured);
		if (l->coverage != NULL)
			l->coverage[k] = coverage;
		if (measured == coverage && l->measured == NULL)
			continue;
		if (l->measured == NULL) {
			l->measured = mem_array(c->n, sizeof *l->measured);
			for (uint32_t i = 0; i < k; i++)
				l->measured[i] = l->coverage == NULL ? 1 :
				    l->coverage[i];
		}
		l->measured[k] = measured;
	}
}

void
leaf_open(struct index_leaf *l, const struct prepared *p,
    const struct tree_column *c, uint32_t cities)
{
	*l = (struct index_leaf){ .prepared = p, .column = c, .cities = cities };
	take_shares(l);
}

uint32_t
leaf_entry(const struct tree_column *c, uint32_t city)
{
	uint32_t k = tree_entry(c, city);

	return c->dense || (k < c->n && c->at[k] == city) ? k : NAME_NONE;
}

static bool
same_number(double a, double b)
{
	return a == b || (a != a && b != b);
}

static bool
same_method(const struct method *a, const struct method *b)
{
	return a->id == b->id && a->given == b->given && same_number(a->number,
	    b->number) && a->pair[0] == b->pair[0] &&
	    a->pair[1] == b->pair[1] && a->ties == b->ties &&
	    a->step == b->step;
}

/* Do two ways differ in nothing that variants change? */
static bool
same_scale(const struct leaf_scale *a, const struct leaf_scale *b)
{
	return same_method(&a->rule.method, &b->rule.method) &&
	    same_method(&a->treat, &b->treat) && a->measured == b->measured &&
	    a->rule.direction == b->rule.direction &&
	    a->rule.transform == b->rule.transform &&
	    same_number(a->rule.goal_low, b->rule.goal_low) &&
	    same_number(a->rule.goal_high, b->rule.goal_high) &&
	    same_number(a->rule.target, b->rule.target);
}

void
leaf_gather(struct index_leaf *leaf, uint32_t n)
{
	enum { TOGETHER = 128 };
	uint32_t cities = n == 0 ? 0 : leaf->cities;
	uint32_t *next = mem_array(n, sizeof *next);
	size_t room = 0;
	double *x;

	for (uint32_t i = 0; i < n; i++)
		room += leaf[i].column->n;
	x = mem_resize(NULL, room + 1, sizeof *x);
	for (uint32_t i = 0; i < n; x += leaf[i++].column->n) {
		leaf[i].figure = x;
		if (n > 1)
			leaf[i].side = x;
	}
	for (uint32_t to = TOGETHER; to < cities + TOGETHER; to += TOGETHER)
		for (uint32_t i = 0; i < n; i++) {
			const struct tree_column *c = leaf[i].column;
			const double *figure =
			    leaf[i].prepared->figures.number[0].x;
			uint32_t k = next[i], end = to < c->n ? to : c->n;

			for (; k < end && (c->dense || c->at[k] < to); k++)
				leaf[i].figure[k] = c->row[k] == NAME_NONE ?
				    (double)NAN : figure[c->row[k]];
			next[i] = k;
		}
	free(next);
}

/* The raw figures that count, in memory of their own. */
static double *
take_figures(struct index_leaf *l, bool only_measured)
{
	double *x;

	if (l->figure == NULL)
		leaf_gather(l, 1);
	x = l->figure;
	l->figure = NULL;
	for (uint32_t k = 0; only_measured && k < l->column->n; k++)
		if (x[k] == x[k] && prepared_flagged(l->prepared,
		    l->column->row[k], "I"))
			x[k] = (double)NAN;
	return x;
}

/* Gives the scores shares of their own, which changes have others of. */
static void
copy_shares(const struct index_leaf *l, struct leaf_scores *s)
{
	uint32_t n = l->column->n;

	s->measured = mem_array(n, sizeof *s->measured);
	for (uint32_t k = 0; k < n; k++)
		s->measured[k] = l->measured != NULL ? l->measured[k] :
		    l->coverage != NULL ? l->coverage[k] : 1;
}

/* Puts a changed figure in its place. */
static void
change_figure(const struct index_leaf *l, struct leaf_scores *s,
    const struct index_change *c)
{
	uint32_t k = leaf_entry(l->column, c->city);
	double m = prepared_share(l->prepared, l->prepared->measured,
	    l->column->row[k]);

	s->value[k] = s->scale.measured && c->imputed ? (double)NAN : c->value;
	if (m != m)
		s->measured[k] = c->filled ? 0 : l->coverage == NULL ? 1 :
		    l->coverage[k];
}

/* Treats what is there, as sci-treat does. */
static void
treat(struct leaf_scores *s, size_t n)
{
	struct rank_value *sorted = mem_array(n, sizeof *sorted);
	double *was = mem_array(n, sizeof *was), *now = mem_array(n, sizeof *now);
	size_t m = 0;

	for (size_t k = 0; k < n; k++)
		if (s->value[k] == s->value[k])
			sorted[m++] = (struct rank_value){ s->value[k],
			    (uint32_t)k };
	rank_sort(sorted, m);
	for (size_t i = 0; i < m; i++)
		was[i] = sorted[i].value;
	if (m > 0)
		treat_values(was, m, &s->scale.treat, now);
	for (size_t i = 0; i < m; i++) {
		s->value[sorted[i].row] = now[i];
		if (!isfinite(now[i]) && s->problem == PROBLEM_NONE) {
			s->problem = PROBLEM_TREAT;
			s->at = sorted[i].row;
		}
	}
	free(sorted);
	free(was);
	free(now);
}

/* Takes the values that are scored, into s->value. */
static void
take_values(struct index_leaf *l, struct leaf_scores *s)
{
	s->value = take_figures(l, s->scale.measured);
	for (size_t i = 0; i < s->nchange; i++)
		change_figure(l, s, &s->change[i]);
	if (s->scale.treat.id != TREAT_NONE)
		treat(s, l->column->n);
}

/* Sets up the values of a scale. */
static void
begin(struct index_leaf *l, struct leaf_scores *s, const struct leaf_scale *scale,
    const struct index_change *change, size_t nchange)
{
	s->scale = *scale;
	s->coverage = l->coverage;
	s->measured = l->measured;
	if (nchange > 0) {
		s->change = mem_array(nchange, sizeof *s->change);
		copy_shares(l, s);
	}
	for (size_t i = 0; i < nchange; i++)
		if (change[i].node == l->column->node &&
		    leaf_entry(l->column, change[i].city) != NAME_NONE)
			s->change[s->nchange++] = change[i];
	take_values(l, s);
	if (scale->reference != NAME_NONE) {
		uint32_t k = leaf_entry(l->column, scale->reference);

		s->scale.rule.reference = k == NAME_NONE ? (double)NAN :
		    s->value[k];
	}
}

/* Scores to be set up, without what they held. */
static struct leaf_scores *
renewed(const struct index_leaf *l, struct leaf_scores **scores)
{
	struct leaf_scores *s = *scores;

	if (s == NULL)
		return *scores = mem_array(1, sizeof *s);
	if (s->x != l->side)
		free(s->x);
	if (s->value != l->side)
		free(s->value);
	free(s->change);
	if (s->measured != l->measured)
		free(s->measured);
	for (int i = 0; i < 2; i++) {
		free(s->image[i].hi);
		free(s->image[i].lo);
	}
	if (s->among != NULL)
		among_free(s->among);
	free(s->among);
	*s = (struct leaf_scores){ .scored = false };
	return s;
}

/* The same without scores yet. */
static struct leaf_scores *
find(struct index_leaf *l, const struct leaf_scale *scale,
    const struct index_change *change, size_t nchange)
{
	struct leaf_scores **where = &l->changed, *s;
	bool changed = false;

	for (size_t i = 0; i < nchange; i++)
		changed = changed || change[i].node == l->column->node;
	for (unsigned i = 0; i < l->nkept && i < LEAF_SCALES && !changed; i++)
		if (same_scale(&l->kept[i]->scale, scale))
			return l->kept[i];
	if (!changed)
		where = &l->kept[l->nkept++ % LEAF_SCALES];
	s = renewed(l, where);
	begin(l, s, scale, change, changed ? nchange : 0);
	return s;
}

struct leaf_scores *
leaf_score(struct index_leaf *l, const struct leaf_scale *scale,
    const struct index_change *change, size_t nchange)
{
	struct leaf_scores *s = find(l, scale, change, nchange);
	uint32_t n = l->column->n;

	if (s->scored || s->problem != PROBLEM_NONE)
		return s;
	s->scored = true;
	s->x = s->value;
	s->value = NULL;
	s->lack = normalize_scores(&s->scale.rule, s->x, n, s->x, &s->at);
	if (s->lack != SCALE_FITS)
		s->problem = PROBLEM_SCALE;
	for (uint32_t k = 0; k < n; k++)
		s->gaps = s->gaps || s->x[k] != s->x[k];
	return s;
}

struct leaf_image
leaf_image(struct leaf_scores *s, const struct index_leaf *l,
    const struct method *m)
{
	struct leaf_image *image = &s->image[m->id == AGGREGATE_GEOMETRIC];
	uint32_t n = l->column->n;

	if (!mean_has_image(m) || m->id == AGGREGATE_ARITHMETIC)
		return (struct leaf_image){ NULL, NULL };
	if (image->hi == NULL) {
		image->hi = mem_array(n, sizeof *image->hi);
		image->lo = mem_array(n, sizeof *image->lo);
		mean_image(m, s->x, n, image->hi, image->lo);
	}
	return *image;
}

const double *
leaf_values(struct leaf_scores *s, struct index_leaf *l)
{
	if (s->value == NULL)
		take_values(l, s);
	return s->value;
}
