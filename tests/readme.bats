# The README's worked lines print what it says.

bats_require_minimum_version 1.5.0

setup() {
	load lib
}

@test "every line of the README that starts with a dollar prints what stands below it" {
	for index in open bitkom; do
		make -s -f pipelines/$index.mk O="$O" products > "$dir/log" 2>&1 ||
		    { cat "$dir/log"; return 1; }
	done
	# The README's files are those of the usual build folder.
	mkdir "$dir/x"
	ln -s "$root/tests" "$root/data" "$dir/x"
	ln -s "$O" "$dir/x/build"
	awk -v dir="$dir" '
		/^```sh$/ { block = 1; next }
		/^```$/ { block = 0; next }
		block && /^\$ / { n++; print substr($0, 3) > (dir "/command." n); next }
		block { print > (dir "/expected." n) }
	' README.md
	n=0
	for command in "$dir"/command.*; do
		expected=$dir/expected.${command##*.}
		(cd "$dir/x" && bash "$command") > "$dir/out"
		diff "$expected" "$dir/out" || { cat "$command"; return 1; }
		n=$((n + 1))
	done
	[ "$n" -ge 8 ]
}

@test "each test that the README names is there" {
	named=$(grep -o 'tests/[a-z-]*\.bats' README.md | sort -u)
	[ -n "$named" ]
	for file in $named; do
		[ -f "$file" ] || { echo "$file"; return 1; }
	done
}
