/* csvtable - one table of one or several CSV files. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/cell.h"
#include "stream/csvtable.h"
#include "stream/tsv.h"

void
csvtable_init(struct csvtable *t)
{
	memset(t, 0, sizeof *t);
	t->delimiter = ',';
	names_init(&t->head);
}

void
csvtable_rename(struct csvtable *t, struct text from, struct text to)
{
	t->renamed = mem_grow(t->renamed, &t->renamed_cap, t->nrenamed + 1, sizeof *t->renamed);
	t->renamed[t->nrenamed++] = (struct csvtable_name){ from, to, false };
}

void
csvtable_about(struct csvtable *t, const char *unit)
{
	t->about[0] = name_find(&t->head, text_of("year"));
	t->about[1] = name_find(&t->head, text_of(unit));
	t->about[2] = name_find(&t->head, text_of("indicator"));
}

/* " (2024, Bonn, fibre)" as far as the current row says so. */
static void
about_row(const struct csvtable *t, char *p, size_t size)
{
	size_t n = 0;

	*p = '\0';
	for (int i = 0; i < 3 && t->field != NULL; i++) {
		struct text c = t->about[i] == NAME_NONE ? text_of("") : t->field[t->about[i]];
		int w;

		if (c.n == 0 || c.n > 100)
			continue;
		w = snprintf(p + n, size - n, "%s%.*s", n == 0 ? " (" : ", ", TEXT_ARG(c));
		n += w < 0 ? 0 : (size_t)w;
	}
	if (n > 0)
		snprintf(p + n, size - n, ")");
}

void
csvtable_die(const struct csvtable *t, const char *format, ...)
{
	char message[1024], about[400];
	va_list ap;

	va_start(ap, format);
	vsnprintf(message, sizeof message, format, ap);
	va_end(ap);
	about_row(t, about, sizeof about);
	die("%s:%llu: %s%s", t->csv.name, (unsigned long long)csvrow_line(&t->csv), message,
	    about);
}

static struct text
new_name(struct csvtable *t, struct text name)
{
	for (size_t i = 0; i < t->nrenamed; i++)
		if (text_equal(t->renamed[i].from, name)) {
			t->renamed[i].used = true;
			return t->renamed[i].to;
		}
	return name;
}

/* Finds the column that a field of the header is of; that of the first file makes it. */
static void
match_name(struct csvtable *t, size_t field)
{
	bool first = t->ipath == 0;
	struct text name = new_name(t, t->csv.field[field]);
	const char *wrong = cell_wrong_text(name);
	uint32_t id;

	if (name.n == 0)
		csvtable_die(t, "column %lu has no name; --skip skips lines before the header",
		    (unsigned long)field + 1);
	if (wrong != NULL)
		csvtable_die(t, "column name '%.*s' %s", TEXT_ARG(name), wrong);
	id = first ? name_add(&t->head, name) : name_find(&t->head, name);
	if (id == NAME_NONE)
		csvtable_die(t, "column '%.*s' is not in the first file", TEXT_ARG(name));
	if (t->field_of[id] != SIZE_MAX)
		csvtable_die(t, "column '%.*s' is there twice", TEXT_ARG(name));
	t->field_of[id] = field;
	t->as_head = t->as_head && id == field;
}

/* Opens the file whose turn it is and reads its header. */
static void
open_file(struct csvtable *t)
{
	const char *path = t->npath == 0 ? "-" : t->path[t->ipath];
	bool first = t->ipath == 0;

	t->field = NULL;
	csvrow_open(&t->csv, path, t->delimiter, t->encoding, t->skip, t->tied);
	if (!csvrow_next(&t->csv))
		die("%s: empty%s; a table starts with a line of column names", t->csv.name,
		    t->skip > 0 ? " behind the lines that are skipped" : "");
	if (t->csv.n > TSV_COLUMNS)
		csvtable_die(t, "more than %d columns", TSV_COLUMNS);
	if (!first && t->csv.n != t->head.n)
		csvtable_die(t, "%lu columns where the first file has %lu",
		    (unsigned long)t->csv.n, (unsigned long)t->head.n);
	if (first) {
		t->field_of = mem_array(t->csv.n, sizeof *t->field_of);
		t->moved = mem_array(t->csv.n, sizeof *t->moved);
	}
	for (size_t i = 0; i < t->csv.n; i++)
		t->field_of[i] = SIZE_MAX;
	t->as_head = true;
	for (size_t i = 0; i < t->csv.n; i++)
		match_name(t, i);
	for (size_t i = 0; first && i < t->nrenamed; i++)
		if (!t->renamed[i].used)
			csvtable_die(t, "no column '%.*s' to rename", TEXT_ARG(t->renamed[i].from));
}

void
csvtable_open(struct csvtable *t, char **path, size_t n, struct out *tied)
{
	t->path = path;
	t->npath = n;
	t->tied = tied;
	open_file(t);
}

bool
csvtable_row(struct csvtable *t)
{
	while (!csvrow_next(&t->csv)) {
		csvrow_close(&t->csv);
		if (++t->ipath >= t->npath)
			return false;
		open_file(t);
	}
	t->field = NULL;
	if (t->csv.n != t->head.n)
		csvtable_die(t, "%lu field%s where the header has %lu", (unsigned long)t->csv.n,
		    t->csv.n == 1 ? "" : "s", (unsigned long)t->head.n);
	t->field = t->csv.field;
	if (!t->as_head) {
		for (size_t i = 0; i < t->head.n; i++)
			t->moved[i] = t->csv.field[t->field_of[i]];
		t->field = t->moved;
	}
	return true;
}
