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
	# A folder may have a blank in its name.
	installed install PREFIX='/opt/city rankings'
	to="$dir/root/opt/city rankings"
	same "$(cd cmd && printf '%s\n' sci-*.c | sed 's/\.c$//')" "$(ls "$to/bin")"
	same "$(cd cmd && ls -- *.1)" "$(ls "$to/share/man/man1")"
	same sci-tsv.5 "$(ls "$to/share/man/man5")"
	cmp cmd/sci.7 "$to/share/man/man7/sci.7"
	cmp data/signs-din55301.tsv "$to/share/sci/signs-din55301.tsv"
	cmp "$O/completion/sci" "$to/share/bash-completion/completions/sci-rank"
	cmp "$O/completion/_sci" "$to/share/zsh/site-functions/_sci"
	cmp README.md "$to/share/doc/sci/README.md"
	cmp pipelines/cron.example "$to/share/doc/sci/example/pipelines/cron.example"
	diff -r data "$to/share/doc/sci/example/data"
	[ "$(find "$dir/root" -type f -not -perm 644 -not -path '*/bin/*')" = '' ]
	[ "$(find "$dir/root" -path '*/bin/*' -not -perm 755)" = '' ]
	# What is not ours stays.
	touch "$to/bin/other"
	installed uninstall PREFIX='/opt/city rankings'
	same "$to/bin/other" "$(find "$dir/root" -type f -o -type l)"
}

@test "what is installed makes the rankings of the example, far from the sources" {
	installed install-strip PREFIX='/usr/my own'
	[ "$(readelf -S "$dir/root/usr/my own/bin/sci-rank" | grep -c '\.debug_info')" = 0 ]
	mkdir "$dir/here"
	ln -s "$O"/sci-* "$dir/here"
	make --no-print-directory -s -f pipelines/open.mk O="$dir/here" products
	cd "$dir/root/usr/my own/share/doc/sci/example"
	PATH="$dir/root/usr/my own/bin:/usr/bin:/bin"
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

@test "make deps says nothing of the compiler that it is to bring" {
	run -0 make -sn CC=no-such-compiler deps
	[[ "$output" != *no-such-compiler* ]]
	[[ "$output" == *tests/tools/deps*gcc* ]]
}
