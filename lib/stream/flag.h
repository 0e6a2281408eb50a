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
#include <stdint.h>

#include "base/names.h"
#include "base/text.h"

/* True if the flag has one of the letters. */
bool flag_has(struct text flag, const char *letters);

/* True if the flag has no other letters than those above. */
bool flag_known(struct text flag);

/* The flag of a figure that was filled in or treated, among the names of flags:
 * I in front, instead of A, O and Q; T behind, instead of A.  A letter is never
 * there twice. */
uint32_t flag_imputed(struct names *, struct text flag);
uint32_t flag_treated(struct names *, struct text flag);

#endif
