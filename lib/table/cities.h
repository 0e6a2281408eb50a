/* cities - lists of cities: what --city names, and in a cell. */
#ifndef CITIES_H
#define CITIES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/names.h"
#include "base/text.h"
#include "stream/out.h"

/* The number of a unit, or another name that an option gives; dies with the
 * nearest name if it is unknown.  `unit` is its column. */
uint32_t city_find(const struct names *units, const char *option,
    struct text city, const char *unit);

/* unit -> whether a list names it; NULL without a list.  Dies likewise. */
bool *cities_chosen(const struct names *units, const char *option,
    const char *list, const char *unit);

/* Puts the names of n units into a cell, joined by ", "; a comma of a name is
 * written \,. */
void cities_put(struct out *, const struct names *units, const uint32_t *unit,
    uint32_t n);

#endif
