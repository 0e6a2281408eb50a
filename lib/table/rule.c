/* rule - how an index is computed where its framework does not say it. */
#include <math.h>
#include <string.h>

#include "base/die.h"
#include "number/num.h"
#include "stream/opt_argument.h"
#include "table/rule.h"

const char *const rule_missing[] = { "renormalize", "propagate", NULL };

void
rule_begin(struct rule *r)
{
	*r = (struct rule){
		.normalize = { .method = { .id = NORMALIZE_MINMAX }, .low = 0,
		    .high = 100, .mean = 0, .sd = 1,
		    .reference = (double)NAN },
		.aggregate = { .id = AGGREGATE_ARITHMETIC }, .round = -1
	};
}

/* Reads "A,B". */
static void
read_pair(const char *option, double *a, double *b)
{
	double pair[2];

	if (!method_pair(text_of(optarg), pair))
		die_usage("%s: '%s' is not two numbers with a comma between",
		    option, optarg);
	*a = pair[0];
	*b = pair[1];
}

/* Takes an option that has no place of its own. */
static void
take(struct normalize_rule *r, int option)
{
	switch (option) {
	case RULE_RANGE:
		read_pair("--range", &r->low, &r->high);
		if (r->low >= r->high)
			die_usage("--range: LO is not below HI");
		break;
	case RULE_MEAN_SD:
		read_pair("--mean-sd", &r->mean, &r->sd);
		if (r->sd <= 0)
			die_usage("--mean-sd: S is not above 0");
		break;
	case RULE_CONSTANT:
		r->constant_given = true;
		r->constant = strcmp(optarg, "missing") == 0 ? (double)NAN :
		    opt_number("--constant", optarg);
	}
}

/* Refuses methods that lack what they need. */
static void
check(const struct rule *r)
{
	unsigned needs = method_row(METHOD_NORMALIZE,
	    r->normalize.method.id)->needs;

	if ((needs & NEEDS_REFERENCE) != 0 && r->reference == NULL)
		die_usage("-m reference needs --reference UNIT");
	if ((needs & NEEDS_FRAMEWORK) != 0 && r->framework == NULL)
		die_usage("-m goalposts, target and closest need -f FRAMEWORK");
}

void
rule_read(struct rule *r, struct opt *opt, int argc, char **argv,
    const char *help, const struct opt_row *rows)
{
	int c;

	rule_begin(r);
	opt_begin(opt, argc, argv, help, rows);
	while ((c = opt_next(opt)) != -1)
		take(&r->normalize, c);
	r->normalize.ties = (enum rank_ties)r->ties;
	check(r);
}

void
rule_check_node(const struct rule *r, const struct node *v)
{
	if (v->normalize.id == NORMALIZE_REFERENCE && r->reference == NULL)
		die_usage("the method reference needs --reference UNIT");
}

struct normalize_rule
rule_of_node(const struct rule *rule, const struct node *v)
{
	struct normalize_rule r = rule->normalize;

	r.direction = 1;
	r.transform = METHOD_UNSET;
	r.goal_low = r.goal_high = r.target = (double)NAN;
	if (v == NULL)
		return r;
	if (v->normalize.id != METHOD_UNSET)
		r.method = v->normalize;
	r.direction = v->direction;
	r.transform = v->transform.id;
	r.goal_low = v->low;
	r.goal_high = v->high;
	r.target = v->target;
	return r;
}
