# What people look at: an index as a folder of static pages, in German and English.
#     make -f pipelines/site.mk INDEX=open O=build
# The index's own makefile makes the tables; here they become pages by sci-page and charts by
# gnuplot.  Words are in site/de.tsv and site/en.tsv, which columns a table shows in
# site/layout.tsv, the pages in site/*.html; none of them knows a city.

INDEX = open
include pipelines/$(INDEX).mk

P = pipelines/site
W = $(O)/stages/site/$(INDEX)
H = $(W)/html
LANGUAGES = de en
SAID := $(file < pipelines/$(INDEX).mk)
STATES = data/open/states.tsv
MADE = $(filter %/sci-page %/sci-brief %/sci-export,$(METHOD)) $(wildcard $(P)/*) pipelines/site.mk

# The tables of the analysis, where the index makes them.
analysis = $(if $(findstring $1.tsv,$(SAID)),$(R)/$1.tsv)
T_ROBUST := $(call analysis,robust)
T_MOVES := $(call analysis,moves)
T_EXPLAIN := $(call analysis,explain)
T_POTENTIAL := $(call analysis,potential)
# An index of raw figures has more to show than one of published places.
FIGURES := $(if $(findstring prepared.tsv,$(SAID)),$(S)/prepared.tsv)
OF := $(if $(FIGURES),$(comma)of$(comma)measured)

pages: $(LANGUAGES:%=$(W)/%/done)
.PHONY: pages site

# The manuals of the filters are part of the site where they and mandoc are.
MANUALS = $(wildcard cmd/package/manuals cmd/*.[157])

# The site of all indices is built beside the old one and takes its place by a rename.
SITES = $(foreach i,$(INDICES),$(LANGUAGES:%=$(O)/stages/site/$i/%/done))
site: $(O)/stages/site/published
$(O)/stages/site/published: $(SITES) $(P)/start.html $(MANUALS) $(if $(filter-out $(notdir $(wildcard $(O)/site/*)),index.html $(INDICES)),missing)
	@rm -rf $(O)/site.new; mkdir $(O)/site.new; \
	for i in $(INDICES); do cp -r $(O)/stages/site/$$i/html $(O)/site.new/$$i; done; \
	: > $@.manuals; if [ -n '$(MANUALS)' ] && command -v mandoc > /dev/null; then \
	    cmd/package/manuals $(O)/site.new/man && cp $(P)/manuals.html $@.manuals; fi && \
	sci-page --template $(P)/start.html --insert style=$(P)/style.css --insert manuals=$@.manuals -o $(O)/site.new/index.html; \
	rm -rf $(O)/site.old; [ ! -e $(O)/site ] || mv -T $(O)/site $(O)/site.old; \
	mv -T $(O)/site.new $(O)/site; rm -rf $(O)/site.old; touch $@
missing:

$(W) $(LANGUAGES:%=$(W)/%) $(LANGUAGES:%=$(H)/%/city):
	@mkdir -p $@

# A table with other columns of the same cities behind it: ... | $(call with,TABLE).
with = sci-join --optional <($1)

# Which places remain open is not said where a city has none in more than one of 20 variants.
open_places = awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$$i] = i } \
    { row[NR] = $$0 } NR > 1 && $$at["variants"] > most { most = $$at["variants"] } \
    END { for (r = 1; r <= NR; r++) { $$0 = row[r]; \
        if (r > 1 && $$at["variants"] < 0.95 * most) $$at["rank_low"] = $$at["rank_high"] = ""; print } }'

# What is known of the overall place of every city in every edition.
root = sci-select -w indicator=$(ROOT) -c year,city$1 $2
$(W)/places.tsv: $(R)/rankings.tsv $(CITIES) $(T_ROBUST) $(T_MOVES) $(T_EXPLAIN) $(MADE) | $(W)
	@$(call root,$(comma)rank$(comma)value$(comma)$(CHANGE)$(OF)$(also),$<) | \
	sci-tidy --rename rank=place --rename value=score --rename $(CHANGE)=change | \
	$(call with,$(call root,,-w status=new $<) | sci-tidy --set news=new) | \
	$(if $(T_ROBUST),$(call with,$(call root,$(comma)rank_p05$(comma)rank_median$(comma)rank_p95$(comma)rank_low$(comma)rank_high$(comma)variants,$(T_ROBUST)) | $(open_places)) |) \
	$(if $(T_MOVES),$(call with,$(call root,$(comma)p_change$(comma)verdict,$(T_MOVES))) |) \
	$(if $(T_EXPLAIN),$(call with,$(call root,$(comma)places_own$(comma)places_rest,$(T_EXPLAIN))) |) \
	$(if $(FIGURES),,$(call with,sci-select -w indicator=$(ROOT) -c year$(comma)city$(comma)source $(PUBLISHED)) |) \
	sci-join <(sci-select -c city,slug,state,size $(CITIES)) | \
	sci-sort -k year,place,city -o $@

# The ranking of an edition: the same with the areas behind.
$(EDITIONS:%=$(W)/%.tsv): $(W)/%.tsv: $(W)/places.tsv $(R)/rankings.tsv $(S)/areas
	@sci-select -w year=$* $< | \
	$(call with,sci-select -w year=$* -w "indicator=$(areas)" \
	    -c year$(comma)city$(comma)indicator$(comma)rank$(comma)value $(R)/rankings.tsv | \
	    sci-tidy --rename rank=place --rename value=score | \
	    sci-pivot -f $(F) -c place$(comma)score) -o $@

# The layout with the areas, which are the framework's.
$(W)/layout.tsv: $(P)/layout.tsv $(S)/areas
	@{ cat $<; for a in $$(tr , ' ' < $(S)/areas); do \
	    printf 'ranking\t%s_place?\t\tnumber\t%s\t\n' $$a $$a; \
	    printf 'ranking\t%s_score?\twith\tnumber:1\t\tpts\n' $$a; \
	    printf 'ranking\t%s_score?\twith\tbar:0,100\t\t\n' $$a; done; \
	    printf 'ranking\tmeasured?\t\tpercent\tmeasured\t\n'; } > $@

$(W)/climbs.tsv $(W)/falls.tsv: $(W)/%.tsv: $(R)/movers.tsv $(CITIES)
	@sci-select -w 'change$(if $(filter climbs,$*),>,<)0' $< | \
	sci-join <(sci-select -c city,slug $(CITIES)) | \
	sci-sort -k year -$(if $(filter climbs,$*),r,k) change -k place -o $@

# The median over the cities that share a state or a size: $(call middle,COLUMN,TABLE) of year,
# city, indicator, value.
middle = sci-join <(sci-select -c city$(comma)$1 $(CITIES)) $2 | \
    sci-tidy --rename $1=group | \
    awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$$i] = i } \
        NR > 1 { $$at["indicator"] = $$at["group"] "|" $$at["indicator"] } 1' | \
    sci-select -c year,city,indicator,value | sci-stat indicators | \
    sci-select -c year,indicator,median | sci-tidy --split 'indicator=$1|indicator' \
    --rename median=median_$1
middles = sci-join <(sci-select -c city,state,size $(CITIES)) | \
    sci-join --optional -k year,state,indicator <($(call middle,state,$1)) | \
    sci-join --optional -k year,size,indicator <($(call middle,size,$1))

# Nodes in the framework's order.
$(W)/order.tsv: $(F) | $(W)
	@awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) if ($$i == "indicator") at = i } \
	    { print $$at, NR == 1 ? "order" : NR }' $< > $@
ordered = sci-join --optional -k indicator $(W)/order.tsv | sci-sort -k city,order

# The areas of every city, newest edition.
$(W)/areas.tsv: $(R)/rankings.tsv $(S)/areas $(CITIES) $(W)/order.tsv $(MADE)
	@sci-select -w year=$(NEWEST) -w "indicator=$(areas)" \
	    -c year,city,indicator,rank,value,$(CHANGE) $< -o $@.in; \
	sci-tidy --rename rank=place --rename $(CHANGE)=change $@.in | \
	$(if $(FIGURES),$(call middles,$@.in),$(call with,sci-select -c year$(comma)city$(comma)indicator$(comma)source $(PUBLISHED))) | \
	sci-tidy --rename value=score | $(ordered) -o $@; rm $@.in

# Every figure of the newest edition, with the year it is of and who published it: awk looks for
# the last year in which it was measured; what was filled in may be the denominator alone.
$(W)/figures.tsv: $(S)/prepared.tsv $(S)/filled.tsv $(S)/figures.tsv $(R)/rankings.tsv $(W)/order.tsv $(MADE)
	@{ sci-select -w year=$(NEWEST) -c year,city,indicator,value,flag $<; \
	    sci-select -w year=$(NEWEST) -w indicator=population -c year,city,indicator,value,flag \
	        $(S)/filled.tsv | sed 1d; } > $@.in; \
	awk -F '\t' -v OFS='\t' -v year=$(NEWEST) 'FNR == 1 { file++ } \
	    file == 1 && $$4 != "" && $$1 <= year && $$1 > last[$$2, $$3] { last[$$2, $$3] = $$1 } \
	    file == 2 && FNR > 1 { n[$$1]++; from[$$1, n[$$1]] = $$2; to[$$1, n[$$1]] = $$3; \
	        source[$$1, n[$$1]] = $$4 OFS $$5 } \
	    file == 3 && FNR == 1 { print $$0, "figure_year", "how", "source", "source_de" } \
	    file == 3 && FNR > 1 { y = $$4 == "" ? "" : $$5 ~ /I/ ? last[$$2, $$3] : $$1; s = OFS; \
	        for (i = 1; i <= n[$$3]; i++) \
	            if (y != "" && from[$$3, i] <= y && y <= to[$$3, i]) s = source[$$3, i]; \
	        print $$0, y, $$5 ~ /I/ && y == $$1 ? "denominator" : $$5, s }' $(S)/figures.tsv \
	    <(sci-select -c indicator,first_year,last_year,source,source_de $(D)/sources.tsv) $@.in | \
	$(call with,sci-select -w year=$$(($(NEWEST) - 1)) -c city$(comma)indicator$(comma)value \
	    $< <(sci-select -w indicator=population $(S)/filled.tsv) | \
	    sci-tidy --rename value=previous_value) | \
	$(call with,sci-select -w year=$(NEWEST) -c city$(comma)indicator$(comma)value \
	    $(S)/filled.tsv | sci-join -k indicator --only <(sci-select -w denominator!= \
	    -c indicator $(F)) | sci-tidy --rename value=count) | \
	$(call with,sci-select -w year=$(NEWEST) -c city$(comma)indicator$(comma)rank \
	    $(R)/rankings.tsv | sci-tidy --rename rank=place) | \
	sci-join --optional -k indicator <(sci-select -c indicator,unit_of_measure $(F) | \
	    sci-tidy --rename unit_of_measure=unit) | \
	sci-join --optional -k figure_year,city,indicator \
	    <(sci-tidy --rename year=figure_year $(D)/doubtful.tsv) | \
	$(call middles,$@.in) | \
	awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$$i] = i } \
	    $$at["indicator"] == "population" { $$at["unit"] = "inhabitants" } 1' | \
	$(ordered) -o $@; rm $@.in

# What the change of the newest edition is made of, leaf by leaf and together. A figure of which
# the denominator alone was filled in is called so, as among the figures.
$(W)/explain.tsv: $(T_EXPLAIN) $(W)/figures.tsv $(MADE)
	@sci-select -w year=$(NEWEST) -w change!= $< | \
	sci-join --optional -k city,indicator <(sci-select -w how=denominator -c city,indicator,how \
	    $(W)/figures.tsv) | \
	awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$$i] = i } \
	    $$at["how"] == "denominator" && $$at["imputed"] == "now" { $$at["imputed"] = $$at["how"] } 1' | \
	sci-join --optional -k indicator <(sci-tidy --set inner=yes <(sci-select -w parent=$(ROOT) \
	    -c indicator $(F))) | sci-select -w inner= -o $@

# The first few of what would lift a city; the first of the steps that mean the same.
$(W)/potential.tsv: $(T_POTENTIAL) $(MADE)
	@sci-select -w 'score_change>0' $< | \
	awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$$i] = i; print $$0, "step"; next } \
	    n[$$at["city"]]++ < 12 { s = $$at["steps"]; sub(/\|.*/, "", s); print $$0, s }' | \
	sci-join --optional -k indicator <(sci-select -c indicator,unit_of_measure $(F) | \
	    sci-tidy --rename unit_of_measure=unit) -o $@

# A folder of tables a city, for both languages.
CITY = places areas $(if $(FIGURES),figures) $(if $(T_EXPLAIN),explain) $(if $(T_POTENTIAL),potential)
each_city = sci-select -c slug,city,title $(CITIES) | sed 1d | while IFS=$$'\t' read -r slug city title
csv = sci-export -d ';' --decimal $(comma) --bom --guard
$(W)/cities: $(CITY:%=$(W)/%.tsv) $(MADE)
	@mkdir -p $(W)/city; $(each_city); do \
	    echo name > $(W)/city/$$slug-files; \
	    for t in $(CITY); do \
	        sci-join -k city --only <(printf 'city\n%s\n' "$$city") $(W)/$$t.tsv -o $(W)/city/$$slug-$$t.tsv; \
	        $(csv) $(W)/city/$$slug-$$t.tsv -o $(W)/city/$$slug-$$t.csv; \
	        printf '%s\n' $$slug-$$t.tsv $$slug-$$t.csv >> $(W)/city/$$slug-files; \
	    done; \
	done; touch $@

# One gnuplot a language: a script with a chart after the other.
$(W)/bump.tsv: $(W)/places.tsv
	@sci-select -c year,city,place $< | sci-pivot -k year --by city -c place | \
	awk -F '\t' -v OFS='\t' '{ for (i = 1; i <= NF; i++) if ($$i == "") $$i = "NaN" } 1' > $@
$(LANGUAGES:%=$(W)/%/charts): $(W)/%/charts: $(W)/bump.tsv $(W)/places.tsv $(MADE) | $(W)/%
	@awk -f $(P)/charts.awk -v lang=$* -v year=$(NEWEST) -v out=$(W)/$* -v bump=$(W)/bump.tsv \
	    <(sci-select -c city,slug,longitude,latitude $(CITIES)) $(STATES) \
	    $(W)/places.tsv > $(W)/$*/charts.gp; \
	gnuplot $(W)/$*/charts.gp; \
	for f in $(W)/$*/*.gnuplot; do awk -f $(P)/svg.awk $$f > $${f%.gnuplot}.svg; rm $$f; done; \
	touch $@

# Words of this index and page: $(call titled,PAGE) are texts of their own.
PER_INDEX = lead state foot.licence ranking.caption method.lead tree.key how.scale how.mean how.gaps how.change \
    not.quality not.relative not.size
titled = --text <(printf '%s\t%s\n' key text index.name '{$(INDEX).name}' cite '$(INDEX)/{lang}/{here}' title '{$1.title}' \
    $(foreach k,$(PER_INDEX),$k '{$k.$(INDEX)}'))
count_of = $$(sci-select $1 | sed 1d | wc -l)
framed = --template <(cat $(P)/top.html $(P)/$1.html $(P)/foot.html) $(call titled,$1) \
    --insert style=$(P)/style.css --set year=$(NEWEST) --set newest=$(NEWEST) --set indicators=$(call count_of,-w level=2 $(W)/tree.tsv) \
    --set areas.n=$(call count_of,-w level=1 $(W)/tree.tsv) \
    $(if $(FIGURES),--set has.map=yes --set sizes=yes,--set known=yes) \
    $(if $(T_ROBUST),--set robust=yes) $(if $(T_EXPLAIN),--set explains=yes)
page = sci-page --lang $* -f $(F) --layout $(W)/layout.tsv --text $(P)/$*.tsv

# A table with texts in the language of the page: what has a column X_de is taken from there.
spoken = $(if $(filter de,$*),<(awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$$i] = i; \
    for (c in at) if (sub(/_de$$/, "", c) && c in at) { $$at[c] = c "_en"; $$at[c "_de"] = c } } 1' $1),$1)

insert = $$(if [ -s $2 ]; then echo --insert $1=$2; fi)

YEARS = for y in $(EDITIONS); do
$(LANGUAGES:%=$(W)/%/rankings): $(W)/%/rankings: $(EDITIONS:%=$(W)/%.tsv) $(W)/tree.tsv $(W)/%/charts \
    $(W)/layout.tsv $(W)/climbs.tsv $(W)/falls.tsv $(D)/editions.tsv | $(H)/%/city
	@for y in $(EDITIONS); do \
	    n=$(call count_of,-w place!= $(W)/$$y.tsv); \
	    $(page) $(call framed,ranking) --set up= --set here=$$y.html --set year=$$y --set cities=$$n \
	        --insert script=$(P)/ranking.js --table ranking=$(W)/$$y.tsv \
	        --table editions=<(printf 'year\tfile\tcurrent\n'; for e in $(EDITIONS); do \
	            [ $$e = $$y ] && c=page || c=; printf '%s\t%s\t%s\n' $$e $$e $$c; done) \
	        $(if $(FIGURES),--table edition=<(sci-select -w year=$$y \
	            -c year$(comma)state$(comma)$(if $(filter de,$*),note_de,note) $(D)/editions.tsv | \
	            sed '1s/note_de/note/')) \
	        --table climbs=<(sci-select -w year=$$y $(W)/climbs.tsv) \
	        --table falls=<(sci-select -w year=$$y $(W)/falls.tsv) \
	        $$([ $$y != $(NEWEST) ] || echo --insert bump=$(W)/$*/bump.svg) \
	        -o $(H)/$*/$$y.html; \
	    cp $(W)/$$y.tsv $(H)/$*; $(csv) $(W)/$$y.tsv -o $(H)/$*/$$y.csv; \
	done; \
	cp $(F) $(H)/$*/framework.tsv; cp $(H)/$*/$(NEWEST).html $(H)/$*/index.html; touch $@

$(LANGUAGES:%=$(W)/%/cities): $(W)/%/cities: $(W)/cities $(W)/tree.tsv $(BRIEFED) $(BRIEF_TABLES) $(S)/cities.tsv $(W)/%/charts \
    $(W)/layout.tsv | $(H)/%/city
	@$(each_city); do \
	    at=$(W)/city/$$slug; name=$$city; city=$${city//,/\\,}; b=$(W)/$*/$$slug; \
	    $(call brief,$*,html) | sed -E 's/([0-9]) (%|kW)/\1\&nbsp;\2/g' > $$b-brief.html; \
	    place=$(call cell,place,-w year=$(NEWEST) $$at-places.tsv); \
	    $(page) $(call framed,city) --set up=../ --set "here=city/$$slug.html" --set "city=$$name" \
	        --set "full=$$title" --set "slug=$$slug" --set "placed=$$place" \
	        $(foreach t,$(CITY),--table $t=$(if $(filter figures,$t),$(call spoken,$$at-$t.tsv),$$at-$t.tsv)) --table files=$$at-files \
	        --insert brief=$$b-brief.html $(call insert,bump,$$b-bump.svg) \
	        $(call insert,distribution,$$b-distribution.svg) \
	        -o $(H)/$*/city/$$slug.html; \
	    cp $$at-*.?sv $(H)/$*/city; \
	done; touch $@

METHOD_TABLES = tree $(if $(FIGURES),quality sources withdrawn doubtful,checked)
$(LANGUAGES:%=$(W)/%/method): $(W)/%/method: $(METHOD_TABLES:%=$(W)/%.tsv) $(W)/%/charts \
    $(W)/layout.tsv | $(H)/%/city
	@$(page) $(call framed,method) --set up= --set here=method.html \
	    $(foreach t,$(METHOD_TABLES),--table $t=$(call spoken,$(W)/$t.tsv)) \
	    $(if $(T_POTENTIAL),--set potential=yes) -o $(H)/$*/method.html; \
	for t in $(METHOD_TABLES); do cp $(W)/$$t.tsv $(H)/$*/method-$$t.tsv; done; \
	$(if $(FIGURES),$(page) $(call framed,map) --set up= --set here=map.html \
	    --insert map=$(W)/$*/map.svg --table map=<(sci-select -w place!= $(W)/$(NEWEST).tsv) \
	    -o $(H)/$*/map.html;) touch $@

$(LANGUAGES:%=$(W)/%/done): $(W)/%/done: $(W)/%/rankings $(W)/%/cities $(W)/%/method
	@touch $@

# The framework as people read it: each area before its indicators, with its share of the whole; the
# direction is said of indicators only.
$(W)/tree.tsv: $(F) $(MADE) | $(W)
	@sci-select -w indicator!=$(ROOT) -c indicator,parent,weight,direction,unit_of_measure $< | \
	sci-join --optional -k indicator <(sci-stat weights -f $(F) | sci-select -c indicator,effective) | \
	sci-tidy --rename unit_of_measure=unit | \
	awk -F '\t' -v OFS='\t' -v root=$(ROOT) 'function walk(node, level,    i) { \
	        for (i = 1; i <= n; i++) if (up[i] == node) { \
	            $$0 = row[i]; if (code[i] in inner) $$4 = ""; print $$0, level; walk(code[i], level + 1) } } \
	    NR == 1 { print $$0, "level"; next } \
	    { n++; row[n] = $$0; code[n] = $$1; up[n] = $$2; inner[$$2] } END { walk(root, 1) }' | \
	sci-select -o $@

# What is known of how good it is; what was taken out, and what stays with a question mark.
$(W)/quality.tsv: $(R)/measured.tsv $(R)/agreement.tsv $(MADE) | $(W)
	@sci-select -c year,mean $< | sci-join --optional -k year <(sci-select -c year,value,n \
	    $(word 2,$^) | sci-tidy --rename value=agreement) -o $@
$(W)/sources.tsv $(W)/withdrawn.tsv $(W)/doubtful.tsv: $(W)/%.tsv: $(D)/%.tsv $(F) $(MADE) | $(W)
	@sci-join -k indicator --only <(sci-select -c indicator $(F); echo population) $< -o $@
$(W)/checked.tsv: $(R)/overall.tsv $(R)/differing-overall.tsv $(MADE) | $(W)
	@sci-join --optional <(sci-select -c year,city,cause,cause_de $(word 2,$^)) $< -o $@
