# Everything a contributor types. Each target says what it does while it does it;
# `make` alone lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help test demo build install-needs format catalog mutants fuzz soak bench clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

test: install-needs  ## install what is missing, then check everything; ONLY="lint unit" runs some stages
	@Deploy/dev/install-tools
	@Deploy/dev/check $(ONLY)

demo: install-needs  ## three sample clients, from their files to their figures; UP=1 keeps it running
	@Deploy/dev/demo $(if $(UP),up)

build: install-needs  ## the release binary, .build/release/headway
	swift build -c release --product headway

install-needs:  ## the system packages that the build and the tests need, if any is missing
	@Deploy/dev/install-needs

format:  ## rewrite every Swift file in the house style
	swift format --in-place --recursive --parallel Package.swift Sources Tests

catalog:  ## regenerate Sources/SQLCatalog from SQL/
	swift run --quiet catalog

mutants:  ## break each rule of the engine once; the property tests must notice (about 20 min)
	@Deploy/dev/mutants $(ONLY)

fuzz:  ## feed the readers of expressions, documents, JSON, schedules and of what strangers send with libFuzzer; MINUTES=10 for each, ONLY="model" for one
	@MINUTES=$(or $(MINUTES),10) Deploy/dev/fuzz $(ONLY)

soak: install-needs  ## kill workers, cut connections, stop servers, fill disks, up to 200 times each, and count what is lost (an hour); RUNS=20 for fewer
	@Deploy/dev/soak

bench: build  ## measure everything on this machine, beside PostgreSQL and others who do the same; hours with all data, SCALE=0.1 for less
	.build/release/headway bench all --scale $(or $(SCALE),1)

clean:  ## remove what was built
	rm -rf .build
