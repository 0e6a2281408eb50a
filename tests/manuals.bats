# The manuals: one for every filter, in good mdoc, that says what --help says and
# whose examples print what they show.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	load tools/transcript
	failed=0
}

# wrong WORD... - notes a failure; the test goes on, so that all are named.
wrong() {
	echo "$*"
	failed=1
}

# Every filter's name.
filters() {
	basename -a -s .c "$root"/cmd/sci-*.c
}

# rendered NAME - the manual of a filter as plain text, paragraphs unbroken.
rendered() {
	mandoc -Tascii -Owidth=900 "$root/cmd/$1.1" | sed 's/.\x08//g'
}

# section NAME TITLE - the lines of a section, words joined by one blank.
section() {
	rendered "$1" | awk -v title="$2" '/^[A-Z]/ { on = $0 == title; next } on' | xargs -d '\n' | tr -s ' ' |
	    sed 's/^ //; s/ $//'
}

# examples MANUAL - the literal blocks of the section EXAMPLES, as they are shown.
examples() {
	awk '
		/^\.Sh / { on = $2 == "EXAMPLES" }
		/^\.Ed/ { literal = 0 }
		on && literal
		/^\.Bd -literal/ { literal = 1 }' "$1" | sed 's/\\&//g; s/\\-/-/g; s/\\e/\\/g'
}

@test "every filter has its manual, and the stream and the suite have theirs" {
	for f in $(filters); do
		[ -e "cmd/$f.1" ] || wrong "$f has no manual"
	done
	[ -e cmd/sci-tsv.5 ] || wrong "the stream has no manual"
	[ -e cmd/sci.7 ] || wrong "the suite has no manual"
	[ "$failed" = 0 ]
}

@test "mandoc has nothing to say, and every page that is referred to is there" {
	for page in cmd/*.[157]; do
		while read -r line; do
			# Which manuals of others a system has is not ours to say.
			[[ $line == *" lacks "* || $line == *"not found: Xr "[!s]* ]] && continue
			reference=$(sed 's/.*Xr //; s/ (.*//; y/ /./' <<< "$line")
			[[ $line == *"manual not found: Xr sci"* && -e cmd/$reference ]] || wrong "$line"
		done < <(mandoc -Tlint -Wstyle "$page")
	done
	[ "$failed" = 0 ]
}

@test "the synopsis is the first line of --help" {
	for f in $(filters); do
		[ -e "cmd/$f.1" ] || continue
		same "$("$f" --help | sed 's/^usage: //; q')" "$(section "$f" SYNOPSIS)" || wrong "$f"
	done
	[ "$failed" = 0 ]
}

@test "--help ends with an example that the filter takes, and the name of the manual" {
	cd "$dir"
	for f in $(filters); do
		same "$(printf '%s\nsee %s(1)\n' "Example: $f" "$f")" \
		    "$("$f" --help | tail -n 2 | sed 's/^\(Example: [^ ]*\) .*/\1/')" || wrong "$f"
		# Its files are not here; a word that it does not know would be wrong usage.
		run bash -c "$("$f" --help | sed -n 's/^Example: //p')"
		[[ $status == 1 && $output == *'No such file'* ]] || wrong "$f: $output"
	done
	[ "$failed" = 0 ]
}

@test "every option of --help stands in the manual" {
	for f in $(filters); do
		[ -e "cmd/$f.1" ] || continue
		text=$(section "$f" DESCRIPTION)
		for option in $("$f" --help | sed -n '2,$s/^ *\(\(-.\), \)\{0,1\}\(--[a-z-]*\).*/\2 \3/p'); do
			[[ " $text" == *[[:blank:]]"$option"[,[:blank:]]* ]] || wrong "$f: $option"
		done
	done
	[ "$failed" = 0 ]
}

@test "the methods that there are stand in the manual" {
	for f in sci-normalize sci-aggregate sci-treat sci-impute; do
		marked=$(grep -w Cm "$root/cmd/$f.1" | tr ' ' '\n')
		names=$("$f" -m nonsense 2>&1 | sed 's/.*(there are: //; s/) (see.*//; s/, /\n/g' | sed 's/[:[ ].*//')
		[ "$(wc -l <<< "$names")" -ge 10 ] || wrong "$f: $names"
		for word in $names; do
			grep -qxF -- "$word" <<< "$marked" || wrong "$f: $word"
		done
	done
	[ "$failed" = 0 ]
}

@test "the examples print what the manuals show" {
	for page in cmd/*.[157]; do
		# Its files are those of recipes.bats.
		[ "$page" != cmd/sci-recipes.7 ] || continue
		folder=$dir/${page##*/}
		mkdir "$folder"
		ln -s "$root/data" "$folder/data"
		examples "$page" > "$folder.shown"
		[ -s "$folder.shown" ] || wrong "$page has no examples"
		(cd "$folder" && transcript "$folder.shown") || wrong "$page"
	done
	[ "$failed" = 0 ]
}
