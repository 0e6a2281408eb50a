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
	    'year indicator n missing zeros distinct same min q1 median q3 max mean' \
	    '2023 trees 1 0 0 1 1 7 7 7 7 7 7' \
	    '2024 bike 4 1 0 4 1 2 2.75 3.5 5.25 9 4.5' \
	    '2024 bus 4 1 0 3 2 1 1.75 2 2.5 4 2.25')" "$(cut -f 1-13 <<< "$output")"
	same $'\t\t' "$(sed -n 2p <<< "$output" | cut -f 14-16)"
	awk -F'\t' 'END { sd = sqrt(4.75 / 3); k = sqrt(4) * 3.375 / 4.75 ^ 1.5 * sqrt(12) / 2
	    exit ! ($14 - sd < 1e-12 && sd - $14 < 1e-12 && $15 - k < 1e-12 && k - $15 < 1e-12) }' \
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
	same '0.359543071 -0.151799637' "$(awk 'END { printf "%.9f %.9f", $14, $15 }' <<< "$output")"
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
	# p with one degree of freedom: 1 - 2/pi asin |r|, a third where |r| is sin 60 degrees.
	same "$(table 'year indicator other value n p' '2024 bike bus -0.8660254037844386 3 0.333333')" \
	    "$(sed 's/333333*[0-9]*$/333333/' <<< "$output")"
	run -0 sci-stat correlations --method spearman -f "$dir/f" "$dir/raw"
	same "$(table 'year indicator other value n' '2024 bus bike -0.8660254037844386 3')" \
	    "$(cut -f 1-5 <<< "$output")"
	sci-stat correlations --method kendall "$dir/raw" | sci-round 14 > "$dir/rounded"
	# -sqrt(2/3) is -0.81649658092772603273...
	same "$(table 'year indicator other value n' '2024 bike bus -0.81649658092773 3')" \
	    "$(cut -f 1-5 "$dir/rounded")"
}

@test "a correlation that does not exist is empty" {
	run -0 sci-stat correlations <(table 'city indicator value' 'Bonn a 1' 'Bonn b 2' 'Unna a 1' \
	    'Unna b 3' 'Kiel c 1')
	same "$(table 'indicator other value n p' 'a b _ 2 _' 'a c _ 0 _' 'b c _ 0 _')" "$output"
}

@test "--family: each node with every node above it, and no pair besides" {
	(cat "$dir/raw"; table '2024 Bonn area 1' '2024 Hagen area 3' '2024 Kiel area 2' '2024 Bonn all 9' \
	    '2024 Hagen all 4') > "$dir/scores"
	same "$(table 'bus area 3' 'bus all 2' 'bike area 2' 'bike all 2' 'area all 2')" \
	    "$(sci-stat correlations --family -f "$dir/f" "$dir/scores" | sed 1d | cut -f 2,3,5)"
	run -2 sci-stat correlations --family "$dir/scores"
	[[ "$output" == *'--family: -f FRAMEWORK is needed'* ]]
	run -2 sci-stat alpha --family -f "$dir/f" "$dir/scores"
}

@test "p: two-sided by Student's t; none of Kendall's, and none without a degree of freedom" {
	# With 2 degrees of freedom p = 1 - |r|; 1 2 3 4 and 1 3 2 4 have r = 0.8.
	table 'city indicator value' 'a x 1' 'b x 2' 'c x 3' 'd x 4' 'a y 1' 'b y 3' 'c y 2' 'd y 4' > "$dir/xy"
	for m in pearson spearman; do
		awk -F'\t' 'END { exit ! ($3 == 0.8 && ($5 - 0.2) ^ 2 < 1e-30) }' \
		    <(sci-stat correlations --method $m "$dir/xy")
	done
	same '4	' "$(sci-stat correlations --method kendall "$dir/xy" | sed 1d | cut -f 4,5)"
	table 'city indicator value' 'a x 1' 'b x 2' 'c x 3' 'a y 10' 'b y 20' 'c y 30' > "$dir/xy"
	same '1	3	0' "$(sci-stat correlations "$dir/xy" | sed 1d | cut -f 3-5)"
}

@test "pca: components of complete rows, loadings of length 1 whose sum is not below 0" {
	# Correlations of x y 0.8: variances 1.8 and 0.2 of 2; Jena lacks y.
	table 'indicator parent' 'x all' 'y all' > "$dir/g"
	table 'city indicator value' 'a x 1' 'b x 2' 'c x 3' 'd x 4' 'a y 1' 'b y 3' 'c y 2' 'd y 4' \
	    'Jena x 99' > "$dir/xy"
	sci-stat pca -f "$dir/g" "$dir/xy" | sci-round -c loading,variance 12 > "$dir/out"
	same "$(table 'indicator component child loading variance' 'all 1 x 0.707106781187 0.900000000000' \
	    'all 1 y 0.707106781187 0.900000000000' 'all 2 x 0.707106781187 0.100000000000' \
	    'all 2 y -0.707106781187 0.100000000000')" "$(cat "$dir/out")"
	# Without correlation both components are as strong: what they load hangs on nothing.
	table 'city indicator value' 'a x 1' 'b x 1' 'c x 2' 'd x 2' 'a y 1' 'b y 2' 'c y 1' 'd y 2' > "$dir/xy"
	same "$(table 'all 1 x _ 0.5' 'all 1 y _ 0.5' 'all 2 x _ 0.5' 'all 2 y _ 0.5')" \
	    "$(sci-stat pca -f "$dir/g" "$dir/xy" | sed 1d)"
	# Equal scores have no correlation.
	sed -i 's/y\t2$/y\t1/' "$dir/xy"
	same "$(table 'all 1 x _ _' 'all 1 y _ _' 'all 2 x _ _' 'all 2 y _ _')" \
	    "$(sci-stat pca -f "$dir/g" "$dir/xy" | sed 1d)"
}

@test "importance: what each node does to its root, by bins of places" {
	# 16 cities in 8 bins of two.  x is the root itself: within a bin 0.5 of squares, together 4 of
	# 340: 1 - (4/8)/(340/15).  y jumps in the bins by as much as it does at all: nothing is left.
	table 'indicator parent weight' 'x all 3' 'y all 1' > "$dir/g"
	{
		table 'city indicator value'
		for i in {1..16}; do
			printf 'c%s\tx\t%s\nc%s\ty\t%s\nc%s\tall\t%s\n' $i $i $i $((i * 7 % 16)) $i $i
		done
	} > "$dir/scores"
	run -0 sci-stat importance -f "$dir/g" "$dir/scores"
	same "$(table 'indicator child effective r2' 'all x 0.75 1')" "$(head -2 <<< "$output" | cut -f 1-4)"
	awk -F'\t' '$2 == "x" && ($5 - (1 - 0.5 / (340 / 15))) ^ 2 < 1e-28 && $6 > 0.5 { good++ }
	    $2 == "y" && $3 == 0.25 && $5 + 0 < 0.5 { good++ } { share += $6 }
	    END { exit ! (good == 2 && (share - 1) ^ 2 < 1e-28) }' <<< "$output"
	# What is below x is compared with the root, too.
	table 'u x 1' 'v x 1' >> "$dir/g"
	awk -F '\t' -v OFS='\t' '$2 == "x" { print $1, "u", $3 } $2 == "y" { print $1, "v", $3 }' "$dir/scores" > "$dir/more"
	cat "$dir/scores" "$dir/more" > "$dir/deep"
	sci-stat importance -f "$dir/g" "$dir/deep" > "$dir/all"
	same "$(table 'all u 0.375 1' 'all v 0.375 0.061')" \
	    "$(sci-select -w child=u,v -c indicator,child,effective,r2 "$dir/all" | sed '1d; s/\(0\.061\).*/\1/')"
	same "$(sci-select -w child=y -c r2,eta2 "$dir/all")" "$(sci-select -w child=v -c r2,eta2 "$dir/all")"
	sed -i '4,5d' "$dir/g"
	# 15 cities are too few for bins.
	run -0 sci-stat importance -f "$dir/g" <(grep -v c16 "$dir/scores")
	same "$(table 'all x 0.75 1 _ _')" "$(sed -n 2p <<< "$output")"
}

@test "trends: growth a year, and the slope of the line over its first value" {
	# 100 to 121 in two years: 10 %.  The line through 100, 110, 121: slope 10.5, at first 331/3 - 10.5.
	table 'year city indicator value' '2020 Bonn bus 100' '2021 Bonn bus 110' '2022 Bonn bus 121' \
	    '2021 Ulm bus 7' '2020 Bonn bike 0' '2024 Bonn bike 4' '2020 Ulm tram 4' '2023 Ulm tram _' \
	    '2022 Ulm tram -4' > "$dir/raw"
	run -0 sci-stat trends "$dir/raw"
	same "$(table 'city indicator n first last' 'Bonn bike 2 2020 2024' 'Bonn bus 3 2020 2022' \
	    'Ulm bus 1 2021 2021' 'Ulm tram 2 2020 2022')" "$(cut -f 1-5 <<< "$output")"
	same "$(table '_ _' '_ _' '_ -100')" "$(sed '1d; 3d' <<< "$output" | cut -f 6,7)"
	awk -F'\t' 'NR == 3 { exit ! (($6 - 10) ^ 2 < 1e-26 && ($7 - 1050 / (331 / 3 - 10.5)) ^ 2 < 1e-24) }' \
	    <<< "$output"
	run -1 sci-stat trends <(table 'city indicator value' 'Bonn bus 1')
	[[ "$output" == *"no column 'year'"* ]]
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
	same "$(table 'indicator other value n p' 'a b 0 5 1')" "$(sci-stat correlations "$dir/raw")"
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

@test "deviations beyond the doubles have statistics that are not" {
	# They are 1.8, -0.9 and -0.9 times 10^308, or nearly: sd^2 is 2.43 10^616, r -sqrt(3)/2.
	table 'city indicator value' 'A x 1.7e308' 'B x -1e308' 'C x -1e308' 'A y 1' 'B y 2' 'C y 3' > "$dir/raw"
	same "$(table 'indicator mean sd skewness' 'x -1.0000000000000002e+307 1.5588457268119896e+308 1.7320508075688772')" \
	    "$(sci-stat indicators "$dir/raw" | sci-select -w indicator=x -c indicator,mean,sd,skewness)"
	same "$(table 'indicator other value' 'x y -0.8660254037844386')" \
	    "$(sci-stat correlations "$dir/raw" | sci-select -c indicator,other,value)"
}

@test "NA in a framework is an empty cell; a factor of 0 is refused" {
	table 'indicator parent weight low high' 'x all NA NA 10' 'y all 2 0 NA' > "$dir/f"
	table 'indicator parent weight low high' 'x all _ _ 10' 'y all 2 0 _' > "$dir/empty"
	sci-stat weights -f "$dir/f" | cmp - <(sci-stat weights -f "$dir/empty")
	table 'indicator denominator per' 'x people 0' > "$dir/f"
	run -1 sci-stat weights -f "$dir/f"
	[[ "$output" == *"$dir/f:2: column per: a factor of 0"* ]]
}
