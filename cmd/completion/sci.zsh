# sci - completion of the filters for zsh; _sci_table is what --help says, a line for each option
# (cmd/completion/table.awk).

# Columns of the file named last, a stream or CSV; behind "columns" a list of them, behind "pair"
# each with a =.
_sci_columns() {
	local head file='' i s=$'\t'
	local -a columns
	for ((i = 2; i <= $#words; i++)); do
		[[ $words[i-1] == (-o|--output) || ! -f ${(Q)words[i]} ]] || file=${(Q)words[i]}
		((i < CURRENT)) || [[ -z $file ]] || break
	done
	[[ -n $file ]] || return 1
	IFS= read -r head < $file
	head=${${head#$'\xef\xbb\xbf'}%$'\r'}
	if [[ $head != *$'\t'* && $service == sci-import ]]; then
		[[ $head == *';'* ]] && s=';' || s=','
		head=${head//\"/}
	fi
	columns=("${(@ps:$s:)head}")
	columns=("${columns[@]//,/\\,}")
	case $1 in
	columns) compset -P '*,'; compadd -q -S , -a columns ;;
	pair) compadd -S = -a columns ;;
	*) compadd -a columns ;;
	esac
}

# The words that an option can be; more follows those that end in a colon.
_sci_words() {
	compadd -S '' -- ${(M)@:#*:}
	compadd -- ${@:#*:}
}

_sci() {
	local filter names repeated kind chosen text action first=''
	local -a options specs
	while IFS='|' read -r filter names repeated kind chosen text; do
		[[ $filter == $service ]] || continue
		case $kind in
		none) action='' ;;
		word) action=":value: _sci_words ${chosen//:/\\:}" ;;
		words) action=":value:_values -s , value ${chosen//:/\\:}" ;;
		file) action=':file:_files' ;;
		column* | pair) action=":column: _sci_columns $kind" ;;
		*) action=':value: ' ;;
		esac
		if [[ -z $names ]]; then
			first="1${action}"
			continue
		fi
		text="[${text//(#m)[\[\]:\\]/\\$MATCH}]"
		options=(${=names})
		for names in $options; do
			if [[ -n $action ]]; then
				[[ $names == --* ]] && names+='=' || names+='+'
			fi
			if ((repeated)); then
				specs+=("*${names}${text}${action}")
			else
				specs+=("(${options})${names}${text}${action}")
			fi
		done
	done <<< $_sci_table
	_arguments -s $specs $first '*:file:_files'
}
