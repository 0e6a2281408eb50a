/* opt_help - what --help and --version print. */
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/version.h"
#include "method/method.h"
#include "stream/opt.h"
#include "stream/out.h"

static const char common_help[] =
    "  -u, --unit COLUMN      what is ranked (city)\n"
    "  -o, --output FILE      write FILE, all at once\n"
    "  -h, --help             print this\n"
    "  -V, --version          print the version\n"
    "\n";

void
opt_version(void)
{
	struct out o;

	out_open(&o, NULL);
	out_string(&o, die_program());
	out_string(&o, " " VERSION "\n");
	exit(out_finish(&o));
}

/* Puts the names of a family of methods, broken into lines of `column` and more
 * blanks. */
static void
put_methods(struct out *o, enum method_family f, size_t column)
{
	enum { WIDTH = 79 };
	char *names = method_names(f);
	struct text rest = text_of(names);
	size_t at = column;

	while (rest.s != NULL) {
		struct text word = text_cut(&rest, ' ');

		if (at > column && at + 1 + word.n > WIDTH) {
			out_char(o, '\n');
			for (at = 0; at < column; at++)
				out_char(o, ' ');
		} else if (at > column) {
			out_char(o, ' ');
			at++;
		}
		out_bytes(o, word.s, word.n);
		at += word.n;
	}
	free(names);
}

void
opt_help(const char *help)
{
	static const char *const families[] = { "normalize", "transform",
	    "aggregate", "treat", "impute" };
	struct text rest = text_of(help);
	struct out o;

	out_open(&o, NULL);
	out_string(&o, "usage: ");
	while (rest.s != NULL) {
		struct text line = text_cut(&rest, '\n'), after = line,
		    before = text_cut(&after, '@');

		if (strncmp(line.s, "Example: ", 9) == 0)
			out_string(&o, common_help);
		out_bytes(&o, before.s, before.n);
		for (int f = 0; f <= METHOD_IMPUTE && after.s != NULL; f++) {
			size_t n = strlen(families[f]);

			if (after.n < n || memcmp(after.s, families[f], n) != 0)
				continue;
			put_methods(&o, (enum method_family)f, before.n);
			out_bytes(&o, after.s + n, after.n - n);
		}
		if (rest.s != NULL)
			out_char(&o, '\n');
	}
	out_string(&o, "see ");
	out_bytes(&o, help, strcspn(help, " "));
	out_string(&o, "(1)\n");
	exit(out_finish(&o));
}
