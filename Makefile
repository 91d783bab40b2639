# Krumtap: `make run` and `make test` do all of their own set-up.
.PHONY: run test faults check demo bench country fuzz sanitize build format clean
SHELL := /bin/bash

run:            ## build, fill a demo database when there is none, and serve it
	@Tools/setup build
	@Tools/run

test:           ## everything: format, house rules, unit, storage, web, browser and fault tests
	@Tools/setup build test
	@Tools/test

check:          ## format and house rules
	@Tools/setup build
	swift format lint --strict --recursive Package.swift Sources Tests
	swift test --filter HouseRulesTests

demo:           ## fresh demo data
	@Tools/setup build
	swift build --product krumtap
	@rm -f var/demo.db var/demo.db-wal var/demo.db-shm
	@mkdir -p var
	.build/debug/krumtap demo --database var/demo.db

faults:         ## the long form of the fault tests, on what is deployed: most of an hour
	@Tools/setup build test
	swift build -c release --product krumtap
	.build/peers/bin/python Tests/Faults/run --long --binary .build/release/krumtap

bench:          ## figures into the terminal; docs/performance.md says how to read them
	@Tools/setup build bench
	swift build -c release --product krumtap
	@Bench/bench

country:        ## what one machine carries of 98 municipalities; docs/scaling.md says how to read it
	@Tools/setup build bench
	swift build -c release --product krumtap
	@Bench/country

fuzz:           ## changed inputs for every reader of what comes from outside, a minute each
	@Tools/setup build
	@Tools/fuzz

sanitize:       ## the Swift tests and a server under load with the thread and the address sanitizer, each built for it
	@Tools/setup build test
	@Tools/sanitize thread
	@Tools/sanitize address

build:
	@Tools/setup build
	swift build

format:
	swift format format --in-place --recursive Package.swift Sources Tests

clean:
	rm -rf .build .build-* var
