# sci-export - CSV that spreadsheets open, and that comes back as it was.
bats_require_minimum_version 1.5.0

setup() {
	load lib
}

# export TEXT OPTION... - the table TEXT, which is a format of printf, as CSV, a / for each CR.
export_() {
	printf "$1" | sci-export "${@:2}" | tr '\r' /
}

@test "commas, points, CR LF; quotes where they must be" {
	same $'city,value,note/\nBonn,070.50,/\n"a,b",,x;y/\n"say ""hi""",-3,NA/' \
	    "$(export_ 'city\tvalue\tnote\nBonn\t070.50\t\na,b\tNA\tx;y\nsay "hi"\t-3\tNA\n')"
	same $'" a","b ",c d/\n"""",",",/' "$(export_ ' a\tb \tc d\n"\t,\t\n')"
	same $'city/\n"a/b"/' "$(export_ 'city\na\rb\n')"
}

@test "-d: another delimiter is what must be quoted then" {
	same $'city;note/\na,b;"x;y"/' "$(export_ 'city\tnote\na,b\tx;y\n' -d ';')"
	same $'city\tnote/\na,b\tx;y/' "$(export_ 'city\tnote\na,b\tx;y\n' -d tab)"
	run -2 sci-export -d '' /dev/null
	run -2 sci-export -d '"' /dev/null
	run -2 sci-export -d ';;' /dev/null
	run -2 sci-export -d ä /dev/null
	[[ "$output" == *"-d"*"'ä' is not one character of ASCII, nor tab"* ]]
}

@test "--decimal: in columns of numbers only, in every form of a number" {
	same $'v1.5;value;rank;note/\n1.5;72,5;1;1.5/\nx;1,5e-7;;/\n-1.5;,5;2,;v1.5/' \
	    "$(export_ 'v1.5\tvalue\trank\tnote\n1.5\t72.5\t1\t1.5\nx\t1.5e-7\tNA\t\n-1.5\t.5\t2.\tv1.5\n' -d ';' --decimal ,)"
	# Columns of other names: numbers only, or bytes.
	same $'city;score;change;x;ags/\nBonn;72,5;-0,5;1.5;05,1/\nUlm;;+1,25;-;/' \
	    "$(export_ 'city\tscore\tchange\tx\tags\nBonn\t72.5\t-0.5\t1.5\t05.1\nUlm\t\t+1.25\t-\t\n' -d ';' --decimal ,)"
	# Keys and flags are texts, however they look.
	same $'year;city;indicator;parent;town;value/\n2024;1.5;2.5;3.5;4,5;5,5/' \
	    "$(export_ 'year\tcity\tindicator\tparent\ttown\tvalue\n2024\t1.5\t2.5\t3.5\t4.5\t5.5\n' -d ';' --decimal ,)"
	same $'city;town;x/\n1,5;4.5;NA/' "$(export_ 'city\ttown\tx\n1.5\t4.5\tNA\n' -u town -d ';' --decimal ,)"
	# The mark may be the delimiter.
	same $'value,x/\n"72,5",1/' "$(export_ 'value\tx\n72.5\t1\n' --decimal ,)"
	run -2 sci-export --decimal ,, /dev/null
	run -2 sci-export --decimal 5 /dev/null
	run -2 sci-export --decimal · /dev/null
	run -1 sci-export <(table 'city value' 'A 7,5')
	[[ "$output" == *":2: column value: '7,5' is not a number"*"(A)"* ]]
}

@test "--bom: a byte-order mark at the start, and only there" {
	same 'ef bb bf 61 0d 0a 31 0d 0a' "$(printf 'a\n1\n' | sci-export --bom | od -An -tx1 | xargs)"
	same '61 0d 0a 31 0d 0a' "$(printf '\xef\xbb\xbfa\n1\n' | sci-export | od -An -tx1 | xargs)"
}

@test "--guard: a quote before what a spreadsheet would run, names of columns too" {
	same $'\'=city,value,\'@x/\n\'=1+1,-1.5,\'-a/\n\'+49 228,+5,-3/\n"\'@SUM(""a"")",,a=b/\n\'-,1,\'=/\n"\'/x",2,+1e5/' \
	    "$(export_ '=city\tvalue\t@x\n=1+1\t-1.5\t-a\n+49 228\t+5\t-3\n@SUM("a")\t\ta=b\n-\t1\t=\n\rx\t2\t+1e5\n' --guard)"
	same $'=city/\n=1+1/' "$(export_ '=city\n=1+1\n')"
}

@test "an empty table is its head; an empty line would be no row" {
	same 'city,value/' "$(export_ 'city\tvalue\n')"
	same $'city/\n""/\nx/' "$(export_ 'city\n\nx\n')"
	same $'value/\n""/' "$(export_ 'value\nNA\n')"
}

@test "names from right to left and from anywhere pass as they are" {
	same $'עיר,القاهرة/\nחיפה,東京 👍🏽/' "$(export_ 'עיר\tالقاهرة\nחיפה\t東京 👍🏽\n')"
}

@test "what fails does not end in a line's end" {
	printf 'city\tvalue\nA\t1\nB\tx\n' > "$dir/in"
	run -1 --separate-stderr --keep-empty-lines sci-export "$dir/in"
	[[ "$output" != *[$'\r\n'] ]]
	run -1 --separate-stderr --keep-empty-lines sci-export <(printf 'city\tvalue\nA\t1\nB\t2')
	[[ "$output" == $'city,value\r\nA,1' ]]
}

# random SEED - a table of texts that hurt.
random() {
	awk -v seed="$1" 'BEGIN {
		srand(seed)
		n = split("a|B|ä|東|,|;|\"|\"\"|\x27| |  |=|+|-|@|.|1|5|0|NA|/|\\|#|x y|ﬁ", piece, "|")
		ncol = 1 + int(rand() * 5)
		value = int(rand() * (ncol + 2))
		for (c = 1; c <= ncol; c++)
			printf "%s%s", c == value ? "value" : "c" c text("_"), c < ncol ? "\t" : "\n"
		for (r = int(rand() * 20); r > 0; r--)
			for (c = 1; c <= ncol; c++)
				printf "%s%s", c == value ? figure() : c == 1 ? "k" text("") : text(""), c < ncol ? "\t" : "\n"
	}
	function text(first,  s, i) {
		s = first
		for (i = int(rand() * 5); i > 0; i--)
			s = s piece[1 + int(rand() * n)]
		return s (first == "" ? "" : "_")
	}
	function figure() {
		return rand() < 0.2 ? "" : substr("-", 1, rand() * 2) int(rand() * 1000) \
		    (rand() < 0.5 ? "." int(rand() * 1000) : rand() < 0.5 ? "e" int(rand() * 9) : "")
	}'
}

@test "without --guard sci-import reads the same table back" {
	local seed options n=0
	for seed in {1..60}; do
		random $seed > "$dir/in"
		# A row that is empty throughout is none to sci-import.
		[ "$(head -n 1 "$dir/in")" != value ] || continue
		for options in '-d ,' '-d ;' '-d tab' '-d ; --decimal ,' '-d , --decimal ,'; do
			sci-export $options "$dir/in" > "$dir/csv"
			sci-import $options "$dir/csv" | cmp - "$dir/in"
			sci-export --bom $options "$dir/in" | sci-import $options | cmp - "$dir/in"
			n=$((n + 1))
		done
	done
	[ $n -ge 200 ]
}
