# sci - completion of the filters for bash; behind it stands what --help says, a line for each
# option (cmd/completion/table.awk).

# Sets columns to those of the head of FILE, a stream or, of sci-import, CSV.
_sci_columns() {
	local head='' s=$'\t'
	columns=()
	[[ -f $1 && -r $1 ]] || return 0
	IFS= read -r head < "$1" || :
	head=${head#$'\xef\xbb\xbf'}
	head=${head%$'\r'}
	if [[ $filter == sci-import && $head != *$'\t'* ]]; then
		s=','
		[[ $head != *';'* ]] || s=';'
		head=${head//'"'/}
	fi
	IFS=$s read -ra columns <<< "$head" || :
	columns=("${columns[@]//,/\\,}")
}

# What the words before the cursor are: sets pending to the kind of value that is due.
_sci_before() {
	local w option=''
	for w in "${words[@]:1:${#words[@]}-2}"; do
		if [[ -n $pending ]]; then
			[[ $pending != file || $option == -o || $option == --output ]] || tables+=("$w")
			pending=''
		elif [[ $w == -?* && $w != *=* ]]; then
			option=$w
			pending=${kind[$w]-}
			[[ $pending != none ]] || pending=''
			choice=${chosen[$w]-}
		elif [[ $w != -?* ]]; then
			operands+=("$w")
		fi
	done
}

# shellcheck disable=SC2034,SC2154
_sci() {
	local filter=${COMP_WORDS[0]##*/} words=() tables=() operands=() columns=() found=() i w cut
	local name names repeated what all text pending='' choice='' cur before='' file='' c end=' '
	local -A kind=() chosen=()
	COMPREPLY=()
	# Bash takes words apart at = and :.
	for ((i = 0; i <= COMP_CWORD; i++)); do
		if ((i > 1)) && [[ ${COMP_WORDS[i]} == [=:] || ${COMP_WORDS[i - 1]} == [=:] ]]; then
			words[${#words[@]} - 1]+=${COMP_WORDS[i]}
		else
			words+=("${COMP_WORDS[i]}")
		fi
	done
	cur=${words[${#words[@]} - 1]}
	w=${COMP_WORDS[COMP_CWORD]}
	cut=${cur%"${w#[=:]}"}
	while IFS='|' read -r name names repeated what all text; do
		[[ $name == "$filter" ]] || continue
		for name in ${names:-first}; do
			kind[$name]=$what
			chosen[$name]=$all
		done
	done <<< "$_sci_table"
	_sci_before
	if [[ -n $pending ]]; then
		what=$pending
	elif [[ $cur == --*=* ]]; then
		before=${cur%%=*}
		what=${kind[$before]-none}
		choice=${chosen[$before]-}
		before+='='
		cur=${cur#*=}
	elif [[ $cur == -* ]]; then
		what=word
		choice=${!kind[*]}
		choice=${choice/first/}
	else
		what='file'
		if ((${#operands[@]} == 0)) && [[ -n ${kind[first]-} ]]; then
			what=word
			choice=${chosen[first]}
		fi
	fi
	# The head is of the file named last before the cursor, or behind it, or of a table.
	if [[ $what == column* || $what == pair ]]; then
		for c in "${tables[@]}" "${COMP_WORDS[@]:COMP_CWORD + 1}" "${operands[@]}"; do
			[[ ! -f ${c//\\/} ]] || file=${c//\\/}
		done
		_sci_columns "$file"
	fi
	case $what in
	*s)
		before+=${cur%"${cur##*,}"}
		cur=${cur##*,}
		end=''
		;;
	file)
		[[ $cur != *=* || -n $before ]] || before=${cur%%=*}= cur=${cur#*=}
		end=/
		;;
	esac
	case $what in
	column*) found=("${columns[@]}") ;;
	pair) found=("${columns[@]/%/=}") end='' ;;
	word*) read -ra found <<< "$choice" ;;
	file) mapfile -t found < <(compgen -f -- "$cur") ;;
	esac
	for c in "${found[@]}"; do
		[[ $c == "$cur"* && ",${before#*=}" != *",$c,"* ]] || continue
		[[ $what == word && $c == *: ]] && end=''
		[[ $what == file ]] || for w in \\ ' ' \" \' \& \; \| \< \> '(' ')' '$' '`' '*' '?' '#'; do
			c=${c//"$w"/"\\$w"}
		done
		c=$before$c
		COMPREPLY+=("${c#"$cut"}")
	done
	[[ -n $end ]] || compopt -o nospace 2> /dev/null || :
	[[ $end != / ]] || compopt -o filenames 2> /dev/null || :
}
