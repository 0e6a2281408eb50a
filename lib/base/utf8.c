/* utf8 - characters of UTF-8. */
#include "base/utf8.h"

#include <stdio.h>

size_t
utf8_read(struct text t, uint32_t *code)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *s = (const unsigned char *)t.s;
	unsigned char c = t.n == 0 ? 0xff : s[0];
	size_t n = c < 0x80 ? 1 : c < 0xc0 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 :
	    c < 0xf8 ? 4 : 0;
	uint32_t all = n == 1 ? c : c & 0x7fU >> n;

	if (n > t.n)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if (s[i] >> 6 != 2)
			return 0;
		all = all << 6 | (s[i] & 63U);
	}
	if (n == 0 || all < least[n] || all > 0x10ffff || (all >= 0xd800 &&
	    all <= 0xdfff))
		return 0;
	*code = all;
	return n;
}

uint32_t
utf8_next(struct text *rest, struct text *bytes)
{
	uint32_t code = UTF8_BAD;
	size_t n = utf8_read(*rest, &code);

	n += n == 0;
	if (bytes != NULL)
		*bytes = (struct text){ rest->s, n };
	*rest = (struct text){ rest->s + n, rest->n - n };
	return code;
}

char *
utf8_show(char *p, struct text t)
{
	struct text c;

	while (t.n > 0) {
		bool as_is = utf8_shown(utf8_next(&t, &c));

		for (size_t i = 0; i < c.n; i++)
			if (as_is)
				*p++ = c.s[i];
			else
				p += snprintf(p, 5, "\\x%02x",
				    (unsigned char)c.s[i]);
	}
	return p;
}

bool
utf8_leftward(uint32_t c)
{
	return (c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) ||
	    (c >= 0xfe70 && c <= 0xfefc) || (c >= 0x10800 && c <= 0x10fff) ||
	    (c >= 0x1e800 && c <= 0x1efff);
}

static bool
turning_mark(uint32_t c)
{
	return c == 0x61c || c == 0x200e || c == 0x200f ||
	    (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

bool
utf8_turns(uint32_t c)
{
	return utf8_leftward(c) || turning_mark(c);
}

bool
utf8_shown(uint32_t c)
{
	return c != UTF8_BAD && c >= ' ' && !(c >= 0x7f && c <= 0x9f) &&
	    c != 0x2028 && c != 0x2029 && !turning_mark(c);
}
