# changes - ranks sorted scores (year, indicator, value, city) and compares years.
BEGIN { FS = OFS = "\t"; print "year", "city", "indicator", "value", "rank", "rank_change" }
{
	if ($1 FS $2 != group) { group = $1 FS $2; n = rank = 0; last = "" }
	n++
	if ($3 != last) { rank = n; last = $3 }
	was = place[$2, $4]
	print $1, $4, $2, $3, rank, was == "" ? "" : was - rank
	place[$2, $4] = rank
}
