# make demo   the main job on the five articles of seeds/: a GraphML file, a picture, a page, the actors, the ties and why, what is unresolved
# make test   every test; those of Spark with EXTRAS=dev,spark (500 MB) and Java 17, those of the page with Chromium
# Both make their own virtual environment in .venv.
# make bench   everything measured, beside its peers, in an environment of its own, .venv-bench; writes benchmarks/results/
#              QUICK=1: small sizes, written to build/bench; ONLY="fuzzy names": these alone
# make bench-names   registry.compare beside other matchers on public names

PYTHON ?= python3
EXTRAS ?= dev
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready-$(EXTRAS)
BENCH := .venv-bench

.PHONY: demo test lint types wheel-check check bench bench-names clean

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[$(EXTRAS)]'
	@touch $@

demo: $(READY)
	$(BIN)/registry --registry aliases.yaml graph seeds -o actors.graphml -o actors.png -o actors.html

test: $(READY)
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

wheel-check: $(READY)
	sh .ci/wheel-check $(BIN)/python

check: lint types test wheel-check

$(BENCH)/.ready: pyproject.toml benchmarks/requirements.txt
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/pip install --quiet --disable-pip-version-check --requirement benchmarks/requirements.txt
	@touch $@

# PyICU, which these need, is built by pip and wants what not every machine has; the rest can do without them.
$(BENCH)/.names: $(BENCH)/.ready benchmarks/requirements-names.txt
	$(BENCH)/bin/pip install --quiet --disable-pip-version-check --requirement benchmarks/requirements-names.txt
	@touch $@

bench: $(BENCH)/.ready
	-@$(MAKE) --no-print-directory $(BENCH)/.names
	$(BENCH)/bin/python benchmarks/run_all.py $(ONLY) $(if $(QUICK),--quick)

bench-names: $(BENCH)/.names
	$(BENCH)/bin/python benchmarks/run_all.py names

clean:
	rm -rf $(VENV) $(BENCH) dist build actors.graphml actors.png actors.html .pytest_cache .mypy_cache .ruff_cache .hypothesis
