#!/usr/bin/env bats
# bats file_tags=slow
# make site: the same pages however they are made, nothing twice, never half of them in place.
# What a browser makes of them is tests/site's.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	command -v gnuplot > "$dir/which" || skip "gnuplot is not there: make deps-site"
	mkdir "$dir/o"
	ln -s "$O"/sci-* "$dir/o"
}

# site OPTION... - what `make site` does once the filters are there.
site() {
	local i
	for i in open bitkom; do
		make -s --no-print-directory -f pipelines/site.mk INDEX=$i O="$dir/o" "$@" pages || return
	done
	make -s --no-print-directory -f pipelines/site.mk INDICES='open bitkom' O="$dir/o" "$@" site
}

@test "one job or two make the same pages, a second make does nothing, and what they say is so" {
	local w=$dir/o/stages/site/open filled
	site -j1 2> "$dir/err"
	[ ! -s "$dir/err" ]
	cp -r "$dir/o/site" "$dir/once"
	touch "$dir/now"
	site -j1
	[ -z "$(find "$dir/o/site" "$dir/o/stages/site" -newer "$dir/now")" ]
	# An index that is asked for and not there is put there.
	rm -r "$dir/o/site/bitkom"
	site -j1
	[ -s "$dir/o/site/bitkom/de/index.html" ]
	rm -r "$dir/o/stages" "$dir/o/rankings" "$dir/o/site"
	site -j2
	diff -r "$dir/once" "$dir/o/site"
	# Of a count by inhabitants the inhabitants alone were filled in, if the count came in for the year.
	filled=$(sci-select -w how=denominator -c city,indicator "$w/figures.tsv" | sed 1d | sort)
	same "$(sci-select -w year=2025 -w indicator=charging_points_commissioned -w value!= -c city,indicator \
	        "$dir/o/stages/open/figures.tsv" | sed 1d | sort)" "$filled"
	same "$filled" "$(sci-select -w imputed=denominator -c city,indicator "$w/explain.tsv" | sed 1d | sort)"
	grep -q '>jetzt Einwohner aus früheren Jahren übernommen<' "$dir/o/site/open/de/city/kiel.html"
	# The inhabitants of the edition before stand beside those of this one.
	same "$(sci-select -w year=2024 -w city=Kiel -w indicator=population -c value "$dir/o/stages/open/filled.tsv" | sed 1d)" \
	    "$(sci-select -w indicator=population -c previous_value "$dir/o/site/open/de/city/kiel-figures.tsv" | sed 1d)"
	# A German page is in German.
	grep -q Druckfehler "$dir/o/site/bitkom/de/method.html"
	run ! grep -q misprint "$dir/o/site/bitkom/de/method.html"
}

@test "a site that cannot be finished leaves the old one" {
	mkdir -p "$dir/o/site"
	echo old > "$dir/o/site/index.html"
	rm "$dir/o/sci-brief"
	printf '#!/bin/bash\nexit 1\n' > "$dir/o/sci-brief"
	chmod +x "$dir/o/sci-brief"
	run ! site -j2
	same old "$(cat "$dir/o/site/index.html")"
	same index.html "$(ls "$dir/o/site")"
}

@test "a hostile name of a city comes out as text, all the way from the figures" {
	local name='<b>Ki&el</b>'"'s, \`x\` \$(y) [1] {z} %d \\\\n =cmd|" html
	cp -r pipelines data "$dir"
	cd "$dir"
	# The name as sed's replacement has it.
	replacement=$(sed 's/[\\&/]/\\&/g' <<< "$name")
	grep -rl Kiel data | LC_ALL=C xargs sed -i -E "s/(^|[\t;])Kiel([\t;]|\r|$)/\1$replacement\2/g"
	make -s --no-print-directory -f pipelines/site.mk INDEX=open O="$dir/o" -j2 pages
	html=$dir/o/stages/site/open/html/de
	same '<h1>Landeshauptstadt &lt;b&gt;Ki&amp;el&lt;/b&gt;&#39;s, `x` $(y) [1] {z} %d \\n =cmd|</h1>' "$(grep '<h1>' "$html/city/kiel.html")"
	[ "$(grep -c 'Ki&amp;el&lt;' "$html/2025.html")" -ge 1 ]
	run ! grep -rl --include='*.html' '<b>Ki' "$html"
	grep -q "^\"'\?<b>Ki&el\|;\"\?<b>Ki&el" "$html/2025.csv"
	same "$name" "$(sci-select -c city "$html/city/kiel-places.tsv" | sed -n 2p)"
}

@test "the manuals are pages that lead to each other only, and the start page to them" {
	command -v mandoc > /dev/null || skip 'no mandoc here'
	local page to
	cmd/package/manuals "$dir/man"
	same "$(cd cmd && printf '%s.html\n' *.[157])" "$(ls "$dir/man")"
	for page in "$dir"/man/*.html; do
		for to in $(grep -oE 'href="[^"#]+' "$page" | sed 's/^href="//' | sort -u); do
			[ -s "$dir/man/$to" ] || { echo "$page leads to $to"; return 1; }
		done
	done
	grep -q 'href="sci-rank.1.html"' "$dir/man/sci.7.html"
	grep -q 'href="man/sci.7.html"' pipelines/site/manuals.html
}
