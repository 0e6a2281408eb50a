/* mem - memory that either exists or ends the program ("out of memory", status 1).
 *
 * What these return is freed with free(); most of a filter's memory lives as
 * long as the filter and is given back by exiting.
 */
#ifndef MEM_H
#define MEM_H

#include <stddef.h>

/* n elements of the given size, zeroed; never NULL, even for n = 0. */
void *mem_array(size_t n, size_t size);

/* Makes room for at least `need` elements in an array that has room for *cap:
 * returns the array, moved or not, and updates *cap (it at least doubles, so
 * that growing one by one costs constant time an element).  New elements are
 * not initialised. */
void *mem_grow(void *array, size_t *cap, size_t need, size_t size);

/* The same for another array of a capacity that several share: the caller updates it when all
 * have grown. */
void *mem_grow_also(void *array, size_t cap, size_t need, size_t size);

/* A terminated copy of n bytes. */
char *mem_copy(const char *s, size_t n);

#endif
