/* pipeline - all filters in one process: the chain from figures to rounded changes, or one
 * filter.  The first byte chooses (A is the first call, = the chain); then come a framework,
 * a form feed and a table.
 *
 * What succeeds has written a table; what fails has not written what looks like
 * one; the rows in another order, in short reads, give the same rows, and the same
 * rankings in the same order. */
#include <fcntl.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "stream/tsv.h"

typedef int filter_main(int, char **);

filter_main aggregate_main, check_main, delta_main, denominate_main, export_main, fit_main,
    import_main, impute_main, join_main, normalize_main, page_main, pivot_main, rank_main,
    round_main, select_main, show_main, sort_main, stat_main, tally_main, tidy_main, treat_main,
    weight_main;

enum { WORDS = 9 };

/* F is the framework; T the table too, as a second file.  New calls come last: the corpus has the
 * letters of these. */
static const struct call {
	filter_main *main;
	const char *word[WORDS];
} calls[] = {
	{ aggregate_main, { "sci-aggregate", "-f", "F" } },
	{ aggregate_main, { "sci-aggregate", "-f", "F", "-m", "copeland", "--keep" } },
	{ aggregate_main, { "sci-aggregate", "-f", "F", "-m", "geometric", "--zero" } },
	{ aggregate_main, { "sci-aggregate", "-f", "F", "-m", "median", "--min-coverage", "2/3" } },
	{ aggregate_main, { "sci-aggregate", "-f", "F", "-m", "power:-2", "--missing", "propagate" } },
	{ check_main, { "sci-check", "-f", "F" } },
	{ delta_main, { "sci-delta", "--gone" } },
	{ delta_main, { "sci-delta", "--against", "T" } },
	{ denominate_main, { "sci-denominate", "-f", "F" } },
	{ denominate_main, { "sci-denominate", "-f", "F", "--by", "T" } },
	{ fit_main, { "sci-fit", "-f", "F", "--bounds", "minmax" } },
	{ fit_main, { "sci-fit", "-f", "F", "--weights", "critic" } },
	{ fit_main, { "sci-fit", "-f", "F", "--weights", "pca", "--negative", "square" } },
	{ import_main, { "sci-import", "--delimiter", ";", "--decimal", ",", "--id", "city",
	    "--signs", "F" } },
	{ import_main, { "sci-import", "--delimiter", "\t", "--decimal", ",", "--thousands", ".",
	    "--set", "year=2024" } },
	{ impute_main, { "sci-impute", "-f", "F", "-m", "linear" } },
	{ impute_main, { "sci-impute", "-f", "F", "-m", "group-median:flag" } },
	{ join_main, { "sci-join", "--optional", "-k", "city", "F" } },
	{ normalize_main, { "sci-normalize", "-f", "F", "--constant", "50" } },
	{ normalize_main, { "sci-normalize", "-f", "F", "-m", "percentile", "--ties", "dense" } },
	{ normalize_main, { "sci-normalize", "-m", "fracmax" } },
	{ pivot_main, { "sci-pivot", "-f", "F" } },
	{ rank_main, { "sci-rank", "-b", "flag", "--ties", "average" } },
	{ round_main, { "sci-round", "2" } },
	{ select_main, { "sci-select", "-w", "value>=1", "-w", "city!=a,b" } },
	{ stat_main, { "sci-stat", "indicators" } },
	{ stat_main, { "sci-stat", "correlations", "--method", "kendall" } },
	{ stat_main, { "sci-stat", "weights", "-f", "F" } },
	{ stat_main, { "sci-stat", "alpha", "-f", "F" } },
	{ treat_main, { "sci-treat", "-f", "F", "-m", "jrc" } },
	{ treat_main, { "sci-treat", "-m", "boxcox:0.5" } },
	{ weight_main, { "sci-weight", "-f", "F" } },
	{ show_main, { "sci-show", "--lang", "de", "--bar", "value" } },
	{ sort_main, { "sci-sort", "-k", "flag", "-r", "value,city" } },
	{ tally_main, { "sci-tally", "--sum", "value", "--stock" } },
	{ tidy_main, { "sci-tidy", "--id", "year,city", "--by", "node", "--set", "source=x" } },
	{ export_main, { "sci-export", "-d", ";", "--decimal", ",", "--guard" } },
	{ join_main, { "sci-join", "--except", "T" } },
	{ pivot_main, { "sci-pivot", "-k", "indicator", "--by", "year" } },
	{ round_main, { "sci-round", "--half", "even", "1" } },
	{ select_main, { "sci-select", "-v", "-w", "indicator~^[a-z]+,?$" } },
	{ tidy_main, { "sci-tidy", "--rename", "value=x", "--split", "indicator=node_of.parent" } },
	{ page_main, { "sci-page", "--lang", "de" } },
	{ page_main, { "sci-page", "-f", "F", "--layout", "F" } },
}, chain[] = {
	{ normalize_main, { "sci-normalize", "-f", "F", "--constant", "50" } },
	{ weight_main, { "sci-weight", "-f", "F" } },
	{ aggregate_main, { "sci-aggregate", "-f", "F" } },
	{ rank_main, { "sci-rank" } },
	{ delta_main, { "sci-delta" } },
};
enum { CALLS = sizeof calls / sizeof *calls, CHAIN = sizeof chain / sizeof *chain };

/* The filters' variables, which libFuzzer's process must set back. */
extern char __start_filter_data[] __attribute__((weak));
extern char __stop_filter_data[] __attribute__((weak));
extern char __start_filter_bss[] __attribute__((weak));
extern char __stop_filter_bss[] __attribute__((weak));

static char *framework, *table;         /* paths */
static const struct call *call;
static int status;

static void
set_back(void)
{
	static char *data;
	size_t n = (size_t)(__stop_filter_data - __start_filter_data);

	if (__start_filter_bss == NULL)
		return;
	if (data == NULL) {
		/* Not by the harness, which would free it. */
		data = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (data == MAP_FAILED)
			abort();
		memcpy(data, __start_filter_data, n);
	}
	memcpy(__start_filter_data, data, n);
	memset(__start_filter_bss, 0, (size_t)(__stop_filter_bss - __start_filter_bss));
}

static void
run_main(void *arg)
{
	static char copy[WORDS][64];
	char *argv[WORDS + 1] = { NULL };
	int argc = 0;

	(void)arg;
	for (; argc < WORDS && call->word[argc] != NULL; argc++) {
		argv[argc] = strncpy(copy[argc], call->word[argc], sizeof *copy - 1);
		if (strcmp(argv[argc], "F") == 0)
			argv[argc] = framework;
		if (strcmp(argv[argc], "T") == 0)
			argv[argc] = table;
	}
	optind = 0;
	status = call->main(argc, argv);
}

static void
read_rows(void *arg)
{
	char **path = arg;
	struct tsv t;

	tsv_open(&t, path, 1, TSV_WHOLE);
	while (tsv_row(&t))
		;
	tsv_close(&t);
}

/* Runs the filter where its variables can be set back, else in a process of its own;
 * returns its status, and in *died whether it came to its end. */
static int
run_filter(bool *died)
{
	enum { CAME_BACK = 32, DIED = 64 };
	bool here = __start_filter_bss != NULL;
	pid_t pid = here ? 0 : fork();
	int ended;

	if (pid < 0)
		abort();
	if (pid == 0) {
		if (here)
			set_back();
		ended = fuzz_run(run_main, NULL);
		*died = ended != 0;
		ended = *died ? ended : status;
		if (here)
			return ended;
		_exit(ended + (*died ? DIED : CAME_BACK));
	}
	if (waitpid(pid, &ended, 0) != pid || !WIFEXITED(ended) || WEXITSTATUS(ended) < CAME_BACK)
		abort();
	ended = WEXITSTATUS(ended);
	*died = ended >= DIED;
	fuzz_refused += *died;
	return ended - (*died ? DIED : CAME_BACK);
}

/* All that stands in a file. */
static struct text
contents(int fd)
{
	off_t size = lseek(fd, 0, SEEK_END);
	char *s = size < 0 ? NULL : malloc((size_t)size + 1);

	if (s == NULL || pread(fd, s, (size_t)size, 0) != size)
		abort();
	return (struct text){ s, (size_t)size };
}

/* Runs a filter on a table; returns what it has written, and its status. */
static struct text
filter(const struct call *c, struct text input, int *ended)
{
	char *in = fuzz_file(input.s, input.n), *out = fuzz_file("", 0);
	int from = open(in, O_RDONLY), to = open(out, O_RDWR), null = open("/dev/null", O_RDWR);
	struct text s;
	bool died, whole;

	if (from < 0 || to < 0 || null < 0 || dup2(from, 0) != 0 || dup2(to, 1) != 1)
		abort();
	call = c;
	*ended = run_filter(&died);
	s = contents(to);
	/* Not closed, so that no file of another's gets their numbers. */
	if (dup2(null, 0) != 0 || dup2(null, 1) != 1)
		abort();
	whole = s.n > 0 && s.s[s.n - 1] == '\n';
	/* The findings of sci-check are whole when one is an error, too. */
	fuzz_require(whole != died || (died && c->main == check_main), "success is a whole table");
	fuzz_require(!whole || fuzz_run(read_rows, &out) == 0, "a whole table is one");
	return s;
}

/* The table with its rows the other way round. */
static struct text
reversed(struct text s)
{
	const char *head = s.n == 0 ? NULL : memchr(s.s, '\n', s.n);
	char *to = malloc(s.n + 1);
	size_t n, end = s.n;

	if (to == NULL)
		abort();
	if (head == NULL || s.s[s.n - 1] != '\n')
		return s;
	n = (size_t)(head + 1 - s.s);
	memcpy(to, s.s, n);
	while (end > (size_t)(head + 1 - s.s)) {
		size_t start = end - 1;

		while (s.s[start - 1] != '\n')
			start--;
		memcpy(to + n, s.s + start, end - start);
		n += end - start;
		end = start;
	}
	return (struct text){ to, n };
}

static int
compare_lines(const void *a, const void *b)
{
	return text_compare(*(const struct text *)a, *(const struct text *)b);
}

/* The lines in order of bytes. */
static struct text
sorted(struct text s)
{
	struct text *line = malloc((s.n + 1) * sizeof *line);
	char *to = malloc(s.n + 1);
	size_t lines = 0, n = 0;

	if (line == NULL || to == NULL)
		abort();
	for (size_t i = 0, start = 0; i < s.n; i++)
		if (s.s[i] == '\n') {
			line[lines++] = (struct text){ s.s + start, i + 1 - start };
			start = i + 1;
		}
	qsort(line, lines, sizeof *line, compare_lines);
	for (size_t i = 0; i < lines; i++) {
		memcpy(to + n, line[i].s, line[i].n);
		n += line[i].n;
	}
	return (struct text){ to, n };
}

static struct text
rankings(struct text s, int *ended)
{
	*ended = 0;
	for (int i = 0; i < CHAIN && *ended == 0; i++)
		s = filter(&chain[i], s, ended);
	return s;
}

/* Runs a filter, or the chain if c is NULL, on a table, and on its reverse that comes in
 * short reads and is hashed by another seed. */
static void
both_ways(const struct call *c, struct text input)
{
	struct text one, other;
	int ended, other_ended;

	one = c == NULL ? rankings(input, &ended) : filter(c, input, &ended);
	fuzz_chunk = 5;
	fuzz_seed = 0xa5;
	/* In CSV a newline may be part of a row. */
	if (c == NULL || c->main != import_main)
		input = reversed(input);
	other = c == NULL ? rankings(input, &other_ended) : filter(c, input, &other_ended);
	fuzz_require(ended == other_ended, "the order of rows does not matter to what is refused");
	if (c != NULL) {
		one = sorted(one);
		other = sorted(other);
	}
	/* What sci-check finds it finds in lines. */
	if (ended == 0 && (c == NULL || c->main != check_main))
		fuzz_require(text_equal(one, other), "the order of rows does not matter");
}

void
fuzz_one(const uint8_t *data, size_t n)
{
	const uint8_t *feed = n < 2 ? NULL : memchr(data + 1, '\f', n - 1);
	unsigned choice;
	struct text input;

	if (feed == NULL)
		return;
	framework = fuzz_file(data + 1, (size_t)(feed - data - 1));
	input = (struct text){ (const char *)feed + 1, n - (size_t)(feed - data) - 1 };
	table = fuzz_file(input.s, input.n);
	/* A letter, so that inputs can be texts; unsigned, so that less than A is beyond. */
	choice = (unsigned)data[0] - 'A';
	both_ways(choice < CALLS ? &calls[choice] : NULL, input);
}
