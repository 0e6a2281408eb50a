/* flag - letters that say how a figure came about. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stream/flag.h"

static bool
one_of(char c, const char *letters)
{
	return memchr(letters, c, strlen(letters)) != NULL;
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

/* The flag without some letters, with one in front or behind. */
static uint32_t
marked(struct names *flags, const char *front, struct text flag,
    const char *letters, const char *behind)
{
	char *s = mem_array(flag.n + 2, 1), *end = stpcpy(s, front);
	uint32_t id;

	for (size_t i = 0; i < flag.n; i++)
		if (!one_of(flag.s[i], letters))
			*end++ = flag.s[i];
	end = stpcpy(end, behind);
	id = name_add(flags, (struct text){ s, (size_t)(end - s) });
	free(s);
	return id;
}

uint32_t
flag_imputed(struct names *flags, struct text flag)
{
	return marked(flags, "I", flag, "AOQI", "");
}

uint32_t
flag_treated(struct names *flags, struct text flag)
{
	return marked(flags, "", flag, "AT", "T");
}
