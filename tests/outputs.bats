#!/usr/bin/env bats
# Where a filter writes: which files -o and redirections may name, whose they are then, what is left
# of them when a filter is ended.
bats_require_minimum_version 1.5.0

setup() {
	load lib
	table 'indicator parent weight' 'x all 1' > "$dir/f"
	table 'city indicator value' 'a x 1' 'b x 2' > "$dir/in"
	sci-weight -f "$dir/f" "$dir/in" > "$dir/want"
	mkdir "$dir/o"
	echo old > "$dir/o/file"
}

# root - skips what only root can set up.
root() {
	[ "$(id -u)" = 0 ] || skip "only root gives files to others"
}

# held WAY... - starts sci-weight -o $dir/o/file, run by WAY, and waits until its temporary file is
# there; its input is open as descriptor 9, its number is $filter.
held() {
	rm -f "$dir/fifo"
	mkfifo "$dir/fifo"
	env --default-signal "$@" sci-weight -f "$dir/f" -o "$dir/o/file" "$dir/fifo" 2> "$dir/err" &
	filter=$!
	exec 9> "$dir/fifo"
	cat "$dir/in" >&9
	awaits eval '[ -n "$(find "$dir/o" -name "file.*.tmp")" ]'
}

@test "-o: a new file has what the umask leaves, an old one keeps mode, owner and group" {
	local mode
	for mode in 022:644 027:640 077:600; do
		rm -f "$dir/o/new"
		(umask ${mode%:*} && sci-weight -f "$dir/f" -o "$dir/o/new" "$dir/in")
		same ${mode#*:} "$(stat -c %a "$dir/o/new")"
	done
	for mode in 600 640 666 444 755; do
		chmod $mode "$dir/o/file"
		(umask 077 && sci-weight -f "$dir/f" -o "$dir/o/file" "$dir/in")
		same $mode "$(stat -c %a "$dir/o/file")"
		cmp "$dir/want" "$dir/o/file"
	done
	# Who runs as somebody else by the old file does not by what was written over it.
	chmod 6755 "$dir/o/file"
	sci-weight -f "$dir/f" -o "$dir/o/file" "$dir/in"
	same 755 "$(stat -c %a "$dir/o/file")"
	root
	chown 65534:12 "$dir/o/file"
	chmod 640 "$dir/o/file"
	sci-weight -f "$dir/f" -o "$dir/o/file" "$dir/in"
	same 65534:12:640 "$(stat -c %u:%g:%a "$dir/o/file")"
}

@test "-o by who may not give files away: the mode stays, the group as far as he is in it" {
	root
	command -v setpriv || skip "setpriv is not there"
	chmod 755 "$BATS_RUN_TMPDIR" "$BATS_FILE_TMPDIR" "$(dirname "$dir")" "$dir" 2> /dev/null
	chmod 777 "$dir/o"
	chmod 644 "$dir/f" "$dir/in"
	for way in 12:12 0:65534; do
		rm "$dir/o/file"
		echo old > "$dir/o/file"
		chown "0:${way%:*}" "$dir/o/file"
		chmod 640 "$dir/o/file"
		setpriv --reuid 65534 --regid 65534 --groups 12 "$O/sci-weight" -f "$dir/f" -o "$dir/o/file" "$dir/in" ||
		    skip "another user does not reach $O"
		same "65534:${way#*:}:640" "$(stat -c %u:%g:%a "$dir/o/file")"
		cmp "$dir/want" "$dir/o/file"
	done
}

@test "-o over a file of 0600: while it is written nobody else may read its successor" {
	chmod 600 "$dir/o/file"
	umask 0
	held env
	same 600 "$(stat -c %a "$dir"/o/file.*.tmp)"
	kill $filter
	wait $filter || true
	exec 9>&-
}

# refuses MESSAGE PATH - fails unless -o PATH is, and $dir/o/file and $dir/out stay as they are.
refuses() {
	local got=0
	echo kept | tee "$dir/out" > "$dir/o/file"
	sci-weight -f "$dir/f" -o "$2" "$dir/in" >> "$dir/out" 3>> "$dir/o/file" 2> "$dir/err" || got=$?
	[ $got = 1 ] || { echo "-o $2: status $got"; return 1; }
	same "sci-weight: $2: $1" "$(cat "$dir/err")"
	same $'kept\nkept' "$(cat "$dir/out" "$dir/o/file")"
	same '' "$(find "$dir" -name '*.tmp')"
}

@test "-o: what is open already is no file to be replaced, whatever link leads there" {
	local path number
	[ -e /proc/self/fd ] || skip "no /proc"
	ln -s /dev/stdout "$dir/link"
	ln -s link "$dir/second"
	ln -s /proc/self/fd "$dir/fd"
	for path in /dev/stdout /dev/fd/1 /proc/self/fd/1 /proc/thread-self/fd/1 /dev/fd/3 /dev/stdin /dev/stderr \
	    "$dir/link" "$dir/second" "$dir/fd/3" /proc/$$/exe /dev/null /dev/tty "$dir" /proc/self/cwd; do
		refuses 'not a regular file; -o replaces a file, use > here' "$path"
	done
	mkfifo "$dir/fifo"
	refuses 'not a regular file; -o replaces a file, use > here' "$dir/fifo"
	refuses 'Not a directory' "$dir/in/x"
	refuses 'No such file or directory' "$dir/none/x"
}

@test "-o: links are followed to a file, old or new; a circle and a chain too long are refused" {
	local i
	ln -s file "$dir/o/relative"
	ln -s "$dir/o/relative" "$dir/absolute"
	sci-weight -f "$dir/f" -o "$dir/absolute" "$dir/in"
	cmp "$dir/want" "$dir/o/file"
	[ -L "$dir/o/relative" ] && [ -L "$dir/absolute" ]
	ln -s o/new "$dir/to"
	(cd "$dir" && sci-weight -f f -o to in)
	cmp "$dir/want" "$dir/o/new"
	ln -s circle "$dir/circle"
	refuses 'cannot be followed: Too many levels of symbolic links' "$dir/circle"
	ln -s one "$dir/two"
	ln -s two "$dir/one"
	refuses 'cannot be followed: Too many levels of symbolic links' "$dir/one"
	# As many as the kernel follows.
	ln -s o/file "$dir/l0"
	for i in {1..40}; do
		ln -s l$((i - 1)) "$dir/l$i"
	done
	sci-weight -f "$dir/f" -o "$dir/l39" "$dir/in"
	refuses 'cannot be followed: Too many levels of symbolic links' "$dir/l40"
}

@test "-o: a link of another user's where all may write leads nowhere, alone or in a chain" {
	local at=$dir/sticky message="a link of another user's, in a folder where all may write, is not followed"
	root
	mkdir "$at"
	chmod 1777 "$at"
	ln -s ../o/file "$at/mine"
	ln -s ../o/file "$at/theirs"
	ln -s theirs "$at/chain"
	ln -s sticky/theirs "$dir/outside"
	ln -s ../o/new "$at/dangling"
	chown -h 65534 "$at/theirs" "$at/dangling"
	for path in "$at/theirs" "$at/chain" "$dir/outside" "$at/dangling"; do
		refuses "$message" "$path"
	done
	[ ! -e "$dir/o/new" ]
	sci-weight -f "$dir/f" -o "$at/mine" "$dir/in"
	cmp "$dir/want" "$dir/o/file"
	# Who owns the folder may; so may anybody where names cannot be taken by all, or not be kept.
	chown 65534 "$at"
	sci-weight -f "$dir/f" -o "$at/theirs" "$dir/in"
	chown 0 "$at"
	for mode in 755 1775 777; do
		chmod $mode "$at"
		echo old > "$dir/o/file"
		sci-weight -f "$dir/f" -o "$at/theirs" "$dir/in"
		cmp "$dir/want" "$dir/o/file"
	done
}

@test "-o: names of any length and form" {
	local name
	for name in "$(printf '%0255d' 0)" $'a\nb' '-' 'ä' ' '; do
		(cd "$dir/o" && sci-weight -f ../f -o "./$name" ../in)
		cmp "$dir/want" "$dir/o/$name"
	done
	refuses 'File name too long' "$dir/o/$(printf '%0256d' 0)"
	run -1 sci-weight -f "$dir/f" -o '' "$dir/in"
	[[ "$output" == 'sci-weight: '*'No such file or directory' ]]
}

# Signals that end a program, by number; SIGKILL aside.
ending() {
	local n
	for n in $(seq 1 "$(kill -l RTMAX)"); do
		case $(kill -l "$n" 2> /dev/null) in
		'' | KILL | STOP | CONT | CHLD | TSTP | TTIN | TTOU | URG | WINCH) ;;
		*) echo "$n" ;;
		esac
	done
}

@test "whatever signal ends a filter, the old file stays and nothing is left beside it" {
	local n got
	ulimit -c 0
	# The address sanitizer would take some of them for its own.
	export ASAN_OPTIONS=${ASAN_OPTIONS-}:handle_segv=0:handle_sigbus=0:handle_sigfpe=0
	for n in $(ending); do
		held env
		kill "-$n" $filter
		got=0
		wait $filter || got=$?
		exec 9>&-
		[ $got = $((128 + n)) ] || echo "signal $n: status $got"
		[ "$(cat "$dir/o/file")" = old ] || echo "signal $n: the old file is gone"
		[ "$(ls "$dir/o")" = file ] || { echo "signal $n: leaves $(ls "$dir/o")"; rm -f "$dir"/o/file.*; }
	done > "$dir/result" 2> "$dir/shell"
	cat "$dir/result"
	[ "$(ending | wc -l)" -ge 50 ]
	[ ! -s "$dir/result" ]
}

@test "a signal that is ignored stays so: the filter goes on" {
	local n
	for n in 1 2 3 10 13 14 15 24 25 34; do
		held --ignore-signal=$n
		kill -$n $filter
		exec 9>&-
		wait $filter
		cmp "$dir/want" "$dir/o/file"
		echo old > "$dir/o/file"
	done
}

@test "a limit of file size ends a filter, and leaves neither a temporary file nor a whole table" {
	local n got
	ulimit -c 0
	# Rows of 8 bytes: every limit is met behind a newline.
	awk 'BEGIN { print "cit\tval"; for (i = 0; i < 20000; i++) printf "%03d\t%03d\n", i % 1000, i / 1000 }' > "$dir/rows"
	for n in 8 512 1024 4096 65536 100000 159992; do
		got=0
		prlimit --fsize=$n sci-select -o "$dir/o/file" "$dir/rows" 2> "$dir/err" || got=$?
		same "$((128 + $(kill -l XFSZ)))" $got
		same 'file old' "$(ls "$dir/o") $(cat "$dir/o/file")"
		for ignored in '' 'env --ignore-signal=XFSZ'; do
			got=0
			$ignored prlimit --fsize=$n sci-select "$dir/rows" > "$dir/out" 2> "$dir/err" || got=$?
			[ $got != 0 ]
			! whole "$dir/out" || { echo "$n: looks whole"; return 1; }
		done
		# The limit is one of messages, too.
		[ $n -lt 100 ] || same 'sci-select: standard output: File too large' "$(cat "$dir/err")"
	done
}

# eights SIZE - a table of rows of SIZE bytes, which divides a page, or a write to a socket.
eights() {
	awk -v n="$1" -v rows="$2" 'BEGIN {
		printf "c%0*d\tval\n", n - 6, 0
		for (i = 0; i < rows; i++) printf "%0*d\t%03d\n", n - 5, i % 1000, int(i / 1000) % 1000 }'
}

@test "killed while it writes to a file, a pipe, a socket: no table that looks whole" {
	local kind said
	cd "$dir"
	eights 8 400000 > page
	# 106,431 bytes are 13 times 8187: Linux cuts a write of 256 KiB to a socket there.
	eights 13 1200000 > half
	for kind in file pipe socket; do
		said=$("$O/unit/killed" $kind 40 sci-select page)
		echo "$kind: $said"
		[[ $said == *' 0 look whole' ]]
		[ "${said%% *}" -ge 15 ]
	done
	for kind in pipe socket; do
		same '0 look whole' "$("$O/unit/killed" $kind 40 sci-select half | sed 's/.*, //')"
	done
}

@test "an empty room: no /dev, no standard input, output or error" {
	local got
	root
	readelf -l "$O/sci-weight" | grep -q INTERP && skip "what runs there has no libraries"
	mkdir "$dir/room"
	cp "$O/sci-weight" "$dir/f" "$dir/in" "$dir/room"
	chroot "$dir/room" /sci-weight -f f in > "$dir/out"
	cmp "$dir/want" "$dir/out"
	got=0
	chroot "$dir/room" /sci-weight -f f < /dev/null <&- 2> "$dir/err" || got=$?
	same '1 sci-weight: standard input: Bad file descriptor' "$got $(cat "$dir/err")"
	got=0
	chroot "$dir/room" /sci-weight -f f in >&- 2> "$dir/err" || got=$?
	same '1 sci-weight: standard output: Bad file descriptor' "$got $(cat "$dir/err")"
	got=0
	chroot "$dir/room" /sci-weight -f f none 2>&- > "$dir/out" || got=$?
	same 1 $got
	[ ! -s "$dir/out" ]
}
