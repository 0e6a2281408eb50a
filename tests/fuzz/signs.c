/* signs - a figure of another's table becomes a number of the stream, a missing one or a
 * message; the number is left alone when it is read again.  The input is a table of signs, a form
 * feed and the figure, and perhaps a form feed and signs behind it. */
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "number/num.h"
#include "stream/cell.h"

struct source {
	char *path;
	struct cell cell, plain;
	struct text figure, behind;
	uint8_t options;
};

static void
read_it(void *arg)
{
	struct source *s = arg;
	const char *wrong;
	struct text value;
	double x;

	cell_init(&s->cell);
	if (s->options & 1)
		s->cell.decimal = ',';
	if (s->options & 2)
		s->cell.thousands = text_of(s->options & 1 ? "." : ",");
	else if (s->options & 4)
		s->cell.thousands = text_of("\u202f");
	if (s->path != NULL)
		cell_signs(&s->cell, s->path);
	wrong = cell_read(&s->cell, s->figure, s->behind);
	if (wrong != NULL) {
		fuzz_require(*wrong != '\0', "what is wrong is said");
		fuzz_refused++;
		return;
	}
	value = s->cell.value;
	fuzz_require(value.n == 0 || num_read(value, &x) == NUM_FINITE ||
	    num_read(value, &x) == NUM_OVERFLOW, "a figure is a number or missing");
	fuzz_require(cell_wrong_text(s->cell.flag) == NULL, "a flag can be a field");
	cell_init(&s->plain);
	fuzz_require(cell_read(&s->plain, cell_keep(value), text_of("")) == NULL &&
	    text_equal(s->plain.value, value), "a number is left alone");
}

void
fuzz_one(const uint8_t *data, size_t n)
{
	struct source s = { .path = NULL };
	const uint8_t *feed;
	char *figure;

	if (n == 0)
		return;
	s.options = *data++;
	n--;
	feed = n == 0 ? NULL : memchr(data, '\f', n);
	if (feed != NULL) {
		s.path = fuzz_file(data, (size_t)(feed - data));
		n -= (size_t)(feed + 1 - data);
		data = feed + 1;
	}
	s.behind = (struct text){ "", 0 };
	feed = n == 0 ? NULL : memchr(data, '\f', n);
	if (feed != NULL) {
		/* Another: what stands in a field behind the figure. */
		s.behind.n = n - (size_t)(feed + 1 - data);
		s.behind.s = memcpy(calloc(s.behind.n + 1, 1), feed + 1, s.behind.n);
		n = (size_t)(feed - data);
	}
	/* A copy of the right size, so that a byte read beyond it is seen. */
	figure = malloc(n + 32);
	if (figure == NULL)
		abort();
	memcpy(figure, data, n);
	memset(figure + n, 0, 32);
	s.figure = (struct text){ figure, n };
	fuzz_run(read_it, &s);
}
