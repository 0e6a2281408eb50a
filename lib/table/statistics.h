/* statistics - the tables of how indicators go together, edition by edition:
 * what sci-stat prints of correlations, alpha, components and importance.
 *
 * A table is written behind `year` of its head.  A statistic that does not
 * exist is an empty field.
 */
#ifndef STATISTICS_H
#define STATISTICS_H

#include <stdint.h>

#include "method/correlate.h"
#include "stream/out.h"
#include "table/framework.h"

struct statistics {
	struct figures *figures;
	const struct framework *framework;      /* or NULL */
	uint32_t *node;                 /* of each indicator in the figures, with a framework */
	struct correlate_values *values;  /* of each group */
};

/* Reads all rows of open figures; with a framework (or NULL) every indicator
 * must be known. */
void statistics_read(struct statistics *, struct figures *,
    const struct framework *);

/* The groups by year, then in the order of the framework, or else of bytes;
 * free() it. */
uint32_t *statistics_groups(const struct statistics *);

/* The position of each indicator in that order, below *n; free() it. */
uint32_t *statistics_positions(const struct statistics *, uint32_t *n);

/* Parts of a row: the year and a tab, if there are years; year and indicator of
 * a group; a tab and a statistic, beyond the doubles an error that names the
 * group. */
void statistics_year(const struct statistics *, struct out *, uint32_t year);
void statistics_group(const struct statistics *, struct out *, uint32_t group);
void statistics_put(const struct statistics *, struct out *, uint32_t group,
    double v);

/* A row for each pair of an edition; with `family`, which needs a framework,
 * for each node and every node above it.  p is that of correlate_p, for
 * Kendall's none. */
enum statistics_correlation { PEARSON, SPEARMAN, KENDALL, CORRELATIONS };
void statistics_correlations(const struct statistics *, struct out *,
    enum statistics_correlation, bool family);

/* With a framework, a row for each parent, for each of its components and
 * children, and for each node below a root that has scores. */
void statistics_alpha(const struct statistics *, struct out *);
void statistics_components(const struct statistics *, struct out *);
void statistics_importance(const struct statistics *, struct out *);

#endif
