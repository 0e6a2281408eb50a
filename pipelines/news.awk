# What changed in an index's editions since that was told last, and the sources that changed with
# it: one line, or none.
#     awk -f news.awk -v name=INDEX -v root=NODE -v unit=COLUMN SOURCES SOURCES TABLE TABLE \
#         FIGURES FIGURES
# of which the first is the older each time. SOURCES are as `begin` leaves them; TABLEs are columns
# of rankings.tsv with scores as they are printed; FIGURES say how many there are, in columns year,
# indicator and n.
BEGIN { FS = "\t" }
FNR == 1 { file++ }
file <= 2 { once(sources, $1); sum[file, $1] = $2 FS $5; next }
FNR == 1 { split("", at); for (i = 1; i <= NF; i++) at[$i] = i; next }
file > 4 { once(cells, $1 FS $2); figures[file, $1 FS $2] = $3; next }
{
	year = "year" in at ? $at["year"] : ""
	node = $at["indicator"]
	once(years, year)
	once(nodes, node)
	once(units, $at[unit])
	there[file, year]
	place[file, year, node, $at[unit]] = $at["rank"]
	score[file, year, node, $at[unit]] = $at["value"]
	change[file, year, node, $at[unit]] = $at["change"]
}

END {
	sort_years()
	for (y = 1; y <= years[0]; y++)
		if (!((3, years[y]) in there))
			what = join(what, fresh(years[y], y > 1 ? years[y - 1] : years[y]))
		else if (!((4, years[y]) in there))
			what = join(what, years[y] " gone")
		else if (fewer(years[y]) + compare(years[y]))
			remade[++remade[0]] = y
	if (remade[0])
		what = join(what, spans() "remade")
	if (what)
		print name ": " what " because " why() (remade[0] ? details() : "")
}

# A text joins a list, once; list[0] is how many there are.
function once(list, text) {
	if (!(("has", text) in list)) {
		list["has", text]
		list[++list[0]] = text
	}
}

# A list in words, of more than four the first three by name.
function words(list,    i, n, text) {
	n = list[0] > 4 ? 3 : list[0]
	for (i = 1; i <= n; i++)
		text = text (i == 1 ? "" : i == list[0] ? " and " : ", ") list[i]
	return text (n < list[0] ? " and " list[0] - n " more" : "")
}

function join(a, b) {
	return a (a != "" && b != "" ? ", " : "") b
}

function sort_years(    i, j, year) {
	for (i = 2; i <= years[0]; i++) {
		year = years[i]
		for (j = i - 1; j >= 1 && years[j] + 0 > year + 0; j--)
			years[j + 1] = years[j]
		years[j + 1] = year
	}
}

# Whether a table has a place or a score for a unit, and all that it says of a node.
function has(file, year, unit) {
	return place[file, year, root, unit] score[file, year, root, unit] != ""
}

function cell(file, year, node, unit) {
	return place[file, year, node, unit] "/" score[file, year, node, unit] \
	    "/" change[file, year, node, unit]
}

function number(n, what) {
	return n " " what (n == 1 ? "" : "s")
}

# A new edition: how many it ranks, and who came and left since the one before.
function fresh(year, before,    i, came, left, n, text) {
	for (i = 1; i <= units[0]; i++) {
		n += has(4, year, units[i])
		if (has(4, year, units[i]) && !has(4, before, units[i]))
			once(came, units[i])
		if (!has(4, year, units[i]) && has(4, before, units[i]))
			once(left, units[i])
	}
	text = n " in all"
	if (came[0] < n) {
		text = join(text, came[0] ? words(came) " joined" : "")
		text = join(text, left[0] ? words(left) " left" : "")
	}
	return year (year != "" ? " " : "") "new (" text ")"
}

# Whether an edition is another than it was; what is different is noted for details().
function compare(year,    i, j, u, old, new, n) {
	for (i = 1; i <= units[0]; i++) {
		u = units[i]
		old = has(3, year, u)
		new = has(4, year, u)
		n++
		if (new && !old)
			once(joined, u)
		else if (old && !new)
			once(lost, u)
		else if (place[3, year, root, u] != place[4, year, root, u])
			moved[++moves] = year SUBSEP u
		else if (score[3, year, root, u] != score[4, year, root, u])
			scores++
		else if (change[3, year, root, u] != change[4, year, root, u])
			changes++
		else
			n--
	}
	if (n)
		return 1
	for (j = 1; j <= nodes[0]; j++)
		for (i = 1; i <= units[0]; i++)
			if (cell(3, year, nodes[j], units[i]) != \
			    cell(4, year, nodes[j], units[i])) {
				once(below, nodes[j])
				n++
			}
	return n
}

# Whether an edition has lost figures of an indicator, three or more, as when a delivery was cut.
function fewer(year,    i, of, n, was) {
	was = less[0] + 0
	for (i = 1; i <= cells[0]; i++) {
		split(cells[i], of, FS)
		n = figures[5, cells[i]] - figures[6, cells[i]]
		if (of[1] == year && n >= 3)
			once(less, of[2] ": " n " figures fewer" (year != "" ? " in " year : ""))
	}
	return less[0] - was
}

# Editions that were remade: the first and the last of those that follow each other.
function spans(    i, text) {
	for (i = 1; i <= remade[0]; i++) {
		text = join(text, years[remade[i]])
		if (remade[i + 1] == remade[i] + 1) {
			while (remade[i + 1] == remade[i] + 1)
				i++
			text = text "-" years[remade[i]]
		}
	}
	return text (text != "" ? " " : "")
}

# The sources that have other bytes than before, that are there now, and that are not any more.
function why(    i, s, changed, came, left, text) {
	for (i = 1; i <= sources[0]; i++) {
		s = sources[i]
		if (sum[1, s] == sum[2, s])
			continue
		if (s ~ /^sci-[a-z]*$/)
			once(changed, "the filters")
		else if (s ~ /^make's /)
			once(changed, s)
		else if (sum[2, s] == "")
			once(left, s)
		else if (sum[1, s] == "")
			once(came, s)
		else
			once(changed, s)
	}
	text = changed[0] ? words(changed) " changed" : ""
	text = join(text, came[0] ? words(came) (came[0] > 1 ? " are new" : " is new") : "")
	text = join(text, left[0] ? words(left) (left[0] > 1 ? " are gone" : " is gone") : "")
	return text != "" ? text : "of something that no rule names"
}

function details(    text) {
	text = joined[0] ? words(joined) " joined" : ""
	text = join(text, lost[0] ? words(lost) " left" : "")
	if (moves)
		text = join(text, number(moves, "place") " changed (" examples() ")")
	else if (scores)
		text = join(text, "no place changed, " number(scores, "score") " did")
	if (changes)
		text = join(text, changes (changes == 1 ? " climb or fall" : " climbs or falls") " with it")
	text = join(text, below[0] ? "only " words(below) " changed" : "")
	return (text != "" ? ": " text : "") (less[0] ? "; " words(less) : "")
}

function distance(m,    k) {
	split(m, k, SUBSEP)
	m = place[3, k[1], root, k[2]] - place[4, k[1], root, k[2]]
	return m < 0 ? -m : m
}

# The three largest moves, of the newest edition first.
function examples(    e, i, best, k, text) {
	for (e = 1; e <= 3 && e <= moves; e++) {
		best = 0
		for (i = moves; i >= 1; i--)
			if (!(i in shown) && (!best || distance(moved[i]) > distance(moved[best])))
				best = i
		shown[best]
		split(moved[best], k, SUBSEP)
		text = join(text, k[2] " " from_to(k[1], k[2]) (remade[0] > 1 ? " in " k[1] : ""))
	}
	return text (moves > 3 ? ", ..." : "")
}

function from_to(year, unit,    old, new) {
	old = place[3, year, root, unit]
	new = place[4, year, root, unit]
	return (old == "" ? "none" : old) " -> " (new == "" ? "none" : new)
}
