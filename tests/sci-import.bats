# sci-import - CSV of any dialect, DIN's signs, and what is refused.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	signs=$root/data/signs-din55301.tsv
}

# import TEXT OPTION... - imports TEXT, which is a format of printf.
import() {
	printf "$1" > "$dir/csv"
	sci-import "${@:2}" "$dir/csv"
}

# refused TEXT MESSAGE OPTION... - fails unless TEXT is refused with what starts with
# MESSAGE, a pattern, and the output ends in no newline.
refused() {
	printf "$1" > "$dir/csv"
	run -1 --separate-stderr --keep-empty-lines sci-import "${@:3}" "$dir/csv"
	echo "$stderr"
	[[ "$stderr" == "sci-import: $dir/csv:"$2* ]]
	[[ "$output" != *$'\n' ]]
}

@test "long: columns as they are, zeros in front of keys and figures too" {
	run -0 import 'ags,city,indicator,value,note\n05314,Bonn,bus,070.50,NA\n'
	same "$(table 'ags city indicator value note' '05314 Bonn bus 070.50 NA')" "$output"
}

@test "CRLF, a byte-order mark, a last line without newline" {
	expected=$(table 'city value' 'Bonn 1' 'Ulm 2')
	same "$expected" "$(import 'city,value\r\nBonn,1\r\nUlm,2\r\n')"
	same "$expected" "$(import '\xef\xbb\xbfcity,value\nBonn,1\nUlm,2\n')"
	same "$expected" "$(import '\xef\xbb\xbf"city",value\nBonn,1\nUlm,2')"
	same "$expected" "$(import 'city,value\r\nBonn,1\r\nUlm,2')"
	[ "$(import 'city,value\nBonn,1' | tail -c 1 | od -An -tx1)" = ' 0a' ]
}

@test "Latin-1, and what is no UTF-8" {
	same "$(table 'city value' 'Köln 1')" "$(import 'city,value\nK\xf6ln,1\n' --encoding ISO-8859-1)"
	run -1 import 'city,value\nBonn,1\nK\xf6ln,1\n'
	[[ "$output" == *csv:3:*city*"is not UTF-8"*--encoding* ]]
	run -2 import 'city,value\n' --encoding no-such
}

@test "UTF-16 with its byte-order mark" {
	iconv -f UTF-8 -t UTF-16 > "$dir/csv" <<< $'city,value\nKöln,1'
	same "$(table 'city value' 'Köln 1')" "$(sci-import --encoding UTF-16 "$dir/csv")"
}

@test "semicolon, decimal comma and marks of thousands" {
	same "$(table 'city value' 'A 1234.50' 'B -1234567' 'C 12' 'D -0.5' 'E 1234')" \
	    "$(import 'city;value\nA;1.234,50\nB;-1.234.567\nC;12\nD;-0,5\nE;1234\n' \
	        --delimiter ';' --decimal , --thousands .)"
	same "$(table 'city value' 'A 1234.5')" "$(import 'city,value\nA,"1,234.5"\n' --thousands ,)"
	same "$(table 'city value' 'A 1.5')" "$(import 'city\tvalue\nA\t1.5\n' --delimiter '\t')"
}

@test "marks of thousands stand between groups of three" {
	for number in 1.23 1.2345 1.23.456 1234.567 .123 1. 1.234.; do
		refused "city;value\nA;$number\n" \
		    "2: column value: '$number' has *three" \
		    --delimiter ';' --decimal , --thousands .
	done
	run -2 import 'city;value\n' --decimal . --thousands .
	run -2 import 'city;value\n' --delimiter ';;'
}

@test "0.125 is not a hundred and twenty-five" {
	refused 'city;value\nA;0.125\n' "2: column value: '0.125' has *three" \
	    --delimiter ';' --decimal , --thousands .
	refused 'city;value\nA;-0.125\n' "2: column value: '-0.125' has *three" \
	    --delimiter ';' --decimal , --thousands .
}

@test "a mark of thousands may be any character" {
	same "$(table 'city value' 'A 1234.5' 'B 1234567')" \
	    "$(import "city,value\nA,1'234.5\nB,1'234'567\n" --thousands "'")"
	same "$(table 'city value' 'A 1234.5')" "$(import 'city,value\nA,1 234.5\n' --thousands ' ')"
	# A narrow no-break space.
	same "$(table 'city value' 'A 1234.5')" \
	    "$(import 'city,value\nA,1\xe2\x80\xaf234.5\n' --thousands $'\xe2\x80\xaf')"
	for mark in '' 0 - + e .. "$(printf '\xff')"; do
		run -2 import 'city,value\n' --thousands "$mark"
	done
	run -2 import 'city,value\n' --decimal 5
}

@test "blanks around a number go, a minus sign is one, NA is missing" {
	same "$(table 'city value' 'A 1' 'B 2' 'C -3' 'D _' 'E _' 'F 4' 'G _')" \
	    "$(import 'city,value\nA, 1 \nB,\xc2\xa02\xe2\x80\xaf\nC,\xe2\x88\x923\nD,NA\nE,\nF,4\nG,  \n')"
}

@test "what is no number is refused with what would mend it" {
	refused 'city;value\nA;7,5\n' \
	    "2: column value: '7,5' is not a number; --decimal , reads it as 7.5" --delimiter ';'
	refused 'city,value\nA,1\nB,-\n' \
	    "3: column value: '-' is not a number; --signs says what *"
	refused 'city;value\nA;7.5\n' \
	    "2: column value: '7.5' is not a number; --decimal . reads it as 7.5" \
	    --delimiter ';' --decimal ,
	refused 'city,value\nA,1e309\n' "2: column value: '1e309' is beyond the doubles"
	for number in nan inf 0x10 '1 2' --1 1e; do
		refused "city,value\nA,$number\n" \
		    "2: column value: '$number' is not a number; --signs says what *"
	done
}

@test "DIN 55301: nothing is zero, the others are missing" {
	same "$(table 'city indicator value flag' 'A a 0 _' 'A b _ O' 'A c _ O' 'A d _ Q' 'A e _ O' \
	    'A f 1.5 _' 'A g _ _')" \
	    "$(import 'city,a,b,c,d,e,f,g\nA,-,.,...,/,x,1.5,\n' --id city --signs "$signs")"
}

@test "a sign's flag in a column flag that is there already" {
	same "$(table 'city flag value' 'A QP _' 'B P 1' 'C P 0')" \
	    "$(import 'city,flag,value\nA,P,/\nB,P,1\nC,P,-\n' --signs "$signs")"
}

@test "signs: a missing one, a digit, one that is there twice or empty" {
	table 'sign value flag' '- 0 _' '- _ O' > "$dir/twice"
	run -1 import 'city,value\nA,1\n' --signs "$dir/twice"
	[[ "$output" == *":3: the sign '-' is there twice" ]]
	table 'sign value flag' 'k.A. NA O' '0 0 U' > "$dir/signs"
	same "$(table 'city value flag' 'A _ O' 'B 0 U' 'C 0.5 _')" \
	    "$(import 'city,value\nA, k.A. \nB,0\nC,0.5\n' --signs "$dir/signs")"
	run -1 import 'city,bus\nA,1\n' --signs "$signs"
	[[ "$output" == *"no column 'value', which --signs is about"* ]]
	table 'sign value flag' '_ 0 _' > "$dir/empty"
	run -1 import 'city,value\nA,1\n' --signs "$dir/empty"
	[[ "$output" == *":2: column sign is empty" ]]
	# What a flag holds becomes a field of the stream.
	printf 'sign\tvalue\tflag\n-\t0\tE\rI\n' > "$dir/signs"
	run -1 import 'city,value\nA,-\n' --signs "$dir/signs"
	[[ "$output" == *"signs:2: column flag: 'E\\x0dI' holds a tab, a newline or a NUL"* ]]
	printf 'sign\tvalue\tflag\n-\t0\t\xff\n' > "$dir/signs"
	run -1 import 'city,value\nA,-\n' --signs "$dir/signs"
	[[ "$output" == *"signs:2: column flag: "*" is not UTF-8"* ]]
}

@test "wide: every other column is an indicator; keys in the order of --id" {
	same "$(table 'city ags indicator value' 'Bonn 05314 bus 1' 'Bonn 05314 bike 2' \
	    'Ulm 08421 bus _' 'Ulm 08421 bike 4')" \
	    "$(import 'ags,bus,city,bike\n05314,1,Bonn,2\n08421,,Ulm,4\n' --id city,ags)"
	run -1 import 'city,bus\n' --id city,year
	[[ "$output" == *"no column 'year'"* ]]
	run -2 import 'city,bus\n' --id city,city
	run -2 import 'city,indicator\n' --id city,indicator
}

@test "quotes: the delimiter and quotes in a field" {
	same "$(table 'city note value' 'Bonn a~"b",~c 1')" \
	    "$(import 'city,note,value\n"Bonn","a ""b"", c","1"\n')"
}

@test "a quoted newline counts as lines, and cannot be a field of the stream" {
	refused 'city,note,value\nBonn,"a\nb",1\n' \
	    "2: column note: 'a?x0ab' holds a tab, a newline"
	# In a column that --set replaces it is no field of the stream.
	same "$(table 'note city value' 'x Bonn 1')" \
	    "$(import 'note,city,value\n"a\nb",Bonn,1\n' --set note=x)"
	refused 'city,note,value\nBonn,"a\nb",1\nUlm,2\n' '4: 2 fields where the header has 3' \
	    --set note=x
}

@test "a tab in a field" {
	refused 'city,value\na\tb,1\n' \
	    "2: column city: 'a?x09b' holds a tab, a newline"
}

@test "quotes that are wrong are refused where they start" {
	refused 'city,value\nA,1\n"Bonn,1\nUlm,2\n' '3: a quoted field * has no end'
	printf 'city,value\nBo"nn,1\n' > "$dir/csv"
	run -1 sci-import "$dir/csv"
	[[ "$output" == *csv:2:*quote* ]]
	printf 'city,value\n"Bo"nn,1\n' > "$dir/csv"
	run -1 sci-import "$dir/csv"
	[[ "$output" == *csv:2:*quote* ]]
}

@test "ragged rows" {
	refused 'city,note,value\nA,a,1\nB,1\n' '3: 2 fields where the header has 3'
	refused 'city,note,value\nA,a,1\nB,b,c,1\n' '3: 4 fields where the header has 3'
}

@test "--set puts a column in front and takes the place of one in the file" {
	same "$(table 'year source city value' '2024 _ Bonn 1')" \
	    "$(import 'city,value\nBonn,1\n' --set year=2024 --set source=)"
	same "$(table 'year city value' '2024 Bonn 1')" \
	    "$(import 'year,city,value\n24,Bonn,1\n' --set year=2024)"
	same "$(table 'city year value' 'Bonn 2024 1')" \
	    "$(import 'city,year,value\nBonn,24,1\n' --set year=2024)"
	# A key, and what would have been an indicator.
	same "$(table 'b a indicator value' '2 9 c 3')" \
	    "$(import 'a,b,c\n1,2,3\n' --id b --set a=9)"
	run -2 import 'city,bus\n' --id city --set value=1
	run -2 import 'city,bus\n' --id city --set indicator=x
	run -2 import 'city,value\n' --signs "$signs" --set flag=P
	run -2 import 'city,value\n' --set city=
	run -2 import 'city,value\n' --set year
	run -2 import 'city,value\n' --set year=1 --set year=2
	run -2 import 'city,value\n' --set $'note=a\tb'
}

@test "year, unit and indicator are never empty" {
	refused 'year,city,value\n,Bonn,1\n' "2: column year: '' is empty"
	refused 'year,city,value\n2024,,1\n' "2: column city: '' is empty* (2024)"
	refused 'land,bus\n,1\n' "2: column land: '' is empty" --id land -u land
	same "$(table 'city note value' 'Bonn _ 1')" "$(import 'city,note,value\nBonn,,1\n')"
}

@test "a message names the line in which the row starts" {
	# An empty line, a field of three lines, an empty line in CRLF.
	refused 'a,value\n\n"1\n\n2",1\n\r\nb,x\n' "7: column value: 'x'" --set a=1
	refused 'a,value\nb,1\n"c\n\nd",x\n' "3: column value: 'x'" --set a=1
	# Far behind, in other blocks than the start of the file.
	{ printf 'a,value\n'; for ((i = 0; i < 20000; i++)); do printf '"x\ny\n",%d\n' $i; done
	    printf 'b,x\n'; } > "$dir/csv"
	run -1 sci-import --set a=1 "$dir/csv" -o "$dir/out"
	[[ "$output" == *"csv:60002: column value: 'x'"* ]]
}

# by_byte - what is in the file csv, a byte at a time.
by_byte() {
	for ((i = 0; i < $(stat -c %s "$dir/csv"); i++)); do
		dd if="$dir/csv" bs=1 skip=$i count=1 status=none
	done
}

@test "rows come out whole however the pipe cuts them" {
	printf '\xef\xbb\xbf"city",value\r\n"K\xc3\xb6""ln", 12\r\n\r\nUlm,3' > "$dir/csv"
	same "$(table 'city value' 'Kö"ln 12' 'Ulm 3')" "$(by_byte | sci-import)"
	iconv -f UTF-8 -t UTF-16 > "$dir/csv" <<< $'city,value\nKöln,1'
	same "$(table 'city value' 'Köln 1')" "$(by_byte | sci-import --encoding UTF-16)"
}

@test "limits: a field of 1 MiB, 65,536 columns" {
	field() { head -c "$1" /dev/zero | tr '\0' x; }
	{ printf 'city,value\n'; field 1048000; printf ',1\n'; } > "$dir/csv"
	[ "$(sci-import "$dir/csv" | wc -c)" = $((11 + 1048000 + 3)) ]
	{ printf 'city,value\n'; field 1100000; printf ',1\n'; } > "$dir/csv"
	run -1 sci-import "$dir/csv" -o "$dir/out"
	[[ "$output" == *'csv:2: a field longer than '*1048576* ]]
	seq -s , 65536 > "$dir/csv"
	sci-import "$dir/csv" | cmp - <(seq -s $'\t' 65536)
	seq -s , 65537 > "$dir/csv"
	run -1 sci-import "$dir/csv" -o "$dir/out"
	[[ "$output" == *csv:1:*65536* ]]
}

@test "--rename comes before the other options" {
	same "$(table 'city indicator value' 'Bonn Busse 1')" \
	    "$(import 'Stadt,bus\nBonn,1\n' --rename Stadt=city --rename bus=Busse --id city)"
	run -1 import 'city,value\n' --rename Stadt=city
	[[ "$output" == *"no column 'Stadt' to rename (there are: city, value)" ]]
	run -1 import 'city,value\n' --rename city=value
	[[ "$output" == *"csv:1: column 'value' is there twice, #1 and #2; --rename '#2=NAME' tells them apart" ]]
}

@test "--skip drops lines before the header and counts them" {
	same "$(table 'city value' 'Bonn 1')" "$(import 'Buses, "2024\n\ncity,value\nBonn,1\n' --skip 2)"
	refused 'Buses\ncity,value\nBonn\n' '3: 1 field where the header has 2' --skip 1
	run -1 import 'city,value\n' --skip 1
	[[ "$output" == *csv:*empty*'a table starts with a line of column names' ]]
	run -2 import 'city,value\n' --skip x
}

@test "headers that are none" {
	refused '' ' empty; a table starts with a line of column names'
	refused 'city,value,city\n' "1: column 'city' is there twice"
}

@test "a header alone is a table" {
	same "$(table 'city value')" "$(import 'city,value\n')"
	same "$(table 'city indicator value')" "$(import 'city,bus\n' --id city)"
}

@test "several files: columns in another order, each with its own header and mark" {
	printf 'city,note,value\nA,a,1' > "$dir/a"
	printf '\xef\xbb\xbfvalue,city,note\r\n2,B,b\r\n' > "$dir/b"
	run -0 sci-import "$dir/a" "$dir/b"
	same "$(table 'city note value' 'A a 1' 'B b 2')" "$output"
	printf 'value,town,note\n2,B,b\n' > "$dir/c"
	run -1 --separate-stderr sci-import "$dir/a" "$dir/c"
	same "sci-import: $dir/c:1: column 'town' is not in the first file" "$stderr"
	printf 'value,city\n2,B\n' > "$dir/d"
	run -1 --separate-stderr sci-import "$dir/a" "$dir/d"
	same "sci-import: $dir/d:1: 2 columns where the first file has 3" "$stderr"
}

@test "a row is passed on before the next one has come" {
	mkfifo "$dir/in"
	sci-import --id city "$dir/in" > "$dir/out" &
	exec 7> "$dir/in"
	printf 'city,bus\nBonn,1\nUlm,' >&7
	awaits grep -q Bonn "$dir/out"
	printf '2\n' >&7
	exec 7>&-
	wait
	same "$(table 'city indicator value' 'Bonn bus 1' 'Ulm bus 2')" "$(cat "$dir/out")"
}

@test "--decimal is one character of ASCII" {
	run -2 import 'city,value\nA,1\n' --decimal é
	[[ "$output" == *"--decimal: 'é' is not a character of ASCII"* ]]
	run -2 import 'city,value\nA,1\n' --decimal ,,
}

@test "rows and columns beyond the limits, though the row has no end in sight" {
	local n
	for n in 65537 70000 200000; do
		{ echo; yes ',' | head -n $((n - 1)) | tr -d '\n'; head -c 100000 /dev/zero | tr '\0' x; } > "$dir/csv"
		run -1 sci-import "$dir/csv"
		[[ "$output" == *"$dir/csv:2: more than 65536 columns"* ]]
	done
	{ printf 'city,a,b\nBonn'; for n in {1..20}; do printf ,; head -c 1000000 /dev/zero | tr '\0' x; done; } > "$dir/csv"
	run -1 sci-import "$dir/csv"
	[[ "$output" == *"$dir/csv:2: a row longer than the limit of bytes, 16777216"* ]]
}

@test "a figure with a plus and marks of thousands" {
	same "$(table 'city value' 'A +1234.5')" "$(import 'city;value\nA;+1.234,5\n' --delimiter ';' --thousands . --decimal ,)"
}

@test "characters written in too many bytes, halves of pairs and beyond the last are not UTF-8" {
	local bytes
	for bytes in '\300\200' '\340\200\200' '\355\240\200' '\360\200\200\200' '\364\220\200\200' '\370\210\200\200\200' '\342\202'; do
		run -1 import "city,value\nA$bytes,1\n"
		[[ "$output" == *":2: "*"is not UTF-8"* ]]
	done
}

@test "--set: a value that is no number, or a year that is none, is refused" {
	printf 'city,indicator\nX,a\n' > "$dir/in"
	for s in value=5,5 value=x year=x year=2020.0 year=; do
		run -2 sci-import --set "$s" "$dir/in"
	done
	same "$(table 'year value city indicator' '2020 5.50 X a')" \
	    "$(sci-import --set year=2020 --set value=5.50 "$dir/in")"
}
