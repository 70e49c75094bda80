# For Linux and macOS, GNU make 3.81 or newer. `make` alone lists what it can do.

# The first Python that is new enough; `make run PYTHON=/path/to/python3` names another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
BIN := .venv/bin
PACKAGE_ENV := build/package-env
# Only wheels, only those whose hash the lock names: nothing is built here and nothing else gets in.
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --only-binary :all: --require-hashes
# Tests never open windows on the developer's screen.
OFFSCREEN := QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen}
UV_COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
  --generate-hashes --no-strip-extras --no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

# One more than there are processors: some tests wait for a screen, or for a program that is killed.
WORKERS = $(shell $(BIN)/python -c 'import os; print((os.cpu_count() or 1) + 1)')

.DEFAULT_GOAL := help
.NOTPARALLEL: # the order in `test` is meant
.PHONY: help run test test-lockdown format lint types arrows content unit soak bench bench-scheduling screenshots package release-check lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: .venv/ready ## start the program (the first time, set it up too)
	@$(BIN)/cehrs-desktop $(ARGS)

test: lint types arrows content unit ## everything that must pass: all of the below up to unit
	@echo "make test: all passed"

format: .venv/ready-dev ## format the code and fix what ruff can fix
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lint: .venv/ready-dev ## check format and style
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: .venv/ready-dev ## check the types
	$(BIN)/mypy

arrows: .venv/ready-dev ## check that imports point one way
	PYTHONPATH=packaging $(BIN)/lint-imports --no-logo

content: .venv/ready-dev ## check the flashcards and questions
	$(OFFSCREEN) $(BIN)/cehrs-desktop content check

unit: .venv/ready-dev ## run the tests, with at least 95 % coverage of rules, storage, content and activities
	$(OFFSCREEN) $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --cov --cov-report=
	.ci/coverage-gates

test-lockdown: .venv/ready-dev ## try every way out of the exam in a real X server, and write docs/lockdown.md
	CEHRS_WRITE_LOCKDOWN=1 $(OFFSCREEN) $(BIN)/python -m pytest tests/lockdown/test_ways.py \
	  --deselect tests/lockdown/test_ways.py::test_the_page_of_the_table_is_the_one_in_the_docs

soak: .venv/ready-dev ## run the long tests, minutes over many printed seeds
	CEHRS_SOAK=1 $(OFFSCREEN) $(BIN)/python -m pytest -m soak -s

bench: .venv/ready-dev ## measure speed
	$(OFFSCREEN) $(BIN)/python -m tests.benchmarks

bench-scheduling: .venv/ready-dev ## measure ways of choosing cards, up to two hours; it goes on where it was stopped
	$(BIN)/python -m tests.benchmarks.scheduling build/scheduling.jsonl --minutes 118 --write

screenshots: .venv/ready-dev ## take the pictures in docs/screenshots
	$(OFFSCREEN) $(BIN)/python -m tests.screenshots

package: build/package-env/ready ## build what learners on this system install into dist/, and try it
	$(PACKAGE_ENV)/bin/python packaging/build.py
	$(PACKAGE_ENV)/bin/python packaging/smoke_test.py build/bundle/cehrs-trainer/cehrs-desktop

release-check: .venv/ready ## say what keeps this version from being released (see packaging/RELEASE.md)
	$(BIN)/python packaging/release_check.py

lock: .venv/ready-dev ## renew the three requirements*.lock with the newest versions allowed
	$(UV_COMPILE) --output-file requirements.lock
	$(UV_COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	$(UV_COMPILE) --extra package --constraint requirements.lock --output-file requirements-package.lock

clean: ## remove the environment and everything generated
	rm -rf .venv build dist htmlcov .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find cehrs_desktop tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Each of these files is empty: its time says when that step was last done.

# The checkout is put on the environment's path by a .pth file, and the command by two lines of shell: an editable
# install would need the build backend, and its hashes, only to write the same.
.venv/created:
	@test -n "$(PYTHON)" || { echo "CEHRS Trainer needs Python 3.11 or newer: please install it, then try again." >&2; exit 1; }
	"$(PYTHON)" -m venv --clear .venv
	@$(BIN)/python -c 'import os, sysconfig; site = sysconfig.get_path("purelib"); \
	  print(os.path.relpath(".", site), file=open(os.path.join(site, "cehrs-trainer.pth"), "w"))'
	@printf '%s\n' '#!/bin/sh' 'exec "$${0%/*}/python" -P -m cehrs_desktop "$$@"' > $(BIN)/cehrs-desktop
	@chmod +x $(BIN)/cehrs-desktop
	@touch $@

.venv/installed: requirements.lock | .venv/created
	$(PIP_INSTALL) -r requirements.lock
	@touch $@

# The development lock holds all of requirements.lock.
.venv/installed-dev: requirements-dev.lock | .venv/created
	$(PIP_INSTALL) -r requirements-dev.lock
	@touch .venv/installed $@

# Packages are built in an environment of their own, so that nothing of the development's gets into them.
build/package-env/ready: requirements-package.lock .ci/system-libraries
	@test -n "$(PYTHON)" || { echo "CEHRS Trainer needs Python 3.11 or newer: please install it, then try again." >&2; exit 1; }
	"$(PYTHON)" -m venv --clear $(PACKAGE_ENV)
	$(PIP_INSTALL:$(BIN)/%=$(PACKAGE_ENV)/bin/%) -r requirements-package.lock
	@.ci/system-libraries --package $(PACKAGE_ENV)
	@touch $@

.venv/ready: .ci/system-libraries .venv/installed
	@.ci/system-libraries
	@touch $@

.venv/ready-dev: .ci/system-libraries .venv/installed-dev
	@.ci/system-libraries --test
	@touch .venv/ready $@
