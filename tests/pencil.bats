#!/usr/bin/env bats
# Three cities, two editions and a ragged tree from raw figures to changes of
# place, against a calculation on paper:
#
#	overall = (2 mobility + burden + trees)/4       trees stands directly below overall
#	mobility = (3 bus + jam)/4                      less jam is better
#	burden = (3 dust + quiet)/4                     less burden is better, so quiet,
#	                                                with -1 as well, is good again
#
#	             2024: Aachen Bonn Celle  scores    2025: Aachen Bonn Celle  scores
#	bus              10   20   50   0   25  100         50   20   10  100   25    0
#	jam               8    4    0   0   50  100          0    4    8  100   50    0
#	dust              2    4    6 100   50    0          6    4    2    0   50  100
#	quiet             1    -    3   0    -  100          3    2    1  100   50    0
#	trees             5    6    9   0   25  100          5    6    9    0   25  100
#
#	mobility                        0 31.25 100                     100 31.25   0
#	burden                         75   50   25                      25   50   75
#	overall                     18.75 34.375 81.25                56.25 34.375 43.75
#
# Bonn's burden of 2024 rests on dust alone: coverage 3/4; its overall score on
# (2 + 3/4 + 1)/4 = 0.9375 of the weight.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'indicator parent weight direction' 'bus mobility 3 1' 'jam mobility 1 -1' 'dust burden 3 _' \
	    'quiet burden 1 -1' 'mobility overall 2 _' 'burden overall 1 -1' 'trees overall 1 1' > "$dir/f"
	table 'year city indicator value' \
	    '2024 Aachen bus 10' '2024 Bonn bus 20' '2024 Celle bus 50' \
	    '2024 Aachen jam 8' '2024 Bonn jam 4' '2024 Celle jam 0' \
	    '2024 Aachen dust 2' '2024 Bonn dust 4' '2024 Celle dust 6' \
	    '2024 Aachen quiet 1' '2024 Bonn quiet NA' '2024 Celle quiet 3' \
	    '2024 Aachen trees 5' '2024 Bonn trees 6' '2024 Celle trees 9' \
	    '2025 Aachen bus 50' '2025 Bonn bus 20' '2025 Celle bus 10' \
	    '2025 Aachen jam 0' '2025 Bonn jam 4' '2025 Celle jam 8' \
	    '2025 Aachen dust 6' '2025 Bonn dust 4' '2025 Celle dust 2' \
	    '2025 Aachen quiet 3' '2025 Bonn quiet 2' '2025 Celle quiet 1' \
	    '2025 Aachen trees 5' '2025 Bonn trees 6' '2025 Celle trees 9' > "$dir/raw"
	head='year city indicator value parent weight coverage measured rank of'
	head+=' previous_year previous_value value_change previous_rank rank_change status'
	table "$head" \
	    '2024 Aachen burden 75.00 overall 1 1 1 1 3 _ _ _ _ _ _' \
	    '2024 Bonn burden 50.00 overall 1 0.75 0.75 2 3 _ _ _ _ _ _' \
	    '2024 Celle burden 25.00 overall 1 1 1 3 3 _ _ _ _ _ _' \
	    '2024 Celle mobility 100.00 overall 2 1 1 1 3 _ _ _ _ _ _' \
	    '2024 Bonn mobility 31.25 overall 2 1 1 2 3 _ _ _ _ _ _' \
	    '2024 Aachen mobility 0.00 overall 2 1 1 3 3 _ _ _ _ _ _' \
	    '2024 Celle overall 81.25 _ 1 1 1 1 3 _ _ _ _ _ _' \
	    '2024 Bonn overall 34.38 _ 1 0.9375 0.9375 2 3 _ _ _ _ _ _' \
	    '2024 Aachen overall 18.75 _ 1 1 1 3 3 _ _ _ _ _ _' \
	    '2025 Celle burden 75.00 overall 1 1 1 1 3 2024 25.00 50.00 3 2 up' \
	    '2025 Bonn burden 50.00 overall 1 1 1 2 3 2024 50.00 0.00 2 0 same' \
	    '2025 Aachen burden 25.00 overall 1 1 1 3 3 2024 75.00 -50.00 1 -2 down' \
	    '2025 Aachen mobility 100.00 overall 2 1 1 1 3 2024 0.00 100.00 3 2 up' \
	    '2025 Bonn mobility 31.25 overall 2 1 1 2 3 2024 31.25 0.00 2 0 same' \
	    '2025 Celle mobility 0.00 overall 2 1 1 3 3 2024 100.00 -100.00 1 -2 down' \
	    '2025 Aachen overall 56.25 _ 1 1 1 1 3 2024 18.75 37.50 3 2 up' \
	    '2025 Celle overall 43.75 _ 1 1 1 2 3 2024 81.25 -37.50 1 -1 down' \
	    '2025 Bonn overall 34.38 _ 1 1 1 3 3 2024 34.38 0.00 2 -1 down' > "$dir/paper"
}

# chain FILE... - raw figures to changes of place.
chain() {
	sci-normalize -f "$dir/f" "$@" | sci-weight -f "$dir/f" | sci-aggregate -f "$dir/f" |
	    sci-rank | sci-delta | sci-round 2
}

# columns N,... FILE - its columns in that order.
columns() {
	awk -F '\t' -v OFS='\t' -v list="$1" '
		BEGIN { n = split(list, c, ",") }
		{ for (i = 1; i <= n; i++) printf "%s%s", $c[i], (i < n ? OFS : "\n") }' "$2"
}

# shuffled SEED FILE - its rows in another order.
shuffled() {
	head -n 1 "$2"
	sed 1d "$2" | awk -v seed="$1" 'BEGIN { srand(seed) } { print rand() "\t" $0 }' | sort | cut -f 2-
}

# halves FILE - two files of half its rows each, the second with its columns turned round.
halves() {
	(head -n 1 "$1"; sed 1d "$1" | sed -n 'n;p') > "$dir/half1"
	(head -n 1 "$1"; sed 1d "$1" | sed -n 'p;n') > "$dir/half2"
	columns "$(awk -F '\t' 'NR == 1 { for (i = NF; i > 0; i--) printf "%d%s", i, (i > 1 ? "," : "") }' "$1")" \
	    "$dir/half2" > "$dir/half2.turned"
}

@test "the whole chain gives what the paper says" {
	chain "$dir/raw" > "$dir/got"
	diff "$dir/paper" "$dir/got"
}

@test "rows shuffled: the same bytes" {
	local seed
	for seed in 1 2 3 4 5; do
		shuffled $seed "$dir/raw" > "$dir/shuffled"
		! cmp -s "$dir/raw" "$dir/shuffled"
		chain "$dir/shuffled" | diff "$dir/paper" -
	done
}

@test "files split in two, one of them with other columns first: the same bytes" {
	halves "$dir/raw"
	chain "$dir/half1" "$dir/half2" | diff "$dir/paper" -
	chain "$dir/half2.turned" "$dir/half1" | diff "$dir/paper" -
	chain - "$dir/half1" < "$dir/half2" | diff "$dir/paper" -
}

@test "columns reordered: the same bytes" {
	local order
	for order in 4,3,2,1 2,1,4,3 3,4,1,2; do
		columns $order "$dir/raw" > "$dir/turned"
		chain "$dir/turned" | diff "$dir/paper" -
	done
}

@test "extra columns: the same bytes" {
	awk -F '\t' -v OFS='\t' 'NR == 1 { print "note", $0, "source", "Über" } NR > 1 { print "n" NR, $0, "", "7,5" }' \
	    "$dir/raw" > "$dir/extra"
	chain "$dir/extra" | diff "$dir/paper" -
}

@test "a CR before each newline and a byte-order mark: the same bytes" {
	(printf '\357\273\277'; sed 's/$/\r/' "$dir/raw") > "$dir/crlf"
	(printf '\357\273\277'; sed 's/$/\r/' "$dir/f") > "$dir/f2"
	mv "$dir/f2" "$dir/f"
	chain "$dir/crlf" | diff "$dir/paper" -
}

@test "every filter: rows, files and columns in another order make no difference but to order" {
	# One table that each of them takes.
	sci-weight -f "$dir/f" "$dir/raw" | awk -F '\t' -v OFS='\t' '
		{ print $0, NR == 1 ? "rank" : NR % 7 + 1, NR == 1 ? "extra" : $2 "!" }' > "$dir/t"
	table 'city state' 'Bonn NW' 'Celle NI' 'Aachen NW' > "$dir/states"
	shuffled 9 "$dir/t" > "$dir/shuffled"
	halves "$dir/t"
	columns 8,7,6,5,4,3,2,1 "$dir/t" > "$dir/turned"
	while read -ra command; do
		echo "${command[*]}"
		"${command[@]}" "$dir/t" > "$dir/straight"
		"${command[@]}" "$dir/shuffled" | diff <(sort "$dir/straight") <(sort)
		"${command[@]}" "$dir/half1" "$dir/half2.turned" | diff <(sort "$dir/straight") <(sort)
		# Which columns there are first may differ; the rest is by name.
		"${command[@]}" "$dir/turned" > "$dir/other"
		sci-select -c "$(head -n 1 "$dir/straight" | tr '\t' ,)" "$dir/other" |
		    diff <(sort "$dir/straight") <(sort)
		case ${command[0]} in
		sci-aggregate | sci-rank | sci-impute | sci-pivot | sci-stat | sci-check | sci-fit)
			"${command[@]}" "$dir/shuffled" | cmp "$dir/straight" - ;;
		esac
	done <<- END
		sci-normalize -f $dir/f
		sci-normalize -f $dir/f -m zscore
		sci-normalize -f $dir/f -m rank --ties average
		sci-weight -f $dir/f
		sci-aggregate -f $dir/f
		sci-aggregate -f $dir/f -m copeland --keep
		sci-aggregate -f $dir/f -m median
		sci-rank -b extra
		sci-rank --ascending
		sci-delta --gone
		sci-round 1
		sci-select -w value>=5
		sci-join $dir/states
		sci-impute -f $dir/f -m mean
		sci-treat -f $dir/f -m winsorize
		sci-denominate -f $dir/f
		sci-pivot -f $dir/f
		sci-stat indicators
		sci-stat correlations
		sci-stat alpha -f $dir/f
		sci-fit -f $dir/f --bounds minmax
		sci-check -f $dir/f
	END
}
