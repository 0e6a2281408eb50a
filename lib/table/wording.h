/* wording - the words of a page in one language: texts by key, labels of a
 * framework, the decimal sign.
 */
#ifndef WORDING_H
#define WORDING_H

#include <stdbool.h>

#include "base/names.h"
#include "base/text.h"
#include "stream/out.h"
#include "table/framework.h"

/* {0} and wording_init at first. */
struct wording {
	char decimal;
	const char *language;
	const struct framework *framework;      /* or NULL */

	/* Private. */
	struct names keys;
	struct wording_entry {
		struct text value;
		const char *path;       /* of the table it is from; NULL for a value that was set */
	} *entry;
	size_t entry_cap;
};

/* `lang` is de or en; the framework, or NULL, lives as long as the wording. */
void wording_init(struct wording *, const char *lang, const struct framework *);

/* Reads a table with the columns key and text: texts with other keys in braces
 * where these are to stand.  A key that is known from another table is
 * replaced; dies if it is there twice in one. */
void wording_read(struct wording *, const char *path);

/* Sets a value that stands as it is, braces too; it lives as long as the
 * wording. */
void wording_set(struct wording *, struct text key, struct text value);

/* Whether there is a text of that key. */
bool wording_has(const struct wording *, struct text key);

/* Puts the text of a key, its braces filled, as text of HTML.  Returns the key
 * that there is no text of, or that leads to itself; {0} if all went well. */
struct text wording_put(const struct wording *, struct out *, struct text key);

#endif
