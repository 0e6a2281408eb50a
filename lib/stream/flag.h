/* flag - letters that say how a figure came about: SDMX's observation status,
 * one letter each, and T.
 *
 * Empty or A measured, P provisional, E estimated, I imputed, O missing,
 * Q suppressed, U unreliable; T treated.  The figure of an imputed and treated
 * cell has IT.
 */
#ifndef FLAG_H
#define FLAG_H

#include <stdbool.h>

#include "base/text.h"

/* True if the flag has one of the letters. */
bool flag_has(struct text flag, const char *letters);

/* True if the flag has no other letters than those above. */
bool flag_known(struct text flag);

/* Put the flag of a figure that was filled in or treated: I in front, instead of
 * A, O and Q; T behind, instead of A.  A letter is never there twice.  p has room
 * for flag.n + 1 bytes; the new flag's text starts at p. */
struct text flag_imputed(char *p, struct text flag);
struct text flag_treated(char *p, struct text flag);

#endif
