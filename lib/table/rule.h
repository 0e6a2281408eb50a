/* rule - how an index is computed where its framework does not say it: the
 * options that sci-normalize and sci-aggregate have, and with the same names
 * and meanings all that do their work in one process.
 */
#ifndef RULE_H
#define RULE_H

#include <stdbool.h>

#include "method/normalize.h"
#include "number/num.h"
#include "stream/opt.h"
#include "table/framework.h"

struct rule {
	const char *framework;          /* -f, or NULL */

	/* Of sci-normalize. */
	struct normalize_rule normalize;        /* all but what the framework gives */
	int ties;                               /* one of rank_ties_names */
	const char *reference;                  /* the unit's name, or NULL */
	bool ignore_unknown;

	/* Of sci-aggregate. */
	struct method aggregate;
	double min_coverage, min_present;       /* shares; met within 1e-9 */
	int propagate;                  /* one missing child leaves the node missing */
	bool zero;                      /* a zero makes a power mean 0 */
	long round;                     /* decimals of nodes, or -1 */
	bool keep;                      /* rows that come in are written, too */
};

/* Private: options that take more than a place, and what --missing may be. */
enum { RULE_RANGE = 512, RULE_MEAN_SD, RULE_CONSTANT };
extern const char *const rule_missing[];

/* The rows of these options, of a rule R that lives as long as the program. */
#define RULE_NORMALIZE_OPTIONS(R) \
	{ "method", 'm', .method = &(R).normalize.method, .family = METHOD_NORMALIZE }, \
	{ "range", .code = RULE_RANGE }, \
	{ "mean-sd", .code = RULE_MEAN_SD }, \
	{ "clip", .flag = &(R).normalize.clip }, \
	{ "ties", .word = &(R).ties, .words = rank_ties_names }, \
	{ "exact", .flag = &(R).normalize.exact }, \
	{ "constant", .code = RULE_CONSTANT }, \
	{ "reference", .text = &(R).reference }, \
	{ "ignore-unknown", .flag = &(R).ignore_unknown }

#define RULE_AGGREGATE_OPTIONS(R) \
	{ "missing", .word = &(R).propagate, .words = rule_missing }, \
	{ "min-coverage", .share = &(R).min_coverage }, \
	{ "min-present", .share = &(R).min_present }, \
	{ "zero", .flag = &(R).zero }, \
	{ "round", .count = &(R).round, .most = NUM_DECIMALS }, \
	{ "keep", .flag = &(R).keep }

/* Of a filter that does the work of both: --aggregate is what -m is of
 * sci-aggregate. */
#define RULE_OPTIONS(R) \
	{ "framework", 'f', .needed = "-f FRAMEWORK", .table = &(R).framework }, \
	RULE_NORMALIZE_OPTIONS(R), \
	{ "aggregate", .method = &(R).aggregate, .family = METHOD_AGGREGATE }, \
	RULE_AGGREGATE_OPTIONS(R)
#define RULE_SYNOPSIS RULE_NORMALIZE_SYNOPSIS "[--aggregate METHOD] " RULE_AGGREGATE_SYNOPSIS
#define RULE_HELP \
    "  -m, --method METHOD    @normalize (default minmax)\n" RULE_NORMALIZE_HELP \
    "      --aggregate METHOD @aggregate (default arithmetic)\n" RULE_AGGREGATE_HELP

/* The same in a synopsis, and as lines of --help. */
#define RULE_NORMALIZE_SYNOPSIS \
    "[-m METHOD] [--range LO,HI] [--mean-sd M,S] [--clip] [--ties TIES] [--exact] " \
    "[--constant missing|NUMBER] [--reference UNIT] [--ignore-unknown] "

#define RULE_AGGREGATE_SYNOPSIS \
    "[--missing renormalize|propagate] [--min-coverage SHARE] [--min-present SHARE] [--zero] " \
    "[--round N] [--keep] "

#define RULE_NORMALIZE_HELP \
    "      --range LO,HI      the scale of scores (0,100)\n" \
    "      --mean-sd M,S      mean and deviation of zscore (0,1)\n" \
    "      --clip             keep goalposts, target and reference within the range\n" \
    "      --ties TIES        ranks of equal values: min (default), max, average, dense\n" \
    "      --exact            tell doubles apart that are equal at 12 digits\n" \
    "      --constant missing|NUMBER\n" \
    "                         the score where all values are equal (an error)\n" \
    "      --reference UNIT   the city that scores HI with the method reference\n" \
    "      --ignore-unknown   drop rows of indicators the framework lacks\n"

#define RULE_AGGREGATE_HELP \
    "      --missing renormalize|propagate\n" \
    "                         share a missing child's weight out (default), or leave\n" \
    "                         the node missing\n" \
    "      --min-coverage SHARE\n" \
    "                         below this share of the weight a node is missing\n" \
    "      --min-present SHARE\n" \
    "                         below this share of the children it is missing\n" \
    "      --zero             a zero makes a geometric or harmonic mean 0\n" \
    "      --round N          round every node to N decimals before it counts further\n" \
    "      --keep             write the rows that come in, too\n"

/* minmax to 0..100, arithmetic means, no thresholds. */
void rule_begin(struct rule *);

/* Starts the program with these, and reads all its options (opt.h); dies if one
 * is not what it takes, or lacks what its method needs. */
void rule_read(struct rule *, struct opt *, int argc, char **argv,
    const char *help, const struct opt_row *rows);

/* Dies if a node's method lacks what options say. */
void rule_check_node(const struct rule *, const struct node *);

/* How a node's values become scores; NULL: without a framework. */
struct normalize_rule rule_of_node(const struct rule *, const struct node *);

#endif
