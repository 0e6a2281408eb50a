/* csvtable - one table of one or several CSV files. */
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/cell.h"
#include "stream/csvtable.h"
#include "stream/files.h"

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
	t->renamed = mem_grow(t->renamed, &t->renamed_cap, t->nrenamed + 1,
	    sizeof *t->renamed);
	t->renamed[t->nrenamed++] = (struct csvtable_name){ from, cell_trim(to),
	    false };
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
	die_vabout(mem_print("%s:%llu", t->csv.in.name,
	    (unsigned long long)csvrow_line(&t->csv)), about, format, ap);
}

const char *
csvtable_hint(const struct csvtable *t, struct text text)
{
	return t->comma && text.n > 0 && memchr(text.s, '\t', text.n) != NULL ?
	    "; --delimiter tab (-d tab) reads columns between tabs" : "";
}

uint32_t
csvtable_find(const struct csvtable *t, struct text name)
{
	size_t number;

	name = cell_trim(name);
	number = csvtable_number(name);
	return number > 0 && number <= t->first_width ?
	    t->column_of[number - 1] : name_find(&t->head, name);
}

uint32_t
csvtable_need(const struct csvtable *t, struct text name, const char *why)
{
	uint32_t i = csvtable_find(t, name);

	if (i == NAME_NONE)
		csvtable_no_column(t, name, why);
	return i;
}

/* Takes a field of the file for a column, which that of the first file
 * makes. */
static void
take_field(struct csvtable *t, size_t field)
{
	struct text name = t->name[field];
	const char *wrong = cell_wrong_text(name);
	unsigned long number = (unsigned long)field + 1;
	uint32_t id;

	if (wrong != NULL)
		csvtable_die(t,
		    "column name '%.*s' %s%s; --rename '#%lu=NAME' gives it another",
		    TEXT_ARG(name), wrong, csvtable_hint(t, name), number);
	id = t->ipath == 0 ? name_add(&t->head, name) : name_find(&t->head,
	    name);
	if (id == NAME_NONE)
		csvtable_die(t, "column '%.*s' is not in the first file",
		    TEXT_ARG(name));
	if (t->field_of[id] != SIZE_MAX)
		csvtable_die(t,
		    "column '%.*s' is there twice, #%lu and #%lu; --rename '#%lu=NAME' "
		    "tells them apart", TEXT_ARG(name),
		    (unsigned long)t->field_of[id] + 1, number, number);
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
	size_t number = csvtable_number(name), found = SIZE_MAX;

	if (number > 0 && number <= t->width && t->name[number - 1].n > 0)
		return number - 1;
	for (size_t i = 0; number == 0 && i < t->width; i++) {
		if (!text_equal(t->name[i], name))
			continue;
		if (found != SIZE_MAX)
			csvtable_die(t,
			    "column '%.*s' is there twice, #%lu and #%lu; its number "
			    "tells them apart", TEXT_ARG(name),
			    (unsigned long)found + 1, (unsigned long)i + 1);
		found = i;
	}
	if (found == SIZE_MAX && (!text_equal(name, t->may_lack) ||
	    (t->ipath > 0 && name_find(&t->head, name) != NAME_NONE)))
		csvtable_no_column(t, name, "");
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
		csvtable_die(t, "%lu column%s where the first file has %lu",
		    (unsigned long)n, n == 1 ? "" : "s",
		    (unsigned long)t->head.n);
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

/* Opens the file whose turn it is and reads its head. */
static void
open_file(struct csvtable *t)
{
	t->field = NULL;
	csvrow_open(&t->csv, t->npath == 0 ? "-" : t->path[t->ipath], &t->form,
	    t->tied);
	csvtable_read_head(t);
	take_fields(t);
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
	csvtable_die(t, "%lu field%s where the header has %lu%s",
	    (unsigned long)t->csv.n, t->csv.n == 1 ? "" : "s",
	    (unsigned long)t->width, all.n > 0 ? csvtable_hint(t, all) :
	    t->csv.n < t->width ?
	    "; --end ends the table at a line that is no row" : t->width == 1 ?
	    "; --skip skips lines before the head" : "");
}

/* Refuses a text in a column without a name. */
static void
check_nameless(const struct csvtable *t)
{
	for (size_t i = 0; i < t->width; i++)
		if (t->name[i].n == 0 && t->csv.field[i].n > 0)
			csvtable_die(t,
			    "column #%lu has no name, but '%.*s' in it; --rename "
			    "'#%lu=NAME' gives it one, -c leaves it out",
			    (unsigned long)i + 1, t->csv.field[i].n < 200 ?
			    (int)t->csv.field[i].n : 200, t->csv.field[i].s,
			    (unsigned long)i + 1);
}

bool
csvtable_row(struct csvtable *t)
{
	while (!t->at_hand && !csvrow_next(&t->csv)) {
		csvrow_close(&t->csv);
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
