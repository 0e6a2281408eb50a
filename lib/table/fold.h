/* fold - keys that look the same to people become the same bytes.
 *
 * Knows the Latin letters up to U+024F that are a plain letter with one accent,
 * their upper and lower case, and the blanks; all other bytes, whole UTF-8 or
 * not, stay as they are.  The facts are those of the Unicode Character Database,
 * version 15.0: UnicodeData.txt (canonical decompositions), CaseFolding.txt
 * (statuses C and S) and PropList.txt (White_Space).
 */
#ifndef FOLD_H
#define FOLD_H

#include "base/text.h"

/* How much is made equal; each level does what those before it do:
 * FOLD_FORM puts letter and accent together, as normal form C has them (what
 * macOS calls "Ko" + diaeresis + "ln" is Köln);
 * FOLD_BLANKS makes every run of blanks, no-break and narrow ones too, one space,
 * and takes it away at both ends, and takes away U+200B and U+FEFF, which have no width;
 * FOLD_CASE makes letters small. */
enum fold { FOLD_FORM, FOLD_BLANKS, FOLD_CASE };

/* Writes the folded text to `to`, which has room for from.n bytes. */
struct text fold_text(enum fold, char *to, struct text from);

#endif
