/* harness - what the fuzz targets have in common.
 *
 * A target is a file of tests/fuzz/ with the function fuzz_one.  Functions of
 * lib/ that die come back by fuzz_run; what they held is given back after each input.
 * Linked with -Wl,--wrap for each function that harness.c wraps, and with libFuzzer or
 * replay.c.
 */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Every target has it: looks at one input, aborts where a promise is broken. */
void fuzz_one(const uint8_t *data, size_t n);

/* What libFuzzer and replay.c call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* No read(2) moves more bytes, if it is not 0; set anew for each input. */
extern size_t fuzz_chunk;

/* What was written to standard error since fuzz_run, terminated. */
extern char fuzz_said[8192];

/* What the seed of hashes is made of; set anew for each input. */
extern unsigned char fuzz_seed;

/* How many runs of this input have died. */
extern unsigned fuzz_refused;

/* Writes n bytes to a file of its own; returns its path, valid for this input. */
char *fuzz_file(const void *s, size_t n);

/* Runs f(arg); returns 0 if it returns, else the status it dies with.  Aborts if it does not
 * die with status 1 or 2 and one line "sci: ..." or "sci-rank: ...". */
int fuzz_run(void (*f)(void *), void *arg);

/* Aborts, saying what, if it does not hold. */
void fuzz_require(bool holds, const char *what);

#endif
