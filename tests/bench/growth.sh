#!/bin/bash
# growth.sh BUILD [CASE...] - how the work of a filter grows with its input: instructions, by
# callgrind, at n, 2n and 4n.  The last column is what the second doubling costs more than the
# first: 2 for work that is linear, a little more for n log n, 4 for what is quadratic.
set -euo pipefail
export LC_ALL=C

PATH=$(cd "$1" && pwd):$PATH
shift
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# A case: its n, and a function that makes the files `in` and `f` for an n given; command_NAME says
# what is counted.
cases=(near_ties unknown winsorize_all years strays caterpillar years_by_leaves impute_years tied_children)

# Values that tie at 12 digits and are all different, the last of the units first.
near_ties() {
	awk -v n="$1" 'BEGIN { OFS = "\t"; print "city", "indicator", "value"
		for (i = 0; i < n; i++)
			printf "c%07d\tx\t%.17g\n", i, 0.5 + i * 2 ^ -53 }' > in
}
command_near_ties() { echo sci-rank in; }

# Indicators that no framework knows, and a framework that no row knows.
unknown() {
	awk -v n="$1" 'BEGIN { OFS = "\t"; print "city", "indicator", "value"
		for (i = 0; i < n; i++) print "c", "unknown number " i, i }' > in
	awk -v n="$1" 'BEGIN { OFS = "\t"; print "indicator", "parent"
		for (i = 0; i < n; i++) print "known number " i, "all" }' > f
}
command_unknown() { echo sci-check -f f in; }

# A tail so heavy that half of it has to come in, point by point.
winsorize_all() {
	awk -v n="$1" 'BEGIN { OFS = "\t"; print "city", "indicator", "value"
		for (i = 0; i < n; i++) print "c" i, "x", exp(30 * ((i + 1) / n) ^ 4) }' > in
	echo "$1" > n
}
command_winsorize_all() { echo sci-treat -m winsorize:"$(cat n)" in; }

# An edition a row.
years() {
	awk -v n="$1" 'BEGIN { OFS = "\t"; print "year", "city", "indicator", "value", "parent", "weight"
		for (i = 0; i < n; i++) print i + 1, "c", "a", i, "all", 1 }' > in
	printf 'indicator\tparent\na\tall\nb\tall\n' > f
}
command_years() { echo sci-aggregate -f f in; }

# One row that has another parent than the framework gives it.
strays() {
	awk -v n="$1" 'BEGIN { OFS = "\t"; print "city", "indicator", "value", "parent", "weight"
		for (i = 0; i < n; i++) print "c", "x" i, i, i == 0 ? "p1" : "p" int(i / 4), 1 }' > in
	awk -v n="$1" 'BEGIN { OFS = "\t"; print "indicator", "parent"
		for (i = 0; i < n; i++) print "x" i, "p" int(i / 4)
		for (i = 0; i < n / 4; i++) print "p" i, "all" }' > f
}
command_strays() { echo sci-aggregate -f f in; }

# A chain of nodes, each with a leaf beside it.
caterpillar() {
	awk -v n="$1" 'BEGIN { OFS = "\t"; print "city", "indicator", "value", "parent", "weight"
		for (i = 0; i < n; i++) print "c", "x" i, i, "p" i, 1 }' > in
	awk -v n="$1" 'BEGIN { OFS = "\t"; print "indicator", "parent"
		for (i = 0; i < n; i++) { print "x" i, "p" i; if (i > 0) print "p" i, "p" i - 1 } }' > f
}
command_caterpillar() { echo sci-aggregate -f f in; }

# Editions that have one leaf each, another one every time.
years_by_leaves() {
	awk -v n="$1" 'BEGIN { OFS = "\t"; print "year", "city", "indicator", "value"
		for (i = 0; i < n; i++) print i + 1, "c", "x" i, i }' > in
	awk -v n="$1" 'BEGIN { OFS = "\t"; print "indicator", "parent"
		for (i = 0; i < n; i++) print "x" i, "all" }' > f
}
command_years_by_leaves() { echo sci-check -f f in; }

# Many units under one parent whose scores tie.
tied_children() {
	awk -v n="$1" 'BEGIN { OFS = "\t"; print "city", "indicator", "value", "rank"
		for (i = 0; i < n; i++) print "c" i, "x", i % 7, i % 7 + 1 }' > in
}
command_tied_children() { echo sci-delta --against in in; }

# An indicator with a gap every other edition.
impute_years() {
	awk -v n="$1" 'BEGIN { OFS = "\t"; print "year", "city", "indicator", "value"
		for (i = 0; i < n; i++) print i + 1, "c", "x", i % 2 ? i : "" }' > in
	printf 'indicator\tparent\nx\tall\n' > f
}
command_impute_years() { echo sci-impute -f f -m linear in; }

# How large n is: so that what is quadratic in it would show beside what starting costs.
size() {
	case $1 in
	unknown | years_by_leaves) echo 500 ;;
	near_ties) echo 1000 ;;         # 4n doubles are equal at 12 digits
	*) echo 1500 ;;
	esac
}

# instructions CASE N
instructions() {
	"$1" "$2"
	# What sci-check finds may be errors.
	# shellcheck disable=SC2046 # a command of several words
	{ valgrind --tool=callgrind --callgrind-out-file=/dev/null $("command_$1") 2>&1 > /dev/null || true; } |
	    awk '/refs:/ { gsub(",", ""); print $NF }' | grep .
}

echo "| what grows | n | at n | at 2n | at 4n | growth |"
echo "| --- | --- | --- | --- | --- | --- |"
[ $# -gt 0 ] || set -- "${cases[@]}"
for name; do
	n=$(size "$name")
	a=$(instructions "$name" "$n")
	b=$(instructions "$name" $((2 * n)))
	c=$(instructions "$name" $((4 * n)))
	awk -v OFS=' | ' -v name="${name//_/ }" -v n="$n" -v a="$a" -v b="$b" -v c="$c" \
	    'BEGIN { printf "| %s | %.0f | %.0f | %.0f | %.0f | %.2f |\n", name, n, a, b, c, (c - b) / (b - a) }'
done
