/* names - texts become small integers, once. */
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "base/die.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/wide.h"

enum { FIRST_SLOTS = 256, ROOM = 1 << 14, BEYOND = 32 };

/* A seed nobody can know in advance. */
static uint64_t
fresh_seed(void)
{
	uint64_t seed;
	struct timespec now;

	if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) == (ssize_t)sizeof seed)
		return seed;
	clock_gettime(CLOCK_REALTIME, &now);
	return ((uint64_t)now.tv_nsec << 32) ^ (uint64_t)now.tv_sec ^ ((uint64_t)getpid() << 20) ^
	    (uint64_t)(uintptr_t)&seed;
}

/* Product of 64 by 64 bits, its halves folded into one: the mixing step of
 * W. Yi's wyhash, used here with a secret factor. */
static inline uint64_t
fold(uint64_t a, uint64_t b)
{
	struct wide m = wide_product(a, b);

	return m.low ^ m.high;
}

static uint64_t
hash(uint64_t seed, struct text t)
{
	const char *p = t.s;
	size_t n = t.n;
	uint64_t h = seed ^ (n * 0x9e3779b97f4a7c15U), tail = 0;

	for (; n >= 8; n -= 8, p += 8)
		h = fold(h ^ text_word(p), seed | 0x8000000000000001U);
	for (size_t i = 0; i < n; i++)
		tail |= (uint64_t)(unsigned char)p[i] << (8 * i);
	h = fold(h ^ tail ^ 0xa0761d6478bd642fU, seed | 0x8000000000000001U);
	return fold(h, 0xe7037ed1a0b428dbU);
}

void
names_init(struct names *t)
{
	memset(t, 0, sizeof *t);
	t->mask = FIRST_SLOTS - 1;
	t->slot = mem_array(FIRST_SLOTS, sizeof *t->slot);
	t->seed = fresh_seed();
}

void
names_free(struct names *t)
{
	free(t->text);
	free(t->after);
	free(t->slot);
	/* The copies stay until the filter exits: texts may be in use. */
	memset(t, 0, sizeof *t);
}

/* Doubles the number of slots. */
static void
more_slots(struct names *t)
{
	uint32_t old = t->mask, mask = old * 2 + 1;
	struct name_slot *slot;

	if (mask == UINT32_MAX)
		die("more than %lu different names", (unsigned long)t->n);
	slot = mem_array((size_t)mask + 1, sizeof *slot);
	for (uint32_t i = 0; i <= old; i++) {
		uint32_t j = t->slot[i].hash & mask;

		if (t->slot[i].number == 0)
			continue;
		while (slot[j].number != 0)
			j = (j + 1) & mask;
		slot[j] = t->slot[i];
	}
	free(t->slot);
	t->slot = slot;
	t->mask = mask;
}

/* A copy of the text that may be read BEYOND bytes behind its end. */
static struct text
keep(struct names *t, struct text s)
{
	char *p;

	if (t->left < s.n + BEYOND) {
		t->left = s.n + BEYOND > ROOM / 4 ? s.n + BEYOND : ROOM;
		t->room = mem_array(t->left, 1);
	}
	p = t->room;
	if (s.n != 0)
		memcpy(p, s.s, s.n);
	t->room += s.n;
	t->left -= s.n;
	return (struct text){ p, s.n };
}

/* Looks the text up; returns its number or NAME_NONE, and where it would go. */
static uint32_t
look_up(const struct names *t, struct text s, uint32_t h, uint32_t *at)
{
	for (uint32_t j = h & t->mask;; j = (j + 1) & t->mask) {
		struct name_slot found = t->slot[j];

		if (found.number == 0) {
			*at = j;
			return NAME_NONE;
		}
		if (found.hash == h && text_equal(t->text[found.number - 1], s))
			return found.number - 1;
	}
}

uint32_t
name_add(struct names *t, struct text s)
{
	uint32_t h = (uint32_t)hash(t->seed, s), at = 0, found;

	found = look_up(t, s, h, &at);
	if (found != NAME_NONE)
		return found;
	t->text = mem_grow(t->text, &t->cap, (size_t)t->n + 1, sizeof *t->text);
	t->after = mem_grow(t->after, &t->after_cap, (size_t)t->n + 1, sizeof *t->after);
	t->text[t->n] = keep(t, s);
	t->after[t->n] = t->n;
	t->slot[at] = (struct name_slot){ t->n + 1, h };
	if (++t->n > t->mask / 2)
		more_slots(t);
	return t->n - 1;
}

uint32_t
name_find(const struct names *t, struct text s)
{
	uint32_t at;

	return look_up(t, s, (uint32_t)hash(t->seed, s), &at);
}

uint32_t
name_miss(struct names *t, uint32_t last, struct text s, bool add)
{
	uint32_t known = t->n, id = add ? name_add(t, s) : name_find(t, s);

	if (last < t->n && id != NAME_NONE)
		t->after[last] = id;
	if (id < known && ++t->vain == NAMES_VAIN + NAMES_PAUSE)
		t->vain = 0;
	return id;
}

struct numbered {
	struct text text;
	uint32_t number;
};

static int
by_text(const void *a, const void *b)
{
	return text_compare(((const struct numbered *)a)->text, ((const struct numbered *)b)->text);
}

uint32_t *
names_sorted(const struct names *t)
{
	struct numbered *a = mem_array(t->n, sizeof *a);
	uint32_t *number = mem_array(t->n, sizeof *number);
	bool sorted = true;

	for (uint32_t i = 0; i < t->n; i++) {
		a[i] = (struct numbered){ t->text[i], i };
		sorted = sorted && (i == 0 || by_text(&a[i - 1], &a[i]) < 0);
	}
	if (!sorted)
		qsort(a, t->n, sizeof *a, by_text);
	for (uint32_t i = 0; i < t->n; i++)
		number[i] = a[i].number;
	free(a);
	return number;
}

uint32_t *
names_order(const struct names *t)
{
	uint32_t *sorted = names_sorted(t);
	uint32_t *order = mem_array(t->n, sizeof *order);

	for (uint32_t i = 0; i < t->n; i++)
		order[sorted[i]] = i;
	free(sorted);
	return order;
}

/* Edit distance of two short texts, a swap of neighbours counting as one step, by
 * Wagner and Fischer's table of which three rows are kept; `most` + 1 if it is more than that. */
static size_t
distance(struct text a, struct text b, size_t most)
{
	size_t rows[3][65], *row = rows[0], *above = rows[1], *second = rows[2];

	if (a.n > 64 || b.n > 64 || a.n > b.n + most || b.n > a.n + most)
		return most + 1;
	for (size_t j = 0; j <= b.n; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t *spare = second;

		second = above;
		above = row;
		row = spare;
		row[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t best = above[j - 1] + (a.s[i - 1] != b.s[j - 1]);

			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			if (above[j] + 1 < best)
				best = above[j] + 1;
			if (i > 1 && j > 1 && a.s[i - 1] == b.s[j - 2] &&
			    a.s[i - 2] == b.s[j - 1] && second[j - 2] + 1 < best)
				best = second[j - 2] + 1;
			row[j] = best;
		}
	}
	return row[b.n];
}

uint32_t
name_nearest(const struct names *t, struct text s)
{
	size_t best = (s.n + 2) / 3 + 1;
	uint32_t found = NAME_NONE;

	for (uint32_t i = 0; i < t->n; i++) {
		size_t d = distance(s, t->text[i], best);

		if (d < best) {
			best = d;
			found = i;
		}
	}
	return found;
}

void
pairs_init(struct pairs *t)
{
	memset(t, 0, sizeof *t);
	t->mask = FIRST_SLOTS - 1;
	t->slot = mem_array(FIRST_SLOTS, sizeof *t->slot);
	t->seed = fresh_seed() | 0x8000000000000001U;
}

void
pairs_free(struct pairs *t)
{
	free(t->pair);
	free(t->slot);
	free(t->recent);
	memset(t, 0, sizeof *t);
}

/* Folded twice: once is linear enough for small numbers to crowd under some seeds. */
static inline uint32_t
pair_hash(const struct pairs *t, uint32_t a, uint32_t b)
{
	uint64_t h = fold(((uint64_t)a << 32 | b) ^ 0xa0761d6478bd642fU, t->seed);

	return (uint32_t)fold(h, 0xe7037ed1a0b428dbU);
}

static void
more_pair_slots(struct pairs *t)
{
	uint32_t mask = t->mask * 2 + 1;

	if (mask == UINT32_MAX)
		die("more than %lu different pairs", (unsigned long)t->n);
	free(t->slot);
	t->slot = mem_array((size_t)mask + 1, sizeof *t->slot);
	t->mask = mask;
	for (uint32_t i = 0; i < t->n; i++) {
		uint32_t j = pair_hash(t, t->pair[i].a, t->pair[i].b) & mask;

		while (t->slot[j] != 0)
			j = (j + 1) & mask;
		t->slot[j] = i + 1;
	}
}

/* The slot of the pair, or the empty one where it would go. */
static uint32_t
pair_slot(const struct pairs *t, uint32_t a, uint32_t b)
{
	uint32_t j = pair_hash(t, a, b) & t->mask;

	while (t->slot[j] != 0 && (t->pair[t->slot[j] - 1].a != a || t->pair[t->slot[j] - 1].b != b))
		j = (j + 1) & t->mask;
	return j;
}

uint32_t
pair_find(const struct pairs *t, uint32_t a, uint32_t b)
{
	uint32_t found = t->slot[pair_slot(t, a, b)];

	return found == 0 ? NAME_NONE : found - 1;
}

uint32_t
pair_miss(struct pairs *t, uint32_t a, uint32_t b)
{
	uint32_t j = pair_slot(t, a, b), id;

	if (t->slot[j] != 0)
		id = t->slot[j] - 1;
	else {
		t->pair = mem_grow(t->pair, &t->cap, (size_t)t->n + 1, sizeof *t->pair);
		t->pair[t->n] = (struct pair){ a, b };
		t->slot[j] = t->n + 1;
		id = t->n++;
		if (t->n > t->mask / 2)
			more_pair_slots(t);
	}
	if (b >= t->recent_cap) {
		size_t old = t->recent_cap;

		t->recent = mem_grow(t->recent, &t->recent_cap, (size_t)b + 1, sizeof *t->recent);
		memset(t->recent + old, 0, (t->recent_cap - old) * sizeof *t->recent);
	}
	t->recent[b] = id + 1;
	return id;
}
