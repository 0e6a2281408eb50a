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

@test "every character of encodings that have one a byte, and bytes that are none" {
	local encoding byte
	for encoding in CP1252 KOI8-R ISO-8859-15 IBM437; do
		{ printf 'city,note\n'; for byte in {160..255}; do printf "x,a\\x$(printf %x "$byte")b c\n"; done; } > "$dir/csv"
		iconv -f "$encoding" -t UTF-8 "$dir/csv" | tr , '\t' > "$dir/right"
		sci-import --encoding "$encoding" "$dir/csv" | cmp - "$dir/right"
	done
	# Not of ASCII's order.
	printf 'city,value\nKöln,1\n' | iconv -f UTF-8 -t IBM037 > "$dir/csv"
	same "$(table 'city value' 'Köln 1')" "$(sci-import --encoding IBM037 "$dir/csv")"
	# One in which a byte is part of what comes: letters between + and -.
	same "$(table 'city value' 'Köln 1')" "$(import 'city,value\nK+APY-ln,1\n' --encoding UTF-7)"
	refused 'city,value\nA,1\nB\x81,2\n' '3: bytes that are not in the encoding of --encoding' --encoding CP1252
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

@test "blanks and tabs are part of a field, and wrong around quotes" {
	same "$(printf 'city note\tb\n A  \tx \n  \ty')" "$(import 'city note,b\n A  ,x \n  ,y\n')"
	same "$(printf 'a\tvalue\nx y\t1\n z \t2')" "$(import 'a\tvalue\nx y\t1\n z \t 2 \n' -d tab)"
	same "$(printf 'a\tvalue\nx y\t1')" "$(import 'a value\n"x y" 1\n' -d ' ')"
	refused 'a,b\n1,2\n "x",2\n' '3: a quote inside of a field that does not begin with one'
	refused 'a,b\n1,2\n"x" ,2\n' '3: *text behind a field?s last quote'
	refused 'a,b\n1,2\n  \n3,4\n' '3: 1 field where the header has 2'
	same "$(table 'a b' '1 2' '3 4')" "$(import 'a,b\n1,2\n  \n3,4\n' --trim)"
}

@test "a quoted newline counts as lines, and cannot be a field of the stream" {
	refused 'city,note,value\nBonn,"a\nb",1\n' \
	    "2: column note: 'a?x0ab' holds a tab, a newline"
	refused 'city,note,value\nBonn,"a\nb",1\n' '2: *; -c leaves the column out'
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
	refused 'city,value\nA,1\n\n\n"Bonn,1\n' '5: a quoted field * has no end'
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
	awk 'BEGIN { print "a,value"; for (i = 0; i < 20000; i++) print "\"x\ny\n\"," i; print "b,x" }' > "$dir/csv"
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
	printf 'T\r\ncity,value\r\nUlm,3' > "$dir/csv"
	same "$(table 'city value' 'Ulm 3')" "$(by_byte | sci-import --skip 1)"
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
	# Where there is to be none, nothing asks for names.
	local width='without a head (--head 0) a first row says how many columns there are'
	refused '' " empty; $width" --head 0
	refused 'a\nb\n' " empty behind the lines that are skipped; $width" --head 0 --skip 2
	refused '(C) 2024\nBonn,1\n' " empty before the line that ends it (--end); $width" --head 0 --end '(C)'
	refused 'a\n(C)\n' " empty behind the lines that are skipped before the line that ends it (--end); $width" \
	    --head 0 --skip 1 --end '(C)'
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

@test "CR alone ends a line, for --skip and in messages too" {
	same "$(table 'city value' 'Bonn 1')" "$(import 'Spending\rcity,value\rBonn,1\r' --skip 1)"
	refused 'city,value\rBonn,1\rUlm,x\r' "3: column value: 'x'"
	refused 'T\r\n\rcity,value\r\nBonn,1\n\rUlm,x' "6: column value: 'x'" --skip 2
	# In quotes, and where blocks of 64 KiB meet, between CR and LF too.
	refused 'note,value\r"a\rb\r\nc",x\r' "2: column value: 'x'" --set note=
	{ printf 'a,value\r\n'; yes $'x,123\r' | head -n 20000; printf 'b,x\r\n'; } > "$dir/csv"
	run -1 sci-import "$dir/csv" -o "$dir/out"
	[[ "$output" == *"csv:20002: column value: 'x'"* ]]
	for cut in {65530..65537}; do
		{ printf 'a,value\r\n'; head -c $((cut - 13)) /dev/zero | tr '\0' x; printf ',1\r\ny,x\r\n'; } > "$dir/csv"
		run -1 sci-import "$dir/csv" -o "$dir/out"
		[[ "$output" == *"csv:3: column value: 'x'"* ]]
	done
}

@test "a row whose fields are all empty is no row, however many it has" {
	same "$(table 'city value' 'A 1' 'B 2')" "$(import ',\ncity,value\n,,,,\nA,1\n"",""\nB,2\n,\n')"
	same "$(table 'note value' '~ _')" "$(import 'note,value\n , \n')"
	same "$(table 'note value' 'A 1')" "$(import 'note,value\n ,\xc2\xa0,\nA,1\n' --trim)"
}

@test "--end: a line that begins so ends the table, and behind it may be anything" {
	expected=$(table 'city value' 'A 1')
	same "$expected" "$(import 'city,value\nA,1\n____\nx\n' --end ____)"
	same "$expected" "$(import 'city,value\nA,1\n\n____' --end ____)"
	same "$expected" "$(import 'city,value\r\nA,1\r\n(C) Office,"\r\nB,2,3\r\n' --end Q --end '(C)')"
	same "$expected" "$(import 'city,value\nA,1\n"Note\n"a"b\xff\n' --end '"Note')"
	same "$expected" "$(import 'city,value\nA,1\n\xa9 2020\n' --encoding ISO-8859-1 --end ©)"
	# Not the text of the field but the line as it stands.
	refused 'city,value\nA,1\n"Note"\n' '3: 1 field where the header has 2; --end ends the table' --end Note
	# Neither within the head nor in the middle of a line or a quoted field.
	same "$(table 'Note value' 'x 1')" "$(import 'Note,value\nx,1\nNote\n' --end Note)"
	same "$(table 'value note' '1 x' '2 y')" \
	    "$(import 'city,value,note\n"a\n__",1,x\nb __,2,y\n' --end __ -c value,note)"
	# The next file begins anew.
	printf 'city,value\nA,1\n__\n' > "$dir/a"
	same "$(table 'city value' 'A 1' 'A 1')" "$(sci-import --end __ "$dir/a" "$dir/a")"
	run -2 import 'city,value\n' --end ''
}

@test "--end: the text may come in pieces, and who writes what follows is not cut off" {
	printf 'city,value\n__a,1\n___\n"' > "$dir/csv"
	same "$(table 'city value' '__a 1')" "$(by_byte | sci-import --end ___)"
	printf 'city,value\nA,1\n__' > "$dir/csv"
	run -1 sci-import --end ___ "$dir/csv"
	[[ "$output" == *':3: 1 field where'* ]]
	set -o pipefail
	{ printf 'city,value\nA,1\n___\n'; head -c 3000000 /dev/zero; } | sci-import --end ___ > "$dir/out"
	same "$(table 'city value' 'A 1')" "$(cat "$dir/out")"
}

@test "--head: texts one below the other are joined, and a heading goes on to the right" {
	same "$(table 'city a|x a|y b|x b|2 c' 'A 1 2 3 4 5')" \
	    "$(import ',a,,b,,\ncity,x,y,x,2,c\nA,1,2,3,4,5\n' --head 2 | sed 's/b|c$/c/')"
	# Only where the columns agree above: c does not go below b.
	same "$(table 'city a|c|1 a|c|2 b|3 b|d|4' 'A 1 2 3 4')" \
	    "$(import ',a,,b,\n,c,,,d\ncity,1,2,3,4\nA,1,2,3,4\n' --head 3)"
	# The last row is not filled.
	same "$(table 'city a|1 a' 'A 1 2')" "$(import ',a,\ncity,1,\nA,1,2\n' --head 2)"
	# A row of units below the names.
	same "$(table 'city indicator value' 'Bonn temp 11.2' 'Bonn rain 700')" \
	    "$(import 'city;temp;rain\n;[C];[mm]\nBonn;11.2;700\n' -d ';' --head 2 --id city \
	        --rename 'temp|[C]=temp' --rename 'rain|[mm]=rain')"
	refused 'city,value\nA\n' '2: 1 field in a row of the head, the first one of which has 2' --head 2
	refused 'city,value\n' ' ends in its head, after 1 of 2 rows' --head 2
}

@test "--head 0: columns are numbers" {
	same "$(table '#1 #2' 'A 1' 'B x')" "$(import 'A,1\nB,x\n' --head 0)"
	same "$(table 'city value' 'A 1.5' 'B 2')" \
	    "$(import 'A;1,5\nB;2\n' -d ';' --head 0 --decimal , --rename '#1=city' --rename '#2=value')"
	printf 'A,1\n' > "$dir/a"
	same "$(table 'city value' 'A 1' 'A 1')" \
	    "$(sci-import --head 0 --rename '#1=city' --rename '#2=value' "$dir/a" "$dir/a")"
	refused '' ' empty' --head 0
}

@test "#3 is the file's third column, wherever one is named" {
	same "$(table 'city indicator value' 'Kabul PM10 260' 'Kabul y10 2009' 'Kabul PM25 86' 'Kabul y25 2008')" \
	    "$(import 'city,PM10,Year,PM25,Year\nKabul,260,2009,86,2008\n' --id city --rename '#3=y10' --rename '#5=y25')"
	same "$(table 'city indicator value' 'A y 2')" "$(import 'x,y,city\n1,2,A\n' -c '#3,#2' --id '#3')"
	same "$(table 'x city' '9 A')" "$(import 'x,city\n1,A\n' --set '#1=9')"
	# A name of its own.
	same "$(table '#1a value' 'A 2')" "$(import 'value,#1a\n2,A\n' -c '#1a,value')"
	# A number comes before a name, and a name that looks like one is out of reach.
	same "$(table 'a b' '1 2')" "$(import 'x,x\n1,2\n' --rename x=a --rename '#2=b')"
	refused 'x,y\n1,2\n' "1: no column '#3' to rename (there are: x, y)" --rename '#3=z'
	refused 'x,\n1,2\n' "1: column #2 has no name; --rename '#2=NAME'" --id '#2'
}

@test "-c: only these columns are read, in this order" {
	same "$(table 'value city' '1 A')" "$(import 'city,note,value\nA,"a\nb",1\n' -c value,city)"
	# The others may be nameless, double, or hold anything.
	same "$(table 'city value' 'A 1')" "$(import 'n,,city,n,value\n\xff,x,A,\t,1\n' -c city,value)"
	same "$(table 'city n' 'A 2')" "$(import 'n,city,n\n1,A,2\n' --rename '#3=n' -c city,'#3')"
	# New names, constants, and a comma of a name.
	same "$(table 'city year value' 'A 2024 1')" \
	    "$(import 'Stadt,x,value\nA,2,1\n' --rename Stadt=city --set year=2024 -c city,year,value)"
	same "$(table 'year city value' '2024 A 1')" \
	    "$(import 'year,city,value\n7,A,1\n' --set year=2024 -c city,value)"
	same "$(table 'value a,b' '1 x')" "$(import '"a,b",value\nx,1\n' -c 'value,a\,b')"
	same "$(table 'city ags indicator value' 'A 01 c 3' 'A 01 b 2')" \
	    "$(import 'ags,city,b,c,d\n01,A,2,3,x\n' -c city,c,ags,b --id ags,city)"
	refused 'city,value\nA,1\n' "1: no column 'year' (there are: city, value)" -c city,year
	refused 'city,n,n\nA,1,2\n' "1: column 'n' is there twice, #2 and #3; its number tells them apart" -c city,n
	refused 'city,ags,bus\nA,1,2\n' "1: no column 'ags' of -c to be an id" -c city,bus --id ags
	run -2 import 'city,value\n' -c city,
	run -2 import 'city,value\n' -c city,value,city
	# A constant may not be named twice either: no filter reads such a table.
	run -2 --separate-stderr import 'city,value\n' --set year=1 -c city,year,value,year
	[[ "$stderr" == "sci-import: -c: column 'year' is there twice"* ]]
	run -2 --separate-stderr import 'city,value\n' --set '#1=K' --set city=L
	[[ "$stderr" == "sci-import: --set: column 'city' is there twice"* ]]
	# A constant is a key without being said to be one, or being said so.
	same "$(import 'city,bus\nA,1\n' --set year=2024 --id city)" "$(import 'city,bus\nA,1\n' --set year=2024 --id year,city)"
}

@test "-c: several files need no other columns in common" {
	printf 'city,x,value\nA,a,1\n' > "$dir/a"
	printf 'value,city\n2,B\n' > "$dir/b"
	same "$(table 'city value' 'A 1' 'B 2')" "$(sci-import -c city,value "$dir/a" "$dir/b")"
	printf 'value,town\n2,B\n' > "$dir/c"
	run -1 --separate-stderr sci-import -c city,value "$dir/a" "$dir/c"
	same "sci-import: $dir/c:1: no column 'city' (there are: value, town)" "$stderr"
}

@test "a column without a name is dropped if it is empty, else it is an error" {
	same "$(table 'city indicator value' 'Borduria 2021 41.5' 'Borduria 2022 43.25')" \
	    "$(import '"Country","2021","2022",\n"Borduria","41.5","43.25",\n' --rename Country=city --id city)"
	refused ',city,value\n,A,1\n1,B,2\n' "3: column #1 has no name, but '1' in it; --rename '#1=NAME' gives it one, -c leaves it out"
	same "$(table 'nr city' '1 A')" "$(import ',city\n1,A\n' --rename '#1=nr')"
	refused 'city,\nA, \n' "2: column #2 has no name, but ' ' in it"
	same "$(table 'city' 'A')" "$(import 'city,\nA, \n' --trim)"
	# In the second file another one.
	printf 'city,\nA,\n' > "$dir/a"
	printf ',city\nx,B\n' > "$dir/b"
	run -1 --separate-stderr sci-import "$dir/a" "$dir/b"
	[[ "$stderr" == "sci-import: $dir/b:2: column #1 has no name, but 'x'"* ]]
}

@test "--rename ends FROM at the last =, and FROM may be any text" {
	same "$(table 'v city' '1 A')" "$(import 'a=b,city\n1,A\n' --rename a=b=v)"
	same "$(table 'city indicator value' 'Bonn population 330579')" \
	    "$(import 'city,"Population\n(31 Dec)"\nBonn,330579\n' --id city --rename $'Population\n(31 Dec)=population')"
	refused 'city,"a\nb"\nBonn,1\n' "1: column name 'a?x0ab' holds a tab, a newline*--rename '#2=NAME'" --id city
	run -2 import 'city,value\n' --rename city=
	run -2 import 'city,value\n' --rename city=a --rename city=b
	run -2 import 'city,value\n' --rename $'city=a\nb'
}

@test "blanks at the ends of a name go" {
	same "$(table 'city indicator value' 'A 2018 1' 'A 2019 2')" \
	    "$(import 'city ,2018 ,\xc2\xa02019\nA,1,2\n' --id city)"
	same "$(table 'town' 'A')" "$(import ' Stadt\nA\n' --rename 'Stadt =town')"
}

@test "--by: a column a year" {
	same "$(table 'indicator city year value' 'cars A 2023 1' 'cars A 2024 2')" \
	    "$(import 'city,2023,2024\nA,1,2\n' --id city --by year --set indicator=cars)"
	run -2 import 'city,a\n' --by year
	for by in '' value rank flag $'a\tb'; do
		run -2 import 'city,a\n' --id city --by "$by"
	done
	run -2 import 'city,year,a\n' --id city,year --by year
	run -2 import 'city,a\n' --id city --by year --set year=2024
}

@test "windows-1252 that is read as Latin-1 is refused" {
	refused 'city,value\nUlm,1\nBaden\x96Baden,1\n' "3: column city: *--encoding CP1252" --encoding ISO-8859-1
	refused 'city,a\x85b\nUlm,1\n' "1: column name *--encoding CP1252" --encoding ISO-8859-1
	same "$(table 'city value' 'Baden–Baden 1')" "$(import 'city,value\nBaden\x96Baden,1\n' --encoding CP1252)"
	# U+00A0 is the first one that may stand in a text.
	same "$(printf 'a\xc2\xa0b\tvalue\nx\t1')" "$(import 'a\xa0b,value\nx,1\n' --encoding ISO-8859-1)"
}

@test "--trim: blanks of any kind around texts go, in keys and in quotes" {
	same "$(table 'city note' 'A~B x')" "$(import 'city,note\n  A B\t,"\xe3\x80\x80x\xe2\x80\xaf\n"\n' --trim)"
	same "$(table 'city note' '~A x')" "$(import 'city,note\n A,x\n')"
	refused 'city,value\n ,1\n' "2: column city: '' is empty" --trim
}

@test "a blank between thousands is any blank, and one behind a minus goes" {
	same "$(table 'city value' 'A 1234' 'B 2345' 'C 3456' 'D 4567' 'E -5678' 'F -6')" \
	    "$(import 'city;value\nA;1 234\nB;2\xc2\xa0345\nC;3\xe2\x80\x89456\nD;4\xe2\x80\xaf567\nE;- 5 678\nF;\xe2\x88\x92\xc2\xa06\n' -d ';' --thousands ' ')"
	refused 'city;value\nA;1\xc2\xa0234\n' "2: * is not a number; --thousands ' ' (the blank in it is U+00A0) reads it as 1234 (A)" -d ';'
	refused 'city;value\nA;1\xe2\x80\xaf234\nB;2\xc2\xa0345\n' "3: *--thousands ' ' (the blank in it is U+00A0)" -d ';' --thousands $'\xe2\x80\xaf'
}

# mend FIGURE MEND OPTION... - fails unless FIGURE is refused with that mend.
mend() {
	printf 'city;value\nA;%s\n' "$1" > "$dir/csv"
	run -1 --separate-stderr sci-import -d ';' "${@:3}" "$dir/csv"
	same "sci-import: $dir/csv:2: column value: '$1' $2 (A)" "$stderr"
}

@test "a figure that is none gets the mend that fits, and what it would be then" {
	mend 1,234 'is not a number; --decimal , reads it as 1.234, --thousands , as 1234'
	mend 0,234 'is not a number; --decimal , reads it as 0.234'
	mend 1,234.5 'is not a number; --thousands , reads it as 1234.5'
	mend 1,234,567 'is not a number; --thousands , reads it as 1234567'
	mend 1.234.567 'is not a number; --decimal , --thousands . reads it as 1234567'
	mend 1.234,5 'is not a number; --decimal , --thousands . reads it as 1234.5'
	mend 1.234 'is not a number; --decimal . reads it as 1.234, --thousands . as 1234' --decimal ,
	mend 1234.5 'is not a number; --decimal . reads it as 1234.5' --decimal ,
	mend 1,234,567 'is not a number; --decimal . --thousands , reads it as 1234567' --decimal ,
	mend "1'234" "is not a number; --thousands \"'\" reads it as 1234"
	mend '1 234,5' "is not a number; --decimal , --thousands ' ' reads it as 1234.5"
	mend '1 234' "is not a number; --thousands ' ' reads it as 1234" --decimal ,
	mend . 'is not a number; --signs says what signs mean' --decimal ,
	mend 12% "is not a number; --signs says what signs mean (a sign '#%' would be around figures)"
	mend '(7,5)' "is not a number; --signs says what signs mean (a sign '(#)' would be around figures)" --decimal ,
	mend '12 b' "is neither a number nor a sign of --signs (a sign '# b' would be around figures)" --signs "$signs"
	mend '7.5 [6.1-8.9]' "is not a number; as a text, not called value and without --id, sci-tidy --split 'COLUMN=value [_]' takes it apart"
	mend '75(6)' "is not a number; as a text, not called value and without --id, sci-tidy --split 'COLUMN=value(_)' takes it apart"
	mend 1e309 'is beyond the doubles'
	refused 'city,value\nA,\xff1\n' "2: column value: *is not UTF-8; --encoding"
}

@test "the other number columns of the stream are figures too" {
	same "$(table 'city rank weight note' 'A 1234.5 _ 1,5' 'B 2 -3 _')" \
	    "$(import 'city;rank;weight;note\nA; 1.234,5;NA;1,5\nB;2;\xe2\x88\x923;\n' -d ';' --decimal , --thousands .)"
	printf 'sign\tvalue\tflag\n=1\t1\tU\n#.\t#\t\n' > "$dir/signs"
	same "$(table 'year city indicator rank flag' '2023 A overall 1 _' '2024 A overall 2 _')" \
	    "$(import 'year,city,indicator,rank\n2023,A,overall,=1\n2024,A,overall,2.\n' --signs "$dir/signs" | sed 's/2\./2/')"
	# Keys of a wide table, too; the flag is that of `value`.
	same "$(table 'city weight indicator value flag' 'A 0.5 a 1 _')" \
	    "$(import 'city;weight;a\nA;0,5;1\n' -d ';' --decimal , --id city,weight --signs "$signs")"
	same "$(table 'city rank value flag' 'A 1 2 _')" "$(import 'city,rank,value\nA,=1,2\n' --signs "$dir/signs")"
	run -2 import 'city,value\n' --set rank=first
}

@test "signs around figures, several of them, with or without a blank" {
	table 'sign value flag' '#b # _' '#e # E' '#be # U' '(#) # U' '#% # _' '~*# # P' ':~c _ Q' ': _ O' > "$dir/signs"
	same "$(table 'city indicator value flag' 'A a 12.3 _' 'A b _ Q' 'A c 4 _' 'A d 7.5 U' 'A e 7.5 E' \
	    'A f 12 _' 'A g 9.5 _' 'A h 3 U' 'A i 3 UE' 'A j 5 P' 'A k _ O' 'A l _ OE' 'A m -1 E')" \
	    "$(import 'city,a,b,c,d,e,f,g,h,i,j,k,l,m\nA,12.3 b,: c,4,7.5 be,7.5eb,12%%,9.5 %%,(3),( 3 ) e,*5,:b, :e ,\xe2\x88\x92 1e\n' \
	        --id city --signs "$dir/signs")"
	# Nothing between is no figure, and neither is what a sign does not stand around.
	refused 'city,value\nA,%%\n' "2: column value: '%' is neither" --signs "$dir/signs"
	refused 'city,value\nA,(3\n' "2: column value: '(3' is neither" --signs "$dir/signs"
	refused 'city,value\nA,#b\n' "2: column value: '#b' is neither" --signs "$dir/signs"
	# With the table's marks.
	same "$(table 'city value flag' 'A 1234.5 E')" \
	    "$(import 'city;value\nA;1.234,5 e\n' -d ';' --decimal , --thousands . --signs "$dir/signs")"
}

@test "signs that follow each other without end are no figure" {
	printf 'sign\tvalue\tflag\n#e\t#\tE\n' > "$dir/signs"
	{ printf 'city,value\nA,1'; head -c 1000000 /dev/zero | tr '\0' e; } > "$dir/csv"
	run -1 --separate-stderr sci-import --signs "$dir/signs" "$dir/csv"
	[[ "$stderr" == *":2: column value: '1eee"*"' is neither a number nor a sign of --signs (A)" ]]
	{ printf 'city,value,flag\nA,1,'; head -c 1000000 /dev/zero | tr '\0' e; } > "$dir/csv"
	run -1 --separate-stderr sci-import --signs "$dir/signs" "$dir/csv"
	[[ "$stderr" == *"has the flag 'eee"* ]]
}

@test "signs: # must have a text around it, and be there once" {
	for sign in '#' '##r' 'r' '# ' '#r#'; do
		printf 'sign\tvalue\tflag\n%s\t#\t\n' "$sign" > "$dir/signs"
		run -1 import 'city,value\nA,1\n' --signs "$dir/signs"
		[[ "$output" == *"signs:2: the sign '$sign' of the value # needs one # and a text around it" ]]
	done
	# A sign that holds # and stands for itself.
	printf 'sign\tvalue\tflag\n#NV\t\tO\n#r\t#\t\n' > "$dir/signs"
	same "$(table 'city value flag' 'A _ O' 'B 1 _')" "$(import 'city,value\nA,#NV\nB,1r\n' --signs "$dir/signs")"
	printf 'sign\tvalue\tflag\n#r\t#\t\n#r\t#\tE\n' > "$dir/signs"
	run -1 import 'city,value\nA,1\n' --signs "$dir/signs"
	[[ "$output" == *":3: the sign '#r' is there twice" ]]
}

@test "a column flag is read as if it stood behind the figure" {
	table 'sign value flag' '#b # _' '#e # E' '#p # P' ':~c _ Q' ': _ O' 'c _ Q' > "$dir/signs"
	same "$(table 'city value flag' 'A 7.5 E' 'B _ Q' 'C 4 _' 'D _ OE' 'E _ Q' 'F 1 EP' 'G 1 UP' 'H 2 _')" \
	    "$(import 'city,value,flag\nA,7.5,be\nB,:,c\nC,4,\nD,:,e\nE,,c\nF,1 e,p\nG,1,Up\nH,2,b\n' --signs "$dir/signs")"
	# Digits there are no part of the figure.
	refused 'city,value,flag\nA,1,234\n' "2: column value: '1' has the flag '234', which is no sign of --signs (it would be '#234')" \
	    --signs "$dir/signs" --thousands ' '
	# Of a wide row it belongs to all figures; without --signs it is a text.
	same "$(table 'city indicator value flag' 'A a 1 P' 'A b 2 P')" \
	    "$(import 'city,a,flag,b\nA,1,p,2\n' --id city --signs "$dir/signs")"
	same "$(table 'city value flag' 'A 1 be')" "$(import 'city,value,flag\nA,1,be\n')"
	# -c may name it where --signs makes it.
	same "$(table 'flag city value' 'E A 1')" "$(import 'x,city,value\n,A,1e\n' -c flag,city,value --signs "$dir/signs")"
	same "$(table 'flag city value' 'E A 1')" "$(import 'city,value,flag\nA,1,e\n' -c flag,city,value --signs "$dir/signs")"
}

@test "the tables of signs that come with the suite" {
	each() {
		printf 'city;value\n'
		printf 'A;%s\n' "${@:2}"
	}
	values() { sci-import -d ';' --signs "data/signs-$1.tsv" "${@:2}" | sed 1d | cut -f 2- | tr '\t\n' ':;'; }
	same '0:;:O;:O;:Q;:O;1.5:U;2:P;3:;4:E;' "$(each . - . ... / x '(1.5)' 2p '3 r' 4s | values din55301)"
	same '0:;0:;:O;:Q;:Q;:O;5:U;6:;' "$(each . 0 k t u g x '5 u' 6e | values lsn)"
	same ':O;:Q;:Q;1:;2:E;3:P;4:EP;5:I;:O;' "$(each . : ': c' :c '1 b' '2 e' 3p '4 ep' '5 i' ': z' | values eurostat)"
	same ':O;7:;' "$(each . .. 7 | values worldbank)"
	same '1:;2:E;:O;:Q;3:I;' \
	    "$(printf 'city;value;flag\nA;1;A\nA;2;F\nA;NaN;M\nA;;Q\nA;3;I\n' | values sdmx)"
	# Every sign says where it is from, and the flags are those of the stream.
	for table in data/signs-*.tsv; do
		awk -F '\t' 'NF != 5 || $5 == "" || $4 == "" || $3 !~ /^[AEIOPQU]?$/ { exit 1 }' <(sed 1d "$table")
	done
}

@test "what is no CSV is told what it is" {
	refused 'PK\003\004xx' ' a spreadsheet, or another file that is packed; save its sheet as CSV'
	refused '\320\317\021\340\241' ' a spreadsheet'
	refused '\037\213\010\000' ' packed by gzip'
	iconv -f UTF-8 -t UTF-16 <<< city,value > "$dir/u"
	run -1 --separate-stderr sci-import "$dir/u"
	same "sci-import: $dir/u: UTF-16, by its byte-order mark; --encoding UTF-16 reads it" "$stderr"
	refused 'c\0i\0t\0y\0\n\0' '1: column name *holds a NUL, as UTF-16 does that is read as another encoding; --encoding UTF-16LE'
	refused 'Titel\ncity,value\nA,1\n' '2: 2 fields where the header has 1; --skip skips lines before the head'
	refused 'Titel;;\ncity;value\n' "1: no column 'city' to be an id (there are: Titel); --skip skips lines before the head" \
	    -d ';' --id city
	# A name that begins so is a name.
	same "$(table 'PKW value' 'A 1')" "$(import 'PKW,value\nA,1\n')"
	refused 'city\tvalue\nA\t1\n' "1: column name 'city?x09value' *; --delimiter tab (-d tab) reads columns between tabs"
	refused 'a,b\\\\c\td\nA\t1\n' "1: *--delimiter tab"
	refused 'city,value\nA\t1\n' '2: 1 field where the header has 2; --delimiter tab (-d tab) reads columns between tabs'
	refused 'city,value\nA\tB,1\n' "2: column city: *; --delimiter tab"
	run -1 import 'city,value\nA\tB,1\n' -d ,
	[[ "$output" != *"--delimiter tab"* ]]
	refused 'city;value\nA;1\n' "1: one column, 'city;value'; --delimiter ';' (-d ';') reads columns between semicolons"
	same "$(table 'city;value' 'A;1')" "$(import 'city;value\nA;1\n' -d ,)"
}

@test "filters say how a CSV, and a figure of another form, become a stream" {
	printf 'city;indicator;value\nA;a;1\n' > "$dir/csv"
	run -1 --separate-stderr sci-rank "$dir/csv"
	same "sci-rank: $dir/csv:1: no column 'city' (there are: city;indicator;value); this looks like CSV: sci-import makes a stream of it" "$stderr"
	table 'city indicator value' 'A pop 1,234,567' > "$dir/t"
	run -1 --separate-stderr sci-normalize "$dir/t"
	same "sci-normalize: $dir/t:2: column value: '1,234,567' is not a number; sci-import --thousands , reads it as 1234567 (A, pop)" "$stderr"
	table 'city indicator value' 'A pop 1,234' > "$dir/t"
	run -1 --separate-stderr sci-rank "$dir/t"
	[[ "$stderr" == *"; sci-import --decimal , reads it as 1.234, --thousands , as 1234 (A, pop)" ]]
	# In a column that sci-import does not read as figures it is no way out.
	table 'city share' 'A 1,5' > "$dir/t"
	run -1 --separate-stderr sci-round -c share 1 "$dir/t"
	same "sci-round: $dir/t:2: column share: '1,5' is not a number (A)" "$stderr"
}

@test "-d: one character of ASCII, or tab" {
	same "$(table 'city value' 'A 1')" "$(import 'city\tvalue\nA\t1\n' -d tab)"
	same "$(table 'city value' 'A 1')" "$(import 'city|value\nA|1\n' -d '|')"
	for d in '' ';;' '"' $'\n' é $'\xa7'; do
		run -2 import 'city,value\n' -d "$d"
	done
}
