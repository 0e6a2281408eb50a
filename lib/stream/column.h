/* column - what the names of columns mean to every filter. */
#ifndef COLUMN_H
#define COLUMN_H

#include <stdbool.h>

#include "base/text.h"

/* True for the columns of numbers: value, weight, coverage, rank and so on. NA
 * in them is a missing value, which is written as empty. */
bool column_is_number(struct text name);

#endif
