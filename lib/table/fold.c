/* fold - keys that look the same. */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "table/fold.h"

/* The letters that an accent goes with, and what becomes of each: the composed
 * letters are all of two bytes. */
static const struct accent {
	uint32_t mark;
	const char *letters, *composed;
} accents[] = {
	{ 0x300, "AEINOUaeinou",
	    "ÀÈÌǸÒÙàèìǹòù" },	/* grave */
	{ 0x301, "ACEGILNORSUYZacegilnorsuyz",
	    "ÁĆÉǴÍĹŃÓŔŚÚÝŹáćéǵíĺńóŕśúýź" },	/* acute */
	{ 0x302, "ACEGHIJOSUWYaceghijosuwy",
	    "ÂĈÊĜĤÎĴÔŜÛŴŶâĉêĝĥîĵôŝûŵŷ" },	/* circumflex */
	{ 0x303, "AINOUainou",
	    "ÃĨÑÕŨãĩñõũ" },	/* tilde */
	{ 0x304, "AEIOUYaeiouy",
	    "ĀĒĪŌŪȲāēīōūȳ" },	/* macron */
	{ 0x306, "AEGIOUaegiou",
	    "ĂĔĞĬŎŬăĕğĭŏŭ" },	/* breve */
	{ 0x307, "ACEGIOZacegoz",
	    "ȦĊĖĠİȮŻȧċėġȯż" },	/* dot above */
	{ 0x308, "AEIOUYaeiouy",
	    "ÄËÏÖÜŸäëïöüÿ" },	/* diaeresis */
	{ 0x30a, "AUau",
	    "ÅŮåů" },	/* ring above */
	{ 0x30b, "OUou",
	    "ŐŰőű" },	/* double acute */
	{ 0x30c, "ACDEGHIKLNORSTUZacdeghijklnorstuz",
	    "ǍČĎĚǦȞǏǨĽŇǑŘŠŤǓŽǎčďěǧȟǐǰǩľňǒřšťǔž" },	/* caron */
	{ 0x326, "STst",
	    "ȘȚșț" },	/* comma below */
	{ 0x327, "CEGKLNRSTcegklnrst",
	    "ÇȨĢĶĻŅŖŞŢçȩģķļņŗşţ" },	/* cedilla */
	{ 0x328, "AEIOUaeiou",
	    "ĄĘĮǪŲąęįǫų" },	/* ogonek */
};

/* A character of the text, or a byte that is none of those that are known. */
struct character {
	uint32_t code;          /* or 0: to be passed on as it is */
	size_t n;               /* bytes */
};

static struct character
character(const char *s, size_t left)
{
	struct character c = { 0, 0 };

	c.n = utf8_read((struct text){ s, left }, &c.code);
	return c.n == 0 ? (struct character){ 0, 1 } : c;
}

/* The letter with the accent, or 0. */
static uint32_t
composed(uint32_t letter, uint32_t mark)
{
	for (size_t i = 0; i < sizeof accents / sizeof *accents; i++) {
		const char *l = accents[i].letters;

		for (size_t k = 0; accents[i].mark == mark && l[k] != '\0'; k++)
			if ((unsigned char)l[k] == letter)
				return character(accents[i].composed + 2 * k,
				    2).code;
	}
	return 0;
}

static bool
blank(uint32_t c)
{
	return c == ' ' || c == 0xa0 || c == 0x1680 ||
	    (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f ||
	    c == 0x3000;
}

static bool
punctuation(uint32_t c)
{
	return (c != 0 && c < 0x80 && strchr(".,;:'\"`-_/()[]",
	    (int)c) != NULL) || c == 0xab || c == 0xad || c == 0xb4 ||
	    c == 0xb7 || c == 0xbb || (c >= 0x2010 && c <= 0x201f);
}

/* Does what stands between these two bytes tell numbers apart? */
static bool
in_number(char before, const char *behind, const char *end)
{
	unsigned char b = (unsigned char)before, small = b | 32;

	return behind < end && *behind >= '0' && *behind <= '9' && b < 0x80 &&
	    !(small >= 'a' && small <= 'z');
}

/* Small letters up to U+024F stand one behind their capitals, but for some. */
static uint32_t
small(uint32_t c)
{
	bool even = (c >= 0x100 && c <= 0x137) || (c >= 0x14a && c <= 0x177) ||
	    (c >= 0x1de && c <= 0x1ef) || (c >= 0x1f8 && c <= 0x21f) ||
	    (c >= 0x222 && c <= 0x233);
	bool odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e) ||
	    (c >= 0x1cd && c <= 0x1dc);

	if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7))
		return c + 32;
	if (c == 0x130 || c == 0x131)   /* Turkish i's are letters of their own */
		return c;
	if (even || odd)
		return c + (c % 2 == odd);
	switch (c) {
	case 0x178:
		return 0xff;
	case 0x17f:
		return 's';
	case 0x1f4:
		return 0x1f5;
	case 0x1e9e:
		return 0xdf;
	default:
		return c;
	}
}

/* Writes a letter of one or two bytes. */
static char *
put(char *p, uint32_t c)
{
	if (c < 0x80) {
		*p++ = (char)c;
		return p;
	}
	*p++ = (char)(0xc0 | c >> 6);
	*p++ = (char)(0x80 | (c & 63));
	return p;
}

/* The character at from.s[i], put together with an accent behind it; *next is
 * what follows. */
static uint32_t
composed_at(struct text from, size_t i, size_t *next)
{
	struct character c = character(from.s + i, from.n - i), mark;
	uint32_t both;

	*next = i + c.n;
	if (c.code >= 0x80 || *next == from.n)
		return c.code;
	mark = character(from.s + *next, from.n - *next);
	both = mark.n == 2 ? composed(c.code, mark.code) : 0;
	if (both == 0)
		return c.code;
	*next += mark.n;
	return both;
}

struct text
fold_text(unsigned how, char *to, struct text from)
{
	char *p = to;
	bool gap = false;

	for (size_t i = 0, next; i < from.n; i = next) {
		uint32_t code = composed_at(from, i, &next);

		if ((how & FOLD_MARKS) != 0 &&
		    (blank(code) || punctuation(code)) && !in_number(p > to &&
		    !gap ? p[-1] : ' ', from.s + next, from.s + from.n))
			continue;
		if ((how & FOLD_BLANKS) != 0 &&
		    (blank(code) || code == 0x200b || code == 0xfeff)) {
			gap = gap || blank(code);
			continue;
		}
		if (gap && p > to)
			*p++ = ' ';
		gap = false;
		if ((how & FOLD_CASE) != 0)
			code = small(code);
		if (code != 0 && code < 0x800)
			p = put(p, code);
		else
			for (size_t k = i; k < next; k++)
				*p++ = from.s[k];
	}
	/* A name that is nothing but punctuation is not no name. */
	if (p == to && (how & FOLD_MARKS) != 0)
		return fold_text(how & ~(unsigned)FOLD_MARKS, to, from);
	return (struct text){ to, (size_t)(p - to) };
}

uint32_t
fold_control(struct text t)
{
	for (size_t i = 0; i < t.n;) {
		struct character c = character(t.s + i, t.n - i);

		if ((c.code > 0 && c.code < ' ') || (c.code >= 0x7f &&
		    c.code <= 0x9f) || c.code == 0x200e || c.code == 0x200f ||
		    (c.code >= 0x202a && c.code <= 0x202e) ||
		    (c.code >= 0x2066 && c.code <= 0x2069))
			return c.code;
		i += c.n;
	}
	return 0;
}
