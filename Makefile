# Every target with its line of help: make help
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
export UV_COMPILE_BYTECODE := 1
export DAGSTER_HOME := $(CURDIR)/warehouse/dagster

.DEFAULT_GOAL := help
# Every target is a command, and none is a file.
.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*## .*/\1/p' $(firstword $(MAKEFILE_LIST)))

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

setup: $(READY) ## Make .venv with the exact locked dependencies (the other targets do it themselves)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12"; exit 2; }
	@echo "Setting up .venv (once; a minute or two) ..."
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(sed -n 's/^\(uv==[^ ]*\).*/\1/p' requirements.lock)"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock \
	  || { echo "Trying again with pip, which knows your own package index ..."; \
	       $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY) ## See it work: harvest a miniature world, publish, lose a report, alert, put it back
	@$(BIN)/python -m tests.world.demo

# Tests write some gigabytes and wait for each to be safe on a disk: where there is a large disk in memory, they use it.
ROOMY := $(shell awk '/MemAvailable/ && $$2 > 8000000' /proc/meminfo 2>/dev/null | grep -q . \
  && df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 6000000' | grep -q . && echo /dev/shm)

test: lint ## Run the checks: format, lint, types, floors, tests
	$(if $(ROOMY),TMPDIR=$(ROOMY)) $(BIN)/python -m pytest -n 2

test-long: $(READY) ## Run the tests that take tens of seconds each: kills, full disks, clusters, ticks, a tiny country
	$(if $(ROOMY),TMPDIR=$(ROOMY)) $(BIN)/python -m pytest -n 2 -m long

coverage: $(READY) ## Run the tests of make test, and tell which lines they reach
	$(if $(ROOMY),TMPDIR=$(ROOMY)) $(BIN)/python -m pytest -n 2 --cov --cov-report=term:skip-covered

test-slow: $(READY) ## Run the big sizes: hundreds of kills and large worlds (minutes)
	$(BIN)/python -m pytest -m slow

test-screen: $(READY) ## Drive the operator's screen in Chromium: harvest, a red check, a watch, an alert (a minute or two)
	$(BIN)/python -m pytest -m screen tests/screen

benchmark: $(READY) ## Measure everything at a quarter, one and four times national size into docs/performance.md (up to an hour)
	@$(BIN)/python -m tests.bench

benchmark-harvest: $(READY) ## Compare the harvest of 150 hosts with a bare pool of sessions, three times (minutes)
	@$(BIN)/python -m tests.bench.harvest --repeat 3

test-faults: $(READY) ## Run every kind of fault twenty times against the checks, and 1,200 healthy documents (minutes)
	@$(BIN)/python -m tests.faults

test-mutants: $(READY) ## Change one rule at a time in a copy and see whether the tests notice (minutes)
	@$(BIN)/python -m tests.mutants

torture: $(READY) ## Run the whole protocol of rough weather and write docs/reliability.md (an hour)
	@$(BIN)/python -m tests.torture

torture-small: $(READY) ## Run the whole protocol of rough weather in small sizes (minutes)
	@$(BIN)/python -m tests.torture --small

audit: $(READY) ## Audit dependencies, licences, secrets and whether wheel and lock come out the same twice (a minute)
	@$(BIN)/python -m tests.supply

test-cluster: $(READY) ## Harvest 150 hosts on two workers with own disks, kill one, and compare (minutes; needs PostgreSQL)
	@$(BIN)/python -m tests.cluster

torture-pdf: $(READY) ## Read 30 hostile PDFs and 2,000 seeded mutants, every byte kept (minutes)
	@$(BIN)/python -m tests.hostile

benchmark-describe: $(READY) ## Time reading 200 reports against pdfium alone, in one run (a minute)
	@$(BIN)/python -m tests.bench.describe

benchmark-watch: $(READY) ## Time one round over 5,000 addresses on 150 hosts against what the pauses dictate (minutes)
	@$(BIN)/python -m tests.bench.watch

benchmark-orchestration: $(READY) ## Run 150 sources through Dagster and through the command, and print the difference (minutes)
	@$(BIN)/python -m tests.bench.orchestration

benchmark-edition: $(READY) ## Time search and views of an edition of 2,500 documents next to ILIKE on its text (minutes)
	@$(BIN)/python -m tests.bench.edition

simulate: $(READY) ## Watch 1,200 documents over 400 simulated days, then 10,000 stories of one (tens of minutes)
	@$(BIN)/python -m tests.simulation
	@$(BIN)/python -m tests.simulation.machine

delivery: $(READY) ## Deliver through 15 kinds of trouble, ten times each, and print what arrived (minutes)
	@$(BIN)/python -m tests.delivery --repeat 10

lint: $(READY) ## Check format, lint, types and the floors of the house
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache | tail -n 4

format: $(READY) ## Put the code into shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

ui: $(READY) ## Open the operator's screen (Dagster) on http://127.0.0.1:3000; Ctrl-C stops it
	@$(BIN)/python -m pipelines.ui

site: $(READY) ## Print the demonstration's website and show it on http://127.0.0.1:8000; Ctrl-C stops it
	@$(BIN)/python -m tests.world.site

benchmark-site: $(READY) ## Print a site of national size, and again with 1 % changed (a minute)
	@$(BIN)/python -m tests.bench.site

harvest: $(READY) ## Harvest the real register (sources.yaml), check every address, publish
	@$(BIN)/catalogue run

watch: $(READY) ## Check every address again, send and close alerts, publish
	@$(BIN)/catalogue watch

identity: $(READY) ## Join the pages of 3,000 random worlds whose truth is known, and print precision and recall (minutes)
	@$(BIN)/python -m tests.identity 3000

accuracy: $(READY) ## Measure the code on the project's own gold and keep the figures for the edition
	@$(BIN)/catalogue evaluate tests/gold --no-misses --record src/catalogue/data/accuracy.json

dictionary: $(READY) ## Write docs/dictionary.md and the promised schema anew from the code
	@$(BIN)/python -m tests.dictionary

readme: $(READY) ## Write the README's output blocks anew from what the code prints
	@$(BIN)/python -m tests.readme
	@$(BIN)/python -m tests.settings_table

lock: $(READY) ## Compile requirements.lock again from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-strip-extras --no-emit-index-url --no-annotate \
	  --python-version 3.11 --custom-compile-command "make lock" --group dev --extra analysis --extra cluster pyproject.toml -o requirements.lock

clean: ## Remove .venv and caches; the warehouse stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage
