#!/usr/bin/env bats
# sci-aggregate - every method and every rule for what is missing, on scores small
# enough for a pencil.
bats_require_minimum_version 1.5.0

setup() {
	load lib
}

# children SCORE:WEIGHT... - a framework $dir/f of x1, x2 ... below all, and rows $dir/t
# of one city; _ is a missing score, and a third part is a flag.
children() {
	local i=0 score weight flag pair frame=() rows=()
	for pair; do
		IFS=: read -r score weight flag <<< "$pair"
		i=$((i + 1))
		frame+=("x$i all ${weight:-1}")
		rows+=("a x$i $score all ${weight:-1} ${flag:-_}")
	done
	table 'indicator parent weight' "${frame[@]}" > "$dir/f"
	table 'city indicator value parent weight flag' "${rows[@]}" > "$dir/t"
}

# node [OPTION]... -- SCORE:WEIGHT... - value, coverage and measured of the node above.
node() {
	local options=()
	while [ "$1" != -- ]; do
		options+=("$1")
		shift
	done
	shift
	children "$@"
	sci-aggregate -f "$dir/f" "${options[@]}" "$dir/t" > "$dir/made" || return
	sed 1d "$dir/made" | cut -f 3,6,7 | sed 's/^\t/_\t/' | xargs
}

@test "arithmetic: sum(w x)/sum(w)" {
	# (10 + 3 20)/4
	[ "$(node -- 10:1 20:3)" = '17.5 1 1' ]
	[ "$(node -m arithmetic -- 10:1 20:3)" = '17.5 1 1' ]
	[ "$(node -- -5 5)" = '0 1 1' ]
	# No weight in the rows or 1.
	[ "$(node -- 1 2 6)" = '3 1 1' ]
}

@test "the mean of equal scores is that score, whatever the weights" {
	local m
	for m in arithmetic geometric harmonic power:3 power:-0.7 median min max; do
		[ "$(node -m $m -- 0.1:0.3 0.1:0.7 0.1:1.1 0.1:0.9)" = '0.1 1 1' ]
		[ "$(node -m $m -- 73.3:1 73.3:1 73.3:1)" = '73.3 1 1' ]
	done
	[ "$(node -m mpi -- 0.1 0.1 0.1)" = '0.1 1 1' ]
	[ "$(node -m ampi -- 0.1 0.1 0.1)" = '0.1 1 1' ]
}

@test "geometric: exp(sum(w ln x)/sum(w))" {
	# (2 16 16)^(1/3) = 512^(1/3)
	[ "$(node -m geometric -- 2:1 16:2)" = '8 1 1' ]
	[ "$(node -m geometric -- 4 9)" = '6 1 1' ]
}

@test "mean-min: M - A (sqrt((M - min)^2 + B^2) - B)" {
	# M = 6, min = 3: 6 - 0.5 (sqrt(9 + 16) - 4); children of weight 0 are not looked at.
	[ "$(node -m mean-min:0.5,4 -- 3:1 7:1 8:1 1:0)" = '5.5 1 1' ]
	[ "$(node -m mean-min:1,0 -- 3:1 7:1 8:1)" = '3 1 1' ]
	# 6 - 9/(sqrt(9 + 10^16) + 10^8)
	[ "$(node -m mean-min:1,1e8 -- 3:1 9:1)" = '5.999999955 1 1' ]
	[ "$(node -m mean-min:0,1 -- 3:1 9:5)" = "$(node -m arithmetic -- 3:1 9:5)" ]
	run -2 node -m mean-min -- 3:1
	run -2 node -m mean-min:2,1 -- 3:1
}

@test "owa-best, owa-worst: the mean of the J highest, lowest children" {
	[ "$(node -m owa-best:2 -- 3:9 7:1 8:1)" = '7.5 1 1' ]
	[ "$(node -m owa-worst:2 -- 3:9 7:1 8:1)" = '5 1 1' ]
	[ "$(node -m owa-worst:1 -- 3:1 7:1 1:0)" = '3 1 1' ]
	[ "$(node -m owa-best:9 -- 3:1 7:1)" = '5 1 1' ]
	run -2 node -m owa-best:0 -- 3:1
}

@test "wroclaw: 1 - d/(mean d + 2 sd d), of complete cities" {
	table 'indicator parent' 'x p' 'y p' > "$dir/f"
	# From the best, (4, 3), it is 0, 5 and 3: mean 8/3, sd sqrt(19/3).
	table 'city indicator value parent weight' 'a x 4 p 1' 'a y 3 p 1' 'b x 0 p 1' 'b y 0 p 1' \
	    'c x 1 p 1' 'c y 3 p 1' 'd x 9 p 1' > "$dir/t"
	same "$(awk 'BEGIN { far = 8/3 + 2 * sqrt(19/3)
	    printf "a 1.000000000\nb %.9f\nc %.9f\nd \n", 1 - 5/far, 1 - 3/far }')" \
	    "$(sci-aggregate -f "$dir/f" -m wroclaw "$dir/t" | sci-round 9 | sed 1d | cut -f 1,3 | tr '\t' ' ')"
}

@test "--round: every tier is rounded, as sci-round does, before it counts" {
	table 'indicator parent' 'x p' 'y p' 'p all' 'z all' > "$dir/f"
	# 0.25 becomes 0.3, (0.3 + 0)/2 = 0.15 becomes 0.2; rounded in the end it were 0.1.
	table 'city indicator value parent weight' 'a x 0.25 p 1' 'a y 0.25 p 1' 'a z 0 all 1' \
	    'b x _ p 1' 'b z _ all 1' > "$dir/t"
	same "$(table 'city indicator value' 'a p 0.3' 'a all 0.2' 'b p _' 'b all _')" \
	    "$(sci-aggregate -f "$dir/f" --round 1 "$dir/t" | cut -f 1-3)"
	run -2 sci-aggregate -f "$dir/f" --round x "$dir/t"
}

@test "harmonic: sum(w)/sum(w/x)" {
	# 4/(1/2 + 3/6)
	[ "$(node -m harmonic -- 2:1 6:3)" = '4 1 1' ]
}

@test "power:P: (sum(w x^P)/sum(w))^(1/P)" {
	# ((1 + 49)/2)^(1/2)
	[ "$(node -m power:2 -- 1 7)" = '5 1 1' ]
	[ "$(node -m power:-1 -- 2:1 6:3)" = '4 1 1' ]
	# ((1 + 3)/2)^2 of 1 and 9
	[ "$(node -m power:0.5 -- 1 9)" = '4 1 1' ]
	[ "$(node -m power:2 -- 0 0 6:2)" = "$(node -m power:2 -- 6 0)" ]
	run -2 node -m power:0 -- 1
	run -2 node -m power -- 1
	run -2 node -m power:x -- 1
}

@test "zeros and negative values: refused by name, or 0 with --zero" {
	local m
	for m in geometric harmonic power:-2; do
		run -1 node -m $m -- 4 0
		[[ "$output" == *"(a, x2)"* ]]
		[ "$(node -m $m --zero -- 4 0)" = '0 1 1' ]
		run -1 node -m $m --zero -- 4 -1 0
		[[ "$output" == *"(a, x2)"* ]]
		run -1 node -m $m --zero -- 0 4 -1
		[[ "$output" == *"(a, x3)"* ]]
	done
	run -1 node -m geometric -- 4 0
	[[ "$output" == *"sci-normalize --range 1,100"* ]]
	run -1 node -m power:2 -- -3 3
	[[ "$output" == *"(a, x1)"* ]]
	# (0 + 4)/2 = 2, squared roots
	[ "$(node -m power:1 -- 0 4)" = '2 1 1' ]
	# A zero of weight 0 takes no part.
	[ "$(node -m geometric -- 4 9 0:0)" = '6 1 1' ]
}

@test "median: the value at which the cumulated weight passes half" {
	[ "$(node -m median -- 9 1 2)" = '2 1 1' ]
	# exactly at half: the mean of it and the next
	[ "$(node -m median -- 9 1 3 2)" = '2.5 1 1' ]
	# 1:1 2:3 3:1, half is 2.5, passed at 2
	[ "$(node -m median -- 3:1 1:1 2:3)" = '2 1 1' ]
	# 1:2 5:1 9:1, half is 2, met at 1: (1 + 5)/2
	[ "$(node -m median -- 5:1 9:1 1:2)" = '3 1 1' ]
	# 0.1 + 0.2 is 0.3 on paper: (2 + 3)/2
	[ "$(node -m median -- 1:0.1 2:0.2 3:0.3)" = '2.5 1 1' ]
	[ "$(node -m median -- 7)" = '7 1 1' ]
}

@test "min and max" {
	[ "$(node -m min -- 5:9 -2:1 7:1)" = '-2 1 1' ]
	[ "$(node -m max -- 5:9 -2:1 7:1)" = '7 1 1' ]
	[ "$(node -m min -- 5:9 -2:0 7:1)" = '5 1 1' ]
}

@test "mpi, mpi+ and ampi: the mean less or more a penalty for spread" {
	# M = 100, S over n-1 = 3: 100 -+ 3 3/100
	[ "$(node -m mpi -- 97 100 103)" = '99.91 1 1' ]
	[ "$(node -m mpi+ -- 97 100 103)" = '100.09 1 1' ]
	# S^2 over n = 18/3: 100 - 6/100
	[ "$(node -m ampi -- 97 100 103)" = '99.94 1 1' ]
	# one child: S = 0
	[ "$(node -m mpi -- 97)" = '97 1 1' ]
	[ "$(node -m mpi+ -- 97)" = '97 1 1' ]
	[ "$(node -m ampi -- 97)" = '97 1 1' ]
	run -1 node -m mpi -- 97:1 100:2
	[[ "$output" == *equal\ weights* ]]
	run -1 node -m ampi -- -5 5
	[[ "$output" == *"(a, all)"* ]]
	run -1 node -m mpi+ -- -5 4
}

# places SCORES... - copeland of the cities a, b, c ..., each "x y z" with _ for
# missing and weights $weights (1 1 1), written forwards and backwards.
places() {
	local city score rows=() i w
	read -ra w <<< "${weights:-1 1 1}"
	for city in a b c d; do
		[ $# -gt 0 ] || break
		i=0
		for score in $1; do
			i=$((i + 1))
			rows+=("$city x$i $score all ${w[i - 1]}")
		done
		shift
	done
	table 'indicator parent weight' "x1 all ${w[0]}" "x2 all ${w[1]}" "x3 all ${w[2]}" > "$dir/f"
	table 'city indicator value parent weight' "${rows[@]}" > "$dir/t"
	sci-aggregate -f "$dir/f" -m copeland "$dir/t" > "$dir/made" || return
	(head -n 1 "$dir/t"; sed 1d "$dir/t" | tac) | sci-aggregate -f "$dir/f" -m copeland |
	    cmp - "$dir/made" || return
	sed 1d "$dir/made" | cut -f 3 | sed 's/^$/_/' | xargs
}

@test "copeland: more than half of the weight wins" {
	# a beats b and c in two of three, b beats c in two of three
	[ "$(places '3 3 1' '2 2 2' '1 1 3')" = '2 0 -2' ]
	# a circle
	[ "$(places '3 2 1' '2 1 3' '1 3 2')" = '0 0 0' ]
	# a tie is half: a has 1 + 1/2 of 3 against b
	[ "$(places '2 5 1' '1 5 3')" = '0 0' ]
	[ "$(weights='2 1 1' places '2 5 1' '1 5 3')" = '1 -1' ]
}

@test "copeland: with missing values, in any order of rows" {
	# a and b share x1, b and c share x2, a and c nothing
	[ "$(places '3 _ _' '2 5 _' '_ 4 _')" = '1 0 -1' ]
	# a and b: x1 alone; a and c: x1, x3 one each; b and c: 1 each; d loses to
	# each in x1 and has nothing else
	[ "$(places '4 _ 1' '3 2 _' '2 3 4' '1 _ _')" = '2 0 1 -3' ]
}

@test "copeland: half on paper is a tie, though 0.1 + 0.2 is not 0.3" {
	[ "$(weights='0.1 0.2 0.3' places '2 2 1' '1 1 2')" = '0 0' ]
	[ "$(weights='0.3 0.1 0.2' places '2 1 1' '1 2 2')" = '0 0' ]
}

@test "copeland: who is below the threshold is neither scored nor an opponent" {
	table 'indicator parent' 'x all' 'y all' > "$dir/f"
	table 'city indicator value parent weight' 'a x 3 all 1' 'a y 3 all 1' 'b x 9 all 1' \
	    'c x 2 all 1' 'c y 2 all 1' > "$dir/t"
	run -0 sci-aggregate -f "$dir/f" -m copeland --min-coverage 1 "$dir/t"
	same "$(table 'city indicator value parent weight coverage measured' 'a all 1 _ 1 1 1' \
	    'b all _ _ 1 0.5 0.5' 'c all -1 _ 1 1 1')" "$output"
}

@test "copeland: one edition does not see the other" {
	table 'indicator parent' 'x all' > "$dir/f"
	table 'year city indicator value parent weight' '2020 a x 3 all 1' '2020 b x 2 all 1' \
	    '2021 a x 1 all 1' '2021 b x 2 all 1' '2021 c x 3 all 1' > "$dir/t"
	run -0 sci-aggregate -f "$dir/f" -m copeland "$dir/t"
	same "$(table 'year city indicator value parent weight coverage measured' \
	    '2020 a all 1 _ 1 1 1' '2020 b all -1 _ 1 1 1' \
	    '2021 a all -2 _ 1 1 1' '2021 b all 0 _ 1 1 1' '2021 c all 2 _ 1 1 1')" "$output"
}

@test "missing children: the weights of the others count, or nothing does" {
	# coverage: 1 of 4
	[ "$(node -- 10:1 _:3)" = '10 0.25 0.25' ]
	[ "$(node --missing renormalize -- 10:1 _:3)" = '10 0.25 0.25' ]
	[ "$(node --missing propagate -- 10:1 _:3)" = '_ 0.25 0.25' ]
	[ "$(node --missing propagate -- 10:1 _:0)" = '10 1 1' ]
	[ "$(node -- _ _)" = '_ 0 0' ]
	run -2 node --missing what -- 1
}

# Cities are made several at a time; what is left over, one by one.
@test "any number of cities, with what they lack, by three means: as awk computes them" {
	table 'indicator parent weight' 'x all 1' 'y all 2.5' 'z all 3' > "$dir/f"
	for n in 1 3 4 7 8 29; do
		# Figures that are missing, filled in, and not there: y is of a few only.
		awk -v OFS='\t' -v n=$n 'BEGIN { print "city", "indicator", "value", "parent", "weight", "flag"
			for (c = 101; c <= 100 + n; c++) {
				print c, "x", (c % 4 == 1 ? "" : c * 7 % 13 + 1), "all", 1, (c % 3 ? "" : "I")
				if (c % 7 < 2) print c, "y", c * 5 % 11 + 2, "all", 2.5, ""
				print c, "z", (c % 5 == 2 ? "" : c * 3 % 17 + 0.5), "all", 3, (c % 2 ? "E" : "A")
			} }' > "$dir/t"
		for m in arithmetic geometric harmonic; do
			sci-aggregate -f "$dir/f" -m $m "$dir/t" > "$dir/made"
			awk -F '\t' -v m=$m '
				function f(x) { return m == "geometric" ? log(x) : m == "harmonic" ? 1 / x : x }
				function back(x) { return m == "geometric" ? exp(x) : m == "harmonic" ? 1 / x : x }
				function far(a, b) { return (a - b) ^ 2 > 1e-24 * b * b }
				FNR == 1 { next }
				NR == FNR { if ($3 != "") { w[$1] += $5; sum[$1] += $5 * f($3)
					if ($6 !~ /I|E/) measured[$1] += $5 }; next }
				{ cities++
				  if (w[$1] == 0 ? $3 != "" : $3 == "" || far($3, back(sum[$1] / w[$1]))) exit bad = 1
				  if (far($6, w[$1] / 6.5) || far($7, measured[$1] / 6.5)) exit bad = 1 }
				END { print cities; exit bad }' "$dir/t" "$dir/made" > "$dir/cities"
			[ "$(cat "$dir/cities")" = $n ]
		done
	done
}

@test "a child without a row is a missing child" {
	table 'indicator parent weight' 'x all 1' 'y all 3' > "$dir/f"
	table 'city indicator value parent weight' 'a x 10 all 1' > "$dir/t"
	run -0 sci-aggregate -f "$dir/f" "$dir/t"
	same "$(table 'city indicator value parent weight coverage measured' 'a all 10 _ 1 0.25 0.25')" "$output"
	run -0 sci-aggregate -f "$dir/f" --missing propagate "$dir/t"
	same "$(table 'city indicator value parent weight coverage measured' 'a all _ _ 1 0.25 0.25')" "$output"
}

@test "thresholds: as a number or a fraction, met within 1e-9" {
	[ "$(node --min-coverage 2/3 -- 6 9 _ | cut -d ' ' -f 1)" = 7.5 ]
	[ "$(node --min-coverage 0.6666666666 -- 6 9 _ | cut -d ' ' -f 1)" = 7.5 ]
	# 2/3 + 9.3e-10 and 2/3 + 1.03e-9, of weight and of number.
	for share in coverage present; do
		[ "$(node --min-$share 0.6666666676 -- 6 9 _ | cut -d ' ' -f 1)" = 7.5 ]
		[ "$(node --min-$share 0.6666666677 -- 6 9 _ | cut -d ' ' -f 1)" = _ ]
	done
	[ "$(node --min-coverage 3/4 -- 6 9 _ | cut -d ' ' -f 1)" = _ ]
	# by weight 9 of 10, by number 1 of 2
	[ "$(node --min-coverage 0.9 -- 6:9 _:1)" = '6 0.9 0.9' ]
	[ "$(node --min-present 0.9 -- 6:9 _:1)" = '_ 0.9 0.9' ]
	[ "$(node --min-present 1/2 -- 6:9 _:1)" = '6 0.9 0.9' ]
	# children of weight 0 are not counted: 1 of 1
	[ "$(node --min-present 1 -- 6:9 _:0)" = '6 1 1' ]
	[ "$(node --min-coverage 0 -- _ _)" = '_ 0 0' ]
	run -2 node --min-coverage 2 -- 1
	run -2 node --min-coverage 1/0 -- 1
	run -2 node --min-present x -- 1
}

@test "thresholds and methods of a node's own" {
	table 'indicator parent weight aggregate min_coverage min_present' 'x1 p _ _ _ _' 'x2 p _ _ _ _' \
	    'y1 q _ _ _ _' 'y2 q _ _ _ _' 'z1 r _ _ _ _' 'z2 r _ _ _ _' 'p all 1 _ 1 _' 'q all 1 geometric _ 1/2' \
	    'r all 1 max _ _' 'all _ _ min _ _' > "$dir/f"
	table 'city indicator value parent weight' 'a x1 5 p 1' 'a y1 4 q 1' 'a y2 9 q 1' \
	    'a z1 7 r 1' 'a z2 8 r 1' > "$dir/t"
	# p wants all of its weight; q = sqrt(4 9); r = 8; all = min(6, 8), coverage 2/3
	run -0 sci-aggregate -f "$dir/f" "$dir/t"
	same "$(table 'city indicator value parent weight coverage measured' 'a p _ all 1 0.5 0.5' \
	    'a q 6 all 1 1 1' 'a r 8 all 1 1 1' 'a all 6 _ 1 0.6666666666666666 0.6666666666666666')" "$output"
}

@test "children of weight 0 take no part in anything" {
	[ "$(node -- 10:1 99:0)" = '10 1 1' ]
	[ "$(node -m max -- 10:1 99:0)" = '10 1 1' ]
	[ "$(node -m mpi -- 97:1 0:0 103:1 100:1)" = '99.91 1 1' ]
	# The only child with a weight is missing.
	[ "$(node -- _:1 99:0)" = '_ 0 0' ]
	# Nor does a row that says 0 itself where the framework does not: x is 1 of 1.
	table 'indicator parent weight' 'x all 1' 'y all 1' > "$dir/f"
	table 'city indicator value parent weight' 'a x 6 all 1' 'a y 9 all 0' > "$dir/own"
	same "$(table 'city indicator value parent weight coverage measured' 'a all 6 _ 1 1 1')" \
	    "$(sci-aggregate -f "$dir/f" --min-present 1 "$dir/own")"
}

@test "weights are relative" {
	[ "$(node -- 10:0.25 20:0.75)" = "$(node -- 10:100 20:300)" ]
}

@test "measured: figures without I, E or U; treated and provisional ones are" {
	[ "$(node -- 1:1:I 2:3:A)" = '1.75 1 0.75' ]
	[ "$(node -- 1:1:E 2:3:P)" = '1.75 1 0.75' ]
	[ "$(node -- 1:1:U 2:3:T)" = '1.75 1 0.75' ]
	[ "$(node -- 1:1:IT 2:3)" = '1.75 1 0.75' ]
	# A missing figure is neither: (1)/(1+1+2)
	[ "$(node -- 1:1 _:1:O 2:2:I)" = "$(node -- 1:1 _:1 2:2:I)" ]
	[ "$(node -- 1:1 _:1:O 2:2:I | cut -d ' ' -f 2-)" = '0.75 0.25' ]
}

# A ragged tree: air stands directly below the root.
ragged() {
	table 'indicator parent weight' 'bus mobility 2' 'bike mobility 1' 'air all 1' \
	    'wifi digital 1' 'fibre digital 1' 'mobility all 2' 'digital all 1' > "$dir/f"
	table 'year city indicator value parent weight' \
	    '2021 b bus 90 mobility 2' '2021 b bike 60 mobility 1' '2021 b air 20 all 1' '2021 b wifi 50 digital 1' '2021 b fibre 70 digital 1' \
	    '2021 a bus 30 mobility 2' '2021 a bike _ mobility 1' '2021 a air 40 all 1' '2021 a wifi _ digital 1' '2021 a fibre _ digital 1' \
	    '2020 a bus 10 mobility 2' > "$dir/t"
}

@test "a ragged tree: every unit gets every node, in order of year, unit, framework" {
	ragged
	# b: mobility (2 90 + 60)/3 = 80, digital 60, all (20 + 2 80 + 60)/4 = 60
	# a: mobility 30 with 2/3 of the weight, no digital; all (40 + 2 30)/3, coverage
	#    (1 + 2 0.6666666666666666 + 0)/4 = 7/12, less the last bit
	# a in 2020: mobility 10; all 10, coverage (2 2/3)/4 = 1/3
	run -0 sci-aggregate -f "$dir/f" "$dir/t"
	same "$(table 'year city indicator value parent weight coverage measured' \
	    '2020 a mobility 10 all 2 0.6666666666666666 0.6666666666666666' '2020 a digital _ all 1 0 0' \
	    '2020 a all 10 _ 1 0.3333333333333333 0.3333333333333333' \
	    '2021 a mobility 30 all 2 0.6666666666666666 0.6666666666666666' '2021 a digital _ all 1 0 0' \
	    '2021 a all 33.333333333333336 _ 1 0.5833333333333333 0.5833333333333333' \
	    '2021 b mobility 80 all 2 1 1' '2021 b digital 60 all 1 1 1' '2021 b all 60 _ 1 1 1')" "$output"
}

@test "--keep writes the rows that come in, too, each among its node's siblings" {
	ragged
	sci-aggregate -f "$dir/f" "$dir/t" > "$dir/made"
	sci-aggregate -f "$dir/f" --keep "$dir/t" > "$dir/kept"
	# The nodes are the same rows, in the same order.
	diff <(grep -P '\t(indicator|mobility|digital|all)\t[^\t]*\t(all|parent|)\t' "$dir/kept" | grep -vP '\tair\t') "$dir/made"
	[ "$(wc -l < "$dir/kept")" -eq $(($(wc -l < "$dir/made") + $(sed 1d "$dir/t" | wc -l))) ]
	grep -qxP '2021\ta\tair\t40\tall\t1\t1\t1' "$dir/kept"
	grep -qxP '2021\ta\tbike\t\tmobility\t1\t0\t0' "$dir/kept"
	# What stands alone, behind all that is made.
	table 'indicator parent' 'a all' 'all _' 'alone -' > "$dir/f"
	same "$(table 'city indicator value parent weight coverage measured' 'x a 3 all 1 1 1' 'x all 3 _ 1 1 1' 'x alone 5 _ 1 1 1')" \
	    "$(table 'city indicator value' 'x alone 5' 'x a 3' | sci-weight -f "$dir/f" | sci-aggregate -f "$dir/f" --keep)"
}

@test "nothing is written before every node is known to be made" {
	table 'indicator parent aggregate' 'a top _' 'b top _' 'top root geometric' 'c root _' > "$dir/f"
	{
		table 'city indicator value parent weight'
		seq 1 5000 | awk -v OFS='\t' '{ print "C" $1, "a", 5, "top", 1; print "C" $1, "b", 6, "top", 1 }'
		printf 'Z\ta\t5\ttop\t1\nZ\tb\t-1\ttop\t1\n'
	} > "$dir/in"
	run -1 --separate-stderr sci-aggregate -f "$dir/f" "$dir/in"
	[ "$output" = "" ]
	[[ "$stderr" == *"a score below 0 has no geometric"*"(Z, b)"* ]]
	# Nor where all children of a node have no weight in one city only.
	table 'indicator parent' 'a top' 'b top' > "$dir/plain"
	sed 's/^Z\t\(.*\)1$/Z\t\10/' "$dir/in" > "$dir/none"
	run -1 --separate-stderr sci-aggregate -f "$dir/plain" "$dir/none"
	[ "$output" = "" ]
	[[ "$stderr" == *"the weights of its children sum to 0 (Z, top)"* ]]
	sed 's/^Z\t\(.*\)0$/Z\t\11/' "$dir/none" | sci-aggregate -f "$dir/plain" > "$dir/out"
	same 5002 "$(wc -l < "$dir/out")"
}

@test "two steps give what one gives, to the byte" {
	ragged
	sci-aggregate -f "$dir/f" --keep "$dir/t" > "$dir/kept"
	sci-select -w indicator=mobility,digital,air "$dir/kept" > "$dir/middle"
	sci-aggregate -f "$dir/f" "$dir/middle" > "$dir/two"
	sci-aggregate -f "$dir/f" "$dir/t" | sci-select -w indicator=all > "$dir/one"
	cmp "$dir/one" "$dir/two"
	# With flags, too.
	sed '1s/$/\tflag/; 2,3s/$/\tI/; 4,$s/$/\t/' "$dir/t" > "$dir/flagged"
	sci-aggregate -f "$dir/f" --keep "$dir/flagged" |
	    sci-select -w indicator=mobility,digital,air | sci-aggregate -f "$dir/f" > "$dir/two"
	sci-aggregate -f "$dir/f" "$dir/flagged" | sci-select -w indicator=all > "$dir/one"
	cmp "$dir/one" "$dir/two"
	grep -qP '2021\tb\tall\t60\t\t1\t1\t0.5$' "$dir/one"
}

@test "an index that starts from area scores" {
	ragged
	table 'year city indicator value parent weight' '2021 a mobility 30 all 2' '2021 a digital 60 all 1' \
	    '2021 a air 20 all 1' > "$dir/t"
	run -0 sci-aggregate -f "$dir/f" "$dir/t"
	# (60 + 60 + 20)/4
	same "$(table 'year city indicator value parent weight coverage measured' '2021 a all 35 _ 1 1 1')" "$output"
}

@test "a node as rows and from its children: an error with both lines" {
	ragged
	table 'year city indicator value parent weight' '2021 a mobility 30 all 2' '2021 a air 20 all 1' \
	    '2021 b bus 20 mobility 2' > "$dir/t"
	run -1 --separate-stderr sci-aggregate -f "$dir/f" "$dir/t"
	[ -z "$output" ]
	[[ "$stderr" == *"t:2: "*"'mobility'"*"t:4;"* ]]
	# In another edition it is none.
	sed -i '4s/^2021/2020/' "$dir/t"
	run -0 sci-aggregate -f "$dir/f" "$dir/t"
	# Nor two levels apart.
	table 'year city indicator value parent weight' '2021 a bus 30 mobility 2' '2021 a all 20 _ 1' > "$dir/t"
	run -1 sci-aggregate -f "$dir/f" "$dir/t"
	[[ "$output" == *"t:3: "*"'all'"*"t:2;"* ]]
}

@test "a row counts with its own parent and weight" {
	ragged
	# The framework has bike in mobility with weight 1.
	table 'year city indicator value parent weight' '2021 a bus 30 mobility 2' '2021 a wifi 50 digital 1' \
	    '2021 a bike 80 digital 4' '2021 a fibre 30 digital 1' '2021 a air 1 all 1' > "$dir/t"
	# mobility 30; digital (50 + 320 + 30)/6
	run -0 sci-aggregate -f "$dir/f" "$dir/t"
	same "$(table 'year city indicator value parent weight coverage measured' '2021 a mobility 30 all 2 1 1' \
	    '2021 a digital 66.66666666666667 all 1 1 1' '2021 a all 31.916666666666668 _ 1 1 1')" "$output"
	# Another weight for one city only: (30 + 3 60)/4
	table 'year city indicator value parent weight' '2021 a bus 30 mobility 1' '2021 a bike 60 mobility 3' \
	    '2021 b bus 30 mobility 2' '2021 b bike 60 mobility 1' > "$dir/t"
	run -0 sci-aggregate -f "$dir/f" "$dir/t"
	[[ "$output" == *$'2021\ta\tmobility\t52.5\t'*$'2021\tb\tmobility\t40\t'* ]]
	# Of who has no such row the framework's is missing.
	table 'city indicator value parent weight' 'a bus 30 mobility 2' 'a bike 60 mobility 6' 'b bus 30 mobility 2' > "$dir/t"
	same "$(table 'a 52.5 1' 'b 30 0.6666666666666666')" \
	    "$(sci-aggregate -f "$dir/f" "$dir/t" | sci-select -w indicator=mobility -c city,value,coverage | sed 1d)"
}

@test "parent and weight are required, and sound" {
	ragged
	run -1 sci-aggregate -f "$dir/f" <(table 'city indicator value weight' 'a air 1 1')
	[[ "$output" == *":1: no column 'parent' (there are: city, indicator, value, weight); sci-weight adds it" ]]
	run -1 sci-aggregate -f "$dir/f" <(table 'city indicator value parent' 'a air 1 all')
	[[ "$output" == *":1: no column 'weight' (there are: city, indicator, value, parent); sci-weight adds it" ]]
	run -1 sci-aggregate -f "$dir/f" <(printf 'city,value\na,1\n')
	[[ "$output" == *"; this looks like CSV: sci-import makes a stream of it" ]]
	run -1 sci-aggregate -f "$dir/f" <(table 'city indicator value parent weight' 'a air 1 all -1')
	[[ "$output" == *":2: "*"'-1'"* ]]
	run -1 sci-aggregate -f "$dir/f" <(table 'city indicator value parent weight' 'a air 1 al 1')
	[[ "$output" == *":2: "*"'al'"* ]]
	run -1 sci-aggregate -f "$dir/f" <(table 'city indicator value parent weight' 'a air 1 all 1' 'a air 2 all 1')
	[[ "$output" == *2*3* || "$output" == *3*2* ]]
	run -2 sci-aggregate "$dir/t"
}

@test "other columns end here; year may be absent; the unit has another name" {
	ragged
	run -0 sci-aggregate -f "$dir/f" -u country <(table 'note weight country value indicator parent' \
	    'q 2 a 30 bus mobility' 'r 1 a 60 bike mobility' 's 1 a 1 air all' 't 1 a 2 wifi digital' 'u 1 a 4 fibre digital')
	same "$(table 'country indicator value parent weight coverage measured' 'a mobility 40 all 2 1 1' \
	    'a digital 3 all 1 1 1' 'a all 21 _ 1 1 1')" "$output"
}

@test "sums keep what a double would lose" {
	# 1e16 + 1 - 1e16 + 3 = 4, over 4
	[ "$(node -- 1e16 1 -1e16 3)" = '1 1 1' ]
	# What is beyond the doubles on the way only; by rational arithmetic.
	[ "$(node -- 1.7e308:1e10 1.6e308:1e10)" = '1.6499999999999999e+308 1 1' ]
	[ "$(node -m mpi -- 1e308 1e308)" = '1e+308 1 1' ]
	[ "$(node -m ampi -- 1e-200 3e-200)" = '1.5e-200 1 1' ]
	# What stays there is an error that names the node.
	run -1 node -m mpi+ -- 1 1.7e308
	[[ "$output" == *"(a, all)"* ]]
}

@test "power means of small powers keep their digits" {
	# Computed with 50 decimal digits from the doubles 1e-8 and 1e-14.
	[ "$(node -m power:1e-8 -- 1 3)" = '1.7320508101819985 1 1' ]
	[ "$(node -m power:1e-14 -- 50 80)" = '63.245553203367606 1 1' ]
	[ "$(node -m power:1e-30 -- 2 8)" = '4 1 1' ]
}

@test "mpi needs equal weights of all children, not only of those a city has" {
	table 'indicator parent weight' 'a all 1' 'b all 2' 'c all 1' > "$dir/f"
	run -1 sci-aggregate -f "$dir/f" -m mpi <(table 'city indicator value parent weight' \
	    'x a 1 all 1' 'x b _ all 2' 'x c 3 all 1')
	[[ "$output" == *"need equal weights"*"(x, all)"* ]]
	# The rows' own are equal, but not that of the child without a row.
	table 'indicator parent' 'a all' 'b all' 'c all' > "$dir/f"
	run -1 sci-aggregate -f "$dir/f" -m mpi <(table 'city indicator value parent weight' 'x a 1 all 2' 'x b 3 all 2')
	[[ "$output" == *"need equal weights"*"(x, all)"* ]]
}

@test "rows that cannot be: a denominator, no weight, a share beyond 1, a stranger, no weight at all" {
	table 'indicator parent weight denominator' 'x all 1 _' 'y all 2 people' > "$dir/f"
	refused() {
		run -1 sci-aggregate -f "$dir/f" <(table 'city indicator value weight parent coverage' "$1")
		[[ "$output" == *"$2"* ]]
	}
	refused 'a people 1 1 all _' "is only a denominator"
	refused 'a x 1 _ all _' ":2: column weight is empty; sci-weight writes it (a, x)"
	refused 'a x 1 1 all 1.5' ":2: column coverage: '1.5' is not from 0 to 1"
	refused 'a x 1 1 all -0.1' ":2: column coverage: '-0.1' is not from 0 to 1"
	refused 'a zebracrossing 1 1 all _' ":2: column indicator: 'zebracrossing' is not in $dir/f (a, zebracrossing)"
	run -1 sci-aggregate -f "$dir/f" <(table 'city indicator value weight parent' 'a x 1 0 all' 'a y 1 0 all')
	[[ "$output" == *"the weights of its children sum to 0 (a, all)"* ]]
}

@test "copeland needs one weight a child" {
	table 'indicator parent aggregate' 'x all _' 'y all _' 'all _ copeland' > "$dir/f"
	run -1 sci-aggregate -f "$dir/f" <(table 'city indicator value weight parent' 'a x 1 1 all' 'a y 2 1 all' \
	    'b x 1 2 all' 'b y 2 1 all')
	[[ "$output" == *"copeland and wroclaw need the same weights for every city of an edition (x)" ]]
}

@test "a second row of the same keys is found wherever it stands" {
	table 'indicator parent' 'x all' 'y all' > "$dir/f"
	run -1 sci-aggregate -f "$dir/f" <(table 'city indicator value weight parent' 'a x 1 1 all' 'b x 2 1 all' \
	    'a y 3 1 all' 'a x 4 1 all')
	[[ "$output" == *":5: a second row of the same year, city and indicator; the first is "*":2 (a, x)" ]]
	run -1 sci-aggregate -f "$dir/f" <(table 'city indicator value weight parent' 'a x 1 1 all' 'a y 3 1 all' 'a x 4 1 all')
	[[ "$output" == *":4: a second row of the same year, city and indicator; the first is "*":2 (a, x)" ]]
}

@test "a node that comes in beside what it is made of: both are named, with their lines" {
	table 'indicator parent' 'bus mobility' 'bike mobility' 'mobility all' 'fibre all' > "$dir/levels"
	table 'city indicator value parent weight' 'Bonn mobility 50 all 1' 'Bonn fibre 7 all 1' \
	    'Kiel bike 40 mobility 1' > "$dir/t"
	run -1 --separate-stderr sci-aggregate -f "$dir/levels" "$dir/t"
	[[ "$stderr" == *"$dir/t:2"*"'mobility'"*"'bike'"*"$dir/t:4"* ]]
	[ "$(wc -l <<< "$stderr")" = 1 ]
}
