# Every target sets up what it needs; a second time it does so without network.
SHELL = /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run demo test lint format types bench soak docs lock clean .environment .machine .some-tests .all-tests .tests-on-postgres .demo-to-copy

BIN = .venv/bin
PORT ?= 8000
# What writes is tried on PostgreSQL in every run, the screens above it in the soak.
WRITING = $(addprefix tests/web/,accounts applications catalogue channels decisions disclosure documents feedback ledger organs outbox people reports reviews search/test_keeping.py search/test_two_writers.py test_databases.py)
# Tests wait now and then, for a browser or a process of their own: one more of them than processors keeps these busy.
PROCESSES = $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
# Browsers make them wait more often.
WITH_BROWSERS = $(shell expr $(PROCESSES) + 1)
# Compiled modules start faster; some machines switch them off.
unexport PYTHONDONTWRITEBYTECODE

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | expand -t 12

run: demo ## set up, load the demo and serve it on http://127.0.0.1:8000/ (PORT=… for another)
	@$(BIN)/gongkai serve --port $(PORT)

demo: ## set up and load the demo of invented organs into ./var (or GONGKAI_HOME=…)
	@scripts/setup.sh run
	@scripts/fonts.sh
	@$(BIN)/gongkai demo

test: ## every check: imports, style, types, then all tests, those that write on PostgreSQL too (ARGS=… for pytest, on SQLite only)
	@$(MAKE) --no-print-directory -j2 .environment .machine
	@$(MAKE) --no-print-directory -j3 $(if $(ARGS),.some-tests,.all-tests)

.environment:
	@scripts/setup.sh dev

# Letters are drawn on PostgreSQL too: there is a font before.
.machine:
	@scripts/browser.sh
	@scripts/redis.sh

.some-tests: lint types
	$(BIN)/python -m pytest $(ARGS)

# What long tests copy is made beside all that comes before them; each file of tests stays with one process, in its order.
.all-tests: .demo-to-copy .tests-on-postgres
	$(BIN)/python -m pytest -n $(WITH_BROWSERS) --dist loadfile --no-loadscope-reorder

.tests-on-postgres: lint types
	scripts/postgres.sh $(BIN)/python -m pytest $(WRITING) --durations=3 -n $(PROCESSES)

.demo-to-copy:
	@$(BIN)/python -m tests.web.demo_home

lint: ## who imports whom, and style
	@scripts/setup.sh dev
	$(BIN)/lint-imports --no-logo
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: ## put the code into the house style
	@scripts/setup.sh dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: ## strict types in kernel, law book and engine
	@scripts/setup.sh dev
	$(BIN)/mypy

soak: ## the tests in full counts: minutes to hours
	@scripts/setup.sh dev
	@scripts/browser.sh
	@scripts/system.sh chromium || true # prints reports that the reader has never seen
	@scripts/redis.sh
	$(if $(ARGS),,scripts/postgres.sh $(BIN)/python -m pytest tests/web -m "not browser" -n $(PROCESSES))
	$(BIN)/python -m pytest -m soak $(ARGS)

bench: ## repeatable measurements, printed as ratios to a baseline of the same run
	@scripts/setup.sh dev
	scripts/postgres.sh --anyway $(BIN)/python -m benchmarks

docs: ## write the reference pages anew from law data and code, and compile the words of the office
	@scripts/setup.sh dev
	$(BIN)/python scripts/catalogues.py
	$(BIN)/python -m docs.generate

lock: ## resolve the dependencies anew into requirements/*.txt (ARGS=--upgrade for newer versions)
	@scripts/setup.sh dev
	@scripts/lock.sh $(ARGS)

clean: ## remove the environment and all caches; the state in ./var stays
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
