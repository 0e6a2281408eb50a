/* csvtable - one table of one or several CSV files. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/cell.h"
#include "stream/csvtable.h"
#include "stream/files.h"
#include "stream/tsv.h"

void
csvtable_init(struct csvtable *t)
{
	memset(t, 0, sizeof *t);
	t->form.head = 1;
	names_init(&t->head);
}

bool
csvtable_rename(struct csvtable *t, struct text from, struct text to)
{
	from = cell_trim(from);
	for (size_t i = 0; i < t->nrenamed; i++)
		if (text_equal(t->renamed[i].from, from))
			return false;
	t->renamed = mem_grow(t->renamed, &t->renamed_cap, t->nrenamed + 1, sizeof *t->renamed);
	t->renamed[t->nrenamed++] = (struct csvtable_name){ from, cell_trim(to), false };
	return true;
}

void
csvtable_end(struct csvtable *t, struct text text)
{
	struct csvrow_form *f = &t->form;

	f->end = mem_grow(f->end, &t->end_cap, f->nend + 1, sizeof *f->end);
	f->end[f->nend++] = text;
}

void
csvtable_about(struct csvtable *t, const char *unit)
{
	t->about[0] = name_find(&t->head, text_of("year"));
	t->about[1] = name_find(&t->head, text_of(unit));
	t->about[2] = name_find(&t->head, text_of("indicator"));
}

void
csvtable_die(const struct csvtable *t, const char *format, ...)
{
	struct text about[3] = { { NULL, 0 } };
	va_list ap;

	for (int i = 0; i < 3 && t->field != NULL; i++)
		if (t->about[i] != NAME_NONE)
			about[i] = t->field[t->about[i]];
	va_start(ap, format);
	die_place(mem_print("%s:%llu", t->csv.name, (unsigned long long)csvrow_line(&t->csv)), about,
	    format, ap);
}

const char *
csvtable_hint(const struct csvtable *t, struct text text)
{
	return t->comma && text.n > 0 && memchr(text.s, '\t', text.n) != NULL ?
	    "; --delimiter tab (-d tab) reads columns between tabs" : "";
}

static struct text
name_of(const struct csvtable *t, size_t field)
{
	return (struct text){ t->name[field].s, t->name[field].n };
}

/* N of "#N", 0 if the text is something else. */
static size_t
number_of(struct text t)
{
	size_t number = 0;

	if (t.n < 2 || t.n > 6 || t.s[0] != '#' || t.s[1] == '0')
		return 0;
	for (size_t i = 1; i < t.n; i++) {
		if (t.s[i] < '0' || t.s[i] > '9')
			return 0;
		number = 10 * number + (size_t)(t.s[i] - '0');
	}
	return number;
}

/* Dies because a name is of none of the file's columns, which are listed. */
static _Noreturn void
no_column(const struct csvtable *t, struct text name, const char *why)
{
	size_t number = number_of(name), n = 0, named = 0;
	char there[256] = "";

	if (number > 0 && number <= t->width && t->name[number - 1].n == 0)
		csvtable_die(t, "column #%lu has no name; --rename '#%lu=NAME' gives it one",
		    (unsigned long)number, (unsigned long)number);
	for (size_t i = 0; i < t->width && n < sizeof there - 1; i++) {
		int w = t->name[i].n == 0 ? 0 : snprintf(there + n, sizeof there - n, "%s%.*s",
		    n == 0 ? "" : ", ", TEXT_ARG(name_of(t, i)));

		n += w < 0 ? 0 : (size_t)w;
		named += w > 0;
	}
	csvtable_die(t, "no column '%.*s'%s (there are: %s)%s", TEXT_ARG(name), why, there,
	    named == 1 ? "; --skip skips lines before the head" : "");
}

uint32_t
csvtable_find(const struct csvtable *t, struct text name)
{
	size_t number;

	name = cell_trim(name);
	number = number_of(name);
	return number > 0 && number <= t->first_width ? t->column_of[number - 1] :
	    name_find(&t->head, name);
}

uint32_t
csvtable_need(const struct csvtable *t, struct text name, const char *why)
{
	uint32_t i = csvtable_find(t, name);

	if (i == NAME_NONE)
		no_column(t, name, why);
	return i;
}

/* A row of the head: joins its texts to the names by a bar.  Where one is empty, it is its left
 * neighbour's if the two columns agree in every row above, but in the last row. */
static void
join_row(struct csvtable *t, bool *agrees, bool last)
{
	struct text left = { NULL, 0 };

	for (size_t i = 0; i < t->width; i++) {
		struct csvtable_field *name = &t->name[i];
		struct text cell = cell_trim(t->csv.field[i]);
		char *joined;

		if (cell.n == 0 && agrees[i] && !last)
			cell = left;
		agrees[i] = agrees[i] && text_equal(cell, left);
		left = cell;
		if (cell.n == 0)
			continue;
		joined = mem_array(name->n + 1 + cell.n, 1);
		if (name->n > 0)
			memcpy(joined, name->s, name->n);
		joined[name->n] = '|';
		memcpy(joined + name->n + (name->n > 0), cell.s, cell.n);
		free(name->s);
		*name = (struct csvtable_field){ joined, name->n + (name->n > 0) + cell.n };
	}
}

/* Reads the file's next row, which is one of the head; the first one says how many columns there
 * are. */
static void
next_of_head(struct csvtable *t, unsigned long row)
{
	if (!csvrow_next(&t->csv)) {
		if (row > 0)
			die("%s: ends in its head, after %lu of %lu rows (--head)", t->csv.name,
			    row, t->form.head);
		die("%s: empty%s; a table starts with a line of column names", t->csv.name,
		    t->form.skip > 0 ? " behind the lines that are skipped" : "");
	}
	if (t->csv.n > TSV_COLUMNS)
		csvtable_die(t, "more than %d columns", TSV_COLUMNS);
	if (row > 0 && t->csv.n != t->width)
		csvtable_die(t, "%lu field%s in a row of the head, the first one of which has %lu; "
		    "--skip skips lines before it", (unsigned long)t->csv.n,
		    t->csv.n == 1 ? "" : "s", (unsigned long)t->width);
	if (row == 0) {
		t->width = t->csv.n;
		t->name = mem_array(t->width, sizeof *t->name);
	}
}

/* Reads the head of the file: what its fields are called. */
static void
read_head(struct csvtable *t)
{
	bool *agrees;

	next_of_head(t, 0);
	if (t->form.head == 0) {
		t->at_hand = true;
		for (size_t i = 0; i < t->width; i++) {
			t->name[i].s = mem_array(8, 1);
			t->name[i].n = (size_t)snprintf(t->name[i].s, 8, "#%u", (unsigned)i + 1);
		}
		return;
	}
	agrees = mem_array(t->width, sizeof *agrees);
	for (size_t i = 1; i < t->width; i++)
		agrees[i] = true;
	for (unsigned long row = 1; row < t->form.head; row++) {
		join_row(t, agrees, false);
		next_of_head(t, row);
	}
	join_row(t, agrees, true);
	free(agrees);
}

/* Gives the fields their new names; one by number comes before one by name. */
static void
rename_fields(struct csvtable *t)
{
	for (size_t i = 0; i < t->width; i++) {
		struct csvtable_name *new = NULL;

		for (size_t k = 0; k < t->nrenamed; k++) {
			struct csvtable_name *r = &t->renamed[k];

			if (number_of(r->from) == i + 1)
				new = r;
			else if (new == NULL && number_of(r->from) == 0 &&
			    text_equal(r->from, name_of(t, i)))
				new = r;
		}
		if (new == NULL)
			continue;
		new->used = true;
		free(t->name[i].s);
		t->name[i] = (struct csvtable_field){ mem_copy(new->to.s, new->to.n), new->to.n };
	}
	for (size_t k = 0; t->ipath == 0 && k < t->nrenamed; k++)
		if (!t->renamed[k].used)
			no_column(t, t->renamed[k].from, " to rename");
}

/* Takes a field of the file for a column, which that of the first file makes. */
static void
take_field(struct csvtable *t, size_t field)
{
	struct text name = name_of(t, field);
	const char *wrong = cell_wrong_text(name);
	unsigned long number = (unsigned long)field + 1;
	uint32_t id;

	if (wrong != NULL)
		csvtable_die(t, "column name '%.*s' %s%s; --rename '#%lu=NAME' gives it another",
		    TEXT_ARG(name), wrong, csvtable_hint(t, name), number);
	id = t->ipath == 0 ? name_add(&t->head, name) : name_find(&t->head, name);
	if (id == NAME_NONE)
		csvtable_die(t, "column '%.*s' is not in the first file", TEXT_ARG(name));
	if (t->field_of[id] != SIZE_MAX)
		csvtable_die(t, "column '%.*s' is there twice, #%lu and #%lu; --rename '#%lu=NAME' "
		    "tells them apart", TEXT_ARG(name), (unsigned long)t->field_of[id] + 1, number,
		    number);
	t->field_of[id] = field;
	t->as_head = t->as_head && id == field;
	if (t->ipath == 0)
		t->column_of[field] = id;
}

/* The field of a column that is chosen, SIZE_MAX if the file may lack it. */
static size_t
chosen_field(const struct csvtable *t, struct text choice)
{
	struct text name = cell_trim(choice);
	size_t number = number_of(name), found = SIZE_MAX;

	if (number > 0 && number <= t->width && t->name[number - 1].n > 0)
		return number - 1;
	for (size_t i = 0; number == 0 && i < t->width; i++) {
		if (!text_equal(name_of(t, i), name))
			continue;
		if (found != SIZE_MAX)
			csvtable_die(t, "column '%.*s' is there twice, #%lu and #%lu; its number "
			    "tells them apart", TEXT_ARG(name), (unsigned long)found + 1,
			    (unsigned long)i + 1);
		found = i;
	}
	if (found == SIZE_MAX && (!text_equal(name, t->may_lack) ||
	    (t->ipath > 0 && name_find(&t->head, name) != NAME_NONE)))
		no_column(t, name, "");
	return found;
}

/* Takes what is chosen of the file's fields, or all that have a name. */
static void
take_fields(struct csvtable *t)
{
	size_t n = 0;

	for (size_t i = 0; !t->chosen && i < t->width; i++)
		n += t->name[i].n > 0;
	if (!t->chosen && t->ipath > 0 && n != t->head.n)
		csvtable_die(t, "%lu column%s where the first file has %lu", (unsigned long)n,
		    n == 1 ? "" : "s", (unsigned long)t->head.n);
	if (t->ipath == 0) {
		size_t most = t->chosen ? t->nchoice : n;

		t->first_width = t->width;
		t->field_of = mem_array(most, sizeof *t->field_of);
		t->moved = mem_array(most, sizeof *t->moved);
		t->column_of = mem_array(t->width, sizeof *t->column_of);
		memset(t->column_of, 0xff, t->width * sizeof *t->column_of);
		memset(t->field_of, 0xff, most * sizeof *t->field_of);
	}
	for (size_t i = 0; i < t->head.n; i++)
		t->field_of[i] = SIZE_MAX;
	t->as_head = true;
	for (size_t i = 0; t->chosen && i < t->nchoice; i++) {
		size_t field = chosen_field(t, t->choice[i]);

		if (field != SIZE_MAX)
			take_field(t, field);
	}
	for (size_t i = 0; !t->chosen && i < t->width; i++)
		if (t->name[i].n > 0)
			take_field(t, i);
}

/* Refuses a table that is taken for one column because nobody said what is between them. */
static void
check_delimiter(const struct csvtable *t)
{
	struct text name = name_of(t, 0);

	if (t->comma && t->width == 1 && name.n > 0 && memchr(name.s, ';', name.n) != NULL)
		csvtable_die(t, "one column, '%.*s'; --delimiter ';' (-d ';') reads columns between "
		    "semicolons", TEXT_ARG(name));
}

/* Opens the file whose turn it is and reads its head. */
static void
open_file(struct csvtable *t)
{
	t->field = NULL;
	csvrow_open(&t->csv, t->npath == 0 ? "-" : t->path[t->ipath], &t->form, t->tied);
	read_head(t);
	check_delimiter(t);
	rename_fields(t);
	take_fields(t);
}

static void
close_file(struct csvtable *t)
{
	csvrow_close(&t->csv);
	for (size_t i = 0; i < t->width; i++)
		free(t->name[i].s);
	free(t->name);
}

void
csvtable_open(struct csvtable *t, char **path, size_t n, struct out *tied)
{
	t->path = path;
	t->npath = n;
	t->tied = tied;
	t->comma = t->form.delimiter == '\0';
	if (t->comma)
		t->form.delimiter = ',';
	files_to_read(path, n);
	open_file(t);
}

/* Dies because the row has not as many fields as the head. */
static _Noreturn void
ragged(const struct csvtable *t)
{
	struct text all = { t->csv.field[0].s, 0 };

	for (size_t i = 0; i < t->csv.n; i++)
		if (*csvtable_hint(t, t->csv.field[i]) != '\0')
			all = t->csv.field[i];
	csvtable_die(t, "%lu field%s where the header has %lu%s", (unsigned long)t->csv.n,
	    t->csv.n == 1 ? "" : "s", (unsigned long)t->width, all.n > 0 ? csvtable_hint(t, all) :
	    t->csv.n < t->width ? "; --end ends the table at a line that is no row" :
	    t->width == 1 ? "; --skip skips lines before the head" : "");
}

/* Refuses a text in a column without a name. */
static void
check_nameless(const struct csvtable *t)
{
	for (size_t i = 0; i < t->width; i++)
		if (t->name[i].n == 0 && t->csv.field[i].n > 0)
			csvtable_die(t, "column #%lu has no name, but '%.*s' in it; --rename "
			    "'#%lu=NAME' gives it one, -c leaves it out", (unsigned long)i + 1,
			    t->csv.field[i].n < 200 ? (int)t->csv.field[i].n : 200,
			    t->csv.field[i].s, (unsigned long)i + 1);
}

bool
csvtable_row(struct csvtable *t)
{
	while (!t->at_hand && !csvrow_next(&t->csv)) {
		close_file(t);
		if (++t->ipath >= t->npath)
			return false;
		open_file(t);
	}
	t->at_hand = false;
	t->field = NULL;
	if (t->csv.n != t->width)
		ragged(t);
	if (!t->chosen && t->head.n < t->width)
		check_nameless(t);
	t->field = t->csv.field;
	if (!t->as_head) {
		for (size_t i = 0; i < t->head.n; i++)
			t->moved[i] = t->csv.field[t->field_of[i]];
		t->field = t->moved;
	}
	return true;
}
