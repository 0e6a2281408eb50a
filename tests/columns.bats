# Columns whose names are almost right: an error where they would be passed over in silence, and
# the user's own everywhere else.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'indicator parent weight' 'bus all 1' 'bike all 3' > "$dir/f"
	table 'year city indicator value' '2023 Bonn bus 1' '2024 Bonn bus 2' > "$dir/years"
}

# refused NAME RIGHT COMMAND... - the command names both and ends with status 1.
refused() {
	run -1 --separate-stderr "${@:3}"
	[[ "$stderr" == *"column '$1' is not read"*"'$2'"* ]] || { printf '%s\n' "$stderr"; return 1; }
	[ "$(wc -l <<< "$stderr")" = 1 ]
}

@test "Year for year is refused by every filter that reads the edition" {
	local spelt
	for spelt in Year YEAR yeaR ' year' 'year ' ' Year ' $'year\xc2\xa0' $'\xe2\x80\x89year'; do
		{ printf '%s\tcity\tindicator\tvalue\tparent\tweight\n' "$spelt"
		    printf '2023\tBonn\tbus\t1\tall\t1\n2024\tBonn\tbus\t2\tall\t1\n'; } > "$dir/t"
		refused "$spelt" year sci-rank "$dir/t"
	done
	for filter in 'sci-normalize -f F' 'sci-aggregate -f F' sci-delta 'sci-impute -f F' sci-treat \
	    'sci-denominate -f F' sci-check 'sci-check -f F' 'sci-stat indicators' 'sci-stat cities' \
	    'sci-stat correlations' 'sci-stat alpha -f F' 'sci-pivot' 'sci-fit -f F --bounds minmax'; do
		refused "$spelt" year ${filter/ F/ $dir/f} "$dir/t"
	done
	refused "$spelt" year sci-delta --against "$dir/t" <(table 'city indicator value' 'Bonn bus 1')
	refused "$spelt" year sci-denominate -f "$dir/f" --by "$dir/t" "$dir/years"
	refused "$spelt" year sci-join "$dir/t" "$dir/years"
}

@test "Flag, Coverage, Measured and Rank are refused where they would have been read" {
	local t=$dir/t
	table 'city indicator value Flag' 'Bonn bus 1 I' > "$t"
	for filter in sci-treat 'sci-impute -f F' 'sci-denominate -f F' sci-check; do
		refused Flag flag ${filter/ F/ $dir/f} "$t"
	done
	refused Flag flag sci-denominate -f "$dir/f" --by "$t" <(table 'city indicator value' 'Bonn bus 1')
	table 'city indicator value parent weight FLAG' 'Bonn bus 1 all 1 I' > "$t"
	refused FLAG flag sci-aggregate -f "$dir/f" "$t"
	table 'city indicator value parent weight Coverage' 'Bonn bus 1 all 1 0.5' > "$t"
	refused Coverage coverage sci-aggregate -f "$dir/f" "$t"
	table 'city indicator value parent weight measureD' 'Bonn bus 1 all 1 0.5' > "$t"
	refused measureD measured sci-aggregate -f "$dir/f" "$t"
	table 'city indicator value ~rank' 'Bonn bus 1 1' > "$t"
	refused ' rank' rank sci-delta "$t"
	refused ' rank' rank sci-delta --against "$t" <(table 'city indicator value' 'Bonn bus 1')
	# parent and weight must be there: the message lists what is.
	table 'city indicator value Parent weight' 'Bonn bus 1 all 1' > "$t"
	run -1 sci-aggregate -f "$dir/f" "$t"
	[[ "$output" == *"no column 'parent' (there are: "*Parent* ]]
}

@test "beside the right column, and to filters that do not read it, the like is the user's own" {
	table 'Year year city indicator value Flag Rank' '7 2023 Bonn bus 1 x 9' '8 2024 Bonn bus 2 y 8' \
	    > "$dir/t"
	same "$(table 'Year year city indicator value Flag Rank rank of' '7 2023 Bonn bus 1 x 9 1 1' \
	    '8 2024 Bonn bus 2 y 8 1 1')" "$(sci-rank "$dir/t")"
	table 'Year city indicator value' '2023 Bonn bus 1' > "$dir/t"
	same "$(cat "$dir/t")" "$(sci-select "$dir/t")"
	same "$(table 'Year city indicator value' '2023 Bonn bus 1.0')" "$(sci-round 1 "$dir/t")"
	same "$(table 'Year city indicator value parent weight' '2023 Bonn bus 1 all 1')" \
	    "$(sci-weight -f "$dir/f" "$dir/t")"
	same "$(cat "$dir/t")" "$(tr '\t' , < "$dir/t" | sci-import)"
	# Of a join the key asks, where it is looked for: not with -k, and not of what is looked up.
	table 'city state' 'Bonn NW' > "$dir/states"
	same "$(table 'Year city indicator value state' '2023 Bonn bus 1 NW')" \
	    "$(sci-join "$dir/states" "$dir/t")"
	same "$(table 'city state Year indicator value' 'Bonn NW 2023 bus 1')" \
	    "$(sci-join -k city "$dir/t" "$dir/states")"
	# What is not like it at all.
	table 'Jahr city indicator value years' '2023 Bonn bus 1 2' > "$dir/t"
	sci-rank "$dir/t"
}

# framework NAME - a framework that has that column instead of the right one.
framework() {
	printf 'indicator\tup\t%s\nbus\tx\t\nbike\tx\t\n' "$1"
}

@test "a column of the framework that is almost one it reads: an error naming both" {
	local pair
	for pair in Weight=weight WEIGHT=weight ' weight=weight' 'Weight =weight' weigth=weight \
	    wieght=weight eight=weight weght=weight weigh=weight weights=weight weighht=weight \
	    weigkt=weight $'wei\xc3\x9fht=weight' PER=per Low=low 'high =high' Direction=direction \
	    ' direction=direction' drection=direction directoin=direction normalise=normalize \
	    transfrom=transform taget=target targets=target treet=treat agregate=aggregate \
	    min_coverge=min_coverage min-present=min_present mincoverage=min_coverage inpute=impute \
	    denominater=denominator Parent=parent parnet=parent lable=label labels=label Label=label \
	    unit_of_mesure=unit_of_measure; do
		framework "${pair%=*}" > "$dir/g"
		run -1 --separate-stderr sci-weight -f "$dir/g" "$dir/years"
		same "sci-weight: $dir/g:1: column '${pair%=*}' is not read; did you mean '${pair#*=}'? (a column of your own needs a name less like it)" "$stderr"
	done
}

@test "two differences, a short name, a language of labels: columns of the user's own" {
	local own
	for own in weihgts wiegth wight_ wt source note Gewicht lower highs hi lows row pers pre unit \
	    labell_ label_de label_en label_fr Label_de laber_ weight_2019 parents2 group direct \
	    treating treatment; do
		framework "$own" > "$dir/g"
		run -0 --separate-stderr sci-weight -f "$dir/g" "$dir/years"
		[ -z "$stderr" ]
	done
	# Beside the right one nothing is asked.
	printf 'indicator\tparent\tweight\tWeight\tweigth\tweights\nbus\tall\t2\t\t\t\n' > "$dir/g"
	same 2 "$(sci-weight -f "$dir/g" "$dir/years" | cut -f 6 | sed -n 2p)"
}
