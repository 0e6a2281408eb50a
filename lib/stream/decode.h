/* decode - text of any encoding becomes UTF-8, as it comes.
 *
 * iconv(3) knows the encodings.  One that has a character for each byte, as
 * ISO-8859-1 and CP1252, is asked once for each of them, and is a table from
 * then on.
 */
#ifndef DECODE_H
#define DECODE_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>

/* Into how many bytes of UTF-8 one byte may turn. */
enum { DECODE_WIDER = 16 };

struct decode {
	/* Private. */
	iconv_t iconv;
	bool table;                     /* of bytes: */
	bool ascii;                     /* those below 0x80 are ASCII */
	struct decode_byte {
		char s[4];
		unsigned char n;        /* 0: no character */
	} byte[256];
};

/* False if no encoding is called so. */
bool decode_open(struct decode *, const char *encoding);
void decode_close(struct decode *);

/* Decodes n bytes, of which the last ones may be the first of a character, to
 * `to`, where there is room for (n + 1) * DECODE_WIDER, and says where that
 * ends.  `ended`: nothing comes behind them. Returns how many bytes are
 * decoded; *bad if what follows these is no character. */
size_t decode_text(struct decode *, char *s, size_t n, char **to, bool ended,
    bool *bad);

#endif
