/* draw - random numbers that depend on what they are for, not on when they are
 * drawn.
 *
 * A draw is SipHash-2-4 (Aumasson and Bernstein 2012, "SipHash: a fast
 * short-input PRF") of the text "PURPOSE\tNAME\tCOUNT" under a key of two
 * numbers: COUNT is 1 for the first draw of a kind, 2 for the next.  So any
 * draw can be made without those before it, by any process, in any order.
 */
#ifndef DRAW_H
#define DRAW_H

#include <stdint.h>

#include "base/text.h"

/* The key: what the manuals call seed and variant. */
struct draw_key { uint64_t seed, variant; };

/* SipHash-2-4 of a text; the key's 16 bytes are both numbers, each with its
 * lowest byte first. */
uint64_t draw_siphash(struct draw_key, struct text);

/* What is drawn for a purpose and a name, neither of which has a tab. */
struct draw {
	struct draw_key key;
	uint64_t count;         /* draws made under this key */

	/* Private. */
	char *text;             /* "PURPOSE\tNAME\t", and room for a count */
	size_t n;
};

/* Begins; draw_free() it.  The key is set by draw_under, again and again. */
void draw_init(struct draw *, const char *purpose, struct text name);
void draw_free(struct draw *);

/* Takes a key: the next draw is the first under it. */
void draw_under(struct draw *, struct draw_key);

/* The next draw: uniform among the multiples of 2^-53 in 0 <= u < 1, the hash's
 * upper 53 bits. */
double draw_uniform(struct draw *);

/* The next draws as one from the gamma distribution of a shape > 0 and scale 1:
 * its logarithm, as the draw itself may be below the doubles (Marsaglia and
 * Tsang 2000, "A simple method for generating gamma variables"; the normal
 * deviates by Box and Muller's cosine, from two uniforms; a shape below 1 takes
 * one more uniform first). */
double draw_log_gamma(struct draw *, double shape);

#endif
