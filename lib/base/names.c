/* names - texts become small integers, once. */
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/arrange.h"
#include "base/die.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/names.h"

enum { FIRST_SLOTS = 256, ROOM = 1 << 14, BEYOND = 32 };

uint64_t
hash_seed(void)
{
	uint64_t seed;

	if (getrandom(&seed, sizeof seed, 0) != (ssize_t)sizeof seed)
		die_sys("getrandom");
	return seed;
}

/* The last eight bytes of a text; of a shorter one all, which may stand there
 * twice. */
static inline uint64_t
last_word(struct text t)
{
	const unsigned char *p = (const unsigned char *)t.s;

	if (t.n >= 8)
		return text_word(t.s + t.n - 8);
	if (t.n >= 4)
		return (uint64_t)text_half(t.s) << 32 |
		    text_half(t.s + t.n - 4);
	return t.n == 0 ? 0 : (uint64_t)p[0] << 16 | (uint64_t)p[t.n / 2] << 8 |
	    p[t.n - 1];
}

static uint64_t
hash(uint64_t seed, struct text t)
{
	uint64_t h = seed ^ (t.n * 0x9e3779b97f4a7c15U);

	for (size_t i = 0; i + 8 < t.n; i += 8)
		h = hash_fold(h ^ text_word(t.s + i),
		    seed | 0x8000000000000001U);
	h = hash_fold(h ^ last_word(t) ^ 0xa0761d6478bd642fU,
	    seed | 0x8000000000000001U);
	return hash_fold(h, 0xe7037ed1a0b428dbU);
}

void
names_init(struct names *t)
{
	memset(t, 0, sizeof *t);
	t->mask = FIRST_SLOTS - 1;
	t->slot = mem_array(FIRST_SLOTS, sizeof *t->slot);
	t->seed = hash_seed();
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
	t->after = mem_grow(t->after, &t->after_cap, (size_t)t->n + 1,
	    sizeof *t->after);
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
name_ahead(const struct names *t, struct text s)
{
	uint32_t at = (uint32_t)hash(t->seed, s) & t->mask;

	__builtin_prefetch(&t->slot[at]);
	return at;
}

void
name_nearer(const struct names *t, uint32_t ahead)
{
	uint32_t number = t->slot[ahead].number;

	if (number != 0)
		__builtin_prefetch(&t->text[number - 1]);
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
	return text_compare(((const struct numbered *)a)->text,
	    ((const struct numbered *)b)->text);
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
	return arrange_positions(names_sorted(t), t->n);
}

/* Edit distance of two short texts, a swap of neighbours counting as one step,
 * by Wagner and Fischer's table of which three rows are kept; `most` + 1 if it
 * is more than that. */
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
			    a.s[i - 2] == b.s[j - 1] &&
			    second[j - 2] + 1 < best)
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

char *
name_meant(const struct names *t, struct text s)
{
	uint32_t near = name_nearest(t, s);

	return near == NAME_NONE ? mem_copy("", 0) :
	    mem_print("; did you mean '%.*s'?", TEXT_ARG(t->text[near]));
}
