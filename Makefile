# `make letter` and `make test` set everything up: a virtual environment in .venv, filled from a lock.
# Recipes run in sh and in Windows' cmd alike, so what a shell would do, Python does.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help letter test lint types format docs bench lock wheel clean

ifeq ($(OS),Windows_NT)
  CANDIDATES := py python python3
  BIN := .venv/Scripts
else
  CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11 python
  BIN := .venv/bin
  QUIETLY := 2>/dev/null
endif

# The first Python that is new enough and can make virtual environments; `make PYTHON=... letter` names another.
NEW_ENOUGH = $(shell $(1) -c "import ensurepip, sys, venv; print('yes' * (sys.version_info >= (3, 11)))" $(QUIETLY))
PYTHON = $(eval PYTHON := $$(firstword $$(foreach name,$(CANDIDATES),$$(if $$(call NEW_ENOUGH,$$(name)),$$(name)))))$(PYTHON)
NO_PYTHON = drafter needs Python 3.11 or newer with the venv module, and found none among: $(CANDIDATES) \
(on Debian and Ubuntu: apt-get install python3 python3-venv; elsewhere: python.org; or name yours: make PYTHON=/path/to/python letter)

PY := "$(BIN)/python"
PIP := $(PY) -m pip --disable-pip-version-check
INSTALL_LOCKED := $(PIP) install -qq --require-hashes --requirement
INSTALL_DRAFTER := $(PIP) install -qq --no-deps --no-build-isolation --editable .
TOUCH := $(PY) -c "import pathlib, sys; [pathlib.Path(name).touch() for name in sys.argv[1:]]"
PYTEST_OPTIONS ?= -q -n auto
LETTER ?= examples/hikvision/2021-08-16.yaml

define HELP
make letter   build the example letter and say where it is
make test     run all tests
make lint     check the code's form
make types    check the types of code and tests
make format   put the code into its form
make docs     write the parts of docs that are made from the code
make bench    measure speed against other tools
make lock     pin the dependencies anew; with UPGRADE=--upgrade, their newest versions
make wheel    make the wheel and the source archive in dist
make clean    remove what was made
endef

help:
	@$(info $(HELP))cd .

letter: .venv/letter.stamp
	@"$(BIN)/drafter" build $(LETTER)

test: .venv/dev.stamp
	@$(PY) -m pytest $(PYTEST_OPTIONS)

lint: .venv/dev.stamp
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: .venv/dev.stamp
	@$(PY) -m mypy

format: .venv/dev.stamp
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

docs: .venv/dev.stamp
	@$(PY) -m drafter.cli.reference docs/reference
	@$(PY) tools/findings.py
	@$(PY) tools/gallery.py

bench: .venv/dev.stamp
	@$(PY) bench/run.py
	@$(PY) bench/batch.py
	@$(PY) bench/batch_processes.py
	@$(PY) bench/interview.py
	@$(PY) bench/quotations.py

COMPILE = $(PY) -m uv pip compile --quiet --no-config --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE) pyproject.toml

lock: .venv/made.stamp
	$(PIP) install -qq uv
	$(COMPILE) --extra editable --output-file requirements.lock
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

wheel: .venv/dev.stamp
	@$(PY) -m hatchling build

clean:
	@$(or $(PYTHON),$(error $(NO_PYTHON))) -c "import shutil; [shutil.rmtree(name, ignore_errors=True) for name in ('.venv', 'dist', '.mypy_cache', '.ruff_cache', '.hypothesis')]"

.venv/made.stamp:
	@echo Making a virtual environment in .venv
	@$(or $(PYTHON),$(error $(NO_PYTHON))) -m venv .venv
	@$(TOUCH) $@

.venv/letter.stamp: requirements.lock pyproject.toml | .venv/made.stamp
	@echo Installing what drafter needs into .venv
	@$(INSTALL_LOCKED) requirements.lock
	@$(INSTALL_DRAFTER)
	@$(TOUCH) $@

.venv/dev.stamp: requirements-dev.lock pyproject.toml | .venv/made.stamp
	@echo Installing what drafter and its tests need into .venv
	@$(INSTALL_LOCKED) requirements-dev.lock
	@$(INSTALL_DRAFTER)
	@$(TOUCH) .venv/letter.stamp $@
