#!/usr/bin/env bats
# sci-delta - editions compared, on tables that can be compared by eye.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	new='previous_year previous_value value_change previous_rank rank_change status'
}

@test "up, down, same, new, and the first edition empty" {
	run -0 sci-delta <(table 'year city indicator value rank' '2020 a x 50 1' '2020 b x 40 2' '2020 c x 30 3' \
	    '2021 a x 45 2' '2021 b x 60.5 1' '2021 c x 31 3' '2021 d x 20 4')
	same "$(table "year city indicator value rank $new" '2020 a x 50 1 _ _ _ _ _ _' '2020 b x 40 2 _ _ _ _ _ _' \
	    '2020 c x 30 3 _ _ _ _ _ _' '2021 a x 45 2 2020 50 -5 1 -1 down' '2021 b x 60.5 1 2020 40 20.5 2 1 up' \
	    '2021 c x 31 3 2020 30 1 3 0 same' '2021 d x 20 4 2020 _ _ _ _ new')" "$output"
}

@test "the edition before is the largest smaller year of the whole stream" {
	# c skipped 2021, so it is new in 2022.
	run -0 sci-delta <(table 'year city indicator value' '2022 c x 5' '2019 c x 4' '2019 a x 1' '2021 a x 2' '2022 a x 4')
	same "$(table "year city indicator value $new" '2022 c x 5 2021 _ _ _ _ new' '2019 c x 4 _ _ _ _ _ _' \
	    '2019 a x 1 _ _ _ _ _ _' '2021 a x 2 2019 1 1 _ _ up' '2022 a x 4 2021 2 2 _ _ up')" "$output"
}

@test "years are numbers: 900 is before 2020" {
	run -0 sci-delta <(table 'year city indicator value' '2020 a x 3' '900 a x 1')
	same "$(table "year city indicator value $new" '2020 a x 3 900 1 2 _ _ up' '900 a x 1 _ _ _ _ _ _')" "$output"
}

@test "an indicator that edition lacks altogether: all is empty" {
	run -0 sci-delta <(table 'year city indicator value' '2020 a x 1' '2021 a x 1' '2021 a y 5' '2020 b z _' '2021 b z 4')
	same "$(table "year city indicator value $new" '2020 a x 1 _ _ _ _ _ _' '2021 a x 1 2020 1 0 _ _ same' \
	    '2021 a y 5 _ _ _ _ _ _' '2020 b z _ _ _ _ _ _ _' '2021 b z 4 _ _ _ _ _ _')" "$output"
}

@test "tables with ranks only: status by rank" {
	run -0 sci-delta <(table 'year city indicator rank' '2020 a x 1' '2020 b x 2' '2021 a x 2' '2021 b x 1')
	same "$(table "year city indicator rank $new" '2020 a x 1 _ _ _ _ _ _' '2020 b x 2 _ _ _ _ _ _' \
	    '2021 a x 2 2020 _ _ 1 -1 down' '2021 b x 1 2020 _ _ 2 1 up')" "$output"
}

@test "ranks in one edition, scores in another: what both have" {
	# a: ranks both, value now only; b: values both, rank before only; c: nothing in common
	run -0 sci-delta <(table 'year city indicator value rank' '2020 a x _ 4' '2020 b x 10 2' '2020 c x _ 3' \
	    '2021 a x 9 1' '2021 b x 8 _' '2021 c x 7 _')
	same "$(table "year city indicator value rank $new" '2020 a x _ 4 _ _ _ _ _ _' '2020 b x 10 2 _ _ _ _ _ _' \
	    '2020 c x _ 3 _ _ _ _ _ _' '2021 a x 9 1 2020 _ _ 4 3 up' '2021 b x 8 _ 2020 10 -2 2 _ down' \
	    '2021 c x 7 _ 2020 _ _ 3 _ _')" "$output"
}

@test "neither rank nor score before is new; neither now has no status" {
	run -0 sci-delta <(table 'year city indicator value' '2020 a x _' '2020 b x 3' '2021 a x 4' '2021 b x _')
	same "$(table "year city indicator value $new" '2020 a x _ _ _ _ _ _ _' '2020 b x 3 _ _ _ _ _ _' \
	    '2021 a x 4 2020 _ _ _ _ new' '2021 b x _ 2020 3 _ _ _ _')" "$output"
}

@test "values that are equal at 12 digits are the same" {
	run -0 sci-delta <(table 'year city indicator value' '2020 a x 0.3' '2021 a x 0.30000000000000004')
	[[ "$output" == *$'\tsame' ]]
}

@test "--gone adds the cities that have left, with the previous figures" {
	table 'year city indicator value rank' '2020 a x 50 1' '2020 b x 40 2' '2021 a x 45 1' > "$dir/t"
	run -0 sci-delta --gone "$dir/t"
	same "$(table "year city indicator value rank $new" '2020 a x 50 1 _ _ _ _ _ _' '2020 b x 40 2 _ _ _ _ _ _' \
	    '2021 a x 45 1 2020 50 -5 1 0 same' '2021 b x _ _ 2020 40 _ 2 _ gone')" "$output"
	run -0 sci-delta "$dir/t"
	[[ "$output" != *gone* ]]
}

@test "--gone: a city that has left has its keys and nothing else, whatever the columns" {
	table 'note value city status indicator year rank' 'n1 05.0 a x i 2020 1' 'n2 4 b y i 2020 2' \
		'n3 6 a z i 2021 1' > "$dir/t"
	run -0 sci-delta --gone "$dir/t"
	same "$(table "note value city status indicator year rank previous_year previous_value value_change \
previous_rank rank_change" 'n1 05.0 a _ i 2020 1 _ _ _ _ _' 'n2 4 b _ i 2020 2 _ _ _ _ _' \
		'n3 6 a same i 2021 1 2020 05.0 1 1 0' '_ _ b gone i 2021 _ 2020 4 _ 2 _')" "$output"
}

@test "--gone: who had nothing has not left" {
	run -0 sci-delta --gone <(table 'year city indicator value' '2020 a x 1' '2020 b x _' '2021 a x 1')
	[[ "$output" != *gone* ]]
}

@test "--since compares later editions with that year" {
	table 'year city indicator value' '2019 a x 1' '2020 a x 2' '2021 a x 4' '2022 a x 8' > "$dir/t"
	run -0 sci-delta --since 2020 "$dir/t"
	same "$(table "year city indicator value $new" '2019 a x 1 _ _ _ _ _ _' '2020 a x 2 _ _ _ _ _ _' \
	    '2021 a x 4 2020 2 2 _ _ up' '2022 a x 8 2020 2 6 _ _ up')" "$output"
	run -1 sci-delta --since 1999 "$dir/t"
	[[ "$output" == *1999* ]]
	run -1 sci-delta --since soon "$dir/t"
	run -2 sci-delta --since 2020 --against "$dir/t" "$dir/t"
}

@test "--against compares with the one edition of a file" {
	table 'city indicator value rank' 'a x 1 2' 'b x 3 1' 'z x 0 3' > "$dir/old"
	table 'year city indicator value rank' '2024 b x 2 2' '2024 a x 4 1' '2024 q x 1 3' > "$dir/t"
	run -0 sci-delta --against "$dir/old" "$dir/t"
	same "$(table "year city indicator value rank $new" '2024 b x 2 2 _ 3 -1 1 -1 down' '2024 a x 4 1 _ 1 3 2 1 up' \
	    '2024 q x 1 3 _ _ _ _ _ new')" "$output"
	sed 's/^/2019\t/; 1s/2019/year/' "$dir/old" > "$dir/old19"
	run -0 sci-delta --gone --against "$dir/old19" "$dir/t"
	same "$(table "year city indicator value rank $new" '2024 b x 2 2 2019 3 -1 1 -1 down' '2024 a x 4 1 2019 1 3 2 1 up' \
	    '2024 q x 1 3 2019 _ _ _ _ new' '2024 z x _ _ 2019 0 _ 3 _ gone')" "$output"
	# Neither table with a year.
	run -0 sci-delta --against "$dir/old" <(table 'city indicator value' 'a x 1.5')
	same "$(table "city indicator value $new" 'a x 1.5 _ 1 0.5 2 _ up')" "$output"
	sed '$s/^2019/2020/' "$dir/old19" > "$dir/two"
	run -1 sci-delta --against "$dir/two" "$dir/t"
	[[ "$output" == *two*year* ]]
	run -1 sci-delta --against "$dir/none" "$dir/t"
	[[ "$output" == *none* ]]
}

@test "columns that are there are replaced in their places; others ride along" {
	run -0 sci-delta <(table 'status year note city indicator value' 'x 2020 007 a x 1' 'y 2021 - a x 3')
	same "$(table 'status year note city indicator value previous_year previous_value value_change previous_rank rank_change' \
	    '_ 2020 007 a x 1 _ _ _ _ _' 'up 2021 - a x 3 2020 1 2 _ _')" "$output"
}

@test "the previous figure keeps its bytes" {
	run -0 sci-delta <(table 'year city indicator value' '2020 a x 070.50' '2021 a x 71')
	[[ "$output" == *$'2021\ta\tx\t71\t2020\t070.50\t0.5\t\t\tup' ]]
}

@test "the previous figure keeps its bytes behind a field of 70,000 bytes" {
	local long
	long=$(printf '%070000d' 0)
	table 'year city indicator note value rank' "2020 a x $long 070.50 01" '2021 a x n 71 1' > "$dir/t"
	run -0 sci-delta "$dir/t"
	[ "${lines[2]}" = $'2021\ta\tx\tn\t71\t1\t2020\t070.50\t0.5\t01\t0\tsame' ]
}

# Rows are kept without what num_put would write so again, and without what they share with the first
# row of their group or the row before (lib/table/figures_kept.h): whatever stands there comes out as it
# went in.
@test "numbers and other columns come out as they went in, like those of other rows or not" {
	local n long
	long=$(printf '%0130d' 0)
	{
		printf 'year\tcity\tindicator\tnote\tvalue\tcoverage\tmeasured\trank\tof\n'
		n=0
		for value in 7 07 +7 -7 -0 0 00 7. .7 1.50 7e1 12345678 123456789 123456.50 012345678 NA ''; do
			for texts in "$long $long" '1 1' '0.5 0.5' '0.5 0.25' '1 0.5' '_ _' "$long 1" \
			    "1$long $long" "1${long:1}${long:6} _" '0.5 _'; do
				n=$((n + 1))
				printf '2020\tc%d\tx\tn\t%s\t%s\t%s\t%d\t99\n' "$n" "$value" \
				    $texts "$n" | sed 's/\t_/\t/g'
			done
		done
	} > "$dir/t"
	sci-delta "$dir/t" | cut -f 1-9 > "$dir/out"
	sed 's/\tNA\t/\t\t/' "$dir/t" | cmp - "$dir/out"
	# The same in another order, and with a column between that is written anew.
	{ head -n 1 "$dir/t"; tail -n +2 "$dir/t" | shuf --random-source=<(yes); } |
	    awk -F '\t' -v OFS='\t' '{ print $6, $1, $5, NR == 1 ? "status" : "",
		$2, $3, $4, $9, $8, $7 }' > "$dir/mixed"
	sci-delta "$dir/mixed" | cut -f 1-10 > "$dir/out"
	sed 's/\tNA\t/\t\t/' "$dir/mixed" | cmp - "$dir/out"
}

@test "what a city's rows have in common comes out as it went in, side by side or not" {
	awk 'BEGIN {
		OFS = "\t"
		print "year", "state", "seat", "city", "indicator", "value", "note"
		for (y = 2020; y < 2022; y++)
			for (c = 0; c < 30; c++)
				for (i = 0; i < 5; i++)
					print y, "state " c % 3, c % 7 ? "" : "seat", "c" c, "i" i, c + i / 8,
					    c % 5 ? "n" c : (i % 2 ? "odd" : "even")
	}' > "$dir/t"
	sci-delta "$dir/t" | cut -f 1-7 | cmp - "$dir/t"
	{ head -n 1 "$dir/t"; tail -n +2 "$dir/t" | shuf --random-source=<(yes); } > "$dir/mixed"
	sci-delta "$dir/mixed" | cut -f 1-7 | cmp - "$dir/mixed"
}

@test "300 cities in another order under every indicator are compared with themselves" {
	awk 'BEGIN {
		print "year\tcity\tindicator\tvalue"
		split("7 11 13 17", step, " ")
		for (k = 1; k <= 4; k++)
			for (i = 0; i < 300; i++) {
				c = i * step[k] % 300
				print (k < 3 ? 2020 : 2021) "\tcity " c "\ti" k % 2 "\t" c + (k < 3 ? 0 : c % 7)
			}
	}' > "$dir/t"
	same 600 "$(sci-delta "$dir/t" | awk -F '\t' '$1 == 2021 {
		c = substr($2, 6)
		right += $6 == c && $7 == c % 7
	} END { print right }')"
	{ cat "$dir/t" && sed -n 2p "$dir/t"; } > "$dir/twice"
	run -1 sci-delta "$dir/twice"
	[[ "$output" == *:1202:*"the first is "*:2\ * ]]
}

@test "average places" {
	run -0 sci-delta <(table 'year city indicator rank' '2020 a x 2.5' '2021 a x 1')
	[[ "$output" == *$'2020\t\t\t2.5\t1.5\tup' ]]
}

@test "refused: neither value nor rank, duplicates, a change beyond the doubles" {
	run -1 sci-delta <(table 'year city indicator' '2020 a x')
	[[ "$output" == *value* ]]
	run -1 sci-delta <(table 'year city indicator value' '2020 a x 1' '2020 a x 1')
	[[ "$output" == *2*3* || "$output" == *3*2* ]]
	run -1 sci-delta <(table 'year city indicator value' '2020 a x -1.7e308' '2021 a x 1.7e308')
	[[ "$output" == *"(2021, a, x)"* ]]
	run -1 sci-delta <(table 'year city indicator value' '2020a a x 1')
	[[ "$output" == *"'2020a'"* ]]
}

@test "--partial: who is absent before is not new, and nobody is gone; all else is as without it" {
	table 'year city indicator value rank' '2020 a x 50 1' '2020 b x 40 2' '2020 e x _ _' '2021 a x 45 1' \
	    '2021 c x 60 2' '2021 e x 3 3' '2021 a y 1 1' > "$dir/t"
	local expected=('2020 a x 50 1 _ _ _ _ _ _' '2020 b x 40 2 _ _ _ _ _ _' '2020 e x _ _ _ _ _ _ _ _' \
	    '2021 a x 45 1 2020 50 -5 1 0 same' '2021 c x 60 2 2020 _ _ _ _ _' '2021 e x 3 3 2020 _ _ _ _ _' \
	    '2021 a y 1 1 _ _ _ _ _ _')
	same "$(table "year city indicator value rank $new" "${expected[@]}")" "$(sci-delta --partial "$dir/t")"
	same "$(sci-delta --partial "$dir/t")" "$(sci-delta --gone --partial "$dir/t")"
	same "$(sci-delta "$dir/t" | sed 's/\tnew$/\t/')" "$(sci-delta --partial "$dir/t")"
	sci-select -w year=2020 "$dir/t" > "$dir/before"
	sci-select -w year=2021 "$dir/t" > "$dir/now"
	same "$(table "year city indicator value rank $new" "${expected[@]:3}")" \
	    "$(sci-delta --partial --gone --against "$dir/before" "$dir/now")"
}
