/* framework_effective - what share of the whole index each node is. */
#include "framework.h"
#include "mem.h"
#include "twice.h"

double *
framework_effective(const struct framework *f)
{
	double *effective = mem_array(f->n, sizeof *effective);

	for (uint32_t i = f->n; i-- > 0;) {
		uint32_t p = f->climb[i];
		struct twice sum = { 0, 0 };

		if (f->node[p].parent == NAME_NONE)
			effective[p] = 1;
		for (uint32_t c = f->node[p].child; c != NAME_NONE; c = f->node[c].next)
			sum = twice_add(sum, f->node[c].weight);
		for (uint32_t c = f->node[p].child; c != NAME_NONE; c = f->node[c].next)
			effective[c] = effective[p] * twice_quotient(
			    (struct twice){ f->node[c].weight, 0 }, sum);
	}
	return effective;
}
