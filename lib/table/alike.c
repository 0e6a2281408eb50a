/* alike - names that look the same to people and are not the same bytes. */
#include <stdlib.h>

#include "base/arrange.h"
#include "base/mem.h"
#include "table/alike.h"

/* True if of two names that look the same the first is more likely meant. */
static bool
likelier(const struct names *names, const uint64_t *rows, uint32_t a, uint32_t b)
{
	struct text x = names->text[a], y = names->text[b];

	if (rows[a] != rows[b])
		return rows[a] > rows[b];
	return x.n != y.n ? x.n < y.n : text_compare(x, y) < 0;
}

/* Folded texts, one table of them for all folds, and which is whose. */
struct folded {
	struct names texts;
	uint32_t *of[FOLDS];
};

static void
fold_all(struct folded *f, const struct names *names)
{
	size_t most = 0;
	char *room;

	for (uint32_t i = 0; i < names->n; i++)
		most = names->text[i].n > most ? names->text[i].n : most;
	room = mem_array(most, 1);
	names_init(&f->texts);
	for (int how = 0; how < FOLDS; how++) {
		f->of[how] = mem_array(names->n, sizeof *f->of[how]);
		for (uint32_t i = 0; i < names->n; i++)
			f->of[how][i] = name_add(&f->texts,
			    fold_text((enum fold)how, room, names->text[i]));
	}
	free(room);
}

struct alike *
alike_find(const struct names *names, const uint64_t *rows)
{
	struct alike *alike = mem_array(names->n, sizeof *alike);
	uint32_t *keep = arrange_all(names->n), *best;
	struct folded f;

	fold_all(&f, names);
	best = mem_array(f.texts.n, sizeof *best);      /* + 1, of each text */
	for (int how = FOLD_BLANKS; how < FOLDS; how++) {
		for (uint32_t i = 0; i < names->n; i++) {
			uint32_t *b = &best[f.of[how][i]];

			if (keep[i] == i && (*b == 0 || likelier(names, rows, i,
			    *b - 1)))
				*b = i + 1;
		}
		for (uint32_t i = 0; i < names->n; i++)
			if (keep[i] == i)
				keep[i] = best[f.of[how][i]] - 1;
	}
	for (uint32_t i = 0; i < names->n; i++) {
		struct alike *a = &alike[i];

		a->control = fold_control(names->text[i]);
		a->blanks = f.of[FOLD_FORM][i] != f.of[FOLD_BLANKS][i];
		a->other = keep[i] == i ? NAME_NONE : keep[i];
		while (keep[i] != i && f.of[a->by][i] != f.of[a->by][keep[i]])
			a->by++;
	}
	for (int how = 0; how < FOLDS; how++)
		free(f.of[how]);
	names_free(&f.texts);
	free(best);
	free(keep);
	return alike;
}
