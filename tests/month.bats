# bats file_tags=slow
# An index in production: 36 editions with deliveries, corrections, cities that come and go, an
# indicator dropped, another method, a full disk, killed runs, two at once, clocks that jump. After
# each what is published is whole, it is what a first run in an empty folder makes, and one line
# has said what changed and why.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	cd "$dir" || exit
	mkdir figures
	framework 'i1 a 1' 'i2 a 1' 'i3 b 1' 'i4 b 1' 'i5 c 1'
	method minmax
}

# framework ROW... - indicators with their areas and weights.
framework() {
	table 'indicator parent weight' "$@" 'a overall 1' 'b overall 1' 'c overall 1' > framework.tsv
}

# method NAME - writes the makefile of the index.
method() {
	sed 's/^ *@/\t@/' > own.mk <<-END
	INDEX = own
	EDITIONS = \$(patsubst figures/%.tsv,%,\$(sort \$(wildcard figures/*.tsv)))
	F = framework.tsv
	include $root/pipelines/common.mk

	\$(R)/scores.tsv: \$(wildcard figures/*.tsv)
	    @sci-normalize -f \$(F) -m $1 \$^ | sci-weight -f \$(F) | sci-aggregate -f \$(F) -o \$@
	\$(R)/rankings.tsv: \$(R)/scores.tsv
	    @sci-rank \$< | sci-delta -o \$@
	END
}

first=1 last=12 leaf=5

# deliver EDITION [SHIFT] - figures of an edition, of the cities first to last. The last of them has
# SHIFT more.
deliver() {
	awk -v OFS='\t' -v y="$1" -v shift="${2-0}" -v first=$first -v last=$last -v n=$leaf 'BEGIN {
		print "year", "city", "indicator", "value"
		for (c = first; c <= last; c++) for (i = 1; i <= n; i++)
			print y, "city " c, "i" i, (c * 7919 + i * 104729 + y * 31 * c) % 1009 + shift * (c == last)
	}' > figures/"$1.tsv"
}

# run_make - what cron does.
run_make() {
	make -s --no-print-directory -f own.mk O=o products > said 2> log || { cat log; return 1; }
}

# published - fails if not all that is published is whole, and what a first run makes, without a
# word. What the run before it published is in old/ then.
published() {
	local file
	same '' "$(cat log)"
	for file in o/rankings/own/*; do
		whole "$file"
	done
	rm -rf fresh
	same '' "$(make -s --no-print-directory -f own.mk O=fresh products 2>&1)"
	diff -r fresh/rankings/own o/rankings/own
}

# keep - remembers what is published.
keep() {
	rm -rf old
	cp -r o/rankings/own old
}

# told WHAT WHY [MORE] - fails unless the run said in one line that editions were remade for a
# reason, and how many places changed, which awk counts in the tables that people read.
told() {
	local places
	places=$(for file in old/20*.tsv; do
		awk -F '\t' 'NR == FNR { old[$2] = $1; next } $2 in old && old[$2] != $1' \
		    "$file" "o/rankings/own/${file#old/}"
	done | wc -l)
	same 1 "$(wc -l < said)"
	case $places in
	0) [[ $(< said) = "own: $1 remade because $2"* && $(< said) != *places\ changed* ]] ;;
	*) [[ $(< said) = "own: $1 remade because $2: ${3-}$places place"*' changed ('*' -> '*')'* ]] ;;
	esac || { cat said; echo "$places places"; false; }
}

@test "after each of 36 editions what is published is whole and right, and a line says what changed" {
	local e last_of
	deliver 2001
	run_make
	same '' "$(cat said)"
	published
	for e in {2002..2036}; do
		keep
		case $e in
		2009) first=2 ;;
		2012) last=13 ;;
		esac
		deliver "$e"
		case $e in
		2021)   # The disk is full after some bytes: nothing is half, nothing is gone.
			for last_of in 0 1 2 4; do
				run ! bash -c "ulimit -f $last_of; make -s -f own.mk O=o products"
				for file in old/*; do
					whole "o/rankings/own/${file#old/}"
				done
				# Whether the tables are of one run can be asked.
				run -1 make -q -f own.mk O=o products
			done
			;;
		esac
		run_make
		case $e in
		2009) same "own: 2009 new (11 in all, city 1 left) because figures/2009.tsv is new" "$(cat said)" ;;
		2012) same "own: 2012 new (12 in all, city 13 joined) because figures/2012.tsv is new" "$(cat said)" ;;
		*) [[ $(< said) =~ ^own:\ $e\ new\ \(1[12]\ in\ all\)\ because\ figures/$e.tsv\ is\ new$ ]] ;;
		esac
		same '' "$(cat log)"
		case $e in
		2006)   # A correction of an old edition moves places there, and changes in the next.
			keep
			deliver 2003 400
			run_make
			[[ $(< said) = *"city 12 "*" -> "* ]]
			told 2003-2004 "figures/2003.tsv changed"
			published
			;;
		2010)   # City 3 was forgotten in an edition.
			keep
			sed -i '/city 3\t/d' figures/2005.tsv
			run_make
			told 2005-2006 "figures/2005.tsv changed" "city 3 left, "
			published
			;;
		2015)
			keep
			leaf=4
			framework 'i1 a 1' 'i2 a 1' 'i3 b 1' 'i4 c 1'
			sed -i '/\ti5\t/d' figures/*.tsv
			run_make
			told 2001-2015 "figures/2001.tsv, figures/2002.tsv, figures/2003.tsv and 13 more changed"
			published
			;;
		2018)
			keep
			method zscore
			run_make
			told 2001-2018 "own.mk changed"
			published
			;;
		2019)
			keep
			framework 'i1 a 3' 'i2 a 1' 'i3 b 1' 'i4 c 1'
			run_make
			told 2001-2019 "framework.tsv changed"
			published
			;;
		2021) published ;;
		2027)   # Bytes as before, whatever the clock says: no change.
			touch -d '1 hour ago' figures/*.tsv
			run_make
			same '' "$(cat said log)"
			touch figures/2003.tsv
			run_make
			same '' "$(cat said log)"
			published
			;;
		2030)   # A correction that was cut off, then the whole one.
			keep
			first=1 last=12 deliver 2008 300
			truncate -s -9 figures/2008.tsv
			run ! run_make
			grep -q 'figures/2008.tsv.*cut off after line' log
			same '' "$(cat said)"
			diff -r old o/rankings/own
			first=1 last=12 deliver 2008 300
			run_make
			told 2008-2009 "figures/2008.tsv changed"
			published
			;;
		2033)   # An edition is taken back.
			keep
			rm figures/2007.tsv
			run_make
			[[ $(< said) = "own: 2007 gone, 2008 remade because figures/2007.tsv is gone: "* ]]
			published
			deliver 2007
			run_make
			;;
		esac
	done
	published
	same 36 "$(find o/rankings/own -name '20*.tsv' | wc -l)"
}

# slow FILTER - puts a filter of that name before the others that waits for the file go.
slow() {
	rm -f go started
	cat > "o/$1" <<-END
	#!/bin/bash
	touch started
	until [ -e go ]; do sleep 0.01; done
	exec $(command -v "$1") "\$@"
	END
	chmod +x "o/$1"
}

# stopped - a run, in $one, that has read figures of 2002 and stops at its changes.
stopped() {
	deliver 2001
	run_make
	keep
	deliver 2002
	slow sci-delta
	make -s -f own.mk O=o products > one 2>&1 & one=$!
	awaits test -e started
}

@test "of two runs at once the second waits, and takes up what came meanwhile" {
	local one two
	stopped
	# It has read the figures; these come too late for it.
	deliver 2001 500
	make -s -f own.mk O=o products > two 2>&1 & two=$!
	# It has a child by now, which waits.
	awaits bash -c "grep -qs ') . $two ' /proc/[0-9]*/stat"
	same "$one" "$(cut -d ' ' -f 1 o/locks/own)"
	cmp old/rankings.tsv o/rankings/own/rankings.tsv
	# Who only asks does not wait, and touches nothing.
	touch -r o/rankings/own/scores.tsv before
	run -1 make -q -f own.mk O=o products
	[ ! before -nt o/rankings/own/scores.tsv ]
	touch go
	wait "$two"
	wait "$one"
	[[ $(< one) = "own: 2002 new (12 in all) because figures/2002.tsv is new" ]]
	[[ $(< two) = "own: 2001-2002 remade because figures/2001.tsv changed: "* ]]
	rm o/sci-delta
	: > log
	published
}

@test "what outlives its make ends before the next run begins" {
	local one two
	stopped
	kill -KILL "$one"
	wait "$one" || true
	rm o/sci-delta
	deliver 2001 500
	make -s -f own.mk O=o products > two 2>&1 & two=$!
	# The figures of before are still on their way.
	run ! flock -n o/locks/own true
	cmp old/rankings.tsv o/rankings/own/rankings.tsv
	touch go
	wait "$two"
	[[ $(< two) = "own: 2002 new (12 in all), 2001 remade because figures/2001.tsv changed, figures/2002.tsv is new: "* ]]
	: > log
	published
}

@test "a run whose make was killed as it began keeps nobody waiting" {
	local begin shift=0
	deliver 2001
	run_make
	keep
	# Its parent is dead, and its child who adopts it lives for ever; then a number that is another's.
	run ! bash "$root/pipelines/begin" o/locks/own 1 '' '' o/stages/own o/rankings/own -- make -f own.mk
	for begin in '1 1' "$$ 5" '' "$$" garbage; do
		echo "$begin" > o/locks/own
		deliver 2001 $((shift += 30))
		run_make
		published
	done
}

@test "a run that is killed at any of its stages leaves old files or new, and the next makes them new" {
	local filter shift=0
	deliver 2001
	deliver 2002
	run_make
	for filter in normalize aggregate delta pivot sort tidy round; do
		keep
		deliver 2001 $((shift += 37))
		slow sci-$filter
		setsid make -s -f own.mk O=o products > said 2> log &
		awaits test -e started
		kill -KILL -- -$!
		wait $! || true
		for file in old/*; do
			whole "o/rankings/own/${file#old/}"
		done
		rm "o/sci-$filter"
		run_make
		published
	done
	same '' "$(find o -name '*.tmp')"
}

@test "clocks that jump: what has other bytes is taken up, whatever its time, and what was made later than now is old" {
	deliver 2001
	deliver 2002
	run_make
	deliver 2001 100
	touch -d '10 years ago' figures/2001.tsv
	keep
	run_make
	told 2001-2002 "figures/2001.tsv changed"
	published
	# The same size, and the time as it was.
	sed -i 's/^\(2001\tcity 1\ti1\t\)./\13/' figures/2001.tsv
	touch -d '10 years ago' figures/2001.tsv
	run_make
	touch -r figures/2001.tsv before
	sed -i 's/^\(2001\tcity 1\ti1\t\)./\17/' figures/2001.tsv
	touch -r before figures/2001.tsv
	keep
	run_make
	[[ $(< said) = "own: 2001"*" remade because figures/2001.tsv changed: "* ]]
	published
	# The machine thought that it was later than it is.
	find o/rankings o/stages -exec touch -d '1 year' {} +
	deliver 2002 200
	keep
	run_make
	told 2002 "figures/2002.tsv changed"
	published
	find o/rankings o/stages -exec touch -d '1 year' {} +
	rm o/rankings/own/2002.tsv
	run_make
	published
	# A delivery from tomorrow: make says so, and makes it again until then.
	deliver 2002 300
	touch -d 1\ day figures/2002.tsv
	keep
	run_make
	told 2002 "figures/2002.tsv changed"
	same '' "$(grep -v 'has modification time .* in the future\|Clock skew detected' log)"
	run_make
	same '' "$(cat said)"
	touch figures/2002.tsv
	: > log
	published
}

@test "deliveries may be read only, and no run touches them" {
	local before
	deliver 2001
	chmod a-w figures figures/2001.tsv
	before=$(stat -c '%n %s %Y %Z %a' figures figures/* framework.tsv own.mk)
	run_make
	run_make
	same "$before" "$(stat -c '%n %s %Y %Z %a' figures figures/* framework.tsv own.mk)"
	published
	chmod u+w figures
}
