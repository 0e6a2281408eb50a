#!/usr/bin/env bats
# What `make install` puts where, and that it works there.
bats_require_minimum_version 1.5.0

setup() {
	load lib
}

# installed GOAL [VARIABLE=VALUE]... - makes a goal that installs below $dir/root.
installed() {
	make -s --no-print-directory O="$O" DESTDIR="$dir/root" "$@" > "$dir/log" 2>&1 || { cat "$dir/log"; return 1; }
}

@test "filters, manuals, signs and examples are installed below DESTDIR and PREFIX, and taken back" {
	installed install PREFIX=/opt
	same "$(cd cmd && printf '%s\n' sci-*.c | sed 's/\.c$//')" "$(ls "$dir/root/opt/bin")"
	same "$(cd cmd && ls -- *.1)" "$(ls "$dir/root/opt/share/man/man1")"
	same sci-tsv.5 "$(ls "$dir/root/opt/share/man/man5")"
	cmp cmd/sci.7 "$dir/root/opt/share/man/man7/sci.7"
	cmp data/signs-din55301.tsv "$dir/root/opt/share/sci/signs-din55301.tsv"
	cmp "$O/completion/sci" "$dir/root/opt/share/bash-completion/completions/sci-rank"
	cmp "$O/completion/_sci" "$dir/root/opt/share/zsh/site-functions/_sci"
	cmp README.md "$dir/root/opt/share/doc/sci/README.md"
	cmp pipelines/cron.example "$dir/root/opt/share/doc/sci/example/pipelines/cron.example"
	diff -r data "$dir/root/opt/share/doc/sci/example/data"
	[ "$(find "$dir/root" -type f -not -perm 644 -not -path '*/bin/*')" = '' ]
	[ "$(find "$dir/root" -path '*/bin/*' -not -perm 755)" = '' ]
	# What is not ours stays.
	touch "$dir/root/opt/bin/other"
	installed uninstall PREFIX=/opt
	same "$dir/root/opt/bin/other" "$(find "$dir/root" -type f)"
}

@test "what is installed makes the rankings of the example, far from the sources" {
	installed install-strip
	[ "$(readelf -S "$dir/root/usr/local/bin/sci-rank" | grep -c '\.debug_info')" = 0 ]
	mkdir "$dir/here"
	ln -s "$O"/sci-* "$dir/here"
	make --no-print-directory -s -f pipelines/open.mk O="$dir/here" products
	cd "$dir/root/usr/local/share/doc/sci/example"
	PATH=$dir/root/usr/local/bin:/usr/bin:/bin
	make --no-print-directory -s -f pipelines/open.mk O="$dir/there" products
	diff -r "$dir/here/rankings" "$dir/there/rankings"
}

# bats test_tags=slow
@test "two builds in different folders are the same bytes, whatever was in these folders' names" {
	local folder made f
	for folder in one other/place; do
		mkdir -p "$dir/$folder"
		cp -r Makefile cmd lib "$dir/$folder"
		mkdir "$dir/$folder/tests"
		cp tests/checks.mk "$dir/$folder/tests"
		made=$([ $folder = one ] && echo build || echo elsewhere)
		make -s -C "$dir/$folder" O="$made" CFLAGS='-O1 -g -flto=auto -ffat-lto-objects' \
		    "$made/sci-rank" "$made/sci-import" "$made/sci-stat"
	done
	for f in sci-rank sci-import sci-stat; do
		cmp "$dir/one/build/$f" "$dir/other/place/elsewhere/$f"
	done
}

@test "of several goals each has a make of its own, in their order, and all processors" {
	run --separate-stderr make -n O="$dir/build" clean help
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[[ ${lines[0]} =~ \ -j$(nproc)\ clean$ ]]
	[ "${lines[1]}" = "rm -rf $dir/build" ]
	[[ ${lines[2]} =~ \ -j$(nproc)\ help$ ]]
	# Who says how many has them in all.
	run --separate-stderr make -j1 -n O="$dir/build" clean help
	[[ ${lines[0]} = *" clean" && ${lines[0]} != *" -j"* ]]
}
