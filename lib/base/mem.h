/* mem - memory that either exists or ends the program ("out of memory", status
 * 1).
 *
 * What these return is freed with free(); most of a filter's memory lives as
 * long as the filter and is given back by exiting.
 */
#ifndef MEM_H
#define MEM_H

#include <stdarg.h>
#include <stddef.h>

/* n elements of the given size, zeroed; never NULL, even for n = 0. */
void *mem_array(size_t n, size_t size);

/* Makes room for at least `need` elements in an array that has room for *cap:
 * returns the array, moved or not, and updates *cap (it at least doubles, so
 * that growing one by one costs constant time an element).  New elements are
 * not initialised. */
void *mem_grow(void *array, size_t *cap, size_t need, size_t size);

/* An array with room for n elements, n above 0: what it held is kept, what is
 * new is not initialised.  A new one (NULL) of many megabytes gets large pages
 * where the system has them. */
void *mem_resize(void *array, size_t n, size_t size);

/* A terminated copy of n bytes. */
char *mem_copy(const char *s, size_t n);

/* What printf would print, terminated. */
char *mem_print(const char *, ...) __attribute__((format(printf, 1, 2)));
char *mem_vprint(const char *, va_list) __attribute__((format(printf, 1, 0)));

#endif
