# `make site` and `make test` are all that a fresh machine needs.

SWIFT ?= swift
SOURCES := Sources Tests Package.swift

.PHONY: site test lint format build bench clean bootstrap

# The notes as a site.
site: build
	@.build/release/gradweave build notes -o site
	@echo "Open $(CURDIR)/site/index.html"

build: bootstrap
	$(SWIFT) build -c release --product gradweave

test: bootstrap
	$(SWIFT) test

lint:
	$(SWIFT) format lint --strict --recursive $(SOURCES)

format:
	$(SWIFT) format --in-place --recursive $(SOURCES)

# How long the notes take, best of a few runs.
bench: build
	@scripts/bench .build/release/gradweave notes

clean:
	rm -rf .build site

bootstrap:
	@scripts/bootstrap
