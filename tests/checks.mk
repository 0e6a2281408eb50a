# checks - tests and what else is looked at.

# The tests, in two gears: `make test` is what a change needs, `make test-all` everything.  Each
# Bats file is a target with a stamp; `make -j2 test` runs two at a time, the LONG ones first.  Files
# that have tests or cases for the second gear only are run anew in that.
LONG = promises pipelines install sci-import manuals outputs
BATS = $(LONG:%=tests/%.bats) $(filter-out $(LONG:%=tests/%.bats),$(wildcard tests/*.bats))
GEARED := $(shell grep -lwE 'slow|all_tests' $(BATS))
QUICK := $(filter-out $(shell grep -l '^# bats file_tags=slow' $(BATS)),$(BATS))
TESTED = $(FILTERS:%=$(O)/%) $(O)/completion/sci $(O)/completion/_sci $(UNITS) $(wildcard README.md cmd/* cmd/*/* pipelines/* tests/*.bash) \
    $(shell find data tests/*/ -type f)

$(O)/tests/%.quick: tests/%.bats $(TESTED)
	@tests/tools/one $(O) $< || true

$(O)/tests/%.all: tests/%.bats $(TESTED) | replayers
	@SCI_TESTS=all tests/tools/one $(O) $< || true

STAMPS = $(QUICK:tests/%.bats=$(O)/tests/%.quick)
test: $(STAMPS)
	@tests/tools/count $(STAMPS:=.tap)

STAMPS_ALL = $(GEARED:tests/%.bats=$(O)/tests/%.all) \
    $(patsubst tests/%.bats,$(O)/tests/%.quick,$(filter-out $(GEARED),$(BATS)))
test-all: asan valgrind determinism proof $(STAMPS_ALL)
	@tests/tools/count $(STAMPS_ALL:=.tap)

SOURCES = $(wildcard cmd/*.c lib/*/*.c tests/unit/*.c tests/faults/*.c tests/fuzz/*.c tests/fuzz/harness/*.c tests/bench/*.c)
SCRIPTS = $(wildcard cmd/package/*) tests/site/run $(filter-out %.bash %.zsh %.tsv %.result,$(wildcard tests/tools/*)) tests/fuzz/run $(wildcard tests/bench/*.sh) .ci/run pipelines/begin pipelines/parts.parallel \
    pipelines/parts.slurm

# Flags of both compilers beside WARNINGS; gcc alone knows the second line.
STRICT = $(STANDARD) -Itests/unit -Itests/fuzz/harness $(WARNINGS) -Wnull-dereference -Wimplicit-fallthrough \
    -Wredundant-decls -Wold-style-definition -Wpointer-arith -Werror
STRICT_GCC = -Wlogical-op -Wduplicated-cond -Wduplicated-branches -Wjump-misses-init

lint: lint-top lint-floors lint-gcc lint-clang lint-analyzer lint-tidy lint-cppcheck lint-shell lint-manuals lint-binaries

# What stands at the top; tests leave nothing there.
lint-top:
	@! git ls-files | cut -d / -f 1 | sort -u | \
	    grep -vxE 'Makefile|cmd|lib|pipelines|data|tests|README\.md|LICENSE|\.(gitignore|ci|clang-tidy)'

lint-floors: all
	tests/tools/floors $(O)

lint-gcc:
	for f in $(SOURCES); do gcc $(STRICT) $(STRICT_GCC) -O2 -c -o /dev/null $$f || exit; done

lint-clang:
	for f in $(SOURCES); do clang $(STRICT) -O2 -c -o /dev/null $$f || exit; done

lint-analyzer:
	for f in cmd/*.c lib/*/*.c; do gcc $(STANDARD) -O2 -fanalyzer -Werror -c -o /dev/null $$f || exit; done

lint-tidy:
	clang-tidy --quiet cmd/*.c lib/*/*.c -- $(STANDARD)

# cppcheck does not see that die never returns, nor end; gcc and clang shift the sign along.
lint-cppcheck:
	cppcheck --quiet --std=c11 --error-exitcode=1 --enable=warning,portability \
	    --inline-suppr --suppress=missingIncludeSystem --suppress=nullPointerRedundantCheck \
	    --suppress=nullPointerArithmeticRedundantCheck --suppress=va_end_missing \
	    --suppress=arrayIndexOutOfBoundsCond --suppress=arrayIndexOutOfBounds --suppress=shiftNegativeLHS -D__SSE2__ -Ilib cmd lib

lint-shell:
	shellcheck $(SCRIPTS)
	shellcheck -s bash tests/tools/*.bash cmd/completion/sci.bash
	shellcheck -s bash -e SC1091,SC2086,SC2046,SC2016,SC2317,SC2059,SC2034,SC2030,SC2031,SC2154,SC2001,SC2012,SC2013,SC2035,SC2164 tests/*.bats tests/lib.bash

lint-manuals:
	MANPATH= mandoc -Tlint -Wwarning cmd/*.[157]

# PIE, all relocations read-only, no executable stack; stack protector and fortified functions
# in what is ours; libraries only where used.
lint-binaries: all
	@for f in $(FILTERS:%=$(O)/%); do \
	    readelf -h $$f | grep -q 'DYN' && readelf -d $$f | grep -q 'BIND_NOW' && \
	    readelf -lW $$f | grep -q GNU_RELRO && \
	    ! readelf -lW $$f | grep -q 'GNU_STACK.*E ' || { echo "$$f is not hardened"; exit 1; }; \
	    case $$f in *-import | *-export) own='c|csv|m' ;; *) own=none ;; esac; \
	    ! readelf -d $$f | grep NEEDED | grep -vE "lib($$own)\.so" || exit 1; \
	done
	@readelf -sW $(O)/libsci.a | grep -q 'UND __stack_chk_fail' && \
	    readelf -sW $(O)/libsci.a | grep -q 'UND __[a-z]*_chk$$' || { echo 'not hardened'; exit 1; }

# A build with the address and undefined-behaviour sanitizers in which calls of the
# system can be made to fail (tests/faults/wrap.c); without being told so none does.
FAULTS = malloc calloc realloc open read write pwrite ftruncate fsync close rename fchmod fchown \
    fcntl fstat _exit
SANITIZE = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all
VARIANT = HARDENING= PIE= HARDENED_LINK='-Wl,--as-needed $(FAULTS:%=-Wl,--wrap=%) $(O)/wrap.o'

# What it is in is linked anew.
$(O)/wrap.o: tests/faults/wrap.c
	@mkdir -p $(O)
	@rm -f $(O)/asan/sci-* $(O)/asan/unit/* $(O)/coverage/sci-* $(O)/coverage/unit/*
	$(call say,CC $<)$(CC) $(STANDARD) $(WARNINGS) -g -c -o $@ $<

sanitized: $(O)/wrap.o
	+$(MAKE) --no-print-directory -s O=$(O)/asan CFLAGS='$(SANITIZE)' $(VARIANT) all units

# Fuzz targets: with libFuzzer for `make fuzz`, with a main that replays their corpora
# for `make test-all`.  Calls that fail and exit are the harness's.
TARGETS = $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c))
HARNESS = tests/fuzz/harness/harness.c
HARNESS_WRAPS = malloc calloc realloc free open read write getrandom _exit \
    iconv_open iconv_close csv_free
DRIVER = tests/fuzz/harness/replay.c

# The filters as functions.
$(O)/main/%.o: cmd/sci-%.c $(wildcard lib/*/*.h tests/fuzz/harness/*.h)
	@mkdir -p $(@D)
	$(call say,CC main/$(@F))$(COMPILE) -Wno-missing-prototypes -Dmain=$*_main $(MAIN_FLAGS) -c -o $@ $<

$(O)/main/mains.a: $(FILTERS:sci-%=$(O)/main/%.o)
	@rm -f $@
	$(call say,AR $(@F))$(AR) rcs $@ $^

$(O)/fuzz/%: tests/fuzz/%.c $(wildcard tests/fuzz/harness/*) $(O)/main/mains.a $(O)/libsci.a
	@mkdir -p $(@D)
	$(call say,LD fuzz/$(@F))$(COMPILE) -Itests/fuzz/harness -o $@ $< $(HARNESS) $(DRIVER) -Wl,--as-needed \
	    $(HARNESS_WRAPS:%=-Wl,--wrap=%) $(O)/main/mains.a $(O)/libsci.a -lcsv -lm

fuzzers: $(TARGETS:%=$(O)/fuzz/%)

replayers: sanitized
	+$(MAKE) --no-print-directory -s O=$(O)/asan CFLAGS='$(SANITIZE)' HARDENING= fuzzers

FUZZ_SECONDS = 60
libfuzzer:
	+$(MAKE) --no-print-directory -s O=$(O)/libfuzzer CC=clang HARDENING= DRIVER=-fsanitize=fuzzer \
	    CFLAGS='-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all' \
	    MAIN_FLAGS='-include tests/fuzz/harness/sections.h -mllvm -asan-globals=0' fuzzers

fuzz: libfuzzer
	tests/fuzz/run $(O)/libfuzzer $(FUZZ_SECONDS) $(TARGETS)

# The suite under the sanitizers; reports exit with 99, which no test expects.  Memory is
# given back by exiting.
asan: replayers
	+@ASAN_OPTIONS=exitcode=99:detect_leaks=0 UBSAN_OPTIONS=exitcode=99:print_stacktrace=1 \
	    $(MAKE) --no-print-directory -s O=$(O)/asan CFLAGS='$(SANITIZE)' $(VARIANT) test

# Other levels, another compiler, other locales, eight jobs: the rankings must be
# the same bytes.
determinism: all
	tests/tools/determinism $(O)

# Compilers, levels, another C library and other processors; what is not here is skipped with a
# word.
.PHONY: portable
portable: filters
	tests/tools/portable $(O)

# Edits of the sources, each of which must turn a test red (tests/tools/mutants.tsv); half an hour.
mutants:
	tests/tools/mutants $(O)
	cp $(O)/mutants/result tests/tools/mutants.result

# Every call of the system fails once, and for ever: test-all takes every fifth.
faults: sanitized
	SCI_TESTS=all FAULT_STEP=1 tests/tools/run $(O) tests/faults.bats

# A second opinion on memory: a sample of the suite.
valgrind:
	tests/tools/valgrind $(O)/valgrind

# 10^8 doubles and texts against glibc.
proof: units
	$(O)/unit/num_proof 100000000

# What part of the lines and branches the tests reach.  Counting needs memory and files of
# its own: what tests of limits say of this build does not count.
COUNTED = -O0 -g --coverage -Wl,-u,__gcov_dump
coverage: $(O)/wrap.o
	+$(MAKE) -s O=$(O)/coverage CFLAGS='$(COUNTED)' $(VARIANT) all units
	+$(MAKE) -s O=$(O)/coverage CFLAGS='$(COUNTED)' HARDENING= fuzzers
	find $(O)/coverage -name '*.gcda' -delete
	SCI_TESTS=all tests/tools/run $(O)/coverage $(BATS) || true
	tests/tools/coverage $(O)/coverage

.PHONY: lint lint-top lint-floors lint-gcc lint-clang lint-analyzer lint-tidy lint-cppcheck lint-shell lint-manuals \
    lint-binaries test test-all sanitized fuzzers replayers libfuzzer fuzz asan faults valgrind determinism proof \
    coverage

# The site in a browser: Chromium and node of Debian's, axe-core and puppeteer-core by npm into the
# build; screenshots are in $(O)/site-shots. A node from elsewhere will do, and excludes Debian's npm.
deps-site-test:
	@tests/tools/deps chromium tidy $(if $(shell command -v npm),,nodejs npm)
	@mkdir -p $(O)/node && cp tests/site/package.json $(O)/node/
	cd $(O)/node && npm install --no-audit --no-fund --no-package-lock --ignore-scripts

test-site: site
	@tests/site/run $(O)

.PHONY: deps-site-test test-site

# Speed beside what users would take instead.
BENCH = M
bench: all
	tests/bench/run.sh $(O) $(BENCH)
	@echo
	tests/bench/growth.sh $(O)

.PHONY: bench
