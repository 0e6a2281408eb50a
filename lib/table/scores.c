/* scores - a table of weighted scores in memory. */
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/flag.h"
#include "table/scores.h"

/* Learns what the rows of the newest kind have in common, from the current
 * row. */
static void
learn_kind(struct scores *s, struct pair tail)
{
	const struct tsv *t = &s->table;
	struct text parent = t->col[s->parent_column];
	struct scores_kind *k;

	s->kind = mem_grow(s->kind, &s->kind_cap, s->kinds.n, sizeof *s->kind);
	k = &s->kind[s->kinds.n - 1];
	k->parent_text = s->tail_texts.text[tail.a];
	k->weight_text = s->tail_texts.text[tail.b];
	k->node = framework_node(s->framework, t,
	    t->col[s->keys.indicator_column]);
	k->parent = NAME_NONE;
	if (parent.n != 0) {
		k->parent = name_find(&s->framework->names, parent);
		if (k->parent == NAME_NONE || k->parent >= s->framework->n)
			tsv_die(t, "column parent: '%.*s' is not a node of %s",
			    TEXT_ARG(parent), s->framework->path);
	}
	k->weight = tsv_number(t, s->weight_column);
	if (k->weight != k->weight && parent.n != 0)
		tsv_die(t, "column weight is empty; sci-weight writes it");
	if (k->weight < 0)
		tsv_die(t, "column weight: '%.*s' is negative",
		    TEXT_ARG(t->col[s->weight_column]));
}

/* Reads the kind that the texts of parent and weight make with the
 * indicator. */
static uint32_t
kind_of(struct scores *s, struct text parent, struct text weight)
{
	uint32_t known = s->kinds.n, tail = pair_add(&s->tails,
	    name_add(&s->tail_texts, parent), name_add(&s->tail_texts, weight));
	uint32_t kind = pair_add(&s->kinds, tail, s->keys.indicator);

	if (s->kinds.n > known)
		learn_kind(s, s->tails.pair[tail]);
	return kind;
}

/* The kind of the current row: most often that of the last row of its
 * indicator. */
static inline uint32_t
kind_of_row(struct scores *s)
{
	struct text parent = s->table.col[s->parent_column];
	struct text weight = s->table.col[s->weight_column];
	uint32_t guess = pair_recent(&s->kinds, s->keys.indicator);

	if (__builtin_expect(guess != NAME_NONE && text_equal(parent,
	    s->kind[guess].parent_text) && text_equal(weight,
	    s->kind[guess].weight_text), 1))
		return guess;
	return kind_of(s, parent, weight);
}

/* Makes room for one more row. */
static void
more_rows(struct scores *s)
{
	size_t room = keys_room(&s->keys, s->ready) + 1;

	s->ready = room - 1;
	s->row_kind = mem_resize(s->row_kind, room, sizeof *s->row_kind);
	s->value = mem_resize(s->value, room, sizeof *s->value);
	if (s->coverage_column >= 0)
		s->coverage = mem_resize(s->coverage, room,
		    sizeof *s->coverage);
	if (s->measured_column >= 0)
		s->measured = mem_resize(s->measured, room,
		    sizeof *s->measured);
	if (s->keep)
		s->value_text = mem_resize(s->value_text, room,
		    sizeof *s->value_text);
}

/* A share that comes in, of a node that was made before. */
static double
share_of_row(const struct scores *s, int column)
{
	return keys_share(&s->table, (size_t)column, tsv_number(&s->table,
	    (size_t)column));
}

static _Noreturn void
duplicate(const struct scores *s, uint32_t profile, uint32_t row,
    uint32_t again)
{
	struct pair p = s->keys.profiles.pair[profile];
	struct text about[3];

	keys_about(&s->keys, p.a, p.b, framework_code(s->framework,
	    scores_kind(s, row)->node), about);
	die_about(tsv_where(&s->table, again), about, KEYS_SECOND,
	    TEXT_ARG(s->table.head[s->keys.unit_column]), tsv_where(&s->table,
	    row));
}

/* Refuses the row just read, whose keys came before in the same run. */
static _Noreturn void
repeated(const struct scores *s, uint32_t row)
{
	uint32_t i = row - 1;

	while (scores_kind(s, i)->node != scores_kind(s, row)->node)
		i--;
	duplicate(s, s->keys.profile, i, row);
}

static void
begin_run(struct scores *s)
{
	s->run = mem_grow(s->run, &s->run_cap, s->nrun + 1, sizeof *s->run);
	s->run[s->nrun++] = (struct scores_run){ s->keys.profile,
	    (uint32_t)s->n };
}

static uint32_t
run_end(const struct scores *s, size_t run)
{
	return run + 1 < s->nrun ? s->run[run + 1].from : (uint32_t)s->n;
}

/* Keeps the current row, as the last. */
static void
keep_row(struct scores *s, uint32_t kind)
{
	const struct tsv *t = &s->table;
	double x = tsv_number(t, s->value_column);

	if (__builtin_expect(s->n == s->ready, 0))
		more_rows(s);
	if (s->nrun == 0 || s->run[s->nrun - 1].profile != s->keys.profile)
		begin_run(s);
	s->value[s->n] = x;
	if (s->flag_column >= 0 && flag_has(t->col[s->flag_column], "EIU"))
		kind |= SCORES_FILLED;
	s->row_kind[s->n] = kind;
	if (s->coverage != NULL)
		s->coverage[s->n] = share_of_row(s, s->coverage_column);
	if (s->measured != NULL)
		s->measured[s->n] = share_of_row(s, s->measured_column);
	if (s->keep)
		s->value_text[s->n] = name_add(&s->value_texts,
		    x == x ? t->col[s->value_column] : text_of(""));
	if (__builtin_expect(s->keys.repeats, 0))
		repeated(s, (uint32_t)s->n);
	s->n++;
}

/* Finds duplicates among the rows of profiles that stood apart. */
static void
check_scattered(const struct scores *s)
{
	uint32_t *seen = mem_array(s->framework->n, sizeof *seen);

	for (uint32_t p = 0; p < s->keys.profiles.n; p++)
		for (uint32_t i = s->first[p]; i < s->first[p + 1]; i++) {
			uint32_t v = scores_kind(s, s->row_of[i])->node;

			/* Positions of this profile's rows lie from its start
			 * on. */
			if (seen[v] > s->first[p])
				duplicate(s, p, s->row_of[seen[v] - 1],
				    s->row_of[i]);
			seen[v] = i + 1;
		}
	free(seen);
}

/* Brings the rows of a profile together. */
static void
group_rows(struct scores *s)
{
	uint32_t n = s->keys.profiles.n;
	uint32_t *next = mem_array((size_t)n + 2, sizeof *next);

	for (size_t r = 0; r < s->nrun; r++)
		next[s->run[r].profile + 2] += run_end(s, r) - s->run[r].from;
	for (uint32_t p = 2; p < n + 2; p++)
		next[p] += next[p - 1];
	s->first = next;
	if (!s->keys.scattered) {
		s->first = next + 1;
		return;
	}
	s->row_of = mem_array(s->n, sizeof *s->row_of);
	for (size_t r = 0; r < s->nrun; r++)
		for (uint32_t i = s->run[r].from, end = run_end(s, r); i < end;
		    i++)
			s->row_of[next[s->run[r].profile + 1]++] = i;
	check_scattered(s);
}

/* A column that sci-weight adds. */
static size_t
weighted(const struct tsv *t, const char *name)
{
	int column = tsv_find(t, name);

	if (column < 0)
		tsv_no_column(t, name, "; sci-weight adds it");
	return (size_t)column;
}

void
scores_read(struct scores *s, const struct framework *f, const struct opt *o,
    bool keep)
{
	memset(s, 0, sizeof *s);
	s->framework = f;
	s->keep = keep;
	tsv_open(&s->table, o->file, o->nfile, TSV_WHOLE);
	keys_open(&s->keys, &s->table, o->unit);
	s->value_column = tsv_need(&s->table, "value");
	s->parent_column = weighted(&s->table, "parent");
	s->weight_column = weighted(&s->table, "weight");
	s->flag_column = tsv_optional(&s->table, "flag");
	s->coverage_column = tsv_optional(&s->table, "coverage");
	s->measured_column = tsv_optional(&s->table, "measured");
	names_init(&s->tail_texts);
	pairs_init(&s->tails);
	names_init(&s->value_texts);
	pairs_init(&s->kinds);
	while (keys_row(&s->keys))
		keep_row(s, kind_of_row(s));
	group_rows(s);
}

struct text
scores_text(const struct scores *s, uint32_t row)
{
	return s->value_texts.text[s->value_text[row]];
}
