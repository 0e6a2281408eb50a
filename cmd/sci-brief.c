/* sci-brief - what the figures say of a city's place, in sentences. */
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/opt.h"
#include "stream/out.h"
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

enum { CITY = 256, LANG, FORMAT, YEAR, SINCE, INDEX, ROOT, AREAS, GROUPS, TOP, CLIMB, EXPLAIN,
	ROBUST, MOVES, POTENTIAL, CITIES };

static const struct option options[] = {
	{ "city", required_argument, NULL, CITY },
	{ "lang", required_argument, NULL, LANG },
	{ "format", required_argument, NULL, FORMAT },
	{ "year", required_argument, NULL, YEAR },
	{ "since", required_argument, NULL, SINCE },
	{ "index", required_argument, NULL, INDEX },
	{ "root", required_argument, NULL, ROOT },
	{ "areas", required_argument, NULL, AREAS },
	{ "groups", required_argument, NULL, GROUPS },
	{ "top", required_argument, NULL, TOP },
	{ "climb", required_argument, NULL, CLIMB },
	{ "explain", required_argument, NULL, EXPLAIN },
	{ "robust", required_argument, NULL, ROBUST },
	{ "moves", required_argument, NULL, MOVES },
	{ "potential", required_argument, NULL, POTENTIAL },
	{ "cities", required_argument, NULL, CITIES },
	{ "framework", required_argument, NULL, 'f' },
	{ NULL, 0, NULL, 0 }
};

enum { AS_FACTS = PHRASE_HTML + 1, MOST = 1000000 };

static struct opt opt;
static const char *argument[CITIES + 1 - CITY];         /* by option */
static const char *path;                /* of the framework */
static int language = -1;
static int format = PHRASE_TEXT;

static struct framework framework;
static struct standings standings;
static struct brief brief;

static const char *
given(int option)
{
	return argument[option - CITY];
}

static void
read_options(void)
{
	static const char *const formats[] = { "text", "markdown", "html", "facts" };
	int c;

	while ((c = opt_next(&opt)) != -1)
		if (c == 'f')
			path = optarg;
		else
			argument[c - CITY] = optarg;
	if (given(CITY) == NULL)
		die_usage("--city is missing: of whom?");
	if (given(LANG) == NULL || (language = phrase_language(given(LANG))) < 0)
		die_usage("--lang: de or en");
	for (format = 0; given(FORMAT) != NULL && strcmp(given(FORMAT), formats[format]) != 0;)
		if (++format > AS_FACTS)
			die_usage("--format: '%s' is not text, markdown, html or facts", given(FORMAT));
	if (given(GROUPS) != NULL && given(CITIES) == NULL)
		die_usage("--groups needs --cities TABLE");
	brief.climb = given(CLIMB) == NULL ? 10 : (double)opt_count("--climb", given(CLIMB), MOST);
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
		if (best == NAME_NONE || standings.keys.year_number[standings.row[i].year] >
		    standings.keys.year_number[best])
			best = standings.row[i].year;
	if (best == NAME_NONE)
		die("%s: a table without rows", tsv_file(&standings.table, 0));
	return best;
}

static uint32_t
node_of(const char *option, struct text code)
{
	uint32_t node = name_find(&standings.keys.indicators, code), near;

	if (node != NAME_NONE)
		return node;
	near = name_nearest(&standings.keys.indicators, code);
	if (near == NAME_NONE)
		die("%s: no indicator '%.*s'", option, TEXT_ARG(code));
	die("%s: no indicator '%.*s' (did you mean '%.*s'?)", option, TEXT_ARG(code),
	    TEXT_ARG(standings.keys.indicators.text[near]));
}

/* The node above, by the framework or else by the rows; NAME_NONE for none. */
static uint32_t
above(uint32_t node)
{
	uint32_t n, parent;

	if (path == NULL)
		return standings.parents ? standings.parent[node] : NAME_NONE;
	n = name_find(&framework.names, standings.keys.indicators.text[node]);
	parent = n == NAME_NONE || n >= framework.n ? NAME_NONE : framework.node[n].parent;
	return parent == NAME_NONE ? NAME_NONE :
	    name_find(&standings.keys.indicators, framework_code(&framework, parent));
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

	if (given(ROOT) != NULL)
		return node_of("--root", text_of(given(ROOT)));
	for (uint32_t i = 0; i < standings.keys.indicators.n; i++)
		if (above(i) == NAME_NONE && has_children(i)) {
			if (root != NAME_NONE)
				die_usage("more than one root: --root says which is meant");
			root = i;
		}
	if (root == NAME_NONE && (root = name_find(&standings.keys.indicators, text_of("overall"))) ==
	    NAME_NONE)
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
	if (given(AREAS) != NULL)
		for (rest = text_of(given(AREAS)); rest.s != NULL;) {
			uint32_t node = node_of("--areas", opt_part("--areas", &rest));

			if (brief.narea == n)
				die_usage("--areas: a node is there twice");
			brief.area[brief.narea++] = node;
		}
	for (uint32_t i = 0; i < n; i++)
		if (given(AREAS) == NULL && above(i) == brief.root)
			brief.area[brief.narea++] = i;
		else if (above(i) != NAME_NONE && above(i) != brief.root && !has_children(i))
			brief.leaf[brief.nleaf++] = i;
}

static void
read_lists(void)
{
	struct text rest;

	brief.group = mem_array(given(GROUPS) == NULL ? 0 : strlen(given(GROUPS)), sizeof *brief.group);
	brief.top = mem_array(given(TOP) == NULL ? 0 : strlen(given(TOP)), sizeof *brief.top);
	for (rest = text_of(given(GROUPS) == NULL ? "" : given(GROUPS)); rest.n > 0;) {
		struct text t = opt_part("--groups", &rest);

		tsv_need(&brief.cities.table, t.s);
		brief.group[brief.ngroup++] = t;
	}
	for (rest = text_of(given(TOP) == NULL ? "" : given(TOP)); rest.n > 0;)
		brief.top[brief.ntop++] = (double)opt_count("--top", opt_part("--top", &rest).s, MOST);
}

/* The index's name: --index, else the root's label. */
static struct text
index_name(void)
{
	uint32_t node = path == NULL ? NAME_NONE : name_find(&framework.names,
	    standings.keys.indicators.text[brief.root]);
	char *column = mem_copy("label_de", 8);
	struct text t = { "", 0 };

	if (given(INDEX) != NULL)
		return text_of(given(INDEX));
	memcpy(column + 6, given(LANG), 2);
	if (node < framework.nrow)
		t = framework_cell(&framework, node, framework_column(&framework, column));
	if (t.n == 0 && node < framework.nrow)
		t = framework_cell(&framework, node, framework_column(&framework, "label"));
	return t.n > 0 ? t : text_of(strcmp(given(LANG), "de") == 0 ? "Index" : "index");
}

static void
read_tables(void)
{
	if (path != NULL)
		framework_read(&framework, path);
	standings_read(&standings, opt.file, opt.nfile, opt.unit);
	records_read(&brief.explain, given(EXPLAIN));
	records_read(&brief.robust, given(ROBUST));
	records_read(&brief.moves, given(MOVES));
	records_read(&brief.potential, given(POTENTIAL));
	records_read(&brief.cities, given(CITIES));
	brief.standings = &standings;
	brief.framework = path == NULL ? NULL : &framework;
	brief.unit = opt.unit;
	brief.language = given(LANG);
	brief.year = given(YEAR) == NULL ? newest() : year_of("--year", given(YEAR));
	brief.since = given(SINCE) == NULL ? NAME_NONE : year_of("--since", given(SINCE));
	find_nodes();
	read_lists();
	brief.index = index_name();
}

static uint32_t
unit_of(struct text city)
{
	return city_find(&standings.keys.units, "--city", city, opt.unit);
}

/* The heading of a city in Markdown. */
static void
put_heading(struct out *o, const struct facts *f)
{
	static const char *const part[] = { "city", "year" };

	for (size_t i = 0; i < 2; i++) {
		const struct fact *fact = facts_find(f, part[i], strlen(part[i]));

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

	opt_begin(&opt, argc, argv, help, "f:", options);
	read_options();
	read_tables();
	for (rest = text_of(given(CITY)); rest.s != NULL;)
		unit_of(opt_part("--city", &rest));
	out_open(&out, opt.output);
	if (format == AS_FACTS)
		out_string(&out, "key\tvalue\tunit\tsource\n");
	for (rest = text_of(given(CITY)); rest.s != NULL; first = false) {
		brief_facts(&facts, &brief, unit_of(opt_part("--city", &rest)));
		if (!first && format <= PHRASE_MARKDOWN)
			out_char(&out, '\n');
		if (format == PHRASE_MARKDOWN)
			put_heading(&out, &facts);
		if (format == AS_FACTS)
			facts_put(&facts, &out);
		else
			phrase_put(&out, &facts, brief_sentence, brief_sentences, language,
			    (enum phrase_format)format);
		facts_clear(&facts);
	}
	return out_finish(&out);
}
