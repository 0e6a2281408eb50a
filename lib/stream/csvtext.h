/* csvtext - the text of a CSV file as UTF-8, block by block.
 *
 * Files are read by read(2) and decoded (decode.h); a byte-order mark is
 * dropped, and what is no text, by its first bytes, refused.
 */
#ifndef CSVTEXT_H
#define CSVTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stream/decode.h"

struct out;

struct csvtext {
	const char *name;       /* of the file, for messages */
	char *s;                /* what has come and is not dropped: the byte before and OUT_OVER
	                         * behind it are readable */
	size_t n;
	bool ended;             /* nothing comes behind it */
	bool bad;               /* what follows cannot be decoded */

	/* Private. */
	uint64_t line;          /* which it begins in */
	struct out *tied;
	int fd;
	bool begun, encoded;
	struct decode decode;
	char *raw;              /* as read, what is not decoded yet */
	size_t nraw;
};

/* Opens a file ("-": standard input) in an encoding, as iconv calls it (NULL:
 * as it is).  `tied` is flushed before every read. */
void csvtext_open(struct csvtext *, const char *path, const char *encoding,
    struct out *tied);
void csvtext_close(struct csvtext *);

/* Brings in the next block, behind what there is, which must be no longer than
 * a row (tsv.h). */
void csvtext_more(struct csvtext *);

/* Drops n bytes at the front. */
void csvtext_drop(struct csvtext *, size_t n);

/* Reads the rest for nothing: whoever writes it is not to fail for want of a
 * reader. */
void csvtext_drain(struct csvtext *);

/* The end of the line that holds a place in the text, or of the text. */
size_t csvtext_line_end(const struct csvtext *, size_t at);

/* The line of the file that a place in the text is in; its first is 1. */
uint64_t csvtext_line(const struct csvtext *, size_t at);

/* "prog: FILE:LINE: message" about a place in the text, status 1. */
_Noreturn void csvtext_die(const struct csvtext *, size_t at, const char *, ...)
    __attribute__((format(printf, 3, 4)));

/* Line ends are LF, CRLF or CR. */
static inline bool
csvtext_ends_line(char c)
{
	return c == '\n' || c == '\r';
}

#endif
