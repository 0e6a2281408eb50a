/* column - what the names of columns mean to every filter. */
#include "stream/column.h"

bool
column_is_number(struct text name)
{
	static const char *const numbers[] = {
		"value", "weight", "coverage", "measured", "rank", "of", "previous_value",
		"value_change", "previous_rank", "rank_change"
	};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (text_is(name, numbers[i]))
			return true;
	return false;
}
