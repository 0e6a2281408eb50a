/* fold - keys that look the same to people become the same bytes.
 *
 * Knows the Latin letters up to U+024F that are a plain letter with one accent,
 * and the blanks; all other bytes, whole UTF-8 or not, stay as they are.  The
 * facts are those of the Unicode Character Database, version 15.0:
 * UnicodeData.txt (canonical decompositions) and PropList.txt (White_Space).
 */
#ifndef FOLD_H
#define FOLD_H

#include <stdint.h>

#include "base/text.h"

/* What is made equal, each with those before it: FOLD_FORM puts letter and
 * accent together, as normal form C has them (what macOS calls "Ko" + diaeresis
 * + "ln" is Köln); FOLD_BLANKS makes every run of blanks, no-break and narrow
 * ones too, one space, and takes it away at both ends, and takes away U+200B
 * and U+FEFF, which have no width; FOLD_MARKS takes away punctuation and
 * blanks, but where a digit follows and no letter goes before: 1.5 is not
 * 15. */
enum fold { FOLD_FORM, FOLD_BLANKS, FOLD_MARKS, FOLDS };

/* Writes the folded text to `to`, which has room for from.n bytes. */
struct text fold_text(enum fold, char *to, struct text from);

/* The first character of the text that no name should hold and nobody sees: a
 * control character (below U+0020, U+007F to U+009F) or a mark of direction; 0
 * if there is none. */
uint32_t fold_control(struct text);

#endif
