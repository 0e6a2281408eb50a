# The recipes for publishers' files: what sci-recipes(7) shows is what the commands print.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	load tools/transcript
	cp tests/recipes/* data/signs-*.tsv "$dir"
}

# recipe TITLE - the literal block of a recipe, as it is shown.
recipe() {
	awk -v title="$1" '
		/^\.S[sh] / { on = index($0, title) }
		/^\.Ed/ { literal = 0 }
		on && literal
		/^\.Bd -literal/ { literal = 1 }' cmd/sci-recipes.7 | sed 's/\\&//g; s/\\-/-/g; s/\\e/\\/g'
}

# works TITLE - fails unless the recipe prints what it shows, and that has rows.
works() {
	recipe "$1" > "$dir/recipe"
	grep -q '^\$ .*sci-import' "$dir/recipe"
	[ "$(sed -n '/^\$ sci-import/,$p' "$dir/recipe" | grep -c $'\t')" -ge 4 ]
	cd "$dir" || return
	transcript recipe
}

@test "from a file of GENESIS-Online to the stream" {
	works "GENESIS-Online"
}

@test "from a file of Regionalstatistik to the stream" {
	works "Regionalstatistik"
}

@test "from a file of INKAR to the stream" {
	works "INKAR"
}

@test "from a file of Kraftfahrt-Bundesamt to the stream" {
	works "Kraftfahrt-Bundesamt"
}

@test "from a file of Ladesäulenregister to the stream" {
	works "Ladesäulenregister"
}

@test "from a file of Breitbandatlas to the stream" {
	works "Breitbandatlas"
}

@test "from a file of Eurostat to the stream" {
	works "Eurostat"
}

@test "from a file of World Bank to the stream" {
	works "World Bank"
}

@test "from a file of OECD to the stream" {
	works "OECD"
}

@test "from a file of UN data to the stream" {
	works "UN data"
}

@test "every recipe has its test, and every file its recipe" {
	[ "$(grep -c '^\.Ss' cmd/sci-recipes.7)" = "$(grep -c '^	works ' "$BATS_TEST_FILENAME")" ]
	for file in tests/recipes/*; do
		grep -q "$(basename "$file")" cmd/sci-recipes.7
	done
}
