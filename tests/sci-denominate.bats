# sci-denominate - figures per inhabitant, by rows of the input or of a table.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'indicator parent denominator per' 'bus all people 1000' 'bike all bus _' \
	    'fibre all _ _' > "$dir/f"
	table 'year city indicator value flag' '2020 Bonn bus 30 _' '2020 Bonn people 4e3 _' \
	    '2021 Bonn people 5000 I' '2020 Kiel bus 8 A' '2021 Bonn bus 40 P' '2020 Bonn bike 06 _' \
	    '2020 Bonn fibre 05.0 _' > "$dir/raw"
	table 'year city indicator value flag' '2020 Bonn bus 7.5 _' '2020 Kiel bus _ A' \
	    '2021 Bonn bus 8 IP' '2020 Bonn bike 0.2 _' '2020 Bonn fibre 05.0 _' > "$dir/want"
}

@test "rows divide rows: missing gives missing, imputed gives I, they end here" {
	run -0 sci-denominate -f "$dir/f" "$dir/raw"
	same "$(cat "$dir/want")" "$output"
}

@test "a table divides the same, as the rows come" {
	(head -1 "$dir/raw"; grep -E 'people|bus' "$dir/raw") > "$dir/by"
	run -0 sci-denominate -f "$dir/f" --by "$dir/by" "$dir/raw"
	same "$(cat "$dir/want")" "$output"
	mkfifo "$dir/in"
	sci-denominate -f "$dir/f" --by "$dir/by" "$dir/in" > "$dir/out" &
	exec 7> "$dir/in"
	head -2 "$dir/raw" >&7
	awaits grep -q 7.5 "$dir/out"
	exec 7>&-
	wait
}

@test "a table without years is for every year, and its flag is passed on" {
	run -0 sci-denominate -f "$dir/f" --by <(table 'flag value indicator city' 'IU 2 people Bonn' \
	    '_ NA people Kiel') <(table 'value year indicator city note' '4 2020 bus Bonn a' \
	    '6 2021 bus Bonn _' '5 2020 bus Kiel b' 'NA 2021 bus Kiel c' '5 2020 bus Ulm d' \
	    '07 2020 fibre Ulm e')
	same "$(table 'value year indicator city note flag' '2000 2020 bus Bonn a I' \
	    '3000 2021 bus Bonn _ I' '_ 2020 bus Kiel b _' '_ 2021 bus Kiel c _' \
	    '_ 2020 bus Ulm d _' '07 2020 fibre Ulm e _')" "$output"
}

@test "a quotient is rounded once" {
	# 3 * 0.1 is 0.30000000000000004, a third of that 0.10000000000000002; 34.8 / 78.02 * 1000 and
	# 34800 / 78.02 are 446.03947705716485 and ...648, the nearest.
	table 'indicator denominator per' 'bus people 0.1' 'car people 1000' 'cab km 1000' > "$dir/f"
	run -0 sci-denominate -f "$dir/f" <(table 'city indicator value' 'Bonn bus 3' 'Bonn people 3' \
	    'Kiel cab 34.8' 'Kiel km 78.02' 'Kiel car 1e306' 'Kiel people 1e303' 'Ulm bus 1e-320' \
	    'Ulm people 1e-320')
	same "$(table 'city indicator value' 'Bonn bus 0.1' 'Kiel cab 446.0394770571648' \
	    'Kiel car 1000000' 'Ulm bus 0.1')" "$output"
}

@test "the order of rows and columns changes nothing" {
	sci-denominate -f "$dir/f" "$dir/raw" | sort > "$dir/a"
	for seed in 1 2 3; do
		(head -1 "$dir/raw"; sed 1d "$dir/raw" | shuf --random-source=<(yes $seed)) |
		    sci-denominate -f "$dir/f" | sort | cmp - "$dir/a"
	done
}

@test "a denominator of 0 is an error with its line, unless nothing is divided by it" {
	table 'city indicator value' 'Bonn fibre 1' 'Bonn people 0.0' 'Bonn bus 2' > "$dir/raw"
	run -1 sci-denominate -f "$dir/f" "$dir/raw"
	same "sci-denominate: $dir/raw:3: column value: a denominator of 0; 'bus' cannot be divided \
by it (Bonn, people)" "$output"
	run -1 --separate-stderr sci-denominate -f "$dir/f" --by "$dir/raw" "$dir/raw"
	[[ "$stderr" == *"raw:3: column value: a denominator of 0;"* ]]
	sed -i '/bus/s/2/NA/' "$dir/raw"
	run -0 sci-denominate -f "$dir/f" "$dir/raw"
	same "$(table 'city indicator value' 'Bonn fibre 1' 'Bonn bus _')" "$output"
}

@test "a quotient beyond the doubles is an error" {
	table 'city indicator value' 'Bonn people 1' 'Bonn bus 1e308' > "$dir/raw"
	run -1 sci-denominate -f "$dir/f" "$dir/raw"
	[[ "$output" == *"raw:3: column value: the quotient is beyond the doubles (Bonn, bus)" ]]
	run -1 --separate-stderr sci-denominate -f "$dir/f" --by "$dir/raw" "$dir/raw"
	[[ "$stderr" == *"raw:3: column value: the quotient is beyond the doubles (Bonn, bus)" ]]
}

@test "faults: options, unknown indicators on both sides, second rows, years, numbers" {
	run -2 sci-denominate "$dir/raw"
	run -2 sci-denominate -f "$dir/f" --by - < "$dir/raw"
	run -1 sci-denominate -f "$dir/f" <(table 'city indicator value' 'Bonn peopel 1')
	[[ "$output" == *":2: column indicator: 'peopel' is not in "*"did you mean 'people'?"* ]]
	run -1 sci-denominate -f "$dir/f" --by <(table 'city indicator value' 'Bonn peopel 1') "$dir/raw"
	[[ "$output" == *":2: column indicator: 'peopel' is not in "* ]]
	run -1 sci-denominate -f "$dir/f" --by "$dir/raw" <(table 'year city indicator value' '2020 Bonn buss 1')
	[[ "$output" == *":2: column indicator: 'buss' is not in "*"did you mean 'bus'?"* ]]
	run -1 sci-denominate -f "$dir/f" "$dir/raw" "$dir/raw"
	[[ "$output" == *"raw:2: a second row of the same"* ]]
	run -1 sci-denominate -f "$dir/f" --by "$dir/raw" <(table 'city indicator value' 'Bonn bus 1')
	[[ "$output" == *"raw:1: has a column year, and "*" has none" ]]
	run -1 --separate-stderr sci-denominate -f "$dir/f" --by "$dir/raw" \
	    <(table 'year city indicator value' '20x1 Bonn bus 1')
	[[ "$stderr" == *"'20x1' is not a year"* ]]
	run -1 sci-denominate -f "$dir/f" <(table 'city indicator value' 'Bonn bus 1.000,5')
	[[ "$output" == *"'1.000,5' is not a number"* ]]
	run -1 sci-denominate -f "$dir/f" <(table 'city indicator' 'Bonn bus')
	[[ "$output" == *"no column 'value'"* ]]
}

@test "a table of denominators: a unit without a name, standard input twice" {
	table 'indicator denominator' 'x people' > "$dir/f"
	table 'city indicator value' 'a x 6' > "$dir/in"
	table 'city indicator value' '_ people 6' > "$dir/by"
	run -1 sci-denominate -f "$dir/f" --by "$dir/by" "$dir/in"
	[[ "$output" == *"$dir/by:2: column city is empty"* ]]
	table 'city indicator value' '_ x 6' > "$dir/none"
	table 'city indicator value' 'a people 6' > "$dir/by"
	run -1 sci-denominate -f "$dir/f" --by "$dir/by" "$dir/none"
	[[ "$output" == *"$dir/none:2: column city is empty"* ]]
	run -2 sci-denominate -f "$dir/f" --by - - < "$dir/by"
	[[ "$output" == *"standard input can be one table only"* ]]
	run -2 sci-denominate -f "$dir/f" --by - "$dir/in" - < "$dir/by"
	[ "$(sci-denominate -f "$dir/f" --by - "$dir/in" < "$dir/by" | tail -n 1 | cut -f 3)" = 1 ]
}

@test "an edition that has no denominator for any value of an indicator is an error, unless --optional" {
	table 'indicator denominator per' 'beds people 1000' 'cars people 10' 'fibre _ _' > "$dir/f"
	table 'year city indicator value' '2019 A beds 10' '2019 B cars 10' '2019 A people 1000' \
	    '2020 A beds 12' '2020 A cars _' '2020 A people _' '2020 B people 500' '2020 A fibre 7' > "$dir/raw"
	# B has no beds, and A no people in 2020; cars of 2019 are those of B, which has no people then.
	local said="nothing that has a value of 'cars' has its denominator 'people', so all of it would be missing"
	run -1 --separate-stderr sci-denominate -f "$dir/f" "$dir/raw"
	same "sci-denominate: $dir/raw:3: $said; sci-impute fills gaps, --optional lets it be (2019, cars)" "$stderr"
	[ -z "$output" ]
	sci-select -v -w indicator=cars "$dir/raw" > "$dir/beds"
	run -1 --separate-stderr sci-denominate -f "$dir/f" "$dir/beds"
	same "sci-denominate: $dir/beds:4: ${said//cars/beds}; sci-impute fills gaps, --optional lets it be (2020, beds)" "$stderr"
	local want
	want=$(table 'year city indicator value' '2019 A beds 10' '2019 B cars _' '2020 A beds _' '2020 A cars _' \
	    '2020 A fibre 7')
	same "$want" "$(sci-denominate -f "$dir/f" --optional "$dir/raw")"
	# The same by a table of its own, whose rows come in at the end of the stream.
	sci-select -w indicator=people "$dir/raw" > "$dir/people"
	run -1 --separate-stderr sci-denominate -f "$dir/f" --by "$dir/people" "$dir/beds"
	same "sci-denominate: $dir/beds:4: ${said//cars/beds}; sci-impute fills gaps, --optional lets it be (2020, beds)" "$stderr"
	sci-denominate -f "$dir/f" --by "$dir/people" "$dir/beds" 2> "$dir/err" | tail -c 1 | grep -q .
	same "$want" "$(sci-denominate -f "$dir/f" --optional --by "$dir/people" "$dir/raw")"
}

@test "one city with its denominator is enough, and what has no value needs none" {
	table 'indicator denominator' 'beds people' > "$dir/f"
	table 'city indicator value' 'A beds 10' 'A people 5' 'B beds 10' 'C beds 10' > "$dir/raw"
	same "$(table 'city indicator value' 'A beds 2' 'B beds _' 'C beds _')" \
	    "$(sci-denominate -f "$dir/f" "$dir/raw")"
	same "$(table 'city indicator value' 'B beds _')" \
	    "$(sci-denominate -f "$dir/f" <(table 'city indicator value' 'A people 5' 'B beds _'))"
	run -1 sci-denominate -f "$dir/f" <(table 'city indicator value' 'A people 5' 'B beds 1')
	[[ "$output" == *"denominator 'people'"*'(beds)' ]]
}

@test "with --by a missing sign in any column of numbers becomes empty" {
	table 'indicator denominator per' 'beds people 1' 'rooms _ 1' > "$dir/f"
	table 'city indicator value' 'A people 5' > "$dir/people"
	table 'city indicator value coverage note' 'A beds 10 NA NA' 'A rooms NA 0.5 NA' > "$dir/raw"
	same "$(table 'city indicator value coverage note' 'A beds 2 _ NA' 'A rooms _ 0.5 NA')" \
	    "$(sci-denominate -f "$dir/f" --by "$dir/people" "$dir/raw")"
}
