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
 * With -o the bytes go to a new file that takes FILE's place in the end (see
 * replace.h).  No output may be a file that is read (see files.h).
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

/* Where bytes go, by how a write may be cut: OUT_FILE is a regular file at its
 * end, OUT_PLAIN all else. */
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

/* Writes what the buffer holds, but for the newline at its end and those just
 * before it, as a row of one column may be empty.  Dies if the kernel does not
 * take it. */
void out_flush(struct out *);

/* Writes the rest with the newline held back, syncs and renames the file of -o
 * and closes.  Returns 0, the exit status: main ends with it. */
int out_finish(struct out *);

/* Makes sure that n bytes can be put without another look. */
static inline void out_room(struct out *, size_t n);

/* Copies a text, readable OUT_OVER bytes beyond its end, to p and returns its
 * end, beyond which as many bytes are written; puts it so, with a mark behind.
 * The caller has made sure of the room. */
static inline char *out_copy(char *p, struct text);
static inline void out_field(struct out *, struct text, char mark);

/* Put bytes, which may not be read beyond their end; a text that is readable
 * OUT_OVER bytes beyond it; a number as num_put writes it, nothing for NaN,
 * which is missing. */
static inline void out_bytes(struct out *, const char *, size_t n);
static inline void out_string(struct out *, const char *);
static inline void out_char(struct out *, char);
static inline void out_text(struct out *, struct text);
static inline void out_number(struct out *, double);

/* Put a tab and a number, or a text likewise: a cell behind another. */
static inline void out_cell(struct out *, double);
static inline void out_cell_text(struct out *, struct text);

#include "stream/out_put.h"

#endif
