/* html - what tables hold, as a page shows it: text that is only text, numbers
 * as the language writes them, small drawings beside them.
 *
 * HTML is the WHATWG's living standard; drawings are SVG 1.1 within it.
 */
#ifndef HTML_H
#define HTML_H

#include <stdbool.h>

#include "base/text.h"
#include "stream/out.h"

/* Puts a text so that it is nothing but text, between tags and in quoted
 * attributes: & < > " ' as references; bytes that are not UTF-8, control
 * characters and what is no character as U+FFFD.  A text that runs from right
 * to left, or turns the direction of what follows, is set apart by U+2068 and
 * U+2069. */
void html_text(struct out *, struct text);

/* Puts a text as a part of an address: all but letters, digits and - . _ ~ of
 * ASCII as %HH (RFC 3986, 2.3), so that it is neither a scheme nor a path. */
void html_address(struct out *, struct text);

/* Puts a number without a sign: the decimal sign, and with `marks` the other of
 * , and . between thousands from 10,000 on. */
void html_digits(struct out *, struct text, char decimal, bool marks);

/* How a number is written: `decimals` rounded as sci-round does, or -1 for the
 * digits as they stand; the decimal sign, and marks if decimals are asked for;
 * with a sign before it, U+2212 for minus and `=` alone for no change; without
 * zeros at the end of the decimals. */
struct html_number {
	int decimals;
	char decimal;
	bool change;
	bool at_most;
};

/* Puts a number, x being the value of the text. */
void html_number(struct out *, const struct html_number *, struct text,
    double x);

/* A scale from low to high, low < high; what is beyond is drawn at its end. */
struct html_scale { double low, high; };

/* Puts a bar from 0, or the end of the scale that is nearest to 0, to x; hidden
 * from whoever cannot see it, as the number stands beside it. */
void html_bar(struct out *, const struct html_scale *, double x);

/* Puts a line from low to high with a dot at x; likewise. */
void html_whisker(struct out *, const struct html_scale *, double low, double x,
    double high);

#endif
