/* flag - letters that say how a figure came about. */
#include "stream/flag.h"

static bool
one_of(char c, const char *letters)
{
	for (; *letters != '\0'; letters++)
		if (*letters == c)
			return true;
	return false;
}

bool
flag_has(struct text flag, const char *letters)
{
	for (size_t i = 0; i < flag.n; i++)
		if (one_of(flag.s[i], letters))
			return true;
	return false;
}

bool
flag_known(struct text flag)
{
	for (size_t i = 0; i < flag.n; i++)
		if (!one_of(flag.s[i], "AEIOPQTU"))
			return false;
	return true;
}

/* Puts the flag without some letters. */
static char *
put_without(char *p, struct text flag, const char *letters)
{
	for (size_t i = 0; i < flag.n; i++)
		if (!one_of(flag.s[i], letters))
			*p++ = flag.s[i];
	return p;
}

struct text
flag_imputed(char *p, struct text flag)
{
	char *end = p;

	*end++ = 'I';
	end = put_without(end, flag, "AOQI");
	return (struct text){ p, (size_t)(end - p) };
}

struct text
flag_treated(char *p, struct text flag)
{
	char *end = put_without(p, flag, "AT");

	*end++ = 'T';
	return (struct text){ p, (size_t)(end - p) };
}
