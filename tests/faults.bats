#!/usr/bin/env bats
# Every call of the system that a filter makes fails once, and from then on: the
# first, the second, ... until a run is clean (tests/faults/wrap.c).  Every FAULT_STEPth
# of them (5 by default; `make faults` says 1), and the last ones.
# bats file_tags=slow
bats_require_minimum_version 1.5.0

setup() {
	load lib
	# Under `make asan` the build at hand is the one that can fail.
	bin=$O/asan
	[ -d "$bin" ] || bin=$O
	nm "$bin/sci-rank" | grep -q __wrap_read || {
		echo "$bin cannot fail: make sanitized"
		return 1
	}
	export ASAN_OPTIONS=exitcode=99:detect_leaks=0:allocator_may_return_null=1 UBSAN_OPTIONS=exitcode=99
	table 'indicator parent weight direction low high denominator' 'x all 1 1 0 10 _' \
	    'y all 2 -1 _ _ people' 'people _ _ _ _ _ _' > "$dir/f"
	table 'year city indicator value flag parent weight rank' \
	    '2020 a x 1 A all 1 1' '2020 b x 2 A all 1 2' '2020 c x 4 A all 1 3' \
	    '2020 a y 3 A all 2 1' '2020 b y 5 I all 2 2' '2020 c y 1 A all 2 3' \
	    '2021 a x 2 A all 1 1' '2021 b x 2.5 A all 1 2' '2021 c x 3 A all 1 3' \
	    '2021 a y 6 A all 2 1' '2021 b y 5 A all 2 2' '2021 c y 2 A all 2 3' > "$dir/good"
	table 'city state' 'a NW' 'b NW' 'c BY' > "$dir/states"
	table 'year city indicator value' '2020 a people 1' '2020 b people 2' '2020 c people 3' \
	    '2021 a people 1' '2021 b people 2' '2021 c people 3' > "$dir/people"
	sed '/^2021/d' "$dir/people" > "$dir/before"
	sed '/\ty\t/d; s/\tx\t/\tpeople\t/' "$dir/good" > "$dir/more"
	printf 'city;x\na;1,5\nb;-\n' > "$dir/csv"
	table 'table column role show' 'a city row text' 'a value _ number:1' 'a rank with range:weight' > "$dir/layout"
	table 'key text' 'a.caption A~table' > "$dir/texts"
	table 'variant city indicator rank' '0 a x 1' '0 b x 2' '1 a x 2' '1 b x 1' '2 a x 1' '2 b x 2' > "$dir/places"
	printf '<h1>{a.caption}</h1>\n{if a}{list a}{end}\n' > "$dir/page"
	table 'sign value flag' '- 0 _' '. _ Q' > "$dir/signs"
	# More than a block of the reader and of the writer.
	awk 'BEGIN { OFS = "\t"; print "year", "city", "indicator", "value"
		for (i = 0; i < 30000; i++) print 2000 + int(i / 10000), "city " i % 10000, "x", i % 977 }' \
	    > "$dir/big"
}

# Every filter, the options it is called with, its files.
filters() {
	cat << END
aggregate -f $dir/f $dir/good
aggregate -f $dir/f -m copeland --keep $dir/good
check -f $dir/f $dir/people
delta --gone $dir/good
delta --against $dir/before $dir/people
denominate -f $dir/f --by $dir/people $dir/good
denominate -f $dir/f $dir/good $dir/more
export -d ; --bom --guard $dir/good
fit -f $dir/f --bounds minmax $dir/good
fit -f $dir/f --weights sd $dir/good
import --delimiter ; --decimal , --id city --signs $dir/signs $dir/csv
import --delimiter ; --encoding latin1 $dir/csv
impute -f $dir/f -m mean $dir/good
impute -f $dir/f -m previous $dir/good
join $dir/states $dir/good
normalize -f $dir/f $dir/good
normalize -m rank $dir/good
page --lang de $dir/good
page --template $dir/page --table a=$dir/good --layout $dir/layout --text $dir/texts
pivot -f $dir/f -c value,rank $dir/good
rank -b flag $dir/good
robust ranks $dir/places
round 2 $dir/good
select -w city=a,b,c -c city,value $dir/good
show --bar weight $dir/good
sort -k flag -r value $dir/good
stat indicators $dir/good
stat correlations $dir/good
tally --sum value --stock $dir/good
tidy --rename flag=mark --set source=register --split parent=above $dir/good
treat -f $dir/f -m winsorize --report $dir/report $dir/good
vary -f $dir/f --weights 0.25 --leave-out -n 5
weight -f $dir/f $dir/good
rank $dir/big
select -w value>3 $dir/big
END
}

# failing FAULT... FILTER ARGUMENT... - one run.
failing() {
	local faults=()
	while [[ $1 = FAULT_* ]]; do
		faults+=("$1")
		shift
	done
	env "${faults[@]}" "$bin/$1" "${@:2}"
}

# complain WHAT - the run at hand has broken a promise.
complain() {
	echo "sci-$line, call $n, $mode $to: $1 (status $status)"
	head -n 5 "$dir/err"
	bad=$((bad + 1))
}

# judge - looks at what a run has left: status, $dir/err, $dir/out, the folder $dir/to.
judge() {
	case $status in
	0) [ ! -s "$dir/err" ] || complain "succeeds with a message" ;;
	1)
		if [ "$mode" = FAULT_STDERR=1 ]; then
			[ ! -s "$dir/err" ] || complain "a message where none can be written"
		else
			mapfile -t said < "$dir/err"
			[ ${#said[@]} = 1 ] || complain "not one line of a message"
			[[ ${said[0]} = "sci-${line%% *}: "* ]] || complain "another message"
		fi ;;
	*) complain "another status" ;;
	esac
	if [ "$to" = stdout ]; then
		if cmp -s "$dir/out" "$dir/want"; then
			return
		fi
		[ "$status" != 0 ] || complain "succeeds with half a table"
		! whole "$dir/out" || complain "half a table looks whole"
	else
		cmp -s "$dir/to/file" "$dir/want" ||
		    { [ "$status" != 0 ] && [ "$(cat "$dir/to/file")" = old ]; } ||
		    complain "a file neither old nor new"
		[ "$(cd "$dir/to" && echo *)" = file ] || complain "a file is left behind"
	fi
	return 0
}

# inject MODE TO - fails the calls of $line one after the other; TO is stdout or file.
inject() {
	local words output=() count
	mode=$1 to=$2
	read -ra words <<< "$line"
	[ "$to" = stdout ] || output=(-o "$dir/to/file")
	mkdir -p "$dir/to"
	FAULT_COUNT=$dir/count "$bin/sci-${words[0]}" "${output[@]}" "${words[@]:1}" > "$dir/out"
	count=$(cat "$dir/count")
	for ((n = 1; n <= count; n++)); do
		((n % step == 0 || n > count - 4)) || continue
		echo old > "$dir/to/file"
		export "${mode?}" FAULT_N=$n
		status=0
		"$bin/sci-${words[0]}" "${output[@]}" "${words[@]:1}" \
		    > "$dir/out" 2> "$dir/err" || status=$?
		unset "${mode%=*}" FAULT_N
		judge
		runs=$((runs + 1))
	done
}

# every TO MODE... - all filters that way.
every() {
	local line mode to=$1
	shift
	bad=0 runs=0 step=${FAULT_STEP:-5}
	while read -r line; do
		read -ra words <<< "$line"
		"$bin/sci-${words[0]}" "${words[@]:1}" > "$dir/want"
		for mode in "$@"; do
			inject "$mode" $to
		done
	done < <(filters)
	echo "$runs runs, $bad bad"
	echo "# $runs injected faults" >&3
	[ $bad = 0 ]
}

@test "whichever call fails, once or for ever: one message, and no half table that looks whole" {
	every stdout FAULT_FOREVER=0 FAULT_FOREVER=1
	[ $((runs * step)) -ge 2000 ]
}

@test "a disk that is full behind a newline leaves no table that looks whole" {
	every stdout FAULT_CUT=1
}

@test "-o leaves the old file or the new one, and nothing beside it, whichever call fails" {
	every file FAULT_FOREVER=0 FAULT_FOREVER=1
}

@test "where no message can be written the status is still 1" {
	every stdout FAULT_STDERR=1
}

@test "reads and writes of a few bytes, interrupted ones: the same output" {
	local line words
	while read -r line; do
		[[ $line != *big ]] || continue
		read -ra words <<< "$line"
		"$bin/sci-${words[0]}" "${words[@]:1}" > "$dir/want"
		for mode in FAULT_SHORT={1,2,3,7} FAULT_EINTR=1; do
			env "$mode" "$bin/sci-${words[0]}" "${words[@]:1}" > "$dir/out"
			cmp "$dir/want" "$dir/out"
		done
	done < <(filters)
}

@test "-o over a file of 0600: its successor is never open to others, not for an instant" {
	local call mode
	mkdir "$dir/o"
	umask 0
	for mode in 600 660; do
		for call in fchown fchmod fsync rename; do
			rm -f "$dir"/o/*
			echo old > "$dir/o/file"
			chmod $mode "$dir/o/file"
			run -137 failing FAULT_CALL=$call FAULT_N=1 FAULT_KILL=0 sci-rank -o "$dir/o/file" "$dir/good"
			# A group has nothing before it is the right one.
			[ $call = fsync ] || [ $call = rename ] || mode=600
			same $mode "$(stat -c %a "$dir"/o/file.*.tmp)"
			same old "$(cat "$dir/o/file")"
		done
	done
}

@test "killed in any write to a file, after any page of it: no table that looks whole" {
	local filter n pages got count
	# Rows of 8 bytes, so that every page ends behind a newline.
	awk 'BEGIN { print "cit\tval"; for (i = 0; i < 80000; i++) printf "%03d\t%03d\n", i % 1000, i / 1000 }' > "$dir/rows"
	for filter in sci-select sci-sort; do
		"$filter" "$dir/rows" > "$dir/want"
		FAULT_COUNT=$dir/count failing FAULT_CALL=write "$filter" "$dir/rows" > "$dir/out"
		count=$(cat "$dir/count")
		[ "$count" -ge 2 ]
		for ((n = 1; n <= count; n++)); do
			for pages in 0 1 2 7 15; do
				got=0
				failing FAULT_CALL=write FAULT_N=$n FAULT_KILL=$pages "$filter" "$dir/rows" > "$dir/out" || got=$?
				same 137 $got
				! whole "$dir/out" || cmp "$dir/want" "$dir/out" ||
				    { echo "$filter, write $n, $pages pages: looks whole"; return 1; }
			done
		done
	done 2> "$dir/err"
}

@test "killed at any call with -o: the file is the old one or the whole new one" {
	local n got new=0 count
	mkdir "$dir/o"
	sci-rank "$dir/good" > "$dir/want"
	echo old > "$dir/o/file"
	FAULT_COUNT=$dir/count failing sci-rank -o "$dir/o/file" "$dir/good"
	count=$(cat "$dir/count")
	for ((n = 1; n <= count; n++)); do
		echo old > "$dir/o/file"
		got=0
		failing FAULT_N=$n FAULT_KILL=0 sci-rank -o "$dir/o/file" "$dir/good" || got=$?
		[ $got = 137 ] || continue
		[ "$(cat "$dir/o/file")" = old ] || { cmp "$dir/o/file" "$dir/want"; new=$((new + 1)); }
	done 2> "$dir/err"
	echo "$new of $count"
	[ $new -ge 3 ]
	[ $new -lt $((count / 2)) ]
}

@test "a call that fails at the end of -o is said, and so is one of the first on standard output" {
	local call got
	mkdir "$dir/o"
	for call in fsync:1 close:2 rename:1 fsync:2 close:3; do
		got=0
		echo old > "$dir/o/file"
		failing FAULT_CALL=${call%:*} FAULT_N=${call#*:} sci-rank -o "$dir/o/file" "$dir/good" 2> "$dir/err" || got=$?
		same 1 $got
		[[ $(cat "$dir/err") == "sci-rank: $dir/o/"*': '* ]]
		same file "$(ls "$dir/o")"
	done
	for call in fcntl:1 fcntl:2 fcntl:3 fstat:3 close:2; do
		got=0
		failing FAULT_CALL=${call%:*} FAULT_N=${call#*:} sci-rank "$dir/good" > "$dir/out" 2> "$dir/err" || got=$?
		same 1 $got
		[[ $(cat "$dir/err") == 'sci-rank: standard '[ioe]*': '* ]] || { echo "$call: $(cat "$dir/err")"; return 1; }
	done
	# What a full disk has taken behind a newline is taken back, or said.
	got=0
	failing FAULT_CALL=write FAULT_N=1 FAULT_CUT=1 sci-rank "$dir/good" > "$dir/out" 2> "$dir/err" || got=$?
	same 1 $got
	run ! whole "$dir/out"
}
