/* brief - what is to be said of a city's place: the facts. */
#include "table/brief_stand.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "number/num.h"
#include "stream/opt.h"

enum { PODIUM = 3, TEN = 10 };

static double
rounded(double x, int decimals)
{
	char s[NUM_FIXED];

	if (x == x)
		num_read((struct text){ s, (size_t)(num_fixed(s, x, decimals) - s) }, &x);
	return x;
}

/* The difference of two figures as they are printed. */
static double
difference(double a, double b)
{
	return rounded(rounded(a, 1) - rounded(b, 1), 1);
}

static void
fact_place(struct facts *f, double rank, const char *key)
{
	facts_number(f, rank, rank == floor(rank) ? 0 : 1, "place", "%s", key);
}

void
brief_item(struct facts *f, const char *list, int n, const char *kind, struct text code)
{
	char *item = mem_print("%s.%.*s", kind, TEXT_ARG(code));

	facts_text(f, text_of(item), "fact", "%s.%d", list, n);
	free(item);
}

/* The row of a city in the table of cities; behind the last if there is none. */
static size_t
city_row(const struct brief *b, struct text city)
{
	size_t i = 0;

	while (i < b->cities.n && !text_equal(records_text(&b->cities, i, b->unit), city))
		i++;
	return i;
}

/* A city's name in the language. */
static struct text
name_of(const struct brief *b, struct text city)
{
	size_t row = city_row(b, city);
	struct text name = { NULL, 0 };
	char column[32];

	snprintf(column, sizeof column, "name_%s", b->language);
	if (row < b->cities.n)
		name = records_text(&b->cities, row, column);
	return name.n == 0 ? city : name;
}

static struct text
unit_name(const struct brief *b, uint32_t unit)
{
	return name_of(b, b->standings->keys.units.text[unit]);
}

struct stand
brief_stand(const struct brief *b, uint32_t unit, uint32_t node)
{
	struct stand s = { .now = standings_at(b->standings, b->year, unit, node),
	    .rank = (double)NAN, .change = (double)NAN };

	if (s.now == NULL)
		return s;
	s.rank = s.now->rank;
	s.change = s.now->rank_change;
	s.previous_rank = s.now->previous_rank;
	s.previous_value = s.now->previous_value;
	s.previous_year = s.now->previous_year;
	if (s.change != s.change && s.rank == s.rank && node == b->root)
		s.before = standings_before(b->standings, b->year, unit, node);
	if (s.before != NULL) {
		s.previous_rank = s.before->rank;
		s.change = s.before->rank - s.rank;
		s.previous_value = s.before->value;
		s.previous_year = s.before->year;
	}
	return s;
}

size_t
brief_placed(const struct brief *b, uint32_t node, double rank, double *worst)
{
	const struct standings *s = b->standings;
	size_t n = 0;

	*worst = -HUGE_VAL;
	for (size_t i = 0; i < s->n; i++)
		if (s->row[i].year == b->year && s->row[i].node == node && s->row[i].rank <= rank) {
			*worst = fmax(*worst, s->row[i].rank);
			n++;
		}
	return n;
}

/* The least score of the cities at a place, NaN if one is not known. */
static double
score_at(const struct brief *b, double rank)
{
	const struct standings *s = b->standings;
	double least = HUGE_VAL;

	for (size_t i = 0; i < s->n; i++)
		if (s->row[i].year == b->year && s->row[i].node == b->root && s->row[i].rank == rank)
			least = s->row[i].value == s->row[i].value ? fmin(least, s->row[i].value) :
			    (double)NAN;
	return least < HUGE_VAL ? least : (double)NAN;
}

/* Lists the cities at a place but one, in order of their names. */
static void
cities_at(struct facts *f, const struct brief *b, double rank, const struct standing *but,
    const char *list, int *n)
{
	const struct standings *s = b->standings;
	uint32_t *order = names_sorted(&s->keys.units);

	for (uint32_t k = 0; k < s->keys.units.n; k++) {
		const struct standing *o = standings_at(s, b->year, order[k], b->root);

		if (o != NULL && o != but && o->rank == rank)
			facts_text(f, unit_name(b, order[k]), "city", "%s.%d", list, ++*n);
	}
	free(order);
}

/* The place, the points, and what is known about the data. */
static void
now(struct facts *f, const struct brief *b, const struct stand *s)
{
	const struct standing *r = s->now;
	int n = 0;

	f->source = tsv_place(&b->standings->table, r->row);
	fact_place(f, r->rank, "rank");
	facts_number(f, r->of, 0, "cities", "of");
	facts_number(f, r->value, 1, "points", "value");
	if (r->rank == r->rank)
		cities_at(f, b, r->rank, r, "shared", &n);
	else if (r->value != r->value && r->coverage == r->coverage)
		facts_text(f, text_of("yes"), "", "not_ranked");
	facts_number(f, 100 * r->coverage, 0, "percent", "coverage");
	facts_number(f, 100 * r->measured, 0, "percent", "measured");
	if (r->coverage == r->coverage && r->measured == r->measured)
		facts_text(f, text_of(r->measured < r->coverage ? "part" : "all"), "", "measured_of_data");
	facts_number(f, rounded(100 * r->coverage, 0) - rounded(100 * r->measured, 0), 0, "percent",
	    "filled");
}

/* Rows of a table of that year and city, and of the root where it has indicators; false behind the
 * last.  What is said next is from the row that is found. */
static bool
record_next(struct facts *f, const struct brief *b, const struct records *r, uint32_t unit,
    bool root, size_t *i)
{
	const struct keys *k = &b->standings->keys;

	for (; *i < r->n; ++*i)
		if ((tsv_optional(&r->table, "year") < 0 ||
		    text_equal(records_text(r, *i, "year"), k->years.text[b->year])) &&
		    text_equal(records_text(r, *i, b->unit), k->units.text[unit]) && (!root ||
		    text_equal(records_text(r, *i, "indicator"), k->indicators.text[b->root]))) {
			f->source = tsv_place(&r->table, *i);
			return true;
		}
	return false;
}

/* The names of a list in a cell, "A, B\, C". */
static void
names_in(struct facts *f, const struct brief *b, struct text list, const char *key)
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
		facts_text(f, name_of(b, t), "city", "%s.%d", key, n);
	}
	if (all > said)
		facts_number(f, all - said, 0, "cities", "%s_more", key);
}

/* The edition that a change is against, NAME_NONE if it is not known. */
static uint32_t
against(const struct brief *b, const struct stand *s)
{
	return s->previous_year != NAME_NONE || s->change != s->change ? s->previous_year :
	    b->standings->before[b->year];
}

static void
change(struct facts *f, const struct brief *b, const struct stand *s, uint32_t unit)
{
	uint32_t before = against(b, s);
	size_t i = 0;

	f->source = tsv_place(&b->standings->table, (s->before != NULL ? s->before : s->now)->row);
	if (before != NAME_NONE)
		facts_text(f, b->standings->keys.years.text[before], "year", "previous_year");
	if (s->change == s->change)
		fact_place(f, s->previous_rank, "previous_rank");
	facts_number(f, s->change, 0, "places", "rank_change");
	if (s->now->value == s->now->value && s->previous_value == s->previous_value) {
		facts_number(f, s->previous_value, 1, "points", "previous_value");
		facts_number(f, difference(s->now->value, s->previous_value), 1, "points",
		    "value_change");
	}
	if (s->now->new && s->change != s->change)
		facts_text(f, text_of("new"), "", "status");
	if (s->before == NULL && record_next(f, b, &b->explain, unit, true, &i)) {
		names_in(f, b, records_text(&b->explain, i, "passed"), "passed");
		names_in(f, b, records_text(&b->explain, i, "passed_by"), "passed_by");
	}
}

static void
since(struct facts *f, const struct brief *b, const struct stand *s, uint32_t unit)
{
	const struct standing *r = standings_at(b->standings, b->since, unit, b->root);

	if (r == NULL || r->rank != r->rank || s->rank != s->rank || b->since == b->year)
		return;
	f->source = tsv_place(&b->standings->table, r->row);
	facts_text(f, b->standings->keys.years.text[b->since], "year", "since");
	fact_place(f, r->rank, "since_rank");
	facts_number(f, r->rank - s->rank, 0, "places", "since_change");
}

/* The parts of a change, each with one decimal, so that they add up to it: where their roundings do
 * not, the one that is nearest to the next tenth in that direction goes there. */
enum { OWN, OTHERS, WEIGHTS, GAPS, PARTS };

static void
add_up(const double *exact, double *part, double sum)
{
	double left;

	for (int i = 0; i < PARTS; i++)
		part[i] = rounded(exact[i], 1);
	for (;;) {
		int best = 0;

		left = rounded(sum - part[OWN] - part[OTHERS] - part[WEIGHTS] - part[GAPS], 1);
		if (left == 0)
			return;
		for (int i = 1; i < PARTS; i++)
			if ((exact[i] - part[i]) * left > (exact[best] - part[best]) * left)
				best = i;
		part[best] = rounded(part[best] + copysign(0.1, left), 1);
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

/* The leaves that did most: at most three, and none that did less than a tenth of the first. */
static void
drivers(struct facts *f, const struct brief *b, uint32_t unit)
{
	const struct records *r = &b->explain;
	double first = 0, last = HUGE_VAL;
	size_t best = 0;

	for (int n = 1; n <= NAMES_SAID; n++) {
		size_t said = best;
		double most = fmax(0.05, first / 10);
		struct text code;

		best = r->n;
		for (size_t i = 0; record_next(f, b, r, unit, false, &i); i++) {
			double points = fabs(records_number(r, i, "change"));

			if (points >= most && (points < last || (points == last && i > said)) &&
			    (points > most || best == r->n) && of_leaf(b, i)) {
				most = points;
				best = i;
			}
		}
		if (best == r->n)
			return;
		f->source = tsv_place(&r->table, best);
		code = records_text(r, best, "indicator");
		facts_text(f, brief_label(b, code), "", "driver.%.*s.label", TEXT_ARG(code));
		facts_number(f, records_number(r, best, "change"), 1, "points", "driver.%.*s.change",
		    TEXT_ARG(code));
		brief_item(f, "drivers", n, "driver", code);
		last = most;
		first = fmax(first, most);
	}
}

/* Own, others, weights and gaps: what a change of points is made of. */
static void
explain(struct facts *f, const struct brief *b, const struct stand *s, uint32_t unit)
{
	static const char *const key[PARTS] = { "own", "others", "weights", "gaps" };
	const struct records *r = &b->explain;
	double exact[PARTS], part[PARTS];
	size_t i = 0;

	if (s->before != NULL || facts_find(f, "value_change", 12) == NULL ||
	    !record_next(f, b, r, unit, true, &i))
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

/* Where other methods would put the city, and in how many the change has the same direction. */
static void
robust(struct facts *f, const struct brief *b, const struct stand *s, uint32_t unit)
{
	size_t i = 0;

	if (record_next(f, b, &b->robust, unit, true, &i)) {
		facts_number(f, records_number(&b->robust, i, "rank_p05"), 0, "place", "rank_p05");
		facts_number(f, records_number(&b->robust, i, "rank_p95"), 0, "place", "rank_p95");
		facts_number(f, facts_value(f, "rank_p95") - facts_value(f, "rank_p05"), 0, "places",
		    "rank_width");
	}
	i = 0;
	if (s->before == NULL && s->change == s->change && s->change != 0 &&
	    record_next(f, b, &b->moves, unit, true, &i)) {
		facts_number(f, 100 * records_number(&b->moves, i, "p_change"), 0, "percent",
		    "p_change");
		facts_text(f, records_text(&b->moves, i, "verdict"), "", "verdict");
	}
}

/* The place among the cities that share a text, if all of them have one. */
static void
group(struct facts *f, const struct brief *b, const struct stand *s, uint32_t unit, const char *name,
    int *n)
{
	const struct names *units = &b->standings->keys.units;
	size_t of = 0, rank = 1, improved = 0, row = city_row(b, units->text[unit]);
	struct text mine = row < b->cities.n ? records_text(&b->cities, row, name) : text_of("");

	if (mine.n == 0 || s->rank != s->rank)
		return;
	f->source = tsv_place(&b->cities.table, row);
	for (size_t i = 0; i < b->cities.n; i++) {
		struct text other = records_text(&b->cities, i, b->unit);
		uint32_t u = name_find(units, other);
		struct stand o;

		if (!text_equal(records_text(&b->cities, i, name), mine))
			continue;
		if (u == NAME_NONE || (o = brief_stand(b, u, b->root), o.rank != o.rank)) {
			char *why = mem_print("%.*s has no place", TEXT_ARG(other));

			facts_text(f, text_of(why), "", "group.%s.left_out", name);
			free(why);
			return;
		}
		of++;
		rank += o.rank < s->rank;
		improved += u != unit && (against(b, &o) != against(b, s) || !(o.change < s->change));
	}
	if (of < 2)
		return;
	facts_text(f, mine, "", "group.%s.name", name);
	facts_number(f, (double)rank, 0, "place", "group.%s.rank", name);
	facts_number(f, (double)of, 0, "cities", "group.%s.of", name);
	if (improved == 0 && s->change > 0)
		facts_text(f, text_of("yes"), "", "group.%s.most_improved", name);
	facts_text(f, text_of(strcmp(name, "state") == 0 ? "state" : "other"), "", "group.%s.kind",
	    name);
	brief_item(f, "groups", ++*n, "group", text_of(name));
}

/* The points to the next place and to the tenth, where these are known for sure. */
static void
gaps(struct facts *f, const struct brief *b, const struct stand *s)
{
	double next, ten;
	size_t before;

	if (s->rank != s->rank || s->now->value != s->now->value)
		return;
	f->source = COMPUTED;
	before = brief_placed(b, b->root, nextafter(s->rank, 0), &next);
	if (before > 0 && (double)before == ceil(s->rank) - 1)
		facts_number(f, difference(score_at(b, next), s->now->value), 1, "points", "gap_next");
	if (s->rank > TEN && brief_placed(b, b->root, TEN, &ten) >= TEN)
		facts_number(f, difference(score_at(b, ten), s->now->value), 1, "points", "gap_ten");
}

/* What would lift the city most: the most places, then the most points. */
static void
potential(struct facts *f, const struct brief *b, uint32_t unit)
{
	const struct records *r = &b->potential;
	double most = 0, points = 0, target;
	size_t best = r->n;
	struct text code;

	for (size_t i = 0; record_next(f, b, r, unit, false, &i); i++) {
		double places = records_number(r, i, "places"), more = records_number(r, i, "score_change");

		if (places > most || (places == most && best < r->n && more > points)) {
			best = i;
			most = places;
			points = more;
		}
	}
	if (best == r->n)
		return;
	f->source = tsv_place(&r->table, best);
	code = records_text(r, best, "indicator");
	target = records_number(r, best, "target");
	facts_text(f, brief_label(b, code), "", "lift.label");
	facts_text(f, records_text(r, best, "steps"), "", "lift.steps");
	facts_number(f, target, target == floor(target) ? 0 : fabs(target) >= 10 ? 1 :
	    fabs(target) >= 1 ? 2 : 3, "", "lift.target");
	facts_text(f, framework_words(b->framework, code, "unit_of_measure", b->language), "", "lift.unit");
	facts_number(f, records_number(r, best, "places"), 0, "places", "lift.places");
	fact_place(f, records_number(r, best, "rank_then"), "lift.rank");
	facts_text(f, name_of(b, records_text(r, best, "model")), "city", "lift.model");
}

/* The cities on the first three places, all that share one, if all are known. */
static void
podium(struct facts *f, const struct brief *b)
{
	const struct standings *s = b->standings;
	double worst, last = 0;
	int n = 0;

	f->source = COMPUTED;
	if (brief_placed(b, b->root, PODIUM, &worst) < PODIUM)
		return;
	while (last < worst) {
		double rank = HUGE_VAL;

		for (size_t i = 0; i < s->n; i++)
			if (s->row[i].year == b->year && s->row[i].node == b->root &&
			    s->row[i].rank > last)
				rank = fmin(rank, s->row[i].rank);
		cities_at(f, b, rank, NULL, "podium", &n);
		last = rank;
	}
}

void
brief_facts(struct facts *f, const struct brief *b, uint32_t unit)
{
	const struct keys *k = &b->standings->keys;
	struct stand s = brief_stand(b, unit, b->root);
	int n = 0;

	f->source = (struct tsv_place){ "", 0 };
	facts_text(f, b->index, "", "index");
	if (b->labelled)
		facts_text(f, text_of("label"), "", "index_from");
	facts_text(f, k->years.text[b->year], "year", "year");
	facts_text(f, unit_name(b, unit), "city", "city");
	if (s.now != NULL) {
		now(f, b, &s);
		change(f, b, &s, unit);
		since(f, b, &s, unit);
		explain(f, b, &s, unit);
		robust(f, b, &s, unit);
	}
	brief_nodes(f, b, unit);
	if (s.now != NULL) {
		for (size_t i = 0; i < b->ngroup; i++)
			group(f, b, &s, unit, b->group[i].s, &n);
		gaps(f, b, &s);
		potential(f, b, unit);
	}
	podium(f, b);
}
