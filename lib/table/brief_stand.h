/* brief_stand - where a city stands in a node.  Inside of brief only. */
#ifndef BRIEF_STAND_H
#define BRIEF_STAND_H

#include "table/brief.h"

/* At most so many names, and leaves, are said at a time. */
enum { NAMES_SAID = 3, LEAVES_SAID = 5 };

/* Rank, value and change: those of the row, or, where the root's gives no change, those that follow
 * from the latest edition before in which the city had a place. */
struct stand {
	const struct standing *now, *before;
	double rank, previous_rank, change, previous_value;
	uint32_t previous_year;
};

/* Where facts are from that are of no row. */
#define COMPUTED ((struct tsv_place){ "computed", 0 })

struct stand brief_stand(const struct brief *, uint32_t unit, uint32_t node);

/* A node's label in the language. */
static inline struct text
brief_label(const struct brief *b, struct text code)
{
	return framework_label(b->framework, code, b->language);
}

/* Adds number n of a list: the fact "KIND.CODE". */
void brief_item(struct facts *, const char *list, int n, const char *kind, struct text code);

/* How many cities have a place up to `rank` in a node, and the worst of these places. */
size_t brief_placed(const struct brief *, uint32_t node, double rank, double *worst);

/* The facts of areas and leaves. */
void brief_nodes(struct facts *, const struct brief *, uint32_t unit);

#endif
