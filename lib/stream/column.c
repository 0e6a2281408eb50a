/* column - what the names of columns mean to every filter. */
#include <string.h>
#include <strings.h>

#include "stream/column.h"

bool
column_is_number(struct text name)
{
	static const char *const numbers[] = {
		"value", "weight", "coverage", "measured", "rank", "of", "previous_value",
		"value_change", "previous_rank", "rank_change"
	};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (text_is(name, numbers[i]))
			return true;
	return false;
}

/* The length of the blank that the text begins with, or with `behind` ends with; 0 for none. */
static size_t
blank(struct text t, bool behind)
{
	static const char *const blanks[] = {
		" ", "\t", "\v", "\f", "\r", "\xc2\xa0", "\xe2\x80\x89", "\xe2\x80\xaf",
		"\xe3\x80\x80", "\xe2\x80\x8b", "\xef\xbb\xbf"
	};

	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
		size_t n = strlen(blanks[i]);

		if (t.n >= n && memcmp(behind ? t.s + t.n - n : t.s, blanks[i], n) == 0)
			return n;
	}
	return 0;
}

bool
column_spelt_like(struct text name, const char *known)
{
	size_t n;

	if (text_is(name, known))
		return false;
	for (; (n = blank(name, false)) > 0; name.n -= n)
		name.s += n;
	while ((n = blank(name, true)) > 0)
		name.n -= n;
	return name.n == strlen(known) && strncasecmp(name.s, known, name.n) == 0;
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
	while (name.n > 0 && right.n > 0 && name.s[name.n - 1] == right.s[right.n - 1]) {
		name.n--;
		right.n--;
	}
	if (right.n == 2 && name.n == 2)
		return name.s[0] == right.s[1] && name.s[1] == right.s[0];
	return right.n == 0 ? one_letter(name) :
	    right.n == 1 && (name.n == 0 || one_letter(name));
}
