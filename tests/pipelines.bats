#!/usr/bin/env bats
# The two indices: what comes out, and that it comes out again.

bats_require_minimum_version 1.5.0

setup() {
	load lib
	built=$(cd "${O:-build}" && pwd)
	published=data/bitkom/published.tsv
}

# Runs an index's makefile on the built filters, with its products in directory $1.
elsewhere() {
	local dir=$1 filter
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

@test "open: every product is there, and three editions" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	cd "$BATS_TEST_TMPDIR/rankings/open"
	for file in scores rankings movers findings measured agreement 2019 2020 2021; do
		[ "$(rows $file.tsv | wc -l)" -gt 0 ] || [ $file = findings ]
	done
	[ "$(rows rankings.tsv | cut -f 1 | sort -u | xargs)" = "2019 2020 2021" ]
}

@test "open: 83 cities an edition, 69 of them with an overall place" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	cd "$BATS_TEST_TMPDIR/rankings/open"
	for year in 2019 2020 2021; do
		[ "$(rows $year.tsv | wc -l)" -eq 83 ]
		[ "$(rows $year.tsv | cut -f 2 | sort -u | wc -l)" -eq 83 ]
		[ "$(rows $year.tsv | grep -c '^[0-9]')" -eq 69 ]
	done
	run grep -P '^\t(Aachen|Hannover|Siegen)\t' 2021.tsv
	[ "${#lines[@]}" -eq 3 ]
}

@test "open: the report says the first ten, what was measured, and the agreement" {
	run --separate-stderr elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[ "${lines[0]}" = "Open city index 2021, the first ten of 69 ranked cities:" ]
	[ "${lines[2]}" = $'1\t76.0\t7\tFreiburg im Breisgau' ]
	[ "${lines[11]}" = $'10\t64.7\t-9\tPotsdam' ]
	grep -qx $'2021\t0.99\t69' <<< "$output"
	grep -qx $'2019\t0.60\t43' <<< "$output"
	grep -qx $'2020\t0.66\t40' <<< "$output"
	grep -qx $'2021\t0.69\t38' <<< "$output"
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
	[ "$(wc -l < "$BATS_TEST_TMPDIR/imported")" -eq 4489 ]
}

@test "open: what is withdrawn was delivered, and is gone" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	cd "$BATS_TEST_TMPDIR/stages/open"
	withdrawn=$OLDPWD/data/open/withdrawn.tsv
	[ "$(sci-join --optional "$withdrawn" c*-*.tsv | sci-select -w reason!= | rows | wc -l)" -eq \
	    "$(rows "$withdrawn" | wc -l)" ]
	[ -z "$(sci-join --optional "$withdrawn" figures.tsv | sci-select -w reason!= -w flag!=E | rows)" ]
}

@test "open: Berlin counts 0 for OParl, and says that it was not measured" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	run sci-select -w city=Berlin -w indicator=oparl_interface -c year,value,measured \
	    "$BATS_TEST_TMPDIR/rankings/open/scores.tsv"
	[ "${lines[1]}" = $'2019\t0\t0' ]
}

@test "open: a sign that the table lacks stops the index, and leaves nothing half" {
	grep -vF '...' data/signs-din55301.tsv > "$BATS_TEST_TMPDIR/signs.tsv"
	run elsewhere "$BATS_TEST_TMPDIR/o" -f pipelines/open.mk SIGNS="$BATS_TEST_TMPDIR/signs.tsv"
	[ "$status" -ne 0 ]
	[ ! -e "$BATS_TEST_TMPDIR/o/stages/open/figures.tsv" ]
	[ ! -e "$BATS_TEST_TMPDIR/o/rankings/open/scores.tsv" ]
	[ -z "$(find "$BATS_TEST_TMPDIR/o" -name 'cities-2020.tsv*')" ]
}

@test "bitkom: what is reproduced, and the one cause" {
	run --separate-stderr elsewhere "$BATS_TEST_TMPDIR" -f pipelines/bitkom.mk
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[[ ${lines[0]} = *"reproduced 9 of 10 overall scores, 170 of 170 trends, 231 not checkable" ]]
	[[ ${lines[1]} = $'not reproduced: 2019\tBochum\t'*misprint* ]]
	[[ ${lines[2]} = Published* ]]
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
	[[ ${lines[0]} =~ of\ ([0-9]+)\ overall\ scores,\ .*\ of\ ([0-9]+)\ trends,\ ([0-9]+)\ not ]]
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

@test "a second run does nothing" {
	for index in open bitkom; do
		elsewhere "$BATS_TEST_TMPDIR" -f pipelines/$index.mk products
		elsewhere "$BATS_TEST_TMPDIR" -q -f pipelines/$index.mk products
	done
}

@test "a changed framework or filter makes everything anew" {
	elsewhere "$BATS_TEST_TMPDIR" -f pipelines/open.mk products
	run elsewhere "$BATS_TEST_TMPDIR" -q -W data/open/framework.tsv -f pipelines/open.mk products
	[ "$status" -eq 1 ]
	run elsewhere "$BATS_TEST_TMPDIR" -q -W "$BATS_TEST_TMPDIR/sci-rank" -f pipelines/open.mk products
	[ "$status" -eq 1 ]
}

@test "eight jobs make what one makes, to the byte" {
	for index in open bitkom; do
		elsewhere "$BATS_TEST_TMPDIR/1" -j1 -f pipelines/$index.mk products
		elsewhere "$BATS_TEST_TMPDIR/8" -j8 -f pipelines/$index.mk products
	done
	diff -r "$BATS_TEST_TMPDIR/1/rankings" "$BATS_TEST_TMPDIR/8/rankings"
	diff -r "$BATS_TEST_TMPDIR/1/stages" "$BATS_TEST_TMPDIR/8/stages"
}
