/* html - text, numbers and small drawings of a page. */
#include "stream/html.h"

#include <string.h>

#include "base/utf8.h"

#define MINUS "\xe2\x88\x92"            /* U+2212 */
#define ISOLATE "\xe2\x81\xa8"          /* U+2068: what follows has a direction of its own, */
#define END_ISOLATE "\xe2\x81\xa9"      /* U+2069: up to here */
#define REPLACEMENT "\xef\xbf\xbd"      /* U+FFFD */

/* A drawing is so many units wide, its dot too; it is ten high. */
enum { WIDE = 100, DOT = 3 };

/* Whether HTML lets the character stand for itself in a text: no control
 * character, no surrogate, no noncharacter. */
static bool
is_text(uint32_t c)
{
	return c >= ' ' && !(c >= 0x7f && c <= 0x9f) && !(c >= 0xfdd0 &&
	    c <= 0xfdef) && (c & 0xfffe) != 0xfffe;
}

/* The reference that stands for a character with a meaning of its own, or
 * NULL. */
static const char *
reference(uint32_t c)
{
	return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" :
	    c == '"' ? "&quot;" : c == '\'' ? "&#39;" : NULL;
}

/* Whether one of the characters runs to the left or changes the direction. */
static bool
turns(struct text t)
{
	while (t.n > 0)
		if (utf8_turns(utf8_next(&t, NULL)))
			return true;
	return false;
}

void
html_text(struct out *o, struct text t)
{
	bool apart = turns(t);
	struct text bytes;

	if (apart)
		out_string(o, ISOLATE);
	while (t.n > 0) {
		uint32_t c = utf8_next(&t, &bytes);
		const char *r = reference(c);

		if (!is_text(c))
			out_string(o, REPLACEMENT);
		else if (r != NULL)
			out_string(o, r);
		else
			out_bytes(o, bytes.s, bytes.n);
	}
	if (apart)
		out_string(o, END_ISOLATE);
}

void
html_address(struct out *o, struct text t)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.s[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    text_is_digit(t.s[i]) ||
		    (c != '\0' && strchr("-._~", c) != NULL)) {
			out_char(o, (char)c);
			continue;
		}
		out_char(o, '%');
		out_char(o, hex[c >> 4]);
		out_char(o, hex[c & 15]);
	}
}

void
html_digits(struct out *o, struct text t, char decimal, bool marks)
{
	const char *point = memchr(t.s, '.', t.n);
	size_t whole = point == NULL ? t.n : (size_t)(point - t.s);

	for (size_t i = 0; i < t.n; i++) {
		if (marks && whole > 4 && i > 0 && i < whole &&
		    (whole - i) % 3 == 0)
			out_char(o, decimal == ',' ? '.' : ',');
		out_char(o, t.s[i] == '.' ? decimal : t.s[i]);
	}
}

void
html_number(struct out *o, const struct html_number *how, struct text t,
    double x)
{
	char fixed[NUM_FIXED];

	if (how->decimals >= 0)
		t = (struct text){ fixed,
		    (size_t)(num_fixed(fixed, x, how->decimals) - fixed) };
	while (how->at_most && t.n > 0 && memchr(t.s, '.', t.n) != NULL &&
	    (t.s[t.n - 1] == '0' || t.s[t.n - 1] == '.'))
		t.n--;
	/* What is rounded to nothing is no change that can be seen. */
	if (how->change && num_read(t, &x) == NUM_FINITE && !(x > 0 || x < 0)) {
		out_char(o, '=');
		return;
	}
	if (t.n > 0 && (*t.s == '-' || *t.s == '+'))
		t = (struct text){ t.s + 1, t.n - 1 };
	if (x < 0)
		out_string(o, MINUS);
	else if (how->change)
		out_char(o, '+');
	/* Digits that stand may be a code. */
	html_digits(o, t, how->decimal, how->decimals >= 0);
}

/* Where x lies on the scale, in units of the drawing. */
static double
place(const struct html_scale *s, double x)
{
	/* By halves: the range of doubles is beyond the doubles. */
	double at = (x / 2 - s->low / 2) / (s->high / 2 - s->low / 2) * WIDE;

	return at < 0 ? 0 : at > WIDE ? WIDE : at;
}

/* Puts a length with one decimal at most. */
static void
put_length(struct out *o, double x)
{
	static const struct html_number how = { .decimals = 1, .decimal = '.',
	    .at_most = true };

	html_number(o, &how, text_of(""), x);
}

static void
begin(struct out *o, const char *class)
{
	out_string(o, "<svg class=\"");
	out_string(o, class);
	out_string(o,
	    "\" aria-hidden=\"true\" viewBox=\"0 0 100 10\"><path d=\"M");
}

void
html_bar(struct out *o, const struct html_scale *s, double x)
{
	double from = place(s, 0), to = place(s, x);

	begin(o, "bar");
	put_length(o, from < to ? from : to);
	out_string(o, " 0h");
	put_length(o, from < to ? to - from : from - to);
	out_string(o, "v10H");
	put_length(o, from < to ? from : to);
	out_string(o, "z\"/></svg>");
}

void
html_whisker(struct out *o, const struct html_scale *s, double low, double x,
    double high)
{
	double dot = place(s, x);

	begin(o, "whisker");
	put_length(o, place(s, low));
	out_string(o, " 4H");
	put_length(o, place(s, high));
	out_string(o, "v2H");
	put_length(o, place(s, low));
	out_string(o, "zM");
	/* The dot is a bar across. */
	put_length(o, dot < DOT / 2.0 ? 0 : dot - DOT / 2.0);
	out_string(o, " 0h3v10h-3z\"/></svg>");
}
