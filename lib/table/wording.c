/* wording - the words of a page in one language. */
#include "table/wording.h"

#include <string.h>

#include "base/mem.h"
#include "stream/cell.h"
#include "stream/html.h"
#include "stream/tsv.h"

enum { DEEPEST = 8 };           /* texts within texts */

void
wording_init(struct wording *w, const char *lang, const struct framework *f)
{
	memset(w, 0, sizeof *w);
	w->decimal = strcmp(lang, "de") == 0 ? ',' : '.';
	w->framework = f;
	w->language = lang;
	names_init(&w->keys);
}

static void
put_entry(struct wording *w, struct text key, struct text value,
    const char *path)
{
	uint32_t k = name_add(&w->keys, key);

	w->entry = mem_grow(w->entry, &w->entry_cap, w->keys.n,
	    sizeof *w->entry);
	w->entry[k] = (struct wording_entry){ value, path };
}

void
wording_set(struct wording *w, struct text key, struct text value)
{
	put_entry(w, key, value, NULL);
}

void
wording_read(struct wording *w, const char *path)
{
	struct tsv t;
	size_t key, text;

	tsv_open_one(&t, path, TSV_BY_HAND);
	key = tsv_need(&t, "key");
	text = tsv_need(&t, "text");
	while (tsv_row(&t)) {
		uint32_t k = name_find(&w->keys, t.col[key]);

		if (k != NAME_NONE && w->entry[k].path == path)
			tsv_die(&t, "the key '%.*s' is there twice",
			    TEXT_ARG(t.col[key]));
		put_entry(w, t.col[key], cell_keep(t.col[text]), path);
	}
	tsv_close(&t);
}

bool
wording_has(const struct wording *w, struct text key)
{
	return name_find(&w->keys, key) != NAME_NONE;
}

static struct text
put(const struct wording *w, struct out *o, struct text key, int depth)
{
	uint32_t k = name_find(&w->keys, key);
	struct text rest, wrong = { NULL, 0 };

	if (k == NAME_NONE || depth > DEEPEST)
		return key;
	rest = w->entry[k].value;
	if (w->entry[k].path == NULL) {
		html_text(o, rest);
		return wrong;
	}
	while (rest.s != NULL && wrong.s == NULL) {
		html_text(o, text_cut(&rest, '{'));
		if (rest.s != NULL)
			wrong = put(w, o, text_cut(&rest, '}'), depth + 1);
	}
	return wrong;
}

struct text
wording_put(const struct wording *w, struct out *o, struct text key)
{
	return put(w, o, key, 0);
}
