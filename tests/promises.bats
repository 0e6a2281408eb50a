#!/usr/bin/env bats
# What every filter promises when something is wrong: the status, one line that
# says what, and an output that cannot be taken for a whole table.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'indicator parent weight direction normalize low high denominator' 'x all 1 1 _ 0 10 _' \
	    'y all 2 -1 _ _ _ people' 'people _ _ _ _ _ _ _' > "$dir/f"
	# One table that every filter takes.
	table 'year city indicator value flag parent weight rank variant' \
	    '2020 a x 1 A all 1 1 0' '2020 b x 2 A all 1 2 0' '2020 c x 4 A all 1 3 0' \
	    '2020 a y 3 A all 2 1 0' '2020 b y 5 I all 2 2 0' '2020 c y 1 A all 2 3 0' \
	    '2021 a x 2 A all 1 1 0' '2021 b x 2.5 A all 1 2 0' '2021 c x 3 A all 1 3 0' \
	    '2021 a y 6 A all 2 1 0' '2021 b y 5 A all 2 2 0' '2021 c y 2 A all 2 3 0' > "$dir/good"
	table 'city state' 'a NW' 'b NW' 'c BY' > "$dir/states"
	table 'year city indicator value' '2020 a people 1' '2020 b people 2' '2020 c people 3' \
	    '2021 a people 1' '2021 b people 2' '2021 c people 3' > "$dir/people"
}

# Every filter and how it is called here.
filters() {
	cat << END
aggregate -f $dir/f
brief --city a --lang de --root x -f $dir/f
check -f $dir/f
delta --gone
denominate -f $dir/f --by $dir/people
explain -f $dir/f --constant 5
export -d ; --decimal , --guard
fit -f $dir/f --bounds minmax
import --delimiter ;
impute -f $dir/f -m mean
join $dir/states
normalize -f $dir/f
page --lang de
pivot -f $dir/f
potential -f $dir/f --city a --year 2021
rank -b flag
robust ranks
round 2
score -f $dir/f --constant 5
select -w city=a,b,c
show --bar weight
sort -k flag -r value
stat indicators
tally --sum value --stock
tidy --rename flag=mark --set source=register --split parent=above
treat -f $dir/f -m winsorize
vary -f $dir/f --weights 0.25
weight -f $dir/f
END
}

# Those that read a table; sci-vary reads the framework alone.
readers() {
	filters | grep -v '^vary '
}

# Fault, the filters it is for, status, what the message says, how the input is made of a
# good one, what is added to the command line.  Filters: "any", "all" of those that read a table,
# "all but ...", or a group of groups() and "but ...".  What is not about input or options is done by attempt().
faults() {
	sed 's/[ \t]*|[ \t]*/|/g; /^$/d; /^#/d' << 'END'
no fault                    | any           | 0   |                                         | cat
unknown option              | any           | 2   | unknown option -9 .see sci-.* --help    | cat | -9
unknown long option         | any           | 2   | unknown option --nonsense .see sci-.* --help | cat | --nonsense
option without its value    | any           | 2   | option -o needs a value .see sci-.* --help | cat | -o
long option without it      | any           | 2   | option --output needs a value .see sci-.* --help | cat | --output
value for none              | any           | 2   | option --help takes no value .see sci-.* --help | cat | --help=x
missing file                | all           | 1   | none: No such file or directory         | cat | -- $dir/none
directory                   | all           | 1   | folder: Is a directory                  | cat | -- $dir/folder
file that cannot be read    | all           | 1   | /proc/self/mem: Input/output error      | cat | -- /proc/self/mem
empty file                  | all           | 1   | empty                                   | cat | -- /dev/null
empty input                 | all           | 1   | standard input: empty                   | head -c 0
cut off in the header       | all but import | 1   | standard input: cut off                 | head -c 9
cut off in a row            | all but import | 1   | standard input: cut off after line 13; did the stage before fail. | head -c -1
cut off in another file     | all but import | 1   | cut: cut off after line 13; did the stage before fail. | cat | -- $dir/cut
cut off in the first file   | all but import | 1   | cut: cut off after line 13; did the stage before fail. | cat | -- $dir/cut $dir/good
other columns in a file     | all but import | 1   | columns:1: column 'extra' is not in     | cat | -- $dir/good $dir/columns
a field too few             | all           | 1   | standard input:3: .*8 fields.*9         | sed '3s/\t[^\t]*$//'
a field too many            | all           | 1   | standard input:3: .*10 fields.*9         | sed '3s/$/\t1/'
an empty line               | all but import | 1   | standard input:3:                       | sed '3s/.*//'
an empty line at the end    | all but import | 1   | standard input:14:                      | sed '$s/$/\n/'
a column without a name     | all           | 1   | name                                    | sed '1s/flag//'
a column twice              | all           | 1   | standard input:1: column 'city' is there twice | sed '1s/flag/city/'
NUL                         | all           | 1   | standard input:4: .*NUL                 | sed '4s/A/\x00/'
NUL in the header           | all           | 1   | standard input:1: .*NUL                 | sed '1s/flag/fl\x00g/'
65,537 columns              | all but import | 1   | standard input:1: .*65536 columns       | seq -s '	' 65537
a line beyond 16 MiB        | all but import | 1   | standard input:1: .*16777216 bytes      | printf '%016777217d\n' 1
no unit                     | unit          | 1   | no column 'city'                        | sed '1s/city/town/'
another unit                | unit          | 1   | no column 'place'                       | cat | -u place
no indicator                | indicator     | 1   | no column 'indicator'                   | sed '1s/indicator/thing/'
no value                    | value         | 1   | no column 'value'                       | sed '1s/value/worth/'
no number                   | number        | 1   | standard input:3: column value: 'two' is not a number.*2020, b, x | sed '3s/\t2\t/\ttwo\t/'
decimal comma               | number        | 1   | standard input:3: column value: '2,5' is not a number.*sci-import.*2020, b, x | sed '3s/\t2\t/\t2,5\t/'
nan                         | number        | 1   | standard input:3: column value: 'nan'   | sed '3s/\t2\t/\tnan\t/'
inf                         | number        | 1   | standard input:3: column value: '-inf'  | sed '3s/\t2\t/\t-inf\t/'
hexadecimal                 | number        | 1   | standard input:3: column value: '0x10'  | sed '3s/\t2\t/\t0x10\t/'
a blank before              | number        | 1   | standard input:3: column value: ' 2'    | sed '3s/\t2\t/\t 2\t/'
a blank inside              | number        | 1   | standard input:3: column value: '1 000' | sed '3s/\t2\t/\t1 000\t/'
overflow                    | number        | 1   | standard input:3: column value: '1e309' | sed '3s/\t2\t/\t1e309\t/'
a dash                      | number        | 1   | standard input:3: column value: '-'     | sed '3s/\t2\t/\t-\t/'
a control character         | number        | 1   | standard input:3: column value: '2.x1b' | sed '3s/\t2\t/\t2\x1b\t/'
a key twice                 | key           | 1   | standard input:14: .*standard input:2   | sed '2h; $G'
a city without a name       | named         | 1   | standard input:3: .*city                | sed '3s/\tb\t/\t\t/'
an indicator without a name | named         | 1   | standard input:3: .*indicator           | sed '3s/\tx\t/\t\t/'
no year                     | named         | 1   | standard input:3: .*year                | sed '3s/^2020//'
half a year                 | named         | 1   | standard input:3: .*'2020.5'            | sed '3s/^2020/2020.5/'
a year with a nought first  | named         | 1   | standard input:3: column year: '02020' is not a year | sed '3s/^2020/02020/'
a year in words             | named         | 1   | standard input:3: .*'FY21'              | sed '3s/^2020/FY21/'
unknown indicator           | framework but brief check page pivot stat vary | 1   | standard input:3: column indicator: 'z' is not in .*did you mean | sed '3s/\tx\t/\tz\t/'
no framework                | framework     | 1   | none: No such file or directory         | cat | -f $dir/none
a folder as framework       | framework     | 1   | folder: Is a directory                  | cat | -f $dir/folder
an empty framework          | framework     | 1   | /dev/null: empty                        | cat | -f /dev/null
framework without indicator | framework     | 1   | good.noind:1: no column 'indicator'     | cat | -f $dir/good.noind
a cycle                     | framework     | 1   | bad.cycle:[23]: .*a cycle of parents    | cat | -f $dir/bad.cycle
a node with two rows        | framework     | 1   | bad.twice:3: .*'x'                      | cat | -f $dir/bad.twice
an unknown direction        | framework     | 1   | bad.direction:2: .*'2'                  | cat | -f $dir/bad.direction
an unknown method           | framework     | 1   | bad.method:2: .*'minmix'                | cat | -f $dir/bad.method
a negative weight           | framework     | 1   | bad.weight:2: .*'-1'                    | cat | -f $dir/bad.weight
a weight in words           | framework     | 1   | bad.heavy:2: .*'much'                   | cat | -f $dir/bad.heavy
weights that sum to 0       | framework     | 1   | bad.zero:.*sum to 0                     | cat | -f $dir/bad.zero
goalposts turned round      | framework     | 1   | bad.low:2: .*low                        | cat | -f $dir/bad.low
two roots without rows      | framework     | 1   | bad.roots:3: parent 'al'                | cat | -f $dir/bad.roots
-o to a folder              | any           | 1   | folder: not a regular file              | cat | -o $dir/folder
-o into no folder           | any           | 1   | none/x.*: No such file or directory     | cat | -o $dir/none/x
-o to a device              | any           | 1   | /dev/null: .*regular file               | cat | -o /dev/null
full device                 | any           | 1   | standard output: No space left on device | cat
output closed               | any           | 1   | standard output: Bad file descriptor    | cat
input closed                | all           | 1   | standard input: Bad file descriptor     | cat
reader gone                 | any           | 141 |                                         | cat
reader gone, SIGPIPE ignored | any           | 1   | standard output: Broken pipe            | cat
errors to a full device     | all           | 1   |                                         | sed '3s/\t[^\t]*$//'
errors to nowhere           | all           | 1   |                                         | sed '3s/\t[^\t]*$//'
END
}

# group NAME - the filters a column, a key or a framework means something to.
group() {
	case $1 in
	any) filters | cut -d ' ' -f 1 ;;
	all) readers | cut -d ' ' -f 1 ;;
	unit) echo aggregate brief check delta denominate explain fit impute join normalize pivot potential rank robust stat treat score ;;
	indicator) echo aggregate brief check delta denominate explain fit impute normalize pivot potential rank robust stat treat weight score ;;
	value) echo aggregate check denominate explain fit impute normalize pivot potential rank stat treat score ;;
	number) echo aggregate brief delta denominate explain fit impute normalize potential rank round sort stat tally treat score ;;
	key) echo aggregate brief delta explain fit impute normalize pivot potential rank stat treat score ;;
	named) echo aggregate brief delta explain fit impute normalize pivot potential rank robust stat tally treat score ;;
	framework) echo aggregate brief check denominate explain fit impute normalize page pivot potential treat vary weight score ;;
	esac
}

# is_for FILTER GROUP [but FILTER...] - whether a fault is for a filter.
is_for() {
	local filter=$1 but=" ${3#but }${*:4} "
	[[ " $(group "$2" | xargs) " == *" $filter "* ]] || return
	shift 2
	[[ " $* " != *" $filter "* ]]
}

bad_frameworks() {
	mkdir -p "$dir/folder"
	head -c -1 "$dir/good" > "$dir/cut"
	sed '1s/flag/extra/' "$dir/good" > "$dir/columns"
	table 'node parent' 'x all' > "$dir/good.noind"
	table 'indicator parent' 'x y' 'y x' > "$dir/bad.cycle"
	table 'indicator parent' 'x all' 'x all' 'y all' > "$dir/bad.twice"
	table 'indicator parent direction' 'x all 2' 'y all 1' > "$dir/bad.direction"
	table 'indicator parent normalize' 'x all minmix' 'y all _' > "$dir/bad.method"
	table 'indicator parent weight' 'x all -1' 'y all 1' > "$dir/bad.weight"
	table 'indicator parent weight' 'x all much' 'y all 1' > "$dir/bad.heavy"
	table 'indicator parent weight' 'x all 0' 'y all 0' > "$dir/bad.zero"
	table 'indicator parent low high' 'x all 5 5' 'y all _ _' > "$dir/bad.low"
	table 'indicator parent' 'x all' 'y al' > "$dir/bad.roots"
}

# attempt FAULT COMMAND... - runs it on $dir/in as the fault has it; the status is its own.
attempt() {
	local fault=$1 gone
	shift
	case $fault in
	'full device') "$@" < "$dir/in" > /dev/full 2> "$dir/err" ;;
	'output closed') "$@" < "$dir/in" >&- 2> "$dir/err" ;;
	'input closed') "$@" <&- > "$dir/out" 2> "$dir/err" ;;
	'reader gone'*)
		exec 8> >(:)
		gone=$!
		wait $gone
		if [ "$fault" = 'reader gone' ]; then
			"$@" < "$dir/in" >&8 2> "$dir/err"
		else
			(trap '' PIPE; exec "$@" < "$dir/in" >&8 2> "$dir/err")
		fi
		gone=$?
		exec 8>&-
		return $gone ;;
	'errors to a full device') "$@" < "$dir/in" > "$dir/out" 2> /dev/full ;;
	'errors to nowhere') "$@" < "$dir/in" > "$dir/out" 2>&- ;;
	*) "$@" < "$dir/in" > "$dir/out" 2> "$dir/err" ;;
	esac
}

# verdict STATUS GOT FILTER PATTERN - says what is not as promised.
verdict() {
	local expected=$1 got=$2 filter=$3 pattern=$4 said=()
	mapfile -t said < "$dir/err"
	[ "$got" = "$expected" ] || echo "status $got instead of $expected"
	if [ "$got" = 0 ]; then
		[ ${#said[@]} -eq 0 ] || echo "not quiet: ${said[0]}"
		whole "$dir/out" || echo 'output is not whole'
		return
	fi
	! whole "$dir/out" || echo 'output could be taken for a whole one'
	if [ -z "$pattern" ]; then
		[ ${#said[@]} -eq 0 ] || echo "not silent: ${said[0]}"
		return
	fi
	[ ${#said[@]} -eq 1 ] || echo "${#said[@]} lines of message"
	[[ ${said[0]} =~ ^sci-$filter:\ .*$pattern ]] || echo "not '$pattern' but: ${said[0]}"
}

# cells FAULT GROUP STATUS PATTERN MAKE ADD - a row of the table; counts cells in n, rows in row.
# Without SCI_TESTS=all every fifth cell, in a diagonal: a filter has one of five faults that
# stand beside each other, a fault is tried with one of five filters.
cells() {
	local fault=$1 groups=$2 expected=$3 pattern=$4 make=$5 add=$6 more=() args got
	local column=0
	row=$((row + 1))
	eval "more=($add)"
	(eval "$make") < "$dir/good" > "$dir/in.tsv"
	while read -ra args; do
		column=$((column + 1))
		all_tests || (((row + column) % 5 == 0)) || continue
		is_for "${args[0]}" $groups || continue
		n=$((n + 1))
		if [ "${args[0]}" = import ]; then
			tr '\t' ';' < "$dir/in.tsv" > "$dir/in"
		else
			ln -f "$dir/in.tsv" "$dir/in"
		fi
		: > "$dir/out"
		: > "$dir/err"
		got=0
		attempt "$fault" "sci-${args[0]}" "${args[@]:1}" "${more[@]}" || got=$?
		verdict "$expected" $got "${args[0]}" "$pattern" | sed "s/^/${args[0]}, $fault: /"
		rm "$dir/in"
	done < "$dir/filters"
}

@test "every filter, every fault: status, one line of message, no output that looks whole" {
	local fault groups expected pattern make add n=0 row=0
	bad_frameworks
	filters > "$dir/filters"
	while IFS='|' read -r fault groups expected pattern make add; do
		cells "$fault" "$groups" "$expected" "$pattern" "$make" "$add"
	done < <(faults) > "$dir/result"
	echo "$n cells"
	cat "$dir/result"
	[ "$n" -ge "$(all_tests && echo 850 || echo 170)" ]
	[ ! -s "$dir/result" ]
}

@test "every filter stands in the table" {
	same "$(cd cmd && printf '%s\n' sci-*.c | sed 's/^sci-//; s/\.c$//')" "$(filters | cut -d ' ' -f 1)"
}

# Command lines that are wrong in their own way, and what is said of them.
misuses() {
	sed 's/[ \t]*|[ \t]*/|/g' << END
aggregate                      | -f FRAMEWORK is needed
aggregate -f $dir/f -m mode    | 'mode'
brief --city a                 | --lang: de or en
brief --lang de                | --city is missing
denominate                     | -f FRAMEWORK is needed
explain                        | -f FRAMEWORK is needed
export --decimal ,,            | not one character
fit                            | -f FRAMEWORK is needed
fit -f $dir/f --weights x      | 'x'
impute                         | -f FRAMEWORK is needed
impute -f $dir/f -m x          | 'x'
join                           | which TABLE
join --only --except $dir/f    | only one
normalize -m x                 | 'x'
normalize --range 1            | '1'
page --lang fr                 | 'fr' is none of de, en
page --table a=b               | need --template
potential -f $dir/f            | --city is missing
rank --ties x                  | 'x'
robust                         | which table
robust x                       | 'x' is none of
round                          | how many decimals
round --half down 1            | 'down' is none of up, even
round x                        | 'x' is not a whole number
score                          | -f FRAMEWORK is needed
select -w city                 | 'city' is no condition
stat                           | which table
stat x                         | 'x' is none of
show --lang fr                 | 'fr' is none of de, en
tally -k value                 | value is a column that is made
tidy --set x                   | 'x' is not NAME=VALUE
treat -m x                     | 'x'
weight                         | -f FRAMEWORK is needed
END
}

@test "wrong usage of a filter's own: status 2, and a line that leads to --help" {
	local call pattern args got
	while IFS='|' read -r call pattern; do
		read -ra args <<< "$call"
		got=0
		"sci-${args[0]}" "${args[@]:1}" < "$dir/good" > "$dir/out" 2> "$dir/err" || got=$?
		verdict 2 $got "${args[0]}" "$pattern.*.see sci-${args[0]} --help" | sed "s|^|$call: |"
	done < <(misuses) > "$dir/result"
	cat "$dir/result"
	[ ! -s "$dir/result" ]
}

@test "check: what is wrong in the figures is a finding in a whole table, with status 1" {
	local edit got
	for edit in '3s/\t2\t/\t2,5\t/' '3s/\t2\t/\tnan\t/' '3s/\t2\t/\t1e309\t/' '3s/^2020/02020/' \
	    '3s/\tb\t/\t\t/' '3s/\tx\t/\tz\t/' '2h; $G'; do
		got=0
		sed "$edit" "$dir/good" | sci-check -f "$dir/f" > "$dir/out" 2> "$dir/err" || got=$?
		[ $got -eq 1 ] || echo "$edit: status $got"
		whole "$dir/out" || echo "$edit: not whole"
		grep -q '^error	' "$dir/out" || echo "$edit: no finding"
		[ "$(grep -c '^sci-check: ' "$dir/err")" -eq 1 ] && [ "$(wc -l < "$dir/err")" -eq 1 ] ||
		    echo "$edit: $(cat "$dir/err")"
	done > "$dir/result"
	cat "$dir/result"
	[ ! -s "$dir/result" ]
}

# fed FILTER FILE... - files as the filter takes them, in the array inputs.
fed() {
	local filter=$1 file
	shift
	inputs=()
	for file; do
		if [ "$filter" = import ]; then
			tr '\t' ';' < "$file" > "$file.csv"
			file=$file.csv
		fi
		inputs+=("$file")
	done
}

@test "-o: the new file takes the mode of the old; a failure leaves the old, and nothing beside it" {
	local args inputs got
	mkdir "$dir/o"
	sed '13s/\t[^\t]*$//' "$dir/good" > "$dir/ragged"
	readers > "$dir/filters"
	while read -ra args; do
		echo old > "$dir/o/published"
		chmod 640 "$dir/o/published"
		fed "${args[0]}" "$dir/ragged"
		got=0
		"sci-${args[0]}" -o "$dir/o/published" "${args[@]:1}" "${inputs[@]}" > "$dir/out" 2> "$dir/err" || got=$?
		[ $got -eq 1 ] || echo "${args[0]}: status $got"
		[ "$(cat "$dir/o/published")" = old ] || echo "${args[0]}: the old file is gone"
		[ "$(ls -A "$dir/o")" = published ] || echo "${args[0]}: leaves $(ls -A "$dir/o")"

		fed "${args[0]}" "$dir/good"
		"sci-${args[0]}" "${args[@]:1}" "${inputs[@]}" > "$dir/out"
		"sci-${args[0]}" -o "$dir/o/published" "${args[@]:1}" "${inputs[@]}"
		cmp "$dir/out" "$dir/o/published" || echo "${args[0]}: -o writes something else"
		[ "$(stat -c %a "$dir/o/published")" = 640 ] || echo "${args[0]}: another mode"
		[ "$(ls -A "$dir/o")" = published ] || echo "${args[0]}: leaves $(ls -A "$dir/o")"
	done < "$dir/filters" > "$dir/result" 2>&1
	cat "$dir/result"
	[ ! -s "$dir/result" ]
}

@test "no output is a file that is read, by whatever option, name or descriptor" {
	local args inputs file name got
	filters > "$dir/filters"
	while read -ra args; do
		fed "${args[0]}" "$dir/good"
		[ "${args[0]}" != vary ] || inputs=()
		for file in "${args[@]:1}" "${inputs[@]}"; do
			[ -f "$file" ] || continue
			cp "$file" "$dir/before"
			rm -f "$dir/hard" "$dir/soft"
			ln "$file" "$dir/hard"
			ln -s "$file" "$dir/soft"
			for name in "$file" "$dir/./${file##*/}" "$dir/hard" "$dir/soft"; do
				got=0
				"sci-${args[0]}" "${args[@]:1}" -o "$name" "${inputs[@]}" > "$dir/out" 2> "$dir/err" || got=$?
				# sci-import opens what it writes first.
				[ "${args[0]}" != import ] || name=$file
				verdict 2 $got "${args[0]}" "$name: a file that is read would be written"
			done
			# Appended to, and written over.
			got=0
			"sci-${args[0]}" "${args[@]:1}" "${inputs[@]}" >> "$file" 2> "$dir/err" || got=$?
			[ $got -eq 2 ] || echo ">> ${file##*/}: status $got"
			got=0
			"sci-${args[0]}" "${args[@]:1}" "${inputs[@]}" 1<> "$file" 2> "$dir/err" || got=$?
			verdict 2 $got "${args[0]}" "[a-z.]*: a file that is read would be written"
			cmp "$file" "$dir/before"
			[ -z "$(find "$dir" -name '*.tmp')" ] || echo 'leaves a temporary file'
		done
		[ ${#inputs[@]} -gt 0 ] || continue
		got=0
		# shellcheck disable=SC2094
		"sci-${args[0]}" "${args[@]:1}" -o "${inputs[0]}" < "${inputs[0]}" > "$dir/out" 2> "$dir/err" || got=$?
		verdict 2 $got "${args[0]}" 'a file that is read would be written'
		# The last of several files is not open yet.
		got=0
		head -n 1 "${inputs[0]}" > "$dir/none"
		"sci-${args[0]}" "${args[@]:1}" -o "$dir/none" "${inputs[@]}" "$dir/none" > "$dir/out" 2> "$dir/err" || got=$?
		verdict 2 $got "${args[0]}" 'a file that is read would be written'
		cmp "${inputs[0]}" "$dir/before"
	done < "$dir/filters" > "$dir/result" 2>&1
	sed "s/^/${args[0]}: /" "$dir/result"
	[ ! -s "$dir/result" ]
}

@test "no output is a file that another option reads, or writes" {
	local other
	table 'sign value flag' '- 0 _' > "$dir/signs"
	tr '\t' ';' < "$dir/good" > "$dir/csv"
	sed '/^2021/d' "$dir/good" > "$dir/before"
	for other in "sci-delta --against $dir/before" "sci-import --delimiter ; --signs $dir/signs" \
	    "sci-denominate -f $dir/f --by $dir/people" "sci-join $dir/states"; do
		# shellcheck disable=SC2086
		case $other in
		sci-import*) run -2 $other -o "${other##* }" "$dir/csv" ;;
		*) run -2 $other -o "${other##* }" "$dir/good" ;;
		esac
		[[ $output == *": ${other##* }: a file that is read would be written; an output needs one of its own (see "* ]] ||
		    { echo "$other: $output"; return 1; }
	done
	for other in "$dir/f" "$dir/good"; do
		cp "$other" "$dir/kept"
		run -2 sci-treat -f "$dir/f" --report "$other" "$dir/good"
		[[ $output == *": $other: a file that is read would be written"* ]]
		cmp "$other" "$dir/kept"
	done
	for other in "$dir/new" "$dir/./new" "$dir/states"; do
		run -2 sci-treat -f "$dir/f" -o "${other/.\//}" --report "$other" "$dir/good"
		[[ $output == *": $other: two outputs are one file"* ]]
	done
	run -2 bash -c 'sci-treat -f "$1/f" --report "$1/new" "$1/good" > "$1/new"' _ "$dir"
	[[ $output == *"/new: two outputs are one file"* ]]
	echo '{table more}{table table}' > "$dir/page"
	cp "$dir/good" "$dir/more"
	for other in "$dir/page" "$dir/more" "$dir/good"; do
		cp "$other" "$dir/kept"
		run -2 sci-page --template "$dir/page" --table more="$dir/more" -o "$other" "$dir/good"
		[[ $output == *"a file that is read would be written"* ]] || { echo "$other: $output"; return 1; }
		cmp "$other" "$dir/kept"
	done
	# Two that read, and one that another filter reads, are nobody's harm.
	sci-join "$dir/states" "$dir/good" "$dir/good" > "$dir/out"
	cp "$dir/good" "$dir/table"
	sci-select "$dir/table" | sci-sort -o "$dir/table"
	sci-sort "$dir/good" | cmp - "$dir/table"
}

@test "however small the stack, a filter works or says that it is too small" {
	local args kib got prlimit
	not_sanitized "a build with the address sanitizer needs more"
	# Not by env: it would be what crashes.
	prlimit=$(command -v prlimit)
	filters > "$dir/filters"
	while read -ra args; do
		fed "${args[0]}" "$dir/good"
		[ "${args[0]}" != vary ] || inputs=()
		for kib in $(all_tests && echo 16 20 24 32 40 48 56 64 96 128 || echo 20 64); do
			for out in "$dir/out" "$dir/none/out"; do
				got=0
				env -i "$prlimit" --stack=$((kib * 1024)) "$O/sci-${args[0]}" "${args[@]:1}" -o "$out" "${inputs[@]}" 2> "$dir/err" || got=$?
				if [ $kib -ge 64 ]; then
					[ $got = "$([ "$out" = "$dir/out" ]; echo $?)" ] || echo "${args[0]}, $kib KiB: status $got"
				elif [ $got = 1 ]; then
					grep -q "^sci-${args[0]}: \($kib KiB of stack are too few (ulimit -s)\|$out.*: No such\)" "$dir/err" || cat "$dir/err"
				else
					[ "$got $out" = "0 $dir/out" ] || echo "${args[0]}, $kib KiB: status $got"
				fi
			done
		done
		# What the environment takes of it counts.
		got=0
		env -i A="$(printf '%040000d' 0)" "$prlimit" --stack=65536 "$O/sci-${args[0]}" "${args[@]:1}" "${inputs[@]}" > "$dir/out" 2> "$dir/err" || got=$?
		same "1 sci-${args[0]}: 64 KiB of stack are too few (ulimit -s)" "$got $(cat "$dir/err")"
	done < "$dir/filters" > "$dir/result" 2>&1
	cat "$dir/result"
	[ ! -s "$dir/result" ]
}

# turned - a table with its columns in the opposite order.
turned() {
	awk -F '\t' '{ for (i = NF; i > 1; i--) printf "%s\t", $i; print $1 }'
}

# The good table in other forms that say the same: each is a form and its files.
forms() {
	local shuffled=$dir/shuffled half=$dir/half
	{ head -n 1 "$dir/good"; sed 1d "$dir/good" | shuf --random-source=<(yes); } > "$shuffled"
	head -n 6 "$shuffled" > "${half}1"
	sed '2,6d' "$shuffled" > "${half}2"
	turned < "${half}2" > "${half}3"
	turned < "$dir/good" > "$dir/turned"
	awk 'NR == 1 { print $0 "\tnote" } NR > 1 { print $0 "\t" NR }' "$dir/good" > "$dir/more"
	{ printf '\xef\xbb\xbf'; sed 's/$/\r/' "$dir/good"; } > "$dir/crlf"
	echo "shuffled rows: $shuffled"
	echo "two files: ${half}2 ${half}1"
	echo "two files, columns in another order: ${half}1 ${half}3"
	echo "columns in another order: $dir/turned"
	echo "one more column: $dir/more"
	echo "BOM and CRLF: $dir/crlf"
}

# told FILTER HEADER - the columns of HEADER, rows in order of bytes; of what ends a pipe all
# columns.
told() {
	local columns=${2//,/\\,}

	case $1 in
	show | export) sort ;;
	*) sci-select -c "${columns//	/,}" | sort ;;
	esac
}

@test "rows, columns and files in any order, and columns of no concern, change no byte of a row" {
	local args inputs form files header
	forms > "$dir/forms"
	readers > "$dir/filters"
	while read -ra args; do
		fed "${args[0]}" "$dir/good"
		"sci-${args[0]}" "${args[@]:1}" "${inputs[@]}" > "$dir/out"
		IFS= read -r header < "$dir/out"
		told "${args[0]}" "$header" < "$dir/out" > "$dir/expected"
		while IFS=: read -r form files; do
			# CSV files are read as they are, and what ends a pipe shows all columns as they come.
			case "${args[0]} $form" in
			'import two files, columns in another order') continue ;;
			'show columns in another order' | 'show one more column') continue ;;
			'page columns in another order' | 'page one more column') continue ;;
			'export columns in another order' | 'export one more column') continue ;;
			esac
			fed "${args[0]}" $files
			"sci-${args[0]}" "${args[@]:1}" "${inputs[@]}" | told "${args[0]}" "$header" | diff "$dir/expected" - ||
			    echo "${args[0]}, $form"
		done < "$dir/forms"
	done < "$dir/filters" > "$dir/result" 2>&1
	cat "$dir/result"
	[ ! -s "$dir/result" ]
}

# limited KB COMMAND... - runs it with so much address space.  The limit is not the
# shell's: what the shell has in use would count before the command runs.
limited() {
	prlimit --as=$((1024 * $1)) "${@:2}"
}

# starts COMMAND - the least address space it starts in, in KB.
starts() {
	local low=1000 high=200000 middle
	while [ $((high - low)) -gt 16 ]; do
		middle=$(((low + high) / 2))
		if limited $middle "$1" --version > "$dir/version" 2>&1; then
			high=$middle
		else
			low=$middle
		fi
	done
	echo $high
}

# big - a table of 3 editions, 400 cities, 2 indicators.
big() {
	head -n 1 "$dir/good"
	awk 'BEGIN { OFS = "\t"; srand(7); for (y = 2020; y < 2023; y++) for (c = 1; c <= 400; c++) {
		print y, "c" c, "x", int(rand() * 1e6) / 1e6, "A", "all", 1, 1, 0
		print y, "c" c, "y", int(rand() * 1e6) / 1e6, "A", "all", 2, 1, 0 } }'
}

@test "out of memory: says so, and never half a table" {
	local args filter limit n=0 got enough step
	step=$(all_tests && echo 256 || echo 1024)
	not_sanitized "a build with the address sanitizer needs terabytes of address space"
	big | sed '/flag/!s/\tc[0-9]*\t/\ta\t/' | awk -F '\t' -v OFS='\t' 'NR > 1 { $1 = NR } { print }' > "$dir/in.tsv"
	awk -F '\t' -v OFS='\t' 'NR == 1 { print "year", "city", "indicator", "value" }
		NR > 1 { print $1, $2, "people", 1 }' "$dir/in.tsv" > "$dir/people"
	readers > "$dir/filters"
	while read -ra args; do
		filter=${args[0]}
		case $filter in
		normalize | potential) args+=(--constant 1) ;;
		esac
		cp "$dir/in.tsv" "$dir/in"
		[ "$filter" != import ] || tr '\t' ';' < "$dir/in.tsv" > "$dir/in"
		limit=$(starts "sci-$filter")
		enough=$((limit + 65536))
		while [ "$limit" -le $enough ]; do
			got=0
			limited "$limit" "sci-$filter" "${args[@]:1}" < "$dir/in" > "$dir/out" 2> "$dir/err" || got=$?
			[ $got -ne 0 ] || break
			n=$((n + 1))
			[ "$(cat "$dir/err")" = "sci-$filter: out of memory" ] && [ $got -eq 1 ] && ! whole "$dir/out" ||
			    echo "$filter at $limit KB: status $got: $(cat "$dir/err")"
			limit=$((limit + step))
		done
		[ $got -eq 0 ] || echo "$filter never succeeds: $(cat "$dir/err")"
	done < "$dir/filters" > "$dir/result"
	echo "$n runs out of memory"
	cat "$dir/result"
	[ "$n" -ge 16 ]
	[ ! -s "$dir/result" ]
}

# The chain of five, and what is done to one of its places.
stage() {
	local place=$1 way=$2 at=$3 name=$4
	shift 4
	if [ "$place" != "$at" ]; then
		"$name" "$@"
		return
	fi
	case $way in
	'bad data') sed '3s/\t[^\t]*$//' | "$name" "$@" ;;
	'bad number') sed '3s/\t[0-9.]*\t/\t1,5\t/; 3s/\t[0-9.]*$/\t1,5/' | "$name" "$@" ;;
	'cut off') head -c 2000 | "$name" "$@" ;;
	usage) "$name" --nonsense "$@" ;;
	'full disk') "$name" "$@" > /dev/full ;;
	'file size') (ulimit -f 1; "$name" "$@" > "$dir/size"; got=$?; cat "$dir/size"; exit $got) ;;
	'no memory') limited "$(starts "$name")" "$name" "$@" ;;
	'not there') "$name-none" "$@" ;;
	'killed reading')
		"$name" "$@" < "$dir/fifo" &
		{ head -c "$moment"; kill_now $!; } > "$dir/fifo"
		wait $! ;;
	'killed writing')
		"$name" "$@" <&0 > "$dir/fifo" &
		{ head -c "$moment"; kill_now $!; cat; } < "$dir/fifo"
		wait $! ;;
	esac
}

# kill_now PID - kills it, and counts that.
kill_now() {
	kill -9 "$1" && echo >> "$dir/killed"
}

# chain PLACE WAY - the status is the last stage's.
chain() {
	stage "$1" "$2" 1 sci-normalize -f "$dir/f" < "$dir/raw" |
	    stage "$1" "$2" 2 sci-weight -f "$dir/f" | stage "$1" "$2" 3 sci-aggregate -f "$dir/f" |
	    stage "$1" "$2" 4 sci-rank | stage "$1" "$2" 5 sci-delta
}

@test "broken pipeline: a failure at any place fails the last stage, without pipefail" {
	local place way got
	set +o pipefail
	big | sed '/flag/!s/\t1\t0$/\t0/; 1s/\trank//' > "$dir/raw"
	chain 0 none > "$dir/right" 2> "$dir/err"
	[ ! -s "$dir/err" ]
	whole "$dir/right"
	for place in 1 2 3 4 5; do
		for way in 'bad data' 'bad number' 'cut off' usage 'full disk' 'file size' 'no memory' 'not there'; do
			got=0
			chain $place "$way" > "$dir/out" 2> "$dir/err" || got=$?
			[ $got -ne 0 ] || echo "place $place, $way: status 0"
			! whole "$dir/out" || echo "place $place, $way: looks whole"
			[ -s "$dir/err" ] || echo "place $place, $way: not a word"
		done
	done > "$dir/result"
	cat "$dir/result"
	[ ! -s "$dir/result" ]
}

@test "broken pipeline: killed at any place, when so much is read or written: it fails or is right" {
	local place size part way got failed=0
	set +o pipefail
	mkfifo "$dir/fifo"
	big | awk -v OFS='\t' 'NR == 1 { print; next } { for (i = 0; i < 20; i++) print $1 + 10 * i, $2, $3, $4, $5, $6, $7, $8, $9 }' > "$dir/raw"
	sci-normalize -f "$dir/f" "$dir/raw" > "$dir/1"
	sci-weight -f "$dir/f" "$dir/1" > "$dir/2"
	sci-aggregate -f "$dir/f" "$dir/2" > "$dir/3"
	sci-rank "$dir/3" > "$dir/4"
	sci-delta "$dir/4" > "$dir/right"
	: > "$dir/killed"
	size=("$(stat -c %s "$dir/raw")" "$(stat -c %s "$dir/1")" "$(stat -c %s "$dir/2")" "$(stat -c %s "$dir/3")"
	    "$(stat -c %s "$dir/4")" "$(stat -c %s "$dir/right")")
	for place in 1 2 3 4 5; do
		for part in $(all_tests && echo 0 1 2 3 4 5 6 7 8 9 || echo 3); do
			for way in reading writing; do
				moment=$((size[place] * part / 10))
				[ $way = writing ] || moment=$((size[place - 1] * part / 10))
				got=0
				chain $place "killed $way" > "$dir/out" 2> "$dir/err" || got=$?
				if [ $got -ne 0 ]; then
					failed=$((failed + 1))
					# All may have been written when the last stage is killed.
					! whole "$dir/out" || cmp -s "$dir/right" "$dir/out" ||
					    echo "place $place, $way, $moment bytes: looks whole"
				else
					cmp "$dir/right" "$dir/out" || echo "place $place, $way, $moment bytes: status 0 and not right"
				fi
			done
		done
	done > "$dir/result" 2>&1
	echo "$failed failed, $(wc -l < "$dir/killed") killed"
	cat "$dir/result"
	[ "$failed" -ge "$(all_tests && echo 50 || echo 5)" ]
	[ ! -s "$dir/result" ]
}

@test "POSIXLY_CORRECT does not end the options at the first FILE" {
	table 'city value' 'A 1' 'B 2' > "$dir/in"
	same "$(table 'city value' 'B 2')" "$(POSIXLY_CORRECT=1 sci-select "$dir/in" -w city=B)"
}

@test "-u: no column that means something else" {
	for f in rank delta select check stat\ cities; do
		for u in '' year indicator value parent rank flag status coverage; do
			# shellcheck disable=SC2086
			run -2 sci-$f -u "$u" /dev/null
			[[ "$output" == *"-u: '$u' is no column of what is ranked"* ]]
		done
	done
}

@test "-f - and rows from standard input: refused with a word" {
	for f in normalize aggregate weight treat impute denominate check fit stat\ alpha; do
		# shellcheck disable=SC2086
		run -2 sci-$f -f - - < /dev/null
		[[ "$output" == *"standard input can be one table only"* ]]
	done
}

@test "sci-pivot: a table of more columns than any filter reads is not written" {
	{ printf 'city\tindicator\tvalue\n'; seq -f $'A\tc%.0f\t1' 65535; } > "$dir/long"
	sci-pivot -o "$dir/wide" "$dir/long"
	sci-select -w city=B "$dir/wide" > "$dir/none"
	printf 'A\tlast\t1\n' >> "$dir/long"
	run -1 sci-pivot -o "$dir/wide" "$dir/long"
	[[ "$output" == *"more than 65536 columns"* ]]
}
