#!/usr/bin/env bats
# sci-rank - places, ties and fields, on tables that can be ranked by eye.
bats_require_minimum_version 1.5.0

setup() {
	load lib
}

# places [OPTION]... -- X... - city:rank/of of the cities a, b, c ... in the order they
# come out; _ is a missing value.
places() {
	local options=() city rows=()
	while [ "$1" != -- ]; do
		options+=("$1")
		shift
	done
	shift
	for city in a b c d e f; do
		[ $# -gt 0 ] || break
		rows+=("$city x $1")
		shift
	done
	table 'city indicator value' "${rows[@]}" > "$dir/t"
	sci-rank "${options[@]}" "$dir/t" > "$dir/out" || return
	sed 1d "$dir/out" | awk -F '\t' '{ print $1 ":" $4 "/" $5 }' | xargs
}

@test "highest first, missing last without a place" {
	[ "$(places -- 5 _ 9 7)" = 'c:1/3 d:2/3 a:3/3 b:/' ]
	[ "$(places -- NA _)" = 'a:/ b:/' ]
	[ "$(places -- -1 0)" = 'b:1/2 a:2/2' ]
	[ "$(places -- 3)" = 'a:1/1' ]
}

@test "four rules for ties" {
	# 9 7 7 1
	[ "$(places -- 7 9 1 7)" = 'b:1/4 a:2/4 d:2/4 c:4/4' ]
	[ "$(places --ties min -- 7 9 1 7)" = 'b:1/4 a:2/4 d:2/4 c:4/4' ]
	[ "$(places --ties max -- 7 9 1 7)" = 'b:1/4 a:3/4 d:3/4 c:4/4' ]
	[ "$(places --ties dense -- 7 9 1 7)" = 'b:1/4 a:2/4 d:2/4 c:3/4' ]
	[ "$(places --ties average -- 7 9 1 7)" = 'b:1/4 a:2.5/4 d:2.5/4 c:4/4' ]
	run -2 places --ties what -- 1
}

@test "--ascending: the lowest is first, missing still last" {
	[ "$(places --ascending -- 5 _ 9 7)" = 'a:1/3 d:2/3 c:3/3 b:/' ]
}

@test "values equal at 12 digits tie, unless --exact" {
	# 0.1 + 0.2 in doubles
	[ "$(places -- 0.3 0.30000000000000004)" = 'a:1/2 b:1/2' ]
	[ "$(places --exact -- 0.3 0.30000000000000004)" = 'b:1/2 a:2/2' ]
	# twelve digits tell them apart, thirteen do not
	[ "$(places -- 50.1234567891 50.1234567890)" = 'a:1/2 b:2/2' ]
	[ "$(places -- 50.1234567890 50.1234567891)" = 'b:1/2 a:2/2' ]
	[ "$(places -- 50.12345678901 50.12345678904)" = 'a:1/2 b:1/2' ]
	[ "$(places -- -0 0)" = 'a:1/2 b:1/2' ]
	[ "$(places --exact -- -0 0)" = 'a:1/2 b:1/2' ]
	[ "$(places -- 1e-300 0)" = 'a:1/2 b:2/2' ]
}

@test "a value that only passes keeps its bytes" {
	run -0 sci-rank <(table 'city indicator value' 'a x 070.50' 'b x NA')
	same "$(table 'city indicator value rank of' 'a x 070.50 1 1' 'b x _ _ _')" "$output"
}

@test "other columns ride along, also of a file that has them in another order" {
	table 'note city indicator value of area' 'n1 a x NA 7 m1' 'n2 b x 1.50 _ m2' > "$dir/one"
	table 'city area value of indicator note' 'c _ 02 9 x n3' > "$dir/two"
	run -0 sci-rank "$dir/one" "$dir/two"
	same "$(table 'note city indicator value of area rank' 'n3 c x 02 2 _ 1' 'n2 b x 1.50 2 m2 2' \
		'n1 a x _ _ m1 _')" "$output"
}

@test "each year and indicator by itself; by year, indicator, place, unit" {
	run -0 sci-rank <(table 'year city indicator value' '2021 b y 1' '900 a x 1' '2021 a x 3' \
	    '2021 c x 4' '2021 b x 3' '2020 a x 1' '2021 a y _')
	same "$(table 'year city indicator value rank of' '900 a x 1 1 1' '2020 a x 1 1 1' \
	    '2021 c x 4 1 3' '2021 a x 3 2 3' '2021 b x 3 2 3' '2021 b y 1 1 1' '2021 a y _ _ _')" "$output"
}

@test "-b ranks within other columns besides" {
	table 'city indicator value state size' 'a x 1 NW big' 'b x 2 NW big' 'c x 3 BY big' 'd x 9 NW small' > "$dir/t"
	run -0 sci-rank -b state "$dir/t"
	same "$(table 'city indicator value state size rank of' 'c x 3 BY big 1 1' 'd x 9 NW small 1 3' \
	    'b x 2 NW big 2 3' 'a x 1 NW big 3 3')" "$output"
	run -0 sci-rank --by size,state "$dir/t"
	same "$(table 'city indicator value state size rank of' 'c x 3 BY big 1 1' 'b x 2 NW big 1 2' \
	    'a x 1 NW big 2 2' 'd x 9 NW small 1 1')" "$output"
	# The first named is the first that output is sorted by.
	table 'e x 4 BY small' >> "$dir/t"
	same 'c b a e d' "$(sci-rank --by size,state "$dir/t" | sed 1d | cut -f 1 | xargs)"
	same 'c e b a d' "$(sci-rank --by state,size "$dir/t" | sed 1d | cut -f 1 | xargs)"
	# year and indicator separate anyway
	run -0 sci-rank -b indicator,state "$dir/t"
	[ "$output" = "$(sci-rank -b state "$dir/t")" ]
	run -1 sci-rank -b nothing "$dir/t"
	[[ "$output" == *nothing* ]]
	run -2 sci-rank -b '' "$dir/t"
	run -2 sci-rank -b state,,size "$dir/t"
	run -2 sci-rank -b city "$dir/t"
}

@test "rank and of that are there are replaced in their places" {
	run -0 sci-rank <(table 'of rank city indicator value' '9 9 a x 1' 'q 9 b x 2')
	same "$(table 'of rank city indicator value' '2 1 b x 2' '2 2 a x 1')" "$output"
}

@test "a second ranking gives the same" {
	table 'year city indicator value' '2021 b y 1' '2020 a x 1' '2021 a x 3' '2021 b x 3' > "$dir/t"
	run -0 sci-rank "$dir/t"
	[ "$output" = "$(sci-rank "$dir/t" | sci-rank)" ]
}

@test "header only: a table without rows" {
	run -0 sci-rank <(table 'city indicator value')
	same "$(table 'city indicator value rank of')" "$output"
}

@test "duplicates are refused with both lines, also under -b" {
	table 'city indicator value state' 'a x 1 NW' 'b x 2 NW' 'a x 3 BY' > "$dir/t"
	run -1 sci-rank "$dir/t"
	[[ "$output" == *4*2* || "$output" == *2*4* ]]
	run -1 sci-rank -b state "$dir/t"
}

@test "rounded before, equal printed scores share a place; rounded after, they do not" {
	table 'city indicator value' 'a x 0.7344' 'b x 0.7341' > "$dir/t"
	run -0 bash -o pipefail -c 'sci-round 3 "$1" | sci-rank' _ "$dir/t"
	same "$(table 'city indicator value rank of' 'a x 0.734 1 2' 'b x 0.734 1 2')" "$output"
	run -0 bash -o pipefail -c 'sci-rank "$1" | sci-round 3' _ "$dir/t"
	same "$(table 'city indicator value rank of' 'a x 0.734 1 2' 'b x 0.734 2 2')" "$output"
}

@test "a second row of the same keys is found wherever it stands" {
	run -1 sci-rank <(table 'city indicator value' 'a x 1' 'b x 2' 'a y 5' 'c x 3' 'a x 4')
	[[ "$output" == *":6: a second row of the same year, city and indicator; the first is "*":2 (a, x)" ]]
	run -1 sci-rank <(table 'city indicator value' 'a x 1' 'a y 2' 'a z 5' 'a x 4')
	[[ "$output" == *":5: a second row of the same year, city and indicator; the first is "*":2 (a, x)" ]]
}

@test "-b takes 16 columns, no more" {
	for n in 15 16 17; do
		{
			echo "city indicator value $(seq -s ' ' $n)"
			echo "a x 1 $(seq -s ' ' $n)"
		} | tr ' ' '\t' > "$dir/in"
		run sci-rank -b "$(seq -s , $n)" "$dir/in"
		[ "$status" = $((n == 17 ? 2 : 0)) ]
	done
	[[ "$output" == *"-b: more than 16 columns"* ]]
}

@test "-o by a symlink: what it points to is replaced, one in a circle is refused" {
	table 'city indicator value' 'a x 1' > "$dir/in"
	mkdir "$dir/there"
	echo old > "$dir/there/ranks"
	ln -s "$dir/there/ranks" "$dir/absolute"
	ln -s absolute "$dir/relative"
	sci-rank -o "$dir/relative" "$dir/in"
	same "$(table 'city indicator value rank of' 'a x 1 1 1')" "$(cat "$dir/there/ranks")"
	[ -L "$dir/relative" ] && [ -L "$dir/absolute" ]
	ln -s circle "$dir/circle"
	run -1 sci-rank -o "$dir/circle" "$dir/in"
	[[ "$output" == *"$dir/circle: "* ]]
}

@test "many values that tie at 12 digits share a place, in the order of their units" {
	# 900 doubles side by side, the highest last in the order of units.
	awk 'BEGIN { OFS = "\t"; print "city", "indicator", "value"
		for (i = 899; i >= 0; i--) printf "c%03d\tx\t%.17g\n", i, 0.5 + i * 2 ^ -53
		print "d", "x", 0.25 }' > "$dir/t"
	sci-rank "$dir/t" | sed 1d | cut -f 1,4,5 > "$dir/ranked"
	same "$(printf 'c%03d\t1\t901\n' {0..899}; printf 'd\t901\t901')" "$(cat "$dir/ranked")"
	same "$(printf 'c%03d\n' {899..0})" "$(sci-rank --exact "$dir/t" | sed '1d; $d' | cut -f 1)"
}
