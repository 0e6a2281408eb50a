/* names - texts become small integers, once.
 *
 * Every distinct text gets the numbers 0, 1, 2, ... in order of arrival, so
 * that groups are arrays indexed by them.  The hash has a seed from the kernel:
 * no table can be made to collide, and the seed never shows in a result because
 * numbers follow arrival and output is sorted by text.
 *
 * Tables repeat themselves: the year stays, the city stays for a hundred rows,
 * the indicators come round in the same order.  name_next therefore tries first
 * what followed the last time, which costs one comparison.  Where that fails
 * again and again it is only tried now and then.
 */
#ifndef NAMES_H
#define NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

#define NAME_NONE UINT32_MAX

/* Private: so many vain guesses stop the guessing, for as many names as the
 * second says. */
enum { NAMES_VAIN = 64, NAMES_PAUSE = 4096 };

struct names {
	struct text *text;      /* number -> text, readable 32 bytes beyond its end */
	uint32_t *after;        /* number -> what followed it last time */
	uint32_t n;             /* how many there are */
	size_t cap, after_cap;
	struct name_slot {
		uint32_t number;        /* + 1, or 0 */
		uint32_t hash;          /* of that name */
	} *slot;
	uint32_t mask;
	uint32_t vain;          /* known names not guessed, one after the other */
	uint64_t seed;
	char *room;             /* where copies go */
	size_t left;
};

void names_init(struct names *);
void names_free(struct names *);

/* The number of the text, new or old; the text is copied. Dies beyond 2^32 - 2
 * names. */
uint32_t name_add(struct names *, struct text);

/* The number of the text, or NAME_NONE. */
uint32_t name_find(const struct names *, struct text);

/* What name_add and name_find return, at the cost of one comparison where the
 * text is what followed `last` (a number or NAME_NONE) the last time. */
uint32_t name_miss(struct names *, uint32_t last, struct text, bool add);

static inline uint32_t
name_next(struct names *t, uint32_t last, struct text s, bool add)
{
	if (__builtin_expect(last < t->n && t->vain < NAMES_VAIN, 1)) {
		uint32_t guess = t->after[last];

		if (__builtin_expect(text_equal(t->text[guess], s), 1)) {
			t->vain = 0;
			return guess;
		}
	}
	return name_miss(t, last, s, add);
}

/* Ask memory early for what a text needs that is looked up soon and that no
 * guess will find: first for the place it is found by, then, with what that
 * returned, for the text there. */
uint32_t name_ahead(const struct names *, struct text);
void name_nearer(const struct names *, uint32_t ahead);

/* Are guesses given up for now? */
static inline bool
names_in_vain(const struct names *t)
{
	return t->vain >= NAMES_VAIN;
}

/* The numbers of all names in order of their bytes; free() it.  Cheap if they
 * already arrived in that order. */
uint32_t *names_sorted(const struct names *);

/* The inverse: place[number] is the position in that order; free() it. */
uint32_t *names_order(const struct names *);

/* The name nearest to a text by edit distance, for "did you mean"; NAME_NONE if
 * none is near (more than a third of the letters differ). */
uint32_t name_nearest(const struct names *, struct text);

/* "; did you mean 'NAME'?" of that name, in memory of its own; "" for none. */
char *name_meant(const struct names *, struct text);

#endif
