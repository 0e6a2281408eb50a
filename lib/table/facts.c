/* facts - what may be said of something, before a word of it is chosen. */
#include "table/facts.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "number/num.h"

__attribute__((format(printf, 1, 0))) static char *
format(const char *key, va_list ap)
{
	char *p;

	if (vasprintf(&p, key, ap) < 0)
		die("out of memory");
	return p;
}

static void
add(struct facts *f, char *key, struct text value, const char *unit, const char *source, bool number)
{
	f->fact = mem_grow(f->fact, &f->cap, f->n + 1, sizeof *f->fact);
	f->fact[f->n++] = (struct fact){ .key = key, .value = mem_copy(value.s, value.n),
	    .source = mem_copy(source, strlen(source)), .unit = unit, .number = number };
}

void
facts_text(struct facts *f, struct text value, const char *unit, const char *source,
    const char *key, ...)
{
	va_list ap;

	if (value.n == 0)
		return;
	va_start(ap, key);
	add(f, format(key, ap), value, unit, source, false);
	va_end(ap);
}

void
facts_number(struct facts *f, double x, int decimals, const char *unit, const char *source,
    const char *key, ...)
{
	char s[NUM_FIXED];
	va_list ap;

	if (x != x)
		return;
	va_start(ap, key);
	add(f, format(key, ap), (struct text){ s, (size_t)(num_fixed(s, x, decimals) - s) }, unit,
	    source, true);
	va_end(ap);
}

const struct fact *
facts_find(const struct facts *f, const char *key, size_t n)
{
	for (size_t i = 0; i < f->n; i++)
		if (strlen(f->fact[i].key) == n && memcmp(f->fact[i].key, key, n) == 0)
			return &f->fact[i];
	return NULL;
}

double
facts_value(const struct facts *f, const char *key)
{
	const struct fact *fact = facts_find(f, key, strlen(key));
	double x;

	if (fact == NULL || num_read(text_of(fact->value), &x) != NUM_FINITE)
		return (double)NAN;
	return x;
}

void
facts_put(const struct facts *f, struct out *o)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct fact *fact = &f->fact[i];

		out_string(o, fact->key);
		out_char(o, '\t');
		out_string(o, fact->value);
		out_char(o, '\t');
		out_string(o, fact->unit);
		out_char(o, '\t');
		out_string(o, fact->source);
		out_char(o, '\n');
	}
}

void
facts_clear(struct facts *f)
{
	for (size_t i = 0; i < f->n; i++) {
		free(f->fact[i].key);
		free(f->fact[i].value);
		free(f->fact[i].source);
	}
	f->n = 0;
}
