# Everything a newcomer needs: `make demo` and `make test`. They make .venv by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Processes that the tests run in; a file's tests stay together, for they share what they build.
JOBS ?= 2
SOURCES := src tests bench tools

.PHONY: demo test check spark spacy bench lock phrases clean hooks

demo: $(VENV)/.run
	$(BIN)/testimonia demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest -q -n $(JOBS) --dist loadfile

check: $(VENV)/.dev
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy

# Spark is 300 MB: an environment of its own, that nobody needs who has one machine.
spark: $(VENV)-spark/.made
	$(VENV)-spark/bin/python -m pytest -q tests/spark

# spaCy is another extra of some weight: its extractor's contract is tested in an environment of its own.
spacy: $(VENV)-spacy/.made
	$(VENV)-spacy/bin/python -m pytest -q tests/unit/extractors

bench: $(VENV)/.dev
	$(BIN)/python -m bench.all

# The catalogues of the site's own words, brought up to what is said.
phrases: $(VENV)/.dev
	$(BIN)/python -m tools.phrases

# The lock files name versions and hashes, and no registry.
lock: $(VENV)/.dev
	cd requirements && for set in run dev spark spacy; do \
	  ../$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --upgrade -o $$set.txt $$set.in; done

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Testimonia needs Python 3.11 or newer; '$(PYTHON)' is not that. Try: make PYTHON=python3.11 demo" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)-%/.made: requirements/run.txt requirements/dev.txt requirements/%.txt pyproject.toml
	$(PYTHON) -m venv $(@D)
	for set in run dev $*; do \
	  $(@D)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$$set.txt || exit 1; done
	$(@D)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements/run.txt pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

clean:
	rm -rf $(VENV) $(VENV)-spark $(VENV)-spacy .mypy_cache .ruff_cache .pytest_cache .hypothesis build
