# sci-check - findings, whole whatever they say, and an exit status that stops a build.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'indicator parent low high' 'bus all 0 10' 'bike all _ _' > "$dir/f"
}

# found OPTION... - the findings about the table on standard input, without the
# header and what goes to standard error.
found() {
	sci-check "$@" 2> "$dir/err" | sed 1d
}

@test "sound figures: an empty table, exit 0, nothing on standard error" {
	table 'year city indicator value' '2024 Bonn bus 1' '2024 Bonn bike 2' '2024 Unna bus 3' \
	    '2024 Unna bike 4' > "$dir/raw"
	run -0 --separate-stderr sci-check -f "$dir/f" "$dir/raw"
	same "$(table 'severity year city indicator finding detail')" "$output"
	[ -z "$stderr" ]
}

@test "what other filters refuse is an error with its line" {
	table 'year city indicator value' '2024 Bonn bus 7,5' '2024 Bonn bus 7' '2024 Bonn bike 1e309' \
	    '24x Bonn bus 1' '2024 _ bus 1' '2024 Bonn _ 1' '_ Bonn bus 1' '2024 Bonn bsu 1' \
	    '2024 Bonn bsu 2' > "$dir/raw"
	run -1 --separate-stderr sci-check -f "$dir/f" "$dir/raw"
	same "$(table \
	    'error _ _ _ bad_year line~5:~'"'24x'"'~is~not~a~year,~a~whole~number' \
	    'error _ _ _ empty_key line~6:~column~city~is~empty' \
	    'error _ _ _ empty_key line~7:~column~indicator~is~empty' \
	    'error _ _ _ empty_key line~8:~column~year~is~empty' \
	    "error 2024 _ bsu unknown_indicator not~in~the~framework:~1~row~from~line~9~on;~did~you~mean~'bus'?" \
	    "error 2024 Bonn bike bad_number line~4:~'1e309'~is~beyond~the~doubles" \
	    "error 2024 Bonn bsu duplicate line~10;~the~first~is~line~9" \
	    "error 2024 Bonn bus bad_number line~2:~'7,5'~is~not~a~number" \
	    "error 2024 Bonn bus duplicate line~3;~the~first~is~line~2")" "$(grep ^error <<< "$output")"
	same 'sci-check: 9 errors in the findings' "$stderr"
}

@test "the table is whole with exit 1, in a file too" {
	printf 'city\tindicator\tvalue\nBonn\tbus\tx\n' > "$dir/raw"
	run -1 sci-check -o "$dir/findings" "$dir/raw"
	[ "$(tail -c 1 "$dir/findings" | od -An -tx1)" = ' 0a' ]
	same 1 "$(grep -c ^error "$dir/findings")"
	[ "$(sci-check "$dir/raw" 2> "$dir/err" | tail -c 1 | od -An -tx1)" = ' 0a' ]
}

@test "what is no table ends it as it ends every filter" {
	run -1 sci-check <(table 'city indicator value' 'Bonn bus')
	same 'sci-check: ' "${output:0:11}"
	[[ "$output" == *':2: 2 fields where the header has 3' ]]
	run -1 sci-check <(printf 'city\tindicator\tvalue\nBonn\tbus\t1')
	[[ "$output" == *'cut off after line 2'* ]]
	run -1 sci-check <(table 'city indicator' 'Bonn bus')
	[[ "$output" == *"no column 'value'"* ]]
	run -2 sci-check --verbose
}

@test "several files: lines with the file" {
	table 'city indicator value' 'Bonn bus 1' > "$dir/a"
	table 'value city indicator' 'x Unna bus' '2 Bonn bus' > "$dir/b"
	same "$(printf '%s\n' "$dir/b:2: 'x' is not a number" "$dir/b:3; the first is $dir/a:2")" \
	    "$(found "$dir/a" "$dir/b" | grep ^error | cut -f 6 | sort)"
}

@test "what has a denominator in the table is judged by its quotients" {
	table 'indicator parent denominator per low high normalize' 'bus all people 1000 0 20 goalposts' \
	    > "$dir/f"
	table 'city indicator value' 'A bus 3000' 'A people 300000' 'B bus 800' 'B people 50000' \
	    'C bus 5000' 'C people 50000' 'D bus 12' > "$dir/raw"
	same $'warning\tC\tbus\toutside_goalposts\t100 is above high 20' \
	    "$(found -f "$dir/f" "$dir/raw" | grep goalposts | cut -f 1,3-)"
	# Nothing to divide by in the table, as behind sci-denominate: the values as they stand.
	sci-select -v -w indicator=people "$dir/raw" > "$dir/ratios"
	same 3 "$(found -f "$dir/f" "$dir/ratios" | grep -c goalposts)"
	# In an edition that lacks what to divide by, too.
	table 'year city indicator value' '2023 A bus 3000' '2024 A bus 3000' '2024 A people 300000' > "$dir/years"
	same $'2023\tA\tbus\toutside_goalposts\t3000 is above high 20' \
	    "$(found -f "$dir/f" "$dir/years" | grep goalposts | cut -f 2-)"
	# A large city is no outlier of what its people do not make it one of.
	{
		table 'city indicator value'
		for i in 1 2 3 4 5 6 7 8 9 1000; do
			printf 'C%s\tbus\t%s\nC%s\tpeople\t%s\n' $i $((i * 10 + i % 3)) $i $((i * 1000))
		done
	} > "$dir/large"
	same "" "$(found -f "$dir/f" "$dir/large" | grep outlier)"
	found "$dir/large" | grep -q outlier
}

@test "what sci-denominate and sci-aggregate refuse is an error" {
	table 'indicator parent denominator' 'bus all people' 'bike all _' > "$dir/f"
	table 'city indicator value' 'A bus 3' 'A people 0' 'A bike 1' 'B all 2' > "$dir/raw"
	run -1 sci-denominate -f "$dir/f" "$dir/raw"
	same "$(printf '%s\n' $'error\t\tbike\tmade_twice' $'error\t\tbus\tmade_twice' \
	    $'error\tA\tpeople\tzero_denominator')" \
	    "$(found -f "$dir/f" "$dir/raw" | grep ^error | cut -f 1,3-5)"
	# In another edition each is sound, and so is 0 under a value that is missing.
	table 'year city indicator value' '2023 A bus _' '2023 A people 0' '2024 B all 2' > "$dir/raw"
	same "" "$(found -f "$dir/f" "$dir/raw" | grep ^error)"
}

@test "flags that mean nothing" {
	table 'city indicator value flag' 'A a 1 e' 'B a 2 IT' 'C a 3 _' 'A b 1 AEIOPQTU' 'B b 2 e' \
	    'C b 3 Ex' > "$dir/raw"
	same "$(printf '%s\n' "'Ex' is not; 1 row from line 7 on" "'e' is not; 2 rows from line 2 on")" \
	    "$(found "$dir/raw" | grep unknown_flag | cut -f 6 | sed 's/ made of.*measured//')"
}

@test "keys that look the same: Unicode form, blanks; letters in capitals are others" {
	{
		table 'city indicator value' 'Köln a 1' 'Köln b 1' 'Bonn a 1' 'Bonn b 1' 'Unna a 1' \
		    'Frankfurt~am~Main a 1' 'unna a 1' 'unna b 1' 'İzmir a 1' 'Izmir a 1'
		printf 'Ko\xcc\x88ln\ta\t1\nBonn \tc\t1\nFrankfurt\xc2\xa0am  Main\ta\t1\n'
		printf 'Ulm\ta \t1\nBo\xcc\x88NN\ta\t1\n'
	} > "$dir/raw"
	found "$dir/raw" | grep similar | cut -f 1,3-4,6 | sed 's/; rows.*//' > "$dir/out"
	same "$(printf '%s\n' $'error\t\ta \tdiffers only in blanks from '"'a'" \
	    $'error\tBonn \t\tdiffers only in blanks from '"'Bonn'" \
	    $'error\tFrankfurt\xc2\xa0am  Main\t\tdiffers only in blanks from '"'Frankfurt am Main'" \
	    $'error\tKo\xcc\x88ln\t\tdiffers only in Unicode form from '"'Köln'")" "$(cat "$dir/out")"
}

@test "keys that look the same: a third spelling hides neither of two" {
	{
		table 'city indicator value' 'Bonn a 1' '(Bonn) a 1' '(Bonn) b 1' 'Köln a 1' 'Köln. a 1' 'Köln. b 1'
		printf 'Bonn \ta\t1\nKo\xcc\x88ln\ta\t1\nKo\xcc\x88ln.\ta\t1\nUlm \ta\t1\nUlm.\ta\t1\n'
	} > "$dir/raw"
	found "$dir/raw" | grep similar | cut -f 1,3,6 | sed 's/; rows.*//' > "$dir/out"
	same "$(printf '%s\n' $'error\tBonn \tdiffers only in blanks from '"'Bonn'" \
	    $'error\tKo\xcc\x88ln\tdiffers only in Unicode form from '"'Köln'" \
	    $'error\tKo\xcc\x88ln.\tdiffers only in Unicode form from '"'Köln.'" \
	    $'warning\tBonn\tdiffers only in blanks or punctuation from '"'(Bonn)'" \
	    $'warning\tKöln\tdiffers only in blanks or punctuation from '"'Köln.'" \
	    $'warning\tUlm.\tdiffers only in blanks or punctuation from '"'Ulm '" \
	    )" "$(cat "$dir/out")"
}

@test "strange blanks without another name like it are suspicious" {
	printf 'city\tindicator\tvalue\n Bonn\ta\t1\nUnna\ta\t2\n' > "$dir/raw"
	run -0 sci-check "$dir/raw"
	[[ "$output" == *$'warning\t\t Bonn\t\tblanks\t'*'line 2'* ]]
}

@test "coverage: a note, below two thirds a warning; a leaf without any value is absent" {
	table 'city indicator value' 'A a 1' 'A b 1' 'A c 1' 'B a 2' 'B b 2' 'C a 3' 'C b _' 'D a 4' \
	    'D b 4' > "$dir/raw"
	# d, which the edition lacks as a whole, is one finding, and no city lacks it besides.
	same "$(printf '%s\n' \
	    $'note\t\tb\tindicator_coverage\t3 of 4 units have a value' \
	    $'note\tB\t\tcity_coverage\t2 of 3 indicators have a value' \
	    $'warning\tC\t\tcity_coverage\t1 of 3 indicators have a value' \
	    $'note\tD\t\tcity_coverage\t2 of 3 indicators have a value' \
	    $'warning\t\tc\tindicator_coverage\t1 of 4 units have a value' \
	    $'warning\t\td\tabsent_indicator\tno value in this edition' | sort)" \
	    "$(found -f <(table 'indicator parent' 'a r' 'b r' 'c r' 'd r') "$dir/raw" |
	        cut -f 1,3- | grep -v constant | sort)"
	# Two of three is not below two thirds.
	table 'city indicator value' 'A a 1' 'B a 2' 'C b 2' 'A b 1' > "$dir/raw"
	same 'note note warning warning' "$(found "$dir/raw" | cut -f 1 | sort | xargs)"
}

@test "a denominator without a value, and it is neither constant nor an outlier" {
	table 'indicator parent denominator' 'cars all people' 'bus all area' 'fibre all homes' > "$dir/g"
	run -0 sci-check -f "$dir/g" <(table 'city indicator value' 'A cars 1' 'A people 5' 'B cars 2' \
	    'B people 5' 'A bus 1' 'B bus 3')
	# What is to be divided is there: a warning.  What is not needed is a note.
	same "$(printf '%s\n' \
	    $'warning\t\t\tarea\tabsent_indicator\tno value in this edition; the denominator of '"'bus'" \
	    $'warning\t\t\tfibre\tabsent_indicator\tno value in this edition' \
	    $'note\t\t\thomes\tabsent_indicator\tno value in this edition; a denominator')" \
	    "$(sed 1d <<< "$output")"
	# Empty rows are no rows: that is one finding, of a leaf as of a denominator.
	same "$(sed 1d <<< "$output")" "$(found -f "$dir/g" <(table 'city indicator value' 'A cars 1' 'A people 5' 'B cars 2' \
	    'B people 5' 'A bus 1' 'B bus 3' 'A area _' 'B area _' 'A fibre _' 'B homes _'))"
	# It is there, and for none of those that have something to be divided.
	table 'year city indicator value' '2023 A cars 1' '2023 A people 5' '2023 B cars 2' '2023 B people 4' \
	    '2024 A cars 1' '2024 A people _' '2024 B cars 2' '2024 B people _' '2024 C people 5' > "$dir/raw"
	same $'warning\t2024\t\tcars\tno_denominator\tno unit that has a value has its denominator '"'people'; sci-denominate refuses it" \
	    "$(found -f "$dir/g" "$dir/raw" | grep no_denominator)"
	run -1 sci-denominate -f "$dir/g" "$dir/raw"
	run -0 sci-denominate -f "$dir/g" --optional "$dir/raw"
}

@test "constants, by edition" {
	run -0 sci-check <(table 'year city indicator value' '2023 A a 1' '2023 B a 2' '2024 A a 3' \
	    '2024 B a 3.0')
	same "$(printf 'warning\t2024\t\ta\tconstant\tall values are 3')" "$(sed 1d <<< "$output")"
}

@test "outliers: the rule of the JRC, and Tukey's outer fences" {
	# 1 2 3 4 5 6 7 8 v: q1 = 3, q3 = 7, fences -9 and 19.
	for v in 19 19.5; do
		table 'city indicator value' 'A a 1' 'B a 2' 'C a 3' 'D a 4' 'E a 5' 'F a 6' 'G a 7' \
		    'H a 8' "I a $v" > "$dir/$v"
	done
	same '' "$(found "$dir/19" | grep outlier$'\t')"
	same $'note\t\tI\ta\toutlier\t19.5 is above 19, the quartile and 3 times their distance' \
	    "$(found "$dir/19.5" | grep outlier$'\t')"
	# Where the quartiles are one there are no fences.
	table 'city indicator value' {A..R}' a 0' 'S a 1' 'T a 2' 'U a 3' 'V a 4' > "$dir/one"
	same '' "$(found "$dir/one" | grep outlier$'\t')"
	# A 0/1 list is no outlier problem.
	table 'city indicator value' 'A a 0' 'B a 0' 'C a 0' 'D a 0' 'E a 0' 'F a 0' 'G a 0' 'H a 1' \
	    > "$dir/list"
	same '' "$(found "$dir/list" | grep outlier)"
	# Of 0 1 2 3 v the skewness is 2 where v is 13.311441819079618 (by 40 digits), and less by
	# 5.0e-11 a little below.
	for v in 13.31144181907962 13.31144181774847; do
		table 'city indicator value' 'A a 0' 'B a 1' 'C a 2' 'D a 3' "E a $v" > "$dir/$v"
	done
	same $'warning\t\t\ta\toutliers\tskewness 2.00, kurtosis 4.17' "$(found "$dir/13.31144181907962" | grep outliers)"
	same '' "$(found "$dir/13.31144181774847" | grep outliers)"
	sed 's/19$/1000/' "$dir/19" > "$dir/far"
	same 'note warning' "$(found "$dir/far" | grep outlier | cut -f 1 | sort | xargs)"
}

@test "values outside of the goalposts" {
	run -0 sci-check -f "$dir/f" <(table 'city indicator value' 'A bus 0' 'B bus 10' 'C bus -0.5' \
	    'D bus 11' 'A bike 1' 'B bike 2' 'C bike 3' 'D bike 4')
	same "$(printf 'warning\t\t%s\n' $'C\tbus\toutside_goalposts\t-0.5 is below low 0' \
	    $'D\tbus\toutside_goalposts\t11 is above high 10')" "$(sed 1d <<< "$output")"
	# 300/9 as a fraction; 0.3 times 1000, divided by 9, is the double above that.
	table 'indicator parent denominator per low high' 'bus all people 1000 0 33.33333333333333' > "$dir/f"
	same '' "$(table 'city indicator value' 'A bus 0.3' 'A people 9' | found -f "$dir/f" | grep outside)"
}

@test "the unit has the name that -u gives it" {
	run -0 sci-check -u land <(table 'land indicator value' 'A a 1' 'B a 2')
	same "$(table 'severity year land indicator finding detail')" "$output"
}

@test "an indicator unlike any of the framework's is named without a guess" {
	table indicator x y > "$dir/f"
	run -1 sci-check -f "$dir/f" <(table 'city indicator value' 'a zebracrossing 1' 'b zebracrossing 1')
	[[ "$output" == *$'unknown_indicator\tnot in the framework: 2 rows from line 2 on'* ]]
}

@test "names that differ only in blanks and punctuation, but not in what makes another number" {
	table 'city indicator value' 'St.~Alban a 1' 'St.~Alban b_1 1' 'St.Alban a 1' 'Halle~(Saale) a 1' \
	    'Halle/Saale a 1' 'Halle~(Saale) b 1' 'ST.ALBAN b 1' 'Zone~1.5 a 1' 'Zone~15 a 1' '-1 a 1' \
	    '1 a 1' 'A+ a 1' 'A a 1' > "$dir/raw"
	same "$(printf 'warning\t%s\n' $'Halle/Saale\tdiffers only in blanks or punctuation from '"'Halle (Saale)'" \
	    $'St.Alban\tdiffers only in blanks or punctuation from '"'St. Alban'")" \
	    "$(found "$dir/raw" | grep similar | cut -f 1,3,6 | sed 's/; rows.*//')"
}

@test "characters in names that nobody sees are named" {
	printf 'city\tindicator\tvalue\nWei\xc2\x96en\ta\t1\nUlm\ta\x01\t1\nBo\xe2\x80\xaenn\ta\t1\nKöln\ta\t1\n' \
	    > "$dir/raw"
	printf 'A\xe2\x81\xa6\ta\t1\nB\xe2\x81\xa9\ta\t1\nC\xe2\x81\xaa\ta\t1\n' >> "$dir/raw"
	printf 'D\xc2\x80\ta\t1\nE\xc2\x9f\ta\t1\nF\xc2\xa1\ta\t1\nG\x7f\ta\t1\n' >> "$dir/raw"
	same "$(printf '%s\n' $'\t\ta\x01\tholds U+0001, which nobody sees; line 3' \
	    $'\tA\xe2\x81\xa6\t\tholds U+2066, which nobody sees; line 6' \
	    $'\tBo\xe2\x80\xaenn\t\tholds U+202E, which nobody sees; line 4' \
	    $'\tB\xe2\x81\xa9\t\tholds U+2069, which nobody sees; line 7' \
	    $'\tD\xc2\x80\t\tholds U+0080, which nobody sees (windows-1252 read as Latin-1? sci-import --encoding CP1252); line 9' \
	    $'\tE\xc2\x9f\t\tholds U+009F, which nobody sees (windows-1252 read as Latin-1? sci-import --encoding CP1252); line 10' \
	    $'\tG\x7f\t\tholds U+007F, which nobody sees; line 12' \
	    $'\tWei\xc2\x96en\t\tholds U+0096, which nobody sees (windows-1252 read as Latin-1? sci-import --encoding CP1252); line 2')" \
	    "$(found "$dir/raw" | grep control_character | cut -f 2-4,6)"
}

@test "one finding for what an edition lacks as a whole, not one a city" {
	table 'indicator parent' 'a r' 'b r' 'c r' > "$dir/g"
	{
		table 'year city indicator value'
		for i in {1..50}; do
			table "2023 C$i a $i" "2023 C$i b $((i * i % 53))" "2023 C$i c $((i * 7 % 51))" \
			    "2024 C$i a $i" "2024 C$i b _"
		done
	} > "$dir/raw"
	same "$(printf '%s\n' $'warning\t2024\t\tb\tabsent_indicator\tno value in this edition' \
	    $'warning\t2024\t\tc\tabsent_indicator\tno value in this edition')" "$(found -f "$dir/g" "$dir/raw")"
	same $'warning\t2024\t\tb\tindicator_coverage\t0 of 50 units have a value' "$(found "$dir/raw")"
	# An edition that has next to nothing of a large framework is one finding.
	{ table 'indicator parent'; printf 'i%d\tr\n' {1..40}; } > "$dir/g"
	same "$(printf 'warning\t2024\t\t\tabsent_indicator\t39 of 40 indicators of the framework have no value in this edition')" \
	    "$(found -f "$dir/g" <(table 'year city indicator value' '2024 A i7 1' '2024 B i7 2'))"
}

@test "few values: 65 % available, 50 % not 0, 50 % different, of the units of the edition" {
	# 20 units: 13 of a are 65 %, 12 of b less; of c 10 are not 0, of d 9; e has 10 different, f 9.
	{
		table 'city indicator value'
		for i in {1..20}; do
			table "C$i a $([ "$i" -gt 13 ] || echo "$i")_" "C$i b $([ "$i" -gt 12 ] || echo "$i")_" |
			    sed 's/_$//'
			table "C$i c $((i > 10 ? 0 : i))" "C$i d $((i > 9 ? 0 : i))" "C$i e $((i % 10 + 1))" \
			    "C$i f $((i % 9 + 1))" "C$i g $((i > 15 ? 0 : -i))"
		done
	} > "$dir/raw"
	same "$(printf '%s\n' $'note\ta\tindicator_coverage\t13 of 20 units have a value' \
	    $'note\td\tfew_nonzero\tvalues other than 0: 9 of 20 units' \
	    $'note\tf\tfew_distinct\tdifferent values: 9 of 20 units' \
	    $'warning\tb\tindicator_coverage\t12 of 20 units have a value')" \
	    "$(found "$dir/raw" | cut -f 1,4- | grep -e few -e indicator_coverage | grep -v $'\td\tfew_distinct' | sort)"
}

@test "correlated: siblings above 0.9, their directions counted; a denominator above 0.6" {
	# x = 1..6; a = x, b = 7 - x, c = 1 3 2 5 4 6 has r = 31/35 = 0.886, d = 1 2 3 5 4 6 33/35 = 0.943.
	table 'indicator parent direction denominator' 'a p 1 _' 'b p -1 _' 'c p 1 _' 'd p 1 _' 'e q 1 _' \
	    'f q 1 people' 'p all 1 _' 'q all 1 _' > "$dir/g"
	{
		table 'city indicator value'
		for i in 1 2 3 4 5 6; do
			set -- 1 3 2 5 4 6; c=${!i}
			set -- 1 2 3 5 4 6; d=${!i}
			set -- 3 1 6 2 5 4; e=${!i}
			set -- 2 4 1 3 6 5; f=${!i}
			table "C$i a $i" "C$i b $((7 - i))" "C$i c $c" "C$i d $d" "C$i e $e" \
			    "C$i f $((f * e * 10))" "C$i people $((e * 10))"
		done
	} > "$dir/raw"
	# e is what people is, and c and d are 0.943 of each other: ranks 1 3 2 5 4 6 and 1 2 3 5 4 6.
	same "$(printf 'note\t%s\n' \
	    $'a\t1.000 with '"'b' under the same parent: one thing counted twice?" \
	    $'a\t0.943 with '"'d' under the same parent: one thing counted twice?" \
	    $'b\t0.943 with '"'d' under the same parent: one thing counted twice?" \
	    $'c\t0.943 with '"'d' under the same parent: one thing counted twice?" \
	    $'e\t1.000 with the denominator '"'people': a matter of size?" | sort)" \
	    "$(found -f "$dir/g" "$dir/raw" | grep correlated | cut -f 1,4,6 | sort)"
	# Four units are too few to say so, five are not.
	same '' "$(grep -v 'C[56]' "$dir/raw" | found -f "$dir/g" | grep correlated)"
	same $'a\t1.000 with '"'b' under the same parent: one thing counted twice?" \
	    "$(grep -v C6 "$dir/raw" | found -f "$dir/g" | grep "correlated.*'b'" | cut -f 4,6)"
	# Without the right direction b says the opposite of a.
	sed 's/-1/1/' "$dir/g" > "$dir/h"
	same 0 "$(found -f "$dir/h" "$dir/raw" | grep -c $'\tb\tcorrelated')"
}

@test "correlated: with a denominator either way, of up to 20 of them; siblings, of up to 200" {
	local n
	# r of 3 1 2 6 4 5 is 1 - 6 12/210, of 3 4 1 2 5 6 1 - 6 16/210.
	{
		table 'city indicator value'
		for i in 1 2 3 4 5 6; do
			set -- 3 1 2 6 4 5; b=${!i}
			set -- 3 4 1 2 5 6; c=${!i}
			table "C$i a $((9 - i))" "C$i b $b" "C$i c $c" "C$i d1 $i"
		done
	} > "$dir/raw"
	for n in 20 21; do
		{
			table 'indicator parent denominator' 'a p _' 'b q _' 'c r _' 'p all _' 'q all _' 'r all _' 's all _'
			for ((i = 1; i <= n; i++)); do table "x$i s d$i"; done
		} > "$dir/g"
		found -f "$dir/g" "$dir/raw" | grep correlated | cut -f 4,6 > "$dir/$n"
	done
	same "$(printf '%s\n' $'a\t-1.000 with the denominator \'d1\': a matter of size?' \
	    $'b\t0.657 with the denominator \'d1\': a matter of size?')" "$(cat "$dir/20")"
	[ ! -s "$dir/21" ]
	for n in 200 201; do
		{
			table 'indicator parent'
			for ((i = 1; i <= n; i++)); do table "x$i all"; done
		} > "$dir/g"
		awk -v n=$n 'BEGIN { OFS = "\t"; print "city", "indicator", "value"
			for (c = 1; c <= 5; c++) for (i = 1; i <= n; i++) print "C" c, "x" i, c * c * i % 101 }' > "$dir/raw"
		found -f "$dir/g" "$dir/raw" | grep -c correlated > "$dir/$n" || true
	done
	[ "$(cat "$dir/200")" -gt 100 ]
	same 0 "$(cat "$dir/201")"
}

@test "of more than a hundred unknown indicators none is guessed at" {
	table 'indicator parent' 'bus000 all' 'bike all' > "$dir/f"
	{ table 'city indicator value'; printf 'Bonn\tbus%03d\t1\n' {1..101}; } > "$dir/raw"
	same '101 0' "$(found -f "$dir/f" "$dir/raw" | grep unknown_indicator |
	    awk '/did you mean/ { n++ } END { print NR, n + 0 }')"
	same '100 100' "$(sed '$d' "$dir/raw" | found -f "$dir/f" | grep unknown_indicator |
	    awk '/did you mean .bus000/ { n++ } END { print NR, n + 0 }')"
}

@test "a cell that is there twice is found whether the rows of a city stand together or not" {
	table 'year city indicator value' '2024 Bonn bus 1' '2024 Bonn bus 2' '2024 Ulm bus 3' \
	    '2024 Bonn bus 4' '2024 Bonn bike 5' '2024 Ulm bus 6' '2024 Ulm bike 7' > "$dir/raw"
	run -1 --separate-stderr sci-check "$dir/raw"
	same "$(table 'Bonn bus line~3;~the~first~is~line~2' 'Bonn bus line~5;~the~first~is~line~2' \
	    'Ulm bus line~7;~the~first~is~line~4')" \
	    "$(awk -F '\t' -v OFS='\t' '$5 == "duplicate" { print $3, $4, $6 }' <<< "$output")"
}
