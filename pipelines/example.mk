# An index of one's own: a framework, figures, and the pipe from one to the other.
INDEX = example
EDITIONS = 2023 2024
include pipelines/common.mk

$(R)/scores.tsv: data/example/figures.tsv
	@sci-normalize -f $(F) $< | sci-weight -f $(F) | sci-aggregate -f $(F) --keep -o $@

$(R)/rankings.tsv: $(R)/scores.tsv
	@sci-rank $< | sci-delta -o $@
