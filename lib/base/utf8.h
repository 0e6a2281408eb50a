/* utf8 - characters of UTF-8, as RFC 3629 has them. */
#ifndef UTF8_H
#define UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* How many bytes the character at the front of a text has, 1 to 4, with its number in *code; 0 if
 * there is none: the text is empty, or these bytes are not UTF-8 (overlong and halves of pairs
 * too). */
size_t utf8_read(struct text, uint32_t *code);

/* True for a character of a script that is written from right to left: the blocks that The Unicode
 * Standard keeps for these, from Hebrew on, and the forms for display. */
bool utf8_leftward(uint32_t);

/* True for these, and for marks that turn the direction of what follows. */
bool utf8_turns(uint32_t);

/* True for what a terminal shows where it stands: no control character, no end of a line, no mark
 * that turns the direction of what follows (Unicode's Bidi_Control). */
bool utf8_shown(uint32_t);

#endif
