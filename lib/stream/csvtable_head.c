/* csvtable_head - what the fields of a CSV file are called. */
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/cell.h"
#include "stream/column.h"
#include "stream/csvtable.h"
#include "stream/tsv.h"

size_t
csvtable_number(struct text t)
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

void
csvtable_no_column(const struct csvtable *t, struct text name, const char *why)
{
	size_t number = csvtable_number(name), named;
	char there[256];

	if (number > 0 && number <= t->width && t->name[number - 1].n == 0)
		csvtable_die(t,
		    "column #%lu has no name; --rename '#%lu=NAME' gives it one",
		    (unsigned long)number, (unsigned long)number);
	named = column_list(there, sizeof there, t->name, t->width);
	csvtable_die(t, "no column '%.*s'%s (there are: %s)%s", TEXT_ARG(name),
	    why, there, named == 1 ? "; --skip skips lines before the head" :
	    "");
}

/* Two texts with a bar between. */
static struct text
joined(struct text a, struct text b)
{
	char *s = mem_array(a.n + 1 + b.n, 1);

	memcpy(s, a.s, a.n);
	s[a.n] = '|';
	memcpy(s + a.n + 1, b.s, b.n);
	return (struct text){ s, a.n + 1 + b.n };
}

/* A row of the head: joins its texts to the names by a bar.  Where one is
 * empty, it is its left neighbour's if the two columns agree in every row
 * above, but in the last row. */
static void
join_row(struct csvtable *t, bool *agrees, bool last)
{
	struct text left = { NULL, 0 };

	for (size_t i = 0; i < t->width; i++) {
		struct text *name = &t->name[i],
		    cell = cell_trim(t->csv.field[i]);

		if (cell.n == 0 && agrees[i] && !last)
			cell = left;
		agrees[i] = agrees[i] && text_equal(cell, left);
		left = cell;
		if (name->n == 0)
			*name = (struct text){ mem_copy(cell.s, cell.n),
			    cell.n };
		else if (cell.n > 0)
			*name = joined(*name, cell);
	}
}

/* Reads the file's next row, which is one of the head; the first one says how
 * many columns there are. */
static void
next_of_head(struct csvtable *t, unsigned long row)
{
	if (!csvrow_next(&t->csv)) {
		if (row > 0)
			die("%s: ends in its head, after %lu of %lu rows (--head)",
			    t->csv.in.name, row, t->form.head);
		die("%s: empty%s%s; %s", t->csv.in.name, t->form.skip > 0 ?
		    " behind the lines that are skipped" : "", t->csv.over ?
		    " before the line that ends it (--end)" : "",
		    t->form.head > 0 ?
		    "a table starts with a line of column names" :
		    "without a head (--head 0) a first row says how many columns "
		    "there are");
	}
	if (t->csv.n > TSV_COLUMNS)
		csvtable_die(t, "more than %d columns", TSV_COLUMNS);
	if (row > 0 && t->csv.n != t->width)
		csvtable_die(t,
		    "%lu field%s in a row of the head, the first one of which has %lu; "
		    "--skip skips lines before it", (unsigned long)t->csv.n,
		    t->csv.n == 1 ? "" : "s", (unsigned long)t->width);
	if (row == 0) {
		t->width = t->csv.n;
		t->name = mem_array(t->width, sizeof *t->name);
	}
}

/* Reads the rows of the head: what the fields are called in the file. */
static void
read_names(struct csvtable *t)
{
	bool *agrees;

	next_of_head(t, 0);
	if (t->form.head == 0) {
		t->at_hand = true;
		for (size_t i = 0; i < t->width; i++)
			t->name[i] = text_of(mem_print("#%lu",
			    (unsigned long)i + 1));
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

			if (csvtable_number(r->from) == i + 1)
				new = r;
			else if (new == NULL && csvtable_number(r->from) == 0 &&
			    text_equal(r->from, t->name[i]))
				new = r;
		}
		if (new == NULL)
			continue;
		new->used = true;
		t->name[i] = new->to;
	}
	for (size_t k = 0; t->ipath == 0 && k < t->nrenamed; k++)
		if (!t->renamed[k].used)
			csvtable_no_column(t, t->renamed[k].from, " to rename");
}

/* Refuses a table that is taken for one column because nobody said what is
 * between them. */
static void
check_delimiter(const struct csvtable *t)
{
	struct text name = t->name[0];

	if (t->comma && t->width == 1 && name.n > 0 && memchr(name.s, ';',
	    name.n) != NULL)
		csvtable_die(t,
		    "one column, '%.*s'; --delimiter ';' (-d ';') reads columns between "
		    "semicolons", TEXT_ARG(name));
}

void
csvtable_read_head(struct csvtable *t)
{
	read_names(t);
	check_delimiter(t);
	rename_fields(t);
}
