/* decode - text of any encoding becomes UTF-8, as it comes. */
#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "stream/decode.h"

/* Asks what one byte is; false if it is not a character by itself. */
static bool
ask(struct decode *d, int c)
{
	char byte = (char)c, *in = &byte, room[DECODE_WIDER], *to = room;
	size_t n = 1, left = sizeof room;
	struct decode_byte *b = &d->byte[c];

	iconv(d->iconv, NULL, NULL, NULL, NULL);
	if (iconv(d->iconv, &in, &n, &to, &left) == (size_t)-1)
		return errno == EILSEQ;
	b->n = (unsigned char)(to - room);
	if (b->n == 0 || b->n > sizeof b->s)
		return false;
	memcpy(b->s, room, b->n);
	d->ascii = d->ascii && (c >= 0x80 || (b->n == 1 && *b->s == byte));
	return true;
}

bool
decode_open(struct decode *d, const char *encoding)
{
	*d = (struct decode){ .iconv = iconv_open("UTF-8", encoding),
	    .table = true, .ascii = true };
	if (d->iconv == (iconv_t)-1)
		return false;
	for (int c = 0; d->table && c < 256; c++)
		d->table = ask(d, c);
	iconv(d->iconv, NULL, NULL, NULL, NULL);
	return true;
}

void
decode_close(struct decode *d)
{
	iconv_close(d->iconv);
}

/* How many of eight bytes are ASCII before the first that is not. */
static size_t
ascii_front(const char *s)
{
	size_t n = 0;

	if ((text_word(s) & 0x8080808080808080) == 0)
		return 8;
	while ((unsigned char)s[n] < 0x80)
		n++;
	return n;
}

/* By the table; ASCII in words, if it is that. */
static size_t
decode_bytes(const struct decode *d, const char *s, size_t n, char **to,
    bool *bad)
{
	char *p = *to;
	size_t i = 0;

	while (i < n) {
		size_t same = d->ascii && i + 8 <= n ? ascii_front(s + i) : 0;
		const struct decode_byte *b;

		if (same > 0) {
			memcpy(p, s + i, 8);
			p += same;
			i += same;
			continue;
		}
		b = &d->byte[(unsigned char)s[i]];
		if (b->n == 0)
			break;
		memcpy(p, b->s, sizeof b->s);
		p += b->n;
		i++;
	}
	*to = p;
	*bad = i < n;
	return i;
}

size_t
decode_text(struct decode *d, char *s, size_t n, char **to, bool ended,
    bool *bad)
{
	size_t left = n, room = (n + 1) * DECODE_WIDER;

	if (d->table)
		return decode_bytes(d, s, n, to, bad);
	*bad = iconv(d->iconv, &s, &left, to, &room) == (size_t)-1 &&
	    (errno != EINVAL || ended);
	if (!*bad && ended)
		*bad = iconv(d->iconv, NULL, NULL, to, &room) == (size_t)-1;
	return n - left;
}
