# sci-show - what people see: columns, decimal commas, signs of changes, bars.
bats_require_minimum_version 1.5.0

setup() {
	load lib
}

# shown TEXT OPTION... - the table TEXT, which is a format of printf, as it is shown, with a
# mark at the end of each line.
shown() {
	printf "$1" | sci-show "${@:2}" | sed 's/$/$/'
}

@test "texts at the left, numbers at the right, no blank ends a line" {
	same 'city     n     x$
Bonn     7    10$
Lübeck        NA$
        12  -0.5$' "$(shown 'city\tn\tx\nBonn\t7\t10\nLübeck\t\tNA\n\t12\t-0.5\n')"
	same $'city    n  note$\nLübeck$\nBonn    7  x$' "$(shown 'city\tn\tnote\nLübeck\t\t\nBonn\t7\tx\n')"
	# One text makes a column of texts, whose bytes stay.
	same $'code$\n1.5$\nNA$\n2.5a$' "$(shown 'code\n1.5\nNA\n2.5a\n' --lang de)"
}

@test "an empty table is its head" {
	same 'city  value$' "$(shown 'city\tvalue\n')"
	same $'value$\n$' "$(shown 'value\nNA\n')"
}

@test "--lang de: a decimal comma in numbers, and in nothing else" {
	same $'v.1   value  note$\nA.B  1234,5  1.5 km$\nC    0,5e-7  2.$' \
	    "$(shown 'v.1\tvalue\tnote\nA.B\t1234.5\t1.5 km\nC\t0.5e-7\t2.\n' --lang de)"
	same $'value$\n  1.5$' "$(shown 'value\n1.5\n' --lang en)"
}

@test "changes have a sign: plus, U+2212, equals; a text among them stays" {
	same 'rank_change  change  changes$
        +11       =        5$
         −4     new       -4$
          =    −0,5        0$
          =$' "$(shown 'rank_change\tchange\tchanges\n11\t0.0\t5\n-4\tnew\t-4\n-0\t-0.5\t0\n+0e5\t\t\n' --lang de)"
	same $'change$\n    +5$\n +1e-7$' "$(shown 'change\n+5\n1e-7\n')"
	same $'change$\nnew$\ngone$' "$(shown 'change\nnew\ngone\n')"
}

@test "--bar: 0 to 100 where all is within, in eighths of twenty blocks" {
	same 'x           value                        y$
none            0                        1$
full          100  ████████████████████  2$
half           50  ██████████            3$
eighth      0.625  ▏                     4$
2 5/8      13.125  ██▋                   5$
rounded     0.313  ▏                     6$
too small   0.312                        7$
missing                                  8$' "$(shown 'x\tvalue\ty\nnone\t0\t1\nfull\t100\t2\nhalf\t50\t3\neighth\t0.625\t4\n2 5/8\t13.125\t5\nrounded\t0.313\t6\ntoo small\t0.312\t7\nmissing\tNA\t8\n' --bar value)"
}

@test "--bar: else least to most; equal numbers are whole bars, missing ones none" {
	same '  n$
-50$
150  ████████████████████$
 50  ██████████$' "$(shown 'n\n-50\n150\n50\n' --bar n)"
	same $'  n$\n200  ████████████████████$\n200  ████████████████████$' "$(shown 'n\n200\n200\n' --bar n)"
	same $'     n$\n-1e308$\n 1e308  ████████████████████$\n     0  ██████████$' "$(shown 'n\n-1e308\n1e308\n0\n' --bar n)"
	same $'value$\n$' "$(shown 'value\nNA\n' --bar value)"
}

@test "width: combining marks, East Asia, emoji, flags" {
	# Each name takes six columns.  0308: a diaeresis behind its letter; ff76, ff85: halfwidth;
	# fe0f: the sign as an emoji; 200d joins; 1100 1161: consonant and vowel of one syllable.
	local names=(Köllnx $'Ko\xcc\x88llnx' 東京市 ｶﾅ가xx 👍🏽x❤️x 👨‍👩‍👧🇩🇪xx $'1️⃣aｗ\xe2\x80\x8bx' $'\xe1\x84\x80\xe1\x85\xa1각xx') i
	for i in "${names[@]}"; do
		same $'name    n$\n'"$i"$'  1$\nsixsix  2$' "$(shown "name\tn\n$i\t1\nsixsix\t2\n")"
	done
}

@test "hostile names: no escape sequence, no end of a line, no turned direction gets through" {
	local name
	for name in '\x1b[2J' '\xc2\x9b' '\b\x7f' '\xff\xc3' '\xe2\x80\xae' '\xe2\x81\xa7' '\xe2\x80\xa8' '\xed\xa0\x80'; do
		shown "city\tn\n$name\t1\n" > "$dir/shown"
		[ "$(wc -l < "$dir/shown")" -eq 2 ]
		run ! grep -q '[^ -~]' "$dir/shown"
		grep -q '^\(\\x[0-9a-f][0-9a-f]\)*\(\[2J\)\{0,1\}  1\$$' "$dir/shown"
	done
}

@test "names from right to left are set apart, and the columns stand" {
	local apart=$'\xe2\x81\xa8' end=$'\xe2\x81\xa9'
	same "${apart}עיר$end     n\$
${apart}חיפה$end   12\$
${apart}טבריה$end   3\$
Ulmen   7\$" "$(shown 'עיר\tn\nחיפה\t12\nטבריה\t3\nUlmen\t7\n')"
}

@test "--bar of no column, of texts; no other language" {
	run -1 sci-show --bar rank <(table 'city value' 'A 1')
	[[ "$output" == *"no column 'rank' (there are: city, value)" ]]
	run -1 sci-show --bar city <(table 'city value' 'A 1')
	[[ "$output" == *":2: column city: 'A' is not a number"* ]]
	run -2 sci-show --lang fr /dev/null
	[[ "$output" == *"--lang: 'fr' is none of de, en"* ]]
}
