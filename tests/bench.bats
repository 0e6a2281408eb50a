# The benchmark runs, and its peers compute the same: no timed assertion.

# bats file_tags=slow
bats_require_minimum_version 1.5.0

setup() {
	load lib
}

@test "the benchmark prints a line for every filter and every peer" {
	not_sanitized "callgrind cannot run a build with the address sanitizer"
	ROUNDS=1 run -0 tests/bench/run.sh "$O" T
	for name in sci-normalize sci-weight sci-aggregate sci-rank sci-delta pipe mawk SQLite Miller datamash \
	    'a figure a row' 'German offices'; do
		[[ "$output" == *"$name"* ]]
	done
}

@test "awk gives the same ranks and changes as the filters" {
	awk -v cities=20 -v framework="$dir/f" -f tests/bench/generate.awk > "$dir/figures"
	ours=$(sci-normalize -f "$dir/f" "$dir/figures" | sci-weight -f "$dir/f" |
	    sci-aggregate -f "$dir/f" | sci-rank | sci-delta |
	    sci-select -c year,city,indicator,rank,rank_change | sort)
	theirs=$(awk -f tests/bench/whole.awk "$dir/f" "$dir/figures" "$dir/figures" |
	    awk -f tests/bench/changes.awk | cut -f 1-3,5- | sort)
	[ "$(wc -l <<< "$ours")" = 241 ]
	same "$theirs" "$ours"
}
