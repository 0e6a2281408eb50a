# transcript - runs what a document shows and compares it to the byte.

# transcript FILE - FILE is lines "$ COMMAND", each with what it prints below.  A command
# whose line ends in a backslash goes on in the next.  All run in one bash, in the
# folder that is current; what goes to standard error counts too.
transcript() {
	awk '
		/^\$ / || more {
			shown = more ? shown "\n" $0 : $0
			command = more ? command "\n" $0 : substr($0, 3)
			more = /\\$/
			if (!more)
				print "cat <<'\''SHOWN'\''\n" shown "\nSHOWN\n" command
		}' "$1" > "$1.sh"
	bash "$1.sh" > "$1.printed" 2>&1 < /dev/null || true
	diff "$1" "$1.printed"
}
