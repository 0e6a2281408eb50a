# sci-pivot - the order of rows and columns, headings, and cells that are not there.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'indicator parent label_de' 'bus mobility Bus' 'bike mobility _' 'Area all Fläche' \
	    'mobility all Mobilität' > "$dir/f"
	table 'year city indicator value rank' '2024 Unna bus 1 2' '2024 Bonn bike 2.50 1' \
	    '2024 Bonn mobility NA 1' '2023 Bonn bus 7 NA' '2024 Bonn Area 9 1' > "$dir/t"
}

@test "one row a year and unit, columns by bytes; figures keep their bytes" {
	run -0 sci-pivot "$dir/t"
	same "$(printf '%s\n' $'year\tcity\tArea\tbike\tbus\tmobility' $'2023\tBonn\t\t\t7\t' \
	    $'2024\tBonn\t9\t2.50\t\t' $'2024\tUnna\t\t\t1\t')" "$output"
}

@test "columns in the order of the framework" {
	run -0 sci-pivot -f "$dir/f" "$dir/t"
	same "$(printf '%s\n' $'year\tcity\tbus\tbike\tArea\tmobility' $'2023\tBonn\t7\t\t\t' \
	    $'2024\tBonn\t\t2.50\t9\t' $'2024\tUnna\t1\t\t\t')" "$output"
}

@test "a root without a row of its own, and a code that is only a denominator" {
	table 'indicator parent denominator' 'bus all people' > "$dir/g"
	run -0 sci-pivot -f "$dir/g" <(table 'city indicator value' 'A people 3' 'A all 2' 'A bus 1')
	same 'all bus city people' "$(head -n 1 <<< "$output" | tr '\t' '\n' | sort | xargs)"
}

@test "units by bytes, years as numbers" {
	run -0 sci-pivot <(table 'year city indicator value' '10 a x 1' '9 Ä x 2' '9 a x 3' '9 Z x 4' \
	    '-1 a x 5')
	same "$(table 'year city x' '-1 a 5' '9 Z 4' '9 a 3' '9 Ä 2' '10 a 1')" "$output"
}

@test "the order of the rows changes nothing" {
	expected=$(sci-pivot "$dir/t")
	same "$expected" "$({ head -n 1 "$dir/t"; sed 1d "$dir/t" | tac; } | sci-pivot)"
}

@test "several -c give NAME_COLUMN" {
	run -0 sci-pivot -c value,rank <(sci-select -w indicator=bus,bike "$dir/t")
	same "$(printf '%s\n' $'year\tcity\tbike_value\tbike_rank\tbus_value\tbus_rank' \
	    $'2023\tBonn\t\t\t7\t' $'2024\tBonn\t2.50\t1\t\t' $'2024\tUnna\t\t\t1\t2')" "$output"
	run -0 sci-pivot -c rank <(sci-select -w indicator=bus "$dir/t")
	same "$(printf '%s\n' $'year\tcity\tbus' $'2023\tBonn\t' $'2024\tUnna\t2')" "$output"
	run -2 sci-pivot -c value,value "$dir/t"
	run -1 sci-pivot -c score "$dir/t"
	[[ "$output" == *"no column 'score'"* ]]
}

@test "a column of texts in the cells keeps NA" {
	run -0 sci-pivot -c note <(table 'city indicator note' 'A x NA' 'A y b~c')
	same "$(table 'city x y' 'A NA b~c')" "$output"
}

@test "--label heads the columns with the framework's texts" {
	run -0 sci-pivot -f "$dir/f" --label label_de "$dir/t"
	same $'year\tcity\tBus\tbike\tFläche\tMobilität' "${lines[0]}"
	run -0 sci-pivot -f "$dir/f" --label label_de -c value,rank <(sci-select -w indicator=bus "$dir/t")
	same $'year\tcity\tBus_value\tBus_rank' "${lines[0]}"
	run -2 sci-pivot --label label_de "$dir/t"
	run -1 sci-pivot -f "$dir/f" --label label_en "$dir/t"
	[[ "$output" == *"f: no column 'label_en'" ]]
}

@test "--by year: one row a unit" {
	run -0 sci-pivot --by year <(sci-select -w indicator=bus "$dir/t")
	same "$(printf '%s\n' $'city\t2023\t2024' $'Bonn\t7\t' $'Unna\t\t1')" "$output"
	run -2 sci-pivot --by city "$dir/t"
}

@test "two rows for one cell are refused, and nothing is written" {
	table 'year city indicator value rank' '2024 Unna bus 1 2' >> "$dir/t.more"
	run -1 --separate-stderr sci-pivot "$dir/t" "$dir/t.more"
	same "sci-pivot: $dir/t.more:2: a second row for the cell of 2024, Unna, bus; the first is $dir/t:2" \
	    "$stderr"
	[ -z "$output" ]
	# By year, another indicator is a second row too.
	run -1 --separate-stderr sci-pivot --by year "$dir/t"
	same "sci-pivot: $dir/t:4: a second row for the cell of Bonn, 2024; the first is $dir/t:3; column 'indicator' tells them apart" "$stderr"
	# What stands in the cells tells nothing apart.
	run -1 --separate-stderr sci-pivot -c value,rank <(table 'city indicator value rank note' 'A x 1 1 p' 'A x 2 2 q')
	[[ "$stderr" == *"for the cell of A, x; the first is "*"; column 'note' tells them apart" ]]
}

@test "two columns of one name are refused" {
	run -1 --separate-stderr sci-pivot <(table 'city indicator value' 'A city 1')
	same "sci-pivot: two columns would be called 'city'" "$stderr"
	[ -z "$output" ]
	table 'indicator label' 'a x' 'b x' > "$dir/g"
	run -1 --separate-stderr sci-pivot -f "$dir/g" --label label \
	    <(table 'city indicator value' 'A a 1' 'A b 2')
	same "sci-pivot: two columns would be called 'x'" "$stderr"
}

@test "an unknown indicator is refused with the nearest code" {
	run -1 sci-pivot -f "$dir/f" <(table 'city indicator value' 'Bonn bus 1' 'Bonn bkie 1')
	[[ "$output" == *":3: column indicator: 'bkie' is not in $dir/f; did you mean 'bike'?"* ]]
	run -1 sci-pivot -f "$dir/f" --by kind <(table 'city kind value' 'Bonn bus 1' 'Bonn x 1')
	[[ "$output" == *":3: column kind: 'x' is not in $dir/f"* ]]
}

@test "what is no number, no year or empty is refused" {
	run -1 sci-pivot <(table 'city indicator value' 'A x 7,5')
	[[ "$output" == *":2: column value: '7,5' is not a number"* ]]
	run -1 sci-pivot <(table 'year city indicator value' 'x A x 1')
	[[ "$output" == *":2: column year: 'x' is not a year"* ]]
	run -1 sci-pivot <(table 'city indicator value' '_ x 1')
	[[ "$output" == *":2: column city is empty"* ]]
	run -1 sci-pivot <(table 'city indicator value' 'A _ 1')
	[[ "$output" == *":2: column indicator is empty"* ]]
}

@test "no rows: the keys alone" {
	same "$(table 'year city')" "$(table 'year city indicator value' | sci-pivot)"
}

@test "wide and back again" {
	sci-pivot "$dir/t" | tr '\t' ',' | sci-import --id year,city |
	    sci-select -w value!= > "$dir/long"
	same "$(table 'year city indicator value' '2023 Bonn bus 7' '2024 Bonn Area 9' \
	    '2024 Bonn bike 2.50' '2024 Unna bus 1')" "$(cat "$dir/long")"
}

@test "300,000 years come out in their order" {
	{ printf 'year\tcity\tindicator\tvalue\n'; seq 300000 -1 1 | sed 's/$/\ta\tx\t1/'; } > "$dir/years"
	run -0 sci-pivot "$dir/years" -o "$dir/out"
	[ "$(sed -n '2p;$p' "$dir/out" | cut -f 1 | xargs)" = '1 300000' ]
}

@test "-k: a row for each combination of these, in their order" {
	table 'year city indicator value rank' '2024 Unna bus 1 2' '2024 Bonn bike 2.50 1' \
	    '10 Bonn bus 7 NA' '9 Bonn bus 9 1' > "$dir/t"
	same "$(printf '%s\n' $'indicator\t9\t10\t2024' $'bike\t\t\t2.50' $'bus\t9\t7\t')" \
	    "$(sci-pivot -k indicator --by year <(sci-select -w city=Bonn "$dir/t"))"
	same "$(printf '%s\n' $'city\tyear\tbike\tbus' $'Bonn\t9\t\t9' $'Bonn\t10\t\t7' \
	    $'Bonn\t2024\t2.50\t' $'Unna\t2024\t\t1')" "$(sci-pivot -k city,year "$dir/t")"
	same "$(printf '%s\n' $'indicator\tyear\tBonn_value\tBonn_rank\tUnna_value\tUnna_rank' $'bike\t2024\t2.50\t1\t\t' \
	    $'bus\t9\t9\t1\t\t' $'bus\t10\t7\t\t\t' $'bus\t2024\t\t\t1\t2')" \
	    "$(sci-pivot -k indicator,year --by city -c value,rank "$dir/t")"
	# Other keys are bytes, and may be empty.
	same "$(printf '%s\n' $'op\tx' $'\t3' $'10\t1' $'9\t2')" \
	    "$(sci-pivot -k op <(table 'op indicator value' '9 x 2' '10 x 1' '_ x 3'))"
	run -2 sci-pivot -k city,city "$dir/t"
	run -2 sci-pivot -k indicator "$dir/t"
	[[ "$output" == *"--by: indicator is what the rows are of"* ]]
	run -1 sci-pivot -k town "$dir/t"
	[[ "$output" == *"no column 'town'"* ]]
	run -1 sci-pivot -k indicator --by year <(table 'year indicator value' '2x y 1')
	[[ "$output" == *":2: column year: '2x' is not a year"* ]]
}

@test "-k with a framework: rows in its order, called by its texts" {
	table 'year city indicator value' '2024 Bonn bus 1' '2023 Bonn mobility 4' '2024 Bonn bike 2' > "$dir/t"
	same "$(printf '%s\n' $'indicator\t2023\t2024' $'Bus\t\t1' $'bike\t\t2' $'Mobilität\t4\t')" \
	    "$(sci-pivot -f "$dir/f" -k indicator --by year --label label_de "$dir/t")"
	run -1 sci-pivot -f "$dir/f" -k indicator --by year <(table 'year indicator value' '2024 buss 1')
	[[ "$output" == *":2: column indicator: 'buss' is not in $dir/f; did you mean 'bus'?"* ]]
}

@test "--by year: years as numbers" {
	same "$(table 'city -1 9 10' 'A 3 2 1')" "$(sci-pivot --by year <(table 'year city value' '10 A 1' '9 A 2' '-1 A 3'))"
}

@test "what sci-tidy takes back" {
	sci-pivot "$dir/t" > "$dir/wide"
	same "$(cat "$dir/wide")" "$(sci-tidy --id year,city "$dir/wide" | sci-pivot)"
}
