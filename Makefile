# `make` lists, `make roadmap` builds and shows, `make test` judges.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SITE ?= site

.DEFAULT_GOAL := help
.PHONY: help roadmap serve test test-all check fix docs lock clean

help:  ## list what make can do
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

roadmap: $(VENV)/.run-ready  ## set up, build the roadmap into site/, say how to look at it
	@$(BIN)/ioroadmap build --out $(SITE)
	@echo "Look at it: make serve"
	@if [ -t 1 ] && [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] && command -v xdg-open >/dev/null; then xdg-open $(SITE)/index.html >/dev/null 2>&1 & fi

serve: $(VENV)/.run-ready  ## look at the built roadmap at http://127.0.0.1:8765/
	@$(BIN)/ioroadmap serve --site $(SITE)

test: $(VENV)/.dev-ready check chromium  ## judge the whole tree: format, lint, types, walls, catalog, tests
	@$(BIN)/python -m pytest -m "not long" -n auto -q

test-all: $(VENV)/.dev-ready check chromium  ## the same, and the tests that are too long for every change
	@$(BIN)/python -m pytest -n auto -q

check: $(VENV)/.dev-ready  ## judge without tests; changes nothing
	@$(BIN)/ruff format --check --quiet . || { echo "not formatted: run make fix"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo >/tmp/ioroadmap-walls.$$$$ || { cat /tmp/ioroadmap-walls.$$$$; rm -f /tmp/ioroadmap-walls.$$$$; exit 1; }; rm -f /tmp/ioroadmap-walls.$$$$
	@$(BIN)/ioroadmap catalog fmt --check
	@$(BIN)/ioroadmap catalog check >/dev/null

fix: $(VENV)/.dev-ready  ## mend what a machine can mend: format, simple lint, the catalog's form
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .
	@$(BIN)/ioroadmap catalog fmt

docs: $(VENV)/.run-ready  ## write docs/catalog.md and docs/classify.md anew, from what was counted
	@$(BIN)/ioroadmap catalog report >docs/catalog.md.new && mv docs/catalog.md.new docs/catalog.md
	@if [ -d ../shared/records ]; then $(BIN)/python -m benchmarks.classify_report; fi

lock:  ## resolve the dependencies anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q \
	  --extra print --extra parquet --extra build pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q \
	  --all-extras -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:  ## remove what make made
	rm -rf $(VENV) $(SITE) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || echo "Chromium is missing; the browser tests are left out: apt-get install chromium"

# Two sets of packages: what the roadmap needs, and what judging it needs on top. Each is made again when its lock changes.
$(VENV)/.run-ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; choose one: make PYTHON=python3.12 roadmap")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev-ready: requirements-dev.lock $(VENV)/.run-ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
