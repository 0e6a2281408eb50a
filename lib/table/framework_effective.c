/* framework_effective - what share of the whole index each node is. */
#include <stdlib.h>

#include "base/mem.h"
#include "number/twice.h"
#include "table/framework.h"

/* a / b in twice the precision. */
static struct twice
share(double a, struct twice b)
{
	struct twice part = { a, 0 };

	return (struct twice){ twice_quotient(part, b), twice_rest(part, b) };
}

double *
framework_effective(const struct framework *f)
{
	struct twice *of = mem_array(f->n, sizeof *of);
	double *effective = mem_array(f->n, sizeof *effective);

	for (uint32_t i = f->n; i-- > 0;) {
		uint32_t p = f->climb[i];
		struct twice sum = { 0, 0 };

		if (f->node[p].parent == NAME_NONE)
			of[p] = (struct twice){ 1, 0 };
		effective[p] = of[p].hi + of[p].lo;
		for (uint32_t c = f->node[p].child; c != NAME_NONE; c = f->node[c].next)
			sum = twice_add(sum, f->node[c].weight);
		for (uint32_t c = f->node[p].child; c != NAME_NONE; c = f->node[c].next)
			of[c] = twice_times(of[p], share(f->node[c].weight, sum));
	}
	free(of);
	return effective;
}
