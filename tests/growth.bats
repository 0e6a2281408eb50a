# The work of a filter grows as n log n of its rows and names, whatever they are: instructions are
# counted, never a clock.
# bats file_tags=slow
bats_require_minimum_version 1.5.0

setup() {
	load lib
}

@test "twice the input is twice the work, in every case that once was more" {
	not_sanitized "callgrind cannot run a build with the address sanitizer"
	command -v valgrind > "$dir/which" || skip "valgrind is not installed"
	tests/bench/growth.sh "$O" > "$dir/table"
	[ "$(wc -l < "$dir/table")" -gt 10 ]
	awk -F ' [|] ' 'NR > 2 && !($6 > 1.5 && $6 < 2.4) { print; bad = 1 } END { exit bad }' "$dir/table"
}
