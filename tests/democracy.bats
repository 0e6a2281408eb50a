# The Democracy Index of 2018 comes out as published (tests/democracy/README.md).
bats_require_minimum_version 1.5.0

setup() {
	load lib
	data=tests/democracy
	sci-normalize -u unit -f $data/framework.tsv --range 0,10 $data/raw.tsv |
	    sci-weight -u unit -f $data/framework.tsv |
	    sci-aggregate -u unit -f $data/framework.tsv --keep |
	    sci-round -u unit 2 | sci-rank -u unit > "$dir/ranked"
}

@test "every published score of the index and its five categories, to two decimals" {
	same "$(sed 1d $data/published.tsv | sort)" \
	    "$(sci-select -c unit,indicator,value "$dir/ranked" | sed 1d | sort)"
	[ "$(sed 1d $data/published.tsv | wc -l)" = 168 ]
}

@test "the places among the 28 are in the order of the published places in the world, ties too" {
	# A place here is 1 and how many have a better one in the world.
	same "$(awk -F'\t' 'NR > 1 { unit[NR] = $1; world[NR] = $2 }
	    END { for (i in unit) { n = 1; for (j in unit) n += world[j] < world[i]; print unit[i] "\t" n } }' \
	    $data/ranks.tsv | sort)" \
	    "$(sci-select -w indicator=democracy -c unit,rank "$dir/ranked" | sed 1d | sort)"
}

@test "from categories of two decimals two of the 28 would be wrong" {
	sci-select -w indicator!=democracy $data/published.tsv > "$dir/categories"
	sci-weight -u unit -f $data/framework.tsv "$dir/categories" |
	    sci-aggregate -u unit -f $data/framework.tsv | sci-round -u unit 2 > "$dir/rounded"
	same "$(table 'PL democracy 6.68' 'SI democracy 7.51')" \
	    "$(sci-select -c unit,indicator,value "$dir/rounded" | sed 1d |
	        grep -vxFf $data/published.tsv)"
}
