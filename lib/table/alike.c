/* alike - names that look the same to people and are not the same bytes. */
#include <stdlib.h>

#include "base/mem.h"
#include "table/alike.h"
#include "table/fold.h"

/* What folding makes equal names that differ so. */
static const unsigned folds[] = {
	[ALIKE_FORM] = FOLD_FORM, [ALIKE_BLANKS] = FOLD_BLANKS,
	[ALIKE_CASE] = FOLD_CASE,
	[ALIKE_MARKS] = FOLD_BLANKS | FOLD_MARKS, [ALIKE_ALL] = FOLD_BLANKS |
	    FOLD_MARKS | FOLD_CASE
};

struct search {
	const struct names *names;
	uint32_t n;
	const uint64_t *rows;
	char *room[2];                  /* for folded names */
};

/* True if of two names that look the same the first is more likely meant. */
static bool
likelier(const struct search *s, uint32_t a, uint32_t b)
{
	struct text x = s->names->text[a], y = s->names->text[b];

	if (s->rows[a] != s->rows[b])
		return s->rows[a] > s->rows[b];
	return x.n != y.n ? x.n < y.n : text_compare(x, y) < 0;
}

/* Sets keep[i] to the name that is kept of those that name i becomes equal to
 * by folding; only names that among[] keeps of their like (NULL: all) are
 * looked at. */
static void
keep_likeliest(const struct search *s, unsigned level, const uint32_t *among,
    uint32_t *keep)
{
	uint32_t *lot = mem_array(s->n, sizeof *lot), *best = mem_array(s->n,
	    sizeof *best);
	struct names folded;

	names_init(&folded);
	for (uint32_t i = 0; i < s->n; i++) {
		uint32_t known = folded.n;

		if (among != NULL && among[i] != i)
			continue;
		lot[i] = name_add(&folded, fold_text(level, s->room[0],
		    s->names->text[i]));
		if (lot[i] == known || likelier(s, i, best[lot[i]]))
			best[lot[i]] = i;
	}
	for (uint32_t i = 0; i < s->n; i++)
		keep[i] = among != NULL && among[i] != i ? among[i] :
		    best[lot[i]];
	names_free(&folded);
	free(lot);
	free(best);
}

/* Are two names equal once they are folded? */
static bool
equal(const struct search *s, unsigned level, uint32_t a, uint32_t b)
{
	return text_equal(fold_text(level, s->room[0], s->names->text[a]),
	    fold_text(level, s->room[1], s->names->text[b]));
}

/* Has the name blanks that no name should have? */
static bool
has_blanks(const struct search *s, uint32_t i)
{
	return !text_equal(fold_text(FOLD_FORM, s->room[0], s->names->text[i]),
	    fold_text(FOLD_BLANKS, s->room[1], s->names->text[i]));
}

struct alike *
alike_find(const struct names *names, uint32_t n, const uint64_t *rows)
{
	struct alike *alike = mem_array(n, sizeof *alike);
	uint32_t *same = mem_array(n, sizeof *same), *keep = mem_array(n,
	    sizeof *keep);
	struct search s = { names, n, rows, { NULL, NULL } };
	size_t most = 0;

	for (uint32_t i = 0; i < n; i++)
		most = names->text[i].n > most ? names->text[i].n : most;
	s.room[0] = mem_array(most, 1);
	s.room[1] = mem_array(most, 1);
	keep_likeliest(&s, folds[ALIKE_BLANKS], NULL, same);
	keep_likeliest(&s, folds[ALIKE_ALL], same, keep);
	for (uint32_t i = 0; i < n; i++) {
		struct alike *a = &alike[i];

		a->control = fold_control(names->text[i]);
		a->other = keep[i] == i ? NAME_NONE : keep[i];
		if (a->other == NAME_NONE)
			a->blanks = has_blanks(&s, i);
		while (a->other != NAME_NONE && a->by < ALIKE_ALL &&
		    !equal(&s, folds[a->by], i, a->other))
			a->by++;
	}
	free(s.room[0]);
	free(s.room[1]);
	free(same);
	free(keep);
	return alike;
}
