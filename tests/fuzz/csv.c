/* csv - what is read as CSV and written as CSV is read as the same fields, whatever the
 * size of blocks. */
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "stream/csvrow.h"

struct copy {
	char *path;
	struct csvrow_form form;
	char *bytes;            /* all rows, quoted, ended by LF */
	size_t n, cap;
	uint64_t rows, line;
};

static void
put(struct copy *c, char byte)
{
	if (c->n == c->cap) {
		c->cap = 2 * c->cap + 256;
		c->bytes = realloc(c->bytes, c->cap);
		if (c->bytes == NULL)
			abort();
	}
	c->bytes[c->n++] = byte;
}

static void
put_row(struct copy *c, const struct csvrow *r)
{
	for (size_t i = 0; i < r->n; i++) {
		if (i > 0)
			put(c, c->form.delimiter);
		put(c, '"');
		for (size_t k = 0; k < r->field[i].n; k++) {
			if (r->field[i].s[k] == '"')
				put(c, '"');
			put(c, r->field[i].s[k]);
		}
		put(c, '"');
	}
	put(c, '\n');
}

static void
read_all(void *arg)
{
	struct copy *c = arg;
	struct csvrow r;

	csvrow_open(&r, c->path, &c->form, NULL);
	while (csvrow_next(&r)) {
		bool empty = true;

		for (size_t i = 0; i < r.n; i++)
			empty = empty && r.field[i].n == 0;
		fuzz_require(r.n > 0 && !empty, "a row has a field that is not empty");
		if (c->rows++ % 3 == 0) {
			uint64_t line = csvrow_line(&r);

			fuzz_require(line > c->form.skip && line >= c->line, "lines are counted upwards");
			c->line = line;
		}
		put_row(c, &r);
	}
	csvrow_close(&r);
}

/* Reads a file anew; returns the status and what has been read. */
static int
copy(const void *s, size_t n, struct copy *c)
{
	c->path = fuzz_file(s, n);
	c->bytes = NULL;
	c->n = c->cap = 0;
	c->rows = c->line = 0;
	return fuzz_run(read_all, c);
}

void
fuzz_one(const uint8_t *data, size_t n)
{
	static const char delimiters[] = { ',', ';', '\t', '|' };
	static const char *const encodings[] = { NULL, "latin1", "UTF-8", "UTF-16LE" };
	struct text ends[] = { { "__", 2 }, { "\"Q", 2 }, { "\xc2\xa9", 2 } };
	struct copy c = { .path = NULL }, other;
	size_t chunk;

	if (n < 2)
		return;
	c.form.delimiter = delimiters[data[0] & 3];
	c.form.encoding = encodings[data[0] >> 2 & 3];
	c.form.skip = data[0] >> 6;
	c.form.head = data[1] >> 4 & 1;
	c.form.end = ends;
	c.form.nend = data[1] >> 5 & 1 ? sizeof ends / sizeof *ends : 0;
	c.form.trim = data[1] >> 6 & 1;
	chunk = data[1] % 16;
	data += 2;
	n -= 2;
	other = c;
	fuzz_chunk = chunk;
	if (copy(data, n, &c) != 0) {
		fuzz_chunk = 0;
		fuzz_require(copy(data, n, &other) != 0, "blocks do not matter to what is refused");
		return;
	}
	fuzz_chunk = 0;
	fuzz_require(copy(data, n, &other) == 0 && c.n == other.n &&
	    (c.n == 0 || memcmp(c.bytes, other.bytes, c.n) == 0), "blocks do not matter to what is read");
	other.form = (struct csvrow_form){ .delimiter = c.form.delimiter };
	if (c.rows == 0 || copy(c.bytes, c.n, &other) != 0) {
		/* The one thing that may be said of an own file: a mark was a field's start. */
		fuzz_require(c.rows == 0, "what is written is read");
		return;
	}
	fuzz_require(c.n == other.n && c.rows == other.rows && memcmp(c.bytes, other.bytes, c.n) == 0,
	    "what is written is read as the same");
}
