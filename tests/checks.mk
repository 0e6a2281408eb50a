# checks - what is looked at beside `make test`.

SOURCES = $(wildcard cmd/*.c lib/*.c tests/unit/*.c)
SCRIPTS = $(wildcard tests/run tests/deps tests/determinism tests/coverage tests/bench/*.sh .ci/run)

# Flags of both compilers beside WARNINGS; gcc alone knows the second line.
STRICT = $(STANDARD) -Itests/unit $(WARNINGS) -Wnull-dereference -Wimplicit-fallthrough \
    -Wredundant-decls -Wold-style-definition -Wpointer-arith -Werror
STRICT_GCC = -Wlogical-op -Wduplicated-cond -Wduplicated-branches -Wjump-misses-init

lint: lint-gcc lint-clang lint-analyzer lint-tidy lint-cppcheck lint-shell lint-manuals lint-binaries

lint-gcc:
	for f in $(SOURCES); do gcc $(STRICT) $(STRICT_GCC) -O2 -c -o /dev/null $$f || exit; done

lint-clang:
	for f in $(SOURCES); do clang $(STRICT) -O2 -c -o /dev/null $$f || exit; done

lint-analyzer:
	for f in cmd/*.c lib/*.c; do gcc $(STANDARD) -O2 -fanalyzer -Werror -c -o /dev/null $$f || exit; done

lint-tidy:
	clang-tidy --quiet cmd/*.c lib/*.c -- $(STANDARD)

# cppcheck does not see that die never returns, nor end.
lint-cppcheck:
	cppcheck --quiet --std=c11 --error-exitcode=1 --enable=warning,portability \
	    --inline-suppr --suppress=missingIncludeSystem --suppress=nullPointerRedundantCheck \
	    --suppress=nullPointerArithmeticRedundantCheck --suppress=va_end_missing \
	    --suppress=shiftNegativeLHS -D__SSE2__ -Ilib cmd lib

lint-shell:
	shellcheck $(SCRIPTS)
	shellcheck -s bash -e SC1091,SC2086,SC2046,SC2016,SC2317,SC2059,SC2034,SC2030,SC2031,SC2154 tests/*.bats tests/lib.bash

lint-manuals:
	MANPATH= mandoc -Tlint -Wwarning cmd/*.[157]

# PIE, all relocations read-only, no executable stack; libraries only where used.
lint-binaries: all
	for f in $(FILTERS:%=$(O)/%); do \
	    readelf -h $$f | grep -q 'DYN' && readelf -d $$f | grep -q 'BIND_NOW' && \
	    readelf -lW $$f | grep -q GNU_RELRO && \
	    ! readelf -lW $$f | grep -q 'GNU_STACK.*E ' || { echo "$$f is not hardened"; exit 1; }; \
	done
	for f in $(filter-out sci-import sci-fit,$(FILTERS)); do \
	    ! readelf -d $(O)/$$f | grep NEEDED | grep -vE 'libc\.so|libm\.so' || exit 1; \
	done

# The whole suite under the address and undefined-behaviour sanitizers; reports
# exit with 99, which no test expects.  Memory is given back by exiting.
asan:
	$(MAKE) O=$(O)/asan CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all' \
	    HARDENING= HARDENED_LINK='-Wl,--as-needed' all units
	ASAN_OPTIONS=exitcode=99:detect_leaks=0 UBSAN_OPTIONS=exitcode=99:print_stacktrace=1 \
	    tests/run $(O)/asan tests

# Other levels, another compiler, other locales, eight jobs: the rankings must be
# the same bytes.
determinism: all
	tests/determinism $(O)

test-all: test asan determinism proof

# 10^8 doubles and texts against glibc.
proof: units
	$(O)/unit/num_proof 100000000

coverage:
	$(MAKE) O=$(O)/coverage CFLAGS='-O0 -g --coverage' HARDENING= HARDENED_LINK='-Wl,--as-needed' all units
	tests/run $(O)/coverage tests || true
	tests/coverage $(O)/coverage

.PHONY: lint lint-gcc lint-clang lint-analyzer lint-tidy lint-cppcheck lint-shell lint-manuals \
    lint-binaries asan determinism test-all proof coverage

# Speed beside what users would take instead.
BENCH = M
bench: all
	tests/bench/run.sh $(O) $(BENCH)

.PHONY: bench
