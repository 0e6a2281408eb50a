/* brief_stand - where a city stands in a node.  Inside of brief only. */
#ifndef BRIEF_STAND_H
#define BRIEF_STAND_H

#include "table/brief.h"

/* At most so many names, and leaves, are said at a time. */
enum { NAMES_SAID = 3, LEAVES_SAID = 5 };

/* Rank, value and change: those of the row, or, where the root's gives no
 * change, those that follow from the latest edition before in which the city
 * had a place. */
struct stand {
	const struct standing *now, *before;
	double rank, previous_rank, change, previous_value;
	uint32_t previous_year;
};

/* Where facts are from that are of no row. */
#define COMPUTED ((struct tsv_line){ "computed", 0 })

struct stand brief_stand(const struct brief *, uint32_t unit, uint32_t node);

/* A node's label in the language. */
static inline struct text
brief_label(const struct brief *b, struct text code)
{
	return framework_label(b->framework, code, b->language);
}

/* Adds number n of a list: the fact "KIND.CODE". */
void brief_item(struct facts *, const char *list, int n, const char *kind,
    struct text code);

/* Adds a place, whole or with a half. */
void brief_rank(struct facts *, double rank, const char *key);

/* A city's name in the language. */
struct text brief_name(const struct brief *, struct text city);

/* The row of a city in the table of cities; behind the last if there is
 * none. */
size_t brief_city(const struct brief *, struct text city);

/* The edition that a change is against, NAME_NONE if it is not known. */
uint32_t brief_against(const struct brief *, const struct stand *);

/* A figure as it is printed. */
double brief_rounded(double, int decimals);

/* The facts of areas and leaves. */
void brief_nodes(struct facts *, const struct brief *, uint32_t unit);

/* Of the other tables: who was overtaken, and by whom; own, others, weights and
 * gaps: what a change of points is made of; where other methods would put the
 * city, and in how many the change has the same direction; what would lift it
 * most: the most places, then the most points. */
void brief_passed(struct facts *, const struct brief *, uint32_t unit);
void brief_explain(struct facts *, const struct brief *, const struct stand *,
    uint32_t unit);
void brief_robust(struct facts *, const struct brief *, const struct stand *,
    uint32_t unit);
void brief_potential(struct facts *, const struct brief *, uint32_t unit);

/* The place among the cities that share a text in a column of the table of
 * cities, if all of them have one; *n counts what is said. */
void brief_group(struct facts *, const struct brief *, const struct stand *,
    uint32_t unit, const char *name, int *n);

#endif
