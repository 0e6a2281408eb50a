/* estimate - weights that the scores of siblings give them. */
#include <math.h>
#include <stdlib.h>

#include "base/die.h"
#include "base/mem.h"
#include "method/correlate.h"
#include "method/weights.h"
#include "number/sum.h"
#include "stream/rows.h"
#include "table/estimate.h"
#include "table/figures.h"

const char *const estimate_names[] = {
	"equal", "sd", "entropy", "critic", "pca", "balance", NULL
};
const char *const estimate_negative_names[] = { "error", "zero", "square",
    NULL };

/* The children of a parent, and their scores in those rows that have all of
 * them. */
struct siblings {
	uint32_t parent, *child;
	struct weights_scores scores;
};

/* The children of a parent that take part, those of a weight above 0; none if
 * one of them has no values. */
static struct siblings
children_of(const struct estimate *e, uint32_t parent)
{
	const struct node *node = e->framework->node;
	struct siblings s = { parent, mem_array(e->framework->n,
	    sizeof *s.child), { 0, 0, NULL } };
	struct correlate_values *values = mem_array(e->framework->n,
	    sizeof *values);
	size_t k = 0;

	for (uint32_t c = node[parent].child; c != NAME_NONE;
	    c = node[c].next) {
		if (node[c].weight == 0)
			continue;
		if (e->values[c].n == 0) {
			k = 0;
			break;
		}
		s.child[k] = c;
		values[k++] = e->values[c];
	}
	s.scores.k = k;
	s.scores.x = mem_array(k == 0 ? 0 : k * values[0].n,
	    sizeof *s.scores.x);
	s.scores.n = k == 0 ? 0 : correlate_complete(values, k, s.scores.x);
	free(values);
	return s;
}

static _Noreturn void
die_node(const struct estimate *e, uint32_t v, const char *what)
{
	die("%s (%.*s)", what, TEXT_ARG(framework_code(e->framework, v)));
}

/* Refuses scores below 0, and none above, where entropy is to be computed. */
static void
check_shares(const struct estimate *e, const struct siblings *s, size_t c)
{
	const double *x = weights_column(&s->scores, c);
	double sum = 0, least = 0;

	for (size_t i = 0; i < s->scores.n; i++) {
		sum += x[i];
		least = x[i] < least ? x[i] : least;
	}
	for (size_t i = 0; least < 0 && i < e->figures->n; i++)
		if (e->figures->number[0].x[i] == least &&
		    text_equal(framework_code(e->framework, s->child[c]),
		    e->figures->keys.indicators.text[figures_indicator(e->figures,
		    i)]))
			figures_die(e->figures, i,
			    "entropy needs scores from 0 on");
	if (sum == 0)
		die_node(e, s->child[c], "entropy needs a score above 0");
}

/* What a loading counts as a weight. */
static double
counted(const struct estimate *e, uint32_t child, double loading)
{
	/* What is left of 0 after rounding has no sign. */
	if (fabs(loading) < 1e-12)
		return 0;
	if (e->negative == ESTIMATE_SQUARE)
		return loading * loading;
	if (loading < 0 && e->negative != ESTIMATE_ZERO)
		die_node(e, child,
		    "pca: a negative loading; --negative says what it shall count");
	return loading < 0 ? 0 : loading;
}

static void
principal(const struct estimate *e, const struct siblings *s, double *w)
{
	switch (weights_principal(&s->scores, w)) {
	case WEIGHTS_TWO_FIRST:
		die_node(e, s->parent,
		    "pca: the first two components are equally strong, so there "
		    "are no weights");
	case WEIGHTS_SIGN_OPEN:
		if (e->negative == ESTIMATE_ZERO)
			die_node(e, s->parent,
			    "pca: the loadings sum to 0, so which of them are "
			    "negative is open");
		break;
	case WEIGHTS_SIGNED:
		break;
	}
	for (size_t c = 0; c < s->scores.k; c++)
		w[c] = counted(e, s->child[c], w[c]);
}

/* Names the children that stay at 0. */
static _Noreturn void
die_zeros(const struct estimate *e, const struct siblings *s, const double *w)
{
	struct text *zero = mem_array(s->scores.k, sizeof *zero);
	size_t n = 0;

	for (size_t c = 0; c < s->scores.k; c++)
		if (!(w[c] > 0))
			zero[n++] = framework_code(e->framework, s->child[c]);
	die("balance: even at weight 0 the correlation is more than its share: %s (%.*s)",
	    rows_shown(zero, n), TEXT_ARG(framework_code(e->framework, s->parent)));
}

/* Weights with which every child's correlation with the parent takes the share
 * of its own weight. */
static void
balance(const struct estimate *e, const struct siblings *s, double *w)
{
	double *share = mem_array(s->scores.k, sizeof *share), sum = 0;
	enum weights_balance found;

	for (size_t c = 0; c < s->scores.k; c++)
		sum += share[c] = e->framework->node[s->child[c]].weight;
	for (size_t c = 0; c < s->scores.k; c++)
		share[c] /= sum;
	found = weights_balanced(&s->scores, share, w);
	free(share);
	if (found == WEIGHTS_OPEN)
		die_node(e, s->parent,
		    "balance: the scores of some children are those of others put "
		    "together, so the weights are open");
	if (found == WEIGHTS_STAY_0)
		die_zeros(e, s, w);
}

/* What the children count, on any scale. */
static void
raw_weights(const struct estimate *e, const struct siblings *s, double *w)
{
	bool correlates = e->kind == ESTIMATE_CRITIC ||
	    e->kind == ESTIMATE_PCA || e->kind == ESTIMATE_BALANCE;

	for (size_t c = 0; c < s->scores.k; c++) {
		double sd = sum_sd(weights_column(&s->scores, c), s->scores.n);

		if (correlates && sd == 0)
			die_node(e, s->child[c],
			    "all scores are equal, so there is no correlation");
		if (e->kind == ESTIMATE_ENTROPY)
			check_shares(e, s, c);
		w[c] = e->kind == ESTIMATE_SD ? sd :
		    e->kind == ESTIMATE_CRITIC ? weights_critic(&s->scores, c) :
		    e->kind != ESTIMATE_ENTROPY || sd == 0 ? 0 :
		    weights_divergence(&s->scores, c);
	}
	if (e->kind == ESTIMATE_PCA)
		principal(e, s, w);
	if (e->kind == ESTIMATE_BALANCE)
		balance(e, s, w);
}

bool
estimate_weights(const struct estimate *e, uint32_t parent, double *weight,
    size_t *n)
{
	struct siblings s = children_of(e, parent);
	size_t k = s.scores.k;
	double *w = mem_array(k, sizeof *w), sum;

	for (size_t c = 0; c < k; c++)
		w[c] = 1;
	if (k > 1 && e->kind != ESTIMATE_EQUAL) {
		if (s.scores.n < 2)
			die_node(e, parent,
			    "fewer than two rows have all of its children");
		raw_weights(e, &s, w);
	}
	sum = sum_exact(w, k);
	if (k > 0 && !(sum > 0 && isfinite(sum)))
		die_node(e, parent, "the weights of its children sum to 0");
	for (size_t c = 0; c < k; c++)
		weight[s.child[c]] = w[c] / sum;
	free(s.child);
	free(s.scores.x);
	free(w);
	*n = s.scores.n;
	return k > 0;
}
