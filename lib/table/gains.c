/* gains - what better figures would lead to, need and cost. */
#include "table/gains.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "number/num.h"
#include "table/cities.h"

struct gain *
gains_add(struct gains *g)
{
	g->row = mem_grow(g->row, &g->cap, g->n + 1, sizeof *g->row);
	g->row[g->n] = (struct gain){ .order = g->n };
	return &g->row[g->n++];
}

/* The number of a table that is about these, NaN if none is. */
static double
number_of(const struct records *r, struct records_key key, const char *column)
{
	size_t row = records_find(r, 0, key);

	return row < r->n ? records_number(r, row, column) : (double)NAN;
}

/* What it needs: in the indicator's unit, and in absolute numbers; what that
 * costs. */
static void
set_need(const struct gains *g, struct gain *r, uint32_t year, uint32_t unit)
{
	const struct node *n = &g->framework->node[r->node[0]];

	r->need = r->target - r->value;
	r->absolute = r->cost = (double)NAN;
	if (n->denominator != NAME_NONE && g->by.n > 0)
		r->absolute = r->need * number_of(&g->by,
		    (struct records_key){ g->keys->years.text[year], g->unit,
		    g->keys->units.text[unit], framework_code(g->framework,
		    n->denominator) }, "value") / n->per;
	if (g->costs.n > 0)
		r->cost = number_of(&g->costs, (struct records_key){
		    .indicator = framework_code(g->framework, r->node[0]) }, "cost") *
		    fabs(n->denominator != NAME_NONE ? r->absolute : r->need);
}

/* The larger first; equal at 12 digits is equal; what is missing comes last. */
static int
falling(double a, double b)
{
	if (a != a || b != b)
		return (a != a) - (b != b);
	return num_tie(a, b) ? 0 : (a < b) - (a > b);
}

/* Most places first, then most points, of a city that has any: its score is the
 * same in all rows. */
static int
compare_rows(const void *a, const void *b)
{
	const struct gain *x = a, *y = b;
	int places = falling(x->rank - x->rank_then, y->rank - y->rank_then);
	int points = x->score == x->score ? falling(x->score_then,
	    y->score_then) : 0;

	return places != 0 ? places : points != 0 ? points :
	    (x->order > y->order) - (x->order < y->order);
}

/* The codes of what is moved, joined by |, and the steps that lead there. */
static void
put_moves(const struct gains *g, struct out *o, const struct gain *r)
{
	bool first = true;

	for (size_t i = 0; i < r->nnode; i++) {
		out_char(o, i == 0 ? '\t' : '|');
		out_text(o, framework_code(g->framework, r->node[i]));
	}
	out_char(o, '\t');
	if (r->nnode == 1)
		out_text(o, framework_code(g->framework,
		    g->framework->node[r->node[0]].parent));
	out_char(o, '\t');
	out_string(o, r->kind);
	for (size_t i = 0; i < g->nstep && r->kind[0] == '\0'; i++)
		if ((r->steps >> i & 1) != 0) {
			out_string(o, first ? "" : "|");
			out_bytes(o, g->step[i].text.s, g->step[i].text.n);
			first = false;
		}
}

static void
put_row(const struct gains *g, struct out *o, const struct gain *r,
    uint32_t year, uint32_t unit)
{
	const struct names *units = &g->keys->units;
	double places = r->rank - r->rank_then;
	double x[] = { r->value, r->target, r->need, r->absolute, r->score,
	    r->score_then, r->score_then - r->score, r->rank, r->rank_then,
	    places };

	if (g->keys->year_column >= 0) {
		out_text(o, g->keys->years.text[year]);
		out_char(o, '\t');
	}
	out_text(o, units->text[unit]);
	put_moves(g, o, r);
	for (size_t i = 0; i < sizeof x / sizeof *x; i++)
		out_cell(o, x[i]);
	out_char(o, '\t');
	cities_put(o, units, r->passed, r->npassed);
	out_cell(o, r->others);
	out_char(o, '\t');
	if (r->model != NAME_NONE)
		out_text(o, units->text[r->model]);
	out_cell(o, r->cost);
	out_cell(o, places > 0 ? r->cost / places : (double)NAN);
	if (g->stages)
		out_cell(o, r->stage);
	out_char(o, '\n');
}

void
gains_header(const struct gains *g, struct out *o)
{
	if (g->keys->year_column >= 0)
		out_string(o, "year\t");
	out_string(o, g->unit);
	out_string(o,
	    "\tindicator\tparent\tsteps\tvalue\ttarget\tneed\tneed_absolute\tscore\tscore_then\t"
	    "score_change\trank\trank_then\tplaces\tpasses\tothers_change\tmodel\tcost\tcost_per_place");
	out_string(o, g->stages ? "\tstage\n" : "\n");
}

void
gains_put(struct gains *g, struct out *o, uint32_t year, uint32_t unit)
{
	if (!g->stages && g->n > 1)
		qsort(g->row, g->n, sizeof *g->row, compare_rows);
	for (size_t i = 0; i < g->n; i++) {
		set_need(g, &g->row[i], year, unit);
		put_row(g, o, &g->row[i], year, unit);
		free(g->row[i].node);
		free(g->row[i].passed);
	}
	g->n = 0;
}
