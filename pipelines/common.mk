# What the pipelines share: how make runs a recipe, and the tables people read.
# They are called from the project's root once the filters are built, or are installed:
#     make -f pipelines/open.mk O=build
# An index says its INDEX and EDITIONS, and after the include how scores.tsv and
# rankings.tsv are made: year, city, indicator, rank, value and a change.

O = build
COMMON := $(lastword $(MAKEFILE_LIST))
MAKEFILE := $(lastword $(filter-out $(COMMON),$(MAKEFILE_LIST)))
HERE := $(dir $(COMMON))
MAKEFLAGS += --no-builtin-rules
export LC_ALL := C
export PATH := $(abspath $(O)):$(PATH)

R = $(O)/rankings/$(INDEX)
S = $(O)/stages/$(INDEX)

# What an index may say before the include: its framework; the framework's root, or several, of
# which the first is reported; the column of what is ranked; the column of rankings.tsv that has the
# changes, and one that says what a change rests on; a table of the cities, and the key in it that
# people join by. Without EDITIONS nothing has a year or a change, and the table that people read
# is INDEX.tsv. The environment says nothing.
default = $(if $(filter-out undefined environment,$(origin $1)),$($1),$2)
F := $(call default,F,data/$(INDEX)/framework.tsv)
ROOTS := $(call default,ROOT,overall)
UNIT := $(call default,UNIT,city)
YEARS := $(call default,EDITIONS)
CHANGE := $(if $(YEARS),$(call default,CHANGE,rank_change))
BASIS := $(call default,BASIS)
CITIES := $(call default,CITIES)
KEY := $(call default,KEY,ags)

override ROOT := $(firstword $(ROOTS))
EDITIONS := $(or $(YEARS),$(INDEX))
NEWEST = $(lastword $(EDITIONS))
comma = ,
commas = $(subst $() ,$(comma),$(strip $1))
edition = $(if $(YEARS),-w year=$(call commas,$1))
year = $(if $(YEARS),year$(comma))

# The filters are those built here, or where there is no source, those in PATH.
SHELL := /bin/bash
BIN := $(if $(wildcard cmd/sci-*.c),,$(shell PATH='$(abspath $(O))':"$$PATH" command -v sci-rank))
PROGRAMS := $(patsubst cmd/%.c,$(O)/%,$(wildcard cmd/sci-*.c)) \
    $(if $(word 2,$(BIN)),,$(filter-out %.d,$(wildcard $(BIN:%/sci-rank=%/sci-*))))

# A changed filter, framework or makefile makes everything anew: a second's work.
METHOD = $(PROGRAMS) $(F) $(COMMON) $(MAKEFILE)

# A run begins when no other is at work on this index, and sees to it that what was made is old
# where a source has other bytes than in the run before, whatever clocks say, or a variable on the
# command line another value. Recipes have a share in the lock, and so has what outlives its make.
ifneq ($(origin LISTED),command line)
FLAGS := $(filter-out --%,$(firstword -$(MAKEFLAGS)))
ASKED := $(findstring n,$(FLAGS))$(findstring q,$(FLAGS))
LOCK = $(O)/locks/$(INDEX)
TOLD := $(subst ','\'',$(MAKEOVERRIDES))
BEGUN := $(shell bash '$(HERE)begin' '$(LOCK)' $(if $(ASKED),0,$$PPID) '$(RUN)' \
    '$(dir $(firstword $(PROGRAMS)))' '$(TOLD)' '$(MAKEFILE_LIST)' \
    '$(S)' '$(R)' $(wildcard $(O)/stages/site/$(INDEX)) -- env 'MAKEFLAGS= -- $(TOLD)' MAKELEVEL=0 \
    '$(MAKE)' -pqkrR -f '$(MAKEFILE)' LISTED=1 products && echo $$PPID)
$(if $(BEGUN),,$(error $(INDEX): the run did not begin))
export RUN := $(BEGUN)
SHELL := flock
.SHELLFLAGS = -F -s $(LOCK) /bin/bash -o pipefail -euc
endif

# What people read, an edition and root a table.
EDITION_TABLES := $(foreach d,$(R) $(patsubst %,$(R)/%,$(wordlist 2,99,$(ROOTS))),\
    $(EDITIONS:%=$d/%.tsv))

.DELETE_ON_ERROR:
# What -o puts in place is whole: it stays when make is stopped just then.
.PRECIOUS: $(R)/movers.tsv $(EDITION_TABLES)
.PHONY: report ranking quality products

# The first target is what a bare make does. What there is to be read of an index is
# said in two parts, so that several indices can be read one after the other.
report: products
	@$(say_ranking); $(say_quality); $(say_files)
ranking: products
	@$(say_ranking)
quality: products
	@$(say_quality)

products: $(R)/scores.tsv $(R)/rankings.tsv $(if $(YEARS),$(R)/movers.tsv) $(EDITION_TABLES) \
    $(S)/told.tsv

$(R) $(S):
	@mkdir -p $@

# How many rows of a table meet the conditions: $(call count,-w CONDITION TABLE).
# To be assigned to a variable of the shell first: a failure ends the recipe there.
count = $$(sci-select $1 | sed 1d | wc -l)

# One cell: $(call cell,COLUMN,-w CONDITION TABLE).
cell = $$(sci-select -c $1 $2 | sed 1d)

# The areas are the children of the root, in the framework's order.
children = sci-stat weights -f $(F) | sci-select -w parent=$1 -c indicator
$(S)/areas: $(METHOD) | $(S)
	@$(call children,$(ROOT)) | sed 1d | paste -sd , > $@
areas = $$(<$(S)/areas)

# What an index does not say of its scores, or wrongly, is asked before a table is made of them.
$(S)/columns: $(R)/scores.tsv $(METHOD) | $(S)
	@refuse() { echo "$(MAKEFILE): $$*" >&2; exit 1; }; \
	head=$$(sed 1q $< | tr '\t' '\n'); \
	grep -qxF '$(UNIT)' <<< "$$head" || refuse "no column '$(UNIT)' in $<; is the unit another" \
	    "column? UNIT = $$(grep -vxE 'year|indicator' <<< "$$head" | sed q)"; \
	years=; if grep -qx year <<< "$$head"; then \
	    years=$$(sci-select -c year $< | sed 1d | sort -nu | paste -sd ' '); \
	fi; \
	$(if $(YEARS),[ -n "$$years" ] || refuse "no year in $<: there can be no EDITIONS",\
	    [ "$${years% *}" = "$$years" ] || \
	        refuse "there are years in $<; which are editions? EDITIONS = $$years"); \
	touch $@
$(R)/rankings.tsv: | $(S)/columns

# What an index says of its table must be so; a year that it does not speak of may be forgotten.
$(S)/checked: $(R)/rankings.tsv $(METHOD)
	@for node in $(ROOTS); do \
	    [ $(call count,-w "indicator=$$node" $<) != 0 ] || { echo "$(MAKEFILE): no node" \
	        "'$$node' in $<; ROOT is to name the top of $(F)" >&2; exit 1; }; \
	done; \
	has=$$($(if $(YEARS),sci-select -w "indicator=$(ROOT)" -c year $< | sed 1d | sort -nu)); \
	for year in $(YEARS); do \
	    grep -qx "$$year" <<< "$$has" || { echo "$(MAKEFILE): no edition $$year in $<, which" \
	        "EDITIONS names" >&2; exit 1; }; \
	done; \
	for year in $$has; do \
	    [ "$$year" -le $(NEWEST) ] || echo "$(INDEX): $$year is in $<, but not in EDITIONS"; \
	done; touch $@

# One row a city in order of its place, with scores, changes and its key, the areas that the
# edition has behind. Last the cities that have no place. A table from <() that failed is cut off,
# and refused.
also = $(BASIS:%=$(comma)%)
key = $(if $(CITIES),$(comma)$(KEY))
node = $(if $(filter $(R),$(@D)),$(ROOT),$(notdir $(@D)))
behind = place score $(CHANGE:%=change) $(BASIS)
$(EDITION_TABLES): $(R)/rankings.tsv $(S)/checked $(METHOD) $(CITIES)
	@mkdir -p $(@D); IFS=$$'\n'; \
	in=(sci-select $(call edition,$(basename $(@F))) $<); \
	areas=$$($(call children,$(node)) | sci-join -k indicator --only <("$${in[@]}") | sed 1d); \
	"$${in[@]}" | sci-select -w "indicator=$(node)$$(printf ',%s' $$areas)" \
	    -c $(UNIT),indicator,rank,value$(CHANGE:%=$(comma)%)$(also) | \
	sci-round -c value 1 | \
	sci-tidy --rename rank=place --rename value=score $(CHANGE:%=--rename %=change) | \
	sci-pivot -u $(UNIT) -f $(F) -c $(call commas,$(behind)) | \
	sci-tidy $(foreach c,$(behind),--rename "$(node)_$c=$c") | \
	$(if $(CITIES),sci-join -u $(UNIT) <(sci-select -c $(UNIT)$(key) $(CITIES)) |) \
	sci-sort -k place,$(UNIT) | \
	sci-select -c "place,$(UNIT),score$(CHANGE:%=$(comma)change)$(also)$(key)$$(for a in $$areas; do \
	    printf ",$${a}_%s" $(behind); done)" -o $@

# The five largest climbs of every edition, and the five largest falls.
moved = sci-select -w indicator=$(ROOT) -w '$(CHANGE)$1' -c year,$(UNIT),indicator,$(CHANGE) $< | \
    sci-tidy --rename $(CHANGE)=value | sci-rank -u $(UNIT) $2 | \
    sci-select -w 'rank<=5' -c year,$(UNIT),indicator
$(R)/movers.tsv: $(R)/rankings.tsv
	@sci-select <($(call moved,>0)) <($(call moved,<0,--ascending)) | \
	sci-join -u $(UNIT) <(sci-select -c year,$(UNIT),indicator,rank,$(CHANGE)$(also) $<) | \
	sci-tidy --rename rank=place --rename $(CHANGE)=change | \
	sci-sort -k year -r change -k place,$(UNIT) | \
	sci-select -c year,$(UNIT),place,change$(also) -o $@

# How many figures that are not filled in each edition has of what has no children.
figures = awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$$i] = i; next } \
    { inner["parent" in at ? $$at["parent"] : ""]; code = $$at["indicator"] } \
    $$at["value"] != "" && (!("measured" in at) || $$at["measured"] == 1) { \
        n[("year" in at ? $$at["year"] : "") FS code]++ } \
    END { print "year", "indicator", "n"; for (k in n) { split(k, part, FS); \
        if (!(part[2] in inner)) print k, n[k] } }' OFS='\t' $1

# What changed since the last run, and why, in a line; a run that was stopped leaves it to the next.
# The tables of editions that are not said any more go.
$(S)/told.tsv: $(R)/rankings.tsv $(EDITION_TABLES) $(S)/areas
	@sci-select $(call edition,$(EDITIONS)) -w "indicator=$(call commas,$(ROOTS)),$(areas)" \
	    -c $(year)$(UNIT),indicator,rank,value$(CHANGE:%=$(comma)%) $< | \
	sci-tidy $(CHANGE:%=--rename %=change) | sci-round -c value 1 -o $@.new; \
	$(call figures,$<) > $@.figures; [ -e $(S)/told.figures ] || cp $@.figures $(S)/told.figures; \
	[ ! -e $@ ] || awk -v name=$(INDEX) -v root=$(ROOT) -v unit=$(UNIT) -f $(HERE)news.awk \
	    $(S)/told.sources $(S)/sources $@ $@.new $(S)/told.figures $@.figures; \
	printf '%s\n' $(EDITION_TABLES:$(R)/%=%) | sort > $@.tables; \
	[ ! -e $(S)/told.tables ] || \
	    comm -23 $(S)/told.tables $@.tables | sed 's,^,$(R)/,' | xargs -r rm -f; \
	mv $@.tables $(S)/told.tables; mv $@.figures $(S)/told.figures; cp $(S)/sources $(S)/told.sources; mv $@.new $@

# The newest edition in sentences, a file a city and language: brief/CITY.de.md, CITY being the slug
# of the table of cities.
# What that reads, and what sci-brief is told besides, an index may say, BRIEF_de and BRIEF_en too.
SINCE = $(firstword $(EDITIONS))
BRIEFED := $(call default,BRIEFED,$(R)/rankings.tsv)
BRIEF_TABLES := $(call default,BRIEF_TABLES)
SIZES := $(HERE)../data/open/sizes.tsv
$(S)/cities.tsv: $(if $(CITIES),$(CITIES) $(SIZES)) $(METHOD) | $(S)
	@sci-join -k size $(SIZES) $(CITIES) -o $@
brief = sci-brief --lang $1 --city "$$city" --format $2 --since $(SINCE) --top 10 \
    --groups state,size_$1 --cities $(S)/cities.tsv -f $(F) $(call default,BRIEF_$1) \
    $(call default,BRIEF) $(BRIEFED)
$(R)/brief: $(BRIEFED) $(S)/cities.tsv $(S)/areas $(BRIEF_TABLES)
	@rm -rf $@.new; mkdir $@.new; \
	sci-select -w year=$(NEWEST) -w indicator=$(ROOT) -c city $(BRIEFED) | \
	sci-join <(sci-select -c city,slug $(S)/cities.tsv) | sed 1d | \
	while IFS=$$'\t' read -r city slug; do \
	    city=$${city//,/\\,}; \
	    $(call brief,de,markdown) -o $@.new/$$slug.de.md; \
	    $(call brief,en,markdown) -o $@.new/$$slug.en.md; \
	done; rm -rf $@.old; [ ! -e $@ ] || mv -T $@ $@.old; mv -T $@.new $@; rm -rf $@.old

# The newest edition as people read it: who is new has no change, and is called so. An index may
# say more.
newest = $(call edition,$(NEWEST))
new = sci-select $(newest) -w indicator=$(ROOT) -w status=new -c $(UNIT),status $(R)/rankings.tsv
top = sci-select -w 'place<=10' $(R)/$(NEWEST).tsv $(if $(YEARS),| \
    sci-join -u $(UNIT) --optional <($(new)) | \
    awk -F '\t' -v OFS='\t' '$$NF == "new" { $$4 = $$NF } 1')
say_top = $(top) | sci-select -c $(call commas,place $(UNIT) score $(CHANGE:%=change))$(also) | \
    sci-show --bar score
say_movers = sci-select $(newest) -c change,$(UNIT),place$(also) $(R)/movers.tsv | sci-show
say_ranking = echo "$(INDEX)$(if $(YEARS), $(NEWEST)), the first ten:"; $(say_top); echo; \
    $(if $(YEARS),[ $(call count,$(newest) $(R)/movers.tsv) = 0 ] || { \
        echo "The largest climbs and falls:"; $(say_movers); echo; },:)
say_quality = :
say_files = echo "Every score, place and change, an edition a table: $(R)/"
