# sci-join - the key, what it does not find, and columns that both sides have.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'city state' 'Bonn NW' 'Köln NW' 'Kiel SH' > "$dir/states"
	table 'year city indicator value' '2023 Köln bus 1' '2024 Köln bus 02.50' '2024 Bonn bus NA' \
	    > "$dir/t"
}

@test "the unit is the key; the order of rows and the bytes of figures stay" {
	run -0 sci-join "$dir/states" "$dir/t"
	same "$(table 'year city indicator value state' '2023 Köln bus 1 NW' '2024 Köln bus 02.50 NW' \
	    '2024 Bonn bus _ NW')" "$output"
}

@test "year and indicator are part of the key where TABLE has them" {
	table 'bonus city year' '1 Köln 2023' '2 Köln 2024' '3 Bonn 2024' '4 Bonn 2023' > "$dir/u"
	run -0 sci-join "$dir/u" "$dir/t"
	same "$(table 'year city indicator value bonus' '2023 Köln bus 1 1' '2024 Köln bus 02.50 2' \
	    '2024 Bonn bus _ 3')" "$output"
	table 'city indicator year a b' 'Köln bus 2023 1 _' 'Köln bike 2023 2 x' 'Köln bus 2024 3 y' \
	    'Bonn bus 2024 _ _' > "$dir/v"
	run -0 sci-join "$dir/v" "$dir/t"
	same "$(table 'year city indicator value a b' '2023 Köln bus 1 1 _' '2024 Köln bus 02.50 3 y' \
	    '2024 Bonn bus _ _ _')" "$output"
}

@test "-k names the key" {
	table 'year indicator source' '2024 bus b24' '2023 bus b23' > "$dir/u"
	run -0 sci-join -k indicator,year "$dir/u" "$dir/t"
	same "$(table 'year city indicator value source' '2023 Köln bus 1 b23' \
	    '2024 Köln bus 02.50 b24' '2024 Bonn bus _ b24')" "$output"
	run -1 sci-join -k state "$dir/states" "$dir/t"
	[[ "$output" == *"no column 'state' (there are: year, city, indicator, value)" ]]
	run -1 sci-join -k year "$dir/states" "$dir/t"
	[[ "$output" == *"states:1: no column 'year' (there are: city, state)" ]]
	run -2 sci-join -k city,city "$dir/states" "$dir/t"
}

@test "a field that ends as the next one starts is no other key" {
	run -1 sci-join -k a,b <(table 'a b c' 'x yz 1') <(table 'a b' 'xy z')
	run -0 sci-join -k a,b <(table 'a b c' 'x yz 1' 'xy z 2') <(table 'a b' 'xy z' 'x yz')
	same "$(table 'a b c' 'xy z 2' 'x yz 1')" "$output"
}

@test "the unit has the name that -u gives it" {
	run -0 sci-join -u land <(table 'land area' 'DE 3') <(table 'land value' 'DE 1')
	same "$(table 'land value area' 'DE 1 3')" "$output"
}

@test "a key twice in TABLE" {
	table 'city state' 'Bonn NW' 'Köln NW' 'Bonn RP' > "$dir/twice"
	run -1 sci-join "$dir/twice" "$dir/t"
	same "sci-join: $dir/twice:4: the key 'Bonn' is there twice, first in line 2" "$output"
}

@test "a row without a match is refused, or gets empty fields" {
	table 'city a b' 'Köln x y' > "$dir/u"
	run -1 --separate-stderr sci-join "$dir/u" "$dir/t"
	same "sci-join: $dir/t:4: 'Bonn' is not in $dir/u; --optional leaves its fields empty (2024, Bonn, bus)" \
	    "$stderr"
	run -0 sci-join --optional "$dir/u" "$dir/t"
	same "$(table 'year city indicator value a b' '2023 Köln bus 1 x y' '2024 Köln bus 02.50 x y' \
	    '2024 Bonn bus _ _ _')" "$output"
	run -0 sci-join --optional <(table 'city a') "$dir/t"
	same "$(table 'year city indicator value a' '2023 Köln bus 1 _' '2024 Köln bus 02.50 _' \
	    '2024 Bonn bus _ _')" "$output"
}

@test "a name that TABLE has nowhere, but one that is near, with all else as it is" {
	table 'ags city year' '05913000 Dortmund 2024' '05913000 Dortmund 2025' '07211000 Trier 2024' > "$dir/u"
	table 'city ags value' 'Trier 07211000 1' 'Dortmnud 05913000 2' > "$dir/t"
	run -1 sci-join -k ags,city <(sci-select -w year=2024 "$dir/u") "$dir/t"
	[[ "$output" == "sci-join: $dir/t:3: '05913000, Dortmnud' is not in /dev/fd/"*"; \
did you mean '05913000, Dortmund'? (Dortmnud)" ]]
	run -1 sci-join <(table 'city' 'Dortmund') "$dir/t"
	[[ "$output" == *"t:2: 'Trier' is not in "*"; --optional leaves its fields empty (Trier)" ]]
	run -1 sci-join <(table 'city' 'Dortmund' 'Trier') "$dir/t"
	[[ "$output" == *"t:3: 'Dortmnud' is not in "*"; did you mean 'Dortmund'? (Dortmnud)" ]]
	run -1 sci-join -k ags,city "$dir/u" <(table 'ags city' '05913000 Dortmund')
	[[ "$output" == *"u:3: the key '05913000, Dortmund' is there twice, first in line 2"* ]]
	# What is elsewhere in TABLE is no slip, nor is a year; and names are near only where all else is.
	for row in '07211000 Dortmund 2024' '07211000 Trier 2025' '05913000 Dortmund 2023' \
	    '07211000 Dortmnud 2024'; do
		run -1 sci-join -k ags,city,year "$dir/u" <(table 'ags city year' "$row")
		[[ "$output" == *"'${row// /, }' is not in $dir/u; --optional leaves"* ]]
	done
	run -1 sci-join -k ags,city,year "$dir/u" <(table 'ags city year' '07211001 Trier 2024')
	[[ "$output" == *"'07211001, Trier, 2024' is not in $dir/u; did you mean '07211000, Trier, 2024'?"* ]]
}

@test "keys that look the same are not" {
	run -1 sci-join <(printf 'city\ta\nKo\xcc\x88ln\t1\n') <(table 'city value' 'Köln 1')
	[[ "$output" == *"'Köln' is not in "* ]]
}

@test "a column on both sides" {
	run -1 sci-join <(table 'city value' 'Köln 1' 'Bonn 2') "$dir/t"
	same "sci-join: column 'value' is on both sides; sci-select -c leaves one out" "$output"
}

@test "NA becomes empty in number columns of both sides, and stays a name elsewhere" {
	run -0 sci-join <(table 'city weight state' 'Bonn NA NA' 'NA 2 x') \
	    <(table 'city value' 'Bonn NA' 'NA 1')
	same "$(table 'city value weight state' 'Bonn _ _ NA' 'NA 1 2 x')" "$output"
}

@test "TABLE may be standard input, and so may the rows" {
	expected=$(sci-join "$dir/states" "$dir/t")
	same "$expected" "$(sci-join - "$dir/t" < "$dir/states")"
	same "$expected" "$(sci-join "$dir/states" - < "$dir/t")"
	same "$expected" "$(sci-join "$dir/states" < "$dir/t")"
	run -2 sci-join
	run -2 sci-join - < "$dir/t"
	run -2 sci-join - "$dir/t" - < "$dir/states"
}

@test "a TABLE that is cut off is refused" {
	run -1 sci-join <(printf 'city\tstate\nKöln\tNW\nBonn\tN') "$dir/t"
	[[ "$output" == *'cut off after line 3'* ]]
}

@test "a row is passed on before the next one has come" {
	mkfifo "$dir/in"
	sci-join "$dir/states" "$dir/in" > "$dir/out" &
	exec 7> "$dir/in"
	table 'city value' 'Bonn 1' >&7
	awaits grep -q Bonn "$dir/out"
	exec 7>&-
	wait
}

@test "--only, --except: rows with and without a match, as they are" {
	table 'city value year' 'Bonn 1 2023' 'Kiel NA 2024' 'Ulm 3 2024' 'Bonn 4.50 2024' > "$dir/in"
	# A key twice and a column on both sides do no harm where nothing is added.
	table 'city value' 'Bonn x' 'Ulm y' 'Bonn z' > "$dir/t"
	same "$(table 'city value year' 'Bonn 1 2023' 'Ulm 3 2024' 'Bonn 4.50 2024')" \
	    "$(sci-join --only "$dir/t" "$dir/in")"
	same "$(table 'city value year' 'Kiel _ 2024')" "$(sci-join --except "$dir/t" "$dir/in")"
	table 'city year' 'Bonn 2024' 'Ulm 2023' > "$dir/t"
	same "$(table 'city value year' 'Bonn 4.50 2024')" "$(sci-join --only "$dir/t" "$dir/in")"
	same "$(table 'city value year' 'Bonn 1 2023' 'Kiel _ 2024' 'Ulm 3 2024')" \
	    "$(sci-join --except "$dir/t" "$dir/in")"
	same "$(table 'city value year' 'Kiel _ 2024' 'Ulm 3 2024' 'Bonn 4.50 2024')" \
	    "$(sci-join --only -k year <(table 'year' 2024) "$dir/in")"
	# Together they are the table; with an empty one all rows lack a match.
	same 'city	value	year' "$(sci-join --only <(table city) "$dir/in")"
	[ "$(sci-join --except <(table city) "$dir/in" | wc -l)" -eq 5 ]
}

@test "--optional, --only and --except exclude each other" {
	table 'city' 'Bonn' > "$dir/t"
	for pair in '--only --except' '--except --optional' '--optional --only'; do
		run -2 sci-join $pair "$dir/t" "$dir/t"
		[[ "$output" == *"of --optional, --only and --except only one"* ]]
	done
	same $'city\nBonn' "$(sci-join --only --only "$dir/t" "$dir/t")"
}
