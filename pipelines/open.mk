# The open city index: raw figures of 83 German cities to annual rankings.
# Where the figures are from, and why these indicators, editions and this rule
# of coverage: data/README.md.

INDEX = open
EDITIONS = 2019 2020 2021 2022 2023 2024 2025
CITIES = data/open/cities.tsv
BRIEF_TABLES = $(patsubst %,$(S)/newest-%.tsv,robust moves explain potential)
include pipelines/common.mk

D = data/open
SIGNS = data/signs-din55301.tsv
# Two years more than there are editions, to fill gaps from.
DELIVERIES = $(patsubst $(D)/%.csv,$(S)/%.tsv,$(wildcard $(D)/cities-*.csv $(D)/cars-*.csv))

# Deliveries as German offices lay them out, a column an indicator.
IMPORT = sci-import --delimiter ';' --decimal , --encoding ISO-8859-1 --skip 3 --signs $(SIGNS) \
    --rename AGS=ags --rename Stadt=city --id ags,city
$(S)/cities-%.tsv: $(D)/cities-%.csv $(SIGNS) $(METHOD) | $(S)
	@$(IMPORT) --set year=$* $< -o $@

# A stock counted on 1 January closes the year before.
$(S)/cars-%.tsv: $(D)/cars-%.csv $(SIGNS) $(METHOD) | $(S)
	@$(IMPORT) --set year=$$(($* - 1)) $< -o $@

# Key and name of every city must be the known ones.
$(S)/delivered.tsv: $(DELIVERIES) $(CITIES)
	@sci-join -k ags,city $(CITIES) $(DELIVERIES) | \
	sci-select -c year,city,indicator,value,flag -o $@

# From here on the index is four pipes, so that it can be made with one decision changed.
# The cells that are not to be trusted go, and the indicators that the framework leaves out.
WITHDRAWN = $(D)/withdrawn.tsv
LEFT_OUT = fibre,school_leavers_abitur
trust = sci-join --optional <(sci-select -c year,city,indicator,reason $(WITHDRAWN)) $1 | \
    sci-select -w reason= -w indicator!=$(LEFT_OUT) -c year,city,indicator,value,flag

# Gaps of a year or two take the last figure measured, the population's too.
fill = sci-impute -f $(F) -m previous:2 $1 | sci-select -w 'year>=$(firstword $(EDITIONS))'

# What sci-normalize reads, and how it and sci-aggregate are called.
prepare = sci-denominate -f $(F) $1
NORMALIZE = --ties dense
AGGREGATE = --min-coverage 2/3
score = sci-normalize -f $(F) $(NORMALIZE) $1 | sci-weight -f $(F) | \
    sci-aggregate -f $(F) $(AGGREGATE) --keep

$(S)/figures.tsv: $(S)/delivered.tsv $(WITHDRAWN)
	@$(call trust,$<) -o $@

# What is wrong stops here; what is only suspicious can be read there.
$(R)/findings.tsv: $(S)/figures.tsv | $(R)
	@sci-check -f $(F) $< -o $(S)/found.tsv || \
	    { sci-select -w severity=error $(S)/found.tsv >&2; exit 1; }; mv $(S)/found.tsv $@

$(S)/filled.tsv: $(S)/figures.tsv $(R)/findings.tsv
	@$(call fill,$<) -o $@
$(S)/prepared.tsv: $(S)/filled.tsv
	@$(call prepare,$<) -o $@
$(R)/scores.tsv: $(S)/prepared.tsv | $(R)
	@$(call score,$<) -o $@
$(R)/rankings.tsv: $(R)/scores.tsv
	@sci-rank $< | sci-delta -o $@

# How much of the overall scores was measured, not filled in: means of n cities.
measured = sci-select -w indicator=$(ROOT) -w value!= -c year,city,indicator,measured $1 | \
    sci-tidy --rename measured=value | \
    sci-stat indicators | sci-select -c year,n,mean | sci-round -c mean 2
$(R)/measured.tsv: $(R)/scores.tsv
	@$(call measured,$<) -o $@

# Our places beside those that Bitkom published for the same year: $(call agreement,TABLE,NODE,
# BITKOM'S NODE) correlates what the cities with both have.
PUBLISHED = data/bitkom/published.tsv
beside = sci-tidy --rename $1=open | sci-join --optional <($2 | sci-tidy --rename $1=bitkom) | \
    sci-tidy --id year,city | sci-stat correlations --method spearman | \
    sci-select -c year,indicator,other,value,n | sci-round 2
place_of = sci-select -w indicator=$2 -w rank!= -c year,city,rank $1
agreement = $(call place_of,$1,$2) | $(call beside,rank,$(call place_of,$(PUBLISHED),$3))
$(R)/agreement.tsv: $(R)/rankings.tsv $(PUBLISHED)
	@$(call agreement,$<,$(ROOT),overall) -o $@

products: $(addprefix $(R)/,findings.tsv measured.tsv agreement.tsv)

# How firm places and changes are, why they changed, what would lift a city, and all of it as text:
# tables made of $(S)/prepared.tsv and $(R)/rankings.tsv go here.
# The variants are what could have been decided otherwise as well.
VARY = -n 1000 --weights 0.25 --normalize percentile:1,100:dense --normalize minmax:1,100 \
    --aggregate arithmetic --aggregate geometric --leave-out
$(S)/variants.tsv: $(METHOD) | $(S)
	@sci-vary -f $(F) $(VARY) -o $@
$(S)/varied.tsv: $(S)/prepared.tsv $(S)/variants.tsv
	@sci-score -f $(F) $(NORMALIZE) $(AGGREGATE) --variants $(S)/variants.tsv --node $(ROOT) \
	    -c variant,year,city,indicator,rank $< -o $@
$(R)/robust.tsv: $(S)/varied.tsv | $(R)
	@sci-robust ranks $< -o $@
$(R)/moves.tsv: $(S)/varied.tsv | $(R)
	@sci-robust moves $< -o $@
EXPLAIN = $(NORMALIZE) $(AGGREGATE)
$(R)/explain.tsv: $(S)/prepared.tsv | $(R)
	@sci-explain -f $(F) $(EXPLAIN) $< -o $@

# What would lift every city, with the needs in absolute numbers by its inhabitants.
$(R)/potential.tsv: $(S)/prepared.tsv $(S)/filled.tsv | $(R)
	@sci-potential -f $(F) $(NORMALIZE) $(AGGREGATE) --city all --movable \
	    --by <(sci-select -w indicator=population $(S)/filled.tsv) $< -o $@

products: $(addprefix $(R)/,robust.tsv moves.tsv explain.tsv potential.tsv brief)
BRIEF = $(foreach t,robust moves explain potential,--$t $(S)/newest-$t.tsv)
$(S)/newest-%.tsv: $(R)/%.tsv | $(S)
	@sci-select -w year=$(NEWEST) $< -o $@
BRIEF_de = --index 'offenen Städteindex'
BRIEF_en = --index 'open city index'

# Each place with the ones between which nine of ten variants put the city.
firm = sci-select -w year=$(NEWEST) -c city,rank_p05,rank_p95 $(R)/robust.tsv | \
    sci-round -c rank_p05,rank_p95 0 | sci-tidy --rename rank_p05=from --rename rank_p95=to | \
    sci-join --optional <(sci-select -w year=$(NEWEST) -c city,verdict $(R)/moves.tsv)
say_top = $(top) | sci-join <($(firm)) | \
    sci-select -c place,from,to,city,score,change,verdict | sci-show --bar score
say_ranking = n=$(call count,-w place!= $(R)/$(NEWEST).tsv); \
    state=$(call cell,state,-w year=$(NEWEST) $(D)/editions.tsv); \
    echo "Open city index $(NEWEST) ($$state), the first ten of $$n cities:"; \
    $(say_top); \
    echo "From, to: where nine of ten defensible methods put the city; verdict: whether they agree on"; \
    echo "the direction of its change."; echo; \
    echo "The largest climbs and falls:"; $(say_movers); echo
say_quality = m=$(call cell,mean,-w year=$(NEWEST) $(R)/measured.tsv); \
    a=$(call cell,value,-w year=$(NEWEST) $(R)/agreement.tsv); \
    n=$(call cell,n,-w year=$(NEWEST) $(R)/agreement.tsv); \
    echo "Open index: $$m of the weight measured in $(NEWEST);" \
        "agreement with Bitkom's places $$a ($$n cities)."

# What the decisions in data/README.md do, for make -f pipelines/open.mk decisions: the index with
# one thing decided otherwise, and how far that moves the overall places.
#   fibre    fibre and Abitur count, as long as they are not too old
#   lists    no school figure at all
#   single   every indicator has the same weight in its area
#   gigabit  broadband counts double beside Freifunk
#   half     half of the weight is enough for a node
#   minmax   scores by distance, not by place
#   kept     no cell is withdrawn
#   census   2021 on the census of 2022
VARIANTS = index fibre lists single gigabit half minmax kept census
.PHONY: decisions
decisions: $(patsubst %,$(R)/%.tsv,variants composition withdrawn school agreement-all)

# Private: what these are made of is made as ever.
variant = $(S)/prepared-$1.tsv $(S)/ranked-$1.tsv $(S)/alike-$1.tsv: private
$(call variant,fibre) F = $(D)/framework-fibre.tsv
$(call variant,fibre) LEFT_OUT = none
$(call variant,lists) F = $(S)/framework-lists.tsv
$(call variant,lists) LEFT_OUT := $(LEFT_OUT),school_leavers_no_degree
$(call variant,single) F = $(S)/framework-single.tsv
$(call variant,gigabit) F = $(S)/framework-gigabit.tsv
$(call variant,half) AGGREGATE = --min-coverage 1/2
$(call variant,minmax) F = $(S)/framework-minmax.tsv
$(call variant,kept) WITHDRAWN = -w year= $(D)/withdrawn.tsv
$(call variant,census) FROM = $(S)/delivered-census.tsv

$(S)/framework-lists.tsv: $(F)
	@sci-select -w indicator!=school_leavers_no_degree $< -o $@
$(S)/framework-single.tsv: $(F)
	@sci-tidy --set weight=1 $< -o $@
$(S)/framework-gigabit.tsv: $(F)
	@sci-select <(sci-select -w indicator!=gigabit $<) \
	    <(sci-select -w indicator=gigabit $< | sci-tidy --set weight=2) -o $@
$(S)/framework-minmax.tsv: $(F)
	@sci-tidy --set normalize=minmax $< -o $@
$(S)/delivered-census.tsv: $(S)/delivered.tsv
	@sci-select <(sci-select -v -w year=2021 -w indicator=population $<) \
	    <(sci-select -w year=2022 -w indicator=population $< | sci-tidy --set year=2021) -o $@

FROM = $(S)/delivered.tsv
$(S)/prepared-%.tsv: $(S)/delivered.tsv $(S)/delivered-census.tsv $(WITHDRAWN) $(METHOD) \
    $(patsubst %,$(S)/framework-%.tsv,lists single gigabit minmax)
	@$(call trust,$(FROM)) | $(call fill,) | $(call prepare,) -o $@
$(S)/ranked-%.tsv: $(S)/prepared-%.tsv
	@$(call score,$<) | sci-rank -o $@

# How many places apart two tables have a city: $(call apart,TABLE,OTHER), figures to sci-stat.
placed = sci-select -w indicator=$(ROOT) -w rank!= -c year,city,rank $1 | \
    sci-tidy --rename year=indicator
apart = $(call placed,$1) | sci-delta --against <($(call placed,$2)) | \
    sci-select -w rank_change!= -c indicator,city,rank_change | \
    awk -F '\t' -v OFS='\t' '{ sub(/^-/, "", $$3) } 1' | sci-tidy --rename rank_change=value
$(S)/moved-%.tsv: $(S)/ranked-%.tsv $(R)/rankings.tsv
	@$(call apart,$<,$(R)/rankings.tsv) | sci-stat indicators | \
	sci-select -c indicator,n,median,max | \
	sci-tidy --rename indicator=year --rename n=cities --rename median=moved_median \
	    --rename max=moved_max --set variant=$* | \
	sci-join -k year <($(call measured,$<) | \
	    sci-select -c year,mean | sci-tidy --rename mean=measured) | \
	sci-join -k year <($(call agreement,$<,$(ROOT),overall) | sci-select -c year,value,n | \
	    sci-tidy --rename value=agreement --rename n=agreement_cities) -o $@
$(R)/variants.tsv: $(VARIANTS:%=$(S)/moved-%.tsv)
	@sci-select $^ -o $@

# How much of each change is what came in and fell out: the change beside that over the indicators
# which both editions have.
there = sci-stat indicators $1 | sci-select -w 'n>0' -c year,indicator | \
    sci-select -w year=$2 -c indicator
$(S)/alike-%.tsv: $(S)/prepared-%.tsv
	@rm -f $@.*; for y in $(wordlist 2,99,$(EDITIONS)); do \
	    both=$$($(call there,$<,$$((y-1))) | sci-join --optional -k indicator \
	        <($(call there,$<,$$y) | sci-tidy --set both=yes) - | \
	        sci-select -w both=yes -c indicator | sed 1d | paste -sd ,); \
	    sci-select -w year=$$((y-1)),$$y -w "indicator=$$both" $< | $(call score,) | \
	    sci-rank | sci-delta | \
	    sci-select -w year=$$y -w indicator=$(ROOT) -c year,city,rank_change -o $@.$$y; \
	done; \
	sci-select $@.* -o $@; rm $@.*
$(S)/composition-%.tsv: $(S)/ranked-%.tsv $(S)/alike-%.tsv
	@sci-delta $< | sci-select -w indicator=$(ROOT) -w rank_change!= -c year,city,rank_change | \
	sci-join <(sci-tidy --rename rank_change=alike $(S)/alike-$*.tsv) | \
	awk -F '\t' -v OFS='\t' 'NR == 1 { print "year", "city", "change", "composition"; next } \
	    { print $$1, $$2, $$3 < 0 ? -$$3 : $$3, $$3 < $$4 ? $$4 - $$3 : $$3 - $$4 }' | \
	sci-tidy --id year,city | sci-stat indicators | sci-select -c year,indicator,median,max | \
	sci-tidy --rename indicator=moves --set framework=$* -o $@
$(R)/composition.tsv: $(patsubst %,$(S)/composition-%.tsv,index fibre lists)
	@sci-select $^ -o $@

# What each withdrawn figure would have done: score and place of its city with it, and without.
$(R)/withdrawn.tsv: private WITHDRAWN = -v -w "city=$$city" -w "indicator=$$indicator" \
    $(D)/withdrawn.tsv
$(R)/withdrawn.tsv: $(S)/delivered.tsv $(R)/rankings.tsv
	@rm -f $@.*; n=0; sci-select -c city,indicator $(D)/withdrawn.tsv | sed 1d | sort -u | \
	while IFS=$$'\t' read -r city indicator; do n=$$((n + 1)); \
	    $(call trust,$<) | $(call fill,) | $(call prepare,) | $(call score,) | sci-rank | \
	    sci-select -w "city=$$city" -w indicator=$(ROOT) -c year,city,value,rank | \
	    sci-tidy --rename value=score_kept --rename rank=place_kept --set "withdrawn=$$indicator" \
	        -o $@.$$n; \
	done; \
	sci-select $@.* | \
	sci-join <(sci-select -w indicator=$(ROOT) -c year,city,value,rank $(R)/rankings.tsv | \
	    sci-tidy --rename value=score --rename rank=place) | \
	awk -F '\t' '$$4 != $$6' | sci-round -c score_kept,score 1 -o $@; rm $@.*

# What the school figure does to a city that has one: each goes without in turn.
$(R)/school.tsv: $(S)/prepared.tsv $(R)/rankings.tsv
	@rm -f $@.*; n=0; \
	sci-select -w indicator=school_leavers_no_degree -w value!= -c city $< | sed 1d | sort -u | \
	while read -r city; do n=$$((n + 1)); \
	    sci-select -v -w "city=$$city" -w indicator=school_leavers_no_degree $< | $(call score,) | \
	    sci-rank | sci-select -w "city=$$city" -w indicator=$(ROOT) -c year,city,indicator,rank \
	        -o $@.$$n; \
	done; \
	sci-select $@.* | $(call apart,,$(R)/rankings.tsv) | sci-stat indicators | \
	sci-select -c indicator,n,median,q3,max | \
	sci-tidy --rename indicator=year --rename n=cities -o $@; rm $@.*

# Agreement by area, of the changes of place, and of mere size with Bitkom's places.
change_of = sci-select -w indicator=overall -w rank_change!= -c year,city,rank_change $1
change_published = sci-select -c year,city,indicator,rank $(PUBLISHED) | sci-delta | \
    $(call change_of,)
$(R)/agreement-all.tsv: $(R)/rankings.tsv $(S)/filled.tsv $(S)/areas $(PUBLISHED)
	@rm -f $@.*; IFS=$(comma); for node in $(ROOT) $(areas); do \
	    $(call agreement,$<,$$node,$$node) | sci-tidy --set what=$$node -o $@.$$node; \
	done; \
	sci-select -w indicator=population $(S)/filled.tsv | sci-rank | \
	$(call agreement,,population,overall) | sci-tidy --set what=population -o $@.population; \
	$(call change_of,$<) | $(call beside,rank_change,$(change_published)) | \
	sci-tidy --set what=change -o $@.change; \
	sci-select -c what,year,value,n $@.* -o $@; rm $@.*
