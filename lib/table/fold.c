/* fold - keys that look the same. */
#include <stdbool.h>
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

/* The bytes of the letter with the accent, or none. */
static struct text
composed(uint32_t letter, uint32_t mark)
{
	for (size_t i = 0; i < sizeof accents / sizeof *accents; i++) {
		const char *l = accents[i].letters;

		for (size_t k = 0; accents[i].mark == mark && l[k] != '\0'; k++)
			if ((unsigned char)l[k] == letter)
				return (struct text){ accents[i].composed +
				    2 * k, 2 };
	}
	return (struct text){ NULL, 0 };
}

/* Takes a character off the front, with its bytes: a letter and an accent
 * behind it together. */
static uint32_t
take(struct text *rest, struct text *bytes)
{
	uint32_t code = utf8_next(rest, bytes);
	struct text behind = *rest, both;

	if (code >= 0x80 || behind.n == 0)
		return code;
	both = composed(code, utf8_next(&behind, NULL));
	if (both.n > 0) {
		*bytes = both;
		*rest = behind;
	}
	return code;
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

/* Does what stands between this byte and a text tell numbers apart? */
static bool
in_number(char before, struct text behind)
{
	unsigned char b = (unsigned char)before, small = b | 32;

	return behind.n > 0 && text_is_digit(*behind.s) &&
	    b < 0x80 && !(small >= 'a' && small <= 'z');
}

struct text
fold_text(enum fold how, char *to, struct text from)
{
	struct text rest = from, bytes;
	char *p = to;
	bool gap = false;

	while (rest.n > 0) {
		uint32_t code = take(&rest, &bytes);

		if (how == FOLD_MARKS && (blank(code) || punctuation(code)) &&
		    !in_number(p > to && !gap ? p[-1] : ' ', rest))
			continue;
		if (how >= FOLD_BLANKS &&
		    (blank(code) || code == 0x200b || code == 0xfeff)) {
			gap = gap || blank(code);
			continue;
		}
		if (gap && p > to)
			*p++ = ' ';
		gap = false;
		memcpy(p, bytes.s, bytes.n);
		p += bytes.n;
	}
	/* A name that is nothing but punctuation is not no name. */
	if (p == to && how == FOLD_MARKS)
		return fold_text(FOLD_BLANKS, to, from);
	return (struct text){ to, (size_t)(p - to) };
}

uint32_t
fold_control(struct text t)
{
	while (t.n > 0) {
		uint32_t c = utf8_next(&t, NULL);

		if ((c > 0 && c < ' ') || (c >= 0x7f && c <= 0x9f) ||
		    c == 0x200e || c == 0x200f ||
		    (c >= 0x202a && c <= 0x202e) ||
		    (c >= 0x2066 && c <= 0x2069))
			return c;
	}
	return 0;
}
