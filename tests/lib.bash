# lib - what every test starts with: the project's folder, the filters in PATH, no
# locale of the user's, a folder for files that goes away.

root=$(cd "$BATS_TEST_DIRNAME" && while [ ! -f Makefile ]; do cd ..; done && pwd)
O=${O:-$root/build}
PATH=$O:$PATH
export LC_ALL=C O PATH root
cd "$root" || exit

# The folder for this test's files.
dir=$BATS_TEST_TMPDIR

# all_tests - whether everything is to be tried, as `make test-all` does, or what a change needs,
# as `make test`.  Tests that only the first runs have the tag `slow`.
all_tests() {
	[ "${SCI_TESTS-}" = all ]
}

# table ROW... - a table with blanks for tabs, _ for an empty field and ~ for a
# blank.
table() {
	printf '%s\n' "$@" | sed 's/  */\t/g; s/\(^\|\t\)_\(\t\|$\)/\1\2/g; s/\(^\|\t\)_\(\t\|$\)/\1\2/g; s/~/ /g'
}

# same EXPECTED ACTUAL - fails with the difference.
same() {
	[ "$1" = "$2" ] || { diff <(printf '%s\n' "$1") <(printf '%s\n' "$2"); return 1; }
}

# not_sanitized WHY - skips the test for a build with the address sanitizer.
not_sanitized() {
	! readelf -s "$O/sci-rank" 2> /dev/null | grep -q __asan_init || skip "$1"
}

# whole FILE - whether it can be taken for a whole table.  (A shell's $() drops a NUL, too.)
whole() {
	[ "$(tail -c 1 "$1" | od -An -tx1)" = ' 0a' ]
}

# awaits COMMAND... - runs it until it succeeds: something that is bound to happen.  What has not
# after a minute has failed.
awaits() {
	local i
	for i in {1..6000}; do
		! "$@" || return 0
		sleep 0.01
	done
	echo "$*: never" >&2
	return 1
}

# index_of_parts - an index of 300 cities in one edition, and 99 variants, in $dir.
index_of_parts() {
	table 'indicator parent' 'a x' 'b x' 'c y' 'd y' 'x all' 'y all' > "$dir/framework.tsv"
	awk -v OFS='\t' 'BEGIN {
		print "year", "city", "indicator", "value"
		for (c = 0; c < 300; c++)
			for (i = 0; i < 4; i++)
				print 2024, "city " c, substr("abcd", i + 1, 1), (c + 7) * (i * 31 + 17) % 211
	}' > "$dir/figures.tsv"
	sci-vary -f "$dir/framework.tsv" -n 99 --weights 0.5 > "$dir/variants.tsv"
}
