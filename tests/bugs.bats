#!/usr/bin/env bats
# Bugs that were found from outside.  Each is a file of tests/bugs/, named by what it is about:
#
#	what was wrong, in a sentence or two
#
#	== file NAME	what NAME holds
#	== run		what was run, by bash
#	== wrong	what came: output and messages, and `exit N` if N is not 0
#	== right	what is to come
#
# A blank line before the next == belongs to the form, not to the part.
bats_require_minimum_version 1.5.0

setup() {
	load lib
}

# parts BUG - goes into a folder for a bug's files, and puts its other parts beside it.
parts() {
	name=${1##*/}
	mkdir -p "$dir/$name/files"
	cd "$dir/$name/files" || return
	awk '
		/^== / { file = $2 == "file" ? $3 : "../" $2; held = 0; printf "" > file; next }
		file == "" { print > "../what"; next }
		held { print "" > file; held = 0 }
		$0 == "" { held = 1; next }
		{ print > file }' "$1"
}

# came - runs the bug in the working folder.
came() {
	local status=0
	bash -o pipefail -c "$(cat ../run)" < /dev/null 2>&1 || status=$?
	[ "$status" = 0 ] || echo "exit $status"
}

@test "bugs: what was found from outside stays mended" {
	local bug name failed=0
	for bug in "$root"/tests/bugs/*; do
		parts "$bug"
		came > ../came
		cmp -s ../right ../came || { echo "$name: $(cat ../what)"; diff ../right ../came || failed=1; }
	done
	[ "$failed" = 0 ]
}

@test "bugs: each says what was wrong, and right is not wrong" {
	local bug name count=0
	for bug in "$root"/tests/bugs/*; do
		parts "$bug"
		[ -s ../what ] && [ -s ../run ] && [ -s ../wrong ] && [ -s ../right ] || { echo "$name: a part is missing"; false; }
		run ! cmp -s ../wrong ../right
		count=$((count + 1))
	done
	[ "$count" -ge 25 ]
}
