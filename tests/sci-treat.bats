# sci-treat - outliers pulled in by rules that are checked by hand.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	# 1..17, 90, 100 have skewness 2.66 and kurtosis 6.11; 1..17, 17, 17 have none.
	indicator x {1..17} 90 100 > "$dir/raw"
}

# indicator NAME VALUE... - a table of the values of the cities a, b, c, ...
indicator() {
	local i=0 name=$1 letters=abcdefghijklmnopqrstuvwxyz
	shift
	printf 'city\tindicator\tvalue\n'
	for v in "$@"; do
		printf '%s%s\t%s\t%s\n' "${letters:i%26:1}" "${i%?}" "$name" "$v"
		i=$((i + 1))
	done
}

# values [OPTION...] - what becomes of raw's values, in one line.
values() {
	sci-treat "$@" "$dir/raw" | sed 1d | cut -f3 | xargs
}

# near NUMBERS NUMBERS - are they the same within 1e-12 of themselves?
near() {
	paste <(tr ' ' '\n' <<< "$1") <(tr ' ' '\n' <<< "$2") | awk -F'\t' '
		{ d = $1 - $2; d = d < 0 ? -d : d; b = $1 < 0 ? -$1 : $1 }
		$1 == "" || $2 == "" || d > 1e-12 * b { print; bad = 1 }
		END { exit bad || NR == 0 }'
}

@test "jrc winsorises step by step until there are no outliers" {
	run -0 sci-treat --report "$dir/report" "$dir/raw"
	same "$(sed '1s/$/\tflag\traw_value/; 2,18s/$/\t\t/; 19s/90/17\tT\t90/; 20s/100/17\tT\t100/' \
	    "$dir/raw")" "$output"
	same "$(table 'city indicator method raw_value value reason' 'r1 x winsorize 90 17 _' \
	    's1 x winsorize 100 17 _')" "$(cat "$dir/report")"
}

@test "the points are limited, tied points go together, the other side is the mirror" {
	same "$(echo {1..17} 90 90)" "$(values -m winsorize:1)"
	indicator x {1..17} 100 100 > "$dir/raw"
	same "$(echo {1..17} 17 17)" "$(values -m winsorize:1)"
	indicator x -{1..17} -90 -100 > "$dir/raw"
	same "$(echo -{1..17} -17 -17)" "$(values)"
}

@test "what winsorising does not cure gets the logarithms of the raw values" {
	# min 1, 0.01 range 0.99: ln(x - 0.01).
	run -0 sci-treat -m jrc:1 --report "$dir/report" "$dir/raw"
	awk -F'\t' 'NR > 1 && ($4 != "T" || ($3 - log($5 - 0.01)) ^ 2 > 1e-24) { exit 1 }' <<< "$output"
	same "log 19" "$(sed 1d "$dir/report" | cut -f3 | uniq -c | awk '{ print $2, $1 }')"
}

@test "jrc leaves few values alone, keeps three, and reports both" {
	indicator x 0 0 0 0 0 0 0 0 0 1 > "$dir/raw"
	sed 1d <(indicator y $(yes 0 | head -60) 1 2 3 4) >> "$dir/raw"
	run -0 sci-treat --report "$dir/report" "$dir/raw"
	same "$(head -11 "$dir/raw" | sed '1s/$/\tflag\traw_value/; 2,$s/$/\t\t/')" \
	    "$(head -11 <<< "$output")"
	same 5 "$(sed 1,11d <<< "$output" | cut -f3 | sort -u | wc -l)"
	same "$(table '_ x jrc _ _ few_values' '_ y log _ _ kept_three' '_ y log _ _ not_cured')" \
	    "$(grep '^	' "$dir/report")"
}

@test "jrc: four different values are too few, five are not" {
	indicator x 0 0 0 0 0 0 0 0 0 0 1 2 50 > "$dir/raw"
	run -0 sci-treat --report "$dir/report" "$dir/raw"
	same "$(cut -f 3 "$dir/raw")" "$(cut -f 3 <<< "$output")"
	same "$(table '_ x jrc _ _ few_values')" "$(sed 1d "$dir/report")"
	indicator x 0 0 0 0 0 0 0 0 0 1 2 3 50 > "$dir/raw"
	run -0 sci-treat --report "$dir/report" "$dir/raw"
	# 50 becomes 3, and that is enough.
	same "$(sed '1d; s/50$/3/' "$dir/raw" | cut -f 3)" "$(sed 1d <<< "$output" | cut -f 3)"
	same 'winsorize' "$(sed 1d "$dir/report" | cut -f 3)"
	# 22 times 0, 1 2 3 4: with 1 2 2 2 the skewness is 2.27 and the kurtosis 3.63, with 1 1 1 1 all
	# would be well, but two values are no indicator: logarithms it is.
	# shellcheck disable=SC2046
	indicator x $(yes 0 | head -n 22) 1 2 3 4 > "$dir/raw"
	run -0 sci-treat --report "$dir/report" "$dir/raw"
	same "$(table '_ x log _ _ kept_three')" "$(grep kept "$dir/report")"
	same 5 "$(sed 1d <<< "$output" | cut -f 3 | sort -u | wc -l)"
}

@test "winsorize never makes an indicator constant" {
	indicator x 0 0 0 0 0 0 0 0 0 1 2 > "$dir/raw"
	same '0 0 0 0 0 0 0 0 0 1 1' "$(values -m winsorize:50)"
	indicator x 0 0 0 0 0 0 0 0 0 1 > "$dir/raw"
	same '0 0 0 0 0 0 0 0 0 1' "$(values -m winsorize)"
}

@test "quantile, log and boxcox" {
	indicator x 1 2 9 > "$dir/raw"
	# Half way between 1 and 2, and between 2 and 9.
	same '1.5 2 5.5' "$(values -m quantile:0.25)"
	indicator x 1 2 3 4 9 > "$dir/raw"
	same '2 2 3 4 4' "$(values -m quantile:0.25)"
	same '0 1 2 3 8' "$(values -m boxcox:1)"
	same '0 1.5 4 7.5 40' "$(values -m boxcox:2)"
	# Computed with 50 decimal digits from the double 1e-6.
	indicator x 0 1 3 > "$dir/raw"
	same '0 0.6931474207865078 1.3862953220263625' "$(values -m boxcox:1e-6)"
	indicator x 0 100 > "$dir/raw"
	# ln(0 + 0.01 * 100) and ln(100 + 1).
	same '0 4.61512051684126' "$(values -m log)"
	same '0 4.61512051684126' "$(values -m boxcox:0)"
	same '0 100' "$(values -m none)"
}

@test "log-signed looks to the skewed side, log1 and log-gii are their formulas" {
	# Skewed to the top, ln(x - 0 + 0.04); to the bottom, -ln(4 + 0.04 - x).
	indicator x 0 1 4 > "$dir/raw"
	near "-3.2188758248682006 0.0392207131532813 1.3962446919730587" "$(values -m log-signed)"
	indicator x 0 3 4 > "$dir/raw"
	near "-1.3962446919730587 -0.0392207131532813 3.2188758248682006" "$(values -m log-signed)"
	# To neither, -ln(3 + 0.02 - x).
	indicator x 1 2 3 > "$dir/raw"
	near "-0.7030975114131134 -0.0198026272961797 3.912023005428146" "$(values -m log-signed)"
	# ln 1, ln 4, ln 5; (4 - 1) (3 - 0)/(4 - 0) + 1 = 3.25.
	indicator x 0 3 4 > "$dir/raw"
	near "0 1.3862943611198906 1.6094379124341003" "$(values -m log1)"
	near "0 1.1786549963416462 1.3862943611198906" "$(values -m log-gii)"
	# Below 1 the logarithm falls.
	indicator x 0 0.3 0.9 > "$dir/raw"
	run -1 sci-treat -m log-gii "$dir/raw"
	[[ "$output" == *"raw:2: "*"log-gii needs a value above 1, or it would turn the order round"* ]]
}

@test "STEP: on the raw values, with jrc+ on the winsorised ones; none leaves them" {
	# One point of two: 100 becomes 90, which does not cure it.
	same "$(echo {1..17} 90 90)" "$(values -m jrc+:1:none --report "$dir/report")"
	same "$(table 's1 x winsorize 100 90 _')" "$(sed -n '$p' "$dir/report" | cut -f 1-)"
	same "$(table '_ x winsorize _ _ not_cured')" "$(sed -n 2p "$dir/report")"
	same "$(echo {1..17} 90 100)" "$(values -m jrc:1:none --report "$dir/report")"
	same "$(table '_ x none _ _ not_cured')" "$(sed 1d "$dir/report")"
	# ln(x - 1 + 1) of 1..17, 90, 90: 1 becomes 0, 100 ln 90.
	sci-treat -m jrc+:1:log1 --report "$dir/report" "$dir/raw" > "$dir/out"
	near "0 4.499809670330265" "$(grep -E '^(a0*|s1)	' "$dir/out" | cut -f 3 | sed -n '1p;$p' | xargs)"
	same "winsorize+log1" "$(sed 1d "$dir/report" | cut -f 3 | sort -u)"
	same "$(echo {1..17} 17 17)" "$(values -m jrc:all)"
}

@test "--skewness and --kurtosis say what has outliers, also for the framework's methods" {
	same "$(echo {1..17} 90 100)" "$(values --skewness 2.7)"
	same "$(echo {1..17} 90 100)" "$(values --kurtosis 6.2)"
	# With 90 twice 2.62 and 5.88.
	same "$(echo {1..17} 90 90)" "$(values --skewness 2.6 --kurtosis 6.1)"
	table 'indicator treat' 'x winsorize:1' > "$dir/f"
	same "$(echo {1..17} 90 90)" "$(values -f "$dir/f" -m none)"
	same "$(echo {1..17} 90 100)" "$(values -f "$dir/f" -m none --skewness 3)"
	# No skewness at all, and no outliers: force counts from the top.
	indicator x 1 2 3 4 5 6 > "$dir/raw"
	same '1 2 3 4 5 6' "$(values -m winsorize:1)"
	same '1 2 3 4 5 5' "$(values -m winsorize:1:force)"
	run -2 sci-treat --skewness -1 "$dir/raw"
	[[ "$output" == *"--skewness: '-1' is below 0"* ]]
}

@test "logarithms are the nearest doubles, also of what is near to 1" {
	indicator x 0 0.99 > "$dir/raw"
	# Plain doubles leave -0.00010000500033334732 for ln(0.99 + 0.01 0.99).
	same '-4.615220521841593 -0.0001000050003333673' "$(values -m log)"
}

@test "a range that is beyond the doubles with its hundredth is refused, whatever the curve" {
	indicator x 0 1.7e308 > "$dir/raw"
	# ln(0.01 1.7e308), ln(1.01 1.7e308)
	same '705.1216667072401 709.7367872240814' "$(values -m log)"
	for x in 1.79e308 '1e308 -1e308'; do
		# shellcheck disable=SC2086
		indicator x 0 $x > "$dir/raw"
		for m in log log-signed log1 log-gii boxcox:0 boxcox:0.5; do
			run -1 sci-treat -m $m "$dir/raw"
			[[ "$output" == *'the treated value is beyond the doubles'* ]]
		done
	done
}

@test "an indicator without spread or without values is left alone, and reported" {
	table 'year city indicator value' '2020 Bonn x 7' '2020 Kiel x 7' '2021 Bonn x NA' > "$dir/raw"
	for m in log boxcox:2; do
		run -0 sci-treat -m $m --report "$dir/report" "$dir/raw"
		same "$(table 'year city indicator value flag raw_value' '2020 Bonn x 7 _ _' \
		    '2020 Kiel x 7 _ _' '2021 Bonn x _ _ _')" "$output"
		same "$(table 'year city indicator method raw_value value reason' \
		    "2020 _ x ${m%:*} _ _ no_spread")" "$(cat "$dir/report")"
	done
}

@test "T comes last in the flag, instead of A; raw bytes stay, unchanged ones too" {
	run -0 sci-treat -m quantile:0.25 <(table 'raw_value flag city indicator value' \
	    '_ A Bonn x 00.0' '_ I Kiel x 1.0' 'old _ Ulm x +2' '_ IT Gera x 3' '_ PT Jena x 4e0')
	same "$(table 'raw_value flag city indicator value' '00.0 T Bonn x 1' '_ I Kiel x 1.0' \
	    '_ _ Ulm x +2' '_ IT Gera x 3' '4e0 PT Jena x 3')" "$output"
}

@test "the framework's method comes before -m, and years are apart" {
	table 'indicator treat denominator' 'x _ people' 'y boxcox:1 _' > "$dir/f"
	run -0 sci-treat -f "$dir/f" -m none <(table 'year city indicator value' '2020 Bonn x 1' \
	    '2020 Bonn y 5' '2020 Kiel y 7' '2021 Bonn y 9' '2021 Kiel y 7' '2021 Kiel people 7')
	same '1 0 2 2 0 7' "$(sed 1d <<< "$output" | cut -f4 | xargs)"
}

@test "the order of rows changes neither table nor report" {
	sed 1d <(indicator y 5 {1..13} -40 -90) >> "$dir/raw"
	sci-treat --report "$dir/report" "$dir/raw" | sort > "$dir/a"
	for seed in 1 2 3; do
		(head -1 "$dir/raw"; sed 1d "$dir/raw" | shuf --random-source=<(yes $seed)) |
		    sci-treat --report "$dir/again" | sort | cmp - "$dir/a"
		cmp "$dir/again" "$dir/report"
	done
}

@test "a failure leaves both files as they were, and no other file" {
	mkdir "$dir/files"
	echo old | tee "$dir/files/report" > "$dir/files/out"
	indicator x 0 1e308 -1e308 > "$dir/raw"
	run -1 sci-treat -m boxcox:2 --report "$dir/files/report" -o "$dir/files/out" "$dir/raw"
	[[ "$output" == *"raw:"*": column value: the treated value is beyond the doubles ("* ]]
	run -1 sci-treat --report "$dir/none/report" -o "$dir/files/out" <(indicator x 1 2)
	same $'old\nold' "$(cat "$dir/files/report" "$dir/files/out")"
	same $'out\nreport' "$(ls -A "$dir/files")"
}

@test "faults: options, unknown indicator, second row, number, column" {
	run -2 sci-treat -m jrc:0 "$dir/raw"
	[[ "$output" == *"unknown method 'jrc:0' (there are: jrc[:POINTS|all][:STEP], "* ]]
	run -2 sci-treat -m quantile:0.5 "$dir/raw"
	run -2 sci-treat -o "$dir/x" --report "$dir/x" "$dir/raw"
	[[ "$output" == *"$dir/x: two outputs are one file"* ]]
	table 'indicator' 'bus' > "$dir/f"
	run -1 sci-treat -f "$dir/f" <(indicator bsu 1)
	[[ "$output" == *":2: column indicator: 'bsu' is not in $dir/f; did you mean 'bus'?"* ]]
	run -1 sci-treat "$dir/raw" "$dir/raw"
	[[ "$output" == *"raw:2: a second row of the same"* ]]
	run -1 sci-treat <(indicator x 1 nan)
	[[ "$output" == *":3: column value: 'nan' is not a number"* ]]
	run -1 sci-treat <(table 'city indicator' 'Bonn x')
	[[ "$output" == *"no column 'value'"* ]]
}

@test "quantile: a city that is the quantile is not changed, and between two it is as on paper" {
	{ table 'city indicator value'; for i in $(seq 0 50); do printf 'c%s\ta\t%s.7\n' "$i" "$i"; done; } \
	    > "$dir/raw"
	sci-treat -m quantile:0.14 "$dir/raw" > "$dir/out"
	same "$(printf '%s\n' $'c6\ta\t7.7\tT\t6.7' $'c7\ta\t7.7\t\t')" "$(grep -E '^c[67]	' "$dir/out")"
	same 14 "$(grep -c '	T	' "$dir/out")"
	table 'city indicator value' 'A a 0' 'B a 0' 'C a 10' 'D a 10' 'E a 10000' 'F a 10000' 'G a 100000' \
	    > "$dir/raw"
	same 46000 "$(sci-treat -m quantile:0.1 "$dir/raw" | awk '$1 == "G" { print $3 }')"
}

@test "--report: neither a file that is read nor standard output" {
	table 'city indicator value' 'A a 1' 'B a 2' > "$dir/raw"
	cp "$dir/raw" "$dir/before"
	run -2 sci-treat --report "$dir/raw" "$dir/raw"
	cmp "$dir/before" "$dir/raw"
	run -2 sci-treat --report - "$dir/raw"
}
