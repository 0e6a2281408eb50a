# A script for gnuplot with all charts of an index in a language.
#     awk -f charts.awk -v lang=de -v year=2025 -v out=FOLDER -v bump=BUMP CITIES STATES PLACES
# CITIES: city, slug, longitude, latitude; STATES: state_code, ring, point, longitude, latitude;
# PLACES: year, city, place, score, ..., by year and place; BUMP: the same places, a column a city.
# All charts are legible in black and white: what matters is thick and has its words beside it.
function quoted(s) {
	gsub(/'/, "''", s)
	return "'" s "'"
}
function shown(x) {
	x = sprintf("%.1f", x)
	if (lang == "de")
		sub(/\./, ",", x)
	return x
}
function begin(name, width, height) {
	printf "reset\nset terminal svg size %d,%d dynamic noenhanced font 'sans-serif,14'\n", width, height
	printf "set output '%s/%s.gnuplot'\n", out, name
	print "set datafile separator \"\\t\"\nunset key\nset border 0\nset tics scale 0"
}
BEGIN {
	FS = "\t"
	# The colours; those of the pages are at the top of style.css.
	grey = "lc rgb '#c3cad1'"
	dark = "lc rgb '#0b3f6e'"
	other = "lc rgb '#7a3b12'"
	own_bar = "lc rgb '#7f9cb8'"
	border = "lc rgb '#8a949e'"
	split("#7890a8 #5f86ab #2d6394 #072f55", dot, " ")
}
FNR == 1 {
	file++
	for (i = 1; i <= NF; i++)
		at[file, $i] = i
	next
}
file == 1 {
	slug[$at[1, "city"]] = $at[1, "slug"]
	x[$at[1, "city"]] = $at[1, "longitude"]
	y[$at[1, "city"]] = $at[1, "latitude"]
	city[++n] = $at[1, "city"]
}
file == 2 {
	key = $at[2, "state_code"] "/" $at[2, "ring"]
	outline = outline (key != ring && ring != "" ? "\n" : "") $at[2, "longitude"] "\t" $at[2, "latitude"] "\n"
	ring = key
}
file == 3 {
	c = $at[3, "city"]
	p = $at[3, "place"]
	if ($at[3, "year"] < first || first == "")
		first = $at[3, "year"]
	if (p == "")
		next
	if (p > most)
		most = p
	known[c]++
	if ($at[3, "year"] != year)
		next
	if (p <= 10)
		ten[++nten] = c
	place[c] = p
	score[c] = $at[3, "score"]
	if (score[c] != "") {
		scores++
		count[int(score[c] / 5) - (score[c] >= 100)]++
	}
}
# The column of every city in BUMP is found in its head.
function read_bump(    head, f, m, i) {
	getline head < bump
	m = split(head, f, FS)
	for (i = 2; i <= m; i++)
		column[f[i]] = i
	columns = m
}
function axes(    i, ticks) {
	ticks = "1"
	for (i = 10; i <= most; i += 10)
		ticks = ticks "," i
	printf "set yrange [%g:0]\nset ytics (%s)\n", most + 1, ticks
	printf "set xtics %d,1,%d\n", first, year
}
function all_lines() {
	return sprintf("for [i=2:%d] '%s' using 1:i with lines lw 0.7 %s", columns, bump, grey)
}
# The first ten, among the first twenty places: who comes from further behind comes in from below.
function draw_ten(    i, k, at, last) {
	begin("bump", 480, 460)
	print "set yrange [20.5:0.5]\nset ytics (1,5,10,15,20)\nset lmargin 4"
	printf "set xtics %d,1,%d\nset xrange [%g:%g]\nset rmargin 20\n", first, year, first - 0.2, year + 0.1
	for (i = 1; i <= nten; i++) {
		at = place[ten[i]] > last ? place[ten[i]] : last + 1
		last = at
		printf "set label %d %s at %g,%g offset 0.8,0\n", i, quoted(place[ten[i]] " " ten[i]), year, at
	}
	printf "plot %s", all_lines()
	for (i = 1; i <= nten; i++) {
		k = column[ten[i]]
		printf ", '' using 1:%d with linespoints pt 7 ps 0.4 lw 2.5 dt %d %s", k, (i - 1) % 3 + 1, \
		    i % 2 ? dark : other
	}
	print ""
}
function draw_city(c,    k) {
	k = column[c]
	begin(slug[c] "-bump", 480, 300)
	axes()
	printf "set xrange [%g:%g]\n", first - 0.4, year + 0.4
	printf "plot %s, '' using 1:%d with linespoints pt 7 ps 0.6 lw 3 %s, ", all_lines(), k, dark
	printf "'' using 1:%d:%d with labels offset 0,0.9\n", k, k
}
function draw_distribution(c,    b, own) {
	if (score[c] == "" || scores < 20)
		return
	own = int(score[c] / 5) - (score[c] >= 100)
	begin(slug[c] "-distribution", 480, 220)
	print "set xrange [0:100]\nset yrange [0:*]\nset style fill solid\nset boxwidth 4.6\nunset ytics\nset xtics 0,20,100\nset tmargin 4\nset bmargin 2"
	printf "set label 1 %s at %g,graph 1.28 %s\n", quoted(c ": " shown(score[c])), score[c], \
	    (score[c] > 75 ? "right" : score[c] < 25 ? "left" : "center")
	printf "set arrow 1 from %g,graph 1.2 to %g,graph 0 nohead lw 2 %s\n", score[c], score[c], dark
	print "plot $bins using 1:2 with boxes " grey ", $bins using 1:2:($2>0?stringcolumn(2):'') with labels offset 0,0.6 font ',12', \\"
	printf "  '-' using 1:2 with boxes %s\n%g\t%d\ne\n", own_bar, own * 5 + 2.5, count[own]
}
function draw_map(    i, c, size) {
	begin("map", 480, 640)
	print "set size ratio 1.58\nunset tics\nset xrange [5.8:15.1]\nset yrange [47.2:55.1]\nset lmargin 0\nset rmargin 0\nset tmargin 0\nset bmargin 0"
	for (i = 1; i <= nten; i++) {
		c = ten[i]
		# Behind the dots, so that none is hidden; those in the west lead outwards.
		printf "set label %d %s at %s,%s %s back\n", i, quoted(place[c] " " c), x[c], y[c], \
		    (x[c] < 8.5 && length(c) <= 12 ? "right offset -0.9,0" : "offset 0.9,0")
	}
	print "plot $outline using 1:2 with lines lw 0.8 " border ", \\"
	print "  $cities using 1:($3>60?$2:1/0) with points pt 7 ps 0.45 lc rgb '" dot[1] "', \\"
	print "  $cities using 1:($3>30&&$3<=60?$2:1/0) with points pt 7 ps 0.6 lc rgb '" dot[2] "', \\"
	print "  $cities using 1:($3>10&&$3<=30?$2:1/0) with points pt 7 ps 0.8 lc rgb '" dot[3] "', \\"
	print "  $cities using 1:($3<=10?$2:1/0) with points pt 7 ps 1.1 lc rgb '" dot[4] "'"
}
END {
	read_bump()
	printf "$outline << E\n%sE\n$bins << E\n", outline
	for (b = 0; b < 20; b++)
		printf "%g\t%d\n", b * 5 + 2.5, count[b]
	print "E\n$cities << E"
	for (i = 1; i <= n; i++)
		if (place[city[i]] != "")
			printf "%s\t%s\t%s\n", x[city[i]], y[city[i]], place[city[i]]
	print "E"
	draw_ten()
	if (scores >= 20)
		draw_map()
	for (i = 1; i <= n; i++) {
		if (known[city[i]] > 1)
			draw_city(city[i])
		draw_distribution(city[i])
	}
}
