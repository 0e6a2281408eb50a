/* impute - with what a gap is filled. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "number/rank.h"
#include "number/sum.h"
#include "number/twice.h"
#include "stream/flag.h"
#include "table/impute.h"

void
impute_init(struct imputation *f, const struct figures *figures, const struct figures_groups *by_profile,
    int flag)
{
	size_t n = figures->keys.units.n;

	memset(f, 0, sizeof *f);
	f->figures = figures;
	f->by_profile = by_profile;
	f->flag = flag;
	f->by_group = figures_by_group(figures);
	f->years = keys_years(&figures->keys);
	f->place = mem_array(n, sizeof *f->place);
	memset(f->place, 0xff, n * sizeof *f->place);
	f->first = mem_array(n, sizeof *f->first);
	f->before = mem_array(n, sizeof *f->before);
	f->next = mem_array(figures->n, sizeof *f->next);
	f->last = mem_array(n, sizeof *f->last);
	f->ngroups = figures->groups.n;
}

/* The row that stands at a place, and what it has. */
static uint32_t
row_at(const struct imputation *f, uint32_t place)
{
	return f->by_group.row[place];
}

static uint32_t
unit_at(const struct imputation *f, uint32_t place)
{
	return figures_unit(f->figures, row_at(f, place));
}

static double
value_at(const struct imputation *f, uint32_t place)
{
	return f->figures->number[0].x[row_at(f, place)];
}

static long
year_at(const struct imputation *f, uint32_t place)
{
	return f->figures->keys.year_number[figures_year(f->figures, row_at(f, place))];
}

/* A measured figure is one with a value that was not filled in before. */
static bool
measured_at(const struct imputation *f, uint32_t place)
{
	const struct figures_name *flag = &f->figures->name[f->flag];
	double x = value_at(f, place);

	return x == x && !flag_has(flag->names.text[flag->id[row_at(f, place)]], "I");
}

/* The rows of an indicator in a year: those at the places from `from` up to `to`. */
static void
find_rows(const struct imputation *f, uint32_t indicator, uint32_t year, uint32_t *from,
    uint32_t *to)
{
	uint32_t g = NAME_NONE;

	*from = *to = 0;
	if (indicator != NAME_NONE)
		g = pair_find(&f->figures->groups, year, indicator);
	if (g < f->ngroups) {
		*from = f->by_group.start[g];
		*to = f->by_group.start[g + 1];
	}
}

/* Puts a place before the others of its unit or group. */
static void
chain(struct imputation *f, uint32_t *start, uint32_t place)
{
	f->next[place] = *start;
	*start = place;
}

/* Strings the measured rows of each unit together, oldest first. */
static void
link_series(struct imputation *f)
{
	const struct keys *k = &f->figures->keys;
	size_t size = k->units.n * sizeof *f->first;
	uint32_t from, to;

	memset(f->first, 0xff, size);
	memset(f->before, 0xff, size);
	for (uint32_t i = k->years.n; i-- > 0;) {
		find_rows(f, f->indicator, f->years[i], &from, &to);
		for (; from < to; from++)
			if (measured_at(f, from))
				chain(f, &f->first[unit_at(f, from)], from);
	}
}

/* The name that all rows of each profile share in the column of the groups. */
static uint32_t *
shared_names(const struct imputation *f)
{
	const uint32_t *id = f->figures->name[f->group_name].id, *row = f->by_profile->row;
	uint32_t n = f->figures->keys.profiles.n;
	uint32_t *shared = mem_array(n, sizeof *shared);

	for (uint32_t p = 0; p < n; p++) {
		uint32_t from = f->by_profile->start[p], to = f->by_profile->start[p + 1];

		shared[p] = id[row[from]];
		for (uint32_t i = from; i < to && shared[p] != 0; i++)
			if (id[row[i]] != shared[p])
				shared[p] = 0;
	}
	return shared;
}

void
impute_indicator(struct imputation *f, uint32_t indicator, const struct method *m, int group_name)
{
	f->indicator = indicator;
	f->method = *m;
	f->group_name = group_name;
	f->come = 0;
	if (group_name >= 0 && f->shared[group_name] == NULL)
		f->shared[group_name] = shared_names(f);
	if (m->id == IMPUTE_PREVIOUS || m->id == IMPUTE_LINEAR || m->id == IMPUTE_HOLD)
		link_series(f);
}

/* Which group a row belongs to: the name of its text, 0 for none; without a column
 * all are one. */
static uint32_t
group_of(const struct imputation *f, uint32_t row)
{
	return f->group_name < 0 ? 1 : f->figures->name[f->group_name].id[row];
}

/* The mean or median of n values, which may be sorted on the way; NaN of none. */
static double
middle(double *x, size_t n, bool median)
{
	if (!median)
		return sum_mean(x, n);
	rank_values(x, n);
	return sum_quantile(x, n, 0.5);
}

/* Learns what the gaps of each group get: the mean or median of its measured rows. */
static void
learn(struct imputation *f)
{
	bool median = f->method.id == IMPUTE_MEDIAN || f->method.id == IMPUTE_GROUP_MEDIAN;
	size_t groups = f->group_name < 0 ? 2 : f->figures->name[f->group_name].names.n;
	double *x = mem_array(f->to - f->from, sizeof *x);

	f->group = mem_grow(f->group, &f->group_cap, groups, sizeof *f->group);
	for (size_t g = 0; g < groups; g++)
		f->group[g].last = NAME_NONE;
	for (uint32_t i = f->from; i < f->to; i++) {
		uint32_t g = group_of(f, row_at(f, i));

		if (g != 0 && measured_at(f, i))
			chain(f, &f->group[g].last, i);
	}
	for (size_t g = 0; g < groups; g++) {
		size_t n = 0;

		for (uint32_t i = f->group[g].last; i != NAME_NONE; i = f->next[i])
			x[n++] = value_at(f, i);
		f->group[g].value = middle(x, n, median);
	}
	free(x);
}

void
impute_beside(struct imputation *f, int direction, const struct impute_sibling *sibling, size_t n)
{
	f->direction = direction;
	f->sibling = sibling;
	f->nsibling = n;
}

/* The extremes of direction times the measured values at places; false if there is no spread. */
static bool
find_spread(const struct imputation *f, uint32_t from, uint32_t to, int d, double *low,
    double *high)
{
	*low = (double)INFINITY;
	*high = -(double)INFINITY;
	for (; from < to; from++)
		if (measured_at(f, from)) {
			*low = fmin(*low, d * value_at(f, from));
			*high = fmax(*high, d * value_at(f, from));
		}
	return *low < *high;
}

/* Gives each unit its places between the extremes of the siblings, in their order. */
static void
learn_siblings(struct imputation *f)
{
	bool spread = find_spread(f, f->from, f->to, f->direction, &f->low, &f->high);

	f->nplace = 0;
	memset(f->last, 0xff, f->figures->keys.units.n * sizeof *f->last);
	for (size_t s = 0; s < f->nsibling && spread; s++) {
		int d = f->sibling[s].direction;
		uint32_t from, to;
		double low, high;

		find_rows(f, f->sibling[s].indicator, f->year, &from, &to);
		if (!find_spread(f, from, to, d, &low, &high))
			continue;
		f->places = mem_grow(f->places, &f->place_cap, f->nplace + (to - from),
		    sizeof *f->places);
		for (; from < to; from++) {
			/* Quarters are not beyond the doubles. */
			double q = isfinite(high - low) ? 1 : 0.25;
			struct twice above = twice_of_sum(d * value_at(f, from) * q, -low * q);
			uint32_t *last = &f->last[unit_at(f, from)];

			if (!measured_at(f, from))
				continue;
			f->places[f->nplace] = (struct impute_place){
				twice_quotient(above, twice_of_sum(high * q, -low * q)), *last
			};
			*last = f->nplace++;
		}
	}
}

bool
impute_edition(struct imputation *f)
{
	if (f->come == f->figures->keys.years.n)
		return false;
	f->year = f->years[f->come++];
	find_rows(f, f->indicator, f->year, &f->from, &f->to);
	for (uint32_t i = f->from; i < f->to; i++)
		f->place[unit_at(f, i)] = i;
	if (f->group_name >= 0 || f->method.id == IMPUTE_MEAN || f->method.id == IMPUTE_MEDIAN)
		learn(f);
	if (f->method.id == IMPUTE_SIBLINGS || f->method.id == IMPUTE_SIBLINGS_MEDIAN)
		learn_siblings(f);
	return true;
}

/* What was learned of the group of a profile. */
static double
learned(const struct imputation *f, uint32_t profile)
{
	uint32_t row = impute_row(f, f->figures->keys.profiles.pair[profile].b);

	return f->group[row == NAME_NONE && f->group_name >= 0 ? f->shared[f->group_name][profile] :
	    group_of(f, row)].value;
}

/* Goes along a unit's series to the edition at hand: the latest place before it and the first
 * behind it, NAME_NONE for none. */
static void
find_neighbours(struct imputation *f, uint32_t unit, uint32_t *before, uint32_t *behind)
{
	long year = f->figures->keys.year_number[f->year];

	*before = f->before[unit];
	*behind = *before == NAME_NONE ? f->first[unit] : f->next[*before];
	while (*behind != NAME_NONE && year_at(f, *behind) < year) {
		*before = *behind;
		*behind = f->next[*behind];
	}
	f->before[unit] = *before;
}

/* The latest value of an earlier year, or with hold the first of a later one, if it is not from too
 * far away. */
static double
nearest(struct imputation *f, uint32_t unit)
{
	long year = f->figures->keys.year_number[f->year];
	uint32_t a, b;

	find_neighbours(f, unit, &a, &b);
	if (a != NAME_NONE && (double)(year - year_at(f, a)) <= f->method.number)
		return value_at(f, a);
	if (f->method.id == IMPUTE_HOLD && b != NAME_NONE &&
	    (double)(year_at(f, b) - year) <= f->method.number)
		return value_at(f, b);
	return (double)NAN;
}

/* What stands at the mean, or median, of the unit's places. */
static double
between_extremes(const struct imputation *f, uint32_t unit)
{
	double *z = mem_array(f->nsibling, sizeof *z), place;
	double q = isfinite(f->high - f->low) ? 1 : 0.25;
	struct twice at;
	size_t n = 0;

	for (uint32_t i = f->last[unit]; i != NAME_NONE; i = f->places[i].next)
		z[n++] = f->places[i].z;
	place = middle(z, n, f->method.id == IMPUTE_SIBLINGS_MEDIAN);
	free(z);
	at = twice_times((struct twice){ place, 0 }, twice_of_sum(f->high * q, -f->low * q));
	at = twice_add_twice((struct twice){ f->low * q, 0 }, at);
	return f->direction * ((at.hi + at.lo) / q);
}

/* (v x + w y)/(v + w), rounded once. */
static double
weighted(double x, double v, double y, double w)
{
	return twice_quotient(twice_add_product(twice_of_product(x, v), y, w),
	    (struct twice){ v + w, 0 });
}

/* The value between those before and behind, or the nearest where there is only one side. */
static double
on_the_line(struct imputation *f, uint32_t unit)
{
	long year = f->figures->keys.year_number[f->year];
	uint32_t a, b;
	double x, y, since, until;

	find_neighbours(f, unit, &a, &b);
	if (a == NAME_NONE)
		return b == NAME_NONE ? (double)NAN : value_at(f, b);
	if (b == NAME_NONE)
		return value_at(f, a);
	x = value_at(f, a);
	y = value_at(f, b);
	since = (double)(year - year_at(f, a));
	until = (double)(year_at(f, b) - year);
	/* The years would take the largest doubles beyond themselves. */
	if (fabs(x) > 0x1p900 || fabs(y) > 0x1p900)
		return weighted(x * 0x1p-64, until, y * 0x1p-64, since) * 0x1p64;
	return weighted(x, until, y, since);
}

double
impute_value(struct imputation *f, uint32_t profile)
{
	uint32_t unit = f->figures->keys.profiles.pair[profile].b;

	switch (f->method.id) {
	case IMPUTE_PREVIOUS:
	case IMPUTE_HOLD:
		return nearest(f, unit);
	case IMPUTE_SIBLINGS:
	case IMPUTE_SIBLINGS_MEDIAN:
		return between_extremes(f, unit);
	case IMPUTE_LINEAR:
		return on_the_line(f, unit);
	case IMPUTE_ZERO:
		return 0;
	default:
		return learned(f, profile);
	}
}
