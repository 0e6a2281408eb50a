/* engine - an index of the figures and the framework that a unit test has as texts. */
#ifndef ENGINE_H
#define ENGINE_H

#include <string.h>

#include "child.h"
#include "index/index.h"
#include "ok.h"

struct engine {
	struct framework framework;
	struct rule rule;
	struct prepared prepared;
	struct index index;
	char *path[1];
};

/* Opens it; the rule may be changed afterwards. */
static inline void
engine_open(struct engine *e, const char *framework, const char *figures)
{
	struct opt opt = { .unit = "city", .file = e->path, .nfile = 1 };
	struct problem p;

	e->path[0] = child_file(figures, strlen(figures));
	framework_read(&e->framework, child_file(framework, strlen(framework)));
	rule_begin(&e->rule);
	prepared_open(&e->prepared, &opt, false);
	prepared_read(&e->prepared, &e->framework, &e->rule);
	ok(index_open(&e->index, &e->prepared, &e->framework, &e->rule, false, &p), "it opens");
}

static inline uint32_t
engine_node(const struct engine *e, const char *code)
{
	return name_find(&e->framework.names, text_of(code));
}

#endif
