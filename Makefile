# `make site` and `make test` are all that a fresh machine needs.

SWIFT ?= swift
SOURCES := Sources Tests Bench Package.swift
# Flags for this machine; empty for a portable build.
NATIVE ?= $(shell SWIFT="$(SWIFT)" scripts/build-flags)
PYTHON ?= python3
PREFIX ?= /usr/local

.PHONY: fuzz sanitize dist completions install-completions test-reports
.PHONY: site install test test-faults test-browser lint format build bench compare mutation clean bootstrap

# The notes as a site, and the documentation beside them.
site: build
	@.build/release/gradweave build notes -o site
	@.build/release/gradweave build docs -o site/docs
	@echo "Open $(CURDIR)/site/index.html"

build: bootstrap
	$(SWIFT) build -c release --product gradweave $(NATIVE)

# The program is one file: `make install PREFIX=~/.local`.
install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 .build/release/gradweave "$(DESTDIR)$(PREFIX)/bin/gradweave"

# Optimised, in a folder of its own: the checker does so much arithmetic that tests without it take seven times as
# long. `swift test --filter NAME` is the quicker way while one works on something.
test: bootstrap
	$(SWIFT) test -c release --scratch-path .build-test

lint:
	$(SWIFT) format lint --strict --recursive $(SOURCES)

format:
	$(SWIFT) format --in-place --recursive $(SOURCES)

# How long the notes take, best of a few runs; folders of 100, 1,000, 2,000 and 4,000 notes, from nothing, with no change and
# with one, with the memory, next to pandoc, Hugo and libcmark where they are installed; how many formulas
# a second become MathML; a step of training, next to other engines where $(PYTHON) has them.
bench: build
	@scripts/bench .build/release/gradweave notes
	@$(PYTHON) scripts/bench-vault .build/release/gradweave $(if $(CORPUS),--corpus $(CORPUS))
	@$(SWIFT) run -c release --package-path Fuzz FormulaBenchmark
	@$(SWIFT) build -c release --product Bench $(NATIVE)
	@.build/release/Bench
	@$(PYTHON) Tests/Outside/speed.py

# Values and gradients of every operation and of whole networks next to PyTorch; formulas next to KaTeX.
compare: build
	@$(PYTHON) Tests/Outside/katex.py .build/release/gradweave
	@$(SWIFT) build -c release --product Bench $(NATIVE)
	@.build/release/Bench cases | $(PYTHON) Tests/Outside/values.py

# Identities and all their single-edit variants, and what is offered in place of the false ones, held against an
# evaluation with 60 digits.
mutation: build
	@$(PYTHON) scripts/mutation --seeds 1000

# Builds that are killed, run twice at once, have no room or nowhere to write.
test-faults: build
	@$(PYTHON) scripts/faults .build/release/gradweave

# Texts from the notes of the tests, changed at random, for FUZZ_SECONDS each: formulas, blocks, notes, whole pages.
FUZZ_SECONDS ?= 600
fuzz: bootstrap
	@SWIFT="$(SWIFT)" scripts/fuzz $(FUZZ_SECONDS)

# The tests with the sanitizers of addresses and of threads, each in a folder of its own. Optimised, as in `make test`: what
# the sanitizers add comes on top of arithmetic that takes seven times as long without it. The two tests that decide all pages of
# Tests/Pages are left out: they are the longest of all, and go the ways that the others go.
# What a program leaves when it ends at once is no mistake, and references with tags in them are not seen as such: no search for
# leaks.
SANITIZED = --skip 'givesNoWrongVerdict|decidesNineOfTenStatements'
sanitize: bootstrap
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test -c release --sanitize=address --scratch-path .build-address $(SANITIZED)
	@SWIFT="$(SWIFT)" scripts/sanitize-threads $(SANITIZED)

# The pages in headless Chromium: console, width, boxes, contrast, accessibility.
test-browser: build
	@$(PYTHON) scripts/browser .build/release/gradweave

# One file that needs no other: dist/gradweave.
dist: bootstrap
	@scripts/dist

# What shells complete behind `gradweave`.
completions: dist
	@scripts/completions dist/gradweave dist/completions

install-completions: completions
	install -D -m 644 dist/completions/gradweave.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/gradweave
	install -D -m 644 dist/completions/_gradweave $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_gradweave
	install -D -m 644 dist/completions/gradweave.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/gradweave.fish

# The reports next to the published schemas of their forms.
test-reports: build
	@$(PYTHON) scripts/reports .build/release/gradweave

clean:
	rm -rf .build .build-test .build-dist .build-address .build-thread Fuzz/.build Fuzz/.build-fuzz site dist

bootstrap:
	@scripts/bootstrap
