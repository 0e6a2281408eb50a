/* sci-score - figures to ranked scores in one process: of the framework, and of variants of it. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "index/index.h"
#include "stream/flag.h"
#include "stream/opt.h"
#include "stream/out.h"
#include "table/changes.h"
#include "table/framework.h"
#include "table/prepared.h"
#include "table/rule.h"
#include "table/variants.h"

static const char help[] =
    "sci-score -f FRAMEWORK " RULE_NORMALIZE_SYNOPSIS "[--aggregate METHOD] "
    RULE_AGGREGATE_SYNOPSIS "[--treat] [--variants TABLE] [--part A-B] [--changes TABLE] "
    "[--node NODE,...] [-c COLUMN,...] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Computes scores and ranks of all nodes, as normalize, weight, aggregate and rank do.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators\n"
    "  -m, --method METHOD    @normalize (default minmax)\n"
    RULE_NORMALIZE_HELP
    "      --aggregate METHOD @aggregate (default arithmetic)\n"
    RULE_AGGREGATE_HELP
    "      --treat            treat outliers first, as sci-treat does\n"
    "      --variants TABLE   the same for each variant: variant, indicator and columns\n"
    "                         of the framework\n"
    "      --part A-B         variants A to B only; 0 is the framework as it stands\n"
    "      --changes TABLE    other figures: [variant] year city indicator value [flag]\n"
    "      --node NODE,...    write these nodes only\n"
    "  -c, --columns COLUMN,...\n"
    "                         write these columns only\n"
    "  -u, --unit COLUMN      what is ranked (city)\n"
    "  -o, --output FILE      write FILE, all at once\n"
    "  -h, --help             print this\n"
    "  -V, --version          print the version\n";

enum { TREAT = 256, VARIANTS, PART, CHANGES, NODE };

static const struct option options[] = {
	RULE_NORMALIZE_OPTIONS,
	{ "aggregate", required_argument, NULL, RULE_AGGREGATE },
	RULE_AGGREGATE_OPTIONS,
	{ "treat", no_argument, NULL, TREAT },
	{ "variants", required_argument, NULL, VARIANTS },
	{ "part", required_argument, NULL, PART },
	{ "changes", required_argument, NULL, CHANGES },
	{ "node", required_argument, NULL, NODE },
	{ "columns", required_argument, NULL, 'c' },
	{ NULL, 0, NULL, 0 }
};

static struct rule rule;
static bool treat;
static const char *variants_path, *changes_path;
static char *node_list, *column_list;
static long part_from, part_to = LONG_MAX;
static bool part_given;

static struct framework framework;
static struct prepared prepared;
static struct index index_of_all;
static struct variants variants;
static struct changes changes;

/* What may be written. */
enum column {
	COLUMN_VARIANT, COLUMN_YEAR, COLUMN_UNIT, COLUMN_INDICATOR, COLUMN_VALUE, COLUMN_PARENT,
	COLUMN_WEIGHT, COLUMN_COVERAGE, COLUMN_MEASURED, COLUMN_RANK, COLUMN_OF, COLUMNS
};
static const char *column_name[COLUMNS] = { "variant", "year", "city", "indicator", "value",
    "parent", "weight", "coverage", "measured", "rank", "of" };
static enum column column[COLUMNS];
static size_t ncolumn;
static bool wanted[COLUMNS];

static uint32_t *node_order;            /* the nodes to be written, in order of their bytes */
static uint32_t nnode;

/* The variant at hand. */
static struct node *node;
static bool *measured_only;
static long number;
static struct index_scores *scores;     /* of each edition */

static void
read_part(const char *arg)
{
	char *end;

	part_given = true;
	part_from = strtol(arg, &end, 10);
	if (*arg < '0' || *arg > '9' || *end != '-' || end[1] < '0' || end[1] > '9')
		die_usage("--part: '%s' is not A-B, two whole numbers", arg);
	part_to = strtol(end + 1, &end, 10);
	if (*end != '\0' || part_from > part_to)
		die_usage("--part: '%s' is not A-B with A up to B", arg);
}

/* Refuses standard input for more than one table. */
static void
check_input(const struct opt *opt)
{
	const char *path[] = { rule.framework, variants_path, changes_path };
	size_t n = opt->nfile == 0;

	for (size_t i = 0; i < opt->nfile; i++)
		n += strcmp(opt->file[i], "-") == 0;
	for (size_t i = 0; i < sizeof path / sizeof *path; i++)
		n += path[i] != NULL && strcmp(path[i], "-") == 0;
	if (n > 1)
		die_usage("standard input can be one table only");
}

static void
read_options(struct opt *opt)
{
	int c;

	while ((c = opt_next(opt)) != -1)
		switch (c) {
		case TREAT:
			treat = true;
			break;
		case VARIANTS:
			variants_path = optarg;
			break;
		case PART:
			read_part(optarg);
			break;
		case CHANGES:
			changes_path = optarg;
			break;
		case NODE:
			node_list = optarg;
			break;
		case 'c':
			column_list = optarg;
			break;
		default:
			rule_option(&rule, c);
		}
	if (rule.framework == NULL)
		die_usage("-f FRAMEWORK is needed");
	if (part_given && variants_path == NULL)
		die_usage("--part needs --variants TABLE");
	rule_check(&rule);
	check_input(opt);
}

/* Decides which columns are written: those of -c, or all. */
static void
choose_columns(void)
{
	bool there[COLUMNS];
	struct text rest = { NULL, 0 };

	column_name[COLUMN_UNIT] = mem_copy(prepared.figures.table.head[
	    prepared.figures.keys.unit_column].s, prepared.figures.table.head[
	    prepared.figures.keys.unit_column].n);
	for (int c = 0; c < COLUMNS; c++)
		there[c] = c == COLUMN_VARIANT ? variants_path != NULL :
		    c != COLUMN_YEAR || prepared.figures.keys.year_column >= 0;
	for (int c = 0; c < COLUMNS && column_list == NULL; c++)
		if (there[c])
			column[ncolumn++] = (enum column)c;
	if (column_list != NULL)
		rest = text_of(column_list);
	while (rest.s != NULL) {
		struct text name = opt_part("-c", &rest);
		int c = 0;

		while (c < COLUMNS && !(there[c] && text_is(name, column_name[c])))
			c++;
		if (c == COLUMNS)
			die_usage("-c: there is no column '%.*s'", TEXT_ARG(name));
		if (wanted[c])
			die_usage("-c: '%.*s' twice", TEXT_ARG(name));
		wanted[c] = true;
		column[ncolumn++] = (enum column)c;
	}
	for (size_t i = 0; i < ncolumn; i++)
		wanted[column[i]] = true;
}

/* Decides which nodes are written: those of --node, or all. */
static void
choose_nodes(void)
{
	uint32_t *sorted = names_sorted(&framework.names);
	bool *chosen = mem_array(framework.names.n, sizeof *chosen);
	struct text rest = { NULL, 0 };

	if (node_list != NULL)
		rest = text_of(node_list);
	while (rest.s != NULL) {
		struct text code = opt_part("--node", &rest);
		uint32_t v = name_find(&framework.names, code);

		if (v == NAME_NONE || v >= framework.n)
			die_usage("--node: '%.*s' is no node of %s", TEXT_ARG(code), framework.path);
		chosen[v] = true;
	}
	node_order = mem_array(framework.n, sizeof *node_order);
	for (uint32_t i = 0; i < framework.names.n; i++)
		if (sorted[i] < framework.n && (node_list == NULL || chosen[sorted[i]]))
			node_order[nnode++] = sorted[i];
	free(sorted);
	free(chosen);
}

/* Dies of what is wrong with the variant. */
static _Noreturn void
die_problem(const struct problem *p)
{
	char before[40] = "";

	if (variants_path != NULL)
		snprintf(before, sizeof before, "variant %ld: ", number);
	prepared_die(&prepared, &framework, p->row, before, p->year, p->unit, p->node,
	    problem_words(p));
}

/* The changes of the variant in an edition; the caller frees. */
static struct index_change *
changes_of(uint32_t edition, size_t *n)
{
	struct index_change *c = mem_array(changes.n, sizeof *c);

	*n = 0;
	for (size_t i = 0; i < changes.n; i++) {
		const struct change *x = &changes.change[i];
		struct text flag = prepared.figures.name[prepared.flag].names.text[x->flag];

		if (x->variant == number && x->year == index_of_all.edition[edition].year)
			c[(*n)++] = (struct index_change){ index_city(&index_of_all, edition, x->unit),
			    x->node, x->value, flag_has(flag, "I"), flag_has(flag, "EIU") };
	}
	return c;
}

/* Scores all editions of the variant at hand. */
static void
score_variant(void)
{
	struct problem p;

	for (uint32_t e = 0; e < index_of_all.n; e++) {
		struct index_variant v = { .node = node, .measured = measured_only };
		struct index_change *c = changes_of(e, &v.nchange);

		v.change = c;
		if (!index_scores(&index_of_all, e, &v, wanted[COLUMN_COVERAGE] ||
		    wanted[COLUMN_MEASURED], &scores[e], &p))
			die_problem(&p);
		free(c);
	}
}

/* What is written of a node in an edition. */
struct sheet {
	uint32_t edition, node;
	const double *value, *coverage, *measured;      /* of each city; shares only if wanted */
	const bool *there;              /* the cities that have a row; NULL: all */
	double *rank;
	uint32_t *order;                /* the cities by place, those without one last */
	struct text of;
};

static struct text
text_of_column(const struct sheet *s, enum column c, uint32_t city)
{
	const struct index_edition *e = &index_of_all.edition[s->edition];
	const struct keys *k = &prepared.figures.keys;
	uint32_t parent = framework.node[s->node].parent;

	switch (c) {
	case COLUMN_YEAR:
		return k->years.text[e->year];
	case COLUMN_UNIT:
		return k->units.text[e->unit[city]];
	case COLUMN_INDICATOR:
		return framework_code(&framework, s->node);
	case COLUMN_PARENT:
		return parent == NAME_NONE ? (struct text){ framework_bare.weight_text.s, 0 } :
		    framework_code(&framework, parent);
	case COLUMN_WEIGHT:
		return node[s->node].weight_text;
	default:
		return s->of;
	}
}

/* Writes the row of a city. */
static void
write_row(struct out *o, const struct sheet *s, uint32_t city)
{
	for (size_t i = 0; i < ncolumn; i++) {
		switch (column[i]) {
		case COLUMN_VARIANT:
			out_number(o, (double)number);
			break;
		case COLUMN_VALUE:
			out_number(o, s->value[city]);
			break;
		case COLUMN_COVERAGE:
			out_number(o, s->coverage[city]);
			break;
		case COLUMN_MEASURED:
			out_number(o, s->measured[city]);
			break;
		case COLUMN_RANK:
			out_number(o, s->rank[city]);
			break;
		case COLUMN_OF:
			if (s->rank[city] != s->rank[city])
				break;
			/* FALLTHROUGH */
		default:
			out_text(o, text_of_column(s, column[i], city));
		}
		out_char(o, '\t');
	}
	o->at[-1] = '\n';
}

/* Room for what a sheet needs, for the largest edition. */
static struct room {
	double *value, *coverage, *measured, *rank;
	bool *there;
	uint32_t *order;
	char of[NUM_PUT + OUT_OVER];
} room;

static void
make_room(void)
{
	uint32_t n = 0;

	for (uint32_t e = 0; e < index_of_all.n; e++)
		n = index_of_all.edition[e].n > n ? index_of_all.edition[e].n : n;
	room = (struct room){ .value = mem_array(n, sizeof(double)),
	    .coverage = mem_array(n, sizeof(double)), .measured = mem_array(n, sizeof(double)),
	    .rank = mem_array(n, sizeof(double)), .there = mem_array(n, sizeof(bool)),
	    .order = mem_array(n, sizeof(uint32_t)) };
	scores = mem_array(index_of_all.n, sizeof *scores);
	node = mem_array(framework.n, sizeof *node);
	measured_only = mem_array(framework.n, sizeof *measured_only);
}

/* Is a row there in the variant at hand? */
static bool
row_is_there(uint32_t row, const struct index_change *c, size_t n, uint32_t city, uint32_t v)
{
	if (row == NAME_NONE || row < changes.real)
		return row != NAME_NONE;
	for (size_t i = 0; i < n; i++)
		if (c[i].city == city && c[i].node == v)
			return true;
	return false;
}

/* Takes what the rows of a node have that came in; false if there are none. */
static bool
take_rows(struct sheet *s)
{
	struct index_variant v = { .node = node, .measured = measured_only };
	struct index_change *c = changes_of(s->edition, &v.nchange);
	bool rows, any = false;
	struct problem p;

	v.change = c;
	if (!index_leaf_scores(&index_of_all, s->edition, &v, s->node, room.value, &rows, &p) ||
	    !index_leaf_shares(&index_of_all, s->edition, &v, s->node, room.coverage,
	    room.measured, &p))
		die_problem(&p);
	for (uint32_t i = 0; rows && i < index_of_all.edition[s->edition].n; i++) {
		uint32_t row = index_row(&index_of_all, s->edition, s->node, i);

		room.there[i] = row_is_there(row, c, v.nchange, i, s->node);
		any = any || room.there[i];
	}
	free(c);
	s->value = room.value;
	s->coverage = room.coverage;
	s->measured = room.measured;
	s->there = room.there;
	return any;
}

/* Takes the scores of a node that was made; false if it was not. */
static bool
take_made(struct sheet *s)
{
	const struct index_scores *of = &scores[s->edition];
	size_t from;

	s->value = index_of(of, s->node);
	if (s->value == NULL)
		return false;
	from = (size_t)(s->value - of->value);
	s->coverage = of->coverage == NULL ? NULL : of->coverage + from;
	s->measured = of->measured == NULL ? NULL : of->measured + from;
	return true;
}

/* Ranks and writes a node of an edition. */
static void
write_node(struct out *o, uint32_t edition, uint32_t v)
{
	struct sheet s = { .edition = edition, .node = v, .rank = room.rank, .order = room.order };
	uint32_t n = index_of_all.edition[edition].n;
	size_t of;

	if (!take_made(&s) && !(rule.keep && take_rows(&s)))
		return;
	of = index_ranks(s.value, n, s.rank, s.order);
	s.of = (struct text){ room.of, (size_t)(num_put(room.of, (double)of) - room.of) };
	for (uint32_t i = 0; i < n; i++)
		if (s.there == NULL || s.there[s.order[i]])
			write_row(o, &s, s.order[i]);
}

static void
write_variant(struct out *o)
{
	for (uint32_t e = 0; e < index_of_all.n; e++)
		for (uint32_t i = 0; i < nnode; i++)
			write_node(o, e, node_order[i]);
}

static void
write_head(struct out *o)
{
	for (size_t i = 0; i < ncolumn; i++) {
		out_string(o, column_name[column[i]]);
		out_char(o, i + 1 < ncolumn ? '\t' : '\n');
	}
}

/* Makes a variant the one at hand, and scores it. */
static void
take_variant(const struct variant *v)
{
	number = v == NULL ? 0 : v->number;
	variants_apply(&variants, v, node, measured_only);
	score_variant();
}

/* Scores and writes the variants of the part, in order.  Nothing is written before the first has
 * proved sound. */
static int
write_all(const char *path)
{
	bool zero = part_from == 0, any;
	size_t i = 0, end = variants.n;
	struct out out;

	while (i < end && variants.variant[i].number < part_from)
		i++;
	while (end > i && variants.variant[end - 1].number > part_to)
		end--;
	any = zero || i < end;
	if (any)
		take_variant(zero ? NULL : &variants.variant[i++]);
	out_open(&out, path);
	write_head(&out);
	if (any)
		write_variant(&out);
	for (; i < end; i++) {
		take_variant(&variants.variant[i]);
		write_variant(&out);
	}
	return out_finish(&out);
}

int
main(int argc, char **argv)
{
	struct problem p;
	struct opt opt;

	rule_begin(&rule);
	opt_begin(&opt, argc, argv, help, "f:m:c:", options);
	read_options(&opt);
	framework_read(&framework, rule.framework);
	variants.framework = &framework;
	if (variants_path != NULL)
		variants_read(&variants, &framework, variants_path);
	prepared_open(&prepared, &opt, false);
	choose_columns();
	choose_nodes();
	prepared_read(&prepared, &framework, &rule);
	changes.real = prepared.figures.n;
	if (changes_path != NULL)
		changes_read(&changes, &prepared, &framework, variants_path == NULL ? NULL :
		    &variants, changes_path, opt.unit);
	if (!index_open(&index_of_all, &prepared, &framework, &rule, treat, &p))
		die_problem(&p);
	make_room();
	return write_all(opt.output);
}
