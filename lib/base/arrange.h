/* arrange - things, numbered from 0, are put in order of keys that are small
 * integers. */
#ifndef ARRANGE_H
#define ARRANGE_H

#include <stddef.h>
#include <stdint.h>

/* Sorts the n numbers in thing[] by key[thing], which lies in 0..nkey-1; those
 * of equal keys stay as they stood.  So the last of several calls decides
 * first. In O(n + nkey). */
void arrange(uint32_t *thing, size_t n, const uint32_t *key, uint32_t nkey);

/* The numbers 0..n-1; free() it. */
uint32_t *arrange_all(size_t n);

/* Thing -> its position in an order of n things, which is freed; free() it. */
uint32_t *arrange_positions(uint32_t *order, size_t n);

#endif
