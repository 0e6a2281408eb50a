# What the pipelines share: how make runs a recipe, and the tables people read.
# They are called from the project's root once the filters are built:
#     make -f pipelines/open.mk O=build
# An index says its INDEX and EDITIONS, and after the include how scores.tsv and
# rankings.tsv are made: year, city, indicator, rank, value and a change.

O = build
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -euc
MAKEFLAGS += --no-builtin-rules
export LC_ALL := C
export PATH := $(abspath $(O)):$(PATH)

R = $(O)/rankings/$(INDEX)
S = $(O)/stages/$(INDEX)

# What an index may say before the include: its framework; the framework's root; the column of
# rankings.tsv that has the changes, and one that says what a change rests on; a table of the
# cities, and the key in it that people join by. The environment says nothing.
default = $(if $(filter-out undefined environment,$(origin $1)),$($1),$2)
F := $(call default,F,data/$(INDEX)/framework.tsv)
ROOT := $(call default,ROOT,overall)
CHANGE := $(call default,CHANGE,rank_change)
BASIS := $(call default,BASIS)
CITIES := $(call default,CITIES)
KEY := $(call default,KEY,ags)

NEWEST = $(lastword $(EDITIONS))
MAKEFILE := $(firstword $(MAKEFILE_LIST))

# A changed filter, framework or makefile makes everything anew: a second's work.
METHOD = $(patsubst cmd/%.c,$(O)/%,$(wildcard cmd/sci-*.c)) $(F) pipelines/common.mk $(MAKEFILE)

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: report ranking quality products

# The first target is what a bare make does. What there is to be read of an index is
# said in two parts, so that several indices can be read one after the other.
report: products
	@$(say_ranking); $(say_quality); $(say_files)
ranking: products
	@$(say_ranking)
quality: products
	@$(say_quality)

products: $(addprefix $(R)/,scores.tsv rankings.tsv movers.tsv $(EDITIONS:%=%.tsv))

$(R) $(S):
	@mkdir -p $@

# How many rows of a table meet the conditions: $(call count,-w CONDITION TABLE).
# To be assigned to a variable of the shell first: a failure ends the recipe there.
count = $$(sci-select $1 | sed 1d | wc -l)

# One cell: $(call cell,COLUMN,-w CONDITION TABLE).
cell = $$(sci-select -c $1 $2 | sed 1d)

# The areas are the children of the root, in the framework's order.
$(S)/areas: $(METHOD) | $(S)
	@sci-stat weights -f $(F) | sci-select -w parent=$(ROOT) -c indicator | sed 1d | paste -sd , > $@
areas = $$(<$(S)/areas)

# One row a city in order of its place, with scores, changes and its key, the areas behind. Last
# the cities that have no place. A table from <() that failed is cut off, and refused.
comma = ,
also = $(BASIS:%=$(comma)%)
key = $(if $(CITIES),$(comma)$(KEY))
$(EDITIONS:%=$(R)/%.tsv): $(R)/%.tsv: $(R)/rankings.tsv $(S)/areas $(CITIES)
	@sci-select -w year=$* -w indicator=$(ROOT),$(areas) \
	    -c city,indicator,rank,value,$(CHANGE)$(also) $< | \
	sci-round -c value 1 | \
	sci-tidy --rename rank=place --rename value=score --rename $(CHANGE)=change | \
	sci-pivot -f $(F) -c place,score,change$(also) | \
	sci-tidy $(foreach c,place score change $(BASIS),--rename $(ROOT)_$c=$c) | \
	$(if $(CITIES),sci-join <(sci-select -c city$(key) $(CITIES)) |) \
	sci-sort -k place,city | \
	sci-select -c place,city,score,change$(also)$(key)$$(IFS=$(comma); \
	    for a in $(areas); do printf ",$${a}_%s" place score change $(BASIS); done) -o $@

# The five largest climbs of every edition, and the five largest falls.
moved = sci-select -w indicator=$(ROOT) -w '$(CHANGE)$1' -c year,city,indicator,$(CHANGE) $< | \
    sci-tidy --rename $(CHANGE)=value | sci-rank $2 | sci-select -w 'rank<=5' -c year,city,indicator
$(R)/movers.tsv: $(R)/rankings.tsv
	@sci-select <($(call moved,>0)) <($(call moved,<0,--ascending)) | \
	sci-join <(sci-select -c year,city,indicator,rank,$(CHANGE)$(also) $<) | \
	sci-tidy --rename rank=place --rename $(CHANGE)=change | \
	sci-sort -k year -r change -k place,city | \
	sci-select -c year,city,place,change$(also) -o $@

# The newest edition in sentences, a file a city and language: brief/CITY.de.md, CITY being the slug
# of the table of cities.
# What that reads, and what sci-brief is told besides, an index may say, BRIEF_de and BRIEF_en too.
SINCE = $(firstword $(EDITIONS))
BRIEFED := $(call default,BRIEFED,$(R)/rankings.tsv)
BRIEF_TABLES := $(call default,BRIEF_TABLES)
$(S)/cities.tsv: $(CITIES) data/open/sizes.tsv $(METHOD) | $(S)
	@sci-join -k size data/open/sizes.tsv $(CITIES) -o $@
brief = sci-brief --lang $1 --city "$$city" --format $2 --since $(SINCE) --top 10 \
    --groups state,size_$1 --cities $(S)/cities.tsv -f $(F) $(BRIEF_$1) $(BRIEF) $(BRIEFED)
$(R)/brief: $(BRIEFED) $(S)/cities.tsv $(S)/areas $(BRIEF_TABLES)
	@rm -rf $@ $@.new; mkdir $@.new; \
	sci-select -w year=$(NEWEST) -w indicator=$(ROOT) -c city $(BRIEFED) | \
	sci-join <(sci-select -c city,slug $(S)/cities.tsv) | sed 1d | \
	while IFS=$$'\t' read -r city slug; do \
	    city=$${city//,/\\,}; \
	    $(call brief,de,markdown) -o $@.new/$$slug.de.md; \
	    $(call brief,en,markdown) -o $@.new/$$slug.en.md; \
	done; mv $@.new $@

# The newest edition as people read it: who is new has no change, and is called so. An index may
# say more.
new = sci-select -w year=$(NEWEST) -w indicator=$(ROOT) -w status=new -c city,status $(R)/rankings.tsv
top = sci-select -w 'place<=10' $(R)/$(NEWEST).tsv | sci-join --optional <($(new)) | \
    awk -F '\t' -v OFS='\t' '$$NF == "new" { $$4 = $$NF } 1'
say_top = $(top) | sci-select -c place,city,score,change$(also) | sci-show --bar score
say_movers = sci-select -w year=$(NEWEST) -c change,city,place$(also) $(R)/movers.tsv | sci-show
say_ranking = echo "$(INDEX) $(NEWEST), the first ten:"; $(say_top); echo; \
    echo "The largest climbs and falls:"; $(say_movers); echo
say_quality = :
say_files = echo "Every score, place and change, an edition a table: $(R)/"
