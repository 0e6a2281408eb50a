# sci-tidy - columns get other names, constants, rows of their own and parts; figures stay.
bats_require_minimum_version 1.5.0

setup() {
	load lib
}

# tidy TEXT OPTION... - tidies TEXT, which is a format of printf.
tidy() {
	printf "$1" > "$dir/in"
	sci-tidy "${@:2}" "$dir/in"
}

# refused STATUS TEXT MESSAGE OPTION... - fails unless TEXT is refused with what has MESSAGE, a
# pattern, in it, and the output ends in no newline.
refused() {
	printf "$2" > "$dir/in"
	run "-$1" --separate-stderr --keep-empty-lines sci-tidy "${@:4}" "$dir/in"
	echo "$stderr"
	[[ "$stderr" == "sci-tidy: "$3* ]]
	[[ "$output" != *$'\n' ]]
}

@test "--rename: at once, at the last =, and every other byte stays" {
	same $'x\ty=z\n070.50\tNA' "$(tidy 'a=b\ty=z\n070.50\tNA\n' --rename a=b=x)"
	same $'b\ta\n1\t2' "$(tidy 'a\tb\n1\t2\n' --rename a=b --rename b=a)"
	refused 1 'a\tb\n' "*:1: two columns would be called 'b'" --rename a=b
	refused 1 'a\tb\n' "*:1: no column 'c' (there are: a, b)" --rename c=d
	refused 2 'a\tb\n' "--rename: column 'a' is there twice" --rename a=c --rename a=d
	refused 2 'a\tb\n' "--rename: 'a=' gives no name" --rename a=
	refused 2 'a\tb\n' "--rename: '=c' is not NAME=VALUE" --rename =c
	refused 2 'a\tb\n' "--rename: *a tab" --rename $'a=c\td'
}

@test "a missing sign of a number column goes, before and after it is one" {
	same $'city\tplace\nNA\t' "$(tidy 'city\trank\nNA\tNA\n' --rename rank=place)"
	same $'city\trank\nNA\t' "$(tidy 'city\tplace\nNA\tNA\n' --rename place=rank)"
	same $'city\tplaces\nNA\tNA' "$(tidy 'city\tplace\nNA\tNA\n' --rename place=places)"
}

@test "--set: new ones first in the order given, one that is there in its place" {
	same $'year\tindicator\tcity\tvalue\n2024\tbus\tBonn\t1' "$(tidy 'city\tvalue\nBonn\t1\n' \
	    --set year=2024 --set indicator=bus)"
	same $'note\tcity\tvalue\na=b\tKiel\t1' "$(tidy 'city\tvalue\nBonn\t1\n' --set city=Kiel --set note=a=b)"
	same $'value\tcity\n\tBonn' "$(tidy 'value\tcity\n1\tBonn\n' --set value=NA)"
	same $'x\tplace\n\t7' "$(tidy 'place\n7\n' --set x=)"
	refused 2 'city\n' "--set: year: '24.5' is not a year" --set year=24.5
	refused 2 'city\n' "--set: value: '1,5' is not a number" --set value=1,5
	refused 2 'city\n' "--set: city: '' is empty" --set city=
	refused 2 'city\n' "--set: town: '' is empty" -u town --set town=
	refused 2 'city\n' "--set: column 'a' is there twice" --set a=1 --set a=2
}

@test "--id: constants, keys in their order, then a row for each other column" {
	same "$(table 'year ags city indicator value' '2024 05 Bonn bus 070.50' '2024 05 Bonn bike _' \
	    '2024 06 Kiel bus 1e3' '2024 06 Kiel bike -0')" \
	    "$(tidy 'city\tbus\tags\tbike\nBonn\t070.50\t05\tNA\nKiel\t1e3\t06\t-0\n' --id ags,city --set year=2024)"
	same "$(table 'ags city indicator value' '05 K bus 1')" \
	    "$(tidy 'ags\tbus\tcity\n05\t1\tBonn\n' --id ags --set city=K)"
	same "$(tidy 'city\tbus\nBonn\t1\n' --id city --set year=2024)" "$(tidy 'city\tbus\nBonn\t1\n' --id year,city --set year=2024)"
	refused 1 'city\tnote\nBonn\tlow\n' "*:2: column note: 'low' is not a number*(Bonn)" --id city
	refused 1 'city\tbus\n' "*:1: no column 'ags' for --id" --id city,ags
	refused 1 'value\tbus\n' "*:1: two columns would be called 'value'" --id value
	refused 2 'city\tbus\n' "--id: column 'city' is there twice" --id city,city
	refused 2 'city\tbus\n' "--id: an empty name" --id city,
}

@test "--by: the names are years, which must be such" {
	same "$(table 'city year value' 'Bonn 2023 1' 'Bonn 2024 2')" \
	    "$(tidy 'city\t2023\t2024\nBonn\t1\t2\n' --id city --by year)"
	refused 1 'city\t2023\t2024 p\nBonn\t1\t2\n' "*:2: column year: '2024 p' is not a year" --id city --by year
	refused 2 'city\t2023\n' "--by needs --id" --by year
	refused 1 'city\t2023\n' "*:1: two columns would be called 'value'" --id city --by value
	refused 2 'city\t2023\n' "--by: '' is no column of names" --id city --by ''
}

@test "--split: literals between, the first match ends a part, the last one the text" {
	same $'unit\tcity\tvalue\nP_KM2\tDE,x\t1' "$(tidy 'key\tvalue\nP_KM2,DE,x\t1\n' --split 'key=unit,city')"
	same $'city\tyear\nBonn\t2023' "$(tidy 'city\tdate\nBonn\t31.12.2023\n' --split 'date=_._.year')"
	same $'year\tindicator\n2023\tcars' "$(tidy 'head\nstock|of 31.12.2023|cars\n' --split 'head=_|_._.year|indicator')"
	# The last part ends where what follows it ends the text.
	same $'a\tb\nx\ty) (z' "$(tidy 'k\nx (y) (z)\n' --split 'k=a (b)')"
	# Parts may be empty.
	same $'a\tb\tc\n\t\t\n1\t\t3' "$(tidy 'k\n--\n1--3\n' --split 'k=a-b-c')"
	# Words are beyond ASCII too, and quotes and backslashes stand for themselves.
	same $'größe\tx\n"q\\,\t2' "$(tidy 'k\n"q\\,;"2\n' --split 'k=größe;"x')"
}

@test "--split: one column after the other, and COLUMN's own name again" {
	same $'p\tq\tr\tz\n1\t2\t3\t9' "$(tidy 'k\tz\n1|2-3\t9\n' --split 'k=p|k' --split 'k=q-r')"
	same $'z\n9' "$(tidy 'k\tz\n1\t9\n' --split 'k=_')"
	same "$(table 'ags city year indicator value' '5 Bonn 2023 cars 1' '5 Bonn 2024 bikes 2')" \
	    "$(tidy 'key\tn 2023|cars\tn 2024|bikes\n5 Bonn\t1\t2\n' --id key --by head \
	    --split 'key=ags city' --split 'head=_ year|indicator')"
}

@test "--split: no match, empty keys, what is no year and no number are errors" {
	refused 1 'k\tcity\na,b\tBonn\nab\tKiel\n' "*:3: column k: 'ab' does not fit 'x,y' (Kiel)" --split k=x,y
	refused 1 'k\na,b\n' "*:2: column k: 'a,b' does not fit '(x,y)'" --split 'k=(x,y)'
	refused 1 'k\n()\n(\n' "*:3: column k: '(' does not fit '(x)'" --split 'k=(x)'
	refused 1 'k\n(\n' "*:2: column k: '(' does not fit '(x('" --split 'k=(x('
	refused 1 'k\n,b\n' "*:2: column city: '' is empty, which a key never is" --split k=city,x
	refused 1 'k\na,\n' "*:2: column town: '' is empty" -u town --split k=x,town
	refused 1 'k\na,24x\n' "*:2: column year: '24x' is not a year" --split k=x,year
	refused 1 'k\na,1x\n' "*:2: column value: '1x' is not a number" --split k=x,value
	refused 1 'k\tx\n' "*:1: two columns would be called 'x'" --split k=y,x
	refused 1 'k\n' "*:1: two columns would be called 'x'" --split k=x,x
	refused 1 'k\n' "*:1: no column 'j' for --split" --split j=x,y
	refused 2 'k\n' "--split: 'k=,;' has no word" --split 'k=,;'
	refused 2 'k\n' "--split: 'k' is not NAME=VALUE" --split k
	refused 2 'k\n' "--split: no column is left" --split k=_
}

@test "rename, set, id, split come in this order, whatever the command line's" {
	same "$(table 'indicator unit city year value' 'dens P Bonn 2019 3')" \
	    "$(tidy 'geo\t2019\nP,Bonn\t3\n' --split 'key=unit,city' --by year --id key --set indicator=dens \
	    --rename geo=key)"
}

@test "a quotation mark is a character, and a cut table is refused" {
	same $'indicator\tcity\tyear\tvalue\npop\t"Neustadt"\t2019\t3\npop\tNeustadt\t2019\t5\npop\t"Neue" Stadt\t2019\t1' \
	    "$(tidy 'city\t2019\n"Neustadt"\t3\nNeustadt\t5\n"Neue" Stadt\t1\n' --id city --by year --set indicator=pop)"
	refused 1 'city\tx\nBonn\t1\nKiel\t2' "*: cut off after line 3" --set year=2024
}

@test "an empty table keeps its head; files may have their columns in any order" {
	same $'city\tindicator\tvalue' "$(tidy 'city\ta\tb\n' --id city)"
	same $'x\tcity' "$(tidy 'k\tcity\n' --split k=x-_)"
	printf 'a\tb\n1\t2\n' > "$dir/1"
	printf 'b\ta\n4\t3\n' > "$dir/2"
	same $'a\tc\n1\t2\n3\t4' "$(sci-tidy --rename b=c "$dir/1" "$dir/2")"
}

@test "what sci-pivot takes back: wide to long to wide" {
	table 'year city bike bus' '2023 Bonn 1 2' '2023 Kiel _ 4.50' '2024 Bonn 5 _' > "$dir/wide"
	same "$(cat "$dir/wide")" "$(sci-tidy --id year,city "$dir/wide" | sci-pivot)"
}
