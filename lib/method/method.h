/* method - the names of methods as options and frameworks give them:
 * NAME or NAME:PARAMETER.
 *
 * What a method computes stands in scale.h, mean.h, treat.h and fill.h; the names stand
 * here, because every filter checks all of a framework.
 */
#ifndef METHOD_H
#define METHOD_H

#include <stdbool.h>

#include "base/text.h"

/* The families are named after the column of the framework. */
enum method_family {
	METHOD_NORMALIZE, METHOD_TRANSFORM, METHOD_AGGREGATE, METHOD_TREAT, METHOD_IMPUTE
};

enum normalize {
	NORMALIZE_MINMAX, NORMALIZE_ZSCORE, NORMALIZE_RANK, NORMALIZE_BORDA, NORMALIZE_PERCENTILE,
	NORMALIZE_GOALPOSTS, NORMALIZE_TARGET, NORMALIZE_REFERENCE, NORMALIZE_FRACMAX, NORMALIZE_NONE
};
enum transform { TRANSFORM_LN, TRANSFORM_LOG10, TRANSFORM_SQRT };
enum aggregate {
	AGGREGATE_ARITHMETIC, AGGREGATE_GEOMETRIC, AGGREGATE_HARMONIC, AGGREGATE_POWER,
	AGGREGATE_MEDIAN, AGGREGATE_MIN, AGGREGATE_MAX, AGGREGATE_COPELAND, AGGREGATE_MPI,
	AGGREGATE_MPI_PLUS, AGGREGATE_AMPI
};
enum treat {
	TREAT_JRC, TREAT_WINSORIZE, TREAT_QUANTILE, TREAT_LOG, TREAT_BOXCOX, TREAT_NONE
};
enum impute {
	IMPUTE_MEAN, IMPUTE_MEDIAN, IMPUTE_GROUP, IMPUTE_GROUP_MEDIAN, IMPUTE_PREVIOUS,
	IMPUTE_LINEAR, IMPUTE_ZERO, IMPUTE_NONE
};

struct method {
	int id;                 /* of the family's enum; METHOD_UNSET where there is none */
	double number;          /* P of power:P, quantile:P, boxcox:P; POINTS; YEARS (NaN: no limit) */
	struct text word;       /* COLUMN of group:COLUMN, a slice of what was read */
};

enum { METHOD_UNSET = -1 };

/* Reads NAME or NAME:PARAMETER; false if the family has no such method or the
 * parameter is not what it takes. */
bool method_read(enum method_family, struct text, struct method *);

/* The names of a family, for messages: "minmax, zscore, ...". */
const char *method_names(enum method_family);

/* Reads a share from 0 to 1: a decimal number, or a fraction of two ("2/3"). */
bool method_share(struct text, double *);

#endif
