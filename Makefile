# One word for each thing that a contributor does. See CONTRIBUTING.md.

.PHONY: format lint test bench fuzz

format:
	swift format format --in-place --recursive Sources Tests Package.swift

lint:
	swift format lint --strict --recursive Sources Tests Package.swift

test:
	./test

# Prints rates and server CPU beside a plain C program on the same library.
bench:
	Benchmarks/run

# Throws damaged requests at a server for SECONDS; prints what to repeat it with when one is not taken well.
SECONDS ?= 60
fuzz:
	swift build --product understudy
	python3 Scripts/fuzz --program "$$(swift build --show-bin-path)/understudy" --seconds $(SECONDS)
