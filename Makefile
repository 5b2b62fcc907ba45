# make demo   the main job on the five articles of seeds/: a GraphML file, a picture, a page, the actors, the ties and why, what is unresolved
# make test   every test
# Both make their own virtual environment in .venv.
# make bench   everything measured, beside its peers, in an environment of its own, .venv-bench; writes benchmarks/results/
#              QUICK=1: small sizes, written to build/bench; ONLY="fuzzy names": these alone
# make bench-names   registry.compare beside other matchers on public names

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := .venv-bench

.PHONY: demo test lint types wheel-check check bench bench-names clean

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(VENV)/.ready
	$(BIN)/registry --registry aliases.yaml graph seeds -o actors.graphml -o actors.png -o actors.html

test: $(VENV)/.ready
	$(BIN)/python -m pytest

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready
	$(BIN)/mypy

wheel-check: $(VENV)/.ready
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
