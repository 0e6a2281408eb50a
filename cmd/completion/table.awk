# table - what --help of the filters says, for completion: a line for each option, and for the
# word that some filters take first:  FILTER|NAMES|REPEATED|KIND|WORDS|TEXT.  KIND is none, word,
# file, column, pair (a column before a =) or other; with an s where a list may stand.

# The word behind an option in the synopsis, which says what can be chosen.
function choice(names,  at, rest) {
	gsub(/ /, "|", names)
	if (match(synopsis, "(^|[[ ])(" names ") [^] ]+")) {
		rest = substr(synopsis, RSTART, RLENGTH)
		sub(/.* /, "", rest)
	}
	return rest
}

# Of a text with names between commas or bars: those in small letters, up to what varies.
function chosen(text,  part, n, i, all) {
	n = split(text, part, /[|,] */)
	for (i = 1; i <= n; i++)
		if (match(part[i], /^[a-z][a-z0-9+-]*:?/))
			all = all " " substr(part[i], 1, RLENGTH)
	return substr(all, 2)
}

function finish(  words, kind, list) {
	if (names == "" && first == "")
		return
	list = argument ~ /,\.\.\.$/ ? "s" : ""
	words = first != "" ? chosen(first) : argument == "" ? "" : chosen(choice(names))
	if (argument ~ /^(METHOD|TIES)$/ && words == "") {
		words = text
		gsub(/\[[^]]*\]|\([^)]*\)|;.*/, "", words)
		sub(/^[^,]*: /, "", words)
		words = chosen(words)
	}
	kind = words != "" ? "word" : argument == "" ? "none" : argument ~ /^COLUMN(,|$)/ ? "column" : \
	    argument ~ /^(FROM|COLUMN)=|^CONDITION$/ ? "pair" : \
	    argument ~ /^(FILE|TABLE|T|F0?)$|=FILE$/ ? "file" : "other"
	print filter "|" names "|" (synopsis ~ "\\[" short " [^]]*\\]\\.\\.\\.") "|" kind list "|" words "|" text
	names = first = ""
}

/^usage: / {
	finish()
	filter = $2
	synopsis = $0
	sub(/^usage: [^ ]* /, "", synopsis)
	if ($3 ~ /^[a-z]/) {
		first = $3
		argument = text = ""
		finish()
	}
}
/^ +-/ {
	finish()
	match($0, /^ +(-[A-Za-z](, )?)?(--[a-z-]+)?/)
	names = substr($0, 1, RLENGTH)
	text = substr($0, RLENGTH + 1)
	gsub(/^ +|,/, "", names)
	short = names
	sub(/ .*/, "", short)
	argument = ""
	if (match(text, /^ [^ ]+/)) {
		argument = substr(text, 2, RLENGTH - 1)
		text = substr(text, RLENGTH + 1)
	}
	sub(/^ +/, "", text)
}
/^ +[^ -]/ && /^          / && names != "" {
	sub(/^ +/, text == "" ? "" : " ")
	text = text $0
}
END { finish() }
