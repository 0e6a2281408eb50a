#!/usr/bin/env bats
# sci-score - the chain in one process: it prints what the filters print, of the framework and of
# every variant of it.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'indicator parent weight direction' 'bus m 2 1' 'bike m 1 1' 'wait s 3 -1' 'm all 1 1' \
	    's all 1 1' > "$dir/f"
	table 'year city indicator value flag' '2024 Bonn bus 20 _' '2024 Bonn bike 7 I' \
	    '2024 Bonn wait 8 _' '2024 Ulm bus 30 _' '2024 Ulm bike 4 _' '2024 Ulm wait 4 _' \
	    '2024 Kiel bus 15 _' '2024 Kiel bike _ _' '2024 Kiel wait 11 _' \
	    '2023 Bonn bus 10 _' '2023 Ulm bus 30 _' '2023 Bonn wait 8 _' '2023 Ulm wait 9 _' > "$dir/raw"
}

# chain FRAMEWORK FIGURES [OPTION...] - what the filters print; options of sci-normalize up to --,
# then those of sci-aggregate.
chain() {
	local f=$1 raw=$2 options=()
	shift 2
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		options+=("$1")
		shift
	done
	sci-normalize -f "$f" "${options[@]}" "$raw" | sci-weight -f "$f" |
	    sci-aggregate -f "$f" "${@:2}" | sci-rank
}

score() {
	sci-score -f "$dir/f" "$@" "$dir/raw"
}

# of_variant N - the rows of a variant, without that column.
of_variant() {
	awk -F '\t' -v n="$1" 'NR == 1 || $1 == n' | cut -f 2-
}

@test "without variants: the bytes of the chain, with its options" {
	same "$(chain "$dir/f" "$dir/raw")" "$(score)"
	same "$(chain "$dir/f" "$dir/raw" -m percentile:1,100:dense -- --keep -m geometric --min-coverage 2/3)" \
	    "$(score -m percentile:1,100:dense --keep --aggregate geometric --min-coverage 2/3)"
	same "$(chain "$dir/f" "$dir/raw" -m zscore --mean-sd 100,10 -- --round 1 --missing propagate)" \
	    "$(score -m zscore --mean-sd 100,10 --round 1 --missing propagate)"
	# Of bikes Bonn has the most, and Kiel none.
	for city in Ulm Bonn Kiel; do
		same "$(chain "$dir/f" "$dir/raw" -m reference --reference $city --constant missing)" \
		    "$(score -m reference --reference $city --constant missing)"
	done
	# Rows of areas, columns of their own, another unit, no year.
	table 'town indicator value coverage measured note' 'A m 3 0.5 _ x' 'B m 4 1 0.25 y' 'A wait 3 _ _ x' \
	    'B wait _ _ _ y' 'C m 4 _ _ z' 'C wait _ 0.5 0.25 z' > "$dir/areas"
	same "$(sci-normalize -u town -m none -f "$dir/f" "$dir/areas" | sci-weight -u town -f "$dir/f" |
	    sci-aggregate -u town -f "$dir/f" --keep | sci-rank -u town)" \
	    "$(sci-score -u town -m none -f "$dir/f" --keep "$dir/areas")"
}

@test "--treat: what sci-treat does before" {
	awk 'BEGIN { OFS = "\t"; print "city", "indicator", "value"
		for (i = 1; i <= 20; i++) print "c" i, "x", (i == 20 ? 1000 : i) }' > "$dir/raw"
	table 'indicator parent' 'x all' > "$dir/f"
	sci-treat -f "$dir/f" "$dir/raw" > "$dir/treated"
	run ! cmp -s "$dir/raw" "$dir/treated"
	same "$(chain "$dir/f" "$dir/treated")" "$(score --treat)"
	table 'variant indicator treat' '1 x none' '2 x winsorize:1' > "$dir/v"
	score --treat --variants "$dir/v" > "$dir/got"
	same "$(chain "$dir/f" "$dir/raw")" "$(of_variant 1 < "$dir/got")"
	same "$(chain "$dir/f" <(sci-treat -m winsorize:1 "$dir/raw"))" "$(of_variant 2 < "$dir/got")"
	# Without --treat the cell does not count.
	same "$(chain "$dir/f" "$dir/raw")" "$(score --variants "$dir/v" | of_variant 2)"
}

@test "a variant is the chain with its cells pasted into the framework" {
	table 'variant indicator weight direction normalize aggregate min_coverage' \
	    '7 m _ -1 _ geometric _' '3 wait 0.5 _ rank _ _' '3 all _ _ _ min 2/3' '7 bus _ _ percentile:1,9 _ _' \
	    '7 bike _ _ minmax:1,100 _ _' '12 all _ _ _ _ _' > "$dir/v"
	table 'indicator parent weight direction normalize aggregate min_coverage' 'bus m 2 1 _ _ _' \
	    'bike m 1 1 _ _ _' 'wait s 0.5 -1 rank _ _' 'm all 1 1 _ _ _' 's all 1 1 _ _ _' 'all _ _ _ _ min 2/3' > "$dir/f3"
	table 'indicator parent weight direction normalize aggregate' 'bus m 2 1 percentile:1,9 _' \
	    'bike m 1 1 minmax:1,100 _' 'wait s 3 -1 _ _' 'm all 1 -1 _ geometric' 's all 1 1 _ _' > "$dir/f7"
	score --variants "$dir/v" > "$dir/got"
	[ "$(cut -f 1 "$dir/got" | uniq | xargs)" = 'variant 0 3 7 12' ]
	same "$(chain "$dir/f" "$dir/raw")" "$(of_variant 0 < "$dir/got")"
	same "$(chain "$dir/f3" "$dir/raw")" "$(of_variant 3 < "$dir/got")"
	same "$(chain "$dir/f7" "$dir/raw")" "$(of_variant 7 < "$dir/got")"
	same "$(chain "$dir/f" "$dir/raw")" "$(of_variant 12 < "$dir/got")"
}

@test "impute = none of a variant drops what was filled in, the framework's own does not" {
	table 'variant indicator impute' '1 bike none' > "$dir/v"
	sed 's/\t7\tI$/\t\tI/' "$dir/raw" > "$dir/measured"
	score --constant 50 --keep --variants "$dir/v" > "$dir/got"
	same "$(chain "$dir/f" "$dir/measured" --constant 50 -- --keep)" "$(of_variant 1 < "$dir/got")"
	same "$(chain "$dir/f" "$dir/raw" --constant 50 -- --keep)" "$(of_variant 0 < "$dir/got")"
	# Whatever other cells it has.
	table 'variant indicator weight impute min_coverage' '1 bike 1 none 0.5' > "$dir/v"
	cmp "$dir/got" <(score --constant 50 --keep --variants "$dir/v")
	table 'indicator parent weight direction impute' 'bus m 2 1 _' 'bike m 1 1 none' 'wait s 3 -1 _' 'm all 1 1 _' \
	    's all 1 1 _' > "$dir/own"
	same "$(score)" "$(sci-score -f "$dir/own" "$dir/raw")"
	table 'variant indicator impute' '1 bike mean' > "$dir/v"
	run -1 score --variants "$dir/v"
	[[ "$output" == *"v:2: column impute: a variant can only take filled figures away, by none"* ]]
}

@test "variants that differ in one word of one cell are told apart" {
	local n=0 cells cell
	table 'indicator parent normalize low high target transform direction treat' 'x all minmax 1 900 500 _ 1 _' > "$dir/f"
	{
		table 'city indicator value flag'
		awk 'BEGIN { for (c = 1; c <= 20; c++) print "c" c "\tx\t" (c > 18 ? 40 * c : c > 15 ? 15 : c) "\t" (c % 7 == 3 ? "I" : "") }'
	} > "$dir/raw"
	table 'variant indicator normalize low high target transform direction treat impute' > "$dir/v"
	while read -r cells; do
		n=$((n + 1))
		awk -F '\t' -v OFS='\t' -v cells="$cells" -v n=$n -v v="$dir/v" '
		function with(head, row,  k, i, cell, pair, at) {
			for (k = split(head, at, "\t"); k > 0; k--)
				for (i = split(cells, cell, " "); i > 0; i--)
					if (split(cell[i], pair, "=") && pair[1] == at[k])
						$k = pair[2]
		}
		NR == 1 { head = $0; print; next }
		{ with(head); print }
		END {
			head = "variant\tindicator\tnormalize\tlow\thigh\ttarget\ttransform\tdirection\ttreat\timpute"
			$0 = n "\tx\t\t\t\t\t\t\t\t"
			with(head)
			print >> v
		}' "$dir/f" > "$dir/f$n"
	done << 'END'
normalize=rank:min
normalize=rank:max
normalize=rank:dense
normalize=goalposts
normalize=goalposts low=2
normalize=goalposts high=800
normalize=target
normalize=target target=600
normalize=minmax:0,10
normalize=minmax:0,20
normalize=minmax:5,20
transform=sqrt
direction=-1
impute=none
treat=jrc:1:log
treat=jrc:1:log1
treat=jrc:1:none
treat=jrc:2:none
END
	score --treat --variants "$dir/v" > "$dir/got"
	for ((; n > 0; n--)); do
		cp "$dir/raw" "$dir/figures"
		[ $n != 14 ] || sed -i 's/[0-9]*\tI$/\tI/' "$dir/figures"
		sci-treat -f "$dir/f$n" "$dir/figures" > "$dir/treated"
		same "$(chain "$dir/f$n" "$dir/treated")" "$(of_variant $n < "$dir/got")"
		[ "$(of_variant $n < "$dir/got" | cksum)" != "$(of_variant $((n - 1)) < "$dir/got" | cksum)" ]
	done
}

# More cities than are scored together where no city counts for another.
@test "a variant that compares all cities does so after one that compares none" {
	table 'indicator parent' 'x all' 'y all' > "$dir/f"
	awk -v OFS='\t' 'BEGIN { print "city", "indicator", "value"
		for (c = 0; c < 600; c++) print "c" c, "x", c * 37 % 601 "\n" "c" c, "y", c * 59 % 607 }' > "$dir/raw"
	table 'variant indicator aggregate' '1 all copeland' '2 all geometric' > "$dir/v"
	score --range 1,100 --variants "$dir/v" > "$dir/got"
	for m in 1:copeland 2:geometric; do
		of_variant ${m%:*} < "$dir/got" | cmp - <(chain "$dir/f" "$dir/raw" --range 1,100 -- -m ${m#*:})
	done
}

@test "parts are the whole; beyond the last there is the header" {
	sci-vary -f "$dir/f" -n 30 --weights 0.3 --normalize rank --normalize as-is > "$dir/v"
	score --variants "$dir/v" > "$dir/whole"
	score --variants "$dir/v" --part 0-9 > "$dir/a"
	score --variants "$dir/v" --part 10-10 > "$dir/b"
	score --variants "$dir/v" --part 11-99 > "$dir/c"
	cmp "$dir/whole" <(cat "$dir/a" && sed 1d "$dir/b" && sed 1d "$dir/c")
	[ "$(cut -f 1 "$dir/b" | sort -u | xargs)" = '10 variant' ]
	same "$(head -1 "$dir/whole")" "$(score --variants "$dir/v" --part 31-40)"
	same "$(sed -n '1p; /^30\t/p' "$dir/whole")" "$(score --variants "$dir/v" --part 30-30)"
	# From standard input, while the figures are a file.
	cmp "$dir/whole" <(score --variants - < "$dir/v")
}

@test "changes: other figures, in all variants or in one" {
	table 'variant indicator weight' '1 bus 5' '2 bus 1' > "$dir/v"
	table 'variant year city indicator value flag' '_ 2024 Kiel bike 9 E' '_ 2024 Ulm wait _ _' '2 2024 Kiel bike 5 _' \
	    '0 2023 Bonn bike 3 _' '1 2024 Bonn bus 22 U' > "$dir/c"
	score --constant 50 --keep --variants "$dir/v" --changes "$dir/c" > "$dir/got"
	sed 's/Kiel\tbike\t\t$/Kiel\tbike\t9\tE/; s/Ulm\twait\t4\t$/Ulm\twait\t\t/' "$dir/raw" > "$dir/all"
	sed 's/bus m 2/bus m 5/; s/bus\tm\t2/bus\tm\t5/' "$dir/f" > "$dir/f1"
	sed 's/bus\tm\t2/bus\tm\t1/' "$dir/f" > "$dir/f2"
	same "$(chain "$dir/f1" <(sed 's/2024\tBonn\tbus\t20\t$/2024\tBonn\tbus\t22\tU/' "$dir/all") --constant 50 -- --keep)" \
	    "$(of_variant 1 < "$dir/got")"
	same "$(chain "$dir/f2" <(sed 's/\t9\tE$/\t5\t/' "$dir/all") --constant 50 -- --keep)" "$(of_variant 2 < "$dir/got")"
	same "$(chain "$dir/f" <(cat "$dir/all" && printf '2023\tBonn\tbike\t3\t\n') --constant 50 -- --keep)" \
	    "$(of_variant 0 < "$dir/got")"
	# Of both editions in one variant, in any order, and of an area that came as rows.
	table 'variant year city indicator value' '1 2024 Kiel bus 40' '1 2023 Ulm bus 7' '1 2024 Bonn wait 1' '1 2023 Bonn wait 2' > "$dir/c"
	sed 's/2024\tKiel\tbus\t15/2024\tKiel\tbus\t40/; s/2023\tUlm\tbus\t30/2023\tUlm\tbus\t7/; s/2024\tBonn\twait\t8/2024\tBonn\twait\t1/
	    s/2023\tBonn\twait\t8/2023\tBonn\twait\t2/' "$dir/raw" > "$dir/all"
	same "$(chain "$dir/f1" "$dir/all")" "$(score --variants "$dir/v" --changes "$dir/c" | of_variant 1)"
	same "$(chain "$dir/f2" "$dir/raw")" "$(score --variants "$dir/v" --changes "$dir/c" | of_variant 2)"
	table 'city indicator value' 'Bonn m 3' 'Ulm m 4' 'Bonn wait 5' 'Ulm wait 6' > "$dir/areas"
	table 'variant city indicator value' '1 Bonn m 9' > "$dir/c"
	same "$(chain "$dir/f1" <(sed 's/m\t3/m\t9/' "$dir/areas"))" \
	    "$(sci-score -f "$dir/f" --variants "$dir/v" --changes "$dir/c" "$dir/areas" | of_variant 1)"
	# Of an indicator that no row had.
	table 'variant year city indicator value' '_ 2024 Bonn bike 3' '_ 2024 Ulm bike 4' > "$dir/c"
	sed '/bike/d' "$dir/raw" > "$dir/few"
	same "$(chain "$dir/f" <(cat "$dir/few" <(table '2024 Bonn bike 3 _' '2024 Ulm bike 4 _')))" \
	    "$(sci-score -f "$dir/f" --changes "$dir/c" "$dir/few")"
	# Of one that no row had, in two variants; others have shares of their own.
	table 'variant year city indicator value' '1 2024 Bonn bike 3' '2 2024 Bonn bike 5' '2 2024 Ulm bus 8' > "$dir/c"
	sed '1s/$/\tcoverage/; 1!s/$/\t0.5/; /2024\tBonn\tbike/d' "$dir/raw" > "$dir/few"
	sci-score -f "$dir/f" --keep --constant 50 --variants "$dir/v" --changes "$dir/c" "$dir/few" > "$dir/got"
	same "$(chain "$dir/f1" <(cat "$dir/few" <(table '2024 Bonn bike 3 _ _')) --constant 50 -- --keep)" "$(of_variant 1 < "$dir/got")"
	same "$(chain "$dir/f2" <(sed 's/2024\tUlm\tbus\t30/2024\tUlm\tbus\t8/' "$dir/few" | cat - <(table '2024 Bonn bike 5 _ _')) \
	    --constant 50 -- --keep)" "$(of_variant 2 < "$dir/got")"
	# Without variants; no flag is an empty one.
	table 'year city indicator value' '2024 Bonn bike 7' > "$dir/c"
	same "$(chain "$dir/f" <(sed 's/\tI$/\t/' "$dir/raw"))" "$(score --changes "$dir/c")"
}

@test "changes that cannot be: the line is named" {
	local message rows
	refused() {
		message=$1
		shift
		table "$@" > "$dir/c"
		run -1 score --changes "$dir/c"
		[[ "$output" == *"$message"* ]] || { echo "$output"; return 1; }
	}
	refused "c:2: the figures have no row of this year and city" 'year city indicator value' '2024 Köln bus 3'
	refused "c:3: the figures have no row" 'year city indicator value' '2024 Bonn bus 3' '2023 Kiel bus 3'
	refused "'buss' is not in $dir/f; did you mean 'bus'?" 'year city indicator value' '2024 Bonn buss 3'
	refused "c:3: a second change of the same figure" 'year city indicator value' '2024 Bonn bus 3' '2024 Bonn bus 4'
	refused "c:2: column variant: there is no variant 3" 'variant year city indicator value' '3 2024 Bonn bus 3'
	refused "no column 'year'" 'city indicator value' 'Bonn bus 3'
	# Nor has a city of which all that came in is passed over.
	table 'year city indicator value' '2024 Hof bus 3' > "$dir/c"
	run -1 sci-score -f "$dir/f" --ignore-unknown --changes "$dir/c" <(cat "$dir/raw"; table '2024 Hof tram 3 _')
	same "sci-score: $dir/c:2: the figures have no row of this year and city" "$output"
	run -1 sci-score -f "$dir/f" <(table 'city indicator value coverage' 'A bus 1 1' 'B bus 2 1.5')
	[[ "$output" == *":3: column coverage: '1.5' is not from 0 to 1 (B, bus)" ]]
	table 'variant indicator weight' '1 bus 5' > "$dir/v"
	table 'variant year city indicator value' '1 2024 Bonn m 3' > "$dir/c"
	run -1 score --variants "$dir/v" --changes "$dir/c"
	[[ "$output" == *"c:2: 'm' is made of others: it has no figure to be changed" ]]
}

@test "a table of variants that cannot be: the line is named before anything is scored" {
	local message
	refused() {
		message=$1
		shift
		table "$@" > "$dir/v"
		run -1 --separate-stderr score --variants "$dir/v"
		[ -z "$output" ]
		[[ "$stderr" == *"$message"* ]] || { echo "$stderr"; return 1; }
	}
	refused "v:2: column indicator: 'buss' is not in $dir/f; did you mean 'bus'?" 'variant indicator weight' '1 buss 2'
	refused "v:1: column 'colour' is none that a variant may change" 'variant indicator colour' '1 bus red'
	refused "v:1: column 'parent'" 'variant indicator parent' '1 bus s'
	refused "v:3: column normalize: unknown method 'minmx'" 'variant indicator normalize' '1 bus rank' '2 bus minmx'
	refused "v:2: column weight: '-1' is negative" 'variant indicator weight' '1 bus -1'
	refused "v:2: column variant: 0 is the framework as it stands" 'variant indicator weight' '0 bus 1'
	refused "v:2: column variant: 'x'" 'variant indicator weight' 'x bus 1'
	refused "v:3: a second row of variant 1 and 'bus'" 'variant indicator weight' '1 bus 1' '1 bus 2'
}

@test "a variant that cannot be scored: variant, year and node, and no output that looks whole" {
	table 'variant indicator aggregate weight' '1 bus _ 3' '2 m geometric _' > "$dir/v"
	run -1 --separate-stderr score --variants "$dir/v"
	[[ "$stderr" == "sci-score: variant 2: a score of 0 has no geometric or harmonic mean"*"(2023, Bonn, bus)" ]]
	score --variants "$dir/v" > "$dir/out" 2> "$dir/err" || true
	[ "$(tail -c 1 "$dir/out" | od -An -c | tr -d ' ')" != '\n' ]
	table 'variant indicator weight' '5 wait 0' > "$dir/v"
	run -1 score --variants "$dir/v"
	[[ "$output" == *"variant 5: the weights of its children sum to 0, or are too large (s)" ]]
	table 'variant indicator weight' '5 bus 1e301' > "$dir/v"
	run -1 score --variants "$dir/v"
	[[ "$output" == *"variant 5: the weights of its children sum to 0, or are too large (m)" ]]
	for low in 3 2; do
		table 'variant indicator low high' "5 wait $low 2" > "$dir/v"
		run -1 score --variants "$dir/v"
		[[ "$output" == *"variant 5: low is not below high (wait)" ]]
	done
	table 'variant indicator normalize low high' '5 bus goalposts 0 1e-308' > "$dir/v"
	run -1 score --variants "$dir/v"
	[[ "$output" == *"variant 5: $dir/raw:11: the score is beyond the doubles (2023, Bonn, bus)" ]]
	table 'variant indicator treat' '5 bus log-gii' > "$dir/v"
	run -1 score --treat --variants "$dir/v" <(table 'year city indicator value flag' '2022 Bonn bus 0.1 _' '2022 Ulm bus 0.5 _')
	[[ "$output" == *"variant 5: /dev/fd/"*":2: a treated value is beyond the doubles (2022, Bonn, bus)" ]]
	# Of the framework itself nothing is written at all.
	run -1 --separate-stderr score --aggregate geometric
	[ -z "$output" ]
	[[ "$stderr" == "sci-score: a score of 0 has"*"(2023, Bonn, bus)" ]]
}

@test "--node and -c: these nodes, these columns" {
	same "$(chain "$dir/f" "$dir/raw" | sci-select -w indicator=all,s)" "$(score --node s,all)"
	same "$(chain "$dir/f" "$dir/raw" | sci-select -c rank,city,value)" "$(score -c rank,city,value)"
	table 'variant indicator weight' '1 bus 5' > "$dir/v"
	same "$(score --variants "$dir/v" | sci-select -w variant=1 -c city,rank)" \
	    "$(score --variants "$dir/v" --part 1-1 -c city,rank)"
	[ "$(score --variants "$dir/v" -c variant,of | sort -u | xargs)" = '0 2 0 3 1 2 1 3 variant of' ]
	run -2 score --node nonsense
	[[ "$output" == *"--node: 'nonsense' is no node of"* ]]
	run -2 score -c variant
	run -2 score -c city,city
	run -2 score -c colour
}

@test "usage" {
	run -2 sci-score "$dir/raw"
	[[ "$output" == *"-f FRAMEWORK is needed"* ]]
	run -2 score --part 1-2
	run -2 score --variants "$dir/v" --part 2-1
	run -2 score --variants "$dir/v" --part 2
	run -2 score --variants - --changes -
	[[ "$output" == *"standard input can be one table only"* ]]
	run -2 sci-score -f "$dir/f" --variants -
	table 'variant indicator normalize' '1 bus reference' > "$dir/v"
	run -2 score --constant 1 --variants "$dir/v"
	[[ "$output" == *"the method reference needs --reference UNIT"* ]]
}

@test "a method that needs an option may be that of an indicator without rows, as in the chain" {
	table 'indicator parent normalize' 'bus r minmax' 'tram r reference' 'r _ _' > "$dir/f"
	table 'year city indicator value' '1 Ulm bus 1' '1 Hof bus 3' > "$dir/raw"
	table 'variant indicator weight' '1 bus 2' > "$dir/v"
	same "$(table 'variant city value' '0 Hof 100' '0 Ulm 0' '1 Hof 100' '1 Ulm 0')" \
	    "$(sci-score -f "$dir/f" --variants "$dir/v" --node r -c variant,city,value "$dir/raw")"
	# With figures, from wherever, it is needed.
	table 'year city indicator value' '1 Ulm tram 4' '1 Hof tram 2' > "$dir/c"
	run -2 sci-score -f "$dir/f" --changes "$dir/c" "$dir/raw"
	same "sci-score: the method reference needs --reference UNIT (see sci-score --help)" "$output"
	run -2 sci-normalize -f "$dir/f" <(sed 1d "$dir/raw" | cat "$dir/c" -)
	same "sci-normalize: the method reference needs --reference UNIT (see sci-normalize --help)" "$output"
	same "$(table 'city value' 'Hof 50' 'Ulm 50')" "$(sci-score -f "$dir/f" --reference Ulm \
	    --changes "$dir/c" --node r -c city,value "$dir/raw")"
}

# random SEED - figures, a framework and variants of every kind for the test below: `figures`, `f`,
# `v`, and of each variant N the framework with its cells pasted in, `fN`.
random() {
	awk -v seed="$1" -v dir="$dir" '
	function pick(list,  n, a) { n = split(list, a, " "); return a[int(rand() * n) + 1] }
	function cell(kind) {
		if (rand() < 0.6) return ""
		if (kind == "weight") return sprintf("%.3f", rand() * 3 + 0.1)
		if (kind == "direction") return pick("1 -1")
		if (kind == "normalize") return pick("minmax minmax:1,100 zscore:100,10 rank:average borda percentile percentile:1,100:dense goalposts:1,100:clip target:clip closest")
		if (kind == "low") return pick("1 2")
		if (kind == "high") return pick("60 80")
		if (kind == "target") return pick("50 70")
		if (kind == "transform") return pick("ln sqrt")
		if (kind == "treat") return pick("none winsorize:1 jrc")
		if (kind == "aggregate") return pick("arithmetic geometric harmonic median min power:2 owa-best:2 mean-min:0.5,10 max")
		return pick("0.5 2/3")
	}
	BEGIN {
		OFS = "\t"; srand(seed)
		ncol = split("weight direction normalize low high target transform treat aggregate min_coverage", col, " ")
		nnode = split("a1 a2 b1 b2 b3 a b all", node, " "); split("a a b b b all all", parent, " ")
		print "year", "city", "indicator", "value", "flag" > (dir "/figures")
		for (y = 2020; y < 2022; y++) for (c = 1; c <= 9; c++) for (i = 1; i <= 5; i++) if (rand() > 0.05)
			print y, "c" c, node[i], (rand() < 0.05 ? "" : int(rand() * 990 + 10) / 10), pick("A I E P U") > (dir "/figures")
		goal["low"] = 1; goal["high"] = 90; goal["target"] = 60
		head = "indicator" OFS "parent"; rows = "variant" OFS "indicator"
		for (k = 1; k <= ncol; k++) { head = head OFS col[k]; rows = rows OFS col[k] }
		print rows > (dir "/v")
		for (n = 0; n <= 12; n++) {
			file = dir "/f" (n == 0 ? "" : n)
			print head > file
			for (i = 1; i <= nnode; i++) {
				line = node[i] OFS parent[i]; row = n OFS node[i]
				for (k = 1; k <= ncol; k++) {
					leaf = i <= 5
					fits = col[k] == "weight" || col[k] == "direction" || (leaf == (col[k] != "aggregate" && col[k] != "min_coverage"))
					text = fits ? cell(col[k]) : ""
					if (n == 0 && leaf && col[k] in goal) text = goal[col[k]]
					if (n == 0) own[i, k] = text
					line = line OFS (text == "" ? own[i, k] : text); row = row OFS text
				}
				print line > file
				if (n > 0) print row > (dir "/v")
			}
		}
	}' < /dev/null
}

@test "for random variants of every kind the chain prints the same bytes, and parts are the whole" {
	local seed n options=(--range '1,100' --constant 50)
	for ((seed = 1; seed <= $(all_tests && echo 20 || echo 3); seed++)); do
		random $seed
		sci-score -f "$dir/f" "${options[@]}" --zero --keep --treat --variants "$dir/v" "$dir/figures" > "$dir/got"
		[ "$(cut -f 1 "$dir/got" | uniq | wc -l)" = 14 ]
		for n in '' {1..12}; do
			sci-treat -f "$dir/f$n" "$dir/figures" | sci-normalize -f "$dir/f$n" "${options[@]}" |
			    sci-weight -f "$dir/f$n" | sci-aggregate -f "$dir/f$n" --zero --keep | sci-rank > "$dir/want"
			of_variant "${n:-0}" < "$dir/got" | cmp - "$dir/want" || { echo "seed $seed, variant $n"; return 1; }
		done
		for n in 0-3 4-7 8-12; do
			sci-score -f "$dir/f" "${options[@]}" --zero --keep --treat --variants "$dir/v" --part $n "$dir/figures"
		done | awk 'NR == 1 || !/^variant\t/' | cmp - "$dir/got"
	done
}

@test "cities with as many rows of other indicators, in another order, and of some that few have" {
	table 'indicator parent weight' 'a all 1' 'b all 2' 'c all 3' 'd all 4' > "$dir/f"
	# By tens: a and b, a and c, c and a; a fifth of the cities has d.
	awk 'BEGIN {
		OFS = "\t"
		print "city", "indicator", "value"
		for (i = 1; i <= 600; i++) {
			city = sprintf("city %03d", i)
			kind = int(i / 10) % 3
			if (kind == 2) print city, "c", 4 * i
			print city, "a", i
			if (kind < 2) print city, kind == 0 ? "b" : "c", (kind + 1) * 2 * i
			if (i % 50 < 10) print city, "d", 8 * i
		}
	}' > "$dir/figures"
	sci-score -f "$dir/f" -m none -c city,value,coverage --node all "$dir/figures" | sort > "$dir/got"
	awk 'BEGIN {
		print "city\tvalue\tcoverage"
		for (i = 1; i <= 600; i++) {
			ab = int(i / 10) % 3 == 0
			few = i % 50 < 10
			weight = (ab ? 3 : 4) + 4 * few
			sum = (ab ? 1 + 2 * 2 : 1 + 3 * 4) + 4 * 8 * few
			printf "city %03d\t%.12f\t%s\n", i, sum * i / weight, weight / 10
		}
	}' | sort > "$dir/want"
	awk -F '\t' 'NR == FNR { value[$1] = $2; share[$1] = $3; next }
		{ n++; bad += $3 != share[$1] || (FNR > 1 && ($2 - value[$1]) ^ 2 > 1e-6) }
		END { exit bad > 0 || n != 601 }' "$dir/want" "$dir/got"
}
