#!/usr/bin/env bats
# sci-normalize - every method on figures small enough for a pencil. What is
# expected is worked out in the comment or is plain from the formula beside it.
bats_require_minimum_version 1.5.0

setup() {
	load lib
}

# figures X... - figures of the indicator x for the cities a, b, c ...; _ is missing.
figures() {
	local city rows=()
	for city in a b c d e f; do
		[ $# -gt 0 ] || break
		rows+=("$city x $1")
		shift
	done
	table 'city indicator value' "${rows[@]}"
}

# scores [OPTION]... -- X... - the scores of these figures, on one line; _ is missing.
scores() {
	local options=()
	while [ "$1" != -- ]; do
		options+=("$1")
		shift
	done
	shift
	figures "$@" > "$dir/figures"
	sci-normalize "${options[@]}" "$dir/figures" > "$dir/scores" || return
	sed 1d "$dir/scores" | cut -f 3 | sed 's/^$/_/' | xargs
}

# framework COLUMN=TEXT... - a framework of x below all, with these columns for x.
framework() {
	local head='indicator parent' row='x all' pair
	for pair; do
		head+=" ${pair%%=*}" row+=" ${pair#*=}"
	done
	table "$head" "$row" > "$dir/f"
}

@test "minmax: LO + (HI-LO) (x-min)/(max-min)" {
	# (20-10)/(50-10) = 1/4
	[ "$(scores -- 10 20 50)" = '0 25 100' ]
	[ "$(scores -m minmax -- 10 20 50)" = '0 25 100' ]
	[ "$(scores --range 1,9 -- 10 20 50)" = '1 3 9' ]
	[ "$(scores --range=-1,1 -- 10 20 50)" = '-1 -0.5 1' ]
	[ "$(scores -- 10 _ 50)" = '0 _ 100' ]
}

@test "a direction of -1 turns minmax round" {
	framework direction=-1
	[ "$(scores -f "$dir/f" -- 10 20 50)" = '100 75 0' ]
}

@test "an inner direction turns everything below it, two of them cancel" {
	table 'indicator parent direction' 'x good 1' 'y good -1' 'z bad 1' 'v bad -1' \
	    'w deep _' 'deep bad -1' 'good all 1' 'bad all -1' 'all _ 1' > "$dir/f"
	table 'city indicator value' 'a x 1' 'b x 2' 'a y 1' 'b y 2' 'a z 1' 'b z 2' \
	    'a v 1' 'b v 2' 'a w 1' 'b w 2' > "$dir/t"
	run -0 sci-normalize -f "$dir/f" "$dir/t"
	same "$(table 'city indicator value' 'a x 0' 'b x 100' 'a y 100' 'b y 0' \
	    'a z 100' 'b z 0' 'a v 0' 'b v 100' 'a w 0' 'b w 100')" "$output"
}

@test "a direction on the root turns all" {
	table 'indicator parent direction' 'x all 1' 'all _ -1' > "$dir/f"
	[ "$(scores -f "$dir/f" -- 10 20 50)" = '100 75 0' ]
}

@test "zscore: M + S (x-mean)/sd, sd over n-1" {
	# mean 4, sd = sqrt((4+0+4)/2) = 2
	[ "$(scores -m zscore -- 2 4 6)" = '-1 0 1' ]
	[ "$(scores -m zscore --mean-sd 100,10 -- 2 4 6)" = '90 100 110' ]
	[ "$(scores -m zscore -- 2 _ 4 6)" = '-1 _ 0 1' ]
	# The mean is no double: computed with 50 decimal digits from the doubles.
	[ "$(scores -m zscore -- 1000000.1 1000000.2 1000000.7)" = \
	    '-0.725866186282092 -0.414780677927217 1.140646864209309' ]
	framework direction=-1
	[ "$(scores -m zscore -f "$dir/f" -- 2 4 6)" = '1 0 -1' ]
}

@test "rank: the best gets n, four rules for ties" {
	# In order 1 3 3 7: the two 3 stand at 2 and 3.
	[ "$(scores -m rank -- 3 1 3 7)" = '2 1 2 4' ]
	[ "$(scores -m rank --ties min -- 3 1 3 7)" = '2 1 2 4' ]
	[ "$(scores -m rank --ties max -- 3 1 3 7)" = '3 1 3 4' ]
	[ "$(scores -m rank --ties average -- 3 1 3 7)" = '2.5 1 2.5 4' ]
	[ "$(scores -m rank --ties dense -- 3 1 3 7)" = '2 1 2 3' ]
	[ "$(scores -m rank -- 3 1 _ 7)" = '2 1 _ 3' ]
	framework direction=-1
	# Turned round, the order is 7 3 3 1.
	[ "$(scores -m rank -f "$dir/f" -- 3 1 3 7)" = '2 4 2 1' ]
	[ "$(scores -m rank -- 5)" = 1 ]
	[ "$(scores -m rank -- 5 5)" = '1 1' ]
}

@test "borda: rank - 1, with the same rules" {
	[ "$(scores -m borda -- 3 1 3 7)" = '1 0 1 3' ]
	[ "$(scores -m borda --ties max -- 3 1 3 7)" = '2 0 2 3' ]
	[ "$(scores -m borda --ties average -- 3 1 3 7)" = '1.5 0 1.5 3' ]
	[ "$(scores -m borda --ties dense -- 3 1 3 7)" = '1 0 1 2' ]
}

@test "percentile: LO + (HI-LO) (rank-1)/(n-1)" {
	# n = 5, so a place is worth 25
	[ "$(scores -m percentile -- 3 1 3 7 9)" = '25 0 25 75 100' ]
	[ "$(scores -m percentile --ties max -- 3 1 3 7 9)" = '50 0 50 75 100' ]
	[ "$(scores -m percentile --ties average -- 3 1 3 7 9)" = '37.5 0 37.5 75 100' ]
	# dense: n counts the distinct values 1 3 7 9
	[ "$(scores -m percentile --ties dense --range 0,3 -- 3 1 3 7 9)" = '1 0 1 2 3' ]
	[ "$(scores -m percentile -- 3 1 _ 9)" = '50 0 _ 100' ]
	# Values that all tie have no spread.
	run -1 scores -m percentile -- 0.3 0.30000000000000004
	run -1 scores -m percentile --ties max -- 0.3 0.30000000000000004
}

@test "goalposts: from the framework, beyond them unless clipped" {
	framework low=10 high=50
	# (0-10)/40 = -1/4, (20-10)/40 = 1/4, (60-10)/40 = 5/4
	[ "$(scores -f "$dir/f" -m goalposts -- 0 20 60)" = '-25 25 125' ]
	[ "$(scores -f "$dir/f" -m goalposts --clip -- 0 20 60)" = '0 25 100' ]
	[ "$(scores -f "$dir/f" -m goalposts --range 70,130 --clip -- 0 20 60)" = '70 85 130' ]
	# A single value has a score, too.
	[ "$(scores -f "$dir/f" -m goalposts -- 30)" = 50 ]
	framework low=10 high=50 direction=-1
	# (-x + 50)/40
	[ "$(scores -f "$dir/f" -m goalposts -- 0 20 60)" = '125 75 -25' ]
	[ "$(scores -f "$dir/f" -m goalposts --clip -- 0 20 60)" = '100 75 0' ]
}

@test "goalposts that are not there are an error" {
	framework low=10 high=_
	run -1 scores -f "$dir/f" -m goalposts -- 0 20
	[[ "$output" == *high* && "$output" == *x* ]]
	run -2 scores -m goalposts -- 0 20
}

@test "target: LO + (HI-LO) (x-min)/(target-min)" {
	framework target=50
	[ "$(scores -f "$dir/f" -m target -- 10 30 70)" = '0 50 150' ]
	[ "$(scores -f "$dir/f" -m target --clip -- 10 30 70)" = '0 50 100' ]
	framework target=30 direction=-1
	# min = -70, target = -30: (-10+70)/40, (-30+70)/40, 0
	[ "$(scores -f "$dir/f" -m target -- 10 30 70)" = '150 100 0' ]
	# No spread is no spread, wherever the target lies.
	framework target=50
	run -1 scores -f "$dir/f" -m target -- 10 10
	[[ "$output" == *"all values are equal"* ]]
	[ "$(scores -f "$dir/f" -m target --constant 7 -- 10 10)" = '7 7' ]
	framework target=10
	run -1 scores -f "$dir/f" -m target -- 10 30
	[[ "$output" == *--constant* ]]
	[ "$(scores -f "$dir/f" -m target --constant 7 -- 10 30)" = '7 7' ]
	framework target=5
	run -1 scores -f "$dir/f" -m target -- 10 30
}

@test "reference: the city that scores HI" {
	[ "$(scores -m reference --reference b -- 10 30 50)" = '0 100 200' ]
	[ "$(scores -m reference --reference b --clip -- 10 30 50)" = '0 100 100' ]
	framework direction=-1
	# -10 -30 -50: min -50, reference -30
	[ "$(scores -f "$dir/f" -m reference --reference b -- 10 30 50)" = '200 100 0' ]
	run -2 scores -m reference -- 10 30
	# the minimum, missing, not there at all
	run -1 scores -m reference --reference a -- 10 30 50
	run -1 scores -m reference --reference b -- 10 _ 50
	run -1 scores -m reference --reference z -- 10 30 50
	[ "$(scores -m reference --reference b --constant missing -- 10 _ 50)" = '_ _ _' ]
}

@test "reference: the city's value of the same edition" {
	table 'year city indicator value' '2020 a x 0' '2020 b x 2' '2020 c x 4' \
	    '2021 a x 0' '2021 b x 8' '2021 c x 4' > "$dir/t"
	run -0 sci-normalize -m reference --reference b "$dir/t"
	same "$(table 'year city indicator value' '2020 a x 0' '2020 b x 100' '2020 c x 200' \
	    '2021 a x 0' '2021 b x 100' '2021 c x 50')" "$output"
}

@test "fracmax: HI x/max; turned round HI min/x, so that the worst gets the least" {
	[ "$(scores -m fracmax -- 1 2 4)" = '25 50 100' ]
	[ "$(scores -m fracmax --range 0,1 -- 0 2 4)" = '0 0.5 1' ]
	framework direction=-1
	[ "$(scores -m fracmax -f "$dir/f" -- 1 2 4)" = '100 50 25' ]
	run -1 scores -m fracmax -f "$dir/f" -- 0 2 4
	[[ "$output" == *"fracmax with direction -1 needs values above 0"* ]]
	run -1 scores -m fracmax -- -1 2 4
	[[ "$output" == *"fracmax needs values from 0 on and one above"*x* ]]
	run -1 scores -m fracmax -- 0 0
	[[ "$output" == *"fracmax needs values from 0 on and one above"* ]]
	# A single value is its own maximum.
	[ "$(scores -m fracmax -- 3)" = 100 ]
}

@test "none: the value, turned and transformed" {
	[ "$(scores -m none -- 1 _ 1.50 0)" = '1 _ 1.5 0' ]
	framework direction=-1
	[ "$(scores -m none -f "$dir/f" -- 1 _ 1.5 0)" = '-1 _ -1.5 0' ]
	framework direction=-1 transform=sqrt
	[ "$(scores -m none -f "$dir/f" -- 4 9)" = '-2 -3' ]
}

@test "transforms apply to values, goalposts and target" {
	framework transform=ln
	# ln 1, ln 2, ln 4 are 0, 1, 2 times ln 2
	[ "$(scores -f "$dir/f" -- 1 2 4)" = '0 50 100' ]
	framework transform=log10 low=1 high=10000
	[ "$(scores -f "$dir/f" -m goalposts -- 1 100 10000)" = '0 50 100' ]
	framework transform=sqrt low=0 high=100
	[ "$(scores -f "$dir/f" -m goalposts -- 25 64)" = '50 80' ]
	framework transform=sqrt low=0 high=100 direction=-1
	[ "$(scores -f "$dir/f" -m goalposts -- 25 64)" = '50 20' ]
	framework transform=sqrt target=16
	# (sqrt x - 1)/(4 - 1)
	[ "$(scores -f "$dir/f" -m target --range 0,3 -- 1 9 16)" = '0 2 3' ]
}

@test "closest: HI - (HI-LO) |x-target|/max |x-target|, whatever the direction" {
	framework target=50 direction=-1
	[ "$(scores -f "$dir/f" -m closest -- 50 30 90 _)" = '100 50 0 _' ]
	[ "$(scores -f "$dir/f" -m closest --range 1,5 -- 50 30 90)" = '5 3 1' ]
	run -1 scores -f "$dir/f" -m closest -- 50 50
	[[ "$output" == *"all values are equal"*"(x)"* ]]
	[ "$(scores -f "$dir/f" -m closest --constant 7 -- 50 50)" = '7 7' ]
	framework normalize=closest
	run -1 scores -f "$dir/f" -- 50 51
	[[ "$output" == *"$dir/f:2: the framework gives no target; fill it in, in raw units (x)"* ]]
	# |4 - 16| of roots: 2, 1, 0 from the root of the target.
	framework target=0 transform=ln
	for method in target closest; do
		run -1 scores -f "$dir/f" -m $method -- 4 9
		[[ "$output" == *"$dir/f:2: low, high or target cannot be transformed: ln and log10 need values above 0, sqrt values from 0 on (x)" ]]
	done
	framework target=16 transform=sqrt normalize=closest
	[ "$(scores -f "$dir/f" -- 4 9 16)" = '0 50 100' ]
	run -2 scores -m closest -- 1
	# |x - 9| is 3.2, 14.4, 19.8 in the digits as read, not in those of a difference that was
	# rounded: 83.83..., 27.27..., and 0 exactly, where a mean of logarithms would refuse -4e-31.
	framework target=9
	[ "$(scores -f "$dir/f" -m closest -- 5.8 23.4 28.8)" = \
		'83.83838383838383 27.272727272727284 0' ]
	# The doubles 8.8 and 0.3 are further apart than -8.2 and 0.3, by less than a difference shows.
	framework target=0.3
	[[ "$(scores -f "$dir/f" -m closest -- -8.2 8.8)" == *' 0' ]]
}

@test "the ends of a range are its ends where they are 0, too" {
	local m
	framework low=3.7 high=33.3 target=33.3
	for m in minmax goalposts target; do
		[ "$(scores -f "$dir/f" -m $m --range=-100,0 -- 3.7 33.3)" = '-100 0' ]
		[ "$(scores -f "$dir/f" -m $m --range=-7,0 -- 3.7 33.3)" = '-7 0' ]
	done
	# What is near to 0 is itself: 1e-200 of the way from 0 to 100, rounded once.
	[ "$(scores -- 0 1e-200 1)" = '0 1e-198 100' ]
}

@test "a reference that is missing leaves no score, with a transform as without" {
	local t
	for t in _ sqrt ln; do
		framework transform=$t
		run -1 scores -f "$dir/f" -m reference --reference a -- _ 4 9
		[[ "$output" == *"the reference has no value, or the worst"* ]]
		[ "$(scores -f "$dir/f" -m reference --reference a --constant 5 -- _ 4 9)" = '_ 5 5' ]
	done
}

@test "a method carries its arguments, in the framework and after -m; options say the rest" {
	[ "$(scores -m minmax:1,9 --range 0,5 -- 10 20 50)" = '1 3 9' ]
	[ "$(scores -m zscore:100,10 --mean-sd 0,1 -- 1 2 3)" = '90 100 110' ]
	[ "$(scores -m rank:average -- 3 3 9)" = '1.5 1.5 3' ]
	[ "$(scores -m percentile:dense:0,1 -- 3 3 9 5)" = '0 0 1 0.5' ]
	[ "$(scores -m percentile:0,1 --ties max -- 3 3 9 5)" = "$(scores -m percentile --range 0,1 --ties max -- 3 3 9 5)" ]
	[ "$(scores -m fracmax:10 -- 1 2)" = '5 10' ]
	framework normalize=goalposts:0,8:clip low=0 high=4
	[ "$(scores -f "$dir/f" --range 1,2 -- 1 3 5)" = '2 6 8' ]
	framework normalize=target:clip target=3
	[ "$(scores -f "$dir/f" --range 0,2 -- 1 2 9)" = '0 1 2' ]
	local wrong
	for wrong in minmax:5 minmax:2,1 minmax: minmax:1,2:3,4 zscore:0,0 rank:most minmax:clip none:1 fracmax:0; do
		run -2 scores -m "$wrong" -- 1 2
		[[ "$output" == *"unknown method '$wrong' (there are: minmax[:LO,HI], zscore[:M,S], "* ]]
	done
}

@test "places tie at 12 digits, with --exact as doubles only" {
	[ "$(scores -m rank -- 0.3 0.30000000000000004 1)" = '1 1 3' ]
	[ "$(scores -m rank --exact -- 0.3 0.30000000000000004 1)" = '1 2 3' ]
}

@test "what a transform cannot take is an error with the text and the place" {
	framework transform=ln
	run -1 scores -f "$dir/f" -- 1 0
	[[ "$output" == *":3: "*"'0'"*"(b, x)"* ]]
	framework transform=sqrt
	run -1 scores -f "$dir/f" -- 1 -4
	[[ "$output" == *"'-4'"* ]]
	[ "$(scores -f "$dir/f" --range 0,1 -- 0 4)" = '0 1' ]
	framework transform=log10 low=0 high=10
	run -1 scores -f "$dir/f" -m goalposts -- 1 5
}

@test "without spread: an error that names indicator and year, or what --constant says" {
	local m
	table 'year city indicator value' '2020 a x 1' '2020 b x 2' '2021 a x 5' '2021 b x 5' > "$dir/t"
	for m in minmax zscore percentile; do
		run -1 --separate-stderr sci-normalize -m $m "$dir/t"
		[ -z "$output" ]
		[[ "$stderr" == "sci-normalize: "*2021*x*--constant* || "$stderr" == *--constant*2021*x* ]]
	done
	run -0 sci-normalize --constant 50 "$dir/t"
	same "$(table 'year city indicator value' '2020 a x 0' '2020 b x 100' '2021 a x 50' '2021 b x 50')" "$output"
	same "$output" "$(sed 's/5$/0/' "$dir/t" | sci-normalize --constant 50)"
	run -0 sci-normalize --constant missing "$dir/t"
	same "$(table 'year city indicator value' '2020 a x 0' '2020 b x 100' '2021 a x _' '2021 b x _')" "$output"
	for m in minmax zscore percentile; do
		[ "$(scores -m $m --constant 3 -- 8)" = 3 ]
		[ "$(scores -m $m --constant 3 -- 8 _)" = '3 _' ]
		[ "$(scores -m $m --constant 3 --ties dense -- 8 8)" = '3 3' ]
		run -1 scores -m $m -- 8
	done
}

@test "an indicator without any value stays missing without a word" {
	run -0 --separate-stderr scores -- _ _
	[ "$output" = '_ _' ]
	[ -z "$stderr" ]
	[ "$(scores -m zscore -- _ NA)" = '_ _' ]
}

@test "a method of its own for each indicator" {
	table 'indicator parent normalize low high' 'x all _ _ _' 'y all rank _ _' 'z all goalposts 0 10' \
	    'v all none _ _' > "$dir/f"
	table 'city indicator value' 'a x 1' 'b x 3' 'c x 5' 'a y 1' 'b y 3' 'c y 5' \
	    'a z 1' 'b z 3' 'c z 5' 'a v 1' 'b v 3' 'c v 5' > "$dir/t"
	run -0 sci-normalize -f "$dir/f" "$dir/t"
	same "$(table 'city indicator value' 'a x 0' 'b x 50' 'c x 100' 'a y 1' 'b y 2' 'c y 3' \
	    'a z 10' 'b z 30' 'c z 50' 'a v 1' 'b v 3' 'c v 5')" "$output"
}

@test "each year and indicator by itself, in the order of the input" {
	table 'year city indicator value' '2021 b x 20' '2020 a x 1' '2021 a y 7' '2020 b x 2' \
	    '2021 a x 10' '2021 b y 3' > "$dir/t"
	run -0 sci-normalize "$dir/t"
	same "$(table 'year city indicator value' '2021 b x 100' '2020 a x 0' '2021 a y 100' \
	    '2020 b x 100' '2021 a x 0' '2021 b y 0')" "$output"
}

@test "value is replaced in its place, other columns ride along" {
	table 'value note city indicator parent' '1 0070 a x p' '2 - b x p' > "$dir/t"
	run -0 sci-normalize "$dir/t"
	same "$(table 'value note city indicator parent' '0 0070 a x p' '100 - b x p')" "$output"
}

@test "another unit" {
	table 'country indicator value' 'a x 1' 'b x 2' > "$dir/t"
	run -0 sci-normalize -u country "$dir/t"
	same "$(table 'country indicator value' 'a x 0' 'b x 100')" "$output"
	run -1 sci-normalize "$dir/t"
	[[ "$output" == *city* ]]
}

@test "an unknown indicator is an error, or dropped" {
	framework
	table 'city indicator value' 'a x 1' 'a xx 9' 'b x 2' > "$dir/t"
	run -1 sci-normalize -f "$dir/f" "$dir/t"
	[[ "$output" == *":3: "*"'xx'"*"did you mean 'x'"* ]]
	run -0 sci-normalize -f "$dir/f" --ignore-unknown "$dir/t"
	same "$(table 'city indicator value' 'a x 0' 'b x 100')" "$output"
}

@test "what is only a denominator is refused" {
	framework denominator=people
	table 'city indicator value' 'a x 1' 'b x 2' 'a people 3' > "$dir/t"
	run -1 sci-normalize -f "$dir/f" "$dir/t"
	[[ "$output" == *":4: "*people* ]]
}

@test "duplicates are refused with both lines" {
	table 'year city indicator value' '2020 a x 1' '2020 b x 2' '2020 a x 1' > "$dir/t"
	run -1 --separate-stderr sci-normalize "$dir/t"
	[[ "$stderr" == *4*2* || "$stderr" == *2*4* ]]
	[ -z "$output" ]
}

@test "scores beyond the doubles are an error, not inf" {
	run -1 scores -- -1.7e308 1.7e308
	[ "$output" = 'sci-normalize: the spread of the values is beyond the doubles (x)' ]
	framework low=0 high=1e-300
	run -1 scores -f "$dir/f" -m goalposts -- 1e300
	[[ "$output" == *"(a, x)"* ]]
	# So far from where the scale begins that there is no distance; clipped it is at the end.
	framework low=-1e308 high=-0.9e308
	run -1 scores -f "$dir/f" -m goalposts -- 1.7e308
	[[ "$output" == *"(a, x)"* ]]
	[ "$(scores -f "$dir/f" -m goalposts --clip -- 1.7e308 -1.7e308 -1e308)" = '100 0 0' ]
}

@test "usage" {
	run -2 scores -m nonsense -- 1
	[[ "$output" == *nonsense*minmax* ]]
	run -2 scores --range 5,1 -- 1
	run -2 scores --range 5 -- 1
	run -2 scores --range 1,x -- 1
	run -2 scores --mean-sd 0,0 -- 1
	run -2 scores --constant what -- 1
	run -2 scores --ties what -- 1
}

@test "reference of the framework needs --reference; --constant stands for goalposts that are not there" {
	table 'indicator normalize' 'x reference' > "$dir/f"
	run -2 sci-normalize -f "$dir/f" <(table 'city indicator value' 'a x 1')
	[[ "$output" == *"the method reference needs --reference UNIT"* ]]
	table 'indicator normalize' 'x goalposts' > "$dir/f"
	same "$(table 'city indicator value' 'a x 7')" \
	    "$(sci-normalize -f "$dir/f" --constant 7 <(table 'city indicator value' 'a x 1'))"
}

@test "rows of a city begin alike, whatever the length of its name, together or apart" {
	local n name rows=()
	# Lengths around those at which year and name are copied differently.
	for n in 1 26 27 28 89 90 91 92 93 200; do
		name=$(printf "%0${n}d" "$n")
		rows+=("2024 $name x $n" "2024 $name y 1" "2024 $name z 2" "2025 $name x $n" "2025 $name y 3")
	done
	rows+=("2024 1 w 5" "2025 1 w 5" "2025 1 z 5" "2025 1 v 5" "2025 1 u 5")
	table 'year city indicator value' "${rows[@]}" > "$dir/figures"
	same "$(cat "$dir/figures")" "$(sci-normalize -m none "$dir/figures")"
	awk -F '\t' -v OFS='\t' '{ print $2, $1, $4, $3 }' "$dir/figures" > "$dir/turned"
	same "$(cat "$dir/turned")" "$(sci-normalize -m none "$dir/turned")"
}

@test "values that are equal on paper have no spread" {
	table 'indicator parent denominator per' 'lanes p km2 1000' > "$dir/f"
	table 'city indicator value' 'A lanes 0.1' 'A km2 3' 'B lanes 0.3' 'B km2 9' |
	    sci-denominate -f "$dir/f" > "$dir/ratios"
	same 2 "$(cut -f 3 "$dir/ratios" | sed 1d | sort -u | wc -l)"
	for m in minmax zscore percentile 'reference --reference A'; do
		# shellcheck disable=SC2086
		run -1 sci-normalize -m $m "$dir/ratios"
	done
	run -0 sci-normalize --constant 50 "$dir/ratios"
	same "$(table 'city indicator value' 'A lanes 50' 'B lanes 50')" "$output"
	run -0 sci-fit -f "$dir/f" --bounds minmax "$dir/ratios"
	[[ "$output" != *1100* ]]
	# Three last bits apart is a spread.
	table 'city indicator value' 'A x 1' 'B x 1.0000000000000007' > "$dir/raw"
	same "$(table 'city indicator value' 'A x 0' 'B x 100')" "$(sci-normalize "$dir/raw")"
}
