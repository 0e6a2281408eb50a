/* die - the one way a filter ends before its time. */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/die.h"
#include "base/utf8.h"

/* NAME: the longest name that a message says it is about. */
enum { MESSAGE = 2048, NAME = 100 };

static const char *program = "sci";
static void (*cleanup)(void);

void
die_name(const char *argv0)
{
	const char *slash = argv0 == NULL ? NULL : strrchr(argv0, '/');

	if (argv0 != NULL)
		program = slash == NULL ? argv0 : slash + 1;
}

const char *
die_program(void)
{
	return program;
}

void
die_cleanup(void (*f)(void))
{
	cleanup = f;
}

/* Writes the message as one line; bytes that are no text are written as \xHH. */
static void
say(const char *message)
{
	/* Not on the stack, which may be what is short. */
	static char line[4 * MESSAGE + 8];
	struct text rest = text_of(message);
	size_t n = 0;

	while (rest.n > 0) {
		uint32_t c = 0;
		size_t k = utf8_read(rest, &c);
		bool as_is = k > 0 && utf8_shown(c);

		k = k == 0 ? 1 : k;
		for (size_t i = 0; i < k; i++)
			if (as_is)
				line[n++] = rest.s[i];
			else
				n += (size_t)snprintf(line + n, 5, "\\x%02x", (unsigned char)rest.s[i]);
		rest = (struct text){ rest.s + k, rest.n - k };
	}
	line[n++] = '\n';
	/* Nothing is left to be done if even this fails. */
	if (write(STDERR_FILENO, line, n) < 0)
		return;
}

/* Puts "program: message" and the tail together, says it, and ends. */
static _Noreturn __attribute__((format(printf, 3, 0))) void
end(int status, const char *tail, const char *format, va_list ap)
{
	static char message[MESSAGE];
	size_t n, most = sizeof message - 1 - strlen(tail);
	int k;

	n = (size_t)snprintf(message, most, "%s: ", program);
	if (n < most) {
		k = vsnprintf(message + n, most - n, format, ap);
		n = k < 0 || (size_t)k >= most - n ? most - 1 : n + (size_t)k;
	} else
		n = most - 1;
	memcpy(message + n, tail, strlen(tail) + 1);
	say(message);
	if (cleanup != NULL)
		cleanup();
	_exit(status);
}

void
die(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	end(DIE_DATA, "", format, ap);
}

/* Puts " (2024, Bonn, x)". */
static void
put_about(char *p, size_t size, const struct text *about)
{
	size_t n = 0;

	for (int i = 0; i < 3 && n < size; i++)
		if (about[i].n > 0 && about[i].n <= NAME)
			n += (size_t)snprintf(p + n, size - n, "%s%.*s", n == 0 ? " (" : ", ",
			    TEXT_ARG(about[i]));
	if (n > 0)
		snprintf(p + n, size - n, ")");
}

void
die_place(const char *where, const struct text *about, const char *format, va_list ap)
{
	char message[1024], who[3 * NAME + 16] = "";

	vsnprintf(message, sizeof message, format, ap);
	if (about != NULL)
		put_about(who, sizeof who, about);
	if (where != NULL)
		die("%s: %s%s", where, message, who);
	die("%s%s", message, who);
}

void
die_about(const char *where, const struct text *about, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	die_place(where, about, format, ap);
}

char *
die_where(const char *file, uint64_t line)
{
	char *where;

	if (asprintf(&where, "%s:%llu", file, (unsigned long long)line) < 0)
		die("out of memory");
	return where;
}

void
die_sys(const char *format, ...)
{
	char tail[256];
	va_list ap;

	snprintf(tail, sizeof tail, ": %s", strerror(errno));
	va_start(ap, format);
	end(DIE_DATA, tail, format, ap);
}

void
die_usage(const char *format, ...)
{
	char tail[256];
	va_list ap;

	snprintf(tail, sizeof tail, " (see %.200s --help)", program);
	va_start(ap, format);
	end(DIE_USAGE, tail, format, ap);
}
