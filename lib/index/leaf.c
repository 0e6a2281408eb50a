/* leaf - the scores that the rows of an indicator have in an edition. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/leaf.h"
#include "method/mean.h"
#include "method/treat.h"
#include "number/rank.h"

/* The shares of the entries, as far as rows do not have what goes without saying. */
static void
take_shares(struct index_leaf *l)
{
	const struct figures_number *coverage = &l->prepared->figures.number[l->prepared->coverage];
	const struct figures_number *measured = &l->prepared->figures.number[l->prepared->measured];
	const struct tree_column *c = l->column;

	if (coverage->column >= 0)
		l->coverage = mem_array(c->n, sizeof *l->coverage);
	for (uint32_t k = 0; k < c->n; k++) {
		bool there = c->row[k] != NAME_NONE;
		double x = there && coverage->column >= 0 ? coverage->x[c->row[k]] : 1, m = x;

		x = m = x == x ? x : 1;
		if (there && prepared_flagged(l->prepared, c->row[k], "EIU"))
			m = 0;
		if (there && measured->column >= 0 &&
		    measured->x[c->row[k]] == measured->x[c->row[k]])
			m = measured->x[c->row[k]];
		if (l->coverage != NULL)
			l->coverage[k] = x;
		if (m == x && l->measured == NULL)
			continue;
		if (l->measured == NULL) {
			l->measured = mem_array(c->n, sizeof *l->measured);
			for (uint32_t i = 0; i < k; i++)
				l->measured[i] = l->coverage == NULL ? 1 : l->coverage[i];
		}
		l->measured[k] = m;
	}
}

void
leaf_open(struct index_leaf *l, const struct prepared *p, const struct tree_column *c)
{
	memset(l, 0, sizeof *l);
	l->prepared = p;
	l->column = c;
	take_shares(l);
}

uint32_t
leaf_entry(const struct tree_column *c, uint32_t city)
{
	uint32_t from = 0, to = c->n;

	if (c->dense)
		return city;
	while (from < to) {
		uint32_t middle = from + (to - from) / 2;

		if (c->at[middle] < city)
			from = middle + 1;
		else
			to = middle;
	}
	return from < c->n && c->at[from] == city ? from : NAME_NONE;
}

static bool
same_number(double a, double b)
{
	return a == b || (a != a && b != b);
}

static bool
same_method(const struct method *a, const struct method *b)
{
	return a->id == b->id && a->given == b->given && same_number(a->number, b->number) &&
	    a->pair[0] == b->pair[0] && a->pair[1] == b->pair[1] && a->ties == b->ties &&
	    a->step == b->step;
}

/* Do two ways differ in nothing that variants change? */
static bool
same_scale(const struct leaf_scale *a, const struct leaf_scale *b)
{
	return same_method(&a->rule.method, &b->rule.method) && same_method(&a->treat, &b->treat) &&
	    a->measured == b->measured && a->rule.direction == b->rule.direction &&
	    a->rule.transform == b->rule.transform &&
	    same_number(a->rule.goal_low, b->rule.goal_low) &&
	    same_number(a->rule.goal_high, b->rule.goal_high) &&
	    same_number(a->rule.target, b->rule.target);
}

/* The raw figures that count. */
static void
take_figures(const struct index_leaf *l, bool only_measured, double *x)
{
	const double *figure = l->prepared->figures.number[0].x;

	for (uint32_t k = 0; k < l->column->n; k++) {
		uint32_t row = l->column->row[k];

		x[k] = row == NAME_NONE ? (double)NAN : figure[row];
		if (only_measured && x[k] == x[k] && prepared_flagged(l->prepared, row, "I"))
			x[k] = (double)NAN;
	}
}

/* Puts changed figures in their place. */
static void
change_figures(const struct index_leaf *l, struct leaf_scores *s, const struct index_change *change,
    size_t n)
{
	uint32_t entries = l->column->n;

	s->measured = mem_array(entries, sizeof *s->measured);
	for (uint32_t k = 0; k < entries; k++)
		s->measured[k] = l->measured != NULL ? l->measured[k] :
		    l->coverage != NULL ? l->coverage[k] : 1;
	for (size_t i = 0; i < n; i++) {
		uint32_t k;
		double m;

		if (change[i].node != l->column->node)
			continue;
		k = leaf_entry(l->column, change[i].city);
		if (k == NAME_NONE)
			continue;
		s->value[k] = s->scale.measured && change[i].imputed ? (double)NAN : change[i].value;
		m = l->prepared->figures.number[l->prepared->measured].x[l->column->row[k]];
		if (m != m)
			s->measured[k] = change[i].filled ? 0 : l->coverage == NULL ? 1 : l->coverage[k];
	}
}

/* Treats what is there, as sci-treat does. */
static void
treat(struct leaf_scores *s, size_t n)
{
	struct rank_value *sorted = mem_array(n, sizeof *sorted), *spare = mem_array(n, sizeof *spare);
	double *was = mem_array(n, sizeof *was), *now = mem_array(n, sizeof *now);
	size_t m = 0;

	for (size_t k = 0; k < n; k++)
		if (s->value[k] == s->value[k])
			sorted[m++] = (struct rank_value){ s->value[k], (uint32_t)k };
	rank_sort(sorted, spare, m);
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
	free(spare);
	free(was);
	free(now);
}

/* Sets up the values of a scale. */
static void
begin(const struct index_leaf *l, struct leaf_scores *s, const struct leaf_scale *scale,
    const struct index_change *change, size_t nchange)
{
	uint32_t n = l->column->n;

	s->scale = *scale;
	s->coverage = l->coverage;
	s->measured = l->measured;
	s->value = mem_array(n, sizeof *s->value);
	take_figures(l, scale->measured, s->value);
	if (nchange > 0)
		change_figures(l, s, change, nchange);
	if (scale->treat.id != TREAT_NONE)
		treat(s, n);
	if (scale->reference != NAME_NONE) {
		uint32_t k = leaf_entry(l->column, scale->reference);

		s->scale.rule.reference = k == NAME_NONE ? (double)NAN : s->value[k];
	}
}

/* Scores to be set up, without what they held. */
static struct leaf_scores *
renewed(const struct index_leaf *l, struct leaf_scores **scores)
{
	struct leaf_scores *s = *scores;

	if (s == NULL)
		return *scores = mem_array(1, sizeof *s);
	free(s->x);
	free(s->value);
	if (s->measured != l->measured)
		free(s->measured);
	for (int i = 0; i < 2; i++) {
		free(s->image[i].hi);
		free(s->image[i].lo);
	}
	memset(s, 0, sizeof *s);
	return s;
}

struct leaf_scores *
leaf_find(struct index_leaf *l, const struct leaf_scale *scale, const struct index_change *change,
    size_t nchange)
{
	struct leaf_scores *s;
	bool changed = false;

	for (size_t i = 0; i < nchange; i++)
		changed = changed || change[i].node == l->column->node;
	if (changed) {
		s = renewed(l, &l->changed);
		begin(l, s, scale, change, nchange);
		return s;
	}
	for (int i = 0; i < l->nkept; i++)
		if (same_scale(&l->kept[i]->scale, scale))
			return l->kept[i];
	if (l->nkept < LEAF_SCALES) {
		s = renewed(l, &l->kept[l->nkept++]);
	} else {
		s = renewed(l, &l->kept[l->next]);
		l->next = (l->next + 1) % LEAF_SCALES;
	}
	begin(l, s, scale, NULL, 0);
	return s;
}

struct leaf_scores *
leaf_score(struct index_leaf *l, const struct leaf_scale *scale, const struct index_change *change,
    size_t nchange)
{
	struct leaf_scores *s = leaf_find(l, scale, change, nchange);
	uint32_t n = l->column->n;

	if (s->scored || s->problem != PROBLEM_NONE)
		return s;
	s->scored = true;
	s->x = mem_array(n, sizeof *s->x);
	s->lack = normalize_scores(&s->scale.rule, s->value, n, s->x, &s->at);
	if (s->lack != SCALE_FITS)
		s->problem = PROBLEM_SCALE;
	for (uint32_t k = 0; k < n; k++)
		s->gaps = s->gaps || s->x[k] != s->x[k];
	return s;
}

struct leaf_image
leaf_image(struct leaf_scores *s, const struct index_leaf *l, const struct method *m)
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
leaf_values(const struct leaf_scores *s)
{
	return s->value;
}

/* Finds the two least and the two most values, and whose the first of both are. */
static void
find_ends(struct leaf_scores *s, uint32_t n)
{
	double *end = s->end;

	end[0] = end[1] = (double)INFINITY;
	end[2] = end[3] = (double)-INFINITY;
	s->end_entry[0] = s->end_entry[1] = NAME_NONE;
	for (uint32_t k = 0; k < n; k++) {
		double x = s->value[k];

		if (x < end[0]) {
			end[1] = end[0];
			end[0] = x;
			s->end_entry[0] = k;
		} else if (x < end[1]) {
			end[1] = x;
		}
		if (x > end[2]) {
			end[3] = end[2];
			end[2] = x;
			s->end_entry[1] = k;
		} else if (x > end[3]) {
			end[3] = x;
		}
	}
	s->ends_known = true;
}

enum scale_lack
leaf_among(struct leaf_scores *s, const struct index_leaf *l, uint32_t city, double x,
    double *score)
{
	const struct normalize_rule *r = &s->scale.rule;
	uint32_t n = l->column->n, out = city == NAME_NONE ? NAME_NONE : leaf_entry(l->column, city);
	enum scale_lack lack;
	double *other;
	size_t m = 0;

	if ((method_row(METHOD_NORMALIZE, r->method.id)->needs & NEEDS_VALUES) == 0) {
		double ends[2];

		if (!s->ends_known)
			find_ends(s, n);
		ends[0] = s->end[out != NAME_NONE && out == s->end_entry[0]];
		ends[1] = s->end[2 + (out != NAME_NONE && out == s->end_entry[1])];
		return normalize_among(r, x, ends, isfinite(ends[0]) ? 2 : 0, score);
	}
	other = mem_array(n, sizeof *other);
	for (uint32_t k = 0; k < n; k++)
		if (k != out && s->value[k] == s->value[k])
			other[m++] = s->value[k];
	lack = normalize_among(r, x, other, m, score);
	free(other);
	return lack;
}
