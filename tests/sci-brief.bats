#!/usr/bin/env bats
# What sci-brief says: every sentence, every case, and that each figure of a text is a fact.

bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'indicator parent weight label label_de unit_of_measure' \
	    'overall _ 1 Index Index points' 'a overall 1 Work Arbeit points' \
	    'b overall 1 Homes Wohnen points' 'a1 a 1 Jobs Stellen jobs' \
	    'a2 a 1 Wages Lohn euro' 'b1 b 1 Rent Miete euro' 'b2 b 1 Parks Parks 0/1' > "$dir/f"
	# Scores of two editions; Ulm is new, Trier not ranked.
	table 'year city indicator value parent weight coverage measured' \
	    '2020 Kiel overall 50 _ 1 1 1' '2020 Bonn overall 60 _ 1 1 1' \
	    '2020 Halle~(Saale) overall 55.04 _ 1 1 1' '2020 Gera overall 20 _ 1 1 1' \
	    '2020 Trier overall _ _ 1 0.4 0.4' \
	    '2021 Kiel overall 70.25 _ 1 1 0.75' '2021 Bonn overall 60 _ 1 1 1' \
	    '2021 Halle~(Saale) overall 60 _ 1 1 1' '2021 Gera overall 20.03 _ 1 0.8 0.8' \
	    '2021 Trier overall _ _ 1 0.4 0.4' '2021 Ulm overall 20.01 _ 1 1 1' \
	    '2020 Kiel a 40 overall 1 1 1' '2021 Kiel a 90 overall 1 1 1' \
	    '2020 Bonn a 60 overall 1 1 1' '2021 Bonn a 60 overall 1 1 1' \
	    '2020 Kiel b 60 overall 1 1 1' '2021 Kiel b 50.5 overall 1 1 1' \
	    '2020 Bonn b 50 overall 1 1 1' '2021 Bonn b 60 overall 1 1 1' > "$dir/scores"
	sci-rank "$dir/scores" | sci-delta > "$dir/places"
}

# brief CITY [OPTION...]: in German, with the framework.
brief() {
	sci-brief --city "$1" --lang de -f "$dir/f" "${@:2}" "$dir/places"
}

# says TEXT: in what was printed.
says() {
	[[ $output == *"$1"* ]] || { printf '%s\n' "$output"; return 1; }
}

says_not() {
	[[ $output != *"$1"* ]] || { printf '%s\n' "$output"; return 1; }
}

# facts: "key value" of what was printed.
fact() {
	[ "$(sci-select -w key="$1" -c value "$dir/facts" | sed 1d)" = "$2" ]
}

@test "a place, its points, and the change against the edition before" {
	run -0 brief Kiel
	says 'Im Index 2021 belegt Kiel Platz 1 von 5 mit 70,3 Punkten.'
	says 'Gegenüber 2020 (Platz 3) ist das eine Verbesserung um zwei Plätze.'
	says 'Bester Bereich ist Arbeit: Platz 1 mit 90,0 Punkten.'
	says_not 'nächsten Platz'
	run -0 sci-brief --city Kiel --lang en -f "$dir/f" --index 'City Index' "$dir/places"
	says 'In the City Index 2021 Kiel is placed 1 of 5 with 70.3 points.'
	says 'Compared with 2020 (place 3) this is a gain of two places.'
}

@test "the name of the index is quoted in German where it is a label, which takes no endings" {
	sed -i '2s/Index\tIndex/Open city index\tOffener Städteindex/' "$dir/f"
	run -0 brief Kiel
	says 'Im Index „Offener Städteindex“ 2021 belegt Kiel Platz 1'
	run -0 brief Bonn --format markdown
	says 'Im Index „Offener Städteindex“ 2021 teilt sich Bonn'
	run -0 brief Kiel --index 'offenen Städteindex'
	says 'Im offenen Städteindex 2021 belegt Kiel Platz 1'
	run -0 brief Kiel --lang en
	says 'In the Open city index 2021 Kiel is placed 1'
	run -0 sci-brief --city Kiel --lang de --root overall "$dir/places"
	says 'Im Index 2021 belegt Kiel Platz 1'
}

@test "a shared place names the others, a fall is said as plainly as a rise" {
	run -0 brief Bonn
	says 'Im Index 2021 teilt sich Bonn Platz 2 mit Halle (Saale), bei 5 gewerteten Städten; es sind 60,0 Punkte.'
	says 'Gegenüber 2020 (Platz 1) ist das ein Rückgang um einen Platz.'
	# 70.25 is printed as 70.3: the difference is that of the printed figures.
	says 'Zum nächsten Platz fehlen 10,3 Punkte.'
	run -0 sci-brief --city Bonn --lang en -f "$dir/f" "$dir/places"
	says 'In the Index 2021 Bonn shares place 2 with Halle (Saale), of 5 ranked cities; it has 60.0 points.'
	says 'this is a loss of one place.'
	run -0 brief 'Halle (Saale)'
	says 'Gegenüber 2020 ist der Platz unverändert.'
}

@test "no points to a place are said where a score there is not known" {
	table 'year city indicator value rank of' '2021 Ulm overall _ 1 3' '2021 Bonn overall 80 1 3' \
	    '2021 Kiel overall 70 3 3' > "$dir/places"
	run -0 sci-brief --city Kiel --lang en --format facts "$dir/places"
	says $'rank\t3'
	says_not gap_next
	sed -i 's/Ulm\toverall\t\t/Ulm\toverall\t79\t/' "$dir/places"
	run -0 sci-brief --city Kiel --lang en --format facts "$dir/places"
	says $'gap_next\t9.0'
}

@test "a new city, one that is not ranked, and a gap below a tenth" {
	run -0 brief Ulm
	says 'Ulm ist neu dabei; in der Ausgabe 2020 war sie es nicht.'
	says 'Zum nächsten Platz fehlt weniger als ein Zehntel eines Punktes.'
	run -0 brief Trier
	says 'Im Index 2021 ist Trier nicht gewertet: nur 40 % Daten.'
	says_not Gegenüber
	run -0 sci-brief --city Trier --lang en -f "$dir/f" "$dir/places"
	says 'In the Index 2021 Trier is not ranked: only 40 % of the data.'
}

@test "an edition missing in between: the latest before is named" {
	{ cat "$dir/scores"; table '2022 Kiel overall 1 _ 1 1 1' '2022 Bonn overall 2 _ 1 1 1' \
	    '2023 Kiel overall 1 _ 1 1 1' '2023 Ulm overall 2 _ 1 1 1'; } |
	    sci-rank | sci-delta > "$dir/places"
	run -0 brief Ulm
	says 'Gegenüber 2021 (Platz 5) ist das eine Verbesserung um vier Plätze.'
	run -0 brief Kiel --since 2020
	says 'Gegenüber 2022 ist der Platz unverändert.'
	says 'Kiel hat sich seit 2020 (Platz 3) um einen Platz verbessert.'
	run -0 brief Kiel --since 2021
	says 'Kiel hat sich seit 2021 (Platz 1) um einen Platz verschlechtert.'
}

@test "a change that is known without the place before names the edition before" {
	table 'year city indicator rank rank_change parent' '2020 a overall 1 _ _' '2022 b overall 3 _ _' \
	    '2023 a overall 7 34 _' > "$dir/places"
	run -0 sci-brief --city a --lang de --root overall "$dir/places"
	says 'Gegenüber 2022 ist das eine Verbesserung um 34 Plätze.'
}

@test "numbers of places are words up to twelve, figures from 13 on" {
	for n in 1 2 11 12 13; do
		table 'year city indicator rank' "2020 a overall $((n + 1))" '2021 a overall 1' |
		    sci-delta > "$dir/places"
		run -0 brief a --root overall
		printf '%s\n' "$output" | sed -n 's/.*Verbesserung \(.*\)\.$/\1/p'
	done > "$dir/said"
	same $'um einen Platz\num zwei Plätze\num elf Plätze\num zwölf Plätze\num 13 Plätze' "$(< "$dir/said")"
}

@test "areas: the best, those in the top, those that rose or fell" {
	run -0 brief Kiel --top 1,2 --climb 1
	says 'Unter den besten 1: Arbeit. Unter den besten 2: Arbeit und Wohnen.'
	says 'Nach oben geht es im Bereich Arbeit um einen Platz.'
	says 'Nach unten geht es im Bereich Wohnen um einen Platz.'
	run -0 brief Kiel --climb 1 --lang en
	says 'It rose in Work by one place. It fell in Homes by one place.'
	run -0 brief Kiel
	says_not 'Nach oben'
	sci-select -w 'indicator!=b' "$dir/places" > "$dir/part"
	run -0 sci-brief --city Kiel --lang de -f "$dir/f" --areas a "$dir/part"
	says 'Bester Bereich ist Arbeit: Platz 1 mit 90,0 Punkten.'
	# A place that is not known might be better.
	sci-select <(sci-select -v -w indicator=b -w city=Kiel "$dir/places") > "$dir/part"
	run -0 sci-brief --city Kiel --lang de -f "$dir/f" "$dir/part"
	says 'Bekannt ist von den Bereichen nur Arbeit: Platz 1 mit 90,0 Punkten.'
	run -0 sci-brief --city Kiel --lang en -f "$dir/f" "$dir/part"
	says 'The only area with a known place is Work: place 1 with 90.0 points.'
}

@test "in all areas only if all have both places" {
	table 'year city indicator rank parent' '2020 x overall 9 _' '2020 x a 9 overall' '2020 x b 9 overall' \
	    '2021 x overall 5 _' '2021 x a 3 overall' '2021 x b 8 overall' > "$dir/up"
	sci-delta "$dir/up" > "$dir/places"
	run -0 sci-brief --city x --lang de --climb 5 "$dir/places"
	says 'x hat sich in allen 2 Bereichen verbessert, am meisten im Bereich a um sechs Plätze.'
	run -0 sci-brief --city x --lang en --climb 5 "$dir/places"
	says 'x has gained in all 2 areas, most in a by six places.'
	sci-select -v -w year=2020 -w indicator=b "$dir/up" | sci-delta > "$dir/places"
	run -0 sci-brief --city x --lang de --climb 5 "$dir/places"
	says 'Nach oben geht es im Bereich a um sechs Plätze.'
	says_not 'in allen'
}

@test "strengths and weaknesses: no last place is a strength, no first a weakness" {
	{ sci-select -c year,city,indicator,value,parent "$dir/scores"
		for leaf in a1:a a2:a b1:b b2:b; do
			i=${leaf%:*} p=${leaf#*:}
			case $i in a1) k=9 b=5 ;; a2) k=2 b=8 ;; b1) k=1 b=2 ;; *) k=7 b=7 ;; esac
			table "2021 Kiel $i $k $p" "2021 Bonn $i $b $p"
		done; } | sci-rank | sci-delta > "$dir/places"
	run -0 brief Kiel
	says 'Der beste Platz bei einzelnen Indikatoren: Stellen (Platz 1 von 2).'
	says 'Die hintersten: Lohn (Platz 2 von 2) und Miete (Platz 2 von 2).'
	says_not Parks
}

# leaf INDICATOR VALUE...: of the cities A, B, C, ... in 2021.
leaf() {
	local city i=$1
	shift
	for city in A B C D E F G H; do
		[ $# -gt 0 ] || break
		table "2021 $city $i $1 ${i:0:1}"
		shift
	done
}

@test "of fewer than ten leaves half are strengths at most, and no strength that is left is a weakness" {
	{
		table 'indicator parent' 'a overall' 'b overall'
		for i in a1 a2 a3 a4 b1 b2 b3 b4; do table "$i ${i:0:1}"; done
	} > "$dir/f"
	# The first of four in four, the second in two, the third in two.
	{ table 'year city indicator value parent' '2021 A overall 1 _'
		for i in a1 a2; do leaf $i 4 5 3 2; done
		for i in a3 a4 b1 b2; do leaf $i 6 5 3 2; done
		for i in b3 b4; do leaf $i 4 5 6 3; done; } | sci-rank > "$dir/places"
	sci-brief --city A --lang en -f "$dir/f" --format facts "$dir/places" > "$dir/facts"
	same 'leaf.a3 leaf.a4 leaf.b1 leaf.b2 leaf.b3 leaf.b4' \
	    "$(sci-select -w 'key~^(strength|weakness)\.' -c value "$dir/facts" | sed 1d | xargs)"
}

@test "strengths are places in the better half only, weaknesses in the worse" {
	{ table 'year city indicator value parent' '2021 A overall 1 _'
		leaf a1 5 9 8 7 6 4 3      # place 5 of 7
		leaf a2 6 9 8 7 5 4 3      # place 4 of 7
		leaf b1 7 9 8 6 5 4 3      # place 3 of 7
		leaf b2 6 9 8 7 5 4 3 2; } | sci-rank > "$dir/places"   # place 4 of 8
	run -0 brief A
	says 'Die besten Plätze bei einzelnen Indikatoren: Miete (Platz 3 von 7) und Parks (Platz 4 von 8).'
	# The place in the middle is neither.
	says 'Der hinterste: Stellen (Platz 5 von 7).'
	run -0 brief A --lang en
	says 'Its best places in single indicators: Rent (place 3 of 7) and Parks (place 4 of 8). Its lowest: Jobs (place 5 of 7).'
	run -0 brief B
	says 'Die besten Plätze'
	says_not 'hintersten'
	run -0 brief G
	says_not 'besten Plätze'
	says 'Die hintersten Plätze bei einzelnen Indikatoren: Stellen (Platz 7 von 7) und Lohn (Platz 7 von 7).'
	run -0 brief G --lang en
	says 'Its lowest places in single indicators: Jobs (place 7 of 7) and Wages (place 7 of 7).'
}

@test "a place in an indicator that others share says with how many, and comes behind one that fewer share" {
	{ table 'year city indicator value parent' '2021 A overall 1 _'
		leaf a1 1 1 1 1 0 0 0 0
		leaf a2 1 1 1 0 0 0 0 0
		leaf b1 1 1 0 0 0 0 0 0
		leaf b2 8 9 7 6 5 4 3 3; } | sci-rank > "$dir/places"
	run -0 brief A
	says 'Die besten Plätze bei einzelnen Indikatoren: Miete (Platz 1 von 8 mit einer weiteren) und Lohn (Platz 1 von 8 mit 2 weiteren).'
	says_not 'hintersten'
	run -0 brief A --lang en
	says 'Its best places in single indicators: Rent (place 1 of 8 with one other) and Wages (place 1 of 8 with 2 others).'
	# A place in the better half is no weakness, even with nobody behind it.
	run -0 brief H
	says 'Die hintersten Plätze bei einzelnen Indikatoren: Parks (Platz 7 von 8 mit einer weiteren) und Stellen (Platz 5 von 8 mit 3 weiteren).'
	brief H --format facts > "$dir/facts"
	fact leaf.a1.others 3
	fact leaf.b2.others 1
	fact leaf.b2.of 8
}

@test "a place that one other shares, and how many have one where not all do" {
	{ table 'year city indicator value parent'
		for city in A B C D E F; do table "2021 $city overall 1 _"; done
		leaf a1 9 9 8 7 6
		leaf a2 1 9 9 8 7 1
		leaf b1 4 9 8 7 6 5
		leaf b2 9 9 8 7 6 5; } | sci-rank > "$dir/places"
	run -0 brief A
	says 'Indikatoren: Stellen (Platz 1 von 5 mit einer weiteren) und Parks (Platz 1 mit einer weiteren).'
	says 'Die hintersten: Miete (Platz 6) und Lohn (Platz 5 mit einer weiteren).'
	run -0 brief A --lang en
	says 'indicators: Jobs (place 1 of 5 with one other) and Parks (place 1 with one other).'
}

@test "what is not measured is said, and nothing of where it is from" {
	run -0 brief Kiel
	says '100 % der Gewichte haben Daten, 75 % sind gemessen, 25 % ergänzt oder geschätzt.'
	run -0 brief Gera --lang en
	says '80 % of the weights have data, all of them measured.'
	sed -i 's/\t1\t0\.75/\t1\t0.996/' "$dir/places"
	run -0 brief Kiel --lang en
	says '100 % of the weights have data, 100 % are measured.'
}

@test "a list of names that have an and of their own ends otherwise" {
	sed -i 's/\tWork\tArbeit/\tJobs and work\tArbeit und Lohn/' "$dir/f"
	run -0 brief Kiel --top 2
	says 'Unter den besten 2: Arbeit und Lohn sowie Wohnen.'
	run -0 brief Kiel --top 2 --lang en
	says 'Among the best 2: Jobs and work as well as Homes.'
}

@test "several areas that moved, each by how much" {
	table 'year city indicator rank parent' '2020 x overall 9 _' '2020 x a 9 overall' '2020 x b 9 overall' \
	    '2020 x c 1 overall' '2021 x overall 5 _' '2021 x a 3 overall' '2021 x b 4 overall' \
	    '2021 x c 1 overall' | sci-delta > "$dir/places"
	run -0 sci-brief --city x --lang de --climb 5 "$dir/places"
	says 'Nach oben geht es in den Bereichen a um sechs Plätze und b um fünf Plätze.'
}

# facts_of CITY [OPTION...] - into the facts.
facts_of() {
	brief "$@" --format facts > "$dir/facts"
}

@test "a difference is that of what is printed, and a part is rounded to where it is nearest" {
	sed -i 's/^2020\tKiel\toverall\t50\t/2020\tKiel\toverall\t50.04\t/; s/^2021\tKiel\toverall\t70.25\t/2021\tKiel\toverall\t50.31\t/' "$dir/scores"
	sci-rank "$dir/scores" | sci-delta > "$dir/places"
	# 50.3 - 50.0.  0.14 and 0.13 are 0.1 and 0.1, of which the first is nearer to 0.2.
	table 'year city indicator parent change own others weights framework gaps' '2021 Kiel overall _ 0.27 0.14 0.13 0 0 0' > "$dir/explain"
	facts_of Kiel --explain "$dir/explain"
	fact value_change 0.3
	fact own 0.2
	fact others 0.1
	[ -z "$(sci-select -w key=weights,gaps -c key "$dir/facts" | sed 1d)" ]
	sed -i 's/50.31/50.06/' "$dir/scores"
	sci-rank "$dir/scores" | sci-delta > "$dir/places"
	# 50.1 - 50.0; what the framework makes goes with the weights.
	table 'year city indicator parent change own others weights framework gaps' '2021 Kiel overall _ 0.02 -5 0 2 3.06 0' > "$dir/explain"
	facts_of Kiel --explain "$dir/explain"
	fact value_change 0.1
	fact own -5.0
	fact weights 5.1
}

@test "of what is equal the first is said, and what is all there is no part" {
	table 'year city indicator steps target score_change places rank_then model' \
	    '2021 Bonn a1 upper 1234.56 5 1 1 _' '2021 Bonn a2 upper 12 5 1 1 _' '2021 Gera a1 best 12345.67 1 1 1 _' > "$dir/potential"
	facts_of Bonn --potential "$dir/potential"
	fact lift.label Stellen
	fact measured_of_data all
	run -0 brief Bonn --potential "$dir/potential"
	says 'Stellen auf 1234,6 jobs'
	says '100 % der Gewichte haben Daten, alle gemessen.'
	run -0 brief Gera --potential "$dir/potential"
	says 'Stellen auf 12.345,7 jobs'
	run -0 brief Gera --lang en --potential "$dir/potential"
	says 'Jobs at 12,345.7 jobs'
	# As much better as another one is not the most improved.
	table 'city state' 'Kiel A' 'Gera A' > "$dir/cities"
	awk -F '\t' -v OFS='\t' '$1 == 2021 && $2 == "Gera" { sub(/20.03/, "69") } 1' "$dir/scores" | sci-rank | sci-delta > "$dir/places"
	same '2 2' "$(sci-select -w year=2021 -w city=Kiel,Gera -w indicator=overall -c rank_change "$dir/places" | sed 1d | xargs)"
	run -0 brief Kiel --cities "$dir/cities" --groups state
	says 'Kiel ist die beste der 2 Städte in A.'
	says_not 'Keine andere'
}

@test "points to the first ten are said from the eleventh place on, the first places if three are known" {
	{ table 'year city indicator value parent'
		for i in 01 02 03 04 05 06 07 08 09 10 11 12; do table "2021 c$i overall $((100 - 3 * 10#$i)) _" "2021 c$i a 1 overall"; done
	} | sci-rank > "$dir/places"
	facts_of c10
	[ -z "$(sci-select -w key=gap_ten -c key "$dir/facts" | sed 1d)" ]
	facts_of c12
	fact gap_ten 6.0
	fact gap_next 3.0
	fact podium.3 c03
	sci-select -w city=c01,c02 "$dir/places" > "$dir/two"
	mv "$dir/two" "$dir/places"
	facts_of c01
	[ -z "$(sci-select -w 'key~^podium' -c key "$dir/facts" | sed 1d)" ]
}

@test "the points to the next place and to the first ten are those to a better score, whatever shared places are called" {
	local ties score=(95 90 90 80.4 80.4 71 60 60 60 50 50 44.4 30)
	for ties in min max average dense; do
		{ table 'year city indicator value parent'
			for i in "${!score[@]}"; do table "2021 c$((10 + i)) overall ${score[i]} _" "2021 c$((10 + i)) a 1 overall"; done
		} | sci-rank --ties $ties > "$dir/places"
		facts_of c14
		fact gap_next 9.6
		facts_of c19
		fact gap_next 10.0
		facts_of c22
		fact gap_next 14.4
		# The tenth is c19; of dense places there are nine, so that all are on the first ten.
		[ $ties = dense ] || fact gap_ten 20.0
		facts_of c21
		fact gap_next 5.6
		[ $ties = dense ] || fact gap_ten 5.6
		fact podium.3 c12
		facts_of c10
		fact gap_next ''
		# Where a place is missing, only what is known for sure is said.
		sci-select -w city!=c11,c12 "$dir/places" > "$dir/part"
		mv "$dir/part" "$dir/places"
		facts_of c14
		fact gap_next ''
	done
	# The first two share a place, and so do those behind: four are on the first three.
	table 'year city indicator value parent' '2021 A overall 9 _' '2021 B overall 9 _' '2021 C overall 7 _' \
	    '2021 D overall 7 _' '2021 E overall 5.5 _' '2021 A a 1 overall' | sci-rank --ties average > "$dir/places"
	run -0 brief D
	says 'teilt sich D Platz 3,5 mit C, bei 5 gewerteten Städten; es sind 7,0 Punkte.'
	says 'Zum nächsten Platz fehlen 2,0 Punkte.'
	says 'Die ersten Plätze belegen A, B, C und D.'
	run -0 brief E --lang en
	says 'To the next place 1.5 points are missing.'
	# Without `of` a half place tells itself how many are before it.
	sci-select -c year,city,indicator,value,rank,parent "$dir/places" > "$dir/bare"
	run -0 sci-brief --city D --lang en "$dir/bare"
	says 'To the next place 2.0 points are missing.'
	sci-select -w city!=A "$dir/bare" > "$dir/part"
	run -0 sci-brief --city D --lang en --root overall "$dir/part"
	says_not 'next place'
}

@test "groups: the best of them, the place among them, and why it is left out" {
	table 'city state size' 'Kiel SH m' 'Bonn NW m' 'Halle~(Saale) SH s' 'Gera TH m' 'Trier RP m' > "$dir/cities"
	run -0 brief Kiel --cities "$dir/cities" --groups state,size
	says 'Kiel ist die beste der 2 Städte in SH.'
	says 'Keine andere Stadt in SH hat sich so stark verbessert.'
	says_not ' mit m'
	brief Kiel --cities "$dir/cities" --groups state,size --format facts > "$dir/facts"
	fact group.size.left_out 'Trier has no place'
	run -0 brief 'Halle (Saale)' --cities "$dir/cities" --groups state
	says 'Halle (Saale) liegt auf Platz 2 der 2 Städte in SH.'
	sed -i '/Trier/s/m$/s/' "$dir/cities"
	run -0 brief Gera --cities "$dir/cities" --groups size
	says 'Gera liegt auf Platz 3 der 3 Städte mit m.'
	run -0 brief Gera --cities "$dir/cities" --groups state
	says_not TH
}

@test "changes against different editions are not compared" {
	table 'city state' 'x A' 'y A' > "$dir/cities"
	table 'year city indicator rank' '2019 x overall 9' '2020 y overall 5' '2021 x overall 4' \
	    '2021 y overall 6' | sci-delta --partial > "$dir/places"
	run -0 sci-brief --city x --lang de --root overall --cities "$dir/cities" --groups state "$dir/places"
	says 'Gegenüber 2019 (Platz 9) ist das eine Verbesserung um fünf Plätze.'
	says 'x ist die beste der 2 Städte in A.'
	says_not 'Keine andere'
}

@test "what explain, robust, moves and potential say is said" {
	table 'year previous_year city indicator parent change own others weights framework gaps passed passed_by' \
	    '2021 2020 Kiel overall _ 20.25 30.16 -9.91 0 0 0 Bonn,~Halle~(Saale),~Aue\,~Ost,~Zons Ulm,~A,~B,~C,~D' \
	    '2021 2020 Kiel a1 a 15 20 -5 0 0 0 _ _' '2021 2020 Kiel b1 b -4.75 0 -4.75 0 0 0 _ _' \
	    '2021 2020 Kiel a a 15 20 -5 0 0 0 _ _' > "$dir/explain"
	table 'year city indicator rank rank_p05 rank_p95' '2021 Kiel overall 1 1 3.5' > "$dir/robust"
	table 'year city indicator p_change verdict' '2021 Kiel overall 0.583 open' > "$dir/moves"
	table 'year city indicator steps target score_change places rank_then model' \
	    '2021 Bonn a1 upper 12345.67 5 1 1 Kiel' '2021 Bonn b2 yes 1 9 1 1 _' \
	    '2021 Bonn a2 median 3.14159 2 0 2 Kiel' '2021 Gera a1 upper|best 0.7701 5 2 2 Kiel' > "$dir/potential"
	{ cat "$dir/places"; sci-select -w indicator=a -w city=Kiel "$dir/places" | sed '1d; s/\ta\t/\ta1\t/; s/overall/a/'
		sci-select -w indicator=b -w city=Kiel "$dir/places" | sed '1d; s/\tb\t/\tb1\t/; s/overall/b/'; } > "$dir/more"
	mv "$dir/more" "$dir/places"
	all=(--explain "$dir/explain" --robust "$dir/robust" --moves "$dir/moves" --potential "$dir/potential")
	run -0 brief Kiel "${all[@]}"
	says 'um zwei Plätze; das liegt im Bereich dessen, was andere vertretbare Methoden auch ergäben.'
	# That there is one more is no shorter than its name.
	says 'Kiel überholt Bonn, Halle (Saale), Aue, Ost und Zons.'
	says 'Kiel wird überholt von Ulm, A und B sowie 2 weiteren.'
	# 70.3 - 50.0 = 20.3; 30.16 and -9.91 round to 30.2 and -9.9, which add up.
	says 'Von +20,3 Punkten Veränderung kommen +30,2 aus eigenen Werten und −9,9 daraus, dass sich andere verändert haben.'
	says 'Am meisten trugen bei: Stellen (+15,0) und Miete (−4,8).'
	says 'In neun von zehn Varianten von Gewichtung, Skala und Mittel liegt Kiel zwischen Platz 1 und 4.'
	says 'In 58 % der Varianten der Methode geht es in dieselbe Richtung (offen).'
	run -0 brief Kiel --lang en "${all[@]}"
	says 'The largest contributions: Jobs (+15.0) and Rent (−4.8).'
	says 'In nine of ten variants of weights, scale and mean Kiel lies between places 1 and 4.'
	says 'In 58 % of the variants of the method the change has the same direction (open).'
	sed -i 's/3\.5$/1/' "$dir/robust"
	run -0 brief Kiel "${all[@]}"
	says 'In neun von zehn Varianten von Gewichtung, Skala und Mittel liegt Kiel auf Platz 1.'
	# On a list of yes and no it is a yes that counts, or a no where that is the better.
	run -0 brief Bonn "${all[@]}"
	says 'Am meisten brächte ein Ja bei „Parks“ (+1 Platz).'
	sed -i 's/yes\t1\t9\t1\t1\t/&Kiel/' "$dir/potential"
	run -0 brief Bonn --lang en "${all[@]}"
	says 'Most would be gained by a yes for “Parks” (+1 place; new there since the edition before: Kiel, for example).'
	sed -i 's/yes\t1\t/yes\t0\t/' "$dir/potential"
	run -0 brief Bonn "${all[@]}"
	says 'Am meisten brächte ein Nein bei „Parks“ (+1 Platz; zuletzt dazugekommen ist zum Beispiel Kiel).'
	run -0 brief Bonn --lang en "${all[@]}"
	says 'Most would be gained by a no for “Parks” (+1 place; '
	run -0 brief Gera "${all[@]}"
	says 'Am meisten brächte: Stellen auf 0,770 jobs (+2 Plätze; schon dort und zuletzt verbessert: zum Beispiel Kiel).'
	# A unit in the language, and a whole number as one.
	sed -i '1s/$/\tunit_of_measure_de/; 2,$s/$/\t/; s/\tjobs\t/&Arbeitsplätze/' "$dir/f"
	sed -i 's/0\.7701/6/' "$dir/potential"
	run -0 brief Gera "${all[@]}"
	says 'Am meisten brächte: Stellen auf 6 Arbeitsplätze (+2 Plätze; schon dort und zuletzt verbessert: zum Beispiel Kiel).'
	run -0 brief Gera --lang en "${all[@]}"
	says 'Most would be gained by: Jobs at 6 jobs (+2 places; there already and improved since the edition before: Kiel, for example).'
}

@test "what did less than a tenth of the largest contribution is not named, an equal one is" {
	# driven CHANGE...: of a1, a2, b1, b2.
	driven() {
		{ table 'year city indicator parent change own others weights framework gaps' \
		    '2021 Kiel overall _ 20.25 20.25 0 0 0 0' "2021 Kiel a1 a $1 0 0 0 0 0" \
		    "2021 Kiel a2 a $2 0 0 0 0 0" "2021 Kiel b1 b $3 0 0 0 0 0" \
		    "2021 Kiel b2 b $4 0 0 0 0 0"; } > "$dir/explain"
		{ cat "$dir/places"; sci-select -w indicator=a -w city=Kiel -w year=2021 "$dir/places" |
			sed '1d; s/overall/a/' | awk -F '\t' -v OFS='\t' '{
				for (i = 1; i <= 4; i++) { r = $0; sub(/\ta\t/, "\t" substr("a1a2b1b2", 2 * i - 1, 2) "\t", r); print r } }'
		} > "$dir/more"
		run -0 sci-brief --city Kiel --lang "${lang:-de}" -f "$dir/f" --explain "$dir/explain" "$dir/more"
	}
	driven -1.7 0.17 0.16 0.1
	says 'Am meisten trugen bei: Stellen (−1,7) und Lohn (+0,2).'
	driven 0.1 -1.7 0.1 0.1
	says 'Am meisten trug bei: Lohn (−1,7).'
	driven 2 -2 2 2
	says 'Am meisten trugen bei: Stellen (+2,0), Lohn (−2,0) und Miete (+2,0).'
	driven 0.3 0.04 0 0
	says 'Am meisten trug bei: Stellen (+0,3).'
	lang=en driven 0 0 3 0
	says 'The largest contribution: Rent (+3.0).'
}

@test "parts of a change are one list, and points that stay the same are said to" {
	# parted OWN OTHERS WEIGHTS GAPS
	parted() {
		table 'year city indicator parent change own others weights framework gaps' \
		    "2021 Kiel overall _ 20.25 $1 $2 $3 0 $4" > "$dir/explain"
	}
	parted 30 -10.7 1 0
	run -0 brief Kiel --explain "$dir/explain"
	says 'kommen +30,0 aus eigenen Werten, −10,7 daraus, dass sich andere verändert haben, und +1,0 aus Gewichten und Methode.'
	parted 30 -10.7 0 1
	run -0 brief Kiel --explain "$dir/explain"
	says 'kommen +30,0 aus eigenen Werten, −10,7 daraus, dass sich andere verändert haben, und +1,0 aus Datenlücken.'
	run -0 brief Kiel --lang en --explain "$dir/explain"
	says '+30.0 come from its own figures, −10.7 from changes of others and +1.0 from gaps in the data.'
	parted 30 -11.7 1 1
	run -0 brief Kiel --explain "$dir/explain"
	says ' haben, +1,0 aus Gewichten und Methode und +1,0 aus Datenlücken.'
	run -0 brief Kiel --lang en --explain "$dir/explain"
	says '−11.7 from changes of others, +1.0 from weights and method and +1.0 from gaps in the data.'
	table 'year city indicator parent change own others weights framework gaps' \
	    '2021 Kiel overall _ 20.25 0 20.3 0 0 0' > "$dir/explain"
	run -0 brief Kiel --explain "$dir/explain"
	says 'kommen 0,0 aus eigenen Werten und +20,3 daraus'
	# Parts that are not known are not said.
	parted _ _ 0 0
	run -0 brief Kiel --explain "$dir/explain"
	says_not 'eigenen Werten'
	table 'year city indicator parent change own others weights framework gaps' \
	    '2021 Bonn overall _ 0 2 -2 0 0 0' > "$dir/explain"
	run -0 brief Bonn --explain "$dir/explain"
	says_not '+0,0'
	says 'Die Punktzahl bleibt gleich; es kommen +2,0 aus eigenen Werten und −2,0 daraus'
	run -0 brief Bonn --lang en --explain "$dir/explain"
	says 'The points stay the same; +2.0 come from its own figures and −2.0 from changes of others.'
}

@test "parts of a change that do not add up by themselves do so on paper" {
	table 'year city indicator parent change own others weights framework gaps' \
	    '2021 Kiel overall _ 20.25 10.14 10.14 0.02 0 -0.05' > "$dir/explain"
	brief Kiel --explain "$dir/explain" --format facts > "$dir/facts"
	fact value_change 20.3
	# 10.1 + 10.1 + 0.0 - 0.1 are 20.1: two tenths go to those that lost most by rounding.
	[ "$(sci-select -w key=own,others,weights,gaps -c value "$dir/facts" | awk '{ s += $1 } END { printf "%.1f", s }')" = 20.3 ]
}

@test "names are escaped in Markdown and HTML, and nothing else is" {
	run -0 brief 'Halle (Saale)' --format markdown
	says '# Halle \(Saale\) 2021'
	says 'teilt sich Halle \(Saale\) Platz 2'
	sed 's/Halle (Saale)/![x](y) *b* _c_ `d` <e> #f \\g/' "$dir/places" > "$dir/marks"
	run -0 sci-brief --city '![x](y) *b* _c_ `d` <e> #f \g' --lang de --format markdown "$dir/marks"
	says '# \!\[x\]\(y\) \*b\* \_c\_ \`d\` \<e\> \#f \\g 2021'
	sed -i 's/Halle (Saale)/<b>"A" \& B'"'"'s/' "$dir/places"
	run -0 brief '<b>"A" & B'"'"'s' --format html
	says '<p>Im Index 2021 teilt sich &lt;b&gt;&quot;A&quot; &amp; B&#39;s Platz 2 mit Bonn'
	run -0 brief Kiel --format html
	[ "$(printf '%s\n' "$output" | grep -cv '^<p>.*</p>$')" = 0 ]
}

@test "every figure of a text is a fact, in both languages and all formats" {
	sci-brief --city Kiel,Bonn,Ulm,Trier,Gera --lang en --format facts --top 2 --climb 1 --since 2020 \
	    -f "$dir/f" "$dir/places" | cut -f 2 > "$dir/facts"
	for lang in de en; do
		for format in text markdown html; do
			sci-brief --city Kiel,Bonn,Ulm,Trier,Gera --lang $lang --format $format --top 2 --climb 1 \
			    --since 2020 -f "$dir/f" "$dir/places"
		done
	done | sed 's/&#39;//g; s/−/-/g' | grep -oE '[0-9]+([.,][0-9]+)*' | tr , . | sort -u > "$dir/figures"
	[ "$(wc -l < "$dir/figures")" -ge 12 ]
	run -0 grep -vxFf <(grep -oE '[0-9]+(\.[0-9]+)*' "$dir/facts") "$dir/figures" || [ "$status" = 1 ]
	same '' "$output"
}

@test "a score below 0 has the sign for less" {
	table 'indicator parent' 'overall _' 'a overall' > "$dir/f"
	table 'year city indicator value parent weight' '2020 Kiel overall -1.25 _ 1' '2020 Bonn overall 0.5 _ 1' \
	    '2021 Kiel overall -0.75 _ 1' '2021 Bonn overall 0.6 _ 1' '2021 Kiel a -0.75 overall 1' \
	    '2021 Bonn a 0.6 overall 1' | sci-rank | sci-delta > "$dir/places"
	run -0 brief Kiel
	says ' mit −0,8 Punkten'
	run -0 sci-brief --city Kiel --lang en -f "$dir/f" "$dir/places"
	says 'placed 2 of 2 with −0.8 points.'
}

@test "an unknown city is an error with the nearest name, as are a year and a node" {
	run -1 brief Kile
	same "sci-brief: --city: no city 'Kile'; did you mean 'Kiel'?" "$output"
	run -1 brief Kiel --year 1999
	same 'sci-brief: --year: there are no rows of 1999' "$output"
	run -1 brief Kiel --areas c
	says "sci-brief: --areas: no indicator 'c'"
	run -2 brief Kiel --groups state
	says '--groups needs --cities TABLE'
	run -2 sci-brief --city Kiel "$dir/places"
	says '--lang: de or en'
	run -2 brief Kiel --areas a,b,a,b,a
	says '--areas: a node is there twice'
	run -1 sci-brief --city Kiel --lang de -f "$dir/f" "$dir/places" "$dir/places"
	says "$dir/places:2: a second row of the same"
	run -1 sci-brief --city Kiel --lang de <(head -n 1 "$dir/places")
	says ': a table without rows'
	run -2 sci-brief --city X --lang en <(table 'city indicator rank value' 'X a 1 2' 'X b 1 3')
	says 'no root: --root NODE, or -f F, says what the overall score is'
	run -2 sci-brief --city X --lang en <(table 'city indicator rank value parent' 'X a 1 2 o' 'X o 1 2 _' 'X b 1 3 p' 'X p 1 3 _')
	says 'more than one root: --root says which is meant'
}

@test "another column of units, and a table without years" {
	table 'country indicator value parent' 'Chad overall 1 _' 'Fiji overall 2 _' 'Chad a 1 overall' |
	    sci-rank -u country > "$dir/places"
	run -0 sci-brief -u country --city Fiji --lang en "$dir/places"
	says 'Fiji is placed 1 of 2 with 2.0 points.'
}

@test "what the city halls said of Bitkom's index, and what they did not" {
	sci-join --optional -k year <(sci-select -c year,cities data/bitkom/editions.tsv | sci-tidy --rename cities=of) \
	    <(sci-select -c year,city,indicator,value,rank data/bitkom/published.tsv) | sci-delta --partial > "$dir/places"
	said() {
		run -0 sci-brief --city "$1" --year "$2" --lang de --since 2019 --top 10,15 \
		    --groups state --cities data/open/cities.tsv -f data/bitkom/framework.tsv "$dir/places"
	}
	said Lübeck 2024
	says 'Platz 8 von 82 mit 80,4 Punkten'
	says 'um elf Plätze'
	says 'seit 2019 (Platz 67) um 59 Plätze'
	says 'Gesellschaft und Bildung: Platz 7 mit 90,5 Punkten'
	says 'Zum nächsten Platz fehlen 0,1 Punkte.'
	says 'München, Hamburg und Köln'
	said Düsseldorf 2024
	says 'Platz 17 von 82'
	says 'Gegenüber 2023 (Platz 21) ist das eine Verbesserung um vier Plätze.'
	says 'Gesellschaft und Bildung: Platz 1'
	says 'Unter den besten 10: Verwaltung sowie Gesellschaft und Bildung.'
	# Said by nobody: four places behind that of 2019.
	says 'Düsseldorf hat sich seit 2019 (Platz 13) um vier Plätze verschlechtert.'
	said Braunschweig 2024
	says 'Platz 36 von 82'
	says 'Gegenüber 2023 (Platz 49) ist das eine Verbesserung um 13 Plätze.'
	says 'Unter den besten 15: Energie und Umwelt.'
	says 'seit 2019 (Platz 28) um acht Plätze verschlechtert'
	said Stuttgart 2022
	says 'Platz 5 von 81'
	says 'Gegenüber 2021 (Platz 8) ist das eine Verbesserung um drei Plätze.'
	# Not all cities of its state have a published place: whether it is the best is not said.
	says_not Baden-Württemberg
	says 'seit 2019 (Platz 3) um zwei Plätze verschlechtert'
}
