/* sci-weight - appends each indicator's parent and weight, as the framework
 * gives them. */
#include "stream/filter.h"
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
	{ "framework", 'f', .needed = "-f FRAMEWORK", .table = &path },
	{ 0 }
};

static struct framework framework;
static struct tsv table;
static struct pass pass;
static int parent, weight;              /* columns that are there already, or -1 */
static struct text *tail;               /* node -> "\tPARENT\tWEIGHT\n", those that are not */

/* Finds out what of a node goes in place of a column, and what behind all. */
static void
lay_out(struct out *o)
{
	parent = tsv_find(&table, "parent");
	weight = tsv_find(&table, "weight");
	pass.replaced = parent >= 0 || weight >= 0;
	pass_head(&pass, o);
	out_string(o, parent < 0 ? "\tparent" : "");
	out_string(o, weight < 0 ? "\tweight\n" : "\n");
	tail = mem_array(framework.n, sizeof *tail);
	for (uint32_t i = 0; i < framework.n; i++)
		tail[i] = framework_tail(&framework, i, parent < 0, weight < 0,
		    '\n');
}

/* Writes the row at hand with the parent and weight of its node. */
static void
write_row(struct out *o, uint32_t node)
{
	const struct node *v = &framework.node[node];

	if (parent >= 0)
		pass.own[parent] = v->parent == NAME_NONE ? out_nothing :
		    framework_code(&framework, v->parent);
	if (weight >= 0)
		pass.own[weight] = v->weight_text;
	pass_row(&pass, o);
	out_text(o, tail[node]);
}

int
main(int argc, char **argv)
{
	uint32_t node = NAME_NONE;
	size_t indicator;
	struct opt opt;
	struct out out;
	int value;

	opt_read(&opt, argc, argv, help, options);
	framework_read(&framework, path);
	opt_open(&opt, &table);
	indicator = tsv_need(&table, "indicator");
	value = tsv_find(&table, "value");
	pass_open(&pass, &table);
	out_open(&out, opt.output);
	tsv_tie(&table, &out);
	lay_out(&out);
	while (tsv_row(&table)) {
		node = name_next(&framework.names, node, table.col[indicator],
		    false);
		if (node >= framework.n)
			framework_node(&framework, &table,
			    table.col[indicator]);
		if (value >= 0)
			tsv_has_number(&table, (size_t)value);
		write_row(&out, node);
	}
	return out_finish(&out);
}
