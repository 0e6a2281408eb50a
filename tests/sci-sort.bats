# sci-sort - numbers as numbers, the rest by bytes, missing last, equal rows as they stood.
bats_require_minimum_version 1.5.0

setup() {
	load lib
}

# sorted COLUMN OPTION... - the texts of a column once $dir/in is sorted, on one line.
sorted() {
	sci-sort "${@:2}" "$dir/in" | sci-select -c "$1" | sed 1d | tr '\n' ' '
}

@test "numbers by their value, rising and falling, and equal ones as they stood" {
	table 'city value' 'A 10' 'B 9.5' 'C -1e1' 'D 9.50' 'E 1e1' 'F -0' 'G 0' > "$dir/in"
	same 'C F G B D A E ' "$(sorted city -k value)"
	same 'A E B D F G C ' "$(sorted city -r value)"
	same '10 1e1 9.5 9.50 -0 0 -1e1 ' "$(sorted value -r value)"
}

@test "texts by bytes: a column is of numbers only if nothing in it is something else" {
	table 'city code' 'A 10' 'B 9' 'C 100' > "$dir/in"
	same 'B A C ' "$(sorted city -k code)"
	echo 'D	1a' | cat "$dir/in" - > "$dir/more"
	mv "$dir/more" "$dir/in"
	same 'A C D B ' "$(sorted city -k code)"
	same 'B D C A ' "$(sorted city -r code)"
	table 'city' 'Zoo' 'Äa' 'aa' 'Aa' > "$dir/in"
	same 'Aa Zoo aa Äa ' "$(sorted city -k city)"
}

@test "missing last both ways; NA is missing among numbers only" {
	table 'city value n s' 'A _ NA _' 'B 2 2 b' 'C NA _ NA' 'D 1 3 a' > "$dir/in"
	same 'D B A C ' "$(sorted city -k value)"
	same 'B D A C ' "$(sorted city -r value)"
	same 'B D A C ' "$(sorted city -k n)"
	same 'D B A C ' "$(sorted city -r n)"
	same 'C D B A ' "$(sorted city -k s)"
	same 'B D C A ' "$(sorted city -r s)"
	# NA passes as empty in a column of numbers, and as it is elsewhere.
	same "$(table 'city value n s' 'D 1 3 a' 'B 2 2 b' 'A _ NA _' 'C _ _ NA')" "$(sci-sort -k value "$dir/in")"
}

@test "several columns in the order given, however they are mixed" {
	table 'year city rank' '9 B 1' '10 A 2' '10 B 1' '9 A 2' '10 C 1' > "$dir/in"
	same "$(table 'year city rank' '10 B 1' '10 C 1' '10 A 2' '9 B 1' '9 A 2')" \
	    "$(sci-sort -r year -k rank,city "$dir/in")"
	same "$(table 'year city rank' '9 B 1' '10 B 1' '10 C 1' '9 A 2' '10 A 2')" \
	    "$(sci-sort -k rank -k year "$dir/in")"
	same "$(table 'year city rank' '10 C 1' '9 B 1' '10 B 1' '10 A 2' '9 A 2')" "$(sci-sort -r city "$dir/in")"
}

@test "without a column, and of no rows: as they stand" {
	table 'city value' 'B 2' 'A 1' > "$dir/in"
	same "$(cat "$dir/in")" "$(sci-sort "$dir/in")"
	same $'city\tvalue' "$(head -n 1 "$dir/in" | sci-sort -k city,value)"
}

@test "columns that are not there or there twice, a value that is none" {
	table 'city value' 'B 2' 'A x' > "$dir/in"
	run -1 sci-sort -k rank "$dir/in"
	[[ "$output" == *"no column 'rank' (there are: city, value)" ]]
	run -2 sci-sort -k city,city "$dir/in"
	[[ "$output" == *"-k: column 'city' is there twice"* ]]
	run -2 sci-sort -k city -r city "$dir/in"
	[[ "$output" == *"-r: column 'city' is there twice"* ]]
	run -2 sci-sort -k '' "$dir/in"
	run -1 sci-sort -k value "$dir/in"
	[[ "$output" == *":3: column value: 'x' is not a number"*"(A)"* ]]
}

@test "a table of random numbers comes out as sort's stable order" {
	awk 'BEGIN { srand(5); print "city\tvalue"; for (i = 0; i < 20000; i++)
		print "c" i "\t" int((rand() - 0.5) * 4000) / 8 }' > "$dir/in"
	same "$(sed 1d "$dir/in" | sort -s -t '	' -k 2,2n)" "$(sci-sort -k value "$dir/in" | sed 1d)"
	same "$(sed 1d "$dir/in" | sort -s -t '	' -k 2,2nr)" "$(sci-sort -r value "$dir/in" | sed 1d)"
	same "$(sed 1d "$dir/in" | sort -s -t '	' -k 1,1)" "$(sci-sort -k city "$dir/in" | sed 1d)"
}
