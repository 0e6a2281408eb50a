# The Human Development Index comes out as published (tests/hdi/README.md).

bats_require_minimum_version 1.5.0

setup() {
	load lib
	hdi=tests/hdi
}

# The index, rounded, with ranks.
ranked() {
	sci-normalize -u unit -f $hdi/framework.tsv --range 0,1 --clip $hdi/raw.tsv |
	    sci-weight -u unit -f $hdi/framework.tsv |
	    sci-aggregate -u unit -f $hdi/framework.tsv --missing propagate --zero |
	    sci-round 3 | sci-rank -u unit | sci-select -w indicator=hdi
}

@test "every published value to three decimals, and none besides" {
	run -0 ranked
	published=$(sci-select -w hdi!=NA $hdi/published.tsv | sci-round -u unit -c hdi 3 | sed 1d | sort)
	computed=$(sci-select -w value!= -c year,unit,value <(echo "$output") | sed 1d | sort)
	[ "$(wc -l <<< "$published")" -ge 230 ]
	# Rwanda 1990 has all inputs, but UNDP publishes no index.
	same "$published" "$(grep -v $'^1990\tRWA\t' <<< "$computed")"
}

@test "all 193 ranks of 2022" {
	run -0 ranked
	same "$(sci-select -w rank!= $hdi/ranks.tsv | sed 1d | sort)" \
	    "$(sci-select -w year=2022 -w rank!= -c unit,rank <(echo "$output") | sed 1d | sort)"
	[ "$(sci-select -w rank!= $hdi/ranks.tsv | sed 1d | wc -l)" = 193 ]
}
