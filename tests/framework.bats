# The framework's tree: what is no tree is refused with the name that was meant.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'city indicator value' 'Bonn bus 0' 'Bonn bike 100' 'Ulm bus 100' 'Ulm bike 0' > "$dir/scores"
}

# says MESSAGE ROW... - a framework of these rows (indicator, parent) is refused so, by every filter.
says() {
	table 'indicator parent' "${@:2}" > "$dir/f"
	for filter in 'sci-weight -f F' 'sci-check -f F' 'sci-normalize -f F' 'sci-stat weights -f F'; do
		run -1 --separate-stderr ${filter/ F/ $dir/f} < "$dir/scores"
		same "${filter%% *}: $dir/f:$1" "$stderr"
	done
}

@test "a parent without a row, beside a root that has one or has none" {
	says "4: parent 'mobilty' has no row; did you mean 'mobility'?" \
	    'overall _' 'mobility overall' 'bus mobilty' 'bike mobility'
	says "2: parent 'mobilty' has no row; did you mean 'mobility'?" \
	    'bus mobilty' 'bike mobility' 'mobility overall'
	says "3: parent 'mobilty' has no row; did you mean 'mobility'?" \
	    'mobility overall' 'bus mobilty' 'bike mobility' 'overall _'
	# All of its children misspell it alike: what was to be their parent is a leaf then.
	says "4: parent 'mobilty' has no row; did you mean 'mobility'?" \
	    'overall _' 'mobility overall' 'bus mobilty' 'bike mobilty'
	says "3: parent 'verkehr' has no row, and the root is 'overall'; is one of them misspelt?" \
	    'bus overall' 'bike verkehr' 'overall _'
	says "3: parent 'verkehr' has no row, and the root is 'overall'; is one of them misspelt?" \
	    'bus overall' 'bike verkehr'
	# The nearest name is not one of its own children.
	says "3: parent 'bikes' has no row, and the root is 'overall'; is one of them misspelt?" \
	    'bus overall' 'bike bikes' 'overall _'
}

@test "a row without a parent that is not the root" {
	local alone='(what stands alone on purpose has the parent -)'
	says "3: 'bike' has no parent and is not the root $alone" 'bus overall' 'bike _'
	says "2: 'bike' has no parent and is not the root $alone" 'bike _' 'bus overall' 'overall _'
	says "2: 'overal' has no parent and is not the root; did you mean 'overall'? $alone" \
	    'overal _' 'bus overall' 'bike overall'
	says "4: 'digital' has no parent, as 'overall' has none: an index has one root $alone" \
	    'overall _' 'bus overall' 'digital _' 'bike digital'
	# NA is a cell that is missing, in this column as in all others of the framework.
	says "3: 'bike' has no parent and is not the root $alone" 'bus overall' 'bike NA'
}

@test "- is the parent of what stands alone: in no tree, and a root beside the root" {
	table 'indicator parent weight' 'overall _ 1' 'bus overall 3' 'bike overall 1' 'area - 1' \
	    'other - 1' 'noise other 1' > "$dir/f"
	table 'city indicator value' 'Bonn bus 0' 'Bonn bike 100' 'Bonn area 7' 'Bonn noise 9' > "$dir/t"
	same "$(table 'city indicator value parent weight' 'Bonn bus 0 overall 3' 'Bonn bike 100 overall 1' \
	    'Bonn area 7 _ 1' 'Bonn noise 9 other 1')" "$(sci-weight -f "$dir/f" "$dir/t")"
	# overall = (3 * 0 + 1 * 100)/4.
	same "$(table 'city indicator value' 'Bonn overall 25' 'Bonn other 9')" "$(sci-weight -f "$dir/f" "$dir/t" |
	    sci-aggregate -f "$dir/f" | sci-select -w indicator=overall,other -c city,indicator,value)"
	# Only trees that stand alone.
	table 'indicator parent' 'a -' 'bus a' 'b -' 'bike b' > "$dir/f"
	same "$(table 'indicator parent' 'bus a' 'a _' 'bike b' 'b _')" \
	    "$(sci-stat weights -f "$dir/f" | cut -f 1,2)"
}

@test "a denominator needs no parent, and an empty column is a flat list" {
	table 'indicator parent denominator' 'bus overall people' 'people _ _' 'bike overall _' > "$dir/f"
	sci-weight -f "$dir/f" "$dir/scores"
	table 'indicator parent' 'bus _' 'bike _' > "$dir/f"
	same "$(table 'city indicator value parent weight' 'Bonn bus 0 _ 1' 'Bonn bike 100 _ 1' 'Ulm bus 100 _ 1' \
	    'Ulm bike 0 _ 1')" "$(sci-weight -f "$dir/f" "$dir/scores")"
	table 'indicator' 'bus' 'bike' > "$dir/f"
	sci-weight -f "$dir/f" "$dir/scores"
	table 'indicator parent' 'bus -' 'bike _' > "$dir/f"
	sci-weight -f "$dir/f" "$dir/scores"
}

@test "twenty thousand parents without a row, or rows without a parent, are refused at once" {
	# In instructions this is a few times what reading takes, and no square of it.
	awk 'BEGIN { print "indicator\tparent"; for (i = 0; i < 20000; i++) print "x" i "\tparent-" i * 7 }' > "$dir/f"
	run -1 sci-weight -f "$dir/f" "$dir/scores"
	[[ "$output" == *"$dir/f:3: parent 'parent-7' has no row, and the root is 'parent-0'"* ]]
	awk 'BEGIN { print "indicator\tparent"; for (i = 0; i < 20000; i++) print "x" i "\t" (i ? "" : "all") }' > "$dir/f"
	run -1 sci-weight -f "$dir/f" "$dir/scores"
	[[ "$output" == *"$dir/f:3: 'x1' has no parent"* ]]
}

@test "a ring of parents is named as one, not as a lack of roots" {
	says "4: 'a' is above itself: a cycle of parents" 'bus a' 'b a' 'a b' 'bike _'
}

@test "no rows, and weights whose sum would be beyond what is divided by" {
	run -1 sci-stat weights -f <(table 'indicator parent')
	[[ "$output" == *": a framework without rows" ]]
	table 'indicator parent weight' 'x all 9e299' 'y all 2e299' > "$dir/f"
	run -1 sci-stat weights -f "$dir/f"
	same "sci-stat: $dir/f:2: 'all' has children whose weights sum to 0, or are too large" "$output"
}

@test "low is below high, not at it" {
	local pair
	for pair in '5 5' '6 5'; do
		table 'indicator parent low high' "x all $pair" 'y all _ _' > "$dir/f"
		run -1 sci-stat weights -f "$dir/f"
		[ "$output" = "sci-stat: $dir/f:2: low ${pair% *} is not below high 5" ]
	done
	table 'indicator parent low high' 'x all 4.999 5' 'y all _ _' > "$dir/f"
	sci-stat weights -f "$dir/f" > "$dir/out"
}
