/* Names that look the same fold to the same bytes, and no byte is written beyond them. */
#include <stdlib.h>
#include <string.h>

#include "ok.h"
#include "random.h"
#include "table/fold.h"

static const struct {
	enum fold how;
	const char *from, *to;
} cases[] = {
	{ FOLD_FORM, "", "" },
	{ FOLD_FORM, "Ko\xcc\x88ln", "K\xc3\xb6ln" },
	{ FOLD_FORM, " a  b ", " a  b " },
	{ FOLD_FORM, "x\xcc\x88", "x\xcc\x88" },
	{ FOLD_FORM, "z\xcc\x8c" "A\xcc\x8a", "\xc5\xbe\xc3\x85" },
	{ FOLD_FORM, "o\xcc", "o\xcc" },
	{ FOLD_FORM, "\xff\xe0\x81\x81\xe2\x80", "\xff\xe0\x81\x81\xe2\x80" },
	{ FOLD_BLANKS, " \xc2\xa0" "a \xe2\x80\xaf b\xe3\x80\x80", "a b" },
	{ FOLD_BLANKS, "\xef\xbb\xbf" "Bo\xe2\x80\x8bnn", "Bonn" },
	{ FOLD_BLANKS, "  ", "" },
	{ FOLD_BLANKS, "Bonn", "Bonn" },
	{ FOLD_MARKS, "St. Alban", "StAlban" },
	{ FOLD_MARKS, "St.Alban", "StAlban" },
	{ FOLD_MARKS, "Halle (Saale)", "HalleSaale" },
	{ FOLD_MARKS, "L\xe2\x80\x99" "Aquila", "LAquila" },
	{ FOLD_MARKS, "a_b-c/d\xe2\x80\x93" "e", "abcde" },
	{ FOLD_MARKS, "1.5", "1.5" },
	{ FOLD_MARKS, "-1", "-1" },
	{ FOLD_MARKS, "pm 2.5", "pm2.5" },
	{ FOLD_MARKS, "pm. 2.5", "pm2.5" },
	{ FOLD_MARKS, "...", "..." },
	{ FOLD_MARKS, "C++", "C++" },
	{ FOLD_MARKS, " St.  Alban ", "StAlban" },
};

static void
known_cases(void)
{
	char to[64];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ok(text_is(fold_text(cases[i].how, to, text_of(cases[i].from)), cases[i].to),
		    "fold %d: case %zu", (int)cases[i].how, i);
}

/* Bytes of which letters, accents and blanks come up often. */
static char
random_byte(void)
{
	static const char often[] = "aAoO \xcc\x88\x8a\xc2\xa0\xe2\x80\x8b\xc3\x84";
	uint64_t bits = random_bits();

	return bits % 4 == 0 ? (char)(bits >> 8) : often[(bits >> 8) % (sizeof often - 1)];
}

/* Nothing is written beyond the bytes of the text; blanks that were folded stay so. */
static void
random_texts(void)
{
	bool within = true;

	for (int i = 0; i < 100000; i++) {
		size_t n = random_bits() % 20;
		enum fold how = (enum fold)(random_bits() % FOLDS);
		char *from = malloc(n + 1), *to = malloc(n + 1), *again = malloc(n + 1);
		struct text once, twice;

		if (from == NULL || to == NULL || again == NULL)
			exit(1);
		for (size_t k = 0; k < n; k++)
			from[k] = random_byte();
		to[n] = '!';
		once = fold_text(how, to, (struct text){ from, n });
		twice = fold_text(how, again, once);
		within = within && once.n <= n && to[n] == '!' && twice.n <= once.n;
		free(from);
		free(to);
		free(again);
	}
	ok(within, "random texts stay within their bytes");
}

int
main(void)
{
	known_cases();
	random_texts();
	return ok_done();
}
