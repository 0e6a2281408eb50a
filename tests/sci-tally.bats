# sci-tally - rows counted, columns summed, stocks that grow.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'year city kW' '2021 Ulm 0.1' '2019 Bonn 22' '2019 Bonn -7.5' '2019 Ulm 3' > "$dir/in"
}

@test "rows are counted by year, unit and indicator, those that are there" {
	same "$(table 'year city value' '2019 Bonn 2' '2019 Ulm 1' '2021 Ulm 1')" "$(sci-tally "$dir/in")"
	same "$(table 'indicator value' 'x 2' 'y 1')" "$(sci-tally <(table 'a indicator' '1 y' '2 x' '3 x'))"
	same "$(table 'town value' 'A 1')" "$(sci-tally -u town <(table 'city town' 'B A'))"
}

@test "a column is summed, exactly" {
	same "$(table 'year city value' '2019 Bonn 14.5' '2019 Ulm 3' '2021 Ulm 0.1')" "$(sci-tally --sum kW "$dir/in")"
	# In doubles, from left to right, 1e20 would swallow the 1 and ten tenths be less than 1.
	same $'k\tvalue\na\t1\nb\t1' \
	    "$(sci-tally -k k --sum x <(table 'k x' 'a 1e20' 'a 1' 'a -1e20' b\ 0.{1,1,1,1,1,1,1,1,1,1}))"
}

@test "a missing figure: the sum is missing, and only that one" {
	same "$(table 'city value' 'A _' 'B 0' 'C _')" \
	    "$(sci-tally --sum x <(table 'city x' 'A 1' 'B -1' 'A NA' 'B 1' 'C _'))"
}

@test "-k: these columns, in this order; sorted by bytes, years as numbers" {
	same "$(table 'op year value' '_ 9 1' '_ 10 2' '10 10 1' '9 9 1')" \
	    "$(sci-tally -k op,year <(table 'year op' '10 _' '9 9' '9 _' '10 10' '10 _'))"
	same "$(table 'year value' '-1 1' '0 1' '2 1' '10 1')" "$(sci-tally -k year <(table 'year' 10 2 -1 0))"
}

@test "--stock: every year from the first to the last, 0 before a key's first" {
	same "$(table 'year city value' '2019 Bonn 2' '2019 Ulm 1' '2020 Bonn 2' '2020 Ulm 1' \
	    '2021 Bonn 2' '2021 Ulm 2')" "$(sci-tally --stock "$dir/in")"
	same "$(table 'city year value' 'Bonn 2019 14.5' 'Bonn 2020 14.5' 'Bonn 2021 14.5' \
	    'Ulm 2019 3' 'Ulm 2020 3' 'Ulm 2021 3.1')" "$(sci-tally --stock --sum kW -k city,year "$dir/in")"
	same "$(table 'year city value' '9 A 1' '9 B 0' '10 A 1' '10 B 1')" \
	    "$(sci-tally --stock <(table 'year city' '10 B' '9 A'))"
	same "$(table 'year value' '-1 1' '0 1' '1 2')" "$(sci-tally --stock <(table 'year' 1 -1))"
}

@test "--stock: every combination that occurs, and no other" {
	same "$(table 'city year kind value' 'A 1 x 0' 'A 1 y 1' 'A 2 x 1' 'A 2 y 1' 'B 1 x 1' 'B 2 x 1')" \
	    "$(sci-tally --stock -k city,year,kind <(table 'year city kind' '2 A x' '1 A y' '1 B x'))"
}

@test "--stock: a missing figure makes the years after it missing" {
	same "$(table 'year city value' '1 A 1' '1 B 0' '2 A _' '2 B 4' '3 A _' '3 B 4')" \
	    "$(sci-tally --stock --sum x <(table 'year city x' '1 A 1' '2 A NA' '3 A 5' '2 B 4'))"
}

@test "an empty register, and hostile names" {
	same $'year\tcity\tvalue' "$(head -n 1 "$dir/in" | sci-tally --stock)"
	same $'city\tvalue\n"a"\t2\n \t1\nCôte\\d\xff\t1' \
	    "$(printf 'city\n"a"\nCôte\\d\xff\n"a"\n \n' | sci-tally | sci-sort -r value)"
}

@test "what cannot be a key, a sum, a stock" {
	run -2 sci-tally <(table 'a b' '1 2')
	[[ "$output" == *"no column year, city or indicator: -k COLUMN,... names the key"* ]]
	run -1 sci-tally -u town "$dir/in"
	[[ "$output" == *"no column 'town'"* ]]
	run -2 sci-tally -k value <(table value 1)
	[[ "$output" == *"-k: value is a column that is made"* ]]
	run -2 sci-tally -k city,city "$dir/in"
	run -2 sci-tally -k city --stock "$dir/in"
	[[ "$output" == *"--stock: year is not among the key's columns"* ]]
	run -1 sci-tally --stock <(table 'year' 2019 20190)
	[[ "$output" == *"--stock: 10000 years from 2019 to 20190?"* ]]
	run -1 sci-tally <(table 'year city' '2019 A' '20x9 B')
	[[ "$output" == *":3: column year: '20x9' is not a year, a whole number (20x9, B)" ]]
	run -1 sci-tally <(table 'year city' '31.12.2019 A')
	[[ "$output" == *":2: column year: '31.12.2019' is not a year, a whole number; sci-tidy --split takes it out of a date (31.12.2019, A)" ]]
	run -1 sci-tally <(table 'year city' '2019 _')
	[[ "$output" == *":2: column city is empty (2019)" ]]
	run -1 sci-tally --sum kW <(table 'city kW' 'A 1' 'B 2,5')
	[[ "$output" == *":3: column kW: '2,5' is not a number"* ]]
	run -1 sci-tally --sum x <(table 'city x' 'A 1e308' 'A 1e308')
	[[ "$output" == "sci-tally: the sum of A is beyond the doubles" ]]
	run -1 sci-tally <(table 'Year city' '2019 A')
	[[ "$output" == *"Year"* ]]
}
