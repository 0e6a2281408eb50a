# Variants in parts: by several processes or machines what one process gives, to the byte, and
# nothing from a part that was killed.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	index_of_parts
	cd "$dir" || return
}

# The command of a part, less --part.
score=(sci-score -f framework.tsv --variants variants.tsv --node all -c 'variant,year,city,indicator,rank' figures.tsv)

# whole PART... - whether parts, one behind the other, are the whole; and are so to sci-robust,
# in any order.
whole() {
	"${score[@]}" > one
	cmp one <(cat "$1"; for part in "${@:2}"; do sed 1d "$part"; done) &&
	    sci-robust ranks one | cmp - <(sci-robust ranks "${@:2}" "$1")
}

@test "four parts are the whole; without variant 0 or with a part twice they are refused" {
	for part in 0-24 25-50 51-51 52-400; do
		"${score[@]}" --part "$part" -o "$part"
	done
	whole 0-24 25-50 51-51 52-400
	run -1 sci-robust ranks 25-50 51-51 52-400
	run -1 sci-robust ranks 0-24 25-50 51-51 52-400 25-50
}

@test "GNU parallel: four parts here, and through --sshlogin" {
	parallel --version 2> /dev/null | grep -q GNU || skip 'GNU parallel is not installed'
	"$root/pipelines/parts.parallel" 99 25 parts -- "${score[@]}"
	same '0-24.part 25-49.part 50-74.part 75-99.part ' "$(cd parts && printf '%s ' *)"
	whole parts/{0-24,25-49,50-74,75-99}.part
	"$root/pipelines/parts.parallel" 99 25 others --sshlogin : -j 2 -- "${score[@]}"
	diff -r parts others
}

@test "GNU parallel: what fails says why, and a folder of other parts is not added to" {
	parallel --version 2> /dev/null | grep -q GNU || skip 'GNU parallel is not installed'
	run -1 "$root/pipelines/parts.parallel" 99 25 parts -- sci-score -f none --variants variants.tsv figures.tsv
	[[ $output == *'sci-score: none: No such file or directory'* ]]
	run -1 "$root/pipelines/parts.parallel" 99 25 parts -- "${score[@]}"
	[[ $output == *'parts'*'File exists'* ]]
}

# killed COMMAND... - what it had written to a pipe when it was killed: more was left to write.
killed() {
	local writer
	rm -f pipe
	mkfifo pipe
	"$@" > pipe &
	writer=$!
	{ head -c 5000; kill -KILL $writer; cat; } < pipe
	wait $writer || [ $? -eq 137 ]
}

@test "a part that was killed is refused" {
	"${score[@]}" --part 0-24 > first
	# Where the kernel cuts a row exactly at its end, that is not seen (sci-tsv(5)): once more.
	until [ -n "$(tail -c 1 left 2> /dev/null)" ]; do
		killed "${score[@]}" --part 25-99 > left
	done
	[ "$(wc -c < left)" -lt "$("${score[@]}" --part 25-99 | wc -c)" ]
	run -1 sci-robust ranks first left
	[[ $output == 'sci-robust: left: cut off after line '*'; did the stage before fail?'* ]]
}
