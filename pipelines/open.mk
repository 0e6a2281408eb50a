# The open city index: raw figures of 83 German cities to annual rankings.
# Where the figures are from, and why these indicators, editions and this rule
# of coverage: data/README.md.

INDEX = open
EDITIONS = 2019 2020 2021 2022 2023 2024 2025
CHANGE = rank_change
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

# Key and name of every city must be the known ones. The cells that are not to
# be trusted go, and so do the indicators that this framework leaves out.
LEFT_OUT = fibre,school_leavers_abitur
$(S)/figures.tsv: $(DELIVERIES) $(D)/cities.tsv $(D)/withdrawn.tsv
	@sci-join -k ags,city <(sci-select -c ags,city $(D)/cities.tsv) $(DELIVERIES) | \
	sci-join --optional $(D)/withdrawn.tsv | \
	sci-select -w reason= -w indicator!=$(LEFT_OUT) -c year,city,indicator,value,flag -o $@

# What is wrong stops here; what is only suspicious can be read there.
$(R)/findings.tsv: $(S)/figures.tsv | $(R)
	@sci-check -f $(F) $< -o $@ || { sci-select -w severity=error $@ >&2; exit 1; }

# Gaps of a year or two take the last figure measured, the population's too.
$(S)/filled.tsv: $(S)/figures.tsv $(R)/findings.tsv
	@sci-impute -f $(F) -m previous:2 $< | \
	sci-select -w 'year>=$(firstword $(EDITIONS))' -o $@

$(R)/scores.tsv: $(S)/filled.tsv | $(R)
	@sci-denominate -f $(F) $< | \
	sci-normalize -f $(F) --ties dense | \
	sci-weight -f $(F) | \
	sci-aggregate -f $(F) --min-coverage 2/3 --keep -o $@

$(R)/rankings.tsv: $(R)/scores.tsv
	@sci-rank $< | sci-delta -o $@

# How much of the ranked cities' overall scores was measured, not filled in.
$(R)/measured.tsv: $(R)/scores.tsv
	@sci-select -w indicator=overall -w value!= -c year,city,indicator,measured $< | \
	sci-tidy --rename measured=value | \
	sci-stat indicators | sci-select -c year,n,mean | sci-round -c mean 2 -o $@

# Our place beside the place that Bitkom published for the same year.
$(R)/agreement.tsv: $(R)/rankings.tsv data/bitkom/published.tsv
	@sci-select -w indicator=overall -w rank!= -c year,city,rank $< | \
	sci-tidy --rename rank=open | \
	sci-join --optional <(sci-select -w indicator=overall -w rank!= -c year,city,rank \
	    data/bitkom/published.tsv | sci-tidy --rename rank=bitkom) | \
	sci-tidy --id year,city | \
	sci-stat correlations --method spearman | sci-round 2 -o $@

products: $(addprefix $(R)/,findings.tsv measured.tsv agreement.tsv)

report:
	@n=$(call count,-w place!= $(R)/$(NEWEST).tsv); \
	echo "Open city index $(NEWEST), the first ten of $$n ranked cities:"; \
	$(TOP); \
	echo "How much of the overall scores was measured in the year itself, in n cities:"; \
	sci-select -c year,mean,n $(R)/measured.tsv; \
	echo "Agreement with the overall ranks Bitkom published (Spearman), in n cities:"; \
	sci-select -c year,value,n $(R)/agreement.tsv; \
	echo "Every score, rank and change, the tables and the movers: $(R)/"
