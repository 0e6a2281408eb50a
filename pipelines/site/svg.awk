# What gnuplot drew, to stand within an <svg> of a page: without head, names and empty groups, so
# that several fit on a page; points become circles.
/<\/defs>/ { inside = 1; print "<g>"; next }
!inside || /^<\/svg>/ { next }
{
	gsub(/<title>[^<]*<\/title>/, "")
	gsub(/ id="[^"]*"/, "")
	gsub(/ stroke-linecap="butt" stroke-linejoin="miter"/, "")
	gsub(/ font-family="[^"]*"/, "")
	gsub(/rgb\( */, "rgb(")
	gsub(/[ \t]+'\/>/, "'/>")
	gsub(/, +/, ",")
	gsub(/^[ \t]+/, "")
}
/<use / {
	while (match($0, /<use [^>]*translate\([^)]*\) scale\([^)]*\)' color='[^']*'\/>/)) {
		use = substr($0, RSTART, RLENGTH)
		split(use, part, /[(),']+/)
		# ... translate x y " scale" r " color=" colour
		for (i = 1; part[i] !~ /translate/; i++)
			;
		colour = use
		sub(/.*color='/, "", colour)
		sub(/'\/>$/, "", colour)
		circle = sprintf("<circle cx='%s' cy='%s' r='%s' fill='%s' stroke='none'/>", part[i + 1], part[i + 2], \
		    part[i + 4], colour)
		$0 = substr($0, 1, RSTART - 1) circle substr($0, RSTART + RLENGTH)
	}
}
# A group that is closed at once is none.
held != "" {
	if ($0 == "</g>") {
		held = ""
		next
	}
	print held
	held = ""
}
/^<g [^>]*>$/ { held = $0; next }
$0 != "" { print }
