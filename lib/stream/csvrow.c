/* csvrow - rows of CSV over libcsv. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/csvrow.h"
#include "stream/out.h"
#include "stream/tsv.h"

/* WIDER: into how many bytes of UTF-8 one byte of another encoding may turn; GROWTH: by
 * how much libcsv makes its buffer of a field larger. */
enum { BLOCK = 1 << 16, WIDER = 16, MARK = 4, GROWTH = 4096 };

/* Says that no byte is a blank, so that none is stripped from a field. */
static int
never(unsigned char c)
{
	(void)c;
	return 0;
}

/* Makes a field's buffer larger; NULL, which libcsv reports, beyond the limit.  libcsv
 * wants room for a quote too, and one for the byte behind; take_field sees to the rest. */
static void *
grow_field(void *p, size_t size)
{
	size_t cap = 0;

	return size > CSVROW_FIELD + GROWTH ? NULL : mem_grow(p, &cap, size + OUT_OVER, 1);
}

/* What libcsv calls for a field and for the end of a row.  make_room has seen to it
 * that the bytes find room. */
static void
take_field(void *s, size_t n, void *data)
{
	struct csvrow *c = data;

	if (n > CSVROW_FIELD && c->long_row == 0)
		c->long_row = c->nrow + 1;
	if (c->npart == c->part_cap)
		c->part = mem_grow(c->part, &c->part_cap, c->npart + 1, sizeof *c->part);
	c->part[c->npart++] = (struct text){ c->put, n };
	if (n != 0)
		c->put = out_copy(c->put, (struct text){ s, n });
}

static void
take_row(int end, void *data)
{
	struct csvrow *c = data;

	(void)end;
	if (c->nrow == c->row_cap)
		c->row_end = mem_grow(c->row_end, &c->row_cap, c->nrow + 1, sizeof *c->row_end);
	c->row_end[c->nrow++] = c->npart;
}

void
csvrow_open(struct csvrow *c, const char *path, char delimiter, const char *encoding,
    unsigned long skip, struct out *tied)
{
	memset(c, 0, sizeof *c);
	c->decoder = (iconv_t)-1;
	if (encoding != NULL && (c->decoder = iconv_open("UTF-8", encoding)) == (iconv_t)-1)
		die_usage("--encoding: '%s' is not known here", encoding);
	c->name = strcmp(path, "-") == 0 ? "standard input" : path;
	c->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (c->fd < 0)
		die_sys("%s", path);
	c->tied = tied;
	c->skip = skip;
	c->line = 1;
	if (csv_init(&c->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		die("out of memory");
	csv_set_delim(&c->parser, (unsigned char)delimiter);
	csv_set_space_func(&c->parser, never);
	csv_set_realloc_func(&c->parser, grow_field);
	csv_set_blk_size(&c->parser, GROWTH);
	c->raw = mem_array(BLOCK, 1);
	c->text = c->decoder == (iconv_t)-1 ? c->raw : mem_array((size_t)BLOCK * WIDER, 1);
}

void
csvrow_close(struct csvrow *c)
{
	csv_free(&c->parser);
	if (c->decoder != (iconv_t)-1) {
		iconv_close(c->decoder);
		free(c->text);
	}
	if (c->fd != STDIN_FILENO && close(c->fd) != 0)
		die_sys("%s", c->name);
	free(c->raw);
	free(c->part);
	free(c->row_end);
	free(c->bytes);
	memset(c, 0, sizeof *c);
}

/* How often a byte is there; in sums of a byte each, which compilers make vectors of. */
static size_t
count(const char *s, size_t n, char byte)
{
	size_t k = 0;

	while (n > 0) {
		size_t some = n < UCHAR_MAX ? n : UCHAR_MAX;
		unsigned char sum = 0;

		for (size_t i = 0; i < some; i++)
			sum = (unsigned char)(sum + (s[i] == byte));
		k += sum;
		s += some;
		n -= some;
	}
	return k;
}

static _Noreturn void
die_at(const struct csvrow *c, uint64_t line, const char *what, long limit)
{
	if (limit > 0)
		die("%s:%llu: %s %ld", c->name, (unsigned long long)line, what, limit);
	die("%s:%llu: %s", c->name, (unsigned long long)line, what);
}

/* Turns what was read into UTF-8; a character that is cut waits for the rest. */
static void
decode(struct csvrow *c, bool last)
{
	char *in = c->raw, *to = c->text;
	size_t room = (size_t)BLOCK * WIDER;
	bool good;

	if (c->decoder == (iconv_t)-1) {
		c->ntext = c->nraw;
		c->nraw = 0;
		return;
	}
	good = iconv(c->decoder, &in, &c->nraw, &to, &room) != (size_t)-1 ||
	    (errno == EINVAL && !last);
	if (good && last)
		good = iconv(c->decoder, NULL, NULL, &to, &room) != (size_t)-1;
	c->ntext = (size_t)(to - c->text);
	if (!good)
		die_at(c, c->line + count(c->text, c->ntext, '\n'),
		    "bytes that are not in the encoding of --encoding", 0);
	memmove(c->raw, in, c->nraw);
}

/* Reads and decodes the next block; the first one is long enough for a byte-order mark.
 * False at the end of the file. */
static bool
read_block(struct csvrow *c)
{
	ssize_t n;

	if (c->tied != NULL)
		out_flush(c->tied);
	do {
		n = read(c->fd, c->raw + c->nraw, BLOCK - c->nraw);
		if (n < 0 && errno != EINTR)
			die_sys("%s", c->name);
		c->nraw += n < 0 ? 0 : (size_t)n;
	} while (n < 0 || (n > 0 && !c->begun && c->nraw < MARK));
	decode(c, n == 0);
	return n > 0;
}

/* The length of what is dropped off the front: the byte-order mark and the lines
 * before the header, as far as they are in this block. */
static size_t
front(struct csvrow *c)
{
	size_t at = 0;

	if (!c->begun && c->ntext >= 3 && memcmp(c->text, "\xef\xbb\xbf", 3) == 0)
		at = 3;
	c->begun = true;
	while (c->skip > 0 && at < c->ntext) {
		const char *end = memchr(c->text + at, '\n', c->ntext - at);

		if (end == NULL)
			return c->ntext;
		at = (size_t)(end - c->text) + 1;
		c->line++;
		c->skip--;
	}
	return at;
}

/* Makes room for n bytes of fields behind those of the row that is not whole yet. */
static void
make_room(struct csvrow *c, size_t n)
{
	const char *from = c->npart == 0 ? NULL : c->part[0].s;
	size_t used = c->npart == 0 ? 0 : (size_t)(c->put - from);
	char *to = c->bytes;

	if (c->npart > TSV_COLUMNS)
		die("%s:%llu: more than %d columns", c->name, (unsigned long long)c->open_line,
		    TSV_COLUMNS);
	if (used > TSV_LINE)
		die_at(c, c->open_line, "a row longer than the limit of bytes,", TSV_LINE);
	if (c->bytes == NULL || used + n + OUT_OVER > c->nbytes) {
		c->nbytes = 2 * (used + n + OUT_OVER);
		to = mem_array(c->nbytes, 1);
	}
	if (used != 0)
		memmove(to, from, used);
	for (size_t i = 0; i < c->npart; i++)
		c->part[i].s = to + (c->part[i].s - from);
	if (to != c->bytes)
		free(c->bytes);
	c->bytes = to;
	c->put = to + used;
}

static _Noreturn void
die_long(const struct csvrow *c, uint64_t line)
{
	die_at(c, line, "a field longer than the limit of bytes,", CSVROW_FIELD);
}

/* Refuses a field that is longer than the limit by less than libcsv's growth. */
static void
check_long(struct csvrow *c)
{
	if (c->long_row != 0) {
		c->irow = c->long_row;
		die_long(c, csvrow_line(c));
	}
}

/* Says why libcsv stopped after `done` bytes of a text in the block. */
static _Noreturn void
stopped(struct csvrow *c, const char *s, size_t done)
{
	uint64_t line = c->line + count(s, done, '\n');
	int error = csv_error(&c->parser);

	if (error == CSV_EPARSE)
		die_at(c, line, "a quote inside of a field that does not begin with one, or text behind "
		    "a field's last quote; in quoted fields a quote is written twice", 0);
	if (error == CSV_ENOMEM || error == CSV_ETOOBIG)
		die_long(c, line);
	die_at(c, line, csv_strerror(error), 0);
}

/* Splits the block, from `at` on. */
static void
parse_block(struct csvrow *c, size_t at)
{
	const char *s = c->text + at;
	size_t n = c->ntext - at, done;

	make_room(c, c->parser.entry_pos + n);
	done = csv_parse(&c->parser, s, n, take_field, take_row, c);
	if (done != n)
		stopped(c, s, done);
	if (at > 0)
		memmove(c->text, s, n);
	c->ntext = n;
}

/* Goes to the end of the block: what is not whole stays, with the line it began in. */
static void
leave_block(struct csvrow *c)
{
	size_t done = c->nrow == 0 ? 0 : c->row_end[c->nrow - 1];

	c->npart -= done;
	if (done != 0)
		memmove(c->part, c->part + done, c->npart * sizeof *c->part);
	c->nrow = c->irow = 0;
	if (c->ntext == 0)
		return;
	c->line += count(c->text, c->ntext, '\n');
	if (count(c->text, c->ntext, '"') % 2 == 1)
		c->quoted = !c->quoted;
	c->open = c->quoted || (c->text[c->ntext - 1] != '\n' && c->text[c->ntext - 1] != '\r');
	c->open_line = c->line - count((char *)c->parser.entry_buf, c->parser.entry_pos, '\n');
	for (size_t i = 0; i < c->npart; i++)
		c->open_line -= count(c->part[i].s, c->part[i].n, '\n');
	c->ntext = 0;
}

/* Reads until there is a row; false at the end. */
static bool
fill(struct csvrow *c)
{
	do {
		if (c->ended)
			return false;
		leave_block(c);
		c->ended = !read_block(c);
		parse_block(c, front(c));
		if (c->ended && csv_fini(&c->parser, take_field, take_row, c) != 0) {
			leave_block(c);
			die_at(c, c->open_line, "a quoted field of this row has no end", 0);
		}
		check_long(c);
	} while (c->nrow == 0);
	return true;
}

bool
csvrow_next(struct csvrow *c)
{
	size_t first;

	if (c->irow == c->nrow && !fill(c))
		return false;
	first = c->irow == 0 ? 0 : c->row_end[c->irow - 1];
	c->field = c->part + first;
	c->n = c->row_end[c->irow++] - first;
	return true;
}

/* Goes through the block as libcsv did: a quote opens or shuts, and a doubled one
 * does both. */
uint64_t
csvrow_line(const struct csvrow *c)
{
	uint64_t line = c->line, start = c->open ? c->open_line : line;
	bool quoted = c->quoted, open = c->open;
	size_t left = c->irow;

	for (size_t i = 0; i < c->ntext; i++) {
		char b = c->text[i];
		bool ends = !quoted && (b == '\n' || b == '\r');

		if (!ends && !open) {
			open = true;
			start = line;
		} else if (ends && open) {
			open = false;
			if (--left == 0)
				break;
		}
		quoted ^= b == '"';
		line += b == '\n';
	}
	return start;
}
