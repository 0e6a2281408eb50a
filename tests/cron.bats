# What the examples for cron and systemd run, run for real: quiet, and the published
# file is a whole old or a whole new one, whenever a run is killed.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	mkdir "$dir/rankings"
	cp tests/readme/framework.tsv "$dir/rankings/"
	figures 1 1500
}

# figures FACTOR CITIES - puts figures in place: the second edition depends on FACTOR.
figures() {
	awk -v factor="$1" -v cities="$2" 'BEGIN {
		OFS = "\t"
		print "year", "city", "indicator", "value"
		split("bus_lines chargers fibre waiting", code, " ")
		for (year = 2023; year <= 2024; year++)
			for (city = 1; city <= cities; city++)
				for (i = 1; i <= 4; i++)
					print year, "city " city, code[i], \
					    (city * (i + 3) * (year == 2024 ? 7 * factor : 1)) % 997
	}' > "$dir/raw.tsv"
	mv "$dir/raw.tsv" "$dir/rankings/raw.tsv"
}

# crontab N - the command of the Nth line, with its folder here.
crontab() {
	sed -n 's/^[0-9][^ ]* [^ ]* [^ ]* [^ ]* [^ ]* //p' pipelines/cron.example | sed -n "$1p" |
	    sed "s,/srv/,$dir/,g"
}

# The shell is bash in the crontab, too.
run_line() {
	env -i PATH="$PATH" SHELL=/bin/bash HOME="$dir" bash -c "$(crontab "$1")"
}

# published - fails unless the file is byte by byte one of the two that may be there.
published() {
	cmp -s "$dir/rankings/rankings.tsv" "$dir/old" || cmp -s "$dir/rankings/rankings.tsv" "$dir/new"
}

@test "there are five lines, the last makes the site, and flock is there to run them" {
	command -v flock
	[ "$(crontab 1,9 | wc -l)" -eq 5 ]
	[[ "$(crontab 5)" == *'make -s site' ]]
	run ! grep -F % <(crontab 1,9)
}

@test "every line is quiet when all goes well, and leaves its file" {
	for line in 1 2 3; do
		run -0 run_line "$line"
		[ -z "$output" ]
	done
	for file in findings rankings overall; do
		[ "$(wc -l < "$dir/rankings/$file.tsv")" -ge 1 ]
	done
	[ "$(wc -l < "$dir/rankings/rankings.tsv")" -eq $((1 + 2 * 1500 * 3)) ]
	[ "$(wc -l < "$dir/rankings/overall.tsv")" -eq $((1 + 2 * 1500)) ]
}

@test "the line that calls make mails what changed and why, and is quiet where nothing did" {
	mkdir "$dir/sci" "$dir/sci/data"
	cp -r pipelines "$dir/sci"
	cp -r data/example "$dir/sci/data"
	same '' "$(run_line 4 2>&1)"
	same '' "$(run_line 4 2>&1)"
	sed -i 's/^\(2024\tKiel\t.*\t\)\([0-9.]*\)$/\19\2/' "$dir/sci/data/example/figures.tsv"
	same "example: 2024 remade because data/example/figures.tsv changed: \
3 places changed (Kiel 3 -> 1, Bonn 2 -> 3, Jena 1 -> 2)" "$(run_line 4 2>&1)"
	same '' "$(run_line 4 2>&1)"
}

@test "bad figures are said, and the old file stays" {
	run_line 2
	cp "$dir/rankings/rankings.tsv" "$dir/old"
	printf '2024\tcity 1\tfibre\t7\n' >> "$dir/rankings/raw.tsv"
	run run_line 1
	[[ $output == *city\ 1*fibre* ]]
	run ! run_line 2
	[[ $output == *"sci-normalize: raw.tsv:"*fibre* ]]
	cmp "$dir/rankings/rankings.tsv" "$dir/old"
}

@test "a second run at the same time goes away without a word" {
	run_line 2
	exec 8> "$dir/rankings/.lock"
	flock 8
	cp "$dir/rankings/rankings.tsv" "$dir/old"
	figures 3 1500
	run -0 run_line 2
	[ -z "$output" ]
	exec 8>&-
	cmp "$dir/rankings/rankings.tsv" "$dir/old"
}

# mine FILTER BYTES - puts a filter of that name in $dir/bin that waits for the file go, and kills
# the session it is in when it has read so much.
mine() {
	mkdir -p "$dir/bin"
	rm -f "$dir"/bin/* "$dir/go" "$dir/started"
	cat > "$dir/bin/$1" << END
#!/bin/bash
touch "$dir/started"
until [ -e "$dir/go" ]; do sleep 0.01; done
{ head -c $2; kill -KILL 0; } | "$(command -v "$1")" "\$@"
END
	chmod +x "$dir/bin/$1"
}

@test "two at once, one killed at 20 places of its work: a whole old file or a whole new one" {
	local round filter first second got
	figures 1 1500
	run_line 2
	cp "$dir/rankings/rankings.tsv" "$dir/old"
	figures 3 1500
	run_line 2
	cp "$dir/rankings/rankings.tsv" "$dir/new"
	run ! cmp -s "$dir/old" "$dir/new"
	for round in {0..19}; do
		cp "$dir/old" "$dir/rankings/rankings.tsv"
		filter=$(echo weight aggregate rank delta | cut -d ' ' -f $((round % 4 + 1)))
		mine "sci-$filter" $((round * 9000))
		# Sessions of their own: what is killed is all of a run at once.
		PATH=$dir/bin:$PATH setsid bash -c "$(crontab 2)" 2> "$dir/1" &
		first=$!
		awaits test -e "$dir/started"
		setsid bash -c "$(crontab 2)" 2> "$dir/2" &
		second=$!
		wait "$second"
		[ ! -s "$dir/2" ]
		cmp "$dir/rankings/rankings.tsv" "$dir/old"
		touch "$dir/go"
		got=0
		wait "$first" || got=$?
		same 137 $got
		published || { echo "round $round: neither"; false; }
		# The lock is free again.
		[ $((round % 4)) != 3 ] || run_line 2
		[ $((round % 4)) != 3 ] || cmp "$dir/rankings/rankings.tsv" "$dir/new"
		rm -f "$dir"/rankings/rankings.tsv.*
	done
}

@test "the filter that writes is killed alone: the pipe fails, the old file stays" {
	run_line 2
	cp "$dir/rankings/rankings.tsv" "$dir/old"
	figures 3 1500
	mkdir "$dir/bin"
	printf '#!/bin/bash\nkill -KILL $$\n' > "$dir/bin/sci-delta"
	chmod +x "$dir/bin/sci-delta"
	PATH=$dir/bin:$PATH run ! run_line 2
	cmp "$dir/rankings/rankings.tsv" "$dir/old"
}

@test "the unit runs what the crontab runs" {
	unit=$(sed -n "s,^ExecStart=/bin/,,p" pipelines/sci-rankings.service)
	same "$(crontab 2 | sed "s,.* \(bash -o\),\1,")" "$unit"
	cd "$dir/rankings"
	run -0 bash -c "$unit"
	[ -z "$output" ]
	[ -s rankings.tsv ]
	cd "$root"
	grep -qx 'IgnoreSIGPIPE=no' pipelines/sci-rankings.service
	grep -qx 'Type=oneshot' pipelines/sci-rankings.service
}

@test "systemd finds nothing wrong with the unit and the timer, and little exposed" {
	command -v systemd-analyze > /dev/null || skip "systemd-analyze is not there"
	run -0 systemd-analyze verify --man=no pipelines/sci-rankings.service pipelines/sci-rankings.timer
	[ -z "$output" ]
	systemd-analyze security --offline=yes --threshold=10 pipelines/sci-rankings.service > /dev/null
}
