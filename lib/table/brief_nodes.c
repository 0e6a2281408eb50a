/* brief_nodes - what is to be said of a city's place: areas, strengths and
 * weaknesses. */
#include "table/brief_stand.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "number/rank.h"

/* The facts of an area or a leaf; `kind` is the first part of their keys. */
static void
node_facts(struct facts *f, const struct brief *b, const char *kind,
    uint32_t node, const struct stand *s)
{
	struct text code = b->standings->keys.indicators.text[node];

	f->source = tsv_line(&b->standings->table, s->now->row);
	facts_text(f, brief_label(b, code), "", "%s.%.*s.label", kind,
	    TEXT_ARG(code));
	facts_number(f, s->rank, s->rank == floor(s->rank) ? 0 : 1, "place",
	    "%s.%.*s.rank", kind, TEXT_ARG(code));
	facts_number(f, s->now->value, 1, "points", "%s.%.*s.value", kind,
	    TEXT_ARG(code));
	facts_number(f, s->change, 0, "places", "%s.%.*s.rank_change", kind,
	    TEXT_ARG(code));
	f->source = COMPUTED;
}

/* An item of a list of nodes. */
static void
listed(struct facts *f, const struct brief *b, const char *kind, uint32_t node,
    const char *list, int n)
{
	brief_item(f, list, n, kind, b->standings->keys.indicators.text[node]);
}

/* The areas that climbed by so much or more, or fell: the largest first. */
static void
moved(struct facts *f, const struct brief *b, const struct stand *area,
    double sign, const char *list)
{
	struct rank_value *v = mem_array(b->narea, sizeof *v);
	size_t n = 0;

	for (uint32_t i = 0; i < b->narea; i++)
		if (sign * area[i].change >= b->climb)
			v[n++] = (struct rank_value){ -sign * area[i].change,
			    i };
	rank_sort(v, n);
	for (size_t k = 0; k < n && k < NAMES_SAID; k++)
		listed(f, b, "area", b->area[v[k].row], list, (int)k + 1);
	free(v);
}

/* The areas up to a place: `list`.N. */
static void
up_to(struct facts *f, const struct brief *b, const struct stand *area,
    double rank, const char *list)
{
	int n = 0;

	for (size_t i = 0; i < b->narea; i++)
		if (area[i].rank <= rank)
			listed(f, b, "area", b->area[i], list, ++n);
}

static void
areas(struct facts *f, const struct brief *b, uint32_t unit)
{
	struct stand *area = mem_array(b->narea, sizeof *area);
	double best = HUGE_VAL;
	size_t known = 0, up = 0, down = 0;
	int n = 0;
	char list[32];

	for (size_t i = 0; i < b->narea; i++) {
		area[i] = brief_stand(b, unit, b->area[i]);
		if (area[i].now == NULL)
			continue;
		node_facts(f, b, "area", b->area[i], &area[i]);
		known += area[i].rank == area[i].rank;
		up += area[i].change > 0 &&
		    area[i].previous_rank == area[i].previous_rank;
		down += area[i].change < 0 &&
		    area[i].previous_rank == area[i].previous_rank;
		best = fmin(best, area[i].rank);
	}
	f->source = COMPUTED;
	facts_number(f, (double)b->narea, 0, "areas", "areas");
	if (known > 0)
		facts_text(f, text_of(known == b->narea ? "all" : known > 1 ?
		    "some" : "one"), "", "areas_known");
	up_to(f, b, area, best, "best");
	for (size_t i = 0; i < b->ntop; i++) {
		snprintf(list, sizeof list, "top_%.0f.area", b->top[i]);
		up_to(f, b, area, b->top[i], list);
		snprintf(list, sizeof list, "top_%.0f", b->top[i]);
		if (best <= b->top[i]) {
			facts_number(f, b->top[i], 0, "place", "%s.places",
			    list);
			facts_text(f, text_of(list), "fact", "tops.%d", ++n);
		}
	}
	moved(f, b, area, 1, "rose");
	moved(f, b, area, -1, "fell");
	if (b->narea > 1 && (up == b->narea || down == b->narea))
		facts_text(f, text_of(up > 0 ? "up" : "down"), "", "all_areas");
	free(area);
}

/* A leaf: what may be said of the city's place, and how many others share
 * it. */
struct leaf {
	struct stand stand;
	bool strong, weak;
	double others;
};

/* A place is strong in the better half, unless nobody is behind it, and weak in
 * the worse half, unless it is the first. */
static struct leaf
leaf_of(const struct brief *b, uint32_t unit, uint32_t node)
{
	const struct standings *s = b->standings;
	struct leaf l = { .stand = brief_stand(b, unit, node), .others = -1 };
	double rank = l.stand.rank, of, placed = 0, worst = -HUGE_VAL;

	if (l.stand.now == NULL || l.stand.now->value != l.stand.now->value ||
	    !(rank >= 1))
		return l;
	for (const struct standing *r = s->row; r < s->row + s->n; r++)
		if (r->year == b->year && r->node == node &&
		    r->rank == r->rank) {
			placed++;
			worst = fmax(worst, r->rank);
			l.others += r->rank == rank;
		}
	of = l.stand.now->of == l.stand.now->of ? l.stand.now->of : fmax(placed,
	    worst);
	l.strong = rank <= of / 2 && rank < worst;
	l.weak = rank > (of + 1) / 2 && rank > 1;
	return l;
}

/* How many have a place, where that is not how many the root has, and who
 * shares it. */
static void
shared(struct facts *f, const struct brief *b, uint32_t node,
    const struct leaf *l)
{
	struct text code = b->standings->keys.indicators.text[node];
	double of = l->stand.now->of;

	if (of == of && (facts_find(f, "of", 2) == NULL || of != facts_value(f,
	    "of")))
		facts_number(f, of, 0, "cities", "leaf.%.*s.of",
		    TEXT_ARG(code));
	if (l->others > 0)
		facts_number(f, l->others, 0, "cities", "leaf.%.*s.others",
		    TEXT_ARG(code));
}

/* The best or the worst places of leaves, `most` of them; first what few
 * share. */
static void
leaves(struct facts *f, const struct brief *b, const struct leaf *leaf,
    size_t most, bool weak)
{
	struct rank_value *v = mem_array(b->nleaf, sizeof *v);
	size_t n = 0;

	for (uint32_t i = 0; i < b->nleaf; i++)
		if (weak ? leaf[i].weak : leaf[i].strong)
			v[n++] = (struct rank_value){ leaf[i].others, i };
	rank_sort(v, n);
	for (size_t k = 0; k < n; k++)
		v[k].value = (weak ? -1 : 1) * leaf[v[k].row].stand.rank;
	rank_sort(v, n);
	for (size_t k = 0; k < n && k < most; k++) {
		const struct leaf *l = &leaf[v[k].row];
		uint32_t node = b->leaf[v[k].row];

		node_facts(f, b, "leaf", node, &l->stand);
		shared(f, b, node, l);
		listed(f, b, "leaf", node, weak ? "weakness" : "strength",
		    (int)k + 1);
	}
	free(v);
}

/* Up to five best and five worst, of fewer than ten half. */
static void
strengths(struct facts *f, const struct brief *b, uint32_t unit)
{
	struct leaf *leaf = mem_array(b->nleaf, sizeof *leaf);
	size_t n = 0, most;

	for (size_t i = 0; i < b->nleaf; i++) {
		leaf[i] = leaf_of(b, unit, b->leaf[i]);
		n += leaf[i].stand.now != NULL &&
		    leaf[i].stand.rank == leaf[i].stand.rank;
	}
	most = n / 2 < LEAVES_SAID ? n / 2 : LEAVES_SAID;
	leaves(f, b, leaf, most, false);
	leaves(f, b, leaf, most, true);
	free(leaf);
}

void
brief_nodes(struct facts *f, const struct brief *b, uint32_t unit)
{
	areas(f, b, unit);
	strengths(f, b, unit);
}
