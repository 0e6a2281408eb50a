# german - a wide table as a German office delivers it: semicolons, decimal commas, points between
# thousands, and - where nothing is.

function figure(x, part, whole, threes) {
	if (x == "")
		return "-"
	split(x, part, ".")
	whole = part[1]
	threes = ""
	for (; length(whole) > 3; whole = substr(whole, 1, length(whole) - 3))
		threes = "." substr(whole, length(whole) - 2) threes
	return whole threes "," part[2]
}

BEGIN {
	FS = "\t"
	OFS = ";"
}
NR > 1 {
	for (i = 3; i <= NF; i++)
		$i = figure($i)
}
{
	sub(/City of/, "Köln-Mülheim")
	$1 = $1
	print
}
