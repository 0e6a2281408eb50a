/* column - what the names of columns mean to every filter. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "stream/cell.h"
#include "stream/column.h"

bool
column_is_number(struct text name)
{
	static const char *const numbers[] = {
		"value", "weight", "coverage", "measured", "rank", "of",
		"previous_value",
		"value_change", "previous_rank", "rank_change"
	};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (text_is(name, numbers[i]))
			return true;
	return false;
}

size_t
column_list(char *p, size_t size, const struct text *name, size_t n)
{
	size_t put = 0, at = 0;

	*p = '\0';
	for (size_t i = 0; i < n && at < size - 1; i++) {
		size_t more = name[i].n == 0 ? 0 : (size_t)snprintf(p + at,
		    size - at, "%s%.*s", at == 0 ? "" : ", ",
		    TEXT_ARG(name[i]));

		at += more;
		put += more > 0;
	}
	return put;
}

bool
column_is_change(struct text name)
{
	static const struct text change = { "change", 6 };

	return name.n >= change.n && text_equal(change,
	    (struct text){ name.s + name.n - change.n, change.n });
}

bool
column_spelt_like(struct text name, const char *known)
{
	name = cell_trim(name);
	return name.n == strlen(known) && strncasecmp(name.s, known,
	    name.n) == 0;
}

/* Is the text one letter, in UTF-8? */
static bool
one_letter(struct text t)
{
	size_t n = 1;

	while (n < t.n && (t.s[n] & 0xc0) == 0x80)
		n++;
	return t.n > 0 && n == t.n;
}

bool
column_one_letter_off(struct text name, const char *known)
{
	struct text right = text_of(known);
	size_t front = text_front(name, right, SIZE_MAX);

	name = (struct text){ name.s + front, name.n - front };
	right = (struct text){ right.s + front, right.n - front };
	while (name.n > 0 && right.n > 0 &&
	    name.s[name.n - 1] == right.s[right.n - 1]) {
		name.n--;
		right.n--;
	}
	if (right.n == 2 && name.n == 2)
		return name.s[0] == right.s[1] && name.s[1] == right.s[0];
	return right.n == 0 ? one_letter(name) :
	    right.n == 1 && (name.n == 0 || one_letter(name));
}
