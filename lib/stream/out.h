/* out - the one way bytes leave a filter.
 *
 * A whole table ends in a newline, and only a whole one does: the newline of
 * the last row stays in the buffer until out_finish, when everything has gone
 * well.  So whatever ends a filter early, a full disk or SIGKILL, what it wrote
 * does not end in a newline and the next filter refuses it (see tsv.h).
 *
 * Rows are put together in place: ask for room once, then put texts and numbers
 * one behind the other.  Text is copied in steps of 32 bytes, so what is put by
 * out_text must be readable for OUT_OVER bytes behind its end: texts of the
 * reader and of names are, literals go by out_bytes.
 *
 * With -o the bytes go to a new file that takes FILE's place in the end (see replace.h).  No
 * output may be a file that is read (see files.h).
 */
#ifndef OUT_H
#define OUT_H

#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "number/num.h"
#include "stream/replace.h"

enum { OUT_OVER = 32 };

/* An empty text that out_text may put. */
extern const struct text out_nothing;

/* Where bytes go, by how a write may be cut: OUT_FILE is a regular file at its end, OUT_PLAIN all
 * else. */
enum out_kind { OUT_PLAIN, OUT_PIPE, OUT_SOCKET, OUT_FILE };

struct out {
	char *at;               /* where the next byte goes */
	char *end;              /* of the buffer, less what may be overwritten */
	char *buffer;
	size_t size;
	int fd;
	enum out_kind kind;
	struct replace file;    /* of -o */
};

/* Opens standard output (path NULL) or the temporary file beside path.  Dies
 * if path is there and no regular file, is read, or cannot be made. */
void out_open(struct out *, const char *path);

/* Writes what the buffer holds, but for the newline at its end and those just before it,
 * as a row of one column may be empty.  Dies if the kernel does not take it. */
void out_flush(struct out *);

/* Writes the rest with the newline held back, syncs and renames the file of -o
 * and closes.  Returns 0, the exit status: main ends with it. */
int out_finish(struct out *);

/* Private: makes room for n bytes more than the buffer's end allows. */
void out_grow(struct out *, size_t n);

/* Makes sure that n bytes can be put without another look. */
static inline void
out_room(struct out *o, size_t n)
{
	if (__builtin_expect((size_t)(o->end - o->at) < n, 0))
		out_grow(o, n);
}

/* Copies a text to p and returns its end: the caller has made sure of the room.
 * Reads and writes up to OUT_OVER bytes beyond. */
static inline char *
out_copy(char *p, struct text t)
{
	memcpy(p, t.s, 32);
	if (__builtin_expect(t.n > 32, 0)) {
		memcpy(p + 32, t.s + 32, 32);
		if (t.n > 64)
			memcpy(p + 64, t.s + 64, t.n - 64);
	}
	return p + t.n;
}

/* Puts a text and a mark behind it where there is room; see out_copy. */
static inline void
out_field(struct out *o, struct text t, char mark)
{
	char *p = out_copy(o->at, t);

	/* In a register: bytes that are written might be o's. */
	*p = mark;
	o->at = p + 1;
}

/* Puts bytes that may not be read beyond their end. */
static inline void
out_bytes(struct out *o, const char *s, size_t n)
{
	out_room(o, n);
	if (n != 0)
		memcpy(o->at, s, n);
	o->at += n;
}

/* Puts a text that is readable OUT_OVER bytes beyond its end. */
static inline void
out_text(struct out *o, struct text t)
{
	out_room(o, t.n);
	o->at = out_copy(o->at, t);
}

static inline void
out_string(struct out *o, const char *s)
{
	out_bytes(o, s, strlen(s));
}

static inline void
out_char(struct out *o, char c)
{
	out_room(o, 1);
	*o->at++ = c;
}

/* Puts a number as num_put writes it; nothing for NaN, which is missing. */
static inline void
out_number(struct out *o, double x)
{
	if (x == x) {
		out_room(o, NUM_PUT);
		o->at = num_put(o->at, x);
	}
}

/* Puts a tab and a number: a cell behind another. */
static inline void
out_cell(struct out *o, double x)
{
	out_char(o, '\t');
	out_number(o, x);
}

/* The same with a text that is readable OUT_OVER bytes beyond its end. */
static inline void
out_cell_text(struct out *o, struct text t)
{
	out_char(o, '\t');
	out_text(o, t);
}

#endif
