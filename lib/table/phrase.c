/* phrase - sentences made of facts, in a language. */
#include "table/phrase.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "number/num.h"
#include "stream/html.h"

const char *const phrase_languages[] = { "de", "en", NULL };

/* What a language does with figures and lists. */
enum { WORDS = 12 };
static const struct language {
	char decimal;
	const char *and, *also;                         /* also: of names that have an and */
	const char *place, *one_place, *places;         /* +1 ..., one ..., many ... */
	const char *word[WORDS + 1];                    /* of numbers of places */
} languages[PHRASE_LANGUAGES] = {
	{ ',', " und ", " sowie ", "Platz", "einen Platz", "Plätze",
	    { "null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun",
	    "zehn", "elf", "zwölf" } },
	{ '.', " and ", " as well as ", "place", "one place", "places",
	    { "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
	    "eleven", "twelve" } },
};

/* What stands before the first paragraph, between two and behind the last. */
static const struct around { const char *open, *next, *close; } around[] = {
	[PHRASE_TEXT] = { "", "\n", "\n" }, [PHRASE_MARKDOWN] = { "", "\n\n", "\n" },
	[PHRASE_HTML] = { "<p>", "</p>\n<p>", "</p>\n" }
};

/* What is being said. */
struct saying {
	const struct facts *facts;
	const struct language *language;
	enum phrase_format format;
	struct out *out;        /* NULL: only to see whether a fact is missing */
	const char *one;        /* what keys that begin with a point are of */
	int paragraph;          /* of what was said last; 0: of nothing */
};

static void
say(struct saying *y, const char *s, size_t n)
{
	if (y->out != NULL)
		out_bytes(y->out, s, n);
}

static void
say_string(struct saying *y, const char *s)
{
	say(y, s, strlen(s));
}

void
phrase_escape(struct out *o, struct text t, enum phrase_format format)
{
	if (format == PHRASE_HTML) {
		html_text(o, t);
		return;
	}
	for (size_t i = 0; i < t.n; i++) {
		if (format == PHRASE_MARKDOWN && strchr("\\`*_{}[]()<>#|&~!", t.s[i]) != NULL)
			out_char(o, '\\');
		out_char(o, t.s[i]);
	}
}

static void
say_name(struct saying *y, const char *s)
{
	if (y->out != NULL)
		phrase_escape(y->out, text_of(s), y->format);
}

/* A figure with the language's signs, without its minus. */
static void
say_figure(struct saying *y, const char *s)
{
	if (y->out != NULL)
		html_digits(y->out, text_of(s + (*s == '-')), y->language->decimal, true);
}

static void
say_sign(struct saying *y, const char *s)
{
	say_string(y, *s == '-' ? "\xe2\x88\x92" : strspn(s, "0.") == strlen(s) ? "" : "+");
}

/* So many places, in words up to twelve. */
static void
say_places(struct saying *y, const char *s)
{
	long n = labs(strtol(s, NULL, 10));

	if (n == 1) {
		say_string(y, y->language->one_place);
		return;
	}
	if (n <= WORDS)
		say_string(y, y->language->word[n]);
	else
		say_figure(y, s);
	say_string(y, " ");
	say_string(y, y->language->places);
}

static void
say_fact(struct saying *y, const struct fact *f, struct text how)
{
	if (!f->number) {
		say_name(y, f->value);
	} else if (text_is(how, "places")) {
		say_places(y, f->value);
	} else if (text_is(how, "plus")) {
		say_sign(y, f->value);
		say_figure(y, f->value);
		say_string(y, " ");
		say_string(y, strcmp(f->value, "1") == 0 ? y->language->place : y->language->places);
	} else {
		if (text_is(how, "signed"))
			say_sign(y, f->value);
		else if (*f->value == '-')
			say_string(y, "\xe2\x88\x92");
		say_figure(y, f->value);
	}
}

/* The fact of a key, which is that of the one at hand if it begins with a
 * point. */
static const struct fact *
fact_of(const struct saying *y, struct text key)
{
	const struct fact *f;
	char *whole;

	if (key.n == 0 || key.s[0] != '.')
		return facts_find(y->facts, key.s, key.n);
	whole = mem_print("%s%.*s", y->one, TEXT_ARG(key));
	f = facts_find(y->facts, whole, strlen(whole));
	free(whole);
	return f;
}

/* Number i of a list, or NULL behind its end. */
static const struct fact *
item(const struct saying *y, struct text list, int i)
{
	char *key = mem_print("%.*s.%d", TEXT_ARG(list), i);
	const struct fact *f = fact_of(y, text_of(key));

	free(key);
	return f;
}

/* Has one of a list, or its label, an "and" of its own? */
static bool
has_and(struct saying *y, struct text list)
{
	const struct fact *f, *label;
	const char *one = y->one;
	bool has = false;

	for (int i = 1; !has && (f = item(y, list, i)) != NULL; i++) {
		y->one = f->value;
		label = fact_of(y, text_of(".label"));
		y->one = one;
		has = strstr((label != NULL ? label : f)->value, y->language->and) != NULL;
	}
	return has;
}

static bool say_pattern(struct saying *, struct text);

static bool
say_list(struct saying *y, struct text list, struct text pattern)
{
	const struct fact *f = item(y, list, 1), *next;
	const char *one = y->one, *and = has_and(y, list) ? y->language->also : y->language->and;
	bool fine = f != NULL;

	for (int i = 2; fine && f != NULL; i++, f = next) {
		next = item(y, list, i);
		y->one = f->value;
		if (pattern.n == 0)
			say_name(y, f->value);
		else
			fine = say_pattern(y, pattern);
		y->one = one;
		if (next != NULL)
			say_string(y, item(y, list, i + 1) != NULL ? ", " : and);
	}
	return fine;
}

/* What stands between a bracket or brace, at *rest, and the one that closes
 * it. */
static struct text
within(struct text *rest)
{
	struct text t = { rest->s + 1, 0 };
	int depth = 0;
	size_t i = 0;

	do {
		depth += rest->s[i] == '{' || rest->s[i] == '[';
		depth -= rest->s[i] == '}' || rest->s[i] == ']';
		i++;
	} while (depth > 0 && i < rest->n);
	t.n = i - 2;
	*rest = (struct text){ rest->s + i, rest->n - i };
	return t;
}

static bool
say_brace(struct saying *y, struct text t)
{
	const char *bar = memchr(t.s, '|', t.n);
	const struct fact *f;
	struct text key;

	if (bar != NULL) {
		struct text list = { t.s, (size_t)(bar - t.s) };

		return say_list(y, list, (struct text){ bar + 1, t.n - list.n - 1 });
	}
	key = text_cut(&t, ':');
	f = fact_of(y, key);
	if (f != NULL)
		say_fact(y, f, t);
	return f != NULL;
}

/* Does a condition hold: "key", "!key", "key>0", "key<0", "key=text"? */
static bool
holds(const struct saying *y, struct text t)
{
	bool not = t.s[0] == '!';
	size_t n = not;
	const struct fact *f;
	double x = (double)NAN;

	while (n < t.n && strchr("<>=", t.s[n]) == NULL)
		n++;
	f = fact_of(y, (struct text){ t.s + not, n - not });
	if (f == NULL || n == t.n)
		return (f != NULL) != not;
	if (t.s[n] == '=')
		return text_equal(text_of(f->value), (struct text){ t.s + n + 1, t.n - n - 1 }) != not;
	num_read(text_of(f->value), &x);
	return (t.s[n] == '>' ? x > 0 : x < 0) != not;
}

static bool
all_hold(const struct saying *y, struct text when)
{
	while (when.n > 0)
		if (!holds(y, text_cut(&when, ' ')))
			return false;
	return true;
}

/* Is no fact of a pattern missing? */
static bool
is_whole(struct saying *y, struct text t)
{
	struct out *out = y->out;
	bool whole;

	y->out = NULL;
	whole = say_pattern(y, t);
	y->out = out;
	return whole;
}

/* Says what stands in brackets, which may lack but where its condition holds;
 * returns false if it may not. */
static bool
say_bracket(struct saying *y, struct text t)
{
	struct text when;

	if (t.s[0] != '?')
		return !is_whole(y, t) || say_pattern(y, t);
	t = (struct text){ t.s + 1, t.n - 1 };
	when = text_cut(&t, '?');
	return !all_hold(y, when) || say_pattern(y, t);
}

/* Says a pattern; returns false where a fact is missing. */
static bool
say_pattern(struct saying *y, struct text t)
{
	bool whole = true;

	while (t.n > 0 && whole) {
		size_t plain = 0;

		while (plain < t.n && t.s[plain] != '{' && t.s[plain] != '[')
			plain++;
		say(y, t.s, plain);
		t = (struct text){ t.s + plain, t.n - plain };
		if (t.n > 0)
			whole = t.s[0] == '[' ? say_bracket(y, within(&t)) : say_brace(y, within(&t));
	}
	return whole;
}

/* Says a sentence, if all its facts are there. */
static void
say_sentence(struct saying *y, const struct phrase_sentence *s)
{
	const struct around *a = &around[y->format];
	struct text pattern = text_of(s->pattern[y->language - languages]);

	if (!all_hold(y, text_of(s->when)) || !is_whole(y, pattern))
		return;
	say_string(y, s->paragraph == y->paragraph ? " " : y->paragraph == 0 ? a->open : a->next);
	y->paragraph = s->paragraph;
	say_pattern(y, pattern);
}

bool
phrase_put(struct out *o, const struct facts *facts, const struct phrase_sentence *sentence, size_t n,
    int language, enum phrase_format format)
{
	struct saying y = { facts, &languages[language], format, o, NULL, 0 };
	const struct fact *f;

	for (size_t i = 0; i < n; i++) {
		const struct phrase_sentence *s = &sentence[i];

		if (s->each == NULL)
			say_sentence(&y, s);
		for (int k = 1; s->each != NULL && (f = item(&y, text_of(s->each), k)) != NULL; k++) {
			y.one = f->value;
			say_sentence(&y, s);
			y.one = NULL;
		}
	}
	if (y.paragraph > 0)
		out_string(o, around[format].close);
	return y.paragraph > 0;
}
