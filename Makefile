# Every target does what it needs by itself. PYTHON=/path/to/python3 chooses the Python that .venv is made with.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help setup setup-run demo test test-long check fmt bench messages lock clean

PYTHON ?= python3
PART ?=
export PYTHON PIP_DISABLE_PIP_VERSION_CHECK := 1

in-venv := .venv/bin/python -m

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

setup:  ## everything to work on Courtyard, in .venv
	@tools/setup.sh dev

setup-run:
	@tools/setup.sh run

demo: setup-run  ## an estate's year on http://127.0.0.1:8000 (PORT=…)
	@$(in-venv) courtyard demo

test: check  ## all checks, then the tests on SQLite and on PostgreSQL
	@$(in-venv) tools.services .venv/bin/python -m tools.suite short

test-long: setup  ## soak, kill and long property tests
	@$(in-venv) tools.services .venv/bin/python -m tools.suite long

check: setup  ## style, types, floors, guards, words: what needs no database
	@$(in-venv) tools.check

fmt: setup  ## the layout of the code, and what ruff can mend by itself
	@$(in-venv) ruff check --quiet --fix-only .
	@$(in-venv) ruff format --quiet .

bench: setup  ## the measured table (PART=cases)
	@$(in-venv) tools.services .venv/bin/python -m bench $(PART)

messages: setup  ## each app's django.po brought up to date, then compiled
	@$(in-venv) tools.messages update
	@$(in-venv) tools.messages compile
	@$(in-venv) tools.messages check || echo 'Fill these in, then say `make messages` again.'

lock: setup  ## requirements/*.txt at the newest versions pyproject.toml allows
	@tools/lock.sh

clean:  ## what these commands made, the demo's database too
	@rm -rf .venv var build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache
	@find . -name '__pycache__' -type d -prune -exec rm -rf {} +
	@find courtyard -name '*.mo' -delete
