/* column - what the names of columns mean to every filter. */
#ifndef COLUMN_H
#define COLUMN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* True for the columns of numbers: value, weight, coverage, rank and so on. NA
 * in them is a missing value, which is written as empty. */
bool column_is_number(struct text name);

/* Puts the names "A, B, C", those that are not empty, as far as there is room,
 * which is never 0; returns how many. */
size_t column_list(char *p, size_t size, const struct text *name, size_t n);

/* True for the columns of changes, `change` and what ends so: their numbers are
 * shown with a sign. */
bool column_is_change(struct text name);

/* True if a name that is not that one differs from it only by letter case or
 * blanks around it: `Year`, ` flag`. */
bool column_spelt_like(struct text name, const char *known);

/* True if the name is that one but for one letter that is wrong, missing or too
 * many, or two neighbours that are swapped: `weigth`, `lable`. */
bool column_one_letter_off(struct text name, const char *known);

#endif
