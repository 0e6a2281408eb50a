/* sci-treat - keeps outliers from ruling an indicator, and says what it changed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "die.h"
#include "figures.h"
#include "flag.h"
#include "framework.h"
#include "mem.h"
#include "method.h"
#include "names.h"
#include "opt.h"
#include "out.h"
#include "place.h"
#include "sum.h"

static const char help[] =
    "sci-treat [-f FRAMEWORK] [-m METHOD] [--report FILE] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Treats outliers, per year and indicator, and flags what it changed T.\n"
    "\n"
    "  -f, --framework FILE   the tree of indicators: methods\n"
    "  -m, --method METHOD    jrc[:POINTS] (default, 5 points), winsorize[:POINTS],\n"
    "                         quantile:P, log, boxcox:LAMBDA, none\n"
    "      --report FILE      write a table of all that was changed, or left alone\n"
    "  -u, --unit COLUMN      what is ranked (city)\n"
    "  -o, --output FILE      write FILE, all at once\n"
    "  -h, --help             print this\n"
    "  -V, --version          print the version\n";

enum { REPORT = 256 };

static const struct option options[] = {
	{ "framework", required_argument, NULL, 'f' },
	{ "method", required_argument, NULL, 'm' },
	{ "report", required_argument, NULL, REPORT },
	{ NULL, 0, NULL, 0 }
};

static const char *path, *report_path;
static struct method method = { TREAT_JRC, 5, { NULL, 0 } };

/* jrc leaves alone what has fewer different values, and winsorises to no fewer;
 * winsorize only keeps an indicator from becoming constant. */
enum { JRC_LEAST = 5, JRC_KEEP = 3, KEEP = 2 };

/* The values of a year and indicator, ascending, and what becomes of them. */
struct values {
	const struct place *raw;
	double *now;
	size_t n;
	size_t distinct;        /* of `now` */
};

/* What the report says of a year and indicator beside the points. */
enum reason { FEW_VALUES, NO_SPREAD, KEPT_THREE, KEPT_TWO, NOT_CURED, REASONS };
static const char *const reasons[REASONS] = {
	"few_values", "no_spread", "kept_three", "kept_two", "not_cured"
};
struct story {
	const char *done;       /* the method, what jrc did for jrc; or NULL */
	unsigned reasons;       /* a bit for each */
};

static struct framework framework;
static struct figures figures;
static struct method *treat;            /* of each indicator in figures.keys */
static size_t nindicator, indicator_cap;
static int flag;                        /* the name in figures */
static double *raw;                     /* of each row that changed, else NaN */
static struct story *story;             /* of each group */

/* Learns the method of the current row's indicator, the first time it comes. */
static void
learn_indicator(void)
{
	struct text code = figures.table.col[figures.keys.indicator_column];
	struct method *m;
	uint32_t node;

	treat = mem_grow(treat, &indicator_cap, nindicator + 1, sizeof *treat);
	m = &treat[nindicator++];
	*m = method;
	if (path == NULL)
		return;
	node = name_find(&framework.names, code);
	if (node == NAME_NONE)
		framework_unknown(&framework, &figures.table, code);
	if (node >= framework.n)
		m->id = TREAT_NONE;     /* only a denominator */
	else if (framework.node[node].treat.id != METHOD_UNSET)
		*m = framework.node[node].treat;
}

static size_t
count_distinct(const struct values *v)
{
	size_t distinct = v->n > 0;

	for (size_t i = 1; i < v->n; i++)
		distinct += v->now[i] > v->now[i - 1];
	return distinct;
}

/* Sets all values at the top to the next lower one, or all at the bottom to the
 * next higher one.  Returns how many there were, points moved before among them. */
static size_t
pull_in(struct values *v, bool top)
{
	size_t n = v->n, k = 1;
	double *x = v->now;

	v->distinct--;
	if (top) {
		while (x[n - 1 - k] == x[n - 1])
			k++;
		for (size_t i = n - k; i < n; i++)
			x[i] = x[n - k - 1];
	} else {
		while (x[k] == x[0])
			k++;
		for (size_t i = 0; i < k; i++)
			x[i] = x[k];
	}
	return k;
}

/* As long as there are outliers and fewer than `points` points have been moved,
 * pulls in the side to which the values are skewed (COINr's winsorise).  Tied
 * points move together, so the last step may go beyond `points`.  Returns false
 * where a step would leave fewer than `keep` different values. */
static bool
winsorize(struct values *v, double points, size_t keep)
{
	size_t top = 0, bottom = 0;

	while (sum_outliers(v->now, v->n) && (double)(top + bottom) < points) {
		if (v->distinct <= keep)
			return false;
		if (sum_skewness(v->now, v->n) >= 0)
			top = pull_in(v, true);
		else
			bottom = pull_in(v, false);
	}
	return true;
}

static double
least(const struct values *v)
{
	return v->raw[0].value;
}

static double
range(const struct values *v)
{
	return v->raw[v->n - 1].value - v->raw[0].value;
}

/* ln(x - min + 0.01 (max - min)) of the raw values (COINr's log_CT). */
static void
take_logs(struct values *v)
{
	for (size_t i = 0; i < v->n; i++)
		v->now[i] = log(v->raw[i].value - least(v) + 0.01 * range(v));
}

/* y = x - min + 1; ln y if lambda is 0, else (y^lambda - 1)/lambda (Box and Cox 1964,
 * shifted as in COINr). */
static void
box_cox(struct values *v, double lambda)
{
	for (size_t i = 0; i < v->n; i++) {
		double y = v->raw[i].value - least(v) + 1, power = lambda * log(y);

		/* y^lambda near 1 would lose what is left when 1 is taken away. */
		if (lambda == 0)
			v->now[i] = log(y);
		else if (fabs(power) < 1)
			v->now[i] = (double)(expm1l((long double)lambda *
			    logl((long double)y)) / (long double)lambda);
		else
			v->now[i] = (pow(y, lambda) - 1) / lambda;
	}
}

/* Keeps the values between their quantiles p and 1 - p. */
static void
clip_quantiles(struct values *v, double p)
{
	double *x = mem_array(v->n, sizeof *x), low, high;

	memcpy(x, v->now, v->n * sizeof *x);
	low = sum_quantile(x, v->n, p);
	high = sum_quantile(x, v->n, 1 - p);
	for (size_t i = 0; i < v->n; i++)
		v->now[i] = x[i] < low ? low : x[i] > high ? high : x[i];
	free(x);
}

/* Winsorises; if that does not cure it, takes the logarithms of the raw values. */
static void
treat_jrc(struct values *v, double points, struct story *s)
{
	if (!sum_outliers(v->now, v->n))
		return;
	if (v->distinct < JRC_LEAST) {
		s->done = "jrc";
		s->reasons |= 1U << FEW_VALUES;
		return;
	}
	s->done = "winsorize";
	if (!winsorize(v, points, JRC_KEEP))
		s->reasons |= 1U << KEPT_THREE;
	if (!sum_outliers(v->now, v->n))
		return;
	s->done = "log";
	take_logs(v);
	/* What is not finite is refused later. */
	if (isfinite(v->now[0]) && isfinite(v->now[v->n - 1]) && sum_outliers(v->now, v->n))
		s->reasons |= 1U << NOT_CURED;
}

static void
treat_values(struct values *v, const struct method *m, struct story *s)
{
	bool spread = v->distinct > 1;

	switch (m->id) {
	case TREAT_JRC:
		treat_jrc(v, m->number, s);
		return;
	case TREAT_WINSORIZE:
		s->done = "winsorize";
		if (!winsorize(v, m->number, KEEP))
			s->reasons |= 1U << KEPT_TWO;
		if (sum_outliers(v->now, v->n))
			s->reasons |= 1U << NOT_CURED;
		return;
	case TREAT_QUANTILE:
		s->done = "quantile";
		clip_quantiles(v, m->number);
		return;
	case TREAT_LOG:
		s->done = "log";
		if (spread)
			take_logs(v);
		break;
	case TREAT_BOXCOX:
		s->done = "boxcox";
		if (spread)
			box_cox(v, m->number);
		break;
	default:
		return;
	}
	if (!spread)
		s->reasons |= 1U << NO_SPREAD;
}

/* Gives a row its treated value. */
static void
change_row(uint32_t row, double x)
{
	struct figures_name *f = &figures.name[flag];
	struct text old = f->names.text[f->id[row]];
	char *new;

	if (!isfinite(x))
		figures_die(&figures, row, "column value: the treated value is beyond the doubles");
	raw[row] = figures.number[0].x[row];
	figures_set(&figures, 0, row, x);
	new = mem_array(old.n + 1, 1);
	f->id[row] = name_add(&f->names, flag_treated(new, old));
	free(new);
}

/* Treats the rows row[0..n-1] of a year and indicator. */
static void
treat_group(uint32_t group, const uint32_t *row, size_t n)
{
	struct place *sorted = mem_array(n, sizeof *sorted), *spare = mem_array(n, sizeof *spare);
	struct values v = { sorted, mem_array(n, sizeof *v.now), 0, 0 };

	for (size_t i = 0; i < n; i++) {
		double x = figures.number[0].x[row[i]];

		if (x == x)
			sorted[v.n++] = (struct place){ x, row[i] };
	}
	place_sort(sorted, spare, v.n);
	for (size_t i = 0; i < v.n; i++)
		v.now[i] = sorted[i].value;
	v.distinct = count_distinct(&v);
	if (v.n > 0)
		treat_values(&v, &treat[figures.groups.pair[group].b], &story[group]);
	for (size_t i = 0; i < v.n; i++)
		if (v.now[i] != sorted[i].value)
			change_row(sorted[i].row, v.now[i]);
	free(v.now);
	free(sorted);
	free(spare);
}

/* Groups by year, then indicator in order of bytes. */
static int
compare_groups(const void *a, const void *b)
{
	const struct keys *k = &figures.keys;
	struct pair p = figures.groups.pair[*(const uint32_t *)a];
	struct pair q = figures.groups.pair[*(const uint32_t *)b];
	long x = k->year_number[p.a], y = k->year_number[q.a];

	if (x != y)
		return x < y ? -1 : 1;
	return text_compare(k->indicators.text[p.b], k->indicators.text[q.b]);
}

/* Starts a line of the report: year, unit (NAME_NONE for none) and indicator. */
static void
report_keys(struct out *o, uint32_t group, uint32_t unit)
{
	const struct keys *k = &figures.keys;
	struct pair p = figures.groups.pair[group];

	if (k->year_column >= 0) {
		out_text(o, k->years.text[p.a]);
		out_char(o, '\t');
	}
	if (unit != NAME_NONE)
		out_text(o, k->units.text[unit]);
	out_char(o, '\t');
	out_text(o, k->indicators.text[p.b]);
	out_char(o, '\t');
}

/* The lines of a year and indicator: what is to be said of it, then its points. */
static void
report_group(struct out *o, uint32_t group, const uint32_t *row, const uint32_t *number, size_t n)
{
	const struct story *s = &story[group];

	for (int r = 0; r < REASONS; r++)
		if ((s->reasons >> r & 1) != 0) {
			report_keys(o, group, NAME_NONE);
			out_string(o, s->done == NULL ? "" : s->done);
			out_string(o, "\t\t\t");
			out_string(o, reasons[r]);
			out_char(o, '\n');
		}
	for (size_t i = 0; i < n; i++) {
		uint32_t at = row[number[i]];

		if (raw[at] != raw[at])
			continue;
		report_keys(o, group, figures_unit(&figures, at));
		out_string(o, s->done);
		out_char(o, '\t');
		figures_put_raw(&figures, o, 0, at, raw[at]);
		out_char(o, '\t');
		out_number(o, figures.number[0].x[at]);
		out_string(o, "\t\n");
	}
}

/* Writes the report by year, indicator, unit, whatever the order of the rows. */
static void
write_report(struct out *o)
{
	uint32_t n = figures.groups.n, *row = figures_sorted(&figures);
	uint32_t *key = mem_array(figures.n, sizeof *key), *group = mem_array(n, sizeof *group);
	struct figures_groups by;

	for (size_t i = 0; i < figures.n; i++)
		key[i] = figures.group[row[i]];
	by = figures_by_key(key, figures.n, n);
	for (uint32_t g = 0; g < n; g++)
		group[g] = g;
	qsort(group, n, sizeof *group, compare_groups);
	out_string(o, figures.keys.year_column >= 0 ? "year\t" : "");
	out_text(o, figures.table.head[figures.keys.unit_column]);
	out_string(o, "\tindicator\tmethod\traw_value\tvalue\treason\n");
	for (uint32_t i = 0; i < n; i++) {
		uint32_t g = group[i];

		report_group(o, g, row, by.row + by.start[g], by.start[g + 1] - by.start[g]);
	}
	free(row);
	free(key);
	free(group);
	free(by.start);
	free(by.row);
}

static void
put_own(struct out *o, int which, size_t row)
{
	const struct figures_name *f = &figures.name[flag];

	if (which == 0)
		out_text(o, f->names.text[f->id[row]]);
	else if (raw[row] == raw[row])
		figures_put_raw(&figures, o, 0, row, raw[row]);
}

/* True if both paths lead to one file. */
static bool
same_file(const char *a, const char *b)
{
	struct stat s, t;

	return strcmp(a, b) == 0 || (stat(a, &s) == 0 && stat(b, &t) == 0 &&
	    s.st_dev == t.st_dev && s.st_ino == t.st_ino);
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
			if (!method_read(METHOD_TREAT, text_of(optarg), &method))
				die_usage("-m: unknown method '%s' (there are: %s)", optarg,
				    method_names(METHOD_TREAT));
			break;
		case REPORT:
			report_path = optarg;
		}
	if (report_path != NULL && opt->output != NULL && same_file(report_path, opt->output))
		die_usage("--report and -o name the same file");
}

int
main(int argc, char **argv)
{
	struct figures_groups by;
	struct out out, report;
	struct opt opt;

	opt_begin(&opt, argc, argv, help, "f:m:", options);
	read_options(&opt);
	if (path != NULL)
		framework_read(&framework, path);
	figures_open(&figures, &opt, true);
	flag = figures_name(&figures, "flag");
	figures_own(&figures, "flag");
	figures_own(&figures, "raw_value");
	while (figures_row(&figures)) {
		if (figures.keys.indicator == nindicator)
			learn_indicator();
		figures_keep(&figures);
	}
	figures_unique(&figures);

	raw = mem_array(figures.n, sizeof *raw);
	for (size_t i = 0; i < figures.n; i++)
		raw[i] = (double)NAN;
	story = mem_array(figures.groups.n, sizeof *story);
	by = figures_by_group(&figures);
	for (uint32_t g = 0; g < figures.groups.n; g++)
		treat_group(g, by.row + by.start[g], by.start[g + 1] - by.start[g]);
	free(by.start);
	free(by.row);

	out_open(&out, opt.output);
	figures_write_head(&figures, &out);
	for (size_t row = 0; row < figures.n; row++)
		figures_write_row(&figures, &out, row, put_own);
	/* Between the last row and its newline, so that no closed pipe ends the
	 * filter while the report is half done. */
	if (report_path != NULL) {
		out_open(&report, report_path);
		write_report(&report);
		out_finish(&report);
	}
	return out_finish(&out);
}
