# generate - an index of CITIES cities, 100 indicators in 5 areas, 2 years, or as many as it is told:
# the figures on standard output, the framework in FRAMEWORK.  The same numbers in every run.
# awk -v cities=N [-v indicators=N] [-v years=N] -v framework=FILE -f generate.awk

# 0 <= x < 1, by Park and Miller's generator (1988).
function uniform() {
	state = (state * 16807) % 2147483647
	return state / 2147483647
}

BEGIN {
	OFS = "\t"
	if (!indicators)
		indicators = 100
	if (!years)
		years = 2
	state = 20260101
	split("administration digital energy mobility society", area, " ")
	print "indicator", "parent", "weight", "direction" > framework
	for (i = 1; i <= indicators; i++) {
		code[i] = sprintf("%s_%03d", area[(i - 1) % 5 + 1], i)
		scale[i] = exp(uniform() * 10)
		print code[i], area[(i - 1) % 5 + 1], int(uniform() * 300 + 50) / 100,
		    (i % 4 == 0 ? -1 : 1) > framework
	}
	for (i = 1; i <= 5; i++)
		print area[i], "overall", 1, 1 > framework
	print "year", "city", "indicator", "value"
	for (year = 2024; year < 2024 + years; year++)
		for (city = 1; city <= cities; city++)
			for (i = 1; i <= indicators; i++) {
				x = uniform()
				print year, "City of " city, code[i],
				    (x < 0.02 ? "" : sprintf("%.2f", scale[i] * (x + 0.5)))
			}
}
