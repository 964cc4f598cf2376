# Undersigned. `make run` to try it, `make test` to test it; see README.md.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
RUNS := .venv/.runs
TESTS := .venv/.tests
# Where it is set, every process that a test starts compiles the product anew.
unexport PYTHONDONTWRITEBYTECODE
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: help setup run test check faults fuzz audit bench lock clean parts

help: ## Show what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

setup: $(RUNS) ## Make .venv with what running needs

$(RUNS): requirements/base.txt
	@test -x $(BIN)/python || $(PYTHON) tools/make_venv.py .venv
	@$(PIP) -r requirements/base.txt
	@touch $@

$(TESTS): requirements/test.txt $(RUNS)
	@$(PIP) -r requirements/test.txt
	@touch $@

run: $(RUNS) ## Start web server and worker at http://localhost:8000, with the sample
	@$(BIN)/flask --app wsgi serve --prepare

parts: $(TESTS)
	@$(BIN)/python tools/install_parts.py

test: parts ## Run every test, the browser's and PostgreSQL's included
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(TESTS) ## Lint, types, import contract and migration drift
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m tools.check_migrations

faults: parts ## Kill processes while they send, sign and count, and let them meet over one signature, many times over
	@UNDERSIGNED_LONG=1 $(BIN)/python -m pytest tests/faults

fuzz: parts ## Play a thousand random orders in which colleagues write, suggest, take, judge and open
	@UNDERSIGNED_LONG=1 $(BIN)/python -m pytest tests/drafting/test_interleavings.py

audit: parts ## Let ten thousand mail scanners open every link and press what they find, two hundred as Chromium
	@UNDERSIGNED_LONG=1 $(BIN)/python -m pytest tests/scanning

bench: $(TESTS) ## Measure signatures and pages a second, as ratios to a bare route
	@$(BIN)/python -m bench

lock: $(TESTS) ## Choose versions anew and write the lock files
	@for set in base test; do $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --no-emit-index-url requirements/$$set.in -o requirements/$$set.txt; done

clean: ## Remove .venv and the local database
	@rm -rf .venv instance
