# sci-round - halves away from zero as the text has them, and nothing else touched.
bats_require_minimum_version 1.5.0

setup() {
	load lib
}

# rounded N VALUE... - the values rounded to N decimals, on one line.
rounded() {
	printf '%s\n' value "${@:2}" | sci-round "$1" | sed 1d | tr '\n' ' '
}

@test "a half goes away from zero, whatever the double nearest to it" {
	same '0.735 -0.735 1.005 2.675 ' "$(rounded 3 0.7345 -0.7345 1.0045 2.6745)"
	same '62.4 -62.4 0.1 0.3 ' "$(rounded 1 62.35 -62.35 0.05 0.25)"
	same '1 2 3 -1 -3 0 ' "$(rounded 0 0.5 1.5 2.5 -0.5 -2.5 0.49)"
	same '1.01 2.68 ' "$(rounded 2 1.005 2.675)"
}

@test "15 significant digits: a mean that is a half on paper goes up" {
	same '62.4 ' "$(rounded 1 62.349999999999994)"
	# The second one is less than a half at 15 digits too.
	same '0.3 0.2 ' "$(rounded 1 0.24999999999999997 0.2499999999999)"
}

@test "always as many decimals" {
	same '70.00 0.00 -3.10 100.00 1000.00 ' "$(rounded 2 70 0 -3.1 1e2 999.999)"
	same '0.000000100000000 123456789012346000000.000000000000000 ' \
	    "$(rounded 15 1e-7 123456789012345680000)"
	same '0.000000000000000000000000000001 ' "$(rounded 30 1e-30)"
}

@test "never -0.0" {
	same '0.0 0.0 0.0 -0.1 ' "$(rounded 1 -0.04 -0 -1e-300 -0.05)"
	same '0 -1 ' "$(rounded 0 -0.4 -0.6)"
}

@test "value, previous_value and value_change; other columns keep their bytes" {
	run -0 sci-round 1 <(table 'city value coverage previous_value value_change rank' \
	    'A 1.25 0.66666 2.25 -1.05 01' 'B NA NA _ NA NA')
	same "$(table 'city value coverage previous_value value_change rank' \
	    'A 1.3 0.66666 2.3 -1.1 01' 'B _ _ _ _ _')" "$output"
}

@test "only the columns that -c names" {
	run -0 sci-round -c coverage,mean 2 <(table 'city value coverage mean' 'A 1.255 0.66666 2.005' \
	    'B 1 _ NA')
	same "$(table 'city value coverage mean' 'A 1.255 0.67 2.01' 'B 1 _ _')" "$output"
	run -1 sci-round -c coverage 1 <(table 'city value' 'A 1')
	[[ "$output" == *"no column 'coverage' (there are: city, value)" ]]
	run -1 sci-round -c city 1 <(table 'city value' 'A 1')
	[[ "$output" == *"column city: 'A' is not a number"* ]]
	run -2 sci-round -c , 1 <(table 'city value' 'A 1')
}

@test "none of the three columns: the table passes" {
	run -0 sci-round 1 <(table 'city mean' 'A 1.25')
	same "$(table 'city mean' 'A 1.25')" "$output"
}

@test "what is no number is refused" {
	run -1 sci-round 1 <(table 'city indicator value' 'A bus 7,5')
	[[ "$output" == *":2: column value: '7,5' is not a number; sci-import --decimal , reads it as 7.5 (A, bus)" ]]
}

@test "N is a whole number from 0 to 30" {
	for n in 31 x 1.5 -1 ''; do
		run -2 sci-round "$n" <(table 'city value' 'A 1')
	done
	run -2 sci-round
}

@test "rounding what is rounded changes nothing" {
	printf '%s\n' value 0.7345 62.35 -0.04 1e20 99.95 0.15 > "$dir/t"
	sci-round 1 "$dir/t" > "$dir/once"
	same "$(cat "$dir/once")" "$(sci-round 1 "$dir/once")"
}

@test "a row is passed on before the next one has come" {
	mkfifo "$dir/in"
	sci-round 1 "$dir/in" > "$dir/out" &
	exec 7> "$dir/in"
	table 'city value' 'Bonn 1' >&7
	awaits grep -q Bonn "$dir/out"
	exec 7>&-
	wait
}

@test "--half even: a half goes to the even digit, of the text at 15 digits" {
	even() {
		printf '%s\n' value "${@:2}" | sci-round --half even "$1" | sed 1d | tr '\n' ' '
	}
	same '0.62 0.64 -0.62 0.62 0.63 ' "$(even 2 0.625 0.635 -0.625 0.615 0.6250001)"
	same '0 2 2 4 0 -2 -4 ' "$(even 0 0.5 1.5 2.5 3.5 -0.5 -1.5 -3.5)"
	# A mean that is a half on paper, whatever double is nearest to it.
	same '62.4 62.4 62.2 1.00 0.734 0.736 ' "$(even 1 62.349999999999994 62.35 62.25)$(even 2 1.005)$(even 3 0.7345 0.7355)"
	same '0.0 0.0 10.0 0.2 ' "$(even 1 0.05 -0.05 9.95 0.15)"
	same '70.000 0.001 ' "$(even 3 70 0.0005000001)"
	same '0.3 0.3 ' "$(rounded 1 0.25)$(printf '%s\n' value 0.25 | sci-round --half up 1 | sed 1d | tr '\n' ' ')"
	run -2 sci-round --half down 1 <(table 'city value' 'A 1')
	[[ "$output" == *"--half: 'down' is none of up, even"* ]]
}
