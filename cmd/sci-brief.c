/* sci-brief - what the figures say of a city's place, in sentences. */
#include <string.h>

#include "stream/filter.h"
#include "stream/opt_argument.h"
#include "table/brief.h"
#include "table/cities.h"

static const char help[] =
    "sci-brief --city CITY,... --lang de|en [--format text|markdown|html|facts] [--year Y] "
    "[--since YEAR] [--index NAME] [--root NODE] [--areas NODE,...] [--groups COLUMN,...] "
    "[--top N,...] [--climb N] [--explain T] [--robust T] [--moves T] [--potential T] "
    "[--cities T] [-f F] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Says what rankings, as sci-rank and sci-delta leave them, tell of a city.\n"
    "\n"
    "      --city CITY,...    of whom\n"
    "      --lang de|en       the language\n"
    "      --format FORMAT    text (default), markdown, html; facts: what it is made of\n"
    "      --year Y           the edition (the newest)\n"
    "      --since YEAR       compare with that edition too\n"
    "      --index NAME       what the index is called\n"
    "      --root NODE        the overall score (the root)\n"
    "      --areas NODE,...   the areas (the root's children)\n"
    "      --groups COLUMN,...  of --cities: the place among those of the same text\n"
    "      --top N,...        areas among the first N\n"
    "      --climb N          areas that rose or fell by so many places (10)\n"
    "      --explain T        what sci-explain says\n"
    "      --robust T         what sci-robust ranks says\n"
    "      --moves T          what sci-robust moves says\n"
    "      --potential T      what sci-potential says\n"
    "      --cities T         a table of the cities\n"
    "  -f, --framework F      labels, and the tree\n"
    "Example: sci-brief --city Ulm --lang en -f framework.tsv rankings.tsv\n";

enum { MOST = 1000000 };

static struct opt opt;
static const char *city_list, *of_year, *since, *name, *root_name, *area_list,
    *group_list, *top_list, *explain, *robust, *moves, *potential, *cities,
    *path;
static const char *const formats[] = { "text", "markdown", "html", "facts",
    NULL };
static int language = -1;               /* of phrase_languages */
static int format;                      /* of these */
static long climb = 10;
static const struct opt_row options[] = {
	{ "city", .text = &city_list },
	{ "lang", .word = &language, .words = phrase_languages },
	{ "format", .word = &format, .words = formats },
	{ "year", .text = &of_year },
	{ "since", .text = &since },
	{ "index", .text = &name },
	{ "root", .text = &root_name },
	{ "areas", .text = &area_list },
	{ "groups", .text = &group_list },
	{ "top", .text = &top_list },
	{ "climb", .count = &climb, .most = MOST },
	{ "explain", .table = &explain },
	{ "robust", .table = &robust },
	{ "moves", .table = &moves },
	{ "potential", .table = &potential },
	{ "cities", .table = &cities },
	{ "framework", 'f', .table = &path },
	{ 0 }
};

enum { AS_FACTS = PHRASE_HTML + 1 };    /* behind the formats of sentences */

static struct framework framework;
static struct standings standings;
static struct brief brief;

static void
check_options(void)
{
	if (city_list == NULL)
		die_usage("--city is missing: of whom?");
	if (language < 0)
		die_usage("--lang: de or en");
	if (group_list != NULL && cities == NULL)
		die_usage("--groups needs --cities TABLE");
	brief.climb = (double)climb;
}

/* The number of a year that the rows have. */
static uint32_t
year_of(const char *option, const char *year)
{
	uint32_t y = name_find(&standings.keys.years, text_of(year));

	if (y == NAME_NONE)
		die("%s: there are no rows of %s", option, year);
	return y;
}

/* The newest year that rows have. */
static uint32_t
newest(void)
{
	uint32_t best = NAME_NONE;

	for (size_t i = 0; i < standings.n; i++)
		if (best == NAME_NONE ||
		    standings.keys.year_number[standings.row[i].year] >
		    standings.keys.year_number[best])
			best = standings.row[i].year;
	if (best == NAME_NONE)
		die("%s: a table without rows", tsv_file(&standings.table, 0));
	return best;
}

static uint32_t
node_of(const char *option, struct text code)
{
	return city_find(&standings.keys.indicators, option, code, "indicator");
}

/* The node above, by the framework or else by the rows; NAME_NONE for none. */
static uint32_t
above(uint32_t node)
{
	uint32_t n, parent;

	if (path == NULL)
		return standings.parent != NULL ? standings.parent[node] :
		    NAME_NONE;
	n = name_find(&framework.names, standings.keys.indicators.text[node]);
	parent = n == NAME_NONE || n >= framework.n ? NAME_NONE :
	    framework.node[n].parent;
	return parent == NAME_NONE ? NAME_NONE :
	    name_find(&standings.keys.indicators, framework_code(&framework,
	    parent));
}

/* Is a node above another? */
static bool
has_children(uint32_t node)
{
	for (uint32_t i = 0; i < standings.keys.indicators.n; i++)
		if (above(i) == node)
			return true;
	return false;
}

/* Without --root: the one node that is above others and has none above it. */
static uint32_t
find_root(void)
{
	uint32_t root = NAME_NONE;

	if (root_name != NULL)
		return node_of("--root", text_of(root_name));
	for (uint32_t i = 0; i < standings.keys.indicators.n; i++)
		if (above(i) == NAME_NONE && has_children(i)) {
			if (root != NAME_NONE)
				die_usage("more than one root: --root says which is meant");
			root = i;
		}
	if (root == NAME_NONE && (root = name_find(&standings.keys.indicators,
	    text_of("overall"))) == NAME_NONE)
		die_usage("no root: --root NODE, or -f F, says what the overall score is");
	return root;
}

/* The areas and the leaves, in the framework's order or that of the rows. */
static void
find_nodes(void)
{
	uint32_t n = standings.keys.indicators.n;
	struct text rest;

	brief.root = find_root();
	brief.area = mem_array((size_t)n + 1, sizeof *brief.area);
	brief.leaf = mem_array(n, sizeof *brief.leaf);
	if (area_list != NULL)
		for (rest = text_of(area_list); rest.s != NULL;) {
			uint32_t node = node_of("--areas", opt_part("--areas",
			    &rest));

			if (brief.narea == n)
				die_usage("--areas: a node is there twice");
			brief.area[brief.narea++] = node;
		}
	for (uint32_t i = 0; i < n; i++)
		if (area_list == NULL && above(i) == brief.root)
			brief.area[brief.narea++] = i;
		else if (above(i) != NAME_NONE && above(i) != brief.root &&
		    !has_children(i))
			brief.leaf[brief.nleaf++] = i;
}

static void
read_lists(void)
{
	struct text rest;

	brief.group = mem_array(group_list == NULL ? 0 : strlen(group_list),
	    sizeof *brief.group);
	brief.top = mem_array(top_list == NULL ? 0 : strlen(top_list),
	    sizeof *brief.top);
	for (rest = text_of(group_list == NULL ? "" : group_list);
	    rest.n > 0;) {
		struct text t = opt_part("--groups", &rest);

		tsv_need(&brief.cities.table, t.s);
		brief.group[brief.ngroup++] = t;
	}
	for (rest = text_of(top_list == NULL ? "" : top_list); rest.n > 0;)
		brief.top[brief.ntop++] = (double)opt_count("--top",
		    opt_part("--top", &rest).s, MOST);
}

/* The index's name: --index, else the root's label. */
static struct text
index_name(void)
{
	struct text root = standings.keys.indicators.text[brief.root];
	struct text label = framework_label(brief.framework, root,
	    phrase_languages[language]);

	if (name != NULL)
		return text_of(name);
	brief.labelled = label.s != root.s && !text_is(label, "Index");
	return label.s != root.s ? label :
	    text_of(strcmp(phrase_languages[language], "de") == 0 ? "Index" :
	    "index");
}

static void
read_tables(void)
{
	if (path != NULL)
		framework_read(&framework, path);
	standings_read(&standings, opt.file, opt.nfile, opt.unit);
	records_read(&brief.explain, explain);
	records_read(&brief.robust, robust);
	records_read(&brief.moves, moves);
	records_read(&brief.potential, potential);
	records_read(&brief.cities, cities);
	brief.standings = &standings;
	brief.framework = path == NULL ? NULL : &framework;
	brief.unit = opt.unit;
	brief.language = phrase_languages[language];
	brief.year = of_year == NULL ? newest() : year_of("--year", of_year);
	brief.since = since == NULL ? NAME_NONE : year_of("--since", since);
	find_nodes();
	read_lists();
	brief.index = index_name();
}

static uint32_t
unit_of(struct text city)
{
	return city_find(&standings.keys.units, "--city", city, opt.unit);
}

/* The facts as rows of key, value, unit and source; a tab or newline there is
 * none in them. */
static void
put_facts(struct out *o, const struct facts *f)
{
	for (const struct fact *t = f->fact; t < f->fact + f->n; t++) {
		const char *cell[] = { t->key, "\t", t->value, "\t", t->unit,
		    "\t", t->source.file };

		for (size_t k = 0; k < sizeof cell / sizeof *cell; k++)
			out_string(o, cell[k]);
		if (t->source.line > 0) {
			out_char(o, ':');
			out_number(o, (double)t->source.line);
		}
		out_char(o, '\n');
	}
}

/* The heading of a city in Markdown. */
static void
put_heading(struct out *o, const struct facts *f)
{
	static const char *const part[] = { "city", "year" };

	for (size_t i = 0; i < 2; i++) {
		const struct fact *fact = facts_find(f, part[i],
		    strlen(part[i]));

		out_string(o, i == 0 ? "# " : " ");
		if (fact != NULL)
			phrase_escape(o, text_of(fact->value), PHRASE_MARKDOWN);
	}
	out_string(o, "\n\n");
}

int
main(int argc, char **argv)
{
	struct facts facts = { .n = 0 };
	struct text rest;
	struct out out;
	bool first = true;

	opt_read(&opt, argc, argv, help, options);
	check_options();
	read_tables();
	for (rest = text_of(city_list); rest.s != NULL;)
		unit_of(opt_part("--city", &rest));
	out_open(&out, opt.output);
	if (format == AS_FACTS)
		out_string(&out, "key\tvalue\tunit\tsource\n");
	for (rest = text_of(city_list); rest.s != NULL; first = false) {
		brief_facts(&facts, &brief, unit_of(opt_part("--city", &rest)));
		if (!first && format <= PHRASE_MARKDOWN)
			out_char(&out, '\n');
		if (format == PHRASE_MARKDOWN)
			put_heading(&out, &facts);
		if (format == AS_FACTS)
			put_facts(&out, &facts);
		else
			phrase_put(&out, &facts, brief_sentence,
			    brief_sentences, language,
			    (enum phrase_format)format);
		facts_clear(&facts);
	}
	return out_finish(&out);
}
