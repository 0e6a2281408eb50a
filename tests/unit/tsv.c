/* The reader: rows are what the file says, limits hold at n-1, n and n+1, and
 * what is no table is refused. */
#include <math.h>

#include "child.h"
#include "ok.h"
#include "random.h"
#include "stream/tsv.h"
#include "table/keys.h"

/* Files to read, and how many rows and bytes of fields came. */
struct job {
	char *path[3];
	size_t n;
	enum tsv_end end;
	uint64_t rows, bytes;
};

static void
read_all(void *arg)
{
	struct job *j = arg;
	struct tsv t;

	j->rows = j->bytes = 0;
	tsv_open(&t, j->path, j->n, j->end);
	while (tsv_row(&t)) {
		j->rows++;
		for (size_t i = 0; i < t.ncol; i++)
			j->bytes += t.col[i].n;
	}
	tsv_close(&t);
}

static struct job
job_of(const char *s, size_t n, enum tsv_end end)
{
	return (struct job){ .path = { child_file(s, n) }, .n = 1, .end = end };
}

static bool
refuses(const char *s, size_t n, const char *words)
{
	struct job j = job_of(s, n, TSV_WHOLE);

	return child_dies(read_all, &j, words);
}

/* Reads a table of that many rows and bytes of fields. */
static bool
reads(const char *s, size_t n, enum tsv_end end, uint64_t rows, uint64_t bytes)
{
	struct job j = job_of(s, n, end);

	if (child_status(read_all, &j) != 0)
		return false;
	read_all(&j);
	return j.rows == rows && j.bytes == bytes;
}

#define BYTES(s) s, sizeof s - 1

static void
test_tables(void)
{
	ok(reads(BYTES("a\tb\n1\t2\n\t3\n"), TSV_WHOLE, 2, 3), "rows and fields");
	ok(reads(BYTES("a\tb\n"), TSV_WHOLE, 0, 0), "a header only");
	ok(reads(BYTES("\xef\xbb\xbf" "a\tb\r\n1\t2\r\n"), TSV_WHOLE, 1, 2), "BOM and CR are dropped");
	ok(reads(BYTES("a\n\n\n"), TSV_WHOLE, 2, 0), "one column: empty lines are rows");
	ok(reads(BYTES("a\tb\r\n1\r1\t\r\n"), TSV_WHOLE, 1, 3), "a CR in a field is a byte");
	ok(refuses(BYTES("a\n1\r\r\n"), ":2: a field ends in a carriage"), "one CR is dropped, not two");
	ok(refuses(BYTES("a\tb\n1\r\t1\n"), ":2: a field ends in a carriage"), "nor one that is not last");
	ok(refuses(BYTES("a\r\tb\n"), ":1: column 1: a field ends"), "nor of a name");
	ok(refuses(BYTES("a\tb\r\r\n"), ":1: column 2: a field ends"), "nor two of a name");
	ok(reads(BYTES("a\tb\n1\t2"), TSV_BY_HAND, 1, 2), "a file by hand may lack the last newline");
	ok(refuses(BYTES("a\tb\n1\t2"), "cut off after line 2"), "a table may not");
	ok(refuses(BYTES("a\tb"), "cut off"), "nor its header");
	ok(refuses("", 0, "empty"), "nothing is no table");
	ok(refuses(BYTES("\n"), "name"), "nor is an empty line");
	ok(refuses(BYTES("a\t\n1\t2\n"), "name"), "a column without a name");
	ok(refuses(BYTES("a\tb\ta\n"), "'a'"), "a column twice");
	ok(refuses(BYTES("a\tb\n1\n"), ":2: "), "a field too few");
	ok(refuses(BYTES("a\tb\n1\t2\n1\t2\t3\n"), ":3: "), "a field too many");
	ok(refuses(BYTES("a\tb\n1\t\0002\n"), "NUL"), "NUL in a row");
	ok(refuses(BYTES("a\tb\0\n1\t2\n"), "NUL"), "NUL in the header");
	ok(refuses(BYTES("a\tb\n1\t2\n\0"), ""), "NUL at the end");
	ok(reads(BYTES("a\n\xff\xfe\xc0\x80\n"), TSV_WHOLE, 1, 4), "bytes that are not UTF-8 are names");
	ok(reads(BYTES("a\n\x01\x1f\x7f\n"), TSV_WHOLE, 1, 3), "control characters are bytes");
}

static void
test_line_limit(void)
{
	size_t room = (size_t)TSV_LINE + 64, head = 4;
	char *s = malloc(room);

	if (s == NULL)
		abort();
	memcpy(s, "a\tb\n", head);
	memset(s + head, 'x', room - head);
	s[head + 1] = '\t';
	for (size_t n = TSV_LINE - 1; n <= (size_t)TSV_LINE; n++) {
		s[head + n] = '\n';
		ok(reads(s, head + n + 1, TSV_WHOLE, 1, n - 1), "a line of %zu bytes", n);
		s[head + n] = 'x';
	}
	s[head + TSV_LINE + 1] = '\n';
	ok(refuses(s, head + TSV_LINE + 2, ":2: "), "no line of %d bytes", TSV_LINE + 1);
	s[head + TSV_LINE + 1] = 'x';
	s[head + TSV_LINE] = '\r';
	s[head + TSV_LINE + 1] = '\n';
	ok(child_status(read_all, &(struct job){ .path = { child_file(s, head + TSV_LINE + 2) }, .n = 1 })
	    <= 1, "a CR behind the longest line does no harm");
	free(s);
}

static void
test_column_limit(void)
{
	size_t room = 7 * ((size_t)TSV_COLUMNS + 1) * 2;
	char *s = malloc(room);

	if (s == NULL)
		abort();
	for (size_t n = TSV_COLUMNS - 1; n <= (size_t)TSV_COLUMNS + 1; n++) {
		size_t at = 0;

		for (size_t i = 0; i < n; i++)
			at += (size_t)snprintf(s + at, room - at, "%zu%c", i, i + 1 < n ? '\t' : '\n');
		for (size_t i = 0; i < n; i++) {
			s[at++] = '7';
			s[at++] = i + 1 < n ? '\t' : '\n';
		}
		if (n <= (size_t)TSV_COLUMNS)
			ok(reads(s, at, TSV_WHOLE, 1, n), "%zu columns", n);
		else
			ok(refuses(s, at, "65536"), "not %zu columns", n);
	}
	free(s);
}

/* Any table comes in as it was written, whatever stands where in the blocks of 64. */
static bool
any_table(void)
{
	static char s[400000];
	size_t ncol = 1 + random_below(9), nrow = random_below(2000), at = 0;
	uint64_t sum = 0, got = 0, row = 0;
	struct tsv t;
	char *path;

	for (size_t i = 0; i < ncol; i++)
		at += (size_t)sprintf(s + at, "%c%s", (char)('a' + i), i + 1 < ncol ? "\t" : "\n");
	for (size_t r = 0; r < nrow && at < sizeof s - 2000; r++, row++)
		for (size_t i = 0; i < ncol; i++) {
			size_t n = random_below(8) == 0 ? random_below(150) : random_below(9);

			for (size_t k = 0; k < n; k++) {
				s[at] = (char)(' ' + random_below(200));
				if (s[at] == '\t' || s[at] == '\n' || s[at] == '\r' || s[at] == '\0')
					s[at] = 'z';
				sum = sum * 31 + (unsigned char)s[at++];
			}
			sum = sum * 31 + 7;
			s[at++] = i + 1 < ncol ? '\t' : '\n';
		}
	path = child_file(s, at);
	tsv_open(&t, &path, 1, TSV_WHOLE);
	while (tsv_row(&t)) {
		row--;
		for (size_t i = 0; i < t.ncol; i++) {
			for (size_t k = 0; k < t.col[i].n; k++)
				got = got * 31 + (unsigned char)t.col[i].s[k];
			got = got * 31 + 7;
		}
	}
	tsv_close(&t);
	return sum == got && row == 0;
}

/* Of more than 128 bytes. */
#define LONG_NAME "a name that is longer than what may be read behind the end of the buffer, so " \
	"that it is looked for in every row anew, if it comes again"

/* Ends a row, whose bytes with all before it shall be a multiple of 64 if `whole`. */
static size_t
end_row(char *s, size_t at, bool whole)
{
	while (whole && at % 64 != 63)
		s[at++] = '.';
	s[at++] = '\n';
	return at;
}

/* With a lead, rows are the same as without: over the ends of blocks, where rows may begin as
 * blocks do, in a second file with the columns turned round, with a lead too long to be kept,
 * with a last field that begins as the lead does. */
static bool
any_lead(size_t n, uint64_t *seen)
{
	static const char *const heads[] = { "a\tb\tc", "b\ta\tc" };
	static char s[2][400000];
	static const char *const words[] = { "2024", "Bonn", "", "2024\rx", "B", "Bad Neuenahr-Ahrweiler",
	    LONG_NAME };
	char *path[2];
	size_t at[2];
	struct tsv plain, led;
	char before[2][256] = { "", "" };
	bool fine = true, whole = random_below(2) == 0;

	for (size_t k = 0; k < 2; k++) {
		const char *a = words[0], *b = words[1];

		at[k] = end_row(s[k], (size_t)sprintf(s[k], "%s", heads[k * random_below(2)]), whole);
		while (at[k] < sizeof s[k] - 1000) {
			if (random_below(4) == 0)
				a = words[random_below(sizeof words / sizeof *words)];
			if (random_below(4) == 0)
				b = words[random_below(sizeof words / sizeof *words)];
			at[k] += (size_t)sprintf(s[k] + at[k], "%s\t%s\t%s%.*s", a, b,
			    random_below(3) == 0 ? a : "", (int)random_below(40),
			    "0123456789012345678901234567890123456789");
			at[k] = end_row(s[k], at[k], whole);
		}
		path[k] = child_file(s[k], at[k]);
	}
	tsv_open(&plain, path, 2, TSV_WHOLE);
	tsv_open(&led, path, 2, TSV_WHOLE);
	tsv_lead(&led, n);
	while (fine && tsv_row(&plain)) {
		fine = tsv_row(&led) && text_equal(plain.row, led.row);
		for (size_t i = 0; i < 3; i++)
			fine = fine && text_equal(plain.col[i], led.col[i]);
		for (size_t i = 0; i < n; i++) {
			fine = fine && (!led.same || text_is(plain.col[i], before[i]));
			sprintf(before[i], "%.*s", TEXT_ARG(plain.col[i]));
		}
		*seen += led.same;
	}
	fine = fine && !tsv_row(&led);
	tsv_close(&plain);
	tsv_close(&led);
	return fine;
}

static void
test_lead(void)
{
	for (size_t n = 1; n <= 2; n++) {
		uint64_t seen = 0;
		bool fine = true;

		for (int i = 0; i < 20; i++)
			fine = fine && any_lead(n, &seen);
		ok(fine && seen > 10000, "rows are the same with a lead of %zu fields", n);
	}
}

static void
test_files(void)
{
	struct job j = { .path = { child_file(BYTES("a\tb\n1\t22\n")),
	    child_file(BYTES("b\ta\n333\t4\n")) }, .n = 2 };
	struct job other = { .path = { j.path[0], child_file(BYTES("a\tc\n1\t2\n")) }, .n = 2 };
	struct job fewer = { .path = { j.path[0], child_file(BYTES("a\n1\n")) }, .n = 2 };
	struct tsv t;

	tsv_open(&t, j.path, 2, TSV_WHOLE);
	ok(tsv_find(&t, "b") == 1 && tsv_find(&t, "c") == -1 && tsv_need(&t, "a") == 0, "columns by name");
	ok(tsv_row(&t) && text_is(t.col[0], "1") && text_is(t.col[1], "22") && tsv_row(&t) &&
	    text_is(t.col[0], "4") && text_is(t.col[1], "333") && !tsv_row(&t) && t.nrow == 2,
	    "another file with the columns turned round");
	ok(tsv_line(&t, 1).line == 2 && strcmp(tsv_line(&t, 1).file, j.path[1]) == 0,
	    "the place of a row is its file's");
	tsv_close(&t);
	ok(child_dies(read_all, &other, "'c'"), "another file with another column");
	ok(child_status(read_all, &fewer) == 1, "another file with fewer columns");
}

static void
test_years(void)
{
	static const char *const years[] = { "2024", "0", "-5", "900" };
	static const char *const others[] = { "", "+1", "007", "2024.0", "2e3", " 2024", "2024a",
	    "-0", "-", "99999999999999999999" };
	long year;

	for (size_t i = 0; i < sizeof years / sizeof *years; i++)
		ok(keys_read_year(text_of(years[i]), &year) && year == strtol(years[i], NULL, 10),
		    "'%s' is a year", years[i]);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		ok(!keys_read_year(text_of(others[i]), &year), "'%s' is none", others[i]);
}

int
main(void)
{
	bool fine = true;

	test_tables();
	test_line_limit();
	test_column_limit();
	for (int i = 0; i < 60; i++)
		fine = fine && any_table();
	ok(fine, "any table comes in as it was written");
	test_lead();
	test_files();
	test_years();
	child_clean();
	return ok_done();
}
