/* framework_write - a framework written back with cells filled in. */
#include <stdlib.h>

#include "base/mem.h"
#include "table/framework.h"

void
framework_write(const struct framework *f, struct out *o, const char *const *name, size_t n,
    bool (*put)(struct out *, size_t column, uint32_t node))
{
	size_t *filled = mem_array(f->ncol, sizeof *filled);    /* which of name[], from 1 */
	bool *there = mem_array(n, sizeof *there);

	for (size_t i = 0; i < n; i++) {
		int column = framework_column(f, name[i]);

		there[i] = column >= 0;
		if (there[i])
			filled[column] = i + 1;
	}
	for (size_t i = 0; i < f->ncol; i++) {
		out_string(o, i > 0 ? "\t" : "");
		out_text(o, f->head[i]);
	}
	for (size_t i = 0; i < n; i++) {
		out_string(o, there[i] ? "" : "\t");
		out_string(o, there[i] ? "" : name[i]);
	}
	out_char(o, '\n');
	for (uint32_t v = 0; v < f->nrow; v++) {
		for (size_t i = 0; i < f->ncol; i++) {
			out_string(o, i > 0 ? "\t" : "");
			if (filled[i] == 0 || !put(o, filled[i] - 1, v))
				out_text(o, f->cell[v * f->ncol + i]);
		}
		for (size_t i = 0; i < n; i++)
			if (!there[i]) {
				out_char(o, '\t');
				(void)put(o, i, v);
			}
		out_char(o, '\n');
	}
	free(filled);
	free(there);
}
