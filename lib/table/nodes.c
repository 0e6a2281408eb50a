/* nodes - which node of a framework each indicator of a table in memory is. */
#include "table/nodes.h"

#include <stdlib.h>

#include "base/mem.h"

struct reader {
	const struct framework *framework;
	int what_else;
	const bool *divides;
	uint32_t *node;
	size_t cap;
};

/* Learns the node of an indicator that has come for the first time; false if it
 * is dropped. */
static bool
learn(void *context, const struct figures *f)
{
	struct reader *r = context;
	uint32_t i = f->keys.indicator;
	struct text code = f->table.col[f->keys.indicator_column];

	r->node = mem_grow(r->node, &r->cap, (size_t)i + 1, sizeof *r->node);
	r->node[i] = NAME_NONE;
	if ((r->what_else & (NODES_DROP | NODES_KEEP)) != 0 &&
	    name_find(&r->framework->names, code) == NAME_NONE)
		return (r->what_else & NODES_KEEP) != 0;
	r->node[i] = (r->what_else & NODES_DENOMINATORS) != 0 ?
	    framework_find(r->framework, &f->table, code) :
	    framework_node(r->framework, &f->table, code);
	return (r->what_else & NODES_DIVISORS) == 0 || r->divides[r->node[i]];
}

uint32_t *
nodes_read(struct figures *f, const struct framework *framework, int what_else)
{
	bool *divides = framework == NULL ? NULL : framework_divides(framework);
	struct reader r = { framework, what_else, divides, NULL, 0 };

	figures_read(f, framework == NULL ? NULL : learn, &r);
	free(divides);
	return r.node;
}
