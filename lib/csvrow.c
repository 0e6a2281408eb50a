/* csvrow - rows of CSV files, by libcsv. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "csvrow.h"
#include "die.h"
#include "mem.h"
#include "out.h"

enum { BLOCK = 1 << 16, WIDER = 4, BEYOND = 64 };

/* No blanks are stripped. */
static int
never(unsigned char c)
{
	(void)c;
	return 0;
}

/* Fields grow in doubled steps, up to the limit: libcsv asks for a little at a time
 * and keeps what it is given. */
static void *
grow_field(void *p, size_t size)
{
	return size > CSVROW_FIELD + BEYOND ? NULL : realloc(p, size);
}

static void
take_field(void *s, size_t n, void *data)
{
	struct csvrow *c = data;

	c->bytes = mem_grow(c->bytes, &c->bytes_cap, c->nbytes + n + BEYOND, 1);
	if (n != 0)
		memcpy(c->bytes + c->nbytes, s, n);
	c->part = mem_grow(c->part, &c->part_cap, c->npart + 1, sizeof *c->part);
	c->part[c->npart++] = (struct csvrow_part){ c->nbytes, n };
	c->nbytes += n;
}

static void
take_row(int end, void *data)
{
	struct csvrow *c = data;
	size_t first = c->nrow == 0 ? 0 : c->row[c->nrow - 1].first + c->row[c->nrow - 1].n;

	(void)end;
	c->row = mem_grow(c->row, &c->row_cap, c->nrow + 1, sizeof *c->row);
	c->row[c->nrow++] = (struct csvrow_row){ first, c->npart - first, c->row_line };
	c->row_line = c->next_line;
}

void
csvrow_open(struct csvrow *c, const char *path, char delimiter, const char *encoding,
    unsigned long skip, struct out *tied)
{
	memset(c, 0, sizeof *c);
	c->name = strcmp(path, "-") == 0 ? "standard input" : path;
	c->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (c->fd < 0)
		die_sys("%s", path);
	c->tied = tied;
	c->skip = skip;
	c->next_line = c->row_line = 1;
	c->decoder = (iconv_t)-1;
	if (encoding != NULL && (c->decoder = iconv_open("UTF-8", encoding)) == (iconv_t)-1)
		die_usage("--encoding: '%s' is not known here", encoding);
	if (csv_init(&c->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		die("out of memory");
	csv_set_delim(&c->parser, (unsigned char)delimiter);
	csv_set_space_func(&c->parser, never);
	csv_set_realloc_func(&c->parser, grow_field);
	csv_set_blk_size(&c->parser, 4096);
	c->raw = mem_array(BLOCK, 1);
	c->text = mem_array(BLOCK * WIDER + BEYOND, 1);
}

void
csvrow_close(struct csvrow *c)
{
	csv_free(&c->parser);
	if (c->decoder != (iconv_t)-1)
		iconv_close(c->decoder);
	if (c->fd != STDIN_FILENO && close(c->fd) != 0)
		die_sys("%s", c->name);
	free(c->raw);
	free(c->text);
	free(c->bytes);
	free(c->part);
	free(c->row);
	free(c->field);
	memset(c, 0, sizeof *c);
}

static _Noreturn void
bad_bytes(const struct csvrow *c)
{
	uint64_t line = c->next_line;

	for (size_t i = 0; i < c->ntext; i++)
		line += c->text[i] == '\n';
	die("%s:%llu: bytes that are not in the encoding of --encoding", c->name,
	    (unsigned long long)line);
}

/* Turns what was read into UTF-8; a character that is cut waits for the rest. */
static void
decode(struct csvrow *c, bool last)
{
	char *in = c->raw, *out = c->text;
	size_t left = c->nraw, room = (size_t)BLOCK * WIDER;

	if (c->decoder == (iconv_t)-1) {
		memcpy(c->text, c->raw, c->nraw);
		c->ntext = c->nraw;
		c->nraw = 0;
		return;
	}
	c->ntext = 0;
	if (iconv(c->decoder, &in, &left, &out, &room) == (size_t)-1 && (errno != EINVAL || last)) {
		c->ntext = (size_t)(out - c->text);
		bad_bytes(c);
	}
	c->ntext = (size_t)(out - c->text);
	memmove(c->raw, in, left);
	c->nraw = left;
}

/* Reads and decodes a block into `text`; false at the end. */
static bool
read_block(struct csvrow *c)
{
	size_t before = c->nraw;
	ssize_t n;

	if (c->tied != NULL)
		out_flush(c->tied);
	do
		n = read(c->fd, c->raw + before, BLOCK - before);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		die_sys("%s", c->name);
	if (n == 0 && before == 0)
		return false;
	c->nraw += (size_t)n;
	c->at = 0;
	decode(c, n == 0);
	return n > 0;
}

/* Drops the byte-order mark and the lines before the header, as far as they are here. */
static void
drop_front(struct csvrow *c)
{
	if (!c->begun && c->ntext - c->at >= 3 && memcmp(c->text + c->at, "\xef\xbb\xbf", 3) == 0)
		c->at += 3;
	c->begun = c->begun || c->ntext > 0;
	while (c->skip > 0 && c->at < c->ntext) {
		const char *end = memchr(c->text + c->at, '\n', c->ntext - c->at);

		if (end == NULL) {
			c->at = c->ntext;
			return;
		}
		c->at = (size_t)(end - c->text) + 1;
		c->next_line++;
		c->row_line = c->next_line;
		c->skip--;
	}
}

/* Says why libcsv stopped. */
static _Noreturn void
stopped(struct csvrow *c, uint64_t line)
{
	switch (csv_error(&c->parser)) {
	case CSV_EPARSE:
		die("%s:%llu: a quote inside of a field that is not quoted, or behind its end; "
		    "quotes in quoted fields stand twice", c->name, (unsigned long long)line);
	case CSV_ENOMEM:
	case CSV_ETOOBIG:
		die("%s:%llu: a field longer than %d bytes, or out of memory", c->name,
		    (unsigned long long)line, CSVROW_FIELD);
	default:
		die("%s:%llu: %s", c->name, (unsigned long long)line,
		    csv_strerror(csv_error(&c->parser)));
	}
}

/* Parses the decoded text line by line, which tells the line of every row. */
static void
parse_block(struct csvrow *c)
{
	while (c->at < c->ntext) {
		const char *s = c->text + c->at, *end = memchr(s, '\n', c->ntext - c->at);
		size_t n = end == NULL ? c->ntext - c->at : (size_t)(end - s) + 1;
		size_t rows = c->nrow;

		c->next_line += end != NULL;
		if (csv_parse(&c->parser, s, n, take_field, take_row, c) != n)
			stopped(c, c->next_line - (end != NULL));
		/* An empty line makes no row, but the next one starts behind it. */
		if (rows == c->nrow && n <= 2 && end != NULL &&
		    c->npart == (rows == 0 ? 0 : c->row[rows - 1].first + c->row[rows - 1].n) &&
		    !c->parser.quoted)
			c->row_line = c->next_line;
		c->at += n;
	}
}

/* Reads until there is a row; false at the end. */
static bool
fill(struct csvrow *c)
{
	while (c->nrow == 0 && !c->ended) {
		bool more = read_block(c);

		if (more || c->ntext > c->at) {
			drop_front(c);
			parse_block(c);
		}
		c->ntext = c->at = 0;
		if (!more) {
			c->ended = true;
			if (csv_fini(&c->parser, take_field, take_row, c) != 0)
				die("%s:%llu: a quoted field that starts here has no end", c->name,
				    (unsigned long long)c->row_line);
		}
	}
	return c->nrow > 0;
}

bool
csvrow_next(struct csvrow *c)
{
	const struct csvrow_row *r;

	/* Fields of a row that is cut by the end of a block would be lost by starting
	 * anew: fill only stops behind whole rows, and keeps the fields behind them. */
	if (c->irow == c->nrow) {
		size_t done = c->nrow == 0 ? 0 : c->row[c->nrow - 1].first + c->row[c->nrow - 1].n;
		size_t left = c->npart - done, from = left == 0 ? c->nbytes : c->part[done].at;

		if (left > 0) {
			memmove(c->bytes, c->bytes + from, c->nbytes - from);
			for (size_t i = 0; i < left; i++)
				c->part[i] = (struct csvrow_part){ c->part[done + i].at - from,
				    c->part[done + i].n };
		}
		c->nbytes -= from;
		c->npart = left;
		c->nrow = c->irow = 0;
		if (!fill(c))
			return false;
	}
	r = &c->row[c->irow++];
	c->field = mem_grow(c->field, &c->field_cap, r->n, sizeof *c->field);
	for (size_t i = 0; i < r->n; i++)
		c->field[i] = (struct text){ c->bytes + c->part[r->first + i].at,
		    c->part[r->first + i].n };
	c->n = r->n;
	c->line = r->line;
	return true;
}
