/* mem - memory that either exists or ends the program. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/die.h"
#include "base/mem.h"

/* A filter gives its memory back by exiting: a leak checker has nothing to
 * say. */
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

enum { LARGE_PAGE = 1 << 21, FIRST = 4 * LARGE_PAGE };

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

/* Begins with large pages, to the last of which half would be used.  Many of
 * them may cost more than they spare: on a virtual machine each is made ready
 * anew. */
static void *
large_pages(size_t n)
{
	const size_t part = LARGE_PAGE - 1;
	void *p = aligned_alloc(LARGE_PAGE, (n + part) & ~part);

#ifdef MADV_HUGEPAGE
	n = n + LARGE_PAGE / 2 < FIRST ? (n + LARGE_PAGE / 2) & ~part : FIRST;
	if (p != NULL)
		(void)madvise(p, n, MADV_HUGEPAGE);
#endif
	return p;
}

void *
mem_resize(void *array, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / 4 / size)
		die("out of memory");
	n *= size;
	array = array == NULL && n >= LARGE_PAGE ? large_pages(n) : realloc(array,
	    n);
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

char *
mem_copy(const char *s, size_t n)
{
	char *p = mem_array(n + 1, 1);

	if (n != 0)
		memcpy(p, s, n);
	return p;
}

char *
mem_vprint(const char *format, va_list ap)
{
	char *s;

	if (vasprintf(&s, format, ap) < 0)
		die("out of memory");
	return s;
}

char *
mem_print(const char *format, ...)
{
	va_list ap;
	char *s;

	va_start(ap, format);
	s = mem_vprint(format, ap);
	va_end(ap);
	return s;
}
