/* method - the methods of an index, by the names that options and frameworks
 * give them.
 *
 * A method is one row of a table: its name, what may stand behind it, what it
 * needs, and the function that computes it.  Its text is NAME, or
 * NAME:ARGUMENT:..., as in minmax:1,100, percentile:dense or power:0.5;
 * arguments may come in any order, and what one leaves out the options of the
 * filter say.  The formulas stand in normalize.h, mean.h, treat.h and impute.h.
 *
 * A new method is a name in an enum of this file and a row in method.c; a
 * function in normalize_scale.c, mean.c (mean_edition.c, where cities are
 * compared), treat.c or impute.c, and in the list of that header; its formula
 * in the filter's manual, and a test.  What its row does not claim is not
 * relied on.
 */
#ifndef METHOD_H
#define METHOD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* The families are named after the column of the framework. */
enum method_family {
	METHOD_NORMALIZE, METHOD_TRANSFORM, METHOD_AGGREGATE, METHOD_TREAT,
	    METHOD_IMPUTE
};

enum normalize {
	NORMALIZE_MINMAX, NORMALIZE_ZSCORE, NORMALIZE_RANK, NORMALIZE_BORDA,
	NORMALIZE_PERCENTILE, NORMALIZE_GOALPOSTS, NORMALIZE_TARGET,
	NORMALIZE_REFERENCE, NORMALIZE_FRACMAX, NORMALIZE_CLOSEST,
	NORMALIZE_NONE
};
enum transform { TRANSFORM_LN, TRANSFORM_LOG10, TRANSFORM_SQRT };
enum aggregate {
	AGGREGATE_ARITHMETIC, AGGREGATE_GEOMETRIC, AGGREGATE_HARMONIC,
	AGGREGATE_POWER, AGGREGATE_MEDIAN, AGGREGATE_MIN, AGGREGATE_MAX,
	AGGREGATE_COPELAND, AGGREGATE_MPI, AGGREGATE_MPI_PLUS, AGGREGATE_AMPI,
	AGGREGATE_MEAN_MIN, AGGREGATE_OWA_BEST, AGGREGATE_OWA_WORST,
	AGGREGATE_WROCLAW
};
enum treat {
	TREAT_JRC, TREAT_JRC_PLUS, TREAT_WINSORIZE, TREAT_QUANTILE, TREAT_LOG,
	TREAT_LOG_SIGNED, TREAT_LOG1, TREAT_LOG_GII, TREAT_BOXCOX, TREAT_NONE
};
enum impute {
	IMPUTE_MEAN, IMPUTE_MEDIAN, IMPUTE_GROUP, IMPUTE_GROUP_MEDIAN,
	IMPUTE_PREVIOUS, IMPUTE_LINEAR, IMPUTE_HOLD, IMPUTE_SIBLINGS,
	IMPUTE_SIBLINGS_MEDIAN, IMPUTE_ZERO, IMPUTE_NONE
};

/* What may stand behind a name. */
enum method_argument {
	METHOD_NOTHING,
	METHOD_RANGE,           /* LO,HI: LO below HI */
	METHOD_TOP,             /* HI, above 0 */
	METHOD_MEAN_SD,         /* M,S: S above 0 */
	METHOD_TIES,            /* min, max, average, dense */
	METHOD_CLIP,            /* clip */
	METHOD_POWER,           /* P, not 0; never left out */
	METHOD_PENALTY,         /* A,B: A from 0 to 1, B from 0 on; never left out */
	METHOD_BEST,            /* J, a whole number from 1; never left out */
	METHOD_POINTS,          /* POINTS, a whole number from 1; 5 if it is left out */
	METHOD_POINTS_ALL,      /* or all, which is infinite */
	METHOD_STEP,            /* the name of another method of the family that may be one */
	METHOD_FORCE,           /* force */
	METHOD_PROBABILITY,     /* P, above 0 and below 1/2; never left out */
	METHOD_LAMBDA,          /* LAMBDA, a number; never left out */
	METHOD_YEARS,           /* YEARS, a whole number from 1; infinite if it is left out */
	METHOD_COLUMN           /* COLUMN, all that is left; never left out */
};

struct method {
	int id;                 /* of the family's enum; METHOD_UNSET where there is none */
	double number;          /* HI, P, J, POINTS, LAMBDA or YEARS */
	struct text word;       /* COLUMN, a slice of what was read */
	double pair[2];         /* LO,HI or M,S or A,B; of a treatment the limits, outliers_jrc */
	int ties;               /* of enum rank_ties */
	int step;               /* of the family's enum */
	unsigned given;         /* a bit for each argument that is not left out */
};

/* METHOD_TAKES: how many arguments a method has at most. */
enum { METHOD_UNSET = -1, METHOD_TAKES = 3 };

/* What a method needs besides the values at hand: a framework, for goalposts or
 * a target; the option --reference; the same weights for all children; all
 * children.  And what may be relied on. */
enum method_needs {
	NEEDS_FRAMEWORK = 1, NEEDS_REFERENCE = 2, NEEDS_EQUAL_WEIGHTS = 4,
	NEEDS_ALL = 8,

	/* What the score of a figure among others is made of (among.h); else it
	 * is made of all of them, which is slower. */
	BY_ENDS = 16,           /* the least and the most of them */
	BY_PLACE = 32,          /* its place (normalize_places) */

	MAY_REFUSE = 64,        /* some scores have no mean */
	IS_STEP = 128,          /* the method may be another's STEP */

	/* What a gap is filled from, besides nothing (impute.h). */
	LEARNS_EDITION = 256,   /* the edition, or a group of it */
	LEARNS_SERIES = 512,    /* the unit over the years */
	LEARNS_SIBLINGS = 1024  /* its places among the siblings */
};

/* Why no score can be made of values (see normalize.h), or of children
 * (mean.h). */
enum scale_lack {
	SCALE_FITS,             /* it can */
	SCALE_EQUAL,            /* all values are equal, or the goalposts, or one is there only */
	SCALE_TARGET,           /* the target is not better than the worst value */
	SCALE_REFERENCE,        /* nor is the reference, or it has no value */
	SCALE_FRACMAX,          /* direction 1: a value below 0, or none above */
	SCALE_FRACMAX_LOW,      /* direction -1: a value that is not above 0 */
	SCALE_NO_LOW, SCALE_NO_HIGH, SCALE_NO_TARGET,   /* the framework gives none */
	SCALE_GOAL,             /* goalposts or target cannot be transformed */
	SCALE_TRANSFORM,        /* a value cannot be transformed */
	SCALE_FAR,              /* the spread is beyond the doubles */
	SCALE_BEYOND            /* a score is */
};
enum mean_problem {
	MEAN_FINE,
	MEAN_NEGATIVE,          /* a child's score is below 0 */
	MEAN_ZERO,              /* a child's score is 0 */
	MEAN_UNEQUAL,           /* weights are not equal where the method requires it */
	MEAN_NOT_POSITIVE       /* the mean of the scores is not above 0 */
};

struct scale;
struct mean_of;
struct treat_story;
struct impute_gap;

struct method_row {
	const char *name;
	enum method_argument argument[METHOD_TAKES];
	unsigned needs;         /* of enum method_needs */

	/* What computes it: of METHOD_NORMALIZE `fit` (see normalize.h); of
	 * METHOD_AGGREGATE `mean`, or `edition` where it looks at the other
	 * cities (mean.h). */
	enum scale_lack (*fit)(struct scale *);
	enum mean_problem (*mean)(const struct method *, struct mean_of *);
	void (*edition)(const double *w, const double *x, size_t m, size_t n,
	    double *score);

	/* Of METHOD_TREAT `treat`, or `curve` where it replaces all values by
	 * a curve over them (treat.h); neither: they stay. */
	void (*treat)(const struct method *, const double *x, size_t n,
	    double *now, struct treat_story *);
	void (*curve)(const struct method *, double *x, size_t n);

	/* Of METHOD_IMPUTE, NULL: nothing is filled (impute.h). */
	double (*impute)(const struct method *, struct impute_gap *);
};

/* The row of a method. */
const struct method_row *method_row(enum method_family, int id);

/* Does the text of a method give that argument? */
static inline bool
method_gives(const struct method *m, enum method_argument a)
{
	return (m->given >> a & 1) != 0;
}

/* Reads NAME[:ARGUMENT]...; false if the family has no such method or an
 * argument is not what it takes. */
bool method_read(enum method_family, struct text, struct method *);

/* What there is in a family: "minmax[:LO,HI], zscore[:M,S], ...".  free()
 * it. */
char *method_names(enum method_family);

/* Reads "A,B", two numbers. */
bool method_pair(struct text, double pair[2]);

/* Reads a share from 0 to 1: a decimal number, or a fraction of two ("2/3"). */
bool method_share(struct text, double *);

#endif
