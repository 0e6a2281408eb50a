/* out_put - how bytes are put, where millions of them go out: in a header, so
 * that it becomes part of the loop that writes.  Inside of out only.
 */
#ifndef OUT_PUT_H
#define OUT_PUT_H

/* Makes room for n bytes more than the buffer's end allows. */
void out_grow(struct out *, size_t n);

static inline void
out_room(struct out *o, size_t n)
{
	if (__builtin_expect((size_t)(o->end - o->at) < n, 0))
		out_grow(o, n);
}

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

static inline void
out_field(struct out *o, struct text t, char mark)
{
	char *p = out_copy(o->at, t);

	/* In a register: bytes that are written might be o's. */
	*p = mark;
	o->at = p + 1;
}

static inline void
out_bytes(struct out *o, const char *s, size_t n)
{
	out_room(o, n);
	if (n != 0)
		memcpy(o->at, s, n);
	o->at += n;
}

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

static inline void
out_number(struct out *o, double x)
{
	if (x == x) {
		out_room(o, NUM_PUT);
		o->at = num_put(o->at, x);
	}
}

static inline void
out_cell(struct out *o, double x)
{
	out_char(o, '\t');
	out_number(o, x);
}

static inline void
out_cell_text(struct out *o, struct text t)
{
	out_char(o, '\t');
	out_text(o, t);
}

#endif
