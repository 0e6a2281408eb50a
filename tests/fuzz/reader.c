/* reader - a table is read if and only if it is one, and its rows put together again
 * are the input. */
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "stream/tsv.h"

struct copy {
	char *path;
	char *bytes;
	size_t n;
};

/* A table without the byte-order mark and CR before newlines. */
static struct text
normalised(const uint8_t *data, size_t n)
{
	char *s = malloc(n + 1);
	size_t k = 0, i = 0;

	if (s == NULL)
		abort();
	if (n >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0)
		i = 3;
	for (; i < n; i++)
		if (data[i] != '\r' || i + 1 == n || data[i + 1] != '\n')
			s[k++] = (char)data[i];
	return (struct text){ s, k };
}

static bool
sound_head(struct text line)
{
	while (line.s != NULL) {
		struct text name = text_cut(&line, '\t'), rest = line;

		if (name.n == 0)
			return false;
		while (rest.s != NULL)
			if (text_equal(text_cut(&rest, '\t'), name))
				return false;
	}
	return true;
}

static size_t
fields(struct text line)
{
	size_t n = 1;

	for (size_t i = 0; i < line.n; i++)
		n += line.s[i] == '\t';
	return n;
}

/* The promise of tsv.h, told another way. */
static bool
is_table(struct text s)
{
	struct text head, line;

	if (s.n == 0 || s.s[s.n - 1] != '\n' || memchr(s.s, '\0', s.n) != NULL)
		return false;
	/* No field ends in a CR. */
	for (size_t i = 0; i + 1 < s.n; i++)
		if (s.s[i] == '\r' && (s.s[i + 1] == '\t' || s.s[i + 1] == '\n'))
			return false;
	s.n--;
	head = text_cut(&s, '\n');
	/* text_cut drops an empty part at the end, which sound_head would miss. */
	if (head.n == 0 || head.s[head.n - 1] == '\t' || !sound_head(head))
		return false;
	for (const char *p = s.s; p != NULL;) {
		size_t left = (size_t)(s.s + s.n - p);
		const char *end = left == 0 ? NULL : memchr(p, '\n', left);

		line = (struct text){ p, end == NULL ? left : (size_t)(end - p) };
		if (fields(line) != fields(head))
			return false;
		p = end == NULL ? NULL : end + 1;
	}
	return true;
}

static void
put(struct copy *c, const struct text *field, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		memcpy(c->bytes + c->n, field[i].s, field[i].n);
		c->n += field[i].n;
		c->bytes[c->n++] = i + 1 < n ? '\t' : '\n';
	}
}

static void
read_all(void *arg)
{
	struct copy *c = arg;
	struct tsv t;

	tsv_open(&t, &c->path, 1, TSV_WHOLE);
	put(c, t.head, t.ncol);
	while (tsv_row(&t))
		put(c, t.col, t.ncol);
	tsv_close(&t);
}

void
fuzz_one(const uint8_t *data, size_t n)
{
	struct copy c = { NULL, NULL, 0 };
	struct text want;
	int status;

	if (n == 0)
		return;
	fuzz_chunk = data[0] % 8;
	data++;
	n--;
	c.path = fuzz_file(data, n);
	c.bytes = malloc(n + 1);
	if (c.bytes == NULL)
		abort();
	want = normalised(data, n);
	status = fuzz_run(read_all, &c);
	fuzz_require((status == 0) == is_table(want), "tables are read, others refused");
	if (status == 0)
		fuzz_require(text_equal(want, (struct text){ c.bytes, c.n }),
		    "rows put together are the input");
}
