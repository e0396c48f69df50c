# The only front door. `make` prints the verbs; each sets up what it needs, once.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
READY := .venv/ready
PEERS := build/bench-venv
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help demo test check bench faults up down reset contracts supplier needs fmt lock setup browser

help:  ## print these verbs
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: $(READY) static/vendor/ready  ## set up Python packages and front-end assets (the others do it by themselves)

$(READY): requirements-dev.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; none was found."; exit 1; }
	@echo "Setting up Python packages (once) ..."
	@$(PYTHON) -m venv .venv 2>/dev/null || { echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

static/vendor/ready: package-lock.json $(READY)
	@echo "Fetching front-end assets (once) ..."
	@$(BIN)/python -m deploy.assets
	@touch $@

demo: setup  ## play the made-up story on real servers, then wait (ONCE=1: then exit; STORY=two: another story)
	@$(BIN)/python -m deploy.local.demo

test: setup browser  ## all tests, on real servers
	@rm -f build/needs.json
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder tests

check: setup  ## lint, types, import rules, contracts, SQL, house rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/squawk --config .squawk.toml chassis/sql/*.sql services/*/sql/*.sql
	@$(BIN)/python -m contracts.tools check
	@$(BIN)/python -m pytest -q tests/house tests/contracts

bench: setup $(PEERS)/ready  ## measure against loops by hand and other tools (QUICK=1: in five minutes)
	@$(BIN)/python -m bench

faults: setup $(if $(filter 1,$(QUICK)),,$(PEERS)/ready)  ## break things under load, then judge what was lost or doubled (QUICK=1: in some minutes)
	@$(BIN)/python -m tests.faults

$(PEERS)/ready: bench/peers.lock
	@echo "Setting up the tools to compare with (once) ..."
	@rm -rf $(PEERS) && $(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r bench/peers.lock
	@touch $@

up: setup  ## start Kafka and PostgreSQL in the background
	@$(BIN)/python -m deploy.local up

down: setup  ## stop them
	@$(BIN)/python -m deploy.local down

reset: setup  ## stop them and delete their data
	@$(BIN)/python -m deploy.local reset

contracts: setup  ## write schemas, samples, asyncapi.yaml and the index from the models, docs/states and docs/access.md
	@$(BIN)/python -m contracts.tools write
	@$(BIN)/python -m services.review.legal write
	@$(BIN)/python -m deploy.access_page

supplier: setup  ## build the suppliers' kit: one file that runs, and a wheel
	@$(BIN)/python -m supplier.build

needs: setup  ## which needs are shown by a passing test
	@$(BIN)/cspr needs

fmt: setup  ## format the code
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .

lock: $(READY)  ## lock every version with its hashes
	@$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header \
		-o requirements-dev.lock requirements-dev.in
	@$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header \
		-c requirements-dev.lock -o requirements.lock requirements.in
	@$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header \
		-o bench/peers.lock bench/peers.in

# program:package of what only tests need, and pip can not bring
BESIDE := chromium:chromium chromium:fonts-liberation kcat:kcat pdftotext:poppler-utils

browser:  # what is missing of them; without root, or without a network, what is to be installed is said
	@missing=; for one in $(BESIDE); do IFS=: read -r program package <<<"$$one"; \
		command -v "$$program" >/dev/null || missing="$$missing $$package"; done; \
	test -z "$$missing" || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && echo "Installing$$missing (once) ..." && \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends $$missing >/dev/null; } || \
	echo "Some tests can not run, or are passed over, without: apt-get install$$missing"
