/* framework - what is read as a framework is a forest that holds what its header says. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "table/framework.h"

struct source {
	char *path;
	struct framework f;
};

static void
read_it(void *arg)
{
	struct source *s = arg;

	framework_read(&s->f, s->path);
}

static void
check_children(const struct framework *f, uint32_t node)
{
	double sum = 0;
	uint32_t n = 0;

	for (uint32_t c = f->node[node].child; c != NAME_NONE; c = f->node[c].next) {
		fuzz_require(c < f->n && n++ < f->n, "children come to an end");
		fuzz_require(f->node[c].parent == node, "a child knows its parent");
		fuzz_require(f->step[c] < f->step[node], "children come before parents");
		sum += f->node[c].weight;
	}
	fuzz_require(n == 0 || sum > 0, "weights of siblings do not sum to 0");
}

static void
check_node(const struct framework *f, uint32_t i)
{
	const struct node *node = &f->node[i];
	uint32_t hops = 0;

	fuzz_require(node->weight >= 0 && isfinite(node->weight), "a weight is a weight");
	fuzz_require(node->direction == 1 || node->direction == -1, "a direction is 1 or -1");
	fuzz_require(!(node->low >= node->high), "low is below high");
	fuzz_require(!(node->min_coverage < 0 || node->min_coverage > 1), "a share is a share");
	fuzz_require(f->climb[f->step[i]] == i, "every node is climbed once");
	fuzz_require(node->denominator == NAME_NONE || node->denominator < f->names.n,
	    "a denominator is known");
	fuzz_require(name_find(&f->names, framework_code(f, i)) == i, "a code is found");
	for (uint32_t p = i; p != NAME_NONE; p = f->node[p].parent)
		fuzz_require(hops++ <= f->n, "there is no cycle");
}

void
fuzz_one(const uint8_t *data, size_t n)
{
	struct source s;
	bool *leaf;

	if (n == 0)
		return;
	fuzz_chunk = data[0] % 8;
	s.path = fuzz_file(data + 1, n - 1);
	if (fuzz_run(read_it, &s) != 0)
		return;
	fuzz_require(s.f.nrow <= s.f.n && s.f.n <= s.f.names.n && s.f.n > 0, "numbers are in order");
	for (uint32_t i = 0; i < s.f.n; i++) {
		check_children(&s.f, i);
		check_node(&s.f, i);
	}
	leaf = framework_leaves(&s.f);
	for (uint32_t i = 0; i < s.f.n; i++)
		fuzz_require(!leaf[i] || !framework_inner(&s.f, i), "a leaf has no children");
	free(leaf);
}
