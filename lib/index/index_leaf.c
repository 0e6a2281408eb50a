/* index_leaf - what the leaves of an index score: their rows, and a value among
 * those of others. */
#include <math.h>

#include "base/mem.h"
#include "index/leaf.h"

/* How a column's rows are scored in a variant. */
static struct leaf_scale
scale_of(const struct index *x, uint32_t edition, uint32_t column,
    const struct index_variant *v)
{
	const struct tree_column *c = &x->edition[edition].tree.column[column];
	const struct node *node = v != NULL && v->node != NULL ? v->node :
	    x->framework->node;
	struct leaf_scale s = { .rule = rule_of_node(x->rule, &node[c->node]) };

	s.treat = (struct method){ .id = TREAT_NONE };
	if (x->treat)
		s.treat = node[c->node].treat.id == METHOD_UNSET ? x->jrc :
		    node[c->node].treat;
	s.measured = v != NULL && v->measured != NULL && v->measured[c->node];
	if (s.rule.method.id == NORMALIZE_REFERENCE &&
	    x->prepared->reference != NAME_NONE)
		s.reference = index_city(x, edition, x->prepared->reference);
	else
		s.reference = NAME_NONE;
	return s;
}

/* Puts the place of a problem with a column: entry `at` of it, or all. */
static bool
leaf_problem(const struct index *x, uint32_t edition, uint32_t column,
    const struct leaf_scores *s, struct problem *p)
{
	const struct index_edition *e = &x->edition[edition];
	const struct tree_column *c = &e->tree.column[column];
	bool of_one = s->problem == PROBLEM_TREAT ||
	    s->lack == SCALE_TRANSFORM || s->lack == SCALE_BEYOND;

	problem_at(p, s->problem, e->year, NAME_NONE, c->node);
	p->lack = s->lack;
	if (of_one) {
		p->unit = e->unit[c->dense ? s->at : c->at[s->at]];
		p->row = c->row[s->at];
	}
	return false;
}

/* The scores of a column in a variant, or why there are none. */
static struct leaf_scores *
scores_of(struct index *x, uint32_t edition, uint32_t column,
    const struct index_variant *v)
{
	struct leaf_scale scale = scale_of(x, edition, column, v);

	return leaf_score(&x->edition[edition].leaf[column], &scale,
	    v == NULL ? NULL : v->change, v == NULL ? 0 : v->nchange);
}

struct leaf_scores *
index_column(struct index *x, uint32_t edition, uint32_t column,
    const struct index_variant *v, struct problem *p)
{
	struct leaf_scores *s = scores_of(x, edition, column, v);

	if (s->problem == PROBLEM_NONE)
		return s;
	leaf_problem(x, edition, column, s, p);
	return NULL;
}

bool
index_has_rows(const struct index *x, uint32_t edition, uint32_t node)
{
	return x->edition[edition].column[node] != NAME_NONE;
}

/* The shares of an entry of a leaf, as sci-aggregate --keep writes them. */
static void
shares_of(const struct index *x, const struct leaf_scores *s, uint32_t row,
    uint32_t k, double *coverage, double *measured)
{
	double given, m;

	if (row == NAME_NONE)
		return;
	given = prepared_share(x->prepared, x->prepared->coverage, row);
	m = prepared_share(x->prepared, x->prepared->measured, row);
	*coverage = s->coverage == NULL ? 1 : s->coverage[k];
	*measured = s->measured == NULL ? *coverage : s->measured[k];
	/* Without a score and a share of its own it has none. */
	if (s->x[k] != s->x[k] && given != given) {
		*coverage = 0;
		*measured = m == m ? m : 0;
	}
}

bool
index_rows(struct index *x, uint32_t edition, const struct index_variant *v,
    uint32_t node, const struct index_rows *to, struct problem *p)
{
	struct index_edition *e = &x->edition[edition];
	double *const array[] = { to->score, to->value, to->coverage,
	    to->measured };
	uint32_t column = e->column[node];
	const struct tree_column *c;
	const double *value = NULL;
	struct leaf_scores *s;

	for (size_t i = 0; i < sizeof array / sizeof *array; i++)
		for (uint32_t k = 0; k < e->n && array[i] != NULL; k++)
			array[i][k] = (double)NAN;
	if (column == NAME_NONE)
		return true;
	s = index_column(x, edition, column, v, p);
	if (s == NULL)
		return false;
	c = &e->tree.column[column];
	if (to->value != NULL)
		value = leaf_values(s, &e->leaf[column]);
	for (uint32_t k = 0; k < c->n; k++) {
		uint32_t city = c->dense ? k : c->at[k];

		if (to->score != NULL)
			to->score[city] = s->x[k];
		if (value != NULL)
			to->value[city] = value[k];
		if (to->coverage != NULL)
			shares_of(x, s, c->row[k], k, &to->coverage[city],
			    &to->measured[city]);
	}
	return true;
}

/* The score of a value of a city (NAME_NONE: of none) among those of the
 * others. */
static enum scale_lack
score_among(struct leaf_scores *s, struct index_leaf *l, uint32_t city,
    double x, double *score)
{
	const double *value = leaf_values(s, l);
	uint32_t k = city == NAME_NONE ? NAME_NONE : leaf_entry(l->column, city);

	if (s->among == NULL) {
		s->among = mem_array(1, sizeof *s->among);
		among_open(s->among, &s->scale.rule, value, l->column->n);
	}
	/* What the city of --reference has instead is what others are measured
	 * by. */
	s->among->rule.reference = city != NAME_NONE &&
	    city == s->scale.reference ? x : s->scale.rule.reference;
	return among_score(s->among, x, k == NAME_NONE ? (double)NAN : value[k],
	    score);
}

bool
index_leaf_among(struct index *x, uint32_t edition,
    const struct index_variant *v, uint32_t node, uint32_t city, double value,
    double *score, struct problem *p)
{
	struct index_edition *e = &x->edition[edition];
	uint32_t column = e->column[node];
	struct leaf_scores none = { .problem = PROBLEM_SCALE }, *s;
	enum scale_lack lack;

	*score = (double)NAN;
	if (value != value || column == NAME_NONE)
		return true;
	/* Without scores of their own, too. */
	s = scores_of(x, edition, column, v);
	if (s->problem == PROBLEM_TREAT)
		return leaf_problem(x, edition, column, s, p);
	lack = score_among(s, &e->leaf[column], city, value, score);
	if (lack == SCALE_FITS)
		return true;
	none.lack = lack;
	leaf_problem(x, edition, column, &none, p);
	p->row = NAME_NONE;
	p->unit = city == NAME_NONE ? NAME_NONE : e->unit[city];
	return false;
}

uint32_t
index_row(const struct index *x, uint32_t edition, uint32_t node, uint32_t city)
{
	const struct index_edition *e = &x->edition[edition];
	uint32_t column = e->column[node], k = NAME_NONE;

	if (column != NAME_NONE)
		k = leaf_entry(&e->tree.column[column], city);
	return k == NAME_NONE ? NAME_NONE : e->tree.column[column].row[k];
}
