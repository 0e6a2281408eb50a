/* text - a piece of text that somebody else owns: a pointer and a length.
 *
 * Nothing is terminated and nothing is copied.  How long the bytes live is said
 * by whoever hands the text out: the reader ("until the next row"), the names
 * ("as long as the table of names"), or the program (string literals).
 */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct text {
	const char *s;
	size_t n;
};

/* The text of a terminated string. */
static inline struct text
text_of(const char *s)
{
	return (struct text){ s, strlen(s) };
}

/* Eight bytes as they stand in memory. */
static inline uint64_t
text_word(const char *s)
{
	uint64_t w;

	memcpy(&w, s, sizeof w);
	return w;
}

/* Four bytes as they stand in memory. */
static inline uint32_t
text_half(const char *s)
{
	uint32_t w;

	memcpy(&w, s, sizeof w);
	return w;
}

/* How many bytes two texts have in common at the front, `most` at most. */
static inline size_t
text_front(struct text a, struct text b, size_t most)
{
	size_t n = a.n < b.n ? a.n : b.n, i = 0;

	if (n > most)
		n = most;
	while (i + 8 <= n && text_word(a.s + i) == text_word(b.s + i))
		i += 8;
	while (i < n && a.s[i] == b.s[i])
		i++;
	return i;
}

/* True if both hold the same bytes.  Never reads outside of either: the last
 * word overlaps the one before. */
static inline bool
text_equal(struct text a, struct text b)
{
	if (a.n != b.n)
		return false;
	if (a.n >= 8 && a.n <= 16)
		return ((text_word(a.s) ^ text_word(b.s)) |
		    (text_word(a.s + a.n - 8) ^ text_word(b.s + a.n - 8))) == 0;
	if (a.n > 16) {
		for (size_t i = 0; i + 8 < a.n; i += 8)
			if (text_word(a.s + i) != text_word(b.s + i))
				return false;
		return text_word(a.s + a.n - 8) == text_word(b.s + a.n - 8);
	}
	if (a.n >= 4)
		return text_half(a.s) == text_half(b.s) &&
		    text_half(a.s + a.n - 4) == text_half(b.s + a.n - 4);
	for (size_t i = 0; i < a.n; i++)
		if (a.s[i] != b.s[i])
			return false;
	return true;
}

/* True if the text is the terminated string. */
static inline bool
text_is(struct text a, const char *s)
{
	return text_equal(a, text_of(s));
}

/* Is a byte one of 0 to 9? */
static inline bool
text_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Order of bytes, a prefix first: less than, equal to or greater than 0. */
static inline int
text_compare(struct text a, struct text b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n == 0 ? 0 : memcmp(a.s, b.s, n);

	return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

/* Takes the part before the next `mark` off the front of *rest and returns it;
 * the last part leaves *rest with a null pointer, as does an empty *rest. */
static inline struct text
text_cut(struct text *rest, char mark)
{
	struct text all = *rest;
	const char *p = all.n == 0 ? NULL : memchr(all.s, mark, all.n);

	if (p == NULL) {
		*rest = (struct text){ NULL, 0 };
		return all;
	}
	*rest = (struct text){ p + 1, all.n - (size_t)(p - all.s) - 1 };
	return (struct text){ all.s, (size_t)(p - all.s) };
}

/* For printf's "%.*s": TEXT_ARG(t).  Texts of messages are shorter than INT_MAX
 * because a line is. */
#define TEXT_ARG(t) (int)(t).n, (t).s

#endif
