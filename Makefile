# make             build the filters in build/; V=1 shows the commands
# make rankings    the main job: annual rankings from the data in data/
# make site        pages of them in build/site/, German and English
# make test        the tests that a change needs; make test-all: all of them
# make test-site   the pages in a browser; make deps-site-test: what that needs
# make install     filters, manuals, examples; DESTDIR= PREFIX=/usr/local; install-strip: without
#                  what debuggers need; make uninstall takes it back
# make deb         a Debian package in build/; make dist: the sources of a commit
# make portable    the same results by other compilers, C libraries and processors
# make deps        what builds and tests need; deps-site: what the site needs; deps-lint: lint;
#                  deps-all: what some of test-all is skipped without
# make lint        compilers' and other checkers' opinions
# make bench       speed beside other tools; BENCH=S, M or L
# make fuzz        FUZZ_SECONDS=60 for each target
# make coverage    which lines the tests reach
# make mutants     whether a test sees each of some hundred edits of the sources
# make clean       remove build/
# make help        this text

O = build
PREFIX = /usr/local
CFLAGS = -O3 -g1
LDFLAGS =

# As many jobs as there are processors, unless make is told how many (-j1) or is itself a job of
# another make.
TOLD := $(shell (tr '\0' '\n' < /proc/$$PPID/cmdline; echo "$$MAKEFLAGS" | tr ' ' '\n') 2> /dev/null | \
    grep -E '^(-[a-zA-Z]*j|--jobs)')
JOBS := $(if $(MAKELEVEL:0=)$(TOLD),,-j$(shell nproc))

# Several goals are taken one after the other, each by a make of its own: after `deps` there are
# a compiler and libraries that were not there before.
ifneq ($(word 2,$(MAKECMDGOALS)),)
.NOTPARALLEL:
.PHONY: $(MAKECMDGOALS)
$(MAKECMDGOALS):
	@$(MAKE) --no-print-directory $(JOBS) $@
else
MAKEFLAGS += $(JOBS)

# What is done, in one short line; nothing with make -s.
SILENT = $(findstring s,$(firstword -$(MAKEFLAGS)))
say = $(if $(V),,@$(if $(SILENT),,echo '$1' && ))

# What the sources are written for, whatever CFLAGS says: no contraction of
# a*b+c, nor more digits than a double has, or results would depend on the processor.  No operation
# is looked at for a trap, so that two values may be taken at a time.
MACHINE := $(shell $(CC) -dumpmachine 2> /dev/null)
X86_32 = $(filter i386-% i486-% i586-% i686-%,$(MACHINE))
# Files beyond 2 GB, where that has to be said.  Elsewhere it would rename the calls that tests wrap.
LARGE = $(if $(X86_32)$(filter arm-%,$(MACHINE)),-D_FILE_OFFSET_BITS=64)
STANDARD = -std=c17 -D_GNU_SOURCE -ffp-contract=off -fno-trapping-math $(if $(X86_32),-msse2 -mfpmath=sse) $(LARGE) -Ilib
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion \
    -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wcast-qual -Wundef -Wvla \
    -Wdouble-promotion -Wwrite-strings
HARDENING = -fstack-protector-strong -fstack-clash-protection $(if $(X86_32)$(filter x86_64-%,$(MACHINE)),-fcf-protection) \
    -D_FORTIFY_SOURCE=2 -fPIE
HARDENED_LINK = -Wl,-z,relro -Wl,-z,now -Wl,--as-needed
# Which folder it is built in leaves no trace in the bytes.
NO_FOLDER = -ffile-prefix-map=$(CURDIR)=.
COMPILE = $(CC) $(STANDARD) $(WARNINGS) $(HARDENING) $(NO_FOLDER) $(CPPFLAGS) $(CFLAGS)
LINK = $(HARDENED_LINK) $(LDFLAGS)

# A filter that needs a library of its own says so here.
LIBS_sci-import = -lcsv
LIBS_sci-export = -lcsv

# The others are linked statically: what they use of the C library is inside of them.  They start in
# three quarters of the time, take 0.6 MB less, and run wherever they are copied to.  Where the
# compiler has no rcrt1.o, with which such programs begin, and with sanitizers, which need the
# shared library, they are linked as usual; `make STATIC=-pie` says so by hand.
STATIC := -static-pie
ifeq ($(filter /%,$(shell $(CC) -print-file-name=rcrt1.o 2> /dev/null)),)
STATIC := -pie
endif
ifneq ($(filter -fsanitize% -static%,$(CC) $(CFLAGS) $(LDFLAGS)),)
STATIC := -pie
endif
PIE = $(if $(LIBS_$(@F)),-pie,$(STATIC))

FILTERS = $(patsubst cmd/%.c,%,$(wildcard cmd/sci-*.c))
OBJECTS = $(patsubst lib/%.c,$(O)/lib/%.o,$(wildcard lib/*/*.c))
UNITS = $(patsubst tests/unit/%.c,$(O)/unit/%,$(wildcard tests/unit/*.c))
# In the order in which people read them.
INDICES = open bitkom

filters: $(FILTERS:%=$(O)/%)
all: filters completion

$(O)/sci-%: cmd/sci-%.c $(O)/libsci.a Makefile
	$(call say,LD $(@F))$(COMPILE) -MMD -MP -MF $@.d -MT $@ -o $@ $< \
	    $(PIE) $(LINK) $(O)/libsci.a $(LIBS_sci-$*) -lm

$(O)/lib/%.o: lib/%.c Makefile
	@mkdir -p $(@D)
	$(call say,CC $<)$(COMPILE) -MMD -MP -c -o $@ $<

# Made anew, so that it holds nothing that is gone from lib/.
$(O)/libsci.a: $(OBJECTS)
	@rm -f $@
	$(call say,AR $(@F))$(AR) rcs $@ $(OBJECTS)

$(O)/unit/%: tests/unit/%.c $(O)/libsci.a Makefile | $(O)/unit
	$(call say,LD unit/$(@F))$(COMPILE) -MMD -MP -MF $@.d -MT $@ -Itests/unit -o $@ $< \
	    $(PIE) $(LINK) $(O)/libsci.a -lm

$(O)/unit:
	@mkdir -p $@

# One index after the other, so that what they print does not mix; each is
# made by as many jobs as there are. Rankings first, then what is known of how good they are.
rankings: all
	@for say in ranking quality; do for i in $(INDICES); do \
	    $(MAKE) --no-print-directory -f pipelines/$$i.mk O=$(O) $$say || { \
	        echo "$$i: not made to the end: its tables may be of this run or of one before" >&2; \
	        exit 1; }; \
	done; done
	@echo "Every score, place and change, an edition a table: $(INDICES:%=$(O)/rankings/%/)"

# Pages of the rankings, for people: each index by itself, then all of them in place at once.
site: all
	@for i in $(INDICES); do \
	    $(MAKE) --no-print-directory -s -f pipelines/site.mk INDEX=$$i O=$(O) pages || exit; \
	done
	@$(MAKE) --no-print-directory -s -f pipelines/site.mk INDICES='$(INDICES)' O=$(O) site
	@$(if $(SILENT),,echo "Pages in German and English: $(O)/site/index.html")

units: $(UNITS)

# Completion for bash and zsh: what --help of the filters says, and in cmd/completion what shells
# make of it.
completion: $(O)/completion/sci $(O)/completion/_sci
$(O)/completion/table: cmd/completion/table.awk $(FILTERS:%=$(O)/%)
	@mkdir -p $(@D)
	@for f in $(FILTERS); do $(O)/$$f --help || exit; done > $@.help
	@awk -f $< $@.help > $@
table = echo; echo "_sci_table=\$$(cat << 'END'"; cat $<; echo END; echo ')'
$(O)/completion/sci: $(O)/completion/table cmd/completion/sci.bash
	@{ cat cmd/completion/sci.bash; $(table); echo 'complete -F _sci $(FILTERS)'; } > $@
$(O)/completion/_sci: $(O)/completion/table cmd/completion/sci.zsh
	@{ echo '#compdef $(FILTERS)'; cat cmd/completion/sci.zsh; $(table); echo '_sci "$$@"'; } > $@

# Beside programs and manuals: tables of signs, and the indices as they stand here, with examples
# for cron and systemd; make -f pipelines/open.mk O=FOLDER makes their rankings.
DEST = $(DESTDIR)$(PREFIX)
MAN = $(DEST)/share/man
EXAMPLE = $(DEST)/share/doc/sci/example
BASH_COMPLETION = $(DEST)/share/bash-completion/completions
ZSH_COMPLETION = $(DEST)/share/zsh/site-functions
install: all
	@install -d "$(DEST)/bin" "$(MAN)/man1" "$(MAN)/man5" "$(MAN)/man7" "$(DEST)/share/sci" "$(EXAMPLE)"
	@install $(STRIP) $(FILTERS:%=$(O)/%) "$(DEST)/bin"
	@for n in 1 5 7; do install -m 644 cmd/*.$$n "$(MAN)/man$$n" || exit; done
	@install -m 644 data/signs-*.tsv "$(DEST)/share/sci"
	@install -d "$(BASH_COMPLETION)" "$(ZSH_COMPLETION)"
	@install -m 644 $(O)/completion/sci "$(BASH_COMPLETION)"
	@for f in $(FILTERS); do ln -sf sci "$(BASH_COMPLETION)/$$f" || exit; done
	@install -m 644 $(O)/completion/_sci "$(ZSH_COMPLETION)"
	@install -m 644 README.md LICENSE "$(DEST)/share/doc/sci"
	@for f in $$(find pipelines data -type f); do \
	    install -D -m 644 $$f "$(EXAMPLE)/$$f" || exit; done
	@echo 'installed below $(DEST)'

install-strip: STRIP = -s
install-strip: install

uninstall:
	@for f in $(FILTERS); do rm -f "$(DEST)/bin/$$f" "$(BASH_COMPLETION)/$$f" || exit; done
	@for f in $(notdir $(wildcard cmd/*.[157])); do rm -f "$(MAN)/man$${f##*.}/$$f" || exit; done
	@rm -f "$(BASH_COMPLETION)/sci" "$(ZSH_COMPLETION)/_sci"
	@rm -rf "$(DEST)/share/sci" "$(DEST)/share/doc/sci"
	@echo 'taken back from $(DEST)'

# Packages in build/; the same tree gives the same bytes.
dist:
	@cmd/package/dist $(O)
deb:
	+@cmd/package/deb $(O)

# What is not a Debian system is told what to bring.
DEPS = gcc make libc6-dev libcsv-dev bats mandoc locales
DEPS_SITE = gnuplot-nox
DEPS_ALL = parallel slurmctld slurmd slurm-client munge zsh dpkg-dev lintian
DEPS_LINT = clang libclang-rt-dev clang-tidy cppcheck shellcheck mandoc valgrind
deps:
	@tests/tools/deps $(DEPS)
deps-site:
	@tests/tools/deps $(DEPS_SITE)
deps-all:
	@tests/tools/deps $(DEPS_ALL)
deps-lint:
	@tests/tools/deps $(DEPS_LINT)

clean:
	rm -rf $(O)

help:
	@sed -n '/^#/!q; s/^# //p' Makefile

include tests/checks.mk
-include $(wildcard $(O)/*.d $(O)/lib/*/*.d $(O)/unit/*.d)

.DELETE_ON_ERROR:
.PHONY: all filters completion rankings site units install install-strip uninstall dist deb deps deps-site deps-all deps-lint clean help
endif
