# Everything sets itself up: `make run` on a fresh machine with Python 3.11+ makes the environment first.
PYTHON ?= python3
VENV ?= .venv
OUT ?= results

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
LINK := .link/scrutiny
LOCKED := --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

.DEFAULT_GOAL := help
.PHONY: help run test lint format types bench ocr lock clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(VENV)/.installed ## Set up, read the bundled reports, check their ratings, write the audit report (results/, or OUT=...)
	$(BIN)/scrutiny run --out "$(OUT)"
	$(BIN)/scrutiny report --out "$(OUT)"
	@echo "The results lie in $$(cd "$(OUT)" && pwd): scrutiny.db, observations.csv, findings.csv"

test: $(VENV)/.installed-dev ## Set up and run the tests
	$(BIN)/python -m pytest -q -n auto --dist loadfile

lint: $(VENV)/.installed-dev types ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.installed-dev ## Set the style right
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

# The package is named after the folder it is checked in; through the link that name is `scrutiny`.
types: $(VENV)/.installed-dev
	@mkdir -p $(dir $(LINK)) && ln -sfn .. $(LINK)
	@$(BIN)/mypy $(LINK) | tee .link/types.txt; \
	grep -qE 'in ([2-9]|[0-9]{2,}) source files' .link/types.txt \
	|| { echo "types: errors, or mypy saw only one file" >&2; exit 1; }

bench: $(VENV)/.installed-dev ## Time scrutiny against the floor and its peers on the bundled reports
	$(BIN)/python bench/run.py

ocr: $(VENV)/.installed ## Add character recognition, for scanned pages (about 100 MB)
	$(PIP) install -q --require-hashes -r requirements-ocr.lock

lock: ## Pin the newest releases that pyproject.toml allows, with their hashes
	$(PYTHON) -m venv .link/lock && .link/lock/bin/python -m pip install -q uv
	printf 'setuptools>=77\n' > .link/setup.in
	.link/lock/bin/uv pip compile -q $(LOCKED) pyproject.toml .link/setup.in -o requirements.lock
	.link/lock/bin/uv pip compile -q $(LOCKED) pyproject.toml .link/setup.in --extra dev -c requirements.lock -o requirements-dev.lock
	.link/lock/bin/uv pip compile -q $(LOCKED) pyproject.toml --extra ocr -c requirements.lock -o requirements-ocr.lock

clean: ## Remove everything that was made, the environment too; results stay
	rm -rf $(VENV) .link build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "scrutiny needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	|| { echo "$(PYTHON) has no venv; on Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install -q --require-hashes -r requirements.lock
	$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(PIP) install -q --require-hashes -r requirements-dev.lock
	@touch $@
