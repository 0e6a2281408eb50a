/* variants - frameworks that differ in some cells, as a table says: `variant`,
 * `indicator`, and columns of the framework.
 *
 * Each row puts its cells into that node's, in the variant of its number; an
 * empty cell leaves what the framework has.  A variant in which nothing differs
 * is a row of empty cells.
 */
#ifndef VARIANTS_H
#define VARIANTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "table/framework.h"

/* The largest number. */
enum { VARIANTS_MOST = 999999999 };

struct variants {
	const struct framework *framework;
	size_t n;
	struct variant {
		long number;            /* from 1, ascending */
		size_t first, end;      /* its cells */
	} *variant;

	/* Private. */
	struct variant_cell {
		long number;
		uint32_t node, text;
		enum framework_cell which;
	} *cell;
	size_t ncell, cell_cap, cap;
	struct names texts;
};

/* Reads the table; dies on unknown nodes and columns and on cells that are not
 * what their columns take, of `impute` all but none. */
void variants_read(struct variants *, const struct framework *,
    const char *path);

/* The variant of a number, or NULL. */
const struct variant *variants_find(const struct variants *, long number);

/* Makes nodes, an array as long as the framework's, those of a variant (NULL:
 * as the framework stands), and measured, node -> impute = none.  Dies where
 * weights of siblings sum to 0 or low is not below high. */
void variants_apply(const struct variants *, const struct variant *,
    struct node *, bool *measured);

#endif
