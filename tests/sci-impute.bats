# sci-impute - gaps filled, flagged, and only from what was measured.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'indicator parent impute denominator' 'all _ _ _' 'bus all _ people' 'bike all _ _' \
	    > "$dir/f"
	table 'indicator impute' 'bus _' > "$dir/bus"
	table 'year city state indicator value flag' '2020 Bonn NW bus 10 _' '2020 Hagen NW bus 20 _' \
	    '2020 Kiel SH bus 60 _' '2020 Unna NW bus _ O' '2020 Jena _ bus _ Q' > "$dir/raw"
}

# filled METHOD - year, city, value and flag of all that was filled in.
filled() {
	sci-impute -f "$dir/bus" -m "$1" "$dir/raw" | awk -F'\t' 'NR > 1 && $6 ~ /I/ {
	    print $1, $2, $5, $6 }'
}

@test "mean and median are of the edition, groups of those with the same text" {
	same $'2020 Jena 30 I\n2020 Unna 30 I' "$(filled mean)"
	same $'2020 Jena 20 I\n2020 Unna 20 I' "$(filled median)"
	same '2020 Unna 15 I' "$(filled group:state)"
	table 'year city state indicator value flag' '2020 Lemgo NW bus 12 _' | sed 1d >> "$dir/raw"
	same '2020 Unna 12 I' "$(filled group-median:state)"
	same $'2020 Jena 16 I\n2020 Unna 16 I' "$(filled median)"
	same $'2020 Jena 0 I\n2020 Unna 0 I' "$(filled zero)"
	same '' "$(filled none)"
}

@test "previous takes the latest measured figure, never one filled in, within the years" {
	table 'year city state indicator value flag' '2019 Unna NW bus 1 P' '2020 Unna NW bus 2 I' \
	    '2021 Unna NW bus _ _' '2023 Unna NW bus NA E' > "$dir/raw"
	same $'2020 Unna 2 I\n2021 Unna 1 I\n2023 Unna 1 IE' "$(filled previous)"
	same $'2020 Unna 2 I\n2021 Unna 1 I' "$(filled previous:2)"
	same '2020 Unna 2 I' "$(filled previous:1)"
}

@test "linear lies on the line over the years and holds the ends" {
	table 'year city state indicator value flag' '2010 Unna NW bus _ _' '2012 Unna NW bus 10 _' \
	    '2013 Unna NW bus _ T' '2016 Unna NW bus 30 _' '2019 Unna NW bus _ _' > "$dir/raw"
	same $'2010 Unna 10 I\n2013 Unna 15 IT\n2019 Unna 30 I' "$(filled linear)"
}

@test "hold looks back, then ahead, within the years" {
	table 'year city state indicator value flag' '2010 Unna NW bus _ _' '2012 Unna NW bus 10 _' \
	    '2013 Unna NW bus _ _' '2016 Unna NW bus _ _' '2017 Unna NW bus 30 _' \
	    '2018 Unna NW bus 9 I' '2019 Unna NW bus _ _' > "$dir/raw"
	same $'2010 Unna 10 I\n2013 Unna 10 I\n2016 Unna 10 I\n2018 Unna 9 I\n2019 Unna 30 I' "$(filled hold)"
	same $'2010 Unna 10 I\n2013 Unna 10 I\n2016 Unna 30 I\n2018 Unna 9 I\n2019 Unna 30 I' "$(filled hold:2)"
	same $'2013 Unna 10 I\n2016 Unna 30 I\n2018 Unna 9 I' "$(filled hold:1)"
}

@test "siblings: where the city stands in the other indicators under the same parent" {
	table 'indicator parent direction' 'bus a _' 'jam a -1' 'tram a _' 'flat a _' 'noise b _' \
	    'a all _' 'b all _' > "$dir/f"
	table 'city indicator value' 'A bus 0' 'B bus 10' 'C bus 2' 'A jam 8' 'B jam 4' 'D jam 5' \
	    'A tram 1' 'B tram 5' 'C tram 3' 'D tram 3' 'A flat 7' 'B flat 7' 'A noise 1' 'D noise 9' \
	    > "$dir/raw"
	# bus D: jam (8 - 5)/4 = 0.75, tram 2/4 = 0.5, mean and median 0.625 of 0..10.
	# jam C: bus 0.2, tram 0.5: 0.35 on the way from 8 to 4.  flat has no places; noise no siblings.
	run -0 sci-impute -f "$dir/f" -m siblings "$dir/raw"
	same "$(table 'C jam 6.6 I' 'D bus 6.25 I')" "$(grep 'I$' <<< "$output")"
	# A third place for D, 1: the median of 0.5, 0.75 and 1 is 0.75.
	table 'A foot 1' 'D foot 2' >> "$dir/raw"
	table 'foot a _' >> "$dir/f"
	run -0 sci-impute -f "$dir/f" -m siblings-median "$dir/raw"
	same "$(table 'B foot 2 I' 'C foot 1.35 I' 'C jam 6.6 I' 'D bus 7.5 I')" "$(grep 'I$' <<< "$output")"
	# A flat list has siblings too; what stands alone has none.
	table 'indicator' 'bus' 'tram' > "$dir/f"
	same 'D	bus	5	I' "$(grep -E 'bus|tram|city' "$dir/raw" | sci-impute -f "$dir/f" -m siblings | grep 'I$')"
	table 'indicator parent' 'bus -' 'tram -' 'x all' > "$dir/f"
	same '' "$(grep -E 'bus|tram|city' "$dir/raw" | sci-impute -f "$dir/f" -m siblings | grep 'I$')"
}

@test "rows are added for every leaf and denominator, with what the city's rows agree in" {
	run -0 sci-impute -f "$dir/f" -m mean <(table 'source year city state indicator value' \
	    'a 2020 Bonn NW bus 3' 'b 2020 Bonn NW people 9' 'a 2020 Kiel SH bike 5')
	same "$(table 'source year city state indicator value flag' '_ 2020 Bonn NW bike 5 I' \
	    'a 2020 Bonn NW bus 3 _' 'b 2020 Bonn NW people 9 _' 'a 2020 Kiel SH bike 5 _' \
	    'a 2020 Kiel SH bus 3 I' 'a 2020 Kiel SH people 9 I')" "$output"
}

@test "a city without a row in an edition gets none there" {
	run -0 sci-impute -f "$dir/bus" -m previous <(table 'year city indicator value' \
	    '2020 Bonn bus 3' '2021 Kiel bus 4')
	same "$(table 'year city indicator value flag' '2020 Bonn bus 3 _' '2021 Kiel bus 4 _')" "$output"
}

@test "inner nodes are filled by a method of their own, and never added" {
	table 'year city indicator value' '2020 Bonn all 1' '2020 Kiel all _' '2020 Unna bus 2' > "$dir/raw"
	run -0 sci-impute -f "$dir/f" -m mean "$dir/raw"
	same "$(table '2020 Kiel all _ _')" "$(grep Kiel.all <<< "$output")"
	sed -i 's/^all\t\t/all\t\tzero/' "$dir/f"
	run -0 sci-impute -f "$dir/f" -m none "$dir/raw"
	same "$(table 'year city indicator value flag' '2020 Bonn all 1 _' '2020 Kiel all 0 I' \
	    '2020 Unna bus 2 _')" "$output"
}

@test "the framework's method comes before -m; none is one" {
	table 'indicator impute' 'bus none' 'bike zero' > "$dir/f"
	run -0 sci-impute -f "$dir/f" -m mean <(table 'city indicator value' 'Bonn bus 3' 'Kiel bus NA')
	same "$(table 'city indicator value flag' 'Bonn bike 0 I' 'Bonn bus 3 _' 'Kiel bike 0 I' \
	    'Kiel bus _ _')" "$output"
}

@test "what is there keeps its bytes, and filling twice is filling once" {
	sed -i 's/\t10\t/\t010.0\t/' "$dir/raw"
	sci-impute -f "$dir/bus" -m median "$dir/raw" > "$dir/once"
	grep -q $'\t010.0\t' "$dir/once"
	run -0 sci-impute -f "$dir/bus" -m mean "$dir/once"
	same "$(cat "$dir/once")" "$output"
}

@test "the order of rows and columns changes nothing" {
	sci-impute -f "$dir/f" -m mean "$dir/raw" > "$dir/a"
	for seed in 1 2 3; do
		(head -1 "$dir/raw"; sed 1d "$dir/raw" | shuf --random-source=<(yes $seed)) |
		    sci-impute -f "$dir/f" -m mean | cmp - "$dir/a"
	done
}

@test "faults: no framework, unknown method, indicator or column, a second row, no number" {
	run -2 sci-impute "$dir/raw"
	run -2 sci-impute -f "$dir/bus" -m best "$dir/raw"
	[[ "$output" == *"unknown method 'best' (there are: mean, "* ]]
	run -1 sci-impute -f "$dir/bus" -m group:land "$dir/raw"
	[[ "$output" == *"raw:1: no column 'land' to group by; sci-join adds columns" ]]
	run -1 sci-impute -f "$dir/bus" <(table 'city indicator value' 'Bonn bsu 3')
	[[ "$output" == *":2: column indicator: 'bsu' is not in "*"did you mean 'bus'? (Bonn, bsu)" ]]
	run -1 sci-impute -f "$dir/bus" <(table 'city indicator value' 'Bonn bus 3' 'Bonn bus _')
	[[ "$output" == *":3: a second row of the same"* ]]
	run -1 sci-impute -f "$dir/bus" <(table 'city indicator value' 'Bonn bus 3,5')
	[[ "$output" == *"'3,5' is not a number"* ]]
	run -1 sci-impute -f "$dir/bus" <(table 'city indicator' 'Bonn bus')
	[[ "$output" == *":1: no column 'value'"* ]]
}

@test "what fills a gap is rounded once, also at the end of the doubles" {
	table 'year city indicator value' '2020 Bonn bus -1.7e308' '2021 Bonn bus _' \
	    '2022 Bonn bus 1.7e308' '2020 Kiel bus 1.7e308' '2021 Kiel bus _' '2022 Kiel bus 1.6e308' \
	    '2020 Ulm bus 0.1' '2022 Ulm bus _' '2023 Ulm bus 1.3' '2023 Kiel bus _' > "$dir/raw"
	same "$(table '2021 Bonn bus 0 I' '2021 Kiel bus 1.6499999999999999e+308 I' '2022 Ulm bus 0.9 I' \
	    '2023 Kiel bus 1.6e+308 I')" \
	    "$(sci-impute -f "$dir/bus" -m linear "$dir/raw" | grep 'I$')"
	table 'city indicator value' 'a bus 1.7e308' 'b bus 1.7e308' 'c bus _' > "$dir/raw"
	for m in mean median; do
		same $'c\tbus\t1.7e+308\tI' "$(sci-impute -f "$dir/bus" -m $m "$dir/raw" | grep 'I$')"
	done
}

@test "groups are those of the column, for every indicator, and for rows that were not there" {
	table 'indicator impute' 'x group:land' 'y group:land' 'z group:land' > "$dir/g"
	table 'city indicator value land' 'a x 1 N' 'b x _ N' 'c x 7 S' 'd x _ S' 'e x 4 S' \
	    'a y 2 N' 'b y _ N' 'd y 4 S' 'f x 3 N' 'f y 3 S' 'a z 5 N' 'c z 6 S' > "$dir/in"
	# b has the mean of N, d and e that of S; f is of two groups, so there is none for its z.
	same "$(table 'b x 2 I' 'b y 2 I' 'b z 5 I' 'c y 3.5 I' 'd x 5.5 I' 'd z 6 I' 'e y 3.5 I' 'e z 6 I')" \
	    "$(sci-impute -f "$dir/g" "$dir/in" | sci-select -w 'flag=I' -c city,indicator,value,flag | sed 1d | sort)"
}

@test "a row that was not there has what the other rows of its city agree on" {
	table 'indicator impute' 'x mean' 'y mean' 'z mean' > "$dir/g"
	table 'city indicator value state size' 'a x 1 NW big' 'a y 2 NW small' 'b x 1 BY big' 'b y 2 HE big' 'c z 4 _ _' > "$dir/in"
	same "$(table 'a z 4 NW _ I' 'b z 4 _ big I' 'c x 1 _ _ I' 'c y 2 _ _ I')" \
	    "$(sci-impute -f "$dir/g" "$dir/in" | sci-select -w 'flag=I' | sed 1d | sort)"
}

@test "weights and shares of scores: what is added has its own, what is filled counts as filled" {
	table 'indicator parent weight' 'bus all 1' 'bike all 1' 'fibre all 5' > "$dir/f"
	table 'city indicator value' 'A bus 10' 'A bike 20' 'B bus 30' 'B bike 40' 'B fibre 90' > "$dir/raw"
	sci-weight -f "$dir/f" "$dir/raw" | sci-impute -f "$dir/f" -m mean > "$dir/late"
	sci-impute -f "$dir/f" -m mean "$dir/raw" | sci-weight -f "$dir/f" > "$dir/early"
	same "$(sci-aggregate -f "$dir/f" "$dir/early")" "$(sci-aggregate -f "$dir/f" "$dir/late")"
	same "$(sci-select -c city,indicator,value,parent,weight,flag "$dir/early")" \
	    "$(sci-select -c city,indicator,value,parent,weight,flag "$dir/late")"
	# Scores of areas: one row is added, one is filled, with shares that say otherwise.
	table 'indicator parent' 'x all' 'y all' 'z all' > "$dir/f"
	table 'city indicator value parent weight coverage measured rank raw_value' \
	    'A x 10 all 1 1 1 3 9' 'A y _ all 1 0 0 3 9' 'B x 30 all 1 1 1 1 9' 'B y 40 all 1 1 1 1 9' \
	    'B z 50 all 1 0.5 0.25 1 9' > "$dir/raw"
	sci-impute -f "$dir/f" -m mean "$dir/raw" > "$dir/out"
	same "$(table 'city indicator value parent weight coverage measured rank raw_value flag' \
	    'A x 10 all 1 1 1 3 9 _' 'A y 40 all 1 _ _ 3 9 I' 'A z 50 all 1 _ _ _ _ I')" \
	    "$(head -n 4 "$dir/out")"
	same 'A 1 0.3333333333333333' \
	    "$(sci-aggregate -f "$dir/f" "$dir/out" | awk '$1 == "A" { print $1, $(NF-1), $NF }')"
}

@test "gaps may be as many as there are rows" {
	table 'indicator parent' 'x all' 'y all' > "$dir/f"
	awk -v OFS='\t' 'BEGIN { print "city", "indicator", "value\n0", "y", 7
		for (c = 0; c < 40000; c++) print c, "x", c }' > "$dir/raw"
	sci-impute -f "$dir/f" -m mean "$dir/raw" > "$dir/out"
	same '39999 7 I' "$(awk -F '\t' '$2 == "y" && $4 == "I" { n++; v[$3] } END { for (x in v) print n, x, "I" }' "$dir/out")"
	same "$(sed 1d "$dir/raw" | grep x | sort)" "$(grep -P '\tx\t' "$dir/out" | cut -f 1-3 | sort)"
}
