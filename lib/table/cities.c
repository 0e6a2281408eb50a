/* cities - lists of cities. */
#include "table/cities.h"

#include "base/die.h"
#include "base/mem.h"
#include "stream/opt_argument.h"

uint32_t
city_find(const struct names *units, const char *option, struct text city,
    const char *unit)
{
	uint32_t u = name_find(units, city);

	if (u == NAME_NONE)
		die("%s: no %s '%.*s'%s", option, unit, TEXT_ARG(city),
		    name_meant(units, city));
	return u;
}

bool *
cities_chosen(const struct names *units, const char *option, const char *list,
    const char *unit)
{
	bool *chosen;

	if (list == NULL)
		return NULL;
	chosen = mem_array(units->n, sizeof *chosen);
	for (struct text rest = text_of(list); rest.s != NULL;)
		chosen[city_find(units, option, opt_part(option, &rest),
		    unit)] = true;
	return chosen;
}

void
cities_put(struct out *o, const struct names *units, const uint32_t *unit,
    uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		struct text name = units->text[unit[i]];

		out_string(o, i == 0 ? "" : ", ");
		for (size_t k = 0; k < name.n; k++) {
			if (name.s[k] == ',')
				out_char(o, '\\');
			out_char(o, name.s[k]);
		}
	}
}
