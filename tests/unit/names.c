/* Names and pairs get their numbers once; sorting and the nearest name. */
#include <stdlib.h>

#include "base/arrange.h"
#include "base/pairs.h"
#include "ok.h"
#include "random.h"

/* A name made of a number, in a buffer that is overwritten by the next but three. */
static struct text
name_of(uint32_t i)
{
	static char s[4][64];
	static int turn;
	char *p = s[turn++ % 4];

	snprintf(p, sizeof *s, "%.*s%u", (int)(i % 40), "a long name, longer than a word of 8, and 32",
	    i);
	return text_of(p);
}

static void
test_numbers(void)
{
	struct names t;
	bool fine = true, found = true, kept = true;
	uint32_t last = NAME_NONE;

	names_init(&t);
	ok(name_find(&t, text_of("x")) == NAME_NONE, "nothing is found in nothing");
	for (uint32_t i = 0; i < 50000; i++)
		fine = fine && name_add(&t, name_of(i)) == i;
	ok(fine && t.n == 50000, "numbers in order of arrival");
	for (uint32_t i = 0; i < 50000; i++) {
		uint32_t j = (uint32_t)random_below(50000);

		fine = fine && name_add(&t, name_of(j)) == j;
		found = found && name_find(&t, name_of(j)) == j && name_find(&t, name_of(j + 50000)) ==
		    NAME_NONE;
		last = name_next(&t, last, name_of(i % 77), true);
		fine = fine && last == i % 77;
		kept = kept && text_equal(t.text[j], name_of(j));
	}
	ok(fine && t.n == 50000, "the same numbers again");
	ok(found, "what is there is found, what is not is not");
	ok(kept, "texts are copies");
	ok(name_next(&t, 3, text_of("unheard of"), false) == NAME_NONE && t.n == 50000,
	    "looking does not add");
	ok(name_add(&t, (struct text){ "", 0 }) == 50000 && name_find(&t, (struct text){ NULL, 0 }) ==
	    50000, "the empty name is a name");
	ok(name_add(&t, (struct text){ "a\0b", 3 }) != name_add(&t, (struct text){ "a\0c", 3 }),
	    "names are bytes");
	names_free(&t);
}

/* Names that come in no order, in one that comes round, and in none again. */
static void
test_guessing(void)
{
	struct names t;
	bool fine = true, stopped = false, resumed = true;
	uint32_t last = NAME_NONE;

	names_init(&t);
	for (uint32_t i = 0; i < 90000; i++) {
		bool in_order = i / 30000 == 1;
		uint32_t id = in_order ? i % 500 : (uint32_t)random_below(500);

		if (i < 500)
			id = i;
		last = name_next(&t, last, name_of(id), true);
		fine = fine && last == id;
		stopped = stopped || (!in_order && t.vain >= NAMES_VAIN);
		resumed = resumed && (!in_order || i % 30000 < 5000 || t.vain == 0);
	}
	ok(fine && t.n == 500, "the right numbers, guessed or not");
	ok(stopped && resumed, "guessing stops where it is vain, and is taken up again");
	names_free(&t);
}

static void
test_order(void)
{
	static const char *const names[] = { "b", "ab", "", "a", "\xc3\x9c", "B", "aa", "abcdefgh",
	    "abcdefghi", "abcdefgg" };
	static const char *const sorted[] = { "", "B", "a", "aa", "ab", "abcdefgg", "abcdefgh",
	    "abcdefghi", "b", "\xc3\x9c" };
	struct names t;
	uint32_t *order, *place;
	bool fine = true, inverse = true;

	names_init(&t);
	for (size_t i = 0; i < 10; i++)
		name_add(&t, text_of(names[i]));
	order = names_sorted(&t);
	place = names_order(&t);
	for (uint32_t i = 0; i < 10; i++) {
		fine = fine && text_is(t.text[order[i]], sorted[i]);
		inverse = inverse && place[order[i]] == i;
	}
	ok(fine, "names sort by bytes, a prefix first");
	ok(inverse, "places are the inverse");
	free(order);
	free(place);
	names_free(&t);
	names_init(&t);
	for (uint32_t i = 0; i < 5000; i++)
		name_add(&t, name_of((uint32_t)random_below(100000)));
	order = names_sorted(&t);
	for (uint32_t i = 1; i < t.n; i++)
		fine = fine && text_compare(t.text[order[i - 1]], t.text[order[i]]) < 0;
	ok(fine, "any names sort by bytes");
	free(order);
	names_free(&t);
}

static void
test_nearest(void)
{
	struct names t;

	names_init(&t);
	name_add(&t, text_of("mobility"));
	name_add(&t, text_of("energy"));
	ok(name_nearest(&t, text_of("mobilty")) == 0 && name_nearest(&t, text_of("mobiility")) == 0 &&
	    name_nearest(&t, text_of("eneryg")) == 1, "a misspelt name is found");
	ok(name_nearest(&t, text_of("xyz")) == NAME_NONE && name_nearest(&t, text_of("")) == NAME_NONE,
	    "what is far is not");
	names_free(&t);
}

static void
test_pairs(void)
{
	struct pairs t;
	bool fine = true;

	pairs_init(&t);
	ok(pair_find(&t, 0, 0) == NAME_NONE, "no pair in nothing");
	for (uint32_t i = 0; i < 40000; i++)
		fine = fine && pair_add(&t, i / 200, i % 200) == i;
	for (uint32_t again = 0; again < 40000; again++) {
		uint32_t i = (uint32_t)random_below(40000);

		fine = fine && pair_add(&t, i / 200, i % 200) == i &&
		    pair_find(&t, i / 200, i % 200) == i && t.pair[i].a == i / 200 &&
		    t.pair[i].b == i % 200;
	}
	ok(fine && t.n == 40000, "pairs get numbers in order of arrival, once");
	ok(pair_find(&t, 200, 0) == NAME_NONE && pair_find(&t, 0, 200) == NAME_NONE,
	    "other pairs are not there");
	pairs_free(&t);
}

/* The number of slots that are taken and stand side by side, as a mean over the things in
 * them: how long a search can take. */
static double
crowd(const uint32_t *slot, uint32_t mask)
{
	double sum = 0, n = 0, run = 0;

	for (uint32_t i = 0; i <= mask; i++) {
		run = slot[i] == 0 ? 0 : run + 1;
		sum += 2 * run - (run > 0);
		n += run > 0;
	}
	return sum / n;
}

/* Nobody knows a seed in advance: any two tables differ in theirs. */
static void
test_fresh(void)
{
	struct names a, b;
	struct pairs c, d;

	names_init(&a);
	names_init(&b);
	pairs_init(&c);
	pairs_init(&d);
	ok(a.seed != b.seed && c.seed != d.seed && a.seed != 0, "a table has a seed of its own");
	names_free(&a);
	names_free(&b);
	pairs_free(&c);
	pairs_free(&d);
}

/* Whatever the seed is: small numbers and texts that hardly differ are no crowd. */
static void
test_seeds(void)
{
	double most = 0;

	for (int seed = 0; seed < 1000; seed++) {
		struct pairs t;

		pairs_init(&t);
		t.seed = random_bits() | 1;
		for (uint32_t i = 0; i < 10000; i++)
			pair_add(&t, seed % 2 == 0 ? 0 : i % 20, seed % 2 == 0 ? i : i / 20);
		most = crowd(t.slot, t.mask) > most ? crowd(t.slot, t.mask) : most;
		pairs_free(&t);
	}
	ok(most < 4, "pairs are spread, whatever the seed");
	most = 0;
	for (int seed = 0; seed < 100; seed++) {
		static uint32_t number[1 << 15];
		struct names t;
		char name[20];

		names_init(&t);
		t.seed = random_bits();
		for (int i = 0; i < 10000; i++) {
			snprintf(name, sizeof name, "city_%05d", i);
			name_add(&t, text_of(name));
		}
		for (uint32_t i = 0; i <= t.mask; i++)
			number[i] = t.slot[i].number;
		most = crowd(number, t.mask) > most ? crowd(number, t.mask) : most;
		names_free(&t);
	}
	ok(most < 4, "names are spread, whatever the seed");
}

static void
test_arrange(void)
{
	enum { MANY = 3000 };
	uint32_t *thing = arrange_all(MANY), key[MANY], minor[MANY];
	bool fine = true;

	for (uint32_t i = 0; i < MANY; i++) {
		fine = fine && thing[i] == i;
		key[i] = (uint32_t)random_below(7);
		minor[i] = (uint32_t)random_below(50);
	}
	ok(fine, "all things from 0");
	arrange(thing, MANY, minor, 50);
	arrange(thing, MANY, key, 7);
	for (uint32_t i = 1; i < MANY; i++) {
		uint32_t a = thing[i - 1], b = thing[i];

		fine = fine && (key[a] != key[b] ? key[a] < key[b] :
		    minor[a] != minor[b] ? minor[a] < minor[b] : a < b);
	}
	ok(fine, "things are in order of the last key, then of the first, then as they stood");
	arrange(thing, 0, key, 7);
	free(thing);
}

int
main(void)
{
	test_numbers();
	test_guessing();
	test_order();
	test_nearest();
	test_pairs();
	test_fresh();
	test_seeds();
	test_arrange();
	return ok_done();
}
