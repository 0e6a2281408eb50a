/* rank - order values and give them places. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "number/num.h"
#include "number/rank.h"

/* Below FEW values merging is faster than counting digits; merging starts from
 * runs of RUN. */
enum { FEW = 256, RUN = 8 };

/* The radix sort takes the upper HALF bits of the key in PASSES digits of BITS
 * and leaves LOWER. */
enum { PASSES = 4, BITS = 10, BUCKETS = 1 << BITS, HALF = PASSES * BITS,
    LOWER = 64 - HALF };

/* Shifts each value to its place, as long as these are `most` places in all;
 * returns whether that was enough, and adds how many they were. */
static bool
shifted(struct rank_value *a, size_t n, size_t most, uint64_t *places)
{
	for (size_t i = 1; i < n; i++) {
		struct rank_value v = a[i];
		size_t k = i;

		for (; k > 0 && a[k - 1].value > v.value && most > 0; k--,
		    most--)
			a[k] = a[k - 1];
		a[k] = v;
		*places += i - k;
		if (k > 0 && a[k - 1].value > v.value)
			return false;
	}
	return true;
}

/* Merges a[0..m-1] and a[m..n-1] into `to`; returns over how many places the
 * latter went. */
static uint64_t
merge(const struct rank_value *a, size_t m, size_t n, struct rank_value *to)
{
	size_t i = 0, j = m;
	uint64_t pairs = 0;

	while (i < m && j < n) {
		bool second = a[j].value < a[i].value;

		*to++ = a[second ? j : i];
		pairs += second * (m - i);
		j += second;
		i += !second;
	}
	memcpy(to, a + i, (m - i) * sizeof *a);
	memcpy(to + (m - i), a + j, (n - j) * sizeof *a);
	return pairs;
}

static uint64_t
merge_sort(struct rank_value *a, struct rank_value *spare, size_t n)
{
	struct rank_value *from = a;
	uint64_t pairs = 0;

	for (size_t i = 0; i < n; i += RUN)
		(void)shifted(a + i, n - i < RUN ? n - i : RUN, RUN * RUN,
		    &pairs);
	for (size_t width = RUN; width < n; width *= 2) {
		struct rank_value *to = from == a ? spare : a;

		for (size_t i = 0; i < n; i += 2 * width) {
			size_t m = n - i < width ? n - i : width;
			size_t end = n - i < 2 * width ? n - i : 2 * width;

			pairs += merge(from + i, m, end, to + i);
		}
		from = to;
	}
	if (from != a)
		memcpy(a, from, n * sizeof *a);
	return pairs;
}

uint64_t
rank_descents(struct rank_value *a, size_t n)
{
	struct rank_value *spare = mem_array(n, sizeof *spare);
	uint64_t pairs = merge_sort(a, spare, n);

	free(spare);
	return pairs;
}

/* A whole number that is ordered as the doubles are: their bits, with those of
 * negative numbers inverted and the sign bit of the others set.  Adding 0 makes
 * -0 a 0. */
static inline uint64_t
key(double value)
{
	uint64_t bits;

	value += 0.0;
	memcpy(&bits, &value, sizeof bits);
	return bits ^ (bits >> 63 ? UINT64_MAX : 0x8000000000000000);
}

/* Sorts by the upper HALF bits of the key, the last digit first; each pass
 * keeps the order of the one before among equal digits.  A pass in which all
 * values have the same digit is skipped. */
static void
radix_sort(struct rank_value *a, struct rank_value *spare, size_t n)
{
	uint32_t start[PASSES][BUCKETS] = { 0 };
	struct rank_value *from = a;

	for (size_t i = 0; i < n; i++) {
		uint64_t k = key(a[i].value) >> LOWER;

		for (int pass = 0; pass < PASSES; pass++)
			start[pass][k >> BITS * pass & (BUCKETS - 1)]++;
	}
	for (int pass = 0; pass < PASSES; pass++) {
		struct rank_value *to = from == a ? spare : a;
		uint32_t *at = start[pass], sum = 0;
		int shift = LOWER + BITS * pass;

		if (at[key(a[0].value) >> shift & (BUCKETS - 1)] == n)
			continue;
		for (int bucket = 0; bucket < BUCKETS; bucket++) {
			uint32_t count = at[bucket];

			at[bucket] = sum;
			sum += count;
		}
		for (size_t i = 0; i < n; i++)
			to[at[key(from[i].value) >> shift & (BUCKETS - 1)]++] =
			    from[i];
		from = to;
	}
	if (from != a)
		memcpy(a, from, n * sizeof *a);
}

/* Many values are sorted by the upper bits of their keys; those that agree in
 * these are few, as a rule, or equal altogether. */
void
rank_sort(struct rank_value *a, size_t n)
{
	struct rank_value *spare;
	uint64_t places = 0;

	if (shifted(a, n, n, &places))
		return;
	spare = mem_array(n, sizeof *spare);
	if (n < FEW)
		merge_sort(a, spare, n);
	else
		radix_sort(a, spare, n);
	for (size_t i = 0, end; n >= FEW && i < n; i = end) {
		uint64_t upper = key(a[i].value) >> LOWER;

		for (end = i + 1; end < n &&
		    key(a[end].value) >> LOWER == upper;)
			end++;
		if (!shifted(a + i, end - i, end - i, &places))
			merge_sort(a + i, spare, end - i);
	}
	free(spare);
}

double
rank_place(enum rank_ties ties, size_t before, size_t end, size_t distinct)
{
	switch (ties) {
	case RANK_MIN:
		return (double)(before + 1);
	case RANK_MAX:
		return (double)end;
	case RANK_AVERAGE:
		return (double)(before + 1 + end) / 2;
	case RANK_DENSE:
		break;
	}
	return (double)distinct;
}

size_t
rank_places(const struct rank_value *a, size_t n, enum rank_ties ties,
    bool near, double *rank)
{
	size_t distinct = 0, end;

	for (size_t i = 0; i < n; i = end) {
		double place;

		for (end = i + 1; end < n; end++)
			if (a[end].value != a[i].value &&
			    !(near && num_tie(a[end].value, a[i].value)))
				break;
		distinct++;
		place = rank_place(ties, i, end, distinct);
		for (size_t k = i; k < end; k++)
			rank[k] = place;
	}
	return distinct;
}

/* Puts rows whose values tie in the order of their numbers; the values are
 * lost. */
static void
order_rows(struct rank_value *a, size_t n)
{
	for (size_t i = 0; i < n; i++)
		a[i].value = (double)a[i].row;
	rank_sort(a, n);
}

size_t
rank_order(struct rank_value *a, size_t n, enum rank_ties ties, bool near,
    double *rank)
{
	size_t distinct, start = 0;

	rank_sort(a, n);
	distinct = rank_places(a, n, ties, near, rank);
	for (size_t i = 1; i <= n; i++)
		if (i == n || rank[i] != rank[start]) {
			if (a[start].value < a[i - 1].value)
				order_rows(a + start, i - start);
			start = i;
		}
	return distinct;
}

size_t
rank_replace(double *x, size_t n, enum rank_ties ties, bool near)
{
	struct rank_value *a = mem_array(n, sizeof *a);
	double *place = mem_array(n, sizeof *place);
	size_t m = 0, distinct;

	for (size_t i = 0; i < n; i++)
		if (x[i] == x[i])
			a[m++] = (struct rank_value){ x[i], (uint32_t)i };
	rank_sort(a, m);
	distinct = rank_places(a, m, ties, near, place);
	for (size_t i = 0; i < m; i++)
		x[a[i].row] = place[i];
	free(a);
	free(place);
	return distinct;
}

size_t
rank_values(double *x, size_t n)
{
	struct rank_value *a = mem_array(n, sizeof *a);
	size_t distinct = n > 0;

	for (size_t i = 0; i < n; i++)
		a[i] = (struct rank_value){ x[i], 0 };
	rank_sort(a, n);
	for (size_t i = 0; i < n; i++) {
		x[i] = a[i].value;
		distinct += i > 0 && x[i] != x[i - 1];
	}
	free(a);
	return distinct;
}

size_t
rank_scores(const double *score, size_t n, double *rank, uint32_t *order)
{
	struct rank_value *v = mem_array(n, sizeof *v);
	double *place = mem_array(n, sizeof *place);
	size_t m = 0, last;

	for (size_t i = 0; i < n; i++)
		if (score[i] == score[i])
			v[m++] = (struct rank_value){ -score[i], (uint32_t)i };
	rank_order(v, m, RANK_MIN, true, place);
	last = m;
	for (size_t i = 0; i < n; i++) {
		if (score[i] == score[i])
			continue;
		rank[i] = (double)NAN;
		if (order != NULL)
			order[last++] = (uint32_t)i;
	}
	for (size_t i = 0; i < m; i++) {
		rank[v[i].row] = place[i];
		if (order != NULL)
			order[i] = v[i].row;
	}
	free(v);
	free(place);
	return m;
}

const char *const rank_ties_names[] = {
	[RANK_MIN] = "min", [RANK_MAX] = "max", [RANK_AVERAGE] = "average",
	[RANK_DENSE] = "dense", NULL
};

int
rank_ties_named(struct text name)
{
	int i = 0;

	while (rank_ties_names[i] != NULL && !text_is(name, rank_ties_names[i]))
		i++;
	return rank_ties_names[i] == NULL ? -1 : i;
}
