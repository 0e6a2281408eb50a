#!/bin/bash
# run.sh BUILD SIZE - times the filters beside what users would take instead, on generated
# figures: T to try it, S 92 thousand rows, M 1 million, L 4 million.  Seconds are the least of ROUNDS=5
# runs, processor time of all processes; ratios are against our pipeline.
set -euo pipefail
export LC_ALL=C

PATH=$(cd "$1" && pwd):$PATH
size=$2
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
case $size in
T) cities=10 ;;
S) cities=460 ;;
M) cities=5000 ;;
L) cities=20000 ;;
*) echo "run.sh BUILD T|S|M|L" >&2; exit 2 ;;
esac
rounds=${ROUNDS:-5}
awk -v cities=$cities -v framework=framework.tsv -f "$here/generate.awk" > figures.tsv
rows=$((cities * 200))
F=framework.tsv

# seconds COMMAND - least processor time, user and system.
seconds() {
	local best='' s i
	for ((i = 0; i < rounds; i++)); do
		TIMEFORMAT='%U %S'
		s=$( { time bash -o pipefail -c "$1" > /dev/null; } 2>&1 | awk 'END { print $1 + $2 }')
		best=$(awk -v a="${best:-1e9}" -v b="$s" 'BEGIN { print (b < a ? b : a) }')
	done
	echo "$best"
}

# instructions COMMAND - per row, by callgrind.
instructions() {
	command -v valgrind > /dev/null || { echo -; return; }
	# shellcheck disable=SC2086 # a command of several words
	valgrind --tool=callgrind --callgrind-out-file=/dev/null $1 2>&1 > /dev/null |
	    awk -v rows="$2" '/refs:/ { gsub(",", ""); printf "%.0f\n", $NF / rows }'
}

sci-normalize -f $F figures.tsv > normalized.tsv
sci-weight -f $F normalized.tsv > weighted.tsv
sci-aggregate -f $F weighted.tsv > scores.tsv
sci-rank scores.tsv > ranked.tsv
nodes=$(sed 1d scores.tsv | wc -l)
pipe="sci-normalize -f $F figures.tsv | sci-weight -f $F | sci-aggregate -f $F | sci-rank | sci-delta"
ours=$(seconds "$pipe")

echo "$rows rows, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), least of $rounds runs"
echo
echo "| what | processor s | x ours | instructions a row |"
echo "| --- | --- | --- | --- |"
stage() {
	local count=-
	[ "$size" = L ] || count=$(instructions "$2" "$3")
	printf '| %s | %s | | %s |\n' "$1" "$(seconds "$2")" "$count"
}
stage sci-normalize "sci-normalize -f $F figures.tsv" "$rows"
stage sci-weight "sci-weight -f $F normalized.tsv" "$rows"
stage sci-aggregate "sci-aggregate -f $F weighted.tsv" "$rows"
stage sci-rank "sci-rank scores.tsv" "$nodes"
stage sci-delta "sci-delta ranked.tsv" "$nodes"
printf '| the five in a pipe | %s | 1 | |\n' "$ours"

# peer NAME PROGRAM COMMAND
peer() {
	local s
	if ! command -v "$2" > /dev/null; then
		printf '| %s | is not installed | | |\n' "$1"
		return
	fi
	s=$(seconds "$3")
	printf '| %s | %s | %s | |\n' "$1" "$s" \
	    "$(awk -v a="$s" -v b="$ours" 'BEGIN { printf "%.1f", a / b }')"
}
peer 'sci-score and sci-delta' sci-score "sci-score -f $F figures.tsv | sci-delta"
peer 'mawk, all of it' mawk "mawk -f $here/whole.awk $F figures.tsv figures.tsv | mawk -f $here/changes.awk"
peer 'SQLite, all of it' sqlite3 "sqlite3 < $here/whole.sql"
peer 'Miller, only the extremes of each group' mlr \
    "mlr --tsv filter '\$value != \"\"' then merge-fields -k -a min,max -f value -o v then stats1 -a min,max -f value -g year,indicator figures.tsv"
peer 'datamash, only the extremes of each group' datamash \
    "awk -F '\t' '\$4 != \"\"' figures.tsv | datamash -s --header-in -g 1,3 min 4 max 4"

# import WHAT FILE DELIMITER OPTION... - sci-import beside libcsv that counts the fields.
import() {
	local ours libcsv
	ours=$(seconds "sci-import ${*:4} $2")
	libcsv=$(seconds "./fields '$3' < $2")
	printf '| %s | %s | %s |\n' "$1" "$ours" "$(awk -v a="$ours" -v b="$libcsv" \
	    'BEGIN { printf "%s", b == 0 ? "-" : sprintf("%.2f", a / b) }')"
}
"${CC:-cc}" -O2 -o fields "$here/fields.c" -lcsv
sci-export figures.tsv > long.csv
sci-pivot figures.tsv > wide.tsv
sci-export wide.tsv > wide.csv
awk -f "$here/german.awk" wide.tsv | iconv -f UTF-8 -t CP1252 > german.csv
echo
echo '| sci-import | processor s | x libcsv counting fields |'
echo '| --- | --- | --- |'
import 'a figure a row' long.csv ,
import 'a column an indicator' wide.csv , --id year,city
import 'the same as German offices write it' german.csv ';' -d "';'" --encoding CP1252 --decimal , \
    --thousands . --signs "$here/../../data/signs-din55301.tsv" --id year,city

# variants WHAT CITIES INDICATORS YEARS - wall-clock seconds of 1,000 variants, from files to how firm
# the places are, the least of the runs.
variants() {
	local best='' s i
	awk -v cities="$2" -v indicators="$3" -v years="$4" -v framework=f.tsv -f "$here/generate.awk" > x.tsv
	sci-vary -f f.tsv -n 1000 --weights 0.25 --normalize minmax:1,100 --normalize percentile:1,100 \
	    --aggregate arithmetic --aggregate geometric > v.tsv
	for ((i = 0; i < rounds; i++)); do
		TIMEFORMAT='%R'
		s=$( { time sci-score -f f.tsv --variants v.tsv --node overall -c variant,year,city,indicator,rank x.tsv |
		    sci-robust ranks > /dev/null; } 2>&1)
		best=$(awk -v a="${best:-1e9}" -v b="$s" 'BEGIN { print (b < a ? b : a) }')
	done
	printf '| %s | %s |\n' "$1" "$best"
}
echo
echo '| 1,000 variants, cities x indicators x years | wall s |'
echo '| --- | --- |'
variants '83 x 13 x 3' 83 13 3
variants '51 x 49 x 1, of which COINr 1.1.14 took 29.6' 51 49 1
[ "$size" = T ] || variants '11,000 x 50 x 1' 11000 50 1
