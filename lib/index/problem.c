/* problem - why an index has no scores. */
#include "base/names.h"
#include "index/problem.h"
#include "method/mean.h"
#include "method/normalize.h"

const char *
problem_words(const struct problem *p)
{
	switch (p->kind) {
	case PROBLEM_SCALE:
		if (p->lack == SCALE_TRANSFORM)
			return "a value cannot be transformed: ln and log10 need values "
			    "above 0, sqrt values from 0 on";
		return normalize_words(p->lack);
	case PROBLEM_MEAN:
		return mean_words(p->mean);
	case PROBLEM_TREAT:
		return "a treated value is beyond the doubles";
	case PROBLEM_WEIGHTS:
		return "the weights of its children sum to 0";
	case PROBLEM_UNEVEN:
		return "copeland and wroclaw need the same weights for every city of an edition";
	case PROBLEM_BEYOND:
		return "the score is beyond the doubles";
	case PROBLEM_BOTH:
		return "it comes in as rows, and so does what it is made of; drop one of them with "
		    "sci-select";
	default:
		return "";
	}
}

bool
problem_at(struct problem *p, enum problem_kind kind, uint32_t year,
    uint32_t unit, uint32_t node)
{
	*p = (struct problem){ .kind = kind, .year = year, .unit = unit,
	    .node = node, .row = NAME_NONE, .other = NAME_NONE };
	return false;
}
