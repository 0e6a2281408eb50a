#!/usr/bin/env bats
# What would lift a city: targets, scores and places worked on paper.

bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'indicator parent weight direction denominator per movable' 'overall _ 1 1 _ _ _' 'a overall 1 1 people 1000 _' \
	    'b overall 1 -1 _ _ _' 'yes overall 2 1 _ _ 0' > "$dir/f"
	table 'year city indicator value state' \
	    '2020 A a 1 NW' '2020 B a 1 NW' '2020 C a 3 NW' '2020 D a 1 BY' '2020 E a 5 BY' \
	    '2021 A a 2 NW' '2021 B a 4 NW' '2021 C a 6 NW' '2021 D a 8 BY' '2021 E a 10 BY' \
	    '2021 A b 50 NW' '2021 B b 20 NW' '2021 C b 30 NW' '2021 D b 40 BY' '2021 E b 10 BY' \
	    '2021 A yes 0 NW' '2021 B yes 1 NW' '2021 C yes 0 NW' '2021 D yes 0 BY' '2021 E yes 1 BY' > "$dir/raw"
}

potential() {
	sci-potential -f "$dir/f" --year 2021 "$@" "$dir/raw"
}

# shown COLUMN,... [OPTION...]: these columns, numbers rounded to four decimals.
shown() {
	potential "${@:2}" | sci-round -c value,target,need,need_absolute,score,score_then,score_change,others_change,cost 4 |
	    sci-select -c "$1" | sed 's/\.0000\(\t\|$\)/\1/g; s/\(\.[0-9]*[1-9]\)0*\(\t\|$\)/\1\2/g'
}

# Scores of 2021: a 0 25 50 75 100, b 0 75 50 25 100, yes 0 100 0 0 100; with weights 1, 1, 2
# overall A 0, B 75, C 25, D 25, E 100.

@test "targets of every step: what is not above is left out, what coincides is one row, most points first" {
	same "$(table 'indicator parent steps value target need score_then score_change rank rank_then places' \
	    'yes overall yes 0 1 1 75 50 3 2 1' 'a overall best 6 10 4 37.5 12.5 3 3 0' \
	    'b overall best 30 10 -20 37.5 12.5 3 3 0' 'a overall upper|next 6 8 2 31.25 6.25 3 3 0' \
	    'b overall upper|next 30 20 -10 31.25 6.25 3 3 0' 'a overall +10% 6 6.6 0.6 26.875 1.875 3 3 0' \
	    'b overall +10% 30 27 -3 26.875 1.875 3 3 0')" \
	    "$(shown indicator,parent,steps,value,target,need,score_then,score_change,rank,rank_then,places \
	    --city C --steps median,upper,next,top10,best,+10%)"
}

@test "scores that are one number on paper are no order" {
	# Either way 3 of 9 weights have all there is; the doubles differ in the last bit.
	table 'indicator parent weight' 'all _ 1' 'a all 1' 'b all 2' 'c all 3' 'd all 3' > "$dir/f"
	sci-tidy --id city > "$dir/raw" < <(table 'city a b c d' 'A 0 0 0 7' 'B 1 3 6 9' 'C 7 0 4 0' 'D 4 1 5 9' 'E 7 0 5 4')
	same 'b d' "$(sci-potential -f "$dir/f" --city A --steps next "$dir/raw" |
	    sci-select -w 'indicator=b,d' -c indicator | sed 1d | xargs)"
}

@test "peers: targets and models of the same state" {
	# A in NW: a 2 of 2 4 6, b 50 of 20 30 50; B rose most of those at 4 (from 1), C of those at 6.
	same "$(table 'indicator steps target model' 'b best 20 _' 'a best 6 C' 'b median 30 _' 'a median 4 B')" \
	    "$(shown indicator,steps,target,model --city A --peers state --steps median,best --movable)"
}

@test "the best of others who rise: whom to ask" {
	# D rose by 7, E by 5: at 8 or above D has come furthest, at 10 only E.
	same "$(table 'target model' '10 E' '8 D')" "$(shown target,model,indicator --city C --steps upper,best |
	    sci-select -w indicator=a -c target,model)"
}

@test "needs in absolute numbers, and what they cost" {
	table 'year city indicator value' '2020 C people 9' '2021 D people 9' '2021 C people 2000' > "$dir/people"
	table 'indicator cost' 'a 10' 'b 3' > "$dir/costs"
	same "$(table 'indicator need need_absolute cost cost_per_place' 'yes 1 _ _ _' 'a 4 8 80 _' 'b -20 _ 60 _')" \
	    "$(shown indicator,need,need_absolute,cost,cost_per_place --city C --steps best --by "$dir/people" --costs "$dir/costs")"
	table 'indicator cost' 'yes 7' > "$dir/costs"
	same "$(table 'indicator cost cost_per_place' 'yes 7 7' 'a _ _' 'b _ _')" \
	    "$(shown indicator,cost,cost_per_place --city C --steps best --costs "$dir/costs")"
	# Without its yes E has 50, and is behind B: what that costs wins no place.
	same "$(table 'indicator places cost cost_per_place' 'yes -1 7 _')" \
	    "$(shown indicator,places,cost,cost_per_place --city E --set yes=0 --costs "$dir/costs")"
}

@test "several figures at once, and what that does to the others" {
	# A 10 and 10: 100, 100 and 0 make 50.  The others had 75, 25, 25 and 100, and have 66.67, 16.67, 16.67
	# and 100: 25 less, 6.25 in the mean of four.
	same "$(table 'indicator parent steps value score_then rank_then places passes others_change' \
	    'a|b _ set _ 50 3 2 C,~D -6.25')" \
	    "$(shown indicator,parent,steps,value,score_then,rank_then,places,passes,others_change --city A --set a=10,b=10)"
	run -2 potential --city A --set c=1
	run -2 potential --city A --set a=x
}

@test "step by step to a place, the largest score first; the fewest" {
	same "$(table 'indicator score score_then rank rank_then passes stage' 'yes 0 50 5 3 C,~D 1' 'a 50 75 3 2 B 2')" \
	    "$(shown indicator,score,score_then,rank,rank_then,passes,stage --city A --steps best --reach 2)"
	same "$(table 'indicator score_then rank_then stage' 'a 25 3 1' 'yes 75 2 2')" \
	    "$(shown indicator,score_then,rank_then,stage --city A --steps best --reach 2 --fewest)"
	[ "$(potential --city B --reach 2 | wc -l)" = 1 ]
	# Not to be reached: what is, and the last place is above.
	[ "$(potential --city C --steps next --reach 1 | sci-select -c rank_then | tail -n 1)" = 2 ]
	run -2 potential --city A --reach 1 --fewest
	[[ $output == *'--fewest needs one step'* ]]
	run -2 potential --city A --fewest --steps best
	run -2 potential --city A --reach 0
}

# What makes a trial cheap must not show: nothing that a figure alters is passed over.
@test "each figure that is tried is the edition scored anew, whatever scales, means and thresholds do" {
	{ table 'indicator parent weight direction normalize aggregate min_coverage' 'root _ 1 1 _ _ _' \
	    'a root 2 1 _ geometric _' 'b root 1 1 _ copeland _' 'c root 1 -1 _ median 0.6' 'd root 3 1 _ _ 0.5'
		for leaf in a1:percentile a2 a3 b1 b2 b3:rank c1 c2:zscore c3 d1 d2 d3:percentile; do
			table "${leaf%:*} ${leaf:0:1} 1 1 $(sed 's/^[a-d][1-3]:\?//; s/^$/_/' <<< "$leaf") _ _"
		done; } > "$dir/f"
	awk -F '\t' -v OFS='\t' 'BEGIN { print "year", "city", "indicator", "value"; x = 7
		for (c = 0; c < 17; c++) for (i = 0; i < 12; i++) {
			x = (x * 16807) % 2147483647
			if (x % 9 > 0) print 2024, sprintf("c%02d", c), substr("abcd", int(i / 3) + 1, 1) (i % 3 + 1), x % 40 + 1 } }' > "$dir/t"
	# With and without a mean that looks at all cities.
	for without in none b; do
		grep -v "^$without" "$dir/f" > "$dir/some"
		awk -F '\t' -v without="^$without" '$3 !~ without' "$dir/t" > "$dir/figures"
		sci-potential -f "$dir/some" --range 1,100 --city all "$dir/figures" > "$dir/tried"
		sci-select -c city,indicator,target,score_then,rank_then "$dir/tried" | sed 1d > "$dir/rows"
		[ "$(wc -l < "$dir/rows")" -gt 300 ]
		awk 'BEGIN { print "variant\tindicator\tweight" } { print NR "\troot\t" }' "$dir/rows" > "$dir/variants"
		awk -F '\t' -v OFS='\t' 'BEGIN { print "variant", "year", "city", "indicator", "value" }
			{ print NR, 2024, $1, $2, $3 }' "$dir/rows" > "$dir/changes"
		sci-score -f "$dir/some" --range 1,100 --variants "$dir/variants" --changes "$dir/changes" --node root \
		    -c variant,city,value,rank "$dir/figures" > "$dir/anew"
		awk -F '\t' -v OFS='\t' 'NR == FNR { anew[$1, $2] = $3 "\t" $4; next }
			{ print anew[FNR, $1] }' "$dir/anew" "$dir/rows" | diff <(cut -f 4,5 "$dir/rows") -
	done
}

@test "a figure that is missing: the median of the others, of yes and no the lesser" {
	sed -i '/2021\tA\tb/d; s/^\(2021\tA\tyes\t\)0/\1/' "$dir/raw"
	# b of the others 10 20 30 40; yes of the others 1 0 0 1.
	same "$(table 'indicator steps value target need' 'b report _ 25 _' 'yes report _ 0 _')" \
	    "$(shown indicator,steps,value,target,need --city A --steps best | sci-select -w steps=report)"
}

@test "all ranked cities of the newest edition, by name; one city in the newest edition it is ranked in" {
	# E is the best in all there is.
	[ "$(sci-potential -f "$dir/f" --city all "$dir/raw" | sci-select -c year,city | sed 1d | uniq | xargs)" = \
	    '2021 A 2021 B 2021 C 2021 D' ]
	sed -i '/2021\tD/d' "$dir/raw"
	[ "$(sci-potential -f "$dir/f" --city D,A "$dir/raw" | sci-select -c year,city | sed 1d | uniq | xargs)" = '2020 D 2021 A' ]
}

@test "an edition that has no scores stands in the way of itself only" {
	potential --city A,D | sci-select -c indicator,steps,target,score_then,rank_then,passes > "$dir/before"
	potential --city all --steps best > "$dir/all"
	# In 2020 all have 1 of a, and in 2022 all have 3.
	sed -i 's/^\(2020.*\ta\t\)[0-9]*/\11/' "$dir/raw"
	table '2022 A a 3 NW' '2022 B a 3 NW' '2022 C a 3 NW' >> "$dir/raw"
	same "$(cat "$dir/before")" "$(potential --city A,D | sci-select -c indicator,steps,target,score_then,rank_then,passes)"
	# Since 2020 E has risen from 1 to 10, now more than D from 1 to 8.
	[[ $(potential --city A --steps median | sci-select -w indicator=a -c target,model | sed 1d) = $'6\tE' ]]
	same "$(sci-select -c city,indicator,rank_then "$dir/all")" \
	    "$(potential --city all --steps best | sci-select -c city,indicator,rank_then)"
	[ "$(potential --city A --steps best --reach 1 | wc -l)" -gt 1 ]
	run -1 sci-potential -f "$dir/f" --city A "$dir/raw"
	[[ $output == *'(2022, a)' ]]
	run -1 sci-potential -f "$dir/f" --city A --year 2020 "$dir/raw"
	[[ $output == *'(2020, a)' ]]
}

@test "an indicator that is scored by its distance from a target moves towards it" {
	table 'indicator parent target normalize' 'x overall 50 closest' > "$dir/f"
	table 'year city indicator value' '2021 A x 80' '2021 B x 40' '2021 C x 55' '2021 D x 20' > "$dir/raw"
	same "$(table 'steps value target score score_then' 'best 80 55 0 83.3333' 'next 80 60 0 66.6667')" \
	    "$(shown steps,value,target,score,score_then --city A --steps next,best)"
	same "$(table 'steps target' 'next|best 45')" "$(shown steps,target --city B --steps next,best)"
}

@test "what is missing is taken to be on the side of the target where the others are" {
	table 'indicator parent target normalize' 'x overall 50 closest' 'y overall _ _' > "$dir/f"
	table 'year city indicator value' '2021 A x _' '2021 B x 20' '2021 C x 30' '2021 D x 44' '2021 A y 1' '2021 B y 2' '2021 C y 4' > "$dir/raw"
	# Their distances are 30, 20 and 6: 30 as the median, not 70.
	same "$(table 'steps target' 'report 30')" \
	    "$(sci-potential -f "$dir/f" --city A "$dir/raw" | sci-select -w indicator=x -c steps,target)"
	sed -i 's/x\t20/x\t80/; s/x\t30/x\t70/; s/x\t44/x\t56/' "$dir/raw"
	same "$(table 'steps target' 'report 70')" \
	    "$(sci-potential -f "$dir/f" --city A "$dir/raw" | sci-select -w indicator=x -c steps,target)"
}

@test "a city that was never scored is looked at in the newest edition that it is in" {
	table 'indicator parent' 'x overall' 'y overall' > "$dir/f"
	table 'year city indicator value' '2020 A x _' '2020 B x 1' '2020 C x 3' '2021 A x _' '2021 B x 1' '2021 C x 3' \
	    '2022 B x 1' '2022 C x 3' > "$dir/raw"
	same "$(table 'year city steps target score score_then rank_then' '2021 A report 2 _ 50 2')" \
	    "$(sci-potential -f "$dir/f" --city A "$dir/raw" | sci-select -c year,city,steps,target,score,score_then,rank_then)"
	[ "$(sci-potential -f "$dir/f" --city all --year 2021 --constant 0 "$dir/raw" | sci-select -w city=A | wc -l)" -eq 1 ]
}

@test "--reach of a city without a score: any score is more than none, and none never the best" {
	table 'indicator parent weight' 'x overall 3' 'y overall 1' 'z overall 1' > "$dir/f"
	table 'year city indicator value' '2021 A x _' '2021 A y 2' '2021 A z 2' '2021 B x 1' '2021 B y 1' '2021 B z 1' \
	    '2021 C x 3' '2021 C y 3' '2021 C z 3' > "$dir/raw"
	# With the median x is 50, y and z are 50; best y and then z make 10/5 points more each.
	same "$(table 'indicator score score_then rank_then stage' 'x _ 50 2 1' 'y 50 60 2 2' 'z 60 70 2 3')" \
	    "$(sci-potential -f "$dir/f" --city A --min-coverage 0.6 --steps best --reach 1 "$dir/raw" |
	    sci-select -c indicator,score,score_then,rank_then,stage)"
	# Where its figure is another's, x has no spread, and no score: that is no step, and comes last.
	# A has 0, 50 and 50, which is 20, and 30 with either best; B has 60.
	sed -i '/C\tx/d; s/A\tx\t/A\tx\t0/' "$dir/raw"
	same "$(table 'indicator score_then rank_then places' 'y 30 2 0' 'z 30 2 0' 'x _ _ _')" \
	    "$(sci-potential -f "$dir/f" --city A --min-coverage 0.6 --constant missing --steps best "$dir/raw" |
	    sci-select -c indicator,score_then,rank_then,places)"
	same "$(table 'indicator stage' 'y 1' 'z 2')" \
	    "$(sci-potential -f "$dir/f" --city A --min-coverage 0.6 --constant missing --steps best --reach 1 "$dir/raw" |
	    sci-select -c indicator,stage)"
}

@test "of no rows: a table without rows" {
	head -n 1 "$dir/raw" > "$dir/none"
	same "$(potential --city A | head -n 1)" "$(sci-potential -f "$dir/f" --city all "$dir/none")"
	run -1 sci-potential -f "$dir/f" --city A "$dir/none"
	[ "$output" = "sci-potential: --city: no city 'A'" ]
}

@test "what is wrong in tables and options" {
	run -1 potential --city X
	[[ $output == "sci-potential: --city: no city 'X'"* ]]
	sed -i 's/0$/maybe/' "$dir/f"
	run -1 potential --city A
	[[ $output == "sci-potential: $dir/f:5: column movable: 'maybe' is neither 0 nor 1" ]]
	run -2 potential
	run -2 potential --city A --steps better
	sed -i 's/maybe$/0/' "$dir/f"
	table 'indicator cost' 'a x' > "$dir/costs"
	run -1 potential --city A --steps best --costs "$dir/costs"
	[[ $output == "sci-potential: $dir/costs:2: column cost: 'x' is not a number" ]]
	run -2 potential --city A --reach 1 --set a=1
	[[ $output == *'--set and --reach are two questions'* ]]
}

@test "of several roots none is lifted, nor without any" {
	table 'indicator parent' 'a o' 'b q' 'o -' 'q -' > "$dir/f"
	sed -i '/yes/d' "$dir/raw"
	run -1 potential --city A
	same "sci-potential: $dir/f: more than one root: one score is looked at" "$output"
	table 'indicator' a b > "$dir/f"
	run -1 potential --city A
	same "sci-potential: $dir/f: no node has a node above it" "$output"
}

@test "a move that would leave nobody behind has no score without --constant, and is no step; --set says so" {
	table 'indicator parent' 'x all' 'z all' > "$dir/f"
	table 'city indicator value' 'A x 1' 'B x 2' 'A z 3' 'B z 9' 'C z 0' > "$dir/raw"
	# C has z alone, which is 0; A has 0 of x and 100/3 of z.  With 9 of z it has 50.
	none='_ 16.667 _ _ 2 _ _ _ _'
	columns=indicator,passes,score,score_then,score_change,rank,rank_then,places,others_change,cost
	same "$(table "z _ 16.667 50.000 33.333 2 2 0 0 _" "x $none")" "$(sci-potential -f "$dir/f" --city A --steps best "$dir/raw" |
	    sci-round -c score,score_then,score_change 3 | sci-select -c $columns | sed 1d)"
	for way in '--reach 1' '--reach 1 --fewest'; do
		same "$(table 'z 2 1')" "$(sci-potential -f "$dir/f" --city A --steps best $way "$dir/raw" |
		    sci-select -c indicator,rank_then,stage | sed 1d)"
	done
	run -1 sci-potential -f "$dir/f" --city A --set x=2 "$dir/raw"
	same 'sci-potential: all values are equal, so there is no score; --constant says what it shall count (x)' "$output"
	# Half of the 50 that x counts then.
	same "$(table 'x 16.667 41.667' )" "$(sci-potential -f "$dir/f" --city A --set x=2 --constant 50 "$dir/raw" |
	    sci-round -c score,score_then 3 | sci-select -c indicator,score,score_then | sed 1d)"
}

@test "what has no score, and more figures than all sets of them can be tried" {
	sed -i 's/^\(2021.*\tb\t\)[0-9]*/\17/' "$dir/raw"
	for more in '--steps best' '--reach 1' '--set a=3'; do
		run -1 potential --city A $more
		[[ $output == 'sci-potential: all values are equal, so there is no score;'*'(2021, b)' ]]
	done
	# Of a there are two cities, of which one is as good as gone.
	table 'year city indicator value' '2021 A a 1' '2021 B a 2' > "$dir/raw"
	table 'indicator parent' 'a overall' > "$dir/f"
	run -1 potential --city A --set a=2
	[[ $output == 'sci-potential: all values are equal'*'(2021, a)' ]]
	{
		table 'indicator parent'
		seq 17 | awk -v OFS='\t' '{ print "i" $1, "overall" }'
	} > "$dir/f"
	{
		table 'year city indicator value'
		seq 17 | awk -v OFS='\t' '{ print 2021, "A", "i" $1, 1; print 2021, "B", "i" $1, 2 }'
	} > "$dir/raw"
	run -2 potential --city A --steps best --reach 1 --fewest
	[[ $output == *'--fewest: 17 figures could be moved, 16 at most'* ]]
}
