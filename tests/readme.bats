# The README's worked lines print what it says.

bats_require_minimum_version 1.5.0

setup() {
	load lib
}

# The lines of file $1 that start with a dollar print what stands below them, at least $2 of them.
prints() {
	local file=$1 least=$2 command expected n=0
	# The files it speaks of are those of the usual build folder.
	mkdir "$dir/x"
	ln -s "$root/tests" "$root/data" "$dir/x"
	ln -s "$O" "$dir/x/build"
	awk -v dir="$dir" '
		/^```sh$/ { block = 1; next }
		/^```$/ { block = 0; next }
		block && /^\$ / { n++; print substr($0, 3) > (dir "/command." n); next }
		block { print > (dir "/expected." n) }
	' "$file"
	for command in "$dir"/command.*; do
		expected=$dir/expected.${command##*.}
		(cd "$dir/x" && bash "$command") > "$dir/out"
		diff "$expected" "$dir/out" || { cat "$command"; return 1; }
		n=$((n + 1))
	done
	[ "$n" -ge "$least" ]
}

# made INDEX TARGET: an index's tables.
made() {
	make -s -f "pipelines/$1.mk" O="$O" "$2" > "$dir/log" 2>&1 || { cat "$dir/log"; return 1; }
}

@test "every line of the README that starts with a dollar prints what stands below it" {
	made open products
	made bitkom products
	prints README.md 8
}

@test "every figure that data/README.md gives of a decision is what its command prints" {
	made open products
	made open decisions
	prints data/README.md 8
}

@test "each test that the README names is there" {
	named=$(grep -o 'tests/[a-z-]*\.bats' README.md | sort -u)
	[ -n "$named" ]
	for file in $named; do
		[ -f "$file" ] || { echo "$file"; return 1; }
	done
}
