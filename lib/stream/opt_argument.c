/* opt_argument - what stands behind an option: numbers, counts, signs,
 * lists. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "method/method.h"
#include "number/num.h"
#include "stream/cell.h"
#include "stream/opt_argument.h"
#include "stream/tsv.h"

double
opt_number(const char *option, const char *arg)
{
	double x;

	if (num_read(text_of(arg), &x) != NUM_FINITE)
		die_usage("%s: '%s' is not a number", option, arg);
	return x;
}

double
opt_share(const char *option, const char *arg)
{
	double x;

	if (!method_share(text_of(arg), &x))
		die_usage("%s: '%s' is not a share from 0 to 1 (0.66, 2/3)",
		    option, arg);
	return x;
}

long
opt_count(const char *option, const char *arg, long most)
{
	double x;

	if (num_read(text_of(arg), &x) != NUM_FINITE || x < 0 ||
	    x > (double)most || x != (double)(long)x)
		die_usage("%s: '%s' is not a whole number from 0 to %ld",
		    option, arg, most);
	return (long)x;
}

struct opt_range
opt_range(const char *option, const char *arg, long most)
{
	struct text rest = text_of(arg), first = text_cut(&rest, '-');
	struct opt_range r;
	char *from = mem_copy(first.s, first.n);

	if (rest.s == NULL)
		die_usage("%s: '%s' is not a range A-B", option, arg);
	r = (struct opt_range){ opt_count(option, from, most), opt_count(option,
	    rest.s, most) };
	free(from);
	if (r.from > r.to)
		die_usage("%s: '%s' ends before it begins", option, arg);
	return r;
}

/* The number of a word in a list, that of the NULL at its end if it is none of
 * it. */
static int
find_word(const char *const *words, const char *word)
{
	int i = 0;

	while (words[i] != NULL && strcmp(words[i], word) != 0)
		i++;
	return i;
}

/* Puts "A, B, C". */
static void
join_words(char *p, size_t size, const char *const *words)
{
	for (size_t n = 0, i = 0; words[i] != NULL && n < size; i++)
		n += (size_t)snprintf(p + n, size - n, "%s%s", i == 0 ? "" :
		    ", ", words[i]);
}

int
opt_word(const char *option, const char *arg, const char *const *words)
{
	int i = find_word(words, arg);
	char all[256];

	if (words[i] != NULL)
		return i;
	join_words(all, sizeof all, words);
	die_usage("%s: '%s' is none of %s", option, arg, all);
}

int
opt_table(struct opt *o, const char *const *words)
{
	char all[256];
	int i;

	join_words(all, sizeof all, words);
	if (o->nfile == 0)
		die_usage("which table? %s", all);
	i = find_word(words, o->file[0]);
	if (words[i] == NULL)
		die_usage("'%s' is none of %s", o->file[0], all);
	o->file++;
	o->nfile--;
	opt_check_input(o);
	return i;
}

struct method
opt_method(const char *option, const char *arg, int family)
{
	struct method m;

	if (!method_read((enum method_family)family, text_of(arg), &m))
		die_usage("%s: unknown method '%s' (there are: %s)", option,
		    arg, method_names((enum method_family)family));
	return m;
}

char
opt_delimiter(const char *option, const char *arg)
{
	if (strcmp(arg, "tab") == 0 || strcmp(arg, "\\t") == 0)
		return '\t';
	if (strlen(arg) != 1 || (unsigned char)*arg > 0x7f || strchr("\n\r\"",
	    *arg) != NULL)
		die_usage("%s: '%s' is not one character of ASCII, nor tab",
		    option, arg);
	return *arg;
}

struct text
opt_mark(const char *option, const char *arg)
{
	size_t n = strlen(arg), characters = 0;

	for (size_t i = 0; i < n; i++)
		characters += (arg[i] & 0xc0) != 0x80;
	if (characters != 1 || cell_wrong_text(text_of(arg)) != NULL ||
	    strchr("0123456789+-eE", *arg) != NULL)
		die_usage("%s: '%s' is not one character that can stand between digits",
		    option, arg);
	return (struct text){ arg, n };
}

char
opt_decimal(const char *arg)
{
	if (opt_mark("--decimal", arg).n != 1)
		die_usage("--decimal: '%s' is not a character of ASCII", arg);
	return *arg;
}

struct text
opt_cut(struct text *rest)
{
	char *part = mem_array(rest->n + 1, 1), *to = part;
	const char *s = rest->s, *end = s + rest->n;

	for (; s < end && *s != ','; s++) {
		s += s[0] == '\\' && s + 1 < end && s[1] == ',';
		*to++ = *s;
	}
	*rest = s < end ? (struct text){ s + 1, (size_t)(end - s) - 1 } :
	    (struct text){ NULL, 0 };
	return (struct text){ part, (size_t)(to - part) };
}

struct text
opt_part(const char *option, struct text *rest)
{
	struct text part = opt_cut(rest);

	if (part.n == 0)
		die_usage("%s: an empty name in the list", option);
	return part;
}

struct opt_pair
opt_pair(const char *option, const char *arg, bool last)
{
	const char *cut = last ? strrchr(arg, '=') : strchr(arg, '=');
	const char *wrong = cell_wrong_text(text_of(last && cut != NULL ? cut :
	    arg));

	if (cut == NULL || cut == arg)
		die_usage("%s: '%s' is not NAME=VALUE", option, arg);
	if (wrong != NULL)
		die_usage("%s: '%s' %s", option, arg, wrong);
	return (struct opt_pair){ { arg, (size_t)(cut - arg) },
	    text_of(cut + 1) };
}

size_t *
opt_columns(const char *option, const char *list, const struct tsv *t,
    size_t *n)
{
	size_t *column = mem_array(t->ncol, sizeof *column);
	bool *seen = mem_array(t->ncol, sizeof *seen);
	struct text rest = text_of(list);

	*n = 0;
	do {
		const char *name = opt_part(option, &rest).s;
		size_t i = tsv_need(t, name);

		if (seen[i])
			die_usage("%s: column '%s' is there twice", option,
			    name);
		seen[i] = true;
		column[(*n)++] = i;
	} while (rest.s != NULL);
	free(seen);
	return column;
}
