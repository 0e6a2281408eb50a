# sci-fit - goalposts and weights from the rows it is given; all else stays.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'label parent indicator direction' 'Bus~lines area bus 1' 'NA area cars -1' \
	    'x all area _' 'y all trees _' > "$dir/f"
	table 'year city indicator value' '2023 A bus 2' '2023 B bus 6' '2023 C bus 4' '2024 A bus 9' \
	    '2023 A cars 300' '2023 B cars 500' '2023 C cars 400' '2024 B cars NA' '2023 A trees 5' \
	    '2024 B trees 5' > "$dir/raw"
	# Scores of two children, five rows of which four have both.
	table 'indicator parent' 'a r' 'b r' > "$dir/g"
	table 'year city indicator value' '2023 A a 0' '2023 A b 10' '2023 B a 30' '2023 B b 0' \
	    '2024 A a 10' '2024 A b 10' '2024 B b 20' '2024 B a 20' '2024 C a 99' > "$dir/scores"
}

# weights OPTION... - the weights of a and b.
weights() {
	sci-fit -f "$dir/g" "$@" "$dir/scores" | sed 1d | cut -f 3 | xargs
}

@test "minmax: the extremes of all rows, in raw units; cells keep their bytes" {
	run -0 sci-fit -f "$dir/f" --bounds minmax "$dir/raw"
	same "$(table 'label parent indicator direction low high normalize' \
	    'Bus~lines area bus 1 2 9 goalposts' 'NA area cars -1 300 500 goalposts' \
	    'x all area _ _ _ _' 'y all trees _ _ _ goalposts')" "$output"
}

@test "zscore: mean and mean + sd; mean - sd and mean where less is better" {
	# By hand: of 2 4 6 mean 4, sd 2; of 300 400 500 mean 400, sd 100.
	sed '/2024/d' "$dir/raw" > "$dir/2023"
	run -0 sci-fit -f "$dir/f" --bounds zscore "$dir/2023"
	same "$(printf '4\t6\n300\t400')" "$(sed -n 2,3p <<< "$output" | cut -f 5-6)"
	# A direction of an inner node turns what is below.
	sed 's/area\t$/area\t-1/' "$dir/f" > "$dir/turned"
	run -0 sci-fit -f "$dir/turned" --bounds zscore "$dir/2023"
	same "$(printf '2\t4\n400\t500')" "$(sed -n 2,3p <<< "$output" | cut -f 5-6)"
	sci-fit -f "$dir/f" --bounds zscore -o "$dir/fitted" "$dir/2023"
	grep -v trees "$dir/2023" | sci-normalize -f "$dir/fitted" --range 0,1 > "$dir/out"
	same "$(printf '%s\n' value -1 1 0 1 -1 0)" "$(cut -f 4 "$dir/out")"
}

@test "bounds fitted on an edition give that edition's minmax to the byte" {
	for i in {0..299}; do
		echo "$((i % 60)) $((i / 60)) $((RANDOM % 99 - 50)).$RANDOM$RANDOM"
	done | awk 'BEGIN { print "city\tindicator\tvalue" } { print "c" $1 "\ti" $2 "\t" $3 }' > "$dir/raw"
	table 'indicator parent direction' 'i0 r _' 'i1 r -1' 'i2 b _' 'i3 b -1' 'i4 r _' 'b r -1' \
	    > "$dir/f"
	sci-normalize -f "$dir/f" "$dir/raw" > "$dir/minmax"
	sci-normalize -f <(sci-fit -f "$dir/f" --bounds minmax "$dir/raw") "$dir/raw" > "$dir/goalposts"
	cmp "$dir/minmax" "$dir/goalposts"
}

@test "a transform or a method of its own is left alone; goalposts are fitted anew" {
	table 'high indicator normalize transform low' '1 a goalposts _ 0' '5.0 b percentile _ 4' \
	    '9 c goalposts ln 1' '8 d goalposts _ 7' > "$dir/f"
	run -0 sci-fit -f "$dir/f" --bounds minmax <(table 'city indicator value' 'A a 2' 'B a 3' \
	    'A b 2' 'B b 3' 'A c 2' 'B c 3')
	same "$(table 'high indicator normalize transform low' '3 a goalposts _ 2' \
	    '5.0 b percentile _ 4' '9 c goalposts ln 1' '8 d goalposts _ 7')" "$output"
}

@test "the method that is fitted becomes goalposts, the other one stays" {
	table 'indicator normalize' 'a minmax' 'b zscore' > "$dir/f"
	run -0 sci-fit -f "$dir/f" --bounds minmax <(table 'city indicator value' 'A a 2' 'B a 3' \
	    'A b 2' 'B b 3')
	same "$(table 'indicator normalize low high' 'a goalposts 2 3' 'b zscore _ _')" "$output"
}

@test "weights by hand: equal, sd" {
	same '0.5 0.5' "$(weights --weights equal)"
	# a: 0 30 10 20, deviations -15 15 -5 5, squares 500; b: 10 0 10 20, squares 200.
	same "$(awk 'BEGIN { a = sqrt(500); b = sqrt(200)
	    printf "%.12g %.12g", a / (a + b), b / (a + b) }')" "$(weights --weights sd)"
	same 4 "$(sci-fit -f "$dir/g" --weights sd "$dir/scores" | tail -n 1 | cut -f 4)"
}

@test "weights by hand: entropy, where 0 counts 0" {
	# Shares of a: 0 1/2 1/6 1/3, of b: 1/4 0 1/4 1/2.
	same "$(awk 'BEGIN { n = log(4)
	    a = 1 - (log(2) / 2 + log(6) / 6 + log(3) / 3) / n; b = 1 - (log(4) / 2 + log(2) / 2) / n
	    printf "%.12g %.12g", a / (a + b), b / (a + b) }')" "$(weights --weights entropy)"
	sed 's/2023\tB\tb\t0/2023\tB\tb\t-1/' "$dir/scores" > "$dir/negative"
	run -1 sci-fit -f "$dir/g" --weights entropy "$dir/negative"
	[[ "$output" == *"$dir/negative:5: entropy needs scores from 0 on (2023, B, b)" ]]
}

@test "weights by hand: critic" {
	# Both conflict by the same 1 - r, so scaled deviations remain: sqrt(500)/30 and
	# sqrt(200)/20.
	same "$(awk 'BEGIN { a = sqrt(500) / 30; b = sqrt(200) / 20
	    printf "%.12g %.12g", a / (a + b), b / (a + b) }')" "$(weights --weights critic)"
	# 1 2 3, 1 3 2 and 3 2 1 deviate alike and correlate 0.5, -1 and -0.5: their conflicts are
	# 0.5 + 2, 0.5 + 1.5 and 2 + 1.5, of 8.
	table 'indicator parent' 'x all' 'y all' 'z all' > "$dir/g"
	table 'city indicator value' 'a x 1' 'b x 2' 'c x 3' 'a y 1' 'b y 3' 'c y 2' 'a z 3' 'b z 2' 'c z 1' > "$dir/xyz"
	same '0.3125 0.25 0.4375' "$(sci-fit -f "$dir/g" --weights critic "$dir/xyz" | sed 1d | cut -f 3 | xargs)"
}

@test "balance: every child's correlation with the whole takes its nominal share" {
	# Correlations of x y 0.8 (1 2 3 4 and 1 3 2 4, equal deviations): with u for y and 1 - u for x
	# those with the whole are as 1 - 0.2 u to 0.8 + 0.2 u: halves with u = 0.5, as 8 to 9 with 13/17.
	table 'indicator parent weight' 'x all 1' 'y all 1' > "$dir/g"
	table 'city indicator value' 'a x 1' 'b x 2' 'c x 3' 'd x 4' 'a y 1' 'b y 3' 'c y 2' 'd y 4' \
	    'e x 7' > "$dir/xy"
	same "$(table 'x 0.5 4' 'y 0.5 4')" \
	    "$(sci-fit -f "$dir/g" --weights balance "$dir/xy" | sed 1d | cut -f 1,3,4)"
	table 'indicator parent weight' 'x all 8' 'y all 9' > "$dir/g"
	same '0.235294117647 0.764705882353' \
	    "$(sci-fit -f "$dir/g" --weights balance "$dir/xy" | sed 1d | cut -f 3 | xargs)"
	# The scale of a child does not matter to its share, but to its weight.
	table 'indicator parent weight' 'x all 1' 'y all 1' > "$dir/g"
	same '0.909090909091 0.0909090909091' "$(awk -F'\t' -v OFS='\t' '$2 == "y" { $3 *= 10 } 1' "$dir/xy" |
	    sci-fit -f "$dir/g" --weights balance | sed 1d | cut -f 3 | xargs)"
}

@test "balance: who has more than the nominal share even at 0 is named; copies are refused" {
	# x has 0.8 of y's correlation without any weight: 0.44, more than a quarter.
	table 'indicator parent weight' 'x all 1' 'y all 3' > "$dir/g"
	table 'city indicator value' 'a x 1' 'b x 2' 'c x 3' 'd x 4' 'a y 1' 'b y 3' 'c y 2' 'd y 4' > "$dir/xy"
	run -1 sci-fit -f "$dir/g" --weights balance "$dir/xy"
	same 'sci-fit: balance: even at weight 0 the correlation is more than its share: x (all)' "$output"
	sed -i 's/y\t3/y\t9/; s/y\t2/y\t3/; s/y\t9/y\t2/' "$dir/xy"
	run -1 sci-fit -f "$dir/g" --weights balance "$dir/xy"
	[[ "$output" == *'the scores of some children are those of others put together, so the weights are open (all)' ]]
	run -2 sci-fit -f "$dir/g" --weights balance --negative zero "$dir/xy"
}

@test "pca: two children load alike; the sign is that of the sum" {
	run -0 sci-fit -f "$dir/g" --weights pca <(table 'city indicator value' 'A a 1' 'A b 5' \
	    'B a 2' 'B b 7' 'C a 4' 'C b 6')
	same $'0.5\n0.5' "$(sed 1d <<< "$output" | cut -f 3)"
	# Three that differ in nothing but the order of their cities, likewise.
	table 'indicator parent' 'a r' 'b r' 'c r' > "$dir/g"
	table 'city indicator value' 'A a 3' 'A b 1' 'A c 1' 'B a 1' 'B b 3' 'B c 1' 'C a 1' 'C b 1' 'C c 3' \
	    'D a 5' 'D b 5' 'D c 5' > "$dir/scores"
	same '0.333333333333 0.333333333333 0.333333333333' "$(weights --weights pca)"
}

@test "pca: a negative loading is an error, or 0, or all are squared" {
	# b = a, c = -a: loadings 1 1 -1 over sqrt(3).
	table 'indicator parent' 'a r' 'b r' 'c r' > "$dir/g"
	table 'city indicator value' 'A a 1' 'A b 1' 'A c -1' 'B a 2' 'B b 2' 'B c -2' 'C a 5' 'C b 5' \
	    'C c -5' > "$dir/scores"
	run -1 sci-fit -f "$dir/g" --weights pca "$dir/scores"
	same 'sci-fit: pca: a negative loading; --negative says what it shall count (c)' "$output"
	same '0.5 0.5 0' "$(weights --weights pca --negative zero)"
	same '0.333333333333 0.333333333333 0.333333333333' \
	    "$(weights --weights pca --negative square)"
}

@test "pca: no weights where they hang on nothing" {
	table 'city indicator value' 'A a 0' 'B a 1' 'C a 0' 'D a 1' 'A b 0' 'B b 0' 'C b 1' 'D b 1' \
	    > "$dir/scores"
	run -1 sci-fit -f "$dir/g" --weights pca "$dir/scores"
	[[ "$output" == *'equally strong'*'(r)' ]]
	table 'city indicator value' 'A a 0' 'B a 1' 'A b 1' 'B b 1' > "$dir/scores"
	run -1 sci-fit -f "$dir/g" --weights pca "$dir/scores"
	[[ "$output" == *'all scores are equal'*'(b)' ]]
	same '1 0' "$(weights --weights sd)"
}

@test "only parents all of whose children are in the input; weight 0 takes no part" {
	table 'indicator parent weight n' 'a r 3 7' 'b r 0 _' 'c r 1 _' 's r 0 _' 'd s 2 x' 'e s 4 _' \
	    > "$dir/g"
	run -0 sci-fit -f "$dir/g" --weights equal <(table 'city indicator value' 'A a 1' 'A c 1' \
	    'B c 2' 'A d 1')
	same "$(table 'indicator parent weight n' 'a r 0.5 1' 'b r 0 _' 'c r 0.5 1' 's r 0 _' \
	    'd s 2 x' 'e s 4 _')" "$output"
	run -1 sci-fit -f "$dir/g" --weights equal <(table 'city indicator value' 'A d 1')
	[[ "$output" == *'no node of the framework has all of its children in the input' ]]
}

@test "the order of rows changes no digit" {
	for m in 'bounds zscore' 'weights sd' 'weights entropy' 'weights critic' \
	    'weights pca --negative square'; do
		# shellcheck disable=SC2086 # words
		same "$(sci-fit -f "$dir/g" --$m "$dir/scores")" "$({
			sed 1q "$dir/scores"
			sed 1d "$dir/scores" | tac
		} | sci-fit -f "$dir/g" --$m)"
	done
}

@test "what does not go together is refused" {
	run -2 sci-fit --bounds minmax "$dir/raw"
	run -2 sci-fit -f "$dir/f" "$dir/raw"
	run -2 sci-fit -f "$dir/f" --bounds median "$dir/raw"
	run -2 sci-fit -f "$dir/f" --weights sd --negative zero "$dir/raw"
	run -1 sci-fit -f "$dir/g" --weights sd <(table 'city indicator value' 'A a 1' 'A b 1' 'B a 2')
	[[ "$output" == *'fewer than two rows have all of its children (r)' ]]
	run -1 sci-fit -f "$dir/g" --bounds minmax <(table 'city indicator value' 'A aa 1')
	[[ "$output" == *"did you mean 'a'?"* ]]
	table 'indicator denominator' 'cars people' > "$dir/h"
	run -1 sci-fit -f "$dir/h" --bounds minmax <(table 'city indicator value' 'A cars 1' 'A people 9')
	[[ "$output" == *'sci-denominate ends it'* ]]
}

@test "goalposts of z-scores are rounded once" {
	table 'indicator parent direction' 'a all -1' > "$dir/g"
	run -0 sci-fit -f "$dir/g" --bounds zscore <(table 'city indicator value' 'A a 3.9' 'B a 1.4')
	# On paper 0.88223304703363110018; with a rounded root it was ...631.
	[[ "$output" == *$'a\tall\t-1\t0.8822330470336311\t2.65\tgoalposts' ]]
}

@test "weights that cannot be: entropy of zeros, loadings that sum to 0" {
	table 'indicator parent' 'x all' 'y all' > "$dir/f"
	table 'city indicator value' 'a x 0' 'b x 0' 'a y 1' 'b y 2' > "$dir/in"
	run -1 sci-fit -f "$dir/f" --weights entropy "$dir/in"
	[[ "$output" == *"entropy needs a score above 0 (x)" ]]
	# y is 4 - x: loadings of one length and of opposite signs.
	table 'city indicator value' 'a x 1' 'b x 2' 'c x 3' 'a y 3' 'b y 2' 'c y 1' > "$dir/in"
	run -1 sci-fit -f "$dir/f" --weights pca --negative zero "$dir/in"
	[[ "$output" == *"the loadings sum to 0"* ]]
	[ "$(sci-fit -f "$dir/f" --weights pca --negative square "$dir/in" | sci-select -w parent=all -c weight | sed 1d | xargs)" = '0.5 0.5' ]
	# Loadings of next to nothing have no sign: z has nothing in common with x and y.
	table 'indicator parent' 'x all' 'y all' 'z all' > "$dir/f"
	table 'city indicator value' 'a x 1' 'b x 1' 'c x 3' 'd x 3' 'a y 1' 'b y 1' 'c y 3' 'd y 3' \
	    'a z 1' 'b z 2' 'c z 1' 'd z 2' > "$dir/in"
	[ "$(sci-fit -f "$dir/f" --weights pca "$dir/in" | sci-select -w parent=all -c weight | sed 1d | xargs)" = '0.5 0.5 0' ]
}

@test "critic: scores that are one another's multiples have no conflict, whatever rounding leaves" {
	table 'indicator parent' 'a p' 'b p' 'c p' > "$dir/f"
	table 'city indicator value' 'U a 1.9' 'V a 31.8' 'W a 24.6' 'U b 0.475' 'V b 7.95' 'W b 6.15' \
	    'U c 4.8' 'V c 64.6' 'W c 50.2' > "$dir/in"
	run -1 sci-fit -f "$dir/f" --weights critic "$dir/in"
	[[ "$output" == *"the weights of its children sum to 0 (p)" ]]
}

@test "entropy: a negative score counts only in a row that has all children" {
	table 'indicator parent' 'a p' 'b p' > "$dir/f"
	table 'city indicator value' 'A a 1' 'A b 2' 'B a 3' 'B b 1' > "$dir/in"
	sci-fit -f "$dir/f" --weights entropy "$dir/in" > "$dir/out"
	printf 'C\ta\t-1\n' >> "$dir/in"
	same "$(cat "$dir/out")" "$(sci-fit -f "$dir/f" --weights entropy "$dir/in")"
	printf 'C\tb\t1\n' >> "$dir/in"
	run -1 sci-fit -f "$dir/f" --weights entropy "$dir/in"
	[[ "$output" == *"entropy needs scores from 0 on (C, a)" ]]
}

@test "an indicator whose rows are all missing is like one without rows: its cells stay" {
	table 'indicator parent weight low high normalize' 'a p 2 1 2.50 goalposts' 'b p 3 3 4 goalposts' \
	    'c p 5 5 6 _' 'd q 7 _ _ _' 'e q 1 _ _ _' 'p all 1 _ _ _' 'q all 1 _ _ _' > "$dir/g"
	# a has rows without a value, b has none.
	table 'city indicator value' 'A a _' 'B a NA' 'A c 7' 'B c 9' 'A d 1' 'B d 3' 'A e 3' 'B e 3' > "$dir/t"
	same "$(table 'indicator parent weight low high normalize' 'a p 2 1 2.50 goalposts' 'b p 3 3 4 goalposts' \
	    'c p 5 7 9 goalposts' 'd q 7 1 3 goalposts' 'e q 1 _ _ goalposts' 'p all 1 _ _ _' 'q all 1 _ _ _')" \
	    "$(sci-fit -f "$dir/g" --bounds minmax "$dir/t")"
	# The weights of p's children stay, and q's are fitted.
	same "$(printf '%s\n' 2 3 5 0.5 0.5 1 1)" \
	    "$(sci-fit -f "$dir/g" --weights equal "$dir/t" | sed 1d | cut -f 3)"
}

@test "what a fitted framework still lacks is said with its line by the filter that needs it" {
	table 'indicator parent low high target normalize transform' 'a r 1 _ _ goalposts _' \
	    'b r _ 1 _ goalposts _' 'c r _ _ _ target _' 'd r 0 1 _ goalposts ln' > "$dir/g"
	local line=2 said
	for said in 'a the framework gives no high; sci-fit --bounds fills it in' \
	    'b the framework gives no low; sci-fit --bounds fills it in' \
	    'c the framework gives no target; fill it in, in raw units' \
	    'd low, high or target cannot be transformed: ln and log10 need values above 0, sqrt values from 0 on'; do
		table 'year city indicator value' "2024 A ${said%% *} 1" "2024 B ${said%% *} 2" > "$dir/t"
		run -1 --separate-stderr sci-normalize -f "$dir/g" "$dir/t"
		same "sci-normalize: $dir/g:$line: ${said#* } (2024, ${said%% *})" "$stderr"
		line=$((line + 1))
	done
}
