#!/usr/bin/env bats
# Input made to hurt: keys that collide, sizes at their limits, frameworks that are deep,
# wide or turn in circles, numbers and bytes at the edge.
# bats file_tags=slow
bats_require_minimum_version 1.5.0

setup() {
	load lib
}

# spent COMMAND - the work of a command: instructions, by callgrind.
spent() {
	local words
	read -ra words <<< "$1"
	{ valgrind --tool=callgrind --callgrind-out-file=/dev/null "${words[@]}" 2>&1 > "$dir/out" || true; } |
	    awk '/refs:/ { gsub(",", ""); print $NF }' | grep .
}

# cities FILE - the keys of a file as cities, in three editions.
cities() {
	awk 'BEGIN { OFS = "\t"; print "year", "city", "indicator", "value" }
		{ key[NR] = $1 } END { for (y = 2020; y < 2023; y++) for (i = 1; i <= NR; i++)
			print y, key[i], "x", (i * 7919 + y) % 65537 }' "$1"
}

# So many keys in one chain would be gone through 33 million times: fifty times the work of random ones.
@test "8,192 keys made to collide cost no more than a quarter more than random ones" {
	local hash command usual
	not_sanitized "callgrind cannot run a build with the address sanitizer"
	command -v valgrind > "$dir/which" || skip "valgrind is not installed"
	for hash in random 31 33 fnv; do
		"$O/unit/collide" $hash > "$dir/all"
		[ "$(sort -u "$dir/all" | wc -l)" = 65536 ]
		head -n 8192 "$dir/all" > "$dir/keys"
		cities "$dir/keys" > "$dir/$hash"
		{ echo city; cat "$dir/keys"; } > "$dir/$hash.table"
		awk 'BEGIN { print "indicator\tparent" } { print $1 "\tall" }' "$dir/keys" > "$dir/$hash.f"
	done
	for command in 'sci-rank _' 'sci-delta _' 'sci-normalize _' 'sci-join _.table _' 'sci-pivot _' \
	    'sci-stat weights -f _.f'; do
		usual=$(spent "${command//_/$dir/random}")
		for hash in 31 33 fnv; do
			echo "$command, $hash: $(spent "${command//_/$dir/$hash}") random $usual"
		done
	done > "$dir/work"
	cat "$dir/work"
	awk '{ n++; if ($(NF - 2) > 1.25 * $NF) bad++ } END { exit bad > 0 || n != 18 }' "$dir/work"
}

@test "the seed of the hash never shows: 20 runs, 20 seeds, the same bytes" {
	local command i
	awk 'BEGIN { OFS = "\t"; srand(3); print "city", "indicator", "value", "note"
		for (i = 0; i < 3000; i++) print "c" int(rand() * 1e6), "i" i % 7, int(rand() * 50), "n" i % 11 }' |
	    awk -F '\t' '!seen[$1, $2]++' > "$dir/in"
	sed 's/\t.*//' "$dir/in" | awk '!seen[$0]++' > "$dir/table"
	{ echo indicator; printf 'i%d\n' {0..6}; } > "$dir/f"
	for command in 'rank -b note' delta 'normalize --constant 1' pivot 'stat indicators' 'stat cities' \
	    "join $dir/table" "impute -f $dir/f -m mean"; do
		sci-$command "$dir/in" > "$dir/want"
		for i in {1..20}; do
			sci-$command "$dir/in" | cmp - "$dir/want"
		done
	done
}

# bytes N - so many letters.
bytes() {
	head -c "$1" /dev/zero | tr '\0' a
}

@test "a line of 16 MiB: one byte less and just that many pass, one more is refused" {
	local n
	for n in 16777215 16777216; do
		# A row and a line of names that long.
		{ printf 'city\tvalue\n'; bytes $((n - 2)); printf '\t1\n'; } > "$dir/row"
		sci-select "$dir/row" | cmp - "$dir/row"
		{ printf 'city\tindicator\tvalue\t'; bytes $((n - 21)); printf '\nBonn\tx\t1\t\n'; } > "$dir/head"
		sci-normalize -m none "$dir/head" | cmp - "$dir/head"
		# The label of a framework.
		{ printf 'indicator\tlabel\nx\t'; bytes $((n - 2)); printf '\n'; } > "$dir/f"
		[ "$(table 'indicator value' 'x 1' | sed 's/^/a\t/; 1s/a/city/' | sci-normalize -m none -f "$dir/f" | tail -n 1)" = $'a\tx\t1' ]
	done
	{ printf 'city\tvalue\n'; bytes 16777215; printf '\t1\n'; } > "$dir/row"
	run -1 sci-select "$dir/row"
	[[ "$output" == *"$dir/row:2: line longer than 16777216 bytes" ]]
	{ printf 'city\tindicator\tvalue\t'; bytes 16777196; printf '\nBonn\tx\t1\t\n'; } > "$dir/head"
	run -1 sci-normalize -m none "$dir/head"
	[[ "$output" == *":1: line longer than 16777216 bytes" ]]
	{ printf 'indicator\tlabel\nx\t'; bytes 16777215; printf '\n'; } > "$dir/f"
	run -1 sci-stat weights -f "$dir/f"
	[[ "$output" == *"$dir/f:2: line longer than 16777216 bytes" ]]
}

@test "a field of CSV of 1 MiB: one byte less and just that many pass, one more is refused" {
	local n
	for n in 1048575 1048576; do
		{ printf 'city,note\nBonn,'; bytes $n; echo; } > "$dir/csv"
		sci-import "$dir/csv" | cmp - <(tr , '\t' < "$dir/csv")
		{ printf 'city,note\nBonn,"'; bytes $n; echo '"'; } > "$dir/csv"
		sci-import "$dir/csv" | cmp - <(tr -d '"' < "$dir/csv" | tr , '\t')
	done
	{ printf 'city,note\nBonn,'; bytes 1048577; echo; } > "$dir/csv"
	run -1 sci-import "$dir/csv"
	[[ "$output" == *"$dir/csv:2: a field longer than the limit of bytes, 1048576" ]]
}

@test "65,536 columns: one less and just that many pass, one more is refused" {
	local n filter
	table indicator x > "$dir/f"
	for n in 65535 65536 65537; do
		{
			echo "city indicator value $(seq -s ' ' 4 $n)"
			echo "Bonn x 1 $(seq -s ' ' 4 $n)"
		} | tr ' ' '\t' > "$dir/wide"
		for filter in 'normalize -m none' select rank 'round 1' "join $dir/states" "impute -f $dir/f -m mean" import; do
			table 'city state' 'Bonn NW' > "$dir/states"
			[ "${filter%% *}" != import ] || tr '\t' , < "$dir/wide" > "$dir/csv"
			files=$dir/wide
			[ "${filter%% *}" != import ] || files=$dir/csv
			if [ $n -lt 65537 ]; then
				sci-$filter "$files" > "$dir/out"
				[ "$(head -n 1 "$dir/out" | tr '\t' '\n' | grep -c .)" -ge $n ] ||
				    { echo "$n columns: sci-$filter"; return 1; }
			else
				run -1 sci-$filter "$files"
				[[ "$output" == *":1: more than 65536 columns"* ]]
			fi
		done
	done
}

@test "10^6 cities, 10^6 indicators, 10^6 fields of one name pass" {
	local f
	awk 'BEGIN { OFS = "\t"; print "city", "indicator", "value"
		for (i = 0; i < 1000000; i++) print "c" i * 7919 % 1000003, "x", i % 977 }' > "$dir/cities"
	awk 'BEGIN { OFS = "\t"; print "city", "indicator", "value"
		for (i = 0; i < 1000000; i++) print "c", "i" i * 7919 % 1000003, i % 977 }' > "$dir/indicators"
	for f in cities indicators; do
		sci-rank "$dir/$f" > "$dir/out"
		[ "$(wc -l < "$dir/out")" = 1000001 ]
		sci-normalize --constant 1 "$dir/$f" > "$dir/out"
		[ "$(wc -l < "$dir/out")" = 1000001 ]
		sci-delta "$dir/$f" > "$dir/out"
		[ "$(wc -l < "$dir/out")" = 1000001 ]
	done
	# Of 977 values 0..976 a city has the place behind all that are greater.
	[ "$(sci-rank "$dir/cities" | tail -n 1 | cut -f 3-5)" = $'0\t998977\t1000000' ]
}

# chained N - a framework in which node i is the parent of node i - 1.
chained() {
	awk -v n="$1" 'BEGIN { OFS = "\t"; print "indicator", "parent", "weight", "direction"
		for (i = 0; i < n; i++) print "n" i, i < n - 1 ? "n" i + 1 : "", 1, i == n - 1 ? 1 : i % 2 ? -1 : 1 }'
}

@test "a chain of 10^4 and of 10^5 nodes: no recursion, no quadratic time" {
	local n
	for n in 10000 100000; do
		chained $n > "$dir/f"
		table 'city indicator value' 'Bonn n0 30' 'Kiel n0 10' 'Ulm n0 20' > "$dir/raw"
		# The direction of n0 is the product of all: (-1)^(nodes with an odd number, but the root).
		sci-normalize -f "$dir/f" "$dir/raw" > "$dir/norm"
		sci-weight -f "$dir/f" "$dir/norm" > "$dir/weight"
		sci-aggregate -f "$dir/f" "$dir/weight" > "$dir/scores"
		[ "$(wc -l < "$dir/scores")" = $((3 * n - 2)) ]
		[ "$(sci-select -w indicator=n$((n - 1)) -c city,value "$dir/scores" | sed 1d | xargs)" = \
		    "$(sed 1d "$dir/norm" | cut -f 1,3 | xargs)" ]
		sci-rank "$dir/scores" | tail -n 1 > "$dir/last"
		[ "$(cut -f 8,9 "$dir/last")" = $'3\t3' ]
		sci-stat weights -f "$dir/f" | tail -n 1 | cut -f 4 > "$dir/root"
		[ "$(cat "$dir/root")" = 1 ]
		sci-check -f "$dir/f" "$dir/raw" > "$dir/check" || [ $? = 1 ]
		sci-pivot -f "$dir/f" "$dir/raw" > "$dir/pivot"
		sci-fit -f "$dir/f" --weights equal "$dir/scores" > "$dir/fit"
	done
	[ "$(sci-normalize -f "$dir/f" "$dir/raw" | cut -f 3 | sed 1d | xargs)" = '0 100 50' ]
}

@test "10^5 children of one node" {
	awk 'BEGIN { print "indicator\tparent"; for (i = 0; i < 100000; i++) print "n" i "\tall" }' > "$dir/f"
	awk 'BEGIN { OFS = "\t"; print "city", "indicator", "value"
		for (i = 0; i < 100000; i++) { print "Bonn", "n" i, i; print "Kiel", "n" i, 100000 } }' > "$dir/raw"
	sci-weight -f "$dir/f" "$dir/raw" > "$dir/weight"
	sci-aggregate -f "$dir/f" "$dir/weight" > "$dir/scores"
	# The mean of 0..99999.
	[ "$(sed 1d "$dir/scores" | awk -F '\t' '$2 == "all" { print $1, $3, $6 }' | xargs)" = \
	    'Bonn 49999.5 1 Kiel 100000 1' ]
	sci-check -f "$dir/f" "$dir/raw" > "$dir/check" || [ $? = 1 ]
	sci-denominate -f "$dir/f" "$dir/raw" | cmp - "$dir/raw"
	sci-treat -f "$dir/f" "$dir/raw" > "$dir/treat"
	sci-impute -f "$dir/f" -m mean "$dir/raw" > "$dir/impute"
}

@test "a circle of 10^5 parents is found, and named" {
	awk 'BEGIN { print "indicator\tparent"; for (i = 0; i < 100000; i++) print "n" i "\tn" (i + 1) % 100000 }' > "$dir/f"
	run -1 sci-stat weights -f "$dir/f"
	[[ "$output" == *"$dir/f:"*"cycle of parents"* ]]
	[ "${#output}" -lt 1000 ]
}

@test "numbers at every edge: read to the nearest double, or refused" {
	local text digits
	digits=$(printf '%0400d' 0 | tr 0 3)
	while read -r text want; do
		[ "$(printf 'city\tindicator\tvalue\na\tx\t%s\n' "$text" | sci-normalize -m none | tail -n 1)" = "a	x	$want" ] ||
		    echo "$text is not $want"
		# What is only passed keeps its bytes.
		[ "$(printf 'city\tindicator\tvalue\na\tx\t%s\n' "$text" | sci-select -w 'value!=7' | tail -n 1)" = "a	x	$text" ] ||
		    echo "$text is not passed"
	done > "$dir/bad" << END
1e308 1e+308
1.7976931348623157e308 1.7976931348623157e+308
1.797693134862315807e308 1.7976931348623157e+308
-1e308 -1e+308
5e-324 5e-324
2.4703282292062328e-324 5e-324
2.4703282292062327e-324 0
1e-400 0
-0 0
-0.0e9 0
0.$digits 0.3333333333333333
${digits}e-399 3.3333333333333335
00000000000000000000000000012 12
.5 0.5
5. 5
+1 1
1E+5 100000
9007199254740993 9007199254740992
0.1e-6 1e-7
1e21 1e+21
123456789012345678901 123456789012345680000
END
	cat "$dir/bad"
	[ ! -s "$dir/bad" ]
	for text in 1e309 -1e309 1.797693134862315808e308 "$digits" . + - e5 1e 1e+ 1,5 ' 1' '1 ' 0x10 1f nan inf infinity -inf \
	    1_000 1.2.3 −1 ١; do
		for filter in 'normalize -m none' rank 'round 1' delta 'stat indicators' 'select -w value>0'; do
			run -1 sci-$filter <(printf 'city\tindicator\tvalue\na\tx\t%s\n' "$text")
			[[ "$output" == *":2: "*value* ]]
		done
	done
}

@test "names are bytes: whatever is no tab, newline or NUL goes through the chain as it came" {
	table 'indicator parent' 'x all' > "$dir/f"
	printf 'city\tindicator\tvalue\tnote\n' > "$dir/raw"
	printf '%b\tx\t1\t%b\n' 'B\0377nn' 'a\rb' '\0300\0200' '\0357\0273\0277' 'M\0303\0274nchen' '"' 'Mu\0314\0210nchen' '\0001\0002' \
	    '"quoted"' '\\.' '  ' '\0342\0200\0250' >> "$dir/raw"
	sci-normalize -m none -f "$dir/f" "$dir/raw" | cmp - "$dir/raw"
	sci-weight -f "$dir/f" "$dir/raw" | sci-aggregate -f "$dir/f" | sci-rank | sci-delta | sci-select -w indicator=all |
	    cut -f 1 | sort | cmp - <(cut -f 1 "$dir/raw" | sort)
	# In a framework too, with a mark, CR and no last newline.
	printf '\xef\xbb\xbfindicator\tparent\r\nB\xff\tall\r\nx\tall' > "$dir/f"
	printf 'city\tindicator\tvalue\na\tB\xff\t1\na\tx\t2\n' | sci-weight -f "$dir/f" > "$dir/out"
	[ "$(wc -l < "$dir/out")" = 3 ]
	printf 'indicator\tparent\nx\0\tall\n' > "$dir/f"
	run -1 sci-weight -f "$dir/f" "$dir/raw"
	[[ "$output" == *"$dir/f:2: NUL byte"* ]]
}

@test "lists: \\, is a comma of a name in every filter, any other backslash is itself" {
	printf 'city,"Rate, %%",a\\b\nBonn,1.25,2\n' > "$dir/in.csv"
	printf 'city\tRate, %%\ta\\b\nBonn\t1.25\t2\n' > "$dir/in"
	same $'city\tRate, %\tindicator\tvalue\nBonn\t1.25\ta\\b\t2' "$(sci-import --id 'city,Rate\, %' "$dir/in.csv")"
	same $'a\\b\tRate, %\n2\t1.25' "$(sci-select -c 'a\b,Rate\, %' "$dir/in")"
	same $'city\tRate, %\ta\\b\nBonn\t1.3\t2.0' "$(sci-round -c 'Rate\, %,a\b' 1 "$dir/in")"
	printf 'Rate, %%\ta\\b\tx\n1.25\t2\t9\n' > "$dir/table"
	same $'city\tRate, %\ta\\b\tx\nBonn\t1.25\t2\t9' "$(sci-join -k 'Rate\, %,a\b' "$dir/table" "$dir/in")"
	printf 'city\tindicator\tvalue\tRate, %%\nBonn\tx\t1\tA\nKiel\tx\t2\tB\n' > "$dir/in"
	same $'city\tindicator\tvalue\tRate, %\trank\tof\nBonn\tx\t1\tA\t1\t1\nKiel\tx\t2\tB\t1\t1' \
	    "$(sci-rank -b 'Rate\, %' "$dir/in")"
	same $'city\tx_Rate, %\tx_value\nBonn\tA\t1\nKiel\tB\t2' "$(sci-pivot -c 'Rate\, %,value' "$dir/in")"
	for list in ',' 'city,' ',city' 'city,,value' 'city,city' ''; do
		run -2 sci-select -c "$list" "$dir/in"
	done
	# A backslash that ends the list is one of the name's.
	printf 'city\ta\\\nBonn\t1\n' > "$dir/in"
	# shellcheck disable=SC1003
	same $'a\\\n1' "$(sci-select -c 'a\' "$dir/in")"
}

# named BYTES - what sci-rank says of a file of that name which is not there.
named() {
	sci-rank "$(printf "$1")" 2>&1
}

@test "messages: bytes that are no text, control characters, marks that turn lines round are written as bytes" {
	local bytes want
	while read -r bytes want; do
		run named "a${bytes}z"
		same "sci-rank: a${want:-$bytes}z: No such file or directory" "$output"
	done << 'END'
\x01 \x01
\x1b[31m \x1b[31m
\x7f \x7f
\x80 \x80
\x9b31m \x9b31m
\x9f \x9f
\xa0 \xa0
\xff \xff
\xc2\x80 \xc2\x80
\xc2\x9b31m \xc2\x9b31m
\xc2\x9f \xc2\x9f
\xd8\x9c \xd8\x9c
\xe2\x80\x8e \xe2\x80\x8e
\xe2\x80\x8f \xe2\x80\x8f
\xe2\x80\xa8 \xe2\x80\xa8
\xe2\x80\xa9 \xe2\x80\xa9
\xe2\x80\xaa \xe2\x80\xaa
\xe2\x80\xae \xe2\x80\xae
\xe2\x81\xa6 \xe2\x81\xa6
\xe2\x81\xa9 \xe2\x81\xa9
\xc0\x80 \xc0\x80
\xc1\xbf \xc1\xbf
\xe0\x82\x9b \xe0\x82\x9b
\xe0\x9f\xbf \xe0\x9f\xbf
\xf0\x8f\xbf\xbf \xf0\x8f\xbf\xbf
\xe2\x80 \xe2\x80
\xed\xa0\x80 \xed\xa0\x80
\xf0\x80\x82\x9b \xf0\x80\x82\x9b
\xf4\x90\x80\x80 \xf4\x90\x80\x80
\xf8\x88\x80\x80\x80 \xf8\x88\x80\x80\x80
END
	for bytes in 'ü' 'ß' '東京' '😀' ' ' 'ع' '\xe2\x80\x90' '\xe2\x80\xaf' '\xe2\x81\xa5' '\xe2\x81\xaa' '\xd8\x9b' '\xed\x9f\xbf' \
	    '\xf4\x8f\xbf\xbf'; do
		run named "a${bytes}z"
		same "sci-rank: a$(printf "$bytes")z: No such file or directory" "$output"
	done
	# In names of columns, cities and figures, of options, of the filter itself.
	run -1 sci-rank <(printf 'city\tindicator\tvalue\nM\xc2\x9bn\xe2\x80\xaester\tx\t1\x9b\n')
	[[ $output == *":2: column value: '1\x9b' is not a number"*'(M\xc2\x9bn\xe2\x80\xaester, x)' ]]
	run -2 sci-rank --$'\x9b'
	[[ $output == *'unknown option --\x9b (see '* ]]
	ln -s "$O/sci-rank" "$dir/sci"$'\xe2\x80\xae'
	run -2 "$dir/sci"$'\xe2\x80\xae' -9
	[[ $output == 'sci\xe2\x80\xae: unknown option -9 (see sci\xe2\x80\xae --help)' ]]
}
