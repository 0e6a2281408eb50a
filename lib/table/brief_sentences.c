/* brief_sentences - what is to be said of a city's place: the sentences.
 *
 * A fall is said as plainly as a rise.  The city is always the subject, as its
 * name takes no endings.  A sentence whose facts are not there is not said.
 */
#include "table/brief.h"

/* "Im Smart City Index", but "Im Index „Offener Städteindex“". */
#define INDEX_DE "Im [?index_from=label?Index „]{index}[?index_from=label?“]"

/* "Ladepunkte (Platz 42 von 69 mit zwei weiteren)". */
#define LEAF_DE "{.label} (Platz {.rank}[ von {.of}][?.others=1? mit einer weiteren]" \
    "[?.others !.others=1? mit {.others} weiteren])"
#define LEAF_EN "{.label} (place {.rank}[ of {.of}][?.others=1? with one other]" \
    "[?.others !.others=1? with {.others} others])"

const struct phrase_sentence brief_sentence[] = {
	/* The place. */
	{ 1, NULL, "rank !shared.1", {
	    INDEX_DE "[ {year}] belegt {city} Platz {rank}[ von {of}][ mit {value} Punkten].",
	    "In the {index}[ {year}] {city} is placed {rank}[ of {of}][ with {value} points]." } },
	{ 1, NULL, "rank shared.1", {
	    INDEX_DE "[ {year}] teilt sich {city} Platz {rank} mit {shared|}"
	    "[, bei {of} gewerteten Städten][; es sind {value} Punkte].",
	    "In the {index}[ {year}] {city} shares place {rank} with {shared|}"
	    "[, of {of} ranked cities][; it has {value} points]." } },
	{ 1, NULL, "!rank value", {
	    INDEX_DE "[ {year}] hat {city} {value} Punkte; der Platz ist nicht bekannt.",
	    "In the {index}[ {year}] {city} has {value} points; its place is not known." } },
	{ 1, NULL, "not_ranked", {
	    INDEX_DE "[ {year}] ist {city} nicht gewertet[?!coverage=100?: nur {coverage} % Daten].",
	    "In the {index}[ {year}] {city} is not ranked[?!coverage=100?: only {coverage} % of the "
	    "data]." } },
	{ 1, NULL, "!rank !value !not_ranked", {
	    INDEX_DE "[ {year}] ist von {city} kein Platz bekannt.",
	    "In the {index}[ {year}] no place of {city} is known." } },

	/* The change. */
	{ 1, NULL, "!rank_change=0", {
	    "[?!previous_year?Das ist]"
	    "[?previous_year?Gegenüber {previous_year}[ (Platz {previous_rank})] ist das]"
	    "[?rank_change>0? eine Verbesserung][?rank_change<0? ein Rückgang] um {rank_change:places}"
	    "[?previous_year verdict=open?; das liegt im Bereich dessen, was andere vertretbare "
	    "Methoden auch ergäben].",
	    "[?!previous_year?This]"
	    "[?previous_year?Compared with {previous_year}[ (place {previous_rank})] this]"
	    " is a [?rank_change>0?gain][?rank_change<0?loss] of {rank_change:places}"
	    "[?previous_year verdict=open?; that is within what other defensible methods would give "
	    "as well]." } },
	{ 1, NULL, "previous_year rank_change=0", {
	    "Gegenüber {previous_year} ist der Platz unverändert.",
	    "Compared with {previous_year} the place is unchanged." } },
	{ 1, NULL, "status=new", {
	    "{city} ist neu dabei[; in der Ausgabe {previous_year} war sie es nicht].",
	    "{city} is new[; it was not in the edition {previous_year}]." } },
	{ 1, NULL, "", {
	    "{city} überholt {passed|}[ sowie {passed_more} weitere].",
	    "{city} overtakes {passed|}[ as well as {passed_more} more]." } },
	{ 1, NULL, "", {
	    "{city} wird überholt von {passed_by|}[ sowie {passed_by_more} weiteren].",
	    "{city} is overtaken by {passed_by|}[ as well as {passed_by_more} more]." } },
	{ 1, NULL, "!since_change=0", {
	    "{city} hat sich seit {since} (Platz {since_rank}) um {since_change:places} "
	    "ver[?since_change>0?bessert][?since_change<0?schlechtert].",
	    "{city} has [?since_change>0?gained][?since_change<0?lost] {since_change:places} since "
	    "{since} (place {since_rank})." } },
	{ 1, NULL, "since_change=0", {
	    "Der Platz ist derselbe wie {since}.",
	    "The place is the same as in {since}." } },

	/* Own or others, and how firm. */
	{ 2, NULL, "", {
	    "[?value_change=0.0?Die Punktzahl bleibt gleich; es kommen]"
	    "[?!value_change=0.0?Von {value_change:signed} Punkten Veränderung kommen]"
	    " {own:signed} aus eigenen Werten[?!weights !gaps? und][?weights?,][?gaps !weights?,]"
	    " {others:signed} daraus, dass sich andere verändert haben"
	    "[,[?!gaps? und] {weights:signed} aus Gewichten und Methode]"
	    "[[?!weights?,] und {gaps:signed} aus Datenlücken].",
	    "[?value_change=0.0?The points stay the same;]"
	    "[?!value_change=0.0?Of {value_change:signed} points of change]"
	    " {own:signed} come from its own figures[?!weights !gaps? and][?weights?,]"
	    "[?gaps !weights?,] {others:signed} from changes of others"
	    "[[?gaps?,][?!gaps? and] {weights:signed} from weights and method]"
	    "[ and {gaps:signed} from gaps in the data]." } },
	{ 2, NULL, "", {
	    "Am meisten trug[?drivers.2?en] bei: {drivers|{.label} ({.change:signed})}.",
	    "The largest contribution[?drivers.2?s]: {drivers|{.label} ({.change:signed})}." } },
	{ 2, NULL, "rank_width", {
	    "In neun von zehn Varianten von Gewichtung, Skala und Mittel liegt {city} "
	    "[?rank_width>0?zwischen Platz {rank_p05} und {rank_p95}][?rank_width=0?auf Platz "
	    "{rank_p05}].",
	    "In nine of ten variants of weights, scale and mean {city} lies "
	    "[?rank_width>0?between places {rank_p05} and {rank_p95}][?rank_width=0?on place "
	    "{rank_p05}]." } },
	{ 2, NULL, "verdict", {
	    "In {p_change} % der Varianten der Methode geht es in dieselbe Richtung ("
	    "[?verdict=firm?gesichert][?verdict=likely?wahrscheinlich][?verdict=open?offen]).",
	    "In {p_change} % of the variants of the method the change has the same direction "
	    "({verdict})." } },

	/* Areas and indicators. */
	{ 3, NULL, "!areas_known=one", {
	    "Beste[?!best.2?r][?areas_known=some? bekannte][?areas_known=some !best.2?r] "
	    "Bereich[?best.2?e sind][?!best.2? ist] "
	    "{best|{.label}: Platz {.rank}[ mit {.value} Punkten]}.",
	    "Its best area[?best.2?s][?areas_known=some? known][?best.2? are][?!best.2? is] "
	    "{best|{.label}: place {.rank}[ with {.value} points]}." } },
	{ 3, NULL, "areas_known=one", {
	    "Bekannt ist von den Bereichen nur {best|{.label}: Platz {.rank}[ mit {.value} Punkten]}.",
	    "The only area with a known place is "
	    "{best|{.label}: place {.rank}[ with {.value} points]}." } },
	{ 3, "tops", "", {
	    "Unter den besten {.places}: {.area|{.label}}.",
	    "Among the best {.places}: {.area|{.label}}." } },
	{ 3, NULL, "!all_areas=up", {
	    "Nach oben geht es [?!rose.2?im Bereich][?rose.2?in den Bereichen] "
	    "{rose|{.label} um {.rank_change:places}}.",
	    "It rose in {rose|{.label} by {.rank_change:places}}." } },
	{ 3, NULL, "!all_areas=down", {
	    "Nach unten geht es [?!fell.2?im Bereich][?fell.2?in den Bereichen] "
	    "{fell|{.label} um {.rank_change:places}}.",
	    "It fell in {fell|{.label} by {.rank_change:places}}." } },
	{ 3, NULL, "all_areas", {
	    "{city} hat sich in allen {areas} Bereichen "
	    "ver[?all_areas=up?bessert][?all_areas=down?schlechtert]"
	    "[, am meisten [?!rose.2?im Bereich][?rose.2?in den Bereichen] "
	    "{rose|{.label} um {.rank_change:places}}]"
	    "[, am meisten [?!fell.2?im Bereich][?fell.2?in den Bereichen] "
	    "{fell|{.label} um {.rank_change:places}}].",
	    "{city} has [?all_areas=up?gained][?all_areas=down?lost] in all {areas} areas"
	    "[, most in {rose|{.label} by {.rank_change:places}}]"
	    "[, most in {fell|{.label} by {.rank_change:places}}]." } },
	{ 3, NULL, "", {
	    "D[?strength.2?ie besten Plätze][?!strength.2?er beste Platz] bei einzelnen Indikatoren: "
	    "{strength|" LEAF_DE "}.",
	    "Its best place[?strength.2?s] in single indicators: {strength|" LEAF_EN "}." } },
	{ 3, NULL, "", {
	    "D[?weakness.2?ie hintersten][?!weakness.2?er hinterste]"
	    "[?!strength.1? Pl[?weakness.2?ätze][?!weakness.2?atz] bei einzelnen Indikatoren]: "
	    "{weakness|" LEAF_DE "}.",
	    "Its lowest[?!strength.1? place[?weakness.2?s] in single indicators]: "
	    "{weakness|" LEAF_EN "}." } },

	/* Beside others. */
	{ 4, "groups", "", {
	    "{city} [?.rank=1?ist die beste][?!.rank=1?liegt auf Platz {.rank}] der {.of} Städte "
	    "[?.kind=state?in][?.kind=other?mit] {.name}.",
	    "{city} is [?.rank=1?the best][?!.rank=1?number {.rank}] of the {.of} cities "
	    "[?.kind=state?in][?.kind=other?with] {.name}." } },
	{ 4, "groups", ".most_improved", {
	    "Keine andere Stadt [?.kind=state?in][?.kind=other?mit] {.name} hat sich so stark "
	    "verbessert.",
	    "No other city [?.kind=state?in][?.kind=other?with] {.name} has gained as much." } },
	{ 4, NULL, "gap_next>0", {
	    "Zum nächsten Platz fehlen {gap_next} Punkte[, zu den ersten zehn {gap_ten}].",
	    "To the next place {gap_next} points are missing[, to the first ten {gap_ten}]." } },
	{ 4, NULL, "gap_next !gap_next>0", {
	    "Zum nächsten Platz fehlt weniger als ein Zehntel eines Punktes"
	    "[, zu den ersten zehn fehlen {gap_ten} Punkte].",
	    "To the next place less than a tenth of a point is missing"
	    "[, to the first ten {gap_ten} points]." } },
	{ 4, NULL, "!gap_next", {
	    "Zu den ersten zehn fehlen {gap_ten} Punkte.",
	    "To the first ten {gap_ten} points are missing." } },

	/* What would lift it. */
	{ 5, NULL, "lift.steps=report", {
	    "Am meisten brächten Daten, die fehlen: {lift.label}, beim Wert der Mitte "
	    "{lift.places:plus}.",
	    "Most would be gained by data that are missing: {lift.label}, {lift.places:plus} at the "
	    "median." } },
	{ 5, NULL, "lift.steps=yes", {
	    "Am meisten brächte ein [?!lift.target=0?Ja][?lift.target=0?Nein] bei „{lift.label}“ "
	    "({lift.places:plus}[; zuletzt dazugekommen ist zum Beispiel {lift.model}]).",
	    "Most would be gained by a [?!lift.target=0?yes][?lift.target=0?no] for “{lift.label}” "
	    "({lift.places:plus}[; new there since the edition before: {lift.model}, for "
	    "example])." } },
	{ 5, NULL, "lift.steps !lift.steps=report !lift.steps=yes", {
	    "Am meisten brächte: {lift.label} auf {lift.target}[ {lift.unit}] "
	    "({lift.places:plus}[; schon dort und zuletzt verbessert: zum Beispiel {lift.model}]).",
	    "Most would be gained by: {lift.label} at {lift.target}[ {lift.unit}] "
	    "({lift.places:plus}[; there already and improved since the edition before: {lift.model}, "
	    "for example])." } },

	/* The first ones, and the data. */
	{ 6, NULL, "", {
	    "Die ersten Plätze belegen {podium|}.",
	    "The first places go to {podium|}." } },
	{ 6, NULL, "rank", {
	    "{coverage} % der Gewichte haben Daten[?measured_of_data=all?, alle gemessen]"
	    "[?measured_of_data=part?, {measured} % sind gemessen][?filled>0?, {filled} % ergänzt oder "
	    "geschätzt].",
	    "{coverage} % of the weights have data[?measured_of_data=all?, all of them measured]"
	    "[?measured_of_data=part?, {measured} % are measured][?filled>0?, {filled} % filled in or "
	    "estimated]." } },
};
const size_t brief_sentences = sizeof brief_sentence / sizeof *brief_sentence;
