# sci-vary - variants of a framework, each of which can be drawn without the others.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'indicator parent weight normalize' 'bus mobility 2 _' 'bike mobility 1 zscore' \
	    'waiting service 3 _' 'mobility overall 1 _' 'service overall 1 _' > "$dir/f"
}

# vary OPTION... - the variants of the framework.
vary() {
	sci-vary -f "$dir/f" "$@"
}

# The values are SipHash-2-4, worked out apart from the program: of the texts "weights<tab>bus<tab>1"
# and so on, under the keys (1, 1) and (1, 2), the upper 53 bits.
@test "weights: w (1 + H u) for every node with a parent" {
	same "$(table 'variant indicator weight' \
	    '1 bus 1.5675141070292882' '1 bike 1.1075919703864296' '1 waiting 3.0690955355529264' \
	    '1 mobility 0.8247416127621718' '1 service 1.1159117351227237' \
	    '2 bus 2.0013697989626875' '2 bike 0.9493131493931455' '2 waiting 2.968016782150362' \
	    '2 mobility 1.1330492144133995' '2 service 1.0964397442538405')" \
	    "$(vary -n 2 --weights 0.25)"
	# A weight of 0 stays.
	table 'indicator parent weight' 'a all 0' 'b all 1' 'c all 2' > "$dir/f"
	[ "$(vary -n 50 --weights 1/2 | cut -f 2 | sort -u | xargs)" = 'b c indicator' ]
}

@test "weights: shares from a Dirichlet distribution, of which an only child has 1" {
	same "$(table 'variant indicator weight' \
	    '1 bus 0.691909683' '1 bike 0.308090317' '1 waiting 1.000000000' \
	    '1 mobility 0.384018581' '1 service 0.615981419' \
	    '2 bus 0.687307899' '2 bike 0.312692101' '2 waiting 1.000000000' \
	    '2 mobility 0.628086043' '2 service 0.371913957')" \
	    "$(vary -n 2 --weights dirichlet:20 | sci-round -c weight 9)"
	# However little is meant for it, every child has a weight above 0.
	vary -n 500 --weights dirichlet:0.001 > "$dir/v"
	awk -F '\t' 'NR > 1 && !($3 > 0 && $3 <= 1) { exit 1 }' "$dir/v"
}

@test "methods: the same for all leaves or all inner nodes, in cells that differ alone" {
	same "$(table 'variant indicator normalize aggregate' \
	    '1 mobility _ geometric' '1 service _ geometric' '1 overall _ geometric' \
	    '2 bus zscore _' '2 waiting zscore _' \
	    '2 mobility _ geometric' '2 service _ geometric' '2 overall _ geometric')" \
	    "$(vary -n 2 --normalize zscore --normalize rank --normalize as-is --aggregate geometric)"
	same "$(table 'variant indicator treat' '1 bus none' '1 bike none' '1 waiting none')" \
	    "$(vary -n 1 --treat none)"
}

@test "fill: figures that were filled in are dropped, or nothing differs" {
	same "$(table 'variant indicator impute' '1 bus none' '1 bike none' '1 waiting none' \
	    '2 bus none' '2 bike none' '2 waiting none' '3 overall _')" "$(vary -n 3 --fill)"
	# What the framework says of filling does not say that.
	table 'indicator parent impute' 'a all none' 'b all mean' > "$dir/f"
	same "$(table 'variant indicator impute' '1 a none' '1 b none')" "$(vary -n 1 --fill)"
}

@test "leave-out: one leaf or none, a leaf alone with its parent; it wins over weights" {
	same "$(table 'variant indicator weight' '1 service 0' '2 bus 0' '3 bus 0' '4 service 0' \
	    '5 overall _' '6 service 0' '7 bus 0' '8 service 0')" "$(vary -n 8 --leave-out)"
	same "$(vary -n 8 --weights 0.25 | awk -F '\t' -v OFS='\t' '
	    NR == FNR { if ($3 == "0") out[$1 $2] = 1; next }
	    out[$1 $2] { $3 = "0" } 1' <(vary -n 8 --leave-out) -)" \
	    "$(vary -n 8 --weights 0.25 --leave-out)"
	# A sibling of weight 0 is no company.
	table 'indicator parent weight' 'a x 1' 'b x 0' 'c all 1' 'x all 1' > "$dir/f"
	same "$(table 'variant indicator weight' '1 x 0' '2 all _' '3 c 0')" "$(vary --each leaf)"
}

@test "each leaf, each node but the root is left out once" {
	same "$(table 'variant indicator weight' '1 bus 0' '2 bike 0' '3 service 0')" \
	    "$(vary --each leaf)"
	same "$(table 'variant indicator weight' '1 bus 0' '2 bike 0' '3 service 0' '4 mobility 0' \
	    '5 service 0')" "$(vary --each node)"
	same "$(table 'variant indicator weight' '2 bike 0')" "$(vary --each leaf --part 2-2)"
}

@test "a sobol design: A, B, and A with one factor after the other from B" {
	vary -n 3 --design sobol --leave-out --weights 0.5 --fill > "$dir/v"
	same "$(table 'variant indicator weight impute matrix sample' \
	    '5 bus 1.1350282140585761 none A:leave-out 1' '5 bike 0 none A:leave-out 1' \
	    '5 waiting 3.1381910711058536 none A:leave-out 1' \
	    '5 mobility 0.6494832255243436 _ A:leave-out 1' \
	    '5 service 1.2318234702454474 _ A:leave-out 1')" "$(sci-select -w variant=5 "$dir/v")"
	same "$(table A B A:weights A:fill A:leave-out | awk -v OFS='\t' '
	    { name[NR] = $1 } END { for (i = 0; i < 15; i++) print i + 1, name[i % 5 + 1], int(i / 5) + 1 }')" \
	    "$(cut -f 1,5,6 "$dir/v" | sed 1d | uniq)"
	# Matrix A is what is drawn without a design.
	same "$(vary -n 3 --leave-out --weights 0.5 --fill | cut -f 2-)" \
	    "$(sci-select -w matrix=A -c indicator,weight,impute "$dir/v")"
	# With one factor, A with it from B is B.
	vary -n 20 --design sobol --weights 0.5 > "$dir/v"
	same "$(sci-select -w matrix=B -c indicator,weight,sample "$dir/v")" \
	    "$(sci-select -w matrix=A:weights -c indicator,weight,sample "$dir/v")"
}

# kinds - options of every kind, a line each.
kinds() {
	cat << 'END'
--weights 0.25
--weights dirichlet:8 --leave-out
--weights 1 --normalize rank --normalize as-is --aggregate geometric --aggregate as-is --treat jrc --fill --leave-out
--design sobol --weights 0.25 --fill --normalize minmax --normalize borda
END
}

@test "parts are the whole, and the first half of N is N/2" {
	while read -ra options; do
		vary -n 40 "${options[@]}" > "$dir/whole"
		for part in 1-13 14-14 15-400; do
			vary -n 40 "${options[@]}" --part "$part" | if [ "$part" = 1-13 ]; then cat; else sed 1d; fi
		done > "$dir/parts"
		cmp "$dir/whole" "$dir/parts"
		vary -n 20 "${options[@]}" > "$dir/half"
		cmp <(head -c "$(stat -c %s "$dir/half")" "$dir/whole") "$dir/half"
	done < <(kinds)
	# A part beyond the end is a table without rows.
	same "$(table 'variant indicator weight')" "$(vary -n 40 --leave-out --part 41-60)"
	same "$(table 'variant indicator weight')" "$(vary -n 40 --leave-out --part 0-0)"
}

@test "neither other rows, their order nor other factors change a draw" {
	while read -ra options; do
		vary -n 40 "${options[@]}" | sort > "$dir/v"
		{ head -n 1 "$dir/f"; sed 1d "$dir/f" | tac; } > "$dir/turned"
		sci-vary -f "$dir/turned" -n 40 "${options[@]}" | sort | cmp - "$dir/v"
	done < <(kinds)
	vary -n 40 --weights 0.25 > "$dir/v"
	same "$(cat "$dir/v")" "$(vary -n 40 --fill --weights 0.25 --aggregate median |
	    sci-select -w weight!= -c variant,indicator,weight)"
	# A new indicator: the old ones have their weights still, and where it is not the one
	# left out, what was.
	table 'tram mobility 5 _' >> "$dir/f"
	same "$(cat "$dir/v")" "$(vary -n 40 --weights 0.25 | sci-select -w indicator!=tram)"
	vary -n 400 --leave-out | sci-select -w indicator!=tram | sed 1d > "$dir/v"
	sed -i '/^tram/d' "$dir/f"
	[ "$(vary -n 400 --leave-out | grep -cxFf "$dir/v")" = "$(grep -c . "$dir/v")" ]
	[ "$(grep -c . "$dir/v")" -gt 250 ]
	# Another seed is another draw.
	run ! cmp -s <(vary --weights 0.25) <(vary --weights 0.25 --seed 2)
	same "$(vary --weights 0.25)" "$(vary --weights 0.25 -n 1000 --seed 1)"
}

# The bounds are six standard errors of a right generator.
@test "draws have the moments and the chances they should have" {
	vary -n 20000 --weights 0.25 | awk -F '\t' '
	    $2 == "bus" { u = ($3 / 2 - 1) / 0.25; n++; s += u; q += u * u }
	    END { m = s / n; v = q / n
	        exit !(n == 20000 && m * m < 36 / 3 / n && (v - 1 / 3) ^ 2 < 36 * 4 / 45 / n) }'
	# Mean 2/3, variance 2/3 1/3 / (20 + 1).
	vary -n 20000 --weights dirichlet:20 | awk -F '\t' '
	    $2 == "bus" { n++; s += $3; q += $3 * $3; least = n == 1 || $3 < least ? $3 : least }
	    END { m = s / n; v = q / n - m * m; t = 2 / 9 / 21
	        exit !((m - 2 / 3) ^ 2 < 36 * t / n && (v / t - 1) ^ 2 < 36 * 3 / n && least > 0) }'
	# A quarter each: none, and three leaves.
	vary -n 20000 --leave-out | awk -F '\t' 'NR > 1 { n[$2]++ }
	    END { for (i in n) { k++; if ((n[i] - 5000) ^ 2 > 36 * 3750) exit 1 } exit k != 4 }'
	vary -n 20000 --treat jrc --treat none --treat as-is | awk -F '\t' '$2 ~ /^(bus|overall)$/ { n[$3]++ }
	    END { for (i in n) { k++; if ((n[i] - 20000 / 3) ^ 2 > 36 * 4445) exit 1 } exit k != 3 }'
}

@test "a root without a row, several trees, and what stands alone" {
	same "$(table 'variant indicator aggregate' '1 mobility median' '1 service median' '1 overall median')" \
	    "$(vary -n 1 --aggregate median)"
	table 'indicator parent weight' 'a x 1' 'b x 1' 'x - 1' 'c y 1' 'd y 1' 'y - 1' 'area - 1' > "$dir/f"
	same "$(table 'variant indicator normalize' '1 a rank' '1 b rank' '1 c rank' '1 d rank')" \
	    "$(vary -n 1 --normalize rank)"
	same "$(table 'variant indicator weight' '1 a 0' '2 b 0' '3 c 0' '4 d 0')" "$(vary --each node)"
	# A flat list has methods, but no weights.
	table 'indicator weight' 'a 1' 'b 1' > "$dir/f"
	same "$(table 'variant indicator normalize' '1 a rank' '1 b rank')" "$(vary -n 1 --normalize rank)"
	run -1 vary --weights 0.25
	same "sci-vary: $dir/f: no node has a parent, so there are no weights and means to vary" "$output"
}

@test "what cannot be varied is refused" {
	table 'indicator parent' 'a x' 'x all' > "$dir/f"
	run -1 vary --leave-out
	same "sci-vary: $dir/f: 'a' cannot be left out: it is all there is below its root" "$output"
	run -2 vary
	[[ $output == *'what is to vary?'* ]]
	run -2 vary --weights 1.5
	run -2 vary --weights dirichlet:0
	run -2 vary --normalize median
	[[ $output == *"--normalize: unknown method 'median' (there are: as-is, minmax"* ]]
	run -2 vary --fill --design morris
	run -2 vary --fill --part 9
	run -2 vary --fill --part 9-3
	run -2 vary --fill --seed -1
	run -2 vary --fill "$dir/f"
	run -2 vary --each tree
	run -2 vary --each leaf -n 3
	run -2 vary --each leaf --fill
	run -2 sci-vary --fill
}
