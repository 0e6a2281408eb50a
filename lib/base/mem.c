/* mem - memory that either exists or ends the program. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/die.h"
#include "base/mem.h"

/* Room for ROWS is so much that arrays are not copied while they are small, and costs nothing where
 * it is not used.  STEP rows become ready at a time. */
enum { ROWS = 1 << 15, STEP = 1 << 13, PAGE = 4096 };

/* A filter gives its memory back by exiting: a leak checker has nothing to say. */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif
#ifdef SANITIZED
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "detect_leaks=0";
}
#endif

void *
mem_array(size_t n, size_t size)
{
	void *p;

	if (size != 0 && n > SIZE_MAX / size)
		die("out of memory");
	p = calloc(n * size + 1, 1);
	if (p == NULL)
		die("out of memory");
	return p;
}

void *
mem_resize(void *array, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / 4 / size)
		die("out of memory");
	array = realloc(array, n * size);
	if (array == NULL)
		die("out of memory");
	return array;
}

void *
mem_grow(void *array, size_t *cap, size_t need, size_t size)
{
	size_t n = *cap < 8 ? 8 : *cap;

	if (need <= *cap)
		return array;
	while (n < need && n <= SIZE_MAX / 2)
		n *= 2;
	*cap = n;
	return mem_resize(array, n, size);
}

void
mem_rows_more(struct mem_rows *r)
{
	r->grown = r->ready == r->cap;
	if (r->grown)
		r->cap = r->cap == 0 ? ROWS : 2 * r->cap;
	r->from = r->ready;
	r->ready += STEP;
}

/* Asks for the pages of bytes from..to-1 all at once, where the kernel can (Linux 5.14): one by
 * one, as they are written, they cost twice as much, which is 2 % of sci-normalize.  The page
 * that `from` is on is there already; the last one, if it is not full, comes with the next. */
static void
populate(char *from, char *to)
{
#ifdef MADV_POPULATE_WRITE
	from -= (uintptr_t)from % PAGE;
	to -= (uintptr_t)to % PAGE;
	if (from < to)
		(void)madvise(from, (size_t)(to - from), MADV_POPULATE_WRITE);
#else
	(void)from;
	(void)to;
#endif
}

void *
mem_rows_array(void *array, const struct mem_rows *r, size_t size)
{
	if (r->grown)
		array = mem_resize(array, r->cap + 1, size);
	/* Small tables do with less. */
	if (r->from > 0)
		populate((char *)array + r->from * size, (char *)array + r->ready * size);
	return array;
}

char *
mem_copy(const char *s, size_t n)
{
	char *p = mem_array(n + 1, 1);

	if (n != 0)
		memcpy(p, s, n);
	return p;
}
