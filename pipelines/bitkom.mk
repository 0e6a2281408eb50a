# Bitkom's Smart City Index: what was published, and what of it can be
# reproduced: overall scores from area scores, changes of place from places.

INDEX = bitkom
EDITIONS = 2019 2020 2021 2022 2023 2024 2025
CHANGE = change
BASIS = basis
CITIES = data/open/cities.tsv
BRIEFED = $(S)/briefed.tsv
include pipelines/common.mk

D = data/bitkom
PUBLISHED = $(D)/published.tsv

# The overall score is the mean of the five area scores, where all are known.
$(R)/scores.tsv: $(PUBLISHED) $(METHOD) | $(R)
	@sci-select -w indicator!=overall -w value!= -c year,city,indicator,value $< | \
	sci-weight -f $(F) | \
	sci-aggregate -f $(F) --missing propagate --keep -o $@

# Places of two editions beside each other; nobody is new, for not all places are known.
# derived_ranks.tsv stays out: a place known as place + trend proves no trend.
$(S)/compared.tsv: $(PUBLISHED) $(METHOD) | $(S)
	@sci-select -c year,city,indicator,value,rank,trend $< | sci-delta --partial -o $@

# The change is the trend where one was published, else what two published places
# make it; the basis says which.
change = sci-select -w trend$1 -w $2!= -c year,city,indicator,$2 $< | \
    sci-tidy --rename $2=change --set basis=$3
$(R)/rankings.tsv: $(S)/compared.tsv | $(R)
	@sci-join --optional \
	    <(sci-select -c year,city,indicator,change,basis <($(call change,!=,trend,published)) \
	        <($(call change,=,rank_change,computed))) \
	    $< -o $@

# What is published of a city, in sentences; the change is the published trend where there is one.
$(S)/briefed.tsv: $(R)/rankings.tsv $(D)/editions.tsv | $(S)
	@sci-join --optional -k year <(sci-select -c year,cities $(D)/editions.tsv | \
	    sci-tidy --rename cities=of) $< | \
	sci-select -c year,city,indicator,value,rank,of,previous_year,previous_value,previous_rank,change | \
	sci-tidy --rename change=rank_change -o $@
BRIEF_de = --index 'Smart City Index'
products: $(R)/brief

# Computed less published overall scores. To sci-delta the two are editions of
# one figure, named after the year. Two decimals are exact: means of five scores
# with one.
overall = sci-select -w indicator=overall -w value!= -c year,city,value $1 | \
    sci-tidy --rename year=indicator
$(R)/overall.tsv: $(R)/scores.tsv
	@$(call overall,$<) | \
	sci-delta --against <($(call overall,$(PUBLISHED))) | \
	sci-select -w value_change!= -c indicator,city,value,previous_value,value_change | \
	sci-round -c value,value_change 2 | \
	sci-tidy --rename indicator=year --rename value=computed --rename previous_value=published \
	    --rename value_change=difference -o $@

# Every trend published with its place. `rank_change` is empty where the place
# of the year before was not published; `reproduced` says yes where the change
# is a published trend: the change belongs to the key of that join.
$(R)/trends.tsv: $(R)/rankings.tsv
	@sci-select -w rank!= -w trend!= \
	    -c year,city,indicator,rank,trend,previous_rank,rank_change $< | \
	sci-join --optional -k year,city,indicator,rank_change \
	    <(sci-select -w trend!= -c year,city,indicator,trend $< | \
	        sci-tidy --rename trend=rank_change --set reproduced=yes) \
	    -o $@

# What could be computed and is not as published, with the cause where it is known.
# Scores are published with one decimal, so half a tenth is the rounding.
WITHIN = -w 'difference>=-0.05' -w 'difference<=0.05'
$(R)/differing-overall.tsv: $(R)/overall.tsv $(D)/causes.tsv
	@sci-select -v $(WITHIN) $< | \
	sci-join --optional <(sci-select -w indicator=overall -c year,city,cause,cause_de $(D)/causes.tsv) -o $@
$(R)/differing-trends.tsv: $(R)/trends.tsv $(D)/causes.tsv
	@sci-select -w rank_change!= -w reproduced= $< | \
	sci-join --optional $(D)/causes.tsv -o $@

products: $(patsubst %,$(R)/%.tsv,overall trends differing-overall differing-trends)

say_ranking = echo "Bitkom's Smart City Index $(NEWEST), as published, the first ten:"; \
    $(say_top); echo; \
    echo "The largest climbs and falls that are known:"; $(say_movers); echo
say_quality = a=$(call count,$(WITHIN) $(R)/overall.tsv); \
    b=$(call count,$(R)/overall.tsv); \
    c=$(call count,-w rank_change!= -w reproduced=yes $(R)/trends.tsv); \
    d=$(call count,-w rank_change!= $(R)/trends.tsv); \
    e=$(call count,-w rank_change= $(R)/trends.tsv); \
    echo "Bitkom's index: reproduced $$a of $$b overall scores," \
        "$$c of $$d trends, $$e not checkable."
