# sci-robust - how firm places are, on tables whose shares can be counted.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	# Variant 0 and four others.
	ranked x A B C - A B C - B A C - A C B - A B C > "$dir/t"
}

# ranked INDICATOR CITY... - places of variants 0, 1, ..., with a - between; A=B shares a place.
ranked() {
	local variant=0 place=0 ties city indicator=$1
	shift
	table 'variant city indicator rank'
	for ties; do
		if [ "$ties" = - ]; then
			variant=$((variant + 1))
			place=0
			continue
		fi
		for city in ${ties//=/ }; do
			table "$variant $city $indicator $((place + 1))"
		done
		place=$((place + $(wc -w <<< "${ties//=/ }")))
	done
}

# robust TABLE... - the table without its first row, of the rows in t.
robust() {
	sci-robust "$@" "$dir/t" | sed 1d
}

@test "ranks: quantiles, shares, and the places that remain open" {
	run -0 sci-robust ranks --top 2 "$dir/t"
	same "$(table 'city indicator rank of variants rank_p05 rank_median rank_p95 rank_mean share_first share_top share_top_se rank_low rank_high' \
	    'A x 1 3 4 1 1 1.85 1.25 0.75 1 0 1 2' \
	    'B x 2 3 4 1.15 2 2.85 2 0.25 0.75 0.21650635094610965 1 3' \
	    'C x 3 3 4 2.15 3 3 2.75 0 0.25 0.21650635094610965 2 3')" "$output"
	# A before B, and B before C, in three of four.
	same 'A 1 1 B 2 2 C 3 3' "$(robust ranks --level 3/4 | cut -f 1,13,14 | xargs)"
	same 'A 1 2 B 1 3 C 2 3' "$(robust ranks --level 0.7500001 | cut -f 1,13,14 | xargs)"
	# In one of four B is before A as well.
	same 'A 2 1 B 3 1 C 3 2' "$(robust ranks --level 0.25 | cut -f 1,13,14 | xargs)"
	[ "$(robust ranks | cut -f 11 | sort -u)" = 1 ]
	same "$(robust ranks | sed -n 2p)" "$(robust ranks --city B)"
}

@test "a city that is not ranked in a variant is neither before nor behind; shares are of all" {
	table '1 D x _' '2 D x 4' '0 D x 4' >> "$dir/t"
	sed -i '/^3	A/d; /^4	C	x/s/3$//' "$dir/t"
	same 'A 1 4 3 0.5 B 2 4 4 0.25 C 3 4 3 0 D 4 4 1 0' "$(robust ranks | cut -f 1,3-5,10 | xargs)"
	# A is before B in 1 and 4, before C in 1 and 2; B before C likewise; D has 2 alone.
	same 'A 1 2 B 2 3 C 3 4 D 1 4' "$(robust ranks --level 0.5 | cut -f 1,13,14 | xargs)"
	same 'A 1 4 B 1 4 C 1 4 D 1 4' "$(robust ranks --level 0.75 | cut -f 1,13,14 | xargs)"
	# Who is not ranked in variant 0 has no row and is nobody's other.
	table '1 E x 4' '2 E x 5' '3 E x 3' '4 E x 3' >> "$dir/t"
	same 'A B C D' "$(robust ranks | cut -f 1 | xargs)"
	same '' "$(robust pairs | cut -f 2,3 | tr '\t' '\n' | grep E)"
	same 'A 1 2 B 2 3 C 3 4 D 1 4' "$(robust ranks --level 0.5 | cut -f 1,13,14 | xargs)"
	# Nor has who stands there without a place.
	table '0 E x _' >> "$dir/t"
	same 'A B C D' "$(robust ranks | cut -f 1 | xargs)"
}

@test "moves: how sure a change is, and what is too small to be called one" {
	{
		table 'variant year city indicator rank'
		sed 1d "$dir/t" | awk -v OFS='\t' '{ print $1, 2020, $2, $3, $4 }'
		# C was first, then A and B; in variant 1 as now, in variant 2 all share a place.
		table '0 2019 C x 1' '0 2019 A x 2' '0 2019 B x 3' '1 2019 A x 1' '1 2019 B x 2' '1 2019 C x 3' \
		    '2 2019 A x 1' '2 2019 B x 1' '2 2019 C x 1' '3 2019 C x 1' '3 2019 A x 2' '3 2019 B x 3' \
		    '4 2019 C x 1' '4 2019 B x 2' '4 2019 A x 3'
		table '0 2020 D x 4' '0 2020 A y 1'
	} > "$dir/m"
	run -0 sci-robust moves "$dir/m"
	# A rises in 3 and 4, stays in 1, falls in 2; B stays in 1, 2, 3 and 4; C falls but in 1.
	same "$(table 'year previous_year city indicator rank previous_rank rank_change p_change verdict' \
	    '2020 2019 A x 1 2 1 0.625 open' '2020 2019 B x 2 3 1 0.5 open' \
	    '2020 2019 C x 3 1 -2 0.875 likely' '2020 2019 D x 4 _ _ _ _' '2020 _ A y 1 _ _ _ _')" "$output"
	run -1 sci-robust moves "$dir/t"
	same "sci-robust: moves: no column 'year', so there are no editions to compare" "$output"
}

@test "moves: firm from 0.95 on, likely from 0.80; no change is neither" {
	local n
	for n in 95:firm 94:likely 80:likely 79:open; do
		{
			table 'variant year city indicator rank' '0 1 A x 2' '0 2 A x 1' '0 1 B x 5' '0 2 B x 5'
			for ((v = 1; v <= 100; v++)); do
				table "$v 1 A x 2" "$v 2 A x $((v <= ${n%:*} ? 1 : 3))" "$v 1 B x 5" "$v 2 B x 4"
			done
		} > "$dir/m"
		same "$(table "2 1 A x 1 2 1 0.${n%:*} ${n#*:}" '2 1 B x 5 5 0 _ _' | sed 's/0\.80/0.8/')" \
		    "$(sci-robust moves "$dir/m" | sed 1d)"
	done
}

@test "moves: a variant that does not rank both times counts for nothing" {
	# As in variant 0 in 1 and 5, nothing in 2, 3, 6 and 7, the other way in 4.
	table 'variant year city indicator rank' '0 1 A x 2' '0 2 A x 1' '1 1 A x 2' '1 2 A x 1' '2 1 A x 2' \
	    '6 1 A x 3' '7 2 A x 3' '3 2 A x 1' '4 1 A x 1' '4 2 A x 2' '5 1 A x 3' '5 2 A x 2' '2 2 A x _' '3 1 A x _' > "$dir/m"
	same "$(table '2 1 A x 1 2 1 0.6666666666666666 open')" "$(sci-robust moves "$dir/m" | sed 1d)"
}

@test "pairs: how often one is before the other, ties half" {
	ranked x A B C - A B C - A=B C - C A B - A B > "$dir/t"
	# Variant 4 does not rank C.
	run -0 sci-robust pairs --city B,A "$dir/t"
	same "$(table 'indicator city other share' 'x A B 0.875' 'x A C 0.6666666666666666' \
	    'x B A 0.125' 'x B C 0.6666666666666666')" "$output"
	same 6 "$(robust pairs | wc -l)"
}

@test "matrix: the share of each place that occurs" {
	ranked x A B C - A B C - A=B C - C A B - A B > "$dir/t"
	run -0 sci-robust matrix "$dir/t"
	same "$(table 'indicator city place share' 'x A 1 0.75' 'x A 2 0.25' 'x B 1 0.25' 'x B 2 0.5' \
	    'x B 3 0.25' 'x C 1 0.25' 'x C 3 0.5')" "$output"
}

@test "half places of --ties average are places" {
	table 'variant city indicator rank' '0 A x 1.5' '0 B x 1.5' '1 A x 1' '1 B x 2' '2 A x 1.5' '2 B x 1.5' > "$dir/t"
	same "$(table 'A x 1.5 2 2 1.025 1.25 1.475 1.25 0.5' 'B x 1.5 2 2 1.525 1.75 1.975 1.75 0')" \
	    "$(robust ranks | cut -f 1-10)"
	same "$(table 'x A 1 0.5' 'x A 1.5 0.5' 'x B 1.5 0.5' 'x B 2 0.5')" "$(robust matrix)"
}

@test "sobol: shares of the variance, by hand for three samples of one factor" {
	# City A: 1 2 3 in matrix A, 3 1 2 in B, and so in A with the one factor from B.
	{
		table 'variant city indicator rank' '0 A x 1' '1 A x 1' '2 A x 3' '3 A x 3' \
		    '4 A x 2' '5 A x 1' '6 A x 1' '7 A x 3' '8 A x 2' '9 A x 2'
		for v in 0 1 2 3 4 5 6 7 8 9; do table "$v B x 2"; done
	} > "$dir/t"
	{
		table 'variant indicator weight matrix sample'
		for s in 1 2 3; do
			table "$((3 * s - 2)) a 1 A $s" "$((3 * s - 1)) a 2 B $s" "$((3 * s)) a 3 A:weights $s"
		done
	} > "$dir/design"
	run -0 sci-robust sobol --variants "$dir/design" --city A "$dir/t"
	# m = 2, V = 0.8: first = (2 + 1 + 0) / 3 / 0.8, total = (4 + 1 + 1) / 3 / 1.6.
	same "$(table 'indicator city factor first total' 'x A weights 1.2500 1.2500')" \
	    "$(sci-round -c first,total 4 <<< "$output" | sci-select -w city=A -c indicator,city,factor,first,total)"
	# B never moves, so nothing of its variance can be shared out.
	same "$(table 'x B weights _ _ _ _ _ _')" "$(robust sobol --variants "$dir/design" | tail -n 1)"
	# All cities: a half of |rank of A - 1|.
	same '1.2500' "$(sci-round -c first 4 <<< "$output" | sci-select -w city= -c first | tail -n 1)"
	# A variant in which nobody has a place leaves nothing to share out.
	same '' "$(sed 's/^\(5\t.*\t\).*/\1/' "$dir/t" | sci-robust sobol --variants "$dir/design" | sed 1d)"
	# C is ranked in variant 9 alone, where it makes that a third: 1/3 for 1/2.
	table '0 C x 1' '9 C x 1' >> "$dir/t"
	same '1.2500 1.4120' "$(robust sobol --variants "$dir/design" | head -n 1 | cut -f 4,7 |
	    sed '1i first	total' | sci-round -c first,total 4 | sed 1d | xargs)"
}

# sobol_design - the design of ten samples of two factors, and places in 0 and its 40 variants.
sobol_design() {
	awk -v OFS='\t' 'BEGIN {
		split("A B A:weights A:fill", matrix, " ")
		print "variant", "indicator", "matrix", "sample"
		for (v = 1; v <= 40; v++)
			print v, "a", matrix[(v - 1) % 4 + 1], int((v - 1) / 4) + 1
	}' > "$dir/design"
	awk -v OFS='\t' 'BEGIN {
		print "variant", "city", "indicator", "rank"
		for (v = 0; v <= 40; v++)
			for (c = 0; c < 3; c++) {
				place = 1 + (v * v * (c + 2) + 3 * v * c + int(v / 5)) % 7
				print v, substr("ABC", c + 1, 1), "x", v == 0 ? c + 1 : place
			}
	}' > "$dir/t"
}

# The expected were worked out apart from the program.
@test "sobol: all cities and each; what sampling leaves open is drawn by a stated rule" {
	sobol_design
	run -0 sci-robust sobol --variants "$dir/design" --city A "$dir/t"
	same "$(table 'indicator city factor first first_p05 first_p95 total total_p05 total_p95' \
	    'x _ weights 0.044093 -0.890074 1.263059 1.242616 0.511076 2.354958' \
	    'x _ fill -0.020042 -1.110338 1.078270 1.372890 0.310153 2.795886' \
	    'x A weights -0.080900 -0.904234 0.790973 0.704988 0.381387 1.063838' \
	    'x A fill -0.457664 -1.299605 0.317129 0.855231 0.346715 1.583911')" \
	    "$(sci-round -c first,first_p05,first_p95,total,total_p05,total_p95 6 <<< "$output")"
	robust sobol --variants "$dir/design" > "$dir/whole"
	same 8 "$(wc -l < "$dir/whole")"
	# The order of rows means nothing, in either table.
	{ head -n 1 "$dir/design"; sed 1d "$dir/design" | tac; } > "$dir/turned"
	{ head -n 1 "$dir/t"; sed 1d "$dir/t" | sort -R --random-source="$dir/t"; } > "$dir/mixed"
	same "$(cat "$dir/whole")" "$(sci-robust sobol --variants "$dir/turned" "$dir/mixed" | sed 1d)"
	# A city that one variant does not rank has no row.
	sed -i '/^7	C/d' "$dir/t"
	same "$(sed '1,2d; 7,8d' "$dir/whole")" "$(robust sobol --variants "$dir/design" | sed 1,2d)"
}

@test "sobol: a design that does not fit the rows is refused" {
	sobol_design
	run -1 sci-robust sobol --variants <(sed '/^7	/d' "$dir/design") "$dir/t"
	[[ $output == *': there are places of variants that it does not have' ]]
	run -1 sci-robust sobol --variants "$dir/design" <(sed '/^7	/d' "$dir/t")
	[[ $output == *':8: variant 7 has no places; is a part missing?' ]]
	run -1 sci-robust sobol --variants <(sed '/^7	/d' "$dir/design") <(sed '/^7	/d' "$dir/t")
	[[ $output == *': sample 2 has no variant of matrix A:weights' ]]
	run -1 sci-robust sobol --variants <(sed 's/^7	a	A:weights/7	a	A:fill/' "$dir/design") "$dir/t"
	[[ $output == *': variant 8: another one has this matrix and sample, or it has another' ]]
	run -1 sci-robust sobol --variants <(cat "$dir/design"; table '8 b A:weights 11') "$dir/t"
	[[ $output == *':42: variant 8: another one has this matrix and sample, or it has another' ]]
	run -1 sci-robust sobol --variants <(sed 's/A:fill/C/' "$dir/design") "$dir/t"
	[[ $output == *":5: column matrix: 'C' is none of A, B, A:FACTOR" ]]
}

@test "files, their order and that of rows change nothing; nor do places beyond 16,383" {
	local t
	for t in ranks pairs matrix; do
		sci-robust "$t" "$dir/t" > "$dir/whole"
		same "$(cat "$dir/whole")" "$(sci-robust "$t" <({ sed -n 1p "$dir/t"; sed 1,7d "$dir/t"; }) <(head -n 7 "$dir/t"))"
		same "$(cat "$dir/whole")" "$(sci-robust "$t" <(sed -n 1p "$dir/t"; sed 1d "$dir/t" | tac))"
	done
	# Some places wide, some not.
	awk -F '\t' -v OFS='\t' 'NR > 1 && $1 > 1 { $4 += 20000 } 1' "$dir/t" > "$dir/wide"
	same "$(robust pairs)" "$(sci-robust pairs "$dir/wide" | sed 1d)"
	same "$(robust ranks | cut -f 1-5,12-14 | awk '{ print $1, $2, $3, $4, $5, $7, $8 }')" \
	    "$(sci-robust ranks "$dir/wide" | sed 1d | cut -f 1-5,12-14 | awk '{ print $1, $2, $3, $4, $5, $7, $8 }')"
	same "$(table 'x A 1 0.25' 'x A 20001 0.5' 'x A 20002 0.25')" "$(sci-robust matrix --city A "$dir/wide" | sed 1d)"
	# The first that is beyond, when as many variants as are kept together are full.
	awk -v OFS='\t' 'BEGIN {
		print "variant", "city", "indicator", "rank"
		for (v = 0; v <= 65; v++)
			print v, "A", "x", 1 "\n" v, "B", "x", v < 65 ? 2 : 16384
	}' > "$dir/t"
	same "$(table 'x B 2 0.9846153846153847' 'x B 16384 0.015384615384615385')" "$(robust matrix --city B)"
	same '65 65' "$(robust ranks | cut -f 5 | xargs)"
	# What comes later, too.
	table '0 C x 3' '1 C x 16384' '65 C x 3' '66 A x 1' '66 B x 2' '66 C x 3' >> "$dir/t"
	same "$(table 'x C 3 0.030303030303030304' 'x C 16384 0.015151515151515152')" "$(robust matrix --city C)"
	same '66 66 3' "$(robust ranks | cut -f 5 | xargs)"
}

# Orders of 70 cities in 300 variants, each counted by awk for every pair.
@test "the places that remain open are those of the pairs" {
	awk -v OFS='\t' 'BEGIN {
		srand(7)
		print "variant", "city", "indicator", "rank"
		for (v = 0; v <= 300; v++) {
			for (c = 0; c < 70; c++)
				s[c] = c / 4 + (v > 0) * rand() * (1 + c % 5) * 2
			for (c = 0; c < 70; c++) {
				r = 1
				for (d = 0; d < 70; d++)
					r += s[d] < s[c]
				if (c % 9 || v % 50)
					print v, "c" c, "x", r
			}
		}
	}' > "$dir/t"
	# A file a level.
	awk -F '\t' -v dir="$dir" '
	    FNR == 1 { next }
	    { r[$1, $2] = $4; if ($1 == 0) city[n++] = $2 }
	    END {
		for (i = 0; i < n; i++)
			for (j = 0; j < i; j++)
				for (v = 1; v <= 300; v++)
					if (((v, city[i]) in r) && ((v, city[j]) in r)) {
						before[i, j] += r[v, city[i]] < r[v, city[j]]
						before[j, i] += r[v, city[i]] > r[v, city[j]]
					}
		for (l = split("0.95 0.8 0.4", level, " "); l > 0; l--)
			for (i = 0; i < n; i++) {
				low = 1; high = n
				for (j = 0; j < n; j++)
					if (j != i) {
						low += before[j, i] >= level[l] * 300
						high -= before[i, j] >= level[l] * 300
					}
				print city[i] "\t" low "\t" high > (dir "/" level[l])
			}
	    }' "$dir/t"
	for level in 0.95 0.8 0.4; do
		sci-robust ranks --level "$level" "$dir/t" | sed 1d | cut -f 1,13,14 > "$dir/open"
		cmp "$dir/$level" "$dir/open"
	done
	# A city after the other, in all variants.
	{ head -n 1 "$dir/t"; sed 1d "$dir/t" | sort -t $'\t' -k 2,2; } > "$dir/by_city"
	sci-robust ranks --level 0.4 "$dir/by_city" | sed 1d | cut -f 1,13,14 | cmp "$dir/open" -
	# Not all of one kind: a city whose place is certain, and one that may have many.
	awk -F '\t' '{ w[$3 - $2]++ } END { exit length(w) < 4 }' "$dir/open"
}

# Two cities in 20 variants, of which 18 are needed.
@test "who is before another is told by all variants, not by where each of both stands" {
	# two FORMULA FORMULA - places of A and B in variant v, A before B in variant 0.
	two() {
		awk -v OFS='\t' 'BEGIN {
			print "variant", "city", "indicator", "rank"
			for (v = 0; v <= 20; v++)
				print v, "A", "x", ('"$1"') "\n" v, "B", "x", ('"$2"')
		}' > "$dir/t"
		sci-robust ranks --level 0.9 "$dir/t" | sed 1d | cut -f 1,13,14 | xargs
	}
	# In one A falls behind, in two others B goes ahead; and the other way round: 17.
	same 'A 1 2 B 1 2' "$(two 'v == 1 ? 5 : 2' 'v == 2 || v == 3 ? 1 : 3')"
	same 'A 1 2 B 1 2' "$(two 'v == 1 || v == 2 ? 5 : 2' 'v == 3 ? 1 : 3')"
	same 'A 1 1 B 2 2' "$(two 'v == 1 ? 5 : 2' 'v == 2 ? 1 : 3')"
	# A is just ahead wherever both are, and B far ahead in two.
	same 'A 1 1 B 2 2' "$(two 'v + 2' 'v > 18 ? 1 : v + 3')"
	same 'A 1 2 B 1 2' "$(two 'v + 2' 'v > 17 ? 1 : v + 3')"
	# Always in one place.
	same 'A 1 2 B 1 2' "$(two 1 1)"
}

@test "a part that was killed, one given twice, one without variant 0 are refused" {
	head -c -1 "$dir/t" > "$dir/cut"
	run -1 sci-robust ranks "$dir/cut"
	[[ $output == "sci-robust: $dir/cut: cut off after line 16; did the stage before fail?"* ]]
	run -1 sci-robust ranks "$dir/t" "$dir/t"
	same "sci-robust: $dir/t:2: variant 0 has a place of A already: is a part there twice?" "$output"
	run -1 sci-robust ranks "$dir/t" <(table 'variant city indicator rank' '5 A x _' '5 A x 1')
	[[ $output == *':3: variant 5 has a place of A already: is a part there twice?' ]]
	run -1 sci-robust ranks <(sed '/^0/d' "$dir/t")
	same 'sci-robust: no variant 0, the framework as it stands: sci-score writes it, or leaves it to another --part' "$output"
	# Variant 0 alone: nothing is known.
	same "$(table 'city indicator rank of variants rank_p05 rank_median rank_p95 rank_mean share_first share_top share_top_se rank_low rank_high' \
	    'A x 1 3 0 _ _ _ _ _ _ _ _ _' 'B x 2 3 0 _ _ _ _ _ _ _ _ _' 'C x 3 3 0 _ _ _ _ _ _ _ _ _')" \
	    "$(sci-robust ranks <(sed '/^[1-9]/d' "$dir/t"))"
}

@test "what is no variant, no place, no city of the table" {
	run -1 sci-robust ranks <(sed '3s/^0/-1/' "$dir/t")
	[[ $output == *":3: column variant: '-1' is not a whole number from 0 on (B, x)" ]]
	for bad in 0 0.5 1.25 -3 1e10; do
		run -1 sci-robust ranks <(sed "3s/2\$/$bad/" "$dir/t")
		[[ $output == *":3: column rank: '$bad' is not a place from 1 on (B, x)" ]]
	done
	run -1 sci-robust ranks <(sed '1s/variant/scenario/' "$dir/t")
	[[ $output == *"no column 'variant'"* ]]
	sed -i 's/A/Bonn/' "$dir/t"
	run -1 sci-robust ranks --city Bon "$dir/t"
	same "sci-robust: --city: no city 'Bon'; did you mean 'Bonn'?" "$output"
	run -1 sci-robust ranks --city Bonn,Xanten "$dir/t"
	same "sci-robust: --city: no city 'Xanten'" "$output"
	run -2 sci-robust
	run -2 sci-robust places "$dir/t"
	run -2 sci-robust pairs --top 3 "$dir/t"
	run -2 sci-robust moves --level 0.9 "$dir/t"
	run -2 sci-robust ranks --level 2 "$dir/t"
	run -2 sci-robust sobol "$dir/t"
	run -2 sci-robust ranks --variants "$dir/t" "$dir/t"
	run -2 sci-robust sobol --variants -
	[[ $output == *'standard input can be one table only'* ]]
}
