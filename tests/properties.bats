#!/usr/bin/env bats
# What holds for any figures: random tables for each property, SEEDS of them: 4, and with
# SCI_TESTS=all 20. A failure prints the seed.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	SEEDS=${SEEDS:-$(all_tests && echo 20 || echo 4)}
	table 'indicator parent weight direction' 'x1 p 1 1' 'x2 p 2.5 -1' 'x3 q 0.3 1' 'x4 q 4 1' \
	    'x5 all 2 1' 'p all 3 1' 'q all 1 -1' > "$dir/f"
}

# figures SEED [MISSING] - 2 editions, 12 cities, 5 indicators in sixteenths from 1/16 to
# 1000, MISSING of a hundred empty; sums, differences and doubles of them are exact.
figures() {
	awk -v seed="$1" -v missing="${2:-0}" 'BEGIN {
		OFS = "\t"; srand(seed)
		print "year", "city", "indicator", "value"
		for (y = 2020; y < 2022; y++) for (c = 1; c <= 12; c++) for (i = 1; i <= 5; i++)
			print y, "c" c, "x" i, (rand() * 100 < missing ? "" : sprintf("%.4f", (int(rand() * 16000) + 1) / 16)) }'
}

# seeds COMMAND... - runs it with every seed until one fails.
seeds() {
	local seed
	for ((seed = 1; seed <= SEEDS; seed++)); do
		"$@" $seed || { echo "seed $seed"; return 1; }
	done
}

shuffled() {
	awk -v seed="$1" 'BEGIN { srand(seed) } NR == 1 { print -1 "\t" $0; next } { print rand() "\t" $0 }' | sort -n | cut -f 2-
}

# chain METHOD AGGREGATE - of standard input, with scores from 1 to 100.
chain() {
	sci-normalize -f "$dir/f" -m "$1" --range 1,100 --mean-sd 100,10 | sci-weight -f "$dir/f" |
	    sci-aggregate -f "$dir/f" -m "$2" --keep | sci-rank | sci-delta
}

methods() {
	local m
	for m in arithmetic geometric harmonic power:2 power:-3 median min max copeland; do
		"$@" "$m" || return
	done
}

order_does_not_matter() {
	local m
	figures $1 10 > "$dir/t"
	shuffled $1 < "$dir/t" > "$dir/s"
	for m in minmax zscore percentile; do
		cmp <(chain $m arithmetic < "$dir/t") <(chain $m arithmetic < "$dir/s") || return
	done
	for m in geometric harmonic median copeland power:3; do
		cmp <(chain minmax $m < "$dir/t") <(chain minmax $m < "$dir/s") || return
	done
}

@test "the order of rows changes no digit" {
	seeds order_does_not_matter
}

# Times 4, plus 32: exact in doubles. (A mean that is rounded is so anew when 32 is added.)
affine_does_not_matter() {
	local m
	figures $1 10 > "$dir/t"
	for m in minmax percentile zscore; do
		awk -F '\t' -v OFS='\t' -v plus=$([ $m = zscore ] && echo 0 || echo 32) \
		    'NR > 1 && $4 != "" { $4 = sprintf("%.17g", $4 * 4 + plus) } { print }' "$dir/t" > "$dir/s"
		cmp <(sci-normalize -f "$dir/f" -m $m "$dir/t") <(sci-normalize -f "$dir/f" -m $m "$dir/s") || return
	done
}

@test "minmax, zscore and percentile do not see a positive affine change" {
	seeds affine_does_not_matter
}

# Any positive affine change, within 1e-9 of the scale.
affine_nearly() {
	local m
	figures $1 > "$dir/t"
	awk -F '\t' -v OFS='\t' 'NR > 1 { $4 = sprintf("%.17g", $4 * 0.7 - 11.3) } { print }' "$dir/t" > "$dir/s"
	for m in minmax zscore percentile; do
		paste <(sci-normalize -m $m "$dir/t") <(sci-normalize -m $m "$dir/s") |
		    awk -F '\t' 'NR > 1 && ($4 - $8 > 1e-9 || $8 - $4 > 1e-9) { print; exit 1 }' || return
	done
}

@test "nor one that is not exact, but for the last digits" {
	seeds affine_nearly
}

# Times 8: exact in doubles.
weights_are_relative() {
	scaled() {
		sci-aggregate -f "$dir/f" -m "$1" "$dir/w" | cut -f 1-4 > "$dir/one"
		sci-aggregate -f "$dir/f8" -m "$1" "$dir/w8" | cut -f 1-4 | cmp "$dir/one" -
	}
	awk -F '\t' -v OFS='\t' 'NR > 1 { $3 *= 8 } { print }' "$dir/f" > "$dir/f8"
	figures $1 10 | sci-normalize -f "$dir/f" --range 1,100 | sci-weight -f "$dir/f" > "$dir/w"
	sci-weight -f "$dir/f8" "$dir/w" > "$dir/w8"
	! cmp -s "$dir/w" "$dir/w8" || return
	methods scaled
}

@test "the scale of weights does not matter" {
	seeds weights_are_relative
}

bounds() {
	# minmax and percentile lie in 0..100, minmax hits both in each edition and indicator.
	figures $1 10 | sci-normalize -f "$dir/f" | awk -F '\t' 'NR > 1 && $4 != "" {
		if ($4 < 0 || $4 > 100) bad = 1
		if ($4 == 0) low[$1, $3] = 1
		if ($4 == 100) high[$1, $3] = 1
	} END { n = 0; for (i in low) n++; for (i in high) n++; exit bad || n != 20 }' || return
	figures $1 10 | sci-normalize -f "$dir/f" -m percentile |
	    awk -F '\t' 'NR > 1 && $4 != "" && ($4 < 0 || $4 > 100) { exit 1 }' || return
	# A mean lies between the least and the most of what it is made of: x1 and x2 make p.
	between() {
		sci-aggregate -f "$dir/f" -m "$1" --keep "$dir/w" | awk -F '\t' '
			$3 == "x1" { a = $4 } $3 == "x2" { b = $4 }
			$3 == "p" && $4 != "" {
				if (a == "") a = b; if (b == "") b = a
				if ($4 < (a < b ? a : b) + 0 || $4 > (a < b ? b : a) + 0) { print; exit 1 } }'
	}
	figures $1 10 | sci-normalize -f "$dir/f" --range 1,100 | sci-weight -f "$dir/f" > "$dir/w"
	local m
	for m in arithmetic geometric harmonic power:2 power:-3 median min max; do
		between $m || return
	done
}

@test "scores stay in their range, means between what they are made of" {
	seeds bounds
}

# The mean of zscores is M, their deviation S.
zscores() {
	figures $1 10 | sci-normalize -m zscore --mean-sd 100,10 | awk -F '\t' 'NR > 1 && $4 != "" {
		k = $1 SUBSEP $3; n[k]++; s[k] += $4; q[k] += ($4 - 100) ^ 2
	} END { for (k in n) {
		m = s[k] / n[k] - 100; d = sqrt(q[k] / (n[k] - 1)) - 10
		if (m * m > 1e-22 || d * d > 1e-22) exit 1 } }'
}

@test "zscores have their mean and their deviation" {
	seeds zscores
}

# One city's x1 (good) rises, scores are given by goalposts: no node of it falls, and
# none of another city moves.
monotone() {
	rises() {
		sci-aggregate -f "$dir/f" -m "$1" "$dir/w" > "$dir/one"
		awk -F '\t' -v OFS='\t' '$2 == "c5" && $3 == "x1" { $4 = sprintf("%.17g", $4 + 7) } { print }' "$dir/w" |
		    sci-aggregate -f "$dir/f" -m "$1" > "$dir/two"
		paste "$dir/one" "$dir/two" | awk -F '\t' -v m="$1" 'NR > 1 {
			if ($2 == "c5" ? $12 + 0 < $4 + 0 : m != "copeland" && $12 != $4) { print; exit 1 } }'
	}
	figures $1 | sci-weight -f "$dir/f" > "$dir/w"
	methods rises
}

@test "a better value never lowers a score above it, nor moves another city" {
	seeds monotone
}

# harmonic <= geometric <= arithmetic, and power means grow with P.
means_in_order() {
	local m column=''
	figures $1 10 | sci-weight -f "$dir/f" > "$dir/w"
	for m in power:-3 harmonic power:-0.5 geometric power:0.5 arithmetic power:2; do
		sci-aggregate -f "$dir/f" -m $m "$dir/w" | sci-select -w indicator=p,q | cut -f 4 > "$dir/$m"
	done
	cd "$dir" && paste power:-3 harmonic power:-0.5 geometric power:0.5 arithmetic power:2 |
	    awk -F '\t' 'NR > 1 { for (i = 2; i <= NF; i++) if ($i + 0 < $(i - 1) - 1e-12 * $i) { print; exit 1 }
		if ($2 + 0 > $4 + 0 || $4 + 0 > $6 + 0) { print; exit 1 } }'
}

@test "harmonic <= geometric <= arithmetic; power means grow with P" {
	seeds means_in_order
}

equal_scores() {
	same_score() {
		case $1 in copeland) return ;; esac
		sci-aggregate -f "$dir/f" -m "$1" "$dir/w" |
		    awk -F '\t' -v x="$x" 'NR > 1 && $4 != x { print; exit 1 }'
	}
	x=$(awk -v seed=$1 'BEGIN { srand(seed); printf "%.15g", rand() * 100 }')
	table 'indicator parent weight' 'x1 p 0.1' 'x2 p 0.7' 'x3 p 1.3' 'p all 0.3' 'x4 all 0.9' > "$dir/f"
	table 'city indicator value' "a x1 $x" "a x2 $x" "a x3 $x" "a x4 $x" | sci-weight -f "$dir/f" |
	    sed '1s/^/year\t/; 1!s/^/2020\t/' > "$dir/w"
	methods same_score
}

@test "the mean of equal scores is that score" {
	seeds equal_scores
}

antisymmetric() {
	figures $1 10 | sci-rank > "$dir/t"
	sci-select -w year=2020 "$dir/t" > "$dir/a"
	sci-select -w year=2021 "$dir/t" > "$dir/b"
	changes() {
		sci-delta --against "$1" "$2" | sci-select -c city,indicator,value_change,rank_change,status |
		    sed 1d | awk -F '\t' '$5 == "up" || $5 == "down" || $5 == "same"' | sort
	}
	changes "$dir/a" "$dir/b" > "$dir/there"
	changes "$dir/b" "$dir/a" | awk -F '\t' -v OFS='\t' '
		function turned(x) { return x == 0 || x == "" ? x : x ~ /^-/ ? substr(x, 2) : "-" x }
		{ print $1, $2, turned($3), turned($4), $5 == "up" ? "down" : $5 == "down" ? "up" : $5 }' |
	    cmp "$dir/there" - || return
	[ "$(wc -l < "$dir/there")" -gt 30 ] || return
	changes "$dir/a" "$dir/a" | awk -F '\t' '$3 != 0 || $4 != 0 || $5 != "same" { exit 1 }'
}

@test "delta there and back is the same with the other sign; with itself all is the same" {
	seeds antisymmetric
}

fitted() {
	figures $1 10 | sci-select -w year=2020 > "$dir/t"
	sci-fit -f "$dir/f" --bounds minmax "$dir/t" > "$dir/fitted" || return
	cmp <(sci-normalize -f "$dir/f" "$dir/t") <(sci-normalize -f "$dir/fitted" "$dir/t")
}

@test "bounds fitted on an edition and applied to it give its minmax, to the byte" {
	seeds fitted
}

fitted_zscore() {
	figures $1 10 | sci-select -w year=2020 > "$dir/t"
	sci-fit -f "$dir/f" --bounds zscore "$dir/t" > "$dir/fitted" || return
	paste <(sci-normalize -f "$dir/f" -m zscore "$dir/t") <(sci-normalize -f "$dir/fitted" --range 0,1 "$dir/t") |
	    awk -F '\t' 'NR > 1 && ($4 - $8) ^ 2 > 1e-20 { print; exit 1 }'
}

@test "mean and deviation fitted and applied give zscores" {
	seeds fitted_zscore
}

places_add_up() {
	figures $1 10 | awk -F '\t' -v OFS='\t' 'NR > 1 && $4 != "" { $4 = int($4 / 100) } { print }' > "$dir/t"
	sci-rank --ties average "$dir/t" | awk -F '\t' 'NR > 1 && $5 != "" { k = $1 SUBSEP $3; s[k] += $5; n[k] = $6; c[k]++ }
		END { for (k in s) if (c[k] != n[k] || s[k] != n[k] * (n[k] + 1) / 2) exit 1 }'
}

@test "places with ties averaged add up to n(n+1)/2" {
	seeds places_add_up
}

copeland_adds_up() {
	figures $1 25 | sci-weight -f "$dir/f" | sci-aggregate -f "$dir/f" -m copeland |
	    awk -F '\t' 'NR > 1 { s[$1, $3] += $4 } END { for (k in s) if (s[k] != 0) exit 1 }'
}

@test "copeland: what one wins another loses, so that it adds up to 0" {
	seeds copeland_adds_up
}

pivot_and_back() {
	figures $1 10 | sci-normalize > "$dir/t"
	sci-pivot "$dir/t" | tr '\t' ';' | sci-import --delimiter ';' --id year,city |
	    sci-select -c year,city,indicator,value | sort | diff - <(sort "$dir/t")
}

@test "pivot and import are there and back" {
	seeds pivot_and_back
}

# long - 2 editions of 6000 cities and 3 indicators, with gaps, other columns, and before each
# edition an indicator that the framework lacks: more rows than arrays have room for at first.
long() {
	awk 'BEGIN {
		OFS = "\t"; srand(7)
		print "year", "state", "city", "note", "indicator", "value", "flag"
		for (y = 2020; y < 2022; y++) {
			print y, "s0", "c0", "", "other", 1, ""
			for (c = 0; c < 6000; c++) for (i = 1; i <= 3; i++) {
				r = rand()
				if (r > 0.04)
					print y, "s" c % 9, "c" c, "n" int(r * 5), "x" i, r < 0.08 ? "" : int(r * 9999) / 8, (r > 0.9 ? "E" : "")
			}
		} }'
}

# apart COLUMN - puts the rows of $dir/all that differ there into tables of their own.
apart() {
	rm -f "$dir"/part.*
	awk -F '\t' -v c="$1" -v to="$dir/part." '
		NR == 1 { head = $0; next }
		!($c in seen) { seen[$c]; print head > (to $c) }
		{ print > (to $c) }' "$dir/all"
}

# pieces ROWS COMMAND... - the same rows, more than ROWS, come of $dir/all as of its parts.
pieces() {
	local rows=$1 part
	shift
	"$@" < "$dir/all" | tail -n +2 | sort > "$dir/whole"
	for part in "$dir"/part.*; do
		"$@" < "$part" | tail -n +2
	done | sort | cmp - "$dir/whole"
	[ "$(wc -l < "$dir/whole")" -gt "$rows" ]
}

climb() {
	sci-weight -f "$dir/f" | awk -F '\t' -v OFS='\t' '{ print $0, NR == 1 ? "coverage" : 0.75, NR == 1 ? "measured" : 0.5 }' |
	    sci-aggregate -f "$dir/f" --keep
}

@test "parts of a table give what the whole gives, however many rows it has" {
	set -o pipefail
	table 'indicator parent weight direction denominator' 'x1 p 1 1 _' 'x2 p 2.5 -1 x1' \
	    'x3 q 0.3 1 x1' 'p all 3 1 _' 'q all 1 1 _' > "$dir/f"
	long > "$dir/all"
	apart 1
	pieces 33000 sci-normalize -f "$dir/f" --ignore-unknown
	long | sci-select -w 'indicator!=other' > "$dir/all"
	apart 1
	pieces 33000 sci-treat -f "$dir/f" -m winsorize
	pieces 35000 sci-impute -f "$dir/f" -m group-median:state
	pieces 33000 sci-denominate -f "$dir/f"
	pieces 33000 sci-rank -b state
	pieces 33000 climb
	sci-rank < "$dir/all" > "$dir/ranked"
	mv "$dir/ranked" "$dir/all"
	apart 5
	pieces 33000 sci-delta --gone
}
