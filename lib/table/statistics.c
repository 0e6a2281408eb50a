/* statistics - the tables of how indicators go together, edition by edition. */
#include <math.h>
#include <stdlib.h>

#include "base/die.h"
#include "base/mem.h"
#include "method/weights.h"
#include "table/figures_order.h"
#include "table/nodes.h"
#include "table/statistics.h"

void
statistics_read(struct statistics *s, struct figures *figures,
    const struct framework *framework)
{
	*s = (struct statistics){ figures, framework, NULL, NULL };
	s->node = nodes_read(figures, framework, NODES_DENOMINATORS);
	s->values = figures_values(figures);
}

uint32_t *
statistics_positions(const struct statistics *s, uint32_t *n)
{
	const struct framework *f = s->framework;
	uint32_t *place;

	*n = s->figures->keys.indicators.n;
	if (f == NULL)
		return names_order(&s->figures->keys.indicators);
	place = mem_array(*n, sizeof *place);
	for (uint32_t i = 0; i < *n; i++)
		place[i] = s->node[i] < f->n ? f->step[s->node[i]] : s->node[i];
	*n = f->names.n;
	return place;
}

uint32_t *
statistics_groups(const struct statistics *s)
{
	uint32_t n, *place = statistics_positions(s, &n);
	uint32_t *group = keys_sort_pairs(&s->figures->keys,
	    &s->figures->groups, place, n);

	free(place);
	return group;
}

void
statistics_year(const struct statistics *s, struct out *o, uint32_t year)
{
	if (s->figures->keys.year_column < 0)
		return;
	out_text(o, s->figures->keys.years.text[year]);
	out_char(o, '\t');
}

/* Begins a row: its year, and what it is about. */
static void
begin_row(const struct statistics *s, struct out *o, uint32_t year,
    struct text name)
{
	statistics_year(s, o, year);
	out_text(o, name);
}

void
statistics_group(const struct statistics *s, struct out *o, uint32_t group)
{
	struct pair p = s->figures->groups.pair[group];

	begin_row(s, o, p.a, s->figures->keys.indicators.text[p.b]);
}

void
statistics_put(const struct statistics *s, struct out *o, uint32_t group,
    double v)
{
	if (isinf(v))
		figures_die_group(s->figures, group,
		    "a statistic is beyond the doubles");
	out_cell(o, v);
}

/* What is needed for a row of two indicators. */
struct pairing {
	enum statistics_correlation method;
	double *x, *y;
};

static void
write_pair(const struct statistics *s, struct out *o, const struct pairing *p,
    uint32_t one, uint32_t other)
{
	static double (*const correlation[CORRELATIONS])(const double *,
	    const double *, size_t) = {
		correlate_pearson, correlate_spearman, correlate_kendall
	};
	size_t n = correlate_pairs(&s->values[one], &s->values[other], p->x,
	    p->y);
	double r = correlation[p->method](p->x, p->y, n);

	statistics_group(s, o, one);
	out_cell_text(o,
	    s->figures->keys.indicators.text[s->figures->groups.pair[other].b]);
	statistics_put(s, o, one, r);
	out_cell(o, (double)n);
	statistics_put(s, o, one, p->method == KENDALL ? (double)NAN :
	    correlate_p(r, n));
	out_char(o, '\n');
}

/* The group of a node's values in a year, or NAME_NONE. */
static uint32_t
group_of(const struct statistics *s, uint32_t node, uint32_t year)
{
	uint32_t i = name_find(&s->figures->keys.indicators,
	    framework_code(s->framework, node));

	return i == NAME_NONE ? NAME_NONE : pair_find(&s->figures->groups, year,
	    i);
}

void
statistics_correlations(const struct statistics *s, struct out *o,
    enum statistics_correlation method, bool family)
{
	uint32_t *group = statistics_groups(s), n = s->figures->groups.n;
	size_t most = s->figures->keys.units.n;
	struct pairing p = { method, mem_array(most, sizeof *p.x),
	    mem_array(most, sizeof *p.y) };

	out_string(o, "indicator\tother\tvalue\tn\tp\n");
	for (uint32_t i = 0; i < n; i++) {
		struct pair one = s->figures->groups.pair[group[i]];
		uint32_t v = family ? s->node[one.b] : NAME_NONE;

		for (uint32_t j = i + 1; !family && j < n; j++) {
			if (s->figures->groups.pair[group[j]].a != one.a)
				break;
			write_pair(s, o, &p, group[i], group[j]);
		}
		/* What is only a denominator has nothing above it. */
		while (family && v < s->framework->n &&
		    (v = s->framework->node[v].parent) != NAME_NONE) {
			uint32_t above = group_of(s, v, one.a);

			if (above != NAME_NONE)
				write_pair(s, o, &p, group[i], above);
		}
	}
	free(p.x);
	free(p.y);
	free(group);
}

/* The children of a node that have a value in a year: their nodes and
 * values. */
static size_t
children_of(const struct statistics *s, uint32_t parent, uint32_t year,
    uint32_t *child, struct correlate_values *values)
{
	const struct node *node = s->framework->node;
	size_t k = 0;

	for (uint32_t c = node[parent].child; c != NAME_NONE;
	    c = node[c].next) {
		uint32_t g = group_of(s, c, year);

		if (g == NAME_NONE || s->values[g].n == 0)
			continue;
		child[k] = c;
		values[k++] = s->values[g];
	}
	return k;
}

/* The part of a table that one parent has in one year. */
typedef void write_parent(const struct statistics *, struct out *,
    uint32_t year, uint32_t parent, const uint32_t *child,
    const struct correlate_values *, size_t k);

static void
each_parent(const struct statistics *s, struct out *o, write_parent *write)
{
	const struct framework *f = s->framework;
	struct correlate_values *values = mem_array(f->n, sizeof *values);
	uint32_t *year = keys_years(&s->figures->keys), *child = mem_array(f->n,
	    sizeof *child);

	for (uint32_t t = 0; t < s->figures->keys.years.n; t++)
		for (uint32_t i = 0; i < f->n; i++) {
			size_t k = children_of(s, f->climb[i], year[t], child,
			    values);

			if (k > 0)
				write(s, o, year[t], f->climb[i], child, values,
				    k);
		}
	free(values);
	free(year);
	free(child);
}

static void
write_alpha(const struct statistics *s, struct out *o, uint32_t year,
    uint32_t parent, const uint32_t *child,
    const struct correlate_values *values, size_t k)
{
	(void)child;
	begin_row(s, o, year, framework_code(s->framework, parent));
	out_cell(o, (double)k);
	out_cell(o, correlate_alpha(values, k));
	out_char(o, '\n');
}

void
statistics_alpha(const struct statistics *s, struct out *o)
{
	out_string(o, "indicator\tchildren\talpha\n");
	each_parent(s, o, write_alpha);
}

/* Loadings of a component as strong as another hang on nothing: empty. */
static void
write_components(const struct statistics *s, struct out *o, uint32_t year,
    uint32_t parent, const uint32_t *child,
    const struct correlate_values *values, size_t k)
{
	struct weights_scores scores = { k, 0, mem_array(k * values[0].n,
	    sizeof *scores.x) };
	double *value = mem_array(k, sizeof *value), *vector = mem_array(k * k,
	    sizeof *vector);
	bool exist;

	scores.n = correlate_complete(values, k, scores.x);
	exist = weights_components(&scores, value, vector);
	for (size_t c = 0; c < k; c++)
		for (size_t i = 0; i < k; i++) {
			bool hangs = exist && !weights_alike(value, k, c);

			begin_row(s, o, year, framework_code(s->framework,
			    parent));
			out_cell(o, (double)c + 1);
			out_cell_text(o, framework_code(s->framework,
			    child[i]));
			out_cell(o, hangs ? vector[c * k + i] : (double)NAN);
			out_cell(o, exist ? value[c] / (double)k : (double)NAN);
			out_char(o, '\n');
		}
	free(scores.x);
	free(value);
	free(vector);
}

void
statistics_components(const struct statistics *s, struct out *o)
{
	out_string(o, "indicator\tcomponent\tchild\tloading\tvariance\n");
	each_parent(s, o, write_components);
}

/* What a child does to its root. */
struct importance { double r2, eta2; };

static struct importance
importance_of(const struct correlate_values *child,
    const struct correlate_values *root)
{
	double *x = mem_array(root->n, sizeof *x), *y = mem_array(root->n,
	    sizeof *y);
	size_t n = correlate_pairs(child, root, x, y);
	double r = correlate_pearson(x, y, n);
	struct importance found = { r * r, correlate_ratio(x, y, n) };

	free(x);
	free(y);
	return found;
}

static void
write_importance(const struct statistics *s, struct out *o, uint32_t year,
    uint32_t parent, const uint32_t *child,
    const struct correlate_values *values, size_t k)
{
	struct importance *found = mem_array(k, sizeof *found);
	double *effective = framework_effective(s->framework), sum = 0;
	uint32_t root = parent, g;

	while (s->framework->node[root].parent != NAME_NONE)
		root = s->framework->node[root].parent;
	g = group_of(s, root, year);
	k = g == NAME_NONE ? 0 : k;
	for (size_t i = 0; i < k; i++) {
		found[i] = importance_of(&values[i], &s->values[g]);
		sum += found[i].eta2 == found[i].eta2 ? found[i].eta2 : 0;
	}
	for (size_t i = 0; i < k; i++) {
		begin_row(s, o, year, framework_code(s->framework, root));
		out_cell_text(o, framework_code(s->framework, child[i]));
		statistics_put(s, o, g, effective[child[i]]);
		statistics_put(s, o, g, found[i].r2);
		statistics_put(s, o, g, found[i].eta2);
		statistics_put(s, o, g, sum > 0 ? found[i].eta2 / sum :
		    (double)NAN);
		out_char(o, '\n');
	}
	free(found);
	free(effective);
}

void
statistics_importance(const struct statistics *s, struct out *o)
{
	out_string(o, "indicator\tchild\teffective\tr2\teta2\tshare\n");
	each_parent(s, o, write_importance);
}
