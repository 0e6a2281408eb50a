# sci-weight - parents and weights as the framework gives them.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'indicator parent weight' 'bus mobility 0.50' 'bike mobility _' 'mobility all 2' > "$dir/f"
}

@test "weights keep their bytes, a missing one is 1, a root has no parent" {
	run -0 sci-weight -f "$dir/f" <(table 'year city indicator value' '2024 Bonn bus 1' \
	    '2024 Bonn bike 2' '2024 Bonn mobility 3' '2024 Bonn all 4')
	same "$(table 'year city indicator value parent weight' '2024 Bonn bus 1 mobility 0.50' \
	    '2024 Bonn bike 2 mobility 1' '2024 Bonn mobility 3 all 2' '2024 Bonn all 4 _ 1')" "$output"
}

@test "a parent and a weight that are there are replaced in their places" {
	run -0 sci-weight -f "$dir/f" <(table 'weight city parent indicator value' '9 Bonn x bus 1')
	same "$(table 'weight city parent indicator value' '0.50 Bonn mobility bus 1')" "$output"
}

@test "a figure that is only passed keeps its bytes, NA becomes empty" {
	run -0 sci-weight -f "$dir/f" <(table 'city indicator value' 'Bonn bus 070.50' 'Bonn bike NA')
	same "$(table 'city indicator value parent weight' 'Bonn bus 070.50 mobility 0.50' \
	    'Bonn bike _ mobility 1')" "$output"
}

@test "NA becomes empty in every number column, and stays in a text" {
	run -0 sci-weight -f "$dir/f" <(table 'city indicator value rank note' 'Bonn bus 1 NA NA')
	same "$(table 'city indicator value rank note parent weight' 'Bonn bus 1 _ NA mobility 0.50')" \
	    "$output"
}

@test "an unknown indicator is refused with the nearest code" {
	run -1 sci-weight -f "$dir/f" <(table 'city indicator value' 'Bonn bsu 1')
	[[ "$output" == *":2: column indicator: 'bsu' is not in $dir/f; did you mean 'bus'?"* ]]
}

@test "a row is passed on before the next one has come" {
	mkfifo "$dir/in"
	sci-weight -f "$dir/f" "$dir/in" > "$dir/out" &
	exec 7> "$dir/in"
	table 'city indicator value' 'Bonn bus 1' >&7
	awaits grep -q Bonn "$dir/out"
	exec 7>&-
	wait
}

@test "a denominator has no weight" {
	table 'indicator parent denominator' 'x all _' 'y all people' > "$dir/f"
	run -1 sci-weight -f "$dir/f" <(table 'city indicator value' 'a x 1' 'a people 5')
	[[ "$output" == *":3: "*"people"*"is only a denominator"* ]]
}
