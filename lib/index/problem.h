/* problem - why an index has no scores: what, and where.
 *
 * The engine says it in numbers, whoever called it puts it into a message.
 */
#ifndef PROBLEM_H
#define PROBLEM_H

#include <stdbool.h>
#include <stdint.h>

#include "method/method.h"

enum problem_kind {
	PROBLEM_NONE,
	PROBLEM_SCALE,          /* the values of an indicator, or one of them: `lack` */
	PROBLEM_MEAN,           /* children have no mean: `mean` */
	PROBLEM_TREAT,          /* a treated value is beyond the doubles */
	PROBLEM_WEIGHTS,        /* the weights of a node's children sum to 0 */
	PROBLEM_UNEVEN,         /* weights differ from city to city where they must not */
	PROBLEM_BEYOND,         /* a node's score is beyond the doubles */
	PROBLEM_BOTH            /* a node comes in as rows, and so does what it is made of */
};

/* Names are numbers of the framework and of the keys of the rows, NAME_NONE
 * where there is none. */
struct problem {
	enum problem_kind kind;
	enum scale_lack lack;
	enum mean_problem mean;
	uint32_t year, unit, node;
	uint32_t row, other;    /* rows of the input it is about */
};

/* What is wrong, in words, without the place. */
const char *problem_words(const struct problem *);

/* Notes a problem; returns false. */
bool problem_at(struct problem *, enum problem_kind, uint32_t year,
    uint32_t unit, uint32_t node);

#endif
