/* template - a text that holds several, taken apart. */
#include "base/mem.h"
#include "stream/template.h"

static bool
is_word(char c)
{
	return text_is_digit(c) || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z') || c == '_' || (unsigned char)c > 0x7f;
}

/* Takes off the front what is a word, or what is none. */
static struct text
take(struct text *rest, bool word)
{
	struct text t = { rest->s, 0 };

	while (t.n < rest->n && is_word(rest->s[t.n]) == word)
		t.n++;
	rest->s += t.n;
	rest->n -= t.n;
	return t;
}

bool
template_read(struct template *t, struct text rest)
{
	*t = (struct template){ .word = mem_array(rest.n, sizeof *t->word),
	    .literal = mem_array(rest.n + 1, sizeof *t->literal),
	    .dropped = mem_array(rest.n, sizeof *t->dropped) };
	t->literal[0] = take(&rest, false);
	while (rest.n > 0) {
		struct text word = take(&rest, true);

		t->dropped[t->npart] = text_is(word, "_");
		if (!t->dropped[t->npart])
			t->word[t->n++] = word;
		t->literal[++t->npart] = take(&rest, false);
	}
	return t->npart > 0;
}

bool
template_match(const struct template *t, struct text s, struct text *part)
{
	struct text before = t->literal[0], last = t->literal[t->npart];
	const char *p, *end;

	if (s.n < before.n + last.n)
		return false;
	p = s.s + before.n;
	end = s.s + s.n - last.n;
	if (!text_equal(before, (struct text){ s.s, before.n }) ||
	    !text_equal(last, (struct text){ end, last.n }))
		return false;
	for (size_t i = 0; i < t->npart; i++) {
		struct text one = { p, (size_t)(end - p) };

		if (i + 1 < t->npart) {
			const char *q = memmem(p, one.n, t->literal[i + 1].s,
			    t->literal[i + 1].n);

			if (q == NULL)
				return false;
			one.n = (size_t)(q - p);
			p = q + t->literal[i + 1].n;
		}
		if (!t->dropped[i])
			*part++ = one;
	}
	return true;
}
