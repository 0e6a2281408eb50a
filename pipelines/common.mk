# What the pipelines share: how make runs a recipe, and the tables people read.
# They are called from the project's root once the filters are built:
#     make -f pipelines/open.mk O=build

O = build
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -euc
MAKEFLAGS += --no-builtin-rules
export LC_ALL := C
export PATH := $(abspath $(O)):$(PATH)

R = $(O)/rankings/$(INDEX)
S = $(O)/stages/$(INDEX)
F = data/$(INDEX)/framework.tsv
AREAS = administration,it_communication,energy_environment,mobility,society_education

# A changed filter, framework or makefile makes everything anew: a second's work.
METHOD = $(patsubst cmd/%.c,$(O)/%,$(wildcard cmd/sci-*.c)) $(F) pipelines/common.mk \
    pipelines/$(INDEX).mk

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: report products

# The first target is what a bare make does.
report: products

products: $(addprefix $(R)/,scores.tsv rankings.tsv movers.tsv $(EDITIONS:%=%.tsv))

$(R) $(S):
	@mkdir -p $@

# How many rows of a table meet the conditions: $(call count,-w CONDITION TABLE).
# To be assigned to a variable of the shell first: a failure ends the recipe there.
count = $$(sci-select $1 | sed 1d | wc -l)

# Where a change may have one basis or another, the column that says which is called BASIS.
WITH_BASIS = $(CHANGE)$(BASIS:%=,%)

# One row a city, places, scores and changes side by side.
$(S)/wide-%.tsv: $(R)/rankings.tsv | $(S)
	@sci-select -w year=$* -w indicator=overall,$(AREAS) \
	    -c city,indicator,rank,value,$(WITH_BASIS) $< | \
	sci-round -c value 1 | \
	sci-tidy --rename rank=place --rename value=score --rename $(CHANGE)=change | \
	sci-pivot -f $(F) -c place,score,change$(BASIS:%=,%) -o $@

# The same in order of the overall place; last the cities that have none. A
# table from <() that failed is cut off, and refused, whatever the shell says.
$(EDITIONS:%=$(R)/%.tsv): $(R)/%.tsv: $(S)/wide-%.tsv
	@sci-select \
	    <(sci-select -w year=$* -w indicator=overall -w rank!= -c city $(R)/rankings.tsv | \
	        sci-join $<) \
	    <(sci-select -w overall_place= $<) \
	    -c overall_place,city,overall_score,overall_change$(BASIS:%=,overall_%)$$(printf ,%s \
	        {$(AREAS)}_{place,score,change$(BASIS:%=,%)}) | \
	sci-tidy $(foreach column,place score change $(BASIS),--rename overall_$(column)=$(column)) -o $@

# The five largest climbs of every edition, then the five largest falls.
moved = sci-select -w indicator=overall -w '$(CHANGE)$1' -c year,city,indicator,$(CHANGE) $< | \
    sci-tidy --rename $(CHANGE)=value | sci-rank $2 | sci-select -w 'rank<=5' -c year,city,indicator
$(R)/movers.tsv: $(R)/rankings.tsv
	@sci-select <($(call moved,>0)) <($(call moved,<0,--ascending)) | \
	sci-join <(sci-select -c year,city,indicator,rank,$(WITH_BASIS) $<) -o $@

# The first ten of the newest edition: the city last, so that tabs line up.
NEWEST = $(lastword $(EDITIONS))
TOP = sci-select -w 'place<=10' -c place,score,change$(BASIS:%=,%),city $(R)/$(NEWEST).tsv
