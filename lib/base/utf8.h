/* utf8 - characters of UTF-8, as RFC 3629 has them. */
#ifndef UTF8_H
#define UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* How many bytes the character at the front of a text has, 1 to 4, with its
 * number in *code; 0 if there is none: the text is empty, or these bytes are
 * not UTF-8 (overlong and halves of pairs too). */
size_t utf8_read(struct text, uint32_t *code);

/* Takes a character off the front of *rest, which is not empty, and returns its
 * number; where there is none a byte, and UTF8_BAD.  `bytes`, if it is not
 * NULL, gets what was taken. */
#define UTF8_BAD UINT32_MAX
uint32_t utf8_next(struct text *rest, struct text *bytes);

/* Writes a text to p as a terminal is to show it, and returns its end: what one
 * would not show is written as \xHH, at most four times as long. */
char *utf8_show(char *p, struct text);

/* True for a character of a script that is written from right to left: the
 * blocks that The Unicode Standard keeps for these, from Hebrew on, and the
 * forms for display. */
bool utf8_leftward(uint32_t);

/* True for these, and for marks that turn the direction of what follows. */
bool utf8_turns(uint32_t);

/* True for what a terminal shows where it stands: no control character, no end
 * of a line, no mark that turns the direction of what follows (Unicode's
 * Bidi_Control). */
bool utf8_shown(uint32_t);

#endif
