/* width - how many columns of a terminal a text takes. */
#ifndef WIDTH_H
#define WIDTH_H

#include <stddef.h>

#include "base/text.h"

/* Letters take one, the wide and fullwidth ones of East Asia and emoji two,
 * combining marks and format characters none; U+FE0F makes a sign an emoji, a
 * skin tone or what follows U+200D joins the one before.  Bytes that are not
 * UTF-8 take one each. */
size_t width_of(struct text);

#endif
