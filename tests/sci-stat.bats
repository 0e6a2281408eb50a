# sci-stat - statistics that exist, over those cities that have the figures.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'indicator parent weight' 'all _ _' 'area all 1' 'bus area 3' 'bike area 1' 'trees all 3' \
	    > "$dir/f"
	table 'year city indicator value' '2024 Bonn bus 1' '2024 Hagen bus 2' '2024 Unna bus 2' \
	    '2024 Kiel bus 4' '2024 Jena bus _' '2024 Bonn bike 4' '2024 Hagen bike 2' \
	    '2024 Unna bike 3' '2024 Jena bike 9' '2023 Bonn trees 7' > "$dir/raw"
}

# shuffled FILE - its header, and its rows in another order.
shuffled() {
	sed 1q "$1"
	sed 1d "$1" | sort -t "$(printf '\t')" -k 4,4r -k 2,2
}

@test "indicators: counts, quantiles of type 7, mean; nothing where there is too little" {
	run -0 sci-stat indicators "$dir/raw"
	# By hand; skewness of 1 2 2 4: m2 = 4.75, m3 = 3.375 (sums about 2.25).
	same "$(table \
	    'year indicator n missing zeros distinct min q1 median q3 max mean' \
	    '2023 trees 1 0 0 1 7 7 7 7 7 7' \
	    '2024 bike 4 1 0 4 2 2.75 3.5 5.25 9 4.5' \
	    '2024 bus 4 1 0 3 1 1.75 2 2.5 4 2.25')" "$(cut -f 1-12 <<< "$output")"
	same $'\t\t' "$(sed -n 2p <<< "$output" | cut -f 13-15)"
	awk -F'\t' 'END { sd = sqrt(4.75 / 3); k = sqrt(4) * 3.375 / 4.75 ^ 1.5 * sqrt(12) / 2
	    exit ! ($13 - sd < 1e-12 && sd - $13 < 1e-12 && $14 - k < 1e-12 && k - $14 < 1e-12) }' \
	    <<< "$output"
}

@test "skewness and kurtosis are those of a spreadsheet" {
	# SKEW and KURT of 3 4 5 2 3 4 5 6 4 7, the example of Excel's manual.
	i=0
	for v in 3 4 5 2 3 4 5 6 4 7; do
		i=$((i + 1))
		echo "c$i a $v"
	done > "$dir/rows"
	mapfile -t rows < "$dir/rows"
	table 'city indicator value' "${rows[@]}" > "$dir/excel"
	run -0 sci-stat indicators "$dir/excel"
	same '0.359543071 -0.151799637' "$(awk 'END { printf "%.9f %.9f", $13, $14 }' <<< "$output")"
}

@test "with a framework: its order, and its codes only" {
	run -0 sci-stat indicators -f "$dir/f" "$dir/raw"
	same $'trees\nbus\nbike' "$(sed 1d <<< "$output" | cut -f 2)"
	run -1 sci-stat indicators -f "$dir/f" <(table 'city indicator value' 'Bonn bsu 1')
	[[ "$output" == *"'bsu' is not in $dir/f; did you mean 'bus'?"* ]]
}

@test "cities: of the leaves, or else of what occurs in the edition" {
	run -0 sci-stat cities "$dir/raw"
	same "$(table 'year city n missing zeros coverage' '2023 Bonn 1 0 0 1' '2024 Bonn 2 0 0 1' \
	    '2024 Hagen 2 0 0 1' '2024 Jena 1 1 0 0.5' '2024 Kiel 1 1 0 0.5' \
	    '2024 Unna 2 0 0 1')" "$output"
	run -0 sci-stat cities -u town -f "$dir/f" <(table 'town indicator value' 'Bonn all 5' \
	    'Bonn bus 0' 'Bonn bike 1')
	same "$(table 'town n missing zeros coverage' 'Bonn 2 1 1 0.6666666666666666')" "$output"
}

@test "a denominator beside the tree is not expected" {
	table 'indicator parent denominator' 'cars all people' 'people _ _' > "$dir/g"
	run -0 sci-stat cities -f "$dir/g" <(table 'city indicator value' 'Bonn cars 5' 'Bonn people 9')
	same "$(table 'city n missing zeros coverage' 'Bonn 1 0 0 1')" "$output"
}

@test "correlations: each pair once, over the cities that have both" {
	# Bonn (1, 4), Hagen (2, 2), Unna (2, 3): r = -1/sqrt(2/3 2) = -sqrt(3)/2; ranks
	# 1 2.5 2.5 and 3 1 2 likewise; of three pairs one is tied, two are discordant.
	run -0 sci-stat correlations "$dir/raw"
	# -sqrt(3)/2 is -0.86602540378443864676...
	same "$(table 'year indicator other value n' '2024 bike bus -0.8660254037844386 3')" "$output"
	run -0 sci-stat correlations --method spearman -f "$dir/f" "$dir/raw"
	same "$(table 'year indicator other value n' '2024 bus bike -0.8660254037844386 3')" "$output"
	sci-stat correlations --method kendall "$dir/raw" | sci-round 14 > "$dir/rounded"
	# -sqrt(2/3) is -0.81649658092772603273...
	same "$(table 'year indicator other value n' '2024 bike bus -0.81649658092773 3')" "$(cat "$dir/rounded")"
}

@test "a correlation that does not exist is empty" {
	run -0 sci-stat correlations <(table 'city indicator value' 'Bonn a 1' 'Bonn b 2' 'Unna a 1' \
	    'Unna b 3' 'Kiel c 1')
	same "$(table 'indicator other value n' 'a b _ 2' 'a c _ 0' 'b c _ 0')" "$output"
}

@test "weights: shares of shares, without any figures" {
	run -0 sci-stat weights -f "$dir/f" < /dev/null
	same "$(table 'indicator parent weight effective' 'bus area 3 0.1875' 'bike area 1 0.0625' \
	    'area all 1 0.25' 'trees all 3 0.75' 'all _ 1 1')" "$output"
	run -2 sci-stat weights -f "$dir/f" "$dir/raw"
	run -2 sci-stat weights
}

@test "effective weights are rounded once" {
	# 2/5 of 1/5; 0.4 * 0.2 is 0.08000000000000002.
	table 'indicator parent weight' 'a x 2' 'b x 3' 'x all 1' 'y all 4' > "$dir/fifths"
	run -0 sci-stat weights -f "$dir/fifths"
	same "$(table 'indicator parent weight effective' 'a x 2 0.08' 'b x 3 0.12' 'x all 1 0.2' \
	    'y all 4 0.8' 'all _ 1 1')" "$output"
}

@test "alpha: none where the children add up to the same on paper" {
	table 'indicator parent' 'a r' 'b r' > "$dir/f"
	table 'city indicator value' 'A a 81.2' 'B a 58.7' 'C a 0.3' 'A b 18.8' 'B b 41.3' 'C b 99.7' \
	    > "$dir/raw"
	same "$(table 'indicator children alpha' 'r 2 _')" "$(sci-stat alpha -f "$dir/f" "$dir/raw")"
	sed 's/99.7/99.6/' "$dir/raw" > "$dir/other"
	[[ "$(sci-stat alpha -f "$dir/f" "$dir/other")" == *$'r\t2\t-'[0-9]* ]]
}

@test "alpha: pairwise covariances" {
	# Two children: 4 c/(v + w + 2 c). bus 1 2 2 4: v = 4.75/3; bike 4 2 3 9: w = 29/3;
	# both 1 2 2 and 4 2 3: c = -1/2.
	run -0 sci-stat alpha -f "$dir/f" "$dir/raw"
	same "$(table 'year indicator children' '2023 all 1' '2024 area 2')" "$(cut -f 1-3 <<< "$output")"
	awk -v a="$(tail -n 1 <<< "$output" | cut -f 4)" 'BEGIN {
	    e = -2 / (4.75 / 3 + 29 / 3 - 1); exit ! (a - e < 1e-12 && e - a < 1e-12) }'
	# Three identical children agree perfectly.
	run -0 sci-stat alpha -f <(table 'indicator parent' 'a r' 'b r' 'c r') <(table \
	    'city indicator value' 'X a 1' 'X b 1' 'X c 1' 'Y a 5' 'Y b 5' 'Y c 5')
	same "$(table 'indicator children alpha' 'r 3 1')" "$output"
}

# columns A B [C] - a table of two or three indicators of the cities 1, 2, ..., each a list of values.
columns() {
	local indicator i value
	echo $'city\tindicator\tvalue'
	for indicator in a b c; do
		i=0
		for value in $1; do
			i=$((i + 1))
			printf '%s\t%s\t%s\n' "$i" "$indicator" "$value"
		done
		[ $# -gt 1 ] || return 0
		shift
	done
}

@test "alpha where sums all but cancel, where they do, and of squares beyond the doubles" {
	# In rational numbers -4153003 of the decimals, -4153003.00000013072995... of the doubles that
	# they are read as; rounded covariances gave -4153002.999153922.
	table 'indicator parent' 'a r' 'b r' 'c r' > "$dir/f"
	columns '95.8 30.3 0 17.2 97.6' '4.3 69.7 100 82.8 2.4' > "$dir/raw"
	same "$(table 'indicator children alpha' 'r 2 -4153003.000000131')" \
	    "$(sci-stat alpha -f "$dir/f" "$dir/raw")"
	columns '5 0 5' '4 8 1' '5 5 7' > "$dir/raw"
	same "$(table 'indicator children alpha' 'r 3 -97.5')" "$(sci-stat alpha -f "$dir/f" "$dir/raw")"
	# Covariances -11/3, 4/3 and 7/3.
	columns '3 0 4' '2 8 6' '1 2 4' > "$dir/raw"
	same "$(table 'indicator children alpha' 'r 3 0')" "$(sci-stat alpha -f "$dir/f" "$dir/raw")"
	# Squares of these are beyond the doubles; of them it is -97.49999999999997144...
	columns '5e200 0 5e200' '4e200 8e200 1e200' '5e200 5e200 7e200' > "$dir/raw"
	same "$(table 'indicator children alpha' 'r 3 -97.49999999999997')" \
	    "$(sci-stat alpha -f "$dir/f" "$dir/raw")"
}

@test "a correlation that is 0 on paper is 0" {
	columns '0 3 0 1 0' '1 0 0 4 0' > "$dir/raw"
	same "$(table 'indicator other value n' 'a b 0 5')" "$(sci-stat correlations "$dir/raw")"
}

@test "the order of rows changes no digit" {
	for t in indicators cities correlations alpha 'correlations --method kendall'; do
		# shellcheck disable=SC2086 # words
		same "$(sci-stat $t -f "$dir/f" "$dir/raw")" "$(shuffled "$dir/raw" | sci-stat $t -f "$dir/f")"
	done
}

@test "what does not go together is refused" {
	run -2 sci-stat
	run -2 sci-stat medians "$dir/raw"
	run -2 sci-stat cities --method kendall "$dir/raw"
	run -2 sci-stat correlations --method cosine "$dir/raw"
	run -2 sci-stat alpha "$dir/raw"
	run -1 sci-stat cities <(table 'city indicator value' 'Bonn a 1' 'Bonn a 2')
}

@test "a statistic beyond the doubles is an error that names the indicator" {
	run -1 sci-stat indicators <(table 'year city indicator value' '2024 A x 1.7e308' '2024 B x -1.7e308')
	[[ "$output" == *'(2024, x)' ]]
}

@test "NA in a framework is an empty cell; a factor of 0 is refused" {
	table 'indicator parent weight low high' 'x all NA NA 10' 'y all 2 0 NA' > "$dir/f"
	table 'indicator parent weight low high' 'x all _ _ 10' 'y all 2 0 _' > "$dir/empty"
	sci-stat weights -f "$dir/f" | cmp - <(sci-stat weights -f "$dir/empty")
	table 'indicator denominator per' 'x people 0' > "$dir/f"
	run -1 sci-stat weights -f "$dir/f"
	[[ "$output" == *"$dir/f:2: column per: a factor of 0"* ]]
}
