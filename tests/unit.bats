# The C tests of the parts of lib/ that carry arithmetic and text.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	[ -x "$O/unit/num" ] || make -s O="$O" units
}

# passes NAME - runs a program and shows what does not hold.
passes() {
	"$O/unit/$1" "${@:2}" > "$dir/tap" || { grep '^not ok' "$dir/tap"; return 1; }
	grep -q '^1\.\.' "$dir/tap"
}

@test "num: numbers are read to the nearest double, written as the shortest text, rounded as shown" {
	passes num
}

# bats test_tags=slow
@test "num_proof: 1,000,000 random doubles and texts agree with the C library" {
	passes num_proof 1000000
}

@test "sum: sums are exact, weighted means rounded once" {
	passes sum
}

@test "winsorize: the sums that are kept tell what all values would" {
	passes winsorize
}

@test "exact: sums of any terms, and numbers in twice the precision" {
	passes exact
}

@test "powers: logarithms and powers in twice the precision, by mpmath's" {
	passes powers
}

@test "wide: products of 128 bits where the compiler has none" {
	passes wide
}

@test "steps: where a value could come to among others" {
	passes steps
}

@test "treat: curves to the last digit, what is winsorized and what is left" {
	passes treat
}

@test "impute: what fills a gap, from years, units and siblings" {
	passes impute
}

@test "weights: what data say that siblings shall count" {
	passes weights
}

@test "draw: SipHash by its published vectors, moments of what is drawn" {
	passes draw
}

@test "sobol: shares of the variance of a known function" {
	passes sobol
}

@test "index: scores of nodes, variants, values among others" {
	passes index
}

@test "lift: what a city could reach, and what its place would be then" {
	passes lift
}

@test "vary: what is drawn for a framework, and what that makes of its cells" {
	passes vary
}

@test "editions: two frameworks and two editions beside each other" {
	passes editions
}

@test "curves: curves, trends and balanced weights on paper" {
	passes curves
}

@test "eigen: axes that are known, and random ones by definition" {
	passes eigen
}

@test "correlate: pairs, correlations by their definitions, alpha by hand" {
	passes correlate
}

@test "rank: values are sorted and ranked by each rule for ties" {
	passes rank
}

@test "fold: texts that look alike are found" {
	passes fold
}

@test "mean: formulas by hand, what has no mean, copeland in any order" {
	passes mean
}

@test "among: what a value scores as one of many, as a scale of all of them does" {
	passes among
}

@test "logs: some known to 60 digits, and that of a product" {
	passes logs
}

@test "explain: parts of a change on paper, their sums, the editions swapped" {
	passes explain
}

@test "method: names, parameters and shares" {
	passes method
}

@test "names, pairs, arrange: numbers once, in order of bytes" {
	passes names
}

@test "tsv: rows are what the file says; 16 MiB and 65,536 columns at n-1, n, n+1" {
	passes tsv
}

@test "framework: what a node is told, the climb, what is refused" {
	passes framework
}

@test "out: the last newline is held back, -o replaces whole files" {
	passes out
}

# bats test_tags=slow
@test "what the processor's vectors do, plain C does likewise" {
	make -s O="$dir/plain" CPPFLAGS=-U__SSE2__ CFLAGS=-O1 "$dir/plain/unit/num" "$dir/plain/unit/tsv"
	O=$dir/plain passes num
	O=$dir/plain passes tsv
}

@test "every unit test is named here, every tool of the tests in the file that needs it" {
	for f in tests/unit/*.c; do
		name=$(basename "$f" .c)
		grep -qE "^	passes $name( |\$)" tests/unit.bats || grep -q "/unit/$name\"" tests/*.bats ||
		    { echo "$name"; return 1; }
	done
}
