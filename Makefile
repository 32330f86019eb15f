# One word for each thing that a contributor does. See CONTRIBUTING.md.

.PHONY: format lint test tsan asan generated bench count fuzz abuse openapi settings coverage-of-spec test-all client-table drills sdk-table

format:
	swift format format --in-place --recursive Sources Tests Package.swift

lint:
	swift format lint --strict --recursive Sources Tests Package.swift

test:
	./test

# What is too slow for ./test as well: eight real clients at the rows of docs/faults.md, in Python, curl, Node and Go, every drill with each
# of its clients, and the official SDKs at the drills.
test-all: test drills sdk-table
	Scripts/with-clients Scripts/client-table --program "$$(swift build --show-bin-path)/understudy"

# Drills clients that do it wrong and clients that do it right, in Python, shell, Node and Swift: the few that ./test has, and the rest.
drills:
	swift build --product understudy
	ALL_DRILLS=1 UNDERSTUDY="$$(swift build --show-bin-path)/understudy" Scripts/with-clients -m pytest -q -p no:cacheprovider Tests/Clients/test_drills.py

# Writes docs/what-sdks-do.md anew: the three official SDKs, with their defaults, at each drill. Takes some minutes.
sdk-table:
	swift build --product understudy
	Scripts/with-python -B Scripts/sdk-table --program "$$(swift build --show-bin-path)/understudy" --write

# Writes what those clients make of the rows anew, and the page that shows it.
client-table:
	swift build --product understudy
	Scripts/with-clients Scripts/client-table --program "$$(swift build --show-bin-path)/understudy" --write
	$(MAKE) generated

# Run the Swift tests under a sanitizer, or those that FILTER names; fail when it reports anything.
tsan:
	Scripts/sanitize thread $(if $(FILTER),'$(FILTER)')

asan:
	Scripts/sanitize address $(if $(FILTER),'$(FILTER)')

# Writes the files that are made from others: docs/faults.md, docs/errors.md, the schema of scenarios and the sample reports.
generated:
	swift build --build-tests
	WRITE_GENERATED=1 swift test --skip-build --filter 'GeneratedFileTests|InvalidScenarioTests|WrittenReportTests'

# Prints rates and server CPU beside a plain C program on the same library.
bench:
	Benchmarks/run

# Prints what a request costs in instructions, which do not depend on who else uses the machine.
count:
	Benchmarks/count

# Throws damaged requests at a server for SECONDS; prints what to repeat it with when one is not taken well.
SECONDS ?= 60
fuzz:
	swift build --product understudy
	python3 Scripts/fuzz --program "$$(swift build --show-bin-path)/understudy" --seconds $(SECONDS)

# Attacks servers and prints a line for each promise of docs/reliability.md. OPTIONS, such as `--only descriptors`, go to Scripts/abuse.
abuse:
	swift build --product understudy
	Scripts/with-python -B Scripts/abuse --program "$$(swift build --show-bin-path)/understudy" $(OPTIONS)

# Writes Fixtures/openapi anew from Scripts/openapi and the catalogs; needs Python with PyYAML.
openapi:
	python3 -B Scripts/openapi

# Writes docs/settings.md anew from the program.
settings:
	swift build --product understudy
	Scripts/with-server Scripts/settings-page > docs/settings.md

# Lists the facts of the providers' pages beside the fixtures and tests that prove them.
coverage-of-spec:
	python3 -B Scripts/coverage-of-spec
