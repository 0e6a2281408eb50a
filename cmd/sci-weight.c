/* sci-weight - appends each indicator's parent and weight, as the framework gives them. */
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/opt.h"
#include "stream/out.h"
#include "stream/tsv.h"
#include "table/framework.h"

static const char help[] =
    "sci-weight -f FRAMEWORK [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Appends the columns parent and weight, as the framework gives them.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators\n"
    "Example: sci-weight -f framework.tsv scores.tsv\n";

static const char *path;
static const struct opt_row options[] = {
	{ "framework", 'f', .needed = true, .text = &path },
	{ 0 }
};

static struct framework framework;
static int value, parent, weight;       /* columns, or -1 */
static struct text *tail;               /* node -> "\tPARENT\tWEIGHT\n" */
static struct text empty = { "                                ", 0 };

static struct text
parent_of(uint32_t node)
{
	uint32_t p = framework.node[node].parent;

	return p == NAME_NONE ? empty : framework_code(&framework, p);
}

static void
write_head(const struct tsv *t, struct out *o)
{
	for (size_t i = 0; i < t->ncol; i++) {
		if (i > 0)
			out_char(o, '\t');
		out_text(o, t->head[i]);
	}
	out_string(o, parent < 0 ? "\tparent" : "");
	out_string(o, weight < 0 ? "\tweight" : "");
	out_char(o, '\n');
}

/* Writes the current row column by column: where it has a parent or a weight
 * already, a missing value written as NA, or another order of columns. */
static void
write_fields(const struct tsv *t, struct out *o, uint32_t node)
{
	for (int i = 0; i < (int)t->ncol; i++) {
		if (i > 0)
			out_char(o, '\t');
		if (i == parent)
			out_text(o, parent_of(node));
		else if (i == weight)
			out_text(o, framework.node[node].weight_text);
		else if (i != value || !text_is(t->col[i], "NA"))
			out_text(o, t->col[i]);
	}
	if (parent < 0) {
		out_char(o, '\t');
		out_text(o, parent_of(node));
	}
	if (weight < 0) {
		out_char(o, '\t');
		out_text(o, framework.node[node].weight_text);
	}
	out_char(o, '\n');
}

static void
write_row(const struct tsv *t, struct out *o, uint32_t node)
{
	bool missing = value >= 0 && !tsv_has_number(t, (size_t)value);
	bool as_it_is = t->as_head && parent < 0 && weight < 0;

	if (!as_it_is || (missing && t->col[value].n != 0)) {
		write_fields(t, o, node);
		return;
	}
	out_room(o, t->row.n + tail[node].n);
	o->at = out_copy(o->at, t->row);
	o->at = out_copy(o->at, tail[node]);
}

int
main(int argc, char **argv)
{
	uint32_t node = NAME_NONE;
	size_t indicator;
	struct opt opt;
	struct tsv t;
	struct out o;

	opt_read(&opt, argc, argv, help, options);
	framework_read(&framework, path);
	tail = mem_array(framework.n, sizeof *tail);
	for (uint32_t i = 0; i < framework.n; i++)
		tail[i] = framework_tail(&framework, i, '\n');

	tsv_open(&t, opt.file, opt.nfile, TSV_WHOLE);
	tsv_about(&t, opt.unit);
	indicator = tsv_need(&t, "indicator");
	value = tsv_find(&t, "value");
	parent = tsv_find(&t, "parent");
	weight = tsv_find(&t, "weight");
	out_open(&o, opt.output);
	tsv_tie(&t, &o);
	write_head(&t, &o);
	while (tsv_row(&t)) {
		node = name_next(&framework.names, node, t.col[indicator], false);
		if (node >= framework.n)
			framework_node(&framework, &t, t.col[indicator]);
		write_row(&t, &o, node);
	}
	return out_finish(&o);
}
