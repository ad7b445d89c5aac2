# techland's commands. Each makes .venv from a bare checkout and installs pinned packages first;
# stamps in .venv/stamps make the next call quick.
#
#   make serve   build the curated graph, serve it on localhost (HOST=, PORT=)
#   make test    all checks and tests but the long loops (ARGS= for pytest)
#   make soak    the long loops
#   make check   linter, formatter, types
#   make conformance   run the W3C suites, and write docs/conformance.md
#   make bench   measure, and write benchmarks/results.json
#   make identity-report   measure who is who, and write docs/identity.md
#   make lock    pin the packages anew
#   make clean   take away what the others made

PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=

BIN := $(VENV)/bin
# A folder that was moved, copied or cloned with its .venv has other stamps, so it installs anew.
STAMPS := $(VENV)/stamps/$(shell pwd -P | cksum | cut -d' ' -f1)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
# What the pages' scripts are made from.
WEB := $(shell find web -type f -not -path 'web/node_modules/*')
ROOMS := facts ontology graph queries network viz server
UNLINKED := $(if $(wildcard techland/graph/__init__.py),,unlinked)

.NOTPARALLEL:
.PHONY: serve test soak check conformance bench identity-report lock clean develop packages unlinked

serve: $(STAMPS)/run $(STAMPS)/package
	@$(BIN)/techland build
	@$(BIN)/techland serve --host $(HOST) --port $(PORT)

test: packages check
	$(BIN)/python -m pytest -m "not soak" --numprocesses 2 --dist loadfile $(ARGS)

soak: packages develop
	$(BIN)/python -m pytest -m soak --timeout 1500 --numprocesses 2 --dist loadfile $(ARGS)

check: develop
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy
	$(BIN)/mypy build_hook.py build_web.py
	$(BIN)/python build_web.py check

conformance: develop
	$(BIN)/python -m tests.conformance

bench: develop
	$(BIN)/python -m benchmarks

identity-report: develop
	$(BIN)/python -m benchmarks.identity_report

develop: $(STAMPS)/develop $(STAMPS)/validators $(STAMPS)/package

packages:
	@sh .ci/require packages

$(STAMPS)/venv:
	@sh .ci/require python "$(PYTHON)"
	@$(PYTHON) -m venv --clear $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/run $(STAMPS)/develop: $(STAMPS)/%: locks/%.txt | $(STAMPS)/venv
	@echo "Installing the pinned packages of $< into $(VENV) (once; some minutes on a slow line)"
	@$(PIP) --require-hashes -r $<
	@touch $@

# Programs that tests run: they want older releases of what we use, so they live apart.
$(STAMPS)/validators: locks/validators.txt | $(STAMPS)/venv
	@$(BIN)/python -m venv --clear $(VENV)/validators
	@$(VENV)/validators/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
		--require-hashes -r $<
	@touch $@

$(STAMPS)/package: pyproject.toml build_hook.py build_web.py $(WEB) $(UNLINKED) | $(STAMPS)/venv
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-config \
	--custom-compile-command "make lock"

# UPGRADE=--upgrade takes the newest versions that pyproject.toml allows.
lock: $(STAMPS)/develop
	$(LOCK) $(UPGRADE) pyproject.toml --group dev --output-file locks/develop.txt
	$(LOCK) $(UPGRADE) pyproject.toml --group build --constraint locks/develop.txt \
		--output-file locks/run.txt
	$(LOCK) $(UPGRADE) --group validators --output-file locks/validators.txt

clean:
	rm -rf $(VENV) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -rf $(ROOMS:%=techland/%)
	rm -rf web/node_modules server/static/built
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
