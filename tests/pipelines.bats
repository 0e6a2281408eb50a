#!/usr/bin/env bats
# The two indices: what comes out, and that it comes out again.

bats_require_minimum_version 1.5.0

# Both indices are made once; each test has a copy.
setup_file() {
	setup
	elsewhere "$BATS_FILE_TMPDIR/made" -f pipelines/open.mk products decisions
	elsewhere "$BATS_FILE_TMPDIR/made" -f pipelines/bitkom.mk products
}

setup() {
	load lib
	built=$(cd "${O:-build}" && pwd)
	made=$BATS_FILE_TMPDIR/made
	published=data/bitkom/published.tsv
}

# Runs an index's makefile on the built filters, with its products in directory $1; the
# test's own has those of both indices, as a run before has left them.
elsewhere() {
	local dir=$1 filter
	[ "$dir" != "${BATS_TEST_TMPDIR-}" ] || [ -e "$dir/rankings" ] || cp -a "$made/." "$dir"
	mkdir -p "$dir"
	for filter in "$built"/sci-*; do
		[ ! -x "$filter" ] || ln -sf "$filter" "$dir/"
	done
	shift
	make --no-print-directory O="$dir" "$@"
}

# The data rows of a table.
rows() {
	sed 1d "$@"
}

@test "open: every product is there, and seven editions" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	cd "$BATS_TEST_TMPDIR/rankings/open"
	for file in scores rankings movers findings measured agreement 20{19..25}; do
		[ "$(rows $file.tsv | wc -l)" -gt 0 ] || [ $file = findings ]
	done
	[ "$(rows rankings.tsv | cut -f 1 | sort -u | xargs)" = "$(echo 20{19..25})" ]
}

@test "open: 83 cities an edition have a score in every area, but Wiesbaden in IT 2019 and 2020" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	cd "$BATS_TEST_TMPDIR/rankings/open"
	for year in 20{19..25}; do
		[ "$(rows $year.tsv | wc -l)" -eq 83 ]
		[ "$(rows $year.tsv | cut -f 2 | sort -u | wc -l)" -eq 83 ]
		[ "$(rows $year.tsv | grep -c '^[0-9]')" -eq 83 ]
	done
	[ "$(sci-select -w parent=overall -w value= -c year,city,indicator scores.tsv | rows)" = \
	    $'2019\tWiesbaden\tit_communication\n2020\tWiesbaden\tit_communication' ]
}

@test "open: the report says the first ten, who moved most, what was measured, and the agreement" {
	run --separate-stderr elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[ "${lines[0]}" = "Open city index 2025 (provisional), the first ten of 83 cities:" ]
	# Between which places nine of ten variants put it, and whether a change is more than they do.
	[[ ${lines[2]} =~ ^\ +1\ +1\ +5\ +Hamburg\ +79\.1\ +█+.*=$ ]]
	[[ ${lines[10]} =~ ^\ +9\ +4\ +14\ +Bielefeld\ .*\+6\ +firm$ ]]
	[[ ${lines[11]} =~ ^\ +10\ +2\ +20\ +Berlin\ +65\.7\ .*−6\ +firm$ ]]
	[[ ${lines[14]} = *climbs*falls* ]]
	[[ ${lines[16]} =~ ^\ +\+14\ +Solingen\ +57$ ]]
	[[ ${lines[26]} =~ ^\ +−17\ +Magdeburg\ +46$ ]]
	[ "${lines[27]}" = "Open index: 0.62 of the weight measured in 2025; agreement with \
Bitkom's places 0.67 (43 cities)." ]
	[[ ${lines[-1]} = *"$BATS_TEST_TMPDIR/rankings/open/" ]]
}

@test "open: how firm, why and what would lift: tables of all cities" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	cd "$BATS_TEST_TMPDIR/rankings/open"
	[ "$(sci-select -w year=2025 -c variants robust.tsv | rows | sort -u)" = 1000 ]
	for table in robust moves explain; do
		[ "$(sci-select -w year=2025 -w indicator=overall -c city $table.tsv | rows | wc -l)" -eq 83 ]
	done
	# The parts of a change make the change that sci-delta finds, to a billionth.
	[ "$(sci-select -w indicator=overall -w own!= -c year,city,own,others,weights,framework,gaps explain.tsv |
	    sci-join <(sci-select -w indicator=overall -c year,city,value_change rankings.tsv) | rows |
	    awk -F '\t' '{ d = $3 + $4 + $5 + $6 + $7 - $8; if (d > 1e-9 || d < -1e-9) print }' | wc -l)" -eq 0 ]
	# No figure that cannot be moved; the places that a row promises are those of the ranking less its own.
	[ "$(sci-select -w indicator=smart_city_model_project -c city potential.tsv | rows | wc -l)" -eq 0 ]
	[ "$(sci-select -c year,city,rank potential.tsv | sci-join --except -k year,city,rank \
	    <(sci-select -w indicator=overall -c year,city,rank rankings.tsv) | rows | wc -l)" -eq 0 ]
}

@test "open, bitkom: a brief of every city, in both languages" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/bitkom.mk products
	cd "$BATS_TEST_TMPDIR/rankings"
	[ "$(ls open/brief/*.de.md | wc -l)" -eq 83 ]
	[ "$(ls open/brief/*.en.md | wc -l)" -eq 83 ]
	grep -q 'belegt Lübeck Platz 22 von 83 mit 53,2 Punkten' open/brief/luebeck.de.md
	grep -q 'Gegenüber 2024 (Platz 41) ist das eine Verbesserung um 34 Plätze' bitkom/brief/hannover.de.md
	# What a brief says of its city's place is what the ranking says.
	[ "$(sci-select -w place=22 -c city,score open/2025.tsv | rows)" = $'Lübeck\t53.2' ]
}

@test "open: what was measured and how far it agrees with Bitkom, in every edition" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	cd "$BATS_TEST_TMPDIR/rankings/open"
	[ "$(sci-select -c mean measured.tsv | rows | xargs)" = "0.81 0.74 0.93 0.87 0.86 0.79 0.62" ]
	[ "$(sci-select -c value agreement.tsv | rows | xargs)" = "0.65 0.68 0.74 0.67 0.66 0.73 0.67" ]
}

@test "open: a table people read has place, city, score, change and key first, areas behind" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	cd "$BATS_TEST_TMPDIR/rankings/open"
	head -n 1 2025.tsv > "$BATS_TEST_TMPDIR/head"
	[[ $(< "$BATS_TEST_TMPDIR/head") = $'place\tcity\tscore\tchange\tags\tadministration_place\t'* ]]
	# The same places, changes and areas as in rankings.tsv, in order of place.
	sci-select -w year=2025 -w indicator=overall -c rank,city,rank_change rankings.tsv | rows |
	    sort -t $'\t' -k 1,1n -k 2,2 > "$BATS_TEST_TMPDIR/overall"
	sci-select -c place,city,change 2025.tsv | rows | sort -t $'\t' -k 1,1n -k 2,2 |
	    cmp - "$BATS_TEST_TMPDIR/overall"
	sci-select -c place 2025.tsv | rows | sort -nc
	[ "$(sci-select -w year=2025 -w city=Lübeck -w indicator=mobility -c rank,rank_change rankings.tsv)" = \
	    "$(sci-select -w city=Lübeck -c mobility_place,mobility_change 2025.tsv |
	        sed '1s/.*/rank\trank_change/')" ]
	[ "$(sci-join -k ags <(sci-select -c ags,state "$root/data/open/cities.tsv") 2025.tsv |
	    rows | wc -l)" -eq 83 ]
}

@test "open: places do not move because an indicator fell out, from 2023 on" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk decisions
	cd "$BATS_TEST_TMPDIR/rankings/open"
	[ "$(sci-select -w framework=index -w moves=composition -w 'year>=2023' -c median,max \
	    composition.tsv | rows | sort -u)" = $'0\t0' ]
	[ "$(sci-select -w framework=fibre -w moves=composition -w year=2024 -c median,max \
	    composition.tsv | rows)" = $'2\t10' ]
}

@test "open: with fibre and Abitur, and without a school figure: measured and agreement" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk decisions
	cd "$BATS_TEST_TMPDIR/rankings/open"
	# The variant in which nothing differs is the index.
	[ "$(sci-select -w variant=index -c moved_median,moved_max variants.tsv | rows | sort -u)" = \
	    $'0\t0' ]
	[ "$(sci-select -w variant=fibre -c agreement variants.tsv | rows | xargs)" = \
	    "0.66 0.69 0.75 0.68 0.66 0.74 0.67" ]
	[ "$(sci-select -w variant=fibre -c measured variants.tsv | rows | xargs)" = \
	    "0.80 0.73 0.93 0.80 0.76 0.73 0.56" ]
	[ "$(sci-select -w variant=lists -w 'year>=2022' -c measured variants.tsv | rows | xargs)" = \
	    "0.87 0.87 0.83 0.66" ]
}

@test "open: every figure of the deliveries arrives, as awk reads them" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	for file in data/open/cities-*.csv data/open/cars-*.csv; do
		iconv -f ISO-8859-1 -t UTF-8 "$file" | tr -d '\r' | awk -F ';' -v file="$file" '
			BEGIN {
				year = file
				gsub(/[^0-9]/, "", year)
				if (file ~ /cars/)
					year--
			}
			NR == 4 { split($0, name) }
			NR > 4 {
				for (i = 3; i <= NF; i++) {
					sub(/^-$/, "0", $i)
					sub(/,/, ".", $i)
					if ($i ~ /^[0-9]/)
						print year "\t" $2 "\t" name[i] "\t" $i
				}
			}'
	done | sort > "$BATS_TEST_TMPDIR/delivered"
	sci-select -c year,city,indicator,value -w value!= "$BATS_TEST_TMPDIR"/stages/open/c*-*.tsv |
	    rows | sort > "$BATS_TEST_TMPDIR/imported"
	cmp "$BATS_TEST_TMPDIR/delivered" "$BATS_TEST_TMPDIR/imported"
	[ "$(wc -l < "$BATS_TEST_TMPDIR/imported")" -eq 9260 ]
}

@test "open: what is withdrawn was delivered, and is gone" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	cd "$BATS_TEST_TMPDIR/stages/open"
	withdrawn=$OLDPWD/data/open/withdrawn.tsv
	[ "$(sci-join --optional "$withdrawn" {cities,cars}-*.tsv | sci-select -w reason!= | rows | wc -l)" -eq \
	    "$(rows "$withdrawn" | wc -l)" ]
	[ -z "$(sci-join --optional "$withdrawn" figures.tsv | sci-select -w reason!= | rows)" ]
}

@test "open: broadband of June 2022 goes where it is five points outside its neighbours" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	sci-select -w indicator=gigabit -c year,city,indicator,value \
	    "$BATS_TEST_TMPDIR"/stages/open/cities-202[123].tsv |
	    awk -F '\t' '
		NR > 1 { share[$2, $1] = $4; cities[$2] }
		END {
			for (c in cities) {
				low = share[c, 2021] < share[c, 2023] ? share[c, 2021] : share[c, 2023]
				high = share[c, 2021] + share[c, 2023] - low
				if (share[c, 2022] < low - 5 || share[c, 2022] > high + 5)
					print c
			}
		}' | sort > "$BATS_TEST_TMPDIR/rule"
	sci-select -w year=2022 -w indicator=gigabit -c city data/open/withdrawn.tsv | rows | sort |
	    cmp - "$BATS_TEST_TMPDIR/rule"
	[ "$(wc -l < "$BATS_TEST_TMPDIR/rule")" -eq 7 ]
}

@test "open: Trier has no electric cars in 2021, when its key stood for two districts" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	run sci-select -w city=Trier -w indicator=electric_share -w year=2021,2022 -w value!= -c year \
	    "$BATS_TEST_TMPDIR/rankings/open/scores.tsv"
	[ "${lines[*]}" = "year 2022" ]
}

@test "open: every indicator and the population have a source for each of their years" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	sci-select -w value!= -c indicator,year "$BATS_TEST_TMPDIR"/stages/open/c*-*.tsv | rows | sort -u |
	    awk -F '\t' '
		FNR == 1 && NR == 1 { next }
		NR == FNR { for (y = $2; y <= $3; y++) known[$1, y] += $4 != "" && $5 != "" && $6 != ""; next }
		known[$1, $2] != 1 { print; bad = 1 }
		END { exit bad }' data/open/sources.tsv -
}

@test "open: cities have a key, a slug and a size of their own, and lie in their state" {
	for column in ags city slug; do
		[ "$(sci-select -c $column data/open/cities.tsv | rows | sort -u | wc -l)" -eq 83 ]
	done
	run ! grep -vE '^[a-z]+(-[a-z]+)*$' <(sci-select -c slug data/open/cities.tsv)
	sci-join -k ags <(sci-select -c ags,size data/open/cities.tsv) \
	    <(sci-import -d ';' --encoding latin1 --skip 3 --rename AGS=ags -c ags,population \
	        data/open/cities-2024.csv) |
	    awk -F '\t' 'NR > 1 && $3 != ($2 > 500000 ? "l" : $2 > 200000 ? "m" : "s")' | cmp - /dev/null
	[ "$(sci-select -c state_code data/open/cities.tsv | rows | sort -u | wc -l)" -eq 16 ]
	# Even crossings of a ray are outside. Mannheim is nearer to the Rhine than the outline is exact.
	sci-select -c state_code,ring,longitude,latitude data/open/states.tsv \
	    > "$BATS_TEST_TMPDIR/outlines"
	sci-select -c state_code,city,longitude,latitude -w city!=Mannheim data/open/cities.tsv \
	    > "$BATS_TEST_TMPDIR/cities"
	awk -F '\t' '
		FNR == 1 { last = ""; next }
		NR == FNR { x[FNR] = $3; y[FNR] = $4; state[FNR] = $1; ring[FNR] = $1 " " $2; n = FNR; next }
		{
			split("", in_)
			for (i = 3; i <= n; i++)
				if (ring[i] == ring[i - 1] && (y[i] > $4) != (y[i - 1] > $4) &&
				    $3 < x[i] + ($4 - y[i]) / (y[i - 1] - y[i]) * (x[i - 1] - x[i]))
					in_[state[i]] = !in_[state[i]]
			for (s in in_)
				if (in_[s] != (s == $1))
					print $2, s
			if (!($1 in in_))
				print $2
		}' "$BATS_TEST_TMPDIR/outlines" "$BATS_TEST_TMPDIR/cities" | cmp - /dev/null
}

@test "open: a sign that the table lacks stops the index, and leaves nothing half" {
	grep -vF '...' data/signs-din55301.tsv > "$BATS_TEST_TMPDIR/signs.tsv"
	run elsewhere "$BATS_TEST_TMPDIR/o" -f pipelines/open.mk SIGNS="$BATS_TEST_TMPDIR/signs.tsv"
	[ "$status" -ne 0 ]
	[ ! -e "$BATS_TEST_TMPDIR/o/stages/open/figures.tsv" ]
	[ ! -e "$BATS_TEST_TMPDIR/o/rankings/open/scores.tsv" ]
	[ -z "$(find "$BATS_TEST_TMPDIR/o" -name 'cities-2020.tsv*')" ]
}

@test "open: a misspelt city is said with the file, the line and the name that it may have" {
	cp -r data/open "$BATS_TEST_TMPDIR/d"
	sed -i 's/Dortmund/Dortmnud/' "$BATS_TEST_TMPDIR/d/cars-2025.csv"
	run elsewhere "$BATS_TEST_TMPDIR/o" -f pipelines/open.mk D="$BATS_TEST_TMPDIR/d" products
	[ "$status" -ne 0 ]
	delivered=$BATS_TEST_TMPDIR/o/stages/open/cars-2025.tsv
	line=$(grep -n Dortmnud "$delivered" | sed 's/:.*//;q')
	same "sci-join: $delivered:$line: '05913000, Dortmnud' is not in data/open/cities.tsv; \
did you mean '05913000, Dortmund'? (2024, Dortmnud, $(sed -n "${line}p" "$delivered" | cut -f 4))" \
	    "$(grep '^sci-join' <<< "$output")"
}

@test "bitkom: what is reproduced, and the one cause" {
	run --separate-stderr elsewhere "$BATS_TEST_TMPDIR" -f pipelines/bitkom.mk
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[[ ${lines[-2]} = *"reproduced 9 of 10 overall scores, 170 of 170 trends, 231 not checkable." ]]
	[[ ${lines[0]} = *published* ]]
	[[ ${lines[2]} =~ ^\ +1\ +München\ +90\.2\ .*=\ +computed$ ]]
	[[ ${lines[8]} =~ ^\ +7\ +Hannover\ +\+34\ +published$ ]]
	cd "$BATS_TEST_TMPDIR/rankings/bitkom"
	[[ $(rows differing-overall.tsv) = $'2019\tBochum\t'*misprint* ]]
	[ "$(rows differing-trends.tsv | wc -l)" -eq 0 ]
}

@test "bitkom: city-years and trends, counted by awk" {
	awk -F '\t' '
		FNR == 1 { next }
		FNR == NR { if ($4 != "") place[$1, $2, $3]; next }
		$3 == "overall" && $6 != "" { overall[$1, $2] }
		$3 != "overall" && $6 != "" { areas[$1, $2]++ }
		$4 != "" && $5 != "" { if (($1 - 1, $2, $3) in place) d++; else e++ }
		END {
			for (i in overall)
				b += areas[i] == 5
			print b, d, e
		}' "$published" "$published" > "$BATS_TEST_TMPDIR/counted"
	run elsewhere "$BATS_TEST_TMPDIR" -f pipelines/bitkom.mk
	[[ ${lines[-2]} =~ of\ ([0-9]+)\ overall\ scores,\ .*\ of\ ([0-9]+)\ trends,\ ([0-9]+)\ not ]]
	[ "${BASH_REMATCH[*]:1}" = "$(cat "$BATS_TEST_TMPDIR/counted")" ]
}

@test "bitkom: every edition is a table, every city with a place in it" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/bitkom.mk products
	for year in 2019 2020 2021 2022 2023 2024 2025; do
		[ "$(rows "$BATS_TEST_TMPDIR/rankings/bitkom/$year.tsv" | wc -l)" -eq \
		    "$(awk -F '\t' -v y=$year '$1 == y && !seen[$2]++' "$published" | wc -l)" ]
		[ "$(rows "$BATS_TEST_TMPDIR/rankings/bitkom/$year.tsv" | grep -c '^[0-9]')" -eq \
		    "$(awk -F '\t' -v y=$year '$1 == y && $3 == "overall" && $4' "$published" | wc -l)" ]
	done
}

@test "bitkom: a change is the published trend, else what two places make it, and says which" {
	local r=$BATS_TEST_TMPDIR/rankings/bitkom
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/bitkom.mk products
	awk -F '\t' -v OFS='\t' '
		FNR == 1 { next }
		FNR == NR { place[$1, $2, $3] = $4; next }
		{
			before = place[$1 - 1, $2, $3]
			change = $5 != "" ? $5 : $4 != "" && before != "" ? before - $4 : ""
			print $1, $2, $3, change, change == "" ? "" : $5 != "" ? "published" : "computed"
		}' "$published" "$published" > "$BATS_TEST_TMPDIR/changes"
	[ "$(grep -c computed "$BATS_TEST_TMPDIR/changes")" -eq 199 ]
	diff "$BATS_TEST_TMPDIR/changes" \
	    <(sci-select -c year,city,indicator,change,basis "$r/rankings.tsv" | sed 1d)
	# Nobody is new in a table that is known in part.
	[ -z "$(sci-select -w status=new "$r/rankings.tsv" | sed 1d)" ]
	# The largest moves of 2025, five each way and who ties with the last.
	for sign in 1 -1; do
		awk -F '\t' -v OFS='\t' -v sign=$sign '
			$1 == 2025 && $3 == "overall" && sign * $4 > 0 { print sign * $4, $2, $4, $5 }
			' "$BATS_TEST_TMPDIR/changes" | sort -t $'\t' -k 1,1nr |
		awk -F '\t' -v OFS='\t' 'NR == 5 { fifth = $1 } NR <= 5 || $1 == fifth { print $2, $3, $4 }'
	done | sort > "$BATS_TEST_TMPDIR/moved"
	diff "$BATS_TEST_TMPDIR/moved" \
	    <(sci-select -w year=2025 -c city,change,basis "$r/movers.tsv" | sed 1d | sort)
	[ "$(grep -c -e $'^Dresden\t-13\tcomputed$' -e $'^Lübeck\t-11\tcomputed$' \
	    -e $'^Leipzig\t14\tcomputed$' -e $'^Hannover\t34\tpublished$' "$BATS_TEST_TMPDIR/moved")" -eq 4 ]
	# What people read says it too; no change of the first ten is left out.
	[ "$(sci-select -w 'place<=10' -w change!= -w basis=published,computed "$r/2025.tsv" | wc -l)" -eq 11 ]
}

@test "bitkom: the worked example prints what it says" {
	awk -v d="$BATS_TEST_TMPDIR" '
		/^```/ { file = "" }
		file { print > file }
		/^```sh/ { file = d "/" ++n ".sh" }
		/^```tsv/ { file = d "/" n ".said" }' data/bitkom/example.md
	[ -e "$BATS_TEST_TMPDIR/4.sh" ]
	for lines in "$BATS_TEST_TMPDIR"/*.sh; do
		bash -o pipefail -eu "$lines" > "$lines.printed"
		diff "${lines%.sh}.said" "$lines.printed"
	done
}

@test "an index with areas of its own is a makefile of ten lines" {
	[ "$(grep -vc '^\(#.*\)\?$' pipelines/example.mk)" -le 10 ]
	run --separate-stderr elsewhere "$BATS_TEST_TMPDIR" -f pipelines/example.mk
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	cd "$BATS_TEST_TMPDIR/rankings/example"
	[ "$(sci-select -c place,city,score,change,mobility_place,digital_place,society_place 2024.tsv)" = \
	    "$(printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' \
	        place city score change mobility_place digital_place society_place \
	        1 Jena 63.0 1 4 1 1  2 Bonn 55.5 1 1 4 2  3 Kiel 48.9 -2 2 3 4  4 Ulm 27.5 0 3 2 3)" ]
}

@test "an index may have a root, a framework and a key of its own, and no environment changes it" {
	cd "$root"
	printf 'indicator\tparent\ntotal\t\nair\ttotal\ntrees\tair\nrent\ttotal\n' > "$BATS_TEST_TMPDIR/f.tsv"
	printf 'city\tnuts\nHof\tDE244\nUlm\tDE144\nAue\tDED42\n' > "$BATS_TEST_TMPDIR/cities.tsv"
	printf '%s\n' 'year	city	indicator	value' '2024	Hof	trees	3' '2024	Ulm	trees	9' \
	    '2024	Hof	rent	5' '2024	Ulm	rent	7' '2025	Hof	trees	4' '2025	Ulm	trees	1' \
	    '2025	Hof	rent	9' '2025	Ulm	rent	7' '2025	Aue	trees	2' '2025	Aue	rent	8' > "$BATS_TEST_TMPDIR/raw.tsv"
	{
		printf '%s\n' 'INDEX = own' 'EDITIONS = 2024 2025' 'ROOT = total' 'KEY = nuts' \
		    "F = $BATS_TEST_TMPDIR/f.tsv" "CITIES = $BATS_TEST_TMPDIR/cities.tsv" \
		    "include $root/pipelines/common.mk"
		# shellcheck disable=SC2016 # these are make's
		printf '%s\n' '$(R)/scores.tsv: '"$BATS_TEST_TMPDIR/raw.tsv"' $(METHOD) | $(R)' \
		    '	@sci-normalize -f $(F) $< | sci-weight -f $(F) | sci-aggregate -f $(F) --keep -o $@' \
		    '$(R)/rankings.tsv: $(R)/scores.tsv' '	@sci-rank $< | sci-delta -o $@'
	} > "$BATS_TEST_TMPDIR/own.mk"
	ROOT=rubbish CITIES=rubbish CHANGE=rubbish elsewhere "$BATS_TEST_TMPDIR" \
	    -f "$BATS_TEST_TMPDIR/own.mk" products
	[ "$(tr '\t' ' ' < "$BATS_TEST_TMPDIR/rankings/own/2025.tsv")" = \
	    "$(printf '%s %s %s %s %s %s %s %s %s %s %s\n' \
	    place city score change nuts air_place air_score air_change rent_place rent_score rent_change \
	    1 Hof 100.0 1 DE244 1 100.0 1 1 100.0 1 \
	    2 Aue 41.7 '' DED42 2 33.3 '' 2 50.0 '' \
	    3 Ulm 0.0 -2 DE144 3 0.0 -2 3 0.0 -2)" ]
	run elsewhere "$BATS_TEST_TMPDIR" -f "$BATS_TEST_TMPDIR/own.mk" ranking
	[[ ${lines[3]} =~ ^\ +2\ +Aue\ +41\.7\ .*\ new$ ]]
}

# own LINE... - an index of countries in $dir, with these lines before the include: three countries, two
# years, a figure each of life, schools and trees, the last in a tree of its own.
own() {
	cd "$BATS_TEST_TMPDIR" || return
	table 'indicator parent' 'life health' 'schools learning' 'health hdi' 'learning hdi' \
	    'trees climate' 'climate -' | sed 's/health/public health/' > framework.tsv
	[ -e figures.tsv ] || {
		table 'year country indicator value' '2020 Chad life 50' '2020 Peru life 70' \
		    '2020 Niue life 60' '2020 Chad schools 9' '2020 Peru schools 1' '2020 Niue schools 4' \
		    '2020 Chad trees 5' '2020 Peru trees 8' '2020 Niue trees 2'
		table '2021 Chad life 50' '2021 Peru life 70' '2021 Niue life 65' '2021 Chad schools 1' \
		    '2021 Peru schools 6' '2021 Niue schools 5' '2021 Chad trees 5' '2021 Peru trees 8' \
		    '2021 Niue trees 10'
	} > figures.tsv
	{
		printf '%s\n' 'INDEX = own' 'F = framework.tsv' "$@" "include $root/pipelines/common.mk"
		# shellcheck disable=SC2016 # these are make's
		printf '%s\n' '$(R)/scores.tsv: figures.tsv' \
		    '	@sci-score -u $(UNIT) -f $(F) --keep $< -o $@' \
		    '$(R)/rankings.tsv: $(R)/scores.tsv' '	@sci-delta -u $(UNIT) $< -o $@'
	} > own.mk
	make -s -f own.mk O=o
}

@test "an index of its own kind: countries, anywhere, several trees in a framework" {
	run --separate-stderr own 'EDITIONS = 2020 2021' 'UNIT = country' 'ROOT = hdi climate'
	same '' "$stderr"
	cd "$BATS_TEST_TMPDIR"
	[ "${lines[0]}" = "own 2021, the first ten:" ]
	# By hand: in 2021 Peru has 100 and 100, Niue 75 and 80, Chad 0 and 0.
	same "$(table 'place country score change public~health_place public~health_score public~health_change' \
	    '1 Peru 100.0 0 1 100.0 0' '2 Niue 77.5 1 2 75.0 0' '3 Chad 0.0 -2 3 0.0 0')" \
	    "$(sci-select -c 'place,country,score,change,public health_place,public health_score,public health_change' \
	        o/rankings/own/2021.tsv)"
	same "$(table 'place country score change trees_place trees_score trees_change' \
	    '1 Niue 100.0 2 1 100.0 2' '2 Peru 60.0 -1 2 60.0 -1' '3 Chad 0.0 -1 3 0.0 -1')" \
	    "$(cat o/rankings/own/climate/2021.tsv)"
	same "$(printf 'year\tcountry\tplace\tchange\n2021\tNiue\t2\t1\n2021\tChad\t3\t-2')" \
	    "$(cat o/rankings/own/movers.tsv)"
}

@test "an index without years has one table, places and no changes" {
	own 'EDITIONS = 2020 2021' 'UNIT = country' 'ROOT = hdi' > "$BATS_TEST_TMPDIR/said"
	sci-select -w year=2021 -c country,indicator,value figures.tsv -o new.tsv
	mv new.tsv figures.tsv
	run own 'UNIT = country' 'ROOT = hdi'
	[ "${lines[0]}" = "own: new (3 in all), 2020 gone, 2021 gone because figures.tsv and own.mk changed" ]
	[ "${lines[1]}" = "own, the first ten:" ]
	[[ ${lines[2]} =~ ^place\ +country\ +score\ *$ ]]
	same "$(table 'place country score' '1 Peru 100.0' '2 Niue 77.5' '3 Chad 0.0')" \
	    "$(sci-select -c place,country,score o/rankings/own/own.tsv)"
	[ ! -e o/rankings/own/2021.tsv ]
	sed -i 's/^\(Niue.life.\)65/\1100/' figures.tsv
	run own 'UNIT = country' 'ROOT = hdi'
	[[ ${lines[0]} = "own: remade because figures.tsv changed: 2 places changed (Niue 2 -> 1, Peru 1 -> 2)" ]]
}

@test "what an index says of its table and is not so is said, with what to say" {
	run own 'EDITIONS = 2020 2021' 'UNIT = country'
	[ "$status" -ne 0 ]
	[ "${lines[0]}" = "own.mk: no node 'overall' in o/rankings/own/rankings.tsv; ROOT is to name the top of framework.tsv" ]
	run own 'EDITIONS = 2020 2021 2022' 'UNIT = country' 'ROOT = hdi'
	[ "$status" -ne 0 ]
	[ "${lines[0]}" = "own.mk: no edition 2022 in o/rankings/own/rankings.tsv, which EDITIONS names" ]
	run own 'EDITIONS = 2020' 'UNIT = country' 'ROOT = hdi'
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "own: 2021 is in o/rankings/own/rankings.tsv, but not in EDITIONS" ]
}

@test "what an index forgot to say is asked, in one sentence, with what it may be" {
	own 'EDITIONS = 2020 2021' 'UNIT = country' 'ROOT = hdi' > "$BATS_TEST_TMPDIR/said"
	# Its scores know what is ranked, but it does not.
	sed 's/-u .(UNIT)/-u country/; /^UNIT/d' own.mk > forgot.mk
	run make -s -f forgot.mk O=o
	[ "$status" -ne 0 ]
	same "forgot.mk: no column 'city' in o/rankings/own/scores.tsv; is the unit another column? UNIT = country" "${lines[0]}"
	run ! grep sci- <<< "$output"
	run own 'UNIT = country' 'ROOT = hdi'
	[ "$status" -ne 0 ]
	same "own.mk: there are years in o/rankings/own/scores.tsv; which are editions? EDITIONS = 2020 2021" "${lines[0]}"
	run ! grep sci- <<< "$output"
	# One year is none, and without any there are no editions.
	sci-select -w year=2021 figures.tsv -o one.tsv && mv one.tsv figures.tsv
	own 'UNIT = country' 'ROOT = hdi' > "$BATS_TEST_TMPDIR/said"
	[ -s o/rankings/own/own.tsv ]
	sci-select -c country,indicator,value figures.tsv -o none.tsv && mv none.tsv figures.tsv
	run own 'EDITIONS = 2020 2021' 'UNIT = country' 'ROOT = hdi'
	[ "$status" -ne 0 ]
	same "own.mk: no year in o/rankings/own/scores.tsv: there can be no EDITIONS" "${lines[0]}"
}

@test "what changed in an index, and why, is a line; nothing is said where nothing changed" {
	cd "$BATS_TEST_TMPDIR"
	cp -r "$root/pipelines" .
	mkdir data
	cp -r "$root/data/example" data
	elsewhere "$PWD/o" -s -f pipelines/example.mk products > first
	elsewhere "$PWD/o" -s -f pipelines/example.mk products > second
	same '' "$(cat first second)"
	# The same figures in another order, with a new time, and others with an old one.
	{ sed -n 1p data/example/figures.tsv; sed 1d data/example/figures.tsv | sort -r; } > new.tsv
	mv new.tsv data/example/figures.tsv
	same '' "$(elsewhere "$PWD/o" -s -f pipelines/example.mk products)"
	sed -i 's/^\(2024\tKiel\t.*\t\)\([0-9.]*\)$/\19\2/' data/example/figures.tsv
	touch -d 2001-01-01 data/example/figures.tsv
	same "example: 2024 remade because data/example/figures.tsv changed: \
3 places changed (Kiel 3 -> 1, Bonn 2 -> 3, Jena 1 -> 2)" \
	    "$(elsewhere "$PWD/o" -s -f pipelines/example.mk products)"
	same '' "$(elsewhere "$PWD/o" -s -f pipelines/example.mk products)"
	# Ulm leaves an edition, and comes in the next; before the ranking, as it happened before.
	sed -i '/^2023\tUlm\t/d' data/example/figures.tsv
	run elsewhere "$PWD/o" -s -f pipelines/example.mk
	[[ ${lines[0]} = "example: 2023-2024 remade because data/example/figures.tsv changed: Ulm left"* ]]
	[[ ${lines[1]} = "example 2024, the first ten:" ]]
	# make may speak another language.
	sed -i 's/^\(2024\tKiel\t.*\t\)9\([0-9.]*\)$/\1\2/' data/example/figures.tsv
	LC_ALL=C.UTF-8 LANGUAGE=de run elsewhere "$PWD/o" -s -f pipelines/example.mk products
	[[ $output = "example: 2024 remade because data/example/figures.tsv changed: "* ]]
	# A source that is gone is missed, though all that was made of it is there.
	mv data/example/figures.tsv gone
	run elsewhere "$PWD/o" -s -f pipelines/example.mk products
	[ "$status" -ne 0 ]
	[[ $output = *data/example/figures.tsv* ]]
	mv gone data/example/figures.tsv
	same '' "$(elsewhere "$PWD/o" -s -f pipelines/example.mk products)"
	# A makefile that says an edition less.
	sed -i 's/^EDITIONS = .*/EDITIONS = 2024/' pipelines/example.mk
	elsewhere "$PWD/o" -s -f pipelines/example.mk products
	[ ! -e o/rankings/example/2023.tsv ]
}

@test "a delivery that was cut at the end of a line: the news say how many figures are lost" {
	cp -r data/open "$BATS_TEST_TMPDIR/d"
	cars=$BATS_TEST_TMPDIR/d/cars-2025.csv
	# The news stand behind the rankings.
	again=(elsewhere "$BATS_TEST_TMPDIR/o" -s -f pipelines/open.mk D="$BATS_TEST_TMPDIR/d"
	    "$BATS_TEST_TMPDIR/o/stages/open/told.tsv")
	"${again[@]}"
	head -n -2 "$cars" > "$cars.cut"
	cp "$cars.cut" "$cars"
	run -0 "${again[@]}"
	[[ "$output" = "open: "*" because $cars changed: "* && "$output" != *fewer* ]]
	# Of the 27 cities Cottbus had none.
	head -n -27 "$cars.cut" > "$cars"
	run -0 "${again[@]}"
	[[ "$output" = "open: "*" because $cars changed: "*"; electric_share: 26 figures fewer in 2024" ]]
	# They come again, which is no loss.
	cp "$cars.cut" "$cars"
	run -0 "${again[@]}"
	[[ "$output" != *fewer* ]]
}

@test "a second run does nothing" {
	for index in open bitkom example; do
		elsewhere "$BATS_TEST_TMPDIR" -f pipelines/$index.mk products
		elsewhere "$BATS_TEST_TMPDIR" -q -f pipelines/$index.mk products
	done
}

@test "another value on make's command line makes everything anew, the same value nothing" {
	local few=VARY='-n 2 --weights 0.25' o=$BATS_TEST_TMPDIR/o told said
	told=$o/stages/open/told.tsv
	local f=(-f data/open/framework.tsv --ties dense)
	run -0 elsewhere "$o" -s -f pipelines/open.mk "$few" "$told"
	same '' "$output"
	said=$(elsewhere "$o" -s -f pipelines/open.mk AGGREGATE='--min-coverage 1/2' "$few" "$told")
	[[ $said = "open: "*" remade because make's AGGREGATE changed: "*" places changed ("*" -> "* ]]
	# Not begun anew by what no makefile of a pipeline speaks of, nor by another order.
	elsewhere "$o" -q -f pipelines/open.mk "$few" V=1 AGGREGATE='--min-coverage 1/2' CFLAGS=-O0 "$told"
	sci-score "${f[@]}" --min-coverage 1/2 --keep "$o/stages/open/prepared.tsv" | sci-delta |
	    cmp - "$o/rankings/open/rankings.tsv"
	same "$(sci-score "${f[@]}" --min-coverage 1/2 --node overall -c year,city,rank \
	        "$o/stages/open/prepared.tsv" | sci-select -w year=2020 -w rank!= -c city,rank | sed 1d | sort)" \
	    "$(sci-select -c city,place "$o/rankings/open/2020.tsv" | sed 1d | sed '/\t$/d' | sort)"
	# Without it the index is what it was.
	said=$(elsewhere "$o" -s -f pipelines/open.mk "$few" "$told")
	[[ $said = "open: "*" remade because make's AGGREGATE changed: "* ]]
	diff "$o/rankings/open/rankings.tsv" "$made/rankings/open/rankings.tsv"
	diff "$o/rankings/open/2020.tsv" "$made/rankings/open/2020.tsv"
	# Blanks, quotation marks and backslashes are a value's own.
	for few in "VARY=-n 2 --weights 0.25 --seed '1'" 'VARY=-n 2  --weights 0.25 --seed \1'; do
		run elsewhere "$o" -q -f pipelines/open.mk "$few" "$told"
		[ "$status" -eq 1 ]
		elsewhere "$o" -s -f pipelines/open.mk "$few" "$told"
		elsewhere "$o" -q -f pipelines/open.mk "$few" "$told"
	done
}

@test "make rankings that does not come to its end says of which index the tables may be of two runs" {
	run --separate-stderr make -s O="$built" INDICES=none rankings
	[ "$status" -eq 2 ]
	same '' "$output"
	[[ $stderr = *"none: not made to the end: its tables may be of this run or of one before"* ]]
}

@test "a changed framework or filter makes everything anew" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	run elsewhere "$BATS_TEST_TMPDIR" -q -W data/open/framework.tsv -f pipelines/open.mk products
	[ "$status" -eq 1 ]
	run elsewhere "$BATS_TEST_TMPDIR" -q -W "$BATS_TEST_TMPDIR/sci-rank" -f pipelines/open.mk products
	[ "$status" -eq 1 ]
}

# bats test_tags=slow
@test "eight jobs make what one makes, to the byte" {
	for index in open bitkom; do
		elsewhere "$BATS_TEST_TMPDIR/1" -j1 -f pipelines/$index.mk products
		elsewhere "$BATS_TEST_TMPDIR/8" -j8 -f pipelines/$index.mk products
	done
	diff -r "$BATS_TEST_TMPDIR/1/rankings" "$BATS_TEST_TMPDIR/8/rankings"
	diff -r "$BATS_TEST_TMPDIR/1/stages" "$BATS_TEST_TMPDIR/8/stages"
}
