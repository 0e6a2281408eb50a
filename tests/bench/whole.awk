# whole - the five filters' work in one awk program: normalise (minmax), weight,
# aggregate, rank and compare with the year before.
# awk -f whole.awk FRAMEWORK FIGURES FIGURES

BEGIN { FS = OFS = "\t" }
FNR == 1 { file++; next }
file == 1 { parent[$1] = $2; weight[$1] = $3; direction[$1] = $4; next }
$4 == "" { if (file == 3) units[$1, $2] = 1; next }
file == 2 {
	x = $4 * direction[$3]
	if (!(($1, $3) in least) || x < least[$1, $3]) least[$1, $3] = x
	if (!(($1, $3) in most) || x > most[$1, $3]) most[$1, $3] = x
	next
}
{
	units[$1, $2] = 1
	score = 100 * (($4 * direction[$3] - least[$1, $3]) / (most[$1, $3] - least[$1, $3]))
	sum[$1, $2, parent[$3]] += weight[$3] * score
	total[$1, $2, parent[$3]] += weight[$3]
	areas[parent[$3]] = 1
}
END {
	sort = "sort -t '\t' -k1,1n -k2,2 -k3,3gr"
	for (u in units) {
		split(u, key, SUBSEP)
		all = n = 0
		for (a in areas)
			if (total[u, a] > 0) {
				value = sum[u, a] / total[u, a]
				printf "%s\t%s\t%.17g\t%s\n", key[1], a, value, key[2] | sort
				all += value
				n++
			}
		if (n > 0)
			printf "%s\toverall\t%.17g\t%s\n", key[1], all / n, key[2] | sort
	}
	close(sort)
}
