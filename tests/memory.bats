# What streams needs no more memory for more rows; what gathers needs it for the rows that
# are there, not for every city and indicator that could be.
# bats file_tags=slow
bats_require_minimum_version 1.5.0

# Memory is limited in KiB of address space.
setup() {
	load lib
	not_sanitized "a build with the address sanitizer needs terabytes of address space"
}

# stream ROWS - a table of that many rows, 60 bytes each.
stream() {
	awk -v n="$1" 'BEGIN {
		print "year\tcity\tindicator\tvalue"
		for (i = 0; i < n; i++)
			printf "2024\tcity number %08d\tbus\t%d.123456789012345\n", i % 100, i % 997
	}'
}

# streams COMMAND... - passes a million rows through within 24 MiB.
streams() {
	stream 1000000 | (ulimit -v 24576; "$@") | tail -n 1 > "$dir/last"
	grep -q '\<00000099\>' "$dir/last"
}

@test "select, weight, round, join, tidy, export, import pass a million rows in constant memory" {
	table 'indicator parent' 'bus all' > "$dir/f"
	table 'indicator label' 'bus Buses' > "$dir/labels"
	set -o pipefail
	streams sci-select -w 'value>=0'
	streams sci-weight -f "$dir/f"
	streams sci-round 2
	streams sci-join -k indicator "$dir/labels"
	streams sci-tidy --rename value=figure --set source=register --split 'city=city number place'
	streams sci-export -d tab --decimal ,
	streams sci-import --delimiter $'\t'
}

@test "20,000 cities with an indicator each of 20,000 take the memory of 20,000 rows" {
	awk 'BEGIN {
		print "city\tindicator\tvalue"
		for (i = 1; i <= 20000; i++)
			print "c" i "\ti" i "\t" i % 89
	}' > "$dir/sparse"
	awk 'BEGIN { print "indicator\tparent"; for (i = 1; i <= 20000; i++) print "i" i "\tall" }' > "$dir/f"
	set -o pipefail
	# 400 million doubles would be 3 GB.
	(ulimit -v 131072
	sci-normalize -f "$dir/f" --constant 50 "$dir/sparse" | sci-weight -f "$dir/f" |
	    sci-aggregate -f "$dir/f" | sci-rank | sci-delta --gone) > "$dir/out"
	[ "$(wc -l < "$dir/out")" -eq 20001 ]
}

@test "two million rows are ranked in less than 84 bytes a row" {
	awk 'BEGIN {
		print "year\tcity\tindicator\tvalue"
		for (i = 0; i < 2000000; i++)
			print 2000 + i % 20 "\tc" int(i / 20) % 1000 "\ti" int(i / 20000) "\t" i % 9973
	}' > "$dir/rows"
	(ulimit -v 163840; sci-rank "$dir/rows") | tail -n 1 > "$dir/last"
	[ -s "$dir/last" ]
	[ "$(tail -c 1 "$dir/last" | od -An -c | tr -d ' ')" = '\n' ]
}

@test "a table that has more rows than its first ones promise is read whole" {
	awk 'BEGIN {
		print "city\tindicator\tvalue"
		for (i = 0; i < 600000; i++)
			print (i < 9000 ? "a city with a long name " : "c") i "\tbus\t" i % 977
	}' > "$dir/rows"
	sci-rank "$dir/rows" > "$dir/out"
	# A row is behind those whose value is above its own.
	awk -F '\t' 'BEGIN {
		for (value = 976; value >= 0; value--)
			above[value - 1] = above[value] + int((599999 - value) / 977) + 1
	}
	NR > 1 {
		city = $1
		gsub(/[^0-9]/, "", city)
		wrong += $3 != city % 977 || $4 != above[$3] + 1 || seen[city]++
	}
	END { exit wrong + (NR != 600001) > 0 }' "$dir/out"
}

@test "200,000 ranked rows of 88 bytes are compared within 25 MiB" {
	awk 'BEGIN {
		print "year\tcity\tindicator\tvalue\tparent\tweight\tcoverage\tmeasured\trank\tof"
		for (i = 0; i < 200000; i++) {
			seen = i % 5 < 2 ? 0.9 + i % 100 / 1e14 : 1
			printf "%d\tcity number %05d\ti%d\t%.14f\tmobility\t1\t%.15g\t%.15g\t%d\t10000\n",
			    2020 + int(i / 100000), i % 10000, i / 10000 % 10, 10 + i % 997 / 11, seen, seen, i % 10000
		}
	}' > "$dir/rows"
	(ulimit -v 25600; sci-delta "$dir/rows") | tail -n 1 > "$dir/last"
	grep -q '2021	city number 09999' "$dir/last"
}

@test "the places of 11,000 cities in 1,000 variants are held within 60 MB" {
	awk 'BEGIN {
		print "variant\tcity\tindicator\trank"
		for (v = 0; v <= 1000; v++)
			for (c = 0; c < 11000; c++)
				print v "\tcity number " c "\toverall\t" (c * 4001 + v * 37) % 11000 + 1
	}' | (ulimit -v 58593; sci-robust matrix --city 'city number 17') > "$dir/out"
	[ "$(awk -F '\t' '{ sum += $4 } END { print NR, sum }' "$dir/out")" = '1001 1' ]
}
