/* brief - what is to be said of a city's place: the facts of sci-brief, and its
 * sentences.
 *
 * Facts are the figures as they are printed: places whole, points and shares in
 * percent with one decimal and none, differences those of the printed figures.
 * The manual of sci-brief lists the keys.  What is not known gives no fact.
 */
#ifndef BRIEF_H
#define BRIEF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "table/facts.h"
#include "table/framework.h"
#include "table/phrase.h"
#include "table/records.h"
#include "table/standings.h"

struct brief {
	const struct standings *standings;
	const struct framework *framework;      /* for labels, or NULL */
	/* Tables of sci-explain, sci-robust ranks and moves, sci-potential, and
	 * of the cities. */
	struct records explain, robust, moves, potential, cities;
	const char *unit;               /* the column of cities in all of them */
	const char *language;           /* for columns label_de and name_de */
	struct text index;              /* its name, or empty */
	bool labelled;                  /* the name is a label, which German does not inflect */
	uint32_t year, since;           /* in standings->keys.years; since: or NAME_NONE */
	uint32_t root, *area, *leaf;    /* in standings->keys.indicators */
	size_t narea, nleaf;
	struct text *group;             /* columns of `cities` or none; terminated */
	size_t ngroup;
	double *top;                    /* the first so many */
	size_t ntop;
	double climb;                   /* so many places are worth a word */
};

/* Adds the facts of a city, a number in standings->keys.units. */
void brief_facts(struct facts *, const struct brief *, uint32_t unit);

/* The sentences, in order. */
extern const struct phrase_sentence brief_sentence[];
extern const size_t brief_sentences;

#endif
