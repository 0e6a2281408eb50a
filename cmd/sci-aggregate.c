/* sci-aggregate - climbs from the rows to the roots: scores of areas, and overall. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "index/climb.h"
#include "method/mean.h"
#include "method/method.h"
#include "stream/opt.h"
#include "stream/out.h"
#include "table/framework.h"
#include "table/scores.h"

static const char help[] =
    "sci-aggregate -f FRAMEWORK [-m METHOD] [--missing renormalize|propagate] "
    "[--min-coverage SHARE] [--min-present SHARE] [--zero] [--keep] "
    "[-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Aggregates weighted scores up the tree of the framework.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators\n"
    "  -m, --method METHOD    arithmetic (default), geometric, harmonic, power:P,\n"
    "                         median, min, max, copeland, mpi, mpi+, ampi\n"
    "      --missing renormalize|propagate\n"
    "                         share a missing child's weight out (default), or leave\n"
    "                         the node missing\n"
    "      --min-coverage SHARE\n"
    "                         below this share of the weight a node is missing\n"
    "      --min-present SHARE\n"
    "                         below this share of the children it is missing\n"
    "      --zero             a zero makes a geometric or harmonic mean 0\n"
    "      --keep             write the rows that come in, too\n"
    "  -u, --unit COLUMN      what is ranked (city)\n"
    "  -o, --output FILE      write FILE, all at once\n"
    "  -h, --help             print this\n"
    "  -V, --version          print the version\n";

enum { MISSING = 256, MIN_COVERAGE, MIN_PRESENT, ZERO, KEEP };

static const struct option options[] = {
	{ "framework", required_argument, NULL, 'f' },
	{ "method", required_argument, NULL, 'm' },
	{ "missing", required_argument, NULL, MISSING },
	{ "min-coverage", required_argument, NULL, MIN_COVERAGE },
	{ "min-present", required_argument, NULL, MIN_PRESENT },
	{ "zero", no_argument, NULL, ZERO },
	{ "keep", no_argument, NULL, KEEP },
	{ NULL, 0, NULL, 0 }
};

static const char *path;
static bool keep;
static struct climb_rule rule = { { .id = AGGREGATE_ARITHMETIC }, 0, 0, false, false };

static struct framework framework;
static struct scores scores;
static struct climb climb;
static struct text *tail;               /* node -> "\tPARENT\tWEIGHT\t" by the framework */

/* Puts together what stands between value and coverage of a node that is made. */
static struct text
make_tail(uint32_t node)
{
	uint32_t parent = framework.node[node].parent;
	struct text w = framework.node[node].weight_text, p = { NULL, 0 };
	char *s, *at;

	if (parent != NAME_NONE)
		p = framework_code(&framework, parent);
	s = at = mem_array(p.n + w.n + 3 + OUT_OVER, 1);
	*at++ = '\t';
	if (p.n != 0)
		memcpy(at, p.s, p.n);
	at += p.n;
	*at++ = '\t';
	memcpy(at, w.s, w.n);
	at[w.n] = '\t';
	return (struct text){ s, p.n + w.n + 3 };
}

static void
write_head(struct out *o)
{
	if (scores.keys.year_column >= 0)
		out_string(o, "year\t");
	out_text(o, scores.table.head[scores.keys.unit_column]);
	out_string(o, "\tindicator\tvalue\tparent\tweight\tcoverage\tmeasured\n");
}

/* Writes year, unit and indicator, with the tab before the value. */
static void
write_keys(struct out *o, uint32_t profile, uint32_t node)
{
	struct pair p = scores.keys.profiles.pair[profile];
	struct text year = scores.keys.years.text[p.a], unit = scores.keys.units.text[p.b];
	struct text code = framework_code(&framework, node);

	out_room(o, year.n + unit.n + code.n + 3);
	if (scores.keys.year_column >= 0)
		out_field(o, year, '\t');
	out_field(o, unit, '\t');
	out_field(o, code, '\t');
}

static void
write_shares(struct out *o, const struct score *s)
{
	out_number(o, s->coverage);
	out_char(o, '\t');
	out_number(o, s->measured);
	out_char(o, '\n');
}

static void
write_made(struct out *o, uint32_t profile, uint32_t node, const struct score *s)
{
	write_keys(o, profile, node);
	out_number(o, s->value);
	out_text(o, tail[node]);
	write_shares(o, s);
}

static void
write_kept(struct out *o, uint32_t profile, uint32_t node, uint32_t row)
{
	struct score s = scores_of_row(&scores, row);

	write_keys(o, profile, node);
	out_text(o, scores_text(&scores, row));
	out_char(o, '\t');
	out_text(o, scores.tails.text[scores_kind(&scores, row)->tail]);
	out_char(o, '\t');
	write_shares(o, &s);
}

/* Writes a city: the nodes made, with --keep among the rows that came in. */
static void
write_city(struct out *o, uint32_t profile, const struct score *score)
{
	if (!keep) {
		for (uint32_t i = 0; i < climb.nmade; i++)
			write_made(o, profile, climb.made[i], &score[i]);
		return;
	}
	climb_city(&climb, profile);
	for (uint32_t i = 0; i < framework.n; i++) {
		uint32_t v = framework.climb[i];

		if (climb_row(&climb, v) != NAME_NONE)
			write_kept(o, profile, v, climb_row(&climb, v));
		else if (climb.slot[v] != 0)
			write_made(o, profile, v, &score[climb.slot[v] - 1]);
	}
}

/* Makes the nodes numbered from..to-1 of a city. */
static void
make_nodes(uint32_t profile, uint32_t from, uint32_t to, struct score *score)
{
	climb_city(&climb, profile);
	for (uint32_t i = from; i < to; i++) {
		climb_children(&climb, climb.made[i], score);
		score[i] = climb_node(&climb, climb.made[i]);
	}
}

/* Makes a copeland node of all cities of a year: those whose node is missing by
 * the thresholds are neither scored nor opponents. */
static void
make_copeland(const uint32_t *profile, uint32_t n, uint32_t at, struct score *score)
{
	uint32_t node = climb.made[at], m = 0;
	double *w = mem_array(framework.n, sizeof *w), *score_of = mem_array(n, sizeof *score_of);
	double *x = NULL;
	uint32_t *child = mem_array(framework.n, sizeof *child), k = 0;
	struct text year = scores.keys.years.text[scores.keys.profiles.pair[profile[0]].a];
	size_t cap = 0;

	for (uint32_t i = 0; i < n; i++) {
		struct score *s = &score[(size_t)i * climb.nmade];

		make_nodes(profile[i], at, at + 1, s);
		for (size_t c = 0; c < climb.n; c++) {
			if (w[climb.child[c]] == 0) {
				w[climb.child[c]] = climb.w[c];
				child[climb.child[c]] = 1;
			}
			if (w[climb.child[c]] != climb.w[c])
				die("copeland needs the same weights for every city of an edition "
				    "(%.*s%s%.*s)", TEXT_ARG(year), year.n == 0 ? "" : ", ",
				    TEXT_ARG(framework_code(&framework, climb.child[c])));
		}
	}
	/* Only the children that anyone has; in framework order. */
	for (uint32_t v = 0; v < framework.n; v++)
		if (child[v] != 0) {
			w[k] = w[v];
			child[v] = k++;
		}
	for (uint32_t i = 0; i < n; i++) {
		const struct score *s = &score[(size_t)i * climb.nmade];

		if (s[at].value != s[at].value)
			continue;
		x = mem_grow(x, &cap, (size_t)(m + 1) * k, sizeof *x);
		for (uint32_t c = 0; c < k; c++)
			x[(size_t)m * k + c] = (double)NAN;
		climb_city(&climb, profile[i]);
		climb_children(&climb, node, s);
		for (size_t c = 0; c < climb.n; c++)
			x[(size_t)m * k + child[climb.child[c]]] = climb.x[c];
		m++;
	}
	mean_copeland(w, x, m, k, score_of);
	m = 0;
	for (uint32_t i = 0; i < n; i++)
		if (score[(size_t)i * climb.nmade + at].value == 0)
			score[(size_t)i * climb.nmade + at].value = score_of[m++];
	free(w);
	free(x);
	free(child);
	free(score_of);
}

/* True if a node of the year looks at more than one city. */
static bool
has_copeland(void)
{
	for (uint32_t i = 0; i < climb.nmade; i++)
		if (climb_method(&climb, climb.made[i]).id == AGGREGATE_COPELAND)
			return true;
	return false;
}

/* Makes the nodes of some cities of a year, score[city * climb.nmade + node]: of one after the
 * other up to a node that looks at the others, then that of all. */
static void
make_cities(const uint32_t *profile, uint32_t n, struct score *score)
{
	uint32_t from = 0;

	for (uint32_t k = 0; k < climb.nmade; k++) {
		bool copeland = climb_method(&climb, climb.made[k]).id == AGGREGATE_COPELAND;

		if (!copeland && k + 1 < climb.nmade)
			continue;
		for (uint32_t c = 0; c < n; c++)
			make_nodes(profile[c], from, copeland ? k : k + 1,
			    &score[(size_t)c * climb.nmade]);
		if (copeland)
			make_copeland(profile, n, k, score);
		from = k + 1;
	}
}

/* Can the weights of a node's children sum to 0 in some city?  Of none that has a child with a
 * weight, wherever that comes from. */
static bool
weights_may_vanish(void)
{
	bool *zero = mem_array(framework.n, sizeof *zero), found = climb.strays;

	for (uint32_t i = 0; i < framework.n; i++)
		zero[i] = framework.node[i].weight == 0;
	for (uint32_t k = 0; k < scores.kinds.n; k++)
		zero[scores.kind[k].node] = zero[scores.kind[k].node] || scores.kind[k].weight == 0;
	for (uint32_t i = 0; i < climb.nmade; i++) {
		uint32_t c = framework.node[climb.made[i]].child;

		while (c != NAME_NONE && zero[c])
			c = framework.node[c].next;
		found = found || c == NAME_NONE;
	}
	free(zero);
	return found;
}

/* Can a node of the year be refused?  Some methods have no mean of some scores. */
static bool
may_fail(void)
{
	for (uint32_t i = 0; i < climb.nmade; i++)
		switch (climb_method(&climb, climb.made[i]).id) {
		case AGGREGATE_ARITHMETIC:
		case AGGREGATE_MEDIAN:
		case AGGREGATE_MIN:
		case AGGREGATE_MAX:
			break;
		default:
			return true;
		}
	return weights_may_vanish();
}

/* Sees that all nodes of a year can be made, before anything is written.  Where one looks
 * at the others that would take too long to do again: returns the scores, else NULL. */
static struct score *
prove_year(const uint32_t *profile, uint32_t n)
{
	uint32_t block = has_copeland() ? n : 1;
	struct score *score;

	if (!may_fail())
		return NULL;
	score = mem_array((size_t)block * climb.nmade, sizeof *score);
	for (uint32_t i = 0; i < n; i += block)
		make_cities(profile + i, block, score);
	if (block == n)
		return score;
	free(score);
	return NULL;
}

/* Writes the cities of a year; `score` if they are made already. */
static void
write_year(struct out *o, const uint32_t *profile, uint32_t n, const struct score *score)
{
	struct score *city = mem_array(climb.nmade, sizeof *city);

	for (uint32_t i = 0; i < n; i++) {
		if (score == NULL)
			make_cities(profile + i, 1, city);
		write_city(o, profile[i], score == NULL ? city : &score[(size_t)i * climb.nmade]);
	}
	free(city);
}

/* How many of the profiles from `first` on are of its year. */
static uint32_t
count_year(const uint32_t *first, const uint32_t *end)
{
	const struct pair *pair = scores.keys.profiles.pair;
	uint32_t n = 1;

	while (first + n < end && pair[first[n]].a == pair[*first].a)
		n++;
	return n;
}

static void
read_options(struct opt *opt)
{
	int c;

	while ((c = opt_next(opt)) != -1)
		switch (c) {
		case 'f':
			path = optarg;
			break;
		case 'm':
			if (!method_read(METHOD_AGGREGATE, text_of(optarg), &rule.method))
				die_usage("-m: unknown method '%s' (there are: %s)", optarg,
				    method_names(METHOD_AGGREGATE));
			break;
		case MISSING:
			rule.propagate = strcmp(optarg, "propagate") == 0;
			if (!rule.propagate && strcmp(optarg, "renormalize") != 0)
				die_usage("--missing: '%s' is neither renormalize nor propagate",
				    optarg);
			break;
		case MIN_COVERAGE:
			rule.min_coverage = opt_share("--min-coverage", optarg);
			break;
		case MIN_PRESENT:
			rule.min_present = opt_share("--min-present", optarg);
			break;
		case ZERO:
			rule.zero = true;
			break;
		case KEEP:
			keep = true;
		}
	if (path == NULL)
		die_usage("-f FRAMEWORK is needed");
}

int
main(int argc, char **argv)
{
	uint32_t *order, *end, n;
	struct { struct score *score; } *made;  /* of each year, if they are held */
	struct opt opt;
	struct out out;

	opt_begin(&opt, argc, argv, help, "f:m:", options);
	read_options(&opt);
	framework_read(&framework, path);
	tail = mem_array(framework.n, sizeof *tail);
	for (uint32_t i = 0; i < framework.n; i++)
		tail[i] = make_tail(i);
	scores_read(&scores, &framework, &opt, keep);
	order = scores_order(&scores);
	end = order + scores.keys.profiles.n;
	climb_init(&climb, &scores, &rule);
	made = mem_array(scores.keys.years.n, sizeof *made);
	for (const uint32_t *p = order; p < end; p += n) {
		uint32_t year = scores.keys.profiles.pair[*p].a;

		n = count_year(p, end);
		climb_year(&climb, year);
		made[year].score = prove_year(p, n);
	}

	out_open(&out, opt.output);
	write_head(&out);
	for (const uint32_t *p = order; p < end; p += n) {
		uint32_t year = scores.keys.profiles.pair[*p].a;

		n = count_year(p, end);
		climb_year(&climb, year);
		write_year(&out, p, n, made[year].score);
	}
	return out_finish(&out);
}
