# The README's worked lines print what it says.

bats_require_minimum_version 1.5.0

setup() {
	load lib
	load tools/transcript
}

# prints FILE - the blocks of a text that begin with "$ " print, typed one after the other in one
# shell, what stands below each line, and nothing on standard error.
prints() {
	# The files it speaks of are those of the usual build folder; what it writes goes elsewhere.
	mkdir -p "$dir/x/build/rankings" "$dir/x/build/stages"
	ln -s "$root/tests" "$root/data" "$root/pipelines" "$dir/x"
	ln -s "$O"/sci-* "$dir/x/build"
	for folder in rankings stages; do
		ln -s "$O/$folder/open" "$O/$folder/bitkom" "$dir/x/build/$folder"
	done
	awk '/^```sh$/ { block = 1; next } /^```$/ { block = 0; next } block' "$1" > "$dir/shown"
	grep -q '^\$ sci-' "$dir/shown"
	run ! grep -x '\$ *' "$dir/shown"
	(cd "$dir/x" && transcript ../shown)
}

# made INDEX TARGET: an index's tables.
made() {
	make -s -f "pipelines/$1.mk" O="$O" "$2" > "$dir/log" 2>&1 || { cat "$dir/log"; return 1; }
}

@test "every line of the README that starts with a dollar prints what stands below it" {
	made open products
	made bitkom products
	prints README.md
}

@test "the ranking that the README begins with is how make rankings begins" {
	awk '/^```$/ { if (block++) exit; next } block' README.md > "$dir/excerpt"
	[ "$(wc -l < "$dir/excerpt")" -ge 5 ]
	made open ranking
	head -n "$(wc -l < "$dir/excerpt")" "$dir/log" | diff "$dir/excerpt" -
}

@test "the README is 200 lines at most, and a command in it 120 characters" {
	[ "$(wc -l < README.md)" -le 200 ]
	run ! awk '/^(    |\$ )/ { line = $0; sub(/^(    |\$ )/, "", line); gsub(/[\200-\277]/, "", line)
	    if (length(line) > 120) { print; long = 1 } } END { exit !long }' README.md
}

@test "every figure that data/README.md gives of a decision is what its command prints" {
	made open products
	made open decisions
	prints data/README.md
}

@test "each file and filter that the README and the promises name is there" {
	named=$(grep -ohE '(cmd|tests|pipelines|data)/[a-z0-9/-]+\.[a-z.0-9]*[a-z0-9]|\bsci(-[a-z]+)?\([157]\)' README.md cmd/sci-promises.7 |
	    sed 's/^\(sci.*\)(\(.\))/cmd\/\1.\2/' | grep -v '/sci-x\.' | sort -u)
	[ "$(wc -l <<< "$named")" -ge 10 ]
	for file in $named; do
		[ -f "$file" ] || { echo "$file"; return 1; }
	done
}
