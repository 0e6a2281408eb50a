#!/usr/bin/env bats
# The corpora of the fuzz targets, looked at again: every promise that a target makes of
# its input (tests/fuzz/*.c) holds for all of them.  `make fuzz` looks for more.
# bats file_tags=slow
bats_require_minimum_version 1.5.0

setup() {
	load lib
	bin=$O/asan/fuzz
	[ -d "$bin" ] || bin=$O/fuzz
	export ASAN_OPTIONS=exitcode=99:detect_leaks=0 UBSAN_OPTIONS=exitcode=99
}

@test "every target has a corpus of fewer than 80 small files" {
	local target file n
	for target in tests/fuzz/*.c; do
		target=$(basename "$target" .c) n=0
		for file in "tests/fuzz/corpus/$target"/*; do
			[ "$(stat -c %s "$file")" -le 2048 ]
			n=$((n + 1))
		done
		[ $n -ge 30 ]
		[ $n -lt 80 ]
	done
}

@test "no input of the corpora breaks a promise; the bad ones are refused, the good ones are not" {
	local target path files
	for path in tests/fuzz/corpus/*; do
		target=$(basename "$path")
		files=("$path"/*)
		run -0 "$bin/$target" "${files[@]}"
		[ "${lines[-1]}" = "${#files[@]} inputs, 0 bad" ]
		same "$(find "$path" -name 'bad-*' -printf '%f\n' | sort)" "$(sed -n "s,^refused: $path/,,p" <<< "$output")"
	done
}

@test "an input that cannot be looked at is counted as bad" {
	run -1 "$bin/number" "$dir/none"
	[[ "$output" == *"1 inputs, 1 bad"* ]]
}
