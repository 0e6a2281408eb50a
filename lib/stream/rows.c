/* rows - rows of texts in memory, and their order. */
#include <stdlib.h>
#include <string.h>

#include "base/arrange.h"
#include "base/die.h"
#include "base/mem.h"
#include "base/names.h"
#include "number/num.h"
#include "number/rank.h"
#include "stream/rows.h"

enum { ROOM = 1 << 18 };

void
rows_add(struct rows *r, const struct pass *a)
{
	size_t need = a->t->row.n + 2 * OUT_OVER;
	char *end;

	if (r->n == UINT32_MAX - 1)
		die("more than %lu rows", (unsigned long)r->n);
	if (r->left < need) {
		r->left = need > ROOM / 4 ? need : ROOM;
		r->room = mem_array(r->left, 1);
	}
	end = pass_put(a, r->room);
	r->row = mem_grow(r->row, &r->cap, r->n + 1, sizeof *r->row);
	r->row[r->n++] = (struct text){ r->room, (size_t)(end - r->room) };
	r->left -= (size_t)(end - r->room);
	r->room = end;
}

struct text
rows_field(struct text row, size_t column)
{
	const char *s = row.s, *end = s + row.n, *tab = memchr(s, '\t', row.n);

	for (; column > 0 && tab != NULL; column--) {
		s = tab + 1;
		tab = memchr(s, '\t', (size_t)(end - s));
	}
	return (struct text){ s, (size_t)((tab == NULL ? end : tab) - s) };
}

/* Texts with something between. */
static struct text
join(struct rows_room *room, const struct text *part, size_t n,
    const char *between)
{
	size_t used = 0, gap = strlen(between);

	room->s = mem_grow(room->s, &room->cap, 1, 1);
	for (size_t i = 0; i < n; i++) {
		room->s = mem_grow(room->s, &room->cap, used + gap + part[i].n,
		    1);
		if (i > 0)
			memcpy(room->s + used, between, gap);
		used += i > 0 ? gap : 0;
		memcpy(room->s + used, part[i].s, part[i].n);
		used += part[i].n;
	}
	return (struct text){ room->s, used };
}

struct text
rows_join(struct rows_room *room, const struct text *part, size_t n)
{
	return n == 1 ? *part : join(room, part, n, "\t");
}

char *
rows_shown(const struct text *part, size_t n)
{
	struct rows_room room = { NULL, 0 };
	struct text all = join(&room, part, n, ", ");
	char *s = mem_copy(all.s, all.n);

	free(room.s);
	return s;
}

bool
rows_are_numbers(const struct text *t, size_t n)
{
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		double x;
		enum num_kind kind = num_read(t[i], &x);

		if (kind > NUM_MISSING)
			return false;
		any = any || kind == NUM_FINITE;
	}
	return any;
}

/* Place of each name by value; returns how many places there are, the last one
 * of the missing. */
static uint32_t
by_value(const struct names *t, bool falling, uint32_t *place)
{
	struct rank_value *a = mem_array(t->n, sizeof *a);
	double *rank = mem_array(t->n, sizeof *rank);
	uint32_t n = 0, most;

	for (uint32_t i = 0; i < t->n; i++) {
		double x;

		if (num_read(t->text[i], &x) == NUM_FINITE)
			a[n++] = (struct rank_value){ x, i };
	}
	rank_sort(a, n);
	most = (uint32_t)rank_places(a, n, RANK_DENSE, false, rank);
	for (uint32_t i = 0; i < t->n; i++)
		place[i] = most;
	for (uint32_t i = 0; i < n; i++)
		place[a[i].row] = falling ? most - (uint32_t)rank[i] :
		    (uint32_t)rank[i] - 1;
	free(a);
	free(rank);
	return most + 1;
}

/* Place of each name by its bytes, likewise; an empty one is last if that is
 * asked for. */
static uint32_t
by_bytes(const struct names *t, const struct rows_key *key, uint32_t *place)
{
	uint32_t *order = names_order(t), none = name_find(t, text_of(""));
	uint32_t first = key->numbers && none != NAME_NONE;     /* an empty text is first of all */

	for (uint32_t i = 0; i < t->n; i++)
		place[i] = first && i == none ? t->n : key->falling ?
		    t->n - 1 - order[i] : order[i] - first;
	free(order);
	return t->n + 1;
}

/* Place of each name in another table of names. */
static uint32_t
as_in(const struct names *t, const struct names *order, uint32_t *place)
{
	for (uint32_t i = 0; i < t->n; i++)
		place[i] = name_find(order, t->text[i]);
	return order->n;
}

/* Sorts rows that are in some order by one more key. */
static void
sort_by(uint32_t *sorted, const struct text *row, size_t n,
    const struct rows_key *key)
{
	uint32_t *id = mem_array(n, sizeof *id), *place, nplace,
	    last = NAME_NONE;
	struct names names;

	names_init(&names);
	for (size_t i = 0; i < n; i++)
		id[i] = last = name_next(&names, last, rows_field(row[i],
		    key->column), true);
	place = mem_array(names.n, sizeof *place);
	if (key->order != NULL)
		nplace = as_in(&names, key->order, place);
	else if (key->numbers && rows_are_numbers(names.text, names.n))
		nplace = by_value(&names, key->falling, place);
	else
		nplace = by_bytes(&names, key, place);
	for (size_t i = 0; i < n; i++)
		id[i] = place[id[i]];
	arrange(sorted, n, id, nplace);
	names_free(&names);
	free(id);
	free(place);
}

uint32_t *
rows_sort(const struct text *row, size_t n, const struct rows_key *key,
    size_t nkey)
{
	uint32_t *sorted = arrange_all(n);

	for (size_t k = nkey; k > 0; k--)
		sort_by(sorted, row, n, &key[k - 1]);
	return sorted;
}
