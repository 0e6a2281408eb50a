# sci-page - tables as HTML: text that stays text, numbers, lists, templates.
bats_require_minimum_version 1.5.0

setup() {
	load lib
}

# row TEXT OPTION... - the first row of the table TEXT, which is a format of printf.
row() {
	printf "$1" | sci-page "${@:2}" | grep '^<tr>' | head -n 1
}

# page TEMPLATE OPTION... - a template as it is filled.
page() {
	printf "$1" > "$dir/template"
	sci-page --template "$dir/template" "${@:2}"
}

# layout ROW... - a layout for sci-page.
layout() {
	table 'table column role show head class' "$@" > "$dir/layout"
}

@test "a table as it comes: names at the left, numbers in cells of their own class" {
	same '<table id="table">
<thead><tr><th scope="col" data-column="city">city</th><th scope="col" data-column="x" class="n">x</th></tr></thead>
<tbody>
<tr><td>Bonn</td><td class="n">7.50</td></tr>
<tr><td>Lübeck</td><td class="n">−1</td></tr>
</tbody>
</table>' "$(printf 'city\tx\nBonn\t7.50\nLübeck\t-1\n' | sci-page)"
}

@test "an empty table is its head, an empty list nothing" {
	same '<table id="table">
<thead><tr><th scope="col" data-column="city">city</th></tr></thead>
<tbody>
</tbody>
</table>' "$(printf 'city\n' | sci-page)"
	same '<p></p>' "$(printf 'city\n' | page '<p>{list}</p>\n')"
}

@test "--lang de: a decimal comma in numbers, in nothing else" {
	same '<tr><td>Au 1.5</td><td class="n">1234,5</td><td>1.5 km</td></tr>' \
	    "$(row 'city\tx\tnote\nAu 1.5\t1234.5\t1.5 km\n' --lang de)"
	same '<tr><td>Au</td><td class="n">1.5</td></tr>' "$(row 'city\tx\nAu\t1.5\n' --lang en)"
}

@test "changes have their sign: plus, U+2212, equals" {
	same '<tr><td class="n">+11</td><td class="n">−4</td><td class="n">=</td><td class="n">–</td></tr>' \
	    "$(row 'rank_change\tb_change\tc_change\tchange\n11\t-4\t-0.0\t\n1\t1\t1\t2\n')"
}

@test "a missing number is a dash, a missing text nothing" {
	same '<tr><td></td><td class="n">–</td></tr>' "$(row 'note\tx\n\tNA\nx\t1\n')"
	same '<tr><td></td></tr>' "$(row 'note\n\n')"
}

@test "shared places stay shared, rows stay in their order" {
	same '<tr><td class="n">2</td><td>Ulm</td></tr> <tr><td class="n">2</td><td>Bonn</td></tr> <tr><td class="n">1</td><td>Au</td></tr>' \
	    "$(printf 'rank\tcity\n2\tUlm\n2\tBonn\n1\tAu\n' | sci-page | grep '^<tr>' | xargs -d '\n')"
}

@test "hostile names come out as text, in cells, attributes, links, captions and values" {
	local name='<script>alert("x")</script>&amp;\x27' text
	text='&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;amp;&#39;'
	same "<tr><td>$text</td></tr>" "$(row "city\n$name\n")"
	layout 'table city data _ _ _' 'table city id _ _ _' 'table city row link:city/{city}.html _ _'
	same "<tr data-city=\"$text\" id=\"$text\"><th scope=\"row\"><a href=\"city/%3Cscript%3Ealert%28%22x%22%29%3C%2Fscript%3E%26amp%3B%27.html\">$text</a></th></tr>" \
	    "$(printf "city\n$name\n" | sci-page --layout "$dir/layout" | grep '^<tr ')"
	same "<title>$text</title>" "$(page '<title>{city}</title>\n' --set "city=$(printf "$name")")"
	printf 'key\ttext\ntable.caption\tPlaces of {city} & <b>\n' > "$dir/texts"
	same "<caption>Places of $text &amp; &lt;b&gt;</caption>" \
	    "$(printf 'x\n1\n' | sci-page --text "$dir/texts" --set "city=$(printf "$name")" | grep caption)"
	# A name of a column too, and no address leads to a scheme.
	same '<thead><tr><th scope="col" data-column="&lt;i&gt;">&lt;i&gt;</th></tr></thead>' "$(printf '<i>\n' | sci-page | grep thead)"
	layout 'table city _ link:{city} _ _'
	same '<tr><td><a href="javascript%3Aalert%281%29">javascript:alert(1)</a></td></tr>' \
	    "$(row 'city\njavascript:alert(1)\n' --layout "$dir/layout")"
}

@test "brackets, formulas of spreadsheets, 200 characters are as they are" {
	local long
	long=$(printf 'ä%.0s' {1..200})
	same "<tr><td>Halle (Saale) [1] {x}</td><td>=cmd|'/C calc'!A0</td><td>$long</td></tr>" \
	    "$(row "a\tb\tc\nHalle (Saale) [1] {x}\t=cmd|'/C calc'!A0\t$long\n" | sed "s/&#39;/'/g")"
}

@test "what is no text is U+FFFD: bytes that are not UTF-8, control characters, noncharacters" {
	same '<tr><td>a�b�c�d�e��f</td></tr>' "$(row 'x\na\x01b\xffc\x7fd\xef\xbf\xbee\xed\xa0f\n')"
}

@test "names from right to left, and marks that turn what follows, are set apart" {
	local apart=$'\xe2\x81\xa8' end=$'\xe2\x81\xa9'
	same "<tr><td>${apart}עיר$end</td><td>Ulm</td></tr>" "$(row 'city\tx\nעיר\tUlm\n')"
	same "<tr><td>${apart}A"$'\xe2\x80\xae'"B$end</td></tr>" "$(row 'city\nA\xe2\x80\xaeB\n')"
}

@test "numbers are rounded as sci-round does, shares times 100, ranges from one column to another" {
	layout 't a _ number:2 _ _' 't b _ change:1 _ _' 't c _ percent _ _' 't c _ percent:1 _ _' \
	    't d _ range:e _ _' 't d _ range:d:1 _ _' \
	    't e _ figure:2 _ _' 't f _ figure:2 _ _' 't f _ figure:0 _ _'
	table 'a b c d e f' '0.735 -0.04 0.285 2 9.5 1200.004' > "$dir/t"
	# 0.735 lies below its text in binary, and goes up; 28.5 is a half and goes up, away from zero.
	same '<tr><td class="n">0,74</td><td class="n">=</td><td class="n">29 %</td><td class="n">28,5 %</td><td class="n">2–9,5</td><td class="n">2,0</td><td class="n">9,5</td><td class="n">1200</td><td class="n">1200</td></tr>' \
	    "$(page '{table t}\n' --lang de --layout "$dir/layout" --table t="$dir/t" | grep '^<tr>')"
}

@test "thousands are marked from 10,000 on where decimals are asked for, digits that stand are left" {
	layout 't a _ figure:0 _ _' 't b _ number:2 _ _' 't c _ change:0 _ _' 't d _ range:e:0 _ _' 't f _ number _ _'
	table 'a b c d e f' '9999 1234567.891 -117815 10000 123456 05315000' > "$dir/t"
	same '<tr><td class="n">9999</td><td class="n">1.234.567,89</td><td class="n">−117.815</td><td class="n">10.000–123.456</td><td class="n">05315000</td></tr>' \
	    "$(page '{table t}\n' --lang de --layout "$dir/layout" --table t="$dir/t" | grep '^<tr>')"
	same '<tr><td class="n">9999</td><td class="n">1,234,567.89</td><td class="n">−117,815</td><td class="n">10,000–123,456</td><td class="n">05315000</td></tr>' \
	    "$(page '{table t}\n' --lang en --layout "$dir/layout" --table t="$dir/t" | grep '^<tr>')"
}

@test "bars and whiskers: from 0 to the number, from one place to another, on the scale" {
	layout 't a _ bar:0,50 _ _' 't b _ bar:-10,10 _ _' 't c _ whisker:d,e:1,of _ _'
	table 'a b c d e of' '25 -5 2 3 11 21' '60 0.26 _ 3 5 21' '_ 5 1 1 1 1' > "$dir/t"
	local svg='<svg class="X" aria-hidden="true" viewBox="0 0 100 10"><path d="Y"/></svg>'
	drawn() { sed "s/X/$1/; s/Y/$2/" <<< "$svg"; }
	same "<tr><td class=\"n\">$(drawn bar 'M0 0h50v10H0z')</td><td class=\"n\">$(drawn bar 'M25 0h25v10H25z')</td><td class=\"n\">$(drawn whisker 'M5 4H50v2H5zM8.5 0h3v10h-3z')</td></tr>
<tr><td class=\"n\">$(drawn bar 'M0 0h100v10H0z')</td><td class=\"n\">$(drawn bar 'M50 0h1.3v10H50z')</td><td class=\"n\"></td></tr>
<tr><td class=\"n\"></td><td class=\"n\">$(drawn bar 'M50 0h25v10H50z')</td><td class=\"n\"></td></tr>" \
	    "$(page '{table t}\n' --layout "$dir/layout" --table t="$dir/t" | grep '^<tr>')"
	# The scale from columns: 25 is a quarter of the way from 21 to 37.
	layout 't a _ bar:of,e _ _'
	table 'a e of' '25 37 21' > "$dir/t"
	same "<tr><td class=\"n\">$(drawn bar 'M0 0h25v10H0z')</td></tr>" \
	    "$(page '{table t}\n' --layout "$dir/layout" --table t="$dir/t" | grep '^<tr>')"
}

@test "columns with others in one cell, classes, texts of values, labels and heads" {
	layout 't city row _ _ name' 't place _ number:0 pl small' 't verdict with word _ v' \
	    't node _ label overall _' 't none? _ number _ _'
	table 'city place verdict node' 'Ulm 3 firm bus' 'Au _ _ x' > "$dir/t"
	table 'indicator parent label label_de' 'overall _ Overall Gesamt' 'bus overall Bus~&~tram Bus~und~Bahn' > "$dir/f"
	table 'key text' 'head.pl Platz' 'label.x Ix' 'verdict.firm fest~<{city}>' > "$dir/texts"
	same '<thead><tr><th scope="col" data-column="city" class="name">city</th><th scope="col" data-column="place" class="n small">Platz</th><th scope="col" data-column="node">Gesamt</th></tr></thead>
<tr><th scope="row" class="name">Ulm</th><td class="n small">3 <span class="v">fest &lt;K&gt;</span></td><td>Bus und Bahn</td></tr>
<tr><th scope="row" class="name">Au</th><td class="n small">–</td><td>Ix</td></tr>' \
	    "$(page '{table t}\n' --lang de -f "$dir/f" --layout "$dir/layout" --text "$dir/texts" --set city=K \
	    --table t="$dir/t" | grep '^<t[hr][e>]')"
	page '{table t}\n' -f "$dir/f" --layout "$dir/layout" --text "$dir/texts" --set city=K --table t="$dir/t" |
	    grep -q '<td>Bus &amp; tram</td>'
	# Where one language has nothing, the label is that of all.
	table 'indicator parent label label_de' 'overall _ Overall Gesamt' 'bus overall Bus~&~tram _' > "$dir/f"
	page '{table t}\n' --lang de -f "$dir/f" --layout "$dir/layout" --text "$dir/texts" --set city=K --table t="$dir/t" |
	    grep -q '<td>Bus &amp; tram</td>'
}

@test "a template: texts within texts, conditions within conditions, lists, what is inserted" {
	# Longer than the path it is in.
	printf '<b>{x}%300s</b>' '' | tr ' ' - > "$dir/piece"
	table 'a' > "$dir/empty"
	table 'a' 1 > "$dir/full"
	table 'key text' 'one {two}!' 'two {v}?' > "$dir/texts"
	same '<p>{x}?!</p>['"$(cat "$dir/piece")"'][full <ul class="full"><li>1</li></ul>]none' \
	    "$(page '<p>{one}</p>[{insert piece}]{if empty}never{if full}{nothing}{end}{end}{if full}[full {list full}]{end}{unless no}none{end}\n' \
	    --text "$dir/texts" --set 'v={x}' --insert piece="$dir/piece" --table empty="$dir/empty" --table full="$dir/full" | tr -d '\n' | sed 's/> *</></g')"
}

@test "a list leaves attributes to its entries; a link needs its columns; an insert is there or not" {
	table 'city score' 'Bonn 7' > "$dir/t"
	layout 't score data _ _ _' 't city _ _ _ _'
	same '<ul class="t"><li data-score="7">Bonn</li></ul>yes' \
	    "$(page '{list t}{if piece}yes{end}{if none}no{end}\n' --layout "$dir/layout" --table t="$dir/t" --insert piece="$dir/layout" \
	    --insert none=<(:) | tr -d '\n' | sed 's/> *</></g')"
	layout 't city _ link:{town}.html _ _'
	run -1 page '{list t}\n' --layout "$dir/layout" --table t="$dir/t"
	same "sci-page: $dir/t: a link to {town}, which is no column" "$output"
}

@test "standard input is read where the template asks for it, and nowhere else" {
	same 'x' "$(page 'x\n' < /dev/null)"
	run -1 page '{table}\n' < /dev/null
	[[ $output == *'standard input: empty'* ]]
}

@test "what is wrong in a template or layout is said with its line, and no page looks whole" {
	# wrong PATTERN OPTION... - fails with a message like that.
	wrong() {
		sci-page "${@:2}" > "$dir/out" 2> "$dir/err" && return 1
		[ "$(wc -l < "$dir/err")" = 1 ]
		grep -q "^sci-page: $1" "$dir/err" || { cat "$dir/err"; return 1; }
		[ ! -s "$dir/out" ] || [ -n "$(tail -c 1 "$dir/out")" ]
	}
	table 'a b' '1 x' > "$dir/t"
	table 'key text' 'round {round}' > "$dir/texts"
	printf 'a\n{nothing}\n' > "$dir/template"
	wrong ".*/template:2: no text 'nothing'" --template "$dir/template"
	printf '{round}\n' > "$dir/template"
	wrong ".*/template:1: no text 'round'" --template "$dir/template" --text "$dir/texts"
	printf '{table t}\n' > "$dir/template"
	wrong ".*/template:1: no --table 't'" --template "$dir/template"
	printf '{insert t}\n' > "$dir/template"
	wrong ".*/template:1: no --insert 't'" --template "$dir/template"
	printf '{if t}\n' > "$dir/template"
	wrong ".*/template:2: a condition without 'end'" --template "$dir/template"
	printf '{end}\n' > "$dir/template"
	wrong ".*/template:1: nothing that ends here" --template "$dir/template"
	printf 'x\n{end\n' > "$dir/template"
	wrong ".*/template:2: a brace without end" --template "$dir/template"
	wrong "$dir/none: No such file" --template "$dir/none"
	local show
	for show in number:x number:-1 number:1:2 pie text:1 bar:1 bar:5,5 bar:1,2,3 bar:1,zzz range:zzz whisker:a:0,1; do
		layout "table a _ $show _ _"
		wrong ".*/layout:2: " --layout "$dir/layout" "$dir/t"
	done
	layout 'table zzz _ _ _ _'
	wrong ".*/layout:2: .* has no column 'zzz'" --layout "$dir/layout" "$dir/t"
	layout 'table a cell _ _ _'
	wrong ".*/layout:2: role: 'cell' is none of" --layout "$dir/layout" "$dir/t"
	layout 'table a with _ _ _'
	wrong ".*/layout:2: role: there is no cell before" --layout "$dir/layout" "$dir/t"
	layout 'table b _ number _ _'
	wrong ".*/t:2: column b: 'x' is not a number" --layout "$dir/layout" "$dir/t"
	layout 'table b _ word _ _'
	wrong ".*/t: no text 'b.x'" --layout "$dir/layout" "$dir/t"
	table 'key text' 'a 1' 'a 2' > "$dir/texts"
	wrong ".*/texts:3: the key 'a' is there twice" --text "$dir/texts" "$dir/t"
}

@test "-o: a page that cannot be finished leaves the old one" {
	echo old > "$dir/page.html"
	printf '<p>\n{nothing}\n' > "$dir/template"
	run -1 sci-page --template "$dir/template" -o "$dir/page.html"
	same old "$(cat "$dir/page.html")"
}
