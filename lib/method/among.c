/* among - the score that a value has as one of many. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "method/among.h"
#include "number/num.h"
#include "number/rank.h"
#include "number/sum.h"

/* Is the method one that may be relied on for that? */
static bool
is(const struct among *a, enum method_needs what)
{
	return (method_row(METHOD_NORMALIZE, a->rule.method.id)->needs &
	    what) != 0;
}

void
among_open(struct among *a, const struct normalize_rule *rule, const double *x,
    size_t n)
{
	struct rank_value *sorted = mem_array(n, sizeof *sorted);
	struct twice sd;
	size_t at;

	*a = (struct among){ .rule = normalize_resolve(rule), .x = mem_array(n,
	    sizeof *a->x) };
	for (size_t i = 0; i < n; i++)
		if (x[i] == x[i])
			a->x[a->n++] = x[i];
	a->lack = normalize_count(&a->rule, a->x, a->n, &at) ? SCALE_FITS :
	    SCALE_TRANSFORM;
	for (size_t i = 0; i < a->n; i++)
		sorted[i] = (struct rank_value){ a->x[i], 0 };
	if (a->lack == SCALE_FITS)
		rank_sort(sorted, a->n);
	for (size_t i = 0; i < a->n; i++)
		a->x[i] = sorted[i].value;
	if (!is(a, BY_ENDS)) {
		a->place = mem_array(a->n, sizeof *a->place);
		rank_places(sorted, a->n, RANK_DENSE, !a->rule.exact, a->place);
		a->mean = sum_mean_twice(a->x, a->n);
		sd = sum_sd_twice(a->x, a->n);
		a->squares = twice_times(twice_times(sd, sd),
		    (struct twice){ (double)a->n - 1, 0 });
	}
	free(sorted);
}

void
among_free(struct among *a)
{
	free(a->x);
	free(a->place);
}

/* Is a value before another, and no tie? */
static bool
is_before(const struct among *a, double x, double y)
{
	return x < y && (a->rule.exact || !num_tie(x, y));
}

/* How many are before x, or (`ties`) before it or tie with it. */
static size_t
count(const struct among *a, double x, bool ties)
{
	size_t from = 0, to = a->n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (ties ? !is_before(a, x, a->x[middle]) : is_before(a,
		    a->x[middle], x))
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* The one whose place is taken; SIZE_MAX if there is none. */
static size_t
find(const struct among *a, double x)
{
	size_t i = x == x ? count(a, x, false) : a->n;

	/* What ties with it may stand before it. */
	while (i < a->n && a->x[i] < x)
		i++;
	return i < a->n && a->x[i] == x ? i : SIZE_MAX;
}

/* The score where the least and the most of the others are enough. */
static enum scale_lack
score_of_ends(const struct among *a, size_t out, double x, double *score)
{
	size_t least = out == 0, most = a->n - (a->n > 0 && out + 1 == a->n),
	    at;
	double all[] = { x, x, x };
	enum scale_lack lack;

	if (least < most) {
		all[1] = a->x[least];
		all[2] = a->x[most - 1];
	}
	lack = normalize_counted(&a->rule, all, 3, &at);
	*score = all[0];
	return lack;
}

/* The score by a scale of all of them. */
static enum scale_lack
score_of_all(const struct among *a, size_t out, double x, double *score)
{
	double *all = mem_array(a->n + 1, sizeof *all);
	enum scale_lack lack;
	size_t m = 0, at;

	all[m++] = x;
	for (size_t i = 0; i < a->n; i++)
		if (i != out)
			all[m++] = a->x[i];
	lack = normalize_counted(&a->rule, all, m, &at);
	*score = all[0];
	free(all);
	return lack;
}

/* Does a value share its place with no other? */
static bool
is_alone(const struct among *a, size_t i)
{
	return (i == 0 || a->place[i - 1] < a->place[i]) &&
	    (i + 1 == a->n || a->place[i + 1] > a->place[i]);
}

/* The score by place. */
static enum scale_lack
score_of_place(const struct among *a, size_t out, double x, double *score)
{
	size_t before = count(a, x, false), end = count(a, x, true),
	    all = a->n + 1;
	size_t dense = before == 0 ? 0 : (size_t)a->place[before - 1];
	size_t different = (a->n == 0 ? 0 : (size_t)a->place[a->n - 1]) +
	    (before == end);
	struct scale s = { .rule = &a->rule, .x = score, .n = 1 };
	enum scale_lack lack;
	size_t at;

	if (out != SIZE_MAX) {
		/* x keeps the place of what it ties with. */
		different -= is_alone(a, out) && (out < before || out >= end);
		dense -= is_alone(a, out) && out < before;
		before -= out < before;
		end -= out < end;
		all--;
	}
	*score = rank_place(a->rule.ties, before, end + 1, dense + 1);
	lack = normalize_places(&s, all, different);
	return lack != SCALE_FITS ? lack : normalize_draw(&s, &at);
}

/* The deviation of a value from the mean. */
static struct twice
deviation(const struct among *a, double x)
{
	struct twice d = twice_of_sum(x, -a->mean.hi);

	return twice_of_ordered(d.hi, d.lo - a->mean.lo);
}

static struct twice
less(struct twice a, struct twice b)
{
	return twice_add_twice(a, (struct twice){ -b.hi, -b.lo });
}

/* The z-score, by what the sums of deviations and of their squares become;
 * false where these would lose digits. */
static bool
score_of_mean(const struct among *a, size_t out, double x, double *score,
    enum scale_lack *lack)
{
	struct twice d = deviation(a, x), gone = { 0, 0 }, shift, squares, mean,
	    n = { 0, 0 };
	double all = fmax(a->squares.hi, d.hi * d.hi);
	struct scale s = { .rule = &a->rule, .x = score, .n = 1 };
	size_t at;

	if (a->n < 3 || !(all > 0x1p-400 && all < 0x1p400))
		return false;
	if (out != SIZE_MAX)
		gone = deviation(a, a->x[out]);
	n.hi = (double)a->n + (out == SIZE_MAX);
	squares = twice_add_twice(less(a->squares, twice_times(gone, gone)),
	    twice_times(d, d));
	d = less(d, gone);
	shift = twice_divide(d, n);
	squares = less(squares, twice_times(shift, d));
	if (squares.hi < 0x1p-20 * all)
		return false;
	mean = twice_add_twice(a->mean, shift);
	n.hi--;
	squares = twice_divide(squares, n);
	s.least = fmin(a->x[out == 0], x);
	s.most = fmax(a->x[a->n - 1 - (out + 1 == a->n)], x);
	*lack = normalize_mean(&s, mean, twice_root(squares));
	*score = x;
	if (*lack == SCALE_FITS)
		*lack = normalize_draw(&s, &at);
	return true;
}

enum scale_lack
among_score(const struct among *a, double x, double instead_of, double *score)
{
	const struct normalize_rule *r = &a->rule;
	bool mean = r->method.id == NORMALIZE_ZSCORE;
	enum scale_lack lack;
	size_t out, at;

	if (a->lack != SCALE_FITS)
		return a->lack;
	if (!normalize_count(r, &x, 1, &at) || !normalize_count(r, &instead_of,
	    1, &at))
		return SCALE_TRANSFORM;
	out = find(a, instead_of);
	if (is(a, BY_ENDS))
		lack = score_of_ends(a, out, x, score);
	else if (is(a, BY_PLACE))
		lack = score_of_place(a, out, x, score);
	else if (!mean || !score_of_mean(a, out, x, score, &lack))
		lack = score_of_all(a, out, x, score);
	if (!normalize_flat(lack))
		return lack;
	*score = r->constant_given && r->constant == r->constant ? r->constant :
	    mean ? r->mean : r->low / 2 + r->high / 2;
	return SCALE_FITS;
}
