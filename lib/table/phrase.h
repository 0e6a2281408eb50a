/* phrase - sentences made of facts, in a language.
 *
 * A sentence is a pattern: text with keys of facts in braces.  It is said if all its facts exist.
 *
 *     {rank}            the fact, as the language writes figures
 *     {change:places}   without its sign, with the word: "elf Plätze", "einen Platz"
 *     {change:signed}   with a plus or minus; {change:plus}: "+4 Plätze"
 *     [ with {value}]   is left out where a fact in it is missing
 *     [?rank=1? first]  is said where the condition holds, see `when`
 *     {rose|A {.label}} for each of the list rose.1, rose.2, ..., joined by commas and "and"
 *                       ("as well as" where one of them has an "and");
 *                       .label is the fact that begins with the value of rose.N and a point
 *     {passed|}         the values themselves
 */
#ifndef PHRASE_H
#define PHRASE_H

#include <stdbool.h>
#include <stddef.h>

#include "table/facts.h"

/* The languages, whose texts of sentences are theirs by number. */
enum { PHRASE_LANGUAGES = 2 };

struct phrase_sentence {
	int paragraph;          /* from 1; sentences of a paragraph stand side by side */
	const char *each;       /* said for each of this list, or NULL; keys that begin with a point
	                         * are then of that one */
	const char *when;       /* what must hold: keys (!key: none; key>0 key<0 key=0 key=text) */
	const char *pattern[PHRASE_LANGUAGES];
};

/* How what comes from tables is written. */
enum phrase_format { PHRASE_TEXT, PHRASE_MARKDOWN, PHRASE_HTML };

/* The codes of the languages, and NULL. */
extern const char *const phrase_languages[];

/* Puts the sentences whose facts exist, a paragraph a line (in HTML in <p>, in
 * Markdown with an empty line between).  Returns whether one was said. */
bool phrase_put(struct out *, const struct facts *,
    const struct phrase_sentence *, size_t n, int language, enum phrase_format);

/* Puts a text from a table as that format writes it. */
void phrase_escape(struct out *, struct text, enum phrase_format);

#endif
