#!/usr/bin/env bats
# What a change of score is made of: parts worked on paper, sums, what must be zero, who passed whom.

bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'indicator parent weight' 'overall _ 1' 'a overall 1' 'b overall 1' > "$dir/f"
	table 'year city indicator value' \
	    '2020 A a 0' '2020 B a 10' '2020 C a 20' '2020 A b 10' '2020 B b 0' '2020 C b 5' \
	    '2021 A a 15' '2021 B a 10' '2021 C a 30' '2021 A b 10' '2021 B b 0' '2021 C b 10' > "$dir/raw"
}

# parts CITY NODE [OPTION...]: own, others, weights, framework, gaps and change, two decimals.
parts() {
	sci-explain -f "${f:-$dir/f}" --city "$1" "${@:3}" "$dir/raw" | sci-select -w indicator="$2" \
	    -c own,others,weights,framework,gaps,change | sci-round -c own,others,weights,framework,gaps,change 4 |
	    sed 1d | sed 's/\.*0*\(\t\|$\)/\1/g' | xargs
}

@test "own and others, as worked on paper" {
	# a of A scores 0 in 2020 and 25 in 2021; its 15 among the others of 2020 would have scored 50,
	# its 0 among those of 2021 0.
	[ "$(parts A a)" = '18.75 -6.25 0 0 0 12.5' ]
	[ "$(parts A b)" = '0 0 0 0 0 0' ]
	[ "$(parts A overall)" = '18.75 -6.25 0 0 0 12.5' ]
}

@test "a row a node, children before parents, with raw figures as they came in" {
	sed -i 's/\t15$/\t15.0/' "$dir/raw"
	same "$(table 'year previous_year city indicator parent previous_raw raw previous_score score weight change imputed' \
	    '2021 2020 A a overall 0 15.0 0 25 0.5 12.5 no' '2021 2020 A b overall 10 10 100 100 0.5 0 no' \
	    '2021 2020 A overall _ _ _ 50 62.5 1 12.5 _')" \
	    "$(sci-explain -f "$dir/f" --city A "$dir/raw" | sci-select \
	    -c year,previous_year,city,indicator,parent,previous_raw,raw,previous_score,score,weight,change,imputed)"
}

@test "places: of the city's own doing, of the rest, and who passed whom" {
	# 2020: C 75, A 50, B 25; the figures of C go to D, whose name has a comma, and B falls to nothing.
	table 'year city indicator value' '2020 A a 0' '2020 B,~x a 10' '2020 C a 20' '2020 D a 19' \
	    '2021 A a 15' '2021 B,~x a 20' '2021 C a 10' '2021 D a 0' > "$dir/raw"
	sed -i /^b/d "$dir/f"
	# A: 75 of its own doing, more than the 50 of B.  B: (100 - 50 and 100 - 66.7) 41.7, less than the 95
	# of D.  C: 100 - 48.7, more than the 50 of B.  D: 95 - 92.5, more than the 0 of A.
	same "$(table 'city previous_rank rank rank_change rank_own places_own places_rest passed passed_by' \
	    'A 4 2 2 3 1 1 C,~D _' 'B,~x 3 1 2 3 0 2 C,~D _' 'C 1 3 -2 2 -1 -1 _ B\,~x,~A' 'D 2 4 -2 3 -1 -1 _ B\,~x,~A')" \
	    "$(sci-explain -f "$dir/f" "$dir/raw" | sci-select -w indicator=overall \
	    -c city,previous_rank,rank,rank_change,rank_own,places_own,places_rest,passed,passed_by)"
}

@test "who ties passes nobody and is passed by nobody, in either edition; nor takes it a place" {
	table 'indicator parent normalize' 'a overall none' > "$dir/f"
	table 'year city indicator value' '2020 A a 50' '2020 B a 50' '2020 C a 60' '2021 A a 61' '2021 B a 40' '2021 C a 61' > "$dir/raw"
	same "$(table 'A 2 1 1 _ _' 'B 2 3 3 _ _' 'C 1 1 1 _ _')" "$(sci-explain -f "$dir/f" "$dir/raw" |
	    sci-select -w indicator=overall -c city,previous_rank,rank,rank_own,passed,passed_by | sed 1d)"
	# 0.2 and what A adds to it are less than 0.9 in the last bit.
	table 'year city indicator value' '2020 A a 0.2' '2020 B a 0.9' '2021 A a 0.9' '2021 B a 0.9' > "$dir/raw"
	same 1 "$(sci-explain -f "$dir/f" --city A "$dir/raw" | sci-select -w indicator=overall -c rank_own | sed 1d)"
}

@test "a node as rows and from its children, a value that the scale of another edition does not take" {
	table 'indicator parent' 'a m' 'm overall' 'b overall' > "$dir/f"
	table 'year city indicator value' '2020 A m 1' '2020 B m 2' '2020 A a 3' '2020 B a 4' '2021 A m 1' '2021 B m 2' > "$dir/raw"
	for filter in score explain 'potential --city A --steps best'; do
		run -1 sci-$filter -f "$dir/f" "$dir/raw"
		same "sci-${filter%% *}: $dir/raw:2: it comes in as rows, and so does what it is made of; drop one of them with sci-select (2020, m)" "$output"
	done
	table 'indicator parent normalize low high transform' 'a overall goalposts 1 10 ln' > "$dir/f0"
	table 'indicator parent normalize low high' 'a overall goalposts 1 10' > "$dir/f"
	table 'year city indicator value' '2020 A a 3' '2020 B a 5' '2021 A a -1' '2021 B a 4' > "$dir/raw"
	run -1 sci-explain -f "$dir/f" --before-framework "$dir/f0" --city A "$dir/raw"
	same 'sci-explain: a value cannot be transformed: ln and log10 need values above 0, sqrt values from 0 on (2020, A, a)' "$output"
}

@test "gaps: a leaf that comes in is worth its distance from what the others make" {
	sed -i '/2020\tA\tb/d' "$dir/raw"
	# 2020: 0 of a alone. a alone would make 25 in 2021; b of 100 adds half of 75.
	[ "$(parts A a)" = '37.5 -12.5 0 0 0 25' ]
	[ "$(parts A b)" = '0 0 0 0 37.5 37.5' ]
	[ "$(parts A overall)" = '37.5 -12.5 0 0 37.5 62.5' ]
	sed -i '/2021\tA\ta/d' "$dir/raw"
	same $'A\toverall\t0\t100\t\t\t\t\t\t100' "$(sci-explain -f "$dir/f" --city A "$dir/raw" |
	    sci-select -c city,indicator,previous_score,score,own,others,weights,framework,gaps,change | sed 1d)"
}

@test "where all has goalposts nothing comes from others: exactly 0" {
	table 'indicator parent low high normalize' 'a overall 0 40 goalposts' 'b overall 0 20 goalposts' > "$dir/f"
	[ "$(parts A a)" = '18.75 0 0 0 0 18.75' ]
	[ -z "$(sci-explain -f "$dir/f" "$dir/raw" | sci-select -w others!=0 -c city | sed 1d)" ]
	[ -z "$(sci-explain -f "$dir/f" "$dir/raw" | sci-select -v -w weights=0 -w framework=0 -c city | sed 1d)" ]
}

@test "another framework before: weights and indicators that come and go" {
	table 'indicator parent weight low high normalize' 'a overall 1 0 40 goalposts' 'b overall 1 0 20 goalposts' > "$dir/f0"
	table 'indicator parent weight low high normalize' 'a overall 1 0 40 goalposts' 'b overall 3 0 20 goalposts' > "$dir/f"
	# A: a 0 -> 37.5, b 50 -> 50: 25 -> 46.875.  The share of a falls from 1/2 to 1/4.
	# own: 37.5 (1/2 + 1/4)/2 = 14.0625.  weights: -1/4 (18.75 - 35.9375) and 1/4 (50 - 35.9375).
	[ "$(parts A a --before-framework "$dir/f0")" = '14.0625 0 4.2969 0 0 18.3594' ]
	[ "$(parts A b --before-framework "$dir/f0")" = '0 0 3.5156 0 0 3.5156' ]
	# c is new: 100 beside a mean of 25 at a weight of 1/3, in 2021 only.
	table 'indicator parent weight low high normalize' 'a overall 1 0 40 goalposts' 'b overall 1 0 20 goalposts' \
	    'c overall 1 0 1 goalposts' > "$dir/f"
	table '2021 A c 1' '2021 B c 0' >> "$dir/raw"
	[ "$(parts A c --before-framework "$dir/f0")" = '0 0 0 18.75 0 18.75' ]
	[ "$(parts A overall --before-framework "$dir/f0")" = '18.75 0 0 18.75 0 37.5' ]
	# The other way round c has gone: it comes last, with its parent of before.
	sed -i 's/^2021\(.*c\)/2020\1/; ' "$dir/raw"
	mv "$dir/f" "$dir/f1"
	mv "$dir/f0" "$dir/f"
	[ "$(parts A c --before-framework "$dir/f1")" = '0 0 0 -25 0 -25' ]
	same 'a b c overall' "$(sci-explain -f "$dir/f" --before-framework "$dir/f1" --city A "$dir/raw" |
	    sci-select -c indicator | sed 1d | xargs)"
}

@test "a row that its edition's framework lacks is an error with its place" {
	table 'indicator parent' 'a overall' > "$dir/f0"
	run -1 sci-explain -f "$dir/f" --before-framework "$dir/f0" "$dir/raw"
	[[ $output == "sci-explain: $dir/raw:5: column indicator: 'b' is not in $dir/f0"* ]]
	run -1 sci-explain -f "$dir/f0" --before-framework "$dir/f" "$dir/raw"
	[[ $output == "sci-explain: $dir/raw:11: column indicator: 'b' is not in $dir/f0"* ]]
}

@test "geometric means: parts of logarithms, and a zero is an error that names it" {
	table 'indicator parent aggregate low high normalize' 'overall _ geometric _ _ _' \
	    'a overall _ 0 100 goalposts' 'b overall _ 0 100 goalposts' > "$dir/f"
	table 'year city indicator value' '2020 A a 10' '2020 A b 40' '2021 A a 40' '2021 A b 40' > "$dir/raw"
	# 20 -> 40: all of it is a's.
	[ "$(parts A a)" = '20 0 0 0 0 20' ]
	[ "$(parts A b)" = '0 0 0 0 0 0' ]
	sed -i 's/40$/0/' "$dir/raw"
	run -1 sci-explain -f "$dir/f" --zero "$dir/raw"
	[[ $output == *'(2021, A, overall)' ]]
}

@test "nodes of other methods are a whole, and have no rows below them" {
	table 'indicator parent aggregate low high normalize' 'overall _ _ _ _ _' 'm overall min _ _ _' \
	    'a m _ 0 100 goalposts' 'b m _ 0 100 goalposts' 'c overall _ 0 100 goalposts' > "$dir/f"
	table 'year city indicator value' '2020 A a 10' '2020 A b 40' '2020 A c 50' '2021 A a 60' '2021 A b 40' \
	    '2021 A c 40' > "$dir/raw"
	same 'm c overall' "$(sci-explain -f "$dir/f" "$dir/raw" | sci-select -c indicator | sed 1d | xargs)"
	[ "$(parts A m)" = '15 0 0 0 0 15' ]
	[ "$(parts A c)" = '-5 0 0 0 0 -5' ]
	run -1 sci-explain -f "$dir/f" --aggregate copeland "$dir/raw"
	[[ $output == *'overall: copeland looks at all cities'* ]]
}

@test "a city that is new or gone has one row without parts; --since compares with that edition" {
	sed -i '/2021\tC/d; /2020\tB/d' "$dir/raw"
	same "$(table 'city indicator previous_score score own change' 'B overall _ 0 _ _' 'C overall 50 _ _ _')" \
	    "$(sci-explain -f "$dir/f" --city B,C --constant 0 "$dir/raw" |
	    sci-select -c city,indicator,previous_score,score,own,change)"
	sed -n 's/^2021/2022/p' "$dir/raw" > "$dir/more"
	cat "$dir/more" >> "$dir/raw"
	[ "$(sci-explain -f "$dir/f" --constant 0 --since 2020 --city A "$dir/raw" |
	    sci-select -w indicator=a -c year,previous_year | sed 1d | xargs)" = '2021 2020 2022 2020' ]
}

@test "filled figures are told" {
	table 'year city indicator value flag' '2020 A a 1 I' '2020 B a 2 _' '2021 A a 2 _' '2021 B a 1 I' \
	    '2020 A b 1 I' '2020 B b 2 A' '2021 A b 2 I' '2021 B b 1 P' > "$dir/raw"
	[ "$(sci-explain -f "$dir/f" "$dir/raw" | sci-select -c imputed -w indicator!=overall | sed 1d | xargs)" = 'before both now no' ]
}

@test "what cannot be explained is refused" {
	run -1 sci-explain -f "$dir/f" <(sci-select -w year=2020 "$dir/raw")
	[[ $output == *'one edition only'* ]]
	run -2 sci-explain -f "$dir/f" --round 1 "$dir/raw"
	run -1 sci-explain -f "$dir/f" --city D "$dir/raw"
	[[ $output == "sci-explain: --city: no city 'D'"* ]]
	run -2 sci-explain -f "$dir/f" --city A, "$dir/raw"
	[[ $output == "sci-explain: --city: an empty name in the list"* ]]
	run -1 sci-explain -f "$dir/f" --node a "$dir/raw"
	run -1 sci-explain -f "$dir/f" --since 1999 "$dir/raw"
	run -2 sci-explain "$dir/raw"
	run -1 sci-explain -f "$dir/f" <(sed '/2021.*b/s/[0-9]*$/7/' "$dir/raw")
	[[ $output == 'sci-explain: all values are equal, so there is no score;'*'(2021, b)' ]]
	run -1 sci-explain -f "$dir/f" --before-framework "$dir/f" "$dir/raw" <(sed 's/^2021/2022/; /^2020/d' "$dir/raw")
	[[ $output == *': 3 editions: --before-framework wants two' ]]
	table 'indicator parent' 'a o' 'b q' 'o -' 'q -' > "$dir/forest"
	run -2 sci-explain -f "$dir/forest" "$dir/raw"
	[[ $output == *': more than one root: --node NODE says which is meant'* ]]
	# Several kinds of mean, and another one of them before; a node that was a leaf.
	table 'indicator parent aggregate' 'p overall geometric' 'a p _' 'b overall _' > "$dir/mixed"
	table 'indicator parent aggregate' 'p overall harmonic' 'a p _' 'b overall _' > "$dir/before"
	run -1 sci-explain -m minmax:1,100 -f "$dir/mixed" --before-framework "$dir/before" "$dir/raw"
	[[ $output == *': trees of several kinds of mean are explained only if they are the same in both frameworks' ]]
	table 'indicator parent' 'p overall' 'b overall' > "$dir/before"
	run -1 sci-explain -f "$dir/mixed" --before-framework "$dir/before" --node p <(sed '/2020/s/\ta\t/\tp\t/' "$dir/raw")
	[[ $output == "sci-explain: $dir/before: 'p' has no nodes below it" ]]
}

# random SEED: figures of two editions with gaps, the years of the second argument.
random() {
	awk -v seed="$1" -v years="$2" 'BEGIN { srand(seed); OFS = "\t"; split(years, y, ",")
		print "year", "city", "indicator", "value"
		for (t = 1; t <= 2; t++)
			for (c = 1; c <= 12; c++)
				for (i = 1; i <= 6; i++) {
					x = 1 + int(1000 * rand()) / 10
					if (rand() < 0.85)
						print y[t], "c" c, "i" i, x
				} }'
}

@test "parts add up to the change, and editions swapped negate them, in trees of any kind" {
	local seed scale mean
	table 'indicator parent weight aggregate direction' 'i1 p 1 _ 1' 'i2 p 2 _ -1' 'i3 q 1 _ 1' 'i4 q 3 _ 1' 'i5 r 1 _ -1' \
	    'i6 r 0 _ 1' 'p s 1 geometric 1' 'q s 2 _ 1' 's top 1 harmonic 1' 'r top 2 _ 1' > "$dir/f"
	for seed in 1 2 3; do
		for scale in minmax:1,100 percentile:1,100 zscore:100,10; do
			for mean in arithmetic geometric; do
				for years in 1,2 2,1; do
					random "$seed" $years | sci-explain -f "$dir/f" -m $scale --aggregate $mean |
					    sci-select -w change!= -w own!= \
					    -c city,indicator,own,others,weights,framework,gaps,change,previous_score,score > "$dir/$years"
				done
				[ "$(wc -l < "$dir/1,2")" -gt 60 ]
				join -t $'\t' <(sed '1d; s/\t/:/' "$dir/1,2" | sort) <(sed '1d; s/\t/:/' "$dir/2,1" | sort) |
				    awk -F '\t' -v what="$seed $scale $mean" '
					function near(a, b) { return a - b < 1e-9 && b - a < 1e-9 }
					!near($2 + $3 + $4 + $5 + $6, $7) || ($1 ~ /:top/ && !near($9 - $8, $7)) { print what, "sum", $0 }
					!near($2, -$10) || !near($3, -$11) || !near($6, -$14) || $4 != 0 || $5 != 0 { print what, "swap", $0 }'
			done
		done
	done > "$dir/wrong"
	cat "$dir/wrong"
	[ ! -s "$dir/wrong" ]
}

@test "other weights before: frameworks and editions swapped negate all parts, in mixed trees too" {
	table 'indicator parent weight aggregate' 'i1 p 1 _' 'i2 p 2 _' 'i3 q 1 _' 'i4 q 3 _' 'i5 r 1 _' 'i6 r 2 _' \
	    'p s 1 geometric' 'q s 2 _' 's top 1 geometric' 'r top 2 _' > "$dir/f"
	table 'indicator parent weight aggregate' 'i1 p 5 _' 'i2 p 1 _' 'i3 q 4 _' 'i4 q 1 _' 'i5 r 1 _' 'i6 r 1 _' \
	    'p s 3 geometric' 'q s 1 _' 's top 3 geometric' 'r top 1 _' > "$dir/f0"
	random 4 1,2 | sci-explain -f "$dir/f" --before-framework "$dir/f0" -m minmax:1,100 > "$dir/a"
	random 4 2,1 | sci-explain -f "$dir/f0" --before-framework "$dir/f" -m minmax:1,100 > "$dir/b"
	for f in a b; do
		sci-select -w change!= -w own!= -c city,indicator,own,others,weights,framework,gaps "$dir/$f" |
		    sed '1d; s/\t/:/' | sort > "$dir/$f.parts"
	done
	[ "$(wc -l < "$dir/a.parts")" -gt 60 ]
	join -t $'\t' "$dir/a.parts" "$dir/b.parts" | awk -F '\t' '
		{ for (i = 2; i <= 6; i++) if ($i + $(i + 5) > 1e-9 || $i + $(i + 5) < -1e-9) { print; next } }' > "$dir/wrong"
	cat "$dir/wrong"
	[ ! -s "$dir/wrong" ]
}

@test "the city of --reference is measured by its own figure: what it gains comes from no other" {
	table 'year city indicator value' '2020 A a 20' '2020 B a 0' '2020 C a 10' '2021 A a 40' '2021 B a 0' '2021 C a 10' > "$dir/raw"
	table 'indicator parent' 'a overall' > "$dir/f"
	# 100 in both, whatever it has; C falls from 50 to 25 because of A.
	[ "$(parts A a -m reference --reference A)" = '0 0 0 0 0 0' ]
	[ "$(parts C a -m reference --reference A)" = '0 -25 0 0 0 -25' ]
}

@test "a figure among equal ones of the other edition scores the middle with --constant missing, too" {
	table 'year city indicator value' '2020 A a 1' '2020 B a 2' '2021 A a 3' '2021 B a 1' > "$dir/raw"
	table 'indicator parent' 'a overall' > "$dir/f"
	# A: 0 and 100; its 1 beside B's 1 scores 50, its 3 beside B's 2 100.
	[ "$(parts A a)" = '75 25 0 0 0 100' ]
	[ "$(parts A a --constant missing)" = '75 25 0 0 0 100' ]
	[ "$(parts A a --constant 7)" = '96.5 3.5 0 0 0 100' ]
}

@test "what has a weight of 0 does not enter: in one edition only it is a gap" {
	table 'year city indicator value' '2020 A x 20' '2020 A y 60' '2020 A z 50' '2021 A x 20' '2021 A y 60' '2021 A z 50' > "$dir/raw"
	table 'indicator parent weight low high normalize' 'x a 1 0 100 goalposts' 'y a 1 0 100 goalposts' 'a overall 1 _ _ _' > "$dir/f0"
	sed 's/^x\ta\t1/x\ta\t0/' "$dir/f0" > "$dir/f"
	sed -i '/z/d' "$dir/raw"
	# 40 of x and y; 60 of y alone.
	[ "$(parts A x --before-framework "$dir/f0")" = '0 0 0 0 20 20' ]
	[ "$(parts A y --before-framework "$dir/f0")" = '0 0 0 0 0 0' ]
	# Beside z in a geometric mean: from sqrt(40 50) to sqrt(60 50).
	table '2020 A z 50' '2021 A z 50' >> "$dir/raw"
	for i in f f0; do
		printf 'z\toverall\t1\t0\t100\tgoalposts\n' >> "$dir/$i"
		awk -F '\t' -v OFS='\t' '{ print $0, NR == 1 ? "aggregate" : $1 == "overall" ? "geometric" : "" }
			END { print "overall", "", "", "", "", "", "geometric" }' "$dir/$i" > "$dir/t"
		mv "$dir/t" "$dir/$i"
	done
	[ "$(parts A x --before-framework "$dir/f0")" = '0 0 0 0 10.0509 10.0509' ]
}

@test "an edition whose indicators are all others than before has places, and no parts" {
	table 'indicator parent' 'a overall' > "$dir/f0"
	table 'indicator parent' 'b overall' > "$dir/f"
	table 'year city indicator value' '2020 A a 1' '2020 B a 2' '2021 A b 5' '2021 B b 3' > "$dir/raw"
	same "$(table 'city indicator previous_score score own change previous_rank rank' \
	    'A overall 0 100 _ 100 2 1' 'B overall 100 0 _ -100 1 2')" \
	    "$(sci-explain -f "$dir/f" --before-framework "$dir/f0" "$dir/raw" |
	    sci-select -c city,indicator,previous_score,score,own,change,previous_rank,rank)"
}
