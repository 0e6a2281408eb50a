/* cities - what --city names. */
#ifndef CITIES_H
#define CITIES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/names.h"
#include "base/text.h"

/* The number of a unit; dies with the nearest name if it is unknown.  `unit` is its column. */
uint32_t city_find(const struct names *units, const char *option, struct text city,
    const char *unit);

/* unit -> whether a list names it; NULL without a list.  Dies likewise. */
bool *cities_chosen(const struct names *units, const char *option, const char *list,
    const char *unit);

#endif
