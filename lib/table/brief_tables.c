/* brief_tables - what is to be said of a city's place: what tables of other
 * filters tell. */
#include "table/brief_stand.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "number/rank.h"
#include "stream/opt_argument.h"

/* The first row of a table from `row` on of that year and city, and of the root
 * if that is asked for; behind the last if there is none.  What is said next is
 * from the row that is found. */
static size_t
find(struct facts *f, const struct brief *b, const struct records *r,
    uint32_t unit, bool root, size_t row)
{
	const struct keys *k = &b->standings->keys;

	row = records_find(r, row, (struct records_key){ k->years.text[b->year],
	    b->unit, k->units.text[unit], root ? k->indicators.text[b->root] :
	    (struct text){ NULL, 0 } });
	if (row < r->n)
		f->source = tsv_line(&r->table, row);
	return row;
}

/* The names of a list in a cell, "A, B\, C". */
static void
names_in(struct facts *f, const struct brief *b, struct text list,
    const char *key)
{
	struct text t, rest = list;
	int all = 0, said;

	for (; rest.n > 0; all++)
		opt_cut(&rest);
	/* That there is one more is no shorter than its name. */
	said = all == NAMES_SAID + 1 ? all : NAMES_SAID;
	for (int n = 1; n <= said && list.n > 0; n++) {
		t = opt_cut(&list);
		while (t.n > 0 && t.s[0] == ' ')
			t = (struct text){ t.s + 1, t.n - 1 };
		facts_text(f, brief_name(b, t), "city", "%s.%d", key, n);
	}
	if (all > said)
		facts_number(f, all - said, 0, "cities", "%s_more", key);
}

void
brief_passed(struct facts *f, const struct brief *b, uint32_t unit)
{
	size_t i = find(f, b, &b->explain, unit, true, 0);

	if (i == b->explain.n)
		return;
	names_in(f, b, records_text(&b->explain, i, "passed"), "passed");
	names_in(f, b, records_text(&b->explain, i, "passed_by"), "passed_by");
}

/* The parts of a change, each with one decimal, so that they add up to it:
 * where their roundings do not, the one that is nearest to the next tenth in
 * that direction goes there. */
enum { OWN, OTHERS, WEIGHTS, GAPS, PARTS };

static void
add_up(const double *exact, double *part, double sum)
{
	double left;

	for (int i = 0; i < PARTS; i++)
		part[i] = brief_rounded(exact[i], 1);
	for (;;) {
		int best = 0;

		left = brief_rounded(sum - part[OWN] - part[OTHERS] -
		    part[WEIGHTS] - part[GAPS], 1);
		if (left == 0)
			return;
		for (int i = 1; i < PARTS; i++)
			if ((exact[i] - part[i]) * left > (exact[best] -
			    part[best]) * left)
				best = i;
		part[best] = brief_rounded(part[best] + copysign(0.1, left), 1);
	}
}

/* Is the row of sci-explain's one of a leaf? */
static bool
of_leaf(const struct brief *b, size_t row)
{
	uint32_t node = name_find(&b->standings->keys.indicators,
	    records_text(&b->explain, row, "indicator"));

	for (size_t i = 0; i < b->nleaf; i++)
		if (b->leaf[i] == node)
			return true;
	return false;
}

/* The leaves that did most: at most three, and none that did less than a tenth
 * of the first. */
static void
drivers(struct facts *f, const struct brief *b, uint32_t unit)
{
	const struct records *r = &b->explain;
	struct rank_value *v = mem_array(r->n, sizeof *v);
	size_t n = 0;

	for (size_t i = 0; (i = find(f, b, r, unit, false, i)) < r->n; i++) {
		double points = fabs(records_number(r, i, "change"));

		if (points >= 0.05 && of_leaf(b, i))
			v[n++] = (struct rank_value){ -points, (uint32_t)i };
	}
	rank_sort(v, n);
	for (size_t k = 0; k < n && k < NAMES_SAID && v[k].value <= v[0].value /
	    10; k++) {
		struct text code = records_text(r, v[k].row, "indicator");

		f->source = tsv_line(&r->table, v[k].row);
		facts_text(f, brief_label(b, code), "", "driver.%.*s.label",
		    TEXT_ARG(code));
		facts_number(f, records_number(r, v[k].row, "change"), 1,
		    "points", "driver.%.*s.change", TEXT_ARG(code));
		brief_item(f, "drivers", (int)k + 1, "driver", code);
	}
	free(v);
}

void
brief_explain(struct facts *f, const struct brief *b, const struct stand *s,
    uint32_t unit)
{
	static const char *const key[PARTS] = { "own", "others", "weights",
	    "gaps" };
	const struct records *r = &b->explain;
	double exact[PARTS], part[PARTS];
	size_t i;

	if (s->before != NULL || facts_find(f, "value_change", 12) == NULL)
		return;
	i = find(f, b, r, unit, true, 0);
	if (i == r->n)
		return;
	for (int k = 0; k < PARTS; k++)
		exact[k] = records_number(r, i, key[k]);
	exact[WEIGHTS] += records_number(r, i, "framework");
	for (int k = 0; k < PARTS; k++)
		if (exact[k] != exact[k])
			return;
	add_up(exact, part, facts_value(f, "value_change"));
	for (int k = 0; k < PARTS; k++)
		if (k <= OTHERS || part[k] != 0)
			facts_number(f, part[k], 1, "points", "%s", key[k]);
	drivers(f, b, unit);
}

void
brief_robust(struct facts *f, const struct brief *b, const struct stand *s,
    uint32_t unit)
{
	size_t i = find(f, b, &b->robust, unit, true, 0);

	if (i < b->robust.n) {
		facts_number(f, records_number(&b->robust, i, "rank_p05"), 0,
		    "place", "rank_p05");
		facts_number(f, records_number(&b->robust, i, "rank_p95"), 0,
		    "place", "rank_p95");
		facts_number(f, facts_value(f, "rank_p95") - facts_value(f,
		    "rank_p05"), 0, "places", "rank_width");
	}
	if (s->before != NULL || s->change != s->change || s->change == 0)
		return;
	i = find(f, b, &b->moves, unit, true, 0);
	if (i < b->moves.n) {
		facts_number(f, 100 * records_number(&b->moves, i, "p_change"),
		    0, "percent", "p_change");
		facts_text(f, records_text(&b->moves, i, "verdict"), "",
		    "verdict");
	}
}

void
brief_potential(struct facts *f, const struct brief *b, uint32_t unit)
{
	const struct records *r = &b->potential;
	double most = 0, points = 0, target;
	size_t best = r->n;
	struct text code;

	for (size_t i = 0; (i = find(f, b, r, unit, false, i)) < r->n; i++) {
		double places = records_number(r, i, "places"),
		    more = records_number(r, i, "score_change");

		if (places > most || (places == most && best < r->n &&
		    more > points)) {
			best = i;
			most = places;
			points = more;
		}
	}
	if (best == r->n)
		return;
	f->source = tsv_line(&r->table, best);
	code = records_text(r, best, "indicator");
	target = records_number(r, best, "target");
	facts_text(f, brief_label(b, code), "", "lift.label");
	facts_text(f, records_text(r, best, "steps"), "", "lift.steps");
	facts_number(f, target, target == floor(target) ? 0 :
	    fabs(target) >= 10 ? 1 : fabs(target) >= 1 ? 2 : 3, "",
	    "lift.target");
	facts_text(f, framework_words(b->framework, code, "unit_of_measure",
	    b->language), "", "lift.unit");
	facts_number(f, records_number(r, best, "places"), 0, "places",
	    "lift.places");
	facts_text(f, brief_name(b, records_text(r, best, "model")), "city",
	    "lift.model");
}

void
brief_group(struct facts *f, const struct brief *b, const struct stand *s,
    uint32_t unit, const char *name, int *n)
{
	const struct names *units = &b->standings->keys.units;
	size_t of = 0, rank = 1, improved = 0, row = brief_city(b,
	    units->text[unit]);
	struct text mine = row < b->cities.n ? records_text(&b->cities, row,
	    name) : text_of("");

	if (mine.n == 0 || s->rank != s->rank)
		return;
	f->source = tsv_line(&b->cities.table, row);
	for (size_t i = 0; i < b->cities.n; i++) {
		struct text other = records_text(&b->cities, i, b->unit);
		uint32_t u = name_find(units, other);
		struct stand o;

		if (!text_equal(records_text(&b->cities, i, name), mine))
			continue;
		if (u == NAME_NONE || (o = brief_stand(b, u, b->root),
		    o.rank != o.rank)) {
			char *why = mem_print("%.*s has no place",
			    TEXT_ARG(other));

			facts_text(f, text_of(why), "", "group.%s.left_out",
			    name);
			free(why);
			return;
		}
		of++;
		rank += o.rank < s->rank;
		improved += u != unit && (brief_against(b,
		    &o) != brief_against(b, s) || !(o.change < s->change));
	}
	if (of < 2)
		return;
	facts_text(f, mine, "", "group.%s.name", name);
	facts_number(f, (double)rank, 0, "place", "group.%s.rank", name);
	facts_number(f, (double)of, 0, "cities", "group.%s.of", name);
	if (improved == 0 && s->change > 0)
		facts_text(f, text_of("yes"), "", "group.%s.most_improved",
		    name);
	facts_text(f, text_of(strcmp(name, "state") == 0 ? "state" : "other"),
	    "", "group.%s.kind", name);
	brief_item(f, "groups", ++*n, "group", text_of(name));
}
