/* keys - year, unit and indicator of every row become small integers. */
#include <stdlib.h>
#include <string.h>

#include "base/arrange.h"
#include "base/die.h"
#include "base/mem.h"
#include "number/num.h"
#include "number/rank.h"
#include "stream/column.h"
#include "table/keys.h"

/* Rows that arrays have room for at first, and at most. */
#define ROWS ((size_t)1 << 15)
#define MOST ((size_t)UINT32_MAX - 1)

bool
keys_read_year(struct text t, long *year)
{
	size_t i = 0;
	bool negative = t.n > 1 && t.s[0] == '-';
	long n = 0;

	i += negative;
	if (t.n == i || t.n - i > 9 || (t.s[i] == '0' && t.n > 1))
		return false;
	for (; i < t.n; i++) {
		if (t.s[i] < '0' || t.s[i] > '9')
			return false;
		n = n * 10 + (t.s[i] - '0');
	}
	*year = negative ? -n : n;
	return true;
}

uint32_t
keys_add_year(struct keys *k, struct text t)
{
	uint32_t id = name_add(&k->years, t);
	long n = 0;

	k->year_number = mem_grow(k->year_number, &k->year_cap, (size_t)id + 1,
	    sizeof *k->year_number);
	if (t.n > 0 && !keys_read_year(t, &n))
		return NAME_NONE;
	k->year_number[id] = n;
	return id;
}

void
keys_open(struct keys *k, struct tsv *t, const char *unit)
{
	int lead;

	memset(k, 0, sizeof *k);
	k->t = t;
	tsv_about(t, unit);
	k->year_column = tsv_optional(t, "year");
	k->unit_column = tsv_need(t, unit);
	k->indicator_column = tsv_need(t, "indicator");
	/* Rows begin with year and unit, in either order, or with the unit
	 * alone. */
	lead = k->year_column < 0 ? 1 : 2;
	if (k->year_column < lead && (int)k->unit_column < lead)
		tsv_lead(t, (size_t)lead);
	names_init(&k->years);
	names_init(&k->units);
	names_init(&k->indicators);
	pairs_init(&k->profiles);
	k->unit = k->indicator = k->year = k->profile = k->run_profile =
	    NAME_NONE;
	if (k->year_column < 0)
		k->year = keys_add_year(k, (struct text){ "", 0 });
}

_Noreturn void
keys_empty(const struct tsv *t, size_t column)
{
	tsv_die(t, "column %.*s is empty", TEXT_ARG(t->head[column]));
}

/* True if a text has four digits in a row, and other characters. */
static bool
holds_year(struct text t)
{
	size_t digits = 0;

	for (size_t i = 0; i < t.n && digits < 4; i++)
		digits = text_is_digit(t.s[i]) ? digits + 1 : 0;
	return digits == 4 && t.n > 5;
}

long
keys_year(const struct tsv *t, size_t column)
{
	struct text year = t->col[column];
	long n;

	if (year.n == 0)
		keys_empty(t, column);
	if (!keys_read_year(year, &n))
		tsv_die(t,
		    "column %.*s: '%.*s' is not a year, a whole number%s",
		    TEXT_ARG(t->head[column]), TEXT_ARG(year),
		    holds_year(year) ?
		    "; sci-tidy --split takes it out of a date" : "");
	return n;
}

long
keys_whole(const struct tsv *t, size_t column, long least)
{
	long n;

	if (!keys_read_year(t->col[column], &n) || n < least)
		tsv_die(t,
		    "column %.*s: '%.*s' is not a whole number from %ld on",
		    TEXT_ARG(t->head[column]), TEXT_ARG(t->col[column]), least);
	return n;
}

double
keys_share(const struct tsv *t, size_t column, double x)
{
	if (x < 0 || x > 1)
		tsv_die(t, "column %.*s: '%.*s' is not from 0 to 1",
		    TEXT_ARG(t->head[column]), TEXT_ARG(t->col[column]));
	return x;
}

bool
keys_is(struct text column, const char *unit)
{
	return text_is(column, "year") || text_is(column, unit) ||
	    text_is(column, "indicator");
}

const char *
keys_wrong(struct text column, const char *unit, struct text t)
{
	double x;
	long year;

	if (keys_is(column, unit) && t.n == 0)
		return "is empty, which a key never is";
	if (text_is(column, "year") && !keys_read_year(t, &year))
		return "is not a year, a whole number";
	return column_is_number(column) && num_read(t, &x) > NUM_MISSING ?
	    "is not a number" : NULL;
}

void
keys_about(const struct keys *k, uint32_t year, uint32_t unit,
    struct text indicator, struct text about[3])
{
	about[0] = year == NAME_NONE ? text_of("") : k->years.text[year];
	about[1] = unit == NAME_NONE ? text_of("") : k->units.text[unit];
	about[2] = indicator;
}

size_t
keys_room(const struct keys *k, size_t n)
{
	size_t likely = n == 0 ? tsv_likely(k->t) : n,
	    room = likely + (n == 0 ? likely / 8 : n);

	if (n == MOST)
		die("more than %lu rows", (unsigned long)n);
	return room < ROWS ? ROWS : room < MOST ? room : MOST;
}

void
keys_new_run(struct keys *k)
{
	k->run++;
	k->run_profile = k->profile;
	if (k->profile < k->nrun)
		k->scattered = true;
	else
		k->nrun = k->profile + 1;
}

void
keys_more_stamps(struct keys *k)
{
	size_t old = k->stamp_cap;

	k->stamp = mem_grow(k->stamp, &k->stamp_cap, (size_t)k->indicator + 1,
	    sizeof *k->stamp);
	memset(k->stamp + old, 0, (k->stamp_cap - old) * sizeof *k->stamp);
}

/* Where units come in no order, memory is asked for that of the next row while
 * this one's is found. */
void
keys_take_profile(struct keys *k)
{
	const struct tsv *t = k->t;
	struct text unit = t->col[k->unit_column];
	bool ahead = names_in_vain(&k->units);
	uint32_t next = !ahead ? 0 : name_ahead(&k->units, tsv_ahead(t,
	    k->unit_column));

	if (k->year_column >= 0 && (k->year == NAME_NONE ||
	    !text_equal(t->col[k->year_column], k->years.text[k->year]))) {
		keys_year(t, (size_t)k->year_column);
		k->year = keys_add_year(k, t->col[k->year_column]);
	}
	if (k->unit == NAME_NONE || !text_equal(unit, k->units.text[k->unit])) {
		if (unit.n == 0)
			keys_empty(t, k->unit_column);
		k->unit = name_next(&k->units, k->unit, unit, true);
	}
	k->profile = pair_add(&k->profiles, k->year, k->unit);
	if (ahead)
		name_nearer(&k->units, next);
}

uint32_t *
keys_sort_years(const long *number, uint32_t n)
{
	struct rank_value *year = mem_array(n, sizeof *year);
	uint32_t *id = mem_array(n, sizeof *id);

	for (uint32_t i = 0; i < n; i++)
		year[i] = (struct rank_value){ (double)number[i], i };
	rank_sort(year, n);
	for (uint32_t i = 0; i < n; i++)
		id[i] = year[i].row;
	free(year);
	return id;
}

uint32_t *
keys_years(const struct keys *k)
{
	return keys_sort_years(k->year_number, k->years.n);
}

uint32_t *
keys_before(const struct keys *k)
{
	uint32_t *year = keys_years(k), *before = mem_array(k->years.n,
	    sizeof *before);

	for (uint32_t i = 0; i < k->years.n; i++)
		before[year[i]] = i == 0 ? NAME_NONE : year[i - 1];
	free(year);
	return before;
}

uint32_t *
keys_sort_pairs(const struct keys *k, const struct pairs *pairs,
    const uint32_t *place, uint32_t nplace)
{
	uint32_t *sorted = arrange_all(pairs->n), *key = mem_array(pairs->n,
	    sizeof *key);
	uint32_t *age = arrange_positions(keys_years(k), k->years.n);

	for (uint32_t i = 0; i < pairs->n; i++)
		key[i] = place[pairs->pair[i].b];
	arrange(sorted, pairs->n, key, nplace);
	for (uint32_t i = 0; i < pairs->n; i++)
		key[i] = age[pairs->pair[i].a];
	arrange(sorted, pairs->n, key, k->years.n);
	free(key);
	free(age);
	return sorted;
}

/* The same by the texts of the things. */
static uint32_t *
sort_named(const struct keys *k, const struct pairs *pairs,
    const struct names *names)
{
	uint32_t *place = names_order(names);
	uint32_t *sorted = keys_sort_pairs(k, pairs, place, names->n);

	free(place);
	return sorted;
}

uint32_t *
keys_profiles(const struct keys *k)
{
	return sort_named(k, &k->profiles, &k->units);
}

uint32_t *
keys_groups(const struct keys *k, const struct pairs *groups)
{
	return sort_named(k, groups, &k->indicators);
}
