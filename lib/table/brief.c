/* brief - what is to be said of a city's place: the facts. */
#include "table/brief_stand.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "number/num.h"
#include "number/rank.h"

enum { PODIUM = 3, TEN = 10 };

double
brief_rounded(double x, int decimals)
{
	char s[NUM_FIXED];

	if (x == x)
		num_read((struct text){ s,
		    (size_t)(num_fixed(s, x, decimals) - s) }, &x);
	return x;
}

/* The difference of two figures as they are printed. */
static double
difference(double a, double b)
{
	return brief_rounded(brief_rounded(a, 1) - brief_rounded(b, 1), 1);
}

void
brief_rank(struct facts *f, double rank, const char *key)
{
	facts_number(f, rank, rank == floor(rank) ? 0 : 1, "place", "%s", key);
}

void
brief_item(struct facts *f, const char *list, int n, const char *kind,
    struct text code)
{
	char *item = mem_print("%s.%.*s", kind, TEXT_ARG(code));

	facts_text(f, text_of(item), "fact", "%s.%d", list, n);
	free(item);
}

size_t
brief_city(const struct brief *b, struct text city)
{
	return records_find(&b->cities, 0,
	    (struct records_key){ .column = b->unit, .unit = city });
}

struct text
brief_name(const struct brief *b, struct text city)
{
	size_t row = brief_city(b, city);
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
	return brief_name(b, b->standings->keys.units.text[unit]);
}

struct stand
brief_stand(const struct brief *b, uint32_t unit, uint32_t node)
{
	struct stand s = { .now = standings_at(b->standings, b->year, unit,
	    node), .rank = (double)NAN, .change = (double)NAN };

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

/* The cities that have a place of the root, in the order of their places, then
 * of their names; `whole`: all that were ranked. */
struct ranking { struct rank_value *at; size_t n; bool whole; };

static struct ranking
ranking_of(const struct brief *b)
{
	const struct names *units = &b->standings->keys.units;
	uint32_t *order = names_sorted(units);
	struct ranking r = { .at = mem_array(units->n, sizeof *r.at) };
	double of = (double)NAN;

	for (uint32_t i = 0; i < units->n; i++) {
		const struct standing *s = standings_at(b->standings, b->year,
		    order[i], b->root);

		if (s == NULL || s->rank != s->rank)
			continue;
		of = s->of;
		r.at[r.n++] = (struct rank_value){ s->rank, order[i] };
	}
	free(order);
	rank_sort(r.at, r.n);
	r.whole = (double)r.n == of;
	return r;
}

/* How many of them are on places before `rank`, and how many up to it. */
static size_t
before(const struct ranking *r, double rank)
{
	size_t n = 0;

	while (n < r->n && r->at[n].value < rank)
		n++;
	return n;
}

static size_t
up_to(const struct ranking *r, double rank)
{
	return before(r, nextafter(rank, HUGE_VAL));
}

/* How many are on the first n places, whatever a shared one is called; fewer
 * than n if they are not all known. */
static size_t
first(const struct ranking *r, size_t n)
{
	size_t k = up_to(r, (double)n);

	return k < n && r->whole && r->n >= n ? up_to(r, r->at[n - 1].value) :
	    k;
}

/* The least score of the cities at the place of the last of n, NaN if one is
 * not known. */
static double
last_score(const struct brief *b, const struct ranking *r, size_t n)
{
	double least = HUGE_VAL;

	for (size_t i = n; i-- > 0 && r->at[i].value == r->at[n - 1].value;) {
		double x = standings_at(b->standings, b->year, r->at[i].row,
		    b->root)->value;

		least = x < least || x != x ? x : least;
	}
	return least;
}

/* The place, the points, and what is known about the data. */
static void
now(struct facts *f, const struct brief *b, const struct ranking *ranking,
    const struct stand *s)
{
	const struct standing *r = s->now;
	int n = 0;

	f->source = tsv_line(&b->standings->table, r->row);
	brief_rank(f, r->rank, "rank");
	facts_number(f, r->of, 0, "cities", "of");
	facts_number(f, r->value, 1, "points", "value");
	for (size_t i = before(ranking, r->rank); i < ranking->n &&
	    ranking->at[i].value == r->rank; i++)
		if (ranking->at[i].row != r->unit)
			facts_text(f, unit_name(b, ranking->at[i].row), "city",
			    "shared.%d", ++n);
	if (r->rank != r->rank && r->value != r->value &&
	    r->coverage == r->coverage)
		facts_text(f, text_of("yes"), "", "not_ranked");
	facts_number(f, 100 * r->coverage, 0, "percent", "coverage");
	facts_number(f, 100 * r->measured, 0, "percent", "measured");
	if (r->coverage == r->coverage && r->measured == r->measured)
		facts_text(f, text_of(r->measured < r->coverage ? "part" :
		    "all"), "", "measured_of_data");
	facts_number(f, brief_rounded(100 * r->coverage,
	    0) - brief_rounded(100 * r->measured, 0), 0, "percent", "filled");
}

uint32_t
brief_against(const struct brief *b, const struct stand *s)
{
	return s->previous_year != NAME_NONE || s->change != s->change ?
	    s->previous_year : b->standings->before[b->year];
}

static void
change(struct facts *f, const struct brief *b, const struct stand *s,
    uint32_t unit)
{
	uint32_t before = brief_against(b, s);

	f->source = tsv_line(&b->standings->table,
	    (s->before != NULL ? s->before : s->now)->row);
	if (before != NAME_NONE)
		facts_text(f, b->standings->keys.years.text[before], "year",
		    "previous_year");
	if (s->change == s->change)
		brief_rank(f, s->previous_rank, "previous_rank");
	facts_number(f, s->change, 0, "places", "rank_change");
	if (s->now->value == s->now->value &&
	    s->previous_value == s->previous_value) {
		facts_number(f, s->previous_value, 1, "points",
		    "previous_value");
		facts_number(f, difference(s->now->value, s->previous_value), 1,
		    "points", "value_change");
	}
	if (s->now->new && s->change != s->change)
		facts_text(f, text_of("new"), "", "status");
	if (s->before == NULL)
		brief_passed(f, b, unit);
}

static void
since(struct facts *f, const struct brief *b, const struct stand *s,
    uint32_t unit)
{
	const struct standing *r = standings_at(b->standings, b->since, unit,
	    b->root);

	if (r == NULL || r->rank != r->rank || s->rank != s->rank ||
	    b->since == b->year)
		return;
	f->source = tsv_line(&b->standings->table, r->row);
	facts_text(f, b->standings->keys.years.text[b->since], "year", "since");
	brief_rank(f, r->rank, "since_rank");
	facts_number(f, r->rank - s->rank, 0, "places", "since_change");
}

/* The points to the next place and to the tenth, where these are known for
 * sure: all that were ranked are, or all before the place, the mean of those
 * that share it where it is no whole one. */
static void
gaps(struct facts *f, const struct brief *b, const struct ranking *r,
    const struct stand *s)
{
	size_t next = before(r, s->rank), ten = first(r, TEN);
	double expected = s->rank == floor(s->rank) ? (double)next + 1 :
	    (double)(next + 1 + up_to(r, s->rank)) / 2;

	if (s->rank != s->rank || s->now->value != s->now->value)
		return;
	f->source = COMPUTED;
	if (next > 0 && (r->whole || s->rank == expected))
		facts_number(f, difference(last_score(b, r, next),
		    s->now->value), 1, "points", "gap_next");
	if (s->rank > TEN && ten >= TEN && ten <= next)
		facts_number(f, difference(last_score(b, r, ten),
		    s->now->value), 1, "points", "gap_ten");
}

/* The cities on the first three places, all that share one, if all are
 * known. */
static void
podium(struct facts *f, const struct brief *b, const struct ranking *r)
{
	size_t n = first(r, PODIUM);

	f->source = COMPUTED;
	for (size_t i = 0; n >= PODIUM && i < n; i++)
		facts_text(f, unit_name(b, r->at[i].row), "city", "podium.%d",
		    (int)i + 1);
}

void
brief_facts(struct facts *f, const struct brief *b, uint32_t unit)
{
	const struct keys *k = &b->standings->keys;
	struct stand s = brief_stand(b, unit, b->root);
	struct ranking ranking = ranking_of(b);
	int n = 0;

	f->source = (struct tsv_line){ "", 0 };
	facts_text(f, b->index, "", "index");
	if (b->labelled)
		facts_text(f, text_of("label"), "", "index_from");
	facts_text(f, k->years.text[b->year], "year", "year");
	facts_text(f, unit_name(b, unit), "city", "city");
	if (s.now != NULL) {
		now(f, b, &ranking, &s);
		change(f, b, &s, unit);
		since(f, b, &s, unit);
		brief_explain(f, b, &s, unit);
		brief_robust(f, b, &s, unit);
	}
	brief_nodes(f, b, unit);
	if (s.now != NULL) {
		for (size_t i = 0; i < b->ngroup; i++)
			brief_group(f, b, &s, unit, b->group[i].s, &n);
		gaps(f, b, &ranking, &s);
		brief_potential(f, b, unit);
	}
	podium(f, b, &ranking);
	free(ranking.at);
}
