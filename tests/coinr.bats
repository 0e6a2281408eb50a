# sci-coinr(7) - that every function of COINr and Compind has its line, and that what it names exists.
# Its pipelines are run with the examples of all manuals.
bats_require_minimum_version 1.5.0

setup() {
	load lib
}

# lines SECTION - name, tab, what does it, of each function.
lines() {
	awk -v section="$1" '
		/^\.S[hs] / { on = $2 == section }
		on && name { print name "\t" $0; name = "" }
		on && /^\.It Li / { name = $3 }' cmd/sci-coinr.7 | sed 's/\\-/-/g'
}

@test "95 functions of COINr and 27 of Compind, each once, few of them out" {
	same "95 95" "$(lines COINR | wc -l) $(lines COINR | cut -f 1 | sort -u | wc -l)"
	same "27 27" "$(lines COMPIND | wc -l) $(lines COMPIND | cut -f 1 | sort -u | wc -l)"
	[ "$(lines COINR | cut -f 2 | grep -c '^out: ..')" -le 12 ]
	[ "$(lines COMPIND | cut -f 2 | grep -c '^out: ..')" -le 20 ]
}

@test "filters, options and methods that are named are there" {
	local function what filter word known=0
	while IFS=$'\t' read -r function what; do
		filter=
		for word in $what; do
			word=${word%[,;:\]]}
			word=${word#\[}
			case $word in
			sci-tsv\(5\))
				;;
			sci-FILTER)
				filter= ;;
			sci-[a-z]*)
				filter=$word
				[ -e "cmd/$filter.c" ]
				known=$((known + 1)) ;;
			--[a-z]*)
				[ -z "$filter" ] || "$filter" --help | grep -qe "$word" ;;
			esac
		done
		# The method behind -m is one that the filter reads.
		if [[ $what =~ (sci-[a-z]+)\ .*-m\ ([a-z0-9+-]+) ]]; then
			"${BASH_REMATCH[1]}" --help | grep -qE "[ ,]${BASH_REMATCH[2]//+/\\+}([[:space:],:[]|\$)" ||
			    { echo "$function: $what"; return 1; }
		fi
	done < <(lines COINR; lines COMPIND)
	[ "$known" -gt 90 ]
}
