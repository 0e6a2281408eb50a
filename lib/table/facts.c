/* facts - what may be said of something, before a word of it is chosen. */
#include "table/facts.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "number/num.h"

__attribute__((format(printf, 5, 0))) static void
add(struct facts *f, struct text value, const char *unit, bool number,
    const char *key, va_list ap)
{
	f->fact = mem_grow(f->fact, &f->cap, f->n + 1, sizeof *f->fact);
	f->fact[f->n++] = (struct fact){ mem_vprint(key, ap), mem_copy(value.s,
	    value.n), unit, f->source, number };
}

void
facts_text(struct facts *f, struct text value, const char *unit,
    const char *key, ...)
{
	va_list ap;

	va_start(ap, key);
	if (value.n > 0)
		add(f, value, unit, false, key, ap);
	va_end(ap);
}

void
facts_number(struct facts *f, double x, int decimals, const char *unit,
    const char *key, ...)
{
	char s[NUM_FIXED];
	va_list ap;

	va_start(ap, key);
	if (x == x)
		add(f, (struct text){ s,
		    (size_t)(num_fixed(s, x, decimals) - s) }, unit, true, key,
		    ap);
	va_end(ap);
}

const struct fact *
facts_find(const struct facts *f, const char *key, size_t n)
{
	for (size_t i = 0; i < f->n; i++)
		if (strlen(f->fact[i].key) == n && memcmp(f->fact[i].key, key,
		    n) == 0)
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
facts_clear(struct facts *f)
{
	for (size_t i = 0; i < f->n; i++) {
		free(f->fact[i].key);
		free(f->fact[i].value);
	}
	f->n = 0;
}
