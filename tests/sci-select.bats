# sci-select - every operator, lists, what is missing, and columns in another order.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'year city indicator value rank' '2023 Bonn overall 70 2' '2024 Köln overall NA _' \
	    '2024 Bonn bus 70.0 10' '2024 Ulm bus -1 9' > "$dir/t"
}

# cities CONDITION... - years and cities of the rows that meet the conditions.
cities() {
	local args=()
	for c; do
		args+=(-w "$c")
	done
	sci-select "${args[@]}" "$dir/t" | sed 1d | cut -f 1,2 | tr '\t\n' '  '
}

@test "a text is one of a list, or none of it" {
	same '2023 Bonn 2024 Bonn ' "$(cities city=Bonn)"
	same '2023 Bonn 2024 Köln 2024 Bonn ' "$(cities city=Bonn,Köln)"
	same '2024 Köln 2024 Ulm ' "$(cities city!=Bonn)"
	same '2024 Ulm ' "$(cities city!=Bonn,Köln)"
	same '' "$(cities city=)"
	same '' "$(cities city=Bon)"
}

@test "numbers compare as numbers: less, at most, more, at least" {
	same '2024 Ulm ' "$(cities 'rank<10' 'rank>2')"
	same '2023 Bonn 2024 Bonn 2024 Ulm ' "$(cities 'rank<=10')"
	same '2024 Bonn ' "$(cities 'rank>9')"
	same '2024 Bonn 2024 Ulm ' "$(cities 'rank>=9')"
	same '2024 Köln 2024 Bonn 2024 Ulm ' "$(cities 'year>2023')"
	same '2023 Bonn ' "$(cities 'year<2024')"
	same '2024 Ulm ' "$(cities 'value<-0.5')"
	same '2023 Bonn 2024 Bonn ' "$(cities 'value>=7e1')"
}

@test "a number is the same however it is written, a year is a text" {
	same '2023 Bonn 2024 Bonn ' "$(cities value=70)"
	same '2023 Bonn 2024 Bonn ' "$(cities value=5,7e1)"
	same '2024 Köln 2024 Ulm ' "$(cities value!=70.00)"
	same '2023 Bonn ' "$(cities year=2023)"
	same '' "$(cities year=2023.0)"
}

@test "missing: nothing behind the sign; it meets no comparison" {
	same '2024 Köln ' "$(cities value=)"
	same '2024 Köln ' "$(cities value=NA)"
	same '2024 Köln ' "$(cities rank=)"
	same '2023 Bonn 2024 Bonn 2024 Ulm ' "$(cities value!=)"
	same '2024 Köln 2024 Ulm ' "$(cities value=,-1)"
	same '2023 Bonn 2024 Bonn 2024 Ulm ' "$(cities 'value<1000')"
	same '2024 Köln ' "$(sci-select -v -w 'value<1000' "$dir/t" | sed 1d | cut -f 1,2 | tr '\t\n' '  ')"
}

@test "NA is a name where no numbers are" {
	table 'city state value' 'NA x 1' 'Ulm NA 2' 'Kiel _ 3' > "$dir/n"
	same "$(table 'city state value' 'NA x 1')" "$(sci-select -w city=NA "$dir/n")"
	same "$(table 'city state value' 'Ulm NA 2')" "$(sci-select -w state=NA "$dir/n")"
	same "$(table 'city state value' 'Kiel _ 3')" "$(sci-select -w state= "$dir/n")"
}

@test "all conditions must be met, with -v one must fail" {
	same '2024 Bonn ' "$(cities city=Bonn year=2024)"
	run -0 sci-select -v -w city=Bonn -w year=2024 "$dir/t"
	same "$(table 'year city indicator value rank' '2023 Bonn overall 70 2' \
	    '2024 Köln overall _ _' '2024 Ulm bus -1 9')" "$output"
	same "$(table 'year city indicator value rank')" "$(sci-select -v "$dir/t")"
}

@test "-c writes these columns in this order; conditions may look at others" {
	run -0 sci-select -c rank,city -w indicator=bus "$dir/t"
	same "$(table 'rank city' '10 Bonn' '9 Ulm')" "$output"
	run -1 sci-select -c city,state "$dir/t"
	same "sci-select: $dir/t:1: no column 'state' (there are: year, city, indicator, value, rank)" \
	    "$output"
	run -2 sci-select -c city,city "$dir/t"
	run -2 sci-select -c city, "$dir/t"
}

@test "figures keep their bytes, NA becomes empty" {
	run -0 sci-select <(table 'city value note' 'Bonn 070.50 NA' 'Ulm NA x' 'Kiel 1e2 _')
	same "$(table 'city value note' 'Bonn 070.50 NA' 'Ulm _ x' 'Kiel 1e2 _')" "$output"
}

@test "an equals sign and blanks in a text" {
	run -0 sci-select -w 'note=a=b,c d' <(table 'city note' 'A a=b' 'B c~d' 'C a')
	same "$(table 'city note' 'A a=b' 'B c~d')" "$output"
}

@test "a column that is not there, a number that is none" {
	run -1 sci-select -w state=NW "$dir/t"
	same "sci-select: $dir/t:1: no column 'state' (there are: year, city, indicator, value, rank)" \
	    "$output"
	run -1 sci-select -w 'city<1' "$dir/t"
	[[ "$output" == *"t:2: column city: 'Bonn' is not a number (2023, Bonn, overall)" ]]
	# Whatever the other conditions say.
	for order in "-w city=Ulm -w value>1" "-w value>1 -w city=Ulm"; do
		run -1 sci-select $order <(table 'city value' 'Bonn 7,5')
		[[ "$output" == *":2: column value: '7,5' is not a number"* ]]
	done
}

@test "conditions that are none" {
	for condition in city =Bonn 'city!Bonn' 'rank<' 'rank<x' 'rank<=' ''; do
		run -2 sci-select -w "$condition" "$dir/t"
	done
}

@test "several files with columns in another order are one table" {
	table 'city value' 'A 1' 'B 2' > "$dir/a"
	table 'value city' '3 A' 'NA B' > "$dir/b"
	run -0 sci-select "$dir/a" "$dir/b"
	same "$(table 'city value' 'A 1' 'B 2' 'A 3' 'B _')" "$output"
	same "$(table 'value' 1 3)" "$(sci-select -w city=A -c value "$dir/a" "$dir/b")"
}

@test "a row is passed on before the next one has come" {
	mkfifo "$dir/in"
	sci-select -w city=Bonn "$dir/in" > "$dir/out" &
	exec 7> "$dir/in"
	table 'city value' 'Bonn 1' >&7
	awaits grep -q Bonn "$dir/out"
	exec 7>&-
	wait
}

@test "one column, its last cells empty: what fails does not end in a newline" {
	for rows in 1 2 1000 60000; do
		{ printf 'value\n7\n'; yes '' | head -n "$rows"; printf 8; } > "$dir/cut"
		run -1 sci-select -c value "$dir/cut"
		[[ "$output" == *"cut off after line $((rows + 3))"* ]]
		[ "$(sci-select -c value "$dir/cut" 2> /dev/null | tail -c 1)" = 7 ]
		head -c -1 "$dir/cut" > "$dir/whole"
		sci-select -c value "$dir/whole" | cmp - "$dir/whole"
	done
}

@test "a column twice in a further file" {
	table 'city indicator value' 'a x 1' > "$dir/1"
	table 'city city value' > "$dir/2"
	run -1 sci-select "$dir/1" "$dir/2"
	[[ "$output" == *"$dir/2:1: column 'city' is there twice" ]]
}

@test "-w: a comma of a name is written \\,; a blank behind a comma is refused" {
	printf 'city\tvalue\nKiel, Stadt\t5\nKiel\t6\nBonn\t7\nA\\B\t8\n' > "$dir/in"
	same $'city\tvalue\nKiel, Stadt\t5\nBonn\t7' "$(sci-select -w 'city=Kiel\, Stadt,Bonn' "$dir/in")"
	same $'city\tvalue\nKiel\t6' "$(sci-select -w 'city!=Kiel\, Stadt,Bonn' -w 'city!=A\B' "$dir/in")"
	same $'city\tvalue\nA\\B\t8' "$(sci-select -w 'city=A\B' "$dir/in")"
	run -2 sci-select -w 'city=Kiel, Stadt' "$dir/in"
	[[ "$output" == *"a blank behind a comma"*"is written \\,"* ]]
}

@test "-w: what compares with no number is refused on a column of numbers, as are numbers that are none" {
	table 'city value rank' 'A 70,0 1' > "$dir/in"
	run -1 --separate-stderr sci-select -w value=70 "$dir/in"
	[[ "$stderr" == *":2: column value: '70,0' is not a number"* ]]
	run -1 sci-select -v -w value!=70 "$dir/in"
	for w in rank=x rank=1,x rank!=1e400 'rank==1' 'rank=>1' 'rank=<1' 'city==A' 'city!==A'; do
		run -2 sci-select -w "$w" "$dir/in"
	done
	table 'city value' 'A 70.0' 'B NA' 'C _' 'D 7e1' 'E 71' > "$dir/in"
	same "$(printf '%s\n' city A D)" "$(sci-select -w value=70 -c city "$dir/in")"
	same "$(printf '%s\n' city B C)" "$(sci-select -w value= -c city "$dir/in")"
	same "$(printf '%s\n' city B C E)" "$(sci-select -w value=NA,71 -c city "$dir/in")"
}

@test "-w ~ and !~: a regular expression, everything behind the sign" {
	table 'ags city value' '05314 Bonn 1' '5314 Bonn,~Rhein 70.5' '053140 a=b NA' 'x Köln -3' > "$dir/in"
	same "$(printf '%s\n' ags 05314)" "$(sci-select -w 'ags~^[0-9]{5}$' -c ags "$dir/in")"
	same "$(printf '%s\n' ags 5314 053140 x)" "$(sci-select -w 'ags!~^[0-9]{5}$' -c ags "$dir/in")"
	same "$(printf '%s\n' ags 05314)" "$(sci-select -v -w 'ags!~^[0-9]{5}$' -c ags "$dir/in")"
	# Commas, signs of other conditions and blanks are the expression's.
	same "$(printf '%s\n' ags 5314)" "$(sci-select -w 'city~n, R|=c' -c ags "$dir/in")"
	same "$(printf '%s\n' ags 053140)" "$(sci-select -w 'city~^a=b$' -c ags "$dir/in")"
	same "$(printf '%s\n' ags x)" "$(sci-select -w 'city~^K(ä|ö)ln$' -c ags "$dir/in")"
	# Numbers are texts here, and a missing one is empty.
	same "$(printf '%s\n' value 70.5)" "$(sci-select -w 'value~\.' -c value "$dir/in")"
	same "$(printf '%s\n' ags 053140)" "$(sci-select -w 'value~^$' -c ags "$dir/in")"
	# Together with others.
	same "$(printf '%s\n' ags x)" "$(sci-select -w 'value<1' -w 'ags~x' -c ags "$dir/in")"
}

@test "-w: a tilde in a text or behind another sign is no expression, and a wrong one is refused" {
	printf 'city\tvalue\n~x\t1\n' > "$dir/in"
	same $'city\tvalue\n~x\t1' "$(sci-select -w 'city=~x' "$dir/in")"
	run -2 sci-select -w 'value<~' "$dir/in"
	[[ "$output" == *"compares with what is not a number"* ]]
	run -2 sci-select -w 'city~' "$dir/in"
	[[ "$output" == *"-w: 'city~': an empty regular expression"* ]]
	run -2 sci-select -w 'city~(a' "$dir/in"
	[[ "$output" == *"-w: 'city~(a': "* ]]
	run -2 sci-select -w '~a' "$dir/in"
	[[ "$output" == *"is no condition"* ]]
	# The library that reads expressions has no end to them but the stack's.
	deep=$(printf '(%.0s' {1..60})x$(printf ')%.0s' {1..60})
	same $'city\tvalue\n~x\t1' "$(prlimit --stack=65536 sci-select -w "city~$deep" "$dir/in")"
	for wrong in "($deep)" "a$(printf '*%.0s' {1..61})" "$(printf '(%.0s' {1..60000})"; do
		run -2 sci-select -w "city~$wrong" "$dir/in"
		[[ "$output" == *"': more than 60 groups and repetitions (see sci-select --help)" ]]
	done
}
