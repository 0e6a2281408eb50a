/* movable - which figures can be moved. */
#include "table/movable.h"

#include <stdlib.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/opt.h"

uint32_t *
movable_leaves(const struct framework *f, bool only, uint32_t *n)
{
	int column = framework_column(f, "movable");
	bool *leaf = framework_leaves(f);
	uint32_t *list = mem_array(f->n, sizeof *list);

	*n = 0;
	for (uint32_t i = 0; i < f->n; i++) {
		struct text t = i < f->nrow ? framework_cell(f, i, column) : (struct text){ "", 0 };

		if (t.n > 0 && !text_is(t, "0") && !text_is(t, "1"))
			framework_die(f, i, "column movable: '%.*s' is neither 0 nor 1", TEXT_ARG(t));
		if (leaf[i] && f->node[i].parent != NAME_NONE && !(only && text_is(t, "0")))
			list[(*n)++] = i;
	}
	free(leaf);
	return list;
}

void
movable_rows(struct prepared *p, const struct framework *f, const uint32_t *leaf, uint32_t nleaf,
    const bool *chosen, const char *year)
{
	const struct keys *k = &p->figures.keys;
	uint32_t n = k->profiles.n, *years = keys_years(k), newest = years[k->years.n - 1];

	for (uint32_t i = 0; i < n; i++) {
		struct pair profile = k->profiles.pair[i];

		if ((chosen == NULL || chosen[profile.b]) && (year == NULL ? chosen != NULL ||
		    profile.a == newest : text_is(k->years.text[profile.a], year)))
			for (uint32_t j = 0; j < nleaf; j++)
				prepared_row(p, f, profile.a, profile.b, leaf[j]);
	}
	free(years);
}

size_t
movable_set(const struct framework *f, const uint32_t *leaf, uint32_t nleaf, const char *option,
    const char *list, uint32_t *node, double *target)
{
	size_t n = 0;

	for (struct text rest = text_of(list); rest.s != NULL; n++) {
		struct text part = opt_part(option, &rest);
		struct opt_pair p = opt_pair(option, part.s, true);
		uint32_t i = 0;

		node[n] = name_find(&f->names, p.name);
		while (i < nleaf && leaf[i] != node[n])
			i++;
		if (i == nleaf)
			die_usage("%s: '%.*s' is no indicator that can be set", option, TEXT_ARG(p.name));
		target[n] = opt_number(option, mem_copy(p.value.s, p.value.n));
	}
	return n;
}
