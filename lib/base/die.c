/* die - the one way a filter ends before its time. */
#include <errno.h>
#include <stdarg.h>
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

/* Puts "program: message" and the tail together, writes it as one line, and
 * ends. */
static _Noreturn __attribute__((format(printf, 3, 0))) void
end(int status, const char *tail, const char *format, va_list ap)
{
	/* Not on the stack, which may be what is short. */
	static char message[MESSAGE], line[4 * MESSAGE + 8];
	size_t most = sizeof message - strlen(tail) - 1;
	size_t n = (size_t)snprintf(message, most, "%.200s: ", program);
	char *p;

	vsnprintf(message + n, most - n, format, ap);
	memcpy(message + strlen(message), tail, strlen(tail) + 1);
	p = utf8_show(line, text_of(message));
	*p++ = '\n';
	/* Nothing is left to be done if even this fails. */
	if (write(STDERR_FILENO, line, (size_t)(p - line)) < 0)
		errno = 0;
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
			n += (size_t)snprintf(p + n, size - n, "%s%.*s",
			    n == 0 ? " (" : ", ", TEXT_ARG(about[i]));
	if (n > 0)
		snprintf(p + n, size - n, ")");
}

void
die_vabout(const char *where, const struct text *about, const char *format,
    va_list ap)
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
	die_vabout(where, about, format, ap);
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
