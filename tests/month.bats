# bats file_tags=slow
# An index in production: 36 editions with deliveries, corrections, cities that come and go, an
# indicator dropped, another method, a full disk, a killed run and a clock that jumps.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	cd "$dir" || exit
	cat > Makefile <<-'END'
	SHELL = bash
	rankings.tsv: framework.tsv figures.tsv method
	    @set -o pipefail; sci-normalize -f framework.tsv -m $$(cat method) figures.tsv | \
	        sci-weight -f framework.tsv | sci-aggregate -f framework.tsv | sci-rank | sci-delta -o $@
	END
	sed -i 's/^    @/\t@/' Makefile
}

# deliver EDITIONS FIRST LAST SHIFT - figures of so many editions, of the cities FIRST to LAST.
deliver() {
	awk -v OFS='\t' -v n="$1" -v first="$2" -v last="$3" -v shift="$4" -v drop="$5" 'BEGIN {
		print "year", "city", "indicator", "value"
		for (y = 1; y <= n; y++) for (c = first; c <= last; c++) for (i = 1; i <= 5; i++)
			if (i != drop) print y, "city " c, "i" i, (c * 7919 + i * 104729 + y * 31 * c + shift * (y == 1)) % 1009
	}' > figures.tsv
}

# run_make - what cron does.
run_make() {
	make -s rankings.tsv 2> log
}

# published - fails if what is published is not whole, or not what the sources give.
published() {
	whole rankings.tsv
	sci-normalize -f framework.tsv -m "$(cat method)" figures.tsv | sci-weight -f framework.tsv |
	    sci-aggregate -f framework.tsv | sci-rank | sci-delta > fresh.tsv
	cmp fresh.tsv rankings.tsv
}

@test "after each of 36 editions what is published is whole, and what the figures give" {
	local e first=1 last=40 shift=0 drop=0
	echo minmax > method
	table 'indicator parent' 'i1 all' 'i2 all' 'i3 all' 'i4 all' 'i5 all' > framework.tsv
	for e in {1..36}; do
		case $e in
		6) shift=5 ;;                   # a correction of an old edition
		9) first=2 ;;                   # a city leaves
		12) last=41 ;;                  # a city joins
		15) drop=5; sed -i '/^i5/d' framework.tsv ;;
		18) echo zscore > method ;;
		esac
		deliver "$e" "$first" "$last" "$shift" "$drop"
		touch -d "now + 2 seconds" figures.tsv
		[ ! -e rankings.tsv ] || cp rankings.tsv old.tsv
		case $e in
		21)     # The disk is full after a kilobyte.
			run ! bash -c 'ulimit -f 1; make -s rankings.tsv'
			cmp old.tsv rankings.tsv
			;;
		24)     # The last filter is killed while it waits for the others.
			mkfifo slow
			(sci-delta -o rankings.tsv < slow) & local pid=$!
			exec 7> slow
			head -c 20 old.tsv >&7
			kill -KILL $pid
			exec 7>&-
			wait $pid || true
			cmp old.tsv rankings.tsv
			;;
		27)     # The clock jumps a year back: make thinks that nothing is new, until told.
			touch -d '1 year ago' figures.tsv
			run_make
			cmp old.tsv rankings.tsv
			touch -d 'now + 2 seconds' figures.tsv
			;;
		30)     # A delivery that was cut off.
			head -c -9 figures.tsv > short.tsv && cp short.tsv figures.tsv
			touch -d 'now + 2 seconds' figures.tsv
			run ! run_make
			grep -q 'cut off after line' log
			cmp old.tsv rankings.tsv
			deliver "$e" "$first" "$last" "$shift" "$drop"
			touch -d 'now + 2 seconds' figures.tsv
			;;
		esac
		run_make
		[ ! -s log ] || grep -v 'modification time\|Clock skew' log | same '' "$(cat)"
		published
	done
	same "$((36 * 40))" "$(sci-select -w indicator=all -c city rankings.tsv | sed 1d | wc -l)"
}
