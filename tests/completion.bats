# Completion for shells, made of what --help says.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	cd "$dir" || exit
	mkdir sub
	table 'year city indicator value flag' '2024 Ulm buses 1 _' > figures.tsv
	table 'indicator parent weight label_de' 'buses all 1 Busse' > framework.tsv
	printf 'Stadt;"Pkw, Bestand";Kfz je km\r\nUlm;1;2\r\n' > cars.csv
	# shellcheck disable=SC1091
	. "$O/completion/sci"
}

# completed WORD... - what bash is offered for the last word, in the order of bytes.
completed() {
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	_sci "$1" "${*: -1}" "${*: -2:1}"
	printf '%s\n' "${COMPREPLY[@]}" | sort
}

@test "options are those of --help" {
	same "$(sci-rank --help | grep -oE '^ +(-.,)? *--[a-z]+|^  -.' | tr -d ' ' | tr , '\n' | sort -u)" \
	    "$(completed sci-rank -)"
	same "$(printf '%s\n' --min-coverage --min-present)" "$(completed sci-aggregate -f framework.tsv --min)"
}

@test "what an option can be is offered, behind a blank or =" {
	same "$(printf '%s\n' average dense max min)" "$(completed sci-rank --ties '')"
	same "$(printf '%s\n' max min)" "$(completed sci-rank --ties = m)"
	same "$(printf '%s\n' average dense max min)" "$(completed sci-rank --ties =)"
	same "$(printf '%s\n' log log-gii log-signed log1)" "$(completed sci-treat -m lo)"
	same 'dirichlet:' "$(completed sci-vary --weights d)"
	same "$(printf '%s\n' best top10)" "$(completed sci-potential --steps median,b | sed 's/median,//'
	    completed sci-potential --steps to)"
}

@test "the methods offered are all that the filter knows, and no other word" {
	local f m
	for f in normalize impute aggregate treat score; do
		for m in $(completed "sci-$f" -m ''); do
			case $m in
			mean-min:) m=mean-min:1,1 ;;
			quantile:) m=quantile:0.1 ;;
			*:) m=${m}1 ;;
			esac
			run "sci-$f" -f /dev/null -m "$m" /dev/null
			[[ $output != *method* ]] || { echo "$f: $m: $output"; return 1; }
		done
	done
	same "$(sci-aggregate -f /dev/null -m '?' /dev/null 2>&1 | sed 's/.*are: //; s/).*//; s/mean-min:A,B/mean-min:/' |
	    tr , '\n' | sed 's/^ //; s/:.*/:/' | sort)" "$(completed sci-aggregate -m '')"
}

@test "the first word of sci-stat and sci-robust is offered, then files" {
	same "$(printf '%s\n' matrix moves pairs ranks sobol)" "$(completed sci-robust '')"
	same "$(printf '%s\n' figures.tsv framework.tsv)" "$(completed sci-stat pca f)"
}

@test "columns are those of the file that is named, without those of the list before" {
	same "$(printf '%s\n' city flag indicator value year)" "$(completed sci-select figures.tsv -c '')"
	same "$(printf '%s\n' year,city,flag year,city,indicator year,city,value)" \
	    "$(completed sci-select figures.tsv -c year,city,)"
	same 'flag' "$(completed sci-rank -f framework.tsv figures.tsv -b fl)"
	same '' "$(completed sci-rank nowhere.tsv -b '')"
}

@test "columns of a file that stands behind the cursor are offered too" {
	COMP_WORDS=(sci-sort -k v figures.tsv) COMP_CWORD=2
	_sci
	same value "${COMPREPLY[*]}"
}

@test "columns of the framework are offered where it is all there is" {
	same label_de "$(completed sci-pivot -f framework.tsv --label l)"
}

@test "a condition begins with a column" {
	same 'city=' "$(completed sci-select figures.tsv -w ci)"
	same '' "$(completed sci-select figures.tsv -w city = U)"
}

@test "columns of CSV are those that sci-import sees, quoted for the shell" {
	same "$(printf '%s\n' 'Kfz\ je\ km' 'Pkw\\,\ Bestand' Stadt)" "$(completed sci-import cars.csv -c '')"
}

@test "files stand behind options that read them, and behind NAME=" {
	same "$(printf '%s\n' figures.tsv framework.tsv)" "$(completed sci-weight -f f)"
	same 'cars.csv' "$(completed sci-page --table t = ca)"
	same 'sub' "$(completed sci-rank -o s)"
	same '' "$(completed sci-delta --since 20)"
}

@test "zsh takes what is made for it, and knows every filter" {
	command -v zsh > /dev/null || skip 'no zsh here'
	zsh -fn "$O/completion/_sci"
	same "#compdef $(basename -a -s .c "$root"/cmd/sci-*.c | paste -sd ' ')" "$(head -n 1 "$O/completion/_sci")"
	# What _arguments is told of sci-rank.
	same "$(printf '%s\n' '(--ties)--ties=' '(-b --by)--by=' '(-b --by)-b+' '*:file:_files')" "$(zsh -fc '
		_arguments() { shift; print -rl -- "$@"; }
		service=sci-rank
		. "$1"' zsh "$O/completion/_sci" | sed 's/\[.*//' | grep -E 'ties|by|\*' | sort)"
}

@test "an interactive zsh completes options, methods, lists of columns and pairs" {
	zsh -fc 'zmodload zsh/zpty && zpty shell true' 2> /dev/null || skip 'no zsh with a pseudo terminal here'
	same "$(printf '%s\n' 'sci-rank --ties=' 'sci-rank --ties=min ' 'sci-aggregate -m geometric ' \
	    'sci-vary --weights dirichlet:' 'sci-stat correlations ' 'sci-sort figures.tsv -k year,city,' \
	    'sci-tidy figures.tsv --rename city=' 'sci-select figures.tsv -c indicator,')" \
	    "$(zsh -f "$root/tests/tools/completed.zsh" "$O/completion" 'sci-rank --ti' 'sci-rank --ties=mi' \
	    'sci-aggregate -m geo' 'sci-vary --weights diri' 'sci-stat corr' 'sci-sort figures.tsv -k year,ci' \
	    'sci-tidy figures.tsv --rename ci' 'sci-select figures.tsv -c indi')"
}
