/* cell_text - texts of other people's tables: blanks around them, what the
 * stream can hold. */
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "stream/cell.h"
#include "stream/out.h"

/* The length of the blank at the start, 0 if there is none. */
static size_t
blank(struct text t)
{
	unsigned char a, b, c;

	if (t.n == 0)
		return 0;
	a = (unsigned char)t.s[0];
	if (a == ' ' || (a >= '\t' && a <= '\r'))
		return 1;
	b = t.n < 2 ? 0 : (unsigned char)t.s[1];
	c = t.n < 3 ? 0 : (unsigned char)t.s[2];
	if (a == 0xc2 && b == 0xa0)
		return 2;
	return (a == 0xe1 && b == 0x9a && c == 0x80) ||
	    (a == 0xe3 && b == 0x80 && c == 0x80) || (a == 0xe2 && b == 0x81 &&
	    c == 0x9f) || (a == 0xef && b == 0xbb && c == 0xbf) ||
	    (a == 0xe2 && b == 0x80 && c >= 0x80 && (c <= 0x8b || c == 0xa8 ||
	    c == 0xa9 || c == 0xaf)) ? 3 : 0;
}

/* The same at the end. */
static size_t
blank_behind(struct text t)
{
	for (size_t n = 1; n <= 3 && n <= t.n; n++)
		if (blank((struct text){ t.s + t.n - n, n }) == n)
			return n;
	return 0;
}

struct text
cell_trim_any(struct text t)
{
	size_t n;

	while ((n = blank(t)) > 0)
		t = (struct text){ t.s + n, t.n - n };
	while ((n = blank_behind(t)) > 0)
		t.n -= n;
	return t;
}

struct text
cell_keep(struct text t)
{
	char *s = mem_array(t.n + OUT_OVER, 1);

	if (t.n != 0)
		memcpy(s, t.s, t.n);
	return (struct text){ s, t.n };
}

/* Not 0 if one of eight bytes is above 0x7f or below 0x20 (the exact test for a
 * byte below n of Anderson's "Bit Twiddling Hacks"). */
static uint64_t
unusual(uint64_t w)
{
	return (w | ((w - 0x2020202020202020) & ~w)) & 0x8080808080808080;
}

const char *
cell_wrong_text(struct text t)
{
	const unsigned char *s = (const unsigned char *)t.s;
	size_t i = 0;

	for (; i + 8 < t.n && unusual(text_word(t.s + i)) == 0; i += 8)
		continue;
	/* The last bytes in one word that overlaps what is before it, or
	 * itself. */
	if (i + 8 >= t.n && t.n >= 4 &&
	    unusual(t.n >= 8 ? text_word(t.s + t.n - 8) :
	    (uint64_t)text_half(t.s) << 32 | text_half(t.s + t.n - 4)) == 0)
		return NULL;
	while (i < t.n) {
		uint32_t code;
		size_t k = s[i] < 0x80 ? 1 : utf8_read((struct text){ t.s + i,
		    t.n - i }, &code);

		if (s[i] == '\0')
			return "holds a NUL, as UTF-16 does that is read as another encoding; "
			    "--encoding UTF-16LE says what it is";
		if (s[i] == '\t' || s[i] == '\n' || s[i] == '\r')
			return "holds a tab, a newline or a NUL, which no field of the stream can";
		if (k == 0)
			return "is not UTF-8; --encoding says what it is (ISO-8859-1, CP1252)";
		if (s[i] == 0xc2 && s[i + 1] < 0xa0)
			return "holds a control character, as windows-1252 does that is read as "
			    "Latin-1; --encoding CP1252 says what it is";
		i += k;
	}
	return NULL;
}
