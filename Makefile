# `make bulletin` builds the sample; `make test` tests everything. Both make their own .venv from hash-locked lists.

PYTHON ?= python3
# Three, as many tests wait for a browser or a mail server: on two cores two are slower.
WORKERS ?= 3
BIN := .venv/bin
LOCKS := .github/locks
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --no-deps
# Installing compiles the templates.
COMPILED := $(shell find templates -type f) hatch_build.py bulletin/content/package_templates.py \
	bulletin/text/jinja.py bulletin/text/sandbox.py bulletin/text/humanize.py
# What pip says is only shown if it fails.
QUIETLY = >.venv/install.log 2>&1 || { cat .venv/install.log; exit 1; }

# Tests start Bulletin some hundred times; without bytecode each start compiles its modules again.
export PYTHONDONTWRITEBYTECODE :=

MINUTES ?= 120
EXAMPLES ?= 1000
export EXAMPLES
SEED := $(shell od -An -N4 -tu4 /dev/urandom | tr -d ' ')
CORE := tests/content tests/checks tests/model tests/text tests/test_golden.py tests/test_layers.py tests/test_names.py

.PHONY: bulletin test test-core test-long fuzz docs site lock release clean

bulletin: .venv/run
	@$(BIN)/bulletin build

test: .venv/test
	@bash tests/tools/install.sh
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -X warn_default_encoding -m pytest -n $(WORKERS) --cov --cov-report=term-missing:skip-covered

# What needs neither a Debian package nor a browser, for those who may not install any.
test-core: .venv/test
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -X warn_default_encoding -m pytest -n $(WORKERS) $(CORE)

test-long: .venv/test
	@bash tests/tools/install.sh debian.txt debian-long.txt
	@$(BIN)/python -X warn_default_encoding -m pytest -n $(WORKERS) -m long
	@echo "Properties with $(EXAMPLES) examples and the seed $(SEED). To try it again: make test-long SEED=$(SEED)"
	@$(BIN)/python -X warn_default_encoding -m pytest -n $(WORKERS) -m "hypothesis and not long" \
		--hypothesis-profile=long --hypothesis-seed=$(SEED)

fuzz: .venv/test
	@$(BIN)/python -m tests.fuzz --minutes $(MINUTES)

# Written last, so that an environment that was only begun is made anew: Debian's python leaves one behind where
# python3-venv is missing.
.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Bulletin needs Python 3.11 or newer. Name one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv --clear .venv || \
		{ rm -rf .venv; echo "Python's venv is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@touch $@

.venv/run: .venv/made $(LOCKS)/run.txt $(LOCKS)/build.txt pyproject.toml $(COMPILED)
	@echo "Installing what Bulletin needs into .venv …"
	@$(PIP) --require-hashes --requirement $(LOCKS)/build.txt $(QUIETLY)
	@$(PIP) --require-hashes --requirement $(LOCKS)/run.txt $(QUIETLY)
	@$(PIP) --no-build-isolation --editable . $(QUIETLY)
	@touch $@

.venv/test: .venv/run $(LOCKS)/test.txt
	@echo "Installing what the tests need into .venv …"
	@$(PIP) --require-hashes --requirement $(LOCKS)/test.txt $(QUIETLY)
	@touch $@

docs: .venv/run
	@$(BIN)/python docs/make.py

site: .venv/test
	@$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going --fresh-env --builder html docs build/documentation
	@echo "Open first: build/documentation/index.html"

lock: .venv/test
	@for group in build test; do \
		$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
			--no-header --no-annotate --group $$group --output-file $(LOCKS)/$$group.txt || exit 1; done
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
		--no-header --no-annotate --output-file $(LOCKS)/run.txt pyproject.toml
	@$(BIN)/python $(LOCKS)/action.py

release:
	@bash .github/begin-release.sh $(VERSION)

clean:
	rm -rf .venv build dist
