/* prepared - figures as sci-normalize reads them, checked against a
 * framework. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/flag.h"
#include "table/nodes.h"
#include "table/prepared.h"

/* A column of shares, which takes no room where it is not there. */
static int
shares(struct prepared *p, const char *column)
{
	int number;

	if (tsv_optional(&p->figures.table, column) < 0)
		return -1;
	number = figures_number(&p->figures, column);
	p->figures.number[number].share = true;
	return number;
}

void
prepared_flags(struct prepared *p)
{
	if (p->flag < 0)
		p->flag = figures_name(&p->figures, "flag");
}

void
prepared_open(struct prepared *p, const struct opt *o, bool bytes)
{
	memset(p, 0, sizeof *p);
	p->reference = NAME_NONE;
	figures_open(&p->figures, o->file, o->nfile, o->unit, true);
	if (!bytes)
		figures_bare(&p->figures);
	p->flag = -1;
	if (tsv_optional(&p->figures.table, "flag") >= 0)
		prepared_flags(p);
	p->coverage = shares(p, "coverage");
	p->measured = shares(p, "measured");
}

void
prepared_read(struct prepared *p, const struct framework *f,
    const struct rule *r)
{
	struct figures *g = &p->figures;

	if (r->reference != NULL)
		p->reference = name_add(&g->keys.units, text_of(r->reference));
	p->node = nodes_read(g, f, p->all ? NODES_KEEP : r->ignore_unknown ?
	    NODES_DROP : NODES_ONLY);
	p->nnode = g->keys.indicators.n;
	p->node_cap = p->nnode;
	prepared_check(p, f->node, r);
	p->given = g->n;
}

void
prepared_check(const struct prepared *p, const struct node *node,
    const struct rule *r)
{
	for (uint32_t i = 0; i < p->nnode; i++)
		if (p->node[i] != NAME_NONE)
			rule_check_node(r, &node[p->node[i]]);
}

void
prepared_read_both(struct prepared p[2], const struct framework f[2],
    const struct rule *r, bool apart)
{
	p[1].all = apart;
	prepared_read(&p[1], &f[1], r);
	p[0] = p[1];
	p[0].node = mem_array(p[1].nnode, sizeof *p[0].node);
	for (uint32_t i = 0; i < p[1].nnode; i++) {
		uint32_t node = name_find(&f[0].names,
		    p[1].figures.keys.indicators.text[i]);

		p[0].node[i] = node < f[0].n ? node : NAME_NONE;
	}
}

void
prepared_check_both(const struct prepared p[2], const struct framework f[2],
    const struct rule *r, uint32_t now)
{
	const struct figures *g = &p[1].figures;

	for (size_t row = 0; row < g->n && !r->ignore_unknown; row++) {
		int t = figures_year(g, row) == now;

		if (p[t].node[figures_indicator(g, row)] == NAME_NONE)
			figures_die(g, row,
			    "column indicator: '%.*s' is not in %s",
			    TEXT_ARG(g->keys.indicators.text[figures_indicator(g,
			    row)]), f[t].path);
	}
}

double
prepared_share(const struct prepared *p, int number, uint32_t row)
{
	return number < 0 ? (double)NAN : p->figures.number[number].x[row];
}

bool
prepared_flagged(const struct prepared *p, uint32_t row, const char *letters)
{
	const struct figures_name *f = &p->figures.name[p->flag < 0 ? 0 :
	    p->flag];

	return p->flag >= 0 && f->id[row] != 0 &&
	    flag_has(f->names.text[f->id[row]], letters);
}

/* The number of a node's indicator, new or old. */
static uint32_t
indicator_of(struct prepared *p, const struct framework *f, uint32_t node)
{
	uint32_t i = name_add(&p->figures.keys.indicators, framework_code(f,
	    node));

	if (i == p->nnode) {
		p->node = mem_grow(p->node, &p->node_cap, (size_t)i + 1,
		    sizeof *p->node);
		p->node[p->nnode++] = node;
	}
	return i;
}

uint32_t
prepared_row(struct prepared *p, const struct framework *f, uint32_t year,
    uint32_t unit, uint32_t node)
{
	struct figures *g = &p->figures;
	uint32_t profile = pair_find(&g->keys.profiles, year, unit), group;

	if (profile == NAME_NONE)
		return NAME_NONE;
	if (p->by_profile.start == NULL)
		p->by_profile = figures_by_key(g->profile, g->n,
		    g->keys.profiles.n);
	if (p->by_profile.start[profile] == p->by_profile.start[profile + 1])
		return NAME_NONE;
	group = pair_add(&g->groups, year, indicator_of(p, f, node));
	for (uint32_t i = p->by_profile.start[profile];
	    i < p->by_profile.start[profile + 1]; i++)
		if (g->group[p->by_profile.row[i]] == group)
			return p->by_profile.row[i];
	for (size_t i = p->given; i < g->n; i++)
		if (g->profile[i] == profile && g->group[i] == group)
			return (uint32_t)i;
	return (uint32_t)figures_add(g, profile, group, NULL, 0);
}

void
prepared_rows(struct prepared *p, const struct framework *f,
    const uint32_t *leaf, uint32_t nleaf, const bool *chosen, const char *year)
{
	const struct keys *k = &p->figures.keys;
	uint32_t n = k->profiles.n, *years = keys_years(k);
	uint32_t newest = n > 0 ? years[k->years.n - 1] : NAME_NONE;

	for (uint32_t i = 0; i < n; i++) {
		struct pair profile = k->profiles.pair[i];

		if ((chosen == NULL || chosen[profile.b]) &&
		    (year == NULL ? chosen != NULL || profile.a == newest :
		    text_is(k->years.text[profile.a], year)))
			for (uint32_t j = 0; j < nleaf; j++)
				prepared_row(p, f, profile.a, profile.b,
				    leaf[j]);
	}
	free(years);
}

void
prepared_die(const struct prepared *p, const struct framework *f, uint32_t row,
    const char *before, uint32_t year, uint32_t unit, uint32_t node,
    const char *words)
{
	struct text part[3];

	keys_about(&p->figures.keys, year, unit, node == NAME_NONE ?
	    text_of("") : framework_code(f, node), part);
	if (row != NAME_NONE && row < p->given)
		die_about(NULL, part, "%s%s: %s", before,
		    figures_where(&p->figures, row), words);
	die_about(NULL, part, "%s%s", before, words);
}
