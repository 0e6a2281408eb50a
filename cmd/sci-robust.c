/* sci-robust - says how firm places are, from those that variants of the method
 * give. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "method/sobol.h"
#include "stream/filter.h"
#include "stream/opt_argument.h"
#include "table/cities.h"
#include "table/design.h"
#include "table/firm.h"
#include "table/places.h"

static const char help[] =
    "sci-robust ranks|moves|pairs|matrix|sobol [--top N] [--level SHARE] [--city CITY,...] "
    "[--variants TABLE] [-u COLUMN] [-o FILE] [FILE...]\n"
    "\n"
    "Says how firm places are, from the rows of sci-score --variants.\n"
    "\n"
    "  ranks                  where each city stands, and which places remain open\n"
    "  moves                  changes between neighbouring editions\n"
    "  pairs                  how often one city is before another\n"
    "  matrix                 how often a city has each place\n"
    "  sobol                  how much each factor of a design matters\n"
    "\n"
    "      --top N            of ranks: how often it is among the first N (10)\n"
    "      --level SHARE      of ranks: before is who is so in that share of variants (0.95)\n"
    "      --city CITY,...    rows of these cities only\n"
    "      --variants TABLE   of sobol: the design, of sci-vary --design sobol\n"
    "Example: sci-robust ranks --top 10 scores-of-variants.tsv\n";

static long top = -1;
static double level = -1;
static const char *cities, *variants;
static const struct opt_row options[] = {
	{ "top", .count = &top, .most = 1L << 30 },
	{ "level", .share = &level },
	{ "city", .text = &cities },
	{ "variants", .table = &variants },
	{ 0 }
};

/* From which share of the variants a change is firm, or likely; by how much a
 * share may miss. */
static const double firm = 0.95, likely = 0.80, tolerance = 1e-9;

static struct places places;
static bool *chosen;                    /* unit -> it has rows; NULL: all have */

static struct pair
group_of(uint32_t cell)
{
	return places.groups.pair[places.cells.pair[cell].a];
}

static struct text
city_of(uint32_t cell)
{
	return places.keys.units.text[places.cells.pair[cell].b];
}

static bool
has_rows(uint32_t cell)
{
	return chosen == NULL || chosen[places.cells.pair[cell].b];
}

static void
put_year(struct out *o, uint32_t year)
{
	if (places.keys.year_column < 0)
		return;
	out_text(o, places.keys.years.text[year]);
	out_char(o, '\t');
}

/* Puts what rows begin with: year, indicator and city, or nothing for all
 * cities. */
static void
put_keys(struct out *o, uint32_t cell, bool of_city)
{
	put_year(o, group_of(cell).a);
	out_text(o, places.keys.indicators.text[group_of(cell).b]);
	out_char(o, '\t');
	if (of_city)
		out_text(o, city_of(cell));
}

/* A count as a share of `all`; nothing of nothing. */
static double
share(double count, uint32_t all)
{
	return all == 0 ? (double)NAN : count / all;
}

static void
write_ranks(struct out *o, const uint32_t *cell, uint32_t of)
{
	struct firm_standing *s = mem_array(of, sizeof *s);
	struct firm_compared *among = mem_array(of, sizeof *among);
	uint32_t n = places.n, need = (uint32_t)ceil((level - tolerance) * n);

	firm_standings(&places, cell, of, (double)top, need, s);
	firm_surely(&places, cell, of, need, s, among);
	for (uint32_t i = 0; i < of; i++) {
		double p = share(s[i].top, n);

		if (!has_rows(cell[i]))
			continue;
		put_year(o, group_of(cell[i]).a);
		out_text(o, city_of(cell[i]));
		out_cell_text(o,
		    places.keys.indicators.text[group_of(cell[i]).b]);
		out_cell(o, places_nominal(&places, cell[i]));
		out_cell(o, of);
		out_cell(o, s[i].variants);
		out_cell(o, s[i].p05);
		out_cell(o, s[i].median);
		out_cell(o, s[i].p95);
		out_cell(o, s[i].mean);
		out_cell(o, share(s[i].first, n));
		out_cell(o, p);
		out_cell(o, sqrt(p * (1 - p) / n));
		out_cell(o, n == 0 ? (double)NAN : 1.0 + among[i].behind);
		out_cell(o, n == 0 ? (double)NAN : (double)of -
		    among[i].before);
		out_char(o, '\n');
	}
	free(s);
	free(among);
}

static void
write_move(struct out *o, uint32_t cell, uint32_t year, uint32_t before)
{
	uint32_t indicator = group_of(cell).b;
	uint32_t old = places_cell(&places, before, indicator,
	    places.cells.pair[cell].b);
	double change = places_nominal(&places, old) - places_nominal(&places,
	    cell);
	double p = change == change ? firm_change(&places, old, cell) :
	    (double)NAN;

	put_year(o, year);
	/* As in sci-delta: an edition without the indicator is not compared
	 * with. */
	if (pair_find(&places.groups, before, indicator) != NAME_NONE)
		out_text(o, places.keys.years.text[before]);
	out_cell_text(o, city_of(cell));
	out_cell_text(o, places.keys.indicators.text[indicator]);
	out_cell(o, places_nominal(&places, cell));
	out_cell(o, places_nominal(&places, old));
	out_cell(o, change);
	out_cell(o, p);
	out_string(o, p != p ? "\t\n" : p >= firm - tolerance ? "\tfirm\n" :
	    p >= likely - tolerance ? "\tlikely\n" : "\topen\n");
}

static void
write_moves(struct out *o, const uint32_t *cell, uint32_t of)
{
	uint32_t year = group_of(cell[0]).a;
	uint32_t *before = keys_before(&places.keys);

	for (uint32_t i = 0; i < of && before[year] != NAME_NONE; i++)
		if (has_rows(cell[i]))
			write_move(o, cell[i], year, before[year]);
	free(before);
}

static void
write_pairs(struct out *o, const uint32_t *cell, uint32_t of)
{
	for (uint32_t i = 0; i < of; i++)
		for (uint32_t j = 0; j < of && has_rows(cell[i]); j++) {
			struct firm_compared c;

			if (i == j)
				continue;
			c = firm_compare(&places, cell[i], cell[j]);
			put_keys(o, cell[i], true);
			out_cell_text(o, city_of(cell[j]));
			out_cell(o,
			    share(c.before + (c.both - c.before - c.behind) /
			    2.0, c.both));
			out_char(o, '\n');
		}
}

static void
write_matrix(struct out *o, const uint32_t *cell, uint32_t of)
{
	double *rank = mem_array(places.n, sizeof *rank);

	for (uint32_t i = 0; i < of; i++) {
		uint32_t n = has_rows(cell[i]) ? places_ranks(&places, cell[i],
		    rank) : 0;

		for (uint32_t j = 0, k; j < n; j = k) {
			for (k = j; k < n && rank[k] == rank[j]; k++)
				continue;
			put_keys(o, cell[i], true);
			out_cell(o, rank[j]);
			out_cell(o, share(k - j, places.n));
			out_char(o, '\n');
		}
	}
	free(rank);
}

static struct design design;
static struct sobol sobol;

/* Puts the indices of all factors of what y is in the design's variants; `cell`
 * is one of the group's, or that of the city. */
static void
write_indices(struct out *o, const double *y, uint32_t cell, bool of_city)
{
	struct sobol_index *x = mem_array(design.factors, sizeof *x);

	sobol_indices(&sobol, y, x);
	for (uint32_t f = 0; f < design.factors; f++) {
		const struct sobol_estimate *e[] = { &x[f].first, &x[f].total };

		put_keys(o, cell, of_city);
		out_cell_text(o, design.factor[f]);
		for (int i = 0; i < 2; i++) {
			out_cell(o, e[i]->value);
			out_cell(o, e[i]->p05);
			out_cell(o, e[i]->p95);
		}
		out_char(o, '\n');
	}
	free(x);
}

static void
write_sobol(struct out *o, const uint32_t *cell, uint32_t of)
{
	double *y = mem_array((size_t)(2 + design.factors) * design.samples,
	    sizeof *y);

	if (design_shifts(&design, &places, cell, of, y))
		write_indices(o, y, cell[0], false);
	for (uint32_t i = 0; i < of; i++)
		if (has_rows(cell[i]) && design_ranks(&design, &places, cell[i],
		    y))
			write_indices(o, y, cell[i], true);
	free(y);
}

enum { RANKS, MOVES, PAIRS, MATRIX, SOBOL, TABLES };
static const char *const names[] = { "ranks", "moves", "pairs", "matrix",
    "sobol", NULL };

/* What writes the tables, and their columns before, between and behind those of
 * the keys that all have. */
static const struct table {
	void (*write)(struct out *, const uint32_t *, uint32_t);
	const char *before, *behind;
} tables[TABLES] = {
	{ write_ranks, "",
	    "indicator\trank\tof\tvariants\trank_p05\trank_median\t"
	    "rank_p95\trank_mean\tshare_first\tshare_top\tshare_top_se\trank_low\trank_high\n" },
	{ write_moves, "previous_year\t",
	    "indicator\trank\tprevious_rank\trank_change\t"
	    "p_change\tverdict\n" },
	{ write_pairs, "indicator\t", "other\tshare\n" },
	{ write_matrix, "indicator\t", "place\tshare\n" },
	{ write_sobol, "indicator\t", "factor\tfirst\tfirst_p05\tfirst_p95\t"
	    "total\ttotal_p05\ttotal_p95\n" },
};

/* Which table, and whether the options are for it. */
static int
choose_table(struct opt *opt)
{
	int table = opt_table(opt, names);

	if (table != RANKS && (top >= 0 || level >= 0))
		die_usage("%s is of ranks only", top >= 0 ? "--top" :
		    "--level");
	if ((table == SOBOL) != (variants != NULL))
		die_usage(table == SOBOL ?
		    "sobol: --variants TABLE is needed, the design" :
		    "--variants is of sobol only");
	top = top < 0 ? 10 : top;
	level = level < 0 ? 0.95 : level;
	return table;
}

int
main(int argc, char **argv)
{
	struct opt opt;
	struct out out;
	int table;

	opt_read(&opt, argc, argv, help, options);
	table = choose_table(&opt);
	places_read(&places, &opt);
	if (table == MOVES && places.keys.year_column < 0)
		die("moves: no column 'year', so there are no editions to compare");
	if (cities != NULL)
		chosen = cities_chosen(&places.keys.units, "--city", cities,
		    opt.unit);
	if (table == SOBOL) {
		design_read(&design, variants, &places);
		sobol_init(&sobol, design.samples, design.factors);
	}

	out_open(&out, opt.output);
	out_string(&out, places.keys.year_column < 0 ? "" : "year\t");
	out_string(&out, tables[table].before);
	out_text(&out, places.table.head[places.keys.unit_column]);
	out_char(&out, '\t');
	out_string(&out, tables[table].behind);
	for (uint32_t g = 0; g < places.groups.n; g++)
		if (places.start[g + 1] > places.start[g])
			tables[table].write(&out, places.row + places.start[g],
			    places.start[g + 1] - places.start[g]);
	return out_finish(&out);
}
