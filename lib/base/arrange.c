/* arrange - order by small integers. */
#include <stdlib.h>
#include <string.h>

#include "base/arrange.h"
#include "base/mem.h"

void
arrange(uint32_t *thing, size_t n, const uint32_t *key, uint32_t nkey)
{
	uint32_t *start = mem_array((size_t)nkey + 1, sizeof *start);
	uint32_t *before = mem_array(n, sizeof *before);

	for (size_t i = 0; i < n; i++)
		start[key[thing[i]] + 1]++;
	for (uint32_t k = 1; k < nkey; k++)
		start[k] += start[k - 1];
	if (n > 0)
		memcpy(before, thing, n * sizeof *thing);
	for (size_t i = 0; i < n; i++)
		thing[start[key[before[i]]]++] = before[i];
	free(start);
	free(before);
}

uint32_t *
arrange_all(size_t n)
{
	uint32_t *thing = mem_array(n, sizeof *thing);

	for (size_t i = 0; i < n; i++)
		thing[i] = (uint32_t)i;
	return thing;
}

uint32_t *
arrange_positions(uint32_t *order, size_t n)
{
	uint32_t *place = mem_array(n, sizeof *place);

	for (size_t i = 0; i < n; i++)
		place[order[i]] = (uint32_t)i;
	free(order);
	return place;
}
