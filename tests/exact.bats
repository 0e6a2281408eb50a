# Numbers keep their value from filter to filter, whatever the locale; only sci-round
# rounds.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	framework=data/open/framework-fibre.tsv
	# Raw figures as they are delivered, of one year.
	sci-import --delimiter ';' --decimal , --encoding ISO-8859-1 --skip 3 --set year=2021 \
	    --signs data/signs-din55301.tsv --rename AGS=ags --rename Stadt=city --id ags,city \
	    data/open/cities-2021.csv -o "$dir/raw"
}

# chain - the filters from raw figures to places, in one pipe.
chain() {
	sci-denominate -f "$framework" "$dir/raw" | sci-normalize -f "$framework" --constant missing |
	    sci-weight -f "$framework" | sci-aggregate -f "$framework" --keep | sci-rank | sci-delta
}

@test "a chain prints the same by way of files as by pipes" {
	chain > "$dir/piped"
	sci-denominate -f "$framework" "$dir/raw" -o "$dir/1"
	sci-normalize -f "$framework" --constant missing "$dir/1" -o "$dir/2"
	sci-weight -f "$framework" "$dir/2" -o "$dir/3"
	sci-aggregate -f "$framework" --keep "$dir/3" -o "$dir/4"
	sci-rank "$dir/4" -o "$dir/5"
	sci-delta "$dir/5" -o "$dir/6"
	cmp "$dir/piped" "$dir/6"
}

@test "what every filter writes reads back to the same doubles" {
	chain | sci-select -w value!= -c value | sed 1d > "$dir/values"
	[ "$(wc -l < "$dir/values")" -gt 900 ]
	# 17 digits tell any two doubles apart.
	awk '{ printf "%.17g\n", $1 }' "$dir/values" > "$dir/long"
	(echo value; cat "$dir/values") > "$dir/short.tsv"
	(echo value; cat "$dir/long") > "$dir/long.tsv"
	(echo value; sed 's/$/e0/' "$dir/long") > "$dir/other.tsv"
	for f in short long other; do
		sci-round 17 "$dir/$f.tsv" > "$dir/$f.rounded"
	done
	cmp "$dir/short.rounded" "$dir/long.rounded"
	cmp "$dir/short.rounded" "$dir/other.rounded"
	# And none of them is longer than it must be: 16 digits or fewer would be another double.
	awk '{
		digits = $1
		gsub(/e.*|[-.]/, "", digits)
		sub(/^0+/, "", digits)
		sub(/0+$/, "", digits)
		n = length(digits)
		if (n > 17 || (n > 1 && sprintf("%." (n - 1) "g", $1) + 0 == $1 + 0)) {
			print
			bad = 1
		}
	} END { exit bad }' "$dir/values"
}

@test "a figure that is only passed keeps its bytes through ten filters" {
	table 'year city indicator value note' '2024 Bonn x 0070.50 1e5' '2024 Ulm x +3 007' > "$dir/t"
	table 'city state' 'Bonn NW' 'Ulm BW' > "$dir/states"
	table 'indicator parent' 'x all' > "$dir/f"
	run -0 bash -o pipefail -c "cd $dir && sci-select -w city!=Kiel t | sci-join states | sci-weight -f f |
	    sci-select -w 'value>0' | sci-rank | sci-delta | sci-round -c rank 0 | sci-treat -m none |
	    sci-impute -f f | sci-select -c city,value,note"
	same "$(table 'city value note' 'Bonn 0070.50 1e5' 'Ulm +3 007')" "$output"
}

@test "neither locale nor time zone nor environment changes a byte" {
	chain > "$dir/plain"
	for locale in de_DE tr_TR; do
		localedef -i $locale -f UTF-8 "$dir/$locale.UTF-8"
	done
	# They are real: the printf of coreutils asks for them.
	[ "$(LOCPATH=$dir LC_ALL=de_DE.UTF-8 env printf %.1f 1.5)" = 1,5 ]
	for locale in de_DE.UTF-8 tr_TR.UTF-8 C.UTF-8 nonsense; do
		LOCPATH=$dir LC_ALL=$locale LANG=$locale TZ=Asia/Kathmandu POSIXLY_CORRECT=1 \
		    chain > "$dir/other"
		cmp "$dir/plain" "$dir/other"
	done
	env -i "$O/sci-rank" "$dir/raw" > "$dir/empty"
	sci-rank "$dir/raw" | cmp - "$dir/empty"
	# No filter could: none asks for the user's locale.
	run ! grep -n 'setlocale\|newlocale\|getenv' cmd/*.c lib/*/*.c
}

# lib/number/fma.h: what multiplies much is there twice.  glibc takes the word for it.
@test "a processor without fma gives the same bytes" {
	chain > "$dir/plain"
	export GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2
	chain | cmp "$dir/plain" -
	"$O/unit/normalize" > "$dir/scale"
	"$O/unit/mean" > "$dir/mean"
	"$O/unit/logs" > "$dir/logs"
}

@test "no figure goes through the C library's logarithms and powers, which differ from one to the next" {
	command -v nm > /dev/null || skip 'no nm here'
	same '' "$(nm -u "$O/libsci.a" | sed 's/.* //' |
	    grep -xE '(a?(sin|cos|tan)h?|atan2|exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|hypot|[lt]?gamma|erfc?|cbrt)[fl]?')"
	run ! grep -E '[^a-z_](exp|expm1|log|log10|log1p|pow|hypot|cos|sin)[fl]?\(|long double' cmd/*.c
	run ! grep 'long double' lib/*/*.[ch]
}
