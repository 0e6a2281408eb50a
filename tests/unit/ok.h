/* ok - what the unit tests print: one line of TAP for each thing that holds or
 * does not. */
#ifndef OK_H
#define OK_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

static int ok_tests, ok_failures;

/* Prints "ok N - SENTENCE" or "not ok N - SENTENCE"; passes the truth on. */
__attribute__((format(printf, 2, 3)))
static inline bool
ok(bool holds, const char *sentence, ...)
{
	va_list args;

	ok_failures += !holds;
	printf("%sok %d - ", holds ? "" : "not ", ++ok_tests);
	va_start(args, sentence);
	vprintf(sentence, args);
	va_end(args);
	putchar('\n');
	return holds;
}

/* Prints the plan; returns the status to leave main with. */
static inline int
ok_done(void)
{
	printf("1..%d\n", ok_tests);
	return ok_failures > 0;
}

#endif
