# Packages: what make dist and make deb put in, that they are the same bytes anywhere, and that
# a filter runs where only the package is.
bats_require_minimum_version 1.5.0

setup() {
	load lib
}

# sources FOLDER - a commit of what is here, in a repository of its own.
sources() {
	mkdir -p "$1"
	cp -r Makefile README.md LICENSE .gitignore cmd lib pipelines "$1"
	mkdir "$1/tests" "$1/data"
	cp tests/checks.mk "$1/tests"
	cp data/signs-*.tsv "$1/data"
	(
		cd "$1" || exit
		export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_DATE=2026-01-02T03:04:05Z GIT_COMMITTER_DATE=2026-01-02T03:04:05Z
		git init -q .
		git config user.name tester
		git config user.email tester@example.org
		git add -A
		git commit -qm sources
	)
}

# dist FOLDER - the path that `make dist` prints there.
dist() {
	make -s --no-print-directory -C "$1" O="$1.build" dist
}

@test "make dist packs the commit, the same bytes each time, and says where" {
	command -v git > /dev/null || skip 'no git here'
	local version
	version=$(sci-rank --version | sed 's/.* //')
	sources "$dir/one"
	sources "$dir/other"
	same "$dir/one.build/sci-$version.tar.gz" "$(dist "$dir/one")"
	sleep 1
	dist "$dir/other"
	cmp "$dir/one.build/sci-$version.tar.gz" "$dir/other.build/sci-$version.tar.gz"
	tar xzf "$dir/one.build/sci-$version.tar.gz" -C "$dir"
	diff -r --exclude=.git "$dir/one" "$dir/sci-$version"
}

@test "make dist refuses a tree that was changed, and a tag that is not the version" {
	command -v git > /dev/null || skip 'no git here'
	local version
	version=$(sci-rank --version | sed 's/.* //')
	sources "$dir/one"
	cd "$dir/one"
	git tag v0.9.9
	run ! dist "$dir/one"
	[[ $output == *"the tag here is v0.9.9, the version in lib/base/version.h is $version"* ]]
	git tag -d v0.9.9
	git tag "v$version"
	dist "$dir/one"
	echo >> README.md
	run ! dist "$dir/one"
	[[ $output == *'changes that no commit holds'* ]]
	git -c user.name=tester -c user.email=tester@example.org commit -qam later
	run ! dist "$dir/one"
	[[ $output == *"v$version is the tag of another commit"* ]]
	[ ! -e "$dir/one.build/sci-$version.tar.gz.new" ]
}

# bats test_tags=slow
@test "make deb gives the same bytes in another folder, with the system's C library, and runs bare" {
	command -v dpkg-shlibdeps > /dev/null || skip 'no dpkg-dev here'
	not_sanitized 'packages are built as they are shipped'
	local folder deb root=$dir/root library
	for folder in one other/place; do
		sources "$dir/$folder"
		(umask 027 && make -s --no-print-directory -C "$dir/$folder" O="$dir/$folder/made" deb)
	done
	deb=$(echo "$dir"/one/made/sci_*.deb)
	cmp "$deb" "$dir/other/place/made/${deb##*/}"
	[[ $(dpkg-deb -f "$deb" Depends) == *libc6*libcsv3* ]]
	# Nobody's but root's, and nothing that all may write.
	same '' "$(dpkg-deb -c "$deb" | awk '$2 != "root/root" || $1 ~ /^-.......w/ || $1 ~ /^-..s/')"
	dpkg-deb -x "$deb" "$root"
	readelf -d "$root/usr/bin/sci-rank" | grep -q 'libc\.so\.6'
	same "$(cd cmd && ls -- *.1)" "$(basename -a -s .gz "$root"/usr/share/man/man1/*)"
	zcat "$root/usr/share/doc/sci/changelog.gz" | grep -q '^  \* [A-Z]'
	[ -e "$root/usr/share/bash-completion/completions/sci-rank" ]
	if command -v lintian > /dev/null; then
		lintian --allow-root --fail-on error --suppress-tags bogus-mail-host "$deb" || false
	fi
	# Nothing but the package and the libraries that it asks for.
	mkdir -p "$root/lib64"
	for library in $(ldd "$root/usr/bin/sci-import" | grep -o '/[^ ]*'); do
		cp --parents -L "$library" "$root"
	done
	[ "$(id -u)" = 0 ] || skip 'only root may change its root folder'
	same "$(printf 'city\tvalue\nUlm\t7.5')" "$(printf 'city;value\nUlm;7,5\n' |
	    chroot "$root" /usr/bin/sci-import -d ';' --decimal ,)"
}
